// SPDX-License-Identifier: MIT
#include <muong/io/vega_map.hpp>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "io/json.hpp"
#include "io/vega_parts.hpp"

namespace muong::inline v0 {
namespace {

using json::array;
using json::object;

/// The values by code, and which of them have found their place.
class joined {
public:
    explicit joined(std::span<const map_value> values) {
        for (const auto& v : values) {
            if (!by_code_.try_emplace(to_string(v.code), &v, false).second) {
                throw std::invalid_argument{"muong::map_picture: two values for " + to_string(v.code)};
            }
        }
    }

    /// What a map tells of a place: its code, and name and value if there are any.
    object told_of(const std::string& code) {
        object told{{"code", code}, {"name", ""}, {"value", nullptr}};
        const auto found = by_code_.find(code);
        if (found == by_code_.end()) {
            without_value_.push_back(code);
            return told;
        }
        auto& [value, has_place] = found->second;
        has_place = true;
        told["name"] = value->name;
        if (value->value) told["value"] = json_number(*value->value);
        return told;
    }

    map_picture with(const object& spec) && {
        map_picture made{json_text(spec), {}, std::move(without_value_)};
        for (const auto& [code, found] : by_code_) {
            if (!found.second) made.without_place.push_back(code);
        }
        return made;
    }

private:
    std::map<std::string, std::pair<const map_value*, bool>> by_code_;
    std::vector<std::string> without_value_;
};

array told_fields(const std::string& prefix) {
    array all;
    for (const auto* const field : {"name", "code", "value"}) {
        all.push_back(object{{"field", prefix + field}, {"title", field}});
    }
    return all;
}

object layer_where(const std::string& test, object mark, object encoding) {
    return {{"data", object{{"name", "places"}}},
            {"transform", array{object{{"filter", test}}}},
            {"mark", std::move(mark)},
            {"encoding", std::move(encoding)}};
}

object map_spec(const vega_options& options, const std::string& measure, array places, array layers) {
    auto spec = vega_picture(options, measure);
    spec["projection"] = object{{"type", "mercator"}};
    spec["datasets"] = object{{"places", std::move(places)}};
    spec["layer"] = std::move(layers);
    return spec;
}

/// Twice the area that a ring goes round, above zero if counter-clockwise, as on a plane.
double turning(const array& ring) {
    double sum = 0;
    const auto x = [&](std::size_t i) { return ring[i].at(0).to_number<double>(); };
    const auto y = [&](std::size_t i) { return ring[i].at(1).to_number<double>(); };
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        sum += (x(i) - x(0)) * (y(i + 1) - y(0)) - (x(i + 1) - x(0)) * (y(i) - y(0));
    return sum;
}

/// D3, which draws for Vega, takes what lies on the right hand of a ring for its inside: against RFC 7946.
/// \source https://d3js.org/d3-geo, "Spherical shapes"
void turn(array& polygon) {
    bool outside = true;
    for (auto& each : polygon) {
        auto& ring = each.as_array();
        if ((turning(ring) > 0) == outside) std::reverse(ring.begin(), ring.end());
        outside = false;
    }
}

json::value turned(const std::string& geometry) {
    auto v = json::parse(geometry);
    auto& coordinates = v.at("coordinates");
    const auto& type = v.at("type").as_string();
    if (type == "Polygon") turn(coordinates.as_array());
    if (type == "MultiPolygon") {
        for (auto& polygon : coordinates.as_array()) turn(polygon.as_array());
    }
    return v;
}

}  // namespace

map_picture map_of_points(std::span<const map_value> values, std::span<const map_point> points,
                          const std::string& measure, const vega_options& options) {
    joined by_code{values};
    std::map<unit_code, const map_point*> sorted;
    for (const auto& p : points) {
        if (!sorted.try_emplace(p.code, &p).second) {
            throw std::invalid_argument{"muong::map_of_points: two points for " + to_string(p.code)};
        }
    }
    array places;
    for (const auto& [code, point] : sorted) {
        auto row = by_code.told_of(to_string(code));
        row["longitude"] = json_number(point->longitude);
        row["latitude"] = json_number(point->latitude);
        places.push_back(std::move(row));
    }
    const auto placed = [](object rest) {
        object encoding{{"longitude", object{{"field", "longitude"}, {"type", "quantitative"}}},
                        {"latitude", object{{"field", "latitude"}, {"type", "quantitative"}}},
                        {"tooltip", told_fields("")}};
        for (auto& each : rest) encoding[each.key()] = std::move(each.value());
        return encoding;
    };
    array layers;
    layers.push_back(layer_where("datum.value !== null",
                                 {{"type", "circle"}, {"color", value_colour}, {"opacity", 0.6}},
                                 placed({{"size", object{{"field", "value"},
                                                         {"type", "quantitative"},
                                                         {"title", measure},
                                                         {"scale", object{{"range", array{0, 800}}}}}}})));
    layers.push_back(layer_where("datum.value === null",
                                 {{"type", "point"}, {"shape", "cross"}, {"color", missing_colour}, {"size", 40}},
                                 placed({})));
    return std::move(by_code).with(map_spec(options, measure, std::move(places), std::move(layers)));
}

map_picture map_of_shapes(std::span<const map_value> values, const geo_shapes& shapes, const std::string& measure,
                          const vega_options& options) {
    joined by_code{values};
    array places;
    for (const auto& shape : shapes.all()) {
        places.push_back(object{
            {"type", "Feature"}, {"properties", by_code.told_of(shape.code)}, {"geometry", turned(shape.geometry)}});
    }
    const object outline{{"type", "geoshape"}, {"stroke", "white"}, {"strokeWidth", 0.5}};
    auto grey = outline;
    grey["fill"] = "#dddddd";
    array layers;
    layers.push_back(
        layer_where("datum.properties.value === null", std::move(grey), {{"tooltip", told_fields("properties.")}}));
    layers.push_back(layer_where("datum.properties.value !== null", outline,
                                 {{"color", object{{"field", "properties.value"},
                                                   {"type", "quantitative"},
                                                   {"title", measure},
                                                   {"scale", object{{"scheme", "blues"}}}}},
                                  {"tooltip", told_fields("properties.")}}));
    return std::move(by_code).with(map_spec(options, measure, std::move(places), std::move(layers)));
}

}  // namespace muong::v0
