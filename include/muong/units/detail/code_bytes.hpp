// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

// Codes of units are read, and looked up, eight bytes at once.
namespace muong::inline v0::detail {

/// One to eight bytes as a number, on a little-endian machine; the first is the lowest one. Out of two loads that may
/// overlap, since a copy of unknown length is slow.
[[nodiscard]] [[gnu::always_inline]] inline std::uint64_t one_to_eight(std::string_view text) noexcept {
    const auto size = text.size();
    if (size >= 4) {
        std::uint32_t first = 0, last = 0;
        __builtin_memcpy(&first, text.data(), 4);
        __builtin_memcpy(&last, text.data() + size - 4, 4);
        return first | std::uint64_t{last} << (8 * (size - 4));
    }
    std::uint64_t word = 0;
    for (const auto at : {std::size_t{0}, size / 2, size - 1}) {
        word |= std::uint64_t{static_cast<unsigned char>(text[at])} << (8 * at);
    }
    return word;
}

/// The same where eight bytes may be read from the first on.
[[nodiscard]] [[gnu::always_inline]] inline std::uint64_t one_to_eight_and_beyond(std::string_view text) noexcept {
    std::uint64_t word = 0;
    __builtin_memcpy(&word, text.data(), sizeof word);
    return word & ~std::uint64_t{0} >> (64 - 8 * text.size());
}

/// Whether the lowest `size` bytes are characters of a code; 1 to 8. Each byte is looked at in its own lane: a sum
/// of seven bits tells by the eighth whether it reaches a bound.
[[nodiscard]] [[gnu::always_inline]] constexpr bool all_code_characters(std::uint64_t word, std::size_t size) noexcept {
    constexpr std::uint64_t each = 0x0101010101010101U;
    const auto unused = 64 - 8 * size;
    const auto no_digit = ((word ^ 0x30 * each) | ((word ^ 0x30 * each) + 0x06 * each)) & 0xF0 * each;
    if (no_digit << unused == 0) return true;  // mostly
    const auto low = word & (0x7F * each);
    const auto from = [](std::uint64_t bytes, char first) {
        return bytes + (0x80U - static_cast<unsigned char>(first)) * each;
    };
    const auto within = [&from](std::uint64_t bytes, char first, char last) {
        return from(bytes, first) & ~from(bytes, static_cast<char>(last + 1));
    };
    const auto other = [low](char c) { return (low ^ static_cast<unsigned char>(c) * each) + 0x7F * each; };
    const auto good = (within(low, '-', '9') & other('/')) | within(low | 0x20 * each, 'a', 'z') | ~other('_');
    return ((~good | word) & 0x80 * each) << unused == 0;
}

}  // namespace muong::inline v0::detail
