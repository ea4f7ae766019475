// SPDX-License-Identifier: MIT
//
// The consolidation of 2025-07-01 in numbers, all counted from the tables that come with the library.
//
//     examples/run 05_nation_in_numbers
//
// Shows: walking units and transfers; what a join on names or codes would get wrong without a word; names that several
// communes bear. Comes after 04_which_commune_now.

#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <muong/data.hpp>
#include <muong/units.hpp>
#include <set>

#include "print.hpp"

namespace {

using namespace muong;

using transfers_by_unit = std::map<const unit*, std::vector<const transfer*>>;

/// Right, right but the commune was divided, wrong, several found, none found: by what an old commune is looked up.
struct join {
    std::string key;
    std::array<int, 5> counts{};
};

void count(join& j, const std::vector<const transfer*>& went, const std::vector<const unit*>& found) {
    if (found.empty()) {
        ++j.counts[4];
    } else if (found.size() > 1) {
        ++j.counts[3];
    } else {
        const bool right =
            std::any_of(went.begin(), went.end(), [&](const transfer* t) { return t->to() == found.front(); });
        ++j.counts[!right ? 2 : went.size() > 1 ? 1 : 0];
    }
}

void print_joins(const registry& units, const transfers_by_unit& from, date day) {
    std::map<std::string_view, std::vector<const unit*>> named;
    for (const auto& u : units.on(day, unit_tier::commune)) named[u.name()].push_back(&u);

    std::array<join, 4> joins{{{"name"}, {"new province + name"}, {"new province + type + name"}, {"code"}}};
    for (const auto& [old, went] : from) {
        if (old->tier() != unit_tier::commune) continue;
        const auto province = *went.front()->to()->parent();
        std::vector<const unit*> by_name, by_province, by_kind, by_code;
        if (const auto at = named.find(old->name()); at != named.end()) by_name = at->second;
        for (const auto* u : by_name) {
            if (*u->parent() != province) continue;
            by_province.push_back(u);
            if (u->kind() == old->kind()) by_kind.push_back(u);
        }
        if (const auto* u = units.at(old->code(), day)) by_code.push_back(u);
        count(joins[0], went, by_name);
        count(joins[1], went, by_province);
        count(joins[2], went, by_kind);
        count(joins[3], went, by_code);
    }
    std::cout << print::heading("What a join of the 10,035 old communes finds") << print::left("key", 28)
              << "    right  divided    wrong  several     none\n";
    for (const auto& j : joins) {
        std::cout << print::left(j.key, 28);
        for (const int n : j.counts) std::cout << print::right(print::number(n), 9);
        std::cout << "\n";
    }
}

}  // namespace

int main() {
    const auto& data = viet_nam_2025();
    const auto& units = data.registry();
    const date day = data.consolidation();
    const date eve = day.eve();

    std::cout << print::heading("Units");
    for (const date on : {eve, day}) {
        std::cout << on << ":";
        for (const auto tier : {unit_tier::province, unit_tier::district, unit_tier::commune}) {
            std::map<std::string_view, int> kinds;
            for (const auto& u : units.on(on, tier)) ++kinds[find_unit_kind(u.kind())->vietnamese];
            for (const auto& [kind, n] : kinds) std::cout << ' ' << print::number(n) << ' ' << kind << ";";
        }
        std::cout << "\n";
    }

    transfers_by_unit from, to;
    for (const auto& t : units.transfers_on(day)) {
        if (t.to()->tier() != unit_tier::commune) continue;
        from[t.from()].push_back(&t);
        to[t.to()].push_back(&t);
    }

    std::cout << print::heading("Communes by province of the day: before, after");
    std::map<unit_code, std::pair<std::set<const unit*>, int>> provinces;
    for (const auto& [made, parts] : to) {
        auto& p = provinces[*made->parent()];
        ++p.second;
        for (const auto* t : parts) p.first.insert(t->from());
    }
    for (const auto& [code, counts] : provinces) {
        std::cout << print::left(full_name_and_code(*units.at(code, day)), 30)
                  << print::right(print::number(static_cast<std::int64_t>(counts.first.size())), 6)
                  << print::right(print::number(counts.second), 6) << "\n";
    }

    std::cout << print::heading("Old communes and island districts by the number of their parts");
    std::map<std::size_t, int> parts;
    for (const auto& [old, went] : from) ++parts[went.size()];
    for (const auto& [n, count_of] : parts) {
        std::cout << print::right(print::number(count_of), 6)
                  << (n == 1 ? "  whole" : "  in " + std::to_string(n) + " parts") << "\n";
    }
    std::map<transfer_scope, int> scopes;
    for (const auto& [old, went] : from) {
        for (const auto* t : went) ++scopes[data.scope_of(*t)];
    }
    std::cout << "and what their transfers move:\n";
    for (const auto& [scope, n] : scopes) std::cout << print::right(print::number(n), 6) << "  " << scope << "\n";

    print_joins(units, from, day);

    std::cout << print::heading("Codes and names that mean another commune");
    int other_name = 0, with_namesake = 0, only_namesakes = 0;
    std::map<std::pair<unit_code, std::string_view>, std::vector<const unit*>> old_by_name;
    for (const auto& [old, went] : from) {
        std::set<unit_code> where;
        for (const auto* t : went) where.insert(*t->to()->parent());
        if (old->tier() == unit_tier::commune) old_by_name[{*where.begin(), old->name()}].push_back(old);
    }
    for (const auto& entry : to) {
        const auto* const made = entry.first;
        const auto& made_of = entry.second;
        const auto* before = units.at(made->code(), eve);
        if (before != nullptr && before->name() != made->name()) ++other_name;
        const auto at = old_by_name.find({*made->parent(), made->name()});
        if (at == old_by_name.end()) continue;
        const auto is_part = [&](const unit* old) {
            return std::any_of(made_of.begin(), made_of.end(), [&](const transfer* t) { return t->from() == old; });
        };
        const auto own = std::count_if(at->second.begin(), at->second.end(), is_part);
        if (own < static_cast<std::ptrdiff_t>(at->second.size())) ++with_namesake;
        if (own == 0) ++only_namesakes;
    }
    std::cout << print::right(print::number(other_name), 6)
              << "  codes of new communes are of an old one with another name\n"
              << print::right(print::number(with_namesake), 6)
              << "  new communes bear the name of an old one of their province that is no part of them\n"
              << print::right(print::number(only_namesakes), 6) << "  of them have no part of their name at all\n";

    std::map<std::string_view, int> bearers;
    for (const auto& u : units.on(day, unit_tier::commune)) ++bearers[u.name()];
    int names = 0, shared = 0;
    for (const auto& [name, n] : bearers) {
        if (n > 1) {
            ++names;
            shared += n;
        }
    }
    std::cout << print::right(print::number(names), 6) << "  names are borne by " << print::number(shared)
              << " communes of different provinces\n";
}
