// SPDX-License-Identifier: MIT
#include "units/way_composer.hpp"

#include "units/assumed_shares.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace muong::inline v0::detail {

way_composer::way_composer(const registry_data& data, date to, std::string_view basis, bool keeps_divisions)
    : d_{data}, to_{to}, basis_{basis}, keeps_divisions_{keeps_divisions} {
    rows_.assign(steps_.node_count, untouched);
    if (keeps_divisions) places_.assign(steps_.node_count, {});
}

void way_composer::go_on(const crosswalk& last) {
    const auto first = static_cast<std::uint32_t>(rows_.size());
    for (std::size_t t = 0; t < last.targets().size(); ++t) add_row({static_cast<std::uint32_t>(first + t), whole_row});
    for (std::size_t s = 0; s < last.sources().size(); ++s) {
        const auto* const stands = d_.at(last.sources()[s], to_);
        if (stands == nullptr) continue;
        parts_.clear();
        for (const auto& e : last.row(s)) parts_.push_back({first + e.target, e.least, e.most});
        if (auto rest = last.greatest_rest(s); rest.sign() != 0) parts_.push_back({nowhere, last.rest(s), rest});
        rows_[d_.position(stands)] = combine();
    }
}

void way_composer::forward_step(const step& s) {
    // Rows are by unit, transfers by act: to wait for one after the other would take longer than all the rest. (In
    // a function of their own GCC 12 takes the prefetches for nothing, and leaves them out.)
    const auto rows = steps_.rows_of(s);
    const std::span entries{steps_.entries_of(rows.front()).data(),
                            steps_.entries_of(rows.back()).data() + steps_.entries_of(rows.back()).size()};
    const auto first = d_.transfers.data();
    for (const auto& e : entries) {
        if (e.forward != no_index) __builtin_prefetch(first + e.forward);
    }
    for (const auto& e : entries) {
        if (e.forward != no_index) __builtin_prefetch(first[e.forward].shares().data());
    }
    for (const auto& row : rows) {
        const auto ways = steps_.entries_of(row);
        if (goes_whole(d_, ways)) {
            const auto target = ways.front().target;
            pending_.push_back({row.source, whole_through(target), place_of(target)});
            continue;
        }
        forward_parts(d_, ways, basis_, scratch_, known_);
        take_known(row.source);
    }
    take_pending();
}

void way_composer::backward_step(const step& s) {
    ways_.clear();
    for (const auto& row : steps_.rows_of(s)) {
        for (const auto& e : steps_.entries_of(row)) ways_.push_back({e.target, row.source, e.backward});
    }
    std::sort(ways_.begin(), ways_.end(),
              [](const auto& a, const auto& b) { return std::tie(a.target, a.source) < std::tie(b.target, b.source); });
    for (std::size_t first = 0; first < ways_.size();) {
        std::size_t last = first + 1;
        while (last < ways_.size() && ways_[last].target == ways_[first].target) ++last;
        backward_parts(d_, std::span{ways_}.subspan(first, last - first), basis_, scratch_, known_);
        take_known(ways_[first].target);
        first = last;
    }
    take_pending();
}

std::vector<part> way_composer::row_by_weight(std::uint32_t node,
                                              const std::function<fraction(std::uint32_t)>& weight) {
    struct ways_in {
        std::uint32_t count = 0;
        fraction weight{};
        std::uint32_t row = no_index;
    };
    const auto start = place_of(node).division;
    std::map<std::uint32_t, ways_in> met{{start, {}}};  // divisions: those further on the way come first
    std::map<std::uint32_t, ways_in> ends;              // nodes
    for (std::vector<std::uint32_t> next{start}; !next.empty();) {
        const auto from = parts_of(divisions_[next.back()]);
        next.pop_back();
        for (const auto& p : from) {
            if (p.most.sign() == 0) continue;
            const auto [at, fresh] =
                p.to.division == no_index ? ends.try_emplace(p.to.node) : met.try_emplace(p.to.division);
            ++at->second.count;
            if (fresh && p.to.division == no_index) at->second.weight = weight(p.to.node);
            if (fresh && p.to.division != no_index) next.push_back(p.to.division);
        }
    }

    const auto rows = rows_.size();
    const auto entries = entries_.size();
    std::vector<open_share> open;
    for (auto& [which, ways] : met) {
        parts_.clear();
        open.clear();
        const auto from = parts_of(divisions_[which]);
        parts_.reserve(from.size());  // open ones are pointed at
        fraction left = all_;
        for (const auto& p : from) {
            const bool ends_here = p.to.division == no_index;
            auto& kept = parts_.emplace_back(part{p.to.node, p.least, p.most});
            left -= p.least;
            if (p.most.sign() == 0) {  // where it lies is told all the same
                kept.node = add_row(ends_here ? row_ref{p.to.node, whole_row} : divisions_[p.to.division].row);
                continue;
            }
            const auto& to = ends_here ? ends.at(p.to.node) : met.at(p.to.division);
            kept.node = ends_here ? add_row({p.to.node, whole_row}) : to.row;
            auto portion = to.weight / fraction{to.count};
            ways.weight += portion;
            if (p.least != p.most) open.push_back({&kept.least, &kept.most, std::move(portion)});
        }
        divide_by_weight(open, left);
        ways.row = add_row(combine());
    }
    std::vector<part> made;
    tell_row(
        met.at(start).row,
        [&](std::uint32_t whole) {
            made.push_back({whole, all_, all_});
        },
        [&](std::uint32_t some, const fraction& least, const fraction& most) {
            made.push_back({some, least, most});
        });
    rows_.resize(rows, untouched);
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(entries), entries_.end());
    return made;
}

