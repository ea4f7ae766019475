// SPDX-License-Identifier: MIT
#include "units/registry_assembler.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace muong::inline v0::detail {

place registry_assembler::place_of(const origin& where, std::string_view field) const {
    return {tables_[where.table], where.row, 0, std::string{field}};
}

void registry_assembler::report(errc kind, const origin& where, std::string_view field, std::string found,
                                std::string expected) {
    faults_.push_back({kind, place_of(where, field), std::move(found), std::move(expected)});
}

bool registry_assembler::is_known(const unit_code& code) const {
    return !versions_of(code).empty() ||
           std::any_of(passages_.begin(), passages_.end(), [&](const auto& p) { return p.code == code; });
}

std::string registry_assembler::validities_of(const unit_code& code) const {
    std::string text;
    for (const auto& version : versions_of(code)) {
        if (!text.empty()) text += ", ";
        text += to_string(*date_range::make(version.from, version.to));
    }
    return text;
}

bool registry_assembler::has_children_on(const unit_code& code, date day) const {
    const auto first = std::lower_bound(children_.begin(), children_.end(), code,
                                        [this](std::uint32_t i, const unit_code& c) { return *units_[i].parent < c; });
    for (auto i = first; i != children_.end() && *units_[*i].parent == code; ++i) {
        if (units_[*i].from <= day && (!units_[*i].to || day < *units_[*i].to)) return true;
    }
    return false;
}

void registry_assembler::check_overlaps() {
    std::size_t longest = 0;  // of the versions of the code so far, the one that stands longest
    for (std::size_t i = 1; i < units_.size(); ++i) {
        const auto& before = units_[longest];
        const auto& after = units_[i];
        const bool apart = before.code != after.code || (before.to && *before.to <= after.from);
        if (apart || !after.to || (before.to && *before.to < *after.to)) longest = i;
        if (apart) continue;
        // the row added later is the one to look at
        const bool in_order = before.where.table != after.where.table || before.where.row <= after.where.row;
        const auto& late = in_order ? after : before;
        const auto& early = in_order ? before : after;
        report(errc::overlapping_period, late.where, "valid_from", to_string(late.from),
               "a time without another unit of code " + to_string(late.code) + ", which stands " +
                   to_string(*date_range::make(early.from, early.to)) + " (row " + std::to_string(early.where.row) +
                   ")");
    }
}

void registry_assembler::check_parents() {
    for (const auto& child : units_) {
        if (!child.parent) continue;
        const auto versions = versions_of(*child.parent);
        if (versions.empty()) {
            report(errc::unknown_parent, child.where, "parent", to_string(*child.parent), "the code of a unit");
            continue;
        }
        date covered = child.from;  // the parent stands from the child's first day up to, and without, this day
        bool open = false;
        for (const auto& version : versions) {
            if (covered < version.from) break;
            if (!version.to) {
                open = true;
                break;
            }
            if (covered < *version.to) covered = *version.to;
        }
        if (open || (child.to && *child.to <= covered)) continue;
        report(errc::parent_not_in_force, child.where, "parent", to_string(*child.parent),
               "a parent that stands all of " + to_string(*date_range::make(child.from, child.to)) + " (" +
                   to_string(*child.parent) + " stands " + validities_of(*child.parent) + ")");
    }
}

void registry_assembler::check_cycles() {
    // A cycle on some day is closed by the version among its members that begins last, so it is enough to walk up from
    // every version on its own first day.
    std::set<const pending_unit*> told;
    std::vector<const pending_unit*> path;
    for (const auto& start : units_) {
        if (!start.parent) continue;
        path.assign(1, &start);
        while (path.back()->parent) {
            const auto* const up = standing(*path.back()->parent, start.from);
            if (up == nullptr) break;
            const auto met = std::find(path.begin(), path.end(), up);
            if (met == path.end()) {
                path.push_back(up);
                continue;
            }
            const auto lead = *std::min_element(met, path.end());
            if (told.insert(lead).second) {
                std::string chain;
                for (auto member = met; member != path.end(); ++member) chain += to_string((*member)->code) + " < ";
                report(errc::parent_cycle, lead->where, "parent", chain + to_string(up->code),
                       "parents that lead up to a unit without one");
            }
            break;
        }
    }
}

void registry_assembler::check_transfers() {
    sort_transfers();
    leaving_.clear();
    arriving_.clear();
    leaving_.reserve(transfers_.size());
    arriving_.reserve(transfers_.size());
    for (auto first = transfers_.begin(); first != transfers_.end();) {
        const auto last =
            std::find_if(first, transfers_.end(), [first](const pending_transfer& t) { return t.day != first->day; });
        const std::span day{first, last};
        const auto by_source = rows_by(day, &pending_transfer::from);
        const auto by_target = rows_by(day, &pending_transfer::to);
        for (const auto& row : by_source) leaving_.emplace_back(first->day, row.code);
        for (const auto& row : by_target) arriving_.emplace_back(first->day, row.code);
        check_transfer_ends(day, by_source);
        check_sizes(day, by_source, by_target);
        first = last;
    }
}

