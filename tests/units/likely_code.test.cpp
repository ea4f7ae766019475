// SPDX-License-Identifier: MIT
#include <muong/units/likely_code.hpp>

#include <doctest/doctest.h>

#include "support/history.hpp"

using namespace muong;
using muong::test::history;

namespace {

registry some_units() {
    return history{}
        .unit("03166", "2000-01-01", "", "", "Thanh Nưa")
        .unit("03187", "2000-01-01", "2010-01-01")
        .unit("03190", "2020-01-01")
        .unit("2A004", "2000-01-01")
        .transfer("2010-01-01", "03187", "03166")
        .build();
}

}  // namespace

TEST_CASE("what a code that is no unit probably is") {
    const auto units = some_units();
    const auto day = "2015-06-01"_date;
    const auto expected = [&](std::string_view text) { return expected_unit(units, text, day); };
    CHECK(expected("03187") == "a unit in force on 2015-06-01 (03187 ended on 2010-01-01)");
    CHECK(expected("03190") == "a unit in force on 2015-06-01 (03190 begins on 2020-01-01)");
    CHECK(expected("3166") == "a unit in force on 2015-06-01 (probably 03166: its zeros are lost)");
    CHECK(expected(" 2a004") == "a unit in force on 2015-06-01 (probably 2A004)");
    CHECK(expected("02A004") ==
          "a unit in force on 2015-06-01 (probably 2A004, unless the units have lost their zeros)");
    CHECK(expected("Thanh Nưa") == "a unit in force on 2015-06-01, as a code (that is a name: probably 03166)");
    CHECK(expected("nothing like it") == "a unit in force on 2015-06-01");
    CHECK(expected("") == "a unit in force on 2015-06-01");
    CHECK(likely_code_for(units, "03187", day).why == code_fault::ended);
    CHECK(likely_code_for(units, "03187", day).unit->code() == "03187"_unit);
    CHECK(likely_code_for(units, "99999", day) == likely_code{});
    CHECK(likely_code_for(units, "03166", day) == likely_code{});  // in force, so nothing is wrong with it
    CHECK(expected("03166") == "a unit in force on 2015-06-01");
}
