// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <muong/core/date.hpp>
#include <muong/core/export.hpp>
#include <muong/core/money.hpp>

namespace muong::inline v0 {

/// What a transaction does. The plan of a year is what was planned for it, and adjusted, and carried over into it.
enum class transaction_kind : std::uint8_t {
    planned_medium_term,  ///< capital of a medium-term plan, told for its first year (kế hoạch trung hạn)
    planned_annual,       ///< capital that the annual plan assigns (kế hoạch hằng năm, giao)
    adjusted,             ///< a change of the annual plan, up or down (điều chỉnh)
    carried_over,  ///< capital of another plan year: above zero where it goes, below where it comes from (kéo dài)
    allocated,     ///< what of the plan is given to projects (phân bổ)
    committed,     ///< what contracts bind (IATI 2)
    advance,       ///< paid before the work is done (tạm ứng)
    payment,       ///< paid for work that is done, what was advanced for it included (thanh toán)
    advance_recovery,  ///< the part of payments that advances had paid already (thu hồi tạm ứng)
    settlement,        ///< accepted in the final account (quyết toán)
};
inline constexpr std::size_t transaction_kinds_count = 10;

/// "planned_annual"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(transaction_kind kind) noexcept;
/// The kind of that name; nothing for any other text.
[[nodiscard]] MUONG_EXPORT std::optional<transaction_kind> parse_transaction_kind(std::string_view name) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, transaction_kind kind);

/// How an amount of a kind counts in what is disbursed: advances and payments add to it (1), an advance that is
/// recovered takes off the part of payments that it had paid already (-1), all else has no part in it (0).
[[nodiscard]] constexpr int sign_in_disbursed(transaction_kind kind) noexcept {
    switch (kind) {
        case transaction_kind::advance:
        case transaction_kind::payment:
            return 1;
        case transaction_kind::advance_recovery:
            return -1;
        case transaction_kind::planned_medium_term:
        case transaction_kind::planned_annual:
        case transaction_kind::adjusted:
        case transaction_kind::carried_over:
        case transaction_kind::allocated:
        case transaction_kind::committed:
        case transaction_kind::settlement:
            return 0;
    }
    return 0;
}

/// What a transaction is in the exchange format IATI.
struct iati_transaction {
    std::uint8_t type = 0;  ///< code of TransactionType: 2 outgoing commitment, 3 disbursement, 4 expenditure
    bool negative = false;  ///< its value is told with a minus

    friend constexpr bool operator==(const iati_transaction&, const iati_transaction&) = default;
};
/// Money that is bound or moves. An advance is paid to who is yet to work: a disbursement, and its recovery takes that
/// back; a payment is for work done. Nothing for plans, which IATI tells as budgets, and for a settlement, which moves
/// nothing. \source IATI 2.03, TransactionType; which of ours is which is our judgement
[[nodiscard]] constexpr std::optional<iati_transaction> iati_transaction_of(transaction_kind kind) noexcept {
    switch (kind) {
        case transaction_kind::committed:
            return iati_transaction{2, false};
        case transaction_kind::advance:
            return iati_transaction{3, false};
        case transaction_kind::advance_recovery:
            return iati_transaction{3, true};
        case transaction_kind::payment:
            return iati_transaction{4, false};
        case transaction_kind::planned_medium_term:
        case transaction_kind::planned_annual:
        case transaction_kind::adjusted:
        case transaction_kind::carried_over:
        case transaction_kind::allocated:
        case transaction_kind::settlement:
            return {};
    }
    return {};
}

/// What a plan is as an IATI budget.
struct iati_budget {
    std::uint8_t type = 0;    ///< code of BudgetType: 1 original, 2 revised
    std::uint8_t status = 0;  ///< code of BudgetStatus: 1 indicative, 2 committed

