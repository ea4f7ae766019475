// SPDX-License-Identifier: MIT
#include <muong/units/grouping.hpp>

#include <doctest/doctest.h>

#include <muong/units/registry.hpp>

#include <sstream>

#include "support/for_all.hpp"
#include "support/histories.hpp"
#include "support/history.hpp"

using namespace muong;
using muong::test::history;

namespace {

std::string text(const crosswalk& c) {
    std::ostringstream out;
    out << c;
    return out.str();
}

}  // namespace

TEST_CASE("units roll up to the tier above them, and to the one that was theirs on the day") {
    const auto units = history{}
                           .unit("P", "2000-01-01", "", "", "", "1")
                           .unit("Q", "2000-01-01", "", "", "", "1")
                           .unit("D", "2000-01-01", "", "P", "", "2")
                           .unit("A", "2000-01-01", "", "D", "", "3")
                           .unit("B", "2000-01-01", "2010-01-01", "P", "", "3")
                           .unit("B", "2010-01-01", "", "Q", "", "3")
                           .build();
    const auto before = "2009-12-31"_date;
    CHECK(text(rolled_up(units, before, unit_tier::province)) == "A -> P 1\nB -> P 1\nQ -> Q 1\n");
    CHECK(text(rolled_up(units, "2010-01-01"_date, unit_tier::province)) == "A -> P 1\nB -> Q 1\n");
    CHECK(text(rolled_up(units, before, unit_tier::province, unit_tier::commune)) == "A -> P 1\nB -> P 1\n");
    const auto to_districts = rolled_up(units, before, unit_tier::district, unit_tier::commune);
    CHECK(text(to_districts) == "A -> D 1\n");
    CHECK(to_districts.rest(1) == fraction{1});  // B lies in no district
}

TEST_CASE("groups are those of the user, and a unit is in one") {
    const auto day = "2020-01-01"_date;
    CHECK(text(grouped(day, {{"B"_unit, "north"_unit}, {"A"_unit, "south"_unit}, {"C"_unit, "north"_unit}}).value()) ==
          "A -> south 1\nB -> north 1\nC -> north 1\n");
    const auto twice = grouped(day, {{"A"_unit, "x"_unit}, {"A"_unit, "y"_unit}});
    REQUIRE(!twice);
    CHECK(to_string(twice.error().at(0)) ==
          "duplicate_key: found 'A in group y', expected each unit once, in one group (it is in x)");
}

TEST_CASE("parts of unknown size whose known shares come together in a group leave it no range") {
    const auto units = history{}
                           .unit("P", "2000-01-01", "2005-01-01")
                           .unit("R", "2005-01-01")
                           .unit("W", "2005-01-01")
                           .unit("S", "2010-01-01")
                           .unit("X", "2010-01-01")
                           .transfer("2005-01-01", "P", "R", "part")
                           .transfer("2005-01-01", "P", "W", "part")
                           .transfer("2010-01-01", "R", "R", "part", "0.5")
                           .transfer("2010-01-01", "R", "S", "part", "0.5")
                           .transfer("2010-01-01", "W", "W", "part", "0.5")
                           .transfer("2010-01-01", "W", "X", "part", "0.5")
                           .build();
    const auto from = "2004-12-31"_date, to = "2010-01-01"_date;
    const crosswalk_options people{"people", {}};
    const auto groups =
        grouped(to, {{"R"_unit, "old"_unit}, {"W"_unit, "old"_unit}, {"S"_unit, "new"_unit}, {"X"_unit, "new"_unit}})
            .value();
    CHECK(text(crosswalk::between(units, from, to, groups, people)) == "P -> new 1/2\nP -> old 1/2\n");
    CHECK(text(then(crosswalk::between(units, from, to, people), groups)) == "P -> new 0 ... 1\nP -> old 0 ... 1\n");
}

TEST_CASE("a crosswalk goes on by one that begins where it ends and has all its targets") {
    const auto units = history{}.unit("A", "2000-01-01").unit("B", "2000-01-01").build();
    const auto day = "2020-01-01"_date;
    const auto between = [&](const crosswalk& last) { return crosswalk::between(units, day, day, last); };
    const auto both = grouped(day, {{"A"_unit, "x"_unit}, {"B"_unit, "x"_unit}, {"C"_unit, "y"_unit}}).value();
    CHECK(text(between(both)) == "A -> x 1\nB -> x 1\n");
    const auto made = between(both);
    CHECK(made.targets().size() == 2);
    CHECK_THROWS_WITH_AS(static_cast<void>(between(grouped(day, {{"A"_unit, "x"_unit}}).value())),
                         "muong::crosswalk: B is no source of the crosswalk that goes on", std::invalid_argument);
    CHECK_THROWS_WITH_AS(static_cast<void>(between(grouped("2021-01-01"_date, {}).value())),
                         "muong::crosswalk: the one that goes on begins on 2021-01-01, and not on 2020-01-01",
                         std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(crosswalk::between(units, day, day, both, {{}, unit_tier::province})),
                    std::invalid_argument);
    const crosswalk guess{day, day, "",           {"A"_unit, "B"_unit}, {"x"_unit}, {{{0, 1, 1, true}}, {}},
                          0,   {},  "equal_parts"};
    CHECK_THROWS_WITH_AS(static_cast<void>(between(guess)),
                         "muong::crosswalk: the one that goes on rests on equal_parts", std::invalid_argument);
}

TEST_CASE("both sides of a crosswalk stand on the same areas, each unit whole") {
    test::for_all(test::any_history, [](const test::generated_history& told) {
        const auto units = told.build();
        const auto between = crosswalk::between(units, told.moments.front(), told.moments.back());
        const common_areas areas{between};
        const auto left = sources_to_areas(between, areas);
        const auto right = targets_to_areas(between, areas);
        CHECK(left.is_exact());
        CHECK(right.is_exact());
        REQUIRE(left.targets().size() == areas.size());
        REQUIRE(right.targets().size() == areas.size());
        for (std::size_t a = 0; a < areas.size(); ++a) {
            CHECK(left.targets()[a] == area_code(areas, a));
            CHECK(right.targets()[a] == area_code(areas, a));
        }
        for (std::size_t s = 0; s < left.sources().size(); ++s) CHECK(left.row(s)[0].target == areas.of_source(s));
        for (std::size_t t = 0; t < right.sources().size(); ++t) CHECK(right.row(t)[0].target == areas.of_target(t));
    });
}
