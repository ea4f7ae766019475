// SPDX-License-Identifier: MIT
#include <muong/units/lineage.hpp>

#include <doctest/doctest.h>

#include <utility>

#include "support/history.hpp"

using namespace muong;
using muong::test::history;

template <class Registry>
concept HasLineages = requires(Registry&& units, const unit_code& code, date day) {
    successors(std::forward<Registry>(units), code, day, day);
}
|| requires(Registry&& units, const unit_code& code, date day) {
    predecessors(std::forward<Registry>(units), code, day, day);
};
static_assert(HasLineages<registry&> && HasLineages<const registry&>);
static_assert(!HasLineages<registry> && !HasLineages<const registry>, "units do not outlive their registry");

namespace {

std::vector<std::string> codes(const std::vector<const unit*>& units) {
    std::vector<std::string> list;
    for (const auto* u : units) list.push_back(to_string(u->code()));
    return list;
}

/// A district with two communes; one is divided, then all of it comes together again; the tier ends.
history district() {
    return history{}
        .unit("D", "2000-01-01", "2020-01-01", "", "Dee")
        .unit("1", "2000-01-01", "2020-01-01", "D", "One")
        .unit("2", "2000-01-01", "2020-01-01", "D", "Two")
        .unit("3", "2010-01-01", "2020-01-01", "D", "Three")
        .unit("2", "2020-01-01", "", "", "Four")
        .transfer("2010-01-01", "1", "1", "part")
        .transfer("2010-01-01", "1", "3", "part")
        .transfer("2020-01-01", "1", "2")
        .transfer("2020-01-01", "2", "2")
        .transfer("2020-01-01", "3", "2");
}

}  // namespace

TEST_CASE("successors and predecessors are the units at the other end, with the steps between") {
    const auto units = district().build();
    const auto later = successors(units, "1"_unit, "2005-01-01"_date, "2015-01-01"_date);
    CHECK(codes(later.ends) == std::vector<std::string>{"1", "3"});
    REQUIRE(later.steps.size() == 2);
    CHECK(later.steps[1].day == "2010-01-01"_date);
    CHECK(later.steps[1].after->name() == "Three");
    CHECK(codes(successors(units, "1"_unit, "2005-01-01"_date, "2020-01-01"_date).ends) ==
          std::vector<std::string>{"2"});
    const auto earlier = predecessors(units, "2"_unit, "2020-01-01"_date, "2000-01-01"_date);
    CHECK(codes(earlier.ends) == std::vector<std::string>{"1", "2"});
    CHECK(earlier.steps.size() == 5);
    CHECK(earlier.steps.front().day == "2010-01-01"_date);
}

TEST_CASE("a unit whose tier ends goes on through the units below it") {
    const auto units = district().build();
    const auto later = successors(units, "D"_unit, "2015-01-01"_date, "2021-01-01"_date);
    CHECK(codes(later.ends) == std::vector<std::string>{"2"});
    CHECK(std::count_if(later.steps.begin(), later.steps.end(),
                        [](const auto& s) { return s.link == lineage_link::children; }) == 3);
}

TEST_CASE("a unit that goes into another is followed there, and not to the units below it, also where some were") {
    const auto units = history{}
                           .unit("P", "2000-01-01", "2020-01-01", "", "Pe", "1")
                           .unit("Q", "2000-01-01", "", "", "Qu", "1")
                           .unit("1", "2000-01-01", "2020-01-01", "P", "One", "3")
                           .unit("1", "2020-01-01", "", "Q", "One", "3")
                           .transfer("2020-01-01", "P", "Q")
                           .build();
    for (const auto until : {"2020-01-01"_date, "2021-01-01"_date}) {
        const auto later = successors(units, "P"_unit, "2015-01-01"_date, until);
        CHECK(codes(later.ends) == std::vector<std::string>{"Q"});
        REQUIRE(later.steps.size() == 1);
        CHECK(later.steps.front().link == lineage_link::transfer);
    }
    const auto told = story(units, "P"_unit, "2015-01-01"_date, "2015-01-01"_date, "2021-01-01"_date);
    CHECK(told.find("Pe (P) goes whole into Qu (Q)") != std::string::npos);
    CHECK(told.find("ends with its tier") == std::string::npos);
}

