// SPDX-License-Identifier: MIT
#pragma once

#include "geography.hpp"

#include <muong/core/problem.hpp>

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rebase_csv {

/// One column of the values: of a wide table a column, of a long one an indicator in a period.
struct value_column {
    std::string period;
    std::string name;
    bool label = false;
    bool weight = false;
    muong::carried how = muong::carried::sum;
    muong::fraction unmatched;  ///< sum of the values of codes that are no units
};

/// A code of the table that is no unit on its day.
struct unmatched_code {
    std::string code;
    muong::place where;  ///< of the first row that has it
};

/// All that the table says.
struct values {
    muong::rebase_accumulator sums;
    std::vector<value_column> columns;  ///< as in `sums`
    std::vector<char> with_care;        ///< of these, the ones of labels and of weights
    std::vector<std::string> words;     ///< labels by number
    std::vector<bool> listed;           ///< sources that the table has
    std::vector<unmatched_code> unmatched;
    std::vector<std::string> listed_codes;                         ///< all codes of the table, each once
    std::vector<std::pair<std::string, std::string>> flow_places;  ///< of --flows: both ends of each place
};

/// What the rules ask of a column of that name.
[[nodiscard]] value_column plan_column(const options& o, std::string period, std::string name);

/// Reads the table. What is wrong goes to the log, codes that are no units only to `unmatched`.
/// \throws usage_error if a rule names a column that the table does not have
[[nodiscard]] values read_values(const options& o, const geography& g, muong::problem_log& log);

}  // namespace rebase_csv
