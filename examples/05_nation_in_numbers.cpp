// SPDX-License-Identifier: MIT
//
// The consolidation of 2025-07-01 in numbers, all counted from the tables that come with the library.
//
//     examples/run 05_nation_in_numbers
//
// Shows: walking units and transfers; what a join on names or codes would get wrong without a word, in the nation and
// in one province; names that several communes bear. Comes after 04_which_commune_now.

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

const registry& units() { return viet_nam_2025().registry(); }
date day() { return viet_nam_2025().consolidation(); }
date eve() { return day().eve(); }

template <class Number>
std::string cell(Number n, std::size_t columns = 6) {
    return print::right(print::number(static_cast<std::int64_t>(n)), columns);
}

/// The transfers that make the communes of the nation, or of one province of the day, by old unit and by new one.
struct consolidation {
    std::string name;
    transfers_by_unit from, to;

    explicit consolidation(const std::optional<unit_code>& province = {})
        : name{province ? full_name(*units().at(*province, day())) : "Viet Nam"} {
        for (const auto& t : units().transfers_on(day())) {
            if (t.to()->tier() != unit_tier::commune || (province && t.to()->parent() != province)) continue;
            from[t.from()].push_back(&t);
            to[t.to()].push_back(&t);
        }
    }
};

std::string kinds_of(unit_tier tier, date on) {
    std::map<std::string_view, int> kinds;
    int all = 0;
    for (const auto& u : units().on(on, tier)) {
        ++kinds[find_unit_kind(u.kind())->vietnamese];
        ++all;
    }
    std::string text = print::number(all);
    for (const auto& [kind, n] : kinds)
        text += (text.find(':') == std::string::npos ? ": " : ", ") + print::number(n) + ' ' + std::string{kind};
    return text;
}

void print_units() {
    std::cout << print::heading("Units");
    for (const date on : {eve(), day()}) {
        std::cout << on << "\n  provinces " << kinds_of(unit_tier::province, on) << "\n  districts "
                  << kinds_of(unit_tier::district, on) << "\n  communes  " << kinds_of(unit_tier::commune, on) << "\n";
    }
    std::cout << "districts that had no communes:";
    const char* gap = " ";
    for (const auto& u : units().on(eve(), unit_tier::district)) {
        if (!units().is_leaf(u, eve())) continue;
        std::cout << gap << full_name_and_code(u);
        gap = ", ";
    }
    std::cout << "\nprovince codes that were another province's:";
    gap = " ";
    for (const auto& u : units().on(day(), unit_tier::province)) {
        const auto* before = units().at(u.code(), eve());
        if (before == nullptr || before->name() == u.name()) continue;
        std::cout << gap << u.code() << ' ' << u.name() << " (" << before->name() << ")";
        gap = ", ";
    }
    std::cout << "\n";
}

/// Communes of a province as it is on the day, by kind. Island districts that had no communes stand apart.
void print_provinces(const consolidation& all) {
    std::cout << print::heading("Communes by province: before, and from the day on") << print::left("", 26)
              << "    all     xã phường thị trấn islands      all     xã phường đặc khu\n";
    struct counts {
        std::set<const unit*> before;
        std::map<std::string_view, int> old_kinds, new_kinds;
        int after = 0, islands = 0;
    };
    std::map<unit_code, counts> provinces;
    for (const auto& [made, parts] : all.to) {
        auto& p = provinces[*made->parent()];
        ++p.after;
        ++p.new_kinds[made->kind()];
        for (const auto* t : parts) {
            const auto& old = *t->from();
            if (old.tier() == unit_tier::district) {
                ++p.islands;
            } else if (p.before.insert(&old).second) {
                ++p.old_kinds[old.kind()];
            }
        }
    }
    const auto line = [](std::string_view name, counts& c, std::size_t before) {
        std::cout << print::left(name, 26) << cell(before, 7) << cell(c.old_kinds["xa"], 7)
                  << cell(c.old_kinds["phuong"], 7) << cell(c.old_kinds["thi_tran"], 9) << cell(c.islands, 8)
                  << cell(c.after, 9) << cell(c.new_kinds["xa"], 7) << cell(c.new_kinds["phuong"], 7)
                  << cell(c.new_kinds["dac_khu"], 8) << "\n";
    };
    counts sum;
    std::size_t before = 0;
    for (auto& [code, c] : provinces) {
        line(full_name(*units().at(code, day())), c, c.before.size());
        before += c.before.size();
        sum.islands += c.islands;
        sum.after += c.after;
        for (const auto& [kind, n] : c.old_kinds) sum.old_kinds[kind] += n;
        for (const auto& [kind, n] : c.new_kinds) sum.new_kinds[kind] += n;
    }
    line(print::number(static_cast<std::int64_t>(provinces.size())) + " provinces", sum, before);
}

