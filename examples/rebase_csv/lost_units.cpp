// SPDX-License-Identifier: MIT
#include "lost_units.hpp"

#include "output.hpp"

#include <algorithm>
#include <utility>

namespace rebase_csv {

namespace {

constexpr std::size_t told_amounts = 3;  ///< of a unit

/// What of a unit may go to none that is in force on `--to`, and not only to units in no group.
muong::fraction most_nowhere(const basis_way& way, std::size_t source) {
    const auto& rests = way.shares.rests;
    const auto rest = std::find_if(rests.begin(), rests.end(), [&](const auto& r) { return r.source == source; });
    return rest == rests.end() ? muong::fraction{} : rest->most;
}

/// What a unit gives to units in no group, beside what it gives to groups; nothing if that is no range.
std::optional<muong::carried_part> ungrouped_range(const geography& g, const basis_way& way, std::uint32_t source,
                                                   const muong::carried_part& grouped) {
    if (g.group_of().empty()) return {};
    muong::carried_part range{source, {}, {}};
    for (const auto& e : way.shares.rows[source]) {
        if (g.group_of()[e.target] != muong::share_table::no_group) continue;
        range.least += e.least;
        range.most += e.most;
    }
    range.least = max(range.least, muong::fraction{1} - grouped.most - most_nowhere(way, source));
    range.most = min(range.most, muong::fraction{1} - grouped.least);
    if (range.most.sign() == 0 || range.is_exact()) return {};
    return range;
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

void lost_units::loss::add(const muong::fraction& least, const muong::fraction& most, const std::string& column) {
    if (amounts.size() == told_amounts) {
        ++more;
        return;
    }
    auto& text = amounts.emplace_back();
    if (least == most) {
        append_number(text, least, {});
    } else {
        if (least.sign() == 0) {
            text += "up to ";
        } else {
            append_number(text, least, {}, muong::rounding::floor);
            text += " to ";
        }
        append_number(text, most, {}, muong::rounding::ceiling);
    }
    text.append(" of ").append(column);
}

std::vector<lost_units::losing_unit> lost_units::find_losers(const geography& g, const values& all, std::size_t way) {
    std::vector<losing_unit> losers;
    const auto& sums = all.sums[way];
    std::vector<muong::carried_part> arrivals(sums.sources());
    for (std::size_t place = 0; place < sums.places(); ++place) {
        for (const auto& p : sums.parts(place)) {
            arrivals[p.source].least += p.least;
            arrivals[p.source].most += p.most;
        }
    }
    std::map<std::size_t, std::size_t> loser_of;
    for (std::uint32_t s = 0; s < arrivals.size(); ++s) {
        const auto& arrival = arrivals[s];
        if (arrival.is_whole()) continue;
        auto open = arrival.is_exact() ? std::nullopt : ungrouped_range(g, g.ways[way], s, arrival);
        if (!arrival.is_exact() && !open) continue;
        loser_of.emplace(s, losers.size());
        auto& loser = losers.emplace_back();
        loser.source = s;
        loser.open = std::move(open);
        if (loser.open) continue;
        if (g.group_of().empty() || most_nowhere(g.ways[way], s).sign() != 0) {
            loser.name = (arrival.least.sign() == 0 ? "" : "a part of ") + name_of(g, all, s);
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
    muong::fraction least, most;  // of what goes to units in no group
    for (auto& loser : *losers_[way]) {
        const auto value = sums.value(loser.source, number);
        if (!value) continue;
        auto lost = *value;
        auto lost_at_most = lost;
        if (loser.open) {
            lost *= value->sign() < 0 ? loser.open->most : loser.open->least;
            lost_at_most *= value->sign() < 0 ? loser.open->least : loser.open->most;
        } else {
            for (const auto& [place, part] : loser.parts) lost -= sums.part_of(part, place, number, *value);
            lost_at_most = lost;
        }
        if (lost.sign() == 0 && lost_at_most.sign() == 0) continue;
        if (loser.name.empty()) {
            least += lost;
            most += lost_at_most;
            if (std::exchange(loser.is_told, true)) continue;
            for (const auto& e : g.ways[way].shares.rows[loser.source]) {
                if (g.group_of()[e.target] != muong::share_table::no_group || e.most.sign() == 0) continue;
                const auto& unit = *g.targets[e.target];
                ungrouped_units_.try_emplace(unit.code(), named(unit));
            }
        } else {
            by_unit_[loser.name].add(lost, lost, name);
        }
    }
    if (least.sign() != 0 || most.sign() != 0) ungrouped_.add(least, most, name);
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
