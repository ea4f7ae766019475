// SPDX-License-Identifier: MIT
#include "units/registry_assembler.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace muong::inline v0::detail {

place registry_assembler::place_of(const origin& where, std::string_view field) const {
    return {tables_[where.table], where.row, 0, std::string{field}};
}

void registry_assembler::report(errc kind, const origin& where, std::string_view field, std::string found,
                                std::string expected) {
    faults_.push_back({kind, place_of(where, field), std::move(found), std::move(expected)});
}

void registry_assembler::blame(errc kind, const unit& row, std::string_view field, std::string found,
                               std::string expected) {
    report(kind, where_of(row), field, std::move(found), std::move(expected));
    blamed_units_.push_back(data_->position(&row));
}

void registry_assembler::blame(errc kind, passage& row, std::string_view field, std::string found,
                               std::string expected) {
    report(kind, row.where, field, std::move(found), std::move(expected));
    row.blamed = true;
}

void registry_assembler::blame(errc kind, pending_transfer& row, std::string_view field, std::string found,
                               std::string expected) {
    report(kind, row.where, field, std::move(found), std::move(expected));
    blamed_transfers_.push_back(static_cast<std::uint32_t>(&row - transfers_.data()));
}

bool registry_assembler::is_known(const unit_code& code) const {
    const auto versions = versions_of(code);
    return std::any_of(versions.begin(), versions.end(), [this](const auto& v) { return !is_left_out(v); }) ||
           std::any_of(passages_.begin(), passages_.end(),
                       [&](const auto& p) { return p.code == code && !p.left_out; });
}

std::string registry_assembler::validities_of(const unit_code& code) const {
    std::string text;
    for (const auto& version : versions_of(code)) {
        if (is_left_out(version)) continue;
        if (!text.empty()) text += ", ";
        text += to_string(version.valid());
    }
    return text;
}

std::span<const std::uint32_t> registry_assembler::children_of(const unit_code& code) const {
    const auto& parents = data_->parents;
    const auto at = std::lower_bound(parents.begin(), parents.end(), code);
    if (at == parents.end() || *at != code) return {};
    const auto parent = static_cast<std::size_t>(at - parents.begin());
    return std::span{data_->by_parent}.subspan(first_child_[parent], first_child_[parent + 1] - first_child_[parent]);
}

bool registry_assembler::has_children_on(const unit_code& code, date day) const {
    const auto children = children_of(code);
    return std::any_of(children.begin(), children.end(),
                       [&](std::uint32_t i) { return left_out_[i] == 0 && data_->units[i].valid().contains(day); });
}

std::span<const std::uint32_t> registry_assembler::ends_on(const transfers_by_code& all, date day,
                                                           std::uint32_t code) const {
    if (std::size_t{code} + 1 >= all.first.size()) return {};
    struct by_day {
        const registry_assembler& rows;
        bool operator()(std::uint32_t t, date d) const { return rows.days_[t] < d; }
        bool operator()(date d, std::uint32_t t) const { return d < rows.days_[t]; }
    };
    const auto list = std::span{all.list}.subspan(all.first[code], all.first[code + 1] - all.first[code]);
    const auto [first, last] = std::equal_range(list.begin(), list.end(), day, by_day{*this});
    return {first, last};
}

bool registry_assembler::any_on(const transfers_by_code& all, date day, std::uint32_t code) const {
    if (std::size_t{code} + 1 >= all.first.size() || all.first[code] == all.first[code + 1]) return false;
    const auto first = all.list[all.first[code]];
    if (days_[first] == day && !transfers_[first].left_out) return true;  // mostly
    const auto ends = ends_on(all, day, code);
    return std::any_of(ends.begin(), ends.end(), [this](std::uint32_t t) { return !transfers_[t].left_out; });
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
    if (!some_overlap_) return;  // mostly
    for_each_history([this](auto versions) {
        if (versions.size() > 1) check_overlaps(versions);
    });
}

