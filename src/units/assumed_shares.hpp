// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/assumption.hpp>

#include <vector>

namespace muong::inline v0::detail {

/// A share that is a range, and by what weight it is set.
struct open_share {
    fraction* least;
    fraction* most;
    fraction weight;
};

/// Divides among open shares, by weight, what is left when each has its least; one that would leave its range stops at
/// the end of it. Those whose weights are all zero stay open.
void divide_by_weight(std::vector<open_share>& open, fraction left);

/// By target; zero for those without an open share. \returns missing_value for each whose weight is not known
[[nodiscard]] result<std::vector<fraction>> weights_of_open(const crosswalk& open, const assumption& how);

/// The crosswalk with these rows in the place of its own, of the same targets.
[[nodiscard]] crosswalk with_assumed(const crosswalk& open, std::vector<std::vector<crosswalk_entry>> rows,
                                     const assumption& how);

}  // namespace muong::v0::detail
