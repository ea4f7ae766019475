// SPDX-License-Identifier: MIT
#include <muong/units/crosswalk.hpp>

#include <doctest/doctest.h>
#include <sstream>
#include <stdexcept>

#include "support/history.hpp"

using namespace muong;
using muong::test::history;

namespace {

std::string print(const registry& units, std::string_view from, std::string_view to) {
    std::ostringstream out;
    out << crosswalk::between(units, *date::parse(from), *date::parse(to), {"people", {}});
    return out.str();
}

}  // namespace

TEST_CASE("parts that come together again are exact though no share is known") {
    const auto units = history{}
                           .unit("A", "2000-01-01")
                           .unit("B", "2005-01-01", "2010-01-01")
                           .transfer("2005-01-01", "A", "A", "part")
                           .transfer("2005-01-01", "A", "B", "part")
                           .transfer("2010-01-01", "B", "A")
                           .build();
    CHECK(print(units, "2004-01-01", "2006-01-01") == "A -> A 0 ... 1\nA -> B 0 ... 1\n");
    CHECK(print(units, "2004-01-01", "2011-01-01") == "A -> A 1\n");
    CHECK(print(units, "2011-01-01", "2004-01-01") == "A -> A 1\n");
}

TEST_CASE("a part that is not known is what the known ones leave") {
    const auto units = history{}
                           .unit("A", "2000-01-01", "2010-01-01")
                           .unit("B", "2000-01-01")
                           .unit("C", "2010-01-01")
                           .transfer("2010-01-01", "A", "C", "part", "1/3")
                           .transfer("2010-01-01", "A", "B", "part")
                           .build();
    CHECK(print(units, "2009-01-01", "2010-01-01") == "A -> B 2/3\nA -> C 1/3\nB -> B 1\n");
    CHECK(print(units, "2010-01-01", "2009-01-01") == "B -> A 0 ... 1\nB -> B 0 ... 1\nC -> A 1\n");
}

TEST_CASE("amounts that moved give the share both ways") {
    const auto units = history{}
                           .unit("A", "2000-01-01", "2010-01-01")
                           .unit("B", "2000-01-01", "2010-01-01")
                           .unit("C", "2010-01-01")
                           .unit("D", "2010-01-01")
                           .transfer("2010-01-01", "A", "C", "part", "", "", "30")
                           .transfer("2010-01-01", "A", "D", "part", "", "", "10")
                           .transfer("2010-01-01", "B", "D", "whole", "", "", "70")
                           .build();
    CHECK(print(units, "2009-01-01", "2010-01-01") == "A -> C 3/4\nA -> D 1/4\nB -> D 1\n");
    CHECK(print(units, "2010-01-01", "2009-01-01") == "C -> A 1\nD -> A 1/8\nD -> B 7/8\n");
}

TEST_CASE("shares that are rounded leave to the amounts of the other parts all that there is") {
    const auto with = [](const char* share, const char* amount, const char* third) {
        return history{}
            .unit("A", "2000-01-01", "2010-01-01")
            .unit("B", "2010-01-01")
            .unit("C", "2010-01-01")
            .unit("D", "2010-01-01")
            .transfer("2010-01-01", "A", "B", "part", share, "", amount)
            .transfer("2010-01-01", "A", "C", "part", "", "", "300")
            .transfer("2010-01-01", "A", "D", "part", "", "", third)
            .build();
    };
    const auto onto = [](const registry& units) { return print(units, "2009-12-31", "2010-01-01"); };
    CHECK(onto(with("0.2", "101", "100")) == "A -> B 1/5\nA -> C 3/5\nA -> D 1/5\n");
    CHECK(onto(with("0.2", "99", "100")) == "A -> B 1/5\nA -> C 3/5\nA -> D 1/5\n");
    CHECK(onto(with("0.5", "100", "100")) == "A -> B 1/2\nA -> C 3/8\nA -> D 1/8\n");
    // with a part of which nothing is told the pair tells the size of the whole, unless the amounts do not fit it
    CHECK(onto(with("0.1", "100", "")) == "A -> B 1/10\nA -> C 3/10\nA -> D 3/5\n");
    CHECK(onto(with("0.5", "100", "")) == "A -> B 1/2\nA -> C 0 ... 1/2\nA -> D 0 ... 1/2\n");
}