void registry_assembler::check_overlaps(std::span<const unit> versions) {
    const unit* longest = nullptr;  // of the versions so far, the one that stands longest
    for (const auto& after : versions) {
        if (is_left_out(after)) continue;
        const auto* const before = longest;
        const bool apart = before == nullptr || !before->valid().overlaps(after.valid());
        const auto to = after.valid().to();
        if (apart || !to || (!before->valid().is_open() && *before->valid().to() < *to)) longest = &after;
        if (apart) continue;
        // the row added later is the one to look at
        const auto& first = where_of(*before);
        const auto& second = where_of(after);
        const bool in_order = first.table != second.table || first.row <= second.row;
        const auto& late = in_order ? after : *before;
        const auto& early = in_order ? *before : after;
        blame(errc::overlapping_period, late, "valid_from", to_string(late.valid().from()),
              "a time without another unit of code " + to_string(late.code()) + ", which stands " +
                  to_string(early.valid()) + " (row " + std::to_string(where_of(early).row) + ")");
    }
}

void registry_assembler::check_parents() {
    for (const auto i : unsure_children_) check_parent(data_->units[i]);
}

registry_assembler::cover registry_assembler::parent_cover(const unit& child) const {
    cover found{child.valid().from()};
    for (const auto& version : versions_above(child)) {
        if (is_left_out(version)) continue;
        found.known = true;
        if (found.to < version.valid().from()) break;
        if (version.valid().is_open()) {
            found.open = true;
            break;
        }
        found.to = std::max(found.to, *version.valid().to());
    }
    return found;
}

void registry_assembler::check_parent(const unit& child) {
    const auto found = parent_cover(child);
    if (!found.known) {
        blame(errc::unknown_parent, child, "parent", to_string(*child.parent()), "the code of a unit");
    } else if (!found.all_of(child.valid())) {
        blame(errc::parent_not_in_force, child, "parent", to_string(*child.parent()),
              "a parent that stands all of " + to_string(child.valid()) + " (" + to_string(*child.parent()) +
                  " stands " + validities_of(*child.parent()) + "), or a row for the time under each parent");
    }
}

std::vector<std::uint32_t> registry_assembler::below_cycles() const {
    // Whatever the days: a code is safe if each of its parents is. Walks up from each parent.
    enum : std::uint8_t { unseen, on_the_way, safe, unsafe };
    std::vector<std::uint8_t> state(data_->parents.size(), unseen);
    struct walk {
        std::uint32_t parent;
        std::span<const unit> versions;  // whose parents are still to be seen
        bool is_safe = true;
    };
    std::vector<walk> way;
    const auto enter = [&](std::uint32_t parent) {
        state[parent] = on_the_way;
        way.push_back({parent, above_[parent]});
    };
    bool all_safe = true;
    for (std::uint32_t parent = 0; parent < state.size(); ++parent) {
        if (state[parent] == unseen) enter(parent);
        while (!way.empty()) {
            auto& top = way.back();
            if (top.versions.empty()) {
                const auto done = top;
                state[done.parent] = done.is_safe ? safe : unsafe;
                all_safe = all_safe && done.is_safe;
                way.pop_back();
                if (!way.empty() && !done.is_safe) way.back().is_safe = false;
                continue;
            }
            const auto above = parent_of(top.versions.front());
            top.versions = top.versions.subspan(1);
            if (above == no_index || state[above] == safe) continue;
            if (state[above] == unseen) {
                enter(above);
            } else {
                top.is_safe = false;
            }
        }
    }
    std::vector<std::uint32_t> found;
    if (all_safe) return found;
    for_each_history([&](auto versions) {
        const bool below = std::any_of(versions.begin(), versions.end(), [&](const unit& u) {
            const auto parent = parent_of(u);
            return parent != no_index && state[parent] == unsafe;
        });
        for (std::size_t i = 0; i < versions.size() && below; ++i) found.push_back(data_->position(&versions[i]));
    });
    return found;
}

void registry_assembler::check_cycles() {
    // A cycle on some day is closed by the version among its members that begins last, so it is enough to walk up from
    // every version on its own first day.
    std::set<const unit*> told;
    std::vector<const unit*> path;
    for (const auto position : below_cycles_) {
        const auto& start = data_->units[position];
        if (!start.parent() || is_left_out(start)) continue;
        path.assign(1, &start);
        while (path.back()->parent()) {
            const auto* const up = standing(versions_above(*path.back()), start.valid().from());
            if (up == nullptr) break;
            const auto met = std::find(path.begin(), path.end(), up);
            if (met == path.end()) {
                path.push_back(up);
                continue;
            }
            const auto* const lead = *std::min_element(met, path.end());
            if (told.insert(lead).second) {
                std::string chain;
                for (auto member = met; member != path.end(); ++member) chain += to_string((*member)->code()) + " < ";
                blame(errc::parent_cycle, *lead, "parent", chain + to_string(up->code()),
                      "parents that lead up to a unit without one");
            }
            break;
        }
    }
}

