// SPDX-License-Identifier: MIT
#include <muong/units/audit.hpp>

#include <doctest/doctest.h>

#include <utility>

#include "support/history.hpp"

using namespace muong;
using muong::test::history;

template <class Registry>
concept Audited = requires(Registry&& units) {
    audit(std::forward<Registry>(units));
};
static_assert(Audited<registry&> && Audited<const registry&>);
static_assert(!Audited<registry> && !Audited<const registry>, "units do not outlive their registry");

namespace {

std::vector<std::string> odd(const history& rows) {
    const auto units = rows.build();
    std::vector<std::string> list;
    for (const auto& f : audit(units)) {
        CHECK_FALSE(f.what.empty());
        list.push_back(to_string(f.day) + " " + to_string(f.about->code()) + " " + std::string{to_string(f.kind)});
    }
    return list;
}

using list = std::vector<std::string>;

}  // namespace

TEST_CASE("a sound history has nothing odd") {
    CHECK(odd(history{}.unit("A", "2000-01-01", "2010-01-01").unit("B", "2000-01-01").transfer("2010-01-01", "A", "B"))
              .empty());
    CHECK(odd(history{}).empty());
}

TEST_CASE("a code that passes to another territory is told, at once or after a gap") {
    CHECK(odd(history{}
                  .unit("A", "2000-01-01", "2010-01-01", "", "one")
                  .unit("B", "2000-01-01", "2010-01-01", "", "two")
                  .unit("A", "2010-01-01", "", "", "two")
                  .unit("C", "2010-01-01", "", "", "one")
                  .transfer("2010-01-01", "A", "C")
                  .transfer("2010-01-01", "B", "A")) == list{"2010-01-01 A code_used_again"});
    CHECK(odd(history{}
                  .unit("A", "2000-01-01", "2010-01-01")
                  .unit("B", "2000-01-01")
                  .unit("A", "2015-01-01")
                  .transfer("2010-01-01", "A", "B")
                  .transfer("2015-01-01", "B", "B", "part")
                  .transfer("2015-01-01", "B", "A", "part")) == list{"2010-01-01 A gap_in_history"});
}

TEST_CASE("after a gap a code is used again where nothing of the unit comes back, and not where some does") {
    const auto told = [](const char* from) {
        return odd(history{}
                       .unit("A", "2000-01-01", "2010-01-01")
                       .unit("B", "2000-01-01")
                       .unit("C", "2000-01-01")
                       .unit("D", "2012-01-01")
                       .unit("A", "2015-01-01")
                       .transfer("2010-01-01", "A", "B")
                       .transfer("2012-01-01", "B", "B", "part")  // and so to D
                       .transfer("2012-01-01", "B", "D", "part")
                       .transfer("2015-01-01", from, from, "part")
                       .transfer("2015-01-01", from, "A", "part"));
    };
    CHECK(told("B") == list{"2010-01-01 A gap_in_history"});
    CHECK(told("D") == list{"2010-01-01 A gap_in_history"});
    CHECK(told("C") == list{"2010-01-01 A gap_in_history", "2015-01-01 A code_used_again"});
    // from nothing: nobody knows what it has
    CHECK(odd(history{}
                  .unit("A", "2000-01-01", "2010-01-01")
                  .unit("B", "2000-01-01")
                  .unit("A", "2015-01-01")
                  .transfer("2010-01-01", "A", "B")) ==
          list{"2010-01-01 A gap_in_history", "2015-01-01 A no_predecessor"});
}

TEST_CASE("a code that is kept through a change that follows another of the same day is not used again") {
    CHECK(odd(history{}
                  .unit("A", "2000-01-01", "2010-01-01")
                  .unit("B", "2000-01-01", "2010-01-01", "", "before")
                  .unit("B", "2010-01-01", "", "", "after")
                  .unit("X", "2010-01-01", "2010-01-01")
                  .transfer("2010-01-01", "A", "X")
                  .transfer("2010-01-01", "B", "X")
                  .transfer("2010-01-01", "X", "B"))
              .empty());
}

