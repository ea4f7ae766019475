// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace muong::inline v0::detail {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/// The greatest magnitude that our 64-bit numbers take. The range is symmetric, so that minus and abs cannot overflow.
inline constexpr std::int64_t max_int64 = std::numeric_limits<std::int64_t>::max();

inline constexpr std::uint64_t max_magnitude = static_cast<std::uint64_t>(max_int64);

/// 10^0 to 10^18: every power of ten that 64 bits with a sign hold.
inline constexpr std::int64_t power_of_ten[19] = {1,
                                                  10,
                                                  100,
                                                  1'000,
                                                  10'000,
                                                  100'000,
                                                  1'000'000,
                                                  10'000'000,
                                                  100'000'000,
                                                  1'000'000'000,
                                                  10'000'000'000,
                                                  100'000'000'000,
                                                  1'000'000'000'000,
                                                  10'000'000'000'000,
                                                  100'000'000'000'000,
                                                  1'000'000'000'000'000,
                                                  10'000'000'000'000'000,
                                                  100'000'000'000'000'000,
                                                  1'000'000'000'000'000'000};

/// Whether `x` lies within -max_int64 ... max_int64.
[[nodiscard]] constexpr bool fits_int64(int128 x) noexcept { return x <= max_int64 && x >= -max_int64; }

/// |x|, also of the least int64.
[[nodiscard]] constexpr std::uint64_t magnitude(std::int64_t x) noexcept {
    const auto bits = static_cast<std::uint64_t>(x);
    return x < 0 ? 0 - bits : bits;
}

/// The greatest common divisor; gcd(0, b) = b. Binary: no divisions.
[[nodiscard]] constexpr std::uint64_t gcd(std::uint64_t a, std::uint64_t b) noexcept {
    if (a == 0) return b;
    if (b == 0) return a;
    const int shift = std::countr_zero(a | b);
    a >>= std::countr_zero(a);
    b >>= std::countr_zero(b);
    while (a != b) {  // both odd; written so that compilers use no jumps but this one
        const std::uint64_t difference = a - b;
        const std::uint64_t least = a < b ? a : b;
        const std::uint64_t distance = a < b ? 0 - difference : difference;
        b = distance >> std::countr_zero(difference);
        a = least;
    }
    return a << shift;
}

}  // namespace muong::v0::detail
