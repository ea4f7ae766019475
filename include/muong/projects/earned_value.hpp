// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/core/money.hpp>
#include <muong/projects/portfolio.hpp>

namespace muong::inline v0 {

/// How far a project is, or was to be, over time: percents of the whole at some days, never falling, in the order of
/// the days. Between two points it is the straight line; before the first point nothing is known, after the last one it
/// stays.
class progress_curve {
public:
    struct point {
        date on;
        decimal percent;  ///< 0 to 100
    };
    /// \throws std::invalid_argument if a day comes twice, a percent falls or lies outside 0 to 100
    MUONG_EXPORT explicit progress_curve(std::vector<point> points);

    /// The curve of a project: of its plan (`planned`) or of what was observed, up to a day. Entries are taken at their
    /// latest day, of several on one day the last one; an observation that falls (with its note) cuts off the points
    /// above it, since the work is not done. \throws std::invalid_argument for a percent outside 0 to 100, which a
    ///     project of a portfolio has not
    [[nodiscard]] MUONG_EXPORT static progress_curve of(const project& p, progress_metric metric, bool planned,
                                                        date up_to = date::max());

    [[nodiscard]] std::span<const point> points() const& noexcept { return points_; }
    std::span<const point> points() const&& = delete;
    /// Percent on a day; nothing before the first point.
    [[nodiscard]] MUONG_EXPORT std::optional<fraction> at(date day) const;
    /// Days from the first point to when the curve reaches a percent, with parts of days; nothing if it never does.
    [[nodiscard]] MUONG_EXPORT std::optional<fraction> days_to(const fraction& percent) const;

private:
    std::vector<point> points_;
};

/// Earned value of a project on one day (the data date). \source terms and formulas in common use, as the PMI names
/// them; no edition of a standard is followed. Amounts are rounded once, half away
/// from zero; indices are exact. What cannot be computed is nothing: an index whose denominator is zero.
struct earned_value {
    any_money budget;                                 ///< BAC, budget at completion
    any_money planned;                                ///< PV: budget of the work that was to be done by the day
    any_money earned;                                 ///< EV: budget of the work that is done
    any_money actual;                                 ///< AC: what it cost
    any_money schedule_variance;                      ///< SV = EV - PV: below zero, behind the plan
    any_money cost_variance;                          ///< CV = EV - AC: below zero, above the budget
    std::optional<fraction> schedule_index;           ///< SPI = EV / PV
    std::optional<fraction> cost_index;               ///< CPI = EV / AC
    std::optional<any_money> estimate_at_completion;  ///< EAC = BAC / CPI
    std::optional<any_money> estimate_to_complete;    ///< ETC = EAC - AC
    std::optional<any_money> variance_at_completion;  ///< VAC = BAC - EAC
};
/// How far a project was to be and is, in percent of the whole, 0 to 100.
struct planned_and_done {
    fraction planned;
    fraction done;
};
/// From what was to be done and is done by the day, and amounts of one currency.
/// \throws std::invalid_argument for a percent outside 0 to 100, a negative budget or cost, or two currencies;
///     std::overflow_error if an amount leaves 64 bits, as an estimate at completion may when next to nothing is done
[[nodiscard]] MUONG_EXPORT earned_value earned_value_of(any_money budget, const planned_and_done& percent,
                                                        any_money actual_cost);

/// Earned schedule: the plan's own time at which it was to be as far as the project now is. \source as of earned_value
struct earned_schedule {
    fraction earned_days;                    ///< ES, since the first point of the plan
    std::int32_t actual_days = 0;            ///< AT, since the first point of the plan
    fraction variance_days;                  ///< SV(t) = ES - AT: below zero, so many days behind
    std::optional<fraction> schedule_index;  ///< SPI(t) = ES / AT; nothing on the first day
};
/// Nothing if the plan has no points by the day, or never gets so far.
[[nodiscard]] MUONG_EXPORT std::optional<earned_schedule> earned_schedule_on(const progress_curve& plan,
                                                                             const fraction& done_percent, date day);

/// How an end is forecast.
enum class forecast_method : std::uint8_t {
    earned_schedule,  ///< the plan's length divided by SPI(t), since the first point of the plan
    mean_pace,        ///< goes on at the mean pace since the first observation
    latest_pace,      ///< goes on at the pace between the last two observations
};
/// "earned schedule"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(forecast_method method) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, forecast_method method);

struct finish_forecast {
    forecast_method method = forecast_method::mean_pace;
    std::optional<date> finish;  ///< the day after which nothing is left to do; nothing: see `reason`
    std::string reason;          ///< why there is none
};
/// When the project ends if it goes on as the method says, from what was observed up to a day. A project that is done
/// ends on the day of its last observation. \throws as `progress_curve::of`
[[nodiscard]] MUONG_EXPORT finish_forecast forecast_finish(const project& p, progress_metric metric, date day,
                                                           forecast_method method);

/// How many projects of a portfolio were to be finished, and are, by the end of a period.
struct completion_point {
    period by;
    std::size_t planned = 0;  ///< by their first plan, for sure
    std::size_t actual = 0;   ///< for sure
    std::size_t perhaps = 0;  ///< finished by then or later: their date does not tell
};
/// Cumulated over the periods, which are told in the order given. One pass over the projects.
/// \throws std::invalid_argument if the periods are not in the order of their ends
[[nodiscard]] MUONG_EXPORT std::vector<completion_point> completion_curve(const portfolio& projects,
                                                                          std::span<const period> periods);

}  // namespace muong::v0
