// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <muong/core/detail/wide.hpp>
#include <optional>

namespace muong::inline v0::detail {

/// Number / 10^behind.
struct rounded_number {
    std::int64_t number;
    int behind;
};

/// number / of to so many digits, or one more, a zero at the end, if it is rounded up so far; half away from zero,
/// where Wide holds number and `of` times 10^step.
template <int step, class Wide>
[[nodiscard]] rounded_number divided(Wide number, Wide of, int digits) {
    auto quotient = static_cast<std::int64_t>(number / of);
    Wide rest = number % of;
    int behind = digits;
    while (behind > 0 && power_of_ten[digits - behind] <= quotient) --behind;
    for (int left = behind; left > 0;) {
        const int next = std::min(left, step);
        rest *= static_cast<Wide>(power_of_ten[next]);
        quotient = quotient * power_of_ten[next] + static_cast<std::int64_t>(rest / of);
        rest %= of;
        left -= next;
    }
    return {quotient + (2 * rest >= of ? 1 : 0), behind};
}

/// The same, if number / of lies within 1 and what so many digits can tell.
template <int step, class Wide>
[[nodiscard]] std::optional<rounded_number> rounded_quotient(const Wide& number, const Wide& of, int digits) {
    const auto limit = power_of_ten[digits];
    if (number < of || number / of >= static_cast<Wide>(limit)) return {};
    return divided<step>(number, of, digits);
}

/// `of` is at most 2^86.
[[nodiscard]] inline std::optional<rounded_number> rounded_quotient(uint128 number, uint128 of, int digits) {
    if (number >> 64U != 0 || of >> 30U != 0) return rounded_quotient<12>(number, of, digits);
    return rounded_quotient<10>(static_cast<std::uint64_t>(number), static_cast<std::uint64_t>(of), digits);
}

}  // namespace muong::inline v0::detail
