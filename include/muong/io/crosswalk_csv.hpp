// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/io/csv_options.hpp>
#include <muong/io/csv_writer.hpp>
#include <muong/units/crosswalk.hpp>

namespace muong::inline v0 {

// The file of a crosswalk: `from,to,basis,registry,from_code,to_code,least,most,assumption`, a row a share, by source,
// then target. The first four are the same in every row: the two days, the basis (may be empty), and the fingerprint of
// the registry it was made from as 16 hexadecimal digits (empty if that is not known). Shares are decimals or k/n,
// exact ones have one number in both columns. A row without to_code is what is left over of a source, a row
// without from_code and shares names a target to which nothing came. `assumption` names what a share or a rest, if only
// one of nothing, rests on that is assumed, and is empty for what the facts give; a file without this column assumes
// nothing.
//
// Law, tested in tests/io/crosswalk_csv.test.cpp: a crosswalk that is written and read again is the same, fingerprint
// included, if it has a unit: the days and the basis of one without any have no row to stand in.

/// Writes the table; the file is put in its place by `out.commit()`. O(shares).
MUONG_EXPORT void write_crosswalk(csv_writer& out, const crosswalk& c);

/// Reads such a table, columns in any order and others ignored. Every fault is told with its row and column: besides
/// those of the form malformed_text, malformed_code, missing_value, share_out_of_range, duplicate_key (a share told
/// twice), shares_above_one, shares_below_one, contradiction (a row that tells of other days, another basis or registry
/// than the first one), and fingerprint_mismatch if `registry`, the fingerprint of the registry at hand, is another
/// than the file's. Options tell the delimiter and whether shares have a decimal comma. O(n log n). \throws
/// std::invalid_argument for options without a header or with ragged rows
[[nodiscard]] MUONG_EXPORT result<crosswalk> parse_crosswalk(std::string_view text, const std::string& source,
                                                             std::optional<std::uint64_t> registry = {},
                                                             const csv_options& options = {});

/// The same from a file; "-" is the standard input.
[[nodiscard]] MUONG_EXPORT result<crosswalk> read_crosswalk(const std::string& path,
                                                            std::optional<std::uint64_t> registry = {},
                                                            const csv_options& options = {});

}  // namespace muong::v0
