// SPDX-License-Identifier: MIT
#pragma once

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
    explicit thousands_seen(char mark) : mark_{mark} {}

    /// Whether more rows are looked at: nearly all tables that people write by hand are that short, and of others it
    /// costs nothing.
    [[nodiscard]] bool wants_row() noexcept { return left_ != 0 && left_-- != 0; }
    void look(const std::string& column, std::string_view text, std::uint64_t row);

    /// A sentence for each such column.
    [[nodiscard]] std::vector<std::string> remarks(const std::string& table) const;

private:
    struct column_seen {
        std::string first{};  ///< number with the mark
        std::uint64_t row = 0;
        std::uint64_t marked = 0;
        std::uint64_t small = 0;  ///< other numbers than zero
        bool other = false;       ///< one that is not so
    };

    char mark_;
    std::uint32_t left_ = 10'000;
    std::map<std::string, column_seen, std::less<>> columns_{};
};

}  // namespace rebase_csv
