// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <muong/core/problem.hpp>
#include <muong/io/csv_reader.hpp>

namespace muong::inline v0::detail {

/// One row of an embedded table: its fields by the order in which the columns were asked for. A fault in a field is a
/// fault of this library, and thrown as data_error.
template <std::size_t N>
class embedded_row {
public:
    embedded_row(csv_reader& in, const std::array<csv_column, N>& columns, const place& here) noexcept
        : in_{&in}, columns_{&columns}, here_{&here} {}

    [[nodiscard]] std::string_view operator[](std::size_t column) const { return (*in_)[(*columns_)[column]]; }
    [[nodiscard]] std::string text(std::size_t column) const { return std::string{(*this)[column]}; }
    [[nodiscard]] place where(std::size_t column) const { return in_->where((*columns_)[column]); }
    [[nodiscard]] const place& where() const noexcept { return *here_; }

    /// A field that has a value.
    template <class T>
    [[nodiscard]] T as(std::size_t column) const {
        if (const auto value = T::parse((*this)[column])) return *value;
        fault(column, "a value of its type");
    }
    /// A field that may be empty.
    template <class T>
    [[nodiscard]] std::optional<T> optional(std::size_t column) const {
        if ((*this)[column].empty()) return {};
        return as<T>(column);
    }
    [[noreturn]] void fault(std::size_t column, std::string expected) const {
        throw data_error{problems{{errc::malformed_text, where(column), text(column), std::move(expected)}}};
    }

private:
    csv_reader* in_;
    const std::array<csv_column, N>* columns_;
    const place* here_;
};

/// Calls `use` with each row of an embedded table, whose columns are named. \throws data_error for any fault of form
template <std::size_t N, class Use>
void for_each_row(std::string_view text, std::string name, const std::string_view (&columns)[N], Use use) {
    problem_log log;
    csv_reader in{text, std::move(name), log};
    std::array<csv_column, N> found;
    for (std::size_t i = 0; i < N; ++i) found[i] = in.require(columns[i]);
    if (log.empty()) {
        place here{in.source(), 0, 0, {}};
        while (in.next()) {
            here.row = in.row();
            use(embedded_row<N>{in, found, here});
        }
    }
    if (!log.empty()) throw data_error{log.kept()};
}

}  // namespace muong::v0::detail
