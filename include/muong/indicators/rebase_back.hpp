// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/export.hpp>
#include <muong/indicators/panel.hpp>
#include <muong/indicators/rebase.hpp>

namespace muong::inline v0 {

/// The way back of a panel that was rebased, by the parts that each unit of the old map gave to each of the new one,
/// which are remembered: column by column, and without any share that could be lost or guessed. `values` has the rows
/// and columns of `there.values()`: these themselves, or what has become of them, such as a forecast or a correction.
///
/// A value that is as it was is taken apart into the parts that it was made of. Another one is divided in proportion to
/// them, in the last digit of its column, by the largest remainder, of equal ones the first in code order; where the
/// parts add up to zero, only zero can be divided, and the rest is missing. What went to no unit of the new map comes
/// back as it was. A unit is missing if one of its parts is: if it was, if the value of a unit that it gave to is, or
/// if a share of it is not known.
///
/// Law, tested in tests/indicators/rebase_back.test.cpp: with known shares and values,
/// `rebase_back(there, there.values())` is the panel that was rebased.
/// O(cells of both panels). \throws std::invalid_argument if `values` has other rows, columns or another day
/// \throws data_error, out_of_range, for each unit whose value, or a part of it, leaves 64 bits: where parts of both
/// signs
///     make up a small sum, a little more of that is much more of them
[[nodiscard]] MUONG_EXPORT panel rebase_back(const rebased_panel& there, const panel& values);

}  // namespace muong::v0
