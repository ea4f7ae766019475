// SPDX-License-Identifier: MIT
#include <muong/units/likely_code.hpp>

#include <doctest/doctest.h>

#include <utility>

#include "support/history.hpp"

using namespace muong;
using muong::test::history;

template <class Registry>
concept HintsAtUnits = requires(Registry&& units, date day) {
    likely_code_for(std::forward<Registry>(units), "1", day);
};
static_assert(HintsAtUnits<registry&> && HintsAtUnits<const registry&>);
static_assert(!HintsAtUnits<registry> && !HintsAtUnits<const registry>, "units do not outlive their registry");

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
    CHECK(expected("03187") == "a unit in force on 2015-06-01 (03187 ended on 2010-01-01, it went into 03166)");
    CHECK(expected("03190") == "a unit in force on 2015-06-01 (03190 begins on 2020-01-01)");
    CHECK(expected("3166") == "a unit in force on 2015-06-01 (probably 03166: its zeros are lost)");
    CHECK(expected(" 2a004") == "a unit in force on 2015-06-01 (probably 2A004)");
    CHECK(expected("02A004") ==
          "a unit in force on 2015-06-01 (probably 2A004, unless the units have lost their zeros)");
    CHECK(expected("3166.0") == "a unit in force on 2015-06-01 (probably 03166: a spreadsheet has made it a number)");
    CHECK(expected("03166,00") == "a unit in force on 2015-06-01 (probably 03166: a spreadsheet has made it a number)");
    for (const char* other : {"3166.5", "3166.", ".0", "99.0", "'3166", "''03166", "=\"\"", "\"\"", "'"}) {
        CHECK(expected(other) == "a unit in force on 2015-06-01");
    }
    for (const char* marked : {"'03166", "=\"03166\"", " \"03166\"", "\" 03166 \""}) {
        CAPTURE(marked);
        CHECK(expected(marked) ==
              "a unit in force on 2015-06-01 (probably 03166, without the marks of a spreadsheet around it)");
    }
    CHECK(expected("Thanh Nưa") == "a unit in force on 2015-06-01, as a code (that is a name: probably 03166)");
    CHECK(expected("nothing like it") == "a unit in force on 2015-06-01");
    CHECK(expected("") == "a unit in force on 2015-06-01");
    CHECK(likely_code_for(units, "03187", day).why == code_fault::ended);
    CHECK(likely_code_for(units, "03187", day).unit->code() == "03187"_unit);
    CHECK(likely_code_for(units, "99999", day) == likely_code{});
    CHECK(likely_code_for(units, "03166", day) == likely_code{});  // in force, so nothing is wrong with it
    CHECK(expected("03166") == "a unit in force on 2015-06-01");
}

TEST_CASE("of a unit that has ended is told into which it went, and of one that is not yet out of which it came") {
    history made;
    made.unit("1", "2000-01-01", "2010-01-01").unit("2", "2000-01-01", "2020-01-01");
    for (const char* code : {"3", "4", "5", "6", "7"}) {
        made.unit(code, "2010-01-01").transfer("2010-01-01", "1", code, "part");
    }
    for (const char* code : {"8", "9"}) made.unit(code, "2020-01-01").transfer("2020-01-01", "2", code, "part");
    const auto units = made.build();
    const auto expected = [&](std::string_view text, date day) { return expected_unit(units, text, day); };
    CHECK(expected("1", "2010-01-01"_date) ==
          "a unit in force on 2010-01-01 (1 ended on 2010-01-01, it went into 3, 4, 5 and 2 more)");
    CHECK(expected("2", "2025-01-01"_date) ==
          "a unit in force on 2025-01-01 (2 ended on 2020-01-01, it went into 8 and 9)");
    CHECK(expected("7", "2005-01-01"_date) ==
          "a unit in force on 2005-01-01 (7 begins on 2010-01-01, it came out of 1)");
    CHECK(expected("3", "1999-01-01"_date) == "a unit in force on 1999-01-01 (3 begins on 2010-01-01)");
}
