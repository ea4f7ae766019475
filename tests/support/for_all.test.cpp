// SPDX-License-Identifier: MIT
#include "support/for_all.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <set>
#include <string>

using muong::test::for_all;
using muong::test::source_of_chance;

TEST_CASE("the numbers of a seed are the same on every machine") {
    source_of_chance first{1};
    CHECK(first.bits() == 2469588189546311528U);  // the engine's own sequence, fixed by the standard
    source_of_chance second{1};
    CHECK(second.between(0, 999) == 528);
}

TEST_CASE("a number between two ends reaches both ends and nothing beyond") {
    std::set<std::int64_t> seen;
    for_all([](source_of_chance& chance) { return chance.between(-2, 3); },
            [&](std::int64_t n) {
                CHECK(n >= -2);
                CHECK(n <= 3);
                seen.insert(n);
            });
    CHECK(seen.size() == 6);
}

TEST_CASE("the widest range and the narrowest one are ranges too") {
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto greatest = std::numeric_limits<std::int64_t>::max();
    bool negative = false;
    bool positive = false;
    for_all([](source_of_chance& chance) { return chance.between(least, greatest); },
            [&](std::int64_t n) { (n < 0 ? negative : positive) = true; });
    CHECK(negative);
    CHECK(positive);
    source_of_chance chance{7};
    CHECK(chance.between(greatest, greatest) == greatest);
    CHECK(chance.between(least, least) == least);
}

TEST_CASE("a law is tried once for each seed") {
    int tried = 0;
    std::set<std::uint64_t> drawn;
    for_all([](source_of_chance& chance) { return chance.bits(); },
            [&](std::uint64_t bits) {
                ++tried;
                drawn.insert(bits);
            },
            50);
    CHECK(tried == 50);
    CHECK(drawn.size() == 50);
}

TEST_CASE("picked things and texts come out of what is offered") {
    constexpr std::array offered{2, 3, 5};
    for_all([&](source_of_chance& chance) { return chance.pick(offered); },
            [](int n) { CHECK((n == 2 || n == 3 || n == 5)); });
    for_all([](source_of_chance& chance) { return chance.text("ab", 1, 4); },
            [](const std::string& text) {
                CHECK(text.size() >= 1);
                CHECK(text.size() <= 4);
                CHECK(text.find_first_not_of("ab") == std::string::npos);
            });
}
