// SPDX-License-Identifier: MIT
#include <muong/core/fraction.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <sstream>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "support/for_all.hpp"

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using muong::decimal;
using muong::fraction;
using muong::rounding;
using muong::test::for_all;
using muong::test::source_of_chance;
using namespace muong::literals;

static_assert(sizeof(fraction) == 16 && std::is_nothrow_move_constructible_v<fraction>);
static_assert(!std::is_convertible_v<double, fraction> && !std::is_constructible_v<fraction, float>);
static_assert(std::is_constructible_v<fraction, int, std::int64_t>);
static_assert(!std::is_constructible_v<fraction, double, int> && !std::is_constructible_v<fraction, int, float>);
static_assert(!std::is_constructible_v<fraction, bool> && !std::is_constructible_v<fraction, char>);
static_assert(!std::is_convertible_v<fraction, double> && !std::is_convertible_v<fraction, decimal>);
static_assert(fraction{1, 3} + fraction{1, 6} == fraction{1, 2});
static_assert(fraction{-6, -4} * 2 == 3 && 1 - fraction{1, 3} == fraction{2, 3});
static_assert(fraction{7, -2}.floor() == -4 && fraction{7, -2}.ceil() == -3);
static_assert(fraction{2, 3}.to_decimal(2) == "0.67"_dec);
static_assert(fraction{"0.25"_dec} == fraction{1, 4});

namespace {

constexpr rounding ways[] = {rounding::half_away_from_zero, rounding::half_even, rounding::toward_zero, rounding::floor,
                             rounding::ceiling};

/// Whole numbers of every length up to the ends of 64 bits.
std::int64_t any_whole(source_of_chance& chance) {
    if (chance.chance(1, 30)) return chance.chance(1, 2) ? INT64_MAX : INT64_MIN;
    const auto bound = INT64_MAX >> chance.between(0, 62);
    return chance.between(-bound, bound);
}

/// Small fractions, and big ones as products and sums of small ones.
fraction any_fraction(source_of_chance& chance) {
    const auto small = [&chance] {
        const auto den = any_whole(chance);
        return fraction{any_whole(chance), den == 0 ? 1 : den};
    };
    auto f = small();
    if (chance.chance(1, 4)) f *= small();
    if (chance.chance(1, 4)) f += small();
    return f;
}

struct triple {
    fraction a, b, c;
};
triple any_triple(source_of_chance& chance) {
    return {any_fraction(chance), any_fraction(chance), any_fraction(chance)};
}

/// The same number as Boost holds it, by way of the text.
cpp_rational peer(const fraction& f) { return cpp_rational{to_string(f)}; }

std::string text_of(const cpp_rational& r) {
    return denominator(r) == 1 ? numerator(r).str() : numerator(r).str() + '/' + denominator(r).str();
}

cpp_rational ten_to(int exponent) {
    const cpp_int power = pow(cpp_int{10}, static_cast<unsigned>(std::abs(exponent)));
    return exponent < 0 ? cpp_rational{1, power} : cpp_rational{power};
}

/// Reads plain and scientific notation exactly.
cpp_rational number_in(const std::string& text) {
    const auto e = std::min(text.find('e'), text.size());
    const auto digits = fraction::parse(text.substr(0, e));
    REQUIRE(digits);
    return peer(*digits) * (e == text.size() ? cpp_rational{1} : ten_to(std::stoi(text.substr(e + 1))));
}

}  // namespace