    friend constexpr bool operator==(const iati_budget&, const iati_budget&) = default;
};
/// Plans as they are first assigned are original, adjusted or carried over they are revised; a medium-term plan is
/// indicative for its years, an annual one is committed. IATI tells a revised budget whole, and `adjusted` and
/// `carried_over` are changes: add them to the plan. Nothing for what is no plan, and for `allocated`, which is a part
/// of one. \source IATI 2.03, BudgetType and BudgetStatus; which of ours is which is our judgement
[[nodiscard]] constexpr std::optional<iati_budget> iati_budget_of(transaction_kind kind) noexcept {
    switch (kind) {
        case transaction_kind::planned_medium_term:
            return iati_budget{1, 1};
        case transaction_kind::planned_annual:
            return iati_budget{1, 2};
        case transaction_kind::adjusted:
        case transaction_kind::carried_over:
            return iati_budget{2, 2};
        case transaction_kind::allocated:
        case transaction_kind::committed:
        case transaction_kind::advance:
        case transaction_kind::payment:
        case transaction_kind::advance_recovery:
        case transaction_kind::settlement:
            return {};
    }
    return {};
}

/// Several kinds at once.
class transaction_kinds {
public:
    constexpr transaction_kinds() noexcept = default;
    // NOLINTNEXTLINE(google-explicit-constructor): one kind is a set of kinds, so meant
    constexpr transaction_kinds(transaction_kind kind) noexcept { insert(kind); }
    constexpr transaction_kinds(std::initializer_list<transaction_kind> kinds) noexcept {
        for (const auto kind : kinds) insert(kind);
    }
    [[nodiscard]] static constexpr transaction_kinds all() noexcept {
        transaction_kinds every;
        every.bits_ = (1U << transaction_kinds_count) - 1;
        return every;
    }
    [[nodiscard]] constexpr bool contains(transaction_kind kind) const noexcept {
        return (bits_ >> static_cast<unsigned>(kind) & 1U) != 0;
    }
    constexpr void insert(transaction_kind kind) noexcept {
        bits_ = static_cast<std::uint16_t>(bits_ | 1U << static_cast<unsigned>(kind));
    }
    friend constexpr bool operator==(transaction_kinds, transaction_kinds) = default;

private:
    std::uint16_t bits_ = 0;
};

/// One movement or plan of money, as a program states it. Texts may be empty where it is not known what they should
/// say; a transaction without a source or programme is counted under "not stated".
///
/// The plan year and the day are two things: money of the plan of 2024 is paid out until 31 January 2025, or longer by
/// decision.
struct transaction {
    transaction_kind kind = transaction_kind::payment;
    any_money amount;
    int plan_year = 0;                ///< 1900 to 2155: a ledger keeps it in a byte
    date on;                          ///< the day of the payment or of the decision
    std::string_view source = {};     ///< id of a funding_source
    std::string_view programme = {};  ///< id of a programme
    std::string_view project = {};    ///< any id
    /// Code of an administrative unit, as it is on the day `on`: on other days another unit may bear it. A ledger that
    /// sums by it sums by the text; `on_map` of room projects sums by the units of one day.
    std::string_view unit = {};
};

/// The same as text, as rows of a table have it: an amount in units of the currency with its decimals ("1500000",
/// "12.50"), the three letters of the currency, a year, a day as YYYY-MM-DD.
struct transaction_text {
    std::string_view kind, amount, currency, plan_year, date, source, programme, project, unit;
};

/// The last day on which money of a plan year is paid out if nothing else is decided: 31 January of the next year.
/// \source Law 58/2024/QH15 on public investment, article 72
/// \throws std::out_of_range if the calendar has no such day: for years outside 1399 to 9998
[[nodiscard]] constexpr date last_payment_day(int plan_year) {
    if (plan_year < 1399 || plan_year > 9998)
        throw std::out_of_range{"muong::last_payment_day: the calendar has no day after this year"};
    return *date::from_ymd(plan_year + 1, 1, 31);
}

}  // namespace muong::v0