TEST_CASE("changes of one day may follow each other") {
    const auto units = history{}
                           .unit("A", "2000-01-01", "2010-01-01")
                           .unit("B", "2000-01-01", "2010-01-01")
                           .unit("C", "2000-01-01")
                           .transfer("2010-01-01", "A", "B")
                           .transfer("2010-01-01", "B", "C")
                           .build();
    CHECK(print(units, "2009-12-31", "2010-01-01") == "A -> C 1\nB -> C 1\nC -> C 1\n");
    CHECK(print(units, "2010-01-01", "2009-12-31") == "C -> A 0 ... 1\nC -> B 0 ... 1\nC -> C 0 ... 1\n");
}

TEST_CASE("a unit that is used up and stands on is not what it was") {
    const auto units = history{}
                           .unit("A", "2000-01-01")
                           .unit("B", "2010-01-01")
                           .transfer("2010-01-01", "A", "B", "part", "1/2")
                           .build();
    CHECK(print(units, "2009-12-31", "2010-01-01") == "A -> B 1/2\n");
    CHECK(print(units, "2010-01-01", "2009-12-31") == "B -> A 1\n");
}

TEST_CASE("amounts without the size of the whole keep their proportion") {
    const auto units = history{}
                           .unit("A", "2000-01-01", "2010-01-01")
                           .unit("B", "2010-01-01", "2015-01-01")
                           .unit("C", "2010-01-01")
                           .unit("D", "2010-01-01", "2015-01-01")
                           .unit("E", "2015-01-01")
                           .transfer("2010-01-01", "A", "B", "part", "", "", "10")
                           .transfer("2010-01-01", "A", "C", "part", "", "", "30")
                           .transfer("2010-01-01", "A", "D", "part")
                           .transfer("2015-01-01", "B", "E")
                           .transfer("2015-01-01", "D", "E")
                           .build();
    CHECK(print(units, "2009-12-31", "2010-01-01") == "A -> B 0 ... 1/4\nA -> C 0 ... 3/4\nA -> D 0 ... 1\n");
    CHECK(print(units, "2009-12-31", "2015-01-01") == "A -> C 0 ... 3/4\nA -> E 1/4 ... 1\n");
}

TEST_CASE("an amount of nothing is a share of nothing though no other amount is known") {
    const auto units = history{}
                           .unit("A", "2000-01-01", "2010-01-01")
                           .unit("B", "2010-01-01")
                           .unit("C", "2010-01-01")
                           .unit("D", "2010-01-01")
                           .transfer("2010-01-01", "A", "B", "part", "", "", "0")
                           .transfer("2010-01-01", "A", "C", "part", "", "0")
                           .transfer("2010-01-01", "A", "D", "part")
                           .build();
    CHECK(print(units, "2009-12-31", "2010-01-01") == "A -> B 0\nA -> C 0\nA -> D 1\n");
}

TEST_CASE("a unit made of an uninhabited part is reached by nobody, which is known, and its way back is not lost") {
    const auto units = history{}
                           .unit("A", "2000-01-01", "2010-01-01")
                           .unit("B", "2010-01-01", "2015-01-01")
                           .unit("C", "2010-01-01")
                           .unit("D", "2015-01-01")
                           .transfer("2010-01-01", "A", "B", "part", "0")
                           .transfer("2010-01-01", "A", "C", "part", "1")
                           .transfer("2015-01-01", "B", "D")
                           .build();
    CHECK(print(units, "2009-12-31", "2010-01-01") == "A -> B 0\nA -> C 1\n");
    CHECK(print(units, "2009-12-31", "2015-01-01") == "A -> C 1\nA -> D 0\n");
    CHECK(print(units, "2015-01-01", "2009-12-31") == "C -> A 1\nD -> A 1\n");
    const auto way = crosswalk::between(units, "2009-12-31"_date, "2010-01-01"_date, {"people", {}});
    CHECK(restricted(way, std::vector{"A"_unit}) == way);
    const std::vector<fraction> amounts{9};
    const auto back = inverted(way, amounts);
    CHECK(back == crosswalk::between(units, "2010-01-01"_date, "2009-12-31"_date, {"people", {}}));
}

