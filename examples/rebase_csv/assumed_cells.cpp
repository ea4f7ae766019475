// SPDX-License-Identifier: MIT
#include "assumed_cells.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace rebase_csv {

using muong::fraction;

assumed_cells::assumed_cells(const options& o, const geography& g, const values& all, std::size_t way)
    : o_{o},
      g_{g},
      all_{all},
      way_{g.ways[way]},
      sums_{all.sums[way]},
      places_(sums_.places()),
      sources_(sums_.sources()),
      into_(sums_.places()) {
    if (!o.quality || way_.assumed.empty()) return;
    if (o.flows) {
        mark_flows();
    } else {
        mark();
    }
}

void assumed_cells::mark() {
    const auto place_of = [&](std::uint32_t target) { return g_.group_of().empty() ? target : g_.group_of()[target]; };
    std::map<std::uint32_t, std::set<std::uint32_t>> goes;  // places of the assumed shares, by source
    for (const auto& [source, target] : way_.assumed) goes[source].insert(place_of(target));
    for (const auto& [source, places] : goes) {
        sources_[source] = true;
        const bool only_here = places.size() == 1 && !way_.assumed_rests.contains(source);
        for (const auto place : places) {
            if (place == muong::share_table::no_group || is_known(source, place)) continue;
            const auto parts = sums_.parts(place);
            const auto part = std::lower_bound(parts.begin(), parts.end(), source,
                                               [](const auto& p, std::uint32_t from) { return p.source < from; });
            const bool all_here = part != parts.end() && part->source == source && part->is_whole();
            if (only_here && all_here) continue;  // a fact, however it is divided there
            places_[place] = true;
            into_[place].push_back(source);
        }
    }
}

/// Whether the facts tell what a group has of a source, though not what the units in it have.
bool assumed_cells::is_known(std::uint32_t source, std::uint32_t group) const {
    if (way_.shares.group_rows.empty()) return false;
    const auto& row = way_.shares.group_rows[source];
    const auto at = std::lower_bound(row.begin(), row.end(), group,
                                     [](const auto& e, std::uint32_t number) { return e.target < number; });
    return at != row.end() && at->target == group && at->is_exact();
}

void assumed_cells::mark_flows() {
    const auto& places = all_.flow_places;
    const auto may_go = [](const muong::crosswalk_entry& e) { return e.assumed || e.most.sign() != 0; };
    for (std::size_t pair = 0; pair < all_.flow_pairs.size(); ++pair) {
        const auto& [a, b] = all_.flow_pairs[pair];
        for (const auto& x : way_.shares.rows[a]) {
            if (!may_go(x)) continue;
            for (const auto& y : way_.shares.rows[b]) {
                if (!may_go(y) || !(x.assumed || y.assumed)) continue;
                sources_[pair] = true;
                const muong::flow_ends ends{x.target, y.target};
                const auto at = std::lower_bound(places.begin(), places.end(), ends);  // none by zeros alone
                if (at != places.end() && *at == ends) places_[static_cast<std::size_t>(at - places.begin())] = true;
            }
        }
    }
}

bool assumed_cells::whole(std::size_t place, std::size_t column) const {
    return places_[place] || (o_.quality && is_rounding_assumed(sums_, place, column, sources_));
}

bool assumed_cells::label(const label_cell& of, std::size_t place, const muong::carried_label& found) const {
    if (into_[place].empty() || found.labels.empty()) return false;
    const auto is_found = [&](std::uint32_t source) {
        const auto label = sums_.count(source, of.column);
        // a source that is guessed to give nothing would take the label away if it gave something
        if (!label) return o_.gaps == muong::gap_rule::skip;
        return std::find(found.labels.begin(), found.labels.end(), *label) != found.labels.end();
    };
    const bool all_found = std::all_of(into_[place].begin(), into_[place].end(), is_found);
    if (of.mode == label_mode::same || of.mode == label_mode::join) return !all_found;
    const auto parts = sums_.parts(place);
    if (all_found && std::all_of(parts.begin(), parts.end(), [&](const auto& p) { return is_found(p.source); })) {
        return false;
    }
    return of.mode == label_mode::list ? !is_first(of, place, found.labels.front())
                                       : !has_most(of, place, found.labels.front());
}

/// Whether a part that is surely there has the label, and none that may be there has one before it.
bool assumed_cells::is_first(const label_cell& of, std::size_t place, std::int64_t found) const {
    const auto rank = [&](std::int64_t label) { return std::find(of.list.begin(), of.list.end(), label); };
    const auto& guessed = into_[place];
    for (const auto source : guessed) {
        const auto label = sums_.count(source, of.column);
        if (label ? rank(*label) < rank(found) : o_.gaps != muong::gap_rule::skip) return false;
    }
    const auto parts = sums_.parts(place);
    return std::any_of(parts.begin(), parts.end(), [&](const auto& p) {
        return p.least.sign() > 0 && sums_.count(p.source, of.column) == found &&
               !std::binary_search(guessed.begin(), guessed.end(), p.source);
    });
}

/// Whether a part that is surely there has the label and more than any other can have: of equal ones the first counts.
bool assumed_cells::has_most(const label_cell& of, std::size_t place, std::int64_t found) const {
    const auto& guessed = into_[place];
    std::optional<fraction> surely;
    std::optional<fraction> others;
    const auto take = [](std::optional<fraction>& most, const fraction& size) {
        if (!most || *most < size) most = size;
    };
    for (const auto source : guessed) {
        const auto label = sums_.count(source, of.column);
        const auto size = sums_.value(source, of.by);
        if (!label || !size) {
            if (o_.gaps != muong::gap_rule::skip) return false;
        } else if (*label != found) {
            take(others, max(*size, fraction{}));
        }
    }
    for (const auto& p : sums_.parts(place)) {
        const auto label = sums_.count(p.source, of.column);
        const auto size = sums_.value(p.source, of.by);
        if (!label || !size || std::binary_search(guessed.begin(), guessed.end(), p.source)) continue;
        if (*label == found) {
            take(surely, p.least * *size);
        } else {
            take(others, p.most * *size);
        }
    }
    return surely && (!others || *others < *surely);
}

}  // namespace rebase_csv
