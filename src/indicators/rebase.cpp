// SPDX-License-Identifier: MIT
#include <muong/indicators/rebase.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "indicators/rebase_account.hpp"
#include "indicators/rebase_kernel.hpp"
#include "indicators/seal.hpp"

namespace muong::inline v0 {

using detail::apportion_plan;
using detail::panel_access;

namespace {

/// Of each source of the crosswalk, its row in the panel; and the units of the panel that are none of them.
struct matching {
    std::vector<std::uint32_t> row;
    std::vector<unit_code> unmatched;
};

matching match(std::span<const unit_code> units, std::span<const unit_code> sources) {
    matching made{std::vector<std::uint32_t>(sources.size(), detail::piece::no_source), {}};
    std::size_t s = 0;
    for (std::size_t u = 0; u < units.size(); ++u) {
        while (s < sources.size() && sources[s] < units[u]) ++s;
        if (s < sources.size() && sources[s] == units[u]) {
            made.row[s++] = static_cast<std::uint32_t>(u);
        } else {
            made.unmatched.push_back(units[u]);
        }
    }
    return made;
}

std::vector<detail::piece> pieces_of(const crosswalk& onto, const matching& matched) {
    std::vector<detail::piece> pieces;
    pieces.reserve(onto.sources().size() + onto.sources().size() / 8);
    for (std::size_t s = 0; s < onto.sources().size(); ++s) {
        for (const crosswalk_entry& e : onto.row(s))
            pieces.push_back({matched.row[s], e.target, e.least, e.is_exact(), e.assumed});
    }
    return pieces;
}

problems refusals(const panel& values, const crosswalk& onto, const matching& matched, const rebase_options& options) {
    problems found;
    for (const column& c : values.columns()) {
        if (c.rule != aggregation::extensive)
            found.push_back({errc::not_additive,
                             {{}, 0, 0, c.id},
                             std::string{to_string(c.rule)},
                             "a column of extensive values; others are carried by column_rules"});
    }
    if (options.unmatched == unmatched_rule::refuse) {
        for (const unit_code& code : matched.unmatched)
            found.push_back({errc::unknown_unit, {}, to_string(code), "a unit in force on " + to_string(onto.from())});
    }
    return found;
}

problems told(const std::vector<detail::overflow>& overflows, const panel& values, const crosswalk& onto) {
    problems found;
    for (const detail::overflow& o : overflows) {
        const column& c = values.columns()[o.column];
        found.push_back({errc::out_of_range,
                         {{}, 0, 0, c.id},
                         to_string(onto.targets()[o.target]),
                         "a sum within 64 bits at " + std::to_string(c.decimals) + " decimals"});
    }
    return found;
}

account settle(const apportion_plan& plan, const panel& from, const panel& to) {
    const auto lost = detail::shortfall_of(plan, panel_access::grid(from), panel_access::grid(to));
    std::vector<account_line> lines;
    lines.reserve(from.columns().size());
    for (std::size_t c = 0; c < from.columns().size(); ++c) {
        const column& col = from.columns()[c];
        const auto number = [&col](detail::int128 total) { return detail::as_number(total, col.decimals); };
        lines.push_back({col.id, col.decimals, from.total(c), to.total(c), number(lost.unmatched[c]),
                         number(lost.unknown[c]), number(lost.missing[c])});
    }
    return account{std::move(lines)};
}

}  // namespace

/// Makes rebased panels.
class rebasing {
public:
    static rebased_panel make(const panel& values, const crosswalk& onto, const rebase_options& options,
                              cell_storage storage) {
        auto matched = match(values.units(), onto.sources());
        auto refused = refusals(values, onto, matched, options);
        if (!refused.empty()) throw data_error{std::move(refused)};

        auto plan =
            std::make_shared<const apportion_plan>(values.rows(), onto.targets().size(), pieces_of(onto, matched));
        auto body =
            std::make_shared<detail::panel_body>(detail::panel_body{onto.to(),
                                                                    {onto.targets().begin(), onto.targets().end()},
                                                                    {values.columns().begin(), values.columns().end()},
                                                                    std::move(storage)});
        detail::lay_out(*body);
        const detail::cell_target target{body->storage.data(), body->units.size(),  body->columns.size(),
                                         body->stride,         body->bounds.data(), body->gaps.data()};
        const auto overflows = detail::rebase_cells(
            *plan, panel_access::grid(values), target,
            {options.gaps == gap_rule::skip, options.threads, &detail::best_loops(), &body->totals});
        if (!overflows.empty()) throw data_error{told(overflows, values, onto)};
        const panel result = panel_access::make(std::move(body));
        auto settled = settle(*plan, values, result);
        return {values, result, std::move(plan), std::move(settled), std::move(matched.unmatched)};
    }
};

cell_coverage rebased_panel::coverage(std::size_t row, std::size_t column) const {
    static_cast<void>(values_.at(row, column));  // throws if there is no such cell
    const auto entries = plan_->into(row);
    const auto cells = panel_access::grid(from_);
    const auto nothing = plan_->nothing_into(row);
    if (!nothing.empty()) {
        const auto all =
            static_cast<std::uint32_t>(std::count_if(nothing.begin(), nothing.end(), [&](std::uint32_t source) {
                return cells.row(source)[column] != detail::missing_cell;
            }));
        return {all, all};
    }
    const auto unknown = plan_->unknown_into(row);
    const auto known = std::count_if(entries.begin(), entries.end(),
                                     [&](const apportion_plan::entry& e) {
                                         return cells.row(e.source)[column] != detail::missing_cell;
                                     }) +
                       std::count_if(unknown.begin(), unknown.end(),
                                     [&](std::uint32_t source) { return cells.row(source)[column] == 0; });
    const std::size_t all = entries.size() + unknown.size() + plan_->absent_parts(row);
    return {static_cast<std::uint32_t>(known), static_cast<std::uint32_t>(all)};
}

cell_quality rebased_panel::quality(std::size_t row, std::size_t column) const {
    const cell_coverage covered = coverage(row, column);
    if (!values_.at(row, column)) {
        const auto unknown = plan_->unknown_into(row);
        const auto cells = panel_access::grid(from_);
        const auto open = std::count_if(unknown.begin(), unknown.end(), [&](std::uint32_t source) {
            return detail::leaves_open(cells.row(source)[column]);
        });
        const bool has_bounds = open > 0 && covered.known + static_cast<std::uint32_t>(open) == covered.all;
        return has_bounds ? cell_quality::bounded : cell_quality::missing;
    }
    if (covered.known < covered.all) return cell_quality::partial;
    const auto entries = plan_->into(row);
    const bool divided = std::any_of(entries.begin(), entries.end(), [](const apportion_plan::entry& e) {
        return e.split != apportion_plan::undivided;
    });
    if (divided || !plan_->nothing_into(row).empty() || plan_->is_assumed(row)) return cell_quality::estimated;
    return covered.all == 1 ? cell_quality::copied : cell_quality::summed;
}

rebased_panel rebase(const panel& values, const crosswalk& onto, const rebase_options& options, cell_storage storage) {
    if (values.geography() != onto.from())
        throw std::invalid_argument{"muong::rebase: the panel is of " + to_string(values.geography()) +
                                    ", the crosswalk starts on " + to_string(onto.from())};
    if (options.threads == 0) throw std::invalid_argument{"muong::rebase: no thread to work"};
    if (options.gaps == gap_rule::bound)
        throw std::invalid_argument{"muong::rebase: a panel has no ranges: bounds_of and column rules tell them"};
    return rebasing::make(values, onto, options, std::move(storage));
}

}  // namespace muong::v0