TEST_CASE("of a unit of which nothing came nobody knows whether it was empty, and then any division of it is right") {
    const auto with = [](const char* back_share) {
        return history{}
            .unit("A", "2000-01-01", "2010-01-01")
            .unit("B", "2000-01-01", "2010-01-01")
            .unit("C", "2000-01-01")
            .unit("D", "2000-01-01")
            .unit("E", "2010-01-01")
            .transfer("2010-01-01", "A", "C", "part", "", back_share)
            .transfer("2010-01-01", "A", "D", "part", "", "0")
            .transfer("2010-01-01", "B", "D", "part", "1")
            .transfer("2010-01-01", "B", "E", "part", "0")
            .transfer("2010-01-01", "C", "E", "part", "0")
            .transfer("2010-01-01", "C", "C", "part", "1")
            .build();
    };
    CHECK(print(with("0"), "2009-12-31", "2010-01-01") ==
          "A -> C 0 ... 1\nA -> D 0 ... 1\nB -> D 1\nB -> E 0\nC -> C 1\nC -> E 0\nD -> D 1\n");
    const auto way = crosswalk::between(with("0"), "2009-12-31"_date, "2010-01-01"_date, {"people", {}});
    REQUIRE(way.rests().size() == 1);
    CHECK(way.rests().front() == crosswalk_rest{0, 0, 1});
    CHECK(print(with("1/4"), "2009-12-31", "2010-01-01").find("A -> C 1\nA -> D 0\n") == 0);
    const auto back = print(with("0"), "2010-01-01", "2009-12-31");  // E is made of nothing, from two units
    CAPTURE(back);
    CHECK(back.find("E -> B 0 ... 1\nE -> C 0 ... 1\n") != std::string::npos);
}

TEST_CASE("a share that was rounded to zero takes no amount away at the other end") {
    const auto rows = [](bool back) {
        const std::string_view zero = "0.0000", none;
        return history{}
            .unit("A", "1960-01-01", "1970-01-01")
            .unit("B", "1960-01-01")
            .unit("C", "1960-01-01")
            .transfer("1970-01-01", "A", "B", "part", back ? none : zero, back ? zero : none, "7")
            .transfer("1970-01-01", "A", "C", "part", back ? none : "1", back ? "0.35" : none, "14")
            .transfer("1970-01-01", "B", "B", "whole", "", back ? "1" : none, "150000")
            .transfer("1970-01-01", "C", "C", "whole", "", back ? "0.65" : none, "26")
            .build();
    };
    const auto before = "1965-01-01"_date, after = "1975-01-01"_date;
    std::ostringstream there, back;
    there << crosswalk::between(rows(true), before, after, {"people", {}});
    CHECK(there.str() == "A -> B 1/3\nA -> C 2/3\nB -> B 1\nC -> C 1\n");
    back << crosswalk::between(rows(false), after, before, {"people", {}});
    CHECK(back.str() == "B -> A 7/150007\nB -> B 150000/150007\nC -> A 7/20\nC -> C 13/20\n");
}

TEST_CASE("a share of zero takes nothing from the ways back of the others") {
    const auto to = [](std::uint32_t target, const fraction& share) { return crosswalk_entry{target, share, share}; };
    const crosswalk way{"2009-12-31"_date,
                        "2010-01-01"_date,
                        "people",
                        {"A"_unit, "B"_unit, "C"_unit},
                        {"X"_unit, "Y"_unit},
                        {{to(0, 0), to(1, 1)}, {to(0, 1)}, {to(0, 0), to(1, 1)}}};
    std::ostringstream some, nobody;
    some << inverted(way, std::vector<fraction>{6, 5, 2});
    CHECK(some.str() == "X -> A 0\nX -> B 1\nX -> C 0\nY -> A 3/4\nY -> C 1/4\n");
    nobody << inverted(restricted(way, std::vector{"A"_unit, "C"_unit}), std::vector<fraction>{6, 2});
    CHECK(nobody.str() == "X -> A 0 ... 1\nX -> C 0 ... 1\nY -> A 3/4\nY -> C 1/4\n");
}

