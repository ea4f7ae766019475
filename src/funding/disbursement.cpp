// SPDX-License-Identifier: MIT
#include <muong/core/published_amount.hpp>
#include <muong/funding/disbursement.hpp>

#include <array>
#include <map>
#include <ostream>
#include <stdexcept>

#include "core/word_list.hpp"
#include "funding/ledger_data.hpp"

namespace muong::inline v0 {
namespace {

constexpr std::array<std::string_view, 6> basis_names{"medium-term plan",     "annual plan",
                                                      "adjusted annual plan", "adjusted annual plan with carry-over",
                                                      "allocation",           "commitments"};

using detail::sums_of_kinds;

void require_no_kinds(const ledger_filter& which) {
    if (which.names_kinds()) {
        throw std::invalid_argument{"muong::disbursement: the filter names kinds of transactions"};
    }
}

/// What plans are counted by: the same, with all days up to the last one of the filter.
ledger_filter plans_of(const ledger_filter& which) {
    auto until = which;
    const auto end = which.days->to();
    until.days = end ? date_range{date::min(), *end} : date_range::since(date::min());
    return until;
}

sums_of_kinds sums_by_kind(const ledger::data& all, const ledger_filter& which) {
    sums_of_kinds sums{};
    for (const auto& row : detail::numbered_sums(all, std::array{ledger_dimension::kind}, which)) {
        sums[row.keys.front()] = row.sum;
    }
    return sums;
}

}  // namespace

std::string_view to_string(plan_basis basis) noexcept { return detail::word_of(basis_names, basis); }
std::ostream& operator<<(std::ostream& out, plan_basis basis) { return out << to_string(basis); }

std::string to_string(const disbursement& d) {
    std::string text;
    if (d.rate)
        text = to_string((*d.rate * 100).to_decimal(2)) + "% of the ";
    else
        text = "no rate: no ";
    return text + std::string{to_string(d.denominator)} + " (" + to_string(published(d.disbursed)) + " of " +
           to_string(published(d.plan)) + ')';
}

std::ostream& operator<<(std::ostream& out, const disbursement& d) { return out << to_string(d); }

disbursement disbursement_rate(const ledger& all, plan_basis denominator, const ledger_filter& which) {
    require_no_kinds(which);
    const auto& data = all.columns();
    const auto paid = sums_by_kind(data, which);
    const auto planned = which.days ? sums_by_kind(data, plans_of(which)) : paid;
    const auto amount = [&](detail::int128 minor) {
        return any_money::of_minor(detail::checked_minor(minor), all.currency());
    };
    disbursement d{amount(paid.disbursed()), amount(planned.of(kinds_of(denominator))), denominator, {}};
    if (!d.plan.is_zero()) d.rate = fraction{d.disbursed.minor(), d.plan.minor()};
    return d;
}

namespace {

using sums_by_year = std::map<std::uint32_t, sums_of_kinds>;

sums_by_year sums_of_years(const ledger::data& all, const ledger_filter& which) {
    sums_by_year years;
    for (const auto& row :
         detail::numbered_sums(all, std::array{ledger_dimension::plan_year, ledger_dimension::kind}, which)) {
        years[row.keys[0]][row.keys[1]] = row.sum;
    }
    return years;
}

}  // namespace

std::vector<plan_year_account> plan_year_accounts(const ledger& all, const ledger_filter& which) {
    require_no_kinds(which);
    const auto& data = all.columns();
    auto paid = sums_of_years(data, which);
    const auto planned = which.days ? sums_of_years(data, plans_of(which)) : paid;
    const auto amount = [&](detail::int128 minor) {
        return any_money::of_minor(detail::checked_minor(minor), all.currency());
    };
    std::vector<plan_year_account> accounts;
    accounts.reserve(planned.size());
    for (const auto& [year, sums] : planned) {
        const auto available = sums.of(kinds_of(plan_basis::adjusted_plan_with_carry_over));
        const auto disbursed = paid[year].disbursed();
        accounts.push_back({.plan_year = ledger::data::first_year + static_cast<int>(year),
                            .planned = amount(sums.of(transaction_kind::planned_annual)),
                            .adjusted = amount(sums.of(transaction_kind::adjusted)),
                            .carried_over = amount(sums.of(transaction_kind::carried_over)),
                            .available = amount(available),
                            .disbursed = amount(disbursed),
                            .left = amount(available - disbursed)});
    }
    return accounts;
}

}  // namespace muong::v0
