// SPDX-License-Identifier: MIT
#include <muong/funding/transaction.hpp>

#include <doctest/doctest.h>

#include <limits>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>

using namespace muong;

TEST_CASE("a kind of transaction is read back from its name, and prints as it") {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < transaction_kinds_count; ++i) {
        const auto kind = static_cast<transaction_kind>(i);
        CHECK(parse_transaction_kind(to_string(kind)) == kind);
        CHECK(names.insert(to_string(kind)).second);
        std::ostringstream out;
        out << kind;
        CHECK(out.str() == to_string(kind));
    }
    CHECK_FALSE(parse_transaction_kind("gift"));
}

TEST_CASE("a set of kinds holds what was put into it") {
    const transaction_kinds paid{transaction_kind::advance, transaction_kind::payment};
    for (std::size_t i = 0; i < transaction_kinds_count; ++i) {
        const auto kind = static_cast<transaction_kind>(i);
        CHECK(transaction_kinds::all().contains(kind));
        CHECK(paid.contains(kind) == (kind == transaction_kind::advance || kind == transaction_kind::payment));
        CHECK_FALSE(transaction_kinds{}.contains(kind));
        CHECK(transaction_kinds{kind}.contains(kind));
    }
}

TEST_CASE("money of a plan year is paid out until the end of the next January") {
    static_assert(last_payment_day(2024) == "2025-01-31"_date);
    CHECK(last_payment_day(1399) == "1400-01-31"_date);
    CHECK(last_payment_day(9998) == "9999-01-31"_date);
    for (const int year : {std::numeric_limits<int>::min(), 0, 1398, 9999, std::numeric_limits<int>::max()}) {
        CAPTURE(year);
        CHECK_THROWS_AS((void)last_payment_day(year), std::out_of_range);
    }
}

TEST_CASE("what moves or binds money is a transaction of IATI, what plans it a budget, and nothing is both") {
    static_assert(iati_transaction_of(transaction_kind::committed) == iati_transaction{2, false});
    static_assert(iati_transaction_of(transaction_kind::advance) == iati_transaction{3, false});
    static_assert(iati_transaction_of(transaction_kind::advance_recovery) == iati_transaction{3, true});
    static_assert(iati_transaction_of(transaction_kind::payment) == iati_transaction{4, false});
    static_assert(iati_budget_of(transaction_kind::planned_medium_term) == iati_budget{1, 1});
    static_assert(iati_budget_of(transaction_kind::planned_annual) == iati_budget{1, 2});
    static_assert(iati_budget_of(transaction_kind::adjusted) == iati_budget{2, 2});
    static_assert(iati_budget_of(transaction_kind::carried_over) == iati_budget{2, 2});
    int transactions = 0, budgets = 0;
    for (std::size_t i = 0; i < transaction_kinds_count; ++i) {
        const auto kind = static_cast<transaction_kind>(i);
        CHECK_FALSE((iati_transaction_of(kind) && iati_budget_of(kind)));
        transactions += iati_transaction_of(kind) ? 1 : 0;
        budgets += iati_budget_of(kind) ? 1 : 0;
    }
    CHECK(transactions == 4);
    CHECK(budgets == 4);
}
