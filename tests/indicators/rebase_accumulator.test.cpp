// SPDX-License-Identifier: MIT
#include <muong/indicators/rebase_accumulator.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <muong/indicators/carried_rules.hpp>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;
using test::for_all;
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
            for (const auto& c : cells) CHECK(first.add(c.source, 0, c.count));
            for (std::size_t i = 0; i < shuffled.size(); ++i) {
                if (i == shuffled.size() / 2) second.refine(0, 2);
                const auto& c = shuffled[i];
                if (i < shuffled.size() / 2) {
                    CHECK(second.add_wide(c.source, 0, fraction{c.count, 100}));
                } else {
                    CHECK(second.add(c.source, 0, c.count));
                }
            }
            for (std::size_t p = 0; p < first.places(); ++p) {
                CHECK(first.sum(p, 0).known == second.sum(p, 0).known);
                CHECK(first.sum(p, 0).least == second.sum(p, 0).least);
                CHECK(first.sum(p, 0).missing == 0);
            }
        });
}

TEST_CASE("cells of all sizes, in many columns and in any order, at once or soon, add up to the same") {
    struct setting {
        std::size_t source, column;
        std::int64_t count;
    };
    constexpr std::size_t many = 600;  // several blocks of columns, of all sizes
    const auto any_count = [](source_of_chance& chance) {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        const std::int64_t edge = std::int64_t{1} << chance.pick(std::vector{31, 32, 47, 48, 62});
        switch (chance.between(0, 7)) {
            case 0:
                return chance.between(edge - 2, edge + 2);
            case 1:
                return chance.between(-edge - 2, -edge + 2);
            case 2:
                return chance.between(most - 5, most);
            case 3:
                return chance.between(-most - 1, -most + 5);
            default:
                return chance.between(-1000, 1000);
        }
    };
    std::size_t fast_sums = 0;
    const auto goes_whole = [](const share_table& shares, std::size_t source) {
        const auto& row = shares.rows[source];
        return std::any_of(row.begin(), row.end(), [](const auto& e) { return e.least == fraction{1}; });
    };
    for_all(
        [&](source_of_chance& chance) {
            auto shares = any_shares(chance);
            std::vector<setting> cells;
            for (std::size_t i = 0; i < 300; ++i) {
                const auto block = chance.pick(std::vector<std::size_t>{16, 64, 256, 512});  // begins there
                cells.push_back({chance.index(shares.rows.size()),
                                 chance.chance(1, 2) ? chance.index(many) : block - 4 + chance.index(8),
                                 any_count(chance)});
            }
            return std::tuple{std::move(shares), std::move(cells), chance.index(300)};
        },
        [&](const auto& drawn) {
            const auto& [shares, cells, refined_before] = drawn;
            rebase_accumulator at_once{shares};
            rebase_accumulator soon{shares};
            const auto is_kept = [](std::size_t column) { return column % 7 == 0; };
            for (std::size_t c = 0; c < many; ++c) {
                at_once.add_column(carried::sum, is_kept(c));
                soon.add_column(carried::sum, is_kept(c));
            }
            std::map<std::size_t, std::map<std::size_t, fraction>> values;  // by column, then source
            std::vector<std::size_t> seconds, told;                         // cells that have a value already
            std::size_t settled = 0;
            std::size_t waiting = 0;
            const auto settle = [&] {
                soon.settle([&](std::size_t second) { told.push_back(settled + second); });
                settled += std::exchange(waiting, 0);
            };
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const auto& c = cells[i];
                if (soon.is_full() || i == refined_before) settle();
                if (i == refined_before) {
                    at_once.refine(c.column, 2);
                    soon.refine(c.column, 2);
                }
                const bool is_new =
                    values[c.column]
                        .try_emplace(c.source, at_once.decimals(c.column) == 0 ? fraction{c.count}
                                                                               : fraction{c.count} / fraction{100})
                        .second;
                CHECK(at_once.add(c.source, c.column, c.count) == is_new);
                soon.add_soon(c.source, c.column, c.count);
                ++waiting;
                if (!is_new) seconds.push_back(i);
            }
            settle();
            CHECK(told == seconds);
            std::vector<rebase_accumulator::quick_sums> quick;  // each goes over many columns
            for (std::size_t p = 0; p < soon.places(); ++p) quick.push_back(soon.quick_sums_of(p));
            for (const auto& [column, of] : values) {
                fraction total;
                for (const auto& [source, value] : of) {
                    total += value;
                    if (goes_whole(shares, source) && !is_kept(column)) continue;
                    CHECK(at_once.value(source, column) == value);
                    CHECK(soon.value(source, column) == value);
                }
                CHECK(at_once.total(column) == total);
                CHECK(soon.total(column) == total);
                for (std::size_t p = 0; p < soon.places(); ++p) {
                    fraction known;
                    for (const auto& part : soon.parts(p)) {
                        const auto at = of.find(part.source);
                        if (at != of.end() && part.is_exact()) known += part.least * at->second;
                    }
                    CHECK(at_once.sum(p, column).known == known);
                    CHECK(soon.sum(p, column).known == known);
                    const auto fast = quick[p].sum(column, 17);
                    const auto alone = at_once.quick_sums_of(p).sum(column, 17);
                    CHECK(fast.has_value() == alone.has_value());
                    if (!fast || !alone) continue;
                    CHECK(fast->value == alone->value);
                    CHECK(fast->is_exact == (fraction{fast->value} == known));
                    CHECK(soon.sum(p, column).is_known());
                    ++fast_sums;
                }
            }
        },
        100);
    CHECK(fast_sums > 1000);
}

