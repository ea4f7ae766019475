// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/core/interval.hpp>
#include <muong/core/problem.hpp>
#include <muong/units/crosswalk.hpp>

namespace muong::inline v0 {

class panel;

/// What some units of the new map have together, as a table of an upper tier tells it: the people of a district whose
/// communes were redrawn.
struct known_total {
    std::vector<std::uint32_t> targets;  ///< positions in crosswalk::targets()
    fraction total;
    place where = {};  ///< told in problems
};

/// What each unit of the new map can have of a quantity, given that of the units of the old map: a single value where
/// the facts leave one, else a range, each end of which some distribution that agrees with the facts reaches. Totals
/// of an upper tier narrow the ranges of the units that they are told for, and of no others; each is used by itself.
///
/// `amounts` has one for each source, of any sign; of a unit that gets a part of one that is missing nothing is known,
/// nor of one that nothing goes to, unless that is a share of zero of one whose amount is there: it has 0.
///
/// Laws, tested in tests/indicators/bounds.test.cpp:
///  - every distribution that agrees with the shares lies within the bounds, and with a total every one that has it;
///  - each end is reached by one of these (with a total: of a unit that it is told for);
///  - with exact shares every bound of what is known is a single value, that of `rebase`.
/// O(shares x units of the total they lie in). \returns contradiction, with the place of the total, for each total that
/// the units cannot have together; a total with a unit of which nothing is known tells nothing
/// \throws std::invalid_argument if there are not as many amounts as sources, a total names no target, one that does
///     not exist, or one that another total names
[[nodiscard]] MUONG_EXPORT result<std::vector<interval<fraction>>> bounds_of(
    const crosswalk& onto, std::span<const std::optional<fraction>> amounts, std::span<const known_total> totals = {});

/// The same for an extensive column of a panel: one range for each row of `rebase(values, onto)`, and so for its cells
/// that are bounded. Exact, where that divides in the last digit. Units that the crosswalk does not know are left
/// aside, as that function tells them. Otherwise as above.
/// \throws std::invalid_argument if the crosswalk does not start on the panel's day, or the column is not extensive
/// \throws std::out_of_range if the panel has no such column
[[nodiscard]] MUONG_EXPORT result<std::vector<interval<fraction>>> bounds_of(const panel& values,
                                                                             std::string_view column_id,
                                                                             const crosswalk& onto,
                                                                             std::span<const known_total> totals = {});

}  // namespace muong::v0