TEST_CASE("every operation gives what Boost's rationals give, in place or on the heap") {
    int big = 0;
    for_all(
        any_triple,
        [&big](const triple& t) {
            CAPTURE(t.a);
            CAPTURE(t.b);
            const auto a = peer(t.a);
            const auto b = peer(t.b);
            CHECK(to_string(t.a + t.b) == text_of(a + b));
            CHECK(to_string(t.a - t.b) == text_of(a - b));
            CHECK(to_string(t.a * t.b) == text_of(a * b));
            if (b != 0) CHECK(to_string(t.a / t.b) == text_of(a / b));
            CHECK((t.a < t.b) == (a < b));
            CHECK((t.a == t.b) == (a == b));
            CHECK(to_string(-t.a) == text_of(-a));
            CHECK(t.a.sign() == a.sign());
            CHECK(t.a.is_whole() == (denominator(a) == 1));
            CHECK(t.a.is_small() == (denominator(a) <= INT64_MAX && abs(numerator(a)) <= INT64_MAX));
            if (!t.a.is_small()) ++big;
        },
        3000);
    CHECK(big > 300);
}

TEST_CASE("sums and products may be taken in any order and grouping") {
    for_all(any_triple, [](const triple& t) {
        CHECK(t.a + t.b == t.b + t.a);
        CHECK((t.a + t.b) + t.c == t.a + (t.b + t.c));
        CHECK(t.a * t.b == t.b * t.a);
        CHECK((t.a * t.b) * t.c == t.a * (t.b * t.c));
        CHECK(t.a * (t.b + t.c) == t.a * t.b + t.a * t.c);
    });
}

TEST_CASE("what is taken away and put back leaves no trace, also in the hash and the way it is held") {
    for_all(any_triple, [](const triple& t) {
        const auto same = t.a - t.b + t.b;
        CHECK(same == t.a);
        CHECK(same.is_small() == t.a.is_small());
        CHECK(std::hash<fraction>{}(same) == std::hash<fraction>{}(t.a));
        if (t.b != 0) CHECK(t.a / t.b * t.b == t.a);
    });
}

TEST_CASE("a fraction is read back from its own text") {
    for_all(any_fraction, [](const fraction& f) {
        CHECK(fraction::parse(to_string(f)) == f);
        if (const auto text = f.to_decimal_text()) CHECK(fraction::parse(*text) == f);
        CHECK(f.to_decimal_text().has_value() == f.is_finite_decimal());
    });
}

TEST_CASE("numerator and denominator have no common divisor, and the denominator is positive") {
    for_all(any_fraction, [](const fraction& f) {
        if (!f.is_small()) return;
        CHECK(f.denominator() > 0);
        CHECK(std::gcd(f.numerator(), f.denominator()) == 1);
        CHECK(fraction{f.numerator(), f.denominator()} == f);
    });
}

TEST_CASE("rounding to decimals moves by less than one unit, to the side that was asked for, or throws") {
    for_all(
        [](source_of_chance& chance) {
            // halves, quarters and fifths meet ties
            const auto f =
                chance.chance(1, 2) ? fraction{any_whole(chance), chance.between(1, 20)} : any_fraction(chance);
            return std::pair{f, static_cast<int>(chance.between(0, chance.chance(1, 2) ? 3 : 18))};
        },
        [](const std::pair<fraction, int>& drawn) {
            const auto& f = drawn.first;
            const int places = drawn.second;
            CAPTURE(f);
            CAPTURE(places);
            const auto exact = peer(f) * ten_to(places);
            for (const auto how : ways) {
                std::int64_t got = 0;
                try {
                    got = f.to_decimal(places, how).coefficient();
                } catch (const std::overflow_error&) {
                    CHECK(abs(exact) > INT64_MAX - 1);
                    continue;
                }
                const cpp_rational moved = cpp_rational{got} - exact;
                CHECK(abs(moved) < 1);
                switch (how) {
                    case rounding::toward_zero:
                        CHECK(abs(cpp_rational{got}) <= abs(exact));
                        break;
                    case rounding::floor:
                        CHECK(moved <= 0);
                        break;
                    case rounding::ceiling:
                        CHECK(moved >= 0);
                        break;
                    case rounding::half_even:
                        CHECK(2 * abs(moved) <= 1);
                        if (2 * abs(moved) == 1) CHECK(got % 2 == 0);
                        break;
                    case rounding::half_away_from_zero:
                        CHECK(2 * abs(moved) <= 1);
                        if (2 * abs(moved) == 1) CHECK(abs(cpp_rational{got}) > abs(exact));
                        break;
                }
            }
        },
        1500);
}

