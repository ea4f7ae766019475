// SPDX-License-Identifier: MIT
#include "units/registry_assembler.hpp"

#include <algorithm>
#include <functional>
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

void registry_assembler::blame(errc kind, pending_unit& row, std::string_view field, std::string found,
                               std::string expected) {
    report(kind, row.where, field, std::move(found), std::move(expected));
    row.blamed = true;
    const bool is_passage = std::less<const pending_unit*>{}(&row, units_.data()) ||
                            !std::less<const pending_unit*>{}(&row, units_.data() + units_.size());
    if (!is_passage) blamed_units_.push_back(static_cast<std::uint32_t>(&row - units_.data()));
}

void registry_assembler::blame(errc kind, pending_transfer& row, std::string_view field, std::string found,
                               std::string expected) {
    report(kind, row.where, field, std::move(found), std::move(expected));
    row.blamed = true;
    blamed_transfers_.push_back(static_cast<std::uint32_t>(&row - transfers_.data()));
}

bool registry_assembler::is_known(const unit_code& code) const {
    const auto versions = versions_of(code);
    return std::any_of(versions.begin(), versions.end(), [](const auto& v) { return !v.left_out; }) ||
           std::any_of(passages_.begin(), passages_.end(),
                       [&](const auto& p) { return p.code == code && !p.left_out; });
}

std::string registry_assembler::validities_of(const unit_code& code) const {
    std::string text;
    for (const auto& version : versions_of(code)) {
        if (version.left_out) continue;
        if (!text.empty()) text += ", ";
        text += to_string(*date_range::make(version.from, version.to));
    }
    return text;
}

bool registry_assembler::has_children_on(const unit_code& code, date day) const {
    const auto first = std::lower_bound(children_.begin(), children_.end(), code,
                                        [this](std::uint32_t i, const unit_code& c) { return *units_[i].parent < c; });
    for (auto i = first; i != children_.end() && *units_[*i].parent == code; ++i) {
        if (!units_[*i].left_out && units_[*i].from <= day && (!units_[*i].to || day < *units_[*i].to)) return true;
    }
    return false;
}

std::span<const registry_assembler::transfer_end> registry_assembler::ends_on(const std::vector<transfer_end>& all,
                                                                              date day, const unit_code& code) {
    const auto first = std::lower_bound(
        all.begin(), all.end(), day_code{day, code},
        [](const transfer_end& e, const day_code& k) { return std::tie(e.day, e.code) < std::tie(k.first, k.second); });
    auto last = first;
    while (last != all.end() && last->day == day && last->code == code) ++last;
    return {first, last};
}

bool registry_assembler::any_on(const std::vector<transfer_end>& all, date day, const unit_code& code) const {
    const auto ends = ends_on(all, day, code);
    return std::any_of(ends.begin(), ends.end(), [this](const auto& e) { return !transfers_[e.at].left_out; });
}

void registry_assembler::check_all() {
    check_parents();
    below_cycles_ = below_cycles();
    check_cycles();
    check_transfers();
    check_successors();
    check_passages();
}

void registry_assembler::check_overlaps() {
    for (std::size_t first = 0; first < units_.size();) {
        auto last = first + 1;
        while (last < units_.size() && units_[last].code == units_[first].code) ++last;
        if (last - first > 1) check_overlaps(std::span{units_}.subspan(first, last - first));
        first = last;
    }
}

void registry_assembler::check_overlaps(std::span<pending_unit> versions) {
    pending_unit* longest = nullptr;  // of the versions so far, the one that stands longest
    for (auto& after : versions) {
        if (after.left_out) continue;
        auto* const before = longest;
        const bool apart = before == nullptr || (before->to && *before->to <= after.from);
        if (apart || !after.to || (before->to && *before->to < *after.to)) longest = &after;
        if (apart) continue;
        // the row added later is the one to look at
        const bool in_order = before->where.table != after.where.table || before->where.row <= after.where.row;
        auto& late = in_order ? after : *before;
        const auto& early = in_order ? *before : after;
        blame(errc::overlapping_period, late, "valid_from", to_string(late.from),
              "a time without another unit of code " + to_string(late.code) + ", which stands " +
                  to_string(*date_range::make(early.from, early.to)) + " (row " + std::to_string(early.where.row) +
                  ")");
    }
}

void registry_assembler::check_parents() {
    std::optional<unit_code> parent;  // of the child before, mostly the same
    std::span<const pending_unit> versions;
    for (auto& child : units_) {
        if (!child.parent) continue;
        if (child.parent != parent) {
            parent = child.parent;
            versions = versions_of(*parent);
        }
        check_parent(child, versions);
    }
}

