// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/io/geojson.hpp>
#include <muong/io/vega_options.hpp>
#include <muong/units/unit_code.hpp>

namespace muong::inline v0 {

/// What a map tells of one unit.
struct map_value {
    unit_code code;
    std::string name = {};              ///< shown with the value
    std::optional<decimal> value = {};  ///< nothing is drawn as "no figure", in grey, never as 0
};

/// Where the point of a unit lies, in degrees east and north.
struct map_point {
    unit_code code;
    decimal longitude;
    decimal latitude;
};

/// A specification, and the codes that did not find each other: text is joined with text, "03166" is not "3166".
struct map_picture {
    std::string spec;                        ///< Vega-Lite, as in vega_lite.hpp
    std::vector<std::string> without_place;  ///< codes of values that no point or shape has; they are not drawn
    std::vector<std::string> without_value;  ///< codes of points or shapes of which nothing is told; drawn in grey
};

/// A map of points, larger for greater values. `measure` names the values: "persons".
/// \throws std::invalid_argument for a code that two values or two points have
[[nodiscard]] MUONG_EXPORT map_picture map_of_points(std::span<const map_value> values,
                                                     std::span<const map_point> points, const std::string& measure,
                                                     const vega_options& options = {});

/// A map of shapes, darker for greater values. Rings are turned as the renderers of Vega want them, clockwise outside,
/// whichever way the file has them. \throws std::invalid_argument for a code that two values have
[[nodiscard]] MUONG_EXPORT map_picture map_of_shapes(std::span<const map_value> values, const geo_shapes& shapes,
                                                     const std::string& measure, const vega_options& options = {});

}  // namespace muong::v0
