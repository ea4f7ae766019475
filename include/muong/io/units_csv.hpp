// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/io/csv_reader.hpp>
#include <muong/io/faulty_rows.hpp>
#include <muong/units/audit.hpp>
#include <muong/units/registry.hpp>

namespace muong::inline v0 {

/// Adds the rows of a table of units, `code,name,kind,tier,parent,valid_from,valid_to`, to a registry that is being
/// built. Only code and valid_from are required; columns may stand in any order, and others are ignored. What is wrong
/// with the form goes to the log of the reader, what is wrong with the rows is told by the builder.
MUONG_EXPORT void read_units(csv_reader& in, registry::builder& rows);

/// Adds the rows of a table of transfers, `effective,act,clause,from_code,to_code,extent,share_<basis>,
/// back_share_<basis>,amount_<basis>...`. effective, from_code and to_code are required; an empty extent is `whole`.
/// Where the dialect of the reader has a decimal comma, shares and amounts are read with it; one that is none goes to
/// the log, and its row is left out. Otherwise as read_units. \returns the bases that the header names, in its order
MUONG_EXPORT std::vector<std::string> read_transfers(csv_reader& in, registry::builder& rows);

/// Where the units or transfers of a registry stand in the table that they were read from.
struct table_rows {
    std::string source;
    std::vector<std::string> columns;  ///< names in the header
    std::vector<std::uint64_t> rows;   ///< by position in registry::units() or registry::transfers()
};

/// A registry read from its two tables.
struct registry_tables {
    registry units;
    std::vector<std::string> bases;  ///< named in the header of the transfers, whether or not a row states a share
    problems left_out;               ///< of a lenient reading: why rows are left out, as parse_registry tells
    table_rows unit_rows = {};
    table_rows transfer_rows = {};
};

/// Where the row stands of which a finding of `audit(tables.units)` tells, with the column to look at: of a unit the
/// row of its version, and of one that gives its territory away the first row, by registry::transfers(), that says so.
/// What a strict reading refuses and a lenient one leaves out (two units with one code on one day, if only one; a unit
/// that ends without a successor; shares above one) is no finding but a problem with its place, in `left_out`.
/// O(log n). \throws std::invalid_argument if the finding is of another registry
[[nodiscard]] MUONG_EXPORT place place_of(const registry_tables& tables, const finding& odd);

/// Reads a registry from text, every problem with file, row and column. A lenient reading leaves out the rows that
/// cannot be used, and then those that cannot be used without them, until the rest is sound; a row is told once, those
/// that are not UTF-8 together: first those whose form is wrong, then as registry::builder::build_sound tells them.
/// Both tables may bear one name. O(n log n), in a lenient reading as build_sound.
/// \returns the registry, or all the problems that keep it from being made: of a lenient reading these are faults of
/// the files themselves (no header, a column missing)
/// \throws std::invalid_argument for options without a header or with ragged rows
[[nodiscard]] MUONG_EXPORT result<registry_tables> parse_registry(
    std::string_view units, const std::string& units_source, std::string_view transfers,
    const std::string& transfers_source, faulty_rows how = faulty_rows::refuse, const csv_options& options = {});

/// The same from files; "-" is the standard input.
[[nodiscard]] MUONG_EXPORT result<registry_tables> read_registry(const std::string& units_path,
                                                                 const std::string& transfers_path,
                                                                 faulty_rows how = faulty_rows::refuse,
                                                                 const csv_options& options = {});

}  // namespace muong::v0