void registry_assembler::check_parent(pending_unit& child, std::span<const pending_unit> versions) {
    date covered = child.from;  // the parent stands from the child's first day up to, and without, this day
    bool open = false;
    bool known = false;
    for (const auto& version : versions) {
        if (version.left_out) continue;
        known = true;
        if (covered < version.from) break;
        if (!version.to) {
            open = true;
            break;
        }
        if (covered < *version.to) covered = *version.to;
    }
    if (!known) {
        blame(errc::unknown_parent, child, "parent", to_string(*child.parent), "the code of a unit");
    } else if (!open && !(child.to && *child.to <= covered)) {
        blame(errc::parent_not_in_force, child, "parent", to_string(*child.parent),
              "a parent that stands all of " + to_string(*date_range::make(child.from, child.to)) + " (" +
                  to_string(*child.parent) + " stands " + validities_of(*child.parent) + ")");
    }
}

std::vector<std::uint32_t> registry_assembler::below_cycles() const {
    // Whatever the days: a code is safe if each of its parents is. Walks up, and marks codes at their first versions.
    enum : std::uint8_t { unseen, on_the_way, safe, unsafe };
    std::vector<std::uint8_t> state(units_.size(), unseen);
    struct walk {
        std::uint32_t first;
        std::uint32_t at, last;  // versions whose parents are still to be seen
        bool is_safe = true;
    };
    std::vector<walk> way;
    std::vector<std::uint32_t> found;
    for (std::uint32_t first = 0; first < units_.size();) {
        auto end = first + 1;
        while (end < units_.size() && units_[end].code == units_[first].code) ++end;
        if (state[first] == unseen) way.push_back({first, first, end});
        std::optional<unit_code> passed;  // a parent that is safe, mostly that of the next version too
        while (!way.empty()) {
            auto& top = way.back();
            state[top.first] = on_the_way;
            if (top.at == top.last) {
                const auto done = top;
                state[done.first] = done.is_safe ? safe : unsafe;
                way.pop_back();
                if (!way.empty() && !done.is_safe) way.back().is_safe = false;
                continue;
            }
            const auto& parent = units_[top.at++].parent;
            if (!parent || parent == passed) continue;
            const auto versions = versions_of(*parent);
            if (versions.empty()) continue;
            const auto above = static_cast<std::uint32_t>(versions.data() - units_.data());
            if (state[above] == unseen) {
                way.push_back({above, above, above + static_cast<std::uint32_t>(versions.size())});
            } else if (state[above] == safe) {
                passed = parent;
            } else {
                top.is_safe = false;
            }
        }
        for (auto i = first; i < end && state[first] == unsafe; ++i) found.push_back(i);
        first = end;
    }
    return found;
}

void registry_assembler::check_cycles() {
    // A cycle on some day is closed by the version among its members that begins last, so it is enough to walk up from
    // every version on its own first day.
    std::set<const pending_unit*> told;
    std::vector<const pending_unit*> path;
    for (const auto position : below_cycles_) {
        const auto& start = units_[position];
        if (!start.parent || start.left_out) continue;
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
                blame(errc::parent_cycle, units_[static_cast<std::size_t>(lead - units_.data())], "parent",
                      chain + to_string(up->code), "parents that lead up to a unit without one");
            }
            break;
        }
    }
}

void registry_assembler::check_transfers() {
    leaving_.clear();
    arriving_.clear();
    leaving_.reserve(transfers_.size());
    arriving_.reserve(transfers_.size());
    const auto count = static_cast<std::uint32_t>(transfers_.size());
    for (std::uint32_t first = 0; first < count;) {
        auto last = first + 1;
        while (last < count && transfers_[last].day == transfers_[first].day) ++last;
        add_ends(leaving_, first, last, &pending_transfer::from);
        add_ends(arriving_, first, last, &pending_transfer::to);
        first = last;
    }
    for (auto& row : transfers_) {
        if (!row.left_out) check_ends(row);
    }
    const auto each_group = [](std::span<const transfer_end> ends, auto check) {
        for (std::size_t first = 0; first < ends.size();) {
            auto last = first + 1;
            while (last < ends.size() && ends[last].day == ends[first].day && ends[last].code == ends[first].code)
                ++last;
            check(ends.subspan(first, last - first));
            first = last;
        }
    };
    each_group(leaving_, [this](auto group) {
        check_parts(group);
        check_shares(group);
    });
    each_group(arriving_, [this](auto group) { check_back_shares(group); });
}

