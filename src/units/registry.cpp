// SPDX-License-Identifier: MIT
#include <muong/units/registry.hpp>

#include "core/in_use.hpp"
#include "units/registry_assembler.hpp"

#include <algorithm>

namespace muong::inline v0 {

std::vector<const unit*> registry::ancestors_of(const unit& u, date day) const& {
    std::vector<const unit*> above;
    auto up = u.parent();
    while (up) {
        const auto* const next = at(*up, day);
        if (next == nullptr) break;
        above.push_back(next);
        up = next->parent();
    }
    return above;
}

namespace {

struct by_day {
    bool operator()(const transfer& t, date d) const { return t.day() < d; }
    bool operator()(date d, const transfer& t) const { return d < t.day(); }
};

}  // namespace

std::span<const transfer> registry::transfers_on(date day) const& noexcept {
    const auto [first, last] = std::equal_range(data_->transfers.begin(), data_->transfers.end(), day, by_day{});
    return {first, last};
}

std::vector<change> registry::changes_between(date from, date to) const& {
    if (to < from) throw std::invalid_argument{"muong::changes_between: the last day is before the first"};
    std::vector<change> found;
    const auto& all = data_->transfers;
    const auto end = std::upper_bound(all.begin(), all.end(), to, by_day{});
    for (auto first = std::upper_bound(all.begin(), end, from, by_day{}); first != end;) {
        const auto last = std::find_if(first, end, [&](const transfer& t) {
            return t.day() != first->day() || t.act() != first->act() || t.clause() != first->clause();
        });
        found.emplace_back(std::span<const transfer>{first, last});
        first = last;
    }
    return found;
}

const legal_act* registry::act(std::string_view number) const& noexcept {
    const auto at = std::lower_bound(data_->acts.begin(), data_->acts.end(), number,
                                     [](const legal_act& a, std::string_view n) { return a.number < n; });
    return at != data_->acts.end() && at->number == number ? &*at : nullptr;
}

std::size_t registry::memory() const noexcept {
    const auto& d = *data_;
    const auto held = [](const auto& list) { return list.capacity() * sizeof(list[0]); };
    auto bytes = sizeof d + d.scheme.capacity() + held(d.names) + held(d.text) + held(d.units) + held(d.parents) +
                 held(d.stand_ins) + held(d.variants) + held(d.by_parent) + held(d.acts) + held(d.transfers) +
                 held(d.shares) + held(d.basis_names) + held(d.bases) + held(d.junctions) + held(d.ends) +
                 d.index.memory();
    if (const auto* const order = d.by_name.made()) bytes += sizeof *order + held(*order);
    if (const auto* const steps = d.by_step.made()) {
        bytes += sizeof *steps + held(steps->list) + held(steps->rows) + held(steps->entries);
    }
    return bytes;
}

namespace {

constexpr auto self = "muong::registry::builder";

auto& in_use(const std::unique_ptr<detail::registry_assembler>& rows) { return detail::in_use(rows, self); }

}  // namespace

registry::builder::builder(std::string_view scheme) : rows_{std::make_unique<detail::registry_assembler>(scheme)} {}
registry::builder::builder(const builder& other)
    : rows_{std::make_unique<detail::registry_assembler>(in_use(other.rows_))} {}
registry::builder::builder(builder&&) noexcept = default;
registry::builder& registry::builder::operator=(builder&&) noexcept = default;
registry::builder::~builder() = default;

registry::builder& registry::builder::reserve(std::size_t units, std::size_t transfers) {
    in_use(rows_).reserve(units, transfers);
    return *this;
}
registry::builder& registry::builder::add(const unit_row& row, const place& where) {
    in_use(rows_).add(where, row);
    return *this;
}
registry::builder& registry::builder::add(const transfer_row& row, const place& where) {
    in_use(rows_).add(where, row);
    return *this;
}
registry::builder& registry::builder::add(const legal_act& act, const place& where) {
    in_use(rows_).add(where, act);
    return *this;
}
registry::builder& registry::builder::add(const unit_text& row, const place& where) {
    in_use(rows_).add(where, row);
    return *this;
}
registry::builder& registry::builder::add(const transfer_text& row, const place& where) {
    in_use(rows_).add(where, row);
    return *this;
}
registry::builder& registry::builder::in_table(std::string_view source) {
    in_use(rows_).in_table(source);
    return *this;
}
registry::builder& registry::builder::add_numbered(const unit_text& row, std::uint64_t number) {
    in_use(rows_).add_row(number, 0, row);
    return *this;
}
registry::builder& registry::builder::add_numbered(const transfer_text& row, std::uint64_t number) {
    in_use(rows_).add_row(number, 0, row);
    return *this;
}
registry::builder& registry::builder::add_units(const detail::field_rows& rows) {
    in_use(rows_).add_units(rows);
    return *this;
}
registry::builder& registry::builder::add_transfers(const detail::field_rows& rows,
                                                    std::span<const basis_fields> bases) {
    in_use(rows_).add_transfers(rows, bases);
    return *this;
}
registry::builder& registry::builder::add_variant(const unit_code& code, date day, std::string_view name,
                                                  std::string_view spelled_by, const place& where) {
    in_use(rows_).add(where, code, day, name, spelled_by);
    return *this;
}

void registry::builder::spare_ends_of(const unit_code& code) { in_use(rows_).spare_ends_of(code); }

problems registry::builder::check() const {
    auto trial = in_use(rows_);
    const auto assembled = trial.assemble();
    return assembled.error();
}

result<registry> registry::builder::try_build() && {
    const auto rows = detail::taken_out(rows_, self);
    auto assembled = rows->assemble();
    if (!assembled) return problems{assembled.error()};
    return registry{std::move(assembled).value()};
}
result<registry> registry::builder::try_build(row_numbers& numbers) && {
    const auto rows = detail::taken_out(rows_, self);
    auto assembled = rows->assemble();
    if (!assembled) return problems{assembled.error()};
    numbers = {rows->unit_rows(), rows->transfer_rows()};
    return registry{std::move(assembled).value()};
}

registry registry::builder::build_sound(problems& left_out, row_numbers& numbers) && {
    const auto rows = detail::taken_out(rows_, self);
    registry made{rows->assemble_sound(left_out)};
    numbers = {rows->unit_rows(), rows->transfer_rows()};
    return made;
}

}  // namespace muong::v0
