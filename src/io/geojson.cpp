// SPDX-License-Identifier: MIT
#include <muong/io/geojson.hpp>

#include <map>

#include <muong/io/file.hpp>

#include "io/json.hpp"

namespace muong::inline v0 {
namespace {

class collector {
public:
    collector(const std::string& source, std::string_view code_property, problems& faults)
        : source_{source}, code_property_{code_property}, faults_{faults} {}

    void take(const json::value& root) {
        const auto* const object = root.if_object();
        if (object == nullptr) return fault(errc::malformed_text, "", root, "a FeatureCollection");
        if (!is_type(*object, "", "FeatureCollection")) return;
        const auto* const features = object->if_contains("features");
        if (features == nullptr || !features->is_array()) {
            return fault(errc::malformed_text, "features", features, "an array of features");
        }
        std::size_t number = 0;
        for (const auto& feature : features->get_array())
            take_feature(feature, "features[" + std::to_string(number++) + ']');
    }

    [[nodiscard]] std::vector<geo_shape>& shapes() noexcept { return shapes_; }

private:
    void take_feature(const json::value& feature, const std::string& path) {
        const auto* const object = feature.if_object();
        if (object == nullptr) return fault(errc::malformed_text, path, feature, "a Feature");
        if (!is_type(*object, path, "Feature")) return;
        const auto code = code_of(*object, path);
        const auto* const geometry = object->if_contains("geometry");
        const std::string where = path + ".geometry";
        if (geometry == nullptr || geometry->is_null()) {
            fault(errc::missing_value, where, geometry, "a Point, Polygon or MultiPolygon");
        } else if (!geometry->is_object()) {
            fault(errc::malformed_text, where, geometry, "a Point, Polygon or MultiPolygon");
        } else if (is_geometry(geometry->get_object(), where) && !code.empty()) {
            shapes_.push_back({code, json::serialize(*geometry)});
        }
    }

    /// Empty, and a problem told, if there is none.
    std::string code_of(const json::object& feature, const std::string& path) {
        const json::value* code = nullptr;
        std::string where = path;
        if (code_property_.empty()) {
            where += ".id";
            code = feature.if_contains("id");
        } else {
            where += ".properties." + code_property_;
            const auto* const properties = feature.if_contains("properties");
            const auto* const object = properties != nullptr ? properties->if_object() : nullptr;
            if (object != nullptr) code = object->if_contains(code_property_);
        }
        if (code == nullptr || code->is_null() || (code->is_string() && code->get_string().empty())) {
            fault(errc::missing_value, where, code, "the code of the unit, as text");
            return {};
        }
        if (code->is_number()) {
            fault(errc::malformed_code, where, code, "the code as text, in quotes: a number has lost its zeros");
            return {};
        }
        if (!code->is_string()) {
            fault(errc::malformed_code, where, code, "the code of the unit, as text");
            return {};
        }
        std::string text{code->get_string().data(), code->get_string().size()};
        const auto [first, is_new] = first_with_.try_emplace(text, path);
        if (!is_new) {
            fault(errc::duplicate_key, where, code, "each code once (" + first->second + " has it)");
            return {};
        }
        return text;
    }

    bool is_type(const json::object& object, const std::string& path, std::string_view wanted) {
        const auto* const type = object.if_contains("type");
        const auto where = path.empty() ? "type" : path + ".type";
        if (type == nullptr || !type->is_string()) {
            fault(errc::malformed_text, where, type, wanted);
            return false;
        }
        if (type->get_string() == wanted) return true;
        fault(errc::unknown_value, where, type, wanted);
        return false;
    }

    bool is_geometry(const json::object& geometry, const std::string& path) {
        const auto* const type = geometry.if_contains("type");
        const auto* const coordinates = geometry.if_contains("coordinates");
        const auto* const name = type != nullptr ? type->if_string() : nullptr;
        if (name == nullptr || (*name != "Point" && *name != "Polygon" && *name != "MultiPolygon")) {
            fault(name == nullptr ? errc::malformed_text : errc::unknown_value, path + ".type", type,
                  "Point, Polygon or MultiPolygon");
            return false;
        }
        const std::string where = path + ".coordinates";
        if (coordinates == nullptr) {
            fault(errc::malformed_text, where, nullptr, "an array");
            return false;
        }
        if (*name == "Point") return is_position(*coordinates, where);
        if (*name == "Polygon") return is_polygon(*coordinates, where);
        return all_of(*coordinates, where, "an array of polygons",
                      [this](const json::value& each, const std::string& at) { return is_polygon(each, at); });
    }

    bool is_polygon(const json::value& v, const std::string& path) {
        return all_of(v, path, "an array of rings",
                      [this](const json::value& each, const std::string& at) { return is_ring(each, at); });
    }

    bool is_ring(const json::value& v, const std::string& path) {
        const bool sound =
            all_of(v, path, "an array of positions",
                   [this](const json::value& each, const std::string& at) { return is_position(each, at); });
        if (!sound) return false;
        const auto& positions = v.get_array();
        if (positions.size() >= 4 && positions.front() == positions.back()) return true;
        fault(errc::malformed_text, path, nullptr, "at least four positions, the last the same as the first");
        return false;
    }

    bool is_position(const json::value& v, const std::string& path) {
        const auto* const array = v.if_array();
        if (array == nullptr || array->size() < 2 || !(*array)[0].is_number() || !(*array)[1].is_number()) {
            fault(errc::malformed_text, path, v, "degrees east and north");
            return false;
        }
        const auto within = [](const json::value& number, double most) {
            const auto degrees = number.to_number<double>();
            return degrees >= -most && degrees <= most;
        };
        if (within((*array)[0], 180) && within((*array)[1], 90)) return true;
        fault(errc::out_of_range, path, v, "degrees east and north, as WGS 84 has them");
        return false;
    }

    /// Of an array that must not be empty: tells the first element that is wrong.
    template <class Check>
    bool all_of(const json::value& v, const std::string& path, std::string_view expected, Check check) {
        const auto* const array = v.if_array();
        if (array == nullptr || array->empty()) {
            fault(errc::malformed_text, path, v, expected);
            return false;
        }
        std::size_t number = 0;
        for (const auto& each : *array) {
            if (!check(each, path + '[' + std::to_string(number++) + ']')) return false;
        }
        return true;
    }

    void fault(errc kind, const std::string& path, const json::value& found, std::string_view expected) {
        fault(kind, path, &found, expected);
    }
    void fault(errc kind, const std::string& path, const json::value* found, std::string_view expected) {
        faults_.push_back(json_fault(kind, source_, path, found, expected));
    }

    const std::string& source_;
    std::string code_property_;
    std::map<std::string, std::string> first_with_;  // code to path
    std::vector<geo_shape> shapes_;
    problems& faults_;
};

}  // namespace

result<geo_shapes> geo_shapes::parse(std::string_view text, const std::string& source, std::string_view code_property) {
    problems faults;
    const auto root = parse_json(text, source, faults);
    if (!root) return faults;
    collector found{source, code_property, faults};
    found.take(*root);
    if (!faults.empty()) return faults;
    return geo_shapes{std::move(found.shapes())};
}

result<geo_shapes> geo_shapes::read(const std::string& path, std::string_view code_property) {
    const auto bytes = file_bytes::open(path);
    if (!bytes) return bytes.error();
    return parse(bytes.value().text(), source_name(path), code_property);
}

}  // namespace muong::v0
