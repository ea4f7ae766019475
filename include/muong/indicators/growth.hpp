// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/core/percent.hpp>
#include <muong/core/period.hpp>
#include <muong/core/rounding.hpp>
#include <muong/indicators/observation_status.hpp>
#include <muong/indicators/series.hpp>

// Changes over time. A series of rates is computed exactly and rounded once, at the end; so rates that are wanted
// exactly are asked for pair by pair. A change in proportion to zero or less has no value, with the reason. The flags
// of both observations go on to the result.
//
// Laws, tested in tests/indicators/growth.test.cpp:
//  - a level grown by its exact growth is the later level;
//  - the contributions of parts that add up to a total add up to its growth, exactly;
//  - the compound growth rate is the nearest of its decimals: a step to either side is farther from the later level.
namespace muong::inline v0 {

/// To how many decimals a computed series is rounded, and how.
struct rounded_to {
    int decimals = 2;  ///< 0 to 16
    rounding how = rounding::half_away_from_zero;
};

/// A number, or why there is none.
template <class T>
class computed {
public:
    computed(T value) : v_{std::move(value)} {}  // NOLINT(google-explicit-constructor)
    /// \throws std::invalid_argument for `none`, which is no reason
    computed(missing_reason reason) : v_{reason} {  // NOLINT(google-explicit-constructor)
        if (reason == missing_reason::none) throw std::invalid_argument{"muong::computed: no value and no reason"};
    }

    [[nodiscard]] bool has_value() const noexcept { return v_.index() == 0; }
    [[nodiscard]] explicit operator bool() const noexcept { return has_value(); }
    /// \throws std::domain_error with the name of the reason if there is no value
    [[nodiscard]] const T& value() const& {
        require();
        return *std::get_if<0>(&v_);
    }
    /// \throws std::domain_error with the name of the reason if there is no value
    [[nodiscard]] T value() && {
        require();
        return std::move(*std::get_if<0>(&v_));
    }
    [[nodiscard]] missing_reason reason() const noexcept {
        const auto* r = std::get_if<1>(&v_);
        return r == nullptr ? missing_reason::none : *r;
    }

private:
    void require() const {
        if (!has_value()) throw std::domain_error{"muong::computed: no value: " + std::string{to_string(reason())}};
    }

    std::variant<T, missing_reason> v_;
};

// Pairs of levels, exactly.

/// The change from one level to another as a ratio of the first: 1/4 from 100 to 125.
[[nodiscard]] MUONG_EXPORT computed<fraction> growth(const fraction& from, const fraction& to);
/// The change of a part as a ratio of the total that it is part of.
[[nodiscard]] MUONG_EXPORT computed<fraction> contribution(const fraction& part_from, const fraction& part_to,
                                                           const fraction& total_from);
/// The rate that leads from one level to another in so many equal steps, rounded once from the exact root: found in 50
/// digits and then held against the levels in whole numbers. A later level of zero or less has none, as an earlier one.
/// \throws std::invalid_argument unless steps is 1 to 1000 and decimals are 0 to 16
[[nodiscard]] MUONG_EXPORT computed<percent> compound_growth_rate(const fraction& from, const fraction& to, int steps,
                                                                  rounded_to round = {});
/// The level after growing by `rate` for so many steps, exactly. Negative steps go back.
/// \throws std::domain_error for negative steps of -100 percent
[[nodiscard]] MUONG_EXPORT fraction grown(const fraction& level, percent rate, int steps);
/// The one rate of so many that, kept up, leads as far as all of them: published rates of several years compound.
/// Rates that lead to a level of zero or less have none, as such a level has.
/// \throws std::invalid_argument for no rates; as `compound_growth_rate`, so for more than 1000
[[nodiscard]] MUONG_EXPORT computed<percent> average_growth_rate(std::span<const percent> rates, rounded_to round = {});

// Series.

/// x - x[lag periods before], with the decimals of the series; of shares and rates in percent in percentage points.
/// \throws std::invalid_argument unless lag > 0, and of figures from January on (`series_header::year_to_date`) a whole
///     number of years
[[nodiscard]] MUONG_EXPORT series difference(const series& levels, int lag = 1);
/// Growth from `lag` periods before, in percent.
/// \throws std::invalid_argument unless decimals are 0 to 16; as `difference`
[[nodiscard]] MUONG_EXPORT series growth_rate(const series& levels, int lag = 1, rounded_to round = {});
/// Growth from the same period of the year before, in percent (SDMX CL_TIMETRANS G1Y).
/// \throws std::invalid_argument for days, which have no such period; as `growth_rate`
[[nodiscard]] MUONG_EXPORT series year_on_year(const series& levels, rounded_to round = {});
/// Growth from one period to the next as if it went on for a year, in percent: of quarters ((x / x[-1])^4 - 1).
/// \throws as `year_on_year`, and std::invalid_argument for figures from January on (`series_header::year_to_date`)
[[nodiscard]] MUONG_EXPORT series annualised_growth_rate(const series& levels, rounded_to round = {});
/// The change of a part in percentage points of the total `lag` periods before (SDMX CL_TIMETRANS GO1Y, if these are a
/// year). \throws std::invalid_argument if the frequencies or the units differ, or one of them is told from January on
///     and the other not; std::out_of_range if it goes back beyond the calendar; as `growth_rate`
[[nodiscard]] MUONG_EXPORT series contribution_to_growth(const series& part, const series& total, int lag = 1,
                                                         rounded_to round = {});

/// The yearly rate, in percent, over a term of whole years of a series of years: that of 2021-2025 starts from the
/// level of 2020 and takes five steps. \throws std::invalid_argument if the term or the series is not of whole years
[[nodiscard]] MUONG_EXPORT computed<percent> compound_growth_rate(const series& levels, const period& term,
                                                                  rounded_to round = {});
/// The rate, in percent a step, from the level of one period to that of a later one, both named.
/// \throws std::invalid_argument if they are not of the frequency of the series, or not in this order
[[nodiscard]] MUONG_EXPORT computed<percent> compound_growth_rate(const series& levels, const period& from,
                                                                  const period& to, rounded_to round = {});

}  // namespace muong::v0
