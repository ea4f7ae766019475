// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/detail/field_rows.hpp>
#include <muong/core/problem.hpp>
#include <muong/units/change.hpp>
#include <muong/units/detail/registry_data.hpp>
#include <muong/units/rows.hpp>

#include <concepts>
#include <memory>
#include <range/v3/view/filter.hpp>
#include <range/v3/view/transform.hpp>

namespace muong::inline v0 {

/// Every unit of one coding scheme over time, and every transfer between them. Immutable and cheap to copy (copies
/// share the data), so safe to share between threads. Pointers, spans and views stay valid as long as one copy lives.
///
/// Invariants (set up by `builder`): versions of one code never overlap; a parent stands all the time its child does,
/// and nobody is his own ancestor; a unit that ends goes on somewhere, or ends with its tier while its children go on;
/// every transfer leads from a unit of the eve to a unit of the day; known shares of one unit add up to at most one.
class MUONG_EXPORT registry {
    [[nodiscard]] auto pick(std::span<const std::uint32_t> ids, date day) const {
        const unit* const first = data_->units.data();
        return ids | ranges::views::transform([first](std::uint32_t id) -> const unit& { return first[id]; }) |
               ranges::views::filter([day](const unit& u) { return u.valid().contains(day); });
    }

public:
    class builder;

    registry(const registry&) noexcept = default;  // a move is a copy: no registry is ever without its units
    registry& operator=(const registry&) noexcept = default;
    ~registry() = default;

    /// Name of the coding scheme: "VN-GSO"; may be empty.
    [[nodiscard]] std::string_view scheme() const& noexcept { return data_->scheme; }
    std::string_view scheme() const&& = delete;

    /// Every version of every unit, by code, then by first day.
    [[nodiscard]] std::span<const unit> units() const& noexcept { return data_->units; }
    std::span<const unit> units() const&& = delete;

    /// The unit that bears `code` on `day`; null if none does. O(1) in the number of codes.
    [[nodiscard]] const unit* at(const unit_code& code, date day) const& noexcept { return data_->at(code, day); }
    const unit* at(const unit_code& code, date day) const&& = delete;
    /// The same for text that may be no code at all.
    [[nodiscard]] const unit* at(std::string_view code, date day) const& noexcept { return data_->at(code, day); }
    const unit* at(std::string_view code, date day) const&& = delete;

    /// Versions of one code in the order of time; empty if no unit ever bore it. They need not be one and the same
    /// territory: codes are used again. O(1).
    [[nodiscard]] std::span<const unit> history_of(const unit_code& code) const& noexcept {
        return data_->history_of(code);
    }
    std::span<const unit> history_of(const unit_code& code) const&& = delete;

    /// Lazy range of the units in force on `day`, in code order. O(n) to walk.
    [[nodiscard]] auto on(date day) const& {
        return units() | ranges::views::filter([day](const unit& u) { return u.valid().contains(day); });
    }
    void on(date day) const&& = delete;
    /// The same, of one tier.
    [[nodiscard]] auto on(date day, unit_tier tier) const& {
        return units() | ranges::views::filter(
                             [day, tier](const unit& u) { return u.tier() == tier && u.valid().contains(day); });
    }
    void on(date day, unit_tier tier) const&& = delete;

    /// Lazy range of the units whose parent on `day` is `parent`, in code order. O(log n + versions of its children).
    [[nodiscard]] auto children_of(const unit_code& parent, date day) const& {
        return pick(data_->ids_by_parent(parent), day);
    }
    void children_of(const unit_code& parent, date day) const&& = delete;

    /// Lazy range of the units that on `day` bear exactly this official name, byte for byte, in code order; several
    /// may. O(log n + units that ever bore it), and O(n) the first time that a registry is asked for a name.
    [[nodiscard]] auto named(std::string_view name, date day) const& { return pick(data_->ids_by_name(name), day); }
    void named(std::string_view name, date day) const&& = delete;

    /// Units above `u` on `day`, from its parent up to the top; empty at the top. O(tiers).
    [[nodiscard]] std::vector<const unit*> ancestors_of(const unit& u, date day) const&;
    std::vector<const unit*> ancestors_of(const unit& u, date day) const&& = delete;

    /// Whether no unit in force on `day` has `u` as its parent: then its territory is told by itself, not by its parts.
    [[nodiscard]] bool is_leaf(const unit& u, date day) const noexcept { return !data_->has_children(u.code(), day); }

    /// Every transfer, by day, act and clause, then by codes.
    [[nodiscard]] std::span<const transfer> transfers() const& noexcept { return data_->transfers; }
    std::span<const transfer> transfers() const&& = delete;
    /// The transfers of one day. O(log n).
    [[nodiscard]] std::span<const transfer> transfers_on(date day) const& noexcept;
    std::span<const transfer> transfers_on(date day) const&& = delete;

    /// The changes after `from` and up to `to`, both ends as days of the units: a change of 2025-07-01 lies between
    /// 2025-06-30 and 2025-07-01. By day, act and clause. O(log n + transfers between). \throws std::invalid_argument
    /// if `to` is before `from`
    [[nodiscard]] std::vector<change> changes_between(date from, date to) const&;
    std::vector<change> changes_between(date from, date to) const&& = delete;

