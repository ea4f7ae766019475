// SPDX-License-Identifier: MIT
#include <muong/core/decimal.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>

#include "support/for_all.hpp"

using boost::multiprecision::cpp_int;
using muong::decimal;
using muong::errc;
using muong::rounding;
using muong::test::for_all;
using muong::test::source_of_chance;
using namespace muong::literals;

static_assert(sizeof(decimal) == 16 && std::is_trivially_copyable_v<decimal>);
static_assert(!std::is_convertible_v<double, decimal> && !std::is_convertible_v<int, decimal>);
static_assert(std::is_constructible_v<decimal, int> && !std::is_constructible_v<decimal, double>, "it would be cut");
static_assert(!std::is_constructible_v<decimal, float, int>);
template <class A, class B>
concept divides = requires(A a, B b) {
    a / b;
};
static_assert(!divides<decimal, decimal>, "a quotient of decimals is a fraction");
static_assert("13.60"_dec == "13.6"_dec && !identical("13.60"_dec, "13.6"_dec));
static_assert("0.1"_dec + "0.2"_dec == "0.3"_dec);
static_assert("-2.50"_dec.rounded(0, rounding::half_even) == "-2"_dec);

namespace {

constexpr auto greatest = INT64_MAX;
constexpr rounding ways[] = {rounding::half_away_from_zero, rounding::half_even, rounding::toward_zero, rounding::floor,
                             rounding::ceiling};

/// Coefficients of every length, the ends of the range among them.
std::int64_t any_coefficient(source_of_chance& chance) {
    if (chance.chance(1, 20)) return chance.chance(1, 2) ? greatest : -greatest;
    const auto bound = greatest >> chance.between(0, 62);
    return chance.between(-bound, bound);
}

decimal any_decimal(source_of_chance& chance) {
    return decimal{any_coefficient(chance), static_cast<int>(chance.between(0, 18))};
}

struct pair_of_decimals {
    decimal a, b;
};
pair_of_decimals any_pair(source_of_chance& chance) {
    const auto a = any_decimal(chance);
    if (chance.chance(1, 4)) {  // the same number, or one quite near to it
        const int decimals = static_cast<int>(chance.between(a.decimals(), 18));
        const decimal apart{chance.between(-1, 1), decimals};
        try {
            return {a, a.rounded(decimals) + apart};
        } catch (const std::overflow_error&) {
        }
    }
    return {a, any_decimal(chance)};
}

cpp_int ten_to(int exponent) { return pow(cpp_int{10}, static_cast<unsigned>(exponent)); }

/// d * 10^36, which is whole for every decimal and every product of two.
cpp_int scaled(decimal d) { return cpp_int{d.coefficient()} * ten_to(36 - d.decimals()); }

bool fits(const cpp_int& coefficient) { return abs(coefficient) <= greatest; }

template <class Compute>
std::optional<decimal> unless_overflow(Compute compute) {
    try {
        return compute();
    } catch (const std::overflow_error&) {
        return std::nullopt;
    }
}

}  // namespace

TEST_CASE("a decimal is read back from its own text with all its decimals") {
    for_all(
        any_decimal,
        [](decimal d) {
            const auto text = to_string(d);
            CAPTURE(text);
            CHECK(text.size() <= decimal::max_text_size);
            const auto again = decimal::parse(text);
            REQUIRE(again);
            CHECK(identical(*again, d));
        },
        3000);
}

TEST_CASE("order and equality are those of the numbers, and equal numbers have one hash") {
    for_all(
        any_pair,
        [](pair_of_decimals p) {
            CAPTURE(p.a);
            CAPTURE(p.b);
            CHECK((p.a < p.b) == (scaled(p.a) < scaled(p.b)));
            CHECK((p.a == p.b) == (scaled(p.a) == scaled(p.b)));
            if (p.a == p.b) CHECK(std::hash<decimal>{}(p.a) == std::hash<decimal>{}(p.b));
            if (identical(p.a, p.b)) CHECK(p.a == p.b);
        },
        5000);
}

TEST_CASE("sums, differences and products are exact or throw, just when they do not fit") {
    for_all(
        any_pair,
        [](pair_of_decimals p) {
            CAPTURE(p.a);
            CAPTURE(p.b);
            const int decimals = std::max(p.a.decimals(), p.b.decimals());
            const auto check = [](const std::optional<decimal>& got, const cpp_int& want, int places) {
                REQUIRE(got.has_value() == (places <= 18 && fits(want / ten_to(36 - places))));
                if (!got) return;
                CHECK(scaled(*got) == want);
                CHECK(got->decimals() == places);
            };
            check(unless_overflow([&] { return p.a + p.b; }), scaled(p.a) + scaled(p.b), decimals);
            check(unless_overflow([&] { return p.a - p.b; }), scaled(p.a) - scaled(p.b), decimals);
            check(unless_overflow([&] { return p.a * p.b; }), scaled(p.a) * scaled(p.b) / ten_to(36),
                  p.a.decimals() + p.b.decimals());
        },
        5000);
}

