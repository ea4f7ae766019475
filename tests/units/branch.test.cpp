// SPDX-License-Identifier: MIT
#include <muong/units/branch.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <utility>

#include "support/history.hpp"

using namespace muong;
using muong::test::history;

namespace {

/// A province of four communes, one of which was divided before.
history before() {
    return history{}
        .unit("P", "2000-01-01", "", "", "Province", "1")
        .unit("A", "2000-01-01", "", "P", "Alpha", "3")
        .unit("B", "2000-01-01", "", "P", "Beta", "3")
        .unit("C", "2005-01-01", "", "P", "Gamma", "3")
        .unit("D", "2000-01-01", "", "P", "Delta", "3")
        .transfer("2005-01-01", "A", "A", "part", "1/4")
        .transfer("2005-01-01", "A", "C", "part", "3/4");
}

/// What if C were divided between A and B in 2030, and A renamed?
branch what_if() {
    branch::builder rows{before().build()};
    const auto part = [](const char* to, const fraction& share) {
        return transfer_row{"2030-01-01"_date,          "plan", "1", "C"_unit, *unit_code::parse(to), extent::part,
                            {{"people", share, {}, {}}}};
    };
    rows.add(part("A", fraction{1, 3}));
    rows.add(part("B", fraction{2, 3}));
    rows.add(unit_row{"A"_unit, "Omega", "", unit_tier::commune, "P"_unit, "2030-01-01"_date, {}});
    return std::move(rows).build();
}

/// The same told as one history.
registry told_at_once() {
    return history{}
        .unit("P", "2000-01-01", "", "", "Province", "1")
        .unit("A", "2000-01-01", "2030-01-01", "P", "Alpha", "3")
        .unit("A", "2030-01-01", "", "P", "Omega", "3")
        .unit("B", "2000-01-01", "", "P", "Beta", "3")
        .unit("C", "2005-01-01", "2030-01-01", "P", "Gamma", "3")
        .unit("D", "2000-01-01", "", "P", "Delta", "3")
        .transfer("2005-01-01", "A", "A", "part", "1/4")
        .transfer("2005-01-01", "A", "C", "part", "3/4")
        .transfer("2030-01-01", "C", "A", "part", "1/3")
        .transfer("2030-01-01", "C", "B", "part", "2/3")
        .build();
}

constexpr date days[] = {"2000-01-01"_date, "2004-12-31"_date, "2005-01-01"_date,
                         "2029-12-31"_date, "2030-01-01"_date, "2040-01-01"_date};

std::vector<std::string> texts(const std::vector<const unit*>& units) {
    std::vector<std::string> list;
    for (const auto* u : units) list.push_back(to_string(u->code()) + " " + std::string{u->name()});
    return list;
}

}  // namespace

TEST_CASE("a branch answers as a registry of all rows together would") {
    const auto plan = what_if();
    const auto whole = told_at_once();
    for (const auto day : days) {
        CAPTURE(to_string(day));
        std::vector<const unit*> standing;
        for (const unit& u : whole.on(day)) standing.push_back(&u);
        CHECK(texts(plan.on(day)) == texts(standing));
        std::vector<const unit*> children;
        for (const unit& u : whole.children_of("P"_unit, day)) children.push_back(&u);
        CHECK(texts(plan.children_of("P"_unit, day)) == texts(children));
        for (const unit& u : whole.units()) {
            const auto* const here = plan.at(u.code(), day);
            const auto* const there = whole.at(u.code(), day);
            CHECK((here == nullptr) == (there == nullptr));
            if (here != nullptr && there != nullptr) {
                CHECK(here->name() == there->name());
                CHECK(here->valid().from() == there->valid().from());
                if (day >= plan.begins()) CHECK(here->valid() == there->valid());
            }
            CHECK(plan.named(u.name(), day).size() ==
                  static_cast<std::size_t>(ranges::distance(whole.named(u.name(), day))));
        }
    }
}

