// SPDX-License-Identifier: MIT
#include <muong/indicators/rebase_accumulator.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;
using test::for_very_many;
using test::source_of_chance;

namespace {

/// Units that go whole to one target, are divided by known shares, or in a way that is not known.
share_table any_shares(source_of_chance& chance) {
    share_table made;
    made.targets = static_cast<std::size_t>(chance.between(1, 6));
    const auto sources = chance.between(1, 8);
    for (std::int64_t s = 0; s < sources; ++s) {
        auto& row = made.rows.emplace_back();
        if (made.targets == 1 || chance.chance(1, 2)) {
            row.push_back({static_cast<std::uint32_t>(chance.index(made.targets)), 1, 1});
            continue;
        }
        const bool known = chance.chance(1, 2);
        fraction left{1};
        for (std::uint32_t t = 0; t < made.targets; ++t) {
            if (!known) {
                row.push_back({t, 0, 1});
                continue;
            }
            const auto share = t + 1 == made.targets ? left : left * fraction{chance.between(0, 3), 4};
            left -= share;
            row.push_back({t, share, share});
        }
    }
    return made;
}

struct cell {
    std::size_t source;
    std::int64_t count;
};

}  // namespace

TEST_CASE("what comes in is what goes out, and what is left of units whose shares are not known") {
    for_very_many(any_shares, [](const share_table& shares) {
        for (const auto how : {carried::sum, carried::whole}) {
            rebase_accumulator sums{shares};
            const auto column = sums.add_column(how);
            fraction open;
            for (std::size_t s = 0; s < shares.rows.size(); ++s) {
                const auto count = static_cast<std::int64_t>(s * 37 + 5) * (s % 3 == 2 ? -1 : 1);
                CHECK(sums.add(s, column, count));
                if (!shares.rows[s].front().is_exact()) open += fraction{count};
            }
            fraction out;
            for (std::size_t p = 0; p < sums.places(); ++p) {
                const auto sum = sums.sum(p, column);
                CHECK(sum.least <= sum.most);
                if (how == carried::whole) CHECK(sum.known.is_whole());
                out += sum.known;
            }
            CHECK(out + open == sums.total(column));
        }
    });
}

TEST_CASE("sums do not depend on the order of the cells nor on when a column gets its decimals") {
    for_very_many(
        [](source_of_chance& chance) {
            auto shares = any_shares(chance);
            std::vector<cell> cells;
            for (std::size_t s = 0; s < shares.rows.size(); ++s) cells.push_back({s, chance.between(-999, 999)});
            auto shuffled = cells;
            for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[chance.index(i)]);
            return std::tuple{std::move(shares), cells, shuffled};
        },
        [](const auto& drawn) {
            const auto& [shares, cells, shuffled] = drawn;
            rebase_accumulator first{shares};
            rebase_accumulator second{shares};
            first.add_column(carried::sum);
            second.add_column(carried::sum);
            first.refine(0, 2);
            for (const auto& c : cells) first.add(c.source, 0, c.count);
            for (std::size_t i = 0; i < shuffled.size(); ++i) {
                if (i == shuffled.size() / 2) second.refine(0, 2);
                const auto& c = shuffled[i];
                if (i < shuffled.size() / 2) {
                    second.add_wide(c.source, 0, fraction{c.count, 100});
                } else {
                    second.add(c.source, 0, c.count);
                }
            }
            for (std::size_t p = 0; p < first.places(); ++p) {
                CHECK(first.sum(p, 0).known == second.sum(p, 0).known);
                CHECK(first.sum(p, 0).least == second.sum(p, 0).least);
                CHECK(first.sum(p, 0).missing == 0);
            }
        });
}

