// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include <muong/core/fraction.hpp>
#include <muong/core/fraction_sum.hpp>
#include <muong/units/crosswalk.hpp>

namespace muong::inline v0 {

/// What of a unit goes somewhere, from the least to the most that the facts leave open.
struct share_range {
    fraction least, most;
};

namespace detail {

/// What goes nowhere of a row: as it is told, or else what the greatest shares lack.
[[nodiscard]] inline share_range going_nowhere(std::span<const crosswalk_entry> row, const crosswalk_rest* told) {
    if (told != nullptr) return {told->least, told->most};
    fraction_sum most;
    for (const auto& e : row) most += e.most;
    const auto lacking = max(fraction{}, fraction{1} - most.total());
    return {lacking, lacking};
}

}  // namespace detail

/// A share no wider than what is elsewhere leaves it: both make up the whole of a unit.
[[nodiscard]] inline share_range narrowed(const share_range& here, const share_range& elsewhere) {
    return {max(here.least, fraction{1} - elsewhere.most), min(here.most, fraction{1} - elsewhere.least)};
}

/// What some targets of a row have of it together; `is_one(target)` tells which, and `rest` is what goes nowhere. Their
/// shares add up, and those that are ranges leave no more open than the others and the rest do.
template <class IsOne>
[[nodiscard]] share_range share_among(std::span<const crosswalk_entry> row, const share_range& rest, IsOne&& is_one) {
    share_range here;
    auto elsewhere = rest;
    for (const auto& e : row) {
        auto& side = is_one(e.target) ? here : elsewhere;
        side.least += e.least;
        side.most += e.most;
    }
    return narrowed(here, elsewhere);
}

}  // namespace muong::v0