void print_parts(const consolidation& in) {
    std::cout << print::heading(in.name + ": what became of the old units");
    std::map<std::size_t, int> parts;
    std::map<transfer_scope, int> scopes;
    int islands = 0, divided = 0;
    for (const auto& [old, went] : in.from) {
        ++parts[went.size()];
        if (went.size() > 1) ++divided;
        if (old->tier() == unit_tier::district) ++islands;
        for (const auto* t : went) ++scopes[viet_nam_2025().scope_of(*t)];
    }
    std::cout << cell(parts[1]) << "  went whole to one new commune, " << islands << " of them island districts\n"
              << cell(divided) << "  were divided";
    const char* gap = ", in parts: ";
    for (const auto& [n, count] : parts) {
        if (n == 1) continue;
        std::cout << gap << count << " in " << n;
        gap = ", ";
    }
    std::cout << "\nTheir transfers move\n";
    for (const auto& [scope, n] : scopes) std::cout << cell(n) << "  " << scope << "\n";

    // A unit of the district level goes on as a union of new communes if those draw on no other one.
    const auto upper = [](const unit& u, unit_tier tier) -> const unit* {
        if (u.tier() == tier) return &u;
        for (const auto* above : units().ancestors_of(u, eve())) {
            if (above->tier() == tier) return above;
        }
        return nullptr;
    };
    int several_districts = 0, several_provinces = 0;
    std::map<std::size_t, int> predecessors;
    std::set<const unit*> all, broken;
    for (const auto& [made, draws_on] : in.to) {
        ++predecessors[draws_on.size()];
        std::set<const unit*> districts, old_provinces;
        for (const auto* t : draws_on) {
            districts.insert(upper(*t->from(), unit_tier::district));
            old_provinces.insert(upper(*t->from(), unit_tier::province));
        }
        all.insert(districts.begin(), districts.end());
        if (districts.size() > 1) {
            ++several_districts;
            broken.insert(districts.begin(), districts.end());
        }
        if (old_provinces.size() > 1) ++several_provinces;
    }
    std::cout << "Of the new communes\n"
              << cell(several_districts) << "  draw on several old districts\n"
              << cell(several_provinces) << "  draw on several old provinces\n";
    for (const auto& [n, count] : predecessors) {
        std::cout << cell(count) << "  draw on " << n << (n == 1 ? " old unit\n" : " old units\n");
    }
    std::cout << cell(all.size() - broken.size()) << "  of " << all.size()
              << " districts equal a union of whole new communes\n";
}

/// Right, right but the commune was divided, wrong, several found, none found: by what an old commune is looked up.
struct join {
    std::string key;
    std::array<int, 5> counts{};

    void count(const std::vector<const transfer*>& went, const std::vector<const unit*>& found) {
        if (found.empty()) {
            ++counts[4];
        } else if (found.size() > 1) {
            ++counts[3];
        } else {
            const bool right =
                std::any_of(went.begin(), went.end(), [&](const transfer* t) { return t->to() == found.front(); });
            ++counts[!right ? 2 : went.size() > 1 ? 1 : 0];
        }
    }
};

/// As the register of the statistics office spells it.
std::string_view register_name(const unit& u) { return u.variants().empty() ? u.name() : u.variants().front().name; }

/// Looks the old communes up among the new ones.
void print_joins(const consolidation& in) {
    std::map<std::string, std::vector<const unit*>, std::less<>> named, bare;
    for (const auto& entry : in.to) {
        named[std::string{entry.first->name()}].push_back(entry.first);
        bare[search_key(entry.first->name()).value()].push_back(entry.first);
    }
    const auto found = [](const auto& names, std::string_view name, auto&& fits) {
        std::vector<const unit*> list;
        const auto at = names.find(name);
        if (at != names.end()) std::copy_if(at->second.begin(), at->second.end(), std::back_inserter(list), fits);
        return list;
    };
    std::array<join, 7> joins{{{"name"},
                               {"province, name"},
                               {"province, name of register"},
                               {"province, name, no marks"},
                               {"province, kind, name"},
                               {"the same, of register"},
                               {"code"}}};
    int communes = 0;
    for (const auto& [old, went] : in.from) {
        if (old->tier() != unit_tier::commune) continue;
        ++communes;
        const auto anywhere = [](const unit*) { return true; };
        const auto there = [&went = went](const unit* u) { return u->parent() == went.front()->to()->parent(); };
        const auto of_kind = [&, old = old](const unit* u) { return there(u) && u->kind() == old->kind(); };
        joins[0].count(went, found(named, old->name(), anywhere));
        joins[1].count(went, found(named, old->name(), there));
        joins[2].count(went, found(named, register_name(*old), there));
        joins[3].count(went, found(bare, search_key(old->name()).value(), there));
        joins[4].count(went, found(named, old->name(), of_kind));
        joins[5].count(went, found(named, register_name(*old), of_kind));
        const auto* const same_code = units().at(old->code(), day());
        joins[6].count(went, same_code == nullptr ? std::vector<const unit*>{} : std::vector{same_code});
    }
    std::cout << print::heading(in.name + ": what a join of the " + print::number(communes) +
                                " old communes with the new ones finds")
              << print::left("key", 28) << "    right  divided    wrong  several     none\n";
    for (const auto& j : joins) {
        std::cout << print::left(j.key, 28);
        for (const int n : j.counts) std::cout << cell(n, 9);
        std::cout << "\n";
    }
}

