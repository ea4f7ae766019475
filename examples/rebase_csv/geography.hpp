// SPDX-License-Identifier: MIT
#pragma once

#include "options.hpp"

#include <muong/indicators/rebase_accumulator.hpp>
#include <muong/io/problem_log.hpp>
#include <muong/units/registry.hpp>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rebase_csv {

/// The two maps, and what goes from one to the other.
struct geography {
    muong::registry units;
    muong::date from;
    muong::date to;
    std::string basis;                        ///< empty: no shares are stated at all
    std::vector<const muong::unit*> sources;  ///< in force on `from`, in code order
    std::vector<const muong::unit*> targets;  ///< in force on `to`, in code order
    muong::share_table shares;
    std::vector<std::string> place_names;                       ///< codes of the targets, or groups, in order
    std::set<std::pair<std::uint32_t, std::uint32_t>> assumed;  ///< sources and targets whose share is assumed

    [[nodiscard]] std::optional<std::size_t> source(std::string_view code) const;
    [[nodiscard]] std::optional<std::size_t> target(std::string_view code) const;

    /// The places that a table has whose codes are the sources marked: the units of their tiers, without those made of
    /// other units unless the table has such, and all that they reach.
    [[nodiscard]] std::vector<bool> places_for(const std::vector<bool>& listed, std::vector<bool>& expected) const;
};

/// Reads the registry, and the tables of groups and of weights if they are asked for.
/// \throws muong::data_error, usage_error
[[nodiscard]] geography read_geography(const options& o);

/// Puts back the zeros before a code of digits, if asked.
[[nodiscard]] std::string padded(std::string_view code, int size);

/// What a problem says that was expected instead of a code that is no unit on the day: what the code probably is.
[[nodiscard]] std::string unit_expected(const muong::registry& units, std::string_view code, muong::date day);

}  // namespace rebase_csv