TEST_CASE("units without predecessors, parents or land are told") {
    CHECK(odd(history{}.unit("A", "2000-01-01").unit("B", "2005-01-01")) == list{"2005-01-01 B no_predecessor"});
    CHECK(odd(history{}
                  .unit("A", "2000-01-01")
                  .unit("B", "2005-01-01")
                  .transfer("2010-01-01", "B", "B", "part")
                  .transfer("2010-01-01", "B", "A", "part")
                  .transfer("2015-01-01", "A", "A", "part")
                  .transfer("2015-01-01", "A", "B", "part")) == list{"2005-01-01 B no_predecessor"});
    CHECK(odd(history{}.unit("A", "2000-01-01").unit("B", "2000-01-01").transfer("2010-01-01", "A", "B")) ==
          list{"2010-01-01 A used_up_but_standing"});
    CHECK(odd(history{}
                  .unit("P", "2000-01-01", "", "", "", "1")
                  .unit("A", "2000-01-01", "", "P", "", "3")
                  .unit("B", "2000-01-01", "", "", "", "3")) == list{"2000-01-01 B orphan"});
}

TEST_CASE("a unit is an orphan from the first day on which others of its tier have parents, and only beside them") {
    const auto with = [](history rows) {
        return rows.unit("P", "2000-01-01", "", "", "", "1").unit("B", "2010-01-01", "2012-01-01", "P", "", "3");
    };
    CHECK(odd(with(history{})
                  .unit("A", "2000-01-01", "", "", "", "3")
                  .transfer("2010-01-01", "A", "A", "part")
                  .transfer("2010-01-01", "A", "B", "part")
                  .transfer("2012-01-01", "B", "A")) == list{"2010-01-01 A orphan"});
    CHECK(odd(with(history{})
                  .unit("A", "2000-01-01", "", "P", "", "3")
                  .unit("C", "2014-01-01", "2016-01-01", "", "", "3")
                  .unit("D", "2016-01-01", "2017-01-01", "", "", "3")
                  .transfer("2010-01-01", "A", "A", "part")
                  .transfer("2010-01-01", "A", "B", "part")
                  .transfer("2012-01-01", "B", "A")
                  .transfer("2014-01-01", "A", "A", "part")
                  .transfer("2014-01-01", "A", "C", "part")
                  .transfer("2016-01-01", "C", "D")
                  .transfer("2017-01-01", "D", "A")) == list{"2014-01-01 C orphan", "2016-01-01 D orphan"});
    // between the times in which the tier has parents there is nobody to stand beside
    CHECK(odd(history{}
                  .unit("P", "2000-01-01", "", "", "", "1")
                  .unit("B", "2000-01-01", "2010-01-01", "P", "", "3")
                  .unit("C", "2010-01-01", "2015-01-01", "", "", "3")
                  .unit("D", "2015-01-01", "", "P", "", "3")
                  .transfer("2010-01-01", "B", "C")
                  .transfer("2015-01-01", "C", "D"))
              .empty());
}

TEST_CASE("what a unit gives away without a word on the rest of it is told") {
    const auto exchange = [](const char* to_itself) {
        auto rows = history{}
                        .unit("A", "2000-01-01")
                        .unit("B", "2000-01-01")
                        .transfer("2010-01-01", "A", "B", "part")
                        .transfer("2010-01-01", "B", "A", "part");
        for (const char code : std::string_view{to_itself}) {
            rows.transfer("2010-01-01", std::string_view{&code, 1}, std::string_view{&code, 1}, "part");
        }
        return odd(rows);
    };
    CHECK(exchange("") == list{"2010-01-01 A used_up_but_standing", "2010-01-01 B used_up_but_standing"});
    CHECK(exchange("B") == list{"2010-01-01 A used_up_but_standing"});
    CHECK(exchange("AB").empty());
    const auto ends = [](const char* extent, const char* share) {
        return odd(history{}
                       .unit("A", "2000-01-01", "2010-01-01")
                       .unit("B", "2000-01-01")
                       .transfer("2010-01-01", "A", "B", extent, share));
    };
    CHECK(ends("part", "") == list{"2010-01-01 A lone_part"});
    CHECK(ends("part", "1").empty());
    CHECK(ends("part", "1/2") == list{"2010-01-01 A shares_below_one"});
    CHECK(ends("whole", "").empty());
}