TEST_CASE("units of a branch stand since they do, also where those above them have changed meanwhile") {
    const auto base = history{}
                          .unit("N", "1990-01-01", "2003-01-01", "", "Old nation", "1")
                          .unit("N", "2003-01-01", "", "", "Nation", "1")
                          .unit("P", "1995-01-01", "2010-01-01", "N", "Old province", "2")
                          .unit("P", "2010-01-01", "", "N", "Province", "2")
                          .unit("A", "2000-01-01", "", "P", "Alpha", "3")
                          .unit("B", "2012-01-01", "", "P", "Beta", "3")
                          .build();
    branch::builder rows{base};
    rows.add(transfer_row{"2030-01-01"_date, "plan", "1", "A"_unit, "B"_unit, extent::whole, {}});
    rows.add(transfer_row{"2040-01-01"_date, "plan", "2", "B"_unit, "P"_unit, extent::whole, {}});
    const auto plan = std::move(rows).build();
    const auto stands = [&](const unit_code& code, date day) { return to_string(plan.at(code, day)->valid()); };
    CHECK(stands("A"_unit, "2029-12-31"_date) == "2000-01-01/..");  // as in the registry
    CHECK(plan.at("A"_unit, "2030-01-01"_date) == nullptr);
    CHECK(stands("B"_unit, "2030-01-01"_date) == "2012-01-01/2040-01-01");
    CHECK(stands("P"_unit, "2030-01-01"_date) == "2010-01-01/..");
}

TEST_CASE("crosswalks and lineages of a branch are those of one history") {
    const auto plan = what_if();
    const auto whole = told_at_once();
    for (const auto from : days) {
        for (const auto to : days) {
            CAPTURE(to_string(from));
            CAPTURE(to_string(to));
            const crosswalk_options people{"people", {}};
            CHECK(differences(plan.between(from, to, people), crosswalk::between(whole, from, to, people)).empty());
            for (const unit& u : whole.on(from)) {
                if (from <= to) {
                    CHECK(texts(plan.successors(u.code(), from, to).ends) ==
                          texts(successors(whole, u.code(), from, to).ends));
                } else {
                    CHECK(texts(plan.predecessors(u.code(), from, to).ends) ==
                          texts(predecessors(whole, u.code(), from, to).ends));
                }
            }
        }
    }
}

namespace {

/// Steps as text: days, codes and how; of a unit within a day its code is not told.
std::vector<std::string> steps_of(const lineage& l) {
    const auto code = [](const unit* u) { return u != nullptr ? to_string(u->code()) : std::string{"-"}; };
    std::vector<std::string> list;
    for (const auto& s : l.steps) {
        list.push_back(to_string(s.day) + " " + code(s.before) + " -> " + code(s.after) +
                       (s.how != nullptr ? " by transfer" : ""));
    }
    return list;
}

}  // namespace

