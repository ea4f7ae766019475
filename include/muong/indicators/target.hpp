// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/date.hpp>
#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/interval.hpp>
#include <muong/core/percent.hpp>
#include <muong/core/period.hpp>
#include <muong/core/qualified.hpp>
#include <muong/core/source.hpp>
#include <muong/indicators/aggregation.hpp>
#include <muong/indicators/claim.hpp>
#include <muong/indicators/growth.hpp>
#include <muong/indicators/measure_unit.hpp>
#include <muong/indicators/series.hpp>

namespace muong::inline v0 {

/// What a plan wants of an indicator by a period. The words of the goal say which way is good: at least, at most, or
/// between two numbers; an exact number is wanted as it stands.
struct target {
    std::string id;
    std::string subject;
    std::string indicator;
    qualified<decimal> goal;
    measure_unit unit;
    period when;           ///< the year or term it is set for
    bool interim = false;  ///< a stage on the way to another target
    source cited = {};
    std::string group = {};  ///< the targets of one group are met together; empty: one of its own
    std::optional<combine> over_time =
        {};  ///< how figures of parts of its period make the whole, as its indicator says

    friend bool operator==(const target&, const target&) = default;
};
/// "GRDP, growth per year (2026/2030): 10 to 11 percent per year"
[[nodiscard]] MUONG_EXPORT std::string to_string(const target& t);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const target& t);

/// How a target stands.
enum class outcome : std::uint8_t {
    met,             ///< whatever the figure of a period that is over may mean, the goal holds
    missed,          ///< its period is over, and whatever the figure may mean, the goal does not hold
    open,            ///< its period is not over, and no figure of what was shows that the goal holds
    cannot_be_told,  ///< its period is over; the figure is missing, or its bounds lie on both sides of the goal
};
[[nodiscard]] MUONG_EXPORT std::string_view to_string(outcome o) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, outcome o);

/// A target beside a figure. Distances are above zero on the good side of the goal, zero on its edge.
///
/// Laws, tested in tests/indicators/target.test.cpp:
///  - the outcome is `met` just if no distance below zero is possible;
///  - the true distance lies in `beyond`, whichever value of its bounds the figure has;
///  - a narrower reading never changes `met` or `missed` to the other.
struct assessment {
    outcome stands = outcome::open;
    std::optional<interval<fraction>> beyond = {};          ///< in the unit of the target; nothing without a figure
    std::optional<interval<fraction>> beyond_percent = {};  ///< the same in percent of the goal, if that is above zero
    std::string why = {};                                   ///< where there is no distance: the reason in a sentence
};

/// The target on a day, beside what a claim says of its period. What is told of a period that is not over on `day` is a
/// plan or a forecast and decides nothing, and so does the claim that sets the goal: the one with its id, number, unit,
/// period and source. Only of an interim target that is set for a term, a stage somewhere within it, a figure of the
/// running term counts. A claim on a part of the period decides nothing, since
/// the rest may change what the whole is, unless `over_time` says more: the last part ends the period, the whole's
/// greatest is at least, its least at most that of a part. \throws std::overflow_error as decimal, for figures near the
/// end of its range
[[nodiscard]] MUONG_EXPORT assessment assess(const target& t, const claim& told, date day,
                                             const reading& how = reading::literal());
/// The target on a day, beside the observation of its period; if the series is of shorter periods, beside what these
/// make as `over_time` says. Without that, or with a part missing, there is no figure, and `why` tells the reason; nor
/// is there where one that it takes is a forecast (F) or is told before its period is over. \throws
/// std::invalid_argument if `over_time` is the sum of what does not add up
[[nodiscard]] MUONG_EXPORT assessment assess(const target& t, const series& told, date day);
/// The target on a day, without any figure.
[[nodiscard]] MUONG_EXPORT assessment assess(const target& t, date day);

/// Targets that were set together.
struct plan {
    std::string name;
    period when;
    std::vector<target> targets;
    source cited = {};
    std::optional<std::size_t> groups = {};  ///< how many groups of targets it has in all, where that is told

    friend bool operator==(const plan&, const plan&) = default;
};

/// Which targets of a plan a score counts.
enum class stage : std::uint8_t {
    end,      ///< the final ones; what stands halfway decides nothing
    interim,  ///< the stages on the way
};

/// How many groups of targets of a plan stand how: 10 of 18 met.
struct plan_score {
    std::size_t met = 0;
    std::size_t missed = 0;
    std::size_t open = 0;
    std::size_t cannot_be_told = 0;
    std::size_t not_listed = 0;  ///< groups that the plan is told to have, without a target of this stage in it

    [[nodiscard]] std::size_t all() const noexcept { return met + missed + open + cannot_be_told + not_listed; }
    friend bool operator==(const plan_score&, const plan_score&) = default;
};
/// "10 of 18 met, 3 missed, 3 open, 1 cannot be told, 1 not listed"; parts without any are left out
[[nodiscard]] MUONG_EXPORT std::string to_string(const plan_score& s);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const plan_score& s);
/// The score of a plan from the assessments of its targets, in their order. A group is met if all its targets of the
/// stage are; missed if one is; else it cannot be told if one cannot. With `when` only targets that are set for just
/// this period count: the score of one stage on the way. \throws std::invalid_argument for another number of
/// assessments than of targets
[[nodiscard]] MUONG_EXPORT plan_score score(const plan& p, std::span<const assessment> all, stage which = stage::end,
                                            const std::optional<period>& when = {});
/// The plan on a day, each target beside the claims that are on its subject, indicator and period, or, where these give
/// no figure, beside those on a part of it that do; claims that set goals are left out, so all claims of the plan's
/// source can be given. Without any claim a target is assessed without a figure. Of several claims on the period the
/// first gives the distance; where they lead to different outcomes the target is open or cannot be told, and `why`
/// names both.
[[nodiscard]] MUONG_EXPORT std::vector<assessment> assess(const plan& p, std::span<const claim> told, date day,
                                                          const reading& how = reading::literal());

/// The rate a step, in percent, that leads from a level to the edge of a goal in so many steps: to its lower edge if it
/// has no other or the level lies below it, else to its upper edge, also from within. Rounded so that the goal is not
/// missed: up to a lower edge, down to an upper one. \throws std::invalid_argument
/// for a goal without an edge, as "about" has none, and as compound_growth_rate
[[nodiscard]] MUONG_EXPORT computed<percent> required_growth(decimal level, const target& t, int steps,
                                                             int decimals = 2);
/// The same from the last observation before the end of the target's period, to the last step of that period: from the
/// year 2025 to a target of 2026-2030 it is five. `outside` if the series has no value before.
/// \throws data_error if the units measure different things; std::invalid_argument as `required_growth` of a level, and
/// for days
[[nodiscard]] MUONG_EXPORT computed<percent> required_growth(const series& levels, const target& t, int decimals = 2);
/// All rates that may be required, from what the words of a claim allow: the lower bound rounded down, the upper one
/// up. Steps are those of the claim's period, as of a series. No bound where the claim has none on its other side;
/// `zero_base` or `negative_base` if the level may be zero or less. \throws as of a series; std::invalid_argument also
/// for a claim on no period or a term, or not before the end of the target's
[[nodiscard]] MUONG_EXPORT computed<interval<percent>> required_growth(const claim& level, const target& t,
                                                                       int decimals = 2,
                                                                       const reading& how = reading::literal());

}  // namespace muong::v0
