// SPDX-License-Identifier: MIT
#include <muong/core/apportion.hpp>

#include <doctest/doctest.h>

#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

#include <muong/core/fraction.hpp>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

using numbers = std::vector<std::int64_t>;
constexpr auto greatest = std::numeric_limits<std::int64_t>::max();

numbers weights(source_of_chance& chance) {
    numbers drawn(chance.index(12) + 1);
    const auto most = chance.pick(std::vector<std::int64_t>{1, 10, 1'000'000, greatest});
    for (auto& w : drawn) w = chance.between(0, most);
    drawn[chance.index(drawn.size())] = chance.between(1, most);
    return drawn;
}

}  // namespace

TEST_CASE("the parts add up to the whole, and each is within one of its exact part") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{chance.between(-greatest, greatest), weights(chance)};
        },
        [](const auto& drawn) {
            const auto& [whole, by] = drawn;
            const auto parts = apportion(whole, by);
            fraction sum_of_weights, sum_of_parts;
            for (const auto w : by) sum_of_weights += w;
            for (std::size_t i = 0; i < by.size(); ++i) {
                sum_of_parts += parts[i];
                const fraction exact = fraction{whole} * by[i] / sum_of_weights;
                CHECK(abs(exact - parts[i]) < fraction{1});
                for (std::size_t j = 0; j < by.size(); ++j) {  // a larger weight never has a smaller part
                    if (by[i] > by[j] && whole >= 0) CHECK(parts[i] >= parts[j]);
                }
            }
            CHECK(sum_of_parts == fraction{whole});
        });
}

TEST_CASE("of equal remainders the earlier is served first") {
    CHECK(apportion(2, numbers{1, 1, 1}) == numbers{1, 1, 0});
    CHECK(apportion(-2, numbers{1, 1, 1}) == numbers{-1, -1, 0});
    CHECK(apportion(10, numbers{1, 0, 2}) == numbers{3, 0, 7});
    CHECK(apportion(0, numbers{0, 5}) == numbers{0, 0});
}

TEST_CASE("shares add up to one hundred") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{weights(chance), static_cast<int>(chance.between(0, 15))};
        },
        [](const auto& drawn) {
            const auto& [parts, decimals] = drawn;
            const auto shares = percent_shares(parts, decimals);
            REQUIRE(shares.size() == parts.size());
            decimal sum{0, decimals};
            for (const auto& share : shares) sum += share;
            CHECK(identical(sum, decimal{100}.rounded(decimals)));
        });
    CHECK(percent_shares(numbers{513, 108, 278}) == std::vector{"57.07"_dec, "12.01"_dec, "30.92"_dec});
}

TEST_CASE("what cannot be divided is refused, and shares of nothing are nothing") {
    CHECK_THROWS_AS(static_cast<void>(apportion(1, numbers{})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(apportion(1, numbers{0, 0})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(apportion(1, numbers{2, -1})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(percent_shares(numbers{1}, 16)), std::invalid_argument);
    CHECK_THROWS_WITH_AS(static_cast<void>(percent_shares(numbers{2, -1})), "muong::percent_shares: a part is negative",
                         std::invalid_argument);
    CHECK(percent_shares(numbers{0, 0}).empty());
    CHECK(percent_shares(numbers{}).empty());
}