TEST_CASE("a branch tells each step of a lineage once, in the order of time, also where several units meet in it") {
    const auto base = [] {
        return history{}
            .unit("V", "2000-01-01", "2005-01-01", "", "", "3")
            .unit("W", "2005-01-01", "2010-01-01", "", "", "3")
            .transfer("2005-01-01", "V", "W")
            .transfer("2010-01-01", "W", "A", "part")
            .transfer("2010-01-01", "W", "B", "part");
    };
    const auto plain = base()
                           .unit("A", "2010-01-01", "", "", "", "3")
                           .unit("B", "2010-01-01", "", "", "", "3")
                           .unit("S", "2000-01-01", "", "", "", "3")
                           .build();
    branch::builder rows{plain};
    const auto way = [&rows](std::string_view day, std::string_view from, std::string_view to) {
        rows.add(transfer_row{
            *date::parse(day), "plan", "", *unit_code::parse(from), *unit_code::parse(to), extent::whole, {}});
    };
    rows.add(unit_row{.code = "C"_unit, .tier = unit_tier::commune, .valid_from = "2030-01-01"_date});
    rows.add(unit_row{.code = "D"_unit, .tier = unit_tier::commune, .valid_from = "2040-01-01"_date});
    way("2030-01-01", "B", "C");
    way("2035-01-01", "A", "C");
    way("2035-01-01", "C", "C");
    way("2040-01-01", "C", "D");
    const auto plan = std::move(rows).build();
    const auto whole = base()
                           .unit("A", "2010-01-01", "2035-01-01", "", "", "3")
                           .unit("B", "2010-01-01", "2030-01-01", "", "", "3")
                           .unit("C", "2030-01-01", "2040-01-01", "", "", "3")
                           .unit("D", "2040-01-01", "", "", "", "3")
                           .unit("S", "2000-01-01", "", "", "", "3")
                           .transfer("2030-01-01", "B", "C")
                           .transfer("2035-01-01", "A", "C")
                           .transfer("2035-01-01", "C", "C")
                           .transfer("2040-01-01", "C", "D")
                           .build();
    constexpr date walked[] = {"2000-01-01"_date, "2007-01-01"_date, "2010-01-01"_date, "2029-12-31"_date,
                               "2030-01-01"_date, "2037-01-01"_date, "2045-01-01"_date};
    std::size_t seen = 0;
    for (const auto from : walked) {
        for (const auto to : walked) {
            for (const unit& u : whole.on(from)) {
                CAPTURE(to_string(from));
                CAPTURE(to_string(to));
                CAPTURE(to_string(u));
                const auto wanted =
                    from <= to ? successors(whole, u.code(), from, to) : predecessors(whole, u.code(), from, to);
                const auto made =
                    from <= to ? plan.successors(u.code(), from, to) : plan.predecessors(u.code(), from, to);
                CHECK(steps_of(made) == steps_of(wanted));
                CHECK(texts(made.ends) == texts(wanted.ends));
                seen = std::max(seen, wanted.steps.size());
            }
        }
    }
    CHECK(seen > 6);
}

TEST_CASE("what the facts of a branch leave over is left over in its crosswalks, between bounds where it has some") {
    const auto half = fraction{1, 2};
    branch::builder rows{before().build()};
    rows.add(transfer_row{"2030-01-01"_date, "plan", "1", "C"_unit, "A"_unit, extent::part, {}});
    rows.add(transfer_row{"2030-01-01"_date, "plan", "1", "C"_unit, "B"_unit, extent::part, {}});
    rows.add(
        transfer_row{"2040-01-01"_date, "plan", "2", "A"_unit, "D"_unit, extent::part, {{"people", half, {}, {}}}});
    const auto plan = std::move(rows).build();
    const auto whole = history{}
                           .unit("P", "2000-01-01", "", "", "Province", "1")
                           .unit("A", "2000-01-01", "2040-01-01", "P", "Alpha", "3")
                           .unit("B", "2000-01-01", "", "P", "Beta", "3")
                           .unit("C", "2005-01-01", "2030-01-01", "P", "Gamma", "3")
                           .unit("D", "2000-01-01", "", "P", "Delta", "3")
                           .transfer("2005-01-01", "A", "A", "part", "1/4")
                           .transfer("2005-01-01", "A", "C", "part", "3/4")
                           .transfer("2030-01-01", "C", "A", "part")
                           .transfer("2030-01-01", "C", "B", "part")
                           .transfer("2040-01-01", "A", "D", "part", "1/2")
                           .build();
    const auto made = plan.between("2029-12-31"_date, "2040-01-01"_date, {"people", {}});
    const auto wanted = crosswalk::between(whole, "2029-12-31"_date, "2040-01-01"_date, {"people", {}});
    CHECK(differences(made, wanted).empty());
    const std::vector<crosswalk_rest> rests{made.rests().begin(), made.rests().end()};
    CHECK(rests == std::vector<crosswalk_rest>{wanted.rests().begin(), wanted.rests().end()});
    const auto c = made.source("C"_unit);
    REQUIRE(c);
    CHECK(made.rest(*c) == fraction{});
    CHECK(made.greatest_rest(*c) == half);
}

