// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/core/problem.hpp>

namespace muong::inline v0 {

/// Where the total of one column went when its panel was carried from one map to another. In the column's own units;
/// exact, also beyond 64 bits.
struct account_line {
    std::string column;
    int decimals = 0;    ///< with which the amounts are printed
    fraction in;         ///< all values of the old panel
    fraction out;        ///< all values of the new one
    fraction unmatched;  ///< values, or parts of them, that go to no unit of the new map
    fraction unknown;    ///< what goes to units whose share of it is not known, and what else these units were to have
    fraction missing;    ///< what was to go to units that lack another of their parts

    [[nodiscard]] bool closes() const { return in == out + unmatched + unknown + missing; }
    friend bool operator==(const account_line&, const account_line&) = default;
};

/// "people: in 7193 = out 4213 + unmatched 0 + unknown 2980 + missing 0"; of an amount that is no decimal the terms,
/// and about how much it is: "1/3 (about 0.333333333333)"
[[nodiscard]] MUONG_EXPORT std::string to_string(const account_line& line);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const account_line& line);

/// The lines of all columns of a panel that was rebased, in the order of the columns. Every line closes to the last
/// digit: in = out + unmatched + unknown + missing.
class account {
public:
    /// \throws data_error, account_open, with every line that does not close
    MUONG_EXPORT explicit account(std::vector<account_line> lines);

    [[nodiscard]] std::span<const account_line> lines() const& noexcept { return lines_; }
    std::span<const account_line> lines() const&& = delete;
    /// Whether nothing was lost on the way: of every line, unmatched, unknown and missing are zero, and so in = out.
    [[nodiscard]] MUONG_EXPORT bool is_complete() const;

    /// One line a column.
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const account& a);

private:
    std::vector<account_line> lines_;
};

}  // namespace muong::v0