void print_codes(const consolidation& in) {
    std::cout << print::heading(in.name + ": codes that mean another unit");
    int taken_over = 0, other_name = 0, of_a_part = 0, fresh = 0;
    for (const auto& [made, made_of] : in.to) {
        const auto at = std::find_if(made_of.begin(), made_of.end(),
                                     [&made = made](const transfer* t) { return t->from_code() == made->code(); });
        if (at == made_of.end()) {
            ++fresh;
            continue;
        }
        ++taken_over;
        if ((*at)->from()->name() != made->name()) ++other_name;
        if ((*at)->extent() == extent::part) ++of_a_part;
    }
    std::cout << cell(taken_over) << "  new communes have the code of a predecessor\n"
              << cell(other_name) << "  of them under another name\n"
              << cell(of_a_part) << "  of them from a commune that went over only in part\n"
              << cell(fresh) << "  new communes have a code that no predecessor had\n";
}

void print_names(const consolidation& in) {
    std::cout << print::heading(in.name + ": names that mean several communes");
    std::map<std::pair<unit_code, std::string_view>, std::vector<const unit*>> old_names;
    std::map<std::tuple<unit_code, std::string_view, std::string_view>, int> old_full_names;
    int other_spelling = 0;
    for (const auto& [old, went] : in.from) {
        if (old->tier() != unit_tier::commune) continue;
        if (!old->variants().empty()) ++other_spelling;
        const auto province = *went.front()->to()->parent();
        old_names[{province, old->name()}].push_back(old);
        ++old_full_names[{province, old->kind(), old->name()}];
    }
    int with_namesake = 0, only_namesakes = 0;
    for (const auto& [made, made_of] : in.to) {
        const auto at = old_names.find({*made->parent(), made->name()});
        if (at == old_names.end()) continue;
        const auto own = std::count_if(at->second.begin(), at->second.end(), [&made_of = made_of](const unit* old) {
            return std::any_of(made_of.begin(), made_of.end(), [&](const transfer* t) { return t->from() == old; });
        });
        if (own < static_cast<std::ptrdiff_t>(at->second.size())) ++with_namesake;
        if (own == 0) ++only_namesakes;
    }
    struct shared {
        int names = 0, bearers = 0;
        void add(int n) {
            if (n < 2) return;
            ++names;
            bearers += n;
        }
    } old_shared, across, without_marks;
    for (const auto& [name, n] : old_full_names) old_shared.add(n);
    std::map<std::string_view, int> new_names;
    std::map<std::pair<unit_code, std::string>, int> new_keys;
    for (const auto& entry : in.to) {
        const auto* const made = entry.first;
        ++new_names[made->name()];
        ++new_keys[{*made->parent(), search_key(made->name()).value()}];
    }
    for (const auto& [name, n] : new_names) across.add(n);
    for (const auto& [key, n] : new_keys) without_marks.add(n);
    std::cout << cell(other_spelling) << "  old communes have another name in the register\n"
              << cell(with_namesake)
              << "  new communes bear the name of an old one of their province that is no part of them\n"
              << cell(only_namesakes) << "  of them have no part of their name at all\n"
              << cell(old_shared.bearers)
              << "  old communes share kind and name with another in their province of the day, in "
              << print::number(old_shared.names) << " groups\n"
              << cell(across.names) << "  new names are borne by " << print::number(across.bearers)
              << " communes of different provinces\n"
              << cell(without_marks.names) << "  pairs of new communes of one province differ by marks alone\n";
}

void print_figures() {
    std::cout << print::heading("Published populations of the new communes, by what speaks against them");
    std::map<figure_flag, int> flags;
    for (const auto& f : viet_nam_2025().figures()) ++flags[f.flag];
    for (const auto& [flag, n] : flags) std::cout << cell(n) << "  " << flag << "\n";
}

}  // namespace

int main() {
    const consolidation nation;
    print_units();
    print_provinces(nation);
    for (const auto& in : {nation, consolidation{"11"_unit}}) {  // and Điện Biên
        print_parts(in);
        print_joins(in);
        print_codes(in);
        print_names(in);
    }
    print_figures();
}
