// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/detail/wide.hpp>
#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/indicators/detail/cell_grid.hpp>

#include <cstdint>
#include <vector>

namespace muong::inline v0::detail {

/// Of each column, in its last digit. Far from the ends of 128 bits: a panel has less than 2^32 rows.
using column_totals = std::vector<int128>;

/// Adds the cells of a row that have a value.
void add_cells(column_totals& totals, const std::int64_t* cells);

/// The sums of all cells that have a value.
[[nodiscard]] MUONG_EXPORT column_totals totals_of(const cell_grid& cells);

/// A count in the last digit of so many decimals, as a number.
[[nodiscard]] fraction as_number(int128 count, int decimals = 0);

}  // namespace muong::v0::detail
