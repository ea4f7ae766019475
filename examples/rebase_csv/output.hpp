// SPDX-License-Identifier: MIT
#pragma once

#include "lost_units.hpp"
#include "values.hpp"

#include <muong/core/rounding.hpp>
#include <muong/indicators/account.hpp>
#include <muong/io/atomic_file.hpp>

namespace rebase_csv {

/// What the writing of the table has found out, for the report.
struct outcome {
    std::vector<muong::account_line> account;
    std::vector<std::vector<bool>> expected;  ///< by map: sources that the table should have
    std::vector<std::string> ties;            ///< labels for which several units were the largest
    std::size_t rows = 0;
    muong::atomic_file table;               ///< OUT, with nothing committed
    std::vector<std::string> not_summed{};  ///< columns of numbers that have no account, since other rules carry them
    lost_units lost{};                      ///< units of the table that go nowhere, unless --quiet
};

/// Writes the table OUT as far as its commit.
[[nodiscard]] outcome write_values(const options& o, const std::vector<mapped_values>& maps);

/// Writes the report as far as its commit.
[[nodiscard]] muong::atomic_file write_report(const options& o, const std::vector<mapped_values>& maps,
                                              const outcome& done);

/// A number as it is written: all digits of a finite decimal, else 17 significant ones; or rounded to so many decimals.
/// `how` is half_away_from_zero, or floor or ceiling for an end of a range.
void append_number(std::string& line, const muong::fraction& number, std::optional<int> decimals,
                   muong::rounding how = muong::rounding::half_away_from_zero);

}  // namespace rebase_csv