TEST_CASE("changes that follow each other within a day are told through the unit between") {
    const auto units = history{}
                           .unit("A", "2000-01-01", "2010-01-01")
                           .unit("B", "2000-01-01", "2010-01-01")
                           .unit("C", "2000-01-01")
                           .transfer("2010-01-01", "A", "B")
                           .transfer("2010-01-01", "B", "C")
                           .build();
    const auto later = successors(units, "A"_unit, "2009-01-01"_date, "2010-01-01"_date);
    CHECK(codes(later.ends) == std::vector<std::string>{"C"});
    REQUIRE(later.steps.size() == 2);
    CHECK(later.steps[0].how->to_code() == "B"_unit);
    CHECK(later.steps[0].after == nullptr);
    CHECK(later.steps[1].how->from_code() == "B"_unit);
    CHECK(codes(predecessors(units, "C"_unit, "2010-01-01"_date, "2009-01-01"_date).ends) ==
          std::vector<std::string>{"A", "B", "C"});
    CHECK(story(units, "C"_unit, "2010-01-01"_date, "2009-01-01"_date, "2011-01-01"_date).find("(C)") !=
          std::string::npos);
}

TEST_CASE("a unit that takes in another through a unit of the day and gets a new name is told to go on") {
    const auto units = history{}
                           .unit("A", "2000-01-01", "2010-01-01")
                           .unit("B", "2000-01-01", "2010-01-01")
                           .unit("C", "2000-01-01", "2010-01-01", "", "Old")
                           .unit("C", "2010-01-01", "", "", "New")
                           .transfer("2010-01-01", "A", "B")
                           .transfer("2010-01-01", "B", "C")
                           .build();
    const auto later = successors(units, "C"_unit, "2009-01-01"_date, "2010-01-01"_date);
    REQUIRE(later.steps.size() == 1);
    CHECK(later.steps[0].link == lineage_link::continuation);
    CHECK(later.steps[0].before->name() == "Old");
    CHECK(later.steps[0].after->name() == "New");
}

TEST_CASE("a story tells the days, acts and units in the order of time") {
    const auto units = district().build();
    CHECK(story(units, "3"_unit, "2015-01-01"_date, "1990-01-01"_date, "2025-01-01"_date) ==
          "Three (3), as of 2015-01-01\n"
          "2000-01-01  One (1) is first known\n"
          "2010-01-01  Three (3) is formed of a part of One (1) [act, clause 1]\n"
          "2020-01-01  Three (3) goes whole into Four (2), with One (1) and Two (2) [act, clause 1]\n"
          "2025-01-01  its territory lies in Four (2)\n");
    const auto of_tier = story(units, "D"_unit, "2015-01-01"_date, "2015-01-01"_date, "2025-01-01"_date);
    CHECK(of_tier.find("2020-01-01  Dee (D) ends with its tier; below it were One (1), Two (2) and Three (3)\n") !=
          std::string::npos);
}

TEST_CASE("a single part is told as a part, not as a division") {
    const auto units =
        history{}.unit("A", "2000-01-01").unit("B", "2000-01-01").transfer("2010-01-01", "A", "B", "part").build();
    const auto told = story(units, "A"_unit, "2009-12-31"_date, "2009-12-31"_date, "2010-01-01"_date);
    CHECK(told.find(" gives a part to ") != std::string::npos);
}

TEST_CASE("a code that no unit bears on the day, and days the wrong way round, are the caller's fault") {
    const auto units = district().build();
    CHECK_THROWS_AS(static_cast<void>(successors(units, "9"_unit, "2005-01-01"_date, "2015-01-01"_date)),
                    std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(predecessors(units, "1"_unit, "2005-01-01"_date, "2015-01-01"_date)),
                    std::invalid_argument);
}
