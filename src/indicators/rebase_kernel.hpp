// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/indicators/detail/cell_grid.hpp>

#include "indicators/apportion_plan.hpp"
#include "indicators/column_totals.hpp"
#include "indicators/rebase_loops.hpp"

namespace muong::inline v0::detail {

struct rebase_options {
    /// A cell one of whose parts is missing is the sum of the others, or else missing. With a part that is not known it
    /// is always missing.
    bool skip_missing = false;
    unsigned threads = 1;  ///< at least 1; the result is the same for any number
    const rebase_loops* loops = &best_loops();
    /// Unless null, becomes the totals of the cells that are written: less work than reading them once more, all the
    /// more if they went past the caches.
    column_totals* totals = nullptr;
};

/// A cell whose sum leaves 64 bits.
struct overflow {
    std::uint32_t target = 0;
    std::uint32_t column = 0;
    friend bool operator==(const overflow&, const overflow&) = default;
};

/// Sums the rows of `from` into the rows of `to` by the plan: every cell exactly, missing where it cannot be known.
/// Fills every row of `to`, its padding, bounds and gaps; the two do not overlap. \returns the cells that leave 64
/// bits, by target and column, which are left missing; empty = all is well \throws std::invalid_argument if the plan or
/// the shapes do not fit together
MUONG_EXPORT std::vector<overflow> rebase_cells(const apportion_plan& plan, const cell_grid& from,
                                                const cell_target& to, const rebase_options& how = {});

}  // namespace muong::v0::detail
