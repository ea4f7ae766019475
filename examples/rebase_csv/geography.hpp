// SPDX-License-Identifier: MIT
#pragma once

#include "options.hpp"
#include "remarks.hpp"

#include <muong/core/decimal.hpp>
#include <muong/indicators/rebase_accumulator.hpp>
#include <muong/io/problem_log.hpp>
#include <muong/io/units_csv.hpp>
#include <muong/units/assumption.hpp>
#include <muong/units/registry.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rebase_csv {

/// So many problems are told, and how many more there are.
constexpr std::size_t told_problems = 100;

/// A table with more problems than it tells.
struct bad_table : muong::data_error {
    explicit bad_table(const muong::problem_log& log, std::string list = {})
        : muong::data_error{log.kept()}, more{log.more()}, list_in_force{std::move(list)} {}
    std::uint64_t more;
    std::string list_in_force;  ///< as of the function of that name
};

/// What goes from one map to the other by the shares of one basis.
struct basis_way {
    std::string basis;  ///< empty: no shares are stated at all
    muong::share_table shares{};
    std::set<std::pair<std::uint32_t, std::uint32_t>> assumed{};  ///< sources and targets whose share is assumed
    std::set<std::uint32_t> assumed_rests{};  ///< sources of which it is assumed how much goes nowhere
};

/// The two maps, of which the first may be that of many days, and what goes from one to the other.
struct geography {
    muong::registry units;
    muong::date from;       ///< the first day on which rows stand
    muong::date last_from;  ///< the last one: all days between have the same units, and the same way to go
    muong::date to;
    std::vector<const muong::unit*> sources;   ///< in force on `from` and up to `last_from`, in code order
    std::vector<const muong::unit*> targets;   ///< in force on `to`, in code order
    std::vector<basis_way> ways;               ///< that of all columns of which --basis names no other, then these
    std::vector<std::string> place_names;      ///< codes of the targets, or groups, in order
    std::vector<std::string> bases_to_name{};  ///< of which each column needs one by name; empty if all have one
    std::vector<remark> remarks{};             ///< what is odd in the history, unless --quiet

    /// The groups of the targets, as in share_table; empty if there are none.
    [[nodiscard]] const std::vector<std::uint32_t>& group_of() const noexcept { return ways.front().shares.group_of; }

    /// By which of the ways a column goes: a rate goes by that of its weight, and what the largest has by that of the
    /// size.
    [[nodiscard]] std::size_t way_of(const options& o, const std::string& column) const;

    /// \throws usage_error if one of the columns has no basis, words too: a share of zero is no part of a label
    void require_bases(const options& o, const std::set<std::string>& columns) const;

    [[nodiscard]] std::optional<std::size_t> source(std::string_view code) const;
    [[nodiscard]] std::optional<std::size_t> target(std::string_view code) const;

    /// The places that a table has whose codes are the sources marked: the units of their tiers, without those made of
    /// other units unless the table has such, and all that they reach.
    [[nodiscard]] std::vector<bool> places_for(const std::vector<bool>& listed, std::vector<bool>& expected) const;
};

/// Makes the maps on which rows of one table stand, all with the same way to go: the registry, the units of `--to`,
/// their groups and weights are read once.
class map_maker {
public:
    /// Reads the registry, and the tables of groups and of weights if they are asked for.
    /// \throws muong::data_error, usage_error
    explicit map_maker(const options& o);

    /// The registry as it was read.
    [[nodiscard]] const muong::registry_tables& tables() const noexcept { return tables_; }
    /// The map without sources, which all have in common.
    [[nodiscard]] const geography& blank() const noexcept { return blank_; }

    /// The map of a day; nothing if no unit is in force then. \throws muong::data_error
    [[nodiscard]] std::optional<geography> on(muong::date from) const;

    /// The same for days that can share one map, and in the order of time: between them no unit begins, ends or
    /// changes, and nothing goes from one to another. The same for all days if periods do not tell them. O(log n).
    [[nodiscard]] std::size_t era_of(muong::date day) const;

    /// Bases of which the stated shares of some unit that is listed are others than those by which all columns go, and
    /// the first such unit.
    struct other_bases {
        std::vector<std::string> names;
        const muong::unit* unit = nullptr;
    };
    [[nodiscard]] other_bases divided_otherwise(const geography& g, const std::vector<bool>& listed) const;

private:
    muong::registry_tables tables_;
    std::vector<muong::date> changes_;      // days on which anything changes, in order, if periods tell the days
    std::vector<muong::finding> findings_;  // of the tables, unless --quiet
    std::optional<muong::assumption> how_;
    geography blank_;                         // without sources
    std::optional<muong::crosswalk> groups_;  // from the targets, if there are any
};

/// The days on which rows stand: "2024-12-31", or "2022-12-31 through 2024-12-31".
[[nodiscard]] std::string days_of(const geography& g);

/// "01 Ashland"
[[nodiscard]] std::string named(const muong::unit& u);

/// " (units stand from 2000-01-01)", with the last day if there is one.
[[nodiscard]] std::string days_of_units(const muong::registry& units);

/// That no unit is in force on a day that is asked for.
[[nodiscard]] muong::data_error no_units_on(const options& o, const muong::registry& units, muong::date day);

/// The number that a cell holds; nothing for any other text.
[[nodiscard]] std::optional<muong::decimal> number_in_cell(std::string_view text, const muong::csv_dialect& dialect);

/// The same of any count of digits.
[[nodiscard]] std::optional<muong::fraction> fraction_in_cell(std::string_view text, const muong::csv_dialect& dialect);

/// Puts back the zeros before a code of digits, if asked.
[[nodiscard]] std::string padded(std::string_view code, int size);

/// "from 2010-01-01 to 2019-12-31", "from 2020-01-01 on"
[[nodiscard]] std::string in_words(const muong::date_range& days);

/// What is wrong with a code that is no unit on the day: no unit has it, or only on other days.
[[nodiscard]] muong::errc kind_of_fault(const muong::registry& units, std::string_view code);

/// "these codes are the list in force from 2016-11-01 on": on which days all of them are, or most; empty if that are
/// not more than `matched` of them, or not all as `wants_all` asks.
[[nodiscard]] std::string list_in_force(const muong::registry& units, const std::vector<muong::unit_code>& codes,
                                        std::size_t matched, bool wants_all);

/// What a problem says that was expected instead of a code that is no unit on the day: what the code probably is.
[[nodiscard]] std::string unit_expected(const muong::registry& units, std::string_view code, muong::date day);

}  // namespace rebase_csv