TEST_CASE("rounding moves by less than one unit of the last decimal, to the side that was asked for") {
    for_all(
        [](source_of_chance& chance) {
            // few digits are dropped, so that ties come often
            const int decimals = static_cast<int>(chance.between(0, 18));
            return std::pair{decimal{any_coefficient(chance), decimals},
                             static_cast<int>(chance.between(std::max(0, decimals - 2), decimals))};
        },
        [](const std::pair<decimal, int>& drawn) {
            const auto d = drawn.first;
            const int places = drawn.second;
            CAPTURE(d);
            CAPTURE(places);
            const cpp_int unit = ten_to(36 - places);
            for (const auto how : ways) {
                const auto r = d.rounded(places, how);
                const cpp_int moved = scaled(r) - scaled(d);
                CHECK(r.decimals() == places);
                CHECK(abs(moved) < unit);
                switch (how) {
                    case rounding::toward_zero:
                        CHECK(abs(scaled(r)) <= abs(scaled(d)));
                        break;
                    case rounding::floor:
                        CHECK(moved <= 0);
                        break;
                    case rounding::ceiling:
                        CHECK(moved >= 0);
                        break;
                    case rounding::half_even:
                        CHECK(2 * abs(moved) <= unit);
                        if (2 * abs(moved) == unit) CHECK(r.coefficient() % 2 == 0);
                        break;
                    case rounding::half_away_from_zero:
                        CHECK(2 * abs(moved) <= unit);
                        if (2 * abs(moved) == unit) CHECK(abs(scaled(r)) > abs(scaled(d)));
                        break;
                }
            }
        },
        2000);
}

TEST_CASE("trimming keeps the number and leaves no zero at the end of the decimals") {
    for_all(any_decimal, [](decimal d) {
        const auto t = d.trimmed();
        CHECK(t == d);
        CHECK((t.decimals() == 0 || t.coefficient() % 10 != 0));
    });
}

TEST_CASE("a text of random characters is refused, or means what its digits say") {
    for_all([](source_of_chance& chance) { return chance.text("0011259.+- e", 0, 22); },
            [](const std::string& text) {
                CAPTURE(text);
                const auto d = decimal::parse(text);
                CHECK(d.has_value() == !decimal::fault_in(text).has_value());
                if (!d) return;
                // without its sign, leading zeros and the minus of zero the text is the canonical one
                auto digits = text.substr(text.find_first_not_of("+-"));
                while (digits.size() > 1 && digits[0] == '0' && digits[1] != '.') digits.erase(0, 1);
                if (text[0] == '-' && d->coefficient() != 0) digits.insert(0, 1, '-');
                CHECK(to_string(*d) == digits);
            },
            20000);
}

TEST_CASE("texts that are no decimals are told apart from decimals that do not fit") {
    CHECK(decimal::fault_in("") == errc::missing_value);
    for (const auto* text : {"-", "+", ".", ".5", "5.", "-.5", "1,5", "1.2.3", " 1", "1 ", "1e3", "0x1", "--1", "1_000",
                             "NaN", "١", "1.-5", "999999999999999999999999x"}) {
        CAPTURE(text);
        CHECK(decimal::fault_in(text) == errc::malformed_text);
    }
    for (const auto* text :
         {"9223372036854775808", "-9223372036854775808", "18446744073709551617", "92233720368547758.080",
          "0.0000000000000000000", "100000000000000000000000000000000000000000"}) {
        CAPTURE(text);
        CHECK(decimal::fault_in(text) == errc::out_of_range);
    }
}

TEST_CASE("the ends of the range are decimals") {
    CHECK(to_string(decimal{greatest}) == "9223372036854775807");
    CHECK(to_string(decimal{-greatest, 18}) == "-9.223372036854775807");
    CHECK(decimal::parse("00000000000000000000000000000000000001") == decimal{1});
    CHECK(to_string(decimal{-1, 18}) == "-0.000000000000000001");
    CHECK(to_string(decimal{0, 2}) == "0.00");
    CHECK(to_string("-0.00"_dec) == "0.00");
    CHECK(to_string("+7.10"_dec) == "7.10");
    std::ostringstream out;
    out << "13.60"_dec;
    CHECK(out.str() == "13.60");
}

TEST_CASE("a decimal that cannot be held is not made") {
    CHECK_THROWS_AS(decimal(1, 19), std::out_of_range);
    CHECK_THROWS_AS(decimal(1, -1), std::out_of_range);
    CHECK_THROWS_AS(decimal(INT64_MIN), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(decimal{1}.rounded(19)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(decimal{1}.rounded(-1)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(decimal{10}.rounded(18)), std::overflow_error);
}
