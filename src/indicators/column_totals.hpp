// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/detail/wide.hpp>
#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/indicators/cell_storage.hpp>
#include <muong/indicators/detail/cell_grid.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace muong::inline v0::detail {

/// Of each column, in its last digit. Far from the ends of 128 bits: a panel has less than 2^32 rows.
using column_totals = std::vector<int128>;

/// Adds the cells of a row that have a value.
void add_cells(column_totals& totals, const std::int64_t* cells);

/// Totals in the making. Rows are added in 64 bits for as long as they hold for sure.
class running_totals {
public:
    /// `width` is a multiple of 8.
    explicit running_totals(std::size_t width);

    /// Where rows can be added, whose sums are at most `bound` in magnitude; until the next call.
    [[nodiscard]] std::int64_t* room_for(std::int64_t bound);
    /// The same for whoever counts the room himself: what the sums of the rows may be together, and what was left of
    /// it.
    [[nodiscard]] std::int64_t* sums() noexcept { return sums_.data(); }
    [[nodiscard]] std::int64_t room() const noexcept { return max_int64 - bound_; }
    void leave_room(std::int64_t room) noexcept { bound_ = max_int64 - room; }
    /// Adds the cells of a row that have a value.
    void add(const std::int64_t* cells) { add_cells(settled_, cells); }
    /// What has been added so far.
    const column_totals& settle();

private:
    column_totals settled_;
    cell_storage sums_;
    std::int64_t bound_ = 0;
};

/// The sums of all cells that have a value.
[[nodiscard]] MUONG_EXPORT column_totals totals_of(const cell_grid& cells);

/// A count in the last digit of so many decimals, as a number.
[[nodiscard]] fraction as_number(int128 count, int decimals = 0);

}  // namespace muong::v0::detail
