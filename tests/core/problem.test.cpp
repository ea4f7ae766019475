// SPDX-License-Identifier: MIT
#include <muong/core/problem.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <set>
#include <sstream>
#include <string>
#include <type_traits>

#include <muong/core/utf8.hpp>

#include "support/for_all.hpp"

using muong::data_error;
using muong::errc;
using muong::is_valid_utf8;
using muong::place;
using muong::problem;
using muong::problems;
using muong::result;
using muong::test::for_all;
using muong::test::source_of_chance;

static_assert(!std::is_default_constructible_v<result<int>>, "a result is a value or its problems, never neither");
static_assert(std::is_nothrow_move_constructible_v<result<int>>);

template <class T>
concept gives_problems = requires(T r) {
    static_cast<T&&>(r).error();
};
static_assert(gives_problems<result<int>&>);
static_assert(!gives_problems<result<int>>, "problems of a temporary do not outlive it");

template <class T>
concept gives_value = requires(T r) {
    static_cast<T&&>(r).value();
};
static_assert(gives_value<const result<int>&> && gives_value<result<int>>);
static_assert(!gives_value<const result<int>>, "it would be a reference into a temporary");

namespace {

const problem swapped{
    errc::overlapping_period, {"units.csv", 14, 3, "valid_from"}, "2025-07-01", "a day not before 2025-08-01 (row 9)"};

}  // namespace

TEST_CASE("every kind of fault has a name of its own") {
    std::set<std::string> names;
    for (int n = 0; n <= 255; ++n) {
        const std::string name{to_string(static_cast<errc>(n))};
        CAPTURE(n);
        CHECK(!name.empty());
        for (const char c : name)
            CHECK((std::islower(static_cast<unsigned char>(c)) != 0 || c == '_' ||
                   (std::isdigit(static_cast<unsigned char>(c)) != 0)));
        if (name != "unknown") CHECK(names.insert(name).second);
    }
    CHECK(names.contains("overlapping_period"));
    CHECK(names.contains("progress_falls"));
    CHECK(to_string(static_cast<errc>(0)) == "unknown");
}

TEST_CASE("numbers of kinds stay as they are, since they may be stored") {
    CHECK(static_cast<int>(errc::malformed_text) == 1);
    CHECK(static_cast<int>(errc::unknown_value) == 6);
    CHECK(static_cast<int>(errc::missing_column) == 20);
    CHECK(static_cast<int>(errc::suspect_number) == 28);
    CHECK(static_cast<int>(errc::malformed_code) == 40);
    CHECK(static_cast<int>(errc::unknown_name) == 60);
    CHECK(static_cast<int>(errc::mixed_frequency) == 80);
    CHECK(static_cast<int>(errc::contradiction) == 85);
    CHECK(static_cast<int>(errc::currency_mismatch) == 120);
    CHECK(static_cast<int>(errc::progress_falls) == 123);
}

TEST_CASE("a place is told as far as it is known") {
    CHECK(to_string(place{"units.csv", 14, 3, "valid_from"}) == "units.csv:14:3 (valid_from)");
    CHECK(to_string(place{"units.csv", 14, 3, ""}) == "units.csv:14:3");
    CHECK(to_string(place{"units.csv", 14, 0, ""}) == "units.csv:14");
    CHECK(to_string(place{"units.csv", 0, 3, ""}) == "units.csv::3");
    CHECK(to_string(place{"units.csv", 0, 0, "code"}) == "units.csv (code)");
    CHECK(to_string(place{"", 14, 3, ""}) == "14:3");
    CHECK(to_string(place{"", 0, 0, "code"}) == "(code)");
    CHECK(to_string(place{}).empty());
}

TEST_CASE("a problem says where, what kind, what was found and what was expected") {
    const std::string line =
        "units.csv:14:3 (valid_from): overlapping_period: found '2025-07-01', expected a day not before 2025-08-01 "
        "(row 9)";
    CHECK(to_string(swapped) == line);
    std::ostringstream out;
    out << swapped << ' ' << swapped.code;
    CHECK(out.str() == line + " overlapping_period");
    CHECK(to_string(problem{errc::empty_file, {}, "", ""}) == "empty_file");
    CHECK(to_string(problem{errc::missing_column, {"u.csv", 1, 0, "code"}, "", "a column of this name"}) ==
          "u.csv:1 (code): missing_column: expected a column of this name");
    CHECK(to_string(problem{errc::malformed_code, {}, "a b", ""}) == "malformed_code: found 'a b'");
}

TEST_CASE("a problem is told on one line of UTF-8, whatever files and columns are called") {
    for_all(
        [](source_of_chance& chance) {
            const auto text = [&chance] {
                std::string bytes;
                for (auto left = chance.index(200); left > 0; --left) {
                    bytes += static_cast<char>(chance.between(0, chance.chance(1, 2) ? 31 : 255));
                }
                return bytes;
            };
            return problem{errc::malformed_text, {text(), 3, 1, text()}, text(), text()};
        },
        [](const problem& fault) {
            const auto line = to_string(fault);
            CHECK(is_valid_utf8(line));
            CHECK(std::none_of(line.begin(), line.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; }));
        });
    const std::string long_name(300, 'x');
    CHECK(to_string(place{long_name + ".csv", 1, 0, ""}) == long_name + ".csv:1");
    CHECK(to_string(problem{errc::missing_value, {"t.csv", 2, 1, "a\nb"}, "", ""}) ==
          "t.csv:2:1 (a\\x0Ab): missing_value");
    std::ostringstream out;
    out << place{"t.csv", 2, 1, "code"};
    CHECK(out.str() == "t.csv:2:1 (code)");
}

TEST_CASE("an error for data tells how many problems there are and the first five") {
    CHECK(std::string{data_error{{swapped}}.what()} == "1 problem\n" + to_string(swapped));
    problems seven;
    for (std::uint64_t row = 1; row <= 7; ++row) seven.push_back({errc::ragged_row, {"t.csv", row, 0, ""}, "", ""});
    const data_error error{seven};
    CHECK(std::string{error.what()} ==
          "7 problems\nt.csv:1: ragged_row\nt.csv:2: ragged_row\nt.csv:3: ragged_row\nt.csv:4: ragged_row\n"
          "t.csv:5: ragged_row");
    CHECK(error.all() == seven);
}

TEST_CASE("a result is a value or all the problems that kept it from being made") {
    const result<std::string> good{std::string{"Chà Cang"}};
    REQUIRE(good);
    CHECK(good.value() == "Chà Cang");
    CHECK(good.error().empty());

    const result<std::string> bad{problems{swapped, swapped}};
    CHECK(!bad);
    CHECK(bad.error().size() == 2);
    CHECK_THROWS_AS(static_cast<void>(bad.value()), data_error);

    result<std::string> one{swapped};
    CHECK(one.error() == problems{swapped});
    CHECK_THROWS_AS(static_cast<void>(std::move(one).value()), data_error);

    result<std::string> moved{std::string(100, 'x')};
    CHECK(std::move(moved).value() == std::string(100, 'x'));
}
