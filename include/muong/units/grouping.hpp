// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/problem.hpp>
#include <muong/units/common_areas.hpp>
#include <muong/units/crosswalk.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace muong::inline v0 {

class registry;

// Crosswalks that stay on one day: from units to what they are parts of. A panel is rolled up by rebasing it with one,
// on its own or at the end of another: `rebase(values, crosswalk::between(units, from, day, rolled_up(units, day,
// unit_tier::province)))`. A tier named on both sides leaves out units of others: a district without communes of its
// own on the first day, say, that has some on the last.
//
// So ranges are sharp. Behind a finished crosswalk, by `then`, they are valid but may be wider than the facts leave
// them, since that does not know which parts of its ranges belong together. P becomes R and W, nobody knows how, then a
// half of R becomes S and a half of W X: a group of S and X has a half of P whatever R was, but S and X tell 0 to 1/2
// each, and the group 0 to 1.

/// From the units of a day to those of a tier above them, each whole. Sources are the units of the tier `from`; without
/// it the units that tell their own territory, those without children. A unit of the tier itself goes to itself; one
/// with no unit of the tier above it goes nowhere, and all of it is a rest. O(versions of all units).
[[nodiscard]] MUONG_EXPORT crosswalk rolled_up(const registry& units, date day, unit_tier tier,
                                               std::optional<unit_tier> from = {});

/// From units to groups that the user has made, each whole: first the unit, then the group. The names of groups have
/// the form of codes. O(n log n). \returns duplicate_key for each unit that is named twice, in the order of the list
[[nodiscard]] MUONG_EXPORT result<crosswalk> grouped(date day,
                                                     std::vector<std::pair<unit_code, unit_code>> group_of_unit);

/// From the sources of a crosswalk to its common areas, and from its targets: with these, panels of either day stand on
/// the same rows, and no share is used, except for parts that the tolerance of the areas takes for nothing. The rows
/// have the numbers of the areas as their codes, from "1" on, with zeros before them so that all are of one length.
/// \throws std::out_of_range if the areas are those of a crosswalk with fewer units
[[nodiscard]] MUONG_EXPORT crosswalk sources_to_areas(const crosswalk& between, const common_areas& areas);
[[nodiscard]] MUONG_EXPORT crosswalk targets_to_areas(const crosswalk& between, const common_areas& areas);

/// The code of an area in those crosswalks. \throws std::out_of_range if there is no such area
[[nodiscard]] MUONG_EXPORT unit_code area_code(const common_areas& areas, std::size_t area);

}  // namespace muong::v0
