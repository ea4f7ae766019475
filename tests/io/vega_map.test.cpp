// SPDX-License-Identifier: MIT
#include <muong/io/vega_map.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "io/vega_spec.hpp"

namespace muong {
namespace {

using test::vega_spec;
using codes = std::vector<std::string>;

const std::vector<map_value> values{{"03166"_unit, "xã Mường Chà", "9417"_dec},
                                    {"03127"_unit, "phường \"Điện Biên Phủ\"", {}},
                                    {"09999"_unit, "nowhere", "1.5"_dec}};

/// Twice the area that a ring goes round: above zero if counter-clockwise.
double turning(const boost::json::value& ring) {
    const auto& r = ring.as_array();
    const auto at = [&](std::size_t i, std::size_t k) { return r[i].at(k).to_number<double>(); };
    double sum = 0;
    for (std::size_t i = 0; i + 1 < r.size(); ++i) sum += at(i, 0) * at(i + 1, 1) - at(i + 1, 0) * at(i, 1);
    return sum;
}

TEST_CASE("a map of points joins by code as text, tells what did not join, and leaves missing values empty") {
    const std::vector<map_point> points{{"03166"_unit, "103.0717"_dec, "21.9"_dec},
                                        {"03127"_unit, "103.02"_dec, "21.39"_dec},
                                        {"3166"_unit, "103"_dec, "21"_dec}};
    const auto made = map_of_points(values, points, "persons", {.title = "Communes"});
    CHECK(made.without_place == codes{"09999"});
    CHECK(made.without_value == codes{"3166"});
    const vega_spec spec{made.spec};
    CHECK(spec.title() == "Communes");
    const auto& rows = spec.rows("places");
    REQUIRE(rows.size() == 3);
    CHECK(boost::json::serialize(rows[0]) ==
          R"({"code":"03127","name":"phường \"Điện Biên Phủ\"","value":null,"longitude":1.0302E2,"latitude":2.139E1})");
    CHECK(rows[1].at("value").as_int64() == 9417);
    CHECK(rows[1].at("longitude").as_double() == 103.0717);
    CHECK(rows[2].at("value").is_null());
    // Only values are drawn by their size; the others have a mark of their own.
    CHECK(spec.layers()[0].at("transform").at(0).at("filter") == "datum.value !== null");
    CHECK(spec.layers()[1].at("transform").at(0).at("filter") == "datum.value === null");
}

TEST_CASE("a map of shapes holds the shapes with their values, turned as the renderer wants them") {
    // The first outer ring is counter-clockwise and has a hole, the second is clockwise.
    const auto shapes = geo_shapes::parse(
        R"({"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"c":"03166","more":1},"geometry":{"type":"Polygon","coordinates":[
                [[103,21],[104,21],[104,22],[103,22],[103,21]],[[103.2,21.2],[103.2,21.4],[103.4,21.4],[103.2,21.2]]]}},
            {"type":"Feature","properties":{"c":"00001"},"geometry":{"type":"MultiPolygon","coordinates":[
                [[[103,21],[103,22],[104,22],[103,21]]],[[[105,21],[106,21],[106,22],[105,21]]]]}}]})",
        "m", "c");
    REQUIRE(shapes);
    const auto made = map_of_shapes(values, shapes.value(), "persons");
    CHECK(made.without_place == codes{"03127", "09999"});
    CHECK(made.without_value == codes{"00001"});
    const vega_spec spec{made.spec};
    const auto& places = spec.rows("places");
    REQUIRE(places.size() == 2);
    CHECK(boost::json::serialize(places[0].at("properties")) ==
          R"({"code":"03166","name":"xã Mường Chà","value":9417})");
    CHECK(places[1].at("properties").at("value").is_null());
    const auto& polygon = places[0].at("geometry").at("coordinates");
    CHECK(turning(polygon.at(0)) == doctest::Approx(-2));
    CHECK(turning(polygon.at(1)) > 0);
    for (const auto& each : places[1].at("geometry").at("coordinates").as_array()) CHECK(turning(each.at(0)) < 0);
}

TEST_CASE("two values or points of one code are refused") {
    const std::vector<map_value> twice{values[0], values[0]};
    const std::vector<map_point> points{{"1"_unit, "103"_dec, "21"_dec}, {"1"_unit, "104"_dec, "21"_dec}};
    CHECK_THROWS_AS(static_cast<void>(map_of_points(twice, {}, "x")), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(map_of_points(values, points, "x")), std::invalid_argument);
}

}  // namespace
}  // namespace muong