TEST_CASE("a basis or tier is known to a branch if the registry or the branch itself knows it") {
    const auto base =
        history{}.unit("A", "2000-01-01", "", "", "", "3").unit("B", "2000-01-01", "", "", "", "3").build();
    branch::builder rows{base};
    rows.add(transfer_row{
        "2030-01-01"_date, "plan", "1", "A"_unit, "B"_unit, extent::part, {{"people", fraction{1, 3}, {}, {}}}});
    rows.add(transfer_row{"2030-01-01"_date, "plan", "1", "A"_unit, "A"_unit, extent::part, {}});
    const auto plan = std::move(rows).build();
    CHECK(plan.between("2020-01-01"_date, "2040-01-01"_date, {"people", unit_tier::commune}).is_exact());
    CHECK_THROWS_AS((void)plan.between("2020-01-01"_date, "2040-01-01"_date, {"peple", {}}), std::invalid_argument);
    CHECK_THROWS_AS((void)plan.between("2020-01-01"_date, "2040-01-01"_date, {{}, unit_tier::district}),
                    std::invalid_argument);
}

TEST_CASE("a branch of what the registry changes later by itself is refused, with everything else that is wrong") {
    const auto base = history{}
                          .unit("A", "2000-01-01", "2035-01-01")
                          .unit("B", "2000-01-01")
                          .transfer("2035-01-01", "A", "B")
                          .build();
    branch::builder rows{base};
    rows.add(transfer_row{"2030-01-01"_date, "plan", "1", "A"_unit, "B"_unit, extent::whole, {}},
             {"plan.csv", 2, 0, ""});
    rows.add(transfer_row{"2030-01-01"_date, "plan", "2", "X"_unit, "B"_unit, extent::whole, {}},
             {"plan.csv", 3, 0, ""});
    const auto built = std::move(rows).try_build();
    REQUIRE(built.error().size() == 3);
    CHECK(built.error()[0].code == errc::branch_conflict);
    CHECK(built.error()[0].where.row == 2);
    CHECK(built.error()[0].expected.find("2000-01-01/2035-01-01") != std::string::npos);
    CHECK(built.error()[1].code == errc::branch_conflict);
    CHECK(built.error()[1].found == "B");
    CHECK(built.error()[2].code == errc::unknown_unit);
    CHECK(built.error()[2].where.row == 3);
    branch::builder nothing{base};
    CHECK_FALSE(std::move(nothing).try_build().has_value());
}

TEST_CASE("units of a branch may lie in units that came and went, or will change their names") {
    const auto base = history{}
                          .unit("N", "1990-01-01", "2010-01-01", "", "Old nation", "1")
                          .unit("M", "2010-01-01", "2035-01-01", "", "Nation", "1")
                          .unit("M", "2035-01-01", "", "", "New nation", "1")
                          .transfer("2010-01-01", "N", "M")
                          .unit("P", "1995-01-01", "2010-01-01", "N", "Province", "2")
                          .unit("P", "2010-01-01", "2032-01-01", "M", "Province", "2")
                          .unit("P", "2032-01-01", "", "M", "New province", "2")
                          .unit("A", "2000-01-01", "", "P", "Alpha", "3")
                          .unit("B", "2000-01-01", "", "P", "Beta", "3")
                          .build();
    branch::builder rows{base};
    rows.add(transfer_row{"2030-01-01"_date, "plan", "1", "A"_unit, "B"_unit, extent::whole, {}});
    const auto built = std::move(rows).try_build();
    REQUIRE(built.error() == problems{});
    CHECK(built.value().at("P"_unit, "2040-01-01"_date)->name() == "New province");
    CHECK(built.value().children_of("P"_unit, "2040-01-01"_date).size() == 1);
}

