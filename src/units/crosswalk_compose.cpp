// SPDX-License-Identifier: MIT
#include <muong/units/assumption.hpp>
#include <muong/units/crosswalk.hpp>
#include <muong/units/registry.hpp>

#include "units/assumed_shares.hpp"
#include "units/crosswalk_options.hpp"
#include "units/name_lists.hpp"
#include "units/way_composer.hpp"

#include <algorithm>

namespace muong::inline v0 {

namespace {

using detail::no_index;
using detail::nowhere;
using detail::way_composer;

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
