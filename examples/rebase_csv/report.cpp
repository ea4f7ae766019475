// SPDX-License-Identifier: MIT
#include "output.hpp"

#include <sstream>
#include <tuple>

namespace rebase_csv {

namespace {

/// What is known of the groups of a unit beyond what their targets have together.
std::vector<muong::crosswalk_entry> known_of_groups(const basis_way& way, std::uint32_t source) {
    std::vector<muong::crosswalk_entry> found;
    if (way.shares.group_rows.empty()) return found;
    for (const auto& known : way.shares.group_rows[source]) {
        muong::crosswalk_entry together{known.target, {}, {}, false};
        for (const auto& e : way.shares.rows[source]) {
            if (way.shares.group_of[e.target] != known.target) continue;
            together.least += e.least;
            together.most += e.most;
            together.assumed = together.assumed || e.assumed;
        }
        const bool is_narrower = together.least < known.least || known.most < min(together.most, muong::fraction{1});
        if (is_narrower || (known.is_exact() && together.assumed)) found.push_back(known);
    }
    return found;
}

void write_shares(std::ostream& out, const geography& g, const basis_way& way, const std::vector<bool>& expected) {
    out << "divided units, with the share that goes to each unit of " << g.to;
    if (g.ways.size() > 1) out << ", by " << way.basis;
    out << '\n';
    const auto write = [&out](const muong::fraction& least, const muong::fraction& most, bool assumed) {
        out << ' ' << least;
        if (least != most) out << " to " << most;
        if (assumed) out << " (assumed)";
    };
    auto rest = way.shares.rests.begin();
    for (std::uint32_t s = 0; s < way.shares.rows.size(); ++s) {
        while (rest != way.shares.rests.end() && rest->source < s) ++rest;
        const bool lacks = rest != way.shares.rests.end() && rest->source == s;
        const bool guessed = way.assumed_rests.contains(s);
        const auto& row = way.shares.rows[s];
        if (!expected[s] || (row.size() == 1 && row.front().is_whole() && !lacks && !guessed)) continue;
        out << "  " << g.sources[s]->code() << ':';
        const char* between = " ";
        for (const auto& e : row) {
            out << between << g.targets[e.target]->code();
            write(e.least, e.most, way.assumed.contains({s, e.target}));
            between = ", ";
        }
        if (lacks || guessed) {
            out << between << "nowhere";
            write(lacks ? rest->least : muong::fraction{}, lacks ? rest->most : muong::fraction{}, guessed);
        }
        between = "; its groups get: ";
        for (const auto& e : known_of_groups(way, s)) {
            out << between << g.place_names[e.target];
            write(e.least, e.most, false);
            between = ", ";
        }
        out << '\n';
    }
}

/// "shares by population", and of which columns by others.
std::string shares_used(const options& o, const geography& g) {
    const auto& of_all = g.ways.front().basis;
    auto text = of_all.empty() ? std::string{"without shares"} : "shares by " + of_all;
    for (const auto& [column, basis] : o.basis_of) {
        if (basis != of_all) text.append(", of ").append(column).append(" by ").append(basis);
    }
    return text;
}

void write_ungrouped(std::ostream& out, const geography& g) {
    std::size_t count = 0;
    std::ostringstream list;
    for (std::size_t t = 0; t < g.targets.size(); ++t) {
        if (g.group_of()[t] != muong::share_table::no_group || !g.units.is_leaf(*g.targets[t], g.to)) continue;
        ++count;
        list << "  " << *g.targets[t] << '\n';
    }
    out << "\nunits in no group: " << count << '\n' << list.str();
}

void write_unmatched(std::ostream& out, const geography& g, const values& all, const options& o) {
    out << "\nunmatched codes";
    if (o.from_by != from_rule::day) out << " on " << days_of(g);
    out << ": " << all.unmatched.size() << '\n';
    for (const auto& u : all.unmatched) {
        out << "  " << u.code << ": expected " << unit_expected(g.units, u.code, u.day) << '\n';
    }
}

void write_missing(std::ostream& out, const geography& g, const values& all, const std::vector<bool>& expected) {
    std::size_t missing = 0;
    std::ostringstream list;
    for (std::size_t s = 0; s < g.sources.size(); ++s) {
        if (!expected[s] || all.listed[s]) continue;
        ++missing;
        list << "  " << *g.sources[s] << '\n';
    }
    out << "\nunits of " << days_of(g) << " that the table does not have: " << missing << '\n' << list.str();
}

void write_assumptions(std::ostream& out, const options& o, const std::vector<mapped_values>& maps) {
    out << "\nassumptions\n";
    if (o.assume == assumption::none) {
        out << "  none\n";
        return;
    }
    // many maps may assume the same of a unit, and all lead to the same targets
    std::set<std::tuple<std::size_t, muong::unit_code, std::uint32_t, muong::fraction, muong::fraction>> assumed;
    for (const auto& [g, all] : maps) {
        for (std::size_t way = 0; way < g.ways.size(); ++way) {
            for (std::size_t s = 0; s < g.sources.size(); ++s) {
                for (const auto& e : g.ways[way].shares.rows[s]) {
                    if (e.assumed) assumed.emplace(way, g.sources[s]->code(), e.target, e.least, e.most);
                }
            }
        }
    }
    out << "  " << (o.assume == assumption::equal ? "equal parts" : "parts in proportion to " + o.assume_file)
        << (o.assume_column.empty() ? "" : ", column " + o.assume_column) << ", for " << assumed.size()
        << (assumed.size() == 1 ? " share that is" : " shares that are") << " not stated\n";
}

}  // namespace

muong::atomic_file write_report(const options& o, const std::vector<mapped_values>& maps, const outcome& done) {
    std::ostringstream out;
    for (const auto& [g, all] : maps) {
        out << "from the units of " << days_of(g) << " to those of " << g.to << ", " << shares_used(o, g) << '\n';
    }
    out << "rows written: " << done.rows << "\n\naccount\n";
    for (const auto& line : done.account) out << "  " << to_string(line) << '\n';
    for (const auto& name : done.not_summed) out << "  " << name << ": has none, since its values are not summed\n";

    for (std::size_t m = 0; m < maps.size(); ++m) {
        out << '\n';
        if (o.from_by != from_rule::day) out << "on the map of " << days_of(maps[m].g) << ", ";
        for (const auto& way : maps[m].g.ways) {
            if (&way != &maps[m].g.ways.front()) out << '\n';
            write_shares(out, maps[m].g, way, done.expected[m]);
        }
    }
    write_assumptions(out, o, maps);
    for (std::size_t m = 0; m < maps.size(); ++m) {
        const auto& [g, all] = maps[m];
        write_unmatched(out, g, all, o);
        write_missing(out, g, all, done.expected[m]);
    }

    if (!done.ties.empty()) {
        out << "\nlabels with several largest units, of which the first is taken\n";
        for (const auto& tie : done.ties) out << "  " << tie << '\n';
    }
    if (!maps.empty() && !maps.front().g.group_of().empty()) write_ungrouped(out, maps.front().g);

    muong::atomic_file file{o.report};
    file.write(out.str());
    return file;
}

}  // namespace rebase_csv
