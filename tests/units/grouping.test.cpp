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