TEST_CASE("nothing is read, and nothing added at once, while cells wait") {
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 1, 1}}}, 1, {}, 0}};
    sums.add_column(carried::sum, true);
    sums.add_soon(0, 0, 5);
    CHECK_THROWS_AS(static_cast<void>(sums.has(0, 0)), std::logic_error);
    CHECK_THROWS_AS(static_cast<void>(sums.sum(0, 0)), std::logic_error);
    CHECK_THROWS_AS(static_cast<void>(sums.quick_sums_of(0).sum(0, 17)), std::logic_error);
    CHECK_THROWS_AS(static_cast<void>(sums.shared_total({}, 0)), std::logic_error);
    CHECK_THROWS_AS(static_cast<void>(sums.value(0, 0)), std::logic_error);
    CHECK_THROWS_AS(static_cast<void>(sums.add(1, 0, 1)), std::logic_error);
    CHECK_THROWS_AS(static_cast<void>(sums.add_wide(1, 0, 1)), std::logic_error);
    CHECK_THROWS_AS(sums.refine(0, 1), std::logic_error);
    CHECK_THROWS_AS(sums.add_column(carried::sum), std::logic_error);
    const auto none_is_second = [](std::size_t) { FAIL("the cell had no value"); };
    sums.settle(none_is_second);
    CHECK(sums.value(0, 0) == fraction{5});
    for (std::size_t i = 0; i < rebase_accumulator::most_waiting; ++i) sums.add_soon(0, 0, 5);
    CHECK(sums.is_full());
    CHECK_THROWS_AS(sums.add_soon(1, 0, 1), std::logic_error);
    std::size_t seconds = 0;
    sums.settle([&](std::size_t) { ++seconds; });
    CHECK(seconds == rebase_accumulator::most_waiting);
    CHECK(sums.value(0, 0) == fraction{5});
    sums.settle(none_is_second);
    CHECK(sums.sum(0, 0).known == fraction{5});
}