    /// The acts, by number.
    [[nodiscard]] std::span<const legal_act> acts() const& noexcept { return data_->acts; }
    std::span<const legal_act> acts() const&& = delete;
    /// Null if no such act is known.
    [[nodiscard]] const legal_act* act(std::string_view number) const& noexcept;
    const legal_act* act(std::string_view number) const&& = delete;

    /// The bases for which some transfer states a share or an amount, in the order of their names.
    [[nodiscard]] std::span<const std::string_view> bases() const& noexcept { return data_->bases; }
    std::span<const std::string_view> bases() const&& = delete;

    /// Bytes held, names and look-up tables included. Those for names, and for the way from day to day, are made when
    /// they are first asked for.
    [[nodiscard]] std::size_t memory() const noexcept;

    /// A number that changes when a unit's code, validity, tier or parent, or a transfer, changes: tells whether a file
    /// made from one registry fits another. Names, kinds and acts do not count. The same on every machine. O(units +
    /// transfers) for the first call, by whichever thread.
    [[nodiscard]] std::uint64_t fingerprint() const { return data_->fingerprint(); }

    /// For the algorithms of this room.
    [[nodiscard]] const detail::registry_data& data() const& noexcept { return *data_; }
    const detail::registry_data& data() const&& = delete;

private:
    explicit registry(std::shared_ptr<const detail::registry_data> data) noexcept : data_{std::move(data)} {}

    std::shared_ptr<const detail::registry_data> data_;  // never null
};

/// Collects units, acts and transfers in any order, checks them all at once, and makes the registry. One that has been
/// built from, or moved from, is used up: all that is asked of it throws std::logic_error.
class MUONG_EXPORT registry::builder {
public:
    /// place::row of what was added, by position in registry::units() and registry::transfers().
    struct row_numbers {
        std::vector<std::uint64_t> units;
        std::vector<std::uint64_t> transfers;
    };

    explicit builder(std::string_view scheme = {});
    builder(const builder&);
    builder(builder&&) noexcept;
    builder& operator=(const builder&) = delete;
    builder& operator=(builder&&) noexcept;
    ~builder();

    /// Room for so many rows in all, so that adding them moves none.
    builder& reserve(std::size_t units, std::size_t transfers);

    builder& add(const unit_row& row, const place& where = {});
    builder& add(const transfer_row& row, const place& where = {});
    /// An act that transfers may name; acts that are only named need not be added.
    builder& add(const legal_act& act, const place& where = {});
    /// Rows as text. Text that cannot be read is a problem with its field, reported by `check` with all the others.
    builder& add(const unit_text& row, const place& where = {});
    builder& add(const transfer_text& row, const place& where = {});
    /// The same, for many rows of one table: its name is told once, before them (a `place` tells one, too), and of each
    /// row then only place::row. A number is an unsigned one: braces with nothing in them are a `place`.
    builder& in_table(std::string_view source);
    builder& add(const unit_text& row, std::unsigned_integral auto number) { return add_numbered(row, number); }
    builder& add(const transfer_text& row, std::unsigned_integral auto number) { return add_numbered(row, number); }
    /// The same of rows that a csv_reader has at hand, whose first columns are those of unit_text, or of transfer_text
    /// without shares, in that order.
    builder& add_units(const detail::field_rows& rows);
    builder& add_transfers(const detail::field_rows& rows, std::span<const basis_fields> bases);
    /// Another spelling of the name of the unit that bears `code` on `day`, and who spells it so.
    builder& add_variant(const unit_code& code, date day, std::string_view name, std::string_view spelled_by,
                         const place& where = {});

    /// All problems, in the order of the rows: units first, then transfers; empty = ready. Costs as much as building.
    [[nodiscard]] problems check() const;
    /// The registry, or every problem; nothing is built from data with a problem. O(n log n).
    [[nodiscard]] result<registry> try_build() &&;
    /// The same, and where the units and transfers of the registry came from.
    [[nodiscard]] result<registry> try_build(row_numbers& rows) &&;
    /// The registry of the rows that can be used. Leaves out the faulty ones, then those that are faulty without them,
    /// until the rest is sound, and adds to `left_out` why: each row once, by the links of the longest chain of rows
    /// that cannot do without each other, then in the order of the rows. O(n log n), and for each row that is left out
    /// as much as it has neighbours: versions of its code, children, transfers of its units.
    [[nodiscard]] registry build_sound(problems& left_out, row_numbers& rows) &&;
    /// \throws data_error with every problem
    [[nodiscard]] registry build() && { return std::move(*this).try_build().value(); }

private:
    friend class branch;
    /// Units of this code may end without a word of where they go: another registry tells it.
    void spare_ends_of(const unit_code& code);
    builder& add_numbered(const unit_text& row, std::uint64_t number);
    builder& add_numbered(const transfer_text& row, std::uint64_t number);

    std::unique_ptr<detail::registry_assembler> rows_;
};

}  // namespace muong::inline v0
