// SPDX-License-Identifier: MIT
#include <muong/indicators/panel.hpp>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "core/in_use.hpp"
#include "indicators/column_totals.hpp"
#include "indicators/seal.hpp"

namespace muong::inline v0 {

namespace detail {

namespace {

std::optional<std::size_t> find_unit(const panel_body& body, const unit_code& code) noexcept {
    const auto found = std::lower_bound(body.units.begin(), body.units.end(), code);
    if (found == body.units.end() || *found != code) return {};
    return static_cast<std::size_t>(found - body.units.begin());
}

std::optional<std::size_t> find_column(const panel_body& body, std::string_view id) noexcept {
    for (std::size_t c = 0; c < body.columns.size(); ++c)
        if (body.columns[c].id == id) return c;
    return {};
}

constexpr auto panel_builder = "muong::panel::builder";

auto& body_in_use(const std::shared_ptr<panel_body>& body) { return in_use(body, panel_builder); }

/// Sorts the units, drops and reports those that come again.
void settle_units(std::vector<unit_code>& units, problems& found) {
    std::sort(units.begin(), units.end());
    for (std::size_t i = 1; i < units.size(); ++i) {
        if (units[i] == units[i - 1])
            found.push_back({errc::duplicate_key, {}, to_string(units[i]), "each unit of a panel once"});
    }
    units.erase(std::unique(units.begin(), units.end()), units.end());
}

void check_columns(const std::vector<column>& columns, problems& found) {
    std::vector<std::string_view> ids;
    for (const column& c : columns) {
        if (c.id.empty()) found.push_back({errc::missing_value, {}, c.id, "a name of each column"});
        if (c.decimals < 0 || c.decimals > decimal::max_decimals)
            found.push_back({errc::out_of_range, {{}, 0, 0, c.id}, std::to_string(c.decimals), "0 to 18 decimals"});
        ids.push_back(c.id);
    }
    std::sort(ids.begin(), ids.end());
    for (std::size_t i = 1; i < ids.size(); ++i) {
        if (ids[i] == ids[i - 1])
            found.push_back({errc::duplicate_column, {}, std::string{ids[i]}, "each column of a panel once"});
    }
}

}  // namespace

void lay_out(panel_body& body) {
    body.stride = stride_for(body.columns.size());
    body.bounds.assign(body.units.size(), 0);
    body.gaps.assign(body.units.size(), 0);
    body.storage.reserve(body.units.size() * body.stride);
}

void seal(panel_body& body) {
    for (std::size_t r = 0; r < body.units.size(); ++r) {
        const std::int64_t* cells = body.row(r);
        std::uint64_t greatest = 0;
        bool gap = false;
        for (std::size_t c = 0; c < body.columns.size(); ++c) {
            const bool missing = cells[c] == missing_cell;
            gap |= missing;
            greatest = std::max(greatest, missing ? 0 : magnitude(cells[c]));
        }
        body.bounds[r] = static_cast<std::int64_t>(greatest);
        body.gaps[r] = gap ? 1 : 0;
    }
    body.totals = totals_of(body.grid());
}

}  // namespace detail

std::optional<std::size_t> panel::row_of(const unit_code& code) const noexcept {
    return detail::find_unit(*body_, code);
}

std::optional<std::size_t> panel::column_of(std::string_view id) const noexcept {
    return detail::find_column(*body_, id);
}

std::optional<decimal> panel::at(const unit_code& code, std::size_t column) const {
    const auto row = row_of(code);
    if (!row) no_such("unit");
    return at(*row, column);
}

std::optional<decimal> panel::at(const unit_code& code, std::string_view column_id) const {
    const auto column = column_of(column_id);
    if (!column) no_such("column");
    return at(code, *column);
}

fraction panel::total(std::size_t column) const {
    if (column >= body_->columns.size()) no_such("column");
    return detail::as_number(body_->totals[column], body_->columns[column].decimals);
}

cell_storage panel::release() && {
    if (body_.use_count() != 1) return {};
    auto emptied = std::make_shared<detail::panel_body>(detail::panel_body{
        body_->geography, {}, {}, {}, 0, {}, {}, {}});  // so that this panel stays a panel, of no rows
    cell_storage storage = std::move(body_->storage);
    body_ = std::move(emptied);
    return storage;
}

bool operator==(const panel& a, const panel& b) noexcept {
    const detail::panel_body& x = *a.body_;
    const detail::panel_body& y = *b.body_;
    if (&x == &y) return true;
    if (x.geography != y.geography || x.units != y.units || x.columns != y.columns) return false;
    for (std::size_t r = 0; r < x.units.size(); ++r)
        if (!std::equal(x.row(r), x.row(r) + x.columns.size(), y.row(r))) return false;
    return true;
}

void panel::no_such(const char* what) { throw std::out_of_range{std::string{"muong::panel: no such "} + what}; }

panel::builder::builder(date geography, std::vector<unit_code> units, std::vector<column> columns, cell_storage storage)
    : body_{std::make_shared<detail::panel_body>(
          detail::panel_body{geography, std::move(units), std::move(columns), std::move(storage)})} {
    detail::settle_units(body_->units, found_);
    detail::check_columns(body_->columns, found_);
    detail::lay_out(*body_);
    for (std::size_t r = 0; r < body_->units.size(); ++r) {
        std::int64_t* cells = body_->storage.data() + r * body_->stride;
        std::fill(cells, cells + body_->columns.size(), detail::missing_cell);
        std::fill(cells + body_->columns.size(), cells + body_->stride, 0);
    }
}

panel::builder::builder(builder&&) noexcept = default;
panel::builder& panel::builder::operator=(builder&&) noexcept = default;
panel::builder::~builder() = default;

std::optional<std::size_t> panel::builder::row_of(const unit_code& code) const noexcept {
    if (body_ == nullptr) return {};
    return detail::find_unit(*body_, code);
}

panel::builder& panel::builder::set(std::size_t row, std::size_t column, decimal value, const place& where) {
    auto& body = detail::body_in_use(body_);
    if (row >= body.units.size()) no_such("row");
    if (column >= body.columns.size()) no_such("column");
    const int decimals = body.columns[column].decimals;
    if (decimals < 0 || decimals > decimal::max_decimals) return *this;  // told already, as a fault of the column
    std::int64_t& cell = body.storage.data()[row * body.stride + column];
    if (value.decimals() != decimals) {
        const decimal shortest = value.trimmed();
        if (shortest.decimals() > decimals) {
            found_.push_back(
                {errc::out_of_range, where, to_string(value),
                 "at most " + std::to_string(decimals) + " decimals in column " + body.columns[column].id});
            return *this;
        }
        const detail::int128 scaled =
            detail::int128{shortest.coefficient()} * detail::power_of_ten[decimals - shortest.decimals()];
        if (!detail::fits_int64(scaled)) {
            found_.push_back({errc::out_of_range, where, to_string(value),
                              "a number within 64 bits at " + std::to_string(decimals) + " decimals"});
            return *this;
        }
        value = decimal{static_cast<std::int64_t>(scaled), decimals};
    }
    if (cell != detail::missing_cell) {
        found_.push_back({errc::duplicate_key, where, to_string(body.units[row]) + ", " + body.columns[column].id,
                          "one value of each unit and column"});
        return *this;
    }
    cell = value.coefficient();
    return *this;
}

panel::builder& panel::builder::set(const unit_code& code, std::size_t column, decimal value, const place& where) {
    if (column >= detail::body_in_use(body_).columns.size()) no_such("column");
    const auto row = row_of(code);
    if (row) return set(*row, column, value, where);
    found_.push_back({errc::unknown_unit, where, to_string(code),
                      "a unit of the panel, in force on " + to_string(body_->geography)});
    return *this;
}

panel::builder& panel::builder::set(const unit_code& code, std::string_view column_id, decimal value,
                                    const place& where) {
    const auto column = detail::find_column(detail::body_in_use(body_), column_id);
    if (!column) no_such("column");
    return set(code, *column, value, where);
}

const problems& panel::builder::check() const& noexcept { return found_; }

result<panel> panel::builder::try_build() && {
    auto body = detail::taken_out(body_, detail::panel_builder);
    if (!found_.empty()) return std::move(found_);
    detail::seal(*body);
    return detail::panel_access::make(std::move(body));
}

}  // namespace muong::v0
