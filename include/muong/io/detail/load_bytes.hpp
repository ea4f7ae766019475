// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace muong::inline v0::detail {

/// Eight bytes as a number whose lowest byte is the first.
inline std::uint64_t load_eight(const char* at) noexcept {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
    return bytes;
}

/// What may be read of a text.
enum class readable : bool {
    itself,      ///< its own bytes
    and_beyond,  ///< and eight more, whatever stands in them
};

/// How many bits lie below 1 to 8 bytes the last of which is the highest of a number.
constexpr unsigned bits_below(std::size_t size) noexcept { return (0U - 8 * static_cast<unsigned>(size)) & 63U; }

/// The number of 1 to 8 bytes, the last of them the highest; the bytes below are zero. Several times as fast where more
/// may be read.
template <readable Bytes>
std::uint64_t load_top(const char* at, std::size_t size) noexcept {
    const auto below = bits_below(size);
    if constexpr (Bytes == readable::and_beyond) return load_eight(at) << below;
    std::uint64_t bytes = 0;
    if constexpr (std::endian::native == std::endian::little) {
        if (size >= 4) {  // two loads that overlap: a copy of so many bytes as there are costs several times more
            std::uint32_t first = 0;
            std::uint32_t last = 0;
            std::memcpy(&first, at, 4);
            std::memcpy(&last, at + size - 4, 4);
            return std::uint64_t{last} << 32U | std::uint64_t{first} << below;
        }
    }
    for (std::size_t i = 0; i < size; ++i) bytes |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
    return bytes << below;
}

}  // namespace muong::v0::detail
