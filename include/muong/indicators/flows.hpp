// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/indicators/rebase_accumulator.hpp>

namespace muong::inline v0 {

/// Where a flow begins and where it ends: two units, by number.
using flow_ends = std::pair<std::uint32_t, std::uint32_t>;

/// How the flows of one map come over to another.
struct flow_shares {
    share_table shares;             ///< from each pair of the old map, by its position, to pairs of the new one
    std::vector<flow_ends> places;  ///< the pairs of the new map that some flow reaches, ascending
};

/// The shares of an origin-destination table whose both ends are carried over. A pair of the new map gets of each old
/// pair the product of the shares of its ends; what goes nowhere at one end goes nowhere. Of shares that are ranges the
/// product is a range, whose ends some division of the units within `ways` reaches: both ends of a flow within one unit
/// are divided alike. What several flows come to together may have wider ends than need be, since the flows of one unit
/// are divided alike too. By a share of zero no pair is reached.
/// `ways` has for each unit of the old map what it gives to which of the new one, and `rests` what units leave over, as
/// in share_table. Pairs that are not listed have no flow. The account of an accumulator on these shares closes as any
/// other does. O(parts x log parts).
/// \throws std::out_of_range if a pair names a unit that `ways` does not have
[[nodiscard]] MUONG_EXPORT flow_shares shares_of_flows(std::span<const std::vector<crosswalk_entry>> ways,
                                                       std::span<const flow_ends> pairs,
                                                       std::span<const crosswalk_rest> rests = {});

}  // namespace muong::v0
