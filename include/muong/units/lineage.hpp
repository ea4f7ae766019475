// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/transfer.hpp>

namespace muong::inline v0 {

class registry;

/// How territory goes from one unit to the next.
enum class lineage_link : std::uint8_t {
    transfer,      ///< by a transfer of an act
    continuation,  ///< the same unit under another name, kind or parent, or one that others come to
    children,      ///< a tier ends: what was told by the unit is told by the units below it
};

/// One step of a lineage, told in the direction of time.
struct lineage_step {
    date day;  ///< the day on which `after` takes over
    lineage_link link = lineage_link::transfer;
    const muong::transfer* how = nullptr;  ///< null unless link is `transfer`
    const unit* before = nullptr;          ///< as it stood on the eve; null if it was made and ended within the day
    const unit* after = nullptr;           ///< as it stands on the day; null if it only passes territory on that day
};

/// What became of a unit, or where it came from: the steps between two days and the units at the far end. Pointers stay
/// valid as long as a copy of the registry lives.
struct lineage {
    const unit* start = nullptr;
    date from;                        ///< the day on which `start` stands
    date to;                          ///< the day of `ends`; before `from` for predecessors
    std::vector<lineage_step> steps;  ///< in the order of time, then by code
    std::vector<const unit*> ends;    ///< in code order
};

/// The units in which the territory of the unit that bears `code` on `day` lies on the later day `until`, wholly or in
/// part, with the days and acts on the way. A unit whose tier ends goes on through the units that were below it.
/// O((days of change + steps) x log units), beside what crosswalk::between tells of the first one of a registry.
/// \throws std::invalid_argument if no unit bears the code on the day, or `until` is before it
[[nodiscard]] MUONG_EXPORT lineage successors(const registry& units, const unit_code& code, date day, date until);
lineage successors(const registry&& units, const unit_code& code, date day, date until) = delete;

/// The units of the earlier day `back_to` in which the territory lay. Units whose predecessors are not known begin on
/// their first day and are no ends, since they did not stand before it. O(transfers between), beside what the first one
/// costs.
///
/// Law, tested in tests/units/crosswalk.laws.test.cpp: both end in the units that a crosswalk reaches, on any basis.
/// \throws std::invalid_argument if no unit bears the code on the day, or `back_to` is after it
[[nodiscard]] MUONG_EXPORT lineage predecessors(const registry& units, const unit_code& code, date day, date back_to);
lineage predecessors(const registry&& units, const unit_code& code, date day, date back_to) = delete;

/// How a story speaks. Each may be null: units are then named "xa Mường Chà (03166)", and nothing is remarked.
struct story_words {
    std::string (*unit_label)(const unit&) = nullptr;
    /// What to add behind a line about a transfer: how sure it is, what moved; empty for nothing.
    std::string (*transfer_remark)(const transfer&) = nullptr;
};

/// The life of the unit that bears `code` on `day`, as text of several lines in the order of time: what it was made of
/// since `first`, and what became of it up to `last`. Each line has the day, what happened, and the act with its
/// clause. \throws std::invalid_argument if no unit bears the code on the day, or it does not lie within first ... last
[[nodiscard]] MUONG_EXPORT std::string story(const registry& units, const unit_code& code, date day, date first,
                                             date last, const story_words& words = {});

}  // namespace muong::v0
