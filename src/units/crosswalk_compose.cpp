// SPDX-License-Identifier: MIT
#include <muong/units/crosswalk.hpp>
#include <muong/units/registry.hpp>

#include "crosswalk_options.hpp"
#include "shares_of_step.hpp"

#include <algorithm>

namespace muong::inline v0 {

namespace {

using detail::no_index;
using detail::nowhere;
using detail::part;

/// Rows of the crosswalk from a day within the history to the last day of the way, grown backwards along the way: from
/// the step that is applied last to the one that is applied first. Only so are ranges sharp: for one target the
/// greatest shares of all later units can be reached together, since each unit's own division is free, and the greatest
/// share of a divided unit is then a matter of filling its parts in the order of what they give.
class way_composer {
public:
    way_composer(const detail::registry_data& data, date to, std::string_view basis)
        : d_{data}, to_{to}, basis_{basis} {
        rows_.assign(data.node_count, untouched);
    }

    void forward_step(const detail::step& s) {
        // Rows are by unit, transfers by act: to wait for one after the other would take longer than all the rest. (In
        // a function of their own GCC 12 takes the prefetches for nothing, and leaves them out.)
        const auto rows = d_.rows_of(s);
        const std::span entries{d_.entries_of(rows.front()).data(),
                                d_.entries_of(rows.back()).data() + d_.entries_of(rows.back()).size()};
        const auto first = d_.transfers.data();
        for (const auto& e : entries) {
            if (e.forward != no_index) __builtin_prefetch(first + e.forward);
        }
        for (const auto& e : entries) {
            if (e.forward != no_index) __builtin_prefetch(first[e.forward].shares().data());
        }
        for (const auto& row : rows) {
            detail::forward_parts(d_, d_.entries_of(row), basis_, scratch_, known_);
            pending_.emplace_back(row.source, combine_known());
        }
        take_pending();
    }

    void backward_step(const detail::step& s) {
        ways_.clear();
        for (const auto& row : d_.rows_of(s)) {
            for (const auto& e : d_.entries_of(row)) ways_.push_back({e.target, row.source, e.backward});
        }
        std::sort(ways_.begin(), ways_.end(), [](const auto& a, const auto& b) {
            return std::tie(a.target, a.source) < std::tie(b.target, b.source);
        });
        for (std::size_t first = 0; first < ways_.size();) {
            std::size_t last = first + 1;
            while (last < ways_.size() && ways_[last].target == ways_[first].target) ++last;
            detail::backward_parts(d_, std::span{ways_}.subspan(first, last - first), basis_, scratch_, known_);
            pending_.emplace_back(ways_[first].target, combine_known());
            first = last;
        }
        take_pending();
    }

    [[nodiscard]] bool is_untouched(std::uint32_t node) const {
        return node == nowhere || rows_[node].first == no_index;
    }
    /// Where a node lies that no step touched: in itself, if it stands on the last day.
    [[nodiscard]] std::uint32_t stays_in(std::uint32_t node) const {
        return node < d_.units.size() && d_.units[node].valid().contains(to_) ? node : nowhere;
    }
    /// The row of a node that some step touched, and what of it goes nowhere; by node.
    [[nodiscard]] std::span<const part> row(std::uint32_t node) const {
        return std::span{entries_}.subspan(rows_[node].first, rows_[node].count);
    }

private:
    struct row_ref {
        std::uint32_t first;
        std::uint32_t count;
    };
    static constexpr row_ref untouched{no_index, 0};

    void take_pending() {
        for (const auto& [node, ref] : pending_) rows_[node] = ref;
        pending_.clear();
    }

    row_ref append(std::span<const part> row) {
        const row_ref ref{static_cast<std::uint32_t>(entries_.size()), static_cast<std::uint32_t>(row.size())};
        entries_.insert(entries_.end(), row.begin(), row.end());
        return ref;
    }

