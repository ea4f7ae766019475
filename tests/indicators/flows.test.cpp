// SPDX-License-Identifier: MIT
#include <muong/indicators/flows.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include <muong/indicators/carried_rules.hpp>

#include "support/for_all.hpp"

using namespace muong;
using test::for_all;
using test::source_of_chance;

namespace {

/// Units that are divided in twelfths, and flows between some pairs of them.
struct flow_case {
    std::vector<std::vector<crosswalk_entry>> ways;
    std::vector<flow_ends> pairs;
    std::vector<std::int64_t> flows;
};

flow_case any_case(source_of_chance& chance) {
    flow_case made;
    for (auto units = chance.between(1, 5); units > 0; --units) {
        auto& way = made.ways.emplace_back();
        std::int64_t left = 12;
        for (std::uint32_t t = 0; t < 4 && left > 0; ++t) {
            const auto share = t == 3 ? left : chance.between(0, left);
            left -= share;
            way.push_back({t, fraction{share, 12}, fraction{share, 12}});
        }
    }
    for (std::uint32_t a = 0; a < made.ways.size(); ++a) {
        for (std::uint32_t b = 0; b < made.ways.size(); ++b) {
            if (!chance.chance(2, 3)) continue;
            made.pairs.emplace_back(a, b);
            made.flows.push_back(chance.between(-99, 999));
        }
    }
    return made;
}

}  // namespace

TEST_CASE("both ends are carried: flows are conserved, and those that leave a unit are its flows carried at one end") {
    for_all(any_case, [](const flow_case& c) {
        auto carried_over = shares_of_flows(c.ways, c.pairs);
        const auto places = carried_over.places;
        rebase_accumulator sums{std::move(carried_over.shares)};
        sums.add_column(carried::sum);
        fraction total;
        std::vector<fraction> leaving(4);
        for (std::size_t p = 0; p < c.pairs.size(); ++p) {
            CHECK(sums.add(p, 0, c.flows[p]));
            total += fraction{c.flows[p]};
            for (const auto& e : c.ways[c.pairs[p].first]) leaving[e.target] += e.least * fraction{c.flows[p]};
        }
        for (const auto& [from, to] : places) {  // a share of zero reaches none
            CHECK(std::any_of(c.pairs.begin(), c.pairs.end(), [&, a = from, b = to](const flow_ends& pair) {
                const auto gives = [&](std::uint32_t unit, std::uint32_t target) {
                    const auto& way = c.ways[unit];
                    return std::any_of(way.begin(), way.end(),
                                       [target](const auto& e) { return e.target == target && e.most.sign() > 0; });
                };
                return gives(pair.first, a) && gives(pair.second, b);
            }));
        }
        fraction out;
        for (std::size_t place = 0; place < places.size(); ++place) {
            const auto flow = *sum_at(sums, place, 0).value;
            out += flow;
            leaving[places[place].first] -= flow;
        }
        CHECK(out == total);
        for (const auto& rest : leaving) CHECK(rest == fraction{});
    });
}

TEST_CASE(
    "the range of a flow within one unit holds what every division of it gives, and some division reaches its ends") {
    // shares in eighths: all divisions within the ranges, and those halfway between two of them
    struct given_unit {
        std::vector<std::pair<int, int>> ranges;  // of the targets, and last of what goes nowhere
    };
    const auto any_unit = [](source_of_chance& chance) {
        given_unit made;
        for (auto targets = chance.between(2, 4); targets > 0; --targets) {
            const auto least = chance.chance(2, 3) ? 0 : static_cast<int>(chance.between(0, 3));
            made.ranges.emplace_back(least, chance.chance(1, 3) ? 8 : static_cast<int>(chance.between(least, 8)));
        }
        made.ranges.emplace_back(0, chance.chance(1, 2) ? 0 : static_cast<int>(chance.between(0, 8)));
        return made;
    };
    std::size_t products = 0, uneven = 0;
    for_all(any_unit, [&](const given_unit& u) {
        const auto targets = u.ranges.size() - 1;
        std::vector<std::vector<int>> divisions;  // in sixteenths
        std::vector<int> shares(targets + 1);
        const auto divide = [&](const auto& self, std::size_t t, int left) -> void {
            if (t == targets) {
                shares[t] = left;
                if (2 * u.ranges[t].first <= left && left <= 2 * u.ranges[t].second) divisions.push_back(shares);
                return;
            }
            for (int share = 2 * u.ranges[t].first; share <= std::min(left, 2 * u.ranges[t].second); ++share) {
                shares[t] = share;
                self(self, t + 1, left - share);
            }
        };
        divide(divide, 0, 16);
        if (divisions.empty()) return;
        // what no division reaches is no range of a crosswalk
        std::vector<std::pair<int, int>> reached(targets + 1, {16, 0});
        for (const auto& d : divisions) {
            for (std::size_t t = 0; t <= targets; ++t) {
                reached[t] = {std::min(reached[t].first, d[t]), std::max(reached[t].second, d[t])};
            }
        }
        std::vector<std::vector<crosswalk_entry>> ways(1);
        for (std::uint32_t t = 0; t < targets; ++t) {
            ways[0].push_back({t, fraction{reached[t].first, 16}, fraction{reached[t].second, 16}});
        }
        const crosswalk_rest rest{0, fraction{reached[targets].first, 16}, fraction{reached[targets].second, 16}};
        const std::vector<flow_ends> pairs{{0, 0}};
        const auto made = shares_of_flows(ways, pairs, std::vector{rest});
        for (const auto& e : made.shares.rows.at(0)) {
            const auto [a, b] = made.places[e.target];
            int least = 256, most = 0;
            for (const auto& d : divisions) {
                least = std::min(least, d[a] * d[b]);
                most = std::max(most, d[a] * d[b]);
            }
            CHECK(e.least == fraction{least, 256});
            CHECK(e.most == fraction{most, 256});
            ++products;
            uneven += a != b && e.most != ways[0][a].most * ways[0][b].most;
        }
    });
    CHECK(products > 1000);
    CHECK(uneven > 100);
}

TEST_CASE("a pair of units that do not exist is refused") {
    const std::vector<std::vector<crosswalk_entry>> ways{{{0, 1, 1}}};
    const std::vector<flow_ends> pairs{{0, 1}};
    CHECK_THROWS_AS(static_cast<void>(shares_of_flows(ways, pairs)), std::out_of_range);
}

TEST_CASE("a flow leaves over what either of its ends does") {
    const std::vector<std::vector<crosswalk_entry>> ways{{{0, 0, {3, 4}}, {1, 0, 1}}, {{1, 1, 1}}};
    const std::vector<flow_ends> pairs{{0, 0}, {1, 1}, {1, 0}};
    const std::vector<crosswalk_rest> rests{{0, 0, {1, 4}}};
    const auto made = shares_of_flows(ways, pairs, rests);
    REQUIRE(made.shares.rests.size() == 2);
    CHECK(made.shares.rests[0] == crosswalk_rest{0, 0, {7, 16}});
    CHECK(made.shares.rests[1] == crosswalk_rest{2, 0, {1, 4}});
    rebase_accumulator sums{made.shares};
    sums.add_column(carried::sum);
    CHECK(sums.add(2, 0, 8));
    for (std::size_t p = 0; p < sums.places(); ++p) {
        if (made.places[p] == flow_ends{1, 1}) CHECK(sums.sum(p, 0).least == 0);  // it may all end elsewhere
    }
}
