// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/detail/registry_data.hpp>

namespace muong::inline v0::detail {

/// What a transfer is about, in numbers: positions of versions, of which no_index is none.
struct transfer_ends {
    std::uint32_t from_code;  ///< position of its first version, or, without versions, a number behind all of them
    std::uint32_t to_code;
    std::uint32_t from;    ///< stands on the eve
    std::uint32_t to;      ///< stands on the day
    std::uint32_t before;  ///< stands on the eve under the code to which it leads
};

/// A version that ends on the day on which the next one of its code begins.
struct junction {
    date day;
    std::uint32_t before;
    std::uint32_t first;  ///< version of the code
};

/// Fills `steps`, `step_rows`, `step_entries` and `node_count` from units and transfers, which are complete and lead in
/// no circle within a day; `junctions` are all that there are, in the order of the units; `ends` are those of each
/// transfer.
void lay_out_steps(registry_data& data, std::span<const junction> junctions, std::span<const transfer_ends> ends);

}  // namespace muong::v0::detail
