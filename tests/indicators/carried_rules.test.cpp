// SPDX-License-Identifier: MIT
#include <muong/indicators/carried_rules.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;
using test::for_all;
using test::for_very_many;
using test::source_of_chance;

namespace {

/// One place, three units that go there: one wholly, one by a half, one in a way that is not known.
rebase_accumulator three_units(const std::vector<std::vector<std::int64_t>>& columns) {
    const fraction half{1, 2};
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, half, half}, {1, half, half}}, {{0, 0, 1}, {1, 0, 1}}}, 2, {}, 0}};
    for (std::size_t c = 0; c < columns.size(); ++c) {
        sums.add_column(carried::sum, true);
        for (std::size_t s = 0; s < columns[c].size(); ++s) CHECK(sums.add(s, c, columns[c][s]));
    }
    return sums;
}

std::vector<std::vector<std::int64_t>> any_columns(source_of_chance& chance) {
    std::vector<std::vector<std::int64_t>> made(2);
    for (int s = 0; s < 3; ++s) {
        made[0].push_back(chance.between(-20, 20));
        made[1].push_back(chance.between(0, 9));
    }
    return made;
}

}  // namespace

TEST_CASE("a ratio of columns whose parts are whole lies between the ratios of the units") {
    // all of 9 are poor in one unit, three quarters of which go to the first place: 7 in whole numbers, and 6.75
    rebase_accumulator sums{{{{{0, {3, 4}, {3, 4}}, {1, {1, 4}, {1, 4}}}}, 2, {}, 0, {}}};
    const auto people = sums.add_column(carried::whole);
    const auto poor = sums.add_column(carried::sum);
    CHECK((sums.add(0, people, 9) && sums.add(0, poor, 9)));
    CHECK(sums.sum(0, people).known == 7);
    CHECK(sums.exact_sum(0, people).known == fraction(27, 4));
    CHECK(ratio_at(sums, 0, poor, people, 100).value == fraction{100});
    CHECK(ratio_at(sums, 1, poor, people, 100).value == fraction{100});
}

TEST_CASE("bounds hold whatever the unknown share is, and some share reaches each") {
    for_very_many(any_columns, [](const auto& columns) {
        const auto sums = three_units(columns);
        const auto sum = sum_at(sums, 0, 0);
        const auto mean = mean_at(sums, 0, 0, 1);
        const auto ratio = ratio_at(sums, 0, 0, 1, 100);
        bool sum_low = false, sum_high = false, mean_low = false, mean_high = false, ratio_low = false,
             ratio_high = false;
        for (int k = 0; k <= 12; ++k) {
            const fraction share{k, 12};
            fraction a, b, weighted;
            const fraction parts[]{fraction{1}, fraction{1, 2}, share};
            for (std::size_t s = 0; s < 3; ++s) {
                a += parts[s] * fraction{columns[0][s]};
                b += parts[s] * fraction{columns[1][s]};
                weighted += parts[s] * fraction{columns[0][s]} * fraction{columns[1][s]};
            }
            REQUIRE(sum.least);
            CHECK((*sum.least <= a && a <= *sum.most));
            sum_low |= *sum.least == a;
            sum_high |= *sum.most == a;
            if (b.sign() == 0) continue;
            if (mean.least) {
                CHECK((*mean.least <= weighted / b && weighted / b <= *mean.most));
                mean_low |= *mean.least == weighted / b;
                mean_high |= *mean.most == weighted / b;
            }
            if (ratio.least) {
                CHECK(*ratio.least <= fraction{100} * a / b);
                ratio_low |= *ratio.least == fraction{100} * a / b;
            }
            if (ratio.most) {
                CHECK(fraction{100} * a / b <= *ratio.most);
                ratio_high |= *ratio.most == fraction{100} * a / b;
            }
        }
        CHECK(sum_low);
        CHECK(sum_high);
        CHECK(mean_low == mean.least.has_value());
        CHECK(mean_high == mean.most.has_value());
        CHECK(ratio_low == ratio.least.has_value());
        CHECK(ratio_high == ratio.most.has_value());
    });
}

