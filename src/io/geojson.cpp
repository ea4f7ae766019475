// SPDX-License-Identifier: MIT
#include <muong/io/geojson.hpp>

#include <algorithm>
#include <map>

#include <muong/io/file.hpp>

#include "io/json_taker.hpp"

namespace muong::inline v0 {
namespace {

class collector {
public:
    collector(const std::string& source, std::string_view code_property, problems& faults)
        : from_{source, faults}, code_property_{code_property} {}

    void take(const json::value& root) {
        const auto* const object = from_.as_object(root, "", "a FeatureCollection");
        if (object == nullptr || !is_type(*object, "", "FeatureCollection")) return;
        if (const auto* const features = from_.needed_array(*object, "", "features", "an array of features")) {
            from_.each(*features, "features",
                       [this](const json::value& each, const std::string& path) { take_feature(each, path); });
        }
    }

    [[nodiscard]] std::vector<geo_shape>& shapes() noexcept { return shapes_; }

private:
    void take_feature(const json::value& feature, const std::string& path) {
        const auto* const object = from_.as_object(feature, path, "a Feature");
        if (object == nullptr || !is_type(*object, path, "Feature")) return;
        const auto code = code_of(*object, path);
        constexpr std::string_view known = "a Point, Polygon or MultiPolygon";
        const auto* const told = from_.needed(*object, path, "geometry", known);
        if (told == nullptr) return;
        const auto where = json_taker::joined(path, "geometry");
        const auto* const geometry = from_.as_object(*told, where, known);
        if (geometry != nullptr && is_geometry(*geometry, where) && !code.empty()) {
            shapes_.push_back({code, json::serialize(*told)});
        }
    }

    /// Empty, and a problem told, if there is none.
    std::string code_of(const json::object& feature, const std::string& path) {
        const json::value* code = nullptr;
        std::string where = path;
        if (code_property_.empty()) {
            where += ".id";
            code = json_taker::member(feature, "id");
        } else {
            where += ".properties." + code_property_;
            const auto* const properties = feature.if_contains("properties");
            const auto* const object = properties != nullptr ? properties->if_object() : nullptr;
            if (object != nullptr) code = json_taker::member(*object, code_property_);
        }
        if (code == nullptr || (code->is_string() && code->get_string().empty())) {
            from_.fault(errc::missing_value, where, code, "the code of the unit, as text");
            return {};
        }
        if (!code->is_string()) {
            from_.fault(errc::malformed_code, where, code,
                        code->is_number() ? "the code as text, in quotes: a number has lost its zeros"
                                          : "the code of the unit, as text");
            return {};
        }
        std::string text{code->get_string().data(), code->get_string().size()};
        const auto [first, is_new] = first_with_.try_emplace(text, path);
        if (!is_new) {
            from_.fault(errc::duplicate_key, where, code, "each code once (" + first->second + " has it)");
            return {};
        }
        return text;
    }

    bool is_type(const json::object& object, const std::string& path, std::string_view wanted) {
        const auto type = from_.needed_text(object, path, "type", wanted);
        if (!type || *type == wanted) return type.has_value();
        from_.fault(errc::unknown_value, json_taker::joined(path, "type"), object.if_contains("type"), wanted);
        return false;
    }

    bool is_geometry(const json::object& geometry, const std::string& path) {
        constexpr std::string_view known = "Point, Polygon or MultiPolygon";
        const auto type = from_.needed_text(geometry, path, "type", known);
        if (!type) return false;
        if (*type != "Point" && *type != "Polygon" && *type != "MultiPolygon") {
            from_.fault(errc::unknown_value, path + ".type", geometry.if_contains("type"), known);
            return false;
        }
        const auto* const coordinates = from_.needed(geometry, path, "coordinates", "an array");
        if (coordinates == nullptr) return false;
        const auto where = json_taker::joined(path, "coordinates");
        if (*type == "Point") return is_position(*coordinates, where);
        if (*type == "Polygon") return is_polygon(*coordinates, where);
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
        from_.fault(errc::malformed_text, path, nullptr, "at least four positions, the last the same as the first");
        return false;
    }

    bool is_position(const json::value& v, const std::string& path) {
        const auto* const array = v.if_array();
        if (array == nullptr || array->size() < 2 || !(*array)[0].is_number() || !(*array)[1].is_number()) {
            from_.fault(errc::malformed_text, path, &v, "degrees east and north");
            return false;
        }
        const auto within = [](const json::value& number, double most) {
            const auto degrees = number.to_number<double>();
            return degrees >= -most && degrees <= most;
        };
        if (within((*array)[0], 180) && within((*array)[1], 90)) return true;
        from_.fault(errc::out_of_range, path, &v, "degrees east and north, as WGS 84 has them");
        return false;
    }

    /// Of an array that must not be empty: tells the first element that is wrong.
    template <class Check>
    bool all_of(const json::value& v, const std::string& path, std::string_view expected, Check check) {
        const auto* const array = from_.as_array(v, path, expected);
        if (array == nullptr) return false;
        if (array->empty()) {
            from_.fault(errc::malformed_text, path, &v, expected);
            return false;
        }
        std::size_t index = 0;
        return std::all_of(array->begin(), array->end(),
                           [&](const json::value& each) { return check(each, json_taker::joined(path, index++)); });
    }

    json_taker from_;
    std::string code_property_;
    std::map<std::string, std::string> first_with_;  // code to path
    std::vector<geo_shape> shapes_;
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
