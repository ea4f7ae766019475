// SPDX-License-Identifier: MIT
#include <muong/projects/project_money.hpp>

#include <utility>

namespace muong::inline v0 {

project_accounts accounts_of(const portfolio& projects, const ledger& money, const ledger_filter& which) {
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
        switch (kind) {
            case transaction_kind::planned_annual:
            case transaction_kind::adjusted:
            case transaction_kind::carried_over:
                planned += row.sum;
                break;
            case transaction_kind::advance:
            case transaction_kind::payment:
                disbursed += row.sum;
                break;
            case transaction_kind::advance_recovery:
                disbursed -= row.sum;
                break;
            case transaction_kind::committed:
                if (known != nullptr) known->committed += row.sum;
                break;
            case transaction_kind::planned_medium_term:
            case transaction_kind::allocated:
            case transaction_kind::settlement:
                break;
        }
    }
    return told;
}

}  // namespace muong::v0
