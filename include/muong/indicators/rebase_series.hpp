// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/export.hpp>
#include <muong/indicators/rebase.hpp>
#include <muong/indicators/series_panel.hpp>
#include <muong/units/crosswalk.hpp>

namespace muong::inline v0 {

/// Series of many units on another map.
struct rebased_series {
    series_panel told;     ///< on the new map, ready for `series_of`
    rebased_panel values;  ///< how each value has come about, and the account of each column
};

/// Carries series of many units, all of extensive indicators, to another map: their values as `rebase` of their panel
/// does, and what is told of them:
///  - a cell copied from one unit keeps the status of that unit, also one that tells why there is no value;
///  - a cell made of several parts has the flags of all parts that have a value, as a longer period has those of its
///    parts in `aggregate`: a sum with a forecast in it is a forecast, one with a break breaks;
///  - E, estimated, is added where a part is a share of a divided unit, where a share is assumed, or where parts are
///    missing and skipped;
///  - a cell that has no value since a part has none, or since a share is not known, is O, missing; or has the status
///    of its parts if none of them has a value and all have the same.
///
/// A share of zero makes a part where there is no other.
///
/// Laws, tested in tests/indicators/rebase_series.test.cpp: onto the same day nothing changes; every cell has the
/// flags that its parts and its `quality` call for, and no others.
///
/// O(cells x parts). \throws as `rebase` of a panel; std::invalid_argument for statuses that `series_of` refuses
[[nodiscard]] MUONG_EXPORT rebased_series rebase(const series_panel& told, const crosswalk& onto,
                                                 const rebase_options& options = {});

}  // namespace muong::v0