TEST_CASE("units of a branch may lie in units that the registry ends later, while these stand") {
    // P goes into Q, and D ends with its tier: how, only the registry tells
    const auto base = history{}
                          .unit("P", "2000-01-01", "2040-01-01", "", "", "1")
                          .unit("Q", "2000-01-01", "", "", "", "1")
                          .unit("D", "2000-01-01", "2040-01-01", "Q", "", "2")
                          .unit("C", "2000-01-01", "2040-01-01", "D", "", "3")
                          .unit("C", "2040-01-01", "", "Q", "", "3")
                          .unit("A", "2000-01-01", "", "Q", "", "3")
                          .transfer("2040-01-01", "P", "Q")
                          .build();
    for (const auto& above : {"P"_unit, "D"_unit}) {
        const auto moved = [&](std::optional<date> back) {
            branch::builder rows{base};
            const auto row = [&](const unit_code& parent, date from) {
                rows.add(unit_row{"A"_unit, "", "", unit_tier::commune, parent, from, {}}, {"plan.csv", 2, 0, ""});
            };
            row(above, "2030-01-01"_date);
            if (back) row("Q"_unit, *back);
            return std::move(rows).try_build();
        };
        for (const auto back : {"2035-01-01"_date, "2040-01-01"_date}) {
            const auto built = moved(back);
            REQUIRE(built.error() == problems{});
            const auto& plan = built.value();
            CHECK(plan.at("A"_unit, "2034-01-01"_date)->parent() == above);
            CHECK(plan.at("A"_unit, "2040-01-01"_date)->parent() == "Q"_unit);
            CHECK(plan.at(above, "2040-01-01"_date) == nullptr);
            CHECK(plan.changes_between("2030-01-01"_date, "2050-01-01"_date).size() == 1);
        }
        for (const auto back : {std::optional<date>{}, std::optional{"2040-01-02"_date}}) {
            const auto built = moved(back);
            REQUIRE(built.error().size() == 1);
            CHECK(built.error().front().code == errc::parent_not_in_force);
        }
    }
}

TEST_CASE("where a tier of the registry ends, a lineage goes on to units of the branch and of the registry") {
    const auto district = [] {
        return history{}
            .unit("P", "2000-01-01", "", "", "", "1")
            .unit("X", "2000-01-01", "2010-01-01", "P", "", "2")
            .unit("D", "2010-01-01", "2040-01-01", "P", "", "2")
            .unit("B", "2010-01-01", "2040-01-01", "D", "", "3")
            .unit("B", "2040-01-01", "", "P", "", "3")
            .transfer("2010-01-01", "X", "A", "part")
            .transfer("2010-01-01", "X", "D", "part");
    };
    branch::builder rows{district().unit("A", "2010-01-01", "", "P", "", "3").build()};
    rows.add(unit_row{"A"_unit, "", "", unit_tier::commune, "D"_unit, "2030-01-01"_date, {}});
    rows.add(unit_row{"A"_unit, "", "", unit_tier::commune, "P"_unit, "2040-01-01"_date, {}});
    const auto plan = std::move(rows).build();
    const auto whole = district()
                           .unit("A", "2010-01-01", "2030-01-01", "P", "", "3")
                           .unit("A", "2030-01-01", "2040-01-01", "D", "", "3")
                           .unit("A", "2040-01-01", "", "P", "", "3")
                           .build();
    for (const auto day : {"2029-12-30"_date, "2029-12-31"_date, "2030-01-01"_date, "2039-12-31"_date}) {
        const auto made = plan.successors("D"_unit, day, "2045-01-01"_date);
        const auto wanted = successors(whole, "D"_unit, day, "2045-01-01"_date);
        CHECK(texts(made.ends) == std::vector<std::string>{"A ", "B "});
        CHECK(texts(made.ends) == texts(wanted.ends));
        CHECK(steps_of(made).size() == 4);
    }
    // a unit that is come to on two ways is told once
    const auto made = plan.successors("X"_unit, "2005-01-01"_date, "2045-01-01"_date);
    const auto wanted = successors(whole, "X"_unit, "2005-01-01"_date, "2045-01-01"_date);
    CHECK(texts(made.ends) == texts(wanted.ends));
    CHECK(steps_of(made) == steps_of(wanted));
    CHECK(made.steps.size() == 7);
    CHECK_THROWS_AS((void)plan.successors("D"_unit, "2045-01-01"_date, "2040-01-01"_date), std::invalid_argument);
    CHECK_THROWS_AS((void)plan.successors("D"_unit, "2045-01-01"_date, "2046-01-01"_date), std::invalid_argument);
}

