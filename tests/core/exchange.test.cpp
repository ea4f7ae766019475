// SPDX-License-Identifier: MIT
#include <muong/core/exchange.hpp>

#include <doctest/doctest.h>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

const exchange_rate dollars{usd::value, vnd::value, 25'300, {"2025-01-01"_date, "2025-02-01"_date}};
constexpr auto day = "2025-01-15"_date;

}  // namespace

TEST_CASE("an exchange is exact where it can be, and else rounded once as told") {
    CHECK(exchange("1.01"_usd, dollars, day, rounding::floor) == any_money{25'553_vnd});
    const auto back = inverse(dollars);
    CHECK(exchange(25'553_vnd, back, day, rounding::toward_zero) == any_money{"1.01"_usd});
    CHECK(exchange(100_vnd, back, day, rounding::floor) == any_money{0_usd});
    CHECK(exchange(100_vnd, back, day, rounding::ceiling) == any_money{"0.01"_usd});
}

TEST_CASE("there and back again is within one minor unit of the coarser currency") {
    for_all([](source_of_chance& chance) { return chance.between(-1'000'000'000, 1'000'000'000); },
            [](std::int64_t cents) {
                const auto start = money<usd>::of_minor(cents);
                const auto there = exchange(start, dollars, day, rounding::half_even);
                CHECK(exchange(there, inverse(dollars), day, rounding::half_even) == any_money{start});
            });
}

TEST_CASE("no rate is used on another day, for another currency, or beyond its amounts") {
    CHECK_THROWS_AS(static_cast<void>(exchange(1_usd, dollars, "2025-02-01"_date, rounding::floor)),
                    std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(exchange(1_vnd, dollars, day, rounding::floor)), std::invalid_argument);
    auto nothing = dollars;
    nothing.rate = 0;
    CHECK_THROWS_AS(static_cast<void>(exchange(1_usd, nothing, day, rounding::floor)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(inverse(nothing)), std::domain_error);
    const auto most = money<usd>::of_minor(9'000'000'000'000'000'000);
    CHECK_THROWS_AS(static_cast<void>(exchange(most, dollars, day, rounding::floor)), std::overflow_error);
}
