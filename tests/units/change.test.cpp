// SPDX-License-Identifier: MIT
#include <muong/units/change.hpp>

#include <doctest/doctest.h>

#include <stdexcept>

#include "support/history.hpp"

using namespace muong;
using muong::test::history;

namespace {

std::string kinds(const history& rows) {
    const auto units = rows.build();
    const auto changes = units.changes_between("1999-01-01"_date, "2099-01-01"_date);
    REQUIRE(changes.size() == 1);
    return to_string(changes.front().kinds());
}

}  // namespace

TEST_CASE("the kind of a change follows from its transfers") {
    SUBCASE("units that go whole into a new one merge") {
        CHECK(kinds(history{}
                        .unit("A", "2000-01-01", "2010-01-01", "", "a")
                        .unit("B", "2000-01-01", "2010-01-01", "", "b")
                        .unit("C", "2010-01-01", "", "", "c")
                        .transfer("2010-01-01", "A", "C")
                        .transfer("2010-01-01", "B", "C")) == "merge");
    }
    SUBCASE("a code that goes on under another name is no absorption") {
        CHECK(kinds(history{}
                        .unit("A", "2000-01-01", "2010-01-01", "", "a")
                        .unit("A", "2010-01-01", "", "", "c")
                        .unit("B", "2000-01-01", "2010-01-01", "", "b")
                        .transfer("2010-01-01", "A", "A")
                        .transfer("2010-01-01", "B", "A")) == "merge");
    }
    SUBCASE("a unit that goes on and takes in another absorbs it") {
        CHECK(kinds(history{}
                        .unit("A", "2000-01-01", "", "", "a")
                        .unit("B", "2000-01-01", "2010-01-01", "", "b")
                        .transfer("2010-01-01", "A", "A")
                        .transfer("2010-01-01", "B", "A")) == "absorption");
    }
    SUBCASE("a unit that goes on in several others is split") {
        CHECK(kinds(history{}
                        .unit("A", "2000-01-01", "2010-01-01")
                        .unit("B", "2010-01-01")
                        .unit("C", "2010-01-01")
                        .transfer("2010-01-01", "A", "B", "part")
                        .transfer("2010-01-01", "A", "C", "part"))
                  .find("split") != std::string::npos);
    }
    SUBCASE("a part that leaves a unit that goes on is separated") {
        CHECK(kinds(history{}
                        .unit("A", "2000-01-01")
                        .unit("B", "2010-01-01")
                        .transfer("2010-01-01", "A", "A", "part")
                        .transfer("2010-01-01", "A", "B", "part")) == "separation");
    }
    SUBCASE("a part that goes to a neighbour is a boundary change") {
        CHECK(kinds(history{}
                        .unit("A", "2000-01-01")
                        .unit("B", "2000-01-01")
                        .transfer("2010-01-01", "A", "A", "part")
                        .transfer("2010-01-01", "A", "B", "part")) == "boundary_change");
    }
    SUBCASE("one territory with another name, kind, parent and code is all of these") {
        CHECK(kinds(history{}
                        .unit("P", "2000-01-01")
                        .unit("A", "2000-01-01", "2010-01-01", "", "a", "3", "xa")
                        .unit("B", "2010-01-01", "", "P", "b", "3", "phuong")
                        .transfer("2010-01-01", "A", "B")) == "rename, recode, reclassification, parent_change");
    }
}

TEST_CASE("changes are told from the earlier day to the later one") {
    const auto units = history{}
                           .unit("A", "2000-01-01", "2010-01-01")
                           .unit("B", "2010-01-01")
                           .transfer("2010-01-01", "A", "B")
                           .build();
    CHECK(units.changes_between("2009-12-31"_date, "2010-01-01"_date).size() == 1);
    CHECK(units.changes_between("2010-01-01"_date, "2010-01-01"_date).empty());
    CHECK_THROWS_AS((void)units.changes_between("2010-01-01"_date, "2009-12-31"_date), std::invalid_argument);
}
