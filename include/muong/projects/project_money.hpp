// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/money.hpp>
#include <muong/funding/ledger.hpp>
#include <muong/projects/portfolio.hpp>

namespace muong::inline v0 {

/// What a ledger says of one project.
struct project_account {
    const muong::project* project = nullptr;
    any_money planned;  ///< annual plans with their adjustments and what was carried over
    any_money committed;
    any_money disbursed;  ///< advances and payments, less the part of payments that advances had paid
};

/// What a ledger says of the projects of a portfolio, and of those that the portfolio does not have.
struct project_accounts {
    std::vector<project_account> of_projects;  ///< one for each project, zero if the ledger does not name it; by id
    std::vector<std::string> unknown;          ///< ids that the ledger names and the portfolio does not have, in order
    any_money planned_unknown;                 ///< of those and of what names no project
    any_money disbursed_unknown;
};

/// One pass over the ledger. The portfolio must outlive the result. `which` may narrow it down, to some days or a
/// source. \throws std::invalid_argument if the filter names kinds or `disbursed`, of which planned and disbursed are
/// made; as ledger::total
[[nodiscard]] MUONG_EXPORT project_accounts accounts_of(const portfolio& projects, const ledger& money,
                                                        const ledger_filter& which = {});
project_accounts accounts_of(const portfolio&& projects, const ledger& money, const ledger_filter& which = {}) = delete;

}  // namespace muong::v0
