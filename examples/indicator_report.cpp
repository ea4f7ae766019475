// SPDX-License-Identifier: MIT
//
// What do five articles say of Điện Biên in figures, what of it cannot be true at once, and what do its goals take?
//
//     examples/run indicator_report
//
// Shows: figures that keep the words of their source, `find_conflicts`, identities checked with the bounds of those
// words, plans with the scores of their targets, and the growth that a goal requires. `series_basics` comes first.

#include <algorithm>
#include <iostream>
#include <muong/data.hpp>
#include <muong/indicators.hpp>
#include <string>
#include <vector>

#include "print.hpp"
#include "references.hpp"

namespace {

using namespace muong;

std::string told(const claim& c) {
    auto unit = c.unit.code;
    if (c.value == qualified<decimal>{decimal{1}} && unit.ends_with('s')) unit.pop_back();  // 1 product
    return print::number(c.value) + ' ' + unit;
}

/// The period of a figure in words, with what its source says of it beside that: "mid-term of 2020 to 2025".
std::string when(const dien_bien_data& province, const claim& c) {
    if (!c.when) return "no period told";
    const bool midway = province.claim(c.id)->when.starts_with("mid-term");
    return (midway ? "mid-term of " : "") + print::in_words(*c.when);
}

/// Figures of a kind by subject: what, how much, for when, who says so.
void list(const dien_bien_data& province, claim_kind kind, references& cited) {
    auto figures = figures_of(province, kind);
    for (auto from = figures.begin(); from != figures.end();) {  // those on one subject together
        from = std::stable_partition(from, figures.end(),
                                     [name = from->subject](const claim& c) { return c.subject == name; });
    }
    std::string subject;
    for (const auto& c : figures) {
        if (c.subject != subject) std::cout << c.subject << '\n';
        subject = c.subject;
        const bool fits = print::width(c.indicator) <= 40;
        std::cout << "  " << print::left(c.id, 6)
                  << (fits ? print::left(c.indicator, 42) : c.indicator + '\n' + std::string(50, ' '))
                  << print::left(told(c), 29) << print::left(when(province, c), 30) << cited.number_of(c.cited) << '\n';
        if (!c.note.empty()) std::cout << "        " << c.note << '\n';
    }
}

claim figure(const dien_bien_data& province, std::string_view id) {
    return as_figure(*province.claim(id), province.sources()).value();
}

/// "over 17,000", "over 17,000, up to 18,700", "31,512 or more": what lies between two bounds, in so many base units.
std::string range(const interval<fraction>& bounds, std::int64_t unit) {
    const auto text = [unit](const bound<fraction>& b) {
        return print::number((b.value / unit).whole(rounding::half_away_from_zero));
    };
    const auto lower = bounds.lower(), upper = bounds.upper();
    if (!lower) return upper ? text(*upper) + " or less" : "anything";
    const std::string from = (lower->included ? "" : "over ") + text(*lower);
    if (!upper) return from + (lower->included ? " or more" : "");
    return bounds.is_single() ? from : from + ", up to " + text(*upper);
}

void disagreements(const dien_bien_findings& found, references& cited) {
    for (const auto& c : found.conflicts) {
        const auto &a = found.figures[c.first], &b = found.figures[c.second];
        std::cout << a.subject << ", " << a.indicator << ":\n";
        for (const auto* each : {&a, &b}) {
            std::cout << "  " << print::left(told(*each), 28) << print::left(print::in_words(*each->when), 16)
                      << cited.number_of(each->cited) << '\n';
        }
        std::cout << "  They are " << print::number(abs(c.apart.lower()->value.to_decimal(2))) << ' '
                  << a.unit.of_differences() << " apart, and most of their years are the same. Both stay.\n";
    }
}

void population_behind(const dien_bien_data& province, references& cited) {
    constexpr std::int64_t billion = 1'000'000'000;
    const auto found = examine(province), literal = examine(province, reading::literal());
    const auto& people = found.population;
    std::cout << "GRDP of 2025 is told as " << told(figure(province, "c027")) << ", GRDP per capita of 2025 as "
              << told(figure(province, "c028")) << ":\nby these numbers the province has some "
              << print::number(found.implied_population.said.whole(rounding::half_away_from_zero)) << " people.\n"
              << "Its communes have " << print::number(people.value) << ", as published "
              << (people.cited.when ? "on " + print::in_words(*people.cited.when) : std::string{}) << ' '
              << cited.number_of(people.cited) << ";\n"
              << people.note << ".\n\n"
              << "  reading of \"over\"     GRDP, billion VND         people x GRDP per capita     can both be?\n";
    for (const auto* each : {&found, &literal}) {
        const auto& check = each->output;
        std::cout << "  " << print::left(to_string(check.how), 22) << print::left(range(check.left, billion), 26)
                  << print::left(range(check.right, billion), 29)
                  << (check.found == verdict::impossible ? "no" : "not ruled out") << '\n';
    }
    if (found.output.found == verdict::impossible) {
        std::cout << "So unless \"over\" hides more than a tenth, the two figures cannot share a price basis.\n";
    }
}

void roads(const dien_bien_data& province) {
    const auto now = figure(province, "c024"), more = figure(province, "c025");
    const auto before = now.value - more.value;  // the words of both allow this much
    std::cout << "Roads: " << told(now) << " in " << print::in_words(*now.when) << ", " << told(more)
              << " more than at the start of the term; so " << range(as_fractions(before), 1) << ' ' << now.unit
              << " then.\n";
}

void term_before(const dien_bien_data& province, const plan& p, references& cited) {
    const auto score_told = figure(province, "c003");
    std::cout << p.name << ", " << print::in_words(p.when) << ' ' << cited.number_of(p.cited) << "\n"
              << "As told at mid-term: " << told(score_told) << " of " << *p.groups << " met or exceeded.\n"
              << "The article names five of them, and by how much each is above its target, not the target itself:\n";
    const auto halfway = assess(p, figures_of(province, claim_kind::target), "2024-05-31"_date);
    for (std::size_t i = 0; i < halfway.size(); ++i) {
        const auto above = halfway[i].beyond->lower()->value.to_decimal(2);
        std::cout << "  " << print::left(p.targets[i].group, 34) << print::left(to_string(halfway[i].stands), 8) << '+'
                  << print::number(above) << " percent\n";
    }
    std::cout << "By these targets alone, at mid-term: " << score(p, halfway, stage::interim) << ".\n"
              << "Of the end of the term no target is told: " << score(p, halfway) << ".\n";
}

void term_now(const dien_bien_data& province, const plan& p, references& cited) {
    const auto& goal = p.targets.front();
    constexpr auto day = "2026-01-31"_date;
    std::cout << p.name << ", " << print::in_words(p.when) << ' ' << cited.number_of(p.cited) << '\n'
              << "Target: " << goal.subject << ", " << goal.indicator << ": " << print::number(goal.goal) << ' '
              << goal.unit << ". On " << print::in_words(day) << ": " << assess(goal, day).stands << ".\n"
              << "Will GRDP have doubled by 2030? Five years, from the level of 2025:\n";
    for (const auto rate : {percent{goal.goal.value()}, percent{goal.goal.greatest()}}) {
        const auto level = grown(100, rate, 5);
        std::cout << "  at " << rate << " a year   from 100 to " << print::number(level.to_decimal(2))
                  << (level < fraction{200} ? ": not doubled\n" : ": doubled\n");
    }
    const auto output = figure(province, "c027");
    const target twice{
        "",          output.subject, output.indicator, qualified<decimal>::at_least(output.value.value() * decimal{2}),
        output.unit, "2030"_period};
    std::cout << "To reach twice the number told, " << print::number(twice.goal) << ' ' << twice.unit
              << ", by 2030 it takes\n"
              << "  " << required_growth(output.value.value(), twice, 5).value() << " a year from "
              << print::number(output.value.value()) << ";\n";
    const auto near = required_growth(output, twice, 2, reading::within("10%"_percent)).value();
    std::cout << "  " << near.lower()->value << " to " << near.upper()->value << " a year if \"over "
              << print::number(output.value.value()) << "\" is up to a tenth more.\n";
}

}  // namespace

