// SPDX-License-Identifier: MIT
#include <muong/io/vega_lite.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "io/vega_spec.hpp"
#include "support/any_series.hpp"

namespace muong {
namespace {

using test::vega_spec;

const measure_unit billion = measure_unit::parse("billion VND").value();

series four_years() {
    return series::dense({"GRDP", "a province", billion, 1}, "2021"_period, {1360, series::no_value, 0, 15205},
                         std::vector<observation_status>{{}, status_flag::not_collected, {}, status_flag::provisional});
}

std::string text_at(const boost::json::value& row, const char* key) { return row.at(key).as_string().c_str(); }

TEST_CASE("any series stands in its picture with every period, and what is missing is null with its reason") {
    test::for_all(
        [](test::source_of_chance& chance) { return test::any_series(chance); },
        [](const series& s) {
            const vega_spec spec{to_vega_lite(s).value()};
            const auto& rows = spec.rows("series");
            REQUIRE(rows.size() == s.size());
            for (std::size_t i = 0; i < s.size(); ++i) {
                const auto o = s.at(i);
                CHECK(text_at(rows[i], "period") == to_string(s.told_of(i)));
                CHECK(text_at(rows[i], "status") == to_string(o.status));
                if (o.value) {
                    CHECK(rows[i].at("value").to_number<double>() == std::strtod(to_string(*o.value).c_str(), nullptr));
                } else {
                    CHECK(rows[i].at("value").is_null());
                    CHECK(text_at(rows[i], "why") == to_string(o.reason));
                }
            }
            CHECK(to_vega_lite(s).value() == to_vega_lite(s).value());
        });
}

TEST_CASE("numbers stand as they are written, whole ones beyond 15 digits too") {
    const auto s = series::dense({"x", "", billion, 3}, "2021"_period, {13600, 1, 9'007'199'254'740'993'000, -125});
    const auto text = to_vega_lite(s).value();
    for (const auto* const wanted : {R"({"period": "2021", "value": 13.6, "status": "A"})", R"("value": 0.001,)",
                                     R"("value": 9007199254740993,)", R"("value": -0.125,)"}) {
        CAPTURE(wanted);
        CHECK(text.find(wanted) != std::string::npos);
    }
}

TEST_CASE("targets lie over their periods, in the unit of the series, with their words") {
    const std::vector<target> targets{{"t1",
                                       "a province",
                                       "GRDP",
                                       qualified<decimal>::at_least("17"_dec),
                                       measure_unit::parse("trillion VND").value(),
                                       "2024"_period,
                                       true,
                                       {}},
                                      {"t2",
                                       "a province",
                                       "GRDP",
                                       qualified<decimal>::between("17000"_dec, "18500.5"_dec),
                                       billion,
                                       "2026/2030"_period,
                                       false,
                                       {}},
                                      {"t3",
                                       "a province",
                                       "GRDP",
                                       qualified<decimal>::at_most("20000"_dec),
                                       billion,
                                       "2025-Q3"_period,
                                       false,
                                       {},
                                       {},
                                       {}}};
    const vega_spec spec{to_vega_lite(four_years(), targets).value()};
    CHECK(spec.title() == "GRDP, a province");
    const auto& rows = spec.rows("targets");
    REQUIRE(rows.size() == 3);
    CHECK(text_at(rows[0], "first") == "2024");
    CHECK(text_at(rows[0], "last") == "2024");
    CHECK(rows[0].at("goal").as_int64() == 17000);
    CHECK(rows[0].at("least").is_null());
    CHECK(text_at(rows[0], "says") == "at least 17 trillion VND, on the way");
    CHECK(text_at(rows[1], "first") == "2026");
    CHECK(text_at(rows[1], "last") == "2030");
    CHECK(rows[1].at("goal").is_null());
    CHECK(rows[1].at("least").as_int64() == 17000);
    CHECK(rows[1].at("greatest").as_double() == 18500.5);
    CHECK(text_at(rows[2], "first") == "2025");

    // Every axis of periods reaches from the first to the last of all.
    for (const auto& layer : spec.layers()) {
        const auto& domain = layer.at("encoding").at("x").at("scale").at("domain").as_array();
        CHECK(domain.size() == 10);
        CHECK(domain.front() == "2021");
        CHECK(domain.back() == "2030");
    }
    CHECK(vega_spec{to_vega_lite(four_years()).value()}.has_rows("targets") == false);
}

TEST_CASE("figures from January on stand at the end of their time, and targets of years over their parts") {
    const auto s = series::dense({"GRDP", "", billion, 0, true}, "2024-Q3"_period, {30, 40, 10});
    const std::vector<target> targets{
        {"t", "", "GRDP", qualified<decimal>::at_least("50"_dec), billion, "2024"_period, false, {}, {}, {}}};
    const vega_spec spec{to_vega_lite(s, targets).value()};
    CHECK(boost::json::serialize(spec.layers()[0].at("encoding").at("x").at("scale").at("domain")) ==
          R"(["2024-Q1","2024-S1","2024-01/2024-09","2024","2025-Q1"])");
    CHECK(text_at(spec.rows("series")[0], "period") == "2024-01/2024-09");
    CHECK(text_at(spec.rows("targets")[0], "first") == "2024-Q1");
    CHECK(text_at(spec.rows("targets")[0], "last") == "2024");
}

TEST_CASE("a target in another kind of unit is a problem with its id, and all of them are told") {
    const target of_area{
        "t1", "", "", qualified<decimal>{"1"_dec}, measure_unit::parse("ha").value(), "2024"_period, false, {}, {}, {}};
    auto of_people = of_area;
    of_people.id = "t2";
    of_people.unit = measure_unit::parse("persons").value();
    const std::vector targets{of_area, of_people};
    const auto made = to_vega_lite(four_years(), targets);
    REQUIRE(made.error().size() == 2);
    CHECK(made.error()[0].code == errc::unit_mismatch);
    CHECK(made.error()[0].where.source == "t1");
    CHECK(made.error()[1].where.source == "t2");
}

TEST_CASE("titles and names may hold any characters") {
    const auto s = series::dense({"a \"b\" \\ \n\t\x01", "xã Mường Chà </script>", billion, 0}, "2021"_period, {1});
    CHECK(vega_spec{to_vega_lite(s).value()}.title() == "a \"b\" \\ \n\t\x01, xã Mường Chà </script>");
    CHECK(vega_spec{to_vega_lite(s, {}, {.title = "Điện Biên"}).value()}.title() == "Điện Biên");
}

TEST_CASE("a completion curve has the planned and the finished projects of each period, and those that perhaps are") {
    const std::vector<completion_point> curve{{"2024"_period, 5, 3, 2}, {"2025"_period, 9, 4, 0}};
    const vega_spec spec{to_vega_lite(curve)};
    const auto& rows = spec.rows("curve");
    REQUIRE(rows.size() == 4);
    CHECK(text_at(rows[2], "by") == "2025");
    CHECK(text_at(rows[2], "projects") == "planned");
    CHECK(rows[2].at("count").to_number<int>() == 9);
    CHECK(text_at(rows[3], "projects") == "finished");
    CHECK(rows[3].at("count").to_number<int>() == 4);
    const auto& perhaps = spec.rows("perhaps");
    REQUIRE(perhaps.size() == 2);
    CHECK(perhaps[0].at("least").to_number<int>() == 3);
    CHECK(perhaps[0].at("most").to_number<int>() == 5);
    CHECK(perhaps[1].at("most").to_number<int>() == 4);
    CHECK(spec.layers().size() == 2);

    const std::vector<completion_point> sure{{"2024"_period, 5, 3, 0}};
    CHECK(vega_spec{to_vega_lite(sure)}.layers().size() == 1);
}

}  // namespace
}  // namespace muong
