// SPDX-License-Identifier: MIT
#include <muong/indicators/consistency.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

using number = qualified<decimal>;

measure_unit unit(std::string_view text) { return measure_unit::parse(text).value(); }

constexpr auto year = "2025"_period;

claim told(const number& value, std::string_view of_unit = "persons", const period& when = year) {
    return {"", "province", "figure", value, unit(of_unit), when, {}};
}

/// A claim that is true of `x`, with any word.
number any_true(source_of_chance& chance, std::int64_t x) {
    const auto off = chance.between(1, 50);
    switch (chance.between(0, 6)) {
        case 0:
            return number::over(decimal{x - off});
        case 1:
            return number::nearly(decimal{x + off});
        case 2:
            return number::about(decimal{x});
        case 3:
            return number::at_least(decimal{x - off + 1});
        case 4:
            return number::at_most(decimal{x + off - 1});
        case 5:
            return number::between(decimal{x - off}, decimal{x + off});
        default:
            return number::exact(decimal{x});
    }
}

constexpr std::array names{"a", "b"};
/// Claims on two indicators over any years, true or not.
std::vector<claim> any_claims(source_of_chance& chance) {
    std::vector<claim> all;
    for (std::size_t i = 0, n = chance.index(8); i < n; ++i) {
        auto c = told(any_true(chance, chance.between(-20, 20)), chance.chance(1, 4) ? "households" : "persons",
                      "2020"_period + static_cast<std::int32_t>(chance.index(2)));
        c.indicator = names[chance.index(2)];
        all.push_back(c);
    }
    return all;
}

}  // namespace

TEST_CASE("the conflicts are just the pairs that have no value in common") {
    for_all(any_claims, [](const std::vector<claim>& all) {
        const auto found = find_conflicts(all);
        std::size_t expected = 0;
        for (std::size_t a = 0; a < all.size(); ++a) {
            for (std::size_t b = a + 1; b < all.size(); ++b) {
                const bool comparable =
                    all[a].indicator == all[b].indicator && all[a].when == all[b].when && all[a].unit == all[b].unit;
                if (comparable && !intersection(all[a].value.bounds(), all[b].value.bounds())) {
                    CHECK(std::ranges::count_if(found, [&](const conflict& c) {
                              return c.first == a && c.second == b && c.same_period;
                          }) == 1);
                    ++expected;
                }
            }
        }
        CHECK(found.size() == expected);
    });
}

TEST_CASE("claims made from true values by any words are never impossible, in sums, stocks and products") {
    struct draw {
        claim sum, product, a, b;
    };
    for_all(
        [](source_of_chance& chance) {
            const auto x = chance.between(-100, 100), y = chance.between(-100, 100);
            return draw{told(any_true(chance, x + y)), told(any_true(chance, x * y)), told(any_true(chance, x)),
                        told(any_true(chance, y))};
        },
        [](const draw& d) {
            const std::array parts{d.a, d.b};
            CHECK(check_product(d.product, parts).found != verdict::impossible);
            CHECK(check_sum(d.sum, parts).value().found != verdict::impossible);
            CHECK(check_stock(d.a, d.b, d.sum).value().found != verdict::impossible);
            const bool exact = d.sum.value.is_exact() && d.a.value.is_exact() && d.b.value.is_exact();
            if (exact) CHECK(check_sum(d.sum, parts).value().found == verdict::holds);
        },
        1000);
}

TEST_CASE("a narrower reading keeps what is impossible impossible") {
    for_all(
        [](source_of_chance& chance) {
            return std::array{told(any_true(chance, chance.between(-100, 100))),
                              told(any_true(chance, chance.between(-100, 100))),
                              told(any_true(chance, chance.between(-100, 100)))};
        },
        [](const std::array<claim, 3>& c) {
            const std::array parts{c[1], c[2]};
            if (check_product(c[0], parts).found == verdict::impossible) {
                CHECK(check_product(c[0], parts, reading::within("20%"_percent)).found == verdict::impossible);
            }
        },
        1000);
}

TEST_CASE("two growth rates of nearly the same years disagree, a year and its first months do not") {
    auto first = told("8.76"_dec, "percent per year", "2021/2025"_period);
    auto second = told("8.35"_dec, "percent per year", "2020/2025"_period);
    first.cited.who = "A newspaper";
    second.cited.who = "Another one";
    const std::array all{first, second, told("1"_dec, "percent per year", "2025"_period)};
    const auto found = find_conflicts(all);
    REQUIRE(found.size() == 1);
    CHECK(found.front() == conflict{0, 1, false, fraction{-41, 100}});
    std::ostringstream out;
    out << found.front();
    CHECK(out.str() == "claims 0 and 1, apart by -0.41, most of the days are common to both");
    CHECK(to_string(found.front(), all) ==
          "province, figure (2021/2025): 8.76 percent per year [A newspaper]\n"
          "province, figure (2020/2025): 8.35 percent per year [Another one]\n"
          "apart by -0.41 percentage points, most of the days are common to both");
    CHECK(find_conflicts(all, reading::literal(), 1).empty());
    CHECK(find_conflicts(all, reading::literal(), {1, 10}).size() == 3);
    CHECK_THROWS_AS((void)find_conflicts(all, reading::literal(), 0), std::invalid_argument);
}