void registry_assembler::check_ends(pending_transfer& t) {
    const auto eve = t.day.eve();
    const auto stands = [this](const unit_code& code) {
        const auto when = validities_of(code);
        return to_string(code) + (when.empty() ? " only within a day" : " stands " + when);
    };
    const auto comes_from_another = [&](const unit_code& code) {
        const auto ends = ends_on(arriving_, t.day, code);
        return std::any_of(ends.begin(), ends.end(), [&](const transfer_end& e) {
            return !transfers_[e.at].left_out && transfers_[e.at].from != code;
        });
    };
    t.chained_from = t.chained_to = false;
    if (standing(t.from, eve) == nullptr) {
        if (comes_from_another(t.from)) {
            t.chained_from = true;
        } else if (!is_known(t.from)) {
            blame(errc::unknown_unit, t, "from_code", to_string(t.from), "the code of a unit");
        } else {
            blame(errc::source_not_in_force, t, "from_code", to_string(t.from),
                  "a unit that stands on the eve, " + to_string(eve) + " (" + stands(t.from) + ")");
        }
    }
    const auto* const now = standing(t.to, t.day);
    const bool on_day = now != nullptr;
    const bool on_both = on_day && (now->from < t.day || standing(t.to, eve) != nullptr);
    if (!on_both && t.from != t.to && any_on(leaving_, t.day, t.to)) {
        t.chained_to = true;
        circle_days_.insert(t.day);
    } else if (!on_day) {
        if (!is_known(t.to)) {
            blame(errc::unknown_unit, t, "to_code", to_string(t.to), "the code of a unit");
        } else {
            blame(errc::target_not_in_force, t, "to_code", to_string(t.to),
                  "a unit that stands on the day, " + to_string(t.day) + " (" + stands(t.to) + ")");
        }
    }
}

void registry_assembler::check_parts(std::span<const transfer_end> of_source) {
    if (of_source.size() == 1) return;  // most of them
    std::set<unit_code> targets;
    for (const auto& end : of_source) {
        if (!transfers_[end.at].left_out) targets.insert(transfers_[end.at].to);
    }
    std::set<unit_code> seen;
    for (const auto& end : of_source) {
        auto& row = transfers_[end.at];
        if (row.left_out) continue;
        if (!seen.insert(row.to).second) {
            blame(
                errc::duplicate_transfer, row, "to_code", to_string(row.to),
                "one transfer from " + to_string(row.from) + " to " + to_string(row.to) + " on " + to_string(row.day));
        } else if (row.how == muong::extent::whole && targets.size() > 1) {
            blame(errc::whole_and_part, row, "extent", "whole",
                  "part, since " + to_string(row.from) + " goes to several units on " + to_string(row.day));
        }
    }
}

void registry_assembler::check_shares(std::span<const transfer_end> of_source) {
    std::vector<pending_transfer*> rows;
    for (const auto& end : of_source) {
        if (auto& row = transfers_[end.at]; !row.left_out && row.share_count > 0) rows.push_back(&row);
    }
    check_sums(rows, &pending_transfer::from, &pending_share::share, "share_");
}

void registry_assembler::check_back_shares(std::span<const transfer_end> of_target) {
    // A unit through which territory passes within the day is not the one that bears its code at the end of the day.
    for (const bool chained : {false, true}) {
        std::vector<pending_transfer*> rows;
        for (const auto& end : of_target) {
            auto& row = transfers_[end.at];
            if (!row.left_out && row.share_count > 0 && row.chained_to == chained) rows.push_back(&row);
        }
        check_sums(rows, &pending_transfer::to, &pending_share::back_share, "back_share_");
    }
}

/// Sums of the known shares of one unit, per basis; the row that goes above one is told.
void registry_assembler::check_sums(std::span<pending_transfer* const> rows, unit_code pending_transfer::*code,
                                    std::optional<fraction> pending_share::*share, const char* prefix) {
    if (rows.empty()) return;
    std::map<std::uint32_t, fraction> sums;
    for (auto* const row : rows) {
        for (std::uint32_t s = 0; s < row->share_count; ++s) {
            const auto& known = shares_[row->first_share + s];
            if (!(known.*share)) continue;
            auto& sum = sums.try_emplace(known.basis, 0).first->second;
            const bool was_fine = sum <= fraction{1};
            sum += *(known.*share);
            if (was_fine && sum > fraction{1}) {
                blame(errc::shares_above_one, *row, prefix + bases_[known.basis], to_string(*(known.*share)),
                      "shares of " + to_string(row->*code) + " that add up to at most 1 (they reach " + to_string(sum) +
                          ")");
            }
        }
    }
}

