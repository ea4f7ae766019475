// SPDX-License-Identifier: MIT
#include <muong/funding/transaction.hpp>

#include <array>
#include <ostream>

#include "core/word_list.hpp"

namespace muong::inline v0 {
namespace {

constexpr std::array<std::string_view, transaction_kinds_count> kind_names{
    "planned_medium_term", "planned_annual", "adjusted", "carried_over",     "allocated",
    "committed",           "advance",        "payment",  "advance_recovery", "settlement"};

}  // namespace

std::string_view to_string(transaction_kind kind) noexcept { return detail::word_of(kind_names, kind); }
std::optional<transaction_kind> parse_transaction_kind(std::string_view name) noexcept {
    return detail::value_of_word<transaction_kind>(kind_names, name);
}
std::ostream& operator<<(std::ostream& out, transaction_kind kind) { return out << to_string(kind); }

}  // namespace muong::v0
