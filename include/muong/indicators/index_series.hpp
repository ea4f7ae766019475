// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <muong/core/problem.hpp>
#include <muong/core/rounding.hpp>
#include <muong/indicators/growth.hpp>
#include <muong/indicators/series.hpp>

// Levels in proportion to a base, and levels made of rates. Each value is computed exactly and rounded once.
//
// Laws, tested in tests/indicators/index_series.test.cpp:
//  - an index keeps the growth of its levels, as exactly as its decimals allow, and is 100 in its base;
//  - the base of an index can be changed and changed back;
//  - growth of compounded rates gives the rates back, compounded growth the levels, where neither is rounded.
namespace muong::inline v0 {

/// The levels in proportion to that of a base period, which becomes `base_value`; of a longer base, such as a year of
/// quarters, to the mean of its observations. A base that is zero, negative or missing in part gives no values.
/// \throws std::invalid_argument unless the base is one or more periods of the series, whole, and decimals are 0 to 16;
///     for a base of several periods of figures from January on (`series_header::year_to_date`), which have no mean
[[nodiscard]] MUONG_EXPORT series index(const series& levels, const period& base, decimal base_value = decimal{100},
                                        rounded_to round = {});
/// The same index with another base period. \throws as `index`
[[nodiscard]] inline series with_base(const series& levels, const period& base, rounded_to round = {}) {
    return index(levels, base, decimal{100}, round);
}

/// The levels that rates of growth in percent, one a period, lead to from `base_value` on, which stands in the period
/// before the first rate. Behind a missing rate there are no levels. The running product is exact, so its digits grow
/// with every step: meant for some hundreds of rates, O(n^2).
/// \throws std::invalid_argument if the unit of the rates is not percent or, of a series of years, percent per year;
/// for
///     rates of figures from January on that are not of whole years, since these do not grow from one period to the
///     next
[[nodiscard]] MUONG_EXPORT series compound(const series& rates, decimal base_value = decimal{100},
                                           rounded_to round = {});

/// What may stand in the way of linking two series.
enum class over_breaks : std::uint8_t { refuse, allow };

/// One series out of two that overlap, on the level of the later one: from `link` on the later, before it the earlier
/// times the ratio of both at `link`.
/// \returns mixed_frequency; missing_value if one of them has no value at `link`, or the earlier one none above zero;
/// contradiction if the earlier one or the link is marked with a break (B), unless that is allowed
/// \throws std::invalid_argument if one of them is told from January on (`series_header::year_to_date`), the other not
[[nodiscard]] MUONG_EXPORT result<series> chain(const series& earlier, const series& later, const period& link,
                                                over_breaks breaks = over_breaks::refuse,
                                                rounding how = rounding::half_away_from_zero);

}  // namespace muong::v0
