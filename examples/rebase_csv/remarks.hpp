// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/date.hpp>
#include <muong/io/units_csv.hpp>
#include <muong/units/audit.hpp>

#include <string>
#include <vector>

namespace rebase_csv {

/// At most so many remarks of a kind are told, and how many more there are.
constexpr std::size_t told_remarks = 20;

/// Something odd in the history, with its row.
struct remark {
    std::string text;
    muong::unit_tier tier;  ///< of the unit that it is about
};

/// What is no fault of the tables, but costs figures that are carried from one day to the other, or leaves them where
/// they do not belong: units that begin with nothing, units that give all away and still stand, shares that leave a
/// rest, and borders that move untold. `findings` are those of the audit of the tables.
[[nodiscard]] std::vector<remark> remarks_on(const muong::registry_tables& tables,
                                             const std::vector<muong::finding>& findings,
                                             const std::vector<std::string>& bases, muong::date from, muong::date to);

/// Columns of both tables that are not read, though they seem to be meant for ones that are: a sentence each.
[[nodiscard]] std::vector<std::string> columns_not_read(const muong::registry_tables& tables);

}  // namespace rebase_csv
