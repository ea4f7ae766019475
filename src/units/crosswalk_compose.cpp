// SPDX-License-Identifier: MIT
#include <muong/units/crosswalk.hpp>
#include <muong/units/registry.hpp>

#include "units/crosswalk_options.hpp"
#include "units/shares_of_step.hpp"

#include <algorithm>
#include <iterator>

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
            const auto ways = d_.entries_of(row);
            if (detail::goes_whole(d_, ways)) {
                pending_.emplace_back(row.source, whole_through(ways.front().target));
                continue;
            }
            detail::forward_parts(d_, ways, basis_, scratch_, known_);
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

    /// A node lies in others: tells `whole(node)` if it lies in one of them with all that it has, and else
    /// `part(node, least, most)` of each, in the order of the nodes, and last of `nowhere`.
    template <class Whole, class Part>
    void tell_row(std::uint32_t node, Whole whole, Part part) const {
        const auto ref = whole_through(node);
        if (ref.count == whole_row) return whole(ref.first);
        for (const auto& p : std::span{entries_}.subspan(ref.first, ref.count)) part(p.node, p.least, p.most);
    }

private:
    struct row_ref {
        std::uint32_t first;  // of entries_, or the one node in which all of it lies
        std::uint32_t count;
    };
    static constexpr std::uint32_t whole_row = no_index;  // as a count
    static constexpr row_ref untouched{no_index, whole_row};

    /// The row of what goes whole into a node. Where no step touched that, it lies in itself, if it stands on the last
    /// day.
    [[nodiscard]] row_ref whole_through(std::uint32_t node) const {
        if (node == nowhere) return {nowhere, whole_row};
        if (rows_[node].first != no_index) return rows_[node];
        const bool stays = node < d_.units.size() && d_.units[node].valid().contains(to_);
        return {stays ? node : nowhere, whole_row};
    }

    void take_pending() {
        for (const auto& [node, ref] : pending_) rows_[node] = ref;
        pending_.clear();
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

    /// A way to a target: through which part, and what that part gives to it.
    struct reach {
        std::uint32_t target;
        std::uint32_t through;
        const fraction* least;
        const fraction* most;
    };

    /// By target, then by part.
    void sort_reached() {
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

    part weighted(std::span<const reach> through) const {
        const auto part_of = [&](const reach& r, const fraction* given) {
            const auto& share = parts_[r.through].least;
            return given == &all_ ? share : share * *given;
        };
        const auto sum = [&](const fraction* reach::*given) {
            auto total = part_of(through[0], through[0].*given);
            for (const auto& r : through.subspan(1)) total += part_of(r, r.*given);
            return total;
        };
        const bool exact =
            std::all_of(through.begin(), through.end(), [](const reach& r) { return *r.least == *r.most; });
        part entry{through.front().target, sum(&reach::least), fraction{}};
        entry.most = exact ? entry.least : sum(&reach::most);
        return entry;
    }

    /// With parts whose shares are ranges: give each its least, then what is left to those that give the target the
    /// most (for the greatest share) or the least.
    part filled(std::span<const reach> through) {
        const auto through_parts = [&](bool greatest) {
            order_.clear();
            for (const auto& p : parts_) order_.push_back({&p.least, &p.most, fraction{}});
            for (const auto& r : through) order_[r.through].gives = greatest ? *r.most : *r.least;
            return detail::fill(order_, all_, greatest);
        };
        return {through.front().target, through_parts(false), through_parts(true)};
    }

    const detail::registry_data& d_;
    date to_;
    std::string_view basis_;
    const fraction all_{1};
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

/// Positions of the units that on a day are the parent of some other, in order.
std::vector<std::uint32_t> parents_on(const detail::registry_data& d, date day) {
    std::vector<std::uint32_t> parents;
    const auto end = d.by_parent.end();
    for (auto at = d.by_parent.begin(); at != end;) {
        const auto& u = d.units[*at];
        if (!u.valid().contains(day)) {
            ++at;
            continue;
        }
        const auto& code = *u.parent();
        parents.push_back(d.position(d.at(code, day)));
        // on behind its other children, of which there may be many or none: in steps that grow, then by halves
        std::ptrdiff_t step = 1;
        while (step < end - at && *d.units[at[step]].parent() == code) step *= 2;
        at = std::upper_bound(at + step / 2, at + std::min(step, end - at), code,
                              [&d](const unit_code& c, std::uint32_t i) { return c < *d.units[i].parent(); });
    }
    return parents;
}

/// Positions of the units of a day that a crosswalk is about, in code order.
std::vector<std::uint32_t> chosen_units(const detail::registry_data& d, date day,
                                        const std::optional<unit_tier>& tier) {
    std::vector<std::uint32_t> chosen(d.units.size());
    auto last = chosen.begin();
    if (tier) {
        for (std::uint32_t i = 0; i < d.units.size(); ++i) {
            if (d.units[i].tier() == *tier && d.units[i].valid().contains(day)) *last++ = i;
        }
    } else {
        auto parents = parents_on(d, day);
        parents.push_back(no_index);
        auto parent = parents.begin();
        for (std::uint32_t i = 0; i < d.units.size(); ++i) {
            if (i == *parent) {
                ++parent;
            } else if (d.units[i].valid().contains(day)) {
                *last++ = i;
            }
        }
    }
    chosen.erase(last, chosen.end());
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
        made.sources_.reserve(sources.size());
        made.rows_.reserve(sources.size() + 1);
        made.entries_.reserve(sources.size() + sources.size() / 8);
        const auto reach = [&](std::uint32_t node) {
            if (place[node] != no_index) return;
            place[node] = 0;
            targets.push_back(node);
        };
        for (const auto s : sources) {
            const auto source = static_cast<std::uint32_t>(made.sources_.size());
            made.sources_.push_back(d.units[s].code());
            made.rows_.push_back(static_cast<std::uint32_t>(made.entries_.size()));
            const auto take_all = [&](std::uint32_t node) {
                if (node == nowhere) {
                    made.rests_.push_back({source, fraction{1}, fraction{1}});
                } else {
                    made.entries_.push_back({node, fraction{1}, fraction{1}});
                    reach(node);
                }
            };
            const auto take_part = [&](std::uint32_t node, const fraction& least, const fraction& most) {
                if (node == nowhere) {
                    made.rests_.push_back({source, least, most});
                } else {
                    made.entries_.push_back({node, least, most});
                    reach(node);
                }
            };
            way.tell_row(s, take_all, take_part);
        }
        made.rows_.push_back(static_cast<std::uint32_t>(made.entries_.size()));

        // targets are told by position, which is in the same order
        if (targets.size() != chosen) std::sort(targets.begin(), targets.end());
        made.targets_.reserve(targets.size());
        for (const auto t : targets) {
            place[t] = static_cast<std::uint32_t>(made.targets_.size());
            made.targets_.push_back(d.units[t].code());
        }
        for (auto& e : made.entries_) e.target = place[e.target];
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
