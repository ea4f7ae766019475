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

    friend bool operator==(const target&, const target&) = default;
};
/// "GRDP, growth per year (2026/2030): 10 to 11 percent per year"
[[nodiscard]] MUONG_EXPORT std::string to_string(const target& t);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const target& t);

/// How a target stands.
enum class outcome : std::uint8_t {
    met,             ///< whatever the figure may mean, the goal holds
    missed,          ///< its period is over, and whatever the figure may mean, the goal does not hold
    open,            ///< its period is not over, and the goal does not hold yet, or not surely
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

/// The target on a day, beside what a claim says. The claim must be on a period that the target's period holds; if on a
/// part of it alone, the target is never missed by that.
/// \throws std::overflow_error as decimal, for figures near the end of its range
[[nodiscard]] MUONG_EXPORT assessment assess(const target& t, const claim& told, date day,
                                             const reading& how = reading::literal());
/// The target on a day, beside the observation of its period.
[[nodiscard]] MUONG_EXPORT assessment assess(const target& t, const series& told, date day);
/// The target on a day, without any figure.
[[nodiscard]] MUONG_EXPORT assessment assess(const target& t, date day);

/// Targets that were set together.
struct plan {
    std::string name;
    period when;
    std::vector<target> targets;
    source cited = {};

    friend bool operator==(const plan&, const plan&) = default;
};

/// How many targets of a plan stand how: 10 of 18 met.
struct plan_score {
    std::size_t met = 0;
    std::size_t missed = 0;
    std::size_t open = 0;
    std::size_t cannot_be_told = 0;

    [[nodiscard]] std::size_t all() const noexcept { return met + missed + open + cannot_be_told; }
    friend bool operator==(const plan_score&, const plan_score&) = default;
};
/// "10 of 18 met, 3 missed, 4 open, 1 cannot be told"; parts without any are left out
[[nodiscard]] MUONG_EXPORT std::string to_string(const plan_score& s);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const plan_score& s);
[[nodiscard]] MUONG_EXPORT plan_score score(std::span<const assessment> all) noexcept;
/// The plan on a day, each target beside the claims that are on its subject, indicator and period, else beside the
/// first on a part of it; without any it is assessed without a figure. Of several claims on the period the first gives
/// the distance; where they lead to different outcomes the target is open or cannot be told, and `why` names both.
[[nodiscard]] MUONG_EXPORT std::vector<assessment> assess(const plan& p, std::span<const claim> told, date day,
                                                          const reading& how = reading::literal());

/// The rate a step, in percent, that leads from a level to the nearer edge of a goal; so many steps, rounded so that
/// the goal is not missed: up for a level that must rise, down for one that must fall. \throws std::invalid_argument as
/// compound_growth_rate
[[nodiscard]] MUONG_EXPORT computed<percent> required_growth(decimal level, const target& t, int steps,
                                                             int decimals = 2);

}  // namespace muong::v0
