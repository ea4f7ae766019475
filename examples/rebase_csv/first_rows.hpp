// SPDX-License-Identifier: MIT
#pragma once

#include "values.hpp"

namespace rebase_csv {

/// Adds to what is told of keys that come again where they came first. Reading the table remembers no rows, so it is
/// read twice more for that, as far as those that are told; if it is no file, nothing is added.
void add_first_rows(const options& o, row_faults& faults);

}  // namespace rebase_csv
