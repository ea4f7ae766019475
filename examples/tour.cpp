// SPDX-License-Identifier: MIT
//
// The consolidation of Điện Biên, end to end: what changed on 2025-07-01, what a join by name or by code makes of it,
// what became of three units, and old records on the map of today.
//
//     examples/run
//
// Shows all rooms at work on the tables that come with the library. Every figure is computed. Simpler ones come first:
// 01_what_became_of, 02_rebase_a_table.

#include <iostream>
#include <map>
#include <muong/data.hpp>
#include <muong/indicators.hpp>
#include <muong/units.hpp>
#include <range/v3/view/reverse.hpp>
#include <set>

#include "print.hpp"

namespace {

using namespace muong;
using print::left;
using print::number;
using print::right;

const dien_bien_data& province() { return dien_bien(); }
const registry& units() { return province().registry(); }
const date day = dien_bien_data::consolidation();
const date eve = day.eve();

/// "115 xã + 9 phường + 5 thị trấn"
std::string by_kind(date on) {
    std::map<std::string_view, int> count;
    for (const unit& u : units().on(on, unit_tier::commune)) ++count[u.kind()];
    std::string text;
    for (const auto& kind : viet_nam_unit_kinds() | ranges::views::reverse) {
        if (count[kind.code] == 0) continue;
        if (!text.empty()) text += " + ";
        text += std::to_string(count[kind.code]) + " " + std::string{kind.vietnamese};
    }
    return text;
}

template <class Units>
int count(Units&& some) {
    int n = 0;
    for ([[maybe_unused]] const auto& u : some) ++n;
    return n;
}

void the_consolidation() {
    std::cout << print::heading("1. The consolidation in numbers");
    const auto& act = *units().act("1661/NQ-UBTVQH15");
    std::cout << act.number << " of the " << act.issuer << ", adopted " << *act.adopted << ", units switch on "
              << *act.effective << "\n\n"
              << "  communes on " << eve << "  " << right(number(count(units().on(eve, unit_tier::commune))), 4)
              << " = " << by_kind(eve) << "\n"
              << "  communes on " << day << "  " << right(number(count(units().on(day, unit_tier::commune))), 4)
              << " = " << by_kind(day) << "\n"
              << "  districts on " << eve << " " << right(number(count(units().on(eve, unit_tier::district))), 4)
              << ", on the day " << count(units().on(day, unit_tier::district))
              << " (law 72/2025/QH15 ends the tier)\n\n";

    std::map<std::size_t, int> clauses_by_size;
    int across = 0;
    const auto changes = units().changes_between(eve, day);
    for (const auto& change : changes) {
        ++clauses_by_size[change.transfers().size()];
        std::set<unit_code> districts;
        for (const auto& t : change.transfers()) districts.insert(*t.from()->parent());
        across += districts.size() > 1;
    }
    std::cout << "  " << changes.size() << " clauses, all of them mergers of whole units:";
    for (const auto& [size, clauses] : clauses_by_size) std::cout << "  " << clauses << " of " << size;
    std::cout << "\n  " << across << " of them across the border of two former districts\n\n";
    std::cout << "  clause  new unit                         made of\n";
    std::vector<change> sorted{changes};
    std::sort(sorted.begin(), sorted.end(), [](const change& a, const change& b) {
        return std::stoi(std::string{a.clause()}) < std::stoi(std::string{b.clause()});
    });
    for (const auto& change : sorted) {
        std::string parts;
        for (const auto& t : change.transfers()) parts += (parts.empty() ? "" : ", ") + std::string{t.from()->name()};
        const auto& made = *change.transfers().front().to();
        std::cout << right(change.clause(), 8) << "  " << left(full_name_and_code(made), 33) << parts << "\n";
    }
}

void the_wrong_joins() {
    std::cout << print::heading("2. What a join gets wrong");
    struct join {
        const char* key;
        std::vector<const unit*> (*find)(const unit&);
    };
    const auto same_name = [](const unit& old) {
        std::vector<const unit*> found;
        for (const unit& u : units().named(old.name(), day)) {
            if (u.tier() == unit_tier::commune) found.push_back(&u);
        }
        return found;
    };
    static const auto by_name = same_name;
    const join joins[] = {
        {"name", [](const unit& old) { return by_name(old); }},
        {"kind and name",
         [](const unit& old) {
             auto found = by_name(old);
             std::erase_if(found, [&](const unit* u) { return u->kind() != old.kind(); });
             return found;
         }},
        {"code",
         [](const unit& old) {
             const auto* const u = units().at(old.code(), day);
             return u == nullptr ? std::vector<const unit*>{} : std::vector<const unit*>{u};
         }},
    };
    std::cout << "Each of the " << count(units().on(eve, unit_tier::commune))
              << " old communes, looked up among the new ones:\n\n"
              << "  joined by        right  wrong  not found\n";
    std::vector<std::pair<const unit*, const unit*>> silent;
    for (const auto& join : joins) {
        int is_right = 0;
        int is_wrong = 0;
        int none = 0;
        for (const unit& old : units().on(eve, unit_tier::commune)) {
            const auto* const lawful = successors(units(), old.code(), eve, day).ends.front();
            const auto found = join.find(old);
            if (found.empty()) {
                ++none;
            } else if (found.front() == lawful) {
                ++is_right;
            } else {
                ++is_wrong;
                if (join.key == joins[0].key) silent.emplace_back(&old, found.front());
            }
        }
        std::cout << "  " << left(join.key, 15) << right(number(is_right), 7) << right(number(is_wrong), 7)
                  << right(number(none), 11) << "\n";
    }
    std::cout << "\nThe wrong ones by name, which nothing warns of:\n";
    for (const auto& [old, namesake] : silent) {
        const auto* const lawful = successors(units(), old->code(), eve, day).ends.front();
        std::cout << "  figures of " << left(full_name_and_code(*old), 31) << " land in "
                  << left(full_name_and_code(*namesake), 28) << " but belong to " << full_name_and_code(*lawful)
                  << "\n";
    }
    int renamed = 0;
    int kept = 0;
    for (const unit& u : units().on(day, unit_tier::commune)) {
        const auto* const before = units().at(u.code(), eve);
        (before->name() == u.name() ? kept : renamed) += 1;
    }
    std::cout << "A code that is found is no safer: all " << renamed + kept
              << " new codes are old ones, each now of a larger "
              << "unit, and " << renamed << "\nof them stand beside another name. A series by code jumps on " << day
              << ".\n";
}

/// Behind a change that no source states in full.
std::string how_sure(const transfer& t) {
    switch (province().certainty_of(t)) {
        case transfer_certainty::inferred:
            return "concluded, not stated";
        case transfer_certainty::candidate:
            return "perhaps: no source says which neighbours gave land";
        default:
            return {};
    }
}

void three_stories() {
    std::cout << print::heading("3. What became of them");
    const date first = "1992-01-01"_date;
    for (const auto* const name : {"Mường Chà", "Sam Mứn", "Mường Thanh"}) {
        for (const unit& u : units().named(name, eve)) {
            if (u.tier() != unit_tier::commune) continue;
            std::cout << story(units(), u.code(), eve, first, day, {full_name_and_code, how_sure}) << "\n";
        }
        for (const unit& u : units().named(name, day)) {
            std::cout << "  and the " << full_name_and_code(u) << " of today is made of";
            const char* comma = " ";
            for (const auto* part : predecessors(units(), u.code(), day, eve).ends) {
                std::cout << comma << full_name_and_code(*part);
                comma = ", ";
            }
            std::cout << ".\n\n";
        }
    }
}

/// People of some communes, counted once, with the map that they were counted on.
struct head_count {
    const char* title;
    date geography;
    std::map<unit_code, std::int64_t> people;
};

void on_the_map_of_today(const head_count& census) {
    std::vector<unit_code> counted;
    for (const auto& [code, people] : census.people) counted.push_back(code);
    panel::builder cells{census.geography, counted, {{"people", 0, aggregation::extensive, {}}}};
    for (const auto& [code, people] : census.people) {
        cells.set(*cells.row_of(code), 0, decimal{people});
    }
    const auto way = crosswalk::between(units(), census.geography, day, {.basis = "population"});
    const auto counts = std::move(cells).build();
    const auto today = rebase(counts, way);
    const auto between = bounds_of(counts, "people", way).value();

    std::cout << "\n"
              << census.title << ": " << counted.size() << " communes in the bounds of " << census.geography << "\n\n";
    std::cout << "  commune of today                      people  parts  how it is known\n";
    for (std::size_t row = 0; row < today.values().rows(); ++row) {
        const auto coverage = today.coverage(row, 0);
        const auto quality = today.quality(row, 0);
        if (coverage.known == 0 && quality == cell_quality::missing) continue;  // nothing was counted there
        const auto whole = [](const fraction& people) { return number(people.whole(rounding::half_away_from_zero)); };
        std::string people = "-";
        if (const auto value = today.values().at(row, 0)) people = number(value->coefficient());
        if (quality == cell_quality::bounded)
            people = whole(between[row].lower()->value) + " to " + whole(between[row].upper()->value);
        const auto& u = *units().at(today.values().units()[row], day);
        const auto parts = std::to_string(coverage.known) + "/" + std::to_string(coverage.all);
        std::cout << "  " << left(full_name(u), 28) << right(people, 16) << right(parts, 7) << "  " << quality << "\n";
    }
    std::cout << "\n  " << to_string(today.account().lines().front()) << "\n";
}

void old_records() {
    std::cout << print::heading("4. Old records on the map of today");
    head_count census{"The census of 2009", province().census_day(), {}};
    for (const auto& c : province().census_2009()) census.people.emplace(c.code, c.population);
    on_the_map_of_today(census);

    head_count yearbook{"The yearbook of 2022", "2022-12-31"_date, {}};
    for (const auto& f : province().old_populations()) {
        if (f.year == 2022) yearbook.people.emplace(f.code, f.population);
    }
    on_the_map_of_today(yearbook);
}

void damaged_figures() {
    std::cout << print::heading("5. Published figures that cannot be right");
    for (const auto& f : province().figures()) {
        if (f.flag == figure_flag::none) continue;
        const auto& u = *units().at(f.code, day);
        std::cout << "  " << left(full_name_and_code(u), 27)
                  << right(f.published_population ? number(*f.published_population) : "-", 8) << "  ";
        switch (f.flag) {
            case figure_flag::lost_zero:
                std::cout << "too small for a commune: a final zero seems lost\n";
                break;
            case figure_flag::namesake: {
                std::cout << "the figure of its namesake:";
                for (const unit& other : viet_nam_2025().registry().named(u.name(), day)) {
                    if (other.code() == u.code()) continue;
                    const auto* const home = viet_nam_2025().registry().at(*other.parent(), day);
                    std::cout << " " << full_name_and_code(other) << " in " << full_name(*home);
                }
                std::cout << "\n";
                break;
            }
            default:
                std::cout << "none was published\n";
        }
    }
    std::cout << "They are kept as published, marked, and take part in no sum.\n";
}

}  // namespace

int main() {
    std::cout << "Điện Biên: " << count(units().on(eve, unit_tier::commune)) << " communes become "
              << count(units().on(day, unit_tier::commune)) << "\n";
    the_consolidation();
    the_wrong_joins();
    three_stories();
    old_records();
    damaged_figures();
}
