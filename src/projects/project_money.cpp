// SPDX-License-Identifier: MIT
#include <muong/funding/disbursement.hpp>
#include <muong/projects/project_money.hpp>

#include <stdexcept>
#include <utility>

namespace muong::inline v0 {

project_accounts accounts_of(const portfolio& projects, const ledger& money, const ledger_filter& which) {
    if (which.names_kinds()) {
        throw std::invalid_argument{"muong::accounts_of: the filter names kinds of transactions"};
    }
    constexpr auto in_plan = kinds_of(plan_basis::adjusted_plan_with_carry_over);
    const auto zero = any_money::of_minor(0, money.currency());
    project_accounts told{{}, {}, zero, zero};
    told.of_projects.reserve(projects.size());
    for (const auto& p : projects.all()) told.of_projects.push_back({&p, zero, zero, zero});

    const auto sums = money.sums({ledger_dimension::project, ledger_dimension::kind}, which);
    for (const auto& row : sums.rows()) {
        const auto& id = row.keys[0];
        const auto kind = *parse_transaction_kind(row.keys[1]);
        const auto* const found = projects.find(id);
        if (found == nullptr && !id.empty() && (told.unknown.empty() || told.unknown.back() != id)) {
            told.unknown.push_back(id);
        }
        auto* const known =
            found == nullptr ? nullptr : &told.of_projects[static_cast<std::size_t>(found - projects.all().data())];
        auto& planned = known == nullptr ? told.planned_unknown : known->planned;
        auto& disbursed = known == nullptr ? told.disbursed_unknown : known->disbursed;
        if (in_plan.contains(kind)) planned += row.sum;
        if (const int sign = sign_in_disbursed(kind); sign > 0) {
            disbursed += row.sum;
        } else if (sign < 0) {
            disbursed -= row.sum;
        }
        if (kind == transaction_kind::committed && known != nullptr) known->committed += row.sum;
    }
    return told;
}

}  // namespace muong::v0
