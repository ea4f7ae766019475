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
