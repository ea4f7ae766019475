// SPDX-License-Identifier: MIT
//
// What was late and why, where does it lie on the map of today, and what was finished?
//
//     examples/run project_portfolio
//
// Shows: rough dates ("late 2021") that stay what they are; projects that follow their communes through the
// consolidation; queries of a portfolio that are piped on; forecasts with their method. First the works that five
// articles tell of, then a made portfolio of 200 projects. Comes after 01_what_became_of.

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "made_portfolio.hpp"
#include "print.hpp"

namespace {

using namespace muong;

std::string dates_of(const project& p, schedule_point point) {
    std::string text;
    for (const auto& entry : p.schedule) {
        if (entry.point != point || entry.status != schedule_status::actual) continue;
        text += (text.empty() ? "" : "; ") + to_string(entry.when);
    }
    return text;
}

std::string places_of(const project& p, const project_map& map) {
    std::string text;
    for (const auto* u : map.units_of(p)) text += (text.empty() ? "" : ", ") + std::string{u->name()};
    return text;
}

/// An amount in billions of đồng with one decimal.
std::string billions(any_money m) { return print::number((fraction{m.minor()} / 1'000'000'000).to_decimal(1)); }

void told_by_the_articles() {
    const auto& data = dien_bien();
    const auto& works = data.projects();
    const project_map eve{works, data.registry(), dien_bien_data::consolidation().eve()};
    const project_map today{works, data.registry(), dien_bien_data::consolidation()};

    std::cout << "I. What five articles tell of works in Điện Biên\n\nFinished\n";
    for (const auto& p : works.all()) {
        if (actual(p, schedule_point::finish) == nullptr) continue;
        std::cout << "  " << print::left(p.title, 60) << dates_of(p, schedule_point::finish) << '\n';
    }
    std::cout << "\nUpgraded or restored; that the work is finished is not told\n";
    for (const auto& p : works.all()) {
        for (const auto& m : p.milestones) {
            std::cout << "  " << print::left(p.title, 60) << m.title << ' ' << to_string(*m.met) << '\n';
        }
    }
    std::cout << "\nLate, and why\n";
    for (const auto& p : works.all()) {
        for (const auto& d : p.delays) {
            std::cout << "  " << print::left(p.title, 60) << to_string(d.cause) << (d.note.empty() ? "" : ": " + d.note)
                      << '\n';
        }
    }
    std::cout << "  By how long cannot be told: no article names a planned date.\n\nHow far\n";
    for (const auto& p : works.all()) {
        for (const auto& done : p.progress) {
            std::cout << "  " << print::left(p.title, 60) << done.percent << "% in " << done.on << '\n';
        }
    }
    std::cout << '\n' << print::left("Where it lies", 62) << print::left("until 2025-06-30", 24) << "today\n";
    for (const auto& p : works.all()) {
        if (p.locations.empty()) continue;
        std::cout << "  " << print::left(p.title, 60) << print::left(places_of(p, eve), 24) << places_of(p, today)
                  << '\n';
    }
    std::cout << "  Only communes that a title names are told; the articles give no others.\n";
}

/// Earned value at the end of a year, of the first projects under way and of all that are. What was paid by the end of
/// the next January on plans up to that year is what the work of the year cost.
void earned_value_of_year(const made_works& all, int year) {
    const auto day = period::year(year).last();
    std::cout << "\nEarned value on " << print::in_words(day)
              << ", in billion VND: what was to be done (PV), is done (EV), is paid (AC);\nEV less PV (SV), EV less AC "
                 "(CV); EV/PV (SPI), EV/AC (CPI); the budget divided by CPI (EAC)\n  "
              << print::left("", 10) << "  budget       PV       EV       AC       SV       CV   SPI   CPI      EAC\n";
    ledger_filter until;
    until.days = date_range{"2020-01-01"_date, last_payment_day(year) + 1};
    until.last_plan_year = year;
    const auto accounts = accounts_of(all.projects, all.money, until);
    const auto row = [](const std::string& name, const earned_value& v) {
        std::cout << "  " << print::left(name, 10);
        for (const auto& m : {v.budget, v.planned, v.earned, v.actual, v.schedule_variance, v.cost_variance}) {
            std::cout << std::setw(8) << billions(m) << ' ';
        }
        for (const auto& index : {v.schedule_index, v.cost_index}) {
            std::cout << std::setw(5) << (index ? to_string(index->to_decimal(2)) : "-") << ' ';
        }
        std::cout << std::setw(8) << (v.estimate_at_completion ? billions(*v.estimate_at_completion) : "-") << '\n';
    };
    const auto zero = any_money::of_minor(0, vnd::value);
    any_money budget = zero, planned = zero, earned = zero, paid = zero;
    int count = 0;
    for (std::size_t i = 0; i < all.projects.size(); ++i) {
        const auto& p = all.projects.all()[i];
        const auto* const done = progress_on(p, progress_metric::physical, day);
        const auto plan = progress_curve::of(p, progress_metric::physical, true).at(day);
        if (done == nullptr || !plan || done->percent == decimal{0} || done->percent == decimal{100}) continue;
        const auto v = earned_value_of(p.budget->value(), {.planned = *plan, .done = done->percent},
                                       accounts.of_projects[i].disbursed);
        if (++count <= 8) row(p.id, v);
        budget = budget + v.budget;
        planned = planned + v.planned;
        earned = earned + v.earned;
        paid = paid + v.actual;
    }
    const auto percent_of_budget = [&](const any_money& m) {
        return fraction{m.minor()} / fraction{budget.minor()} * 100;
    };
    row("all " + std::to_string(count),
        earned_value_of(budget, {.planned = percent_of_budget(planned), .done = percent_of_budget(earned)}, paid));
}

void made() {
    const auto all = maker_of_works::make();
    const auto& units = dien_bien().registry();
    constexpr auto day = "2025-12-31"_date;
    const project_map today{all.projects, units, day};

    std::cout << "\nII. A made portfolio: 200 projects, none of them true, on " << day
              << "\n\nAgainst the first plan and the latest\n";
    for (const auto basis : {schedule_basis::first_plan, schedule_basis::latest_plan}) {
        std::size_t finished_late = 0, open_late = 0;
        std::vector<std::int32_t> days;
        for (const auto& late : all.projects.late_on(day, basis)) {
            ++(late.how.finished ? finished_late : open_late);
            days.push_back(*late.how.days.least);
        }
        std::ranges::sort(days);
        std::cout << "  " << print::left(std::string{to_string(basis)}, 14) << finished_late << " finished late, "
                  << open_late << " late and not finished; half of them by more than "
                  << (days.empty() ? 0 : days[days.size() / 2]) << " days\n";
    }

    std::cout << "\nCauses\n";
    for (int c = 0; c <= static_cast<int>(delay_cause::other); ++c) {
        const auto cause = static_cast<delay_cause>(c);
        const auto count = ranges::distance(all.projects.by_cause(cause));
        if (count != 0) std::cout << "  " << print::left(std::string{to_string(cause)}, 20) << count << '\n';
    }

    std::cout << "\nLate and open, the longest first (plan: first one)\n";
    std::vector<late_project> open;
    for (const auto& late : all.projects.late_on(day, schedule_basis::first_plan)) {
        if (!late.how.finished) open.push_back(late);
    }
    std::ranges::stable_sort(open, std::greater<>{}, [](const late_project& p) { return *p.how.days.least; });
    std::cout
        << "  id    project                            commune today      late      done    end, at the mean pace\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(open.size(), 10); ++i) {
        const auto& p = *open[i].project;
        const auto* const done = progress_on(p, progress_metric::physical, day);
        const auto end = forecast_finish(p, progress_metric::physical, day, forecast_method::mean_pace);
        std::cout << "  " << p.id << "  " << print::left(p.title, 35) << print::left(places_of(p, today), 19)
                  << print::left(to_string(open[i].how.days), 10) << std::setw(5)
                  << (done ? to_string(done->percent) : "-") << "%  "
                  << (end.finish ? to_string(*end.finish) : end.reason) << '\n';
    }

    std::cout << "\nCommunes of today with the most late and open projects\n";
    std::map<std::string, int> by_commune;
    for (const auto& late : open) {
        for (const auto* u : today.units_of(*late.project))
            ++by_commune[to_string(u->code()) + ' ' + std::string{u->name()}];
    }
    std::vector<std::pair<std::string, int>> most{by_commune.begin(), by_commune.end()};
    std::ranges::stable_sort(most, std::greater<>{}, &std::pair<std::string, int>::second);
    for (std::size_t i = 0; i < std::min<std::size_t>(most.size(), 5); ++i) {
        std::cout << "  " << print::left(most[i].first, 24) << most[i].second << '\n';
    }

    std::cout << "\nFinished by the end of the year: planned at first, and done\n";
    const std::array years{"2021"_period, "2022"_period, "2023"_period, "2024"_period, "2025"_period};
    for (const auto& point : completion_curve(all.projects, years)) {
        std::cout << "  " << point.by << std::setw(6) << point.planned << std::setw(6) << point.actual << '\n';
    }

    std::cout << "\nNo progress in the second half of 2025: "
              << ranges::distance(all.projects.stalled_between("2025-06-30"_date, day)) << " projects\n";
    earned_value_of_year(all, 2023);
}

}  // namespace

int main() {
    told_by_the_articles();
    made();
}
