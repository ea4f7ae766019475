// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/lineage.hpp>

#include <span>

namespace muong::inline v0::detail {

/// As muong::successors and muong::predecessors, of several units that stand on `day`: what they have in common is told
/// once. `start` is null unless there is one.
[[nodiscard]] lineage successors_of(const registry& units, std::span<const unit* const> starts, date day, date until);
[[nodiscard]] lineage predecessors_of(const registry& units, std::span<const unit* const> starts, date day,
                                      date back_to);

}  // namespace muong::v0::detail
