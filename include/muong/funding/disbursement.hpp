// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/core/money.hpp>
#include <muong/funding/ledger.hpp>

namespace muong::inline v0 {

/// What disbursements are measured against. Official reports quote several rates at once, so the denominator is always
/// named.
enum class plan_basis : std::uint8_t {
    medium_term_plan,               ///< planned_medium_term
    annual_plan,                    ///< planned_annual, as first assigned
    adjusted_plan,                  ///< with its adjustments
    adjusted_plan_with_carry_over,  ///< and with what was carried over into it, or out of it
    allocation,                     ///< what was given to projects
    commitment,                     ///< what contracts bind
};
/// "adjusted annual plan with carry-over"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(plan_basis basis) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, plan_basis basis);
/// The kinds of transactions whose sum the plan is.
[[nodiscard]] constexpr transaction_kinds kinds_of(plan_basis basis) noexcept {
    using enum transaction_kind;
    switch (basis) {
        case plan_basis::medium_term_plan:
            return planned_medium_term;
        case plan_basis::annual_plan:
            return planned_annual;
        case plan_basis::adjusted_plan:
            return {planned_annual, adjusted};
        case plan_basis::adjusted_plan_with_carry_over:
            return {planned_annual, adjusted, carried_over};
        case plan_basis::allocation:
            return allocated;
        case plan_basis::commitment:
            return committed;
    }
    return {};
}

/// A disbursement rate with all that it was computed from.
struct disbursement {
    any_money disbursed;  ///< advances and payments, less the part of payments that advances had paid
    any_money plan;
    plan_basis denominator = plan_basis::annual_plan;
    std::optional<fraction> rate;  ///< disbursed / plan, above one if more was paid than planned; nothing if plan is 0
    friend bool operator==(const disbursement&, const disbursement&) = default;
};
/// "98.25% of the adjusted annual plan (1,965 million VND of 2,000 million VND)", rounded to two decimals
[[nodiscard]] MUONG_EXPORT std::string to_string(const disbursement& d);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const disbursement& d);

/// The rate of what fits the filter. With `days`, what is paid on them is measured against what was planned up to the
/// last of them.
/// \throws std::invalid_argument if the filter names kinds or `disbursed`; as ledger::total
[[nodiscard]] MUONG_EXPORT disbursement disbursement_rate(const ledger& all, plan_basis denominator,
                                                          const ledger_filter& which = {});

/// What became of the capital of one plan year. Nothing is clamped: `left` is below zero if more was paid than planned.
struct plan_year_account {
    int plan_year = 0;
    any_money planned;       ///< as first assigned
    any_money adjusted;      ///< up or down
    any_money carried_over;  ///< from other plan years, less what went to others
    any_money available;     ///< the sum of the three
    any_money disbursed;
    any_money left;  ///< available - disbursed: what may be carried over, if the payments of all days are in it
    friend bool operator==(const plan_year_account&, const plan_year_account&) = default;
};
/// One account for each plan year that has a transaction, in the order of the years. With `days`, as of
/// `disbursement_rate`, what is paid on them is measured against what was planned up to the last of them. One pass,
/// with days two. \throws as `disbursement_rate`
[[nodiscard]] MUONG_EXPORT std::vector<plan_year_account> plan_year_accounts(const ledger& all,
                                                                             const ledger_filter& which = {});

}  // namespace muong::v0