void registry_assembler::check_transfers() {
    find_all_ends();
    leaving_ = by_code(&transfer_ends::from_code);
    arriving_.reset();
    left_last_.assign(data_->units.size(), date::min());
    const std::span transfers{std::as_const(transfers_)};
    const std::span ends{std::as_const(ends_)};
    const std::span left_last{left_last_};
    for (std::uint32_t i = 0; i < transfers.size(); ++i) {
        const auto& t = transfers[i];
        const auto& e = ends[i];
        if (t.left_out) continue;
        if (e.from != no_index) left_last[e.from] = t.day;
        if (e.from == no_index || e.to == no_index || e.before == no_index) check_ends(i);  // seldom
    }
    const auto groups = groups_of(leaving_, &transfer_ends::from_code, &pending_transfer::from);
    for (std::size_t g = 0; g < groups.size(); ++g) {
        constexpr std::size_t ahead = 6;
        if (g + 2 * ahead < groups.size()) {
            __builtin_prefetch(&transfers[groups[g + 2 * ahead].front()]);
            __builtin_prefetch(shares_.data() + transfers[groups[g + ahead].front()].first_share);
        }
        check_parts(groups[g]);
        check_shares(groups[g]);
    }
    if (std::none_of(shares_.begin(), shares_.end(), [](const auto& known) { return known.back_share.has_value(); })) {
        return;  // mostly
    }
    for (const auto group : groups_of(arriving(), &transfer_ends::to_code, &pending_transfer::to))
        check_back_shares(group);
}

void registry_assembler::check_ends(std::uint32_t position) {
    auto& t = transfers_[position];
    const auto& e = ends_[position];
    const auto stands = [this](const unit_code& code) {
        const auto when = validities_of(code);
        return to_string(code) + (when.empty() ? " only within a day" : " stands " + when);
    };
    const auto comes_from_another = [&] {
        const auto ends = ends_on(arriving(), t.day, e.from_code);
        return std::any_of(ends.begin(), ends.end(), [&](std::uint32_t other) {
            return !transfers_[other].left_out && transfers_[other].from != t.from;
        });
    };
    t.chained_from = t.chained_to = false;
    if (e.from == no_index) {
        if (comes_from_another()) {
            t.chained_from = true;
        } else if (!is_known(t.from)) {
            blame(errc::unknown_unit, t, "from_code", to_string(t.from), "the code of a unit");
        } else {
            blame(errc::source_not_in_force, t, "from_code", to_string(t.from),
                  "a unit that stands on the eve, " + to_string(t.day.eve()) + " (" + stands(t.from) + ")");
        }
    }
    const bool on_both = e.to != no_index && e.before != no_index;
    if (!on_both && t.from != t.to && any_on(leaving_, t.day, e.to_code)) {
        t.chained_to = true;
        circle_days_.insert(t.day);
    } else if (e.to == no_index) {
        if (!is_known(t.to)) {
            blame(errc::unknown_unit, t, "to_code", to_string(t.to), "the code of a unit");
        } else {
            blame(errc::target_not_in_force, t, "to_code", to_string(t.to),
                  "a unit that stands on the day, " + to_string(t.day) + " (" + stands(t.to) + ")");
        }
    }
}

void registry_assembler::check_parts(std::span<const std::uint32_t> of_source) {
    auto& targets = targets_;
    targets.clear();
    for (const auto i : of_source) {
        if (!transfers_[i].left_out) targets.push_back(transfers_[i].to);
    }
    std::sort(targets.begin(), targets.end());
    const bool several = !targets.empty() && targets.front() != targets.back();
    const bool some_twice = std::adjacent_find(targets.begin(), targets.end()) != targets.end();
    std::set<unit_code> seen;
    for (const auto i : of_source) {
        auto& row = transfers_[i];
        if (row.left_out) continue;
        if (some_twice && !seen.insert(row.to).second) {
            blame(
                errc::duplicate_transfer, row, "to_code", to_string(row.to),
                "one transfer from " + to_string(row.from) + " to " + to_string(row.to) + " on " + to_string(row.day));
        } else if (several && row.how == muong::extent::whole) {
            blame(errc::whole_and_part, row, "extent", "whole",
                  "part, since " + to_string(row.from) + " goes to several units on " + to_string(row.day) +
                      " (an empty extent is whole)");
        }
    }
}

