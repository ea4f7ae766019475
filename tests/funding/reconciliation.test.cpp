// SPDX-License-Identifier: MIT
#include <muong/funding/reconciliation.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <muong/funding/disbursement.hpp>

#include "funding/made_ledger.hpp"

using namespace muong;
using namespace muong::test;

namespace {

using planted = std::tuple<discrepancy_kind, std::string, std::string, std::int64_t>;  // kind, project, source, apart

struct sound_ledger {
    std::vector<held_transaction> rows;
    std::set<planted> faults;
};

/// A ledger in which everything adds up, of some projects with two sources and three plan years each, and then some
/// faults on top, at most one for each project and source.
sound_ledger with_faults(source_of_chance& chance) {
    sound_ledger all;
    const auto projects = chance.between(1, 6);
    for (std::int64_t p = 0; p < projects; ++p) {
        for (const std::string source : {"oda_loan", "land_use_revenue"}) {
            const std::string project = "p" + std::to_string(p);
            const auto add = [&](transaction_kind kind, std::int64_t amount, int year, date on) {
                all.rows.push_back({kind, amount, year, on, source, "", project, ""});
            };
            std::int64_t carried = 0, paid = 0;
            for (int year = 2023; year <= 2025; ++year) {
                const auto day = [&](int month) { return *date::from_ymd(year, month, 10); };
                const auto plan = chance.between(1000, 5000), more = chance.between(-500, 500);
                add(transaction_kind::planned_annual, plan, year, *date::from_ymd(year - 1, 12, 10));
                add(transaction_kind::adjusted, more, year, day(9));
                const auto available = plan + more + carried;
                const auto advanced = chance.between(0, available / 4);
                const auto done = chance.between(advanced, available - advanced);
                add(transaction_kind::advance, advanced, year, day(2));
                add(transaction_kind::payment, done, year, day(11));
                add(transaction_kind::advance_recovery, advanced, year, day(11));
                paid += done;
                const auto left = available - done;
                carried = year < 2025 ? chance.between(0, left) : 0;
                if (carried != 0) {
                    add(transaction_kind::carried_over, -carried, year, *date::from_ymd(year + 1, 2, 1));
                    add(transaction_kind::carried_over, carried, year + 1, *date::from_ymd(year + 1, 2, 1));
                }
                if (year == 2025 && chance.chance(1, 4)) {
                    const auto apart = chance.between(1, 300);
                    add(transaction_kind::payment, left + apart, year, day(12));
                    paid += left + apart;
                    all.faults.emplace(discrepancy_kind::paid_beyond_plan, project, source, apart);
                } else if (year == 2025 && chance.chance(1, 4)) {
                    const auto apart = chance.between(1, 300);
                    add(transaction_kind::advance_recovery, apart, year, day(12));
                    paid -= apart;
                    all.faults.emplace(discrepancy_kind::advance_recovered_twice, project, source, apart);
                } else if (year == 2025 && chance.chance(1, 4)) {
                    const auto apart = chance.between(1, 300);
                    add(transaction_kind::carried_over, apart, year, day(12));
                    all.faults.emplace(discrepancy_kind::carry_over_open, project, source, apart);
                }
            }
            if (chance.chance(1, 4)) {
                const auto apart = chance.between(1, 300);
                add(transaction_kind::settlement, paid + apart, 2025, "2026-06-01"_date);
                all.faults.emplace(discrepancy_kind::settled_beyond_paid, project, source, apart);
            } else {
                add(transaction_kind::settlement, paid, 2025, "2026-06-01"_date);
            }
        }
    }
    for (std::size_t i = all.rows.size() - 1; i > 0; --i) std::swap(all.rows[i], all.rows[chance.index(i + 1)]);
    return all;
}

}  // namespace

TEST_CASE("a reconciliation finds each fault that was planted and nothing else") {
    for_all(with_faults, [](const sound_ledger& made) {
        std::set<planted> found;
        for (const auto& d : reconcile(make_ledger(made.rows))) {
            CHECK(found.emplace(d.kind, d.project, d.source, (d.found - d.expected).minor()).second);
        }
        CHECK(found == made.faults);
    });
}

TEST_CASE("a stated total is held against the sum of its parts") {
    for_all(
        with_faults,
        [](const sound_ledger& made) {
            const auto all = make_ledger(made.rows);
            auto plan = ledger_filter::of_plan_year(2024);
            plan.kinds = transaction_kind::planned_annual;
            const auto sum = all.total(plan);
            const auto one = any_money::of_minor(1, vnd::value);
            const auto paid = disbursement_rate(all, plan_basis::annual_plan).disbursed;
            const std::vector<stated_total> stated{
                {"right", plan, sum}, {"paid", {.disbursed = true}, paid}, {"wrong", plan, sum + one}};
            const auto found = reconcile(all, stated);
            CHECK(found.size() == made.faults.size() + 1);
            CHECK(found.back().name == "wrong");
            CHECK(found.back().expected - found.back().found == one);
        },
        30);
    const std::vector<stated_total> foreign{{"dollars", {}, 1_usd}};
    CHECK_THROWS_AS(static_cast<void>(reconcile(make_ledger({}), foreign)), std::invalid_argument);
}

TEST_CASE("a discrepancy is told with its numbers") {
    const std::vector<held_transaction> rows{
        {transaction_kind::planned_annual, 10'000, 2024, "2023-12-10"_date, "oda_loan", "", "p7", ""},
        {transaction_kind::payment, 12'000, 2024, "2024-12-10"_date, "oda_loan", "", "p7", ""}};
    const auto found = reconcile(make_ledger(rows));
    REQUIRE(found.size() == 1);
    CHECK(to_string(found[0]) ==
          "paid_beyond_plan: project p7, source oda_loan, plan year 2024: found 12000 VND, expected at most 10000 VND, "
          "2000 VND apart");
    const auto p = as_problem(found[0]);
    CHECK(p.code == errc::unreconciled);
    CHECK(to_string(p) ==
          "ledger: unreconciled: found '12000 VND', expected at most 10000 VND, 2000 VND apart (paid_beyond_plan, "
          "project "
          "p7, source oda_loan, plan year 2024)");
}
