// SPDX-License-Identifier: MIT
#pragma once

#include <muong/indicators/panel.hpp>

namespace muong::inline v0 {

namespace detail {

struct panel_body {
    date geography;
    std::vector<unit_code> units = {};  // in code order, each once
    std::vector<column> columns = {};
    cell_storage storage = {};
    std::size_t stride = 0;
    std::vector<std::int64_t> bounds = {};  // of each row, see cell_grid
    std::vector<std::uint8_t> gaps = {};
    std::vector<int128> totals = {};  // of each column, in its last digit

    [[nodiscard]] cell_grid grid() const noexcept {
        return {storage.data(), units.size(), columns.size(), stride, bounds.data(), gaps.data()};
    }
    [[nodiscard]] const std::int64_t* row(std::size_t r) const noexcept { return storage.data() + r * stride; }
    [[nodiscard]] std::optional<decimal> cell(std::size_t r, std::size_t c) const {
        const std::int64_t value = row(r)[c];
        if (value == missing_cell) return {};
        return decimal{value, columns[c].decimals};
    }
};

/// What the algorithms of this room may do with a panel and its users may not.
struct panel_access {
    [[nodiscard]] static cell_grid grid(const panel& p) noexcept { return p.body_->grid(); }
    [[nodiscard]] static panel make(std::shared_ptr<panel_body> body) noexcept { return panel{std::move(body)}; }
};

// Of one of the columns, or units, of a body: numbers of 64 bits have no difference that the standard's ranges take.
struct cell_in_row {
    const panel_body* body;
    std::size_t row;
    [[nodiscard]] std::optional<decimal> operator()(const column& of) const {
        return body->cell(row, static_cast<std::size_t>(&of - body->columns.data()));
    }
};
struct cell_in_column {
    const panel_body* body;
    std::size_t column;
    [[nodiscard]] std::optional<decimal> operator()(const unit_code& of) const {
        return body->cell(static_cast<std::size_t>(&of - body->units.data()), column);
    }
};

}  // namespace detail

inline date panel::geography() const noexcept { return body_->geography; }
inline std::span<const unit_code> panel::units() const& noexcept { return body_->units; }
inline std::span<const column> panel::columns() const& noexcept { return body_->columns; }

inline std::optional<decimal> panel::at(std::size_t row, std::size_t column) const {
    if (row >= body_->units.size()) no_such("row");
    if (column >= body_->columns.size()) no_such("column");
    return body_->cell(row, column);
}

inline bool panel::has_missing(std::size_t row) const {
    if (row >= body_->units.size()) no_such("row");
    return body_->gaps[row] != 0;
}

inline auto panel::row(std::size_t row) const& {
    if (row >= body_->units.size()) no_such("row");
    return ranges::views::transform(columns(), detail::cell_in_row{body_.get(), row});
}

inline auto panel::column_cells(std::size_t column) const& {
    if (column >= body_->columns.size()) no_such("column");
    return ranges::views::transform(units(), detail::cell_in_column{body_.get(), column});
}

}  // namespace muong::v0
