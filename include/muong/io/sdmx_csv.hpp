// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/indicators/series.hpp>
#include <muong/io/csv_options.hpp>
#include <muong/io/csv_writer.hpp>

namespace muong::inline v0 {

// Series as SDMX-CSV 2.0, with ids for labels: `STRUCTURE,STRUCTURE_ID,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,
// OBS_STATUS,UNIT_MEASURE,UNIT_MULT,DECIMALS`, a row an observation, series after series. FREQ is of CL_FREQ (but T for
// trimesters, where the list has A_3), OBS_STATUS of CL_OBS_STATUS 2.2; the unit "billion VND" is VND with the
// multiplier 9; a value that is missing is NaN, with a status that says so, and never empty or 0. If an observation has
// several flags the columns are STRUCTURE[;] and OBS_STATUS[], with all of them: "B;E". If a series is told from
// January on there is a column of ours behind the others, YEAR_TO_DATE, true or false. A panel of many units and
// periods goes in and out as its series (`series_of`, `panel_of` of series_panel.hpp). \source SDMX-CSV 2.0 field
// guide; code lists of SDMX 3.0
//
// Law, tested in tests/io/sdmx_csv.test.cpp: series that are written and read again are the same, if their units are of
// those that `measure_unit::parse` knows and their missing values are so as published. Periods of which nothing is told
// have no rows, but for the first and the last of a series, which become O, as do values that could not be computed.

/// What a file is of.
struct sdmx_options {
    std::string structure = "dataflow";                  ///< dataflow, datastructure or dataprovision
    std::string structure_id = "MUONG:INDICATORS(1.0)";  ///< agency, id and version of the structure
    std::string area = "REF_AREA";                       ///< dimension of the subject of a series
    std::string indicator = "INDICATOR";                 ///< dimension of its indicator
};

/// Writes the table; the file is put in its place by `out.commit()`. Any delimiter, but numbers of SDMX-CSV have a
/// decimal point. O(observations). \throws std::invalid_argument if `out` writes decimal commas
MUONG_EXPORT void write_sdmx_csv(csv_writer& out, std::span<const series> all, const sdmx_options& options = {});

/// Reads such a table, and those of SDMX-CSV 1.0; columns in any order, others ignored. Required are FREQ, TIME_PERIOD,
/// OBS_VALUE and the two dimensions. Series come in the order of their first rows; periods without a row between others
/// are missing as `nothing_told`. Without DECIMALS a series has as many as its values. Every fault is told with its row
/// and column: besides those of the form and of `series::builder` unknown_value (a code that its list does not have, a
/// unit that is not known, an ACTION that deletes) and contradiction (a unit or decimals that differ within a series).
/// A dimension that is not named makes periods come twice: duplicate_key. O(n log n).
/// \throws std::invalid_argument for a table with decimal commas, which SDMX-CSV does not have; as csv_table
[[nodiscard]] MUONG_EXPORT result<std::vector<series>> parse_sdmx_csv(std::string_view text, const std::string& source,
                                                                      const sdmx_options& options = {},
                                                                      const csv_options& csv = {});

/// The same from a file; "-" is the standard input.
[[nodiscard]] MUONG_EXPORT result<std::vector<series>> read_sdmx_csv(const std::string& path,
                                                                     const sdmx_options& options = {},
                                                                     const csv_options& csv = {});

}  // namespace muong::v0