TEST_CASE("a sum by shares is exact where it is a decimal, else rounded as its fraction is, and adds up exactly") {
    struct question {
        share_table shares;
        std::vector<std::int64_t> counts;
        int decimals, digits;
        bool kept;
    };
    std::size_t rounded = 0;
    std::size_t exact = 0;
    std::size_t heavy = 0;
    std::size_t hard = 0;
    for_all(
        [](source_of_chance& chance) {
            question q;
            q.shares.targets = 4;
            const auto sources = chance.between(1, 12);
            const auto most_bits = chance.chance(1, 4) ? 3 : 62;
            for (std::int64_t s = 0; s < sources; ++s) {
                auto& row = q.shares.rows.emplace_back();
                const auto of = chance.pick(std::vector<std::int64_t>{1, 2, 3, 7, 10, 24, 1'000, 9'973, 12'345,
                                                                      1'073'741'824, 2'147'483'647, 824'633'720'833,
                                                                      (std::int64_t{1} << 62) - 57});
                const auto first = static_cast<std::uint32_t>(chance.index(4));
                const fraction share{chance.between(0, of), of};
                row.push_back({first, share, share});
                if (chance.chance(7, 8)) row.push_back({(first + 1) % 4, fraction{1} - share, fraction{1} - share});
                std::sort(row.begin(), row.end(), [](const auto& a, const auto& b) { return a.target < b.target; });
                const auto size = std::int64_t{1} << chance.between(1, most_bits);
                q.counts.push_back(chance.between(-size, size));
            }
            q.decimals = static_cast<int>(chance.between(0, 4));
            q.digits = chance.chance(1, 2) ? 17 : static_cast<int>(chance.between(1, 18));
            q.kept = chance.chance(1, 4);
            return q;
        },
        [&](const question& q) {
            rebase_accumulator sums{q.shares};
            sums.add_column(carried::sum, q.kept);
            sums.refine(0, q.decimals);
            for (std::size_t s = 0; s < q.counts.size(); ++s) CHECK(sums.add(s, 0, q.counts[s]));
            std::vector<std::uint32_t> places;
            fraction total;
            fraction limit{1};
            for (int i = 0; i < q.digits - q.decimals; ++i) limit *= fraction{10};
            for (std::uint32_t p = 0; p < sums.places(); ++p) {
                const auto known = sums.sum(p, 0).known;
                CAPTURE(known);
                const auto got = sums.quick_sums_of(p).sum(0, q.digits);
                if (!got) {
                    hard += !sums.parts(p).empty();
                    continue;
                }
                places.push_back(p);
                total += known;
                CHECK(got->is_exact == known.is_finite_decimal());
                if (got->is_exact) {
                    CHECK(fraction{got->value} == known);
                    exact += sums.quick_sums_of(p).any_shared();
                    continue;
                }
                CHECK(sums.quick_sums_of(p).any_shared());
                CHECK(abs(known) < limit);
                if (q.digits >= 5) CHECK(to_string(got->value.trimmed()) == known.to_text(q.digits));
                CHECK(abs(fraction{got->value} - known) * fraction{2} <= fraction{decimal{1, got->value.decimals()}});
                ++rounded;
                const auto text = to_string(known);
                heavy += text.size() - text.find('/') > 27;  // its denominator is beyond 2^86
            }
            CHECK(sums.shared_total(places, 0) == total);
        },
        2000);
    CHECK(rounded > 1000);
    CHECK(exact > 100);
    CHECK(heavy > 100);
    CHECK(hard < rounded);
}

