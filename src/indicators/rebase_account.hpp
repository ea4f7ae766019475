// SPDX-License-Identifier: MIT
#pragma once

#include <muong/indicators/detail/cell_grid.hpp>

#include "indicators/apportion_plan.hpp"
#include "indicators/column_totals.hpp"

namespace muong::inline v0::detail {

/// What did not come out of a rebase, see account_line.
struct shortfall {
    column_totals unmatched;
    column_totals unknown;
    column_totals missing;
};

/// `to` is what `rebase_cells` made of `from` by the plan. Each amount is found by dividing the sources anew, apart
/// from the loops that made `to`.
[[nodiscard]] shortfall shortfall_of(const apportion_plan& plan, const cell_grid& from, const cell_grid& to);

}  // namespace muong::v0::detail
