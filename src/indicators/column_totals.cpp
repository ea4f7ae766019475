// SPDX-License-Identifier: MIT
#include "indicators/column_totals.hpp"

#include <muong/indicators/cell_storage.hpp>

#include <cstddef>

#include "indicators/rebase_loops.hpp"

namespace muong::inline v0::detail {

void add_cells(column_totals& totals, const std::int64_t* cells) {
    for (std::size_t c = 0; c < totals.size(); ++c)
        if (cells[c] != missing_cell) totals[c] += cells[c];
}

column_totals totals_of(const cell_grid& grid) {
    column_totals totals(grid.columns, 0);
    if (grid.rows == 0 || grid.columns == 0) return totals;
    const rebase_loops& loops = best_loops();
    const std::size_t width = (grid.columns + cells_per_line - 1) / cells_per_line * cells_per_line;
    cell_storage sums{width};  // of as many rows as 64 bits can take for sure, then added to the totals
    const std::int64_t* rows[rebase_loops::most_rows];
    std::size_t count = 0;
    bool missing = false;
    bool has_sums = false;
    int128 bound = 0;
    const auto add_up = [&] {
        if (count == 0) return;
        if (has_sums) rows[count++] = sums.data();
        loops.sum(rows, count, sums.data(), width, false, missing ? gaps::skip : gaps::absent);
        has_sums = true;
        count = 0;
    };
    for (std::size_t r = 0; r < grid.rows; ++r) {
        if (bound + grid.bounds[r] > max_int64) {
            add_up();
            add_cells(totals, sums.data());
            has_sums = false;
            missing = false;
            bound = 0;
        }
        bound += grid.bounds[r];
        missing |= grid.gaps[r] != 0;
        rows[count++] = grid.row(r);
        if (count == rebase_loops::most_rows - 1) add_up();
    }
    add_up();
    add_cells(totals, sums.data());
    return totals;
}

fraction as_number(int128 count, int decimals) {
    constexpr int low_bits = 62;
    if (fits_int64(count)) return {static_cast<std::int64_t>(count), power_of_ten[decimals]};
    const auto low = static_cast<std::int64_t>(count & ((int128{1} << low_bits) - 1));
    const auto whole = as_number(count >> low_bits) * fraction{std::int64_t{1} << low_bits} + fraction{low};
    return decimals == 0 ? whole : whole / fraction{power_of_ten[decimals]};
}

}  // namespace muong::v0::detail
