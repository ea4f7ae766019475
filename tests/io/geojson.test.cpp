// SPDX-License-Identifier: MIT
#include <muong/io/geojson.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "io/scratch_folder.hpp"
#include "support/for_all.hpp"

namespace muong {
namespace {

const std::string square = R"({"type":"Polygon","coordinates":[[[103,21],[104,21],[104,22],[103,22],[103,21]]]})";

std::string feature(const std::string& properties, const std::string& geometry = square) {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + '}';
}
std::string collection(const std::vector<std::string>& features) {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (const auto& f : features) text += (&f == features.data() ? "" : ",") + f;
    return text + "]}";
}
std::vector<std::string> faults_of(const std::string& text, std::string_view property = "ma_xa") {
    std::vector<std::string> told;
    const auto read = geo_shapes::parse(text, "m.geojson", property);
    for (const auto& each : read.error()) told.push_back(to_string(each));
    return told;
}

TEST_CASE("shapes have their codes as text with zeros, in the order of the file") {
    const auto text = collection({feature(R"({"ma_xa":"03166","ten":"Mường Chà"})"),
                                  feature(R"({"ma_xa":"00001"})", R"({"type":"Point","coordinates":[103.5,21.5,700]})"),
                                  feature(R"({"ma_xa":"3"})", R"({"type":"MultiPolygon","coordinates":
                                      [[[[103,21],[104,21],[104,22],[103,21]]]]})")});
    const auto read = geo_shapes::parse(text, "m.geojson", "ma_xa");
    REQUIRE(read);
    REQUIRE(read.value().all().size() == 3);
    CHECK(read.value().all()[0] == geo_shape{"03166", square});
    CHECK(read.value().all()[1].code == "00001");
    CHECK(read.value().all()[2].code == "3");

    const test::scratch_folder folder;
    test::make_file(folder / "m.geojson", "\xEF\xBB\xBF" + text);
    const auto of_file = geo_shapes::read(folder / "m.geojson", "ma_xa");
    REQUIRE(of_file);
    CHECK(of_file.value().all().size() == 3);
    const auto of_none = geo_shapes::read(folder / "none", "ma_xa");
    CHECK(of_none.error().at(0).code == errc::unreadable);
}

TEST_CASE("a number is the double nearest to its digits, however many there are, and comes back the same") {
    const auto geometry_of = [](const std::string& numbers) {
        const auto point = R"({"type":"Point","coordinates":[)" + numbers + "]}";
        const auto read = geo_shapes::parse(collection({feature(R"({"ma_xa":"1"})", point)}), "m.geojson", "ma_xa");
        return read ? read.value().all()[0].geometry : to_string(read.error()[0]);
    };
    const auto point = [](const std::string& numbers) { return R"({"type":"Point","coordinates":[)" + numbers + "]}"; };
    CHECK(geometry_of("103.02345678901234,21.5") == point("1.0302345678901234E2,2.15E1"));
    CHECK(geometry_of("103.000000000000014210854715202004,21.5") == point("1.0300000000000001E2,2.15E1"));
    CHECK(geometry_of("103,21.5,2577777777777770.25") == point("103,2.15E1,2.57777777777777E15"));
    CHECK(geometry_of("103,21.5,1e-400") == point("103,2.15E1,0E0"));
    CHECK(geometry_of("103,21.5,1e400").find("malformed_text") != std::string::npos);
    test::for_all(
        [](test::source_of_chance& chance) {
            std::string digits = std::to_string(chance.between(-179, 179)) + '.';
            for (auto n = chance.between(1, 22); n > 0; --n) digits += static_cast<char>('0' + chance.between(0, 9));
            return digits;
        },
        [&](const std::string& digits) {
            CAPTURE(digits);
            const auto once = geometry_of(digits + ",21.5");
            constexpr std::string_view begin = R"({"type":"Point","coordinates":[)";
            const auto shown = once.substr(begin.size(), once.find(',', begin.size()) - begin.size());
            CHECK(std::stod(shown) == std::stod(digits));
            CHECK(geometry_of(shown + ",21.5") == once);
        });
}

TEST_CASE("the code may be the id of the feature") {
    const auto text = collection({R"({"type":"Feature","id":"03166","geometry":)" + square + '}'});
    const auto read = geo_shapes::parse(text, "", "");
    REQUIRE(read);
    CHECK(read.value().all()[0].code == "03166");
    CHECK(
        faults_of(collection({feature("{}")}), "") ==
        std::vector<std::string>{"m.geojson (features[0].id): missing_value: expected the code of the unit, as text"});
}

TEST_CASE("every code that is none is told, a number too, with its path") {
    const auto told = faults_of(collection({feature(R"({"ma_xa":3166})"), feature(R"({"ma_xa":"03166"})"),
                                            feature(R"({"ten":"x"})"), feature("null"), feature(R"({"ma_xa":"03166"})"),
                                            feature(R"({"ma_xa":["03166"]})"), feature(R"({"ma_xa":""})")}));
    const std::vector<std::string> expected{
        "m.geojson (features[0].properties.ma_xa): malformed_code: found '3166', expected the code as text, in quotes: "
        "a number has lost its zeros",
        "m.geojson (features[2].properties.ma_xa): missing_value: expected the code of the unit, as text",
        "m.geojson (features[3].properties.ma_xa): missing_value: expected the code of the unit, as text",
        "m.geojson (features[4].properties.ma_xa): duplicate_key: found '03166', expected each code once (features[1] "
        "has it)",
        "m.geojson (features[5].properties.ma_xa): malformed_code: found '[\"03166\"]', expected the code of the unit, "
        "as text",
        "m.geojson (features[6].properties.ma_xa): missing_value: expected the code of the unit, as text"};
    CHECK(told == expected);
}

TEST_CASE("a member that stands twice in one object is told with its path, beside all other faults") {
    const auto told = faults_of(
        R"({"type":"FeatureCollection","type":"FeatureCollection","features":[)" + feature(R"({"ma_xa":"1"})") + ',' +
        feature(R"({"ma_xa":"2","x":[[1,{}],{"b":{"c":1,"\u0063":2}}],"ma\u005fxa":"3"})") + ',' +
        feature(R"({"ma_xa":4,"type":"5","geometry":{"type":6}})") + R"(],"x":1,"":2,"":3})");
    const std::vector<std::string> expected{
        "m.geojson (type): duplicate_key: found 'type', expected each member once",
        "m.geojson (features[1].properties.x[1].b.c): duplicate_key: found 'c', expected each member once",
        "m.geojson (features[1].properties.ma_xa): duplicate_key: found 'ma_xa', expected each member once",
        "m.geojson: duplicate_key: expected each member once",
        "m.geojson (features[2].properties.ma_xa): malformed_code: found '4', expected the code as text, in quotes: a "
        "number has lost its zeros"};
    CHECK(told == expected);
    CHECK(faults_of(R"({"type":1,"type":2,)").size() == 1);
}

TEST_CASE("geometries that cannot be drawn are told") {
    const auto with = [](const std::string& geometry) {
        const auto told = geo_shapes::parse(collection({feature(R"({"ma_xa":"1"})", geometry)}), "m", "ma_xa");
        REQUIRE(told.error().size() == 1);
        return told.error()[0].where.field + ": " + std::string{to_string(told.error()[0].code)};
    };
    const std::string g = "features[0].geometry";
    CHECK(with("null") == g + ": missing_value");
    CHECK(with("[]") == g + ": malformed_text");
    CHECK(with("{}") == g + ".type: missing_value");
    CHECK(with(R"({"type":null})") == g + ".type: missing_value");
    CHECK(with(R"({"type":7})") == g + ".type: malformed_text");
    CHECK(with(R"({"type":"LineString","coordinates":[]})") == g + ".type: unknown_value");
    CHECK(with(R"({"type":"Polygon"})") == g + ".coordinates: missing_value");
    CHECK(with(R"({"type":"Polygon","coordinates":{}})") == g + ".coordinates: malformed_text");
    CHECK(with(R"({"type":"Polygon","coordinates":[]})") == g + ".coordinates: malformed_text");
    CHECK(with(R"({"type":"Point","coordinates":[103]})") == g + ".coordinates: malformed_text");
    CHECK(with(R"({"type":"Point","coordinates":[500123.5,2350000]})") == g + ".coordinates: out_of_range");
    CHECK(with(R"({"type":"Polygon","coordinates":[[[103,21],[104,21],[103,21]]]})") ==
          g + ".coordinates[0]: malformed_text");
    CHECK(with(R"({"type":"Polygon","coordinates":[[[103,21],[104,21],[104,22],[103,22]]]})") ==
          g + ".coordinates[0]: malformed_text");
    CHECK(with(R"({"type":"MultiPolygon","coordinates":[[[[103,21],[104,21],["x",22],[103,21]]]]})") ==
          g + ".coordinates[0][0][2]: malformed_text");
}

TEST_CASE("what is no JSON is told with its line and byte") {
    CHECK(faults_of("{\"type\":\n  \"FeatureCollection\",\n  \"features\": [}\n").at(0) ==
          "m.geojson:3:16: malformed_text: found '}\\n', expected JSON (syntax error)");
    CHECK(faults_of("").at(0) == "m.geojson: empty_file: expected JSON");
    CHECK(faults_of("{\"a\":1} x").at(0) == "m.geojson:1:9: malformed_text: found 'x', expected the end of the file");
    CHECK(faults_of("{\"a\":\n\"\xFF\"}").at(0).substr(0, 28) == "m.geojson:2:2: invalid_utf8:");
    CHECK(faults_of("{\"a\":1").at(0).substr(0, 31) == "m.geojson:1:7: malformed_text: ");
    CHECK(faults_of(std::string(100, '[')).at(0).find("malformed_text") != std::string::npos);
}

TEST_CASE("JSON that is no collection of features is told") {
    CHECK(faults_of("[]").at(0) == "m.geojson: malformed_text: found '[]', expected a FeatureCollection");
    CHECK(faults_of("{}").at(0) == "m.geojson (type): missing_value: expected FeatureCollection");
    CHECK(faults_of(R"({"type":"Topology"})").at(0) ==
          "m.geojson (type): unknown_value: found 'Topology', expected FeatureCollection");
    CHECK(faults_of(R"({"type":"FeatureCollection"})").at(0) ==
          "m.geojson (features): missing_value: expected an array of features");
    CHECK(faults_of(R"({"type":"FeatureCollection","features":{}})").at(0) ==
          "m.geojson (features): malformed_text: found '{}', expected an array of features");
    CHECK(faults_of(collection({"1", R"({"type":"Point"})"})).size() == 2);
    CHECK(faults_of(collection({})).empty());
}

}  // namespace
}  // namespace muong