TEST_CASE("bounds of a ratio hold also where what it is divided by may be below zero") {
    for_very_many(
        [](source_of_chance& chance) {
            auto columns = any_columns(chance);
            for (auto& below : columns[1]) below = chance.between(-9, 9);
            return columns;
        },
        [](const auto& columns) {
            const auto made = ratio_at(three_units(columns), 0, 0, 1);
            const auto quotient = [&](const fraction& share) -> std::optional<fraction> {
                const auto at = [&](const auto& c) { return c[0] + fraction{c[1]} / 2 + share * c[2]; };
                const auto below = at(columns[1]);
                if (below.sign() == 0) return {};
                return at(columns[0]) / below;
            };
            for (std::int64_t k = 0; k <= 12; ++k) {
                const auto q = quotient({k, 12});
                if (!q) continue;
                if (made.value) CHECK(*made.value == *q);
                if (made.least) CHECK(*made.least <= *q);
                if (made.most) CHECK(*q <= *made.most);
            }
        });
    // without shares that are not known there is one quotient, of whatever sign
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 1, 1}}}, 1, {}, 0}};
    for (const std::size_t column : {0U, 1U}) {
        sums.add_column(carried::sum, true);
        CHECK((sums.add(0, column, 4) && sums.add(1, column, column == 0 ? 2 : -6)));
    }
    CHECK(ratio_at(sums, 0, 0, 1).value == fraction{-3});
}

TEST_CASE("a ratio of sums by two bases has the bounds of shares that do not depend on each other") {
    std::size_t known = 0;
    std::size_t ranges = 0;
    const auto any = [](source_of_chance& chance) {
        auto columns = any_columns(chance);
        for (auto& column : columns) {
            if (chance.chance(1, 3)) column[2] = 0;
        }
        return columns;
    };
    for_all(any, [&](const auto& columns) {
        const auto above = three_units({columns[0]});
        const auto below = three_units({columns[1]});
        const auto ratio = ratio_at(above, 0, below, 0, 0, 100);
        const auto sum_by = [&](int column, const fraction& share) {
            const auto& c = columns[static_cast<std::size_t>(column)];
            return fraction{c[0]} + fraction{c[1], 2} + share * fraction{c[2]};
        };
        const bool is_open = columns[1][0] == 0 && columns[1][1] == 0;  // the lower sum may be zero
        CHECK(ratio.least.has_value() == !is_open);
        CHECK(ratio.least.has_value() == ratio.most.has_value());
        if (ratio.value) ++known;
        CHECK(ratio.value.has_value() == (!is_open && ratio.least == ratio.most));
        if (is_open) return;
        bool low = false;
        bool high = false;
        for (int i = 0; i <= 4; ++i) {
            for (int j = 0; j <= 4; ++j) {
                const auto quotient = fraction{100} * sum_by(0, {i, 4}) / sum_by(1, {j, 4});
                CHECK((*ratio.least <= quotient && quotient <= *ratio.most));
                if (ratio.value) CHECK(quotient == *ratio.value);
                low = low || quotient == *ratio.least;
                high = high || quotient == *ratio.most;
            }
        }
        CHECK((low && high));
        if (*ratio.least != *ratio.most) ++ranges;
    });
    CHECK(known > 0);
    CHECK(ranges > 100);
    const auto lacking = three_units({{1}});
    const auto all = three_units({{1, 1, 1}});
    for (const auto& ratio : {ratio_at(lacking, 0, all, 0, 0), ratio_at(all, 0, lacking, 0, 0)}) {
        CHECK_FALSE(ratio.value);
        CHECK_FALSE(ratio.least);
        CHECK(ratio.missing == 2);
    }
    // without shares that are not known there is one quotient, of whatever sign
    const auto below_zero = ratio_at(three_units({{2, 4, 0}}), 0, three_units({{-1, -2, 0}}), 0, 0);
    CHECK(below_zero.value == fraction{-2});
    CHECK((below_zero.least == below_zero.value && below_zero.most == below_zero.value));
}

