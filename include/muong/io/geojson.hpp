// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>

namespace muong::inline v0 {

/// The shape of one unit on a map: its code, as text with its zeros, and its geometry as the text of JSON.
struct geo_shape {
    std::string code;
    std::string geometry;  ///< a Point, Polygon or MultiPolygon, in degrees east and north

    friend bool operator==(const geo_shape&, const geo_shape&) = default;
};

/// Shapes that were read together, in the order of the file; every code once.
class MUONG_EXPORT geo_shapes {
public:
    /// Reads a FeatureCollection. The code of a feature is the text of the member `code_property` of its properties,
    /// or, for an empty name, of its id. All else that features hold is ignored. \returns the shapes, or every problem.
    /// What is no JSON is told with line and byte of it, as row and column (malformed_text, invalid_utf8; empty_file
    /// for nothing but blanks); all else with the path of the member as its field, "features[12].properties.code",
    /// counted from 0: missing_value (a member that is not there or null, an empty code), malformed_code (a code that
    /// is a number, whose zeros are lost, or another value that is no text), duplicate_key (a code that an earlier
    /// feature has; a member that stands twice in one object, ignored ones too), unknown_value (another type of object
    /// or geometry), malformed_text (a member of another type, a ring of less than four positions or that is not
    /// closed), out_of_range (a position beyond 180 degrees east or west or 90 north or south, as those of a projection
    /// are). \source RFC 7946. O(n log n)
    [[nodiscard]] static result<geo_shapes> parse(std::string_view text, const std::string& source,
                                                  std::string_view code_property);
    /// The same from a file; "-" is the standard input.
    [[nodiscard]] static result<geo_shapes> read(const std::string& path, std::string_view code_property);

    [[nodiscard]] std::span<const geo_shape> all() const& noexcept { return all_; }
    std::span<const geo_shape> all() const&& = delete;

private:
    explicit geo_shapes(std::vector<geo_shape> all) noexcept : all_{std::move(all)} {}

    std::vector<geo_shape> all_;
};

}  // namespace muong::v0