TEST_CASE("a sum with a great denominator is told as its fraction is, or not at all") {
    constexpr auto most = (std::int64_t{1} << 62) - 1;
    const auto unit_share = [](std::int64_t part) { return fraction{1, most - 2 * part}; };
    const auto table_of = [&](std::int64_t parts) {
        share_table shares{{{{0, 1, 1}}}, 2, {}, 0};
        for (std::int64_t i = 0; i < parts; ++i) {
            const auto share = unit_share(i);
            shares.rows.push_back({{0, share, share}, {1, fraction{1} - share, fraction{1} - share}});
        }
        return shares;
    };
    const auto filled = [](const share_table& shares, std::int64_t count) {
        rebase_accumulator sums{shares};
        sums.add_column(carried::sum);
        CHECK(sums.add(0, 0, 5));
        for (std::size_t s = 1; s < shares.rows.size(); ++s) CHECK(sums.add(s, 0, count));
        return sums;
    };
    for (std::int64_t parts = 1; parts < 10; ++parts) {
        CAPTURE(parts);
        for (const auto count : {most, most / 3, std::int64_t{-7}, std::int64_t{0}}) {
            const auto sums = filled(table_of(parts), count);
            const auto known = sums.sum(0, 0).known;
            const auto got = sums.quick_sums_of(0).sum(0, 17);
            CHECK((got || parts > 6 || count == 0));  // beyond 2^384
            if (!got) continue;
            CHECK(got->is_exact == known.is_finite_decimal());
            CHECK(to_string(got->value.trimmed()) == known.to_text(17));
        }
    }

    auto shares = table_of(2);
    const auto square = unit_share(0) * unit_share(1);
    shares.rows.push_back({{0, square, square}});
    CHECK_FALSE(filled(shares, 1).quick_sums_of(0).sum(0, 17));  // its denominator is beyond 64 bits

    shares = table_of(2);
    shares.rows.push_back({{0, 1, 1}});
    const fraction great = fraction{std::numeric_limits<std::int64_t>::max()} * fraction{3};
    for (const std::size_t wide : {0U, 1U}) {
        rebase_accumulator sums{shares};
        sums.add_column(carried::sum);
        for (std::size_t s = 0; s < 4; ++s) CHECK((s == wide ? sums.add_wide(s, 0, great) : sums.add(s, 0, 1)));
        CHECK_FALSE(sums.quick_sums_of(0).sum(0, 17));
    }

    // shares of one unit that have no denominator of 64 bits in common
    shares = {{{{0, unit_share(0), unit_share(0)}, {1, unit_share(1), unit_share(1)}}}, 2, {}, 0};
    rebase_accumulator sums{shares};
    sums.add_column(carried::sum);
    CHECK(sums.add(0, 0, most));
    const std::vector<std::uint32_t> both{0, 1};
    for (const auto p : both) CHECK(sums.quick_sums_of(p).sum(0, 17));
    CHECK(sums.shared_total(both, 0) == fraction{most} * (unit_share(0) + unit_share(1)));
}

TEST_CASE("a cell is set once, and a place with a unit that has no value is not known") {
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 1, 1}}}, 1, {}, 0}};
    sums.add_column(carried::sum);
    CHECK(sums.add(0, 0, 5));
    CHECK_FALSE(sums.add(0, 0, 5));
    CHECK_FALSE(sums.add_wide(0, 0, 5));
    CHECK_FALSE(sums.sum(0, 0).is_known());
    CHECK_FALSE(sums.quick_sums_of(0).sum(0, 17).has_value());
    CHECK(sums.sum(0, 0).missing == 1);
    CHECK(sums.add(1, 0, -2));
    CHECK(sums.sum(0, 0).is_known());
    CHECK(sums.quick_sums_of(0).sum(0, 17).value().value == decimal{3});
}

TEST_CASE("sums beyond 64 bits are exact") {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 1, 1}}, {{0, 1, 1}}}, 1, {}, 0}};
    sums.add_column(carried::sum);
    CHECK(sums.add(0, 0, most));
    CHECK(sums.add(1, 0, most));
    sums.refine(0, 3);
    CHECK(sums.add(2, 0, 1));
    const auto expected = fraction{most} + fraction{most} + fraction{1, 1000};
    CHECK(sums.sum(0, 0).known == expected);
    CHECK(sums.total(0) == expected);
    CHECK_FALSE(sums.quick_sums_of(0).sum(0, 17).has_value());
}

TEST_CASE("a unit divided in an unknown way is known again in the group of all its parts") {
    share_table shares{{{{0, 0, 1}, {1, 0, 1}}, {{2, 1, 1}}}, 3, {0, 0, 1}, 2};
    rebase_accumulator sums{shares};
    sums.add_column(carried::whole);
    CHECK(sums.add(0, 0, 7));
    CHECK(sums.add(1, 0, 1));
    CHECK(sums.quick_sums_of(0).sum(0, 17).value().value == decimal{7});
    CHECK(sums.quick_sums_of(1).sum(0, 17).value().value == decimal{1});
    shares.group_of = {0, 1, 1};
    const rebase_accumulator apart{shares};
    CHECK(apart.quick_sums_of(0).any_shared());
    CHECK(apart.quick_sums_of(1).any_shared());
    CHECK_FALSE(sums.quick_sums_of(0).any_shared());
    CHECK_FALSE(sums.quick_sums_of(1).any_shared());
}