TEST_CASE("a cell is set once, and a place with a unit that has no value is not known") {
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 1, 1}}}, 1, {}, 0}};
    sums.add_column(carried::sum);
    CHECK(sums.add(0, 0, 5));
    CHECK_FALSE(sums.add(0, 0, 5));
    CHECK_FALSE(sums.add_wide(0, 0, 5));
    CHECK_FALSE(sums.sum(0, 0).is_known());
    CHECK_FALSE(sums.plain_sum(0, 0).has_value());
    CHECK(sums.sum(0, 0).missing == 1);
    CHECK(sums.add(1, 0, -2));
    CHECK(sums.sum(0, 0).is_known());
    CHECK(sums.plain_sum(0, 0) == 3);
}

TEST_CASE("sums beyond 64 bits are exact") {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 1, 1}}, {{0, 1, 1}}}, 1, {}, 0}};
    sums.add_column(carried::sum);
    sums.add(0, 0, most);
    sums.add(1, 0, most);
    sums.refine(0, 3);
    sums.add(2, 0, 1);
    const auto expected = fraction{most} + fraction{most} + fraction{1, 1000};
    CHECK(sums.sum(0, 0).known == expected);
    CHECK(sums.total(0) == expected);
    CHECK_FALSE(sums.plain_sum(0, 0).has_value());
}

TEST_CASE("a unit divided in an unknown way is known again in the group of all its parts") {
    share_table shares{{{{0, 0, 1}, {1, 0, 1}}, {{2, 1, 1}}}, 3, {0, 0, 1}, 2};
    rebase_accumulator sums{shares};
    sums.add_column(carried::whole);
    sums.add(0, 0, 7);
    sums.add(1, 0, 1);
    CHECK(sums.plain_sum(0, 0) == 7);
    CHECK(sums.plain_sum(1, 0) == 1);
}

TEST_CASE("what is left over of a unit keeps its ranges open, and no place gets it") {
    // 1/4 of what goes to the first place goes on to nowhere, and nobody knows how much goes to the second
    share_table shares{{{{0, 0, {3, 4}}, {1, 0, 1}}}, 2, {}, 0, {{0, 0, {1, 4}}}};
    rebase_accumulator apart{shares};
    shares.group_of = {0, 0};
    shares.groups = 1;
    rebase_accumulator together{shares};
    shares.rests = {{0, {1, 4}, {1, 4}}};
    rebase_accumulator known{shares};
    for (auto* sums : {&apart, &together, &known}) {
        sums->add_column(carried::whole);
        sums->add(0, 0, 10);
    }
    CHECK(apart.sum(1, 0).least == 0);
    CHECK(apart.sum(1, 0).most == 10);
    CHECK(together.sum(0, 0).least == 8);  // 7.5, of whole numbers
    CHECK(together.sum(0, 0).most == 10);
    CHECK(known.sum(0, 0).known == 8);  // 7.5 and 2.5: the earlier one is rounded up
    CHECK(known.sum(0, 0).is_known());

    shares.rests = {{1, {1, 4}, {1, 4}}};
    CHECK_THROWS_AS(rebase_accumulator{shares}, std::invalid_argument);
}

TEST_CASE("parts of whole numbers go by the largest remainder, of equal ones to the first") {
    const fraction third{1, 3};
    rebase_accumulator sums{{{{{0, third, third}, {1, third, third}, {2, third, third}}}, 3, {}, 0}};
    sums.add_column(carried::whole);
    sums.add(0, 0, -5);
    CHECK(sums.sum(0, 0).known == -2);
    CHECK(sums.sum(1, 0).known == -2);
    CHECK(sums.sum(2, 0).known == -1);
}

TEST_CASE("tables of shares whose numbers do not fit are refused") {
    CHECK_THROWS_AS(rebase_accumulator({{{{1, 1, 1}}}, 1, {}, 0}), std::invalid_argument);
    CHECK_THROWS_AS(rebase_accumulator({{{{0, 1, 1}}}, 1, {5}, 1}), std::invalid_argument);
    CHECK_THROWS_AS(rebase_accumulator({{{{0, 1, 1}}}, 1, {0, 0}, 1}), std::invalid_argument);
}
