// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <muong/core/date.hpp>
#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <muong/core/problem.hpp>
#include <muong/indicators/indicator.hpp>
#include <muong/indicators/observation_status.hpp>
#include <muong/indicators/panel.hpp>
#include <muong/indicators/series.hpp>

namespace muong::inline v0 {

/// What is told of a cell of a panel beside its value.
struct cell_status {
    std::size_t row = 0;     ///< of the panel
    std::size_t column = 0;  ///< of the panel
    observation_status status;

    friend bool operator==(const cell_status&, const cell_status&) = default;
};

/// What a column of a panel is of, beside its period.
struct series_column {
    series_header header;  ///< of no subject; its decimals are those of all columns of the indicator
    muong::frequency frequency = frequency::year;

    friend bool operator==(const series_column&, const series_column&) = default;
};

/// Series of many units, on one map, as a panel: so they are carried to another map, by `rebase` of rebase_series.hpp,
/// and become series there.
///
/// Law, tested in tests/indicators/series_panel.test.cpp: series that become a panel and series again are the same, by
/// unit, then indicator, if all of one indicator have the same decimals; a reason for a missing value that no status
/// tells becomes `as_published`.
struct series_panel {
    panel values;                        ///< a column is an indicator in a period, "population 2024"
    std::vector<series_column> columns;  ///< one for each column of the panel
    std::vector<cell_status> statuses;   ///< those that are not normal, by row and column
};

/// Series whose subjects are codes in force on `geography`. Columns are in the order of their periods, then of the
/// series that have them first, each with the rule of the one of `indicators` whose code its series have; those without
/// one are extensive. \returns the panel, or every problem, its place with the subject as source and the indicator as
/// field: malformed_code (a subject that is no code), duplicate_key (an indicator of a unit twice in a period, a code
/// of two indicators), unit_mismatch (an indicator in two units of measure, or in another than it has), contradiction
/// (told of periods as such, and from January on, or by two frequencies, in one period), out_of_range (a value that
/// leaves 64 bits with the decimals of the others), and what `check` finds in the indicators. O(n log n).
/// \throws std::invalid_argument for an indicator that no series has
[[nodiscard]] MUONG_EXPORT result<series_panel> panel_of(std::span<const series> all, date geography,
                                                         std::span<const indicator> indicators = {});

/// The series of a panel, by unit, then by indicator in the order of the columns; each reaches from the first to the
/// last period that has a value or a status, and what lies between without them is missing as `nothing_told`.
/// \throws std::invalid_argument unless there is a column for each of the panel, with a period of its frequency, and
/// all columns of an indicator that are told alike have one unit and as many decimals; for a status of no cell of the
/// panel, a second one of a cell, and one that tells of a missing value where there is a value: statuses go with the
/// panel that they were told of, and `rebase` of rebase_series.hpp carries them to another map
[[nodiscard]] MUONG_EXPORT std::vector<series> series_of(const series_panel& told);

}  // namespace muong::v0
