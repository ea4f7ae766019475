// SPDX-License-Identifier: MIT
#include <muong/indicators/series_panel.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include <muong/indicators/rebase.hpp>

#include "support/any_series.hpp"

using namespace muong;
using test::any_series;
using test::for_all;
using test::source_of_chance;

namespace {

series_header header(std::string indicator, std::string subject, std::string_view unit = "persons", int decimals = 0) {
    return {std::move(indicator), std::move(subject), measure_unit::parse(unit).value(), decimals};
}

std::vector<series> by_key(std::vector<series> all) {
    std::ranges::stable_sort(all, {}, [](const series& s) {
        return std::tuple{s.header().subject, s.header().indicator, s.frequency()};
    });
    return all;
}

/// Series of some units: of one indicator as such, and of another perhaps from January on.
std::vector<series> any_table(source_of_chance& chance) {
    std::vector<series> all;
    const bool to_date = chance.chance(1, 2);
    for (const auto* subject : {"03166", "3166", "00001"}) {
        for (const auto* indicator : {"population", "visits, all"}) {
            if (chance.chance(1, 4)) continue;
            const auto drawn = any_series(chance, {.frequencies = {frequency::quarter}});
            auto of = header(indicator, subject, "thousand visits", 2);
            of.year_to_date = to_date && of.indicator != "population";
            std::vector<observation_status> statuses;
            for (std::size_t i = 0; i < drawn.size(); ++i) statuses.push_back(drawn.at(i).status);
            all.push_back(
                series::dense(std::move(of), drawn.first(), {drawn.values().begin(), drawn.values().end()}, statuses));
        }
    }
    return all;
}

std::vector<std::string> faults_of(const std::vector<series>& all) {
    std::vector<std::string> told;
    const auto made = panel_of(all, "2024-01-01"_date);
    for (const auto& p : made.error()) told.push_back(to_string(p.where) + ": " + std::string{to_string(p.code)});
    return told;
}

}  // namespace

TEST_CASE("series that become a panel and series again are the same") {
    for_all(any_table, [](const std::vector<series>& all) {
        const auto made = panel_of(all, "2024-01-01"_date);
        REQUIRE(made);
        CHECK(by_key(series_of(made.value())) == by_key(all));
        for (const auto& s : all) {
            for (std::size_t i = 0; i < s.size(); ++i) {
                const auto id = s.header().indicator + ' ' + to_string(s.told_of(i));
                CHECK(made.value().values.at(*unit_code::parse(s.header().subject), id) == s.at(i).value);
            }
        }
    });
}

TEST_CASE("a column is an indicator in a period, by period, with its rule and unit") {
    const std::vector<series> all{series::dense(header("rate", "02", "percent", 1), "2024"_period, {125, 130}),
                                  series::dense(header("people", "01"), "2023"_period, {7, series::no_value, 9})};
    const auto described = [](std::string code, std::string_view unit) {
        return indicator{.code = std::move(code),
                         .name = "a rate",
                         .unit = measure_unit::parse(unit).value(),
                         .rule = aggregation::intensive};
    };
    const std::vector rates{described("rate", "percent")};
    const auto made = panel_of(all, "2024-01-01"_date, rates);
    REQUIRE(made);
    const auto& values = made.value().values;
    std::vector<std::string> ids;
    for (const auto& c : values.columns()) ids.push_back(c.id);
    CHECK(ids == std::vector<std::string>{"people 2023", "rate 2024", "people 2024", "rate 2025", "people 2025"});
    CHECK(values.columns()[1] == column{"rate 2024", 1, aggregation::intensive, "2024"_period});
    CHECK(values.geography() == "2024-01-01"_date);
    CHECK(made.value().columns[1].header == header("rate", "", "percent", 1));
    CHECK(values.at("02"_unit, "rate 2024") == "12.5"_dec);
    CHECK_FALSE(values.at("01"_unit, "rate 2024"));
    CHECK(made.value().statuses == std::vector<cell_status>{{0, 2, status_flag::missing}});
    const std::vector of_nothing{described("births", "persons")};
    CHECK_THROWS_AS(static_cast<void>(panel_of(all, "2024-01-01"_date, of_nothing)), std::invalid_argument);

    std::vector faulty{described("rate", "percent"), described("people", "households"), described("rate", "percent")};
    faulty[0].decimals = 19;
    std::vector<std::string> told;
    const auto refused = panel_of(all, "2024-01-01"_date, faulty);
    for (const auto& p : refused.error()) told.push_back(to_string(p));
    CHECK(told == std::vector<std::string>{
                      "(rate): out_of_range: found '19', expected 0 to 18 decimals",
                      "(rate): duplicate_key: found 'rate', expected each indicator once",
                      "01 (people): unit_mismatch: found 'persons', expected households, as the indicator"});
}

