// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/problem.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace rebase_csv {

struct row_faults;

/// Cells that cannot be read, by their columns, so that a column of words is told once and leaves room for what else is
/// wrong. Memory: some cells of at most as many columns as problems are told.
class cell_faults {
public:
    /// Of a column, by its name.
    void add(const std::string& column, muong::problem found);

    [[nodiscard]] bool empty() const noexcept { return by_column_.empty(); }

    /// Tells them: of a column of which no cell can be read one for each thing that is expected, of another one the
    /// first ones, and how many more there are. `any_read` tells of a column whether some cell of it can be read.
    void tell(row_faults& faults, const std::function<bool(const std::string&)>& any_read) const;

private:
    struct like_cells {
        muong::problems first;
        std::uint64_t count = 0;
    };

    std::map<std::pair<std::string, std::string>, like_cells> by_column_;  // by its name and what is expected
    std::uint64_t more_ = 0;                                               // of other columns
};

/// A text as a word of a shell, in quotes if it needs them; and as the value of an option that takes a list.
[[nodiscard]] std::string as_word(const std::string& text);
[[nodiscard]] std::string as_option(const std::string& name);

}  // namespace rebase_csv
