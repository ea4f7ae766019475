// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string_view>

#include <muong/core/export.hpp>

namespace muong::inline v0 {

/// How a cell on another map has come about.
enum class cell_quality : std::uint8_t {
    copied,     ///< the value of one unit that came over whole
    summed,     ///< made of units that came over whole
    estimated,  ///< a part of it is a share of a divided unit, all are shares of zero, or a share is assumed
    partial,    ///< made of some of its parts; the others are missing
    missing,    ///< a part of it has no value, nothing goes to it, or what it is to be divided by is zero
    bounded,    ///< no value but a range: the share of a part is not known and none is missing, or as `gap_rule` asks
};

/// "copied"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(cell_quality q) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, cell_quality q);

}  // namespace muong::v0
