// SPDX-License-Identifier: MIT
#include <muong/units/dates_that_fit.hpp>

#include <doctest/doctest.h>

#include "support/history.hpp"

using namespace muong;
using muong::test::history;

namespace {

registry merged() {
    return history{}
        .unit("P", "2000-01-01", "", "", "", "1")
        .unit("A", "2000-01-01", "2010-01-01", "P", "", "3")
        .unit("B", "2000-01-01", "2010-01-01", "P", "", "3")
        .unit("C", "2005-01-01", "", "P", "", "3")
        .unit("A", "2010-01-01", "", "P", "", "3")
        .transfer("2010-01-01", "A", "A")
        .transfer("2010-01-01", "B", "A")
        .build();
}

std::vector<date_fit> fits(std::initializer_list<unit_code> codes) {
    return dates_that_fit(merged(), std::vector<unit_code>{codes});
}

}  // namespace

TEST_CASE("a list fits the days on which it is the list in force") {
    CHECK(fits({"A"_unit, "B"_unit}) == std::vector<date_fit>{{{"2000-01-01"_date, "2005-01-01"_date}, 2, 0}});
    CHECK(fits({"C"_unit, "A"_unit}) == std::vector<date_fit>{{date_range::since("2010-01-01"_date), 2, 0}});
    CHECK(fits({"C"_unit, "A"_unit, "B"_unit}) ==
          std::vector<date_fit>{{{"2005-01-01"_date, "2010-01-01"_date}, 3, 0}});
}

TEST_CASE("a list that fits no day tells the days on which most of it does") {
    CHECK(fits({"A"_unit, "B"_unit, "X"_unit}) ==
          std::vector<date_fit>{{{"2000-01-01"_date, "2005-01-01"_date}, 2, 0}});
    CHECK(fits({"X"_unit}).empty());
    CHECK(fits({}).empty());
}

TEST_CASE("a list of another tier does not miss the communes, and a code named twice counts once") {
    CHECK(fits({"P"_unit, "P"_unit}) == std::vector<date_fit>{{date_range::since("2000-01-01"_date), 1, 0}});
}
