// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/units/unit_code.hpp>

namespace muong::inline v0 {

/// Why a published population cannot be right.
enum class figure_flag : std::uint8_t {
    none,       ///< nothing speaks against it
    lost_zero,  ///< too small for a unit of its kind; a final zero seems to have fallen off (16,710 became 1671)
    namesake,   ///< it is the figure of a unit of the same name in another province
    missing,    ///< none was published
};

/// "lost_zero"; "none" for no flag.
[[nodiscard]] MUONG_EXPORT std::string_view to_string(figure_flag flag) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, figure_flag flag);

/// Area and population of a commune as it stands since 2025-07-01, as published. Nothing is repaired: a population that
/// cannot be right keeps its flag and its raw figure, and is no population.
/// \source areas: thanglequoc/vietnamese-provinces-database of 2026; populations: the map service of the consolidation,
/// 2025-07-17. Areas from the polygons are computed on a sphere of 6,371.0072 km.
struct published_figures {
    unit_code code;
    decimal area;                                      ///< km2, as published
    decimal area_of_polygon;                           ///< km2, computed from the polygon of the same source
    std::optional<std::int64_t> population;            ///< persons; nothing if the published figure bears a flag
    std::optional<std::int64_t> published_population;  ///< persons, raw; nothing if none was published
    figure_flag flag = figure_flag::none;
};

}  // namespace muong::v0