    /// The row of a unit whose parts are in known_. Those that keep a proportion act as one part, a node of its own.
    row_ref combine_known() {
        if (!known_.together.empty()) {
            parts_.swap(known_.together);
            const auto ref = combine();
            known_.parts.back().node = static_cast<std::uint32_t>(rows_.size());
            rows_.push_back(ref);
        }
        parts_.swap(known_.parts);
        return combine();
    }

    /// The row of a unit whose parts are in parts_: what each of them gives on, weighted.
    row_ref combine() {
        if (parts_.size() == 1 && parts_[0].least == fraction{1}) {
            const auto node = parts_[0].node;
            if (!is_untouched(node)) return rows_[node];
            parts_[0].node = stays_in(node);
            return append(parts_);
        }
        reached_.clear();
        for (std::uint32_t p = 0; p < parts_.size(); ++p) {
            const auto node = parts_[p].node;
            if (is_untouched(node)) {
                const auto target = stays_in(node);
                reached_.push_back({target, p, {target, fraction{1}, fraction{1}}});
            } else {
                for (const auto& e : row(node)) reached_.push_back({e.node, p, e});
            }
        }
        std::stable_sort(reached_.begin(), reached_.end(),
                         [](const auto& a, const auto& b) { return a.target < b.target; });
        const bool exact = std::all_of(parts_.begin(), parts_.end(), [](const part& p) { return p.least == p.most; });
        combined_.clear();
        for (std::size_t first = 0; first < reached_.size();) {
            std::size_t last = first + 1;
            while (last < reached_.size() && reached_[last].target == reached_[first].target) ++last;
            const auto through = std::span{reached_}.subspan(first, last - first);
            auto entry = exact ? weighted(through) : filled(through);
            if (entry.most.sign() > 0) combined_.push_back(std::move(entry));
            first = last;
        }
        return append(combined_);
    }

    /// A way to a target: through which part, and what that part gives to it.
    struct reach {
        std::uint32_t target;
        std::uint32_t through;
        part gives;
    };

    part weighted(std::span<const reach> through) const {
        part entry{through.front().target, fraction{}, fraction{}};
        for (const auto& r : through) {
            const auto& share = parts_[r.through].least;
            entry.least += share * r.gives.least;
            entry.most += share * r.gives.most;
        }
        return entry;
    }

    /// With parts whose shares are ranges: give each its least, then what is left to those that give the target the
    /// most (for the greatest share) or the least.
    part filled(std::span<const reach> through) {
        const auto through_parts = [&](bool greatest) {
            order_.clear();
            for (const auto& p : parts_) order_.push_back({&p.least, &p.most, fraction{}});
            for (const auto& r : through) order_[r.through].gives = greatest ? r.gives.most : r.gives.least;
            return detail::fill(order_, fraction{1}, greatest);
        };
        return {through.front().target, through_parts(false), through_parts(true)};
    }

