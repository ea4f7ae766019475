// SPDX-License-Identifier: MIT
#include <muong/units/transfer.hpp>

#include <doctest/doctest.h>

#include <sstream>

#include "support/history.hpp"

using namespace muong;
using muong::test::history;

TEST_CASE("a transfer knows its day, its two units, its act and what is known of its size") {
    const auto units = history{}
                           .unit("A", "2000-01-01", "2010-01-01", "", "a")
                           .unit("B", "2000-01-01", "", "", "b")
                           .unit("C", "2010-01-01", "", "", "c")
                           .transfer("2010-01-01", "A", "B", "part", "1/3", "", "2.50")
                           .transfer("2010-01-01", "A", "C", "part")
                           .build();
    REQUIRE(units.transfers().size() == 2);
    const auto& moved = units.transfers()[0];
    CHECK(to_string(moved) == "2010-01-01: A -> B, part (act, clause 1)");
    CHECK(moved.from()->name() == "a");
    CHECK(moved.to()->name() == "b");
    CHECK(moved.act() == units.act("act"));
    REQUIRE(moved.on("people") != nullptr);
    CHECK(moved.on("people")->share == fraction{1, 3});
    CHECK(to_string(*moved.on("people")->amount) == "2.50");
    CHECK(moved.on("area") == nullptr);
    CHECK(units.transfers()[1].shares().empty());
}

TEST_CASE("how much goes over is told in the words of the tables") {
    std::ostringstream out;
    out << extent::whole << ' ' << extent::part;
    CHECK(out.str() == "whole part");
}
