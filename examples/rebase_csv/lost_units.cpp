// SPDX-License-Identifier: MIT
#include "lost_units.hpp"

#include "output.hpp"

#include <utility>

namespace rebase_csv {

namespace {

constexpr std::size_t told_amounts = 3;  ///< of a unit

/// Whether something of a unit goes to none that is in force on `--to`, and not only to units in no group.
bool goes_nowhere(const basis_way& way, std::size_t source) {
    muong::fraction known;
    for (const auto& e : way.shares.rows[source]) known += e.least;
    return known != muong::fraction{1};
}

/// A unit of the table, or both of a flow.
std::string name_of(const geography& g, const values& all, std::size_t source) {
    if (all.flow_pairs.empty()) return named(*g.sources[source]);
    const auto& [from, to] = all.flow_pairs[source];
    return named(*g.sources[from]) + " to " + named(*g.sources[to]);
}

std::string listed(const std::vector<std::string>& amounts, std::size_t more) {
    std::string text;
    for (const auto& amount : amounts) text += (text.empty() ? "" : ", ") + amount;
    if (more != 0) text += " and " + std::to_string(more) + " more column" + (more == 1 ? "" : "s");
    return text;
}

}  // namespace

void lost_units::loss::add(const muong::fraction& amount, const std::string& column) {
    if (amounts.size() == told_amounts) {
        ++more;
        return;
    }
    append_number(amounts.emplace_back(), amount, {});
    amounts.back().append(" of ").append(column);
}

std::vector<lost_units::losing_unit> lost_units::find_losers(const geography& g, const values& all, std::size_t way) {
    std::vector<losing_unit> losers;
    const auto& sums = all.sums[way];
    struct arrival {
        muong::fraction share;
        bool is_ranged = false;
    };
    std::vector<arrival> arrivals(sums.sources());
    for (std::size_t place = 0; place < sums.places(); ++place) {
        for (const auto& p : sums.parts(place)) {
            arrivals[p.source].share += p.least;
            if (!p.is_exact()) arrivals[p.source].is_ranged = true;
        }
    }
    std::map<std::size_t, std::size_t> loser_of;
    for (std::size_t s = 0; s < arrivals.size(); ++s) {
        const auto& [share, is_ranged] = arrivals[s];
        if (is_ranged || share == muong::fraction{1}) continue;
        loser_of.emplace(s, losers.size());
        auto& loser = losers.emplace_back();
        loser.source = s;
        if (g.group_of().empty() || goes_nowhere(g.ways[way], s)) {
            loser.name = (share.sign() == 0 ? "" : "a part of ") + name_of(g, all, s);
        }
    }
    for (std::size_t place = 0; place < sums.places(); ++place) {
        for (const auto& p : sums.parts(place)) {
            const auto at = loser_of.find(p.source);
            if (at != loser_of.end()) losers[at->second].parts.emplace_back(place, p);
        }
    }
    return losers;
}

void lost_units::add(const geography& g, const values& all, std::size_t column, const std::string& name) {
    if (of_ != &all) losers_.clear();
    of_ = &all;
    losers_.resize(all.sums.size());
    const auto way = all.homes[column].way;
    if (!losers_[way]) losers_[way] = find_losers(g, all, way);
    const auto& sums = all.sums_of(column);
    const auto number = all.number_of(column);
    muong::fraction ungrouped;
    for (auto& loser : *losers_[way]) {
        const auto value = sums.value(loser.source, number);
        if (!value) continue;
        auto lost = *value;
        for (const auto& [place, part] : loser.parts) lost -= sums.part_of(part, place, number, *value);
        if (lost.sign() == 0) continue;
        if (loser.name.empty()) {
            ungrouped += lost;
            if (std::exchange(loser.is_told, true)) continue;
            for (const auto& e : g.ways[way].shares.rows[loser.source]) {
                if (g.group_of()[e.target] != muong::share_table::no_group || e.most.sign() == 0) continue;
                const auto& unit = *g.targets[e.target];
                ungrouped_units_.try_emplace(unit.code(), named(unit));
            }
        } else {
            by_unit_[loser.name].add(lost, name);
        }
    }
    if (ungrouped.sign() != 0) ungrouped_.add(ungrouped, name);
}

std::vector<std::string> lost_units::remarks() const {
    std::vector<std::string> found;
    for (const auto& [unit, lost] : by_unit_) {
        found.push_back(unit + " goes nowhere: " + listed(lost.amounts, lost.more));
    }
    if (!ungrouped_.amounts.empty()) {
        const auto count = ungrouped_units_.size();
        const auto& first = ungrouped_units_.begin()->second;
        found.push_back((count == 1 ? first + " is" : std::to_string(count) + " units, such as " + first + ", are") +
                        " in no group; what goes there is in no row: " + listed(ungrouped_.amounts, ungrouped_.more));
    }
    return found;
}

}  // namespace rebase_csv
