// SPDX-License-Identifier: MIT
#include <muong/projects/project_money.hpp>

#include <doctest/doctest.h>

#include <utility>

#include <muong/funding/disbursement.hpp>

#include "funding/made_ledger.hpp"

using namespace muong;
using namespace muong::test;

template <class Portfolio>
concept HasAccounts = requires(Portfolio&& projects, const ledger& money) {
    accounts_of(std::forward<Portfolio>(projects), money);
};
static_assert(HasAccounts<portfolio&> && HasAccounts<const portfolio&>);
static_assert(!HasAccounts<portfolio> && !HasAccounts<const portfolio>, "projects do not outlive their portfolio");

TEST_CASE("the accounts of the projects, and what no project has, add up to the ledger") {
    portfolio::builder b;
    for (const auto* id : {"p1", "p2", "p3", "never-paid"}) b.add({.id = id});
    const auto projects = std::move(b).build();
    for_all([](source_of_chance& chance) { return any_transactions(chance, 80); },
            [&](const std::vector<held_transaction>& rows) {
                const auto money = make_ledger(rows);
                const auto told = accounts_of(projects, money);
                REQUIRE(told.of_projects.size() == 4);
                auto planned = told.planned_unknown, disbursed = told.disbursed_unknown;
                for (const auto& a : told.of_projects) {
                    ledger_filter of_it;
                    of_it.project = a.project->id;
                    const auto rate = disbursement_rate(money, plan_basis::adjusted_plan_with_carry_over, of_it);
                    CHECK(a.planned == rate.plan);
                    CHECK(a.disbursed == rate.disbursed);
                    of_it.kinds = transaction_kind::committed;
                    CHECK(a.committed == money.total(of_it));
                    planned += a.planned;
                    disbursed += a.disbursed;
                }
                const auto all = disbursement_rate(money, plan_basis::adjusted_plan_with_carry_over);
                CHECK(planned == all.plan);
                CHECK(disbursed == all.disbursed);
                for (const auto& id : told.unknown) CHECK(projects.find(id) == nullptr);
            });
}

TEST_CASE("accounts of some kinds of transactions only, which would leave out a plan or a recovery, are refused") {
    portfolio::builder b;
    b.add({.id = "p1"});
    const auto projects = std::move(b).build();
    const auto money = make_ledger({{.kind = transaction_kind::payment,
                                     .amount = 5,
                                     .plan_year = 2024,
                                     .on = "2024-05-01"_date,
                                     .project = "p1"}});
    ledger_filter payments;
    payments.kinds = transaction_kind::payment;
    CHECK_THROWS_AS(static_cast<void>(accounts_of(projects, money, payments)), std::invalid_argument);
    CHECK(accounts_of(projects, money).of_projects[0].disbursed == any_money::of_minor(5, vnd::value));
}
