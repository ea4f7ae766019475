// SPDX-License-Identifier: MIT
#include <muong/funding.hpp>

// The funding room alone: two payments of one plan year against its plan.
int main() {
    using namespace muong;
    ledger::builder rows{"VND"_currency, vietnamese_funding_sources()};
    rows.add(transaction_text{"planned_annual", "1000", "VND", "2024", "2023-12-10", "oda_loan", "", "p1", "03328"});
    rows.add(transaction_text{"payment", "400", "VND", "2024", "2024-06-01", "oda_loan", "", "p1", "03328"});
    rows.add(transaction_text{"payment", "350", "VND", "2024", "2025-01-31", "oda_loan", "", "p1", "03328"});
    const auto all = std::move(rows).build();
    return disbursement_rate(all, plan_basis::annual_plan).rate == fraction{3, 4} && reconcile(all).empty() ? 0 : 1;
}
