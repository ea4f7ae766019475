// SPDX-License-Identifier: MIT
#include <muong/indicators/bounds.hpp>

#include <doctest/doctest.h>
#include <muong/indicators/rebase.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;
using test::for_all;
using test::source_of_chance;

namespace {

unit_code code(char kind, std::size_t number) { return *unit_code::parse(std::string{kind} + std::to_string(number)); }

/// Shares in quarters. Where all amounts are alike, every corner of what is possible lies on that grid, also of what
/// has a total that is on it: the shares are a flow in a network.
struct grid_case {
    std::vector<std::vector<std::pair<int, int>>> ranges;  ///< by source and target: least and most, in quarters
    std::vector<int> amounts;
};

grid_case any_case(source_of_chance& chance) {
    grid_case made;
    const auto targets = static_cast<std::size_t>(chance.between(2, 3));
    for (auto sources = chance.between(1, 2); sources > 0; --sources) {
        auto& row = made.ranges.emplace_back();
        int least = 0, most = 0;
        for (std::size_t t = 0; t < targets; ++t) {
            const auto low = static_cast<int>(chance.between(0, 4 - least) * (chance.chance(1, 3) ? 1 : 0));
            const auto high = static_cast<int>(chance.chance(1, 3) ? 4 : chance.between(low, 4));
            row.emplace_back(low, high);
            least += low;
            most += high;
        }
        if (most < 4) row.back().second = 4;
        made.amounts.push_back(static_cast<int>(chance.between(-5, 9)));
    }
    if (chance.chance(1, 2)) made.amounts.assign(made.amounts.size(), made.amounts.front());
    return made;
}

crosswalk crosswalk_of(const grid_case& c) {
    std::vector<unit_code> sources, targets;
    std::vector<std::vector<crosswalk_entry>> rows;
    for (std::size_t t = 0; t < c.ranges[0].size(); ++t) targets.push_back(code('T', t));
    for (std::size_t s = 0; s < c.ranges.size(); ++s) {
        sources.push_back(code('S', s));
        auto& row = rows.emplace_back();
        for (std::uint32_t t = 0; t < targets.size(); ++t) {
            row.push_back({t, fraction{c.ranges[s][t].first, 4}, fraction{c.ranges[s][t].second, 4}});
        }
    }
    return {"2000-01-01"_date, "2001-01-01"_date, "", std::move(sources), std::move(targets), rows};
}

/// All ways to divide each source by the grid: what every target has, in quarters.
void walk(const grid_case& c, std::size_t source, std::size_t target, int left, std::vector<int>& has,
          const auto& use) {
    if (source == c.ranges.size()) return use(has);
    const auto& [low, high] = c.ranges[source][target];
    const bool last = target + 1 == c.ranges[source].size();
    for (int share = last ? std::max(left, low) : low; share <= std::min(high, left); ++share) {
        has[target] += share * c.amounts[source];
        if (last) {
            walk(c, source + 1, 0, 4, has, use);
        } else {
            walk(c, source, target + 1, left - share, has, use);
        }
        has[target] -= share * c.amounts[source];
    }
}

}  // namespace