TEST_CASE("shares that leave a rest are told") {
    CHECK(odd(history{}
                  .unit("A", "2000-01-01")
                  .unit("B", "2000-01-01")
                  .transfer("2010-01-01", "A", "A", "part", "0.5")
                  .transfer("2010-01-01", "A", "B", "part", "0.25")) == list{"2010-01-01 A shares_below_one"});
    CHECK(odd(history{}.unit("A", "2000-01-01").transfer("2010-01-01", "A", "A", "part", "0.5")) ==
          list{"2010-01-01 A shares_below_one"});
    const auto units = history{}.unit("A", "2000-01-01").transfer("2010-01-01", "A", "A", "part", "0.5").build();
    CHECK(audit(units).front().basis == "people");
}

TEST_CASE("a border that moves with a unit below is told, unless a transfer of its own tier tells of it") {
    const auto with = [](history rows) {
        return rows.unit("P", "2000-01-01", "", "", "", "1")
            .unit("Q", "2000-01-01", "", "", "", "1")
            .unit("D", "2000-01-01", "", "P", "", "2")
            .unit("E", "2000-01-01", "", "Q", "", "2")
            .unit("B", "2000-01-01", "", "E", "", "3")
            .unit("C", "2000-01-01", "", "D", "", "3");
    };
    const auto goes_over = with(history{}).unit("A", "2000-01-01", "2010-01-01", "D", "", "3");
    const auto moves = [&] { return history{goes_over}.unit("A", "2010-01-01", "", "E", "", "3"); };
    CHECK(odd(moves()) == list{"2010-01-01 D border_not_told", "2010-01-01 P border_not_told"});
    CHECK(odd(moves().transfer("2010-01-01", "D", "D", "part").transfer("2010-01-01", "D", "E", "part")) ==
          list{"2010-01-01 P border_not_told"});
    CHECK(odd(moves()
                  .transfer("2010-01-01", "D", "D", "part")
                  .transfer("2010-01-01", "D", "E", "part")
                  .transfer("2010-01-01", "P", "P", "part")
                  .transfer("2010-01-01", "P", "Q", "part"))
              .empty());
    // by a merger, by a part, by way of a unit that stands for no day, and with all units of a district
    CHECK(odd(history{goes_over}.transfer("2010-01-01", "A", "B")) ==
          list{"2010-01-01 D border_not_told", "2010-01-01 P border_not_told"});
    CHECK(odd(with(history{}).transfer("2010-01-01", "C", "C", "part").transfer("2010-01-01", "C", "B", "part")) ==
          list{"2010-01-01 D border_not_told", "2010-01-01 P border_not_told"});
    CHECK(odd(history{goes_over}
                  .unit("X", "2010-01-01", "2010-01-01", "", "", "3")
                  .transfer("2010-01-01", "A", "X")
                  .transfer("2010-01-01", "X", "B")) ==
          list{"2010-01-01 D border_not_told", "2010-01-01 P border_not_told"});
    CHECK(odd(history{}
                  .unit("P", "2000-01-01", "", "", "", "1")
                  .unit("Q", "2000-01-01", "", "", "", "1")
                  .unit("D", "2000-01-01", "2010-01-01", "P", "", "2")
                  .unit("D", "2010-01-01", "", "Q", "", "2")
                  .unit("A", "2000-01-01", "", "D", "", "3")) == list{"2010-01-01 P border_not_told"});
    // what moves within a unit, and with it under another name or code, moves no border of it
    CHECK(odd(history{goes_over}.transfer("2010-01-01", "A", "C")).empty());
    CHECK(odd(history{}
                  .unit("P", "2000-01-01", "2010-01-01", "", "before", "1")
                  .unit("P", "2010-01-01", "2015-01-01", "", "after", "1")
                  .unit("R", "2015-01-01", "", "", "", "1")
                  .unit("A", "2000-01-01", "2015-01-01", "P", "", "3")
                  .unit("A", "2015-01-01", "", "R", "", "3")
                  .transfer("2015-01-01", "P", "R"))
              .empty());
}

