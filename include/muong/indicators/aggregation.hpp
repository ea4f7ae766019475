// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string_view>

#include <muong/core/export.hpp>

namespace muong::inline v0 {

/// How the values of an indicator come together when units do.
enum class aggregation : std::uint8_t {
    extensive,  ///< counts, money, area: values add up, and a part of a unit takes its share
    intensive,  ///< rates, densities: a weighted mean, or two extensive values divided at the end
    extreme,    ///< a least or greatest value: the least or greatest of the parts
    label,      ///< a word or class: the same for all parts, or none
    none,       ///< a median, an index: no rule, the values of the parts do not give that of the whole
};

/// The stable name of a rule: "extensive".
[[nodiscard]] MUONG_EXPORT std::string_view to_string(aggregation rule) noexcept;
/// The rule of that name; nothing for any other text.
[[nodiscard]] MUONG_EXPORT std::optional<aggregation> parse_aggregation(std::string_view name) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, aggregation rule);

/// What a part without a value makes of a cell. A part whose share is not known is no such gap: by every rule the cell
/// has no value, and a range.
enum class gap_rule : std::uint8_t {
    propagate,  ///< the cell has no value: a missing part is never zero
    skip,       ///< the cell is made of the other parts, and is called partial
    bound,      ///< the cell has no value but a range, as far as the other parts tell one
};

/// How the observations of a longer period come together. \source SDMX code list CL_TIME_PER_COLLECT: S, A, B, E, L, H
enum class combine : std::uint8_t { sum, average, first, last, least, greatest };
[[nodiscard]] MUONG_EXPORT std::string_view to_string(combine how) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, combine how);

}  // namespace muong::v0
