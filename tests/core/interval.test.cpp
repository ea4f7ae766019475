// SPDX-License-Identifier: MIT
#include <muong/core/interval.hpp>

#include <doctest/doctest.h>

#include <sstream>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

using range = interval<fraction>;
static_assert(!std::is_default_constructible_v<range>, "no interval without values");

/// Small whole ends, zero often among them, some open, some absent.
range any_range(source_of_chance& chance) {
    for (;;) {
        const auto end = [&]() -> range::end {
            if (chance.chance(1, 5)) return {};
            return bound<fraction>{chance.between(-3, 3), chance.chance(1, 2)};
        };
        try {
            return {end(), end()};
        } catch (const std::invalid_argument&) {
        }
    }
}

struct two {
    range a, b;
};
two any_two(source_of_chance& chance) { return {any_range(chance), any_range(chance)}; }

constexpr int far = 1'000'000;

/// Values of an interval, among them both ends, or ones within a millionth of them, or far out where there is none.
std::vector<fraction> values_of(const range& r) {
    const fraction near{1, far};
    const fraction least = r.lower() ? r.lower()->value : (r.upper() ? r.upper()->value : fraction{}) - far;
    const fraction most = r.upper() ? r.upper()->value : (r.lower() ? r.lower()->value : fraction{}) + far;
    std::vector<fraction> found;
    for (const fraction& x : {least, least + near, fraction{}, fraction{1}, fraction{-1}, near, -near,
                              (least + most) / 2, most - near, most}) {
        if (r.contains(x)) found.push_back(x);
    }
    return found;
}

/// Whether the ends of `made` are those of the values: reached or all but reached, or absent where they go far out.
void check_sharp(const range& made, const std::vector<fraction>& values) {
    REQUIRE_FALSE(values.empty());
    fraction least = values.front(), most = values.front();
    for (const auto& x : values) {
        CHECK(made.contains(x));
        least = min(least, x);
        most = max(most, x);
    }
    const fraction near{1, 100};
    if (made.lower()) {
        CHECK(least - made.lower()->value < near);
        if (made.lower()->included) CHECK(least == made.lower()->value);
    } else {
        CHECK(least < -far / 10);
    }
    if (made.upper()) {
        CHECK(made.upper()->value - most < near);
        if (made.upper()->included) CHECK(most == made.upper()->value);
    } else {
        CHECK(most > far / 10);
    }
}

template <class Op>
std::vector<fraction> pairwise(const two& both, Op op) {
    std::vector<fraction> made;
    for (const auto& x : values_of(both.a))
        for (const auto& y : values_of(both.b)) made.push_back(op(x, y));
    return made;
}

}  // namespace

TEST_CASE("sums, differences and products hold every value and no more than they must") {
    for_all(
        any_two,
        [](const two& both) {
            CAPTURE(both.a);
            CAPTURE(both.b);
            check_sharp(both.a + both.b, pairwise(both, [](const fraction& x, const fraction& y) { return x + y; }));
            check_sharp(both.a - both.b, pairwise(both, [](const fraction& x, const fraction& y) { return x - y; }));
            check_sharp(both.a * both.b, pairwise(both, [](const fraction& x, const fraction& y) { return x * y; }));
        },
        2000);
}

TEST_CASE("a quotient holds every value and no more than it must, and there is none by zero") {
    for_all(
        any_two,
        [](const two& both) {
            CAPTURE(both.a);
            CAPTURE(both.b);
            if (both.b.is_single() && both.b.contains(fraction{})) {
                CHECK_THROWS_AS((void)(both.a / both.b), std::domain_error);
                return;
            }
            std::vector<fraction> made;
            for (const auto& x : values_of(both.a)) {
                for (const auto& y : values_of(both.b)) {
                    if (y.sign() != 0) made.push_back(x / y);
                }
            }
            check_sharp(both.a / both.b, made);
        },
        2000);
}

TEST_CASE("an intersection holds just what lies in both") {
    for_all(
        any_two,
        [](const two& both) {
            const auto in_both = intersection(both.a, both.b);
            for (int i = -16; i <= 16; ++i) {
                const fraction x{i, 4};
                CHECK((both.a.contains(x) && both.b.contains(x)) == (in_both && in_both->contains(x)));
                if (both.a.contains(both.b) && both.b.contains(x)) CHECK(both.a.contains(x));
                if (certainly_less(both.a, both.b)) CHECK_FALSE((both.a.contains(x) && both.b.contains(x)));
            }
            if (in_both) CHECK((both.a.contains(*in_both) && both.b.contains(*in_both)));
        },
        2000);
}

TEST_CASE("an interval without values cannot be made") {
    using end = range::end;
    CHECK_THROWS_AS((void)range::closed(2, 1), std::invalid_argument);
    CHECK_THROWS_AS((range{end{{1, false}}, end{{1, true}}}), std::invalid_argument);
    CHECK(range::closed(1, 1).is_single());
}

TEST_CASE("brackets tell which ends are included") {
    std::ostringstream out;
    using end = interval<decimal>::end;
    out << interval<decimal>{"9200"_dec} << ' ' << interval<decimal>::closed("10"_dec, "11"_dec) << ' '
        << interval<decimal>{end{{"0.5"_dec, false}}, end{}} << ' ' << interval<decimal>{end{}, end{{"3"_dec, false}}};
    CHECK(out.str() == "9200 [10, 11] (0.5, inf) (-inf, 3)");
    CHECK(as_fractions(interval<decimal>::closed("0.5"_dec, "1"_dec)) == range::closed({1, 2}, 1));
}