TEST_CASE("a cell has a value where every share that may be true gives the same, and only there") {
    for_very_many(any_columns, [](const auto& columns) {
        const auto sums = three_units(columns);
        const auto& a = columns[0];
        const auto& b = columns[1];
        const auto at = [&](const auto& of_unit, int share) {
            return fraction{of_unit(0)} + fraction{of_unit(1)} / 2 + fraction{of_unit(2)} * share;
        };
        const auto of_a = [&](std::size_t s) { return a[s]; };
        const auto of_b = [&](std::size_t s) { return b[s]; };
        const auto of_both = [&](std::size_t s) { return a[s] * b[s]; };
        const auto sum = sum_at(sums, 0, 0);
        CHECK(sum.value == (a[2] == 0 ? std::optional{at(of_a, 0)} : std::nullopt));
        // quotients move one way as the share grows
        const auto quotient = [&](const auto& above) -> std::optional<fraction> {
            if (at(of_b, 1).sign() == 0) return {};
            const auto last = at(above, 1) / at(of_b, 1);
            if (at(of_b, 0).sign() == 0) return at(above, 0).sign() == 0 ? std::optional{last} : std::nullopt;
            return at(above, 0) / at(of_b, 0) == last ? std::optional{last} : std::nullopt;
        };
        CHECK(ratio_at(sums, 0, 0, 1).value == quotient(of_a));
        CHECK(mean_at(sums, 0, 0, 1).value == quotient(of_both));
        const auto least = std::min(a[0], a[1]);
        const auto greatest = std::max(a[0], a[1]);
        CHECK(least_at(sums, 0, 0).value == (least <= a[2] ? std::optional{fraction{least}} : std::nullopt));
        CHECK(greatest_at(sums, 0, 0).value == (a[2] <= greatest ? std::optional{fraction{greatest}} : std::nullopt));
        for (const auto& cell : {sum, ratio_at(sums, 0, 0, 1), mean_at(sums, 0, 0, 1), least_at(sums, 0, 0)}) {
            if (cell.value) CHECK((cell.least == cell.value && cell.most == cell.value));
        }
    });
}

TEST_CASE("a part that is missing is skipped if asked, also where its share is not known") {
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 0, 1}, {1, 0, 1}}}, 2, {}, 0}};
    sums.add_column(carried::sum, true);
    CHECK(sums.add(0, 0, 4));
    for (const auto rule : {sum_at, least_at, greatest_at}) {
        CHECK(rule(sums, 0, 0, gap_rule::skip).value == fraction{4});
        CHECK(quality_of(rule(sums, 0, 0, gap_rule::skip), gap_rule::skip) == cell_quality::partial);
        for (const auto gaps : {gap_rule::propagate, gap_rule::bound}) CHECK_FALSE(rule(sums, 0, 0, gaps).value);
    }
    CHECK_FALSE(sum_at(sums, 1, 0, gap_rule::skip).value);
}

TEST_CASE("beside a part that is skipped a ratio and a mean are known alike where all others have one rate") {
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 0, 1}, {1, 0, 1}}, {{0, 1, 1}}}, 2, {}, 0}};
    for (int c = 0; c < 3; ++c) sums.add_column(carried::sum, true);
    for (std::size_t s = 0; s < 3; ++s) CHECK(sums.add(s, 1, 10));
    for (std::size_t s = 0; s < 2; ++s) CHECK((sums.add(s, 0, 2) && sums.add(s, 2, 5)));
    const auto ratio = ratio_at(sums, 0, 0, 1, 1, gap_rule::skip);
    const auto mean = mean_at(sums, 0, 2, 1, gap_rule::skip);
    CHECK(ratio.value == fraction{1, 5});
    CHECK(mean.value == fraction{5});
    for (const auto& cell : {ratio, mean}) {
        CHECK((cell.parts == 3 && cell.missing == 1 && cell.ranged == 1));
        CHECK(quality_of(cell, gap_rule::skip) == cell_quality::partial);
    }
}

TEST_CASE("a ratio has no end where all that lies below may go elsewhere and something above stays") {
    const auto with = [](std::int64_t above) {
        rebase_accumulator sums{{{{{0, 0, 1}, {1, 0, 1}}, {{0, 0, 1}, {1, 0, 1}}}, 2, {}, 0}};
        sums.add_column(carried::sum);
        sums.add_column(carried::sum);
        CHECK(sums.add(0, 0, above));  // a unit without anything below
        CHECK(sums.add(0, 1, 0));
        CHECK(sums.add(1, 0, 54));
        CHECK(sums.add(1, 1, 3));
        return ratio_at(sums, 0, 0, 1);
    };
    CHECK(with(7).least == fraction{18});
    CHECK_FALSE(with(7).most);
    CHECK_FALSE(with(-7).least);
    CHECK(with(-7).most == fraction{18});
}