int main() {
    const auto& province = dien_bien();
    references cited;

    std::cout << "Điện Biên: what five articles say in figures\n"
              << "Each figure has the words of its source; numbers in brackets are the sources, listed at the end.\n"
              << print::heading("Indicators");
    list(province, claim_kind::indicator, cited);
    std::cout << print::heading("Targets");
    list(province, claim_kind::target, cited);
    std::cout << print::heading("Plans");
    list(province, claim_kind::plan, cited);

    std::cout << print::heading("Plans and offices that are told in words");
    for (const auto& c : province.claims()) {
        if ((c.kind != claim_kind::plan && c.kind != claim_kind::office) || as_figure(c, province.sources())) continue;
        const auto at = std::ranges::find(province.sources(), c.source, &data_source::key);
        const auto day = date::parse(c.value);
        const auto month = period::parse(c.value);
        std::cout << "  " << print::left(c.id, 6) << c.subject << ", " << c.property << ": "
                  << (day     ? print::in_words(*day)
                      : month ? print::in_words(*month)
                              : c.value);
        if (c.of) std::cout << " (" << (c.when.starts_with("as of") ? "as of " : "") << print::in_words(*c.of) << ')';
        std::cout << ' ' << cited.number_of(at->cited) << '\n';
        if (!c.note.empty()) std::cout << "        " << c.note << '\n';
    }

    std::cout << print::heading("Figures that disagree");
    disagreements(examine(province), cited);
    std::cout << print::heading("How many people are behind GRDP?");
    population_behind(province, cited);
    std::cout << print::heading("What follows for the start of the term?");
    roads(province);

    const auto plans = plans_of(province);
    std::cout << print::heading("The term behind");
    term_before(province, plans.front(), cited);
    std::cout << print::heading("The term ahead");
    term_now(province, plans.back(), cited);

    std::cout << print::heading("Sources");
    cited.list();
}
