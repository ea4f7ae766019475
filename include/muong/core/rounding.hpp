// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <muong/core/detail/wide.hpp>

namespace muong::inline v0 {

/// Which of two neighbours a value between them is rounded to.
enum class rounding : std::uint8_t {
    half_away_from_zero,  ///< the nearer; of two equally near the one farther from zero: 2.5 -> 3, -2.5 -> -3
    half_even,            ///< the nearer; of two equally near the even one: 2.5 -> 2, 3.5 -> 4
    toward_zero,          ///< 2.9 -> 2, -2.9 -> -2
    floor,                ///< the lower: 2.9 -> 2, -2.1 -> -3
    ceiling,              ///< the higher: 2.1 -> 3, -2.9 -> -2
};

namespace detail {

/// `quotient` is a / b cut off toward zero, for some a and some b > 0. Returns -1, 0 or 1: what must be added to round.
/// `half` tells how the magnitude of the remainder compares with b / 2 (-1 below, 0 equal, 1 above).
[[nodiscard]] constexpr int rounding_step(bool negative, bool exact, int half, bool odd_quotient,
                                          rounding how) noexcept {
    if (exact) return 0;
    const int away = negative ? -1 : 1;
    switch (how) {
        case rounding::half_away_from_zero:
            return half >= 0 ? away : 0;
        case rounding::half_even:
            return half > 0 || (half == 0 && odd_quotient) ? away : 0;
        case rounding::toward_zero:
            return 0;
        case rounding::floor:
            return negative ? -1 : 0;
        case rounding::ceiling:
            return negative ? 0 : 1;
    }
    return 0;
}

/// a / b as a whole number, for b > 0.
[[nodiscard]] constexpr int128 divide(int128 a, int128 b, rounding how) noexcept {
    const int128 quotient = a / b;
    const int128 rest = a < 0 ? quotient * b - a : a - quotient * b;
    const int half = rest > b - rest ? 1 : rest == b - rest ? 0 : -1;
    return quotient + rounding_step(a < 0, rest == 0, half, quotient % 2 != 0, how);
}

}  // namespace detail
}  // namespace muong::v0
