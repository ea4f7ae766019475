// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <range/v3/view/transform.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <muong/core/date.hpp>
#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/core/period.hpp>
#include <muong/core/problem.hpp>
#include <muong/indicators/aggregation.hpp>
#include <muong/indicators/cell_storage.hpp>
#include <muong/indicators/detail/cell_grid.hpp>
#include <muong/units/unit_code.hpp>

namespace muong::inline v0 {

/// What one column of a panel holds.
struct column {
    std::string id;    ///< "population_2024", not empty, once in a panel
    int decimals = 0;  ///< 0 to 18: every value of the column is kept with so many
    aggregation rule = aggregation::extensive;
    std::optional<period> when = {};  ///< what its values are of; the date of their geography is that of the panel

    friend bool operator==(const column&, const column&) = default;
};

namespace detail {
struct panel_body;
struct panel_access;
}  // namespace detail

/// A table of numbers: one row for each unit, in the order of the codes, one column for each indicator and period. The
/// codes are those in force on one day, the date of its geography; the dates of the values are another matter. A cell
/// holds an exact number or nothing; nothing is not zero.
///
/// Immutable, and copies share their cells: cheap to copy, safe to read from several threads.
/// Laws, tested in tests/indicators/panel.test.cpp:
///  - a cell gives back what the builder was given, with the decimals of its column;
///  - rows are in code order, however they were given;
///  - the total of a column is the sum of its values;
///  - the faults of the input are reported all at once, and nothing is built from them.
class panel {
public:
    class builder;

    panel(const panel&) noexcept = default;  // a move is a copy: no panel is ever without its cells
    panel& operator=(const panel&) noexcept = default;
    ~panel() = default;

    /// The day on which the codes of the rows are in force.
    [[nodiscard]] date geography() const noexcept;
    [[nodiscard]] std::size_t rows() const noexcept { return units().size(); }
    [[nodiscard]] std::span<const unit_code> units() const& noexcept;  ///< of the rows, in code order
    std::span<const unit_code> units() const&& = delete;
    [[nodiscard]] std::span<const column> columns() const& noexcept;
    std::span<const column> columns() const&& = delete;

    /// The row of a unit; nothing if it has none. O(log rows).
    [[nodiscard]] MUONG_EXPORT std::optional<std::size_t> row_of(const unit_code& code) const noexcept;
    /// The column with that id; nothing if there is none. O(columns).
    [[nodiscard]] MUONG_EXPORT std::optional<std::size_t> column_of(std::string_view id) const noexcept;

    /// The value of a cell; nothing if it is missing.
    /// \throws std::out_of_range if there is no such row or column
    [[nodiscard]] std::optional<decimal> at(std::size_t row, std::size_t column) const;
    /// The value of a cell; nothing if it is missing.
    /// \throws std::out_of_range if the panel has no such unit or column
    [[nodiscard]] MUONG_EXPORT std::optional<decimal> at(const unit_code& code, std::string_view column_id) const;
    /// The same by the number of the column, as the builder sets it. \throws as above
    [[nodiscard]] MUONG_EXPORT std::optional<decimal> at(const unit_code& code, std::size_t column) const;

    /// The exact sum of the values of a column; cells without a value add nothing. O(1).
    /// \throws std::out_of_range if there is no such column
    [[nodiscard]] MUONG_EXPORT fraction total(std::size_t column) const;

    /// Whether a row has a cell without a value. \throws std::out_of_range
    [[nodiscard]] bool has_missing(std::size_t row) const;

    /// The cells of a row, column after column: a random-access range of std::optional<decimal>.
    /// \throws std::out_of_range if there is no such row
    [[nodiscard]] auto row(std::size_t row) const&;
    void row(std::size_t row) const&& = delete;
    /// The cells of a column, row after row: a random-access range of std::optional<decimal>. Slower to walk than rows.
    /// \throws std::out_of_range if there is no such column
    [[nodiscard]] auto column_cells(std::size_t column) const&;
    void column_cells(std::size_t column) const&& = delete;

    /// The memory of the cells, for another panel to be built in; holds nothing if a copy of this panel still lives.
    [[nodiscard]] MUONG_EXPORT cell_storage release() &&;

    /// The same units, day, columns and values.
    friend MUONG_EXPORT bool operator==(const panel& a, const panel& b) noexcept;

private:
    friend detail::panel_access;
    explicit panel(std::shared_ptr<detail::panel_body> body) noexcept : body_{std::move(body)} {}
    [[noreturn]] MUONG_EXPORT static void no_such(const char* what);

    std::shared_ptr<detail::panel_body> body_;  // never null, never changed once a panel holds it
};

/// Takes values cell by cell, in any order, and makes a panel out of them. Cells that are never set are missing. One
/// that has been built from, or moved from, is used up: setting a cell of it or building throws std::logic_error.
class panel::builder {
public:
    /// A panel for these units, in force on `geography`, and these columns. The cells are laid into `storage` if it is
    /// large enough. Units and columns may come in any order; rows are numbered in code order.
    MUONG_EXPORT builder(date geography, std::vector<unit_code> units, std::vector<column> columns,
                         cell_storage storage = {});
    MUONG_EXPORT builder(builder&&) noexcept;
    MUONG_EXPORT builder& operator=(builder&&) noexcept;
    MUONG_EXPORT ~builder();

    [[nodiscard]] MUONG_EXPORT std::optional<std::size_t> row_of(const unit_code& code) const noexcept;

    /// Sets a cell. It is a problem, told with `where`, if the cell has a value already, or if the value has more
    /// decimals (beyond zeros) than the column, or leaves 64 bits with those of the column.
    /// \throws std::out_of_range if there is no such row or column
    MUONG_EXPORT builder& set(std::size_t row, std::size_t column, decimal value, const place& where = {});
    /// The same by code; a code that is not among the units is a problem.
    MUONG_EXPORT builder& set(const unit_code& code, std::size_t column, decimal value, const place& where = {});
    /// The same by the id of the column. O(columns). \throws std::out_of_range if there is no such column
    MUONG_EXPORT builder& set(const unit_code& code, std::string_view column_id, decimal value,
                              const place& where = {});

    /// All that is wrong so far, in the order in which it was given; empty = ready.
    [[nodiscard]] MUONG_EXPORT const problems& check() const& noexcept;
    const problems& check() const&& = delete;
    /// The panel, or all that is wrong.
    [[nodiscard]] MUONG_EXPORT result<panel> try_build() &&;
    /// \throws data_error
    [[nodiscard]] panel build() && { return std::move(*this).try_build().value(); }

private:
    std::shared_ptr<detail::panel_body> body_;  // null: used up
    problems found_;
};

}  // namespace muong::v0

#include <muong/indicators/impl/panel.hpp>