TEST_CASE("text of n significant digits is within half a unit of the n-th digit") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{any_fraction(chance), static_cast<int>(chance.between(1, 40))};
        },
        [](const std::pair<fraction, int>& drawn) {
            const auto& f = drawn.first;
            const int digits = drawn.second;
            const auto text = f.to_text(digits);
            CAPTURE(f);
            CAPTURE(digits);
            CAPTURE(text);
            const cpp_rational exact = abs(peer(f));
            if (exact == 0) {
                CHECK(text == "0");
                return;
            }
            int exponent = 0;  // of the first digit
            while (exact >= ten_to(exponent + 1)) ++exponent;
            while (exact < ten_to(exponent)) --exponent;
            const cpp_rational moved = abs(number_in(text)) - exact;
            const cpp_rational half_unit = ten_to(exponent - digits + 1) / 2;
            CHECK(abs(moved) <= half_unit);
            CHECK(moved != -half_unit);  // of two equally near the one farther from zero
            CHECK((text[0] == '-') == (f < 0));
            const auto plain = f.to_plain_text(digits);
            CHECK(plain.find('e') == std::string::npos);
            CHECK(number_in(plain) == number_in(f.to_text(std::max(digits, exponent + 1))));
            if (text.find('e') == std::string::npos) CHECK(plain == text);
        },
        1500);
}

