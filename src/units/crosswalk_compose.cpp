// SPDX-License-Identifier: MIT
#include <muong/units/assumption.hpp>
#include <muong/units/crosswalk.hpp>
#include <muong/units/registry.hpp>

#include "units/assumed_shares.hpp"
#include "units/crosswalk_options.hpp"
#include "units/name_lists.hpp"
#include "units/shares_of_step.hpp"

#include <algorithm>
#include <iterator>
#include <map>

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
    /// `keeps_divisions`: for row_by_weight.
    way_composer(const detail::registry_data& data, date to, std::string_view basis, bool keeps_divisions)
        : d_{data}, to_{to}, basis_{basis}, keeps_divisions_{keeps_divisions} {
        rows_.assign(steps_.node_count, untouched);
        if (keeps_divisions) places_.assign(steps_.node_count, {});
    }

    /// Lets the units of the last day go on by a crosswalk from there, before any step: its targets are nodes of their
    /// own, behind all units, and what of its rows is a rest lies nowhere. Units that are none of its sources stay
    /// where they are.
    void go_on(const crosswalk& last) {
        const auto first = static_cast<std::uint32_t>(rows_.size());
        for (std::size_t t = 0; t < last.targets().size(); ++t)
            add_row({static_cast<std::uint32_t>(first + t), whole_row});
        for (std::size_t s = 0; s < last.sources().size(); ++s) {
            const auto* const stands = d_.at(last.sources()[s], to_);
            if (stands == nullptr) continue;
            parts_.clear();
            for (const auto& e : last.row(s)) parts_.push_back({first + e.target, e.least, e.most});
            if (auto rest = last.greatest_rest(s); rest.sign() != 0) parts_.push_back({nowhere, last.rest(s), rest});
            rows_[d_.position(stands)] = combine();
        }
    }

    void forward_step(const detail::step& s) {
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
            if (detail::goes_whole(d_, ways)) {
                const auto target = ways.front().target;
                pending_.push_back({row.source, whole_through(target), place_of(target)});
                continue;
            }
            detail::forward_parts(d_, ways, basis_, scratch_, known_);
            take_known(row.source);
        }
        take_pending();
    }

    void backward_step(const detail::step& s) {
        ways_.clear();
        for (const auto& row : steps_.rows_of(s)) {
            for (const auto& e : steps_.entries_of(row)) ways_.push_back({e.target, row.source, e.backward});
        }
        std::sort(ways_.begin(), ways_.end(), [](const auto& a, const auto& b) {
            return std::tie(a.target, a.source) < std::tie(b.target, b.source);
        });
        for (std::size_t first = 0; first < ways_.size();) {
            std::size_t last = first + 1;
            while (last < ways_.size() && ways_[last].target == ways_[first].target) ++last;
            detail::backward_parts(d_, std::span{ways_}.subspan(first, last - first), basis_, scratch_, known_);
            take_known(ways_[first].target);
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

    /// The row of a node that has open shares, by node, once each unit on its way has divided among its open parts what
    /// its known ones leave. `weight` is that of a node of the last day, or of `nowhere`; a part weighs as much as the
    /// nodes in which it lies in the end, each of them in equal portions for all parts on the way that lie in it. So
    /// the nodes get shares in proportion to their weights, as far as what is known of all units between allows.
    template <class Weight>
    [[nodiscard]] std::vector<part> row_by_weight(std::uint32_t node, Weight weight) {
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
        std::vector<detail::open_share> open;
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
            detail::divide_by_weight(open, left);
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

private:
    struct row_ref {
        std::uint32_t first;  // of entries_, or the one node in which all of it lies
        std::uint32_t count;
    };
    static constexpr std::uint32_t whole_row = no_index;  // as a count
    static constexpr row_ref untouched{no_index, whole_row};

    /// Where a node lies: in its parts, or whole in a node of the last day, or nowhere.
    struct place {
        std::uint32_t division = no_index;
        std::uint32_t node = no_index;
    };
    struct division_part {
        place to;
        fraction least;
        fraction most;
    };
    struct division {
        std::uint32_t first;  // of division_parts_
        std::uint32_t count;
        row_ref row;
    };
    struct pending_row {
        std::uint32_t node;
        row_ref row;
        place at;
    };

    /// The row of what goes whole into a node. Where no step touched that, it lies in itself, if it stands on the last
    /// day.
    [[nodiscard]] row_ref whole_through(std::uint32_t node) const {
        if (node == nowhere) return {nowhere, whole_row};
        if (rows_[node].first != no_index) return rows_[node];
        const bool stays = node < d_.units.size() && d_.units[node].valid().contains(to_);
        return {stays ? node : nowhere, whole_row};
    }

    /// As whole_through, of what is known of nodes if divisions are kept.
    [[nodiscard]] place place_of(std::uint32_t node) const {
        if (!keeps_divisions_) return {};
        if (node != nowhere && rows_[node].first != no_index) return places_[node];
        return {no_index, whole_through(node).first};
    }

    [[nodiscard]] std::span<const division_part> parts_of(const division& of) const {
        return std::span{division_parts_}.subspan(of.first, of.count);
    }

    void take_pending() {
        for (const auto& [node, ref, at] : pending_) {
            rows_[node] = ref;
            if (keeps_divisions_) places_[node] = at;
        }
        pending_.clear();
    }

    std::uint32_t add_row(const row_ref& ref) {
        rows_.push_back(ref);
        return static_cast<std::uint32_t>(rows_.size() - 1);
    }

    /// Waits with the row of a node whose parts are in known_. Those that keep a proportion act as one part, a node of
    /// its own.
    void take_known(std::uint32_t node) {
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

    /// Of parts_, which have this row.
    place keep_division(const row_ref& ref) {
        if (ref.count == whole_row) return {no_index, ref.first};
        const auto first = static_cast<std::uint32_t>(division_parts_.size());
        for (const auto& p : parts_) division_parts_.push_back({place_of(p.node), p.least, p.most});
        divisions_.push_back({first, static_cast<std::uint32_t>(parts_.size()), ref});
        return {static_cast<std::uint32_t>(divisions_.size() - 1), no_index};
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
    const detail::change_steps& steps_{d_.steps()};
    date to_;
    std::string_view basis_;
    const fraction all_{1};
    std::vector<row_ref> rows_;  // by node, then of parts that keep a proportion
    std::vector<part> entries_;  // rows, one after the other; rows are shared and never change
    std::vector<pending_row> pending_;
    detail::known_shares scratch_;
    detail::parts_of_unit known_;
    std::vector<part> parts_;
    std::vector<detail::back_way> ways_;
    std::vector<reach> reached_;
    std::vector<part> combined_;
    std::vector<detail::filling> order_;
    bool keeps_divisions_;
    std::vector<place> places_;  // by node, as rows_, if divisions are kept
    std::vector<division> divisions_;
    std::vector<division_part> division_parts_;
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
        return tell(units, from, to, options, composed(units, from, to, options.basis));
    }

    /// `last` begins on `to`.
    static crosswalk make(const registry& units, date from, date to, const crosswalk& last,
                          const crosswalk_options& options) {
        const auto& d = units.data();
        for (const auto target : chosen_units(d, to, options.tier)) {
            if (!last.source(d.units[target].code())) refuse_target(d.units[target]);
        }
        return tell(units, from, chosen_units(d, from, options.tier), last,
                    composed(units, from, to, options.basis, &last), options.basis);
    }

    /// The rows of some units of the first day, in code order, to all that they reach; `last` may be null.
    static crosswalk make(const registry& units, date from, date to, std::string_view basis,
                          std::span<const unit_code> sources, const crosswalk* last) {
        const auto& d = units.data();
        std::vector<std::uint32_t> chosen;
        for (const auto& code : sources) chosen.push_back(d.position(d.at(code, from)));
        const auto way = composed(units, from, to, basis, last);
        return last != nullptr ? tell(units, from, chosen, *last, way, basis)
                               : tell(units, from, to, chosen, {}, way, basis);
    }

    static result<crosswalk> assume(const registry& units, date from, date to, const assumption& how,
                                    const crosswalk_options& options) {
        auto way = composed(units, from, to, options.basis, nullptr, true);
        const auto open = tell(units, from, to, options, way);
        const auto weights = detail::weights_of_open(open, how);
        if (!weights) return weights.error();

        const auto& d = units.data();
        std::vector<std::uint32_t> target_of(d.units.size(), no_index);
        for (std::uint32_t t = 0; t < open.targets_.size(); ++t) {
            target_of[d.position(d.at(open.targets_[t], to))] = t;
        }
        const auto sources = chosen_units(d, from, options.tier);
        std::vector<std::vector<crosswalk_entry>> rows;
        for (std::size_t s = 0; s < sources.size(); ++s) {
            const auto row = open.row(s);
            auto& made = rows.emplace_back(row.begin(), row.end());
            const auto entry_of = [&](std::uint32_t target) {
                return std::lower_bound(made.begin(), made.end(), target,
                                        [](const crosswalk_entry& e, std::uint32_t t) { return e.target < t; });
            };
            if (std::all_of(made.begin(), made.end(), [](const auto& e) { return e.is_exact(); })) continue;
            const auto set = way.row_by_weight(sources[s], [&](std::uint32_t node) {
                if (node == nowhere || entry_of(target_of[node])->is_exact()) return fraction{};
                return weights.value()[target_of[node]];
            });
            for (const auto& p : set) {
                if (p.node == nowhere) continue;
                const auto at = entry_of(target_of[p.node]);
                at->least = p.least;
                at->most = p.most;
            }
        }
        return detail::with_assumed(open, std::move(rows), how);
    }

private:
    static way_composer composed(const registry& units, date from, date to, std::string_view basis,
                                 const crosswalk* last = nullptr, bool keeps_divisions = false) {
        const auto& d = units.data();
        way_composer way{d, to, basis, keeps_divisions};
        if (last != nullptr) way.go_on(*last);
        const auto steps = d.steps().all();
        const auto after = [&](date day) {
            return std::upper_bound(steps.begin(), steps.end(), day,
                                    [](date x, const detail::step& s) { return x < s.day; });
        };
        if (from <= to) {
            const auto first = after(from);
            for (auto s = after(to); s != first;) way.forward_step(*--s);
        } else {
            const auto last_step = after(from);
            for (auto s = after(to); s != last_step; ++s) way.backward_step(*s);
        }
        return way;
    }

    [[noreturn]] static void refuse_target(const unit& u) {
        throw std::invalid_argument{"muong::crosswalk: " + to_string(u.code()) +
                                    " is no source of the crosswalk that goes on"};
    }

    /// What the sources, by position, give; their targets are nodes yet.
    static void take_rows(crosswalk& made, const detail::registry_data& d, const std::vector<std::uint32_t>& sources,
                          const way_composer& way) {
        made.sources_.reserve(sources.size());
        made.rows_.reserve(sources.size() + 1);
        made.entries_.reserve(sources.size() + sources.size() / 8);
        for (const auto s : sources) {
            const auto source = static_cast<std::uint32_t>(made.sources_.size());
            made.sources_.push_back(d.units[s].code());
            made.rows_.push_back(static_cast<std::uint32_t>(made.entries_.size()));
            const auto take_part = [&](std::uint32_t node, const fraction& least, const fraction& most) {
                if (node == nowhere) {
                    made.rests_.push_back({source, least, most});
                } else {
                    made.entries_.push_back({node, least, most});
                }
            };
            way.tell_row(
                s, [&](std::uint32_t node) { take_part(node, fraction{1}, fraction{1}); }, take_part);
        }
        made.rows_.push_back(static_cast<std::uint32_t>(made.entries_.size()));
    }

    static crosswalk tell(const registry& units, date from, date to, const crosswalk_options& options,
                          const way_composer& way) {
        const auto& d = units.data();
        return tell(units, from, to, chosen_units(d, from, options.tier), chosen_units(d, to, options.tier), way,
                    options.basis);
    }

    /// To the targets, and all others that the sources reach: units of another tier may be, as where an island district
    /// becomes a commune.
    static crosswalk tell(const registry& units, date from, date to, const std::vector<std::uint32_t>& sources,
                          std::vector<std::uint32_t> targets, const way_composer& way, std::string_view basis) {
        const auto& d = units.data();
        crosswalk made{from, to};
        made.basis_ = basis;
        made.fingerprint_ = units.fingerprint();
        take_rows(made, d, sources, way);

        std::vector<std::uint32_t> place(d.steps().node_count, no_index);
        for (const auto t : targets) place[t] = 0;
        const auto chosen = targets.size();
        for (const auto& e : made.entries_) {
            if (place[e.target] != no_index) continue;
            place[e.target] = 0;
            targets.push_back(e.target);
        }

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

    /// On to the targets of `last`.
    static crosswalk tell(const registry& units, date from, const std::vector<std::uint32_t>& sources,
                          const crosswalk& last, const way_composer& way, std::string_view basis) {
        const auto& d = units.data();
        crosswalk made{from, last.to()};
        made.basis_ = basis;
        detail::add_names(made.basis_, last.basis());
        made.fingerprint_ = units.fingerprint() == last.registry_fingerprint() ? units.fingerprint() : 0;
        made.targets_.assign(last.targets().begin(), last.targets().end());
        take_rows(made, d, sources, way);
        const auto first = d.steps().node_count;
        for (auto& e : made.entries_) {
            if (e.target < first) refuse_target(d.units[e.target]);
            e.target -= first;
        }
        return made;
    }
};

crosswalk crosswalk::compose(const registry& units, date from, date to, const crosswalk_options& options) {
    return crosswalk_maker::make(units, from, to, options);
}

crosswalk crosswalk::compose(const registry& units, date from, date to, std::string_view basis,
                             std::span<const unit_code> sources, const crosswalk* last) {
    return crosswalk_maker::make(units, from, to, basis, sources, last);
}

crosswalk crosswalk::between(const registry& units, date from, date to, const crosswalk_options& options) {
    detail::require_known(options, {&units, 1});
    return compose(units, from, to, options);
}

crosswalk crosswalk::between(const registry& units, date from, date to, const crosswalk& last,
                             const crosswalk_options& options) {
    if (last.from() != to) {
        throw std::invalid_argument{"muong::crosswalk: the one that goes on begins on " + to_string(last.from()) +
                                    ", and not on " + to_string(to)};
    }
    if (!last.assumption().empty()) {
        throw std::invalid_argument{"muong::crosswalk: the one that goes on rests on " +
                                    std::string{last.assumption()}};
    }
    detail::require_known(options, {&units, 1});
    return crosswalk_maker::make(units, from, to, last, options);
}

result<crosswalk> assume(const registry& units, date from, date to, const assumption& how,
                         const crosswalk_options& options) {
    detail::require_known(options, {&units, 1});
    return crosswalk_maker::assume(units, from, to, how, options);
}

}  // namespace muong::v0
