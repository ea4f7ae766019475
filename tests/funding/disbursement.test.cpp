// SPDX-License-Identifier: MIT
#include <muong/funding/disbursement.hpp>

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "funding/made_ledger.hpp"

using namespace muong;
using namespace muong::test;

namespace {

any_money dong(std::int64_t n) { return any_money::of_minor(n, vnd::value); }
held_transaction row(transaction_kind kind, std::int64_t amount, int year, date on) {
    return {kind, amount, year, on, "oda_loan", "", "p1", ""};
}
const std::vector<held_transaction> two_years{row(transaction_kind::planned_medium_term, 5000, 2023, "2022-12-01"_date),
                                              row(transaction_kind::planned_annual, 1000, 2023, "2022-12-10"_date),
                                              row(transaction_kind::adjusted, -200, 2023, "2023-10-01"_date),
                                              row(transaction_kind::advance, 300, 2023, "2023-03-01"_date),
                                              row(transaction_kind::payment, 400, 2023, "2024-01-20"_date),
                                              row(transaction_kind::advance_recovery, 100, 2023, "2024-01-20"_date),
                                              row(transaction_kind::carried_over, -200, 2023, "2024-02-01"_date),
                                              row(transaction_kind::carried_over, 200, 2024, "2024-02-01"_date),
                                              row(transaction_kind::planned_annual, 500, 2024, "2023-12-10"_date),
                                              row(transaction_kind::payment, 710, 2024, "2024-12-20"_date)};

}  // namespace

TEST_CASE("the same payments give another rate for each denominator, and it is named") {
    const auto all = make_ledger(two_years);
    const auto of_2023 = ledger_filter::of_plan_year(2023);
    const auto rate = [&](plan_basis basis) { return disbursement_rate(all, basis, of_2023); };
    CHECK(rate(plan_basis::annual_plan).disbursed == dong(600));
    CHECK(rate(plan_basis::annual_plan).rate == fraction{3, 5});
    CHECK(rate(plan_basis::adjusted_plan).rate == fraction{3, 4});
    CHECK(rate(plan_basis::adjusted_plan_with_carry_over).rate == fraction{1});
    CHECK(rate(plan_basis::medium_term_plan).rate == fraction{3, 25});
    CHECK_FALSE(rate(plan_basis::allocation).rate);
    CHECK(to_string(rate(plan_basis::adjusted_plan)) == "75.00% of the adjusted annual plan (600 VND of 800 VND)");
    CHECK(to_string(rate(plan_basis::commitment)) == "no rate: no commitments (600 VND of 0 VND)");
    std::ostringstream out;
    out << rate(plan_basis::adjusted_plan);
    CHECK(out.str() == to_string(rate(plan_basis::adjusted_plan)));
}

TEST_CASE("a rate up to a day measures what was paid by then against what was planned by then") {
    auto first_half = ledger_filter::of_plan_year(2023);
    first_half.days = date_range{"2023-01-01"_date, "2023-07-01"_date};
    const auto d = disbursement_rate(make_ledger(two_years), plan_basis::adjusted_plan, first_half);
    CHECK(d.disbursed == dong(300));
    CHECK(d.plan == dong(1000));
}

TEST_CASE("a filter that names kinds, or what is disbursed, leaves no plan to measure by and is refused") {
    auto some = ledger_filter::of_plan_year(2023);
    CHECK_FALSE(some.names_kinds());
    some.kinds = transaction_kind::payment;
    auto disbursed = ledger_filter::of_plan_year(2023);
    disbursed.disbursed = true;
    for (const auto& which : {some, disbursed}) {
        CHECK(which.names_kinds());
        CHECK_THROWS_AS(static_cast<void>(disbursement_rate(make_ledger(two_years), plan_basis::adjusted_plan, which)),
                        std::invalid_argument);
        CHECK_THROWS_AS(static_cast<void>(plan_year_accounts(make_ledger(two_years), which)), std::invalid_argument);
    }
}

TEST_CASE("the account of a plan year is not clamped") {
    const auto accounts = plan_year_accounts(make_ledger(two_years));
    REQUIRE(accounts.size() == 2);
    CHECK(accounts[0] == plan_year_account{2023, dong(1000), dong(-200), dong(-200), dong(600), dong(600), dong(0)});
    CHECK(accounts[1] == plan_year_account{2024, dong(500), dong(0), dong(200), dong(700), dong(710), dong(-10)});
}

TEST_CASE("accounts of some days hold what was paid on them against what was planned by the last of them") {
    auto of_2023 = ledger_filter{};
    of_2023.days = date_range{"2023-01-01"_date, "2024-01-01"_date};
    const auto accounts = plan_year_accounts(make_ledger(two_years), of_2023);
    REQUIRE(accounts.size() == 2);
    CHECK(accounts[0] == plan_year_account{2023, dong(1000), dong(-200), dong(0), dong(800), dong(300), dong(500)});
    CHECK(accounts[1] == plan_year_account{2024, dong(500), dong(0), dong(0), dong(500), dong(0), dong(500)});
}

TEST_CASE("accounts of the plan years, of some days or all, are told by one rule with the rate") {
    for_all(
        [](source_of_chance& chance) { return any_transactions(chance, 60); },
        [](const std::vector<held_transaction>& rows) {
            const auto all = make_ledger(rows);
            for (const auto& days : {std::optional<date_range>{}, std::optional{date_range::since("2023-06-01"_date)},
                                     std::optional{date_range{"2023-01-01"_date, "2024-03-01"_date}}}) {
                ledger_filter which;
                which.days = days;
                for (const auto& a : plan_year_accounts(all, which)) {
                    which.first_plan_year = which.last_plan_year = a.plan_year;
                    const auto rate = [&](plan_basis basis) { return disbursement_rate(all, basis, which); };
                    CHECK(rate(plan_basis::annual_plan).plan == a.planned);
                    CHECK(rate(plan_basis::adjusted_plan_with_carry_over).plan == a.available);
                    CHECK(rate(plan_basis::annual_plan).disbursed == a.disbursed);
                }
            }
        },
        50);
}

TEST_CASE("accounts of the plan years add up to those of the whole ledger") {
    for_all([](source_of_chance& chance) { return any_transactions(chance, 60); },
            [](const std::vector<held_transaction>& rows) {
                const auto all = make_ledger(rows);
                const auto accounts = plan_year_accounts(all);
                const auto rate = disbursement_rate(all, plan_basis::adjusted_plan_with_carry_over);
                CHECK(total_in(vnd::value, accounts, &plan_year_account::disbursed) == rate.disbursed);
                CHECK(total_in(vnd::value, accounts, &plan_year_account::available) == rate.plan);
                for (const auto& a : accounts) {
                    CHECK(a.planned + a.adjusted + a.carried_over == a.available);
                    CHECK(a.disbursed + a.left == a.available);
                }
                if (rate.rate) CHECK(*rate.rate * rate.plan.minor() == fraction{rate.disbursed.minor()});
            });
}