    const detail::registry_data& d_;
    date to_;
    std::string_view basis_;
    std::vector<row_ref> rows_;  // by node, then of parts that keep a proportion
    std::vector<part> entries_;  // rows, one after the other; rows are shared and never change
    std::vector<std::pair<std::uint32_t, row_ref>> pending_;
    detail::known_shares scratch_;
    detail::parts_of_unit known_;
    std::vector<part> parts_;
    std::vector<detail::back_way> ways_;
    std::vector<reach> reached_;
    std::vector<part> combined_;
    std::vector<detail::filling> order_;
};

/// Positions of the units of a day that a crosswalk is about, in code order.
std::vector<std::uint32_t> chosen_units(const detail::registry_data& d, date day,
                                        const std::optional<unit_tier>& tier) {
    std::vector<unit_code> parents;  // of the units in force on the day
    if (!tier) {
        for (const auto position : d.by_parent) {
            const auto& u = d.units[position];
            if (!u.valid().contains(day) || (!parents.empty() && parents.back() == *u.parent())) continue;
            parents.push_back(*u.parent());
        }
    }
    std::vector<std::uint32_t> chosen;
    auto parent = parents.begin();  // units are in the order of their codes, and so are the parents
    for (std::uint32_t i = 0; i < d.units.size(); ++i) {
        const auto& u = d.units[i];
        if (!u.valid().contains(day)) continue;
        while (parent != parents.end() && *parent < u.code()) ++parent;
        if (tier ? u.tier() != *tier : parent != parents.end() && *parent == u.code()) continue;
        chosen.push_back(i);
    }
    return chosen;
}

}  // namespace

/// Turns composed rows into a crosswalk.
class crosswalk_maker {
public:
    static crosswalk make(const registry& units, date from, date to, const crosswalk_options& options) {
        const auto& d = units.data();
        way_composer way{d, to, options.basis};
        const auto steps = std::span{d.steps}.first(d.steps.size() - 1);
        const auto after = [&](date day) {
            return std::upper_bound(steps.begin(), steps.end(), day,
                                    [](date x, const detail::step& s) { return x < s.day; });
        };
        if (from <= to) {
            const auto first = after(from);
            for (auto s = after(to); s != first;) way.forward_step(*--s);
        } else {
            const auto last = after(from);
            for (auto s = after(to); s != last; ++s) way.backward_step(*s);
        }

        crosswalk made{from, to};
        made.basis_ = options.basis;
        made.fingerprint_ = units.fingerprint();
        const auto sources = chosen_units(d, from, options.tier);
        auto targets = chosen_units(d, to, options.tier);

        // units of another tier may be reached too: an island district becomes a commune
        std::vector<std::uint32_t> place(d.node_count, no_index);
        for (const auto t : targets) place[t] = 0;
        const auto chosen = targets.size();
        const auto reach = [&](std::uint32_t node) {
            if (node == nowhere || place[node] != no_index) return;
            place[node] = 0;
            targets.push_back(node);
        };
        for (const auto s : sources) {
            if (way.is_untouched(s)) {
                reach(way.stays_in(s));
            } else {
                for (const auto& p : way.row(s)) reach(p.node);
            }
        }
        if (targets.size() != chosen) std::sort(targets.begin(), targets.end());
        for (std::uint32_t t = 0; t < targets.size(); ++t) place[targets[t]] = t;

        made.targets_.reserve(targets.size());
        for (const auto t : targets) made.targets_.push_back(d.units[t].code());
        made.sources_.reserve(sources.size());
        made.rows_.reserve(sources.size() + 1);
        made.entries_.reserve(sources.size() + sources.size() / 8);
        for (const auto s : sources) {
            made.sources_.push_back(d.units[s].code());
            made.rows_.push_back(static_cast<std::uint32_t>(made.entries_.size()));
            const auto first = made.entries_.size();
            const auto add = [&](std::uint32_t node, const fraction& least, const fraction& most) {
                if (node == nowhere) {
                    made.rests_.push_back({static_cast<std::uint32_t>(made.sources_.size() - 1), least, most});
                } else {
                    made.entries_.push_back({place[node], least, most});
                }
            };
            if (way.is_untouched(s)) {
                add(way.stays_in(s), fraction{1}, fraction{1});
                continue;
            }
            for (const auto& p : way.row(s)) add(p.node, p.least, p.most);
            std::sort(made.entries_.begin() + static_cast<std::ptrdiff_t>(first), made.entries_.end(),
                      [](const auto& a, const auto& b) { return a.target < b.target; });
        }
        made.rows_.push_back(static_cast<std::uint32_t>(made.entries_.size()));
        return made;
    }
};

crosswalk crosswalk::compose(const registry& units, date from, date to, const crosswalk_options& options) {
    return crosswalk_maker::make(units, from, to, options);
}

crosswalk crosswalk::between(const registry& units, date from, date to, const crosswalk_options& options) {
    detail::require_known(options, {&units, 1});
    return compose(units, from, to, options);
}

}  // namespace muong::v0
