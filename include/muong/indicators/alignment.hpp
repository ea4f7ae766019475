// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <muong/indicators/series.hpp>

// Series moved, cut and put together. Values, statuses, reasons and sources stay as they are.
namespace muong::inline v0 {

/// The series told so many periods later: `lag(s, 1)[p] == s[p - 1]`. Negative counts tell it earlier.
/// \throws std::out_of_range if that leaves the calendar
[[nodiscard]] MUONG_EXPORT series lag(const series& s, int periods = 1);
/// The series told so many periods earlier: `lead(s, 1)[p] == s[p + 1]`. \throws as `lag`
[[nodiscard]] inline series lead(const series& s, int periods = 1) {
    constexpr auto most = std::numeric_limits<int>::max();
    return lag(s, periods < -most ? most : -periods);  // both leave the calendar
}

/// The observations from one period to another, both included; those that the series does not have are missing, for
/// the reason `outside`. \throws std::invalid_argument unless both are of its frequency, and in this order
[[nodiscard]] MUONG_EXPORT series span(const series& s, const period& from, const period& to);

/// Both in one: the values of `a`, and those of `b` where `a` has none; missing in between. The header is that of `a`.
/// \throws std::invalid_argument if they differ in frequency, unit of measure or decimals, or one of them is told from
/// January on and the other not
[[nodiscard]] MUONG_EXPORT series bind(const series& a, const series& b);

}  // namespace muong::v0