void registry_assembler::check_successors() {
    for (auto& u : units_) check_successor(u);
}

void registry_assembler::check_successor(pending_unit& u) {
    if (!u.to) return;
    const auto* const next = &u + 1;  // mostly the next version
    const bool goes_on = next < units_.data() + units_.size() && next->code == u.code && next->from == *u.to;
    if ((goes_on && !next->left_out) || standing(u.code, *u.to) != nullptr) return;
    if (any_on(leaving_, *u.to, u.code)) return;
    if (has_children_on(u.code, u.to->eve())) return;  // goes on through its children
    blame(errc::no_successor, u, "valid_to", to_string(*u.to),
          "a transfer from " + to_string(u.code) + " on that day, or an open end");
}

void registry_assembler::check_passages() {
    for (auto& p : passages_) {
        if (!p.left_out) check_passage(p);
    }
}

void registry_assembler::check_passage(pending_unit& p) {
    if (any_on(leaving_, p.from, p.code) && any_on(arriving_, p.from, p.code)) return;
    blame(errc::empty_period, p, "valid_to", to_string(*p.to),
          "a day after " + to_string(p.from) + " (valid_from), or transfers on that day that lead in and out");
}

void registry_assembler::check_circles() {
    std::erase_if(circle_days_, [this](date day) {
        const auto told = faults_.size();
        check_circles(day);
        return faults_.size() == told;  // what is left out may leave another one
    });
}

/// The circles that transfers of a day make through units of which none stands, each once.
void registry_assembler::check_circles(date day) {
    const auto first = std::lower_bound(transfers_.begin(), transfers_.end(), day,
                                        [](const pending_transfer& t, date d) { return t.day < d; });
    std::vector<std::uint32_t> chained;
    std::map<unit_code, std::uint32_t> node_of;  // of the units that others lead into, in the order of the transfers
    for (auto t = first; t != transfers_.end() && t->day == day; ++t) {
        if (t->left_out || !t->chained_to) continue;
        chained.push_back(static_cast<std::uint32_t>(t - transfers_.begin()));
        node_of.try_emplace(t->to, static_cast<std::uint32_t>(node_of.size()));
    }
    std::map<std::uint32_t, std::uint32_t> way_into;  // of the nodes that others of them lead into
    for (const auto& [code, node] : node_of) way_into.emplace(node, no_index);
    const auto source_of = [&](std::uint32_t t) {
        const auto at = node_of.find(transfers_[t].from);
        return at == node_of.end() ? no_index : at->second;
    };
    for (bool dropped = true; dropped;) {
        for (auto& [node, way] : way_into) way = no_index;
        for (const auto t : chained) {
            const auto at = way_into.find(node_of.at(transfers_[t].to));
            if (at != way_into.end() && way_into.contains(source_of(t))) at->second = t;
        }
        dropped = std::erase_if(way_into, [](const auto& into) { return into.second == no_index; }) > 0;
    }
    std::map<std::uint32_t, std::uint32_t> seen;  // from which start
    for (const auto& [start, way] : way_into) {
        auto node = start;
        while (seen.try_emplace(node, start).second) node = source_of(way_into.at(node));
        if (seen.at(node) != start) continue;
        std::vector<std::uint32_t> circle;
        const auto closed = node;
        do {
            circle.push_back(way_into.at(node));
            node = source_of(way_into.at(node));
        } while (node != closed);
        std::reverse(circle.begin(), circle.end());
        report_circle(std::move(circle));
    }
}

void registry_assembler::report_circle(std::vector<std::uint32_t> circle) {
    const auto first = std::min_element(circle.begin(), circle.end(), [this](std::uint32_t a, std::uint32_t b) {
        const auto& [x, y] = std::tie(transfers_[a].where, transfers_[b].where);
        return std::tie(x.table, x.row) < std::tie(y.table, y.row);
    });
    std::rotate(circle.begin(), first, circle.end());
    auto& t = transfers_[circle.front()];
    std::string chain = to_string(t.from);
    for (const auto position : circle) chain += " > " + to_string(transfers_[position].to);
    blame(errc::transfer_cycle, t, "to_code", std::move(chain),
          "transfers that end in a unit which stands on " + to_string(t.day));
}

}  // namespace muong::v0::detail
