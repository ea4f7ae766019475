// SPDX-License-Identifier: MIT
#include <muong/core/qualified.hpp>

#include <doctest/doctest.h>

#include <sstream>
#include <stdexcept>
#include <type_traits>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

using number = qualified<decimal>;
using rate = qualified<percent>;
static_assert(!std::is_default_constructible_v<number>);
template <class A, class B>
concept Multiplies = requires(A a, B b) {
    a* b;
};
static_assert(Multiplies<number, number> && !Multiplies<rate, rate>);

constexpr qualifier words[] = {qualifier::exact,    qualifier::over,    qualifier::nearly, qualifier::about,
                               qualifier::at_least, qualifier::at_most, qualifier::between};

number any_number(source_of_chance& chance) {
    const auto draw = [&] {
        return decimal{chance.between(-1'000'000, 1'000'000), static_cast<int>(chance.between(0, 4))};
    };
    const auto word = chance.pick(words);
    const auto a = draw(), b = draw();
    if (word == qualifier::between) return a < b ? number::between(a, b) : number::between(b, a);
    return number::with(word, a);
}

}  // namespace

TEST_CASE("a qualified value is read back from its own text") {
    for_all(any_number, [](const number& q) { CHECK(number::parse(to_string(q)) == q); });
    for (const auto word : words) CHECK(parse_qualifier(to_string(word)) == word);
    CHECK_FALSE(parse_qualifier("roughly"));
    CHECK(rate::parse("about 97%") == rate::about("97%"_percent));
    for (const auto* text : {"", "over", "over  5", "roughly 5", "11 to 10", "10 to", "over 1 to 2"}) {
        CAPTURE(text);
        CHECK_FALSE(number::parse(text));
    }
}

TEST_CASE("a narrower reading has narrower bounds, and the number stays in them or at their end") {
    for_all(any_number, [](const number& q) {
        CAPTURE(q);
        const auto literal = q.bounds();
        const auto tenth = q.bounds(reading::within("10%"_percent));
        const auto fifth = q.bounds(reading::within("20%"_percent));
        CHECK(literal.contains(fifth));
        CHECK(fifth.contains(tenth));
        CHECK(fifth.contains(q.bounds(reading::within("20%"_percent))));
        if (q.word() == qualifier::over || q.word() == qualifier::nearly) {
            CHECK_FALSE(literal.contains(q.value()));
            CHECK((q.word() == qualifier::over ? literal.lower() : literal.upper())->value == q.value());
        } else {
            CHECK(tenth.contains(q.value()));
            CHECK(tenth.contains(q.greatest()));
        }
        CHECK(q.bounds(reading::literal().with_rounding()).contains(literal));
    });
}

TEST_CASE("a true value stays within the bounds of sums, differences, products and quotients") {
    struct draw {
        number a, b;
        fraction x, y;
    };
    const auto value_in = [](source_of_chance& chance, const number& q) -> fraction {
        const auto in = as_fractions(q.bounds());
        for (;;) {
            const fraction x = fraction{q.value()} + fraction{chance.between(-2'000'000, 2'000'000), 7};
            if (in.contains(x)) return x;
            if (in.is_bounded()) return (in.lower()->value + in.upper()->value) / 2;
        }
    };
    for_all(
        [&](source_of_chance& chance) {
            const auto a = any_number(chance), b = any_number(chance);
            return draw{a, b, value_in(chance, a), value_in(chance, b)};
        },
        [](const draw& d) {
            CAPTURE(d.a);
            CAPTURE(d.b);
            CHECK(as_fractions(d.a + d.b).contains(d.x + d.y));
            CHECK(as_fractions(d.a - d.b).contains(d.x - d.y));
            CHECK((d.a * d.b).contains(d.x * d.y));
            if (d.y.sign() != 0) CHECK((d.a / d.b).contains(d.x / d.y));
        },
        2000);
}

TEST_CASE("over 9200 km less nearly 900 km is over 8300 km") {
    const auto before = number::over("9200"_dec) - number::nearly("900"_dec);
    CHECK(to_string(before) == "(8300, inf)");
    const auto near = reading::within("10%"_percent);
    CHECK(to_string(number::over("9200"_dec).bounds(near)) == "(9200, 10120.00]");
    CHECK(to_string(number::nearly("900"_dec).bounds(near)) == "[810.00, 900)");
    CHECK(to_string(number::over("-100"_dec).bounds(near)) == "(-100, -90.00]");
    CHECK(to_string(near.with_rounding()) == "within 10%, numbers rounded");
    CHECK(to_string(reading::literal()) == "literally");
}

TEST_CASE("of zero there is no share: what is said to be about, over or nearly zero is not told to be near it") {
    const auto near = reading::within("10%"_percent);
    for (const auto word : {qualifier::about, qualifier::over, qualifier::nearly}) {
        const auto zero = number::with(word, "0.0"_dec);
        CHECK(zero.bounds(near) == zero.bounds());
        CHECK(zero.bounds(near).contains("0.1"_dec) != (word == qualifier::nearly));
    }
}

TEST_CASE("the difference of two qualified percents is in percentage points") {
    const interval<percentage_points> apart = rate{"8.76%"_percent} - rate{"8.35%"_percent};
    CHECK(apart == "0.41 pp"_points);
    CHECK(rate{"8.76%"_percent}.bounds(reading::literal().with_rounding()) ==
          interval<percent>::closed("8.755%"_percent, "8.765%"_percent));
}

TEST_CASE("mistakes of the caller are told") {
    CHECK_THROWS_AS((void)number::between("2"_dec, "1"_dec), std::invalid_argument);
    CHECK_THROWS_AS((void)number::with(qualifier::between, "1"_dec), std::invalid_argument);
    CHECK_THROWS_AS((void)reading::within("0%"_percent), std::invalid_argument);
    std::ostringstream out;
    out << number::at_least("10"_dec) << ", " << number::between("10"_dec, "11"_dec) << ", " << qualifier::at_most;
    out << ", " << reading::literal();
    CHECK(out.str() == "at least 10, 10 to 11, at_most, literally");
}
