// SPDX-License-Identifier: MIT
#include <muong/core/percent.hpp>

#include <doctest/doctest.h>

#include <functional>
#include <sstream>
#include <stdexcept>
#include <type_traits>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

template <class A, class B>
concept Adds = requires(A a, B b) {
    a + b;
};
static_assert(!Adds<percent, percent>, "shares of different wholes do not add up");
static_assert(!Adds<percent, int> && !Adds<percent, decimal> && !Adds<percent, fraction>, "a percent is no count");
static_assert(Adds<percent, percentage_points> && Adds<percentage_points, percentage_points>);
static_assert(std::is_same_v<decltype(percent{} - percent{}), percentage_points>);
static_assert(!std::is_convertible_v<percentage_points, percent> && !std::is_convertible_v<percent, percentage_points>);
static_assert("8.76%"_percent - "8.35%"_percent == "0.41 pp"_points);

decimal any_number(source_of_chance& chance) {
    return decimal{chance.between(-1'000'000'000, 1'000'000'000), static_cast<int>(chance.between(0, 6))};
}

}  // namespace

TEST_CASE("a percent and a count of points are read back from their own text with all their decimals") {
    for_all(any_number, [](decimal d) {
        const auto p = percent::parse(to_string(percent{d}));
        REQUIRE(p);
        CHECK(identical(p->number(), d));
        const auto q = percentage_points::parse(to_string(percentage_points{d}));
        REQUIRE(q);
        CHECK(identical(q->number(), d));
        CHECK(std::hash<percent>{}(*p) == std::hash<percent>{}(percent{d.trimmed()}));
    });
}

TEST_CASE("the difference of two percents leads from the one to the other") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{any_number(chance), any_number(chance)};
        },
        [](const std::pair<decimal, decimal>& both) {
            const percent a{both.first}, b{both.second};
            CHECK(a + (b - a) == b);
            CHECK(b - (b - a) == a);
            CHECK((a < b) == (b - a > percentage_points{}));
        });
}

TEST_CASE("a percent of something is exact") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{any_number(chance), any_number(chance)};
        },
        [](const std::pair<decimal, decimal>& both) {
            const fraction whole{both.second};
            const percent p{both.first};
            CHECK(p.of(whole) * 100 == fraction{both.first} * whole);
            CHECK(p.added_to(whole) - whole == p.of(whole));
            if (whole.sign() != 0) CHECK(percent::of_ratio(p.of(whole), whole, 8) == p);
        });
}

TEST_CASE("a bare number and other marks are no percent") {
    for (const auto* text : {"", "%", "13.6", "13,6%", "13.6  %", "13.6%%", " 13.6%", "13.6 pp", "1e1%"}) {
        CAPTURE(text);
        CHECK_FALSE(percent::parse(text));
    }
    for (const auto* text : {"", "pp", " pp", "1pp", "1  pp", "1%", "1 points"}) {
        CAPTURE(text);
        CHECK_FALSE(percentage_points::parse(text));
    }
    CHECK(percent::parse("13.6 %") == "13.6%"_percent);
}

TEST_CASE("percents are written with their sign") {
    std::ostringstream out;
    out << "-0.50%"_percent
        << ", "
        << "2.33 pp"_points;
    CHECK(out.str() == "-0.50%, 2.33 pp");
    CHECK_THROWS_AS((void)percent::of_ratio(1, 0, 2), std::domain_error);
    CHECK(to_string(percent::of_ratio(1, 3, 2)) == "33.33%");
}
