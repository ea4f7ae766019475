// SPDX-License-Identifier: MIT
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <map>
#include <utility>
#include <vector>

#include <muong/core/fraction_sum.hpp>
#include <muong/indicators/rebase_accumulator.hpp>

#include "indicators/column_totals.hpp"
#include "indicators/share_among.hpp"

namespace muong::inline v0 {

/// As plain_weights, of a place of which the denominator in common is greater: at most 2^384, so that what a cell
/// counts there can still be multiplied by 10^18.
struct heavy_weights {
    using wide = boost::multiprecision::int512_t;
    wide whole, odd;
    std::vector<wide> of_part;
};

/// What does not fit into 64 bits, or 128. Of a source the value itself, of a place what comes on top of its cell.
struct rebase_accumulator::wide_cells {
    using key = std::pair<std::size_t, std::size_t>;
    std::map<key, fraction> of_source;
    std::map<key, fraction> of_place;
    std::map<std::size_t, fraction> of_total;
    std::map<std::size_t, heavy_weights> heavy;  // by place
};

inline std::int64_t rebase_accumulator::cell_at(const cell_block& block, std::size_t column) const noexcept {
    if (block.low == nullptr) return 0;
    const auto cell = columns_[column].cell;
    if (block.middle == nullptr) return block.low[cell];
    const auto low = static_cast<std::uint32_t>(block.low[cell]);
    const std::int32_t above = block.high == nullptr ? std::int32_t{block.middle[cell]}
                                                     : std::int32_t{block.high[cell]} * 0x1'0000 +
                                                           static_cast<std::uint16_t>(block.middle[cell]);
    return std::int64_t{above} * 0x1'0000'0000 + low;
}

namespace detail {

/// What a place can have of a whole value, of which it has this share, whatever the shares are that nobody knows.
[[nodiscard]] share_range whole_range_of(std::span<const crosswalk_entry> row, const crosswalk_rest* told,
                                         std::span<const std::uint32_t> place_of, std::size_t place,
                                         const share_range& share, const fraction& value);

}  // namespace detail

}  // namespace muong::v0