TEST_CASE("a sum by shares may count the least number of 128 bits") {
    // two wholes, two thirds and nothing of 2^-62: in parts of 1 / (3 * 2^62) that is -2^127
    constexpr auto size = std::int64_t{1} << 62;
    const fraction third{1, 3}, speck{1, size};
    rebase_accumulator sums{
        {{{{0, 1, 1}}, {{0, 1, 1}}, {{0, third, third}}, {{0, third, third}}, {{0, speck, speck}}}, 1, {}, 0}};
    sums.add_column(carried::sum, true);
    for (const std::size_t s : {0U, 1U, 2U, 3U}) CHECK(sums.add(s, 0, -size));
    CHECK(sums.add(4, 0, 0));
    CHECK_FALSE(sums.quick_sums_of(0).sum(0, 18));  // too many digits
    CHECK(sums.sum(0, 0).known == fraction{-size} * fraction{8, 3});
}

TEST_CASE("a place to which only shares of zero go has nothing of what is known, alone and in groups") {
    // the third target gets nothing of either unit, the first nothing of the second one
    share_table shares{{{{0, 1, 1}, {2, 0, 0}}, {{0, 0, 0}, {1, 1, 1}, {2, 0, 0}}}, 4, {}, 0};
    const auto filled = [](const share_table& table) {
        rebase_accumulator sums{table};
        sums.add_column(carried::sum);
        sums.add_column(carried::whole);
        CHECK(sums.add(0, 0, 5));
        CHECK(sums.add(1, 0, 6));
        CHECK(sums.add(1, 1, 7));
        return sums;
    };
    const auto alone = filled(shares);
    CHECK(alone.parts(2).empty());
    CHECK(sum_at(alone, 2, 0).value == fraction{});
    CHECK(sum_at(alone, 2, 0).most == fraction{});
    CHECK(sum_at(alone, 2, 0).parts == 2);
    CHECK(quality_of(sum_at(alone, 2, 0)) == cell_quality::estimated);
    CHECK(sum_at(alone, 2, 1).value == fraction{});
    CHECK(sum_at(alone, 2, 1).parts == 1);
    CHECK(alone.sum(0, 0).parts == 1);
    CHECK(quality_of(sum_at(alone, 0, 0)) == cell_quality::copied);
    CHECK_FALSE(sum_at(alone, 0, 1).value);  // the first unit has no value there
    CHECK_FALSE(sum_at(alone, 3, 0).value);

    shares.group_of = {0, share_table::no_group, 1, 1};
    shares.groups = 3;
    const auto grouped = filled(shares);
    CHECK(sum_at(grouped, 0, 0).value == fraction{5});
    CHECK(sum_at(grouped, 1, 0).value == fraction{});
    CHECK_FALSE(sum_at(grouped, 2, 0).value);
    CHECK_FALSE(ratio_at(grouped, 1, 0, 1).value);
    const rebase_accumulator empty{shares};
    CHECK(empty.parts(1).empty());
}

