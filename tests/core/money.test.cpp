// SPDX-License-Identifier: MIT
#include <muong/core/money.hpp>

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <list>
#include <range/v3/view/filter.hpp>
#include <sstream>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

template <class A, class B>
concept Addable = requires(A a, B b) {
    a + b;
};
template <class A, class B>
concept Multipliable = requires(A a, B b) {
    a* b;
};
template <class T>
concept CountedIn = requires(T minor) {
    money<vnd>::of_minor(minor);
};
static_assert(CountedIn<int> && CountedIn<std::uint32_t> && !CountedIn<double>);
template <class A, class B>
concept Comparable = requires(A a, B b) {
    a < b;
};

static_assert(Addable<money<vnd>, money<vnd>> && !Addable<money<vnd>, money<usd>>);
static_assert(Comparable<money<vnd>, money<vnd>> && !Comparable<money<vnd>, money<usd>>);
static_assert(!Multipliable<money<vnd>, money<vnd>> && !Multipliable<any_money, any_money>);
static_assert(Multipliable<money<vnd>, std::int64_t> && Multipliable<int, money<vnd>>);
static_assert(!Multipliable<money<vnd>, double> && !Multipliable<float, any_money>, "it would be cut, not rounded");
static_assert(!Addable<money<vnd>, int>, "a number is no amount");
static_assert(!std::is_default_constructible_v<any_money>, "no amount without a currency");
static_assert(sizeof(money<vnd>) == 8 && sizeof(any_money) == 16);
static_assert(std::is_trivially_copyable_v<any_money>);
static_assert(1'500'000_vnd + 1_vnd == 1'500'001_vnd);
static_assert("12.50"_usd == money<usd>::of_minor(1250) && 12_usd + "0.50"_usd == "12.50"_usd);

namespace {

constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
constexpr std::array currencies{"VND"_currency, "USD"_currency, "KWD"_currency};

any_money draw(source_of_chance& chance, std::int64_t most = greatest) {
    const auto minor = chance.between(-most, most);
    return any_money::of_minor(minor, chance.pick(currencies));
}

}  // namespace

TEST_CASE("an amount is read back from its own text") {
    for_all([](source_of_chance& chance) { return draw(chance); },
            [](any_money m) {
                CHECK(any_money::parse(to_string(m)) == m);
                std::ostringstream out;
                out << m;
                CHECK(out.str() == to_string(m));
                CHECK(any_money::of(m.amount(), m.currency()) == m);
            });
    CHECK(to_string(4'821'000'000'000_vnd) == "4821000000000 VND");
    CHECK(to_string("-0.05"_usd) == "-0.05 USD");
    CHECK(any_money::parse("USD 12.5") == any_money{"12.50"_usd});
    CHECK(money<usd>::parse("12.500 USD") == "12.50"_usd);
}

TEST_CASE("text of another form, of an unknown currency or with too many decimals is no amount") {
    for (const auto* text : {"", "12", "VND", "12 XXX", "12 vnd", "12  VND", "12 VND ", "1.5 VND", "0.001 USD",
                             "1,500 VND", "12 VND VND", "9223372036854775808 VND", "92233720368547759 USD"}) {
        CAPTURE(text);
        CHECK_FALSE(any_money::parse(text));
    }
    CHECK_FALSE(money<vnd>::parse("12 USD"));
    CHECK_FALSE(money<vnd>::of("0.5"_dec));
    CHECK(money<vnd>::of("5.00"_dec) == 5_vnd);
}

TEST_CASE("sums are exact, or refused") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{draw(chance), draw(chance)};
        },
        [](const auto& both) {
            const auto [a, b] = both;
            if (a.currency() != b.currency()) {
                CHECK_THROWS_AS(static_cast<void>(a + b), std::invalid_argument);
                CHECK((a <=> b) == std::partial_ordering::unordered);
                CHECK(a != b);
                return;
            }
            std::int64_t sum = 0;
            if (__builtin_add_overflow(a.minor(), b.minor(), &sum) || sum == -greatest - 1) {
                CHECK_THROWS_AS(static_cast<void>(a + b), std::overflow_error);
            } else {
                CHECK((a + b).minor() == sum);
                CHECK(a + b - b == a);
                CHECK(b + a == a + b);
            }
            CHECK((a < b) == (a.minor() < b.minor()));
            CHECK(a - a == any_money::of_minor(0, a.currency()));
        });
    CHECK_THROWS_AS(static_cast<void>(1'000'000_vnd * greatest), std::overflow_error);
    CHECK(3 * 5_vnd == 15_vnd);
    CHECK_THROWS_AS(static_cast<void>(money<vnd>::of_minor(-greatest - 1)), std::out_of_range);
}