TEST_CASE("a branch of what a later transfer of its registry changes is refused, though no version ends by it") {
    const auto base = history{}
                          .unit("A", "2000-01-01")
                          .unit("B", "2000-01-01")
                          .unit("C", "2000-01-01")
                          .unit("D", "2000-01-01")
                          .transfer("2035-01-01", "B", "A", "part", "1/4")
                          .transfer("2035-01-01", "B", "B", "part", "3/4")
                          .build();
    const auto merger = [&base](const unit_code& one, const unit_code& other, date day) {
        branch::builder rows{base};
        rows.add(transfer_row{day, "plan", "1", one, other, extent::whole, {}}, {"plan.csv", 2, 0, ""});
        return std::move(rows).try_build();
    };
    for (const auto& spoken : {"A"_unit, "B"_unit}) {
        const auto built = merger("C"_unit, spoken, "2030-01-01"_date);
        REQUIRE(built.error().size() == 1);
        CHECK(built.error()[0].code == errc::branch_conflict);
        CHECK(built.error()[0].where.row == 2);
        CHECK(built.error()[0].found == to_string(spoken));
    }
    CHECK(merger("C"_unit, "D"_unit, "2030-01-01"_date).has_value());
    CHECK(merger("C"_unit, "A"_unit, "2035-01-02"_date).has_value());
}

TEST_CASE("a branch that takes a unit away from those below it is refused") {
    const auto base = history{}
                          .unit("P", "2000-01-01", "", "", "", "1")
                          .unit("Q", "2000-01-01", "", "", "", "1")
                          .unit("A", "2000-01-01", "", "P", "", "3")
                          .unit("B", "2000-01-01", "", "P", "", "3")
                          .build();
    branch::builder rows{base};
    rows.add(transfer_row{"2030-01-01"_date, "plan", "1", "P"_unit, "Q"_unit, extent::whole, {}},
             {"plan.csv", 2, 0, ""});
    rows.add(
        unit_row{.code = "A"_unit, .tier = unit_tier::commune, .parent = "Q"_unit, .valid_from = "2030-01-01"_date});
    const auto built = std::move(rows).try_build();
    REQUIRE(built.error().size() == 1);
    CHECK(built.error()[0].code == errc::parent_not_in_force);
    CHECK(built.error()[0].found == "P");
    CHECK(built.error()[0].where.row == 2);
    CHECK(built.error()[0].expected.find("B") != std::string::npos);
}

TEST_CASE("the changes of a branch are its own, and those of the registry from before it begins") {
    const auto plan = what_if();
    const auto told = [&](date from, date to) {
        std::vector<std::string> list;
        for (const auto& c : plan.changes_between(from, to)) {
            for (const auto& t : c.transfers()) list.push_back(to_string(t));
        }
        return list;
    };
    CHECK(told("2000-01-01"_date, "2040-01-01"_date).size() == 4);
    CHECK(told("2000-01-01"_date, "2029-12-31"_date).size() == 2);
    CHECK(told("2005-01-01"_date, "2030-01-01"_date).size() == 2);
    CHECK(told("2030-01-01"_date, "2040-01-01"_date).empty());
}

TEST_CASE("a builder of a branch that has built, or was moved from, is used up") {
    const unit_row row{.code = "Z"_unit, .valid_from = "2030-01-01"_date};
    branch::builder one{before().build()};
    static_cast<void>(std::move(one.add(row)).build());
    branch::builder two{before().build()};
    const branch::builder three{std::move(two)};
    for (auto* used : {&one, &two}) {
        CHECK_THROWS_AS(used->add(row), std::logic_error);
        CHECK_THROWS_AS(static_cast<void>(std::move(*used).try_build()), std::logic_error);
    }
}