TEST_CASE("a border that moves with a unit that rises to the tier above is told") {
    const auto with = [](const char* end) {
        return history{}
            .unit("P", "2000-01-01", end, "", "", "1")
            .unit("A", "2000-01-01", "2010-01-01", "P", "", "2")
            .unit("B", "2000-01-01", "2010-01-01", "P", "", "2")
            .unit("N", "2010-01-01", "", "", "", "1")
            .transfer("2010-01-01", "A", "N");
    };
    const auto stays = with("").unit("B", "2010-01-01", "", "P", "", "2");
    CHECK(odd(stays) == list{"2010-01-01 P border_not_told"});
    const auto units = stays.build();
    CHECK(to_string(audit(units).front()) ==
          "2010-01-01 P: border_not_told: A, or a part of it, comes to N, and no transfer between the two tells of it");
    // a transfer that tells of it; and one that ends without
    CHECK(
        odd(history{stays}.transfer("2010-01-01", "P", "P", "part").transfer("2010-01-01", "P", "N", "part")).empty());
    CHECK(odd(with("2010-01-01").transfer("2010-01-01", "B", "N")) == list{"2010-01-01 P border_not_told"});
    CHECK(odd(with("2010-01-01").transfer("2010-01-01", "B", "N").transfer("2010-01-01", "P", "N")).empty());
    // under its own code
    CHECK(odd(history{}
                  .unit("P", "2000-01-01", "", "", "", "1")
                  .unit("A", "2000-01-01", "2010-01-01", "P", "", "2")
                  .unit("A", "2010-01-01", "", "", "", "1")) == list{"2010-01-01 P border_not_told"});
}

TEST_CASE("territory that comes back within the day is kept") {
    CHECK(odd(history{}
                  .unit("A", "2000-01-01")
                  .unit("X", "2010-01-01", "2010-01-01")
                  .unit("B", "2010-01-01")
                  .transfer("2010-01-01", "A", "X")
                  .transfer("2010-01-01", "X", "A", "part", "0.5")
                  .transfer("2010-01-01", "X", "B", "part", "0.5"))
              .empty());
}

TEST_CASE("of units whose border moves untold one is named, and whether there are others") {
    const auto told = [](const history& rows) {
        std::vector<std::string> list;
        const auto units = rows.build();
        for (const auto& f : audit(units)) list.push_back(to_string(f));
        return list;
    };
    const auto rows = history{}
                          .unit("P", "2000-01-01", "", "", "", "1")
                          .unit("Q", "2000-01-01", "", "", "", "1")
                          .unit("A", "2000-01-01", "", "P", "", "3")
                          .unit("D", "2000-01-01", "2010-01-01", "P", "", "3")
                          .unit("B", "2000-01-01", "", "Q", "", "3")
                          .unit("C", "2000-01-01", "", "Q", "", "3");
    CHECK(
        told(history{rows}
                 .transfer("2010-01-01", "A", "A", "part")
                 .transfer("2010-01-01", "A", "B", "part")
                 .transfer("2010-01-01", "A", "C", "part")
                 .transfer("2010-01-01", "D", "A")) ==
        list{"2010-01-01 P: border_not_told: A, or a part of it, comes to Q, and no transfer between the two tells of "
             "it"});
    CHECK(told(history{rows}
                   .transfer("2010-01-01", "A", "A", "part")
                   .transfer("2010-01-01", "A", "B", "part")
                   .transfer("2010-01-01", "D", "C")) ==
          list{"2010-01-01 P: border_not_told: A and others, or parts of them, come to Q, and no transfer between the "
               "two tells of it"});
    CHECK(odd(history{}
                  .unit("P", "2000-01-01", "2010-01-01", "", "", "1")
                  .unit("Q", "2000-01-01", "", "", "", "1")
                  .unit("A", "2000-01-01", "2010-01-01", "P", "", "3")
                  .unit("A", "2010-01-01", "", "Q", "", "3")) == list{"2010-01-01 P border_not_told"});
}

TEST_CASE("borders of units without tiers are those as far above") {
    const auto moves = [](const char* to) {
        return odd(history{}
                       .unit("P", "2000-01-01")
                       .unit("D", "2000-01-01", "", "P")
                       .unit("E", "2000-01-01", "", "P")
                       .unit("A", "2000-01-01", "2010-01-01", "D")
                       .unit("A", "2010-01-01", "", to));
    };
    CHECK(moves("E") == list{"2010-01-01 D border_not_told"});
    CHECK(moves("D").empty());
}
