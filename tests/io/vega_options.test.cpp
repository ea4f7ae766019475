// SPDX-License-Identifier: MIT
#include <muong/io/vega_options.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <muong/io/vega_lite.hpp>
#include <muong/io/vega_map.hpp>

#include "io/vega_spec.hpp"

namespace muong {
namespace {

std::vector<std::string> pictures(const vega_options& options) {
    const auto s = series::dense({"GRDP", "11", measure_unit::parse("VND").value()}, "2024"_period, {1, 2});
    const std::vector<completion_point> curve{{"2024"_period, 3, 1, 2}};
    const std::vector<map_value> values{{"11"_unit, "Điện Biên", decimal{2}}};
    const std::vector<map_point> points{{"11"_unit, decimal{103}, decimal{21}}};
    return {to_vega_lite(s, {}, options).value(), to_vega_lite(curve, options),
            map_of_points(values, points, "persons", options).spec};
}

TEST_CASE("every kind of picture has the size and the title that it is asked for, or a title of its own") {
    for (const auto& text : pictures({.title = "Điện Biên", .width = 321, .height = 123})) {
        const test::vega_spec spec{text};
        CHECK(spec.title() == "Điện Biên");
        CHECK(spec.json().at("width") == 321);
        CHECK(spec.json().at("height") == 123);
    }
    for (const auto& text : pictures({})) CHECK_FALSE(test::vega_spec{text}.title().empty());
}

}  // namespace
}  // namespace muong
