// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <muong/core/date.hpp>
#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/indicators/aggregation.hpp>
#include <muong/indicators/panel.hpp>
#include <muong/indicators/series_panel.hpp>
#include <muong/io/csv_options.hpp>
#include <muong/io/faulty_rows.hpp>
#include <muong/units/registry.hpp>

namespace muong::inline v0 {

/// How the values of a table lie in it.
enum class values_form : std::uint8_t {
    wide,        ///< `code,<column>,<column>...`, a row a unit
    lengthwise,  ///< `code,period,indicator,value[,status]`, a row a value
};

/// What a table of values does not tell by itself.
struct values_options {
    date geography;  ///< the day on which its codes are in force
    values_form form = values_form::wide;
    /// How columns (indicators, of a long table) come together when units do; those that are not named are extensive.
    std::vector<std::pair<std::string, aggregation>> rules = {};
    const registry* units = nullptr;  ///< if it is there, codes that no unit bears on `geography` are faults
    faulty_rows how = faulty_rows::refuse;
    csv_options csv = {};
};

/// Whether a column of a wide table tells of the unit and is no value: `name`, `kind`, `tier`, `parent`, `valid_from`
/// and `valid_to`, as in a table of units.
[[nodiscard]] MUONG_EXPORT bool describes_unit(std::string_view column) noexcept;

/// A table of values as a panel. A column of a wide table is a column of the panel, in its order; those that describe
/// the unit are left out. An indicator in a period of a long table is the column "indicator period", "population 2024",
/// by period and then in the order in which the indicators come. A column has as many decimals as the value that
/// is written with most of them, `708.00` with two; all columns of an indicator of a long table have as many. Empty
/// cells are missing.
struct value_table {
    panel values;
    std::vector<cell_status> statuses;  ///< those that are not normal, by row and column of the panel
    problems left_out;                  ///< of a lenient reading: why rows are left out, in the order of the table
};

/// Reads values from text, every problem with row and column: those of the form of the table; missing_value without a
/// code, period or indicator; malformed_code; unknown_unit or not_in_force with what the code probably is, if `units`
/// is given; duplicate_key with the row that has the key already; malformed_text for a period and unknown_value for a
/// status that is none; suspect_number, out_of_range or malformed_text for what is no number of at most 18 decimals
/// within 64 bits; contradiction for a value with a status that says there is none. A lenient reading leaves out the
/// rows with a fault. Codes stay text. O(n log n). \throws std::invalid_argument for options without a header or with
/// ragged rows, and if `rules` names a column or indicator that a table without a fault does not have; as csv_reader
[[nodiscard]] MUONG_EXPORT result<value_table> parse_values(std::string_view text, const std::string& source,
                                                            const values_options& options);

/// The same from a file; "-" is the standard input.
[[nodiscard]] MUONG_EXPORT result<value_table> read_values(const std::string& path, const values_options& options);

}  // namespace muong::v0
