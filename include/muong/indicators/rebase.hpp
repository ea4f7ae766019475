// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <muong/indicators/account.hpp>
#include <muong/indicators/aggregation.hpp>
#include <muong/indicators/cell_quality.hpp>
#include <muong/indicators/panel.hpp>
#include <muong/units/crosswalk.hpp>

namespace muong::inline v0 {

namespace detail {
class apportion_plan;
}

/// What to do with units of a panel that the crosswalk does not know.
enum class unmatched_rule : std::uint8_t {
    refuse,  ///< they are problems
    report,  ///< their values go to the account, and their codes are told
};

struct rebase_options {
    gap_rule gaps = gap_rule::propagate;  ///< not `bound`: the cells of a panel are values
    unmatched_rule unmatched = unmatched_rule::refuse;
    unsigned threads = 1;  ///< at least 1; the result is the same for any number
};

/// Of how many parts of a cell the value is known, and how many there are. A unit of which nothing goes to the cell is
/// no part of it; but where nothing else goes there, those that have a value are, by their shares of zero.
struct cell_coverage {
    std::uint32_t known = 0;
    std::uint32_t all = 0;
    friend bool operator==(const cell_coverage&, const cell_coverage&) = default;
};

/// A panel on another map, and how each of its cells has come about. Keeps the cells of the panel that it was made of
/// alive; a copy of `values()` does not.
class rebased_panel {
public:
    rebased_panel(const rebased_panel&) = default;  // a move is a copy: none is ever without what it was made of
    rebased_panel& operator=(const rebased_panel&) = default;
    ~rebased_panel() = default;

    /// One row for each unit of the new map, in code order; the columns are those of the old panel.
    [[nodiscard]] const panel& values() const& noexcept { return values_; }
    [[nodiscard]] panel values() && noexcept { return values_; }

    /// O(parts). \throws std::out_of_range if there is no such row or column
    [[nodiscard]] MUONG_EXPORT cell_quality quality(std::size_t row, std::size_t column) const;
    /// O(parts). \throws std::out_of_range if there is no such row or column
    [[nodiscard]] MUONG_EXPORT cell_coverage coverage(std::size_t row, std::size_t column) const;

    [[nodiscard]] const muong::account& account() const& noexcept { return account_; }
    const muong::account& account() const&& = delete;
    /// Units of the old panel that the crosswalk does not know, in code order.
    [[nodiscard]] std::span<const unit_code> unmatched() const& noexcept { return unmatched_; }
    std::span<const unit_code> unmatched() const&& = delete;

private:
    friend class rebasing;
    friend class way_back;
    rebased_panel(panel from, panel values, std::shared_ptr<const detail::apportion_plan> plan, muong::account account,
                  std::vector<unit_code> unmatched)
        : from_{std::move(from)},
          values_{std::move(values)},
          plan_{std::move(plan)},
          account_{std::move(account)},
          unmatched_{std::move(unmatched)} {}

    panel from_;
    panel values_;
    std::shared_ptr<const detail::apportion_plan> plan_;
    muong::account account_;
    std::vector<unit_code> unmatched_;
};

/// Carries a panel of extensive values from the units of one day to those of another. A unit that goes over whole is
/// added where it goes. One that is divided is divided once, in the last digit of its column, by its exact shares:
/// whole parts by the largest remainder, of equal ones the first in code order, so that the parts add up to it; a
/// negative value as its magnitude. A share that is a range is not guessed: what goes there is missing in the result,
/// whatever `gaps` says, unless the value to divide is zero, and `bounds_of(values, column, onto)` of bounds.hpp tells
/// between what it lies. A unit to which nothing goes but by shares of zero has 0, if one of the units that these are
/// of has a value, and else none: of nothing, nothing is known. Beside other parts a share of zero counts for nothing.
///
/// Laws, tested in tests/indicators/rebase.test.cpp:
///  - in = out + unmatched + unknown + missing, per column, to the last digit;
///  - with whole units, by way of another day is the same as directly;
///  - onto the same day nothing changes;
///  - the result is the same for any number of threads and any `storage`.
///
/// O(cells of both panels). The cells are laid into `storage` if it is large enough.
/// \throws std::invalid_argument if the crosswalk does not start on the panel's day, gaps are to be bounded, or no
///     thread is to work
/// \throws data_error with every problem: not_additive for a column that is not extensive; unknown_unit for a unit that
///     the crosswalk does not know, unless these are to be reported; out_of_range for each sum that leaves 64 bits
[[nodiscard]] MUONG_EXPORT rebased_panel rebase(const panel& values, const crosswalk& onto,
                                                const rebase_options& options = {}, cell_storage storage = {});

}  // namespace muong::v0
