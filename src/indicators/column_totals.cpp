// SPDX-License-Identifier: MIT
#include "indicators/column_totals.hpp"

#include <algorithm>
#include <cstddef>

#include "indicators/rebase_loops.hpp"

namespace muong::inline v0::detail {

void add_cells(column_totals& totals, const std::int64_t* cells) {
    for (std::size_t c = 0; c < totals.size(); ++c)
        if (cells[c] != missing_cell) totals[c] += cells[c];
}

running_totals::running_totals(std::size_t width) : settled_(width, 0), sums_{width} {
    std::fill_n(sums_.data(), width, 0);
}

std::int64_t* running_totals::room_for(std::int64_t bound) {
    if (bound > max_int64 - bound_) settle();
    bound_ += bound;
    return sums_.data();
}

const column_totals& running_totals::settle() {
    add(sums_.data());
    std::fill_n(sums_.data(), settled_.size(), 0);
    bound_ = 0;
    return settled_;
}

column_totals totals_of(const cell_grid& grid) {
    if (grid.rows == 0 || grid.columns == 0) return column_totals(grid.columns, 0);
    const rebase_loops& loops = best_loops();
    const std::size_t width = (grid.columns + cells_per_line - 1) / cells_per_line * cells_per_line;
    running_totals totals{width};
    const std::int64_t* rows[rebase_loops::most_rows];
    std::size_t count = 0;
    bool missing = false;
    std::int64_t bound = 0;
    const auto add_up = [&] {
        std::int64_t* const sums = totals.room_for(bound);
        rows[count++] = sums;
        loops.sum({rows, count, rows}, sums, width, false, missing ? gaps::skip : gaps::absent, nullptr);
        count = 0;
        missing = false;
        bound = 0;
    };
    for (std::size_t r = 0; r < grid.rows; ++r) {
        if (count == rebase_loops::most_rows - 1 || grid.bounds[r] > max_int64 - bound) add_up();
        bound += grid.bounds[r];
        missing |= grid.gaps[r] != 0;
        rows[count++] = grid.row(r);
    }
    add_up();
    column_totals made = totals.settle();
    made.resize(grid.columns);
    return made;
}

fraction as_number(int128 count, int decimals) {
    constexpr int low_bits = 62;
    if (fits_int64(count)) return {static_cast<std::int64_t>(count), power_of_ten[decimals]};
    const auto low = static_cast<std::int64_t>(count & ((int128{1} << low_bits) - 1));
    const auto whole = as_number(count >> low_bits) * fraction{std::int64_t{1} << low_bits} + fraction{low};
    return decimals == 0 ? whole : whole / fraction{power_of_ten[decimals]};
}

}  // namespace muong::v0::detail
