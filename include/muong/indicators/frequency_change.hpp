// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <muong/core/rounding.hpp>
#include <muong/indicators/aggregation.hpp>
#include <muong/indicators/growth.hpp>
#include <muong/indicators/series.hpp>

// From shorter periods to longer ones, and between single periods and figures from the beginning of the year.
//
// Laws, tested in tests/indicators/frequency_change.test.cpp:
//  - sums of sums are sums: months to quarters to years is months to years;
//  - what is cumulated and decumulated again has the same values, from the first whole year on;
//  - a missing part makes the whole missing, unless fewer parts are asked for; it is never zero.
namespace muong::inline v0 {

/// How many of the parts of a longer period must have a value for it to have one.
class completeness {
public:
    [[nodiscard]] static constexpr completeness all() noexcept { return completeness{0}; }
    /// So many, at least one; the result of fewer than all is marked E, estimated from partial data.
    /// \throws std::invalid_argument unless parts > 0
    [[nodiscard]] static completeness at_least(int parts) {
        if (parts < 1) throw std::invalid_argument{"muong::completeness: at least one part must be there"};
        return completeness{parts};
    }
    [[nodiscard]] constexpr int needed_of(int parts) const noexcept {
        return least_ == 0 || least_ > parts ? parts : least_;
    }

private:
    constexpr explicit completeness(int least) noexcept : least_{least} {}
    int least_;
};

/// The same over longer periods, of which the first and last may be incomplete. Means are rounded to the decimals of
/// the series; all else is exact. \throws std::invalid_argument if the longer periods are not made of whole shorter
/// ones, for the sum of what does not add up (`measure_unit::adds_up`), and for all but the last of figures from
/// January on (`series_header::year_to_date`), which are no figures of the periods that they end
[[nodiscard]] MUONG_EXPORT series aggregate(const series& s, frequency longer, combine how,
                                            completeness needed = completeness::all(),
                                            rounding round = rounding::half_away_from_zero);

/// The same over one longer period, which may be a term: the last of 2021-2025, the sum of nine months. What lies
/// before the first or behind the last observation is missing. \throws std::invalid_argument as `aggregate`
[[nodiscard]] MUONG_EXPORT observation combined(const series& s, const period& whole, combine how,
                                                completeness needed = completeness::all(),
                                                rounding round = rounding::half_away_from_zero);

/// The exact sum of all observations; `missing_part` if one is missing, `beyond_range` if it leaves 64 bits. O(n).
/// \throws std::invalid_argument for what does not add up, also figures from January on
[[nodiscard]] MUONG_EXPORT computed<decimal> total(const series& s);

/// Sums from the beginning of the year up to each period, as the 6- and 9-month figures that are published. Missing
/// from the first missing period of a year on, and as long as the year began before the series. The result is a series
/// from January on (`series_header::year_to_date`). \throws std::invalid_argument for days, for what does not add up,
/// and for what is such a series
[[nodiscard]] MUONG_EXPORT series cumulate(const series& s);
/// Single periods out of sums from the beginning of the year: the third quarter out of the figures of six and of nine
/// months. \throws std::invalid_argument for days, for what does not add up, and unless the series is from January on
[[nodiscard]] MUONG_EXPORT series decumulate(const series& sums);

}  // namespace muong::v0
