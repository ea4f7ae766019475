// SPDX-License-Identifier: MIT
//
// What do five articles say of Điện Biên in figures, what of it cannot be true at once, and what do its goals take?
//
//     examples/run indicator_report
//
// Shows: figures that keep the words of their source, `find_conflicts`, an identity checked with the bounds of those
// words, targets and scores, and compound growth. `series_basics` comes first.

#include <iostream>
#include <muong/data.hpp>
#include <muong/indicators.hpp>
#include <string>
#include <vector>

#include "print.hpp"

namespace {

using namespace muong;

void list(const std::vector<claim>& figures) {
    for (const auto& c : figures) {
        std::cout << "  " << print::left(c.id, 6) << c.subject << ", " << c.indicator << '\n'
                  << "        " << (c.when ? to_string(*c.when) : "no period") << ": " << c.value << ' ' << c.unit
                  << '\n';
        if (const auto cited = to_string(c.cited); !cited.empty()) std::cout << "        " << cited << '\n';
        if (!c.note.empty()) std::cout << "        note: " << c.note << '\n';
    }
}

std::string rounded(const fraction& f, int decimals = 0) { return to_string(f.to_decimal(decimals)); }

}  // namespace

int main() {
    const auto& province = dien_bien();

    std::cout << "Điện Biên: the figures of five articles\n" << print::heading("Indicators");
    list(figures_of(province, claim_kind::indicator));
    std::cout << print::heading("Targets and plans");
    list(figures_of(province, claim_kind::target));
    list(figures_of(province, claim_kind::plan));

    std::cout << print::heading("Plans and offices that are no figures");
    for (const auto& told : province.claims()) {
        if ((told.kind != claim_kind::plan && told.kind != claim_kind::office) || as_figure(told, province.sources())) {
            continue;
        }
        std::cout << "  " << print::left(told.id, 6) << told.subject << ", " << told.property << '\n'
                  << "        " << told.when << ": " << told.value << " [" << told.source << "]\n";
    }

    const auto found = examine(province);
    std::cout << print::heading("Figures that disagree");
    for (const auto& c : found.conflicts) std::cout << to_string(c, found.figures) << '\n';

    std::cout << print::heading("GRDP = population x GRDP per capita?");
    const auto& people = found.population;
    std::cout << "GRDP and GRDP per capita imply "
              << print::number(found.implied_population.said.whole(rounding::floor)) << " people, the communes have "
              << people.value << " (" << people.note << ").\n"
              << "With \"over\" read as within 10%: " << found.output << ".\n"
              << "Read literally: " << examine(province, reading::literal()).output << ".\n";
    if (found.output.found == verdict::impossible) {
        std::cout << "So, with \"over\" read as within 10%, the two figures cannot share a price basis.\n";
    }

    std::cout << print::heading("The plan of the term 2020-2025");
    const auto met = as_figure(*province.claim("c003"), province.sources());
    const auto plans = plans_of(province);
    const auto& before = plans.front();
    const auto halfway = assess(before, figures_of(province, claim_kind::target), "2024-05-31"_date);
    std::cout << "As told: " << met->value << " of " << *before.groups << " groups of targets met at mid-term.\n";
    for (std::size_t i = 0; i < halfway.size(); ++i) {
        std::cout << "  " << halfway[i].stands << ": " << before.targets[i].group << ", above its target by "
                  << rounded(halfway[i].beyond->lower()->value, 2) << " percent\n";
    }
    std::cout << "By the targets that are told, at mid-term: " << score(before, halfway, stage::interim) << ".\n";

    std::cout << print::heading("10 to 11 percent a year for 2026-2030: will GRDP have doubled?");
    const auto& goal = plans.back().targets.front();
    std::cout << goal << ": " << assess(goal, "2026-01-31"_date).stands << " on 2026-01-31\n";
    constexpr int years = 5;  // from the level of 2025 to that of 2030
    for (const auto rate : {percent{goal.goal.value()}, percent{goal.goal.greatest()}}) {
        const auto level = grown(100, rate, years);
        std::cout << "  " << rate << " a year leads from 100 in 2025 to " << rounded(level, 2) << " in 2030"
                  << (level < fraction{200} ? ", not to the double\n" : "\n");
    }
    const target twice{"",
                       "GRDP",
                       "level",
                       qualified<decimal>::at_least("200"_dec),
                       measure_unit::parse("index points").value(),
                       "2030"_period};
    std::cout << "  the double takes " << required_growth("100"_dec, twice, years).value() << " a year\n";
}