TEST_CASE("an output and an output a head imply a population, and may contradict another one") {
    const auto near = reading::within("10%"_percent);
    const claim grdp = told(number::over("17000"_dec), "billion VND"),
                a_head = told(number::over("54"_dec), "million VND");
    const auto implied = implied_factor(grdp, a_head, near);
    CHECK(implied.said.to_text(6) == "314815");
    CHECK(implied.bounds.contains(fraction{300'000}));
    CHECK_FALSE(implied.bounds.contains(fraction{350'000}));
    const std::array factors{told(number::at_least("560000"_dec)), a_head};
    const auto made = check_product(grdp, factors, near);
    CHECK(made.found == verdict::impossible);
    CHECK(
        to_string(made) ==
        "impossible: (17,000,000,000,000, 18,700,000,000,000] against (30,240,000,000,000, inf); the bare numbers are "
        "17,000,000,000,000 and 30,240,000,000,000 (within 10%)");
    CHECK(check_product(grdp, factors).found == verdict::undecided);  // "over" alone sets no upper bound
    CHECK_THROWS_AS((void)check_product(grdp, {}), std::invalid_argument);
}

TEST_CASE("a percent in a product is a hundredth of what it is multiplied with") {
    const auto households = told(decimal{100'000}, "households"), poor = told(decimal{25'500}, "households");
    const auto rate = told("25.5"_dec, "percent");
    CHECK(check_product(poor, std::array{households, rate}).found == verdict::holds);
    CHECK(check_product(rate, std::array{rate}).found == verdict::holds);
    const auto growth = told("25.5"_dec, "percent per year");
    CHECK(check_product(poor, std::array{households, growth}).found == verdict::holds);
    CHECK(implied_factor(poor, growth).said == fraction{100'000});
    CHECK(check_product(told(decimal{2'550'000}, "households"), std::array{households, rate}).found ==
          verdict::impossible);
    CHECK(implied_factor(poor, rate).said == fraction{100'000});
    CHECK(implied_factor(poor, households).said == fraction{255, 1000});
}

TEST_CASE("claims of periods that do not belong together decide nothing, and are named") {
    const auto at = [](const char* when) { return told(decimal{1}, "persons", *period::parse(when)); };
    const auto nine = told(decimal{9});
    const auto product = check_product(nine, std::array{at("2024")});
    CHECK(product.found == verdict::undecided);
    CHECK(product.periods == "province, figure is told of 2025, province, figure is told of 2024");
    CHECK(to_string(product) ==
          "undecided: 9 against 1; the bare numbers are 9 and 1 (literally); not of one period: " + product.periods);
    CHECK(check_product(nine, std::array{at("2025")}).found == verdict::impossible);
    CHECK_FALSE(implied_factor(nine, at("2024")).periods.empty());
    CHECK(implied_factor(nine, at("2025")).periods.empty());
    auto never = at("2025");
    never.when = {};
    CHECK(check_product(nine, std::array{never}).found == verdict::undecided);
    CHECK(check_product(never, std::array{never}).found == verdict::undecided);

    const auto sum = [](const claim& whole, const std::vector<claim>& parts) {
        return check_sum(whole, parts).value().found;
    };
    CHECK_THROWS_AS(static_cast<void>(sum(told(decimal{4}), {})),
                    std::invalid_argument);  // no part is not a sum of zero
    CHECK(sum(told(decimal{4}), {at("2025-Q4"), at("2025-Q1"), at("2025-Q2"), at("2025-Q3")}) == verdict::holds);
    CHECK(sum(told(decimal{2}), {at("2025-S1"), at("2025-S2")}) == verdict::holds);
    CHECK(sum(told(decimal{2}), {at("2025"), at("2025")}) == verdict::holds);
    CHECK(sum(told(decimal{9}), {at("2025-S1"), at("2025-Q3")}) == verdict::undecided);
    CHECK(sum(told(decimal{9}), {at("2025-S1"), at("2025-Q2"), at("2025-S2")}) == verdict::undecided);
    CHECK(sum(told(decimal{9}), {at("2024"), at("2025")}) == verdict::undecided);

    const auto stock = [&](const char* after, const char* before, const char* increase) {
        return check_stock(at(before), at(increase), at(after)).value().found;
    };
    CHECK(stock("2025", "2020", "2021/2025") == verdict::impossible);  // 1 is not 1 + 1
    CHECK(stock("2025", "2020", "2020/2025") == verdict::impossible);  // from some day of 2020
    CHECK(stock("2025", "2024", "2025") == verdict::impossible);
    CHECK(stock("2025", "2020", "2022/2025") == verdict::undecided);
    CHECK(stock("2025", "2020", "2021/2024") == verdict::undecided);
    CHECK(stock("2024", "2020", "2021/2025") == verdict::undecided);
}

TEST_CASE("sums are not made of what is measured in other units") {
    const std::array parts{told("8"_dec, "ha"), told("1"_dec, "km2")};
    CHECK(check_sum(told("108"_dec, "ha"), parts).value().found == verdict::holds);
    const auto failed = check_sum(told("108"_dec, "km"), parts);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().size() == 2);
    CHECK(failed.error().front().code == errc::unit_mismatch);
    std::ostringstream out;
    out << verdict::holds << ' ' << check_stock(told("1"_dec), told("1"_dec), told("3"_dec)).value();
    CHECK(out.str() == "holds impossible: 3 against 2; the bare numbers are 3 and 2 (literally)");
}