TEST_CASE("bounds hold every distribution, and each end is reached; with a total, every one that has it") {
    for_all(
        any_case,
        [](const grid_case& c) {
            const auto onto = crosswalk_of(c);
            std::vector<std::optional<fraction>> amounts;
            for (const auto amount : c.amounts) amounts.emplace_back(amount);
            std::vector<std::vector<int>> all;
            std::vector<int> has(c.ranges[0].size());
            walk(c, 0, 0, 4, has, [&all](const std::vector<int>& one) { all.push_back(one); });
            REQUIRE(!all.empty());
            const bool alike = c.amounts.front() == c.amounts.back();
            const auto agrees = [&](const std::vector<interval<fraction>>& bounds, std::size_t corners,
                                    const auto& counts) {
                for (std::size_t t = 0; t < bounds.size(); ++t) {
                    bool low = false, high = false, any = false;
                    for (const auto& one : all) {
                        if (!counts(one)) continue;
                        const fraction value{one[t], 4};
                        any = true;
                        CHECK(bounds[t].contains(value));
                        low = low || value == bounds[t].lower()->value;
                        high = high || value == bounds[t].upper()->value;
                    }
                    CHECK((!any || t >= corners || (low && high)));
                }
            };
            agrees(bounds_of(onto, amounts).value(), has.size(), [](const auto&) { return true; });

            // the total of the first two targets, as some distribution has it
            const auto& some = all[all.size() / 2];
            const int sum = some[0] + some[1];
            const std::vector<known_total> totals{{{0, 1}, fraction{sum, 4}}};
            agrees(bounds_of(onto, amounts, totals).value(), alike ? 2 : 0,
                   [sum](const std::vector<int>& one) { return one[0] + one[1] == sum; });
        },
        10'000);
}

TEST_CASE("a total narrows the bounds, and one that cannot hold is told") {
    const std::vector<std::vector<crosswalk_entry>> rows{
        {{0, fraction{}, fraction{1}}, {1, fraction{}, fraction{1}}},
        {{1, fraction{}, fraction{1}}, {2, fraction{}, fraction{1}}},
    };
    const crosswalk onto{
        "2000-01-01"_date, "2001-01-01"_date, "", {"A"_unit, "B"_unit}, {"X"_unit, "Y"_unit, "Z"_unit}, rows};
    const std::vector<std::optional<fraction>> amounts{10, 6};
    const auto between = [](int least, int most) {
        return interval<fraction>::closed(fraction{least}, fraction{most});
    };
    CHECK(bounds_of(onto, amounts).value() == std::vector{between(0, 10), between(0, 16), between(0, 6)});
    const std::vector<known_total> known{{{0, 1}, 12, {"districts.csv", 3, 2, "people"}}};
    CHECK(bounds_of(onto, amounts, known).value() == std::vector{between(0, 10), between(2, 12), between(0, 6)});
    const std::vector<known_total> wrong{{{0, 1}, 17, {"districts.csv", 3, 2, "people"}}};
    const auto refused = bounds_of(onto, amounts, wrong);
    REQUIRE(!refused);
    CHECK(to_string(refused.error().at(0)) ==
          "districts.csv:3:2 (people): contradiction: found '17', expected a total of X and others from 10 to 16");
    const std::vector<std::optional<fraction>> some{10, std::nullopt};
    const auto loose = bounds_of(onto, some, known).value();
    CHECK(loose[0] == between(0, 10));
    CHECK(loose[1] == interval<fraction>::all());
    const std::vector<known_total> twice{{{0}, 1}, {{0}, 1}};
    CHECK_THROWS_AS(static_cast<void>(bounds_of(onto, amounts, twice)), std::invalid_argument);
}

TEST_CASE("the bounds of a column are those of its amounts, and its rebase lies within them") {
    for_all(
        any_case,
        [](const grid_case& c) {
            const auto onto = crosswalk_of(c);
            // in another order than the sources, with a unit that the crosswalk does not know, perhaps without the last
            std::vector<unit_code> units{onto.sources().rbegin(), onto.sources().rend()};
            units.push_back("A-stranger"_unit);
            panel::builder rows{onto.from(), units, {{"people", 2}}};
            rows.set("A-stranger"_unit, 0, decimal{77});
            std::vector<std::optional<fraction>> amounts;
            for (std::size_t s = 0; s < onto.sources().size(); ++s) {
                amounts.emplace_back(c.amounts[s]);
                if (c.amounts[s] % 4 == 3) amounts.back() = std::nullopt;
                if (amounts.back()) rows.set(onto.sources()[s], 0, decimal{c.amounts[s]});
            }
            const auto values = std::move(rows).build();
            const auto bounds = bounds_of(values, "people", onto).value();
            CHECK(bounds == bounds_of(onto, amounts).value());
            const auto made = rebase(values, onto, {.unmatched = unmatched_rule::report});
            REQUIRE(made.values().rows() == bounds.size());
            for (std::size_t t = 0; t < bounds.size(); ++t) {
                const auto value = made.values().at(t, 0);  // in quarters, so that two decimals are exact
                if (value) CHECK(bounds[t] == interval<fraction>::closed(*value, *value));
                const auto quality = made.quality(t, 0);
                if (quality == cell_quality::missing) CHECK(bounds[t] == interval<fraction>::all());
                if (quality == cell_quality::bounded) CHECK(bounds[t].is_bounded());
            }
        },
        10'000);
}

TEST_CASE("a panel has bounds on its own day and of columns whose values add up") {
    const crosswalk onto{"2000-01-01"_date, "2001-01-01"_date, "",
                         {"A"_unit},        {"X"_unit},        {{{0, fraction{1}, fraction{1}}}}};
    const auto of = [](date day, aggregation rule) {
        panel::builder rows{day, {"A"_unit}, {{"x", 0, rule}}};
        return std::move(rows.set(0, 0, decimal{5})).build();
    };
    const auto sound = of(onto.from(), aggregation::extensive);
    CHECK(bounds_of(sound, "x", onto).value().at(0) == interval<fraction>::closed(5, 5));
    const std::vector<known_total> totals{{{0}, 6}};
    CHECK(!bounds_of(sound, "x", onto, totals));
    CHECK_THROWS_AS(static_cast<void>(bounds_of(sound, "y", onto)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(bounds_of(of(onto.to(), aggregation::extensive), "x", onto)),
                    std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(bounds_of(of(onto.from(), aggregation::intensive), "x", onto)),
                    std::invalid_argument);
}

TEST_CASE("of a unit that nothing goes to nothing is known: no value in rebase, no bounds") {
    const crosswalk onto{"2000-01-01"_date, "2001-01-01"_date,    "",
                         {"1"_unit},        {"2"_unit, "3"_unit}, {{{0, fraction{1}, fraction{1}}}}};
    panel::builder builder{onto.from(), {"1"_unit}, {{"x", 0}}};
    const auto values = std::move(builder.set(0, 0, decimal{5})).build();
    CHECK_FALSE(rebase(values, onto).values().at(1, 0));
    const auto bounds = bounds_of(values, "x", onto).value();
    CHECK(bounds[0] == interval<fraction>::closed(5, 5));
    CHECK(bounds[1] == interval<fraction>::all());
    // what it has besides is not in the amounts, so a total with it tells nothing of the others
    const known_total both{{0, 1}, fraction{7}, {}};
    CHECK(bounds_of(values, "x", onto, {&both, 1}).value() == bounds);
}
