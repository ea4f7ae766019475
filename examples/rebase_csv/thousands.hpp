// SPDX-License-Identifier: MIT
#pragma once

#include "options.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rebase_csv {

/// Whether the mark of such a number may separate thousands: 1.234 and 690.000, but not 0.234 and not 1234.567.
[[nodiscard]] bool may_be_thousands(std::string_view number, char mark) noexcept;

/// Looks among the first cells of a table for columns in which the decimal mark may separate thousands, as in 980 and
/// 1.234: wherever it stands, one to three digits are before it and three behind it, and where it does not, a number
/// has at most three digits. A column in which it stands in all numbers has three decimals.
class thousands_seen {
public:
    explicit thousands_seen(const options& o) : mark_{o.dialect.decimal_comma ? ',' : '.'}, no_value_{&o.no_value} {}

    /// Whether so many more cells are looked at: all of the tables that people write by hand, and of others so many
    /// that they cost nothing.
    [[nodiscard]] bool wants(std::size_t cells) noexcept {
        if (cells == 0 || left_ < cells) return false;
        left_ -= cells;
        return true;
    }
    /// A cell of a column, by its number. \returns false if other cells of the column need not be looked at
    bool look(std::size_t column, std::string_view text, std::uint64_t row) {
        if (column >= columns_.size()) columns_.resize(column + 1);
        auto& seen = columns_[column];
        if (!seen.other && !text.empty()) look_closely(seen, text, row);
        return !seen.other;
    }

    /// A sentence for each such column. `name_of` a column by its number, empty for one that is none of numbers;
    /// several may have one name, as the periods of an indicator.
    template <class Name>
    [[nodiscard]] std::vector<std::string> remarks(const std::string& table, Name&& name_of) const {
        std::map<std::string, column_seen, std::less<>> by_name;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const std::string_view name = name_of(i);
            if (!name.empty()) by_name[std::string{name}].add(columns_[i]);
        }
        return remarks_on(table, by_name);
    }

private:
    struct column_seen {
        std::string first{};  ///< number with the mark
        std::uint64_t row = 0;
        bool small = false;  ///< another number than zero without it
        bool other = false;  ///< a number that is not so

        void add(const column_seen& more);
    };

    void look_closely(column_seen& seen, std::string_view text, std::uint64_t row) const;
    [[nodiscard]] std::vector<std::string> remarks_on(
        const std::string& table, const std::map<std::string, column_seen, std::less<>>& seen) const;

    char mark_;
    const std::vector<std::string>* no_value_;
    std::size_t left_ = 200'000;
    std::vector<column_seen> columns_{};
};

}  // namespace rebase_csv
