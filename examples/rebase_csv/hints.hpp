// SPDX-License-Identifier: MIT
#pragma once

#include "options.hpp"

#include <muong/core/problem.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rebase_csv {

/// What can be done about what is wrong with the tables: a sentence each.
[[nodiscard]] std::vector<std::string> hints_on(const options& o, const muong::problems& found);

/// Whether a text names what stands in a row of totals: Total, TOTAL, Tổng số, Insgesamt, Итого, 合　計.
[[nodiscard]] bool is_total(std::string_view text);

}  // namespace rebase_csv