void way_composer::take_pending() {
    for (const auto& [node, ref, at] : pending_) {
        rows_[node] = ref;
        if (keeps_divisions_) places_[node] = at;
    }
    pending_.clear();
}

void way_composer::take_known(std::uint32_t node) {
    if (!known_.together.empty()) {
        parts_.swap(known_.together);
        const auto ref = combine();
        known_.parts.back().node = add_row(ref);
        if (keeps_divisions_) places_.push_back(keep_division(ref));
    }
    parts_.swap(known_.parts);
    const auto ref = combine();
    pending_.push_back({node, ref, keeps_divisions_ ? keep_division(ref) : place{}});
}

way_composer::place way_composer::keep_division(const row_ref& ref) {
    if (ref.count == whole_row) return {no_index, ref.first};
    const auto first = static_cast<std::uint32_t>(division_parts_.size());
    for (const auto& p : parts_) division_parts_.push_back({place_of(p.node), p.least, p.most});
    divisions_.push_back({first, static_cast<std::uint32_t>(parts_.size()), ref});
    return {static_cast<std::uint32_t>(divisions_.size() - 1), no_index};
}

way_composer::row_ref way_composer::combine() {
    if (parts_.size() == 1 && parts_[0].least == all_) return whole_through(parts_[0].node);
    reached_.clear();
    for (std::uint32_t p = 0; p < parts_.size(); ++p) {
        tell_row(
            parts_[p].node,
            [&](std::uint32_t node) {
                reached_.push_back({node, p, &all_, &all_});
            },
            [&](std::uint32_t node, const fraction& least, const fraction& most) {
                reached_.push_back({node, p, &least, &most});
            });
    }
    sort_reached();
    const bool exact = std::all_of(parts_.begin(), parts_.end(), [](const part& p) { return p.least == p.most; });
    combined_.clear();
    for (std::size_t first = 0; first < reached_.size();) {
        std::size_t last = first + 1;
        while (last < reached_.size() && reached_[last].target == reached_[first].target) ++last;
        const auto through = std::span{reached_}.subspan(first, last - first);
        auto entry = exact ? weighted(through) : filled(through);
        // also what is zero: the territory goes there, though nothing of the basis does
        if (entry.node != nowhere || entry.most.sign() > 0) combined_.push_back(std::move(entry));
        first = last;
    }
    if (combined_.size() == 1 && combined_[0].least == all_) return {combined_[0].node, whole_row};
    const row_ref ref{static_cast<std::uint32_t>(entries_.size()), static_cast<std::uint32_t>(combined_.size())};
    entries_.insert(entries_.end(), std::make_move_iterator(combined_.begin()),
                    std::make_move_iterator(combined_.end()));
    return ref;
}

void way_composer::sort_reached() {
    const auto earlier = [](const reach& a, const reach& b) {
        return std::tie(a.target, a.through) < std::tie(b.target, b.through);
    };
    if (reached_.size() > 16) return std::sort(reached_.begin(), reached_.end(), earlier);
    for (std::size_t i = 1; i < reached_.size(); ++i) {  // what few there are by insertion
        const auto moved = reached_[i];
        auto at = i;
        for (; at > 0 && earlier(moved, reached_[at - 1]); --at) reached_[at] = reached_[at - 1];
        reached_[at] = moved;
    }
}

part way_composer::weighted(std::span<const reach> through) const {
    const auto part_of = [&](const reach& r, const fraction* given) {
        const auto& share = parts_[r.through].least;
        return given == &all_ ? share : share * *given;
    };
    const auto sum = [&](const fraction* reach::*given) {
        auto total = part_of(through[0], through[0].*given);
        for (const auto& r : through.subspan(1)) total += part_of(r, r.*given);
        return total;
    };
    const bool exact = std::all_of(through.begin(), through.end(), [](const reach& r) { return *r.least == *r.most; });
    part entry{through.front().target, sum(&reach::least), fraction{}};
    entry.most = exact ? entry.least : sum(&reach::most);
    return entry;
}

part way_composer::filled(std::span<const reach> through) {
    const auto through_parts = [&](bool greatest) {
        order_.clear();
        for (const auto& p : parts_) order_.push_back({&p.least, &p.most, fraction{}});
        for (const auto& r : through) order_[r.through].gives = greatest ? *r.most : *r.least;
        return fill(order_, all_, greatest);
    };
    return {through.front().target, through_parts(false), through_parts(true)};
}

}  // namespace muong::v0::detail
