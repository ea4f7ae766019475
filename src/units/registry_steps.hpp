// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/detail/registry_data.hpp>

namespace muong::inline v0::detail {

/// Fills `steps`, `step_rows`, `step_entries` and `node_count` from units and transfers, which are complete.
/// \returns the circles in which transfers lead within a day, each as the positions of its transfers on the way; empty
/// if there are none
[[nodiscard]] std::vector<std::vector<std::uint32_t>> lay_out_steps(registry_data& data);

}  // namespace muong::v0::detail
