// SPDX-License-Identifier: MIT
#pragma once

#include "values.hpp"

namespace rebase_csv {

/// Reads a table whose rows have two codes, and carries both ends over: a pair of units of the new map gets of each old
/// pair the product of the two shares. Pairs that the table does not have are no part of anything.
[[nodiscard]] values read_flows(const options& o, const geography& g, muong::csv_reader& in, row_faults& faults);

}  // namespace rebase_csv
