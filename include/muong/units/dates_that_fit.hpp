// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/date_range.hpp>
#include <muong/units/unit_code.hpp>

#include <span>
#include <vector>

namespace muong::inline v0 {

class registry;

/// A range of days on which a list of codes fits the registry equally well.
struct date_fit {
    date_range days;
    std::size_t in_force = 0;  ///< codes of the list that a unit bears on all these days
    std::size_t unlisted = 0;  ///< units in force, of the tiers that the list has, that it does not name

    friend bool operator==(const date_fit&, const date_fit&) = default;
};

/// On which days a list of codes is the list in force: the date of a value and the date of its geography are two
/// things, and a table often tells only the first. The ranges of days with the most codes of the list in force, and
/// among those the ones on which the list leaves out the fewest units; in the order of time. Neighbouring days that fit
/// alike are one range. Empty if no code of the list ever had a unit. Codes named twice count once. O(n log n) in the
/// versions of the registry.
[[nodiscard]] MUONG_EXPORT std::vector<date_fit> dates_that_fit(const registry& units,
                                                                std::span<const unit_code> codes);

}  // namespace muong::v0