TEST_CASE("bounds in whole numbers hold what every division that agrees with the shares gives") {
    struct division {
        share_table known, open;
        std::int64_t value;
    };
    std::size_t ranged = 0, by_group = 0, narrower = 0;
    for_very_many(
        [](source_of_chance& chance) {
            division made{{{{}}, static_cast<std::size_t>(chance.between(2, 5)), {}, 0, {}}, {}, 0};
            const std::int64_t whole = chance.between(1, 40);
            fraction left{1};
            for (std::uint32_t t = 0; t < made.known.targets; ++t) {
                const auto share = min(left, fraction{chance.between(0, whole), whole});
                made.known.rows[0].push_back({t, share, share});
                left -= share;
            }
            const bool rest = left.sign() > 0 && chance.chance(1, 2);
            if (rest) {
                made.known.rests.push_back({0, left, left});
            } else {
                auto& last = made.known.rows[0].back();
                last.least = last.most = last.least + left;
            }
            if (chance.chance(1, 3)) {
                made.known.groups = 2;
                for (std::size_t t = 0; t < made.known.targets; ++t) {
                    const auto group = static_cast<std::uint32_t>(chance.index(2));
                    made.known.group_of.push_back(chance.chance(1, 6) ? share_table::no_group : group);
                }
            }
            made.open = made.known;
            const auto widen = [&](auto& share) {
                if (chance.chance(1, 3)) return;
                share.least = chance.chance(1, 2) ? fraction{} : share.least * fraction{1, 2};
                share.most = chance.chance(1, 2) ? fraction{1} : share.most;
            };
            for (auto& e : made.open.rows[0]) widen(e);
            if (!made.known.group_of.empty() && chance.chance(2, 3)) {
                std::map<std::uint32_t, fraction> of_group;
                for (const auto& e : made.known.rows[0]) of_group[made.known.group_of[e.target]] += e.least;
                of_group.erase(share_table::no_group);
                auto& row = made.open.group_rows.emplace_back();
                for (const auto& [group, share] : of_group)
                    widen(row.emplace_back(crosswalk_entry{group, share, share}));
            }
            if (rest) widen(made.open.rests[0]);
            if (!rest && chance.chance(1, 4)) made.open.rests.push_back({0, 0, fraction{chance.between(1, 4), 4}});
            made.value = chance.between(-30, 30);
            return made;
        },
        [&](const division& d) {
            rebase_accumulator known{d.known}, open{d.open};
            for (auto* sums : {&known, &open}) {
                sums->add_column(carried::whole);
                CHECK(sums->add(0, 0, d.value));
            }
            auto without = d.open;
            without.group_rows.clear();
            rebase_accumulator wide{without};
            wide.add_column(carried::whole);
            CHECK(wide.add(0, 0, d.value));
            for (std::size_t place = 0; place < known.places(); ++place) {
                const auto part = known.sum(place, 0).known;
                const auto bounds = open.sum(place, 0), wider = wide.sum(place, 0);
                CHECK(bounds.least <= part);
                CHECK(part <= bounds.most);
                CHECK((bounds.least.is_whole() && bounds.most.is_whole()));
                CHECK((wider.least <= bounds.least && bounds.most <= wider.most));
                if (bounds.is_known()) CHECK((bounds.least <= bounds.known && bounds.known <= bounds.most));
                ranged += bounds.ranged;
                by_group += bounds.is_known() && !wider.is_known();
                narrower += bounds.least != wider.least || bounds.most != wider.most;
            }
            // all known parts are of one division, so that they leave a part of the value, if not nothing
            const auto rest = open.rest(0);
            const auto left = rest.unknown + rest.unmatched;
            CHECK((d.value < 0 ? d.value <= left && left <= 0 : 0 <= left && left <= d.value));
            bool all_known = d.known.group_of.empty() && d.open.rests.empty();
            for (std::size_t place = 0; place < open.places(); ++place) {
                if (open.parts(place).empty()) continue;
                all_known = all_known && open.sum(place, 0).is_known();
            }
            if (all_known) CHECK(left == 0);
        });
    CHECK(ranged > 0);
    CHECK(by_group > test::many / 100);
    CHECK(narrower > test::many / 20);
    // a third of 10 is 3, or 4 if the others get a third each; one of these has 7 at most, since 3 are gone
    rebase_accumulator third{{{{{0, {1, 3}, {1, 3}}, {1, 0, {2, 3}}, {2, 0, {2, 3}}}}, 3, {}, 0, {}}};
    third.add_column(carried::whole);
    CHECK(third.add(0, 0, 10));
    CHECK(third.sum(0, 0).known == 3);
    CHECK(third.sum(0, 0).most == 4);
    CHECK(third.sum(1, 0).least == 0);
    CHECK(third.sum(1, 0).most == 7);
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
        CHECK(sums->add(0, 0, 10));
    }
    CHECK(apart.sum(1, 0).least == 0);
    CHECK(apart.sum(1, 0).most == 10);
    CHECK(together.sum(0, 0).least == 7);  // as of shares 0.73, 0.03 and 0.24
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
    CHECK(sums.add(0, 0, -5));
    CHECK(sums.sum(0, 0).known == -2);
    CHECK(sums.sum(1, 0).known == -2);
    CHECK(sums.sum(2, 0).known == -1);
}