void registry_assembler::check_shares(std::span<const std::uint32_t> of_source) {
    check_sums(
        of_source, [](const pending_transfer&) { return true; }, &pending_transfer::from, &pending_share::share,
        "share_");
}

void registry_assembler::check_back_shares(std::span<const std::uint32_t> of_target) {
    // A unit through which territory passes within the day is not the one that bears its code at the end of the day.
    for (const bool chained : {false, true}) {
        check_sums(
            of_target, [chained](const pending_transfer& t) { return t.chained_to == chained; }, &pending_transfer::to,
            &pending_share::back_share, "back_share_");
    }
}

/// Sums of the known shares of one unit, per basis; the row that goes above one is told.
template <class Counts>
void registry_assembler::check_sums(std::span<const std::uint32_t> rows, Counts counts,
                                    unit_code pending_transfer::*code, std::optional<fraction> pending_share::*share,
                                    const char* prefix) {
    sums_.clear();
    for (const auto i : rows) {
        auto& row = transfers_[i];
        if (row.left_out || !counts(row)) continue;
        for (const auto& known : std::span{shares_}.subspan(row.first_share, row.share_count)) {
            if (!(known.*share)) continue;
            if (sums_.empty()) sums_.resize(bases_.size());
            auto& sum = sums_[known.basis];
            const bool was_fine = sum <= fraction{1};
            sum += *(known.*share);
            if (was_fine && sum > fraction{1}) {
                blame(errc::shares_above_one, row, prefix + bases_[known.basis], to_string(*(known.*share)),
                      "shares of " + to_string(row.*code) + " that add up to at most 1 (they reach " + to_string(sum) +
                          ")");
            }
        }
    }
}

void registry_assembler::check_successors() {
    for (const auto& e : endings_) {
        if (left_last_[e.unit] == e.day) continue;  // mostly
        const auto& u = data_->units[e.unit];
        check_successor(u, versions_of(u.code()));
    }
}

void registry_assembler::check_successor(const unit& u, std::span<const unit> versions) {
    if (u.valid().is_open()) return;
    const auto to = *u.valid().to();
    if (standing(versions, to) != nullptr) return;
    if (any_on(leaving_, to, data_->position(versions.data()))) return;
    if (has_children_on(u.code(), to.eve())) return;  // goes on through its children
    if (ends_elsewhere_.contains(u.code())) return;
    if (may_be_spoiled(u.code(), to)) return spared_.push_back(data_->position(&u));
    blame(errc::no_successor, u, "valid_to", to_string(to),
          "a transfer from " + to_string(u.code()) + " on that day, or an open end" + hint_at_end(to, versions));
}

/// Whether a transfer may lead from there, the row of which has other faults: it may be there when these are mended.
bool registry_assembler::may_be_spoiled(const unit_code& from, date day) const {
    return !spoiled_.empty() && (spoiled_.contains({day, from}) || spoiled_.contains({{}, from}) ||
                                 spoiled_.contains({day, {}}) || spoiled_.contains({{}, {}}));
}

std::string registry_assembler::hint_at_end(date to, std::span<const unit> versions) const {
    const auto code = data_->position(versions.data());
    if (to.year() == 9999) return " (an empty valid_to)";
    const auto next = to + 1;
    if (standing(versions, next) != nullptr || any_on(leaving_, next, code)) {
        return ": it goes on from " + to_string(next) +
               ", and valid_to is the first day on which a unit no longer stands";
    }
    const auto eve = to.eve();
    if (any_on(leaving_, eve, code)) {
        return ": there is one on " + to_string(eve) + ", and a transfer bears the first day of the new units";
    }
    return {};
}

void registry_assembler::check_passages() {
    for (auto& p : passages_) {
        if (!p.left_out) check_passage(p);
    }
}

void registry_assembler::check_passage(passage& p) {
    const auto code = number_of(p.code);
    if (any_on(leaving_, p.day, code) && any_on(arriving(), p.day, code)) return;
    blame(errc::empty_period, p, "valid_to", to_string(p.day),
          "a day after " + to_string(p.day) + " (valid_from), or transfers on that day that lead in and out");
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
