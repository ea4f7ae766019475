// SPDX-License-Identifier: MIT
#include "indicators/rebase_account.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace muong::inline v0::detail {

namespace {

/// Adds the last part of each value of a divided source: what its known shares leave.
void add_rest(column_totals& totals, const apportion_plan& plan, const split& s, const std::int64_t* cells) {
    if (s.parts == 1) return add_cells(totals, cells);
    std::vector<std::int64_t> parts(s.parts);
    for (std::size_t c = 0; c < totals.size(); ++c) {
        if (cells[c] == missing_cell) continue;
        plan.divide(s, cells[c], parts.data());
        totals[c] += parts.back();
    }
}

/// Adds what an entry would have brought into the cells of a target that are missing, to what is unknown where a share
/// that is not known could bring something too.
void add_withheld(shortfall& into, const apportion_plan& plan, const apportion_plan::entry& e,
                  const std::int64_t* cells, const std::int64_t* result, const std::vector<bool>& is_open) {
    const bool whole = e.split == apportion_plan::undivided;
    std::vector<std::int64_t> parts(whole ? 0 : plan.splits()[e.split].parts);
    for (std::size_t c = 0; c < is_open.size(); ++c) {
        if (result[c] != missing_cell || cells[c] == missing_cell) continue;
        if (!whole) plan.divide(plan.splits()[e.split], cells[c], parts.data());
        (is_open[c] ? into.unknown : into.missing)[c] += whole ? cells[c] : parts[e.part];
    }
}

/// Of each column, whether a share that is not known may bring more than nothing into a target.
std::vector<bool> open_cells(const apportion_plan& plan, std::size_t target, const cell_grid& from) {
    std::vector<bool> is_open(from.columns);
    for (const std::uint32_t source : plan.unknown_into(target)) {
        for (std::size_t c = 0; c < is_open.size(); ++c) {
            is_open[c] = is_open[c] || leaves_open(from.row(source)[c]);
        }
    }
    return is_open;
}

}  // namespace

shortfall shortfall_of(const apportion_plan& plan, const cell_grid& from, const cell_grid& to) {
    const column_totals none(from.columns, 0);
    shortfall found{none, none, none};
    for (const std::uint32_t source : plan.unmatched()) add_cells(found.unmatched, from.row(source));
    for (const split& s : plan.splits()) {
        if (s.left == rest::unmatched) add_rest(found.unmatched, plan, s, from.row(s.source));
        if (s.left == rest::unknown) add_rest(found.unknown, plan, s, from.row(s.source));
    }
    for (std::size_t t = 0; t < plan.targets(); ++t) {
        if (to.gaps[t] == 0) continue;
        const auto is_open = open_cells(plan, t, from);
        for (const auto& e : plan.into(t)) add_withheld(found, plan, e, from.row(e.source), to.row(t), is_open);
    }
    return found;
}

}  // namespace muong::v0::detail
