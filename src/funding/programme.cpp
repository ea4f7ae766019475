// SPDX-License-Identifier: MIT
#include <muong/funding/programme.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace muong::inline v0 {
namespace {

using by_id = std::map<std::string_view, const programme*>;

/// `start` and all that came of it, on any way.
std::set<const programme*> descendants(const by_id& all, const programme& start) {
    std::set<const programme*> seen{&start};
    std::vector<const programme*> open{&start};
    while (!open.empty()) {
        const programme* const now = open.back();
        open.pop_back();
        for (const auto& next : now->successors) {
            const auto at = all.find(next);
            if (at != all.end() && seen.insert(at->second).second) open.push_back(at->second);
        }
    }
    return seen;
}

by_id index(std::span<const programme> rows) {
    by_id all;
    for (const auto& p : rows) all.emplace(p.id, &p);
    return all;
}

}  // namespace

const programme* programmes::find(std::string_view id) const& noexcept {
    const auto found = std::ranges::find(all_, id, &programme::id);
    return found == all_.end() ? nullptr : &*found;
}

const programme& programmes::at(std::string_view id) const {
    if (const auto* found = find(id)) return *found;
    throw std::invalid_argument{"muong::programmes: no programme '" + std::string{id} + "'"};
}

std::vector<const programme*> programmes::in_year(std::string_view id, int year) const& {
    const auto& start = at(id);
    const auto days = period::year(year);
    const auto runs = [&days](const programme& p) { return !p.when || p.when->overlaps(days); };
    if (runs(start)) return {&start};
    const auto later = descendants(index(all_), start);
    std::vector<const programme*> found;
    for (const auto& p : all_) {
        if (later.contains(&p) && runs(p)) found.push_back(&p);
    }
    return found;
}

std::vector<const programme*> programmes::with_predecessors(std::string_view id) const& {
    const auto& end = at(id);
    const auto all = index(all_);
    std::vector<const programme*> found;
    for (const auto& p : all_) {
        if (descendants(all, p).contains(&end)) found.push_back(&p);
    }
    return found;
}

problems programmes::builder::check() const {
    problems found;
    by_id all;
    for (const auto& [p, where] : rows_) {
        if (p.id.empty()) {
            found.push_back({errc::missing_value, where, {}, "an id"});
        } else if (!all.emplace(p.id, &p).second) {
            found.push_back({errc::duplicate_key, where, p.id, "an id that no other programme has"});
        }
    }
    for (const auto& [p, where] : rows_) {
        for (const auto& next : p.successors) {
            const auto at = all.find(next);
            if (at == all.end()) {
                found.push_back({errc::unknown_value, where, next, "the id of a programme"});
            } else if (descendants(all, *at->second).contains(&p)) {
                found.push_back({errc::parent_cycle, where, next, "a programme that does not lead back to it"});
            } else if (p.when && at->second->when && at->second->when->first() < p.when->first()) {
                found.push_back({errc::contradiction, where, next,
                                 "a programme that does not begin before " + to_string(p.when->first())});
            }
        }
    }
    return found;
}

result<programmes> programmes::builder::try_build() && {
    auto used = std::exchange(*this, {});
    if (auto found = used.check(); !found.empty()) return found;
    std::vector<programme> all;
    all.reserve(used.rows_.size());
    for (auto& one : used.rows_) all.push_back(std::move(one.what));
    return programmes{std::move(all)};
}

}  // namespace muong::v0
