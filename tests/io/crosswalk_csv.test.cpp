// SPDX-License-Identifier: MIT
#include <muong/io/crosswalk_csv.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <muong/units/assumption.hpp>
#include <muong/units/registry.hpp>

#include "io/scratch_folder.hpp"
#include "support/histories.hpp"

namespace muong {
namespace {

using test::bytes_of;
using test::scratch_folder;

std::string written(const crosswalk& c) {
    const scratch_folder folder;
    csv_writer out{folder / "crosswalk.csv"};
    write_crosswalk(out, c);
    REQUIRE(out.commit().empty());
    return bytes_of(folder / "crosswalk.csv");
}

TEST_CASE("a crosswalk that is written and read again is the same, with its fingerprint") {
    std::size_t guessed_rests = 0;
    test::for_all(test::any_history, [&](const test::generated_history& history) {
        const auto units = history.build();
        for (const auto basis : {std::string_view{}, test::generated_history::bases[0]}) {
            for (const bool back : {false, true}) {
                const date first = history.moments.front(), last = history.moments.back();
                const auto c = crosswalk::between(units, back ? last : first, back ? first : last, {.basis = basis});
                const auto text = written(c);
                const auto again = parse_crosswalk(text, "c.csv", units.fingerprint());
                REQUIRE(again);
                CHECK(again.value() == c);
                CHECK(again.value().registry_fingerprint() == units.fingerprint());
                CHECK(written(again.value()) == text);
                const auto set = assume(c, assumption::equal_parts()).value();
                for (const auto& r : set.rests()) guessed_rests += r.assumed;
                CHECK(parse_crosswalk(written(set), "c.csv", units.fingerprint()).value() == set);
            }
        }
    });
    CHECK(guessed_rests > 10);
}

const std::string head = "from,to,basis,registry,from_code,to_code,least,most\n";

std::vector<std::string> faults_of(const std::string& text, std::optional<std::uint64_t> registry = {}) {
    const auto read = parse_crosswalk(text, "c.csv", registry);
    std::vector<std::string> told;
    if (read) return told;
    for (const auto& each : read.error()) told.push_back(to_string(each));
    return told;
}

TEST_CASE("a crosswalk is read with semicolons and decimal commas when that is asked for") {
    const csv_options semicolons{.dialect = {';', true}};
    const std::string text =
        "from;to;basis;registry;from_code;to_code;least;most\n"
        "2024-12-31;2025-07-01;area;;01;11;0,25;0,25\n"
        "2024-12-31;2025-07-01;area;;01;12;1/4;0,75\n";
    const auto read = parse_crosswalk(text, "c.csv", {}, semicolons);
    REQUIRE(read);
    CHECK(read.value().row(0)[0].least == fraction{1, 4});
    CHECK(read.value().row(0)[1].most == fraction{3, 4});
    const scratch_folder folder;
    csv_writer out{folder / "crosswalk.csv", semicolons.dialect};
    write_crosswalk(out, read.value());
    REQUIRE(out.commit().empty());
    const auto again = read_crosswalk(folder / "crosswalk.csv", {}, semicolons);
    REQUIRE(again);
    CHECK(again.value() == read.value());

    auto pointed = text;
    pointed.replace(pointed.find("0,75"), 4, "0.75");
    const auto faulty = parse_crosswalk(pointed, "c.csv", {}, semicolons);
    REQUIRE(faulty.error().size() == 1);
    CHECK(to_string(faulty.error()[0]) ==
          "c.csv:3:8 (most): malformed_text: found '0.75', expected a share with a "
          "decimal comma or as k/n");
}

TEST_CASE("a target to which nothing came has no share") {
    const auto told = faults_of(head + "2024-12-31,2025-07-01,,,01,01,1,1\n2024-12-31,2025-07-01,,,,02,0,1\n");
    CHECK(told == std::vector<std::string>{
                      "c.csv:3:7 (least): contradiction: found '0', expected nothing, where no unit gives a share",
                      "c.csv:3:8 (most): contradiction: found '1', expected nothing, where no unit gives a share"});
}

TEST_CASE("what the file holds is as documented") {
    const crosswalk c{"2024-12-31"_date,
                      "2025-07-01"_date,
                      "area",
                      {"01"_unit, "02"_unit},
                      {"01"_unit, "09"_unit},
                      {{{0, fraction{1, 3}, fraction{1, 3}}}, {{0, fraction{}, fraction{1, 2}}}},
                      0xABC};
    CHECK(written(c) ==
          "from,to,basis,registry,from_code,to_code,least,most,assumption\n"
          "2024-12-31,2025-07-01,area,0000000000000abc,01,01,1/3,1/3,\n"
          "2024-12-31,2025-07-01,area,0000000000000abc,01,,2/3,2/3,\n"
          "2024-12-31,2025-07-01,area,0000000000000abc,02,01,0,1/2,\n"
          "2024-12-31,2025-07-01,area,0000000000000abc,02,,1/2,1,\n"
          "2024-12-31,2025-07-01,area,0000000000000abc,,09,,,\n");
    const auto set = assume(c, assumption::equal_parts()).value();
    CHECK(written(set).find("02,01,1/2,1/2,equal_parts\n") != std::string::npos);
    CHECK(parse_crosswalk(written(set), "c.csv").value() == set);
}

TEST_CASE("every fault of a file is told at once, with its place") {
    const auto told = faults_of(head +
                                "2024-12-31,2025-07-01,,,01,01,1/3,1/3\n"
                                "2024-12-31,2025-07-02,area,,01,02,1/2,1/2\n"
                                "2024-12-32,2025-07-01,,,01,03,1,1\n"
                                "2024-12-31,2025-07-01,,zz,0 2,03,1,1\n"
                                "2024-12-31,2025-07-01,,,02,03,2,x\n"
                                "2024-12-31,2025-07-01,,,02,03,0.5,0.25\n"
                                "2024-12-31,2025-07-01,,,01,01,0,0\n"
                                "2024-12-31,2025-07-01,,,,,,\n");
    const std::vector<std::string> expected{
        "c.csv:3:2 (to): contradiction: found '2025-07-02', expected 2025-07-01, as in the first row",
        "c.csv:3:3 (basis): contradiction: found 'area', expected '', as in the first row",
        "c.csv:4:1 (from): malformed_text: found '2024-12-32', expected a day as YYYY-MM-DD",
        "c.csv:5:4 (registry): malformed_text: found 'zz', expected 16 hexadecimal digits, or nothing",
        "c.csv:5:5 (from_code): malformed_code: found '0 2', expected a code of 1 to 15 characters out of "
        "[0-9A-Za-z._-]",
        "c.csv:6:7 (least): share_out_of_range: found '2', expected a share from 0 to 1",
        "c.csv:6:8 (most): malformed_text: found 'x', expected a share as decimals or k/n",
        "c.csv:7:8 (most): share_out_of_range: found '0.25', expected a share not below 1/2",
        "c.csv:8:6 (to_code): duplicate_key: found '01', expected each share told once",
        "c.csv:9:5 (from_code): missing_value: expected the code of a unit, here or in to_code",
    };
    REQUIRE(told.size() >= expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(told[i] == expected[i]);
}

TEST_CASE("a file of another registry, shares above one and a file without rows are refused") {
    const std::string row = "2024-12-31,2025-07-01,,0000000000000abc,01,";
    CHECK(faults_of(head + row + "01,1,1\n", 0xABC).empty());
    const auto other = faults_of(head + row + "01,1,1\n", 0xABD);
    REQUIRE(other.size() == 1);
    CHECK(other.front().find("c.csv:2:4 (registry): fingerprint_mismatch") == 0);
    const auto above = faults_of(head + row + "01,2/3,1\n" + row + "02,1/2,1\n");
    REQUIRE(above.size() == 1);
    CHECK(above.front().find("c.csv:3:7 (least): shares_above_one: found '7/6'") == 0);
    const auto below = faults_of(head + row + "01,1/3,1/3\n" + row + ",1/3,1/2\n");
    REQUIRE(below.size() == 1);
    CHECK(below.front() ==
          "c.csv:3:7 (least): shares_below_one: found '5/6', expected greatest shares of 01 that add up "
          "to 1 with what is left of it");
    const auto two = faults_of("from,to,basis,registry,from_code,to_code,least,most,assumption\n" + row +
                               "01,1/2,1/2,a\n" + row + "02,1/2,1/2,b\n");
    REQUIRE(two.size() == 1);
    CHECK(two.front() ==
          "c.csv:3:9 (assumption): contradiction: found 'b', expected 'a', as in the rows before, or nothing");
    CHECK(faults_of(head).size() == 1);
    CHECK(faults_of("from,to\n").size() == 6);
    CHECK_FALSE(read_crosswalk("no/such/file.csv"));
}

}  // namespace
}  // namespace muong
