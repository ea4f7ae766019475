// SPDX-License-Identifier: MIT
#include <muong/io/sdmx_csv.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include <muong/indicators/growth.hpp>
#include <muong/indicators/series_panel.hpp>

#include "io/scratch_folder.hpp"
#include "support/any_series.hpp"

namespace muong {
namespace {

std::string written(const std::vector<series>& all, const sdmx_options& options = {}, const csv_dialect& how = {}) {
    const test::scratch_folder folder;
    csv_writer out{folder / "x.csv", how};
    write_sdmx_csv(out, all, options);
    REQUIRE(out.commit().empty());
    return test::bytes_of(folder / "x.csv");
}

std::vector<series> reread(const std::vector<series>& all, char delimiter = ',') {
    const csv_dialect how{delimiter, false};
    const auto read = parse_sdmx_csv(written(all, {}, how), "x.csv", {}, {.dialect = how});
    for (const auto& each : read.error()) MESSAGE(to_string(each));
    REQUIRE(read);
    return read.value();
}

const measure_unit billion = measure_unit::parse("billion VND").value();

TEST_CASE("series that are written and read again are the same") {
    test::for_all(
        [](test::source_of_chance& chance) {
            auto first = test::any_series(chance), second = test::any_series(chance);
            auto header = second.header();
            header.indicator = "vốn, \"đầu tư\"";
            header.unit = measure_unit::parse(chance.pick(std::vector<std::string>{"percent", "thousand visits",
                                                                                   "thousand EUR", "KES"}))
                              .value();
            header.year_to_date = header.unit.adds_up() && second.frequency() != frequency::year && chance.chance(1, 2);
            std::vector<std::int64_t> values{second.values().begin(), second.values().end()};
            std::vector<observation_status> statuses;
            for (std::size_t i = 0; i < second.size(); ++i) statuses.push_back(second.at(i).status);
            return std::vector<series>{std::move(first),
                                       series::dense(std::move(header), second.first(), std::move(values), statuses)};
        },
        [](const std::vector<series>& all) {
            for (const char delimiter : {',', ';', '|', '\t'}) CHECK(reread(all, delimiter) == all);
        });
}

TEST_CASE("decimal commas, which SDMX-CSV does not have, are neither written nor read") {
    const test::scratch_folder folder;
    const csv_dialect commas{';', true};
    csv_writer out{folder / "x.csv", commas};
    CHECK_THROWS_AS(write_sdmx_csv(out, {}), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(parse_sdmx_csv("FREQ\n", "x.csv", {}, {.dialect = commas})),
                    std::invalid_argument);
}

TEST_CASE("what the file holds is as documented") {
    const auto s =
        series::dense({"GRDP", "11", billion, 1}, "2024-Q1"_period, {1360, series::no_value, -5},
                      std::vector<observation_status>{{}, status_flag::not_collected, status_flag::provisional});
    CHECK(written({s}) ==
          "STRUCTURE,STRUCTURE_ID,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,"
          "DECIMALS\n"
          "dataflow,MUONG:INDICATORS(1.0),Q,11,GRDP,2024-Q1,136.0,A,VND,9,1\n"
          "dataflow,MUONG:INDICATORS(1.0),Q,11,GRDP,2024-Q2,NaN,L,VND,9,1\n"
          "dataflow,MUONG:INDICATORS(1.0),Q,11,GRDP,2024-Q3,-0.5,P,VND,9,1\n");

    const auto months =
        series::dense({"x", "11", billion, 0, true}, "2024-Q2"_period, {1, 2},
                      std::vector<observation_status>{{}, {status_flag::series_break, status_flag::estimated}});
    CHECK(written({months}, {"datastructure", "VN:DSD(2.0)", "GEO", "INDIC"}) ==
          "STRUCTURE[;],STRUCTURE_ID,FREQ,GEO,INDIC,TIME_PERIOD,OBS_VALUE,OBS_STATUS[],UNIT_MEASURE,UNIT_MULT,DECIMALS,"
          "YEAR_TO_DATE\n"
          "datastructure,VN:DSD(2.0),Q,11,x,2024-S1,1,A,VND,9,0,true\n"
          "datastructure,VN:DSD(2.0),Q,11,x,2024-01-01/P9M,2,B;E,VND,9,0,true\n");
}

TEST_CASE("periods of which nothing is told have no row, and come back so; what could not be computed becomes O") {
    series::builder rows{{"x", "11", billion, 0}, frequency::year};
    rows.with_gaps().add("2021"_period, decimal{0}).add("2024"_period, decimal{7});
    const auto s = std::move(rows).build();
    CHECK(reread({s}) == std::vector{s});
    CHECK(written({s}).find("2022") == std::string::npos);

    const auto growth = growth_rate(s);  // from nothing
    const auto again = reread({growth});
    for (std::size_t i = 0; i < again[0].size(); ++i) {
        CHECK_FALSE(again[0].at(i).value);
        CHECK(again[0].at(i).status.is_missing());
    }
}

TEST_CASE("a file of version 1.0, of others, is read too") {
    const auto read = parse_sdmx_csv(
        "DATAFLOW,REF_AREA,INDICATOR,FREQ,TIME_PERIOD,OBS_VALUE,COMMENT_OBS\n"
        "ESTAT:NAMA(1.0),11,GRDP,A,2024,13.60,\n"
        "ESTAT:NAMA(1.0),11,GRDP,A,2023,7.125,x\n",
        "x.csv");
    REQUIRE(read);
    REQUIRE(read.value().size() == 1);
    const auto& s = read.value()[0];
    CHECK(s.header() == series_header{"GRDP", "11", {}, 3});
    CHECK(s.first() == "2023"_period);
    CHECK(to_string(s.value("2024"_period).value()) == "13.600");
}

TEST_CASE("a panel of many units and periods goes in and out as one table") {
    const std::string text =
        "STRUCTURE,STRUCTURE_ID,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,"
        "DECIMALS\n"
        "dataflow,MUONG:INDICATORS(1.0),A,00001,population,2023,17,A,persons,0,0\n"
        "dataflow,MUONG:INDICATORS(1.0),A,00001,population,2024,NaN,L,persons,0,0\n"
        "dataflow,MUONG:INDICATORS(1.0),A,03166,population,2023,9417,E,persons,0,0\n";
    const auto table = panel_of(parse_sdmx_csv(text, "x.csv").value(), "2025-07-01"_date);
    REQUIRE(table);
    CHECK(table.value().values.at("03166"_unit, "population 2023") == "9417"_dec);
    CHECK_FALSE(table.value().values.at("00001"_unit, "population 2024"));
    CHECK(written(series_of(table.value())) == text);
}

TEST_CASE("every fault of a file is told at once, with its place") {
    const auto read = parse_sdmx_csv(
        "STRUCTURE,ACTION,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,DECIMALS\n"
        "dataflow,D,A,11,x,2024,1,,VND,9,0\n"
        "dataflow,,H,11,x,2024,1,,VND,9,0\n"
        "dataflow,,A,11,x,20x4,1,,VND,9,0\n"
        "dataflow,,A,11,x,2024,1;5,Z,VND,9,0\n"
        "dataflow,,A,11,x,2024,1,,furlongs,0,19\n"
        "dataflow,,A,11,x,2024,1,,VND,4,0\n"
        "dataflow,,A,11,y,2024,1,,VND,9,0\n"
        "dataflow,,A,11,y,2025,1,,VND,6,1\n"
        "dataflow,,A,11,z,2025,,A,VND,6,1\n"
        "dataflow,,A,11,w,2025,2,A,VND,6,1\n"
        "dataflow,,A,11,w,2025,3,A,VND,6,1\n"
        "dataflow,,A,11,v,2025-Q1,3,A,VND,6,1\n",
        "x.csv");
    std::vector<std::string> told;
    for (const auto& each : read.error()) {
        told.push_back(to_string(each.where) + ": " + std::string{to_string(each.code)});
    }
    const std::vector<std::string> expected{
        "x.csv:2:2 (ACTION): unknown_value",       "x.csv:3:3 (FREQ): unknown_value",
        "x.csv:4:6 (TIME_PERIOD): malformed_text", "x.csv:5:8 (OBS_STATUS): unknown_value",
        "x.csv:5:7 (OBS_VALUE): malformed_text",   "x.csv:6:9 (UNIT_MEASURE): unknown_value",
        "x.csv:6:11 (DECIMALS): out_of_range",     "x.csv:7:9 (UNIT_MEASURE): unknown_value",
        "x.csv:9:10 (UNIT_MULT): contradiction",   "x.csv:9:11 (DECIMALS): contradiction",
        "x.csv:10:7 (OBS_VALUE): missing_value",   "x.csv:12:7 (OBS_VALUE): duplicate_key",
        "x.csv:13:7 (OBS_VALUE): mixed_frequency"};
    CHECK(told == expected);

    const auto no_truth =
        parse_sdmx_csv("FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,YEAR_TO_DATE\nQ,11,x,2024-Q1,1,yes\n", "x.csv");
    REQUIRE(no_truth.error().size() == 1);
    CHECK(to_string(no_truth.error()[0]) ==
          "x.csv:2:6 (YEAR_TO_DATE): unknown_value: found 'yes', expected true or false");
    const auto no_columns = parse_sdmx_csv("FREQ\nA\n", "x.csv");
    CHECK(no_columns.error().size() == 4);
    const auto no_file = read_sdmx_csv("/no/such/file");
    CHECK(no_file.error().at(0).code == errc::unreadable);
}

}  // namespace
}  // namespace muong