TEST_CASE("a missing part makes a cell missing, partial, or a range, as asked") {
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 1, 1}}}, 1, {}, 0}};
    sums.add_column(carried::sum);
    CHECK(sums.add(0, 0, 4));
    CHECK_FALSE(sum_at(sums, 0, 0).value);
    CHECK_FALSE(sum_at(sums, 0, 0).least);
    const auto partial = sum_at(sums, 0, 0, gap_rule::skip);
    CHECK(partial.value == fraction{4});
    CHECK(partial.missing == 1);
    CHECK(partial.parts == 2);
    const auto bound = sum_at(sums, 0, 0, gap_rule::bound);
    CHECK_FALSE(bound.value);
    CHECK(bound.least == fraction{4});
    CHECK_FALSE(bound.most);
}

TEST_CASE("how a cell has come about follows from its parts; one without a value is bounded if it has a range") {
    const fraction one{1};
    const auto cell = [&](std::uint32_t parts, std::uint32_t missing, std::uint32_t ranged, std::uint32_t shared) {
        return carried_value{one, one, one, parts, missing, ranged, shared};
    };
    CHECK(quality_of(cell(1, 0, 0, 0)) == cell_quality::copied);
    CHECK(quality_of(cell(2, 0, 0, 0)) == cell_quality::summed);
    CHECK(quality_of(cell(1, 0, 0, 1)) == cell_quality::estimated);
    CHECK(quality_of(cell(2, 1, 0, 1), gap_rule::skip) == cell_quality::partial);
    auto open = cell(2, 0, 1, 0);
    open.value.reset();
    CHECK(quality_of(open) == cell_quality::bounded);
    open.most.reset();
    CHECK(quality_of(open) == cell_quality::bounded);
    open.missing = 1;
    CHECK(quality_of(open) == cell_quality::missing);
    CHECK(quality_of(open, gap_rule::bound) == cell_quality::bounded);
    open.least.reset();
    open.missing = 0;
    for (const auto gaps : {gap_rule::propagate, gap_rule::skip, gap_rule::bound}) {
        CHECK(quality_of(open, gaps) == cell_quality::missing);
    }
}

TEST_CASE("with a value below zero a missing part leaves a sum no bound") {
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 1, 1}}, {{1, 1, 1}}}, 2, {}, 0}};
    sums.add_column(carried::sum);
    CHECK(sums.add(0, 0, 4));
    CHECK(sums.add(2, 0, -1));
    CHECK_FALSE(sum_at(sums, 0, 0, gap_rule::bound).least);
}

TEST_CASE("a ratio of parts that lack one of its columns is made of the others only") {
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 1, 1}}}, 1, {}, 0}};
    sums.add_column(carried::sum, true);
    sums.add_column(carried::sum, true);
    CHECK(sums.add(0, 0, 1));
    CHECK(sums.add(0, 1, 4));
    CHECK(sums.add(1, 1, 96));
    CHECK_FALSE(ratio_at(sums, 0, 0, 1).value);
    CHECK(ratio_at(sums, 0, 0, 1, 100, gap_rule::skip).value == fraction{25});
}

TEST_CASE("least and greatest values are those of the parts") {
    const auto sums = three_units({{5, 3, 9}});
    CHECK_FALSE(greatest_at(sums, 0, 0).value);
    CHECK(greatest_at(sums, 0, 0).least == fraction{5});
    CHECK(greatest_at(sums, 0, 0).most == fraction{9});
    CHECK(least_at(sums, 0, 0).least == fraction{3});
    CHECK(least_at(sums, 0, 0).most == fraction{3});
}

