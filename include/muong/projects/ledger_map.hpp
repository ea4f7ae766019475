// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/currency.hpp>
#include <muong/core/date_range.hpp>
#include <muong/core/export.hpp>
#include <muong/core/money.hpp>
#include <muong/funding/ledger.hpp>
#include <muong/units/registry.hpp>

namespace muong::inline v0 {

/// What a ledger has for one unit of the day that is asked about.
struct money_of_unit {
    const muong::unit* unit = nullptr;  ///< valid as long as a copy of the registry lives
    any_money sum;
    std::uint64_t count = 0;  ///< of transactions
};

/// Why transactions have no unit on the map of a day for certain.
enum class unplaced : std::uint8_t {
    not_stated,  ///< they name no unit
    unknown,     ///< no unit bears their code on their day
    divided,     ///< their unit lies in several units of the day asked about, whole or in part
    untold,      ///< the registry does not say where their unit, or all of it, lies on the day asked about
};
/// "divided"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(unplaced why) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, unplaced why);

/// Transactions of one code, between two changes of the registry, that have no unit for certain.
struct unplaced_money {
    std::string code;  ///< as the transactions have it
    date_range days;   ///< between two changes: what bears the code is the same on all of them
    unplaced why = unplaced::not_stated;
    std::vector<const unit*> among;  ///< if divided, the units that share it, in code order
    any_money sum;
    std::uint64_t count = 0;
};

/// A ledger on the map of one day. Each transaction is counted once, at the unit of its own tier.
struct ledger_map {
    date day;
    muong::currency currency;
    std::vector<money_of_unit> of_units;   ///< those that have a transaction, in code order
    std::vector<unplaced_money> unplaced;  ///< by days, then by code

    /// The sum of one unit; zero if it has none. O(log n).
    [[nodiscard]] MUONG_EXPORT any_money at(const unit_code& code) const;
    /// Of all units, and of all that has none. \throws std::overflow_error if it leaves 64 bits
    [[nodiscard]] MUONG_EXPORT any_money placed_total() const;
    [[nodiscard]] MUONG_EXPORT any_money unplaced_total() const;
};

/// Sums a ledger by the units of `day`: every transaction is followed from the unit that bears its code on its own day
/// to the unit of `day` in which that one lies whole. So a code that was used again is never summed with itself. No
/// money is divided: how much of a payment to a commune went to which of its parts no map tells.
///
/// Units are followed as `successors` and `predecessors` tell of them. One that loses or gets a part between two
/// districts, of which the registry tells at the communes alone, is a district that goes on.
///
/// `which` narrows the ledger down; its kinds above all, since plans and payments have no sum that means something, or
/// `disbursed` for what was disbursed.
///
/// Laws, tested in tests/projects/ledger_map.test.cpp:
///  - what is placed and what is not add up to `money.total(which)`, to the last unit, and so do the counts;
///  - a transaction is placed if and only if its unit's lineage ends in one unit and the facts tell of all of it;
///  - on a history without changes the sums are those by code.
///
/// One pass over the ledger for each time between two changes of the registry in which there is a transaction.
/// \throws as ledger::total; std::overflow_error if a sum leaves 64 bits
[[nodiscard]] MUONG_EXPORT ledger_map on_map(const ledger& money, const registry& units, date day,
                                             const ledger_filter& which = {});
ledger_map on_map(const ledger& money, const registry&& units, date day, const ledger_filter& which = {}) = delete;

}  // namespace muong::v0