TEST_CASE("a share of zero is assumed where it rests on an assumption, and not where the facts say it") {
    const auto fact = [](std::uint32_t target, const fraction& share) { return crosswalk_entry{target, share, share}; };
    const auto guess = [&](std::uint32_t target, const fraction& share) {
        auto entry = fact(target, share);
        entry.assumed = true;
        return entry;
    };
    const std::vector<unit_code> old{"A"_unit}, middle{"M"_unit, "N"_unit}, last{"X"_unit, "Y"_unit};
    const auto composed = [&](const std::vector<crosswalk_entry>& from_a, const std::vector<crosswalk_entry>& from_m) {
        const auto named = [](const std::vector<crosswalk_entry>& row) {
            return std::any_of(row.begin(), row.end(), [](const auto& e) { return e.assumed; }) ? "guess" : "";
        };
        const crosswalk first{"2000-01-01"_date, "2001-01-01"_date, "", old, middle, {from_a}, 0, {}, named(from_a)};
        const crosswalk second{"2001-01-01"_date, "2002-01-01"_date, "", middle, last, {from_m, {fact(1, 1)}}, 0, {},
                               named(from_m)};
        std::ostringstream out;
        out << then(first, second);
        return out.str();
    };
    // through M, to which nothing goes, whatever goes on from there
    CHECK(composed({fact(0, 0), fact(1, 1)}, {guess(0, {1, 2}), guess(1, {1, 2})}) == "A -> X 0\nA -> Y 1\n");
    CHECK(composed({guess(0, 0), guess(1, 1)}, {fact(0, {1, 2}), fact(1, {1, 2})}) ==
          "A -> X 0 (guess)\nA -> Y 1 (guess)\n");
    CHECK(composed({guess(0, {1, 2}), guess(1, {1, 2})}, {fact(0, 0), fact(1, 1)}) == "A -> X 0\nA -> Y 1\n");
}

TEST_CASE(
    "a unit that gets parts without a transfer stays whole in one go, and cannot be composed on their first day") {
    const auto units =
        history{}.unit("L", "2000-01-01").unit("M", "2010-01-01", "", "L").unit("N", "2010-01-01", "", "L").build();
    const auto onto = crosswalk::between(units, "2005-01-01"_date, "2011-01-01"_date);
    REQUIRE(onto.row(0).size() == 1);
    CHECK(onto.row(0)[0].is_whole());
    CHECK(onto.targets()[onto.row(0)[0].target] == "L"_unit);
    CHECK(onto.targets().size() == 3);
    const auto on = crosswalk::between(units, "2011-01-01"_date, "2012-01-01"_date);
    CHECK_FALSE(on.source("L"_unit));
    CHECK_THROWS_AS(static_cast<void>(then(onto, on)), std::invalid_argument);
    const auto whole = crosswalk::between(units, "2005-01-01"_date, "2012-01-01"_date);
    CHECK(whole.targets()[whole.row(0)[0].target] == "L"_unit);
}

TEST_CASE("what is composed has the bases of both crosswalks, each named once") {
    const auto one = [](date from, date to, std::string_view basis) {
        return crosswalk{from, to, basis, {"A"_unit}, {"A"_unit}, {{{0, fraction{1}, fraction{1}}}}};
    };
    const auto basis_of = [&one](std::string_view first, std::string_view second) {
        const auto second_half = one("2001-01-01"_date, "2002-01-01"_date, second);
        const auto whole = then(one("2000-01-01"_date, "2001-01-01"_date, first), second_half);
        const auto units = history{}.unit("A", "2000-01-01").build();
        const auto at_once = crosswalk::between(units, "2000-01-01"_date, "2001-01-01"_date, second_half, {first, {}});
        CHECK(at_once == whole);
        return std::string{whole.basis()};
    };
    CHECK(basis_of("people", "people") == "people");
    CHECK(basis_of("people", "") == "people");
    CHECK(basis_of("", "people") == "people");
    CHECK(basis_of("area", "people") == "area, people");
    CHECK(basis_of("area", "people, area") == "area, people");
    CHECK(basis_of("", "").empty());
}

TEST_CASE("a basis or tier that the registry does not know is refused, since it would give ranges or nothing") {
    const auto units = history{}
                           .unit("A", "2000-01-01", "2010-01-01", "", "", "3")
                           .unit("B", "2010-01-01", "", "", "", "3")
                           .unit("C", "2010-01-01", "", "", "", "3")
                           .transfer("2010-01-01", "A", "B", "part", "1/4")
                           .transfer("2010-01-01", "A", "C", "part", "3/4")
                           .build();
    const auto eve = "2009-12-31"_date, day = "2010-01-01"_date;
    CHECK(crosswalk::between(units, eve, day, {"people", unit_tier::commune}).is_exact());
    CHECK_FALSE(crosswalk::between(units, eve, day).is_exact());
    CHECK_THROWS_WITH_AS((void)crosswalk::between(units, eve, day, {"poeple", {}}),
                         "muong::crosswalk: no transfer names the basis 'poeple', only people", std::invalid_argument);
    CHECK_THROWS_AS((void)crosswalk::between(units, day, eve, {{}, unit_tier::district}), std::invalid_argument);

    // where no share is stated at all, none was mistyped
    const auto bare = history{}.unit("A", "2000-01-01").build();
    CHECK(crosswalk::between(bare, eve, day, {"people", {}}).is_exact());
}
