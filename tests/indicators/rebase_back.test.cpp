// SPDX-License-Identifier: MIT
#include <muong/indicators/rebase_back.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/for_all.hpp"
#include "support/histories.hpp"

#include <muong/units/registry.hpp>

using namespace muong;
using test::for_all;
using test::source_of_chance;

namespace {

/// A history and values of its units on one of its days, none missing.
struct journey {
    crosswalk onto;
    panel values;
};

journey any_journey(source_of_chance& chance) {
    const auto told = test::any_history(chance);
    const auto units = told.build();
    const bool back = chance.chance(1, 2);
    const auto first = told.moments.front(), last = told.moments.back();
    auto onto = crosswalk::between(units, back ? last : first, back ? first : last,
                                   {.basis = test::generated_history::bases[0]});
    panel::builder made{onto.from(), {onto.sources().begin(), onto.sources().end()}, {{"people", 0}, {"ha", 2}}};
    for (std::size_t s = 0; s < onto.sources().size(); ++s) {
        made.set(s, 0, decimal{chance.between(0, 5000)});
        made.set(s, 1, decimal{chance.between(-900'000, 900'000), 2});
    }
    return {std::move(onto), std::move(made).build()};
}

}  // namespace

TEST_CASE("there and back with the parts remembered returns the parts exactly") {
    for_all(
        any_journey,
        [](const journey& j) {
            const auto there = rebase(j.values, j.onto);
            const auto back = rebase_back(there, there.values());
            REQUIRE(back.units().size() == j.values.units().size());
            CHECK(back.geography() == j.values.geography());
            for (std::size_t s = 0; s < back.rows(); ++s) {
                // a unit whose share is not known in part cannot come back; every other one does
                for (std::size_t c = 0; c < 2; ++c) {
                    const auto row = j.onto.row(s);
                    const bool known = std::all_of(row.begin(), row.end(), [&](const crosswalk_entry& e) {
                        return e.most == fraction{} || (e.is_exact() && there.values().at(e.target, c).has_value());
                    });
                    if (known) {
                        CHECK(back.at(s, c) == j.values.at(s, c));
                    } else {
                        CHECK_FALSE(back.at(s, c));
                    }
                }
            }
        },
        10'000);
}

TEST_CASE("what has changed is divided like the parts, and the total stays") {
    const fraction half{1, 2};
    const std::vector<std::vector<crosswalk_entry>> rows{{{0, 1, 1}}, {{0, half, half}, {1, half, half}}, {{1, 1, 1}}};
    const crosswalk onto{
        "2000-01-01"_date, "2001-01-01"_date, "", {"A"_unit, "B"_unit, "C"_unit}, {"X"_unit, "Y"_unit}, rows};
    panel::builder values{onto.from(), {"A"_unit, "B"_unit, "C"_unit}, {{"people", 0}}};
    values.set("A"_unit, 0, decimal{10}).set("B"_unit, 0, decimal{10}).set("C"_unit, 0, decimal{0});
    const auto there = rebase(std::move(values).build(), onto);
    REQUIRE(there.values().at("X"_unit, "people") == decimal{15});
    panel::builder later{onto.to(), {"X"_unit, "Y"_unit}, {{"people", 0}}};
    later.set("X"_unit, 0, decimal{31}).set("Y"_unit, 0, decimal{7});
    const auto back = rebase_back(there, std::move(later).build());
    CHECK(back.at("A"_unit, "people") == decimal{21});  // 20.67 of 31
    CHECK(back.at("B"_unit, "people") == decimal{17});  // 10.33 of 31, and all 7
    CHECK(back.at("C"_unit, "people") == decimal{0});
    CHECK(back.total(0) == fraction{38});
}

TEST_CASE("parts that leave 64 bits are told, also where those of another sign make up for them") {
    const crosswalk onto{"2000-01-01"_date,    "2001-01-01"_date, "",
                         {"A"_unit, "B"_unit}, {"X"_unit},        {{{0, 1, 1}}, {{0, 1, 1}}}};
    panel::builder values{onto.from(), {"A"_unit, "B"_unit}, {{"balance", 0}}};
    values.set("A"_unit, 0, decimal{1'000'000'000}).set("B"_unit, 0, decimal{-999'999'999});
    const auto there = rebase(std::move(values).build(), onto);
    const auto with = [&](std::int64_t balance) {
        panel::builder made{onto.to(), {"X"_unit}, {{"balance", 0}}};
        made.set("X"_unit, 0, decimal{balance});
        return rebase_back(there, std::move(made).build());
    };
    CHECK(with(9).at("A"_unit, "balance") == decimal{9'000'000'000});
    CHECK(with(9).at("B"_unit, "balance") == decimal{-8'999'999'991});
    for (const std::int64_t balance : {10'000'000'000, 9'000'000'000'000'000'000}) {
        CAPTURE(balance);
        try {
            static_cast<void>(with(balance));
            FAIL("parts of 10^19 and more");
        } catch (const data_error& e) {
            CHECK(e.all().size() == 2);
            CHECK(e.all().front().code == errc::out_of_range);
        }
    }
}

TEST_CASE("a unit to which nothing went comes back as zero, and what it has since then is nobody's") {
    const crosswalk onto{"2000-01-01"_date, "2001-01-01"_date,    "",
                         {"A"_unit},        {"X"_unit, "Y"_unit}, {{{0, 1, 1}, {1, 0, 0}}}};
    panel::builder values{onto.from(), {"A"_unit}, {{"people", 0}}};
    values.set("A"_unit, 0, decimal{10});
    const auto there = rebase(std::move(values).build(), onto);
    REQUIRE(there.values().at("Y"_unit, "people") == decimal{0});
    const auto with = [&](std::int64_t people) {
        panel::builder made{onto.to(), {"X"_unit, "Y"_unit}, {{"people", 0}}};
        made.set("X"_unit, 0, decimal{12}).set("Y"_unit, 0, decimal{people});
        return rebase_back(there, std::move(made).build());
    };
    CHECK(with(0).at("A"_unit, "people") == decimal{12});
    CHECK_FALSE(with(3).at("A"_unit, "people"));
}

TEST_CASE("what cannot be divided is missing, and another panel is refused") {
    const std::vector<std::vector<crosswalk_entry>> rows{{{0, 1, 1}}, {{0, 1, 1}}};
    const crosswalk onto{"2000-01-01"_date, "2001-01-01"_date, "", {"A"_unit, "B"_unit}, {"X"_unit}, rows};
    panel::builder values{onto.from(), {"A"_unit, "B"_unit}, {{"people", 0}}};
    values.set("A"_unit, 0, decimal{0}).set("B"_unit, 0, decimal{0});
    const auto there = rebase(std::move(values).build(), onto);
    const auto with = [&](std::optional<decimal> people) {
        panel::builder made{onto.to(), {"X"_unit}, {{"people", 0}}};
        if (people) made.set("X"_unit, 0, *people);
        return rebase_back(there, std::move(made).build());
    };
    CHECK(with(decimal{0}).at("A"_unit, "people") == decimal{0});
    CHECK_FALSE(with(decimal{1}).at("A"_unit, "people"));
    CHECK_FALSE(with({}).at("A"_unit, "people"));
    const auto other = panel::builder{onto.from(), {"X"_unit}, {{"people", 0}}}.build();
    CHECK_THROWS_AS(static_cast<void>(rebase_back(there, other)), std::invalid_argument);
}
