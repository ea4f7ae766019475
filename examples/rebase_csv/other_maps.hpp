// SPDX-License-Identifier: MIT
#pragma once

#include "values.hpp"

#include <string>

namespace rebase_csv {

/// That in some periods of a long table, all of whose rows stand on one map, the units with values are all those of
/// the period's last day and not those of the map; or nothing. A period that merely lacks some units is not meant: it
/// counts only if no unit of its own day is lacking. O(n log n) in the units, and in a period O(n) if it is one of
/// these; of others few units are looked at.
[[nodiscard]] std::string periods_on_other_maps(const mapped_values& map);

}  // namespace rebase_csv