TEST_CASE("between any two days and on any tier a branch has the crosswalk of one registry of all rows") {
    struct plan {
        history base;                     // without the plan
        std::vector<unit_row> units;      // of the plan, from 2030 on
        std::vector<transfer_row> moves;  // the same
        history all;
    };
    const auto day = "2030-01-01"_date;
    const auto whole = [&](const unit_code& from, const unit_code& to) {
        return transfer_row{day, "plan", "1", from, to, extent::whole, {}};
    };
    const auto base = [] {
        return history{}
            .unit("P", "2000-01-01", "", "", "Old", "1")
            .unit("A", "2000-01-01", "", "P", "A", "3")
            .unit("B", "2000-01-01", "", "P", "B", "3");
    };
    const auto renamed = [&] {
        return history{}
            .unit("P", "2000-01-01", "2030-01-01", "", "Old", "1")
            .unit("P", "2030-01-01", "", "", "New", "1");
    };
    const unit_row new_name{"P"_unit, "New", "", unit_tier::province, {}, day, {}};
    std::vector<plan> plans;
    plans.push_back({base(),
                     {new_name},
                     {},
                     renamed().unit("A", "2000-01-01", "", "P", "A", "3").unit("B", "2000-01-01", "", "P", "B", "3")});
    plans.push_back({base(),
                     {new_name},
                     {whole("A"_unit, "B"_unit), whole("B"_unit, "B"_unit)},
                     renamed()
                         .unit("A", "2000-01-01", "2030-01-01", "P", "A", "3")
                         .unit("B", "2000-01-01", "", "P", "B", "3")
                         .transfer("2030-01-01", "A", "B")
                         .transfer("2030-01-01", "B", "B")});
    const auto risen = [](const char* end_of_a) {  // C changes its tier long before the plan
        return history{}
            .unit("P", "2000-01-01", "", "", "P", "1")
            .unit("C", "2000-01-01", "2010-01-01", "P", "C", "3")
            .unit("C", "2010-01-01", "", "P", "C", "2")
            .unit("A", "2000-01-01", end_of_a, "P", "A", "3")
            .unit("B", "2000-01-01", "", "P", "B", "3");
    };
    plans.push_back({risen(""),
                     {},
                     {whole("A"_unit, "B"_unit), whole("B"_unit, "B"_unit)},
                     risen("2030-01-01").transfer("2030-01-01", "A", "B").transfer("2030-01-01", "B", "B")});
    const auto childless = [](const char* end_of_a) {
        return history{}
            .unit("P", "2000-01-01", "", "", "P", "1")
            .unit("Q", "2000-01-01", "", "", "Q", "1")
            .unit("A", "2000-01-01", end_of_a, "P", "A", "3")
            .unit("B", "2000-01-01", "", "P", "B", "3");
    };
    plans.push_back({childless(""),
                     {{"A"_unit, "A", "", unit_tier::commune, "Q"_unit, day, {}}},
                     {},
                     childless("2030-01-01").unit("A", "2030-01-01", "", "Q", "A", "3")});

    const date moments[]{"2001-01-01"_date, "2015-01-01"_date, "2029-12-31"_date, day, "2031-01-01"_date};
    for (std::size_t p = 0; p < plans.size(); ++p) {
        branch::builder rows{plans[p].base.build()};
        for (const auto& u : plans[p].units) rows.add(u);
        for (const auto& m : plans[p].moves) rows.add(m);
        const auto plan_of = std::move(rows).build();
        const auto all = plans[p].all.build();
        for (const date from : moments) {
            for (const date to : moments) {
                for (const auto tier : {std::optional<unit_tier>{}, std::optional{unit_tier::province},
                                        std::optional{unit_tier::commune}}) {
                    CAPTURE(p);
                    CAPTURE(to_string(from));
                    CAPTURE(to_string(to));
                    CAPTURE(tier.has_value());
                    CHECK(plan_of.between(from, to, {{}, tier}) == crosswalk::between(all, from, to, {{}, tier}));
                }
            }
        }
    }
}