TEST_CASE("a total is the sum of its rows, however far the sums on the way go") {
    struct row {
        money<vnd> paid;
    };
    for_all(
        [](source_of_chance& chance) {
            std::vector<row> rows(chance.index(20));
            for (auto& r : rows) r.paid = money<vnd>::of_minor(chance.between(-1'000'000, 1'000'000));
            return rows;
        },
        [](const std::vector<row>& rows) {
            std::int64_t sum = 0;
            for (const auto& r : rows) sum += r.paid.minor();
            CHECK(total(rows, &row::paid).minor() == sum);
            CHECK(total_in("VND"_currency, rows, &row::paid).minor() == sum);
            // a view that is not to be walked when it is const
            auto received = rows | ranges::views::filter([](const row& r) { return r.paid < 0_vnd; });
            auto paid = rows | ranges::views::filter([](const row& r) { return r.paid >= 0_vnd; });
            CHECK((total(paid, &row::paid) + total(std::move(received), &row::paid)).minor() == sum);
            CHECK(total_in("VND"_currency, paid, &row::paid) == any_money{total(paid, &row::paid)});
        });
    constexpr auto most = money<vnd>::of_minor(greatest);
    CHECK(total(std::array{most, most, -most}) == most);
    CHECK_THROWS_AS(static_cast<void>(total(std::array{most, most})), std::overflow_error);
    CHECK(total(std::vector<money<usd>>{}) == 0_usd);
    CHECK(total_in("USD"_currency, std::vector<any_money>{}) == any_money{0_usd});
    CHECK_THROWS_AS(static_cast<void>(total_in("USD"_currency, std::array{any_money{1_vnd}})), std::invalid_argument);
}

TEST_CASE("an amount with a fixed currency and one that carries it are the same amount") {
    const any_money m = 5_vnd;
    CHECK(m.as<vnd>() == 5_vnd);
    CHECK_FALSE(m.as<usd>());
    CHECK(m + 1_vnd == any_money{6_vnd});
    CHECK(std::hash<any_money>{}(m) == std::hash<money<vnd>>{}(5_vnd));
}

TEST_CASE("a sum is exact however long the list, with small amounts and large, and on the way beyond 64 bits") {
    for_all(
        [](source_of_chance& chance) {
            std::vector<std::int64_t> minors(chance.index(1'600));
            const auto kind = chance.between(0, 3);
            for (auto& m : minors) {
                const std::int64_t edge = std::int64_t{1} << (kind == 3 ? 62 : 53);
                const std::int64_t small = chance.between(-1'000'000, 1'000'000);
                const bool at_edge = kind > 0 && chance.chance(kind == 1 ? 1 : 200, 400);
                m = at_edge ? (chance.chance(1, 2) ? edge : -edge) + chance.between(-2, 2) : small;
            }
            return minors;
        },
        [](const std::vector<std::int64_t>& minors) {
            detail::int128 sum = 0;
            std::vector<money<vnd>> amounts;
            for (const auto m : minors) {
                sum += m;
                amounts.push_back(money<vnd>::of_minor(m));
            }
            const std::list<money<vnd>> linked{amounts.begin(), amounts.end()};
            if (detail::fits_int64(sum)) {
                CHECK(total(amounts).minor() == static_cast<std::int64_t>(sum));
                CHECK(total(linked).minor() == static_cast<std::int64_t>(sum));
            } else {
                CHECK_THROWS_AS(static_cast<void>(total(amounts)), std::overflow_error);
                CHECK_THROWS_AS(static_cast<void>(total(linked)), std::overflow_error);
            }
        },
        2'000);
}
