// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/date.hpp>
#include <muong/core/export.hpp>
#include <muong/core/money.hpp>
#include <muong/core/problem.hpp>
#include <muong/funding/ledger.hpp>

namespace muong::inline v0 {

/// What does not add up in a ledger.
enum class discrepancy_kind : std::uint8_t {
    paid_beyond_plan,  ///< of a project, source and plan year: more disbursed than planned, adjusted, carried over
    advance_recovered_twice,  ///< of a project and source: on some day more was recovered than had been advanced
    settled_beyond_paid,      ///< of a project and source: more is accepted than was disbursed
    carry_over_open,          ///< of a project and source: what was carried into years is not what was carried out
    breakdown_differs,        ///< a total that was stated is not the sum of its parts
};
/// "paid_beyond_plan"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(discrepancy_kind kind) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, discrepancy_kind kind);

/// One thing that does not add up, with its numbers.
struct discrepancy {
    discrepancy_kind kind = discrepancy_kind::paid_beyond_plan;
    std::string project;           ///< may be empty: not stated
    std::string source;            ///< likewise
    std::optional<int> plan_year;  ///< for paid_beyond_plan
    std::optional<date> on;        ///< the first such day, for advance_recovered_twice
    std::string name;              ///< of the stated total
    any_money expected;            ///< the limit, or what should be
    any_money found;
    place where;  ///< of the stated total

    friend bool operator==(const discrepancy&, const discrepancy&) = default;
};
/// "paid_beyond_plan: project p7, source oda_loan, plan year 2024: found 12000 VND, expected at most 10000 VND, 2000
/// VND apart"
[[nodiscard]] MUONG_EXPORT std::string to_string(const discrepancy& d);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const discrepancy& d);
/// The same as a problem of the kind `unreconciled`, to be listed with others.
[[nodiscard]] MUONG_EXPORT problem as_problem(const discrepancy& d);

/// A total that somebody stated, to be held against the sum of its parts in the ledger; with `which.disbursed` one of
/// what was disbursed.
struct stated_total {
    std::string name;  ///< "plan of 2024, as decided"
    ledger_filter which;
    any_money amount;
    place where = {};
};

/// Everything that does not add up: by kind, then project, source and plan year; stated totals in their order. Nothing
/// is changed or left out. O(n log n).
/// \throws std::invalid_argument for a stated total of another currency; as ledger::total
[[nodiscard]] MUONG_EXPORT std::vector<discrepancy> reconcile(const ledger& all,
                                                              std::span<const stated_total> stated = {});

}  // namespace muong::v0
