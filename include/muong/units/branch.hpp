// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <muong/units/crosswalk.hpp>
#include <muong/units/lineage.hpp>
#include <muong/units/registry.hpp>

namespace muong::inline v0 {

/// A planned or imagined reform on top of a registry: its own units and transfers from one day on, and the registry for
/// everything else. The registry is shared, not copied: a branch holds only the units that it changes, with the units
/// above them.
///
/// Laws, tested in tests/units/branch.laws.test.cpp:
///  - before its first day a branch answers as its registry does;
///  - a branch answers as a registry would that is built of all rows together, for every unit, day and share.
class MUONG_EXPORT branch {
public:
    class builder;

    [[nodiscard]] const registry& base() const& noexcept { return base_; }
    const registry& base() const&& = delete;
    /// The first day on which it differs from its registry.
    [[nodiscard]] date begins() const noexcept { return begins_; }

    /// The unit that bears `code` on `day` in the branch; null if none does.
    [[nodiscard]] const unit* at(const unit_code& code, date day) const& noexcept;
    const unit* at(const unit_code& code, date day) const&& = delete;

    /// The units in force on `day`, in code order. O(units).
    [[nodiscard]] std::vector<const unit*> on(date day) const&;
    std::vector<const unit*> on(date day) const&& = delete;
    /// Those whose parent is `parent`, in code order. O(units).
    [[nodiscard]] std::vector<const unit*> children_of(const unit_code& parent, date day) const&;
    std::vector<const unit*> children_of(const unit_code& parent, date day) const&& = delete;
    /// Those that bear exactly this official name, in code order. O(log n + units of that name).
    [[nodiscard]] std::vector<const unit*> named(std::string_view name, date day) const&;
    std::vector<const unit*> named(std::string_view name, date day) const&& = delete;

    /// Its own changes after `from` and up to `to`, then those of the registry, each by day, act and clause.
    /// \throws std::invalid_argument if `to` is before `from`
    [[nodiscard]] std::vector<change> changes_between(date from, date to) const&;
    std::vector<change> changes_between(date from, date to) const&& = delete;

    /// As crosswalk::between, in the branch. One that reaches beyond the eve of the branch's first day has no
    /// fingerprint, since no one registry made it. O(that of the registry).
    [[nodiscard]] crosswalk between(date from, date to, const crosswalk_options& options = {}) const;

    /// As muong::successors and muong::predecessors, in the branch.
    [[nodiscard]] lineage successors(const unit_code& code, date day, date until) const&;
    lineage successors(const unit_code& code, date day, date until) const&& = delete;
    [[nodiscard]] lineage predecessors(const unit_code& code, date day, date back_to) const&;
    lineage predecessors(const unit_code& code, date day, date back_to) const&& = delete;

private:
    branch(registry base, registry own, std::vector<unit_code> changed, date begins) noexcept
        : base_{std::move(base)}, own_{std::move(own)}, changed_{std::move(changed)}, begins_{begins} {}
    [[nodiscard]] bool changes(const unit_code& code) const noexcept;
    [[nodiscard]] std::vector<unit_code> chosen(date day, const crosswalk_options& options) const;
    [[nodiscard]] crosswalk leg(date from, date to, std::string_view basis, std::span<const unit_code> sources,
                                const crosswalk* last, std::span<const unit_code> more_targets) const;

    registry base_;
    registry own_;                    // the changed units, right from the eve of the first day on
    std::vector<unit_code> changed_;  // codes that the branch answers for, sorted
    date begins_;
};

/// Collects the rows of a branch. A unit that gives its territory away in a transfer and does not take part in one
/// under its own code ends on that day; a row for a code that stands ends the version before. So only what is new is
/// stated, and no unit of the registry ends otherwise: not with its tier, and not on a day on which it takes some in.
/// One that has been built from, or moved from, is used up: all that is asked of it throws std::logic_error.
class MUONG_EXPORT branch::builder {
public:
    explicit builder(const registry& base);
    builder(builder&&) noexcept;
    builder& operator=(builder&&) noexcept;
    ~builder();

    /// A unit as it will stand, and a way on which territory will go; in any order. Nothing is checked before the
    /// branch is built.
    builder& add(const unit_row& row, const place& where = {});
    builder& add(const transfer_row& row, const place& where = {});

    /// The branch, or every problem: those of a registry; branch_conflict for a unit that the registry itself changes
    /// on or after the branch's first day, if only by a transfer; missing_value if there is no row; out_of_range if it
    /// begins on the first day of the calendar; and if there are none of these, parent_not_in_force for each unit of
    /// the registry that would lie in one which stands no more.
    [[nodiscard]] result<branch> try_build() &&;
    /// \throws data_error with every problem
    [[nodiscard]] branch build() && { return std::move(*this).try_build().value(); }

private:
    struct rows;
    std::unique_ptr<rows> rows_;
};

}  // namespace muong::v0