void registry_assembler::check_transfer_ends(std::span<pending_transfer> day, std::span<const coded_row> by_source) {
    std::vector<unit_code> targets;  // of other units; seldom asked for
    const auto is_target = [&](const unit_code& code) {
        if (targets.empty()) {
            for (const auto& t : day) {
                if (t.from != t.to) targets.push_back(t.to);
            }
            std::sort(targets.begin(), targets.end());
        }
        return std::binary_search(targets.begin(), targets.end(), code);
    };
    const auto is_source = [by_source](const unit_code& code) {
        const auto at = std::lower_bound(by_source.begin(), by_source.end(), code,
                                         [](const coded_row& row, const unit_code& c) { return row.code < c; });
        return at != by_source.end() && at->code == code;
    };
    const auto stands = [this](const unit_code& code) {
        const auto when = validities_of(code);
        return to_string(code) + (when.empty() ? " only within a day" : " stands " + when);
    };
    for (auto& t : day) {
        const auto eve = t.day.eve();
        if (standing(t.from, eve) == nullptr) {
            if (is_target(t.from)) {
                t.chained_from = true;
            } else if (!is_known(t.from)) {
                report(errc::unknown_unit, t.where, "from_code", to_string(t.from), "the code of a unit");
            } else {
                report(errc::source_not_in_force, t.where, "from_code", to_string(t.from),
                       "a unit that stands on the eve, " + to_string(eve) + " (" + stands(t.from) + ")");
            }
        }
        const bool on_day = standing(t.to, t.day) != nullptr;
        const bool on_both = on_day && standing(t.to, eve) != nullptr;
        if (!on_both && t.from != t.to && is_source(t.to)) {
            t.chained_to = true;
        } else if (!on_day) {
            if (!is_known(t.to)) {
                report(errc::unknown_unit, t.where, "to_code", to_string(t.to), "the code of a unit");
            } else {
                report(errc::target_not_in_force, t.where, "to_code", to_string(t.to),
                       "a unit that stands on the day, " + to_string(t.day) + " (" + stands(t.to) + ")");
            }
        }
    }
}

void registry_assembler::check_sizes(std::span<const pending_transfer> day, std::span<const coded_row> by_source,
                                     std::span<const coded_row> by_target) {
    std::vector<const pending_transfer*> rows;
    rows.reserve(day.size());
    for (const auto& row : by_source) rows.push_back(&day[row.at]);

    // Sums of the known shares of each unit, per basis; the row that goes above one is told. A unit through which
    // territory passes within the day is not the one that bears its code at the end of the day.
    const auto same_source = [](const pending_transfer* a, const pending_transfer* b) { return a->from == b->from; };
    const auto same_target = [](const pending_transfer* a, const pending_transfer* b) {
        return a->to == b->to && a->chained_to == b->chained_to;
    };
    const auto check_sums = [&](auto same_unit, unit_code pending_transfer::*code,
                                std::optional<fraction> pending_share::*share, const char* prefix) {
        for (std::size_t first = 0; first < rows.size();) {
            std::size_t last = first;
            std::map<std::uint32_t, fraction> sums;
            for (; last < rows.size() && same_unit(rows[last], rows[first]); ++last) {
                for (std::uint32_t s = 0; s < rows[last]->share_count; ++s) {
                    const auto& known = shares_[rows[last]->first_share + s];
                    if (!(known.*share)) continue;
                    auto& sum = sums.try_emplace(known.basis, 0).first->second;
                    const bool was_fine = sum <= fraction{1};
                    sum += *(known.*share);
                    if (was_fine && sum > fraction{1}) {
                        report(errc::shares_above_one, rows[last]->where, prefix + bases_[known.basis],
                               to_string(*(known.*share)),
                               "shares of " + to_string(rows[last]->*code) + " that add up to at most 1 (they reach " +
                                   to_string(sum) + ")");
                    }
                }
            }
            first = last;
        }
    };

    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first + 1;
        while (last < rows.size() && rows[last]->from == rows[first]->from) ++last;
        if (last - first == 1) {  // most of them
            first = last;
            continue;
        }
        std::set<unit_code> targets;
        for (std::size_t i = first; i < last; ++i) targets.insert(rows[i]->to);
        std::set<unit_code> seen;
        for (std::size_t i = first; i < last; ++i) {
            if (!seen.insert(rows[i]->to).second) {
                report(errc::duplicate_transfer, rows[i]->where, "to_code", to_string(rows[i]->to),
                       "one transfer from " + to_string(rows[i]->from) + " to " + to_string(rows[i]->to) + " on " +
                           to_string(rows[i]->day));
            } else if (rows[i]->how == muong::extent::whole && targets.size() > 1) {
                report(
                    errc::whole_and_part, rows[i]->where, "extent", "whole",
                    "part, since " + to_string(rows[i]->from) + " goes to several units on " + to_string(rows[i]->day));
            }
        }
        first = last;
    }
    check_sums(same_source, &pending_transfer::from, &pending_share::share, "share_");

    rows.clear();
    for (const auto& row : by_target) rows.push_back(&day[row.at]);
    if (std::any_of(day.begin(), day.end(), [](const pending_transfer& t) { return t.chained_to; })) {
        std::stable_sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) {
            return a->to != b->to ? a->to < b->to : a->chained_to < b->chained_to;
        });
    }
    check_sums(same_target, &pending_transfer::to, &pending_share::back_share, "back_share_");
}

void registry_assembler::check_successors() {
    for (const auto& u : units_) {
        if (!u.to || standing(u.code, *u.to) != nullptr) continue;
        if (std::binary_search(leaving_.begin(), leaving_.end(), std::pair{*u.to, u.code})) continue;
        if (has_children_on(u.code, u.to->eve())) continue;  // goes on through its children
        report(errc::no_successor, u.where, "valid_to", to_string(*u.to),
               "a transfer from " + to_string(u.code) + " on that day, or an open end");
    }
}

void registry_assembler::check_passages() {
    for (const auto& p : passages_) {
        const std::pair key{p.from, p.code};
        if (std::binary_search(leaving_.begin(), leaving_.end(), key) &&
            std::binary_search(arriving_.begin(), arriving_.end(), key)) {
            continue;
        }
        report(errc::empty_period, p.where, "valid_to", to_string(*p.to),
               "a day after " + to_string(p.from) + " (valid_from), or transfers on that day that lead in and out");
    }
}

}  // namespace muong::v0::detail
