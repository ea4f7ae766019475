// SPDX-License-Identifier: MIT
#include <muong/io/values_csv.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/for_all.hpp"
#include "support/history.hpp"

namespace muong {
namespace {

using test::source_of_chance;

const auto day = "2024-12-31"_date;

values_options wide() { return {.geography = day}; }
values_options lengthwise() { return {.geography = day, .form = values_form::lengthwise}; }

std::vector<std::string> told(const problems& found) {
    std::vector<std::string> lines;
    for (const auto& p : found) lines.push_back(to_string(p));
    return lines;
}

/// Cells of some units and columns, a third of them missing.
struct any_table {
    std::vector<std::vector<std::optional<decimal>>> cells;
};

any_table some_table(source_of_chance& chance) {
    any_table made;
    const auto columns = chance.between(1, 4);
    const auto rows = chance.between(1, 9);
    for (std::int64_t r = 0; r < rows; ++r) {
        auto& row = made.cells.emplace_back();
        for (std::int64_t c = 0; c < columns; ++c) {
            if (chance.chance(1, 3)) {
                row.emplace_back();
            } else {
                row.emplace_back(decimal{chance.between(-99'999, 99'999), static_cast<int>(chance.between(0, 3))});
            }
        }
    }
    return made;
}

TEST_CASE("a wide and a long table of the same values make the same cells, whatever the order of the rows") {
    test::for_all(some_table, [](const any_table& t) {
        std::string across = "name,code";
        for (std::size_t c = 0; c < t.cells[0].size(); ++c) across += ",c" + std::to_string(c);
        across += '\n';
        std::string along = "indicator,value,code,period\n";
        for (auto r = t.cells.size(); r-- > 0;) {
            const auto code = "0" + std::to_string(r);
            across += "x," + code;
            for (std::size_t c = 0; c < t.cells[r].size(); ++c) {
                const auto text = t.cells[r][c] ? to_string(*t.cells[r][c]) : std::string{};
                across += ',' + text;
                along += 'c' + std::to_string(c) + ',' + text + ',' + code + ",2024\n";
            }
            across += '\n';
        }
        const auto a = parse_values(across, "wide.csv", wide()).value().values;
        const auto b = parse_values(along, "long.csv", lengthwise()).value().values;
        REQUIRE(a.rows() == t.cells.size());
        REQUIRE(b.rows() == t.cells.size());
        CHECK(a.geography() == day);
        for (std::size_t r = 0; r < t.cells.size(); ++r) {
            for (std::size_t c = 0; c < t.cells[r].size(); ++c) {
                const auto name = "c" + std::to_string(c);
                const auto& code = a.units()[r];
                CHECK(a.at(code, name) == t.cells[r][c]);
                CHECK(b.at(code, name + " 2024") == t.cells[r][c]);
            }
        }
    });
}

TEST_CASE("columns keep their order, rules, decimals and periods, codes their zeros, statuses are told") {
    auto options = lengthwise();
    options.rules = {{"poverty", aggregation::intensive}};
    const auto read = parse_values(
                          "code,period,indicator,value,status\n"
                          "03166,2024,people,7193,\n"
                          "03166,2023,poverty,13.60,E\n"
                          "03166,2023,people,,O\n"
                          "2A004,2024,people,10,A\n",
                          "v.csv", options)
                          .value();
    REQUIRE(read.values.columns().size() == 3);
    CHECK(read.values.columns()[0] == column{"poverty 2023", 2, aggregation::intensive, *period::parse("2023")});
    CHECK(read.values.columns()[1].id == "people 2023");
    CHECK(read.values.columns()[2] == column{"people 2024", 0, aggregation::extensive, *period::parse("2024")});
    CHECK(read.values.units()[0] == "03166"_unit);
    CHECK(read.values.at("03166"_unit, "poverty 2023") == decimal{136, 1});
    CHECK_FALSE(read.values.at("2A004"_unit, "poverty 2023"));
    REQUIRE(read.statuses.size() == 2);
    CHECK(read.statuses[0] == cell_status{0, 0, status_flag::estimated});
    CHECK(read.statuses[1] == cell_status{0, 1, status_flag::missing});
}

TEST_CASE("decimals are as written, and an indicator has one number of them in all periods") {
    const auto read = parse_values(
                          "code,period,indicator,value\n"
                          "01,2015,wage,708.00\n"
                          "01,2016,wage,709.1\n"
                          "01,2016,people,7\n"
                          "01,2017,wage,\n"
                          "01,2018,wage,710\n",
                          "v.csv", lengthwise())
                          .value()
                          .values;
    std::string told;
    for (const auto& c : read.columns()) told += c.id + ": " + std::to_string(c.decimals) + '\n';
    CHECK(told == "wage 2015: 2\nwage 2016: 2\npeople 2016: 0\nwage 2017: 2\nwage 2018: 2\n");
    CHECK(identical(*read.at("01"_unit, "wage 2018"), "710.00"_dec));

    std::vector<series_column> headers;
    for (const auto& c : read.columns()) {
        const auto name = c.id.substr(0, c.id.find(' '));
        headers.push_back({{name, "", *measure_unit::parse("USD"), c.decimals}, frequency::year});
    }
    const auto all = series_of({read, headers, {}});
    REQUIRE(all.size() == 2);
    CHECK(all[0].header().decimals == 2);
    CHECK(all[0].count() == 3);

    const auto wide_one = parse_values("code,a,b\n01,708.00,1\n02,7.1,2\n", "v.csv", wide()).value().values;
    CHECK(wide_one.columns()[0].decimals == 2);
    CHECK(wide_one.columns()[1].decimals == 0);
}

TEST_CASE("columns of a table of units describe the unit") {
    CHECK(describes_unit("valid_from"));
    CHECK_FALSE(describes_unit("people"));
    const auto read = parse_values("code,kind,people\n01,xa,2\n", "v.csv", wide()).value();
    CHECK(read.values.columns().size() == 1);
}

TEST_CASE("semicolons and decimal commas are read where they are asked for") {
    auto options = wide();
    options.csv.dialect = {';', true};
    const auto read = parse_values("code;ha\n01;13,60\n02;-5\n", "v.csv", options).value();
    CHECK(read.values.at("01"_unit, "ha") == decimal{136, 1});
    CHECK(read.values.at("02"_unit, "ha") == decimal{-50, 1});
}

TEST_CASE("every fault of a wide table is told at once, with its place") {
    const auto units = test::history{}
                           .unit("03166", "2000-01-01")
                           .unit("03187", "2000-01-01", "2010-01-01")
                           .unit("04", "2000-01-01")
                           .transfer("2010-01-01", "03187", "03166")
                           .build();
    auto options = wide();
    options.units = &units;
    const std::string text =
        "code,people,ha\n"
        "3166,1,2\n"
        "03187,1,2\n"
        "03166,1.234.567,\"13,60\"\n"
        "03166,NaN,2\n"
        ",1,2\n"
        "0 4,9223372036854775808,2\n"
        "04,7,x\n"
        "03166,7,8\n"
        "03166,7,8\n";
    const auto read = parse_values(text, "v.csv", options);
    REQUIRE(!read);
    const auto lines = told(read.error());
    CHECK(lines[0] ==
          "v.csv:2:1 (code): unknown_unit: found '3166', expected a unit in force on 2024-12-31 (probably "
          "03166: its zeros are lost)");
    CHECK(lines[1] ==
          "v.csv:3:1 (code): not_in_force: found '03187', expected a unit in force on 2024-12-31 (03187 "
          "ended on 2010-01-01, it went into 03166)");
    CHECK(lines[2].starts_with("v.csv:4:2 (people): suspect_number: found '1.234.567'"));
    CHECK(lines[3].starts_with("v.csv:4:3 (ha): suspect_number: found '13,60'"));
    CHECK(lines[4].starts_with("v.csv:5:2 (people): "));
    CHECK(lines[5].starts_with("v.csv:6:1 (code): missing_value"));
    CHECK(lines[6].starts_with("v.csv:7:1 (code): malformed_code: found '0 4'"));
    CHECK(lines[7].starts_with("v.csv:7:2 (people): out_of_range: found '9223372036854775808'"));
    CHECK(lines[8].starts_with("v.csv:8:3 (ha): malformed_text: found 'x'"));
    CHECK(lines[9] == "v.csv:10:1 (code): duplicate_key: found '03166', expected each unit once (it is in row 9)");
    CHECK(lines.size() == 10);

    options.how = faulty_rows::leave_out;
    const auto lenient = parse_values(text, "v.csv", options).value();
    CHECK(told(lenient.left_out) == lines);
    REQUIRE(lenient.values.rows() == 1);
    CHECK(lenient.values.at("03166"_unit, "people") == decimal{7});
}

TEST_CASE("every fault of a long table is told at once, with its place") {
    const auto read = parse_values(
        "code,period,indicator,value,status\n"
        "01,2024,people,1,\n"
        "01,2024,people,2,\n"
        "01,24,people,2,\n"
        "01,2024,,2,\n"
        "01,2025,people,2,M\n"
        "01,2026,people,2,Z\n",
        "v.csv", lengthwise());
    REQUIRE(!read);
    const auto lines = told(read.error());
    REQUIRE(lines.size() == 5);
    CHECK(lines[0] ==
          "v.csv:3:4 (value): duplicate_key: found '2', expected one value of people in 2024 a unit (it is in "
          "row 2)");
    CHECK(lines[1].starts_with("v.csv:4:2 (period): "));
    CHECK(lines[2].starts_with("v.csv:5:3 (indicator): missing_value"));
    CHECK(lines[3].starts_with("v.csv:6:5 (status): contradiction: found 'M'"));
    CHECK(lines[4].starts_with("v.csv:7:5 (status): unknown_value: found 'Z'"));
}

TEST_CASE("tables without their columns, empty ones and rules for nothing") {
    CHECK_FALSE(parse_values("", "v.csv", wide()));
    CHECK_FALSE(parse_values("unit,people\n01,2\n", "v.csv", wide()));
    const auto headless = parse_values("unit,people\n01,2\n", "v.csv", lengthwise());
    CHECK(headless.error().size() == 4);
    const auto nameless = parse_values("code,people,\n01,2,\n", "v.csv", wide());
    REQUIRE(!nameless);
    CHECK(to_string(nameless.error().at(0)) == "v.csv:1:3: missing_value: expected the name of a column");
    const auto wide_range = parse_values("code,people\n01,9000000000000000000\n02,0.5\n", "v.csv", wide());
    REQUIRE(!wide_range);
    CHECK(to_string(wide_range.error().at(0)).starts_with("v.csv:2:2 (people): out_of_range"));
    CHECK(parse_values("code,people\n", "v.csv", wide()).value().values.rows() == 0);
    auto options = wide();
    options.rules = {{"poverty", aggregation::intensive}};
    CHECK_THROWS_AS(static_cast<void>(parse_values("code,people\n01,2\n", "v.csv", options)), std::invalid_argument);
    CHECK_FALSE(read_values("no/such/file.csv", wide()));
    options.csv.ragged = true;
    CHECK_THROWS_AS(static_cast<void>(parse_values("code,people\n01,2\n", "v.csv", options)), std::invalid_argument);
}

TEST_CASE("a rule for a column that is not there hides no fault of the table, of either form") {
    for (auto options : {wide(), lengthwise()}) {
        options.rules = {{"poverty", aggregation::intensive}};
        const std::string header =
            options.form == values_form::wide ? "code,people\n" : "code,period,indicator,value\n";
        const std::string sound = options.form == values_form::wide ? "01,2\n" : "01,2024,people,2\n";
        CHECK_THROWS_AS(static_cast<void>(parse_values(header + sound, "v.csv", options)), std::invalid_argument);
        for (const std::string& faulty : {"1/2" + sound.substr(2), std::string{"02\n"}}) {
            CAPTURE(faulty);
            options.how = faulty_rows::refuse;
            const auto read = parse_values(header + sound + faulty, "v.csv", options);
            REQUIRE_FALSE(read);
            CHECK(read.error().size() == 1);
            options.how = faulty_rows::leave_out;
            CHECK(parse_values(header + sound + faulty, "v.csv", options).value().left_out == read.error());
        }
    }
}

}  // namespace
}  // namespace muong