TEST_CASE("of parts that may be nothing some part gives the least and the greatest value") {
    rebase_accumulator sums{{{{{0, 0, 1}, {1, 0, 1}}, {{0, 0, 1}, {2, 0, 1}}}, 3, {}, 0}};
    sums.add_column(carried::sum, true);
    CHECK(sums.add(0, 0, 3));
    CHECK(sums.add(1, 0, 9));
    for (const auto rule : {least_at, greatest_at}) {
        const auto of_two = rule(sums, 0, 0, gap_rule::propagate);
        CHECK_FALSE(of_two.value);
        CHECK(of_two.least == fraction{3});
        CHECK(of_two.most == fraction{9});
        const auto of_one = rule(sums, 1, 0, gap_rule::propagate);
        CHECK(of_one.value == fraction{3});
        CHECK(quality_of(of_one, gap_rule::propagate) == cell_quality::estimated);
    }
}

TEST_CASE("a label that only a tie could decide is open if the tie would go to the part that may reach it") {
    for (const bool before : {false, true}) {
        const std::uint32_t open = before ? 0 : 1, sure = before ? 1 : 0;
        std::vector<std::vector<crosswalk_entry>> rows(2);
        rows[open] = {{0, 0, 1}, {1, 0, 1}};
        rows[sure] = {{0, 1, 1}};
        rebase_accumulator sums{{rows, 2, {}, 0}};
        sums.add_column(carried::sum, true);
        sums.add_column(carried::sum, true);
        CHECK(sums.add(open, 0, 7));
        CHECK(sums.add(sure, 0, 8));
        CHECK(sums.add(open, 1, 5));
        CHECK(sums.add(sure, 1, 5));
        CHECK(label_of_largest_at(sums, 0, 0, 1).labels ==
              (before ? std::vector<std::int64_t>{} : std::vector<std::int64_t>{8}));
    }
}

TEST_CASE("labels are the same, joined, or that of the largest") {
    rebase_accumulator sums{{{{{0, 1, 1}}, {{0, 1, 1}}, {{0, 1, 1}}}, 1, {}, 0}};
    sums.add_column(carried::sum, true);
    sums.add_column(carried::sum, true);
    const std::int64_t labels[]{7, 8, 7};
    const std::int64_t sizes[]{10, 20, 15};
    for (std::size_t s = 0; s < 3; ++s) {
        CHECK(sums.add(s, 0, labels[s]));
        CHECK(sums.add(s, 1, sizes[s]));
    }
    CHECK(same_label_at(sums, 0, 0).labels.empty());
    CHECK(joined_labels_at(sums, 0, 0).labels == std::vector<std::int64_t>{7, 8});
    const auto largest = label_of_largest_at(sums, 0, 0, 1);
    CHECK(largest.labels == std::vector<std::int64_t>{8});
    CHECK_FALSE(largest.tie);
}

TEST_CASE("of a list the first label counts that a part surely has") {
    for_very_many(
        [](source_of_chance& chance) {
            std::vector<std::vector<std::int64_t>> labels(1);
            for (int s = 0; s < 3; ++s) labels[0].push_back(chance.between(1, 4));
            return labels;
        },
        [](const auto& columns) {
            const auto sums = three_units(columns);
            const auto& labels = columns[0];
            const std::vector<std::int64_t> list{3, 1, 2};  // 4 is not in it
            const auto found = first_label_at(sums, 0, 0, list);
            CHECK(found.parts == 3);
            const auto of = [&](bool with_third) -> std::int64_t {
                for (const auto label : list) {
                    if (labels[0] == label || labels[1] == label || (with_third && labels[2] == label)) return label;
                }
                return 0;
            };
            if (of(false) == of(true) && of(true) != 0) {  // whether the third goes there or not
                CHECK(found.labels == std::vector{of(true)});
            } else {
                CHECK(found.labels.empty());
            }
            CHECK(first_label_at(sums, 0, 0, {}).labels.empty());
        });
    rebase_accumulator gap{{{{{0, 1, 1}}, {{0, 1, 1}}}, 1, {}, 0}};
    gap.add_column(carried::sum, true);
    CHECK(gap.add(0, 0, 1));
    const std::vector<std::int64_t> list{1};
    CHECK(first_label_at(gap, 0, 0, list).labels.empty());
    CHECK(first_label_at(gap, 0, 0, list).missing == 1);
    CHECK(first_label_at(gap, 0, 0, list, gap_rule::skip).labels == list);
}
