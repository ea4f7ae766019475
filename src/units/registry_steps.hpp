// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/detail/registry_data.hpp>

namespace muong::inline v0::detail {

/// Fills `steps`, `step_rows`, `step_entries` and `node_count` from units and transfers, which are complete and lead in
/// no circle within a day.
void lay_out_steps(registry_data& data);

}  // namespace muong::v0::detail
