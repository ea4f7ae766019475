// SPDX-License-Identifier: MIT
#pragma once

#include "support/for_all.hpp"

#include <muong/units/registry.hpp>

#include <array>
#include <string>
#include <vector>

namespace muong::test {

/// One transfer of a day, with the moment at which either end is read: a unit within the day takes territory in and
/// gives it on before the day is over.
struct way {
    std::string from;
    bool from_within = false;  ///< else on the eve
    std::string to;
    bool to_within = false;               ///< else on the day
    std::size_t row = 0;                  ///< in generated_history::transfers
    std::array<std::int64_t, 2> moved{};  ///< what truly goes over, by basis
    std::array<std::int64_t, 2> of{};     ///< what the unit that gives it truly holds then, by basis
    std::array<std::int64_t, 2> into{};   ///< what the unit that takes it truly holds then, by basis
};

struct day_of_change {
    date day;
    std::vector<way> ways;
};

/// Rows that make a registry without a fault, and what truly happened. Some rows may be left out (`lossy`), so that a
/// unit does not say where all of it went.
struct generated_history {
    static constexpr std::array<std::string_view, 2> bases{"people", "area"};

    std::vector<unit_row> units;          ///< row i + 2 of "units.csv"
    std::vector<transfer_row> transfers;  ///< row i + 2 of "transfers.csv"
    std::vector<day_of_change> days;      ///< by day
    std::vector<date> moments;            ///< the first day, and the eve and the day of each change
    std::uint64_t order = 0;              ///< seed of the order in which the rows are added
    bool lossy = false;

    /// The rows, added in the order that `order` tells.
    [[nodiscard]] registry::builder rows() const;
    /// The same rows, added as text.
    [[nodiscard]] registry::builder texts() const;
    [[nodiscard]] registry build() const { return rows().build(); }

    /// Whether a row of `units` says that the code has a unit on the day.
    [[nodiscard]] const unit_row* standing(std::string_view code, date day) const;
    /// Codes of the units on a day without a child that day, by walking all rows.
    [[nodiscard]] std::vector<std::string> leaves(date day) const;
};

/// A few provinces and communes over a few days of change: merges, splits, parts between neighbours, exchanges,
/// dissolutions, new names, codes used again (later, at once, and swapped), codes that come back, changes that follow
/// each other within a day, communes that change their province and provinces that end.
[[nodiscard]] generated_history any_history(source_of_chance& chance);

}  // namespace muong::test