TEST_CASE("what is known of a group besides narrows what its targets have together") {
    // a half of a half goes to each of two targets of the first group, nobody knows of which half
    const fraction half{1, 2};
    share_table shares{{{{0, 0, half}, {1, 0, half}, {2, 0, half}, {3, 0, half}}}, 4, {0, 0, 1, 1}, 2};
    const auto filled = [&] {
        rebase_accumulator sums{shares};
        sums.add_column(carried::sum);
        sums.add_column(carried::whole);
        for (const std::size_t column : {0U, 1U}) CHECK(sums.add(0, column, 7));
        return sums;
    };
    const auto wide = filled();
    CHECK(wide.sum(0, 0).least == 0);
    CHECK(wide.sum(0, 0).most == 7);
    shares.group_rows = {{{0, half, half}, {1, half, half}}};
    const auto sums = filled();
    CHECK(sums.sum(0, 0).known == fraction{7, 2});
    CHECK(sums.sum(0, 0).is_known());
    CHECK(sums.sum(0, 1).known == 4);  // 3.5 and 3.5: the earlier one is rounded up
    CHECK(sums.sum(1, 1).known == 3);
    CHECK(sums.sum(0, 1).least == 3);  // 3.5, and one more or less, the most that two of four parts can gain or lose
    CHECK(sums.sum(0, 1).most == 4);
    CHECK(sums.rest(0).unknown.sign() == 0);
    CHECK(sums.rest(1).unknown.sign() == 0);

    shares.group_rows = {{{0, {3, 4}, 1}}};
    CHECK(filled().sum(1, 0).most == 7);  // what is told of one group is told of that one alone
    CHECK(filled().sum(0, 0).least == fraction{21, 4});
    shares.group_rows = {};
    shares.rows[0][3] = {3, half, half};
    shares.group_rows = {{{0, {3, 4}, 1}}};
    CHECK_THROWS_AS(rebase_accumulator{shares}, std::invalid_argument);
    for (auto& e : shares.rows[0]) e.least = e.most = fraction{1, 4};  // also beside exact shares
    CHECK_THROWS_AS(rebase_accumulator{shares}, std::invalid_argument);
    shares.group_rows = {{}, {}};
    CHECK_THROWS_AS(rebase_accumulator{shares}, std::invalid_argument);
    shares.group_rows = {{{2, 0, 1}}};
    CHECK_THROWS_AS(rebase_accumulator{shares}, std::invalid_argument);
}

TEST_CASE("what is known of two groups and of a target is one division in whole numbers") {
    const fraction third{1, 3};
    // a third to the first target, a third to the two open ones of a group, a third to nowhere
    share_table shares{{{{0, third, third}, {1, 0, third}, {2, 0, third}}}, 3, {0, 1, 1}, 2, {{0, third, third}}};
    rebase_accumulator sums{shares};
    sums.add_column(carried::whole);
    CHECK(sums.add(0, 0, 1));
    CHECK(sums.sum(0, 0).known == 1);
    CHECK(sums.sum(1, 0).known == 0);
    CHECK(sums.rest(0).unmatched.sign() == 0);
}

TEST_CASE("tables of shares whose numbers do not fit are refused") {
    CHECK_THROWS_AS(rebase_accumulator({{{{1, 1, 1}}}, 1, {}, 0}), std::invalid_argument);
    CHECK_THROWS_AS(rebase_accumulator({{{{0, 1, 1}}}, 1, {5}, 1}), std::invalid_argument);
    CHECK_THROWS_AS(rebase_accumulator({{{{0, 1, 1}}}, 1, {0, 0}, 1}), std::invalid_argument);
}