TEST_CASE("a period of which nothing is told is no cell, and a gap again") {
    series::builder rows{header("people", "01"), frequency::year};
    rows.with_gaps().add("2021"_period, decimal{1}).add("2023"_period, decimal{3});
    const std::vector<series> all{std::move(rows).build()};
    const auto made = panel_of(all, "2024-01-01"_date);
    REQUIRE(made);
    CHECK(made.value().values.columns().size() == 2);
    CHECK(series_of(made.value()) == all);
}

TEST_CASE("series are carried to another map as a panel") {
    const std::vector<series> all{series::dense(header("people", "01"), "2023"_period, {7, 8}),
                                  series::dense(header("people", "02"), "2023"_period, {10, 20})};
    const auto before = panel_of(all, "2024-12-31"_date);
    REQUIRE(before);
    const std::vector<std::vector<crosswalk_entry>> rows{{{0, 1, 1}}, {{0, 1, 1}}};
    const crosswalk onto{"2024-12-31"_date, "2025-01-01"_date, "", {"01"_unit, "02"_unit}, {"09"_unit}, rows};
    const auto carried = rebase(before.value().values, onto);
    const auto after = series_of({carried.values(), before.value().columns, {}});
    CHECK(after == std::vector<series>{series::dense(header("people", "09"), "2023"_period, {17, 28})});
}

TEST_CASE("every fault of the series is told at once") {
    auto to_date = header("visits", "01", "visits");
    to_date.year_to_date = true;
    CHECK(faults_of({series::dense(header("people", "the province"), "2024"_period, {1}),
                     series::dense(header("people", "01"), "2024"_period, {1}),
                     series::dense(header("people", "01"), "2023"_period, {1, 2}),
                     series::dense(header("people", "02", "households"), "2024"_period, {1}),
                     series::dense(to_date, "2024-Q2"_period, {1}),
                     series::dense(header("visits", "02", "visits"), "2024-S1"_period, {1}),
                     series::dense(header("area", "01", "ha", 0), "2024"_period, {9'000'000'000'000'000'000}),
                     series::dense(header("area", "02", "ha", 2), "2024"_period, {1})}) ==
          std::vector<std::string>{"the province (people): malformed_code", "01 (people): duplicate_key",
                                   "02 (people): unit_mismatch", "02 (visits): contradiction",
                                   "01 (area): out_of_range"});
    CHECK(panel_of({}, "2024-01-01"_date).value().values.rows() == 0);
}

TEST_CASE("headers that do not fit the panel are the caller's fault") {
    const std::vector<series> all{series::dense(header("people", "01"), "2023"_period, {7, 8})};
    auto made = panel_of(all, "2024-12-31"_date).value();
    auto other = made;
    other.columns.pop_back();
    CHECK_THROWS_AS(static_cast<void>(series_of(other)), std::invalid_argument);
    other = made;
    for (auto& c : other.columns) c.frequency = frequency::quarter;
    CHECK_THROWS_AS(static_cast<void>(series_of(other)), std::invalid_argument);
    other.values = panel::builder{"2024-12-31"_date, {"01"_unit}, {{"a", 0}, {"b", 0}}}.build();
    CHECK_THROWS_AS(static_cast<void>(series_of(other)), std::invalid_argument);
}

TEST_CASE("statuses that do not fit the panel, and one indicator in two scales, are the caller's fault") {
    const std::vector<series> all{series::dense(header("people", "01"), "2023"_period, {7, 8}),
                                  series::dense(header("people", "02"), "2023"_period, {7, series::no_value})};
    const auto made = panel_of(all, "2024-12-31"_date).value();
    const auto refuses = [&](auto change, const char* why) {
        auto other = made;
        change(other);
        try {
            static_cast<void>(series_of(other));
            FAIL("no fault is told");
        } catch (const std::invalid_argument& e) {
            CHECK(std::string{e.what()}.find(why) != std::string::npos);
        }
    };
    refuses([](series_panel& p) { p.statuses[0].row = 2; },
            "a status of row 2, column 1, which the panel does not have");
    refuses([](series_panel& p) { p.statuses[0].column = 2; }, "which the panel does not have");
    refuses([](series_panel& p) { p.statuses[0].row = 0; }, "status O of 01, people 2024, which has a value");
    refuses([](series_panel& p) { p.statuses.push_back(p.statuses[0]); }, "two statuses of 02, people 2024");
    refuses([](series_panel& p) { p.columns[1].header.decimals = 2; },
            "people is in persons with 0 decimals and in persons with 2 decimals");
    refuses([](series_panel& p) { p.columns[1].header.unit = *measure_unit::parse("thousand persons"); },
            "people is in persons with 0 decimals and in thousand persons with 0 decimals");
}
