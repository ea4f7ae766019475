// SPDX-License-Identifier: MIT
//
// Who pays for what, how much is paid out, and of which plan is that so many percent?
//
//     examples/run funding_report
//
// Shows: amounts as they were published, with "over" and "nearly"; programmes and what became of them; sums of a ledger
// by source and plan year; disbursement rates that name their denominator; accounts of the plan years; what does not
// reconcile. First what five articles tell, then a made ledger. Comes after project_portfolio.

#include <algorithm>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <muong/core/apportion.hpp>
#include <string>
#include <vector>

#include "made_portfolio.hpp"
#include "print.hpp"
#include "references.hpp"

namespace {

using namespace muong;

/// An amount in billions of đồng with one decimal.
std::string billions(any_money m) { return print::number((fraction{m.minor()} / 1'000'000'000).to_decimal(1)); }

void told_by_the_articles(references& cited) {
    const auto& data = dien_bien();
    std::cout << "I. What five articles tell of money in Điện Biên\n\n";
    for (const auto& s : data.funding()) {
        const auto& c = *s.claim;
        const auto said_by = std::ranges::find(data.sources(), c.source, &data_source::key);
        std::cout << "  " << c.subject << ", " << c.property << ": "
                  << (c.qualifier == "exact" ? "" : c.qualifier + ' ')
                  << (s.amount ? to_string(*s.amount)
                               : c.value + (c.unit == "wording" || c.unit == "kind" ? "" : ' ' + c.unit))
                  << (c.of ? ", " + print::in_words(*c.of) : std::string{}) << ' ' << cited.number_of(said_by->cited)
                  << '\n';
        if (!c.note.empty()) std::cout << "      " << c.note << '\n';
    }
    std::cout << "  The rate of nearly 100 percent names no denominator, and the same article calls disbursement in "
                 "the term\n"
                 "  sluggish: both stay. The capital of border areas and that of the programmes may overlap; no "
                 "article adds\n"
                 "  them up, and neither does this report.\n"
                 "\nNational target programmes\n";
    std::vector<std::int64_t> projects;
    std::vector<const programme*> three;
    for (const auto& s : data.funding()) {
        if (s.claim->property != "projects" || s.programmes.size() != 1) continue;
        projects.push_back(decimal::parse(s.claim->value)->coefficient());
        three.push_back(data.programmes().find(s.programmes[0]));
    }
    const auto shares = percent_shares(projects);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < three.size(); ++i) {
        const auto later = data.programmes().in_year(three[i]->id, 2026);
        std::cout << "  " << print::left(three[i]->id, 16) << std::setw(4) << projects[i] << " projects, " << shares[i]
                  << "%; since 2026: " << (later.empty() ? "none" : later.front()->id) << '\n';
        sum += projects[i];
    }
    std::cout << "  " << print::left("together", 16) << std::setw(4) << sum << " projects, 100.00%\n";
}

/// The plan of 2024 with its carry-over is another number before and after the day on which the rest is carried on.
void why_the_plans_differ(const ledger& money) {
    auto carried = ledger_filter::of_plan_year(2024);
    carried.kinds = transaction_kind::carried_over;
    carried.days = date_range{"2023-01-01"_date, "2025-02-01"_date};
    const auto in = money.total(carried);
    carried.days = date_range{"2025-02-01"_date, "2026-03-01"_date};
    const auto out = money.total(carried);
    std::cout << "  The annual plan is as first assigned. On 1 February 2024 " << billions(in)
              << " billion VND of 2023 were carried into it,\n  and on 1 February 2025 " << billions(-out)
              << " billion VND of it on to 2025: so the plan with carry-over differs by the day.\n";
}

void made() {
    const auto all = maker_of_works::make();
    const auto& money = all.money;
    std::cout << "\nII. A made ledger: " << money.size() << " transactions of 200 projects, none of them true\n"
              << "\nPaid out by source and plan year, in billion VND\n  " << print::left("", 42);
    for (int year = 2021; year <= 2025; ++year) std::cout << std::setw(9) << year;
    std::cout << '\n';
    const auto paid = money.roll_up({ledger_dimension::source, ledger_dimension::plan_year}, {.disbursed = true});
    for (std::size_t i = 0; i < money.sources().size(); ++i) {
        const auto& source = money.sources().all()[i];
        const auto is_of_it = [&](const ledger_sums::row& row) { return row.keys[0] == source.id; };
        if (std::ranges::none_of(paid.rows(), is_of_it)) continue;
        std::cout << "  " << print::left(std::string(2 * money.sources().depth_of(i), ' ') + source.name, 42);
        for (int year = 2021; year <= 2025; ++year) {
            const auto key = std::to_string(year);
            std::cout << std::setw(9) << billions(paid.at({source.id, key}));
        }
        std::cout << '\n';
    }

    std::cout << "\nRates of the plan year 2024, by what is paid and planned up to a day\n";
    for (const auto end : {"2025-01-01"_date, "2025-02-01"_date, "2025-03-01"_date}) {
        auto of_2024 = ledger_filter::of_plan_year(2024);
        of_2024.days = date_range{"2023-01-01"_date, end};
        std::cout << "  up to " << print::in_words(end.eve()) << '\n';
        for (const auto basis :
             {plan_basis::annual_plan, plan_basis::adjusted_plan_with_carry_over, plan_basis::allocation}) {
            const auto d = disbursement_rate(money, basis, of_2024);
            std::cout << std::setw(9) << to_string((*d.rate * 100).to_decimal(2)) << "% of the "
                      << print::left(to_string(basis), 38) << billions(d.disbursed) << " of " << billions(d.plan)
                      << " billion VND\n";
        }
    }
    why_the_plans_differ(money);

    std::cout << "\nAccounts of the plan years, in billion VND\n"
                 "  year   planned  carried over  available  paid out     left\n";
    for (const auto& a : plan_year_accounts(money)) {
        std::cout << "  " << a.plan_year << std::setw(10) << billions(a.planned) << std::setw(14)
                  << billions(a.carried_over) << std::setw(11) << billions(a.available) << std::setw(10)
                  << billions(a.disbursed) << std::setw(9) << billions(a.left) << '\n';
    }

    std::cout << "\nPlans of 2021-2025 by programme\n";
    ledger_filter planned;
    planned.kinds = {transaction_kind::planned_annual, transaction_kind::adjusted};
    const auto by_programme = money.sums({ledger_dimension::programme}, planned);
    std::vector<std::int64_t> parts;
    for (const auto& row : by_programme.rows()) parts.push_back(row.sum.minor());
    const auto shares = percent_shares(parts);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& row = by_programme.rows()[i];
        std::cout << "  " << print::left(row.keys[0].empty() ? "no programme" : row.keys[0], 16) << std::setw(9)
                  << billions(row.sum) << " billion VND " << std::setw(6) << shares[i] << "%\n";
    }
    std::cout << "  " << print::left("together", 16) << std::setw(9) << billions(by_programme.total())
              << " billion VND 100.00%\n";

    auto of_2023 = ledger_filter::of_plan_year(2023);
    of_2023.kinds = transaction_kind::planned_annual;
    const auto stated = money.total(of_2023) + any_money{1'000'000'000_vnd};
    const std::vector<stated_total> totals{{"plan of 2023", of_2023, stated}};
    std::cout << "\nWhat does not reconcile; three faults are planted: project " << maker_of_works::recovered_twice
              << " recovers an advance twice, project\n"
              << maker_of_works::paid_beyond
              << " is paid beyond its plan, and a total of 2023 is stated that is a billion above its parts\n";
    for (const auto& d : reconcile(money, totals)) {
        std::cout << "  " << d.kind << (d.project.empty() ? ": " + d.name : ": project " + d.project)
                  << (d.plan_year ? ", plan year " + std::to_string(*d.plan_year) : std::string{})
                  << (d.on ? ", on " + print::in_words(*d.on) : std::string{}) << "\n      found "
                  << print::number(d.found.minor()) << ", expected "
                  << (d.kind == discrepancy_kind::breakdown_differs ? "" : "at most ")
                  << print::number(d.expected.minor()) << " VND, "
                  << print::number(std::abs(d.found.minor() - d.expected.minor())) << " VND apart\n";
    }
}

}  // namespace

int main() {
    references cited;
    told_by_the_articles(cited);
    made();
    std::cout << "\nSources\n";
    cited.list();
}