TEST_CASE("text of significant digits looks like that of printf") {
    CHECK(fraction(1, 8).to_text(17) == "0.125");
    CHECK(fraction(1, 3).to_text(17) == "0.33333333333333333");
    CHECK(fraction(-2, 3).to_text(3) == "-0.667");
    CHECK(fraction(100000, 3).to_text(17) == "33333.333333333333");
    CHECK(fraction(1200).to_text(2) == "1.2e+03");
    CHECK(fraction(1200).to_text(4) == "1200");
    CHECK(fraction(1, 10000).to_text(17) == "0.0001");
    CHECK(fraction(1, 100000).to_text(17) == "1e-05");
    CHECK(fraction(1, 100000).to_plain_text(17) == "0.00001");
    CHECK(fraction(1, 300000).to_plain_text(3) == "0.00000333");
    CHECK(fraction(12345, 10).to_plain_text(2) == "1235");
    CHECK((fraction{1'000'000'000'000'000'000} / 3).to_plain_text(17) == "333333333333333333");
    CHECK(fraction(999999, 1000000).to_text(3) == "1");
    CHECK(fraction(99999, 1).to_text(3) == "1e+05");
    CHECK(fraction(5, 2).to_text(1) == "3");
    CHECK(fraction(-5, 2).to_text(1) == "-3");
    CHECK(fraction(0).to_text(5) == "0");
    CHECK(fraction::parse("1/1" + std::string(120, '0'))->to_text(3) == "1e-120");
    CHECK(fraction::parse("15" + std::string(120, '0'))->to_text(3) == "1.5e+121");
    CHECK_THROWS_AS(static_cast<void>(fraction(1).to_text(0)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(fraction(1).to_text(1001)), std::invalid_argument);
}

TEST_CASE("fractions and decimals of any length are read, and nothing else") {
    CHECK(fraction::parse("2/6") == fraction(1, 3));
    CHECK(fraction::parse("-13.60") == fraction(-68, 5));
    CHECK(fraction::parse("+010/08") == fraction(5, 4));
    CHECK(fraction::parse("0." + std::string(30, '3') + "5")->is_small() == false);
    CHECK(to_string(*fraction::parse("99999999999999999999/3")) == "33333333333333333333");
    for (const auto* text : {"",
                             "-",
                             "/",
                             "1/",
                             "/2",
                             "1/0",
                             "1/-2",
                             "1/2/3",
                             "1.5/2",
                             "1/2.5",
                             ".5",
                             "5.",
                             "1e3",
                             " 1",
                             "1 ",
                             "1 / 2",
                             "--1",
                             "0x10",
                             "1/00",
                             "99999999999999999999.",
                             "99999999999999999999x"}) {
        CAPTURE(text);
        CHECK(!fraction::parse(text));
    }
    CHECK(fraction::parse(std::string(1000, '9')));
    CHECK(!fraction::parse(std::string(1001, '9')));
}

TEST_CASE("the ends of 64 bits convert exactly") {
    CHECK(to_string(fraction{INT64_MIN}) == "-9223372036854775808");
    CHECK(fraction{INT64_MIN}.numerator() == INT64_MIN);
    CHECK(fraction{INT64_MIN, INT64_MIN} == 1);
    CHECK(to_string(fraction{1, INT64_MIN}) == "-1/9223372036854775808");
    CHECK(to_string(fraction{UINT64_MAX}) == "18446744073709551615");
    CHECK_THROWS_AS(static_cast<void>(fraction{UINT64_MAX}.numerator()), std::overflow_error);
    CHECK_THROWS_AS(static_cast<void>(fraction(1, INT64_MIN).denominator()), std::overflow_error);
    CHECK_THROWS_AS(static_cast<void>(fraction{UINT64_MAX}.floor()), std::overflow_error);
    CHECK((-fraction{INT64_MIN}) + INT64_MIN == 0);
    const auto half = fraction{INT64_MIN} / 2;
    CHECK(half.is_small());
    CHECK(half * 2 == INT64_MIN);
    CHECK(half + half == INT64_MIN);
    CHECK(half / 3 + half * fraction(5, 3) == INT64_MIN);
    CHECK(-(half * 2) > 0);
}

TEST_CASE("there is no division by zero") {
    CHECK_THROWS_AS(fraction(1, 0), std::domain_error);
    CHECK_THROWS_AS(static_cast<void>(fraction{1} / 0), std::domain_error);
    CHECK_THROWS_AS(static_cast<void>(fraction{UINT64_MAX} / 0), std::domain_error);
}

TEST_CASE("the whole numbers below and above are the nearest, at any size") {
    for_all(any_fraction, [](const fraction& f) {
        const auto low = floor(f), high = ceil(f);
        CHECK((low.is_whole() && high.is_whole()));
        CHECK((low <= f && f < low + 1));
        CHECK((f <= high && high - 1 < f));
        CHECK((low == high) == f.is_whole());
    });
}

TEST_CASE("least, greatest and absolute value") {
    const fraction parts[] = {{1, 2}, {1, 3}};
    CHECK(min(parts[0], parts[1]) == parts[1]);
    CHECK(max(parts[0], parts[1]) == parts[0]);
    CHECK(abs(fraction{-1, 3}) == fraction(1, 3));
    std::ostringstream out;
    out << parts[1] << ' ' << fraction{-4};
    CHECK(out.str() == "1/3 -4");
}

TEST_CASE("copies of a big fraction are independent of each other") {
    const fraction big = fraction{UINT64_MAX} / 7;
    auto a = big;
    auto b = a;
    a += 1;
    CHECK(b == big);
    b = std::move(a);
    CHECK(b == big + 1);
    a = b;
    auto& same = a;
    a = same;
    CHECK(a == b);
    a = std::move(same);
    CHECK(a == b);
    a = 5;
    CHECK(a == 5);
    CHECK(b == big + 1);
}

TEST_CASE("copies of one big fraction may be made and dropped in several threads") {
    const fraction big = fraction{UINT64_MAX} / 7;
    const auto work = [&big] {
        for (int i = 0; i < 20000; ++i) {
            auto copy = big;
            copy = fraction{i};
        }
    };
    std::thread other{work};
    work();
    other.join();
    CHECK(big * 7 == UINT64_MAX);
}
