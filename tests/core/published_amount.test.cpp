// SPDX-License-Identifier: MIT
#include <muong/core/published_amount.hpp>

#include <doctest/doctest.h>

#include <array>
#include <sstream>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

published_amount read(std::string_view text, number_style style = number_style::english) {
    const auto a = published_amount::parse(text, style);
    REQUIRE(a);
    return *a;
}

}  // namespace

TEST_CASE("a published amount is read back from its own text, in both styles") {
    for_all(
        [](source_of_chance& chance) {
            const int multiplier = static_cast<int>(chance.between(0, 4)) * 3;
            const auto figure = decimal{chance.between(-9'000'000, 9'000'000), multiplier == 0 ? 0 : 3};
            return *published_amount::make(figure, multiplier, chance.chance(1, 2) ? vnd::value : usd::value);
        },
        [](const published_amount& a) {
            for (const auto style : {number_style::english, number_style::vietnamese}) {
                CAPTURE(to_string(a, style));
                const auto again = published_amount::parse(to_string(a, style), style);
                REQUIRE(again);
                CHECK(identical(*again, a));
                CHECK(*again == a);
            }
        });
}

TEST_CASE("4,821 billion and 4,821,000,000,000 are worth the same and are not the same text") {
    const auto in_billions = read("4,821 billion VND");
    const auto in_dong = read("4,821,000,000,000 VND");
    CHECK(in_billions == in_dong);
    CHECK_FALSE(identical(in_billions, in_dong));
    CHECK(in_billions.multiplier() == 9);
    CHECK(in_dong.multiplier() == 0);
    CHECK(in_billions.value() == any_money{4'821'000'000'000_vnd});
    CHECK(to_string(in_billions) == "4,821 billion VND");
    CHECK(to_string(in_billions, number_style::vietnamese) == "4.821 tỷ đồng");
    CHECK_FALSE(identical(read("4,821.0 billion VND"), in_billions));
}

TEST_CASE("an amount is read as people write it") {
    CHECK(identical(read("VND 2,048 billion"), read("2048 Billion VND")));
    CHECK(identical(read("4.821 tỷ đồng", number_style::vietnamese), read("4,821 billion VND")));
    CHECK(identical(read("1,5 triệu Đồng", number_style::vietnamese), read("1.5 million VND")));
    CHECK(identical(read("4.821 TỶ ĐỒNG", number_style::vietnamese), read("4,821 billion VND")));
    CHECK(identical(read("2 NGHÌN TỈ Đồng", number_style::vietnamese), read("2 Trillion vnd")));
    CHECK(identical(read("3 TRIỆU ĐỒNG", number_style::vietnamese), read("3 MILLION VND")));
    CHECK(identical(read("2 nghìn tỷ đồng", number_style::vietnamese), read("2 trillion VND")));
    CHECK(read("0.25 USD").value() == any_money{"0.25"_usd});
    std::ostringstream out;
    out << read("-12.50 USD");
    CHECK(out.str() == "-12.50 USD");
}

TEST_CASE("text of another form is no amount") {
    for (const auto* text :
         {"", "4,821 billion", "billion VND", "VND", "48,21 VND", "4,8210 VND", ",821 VND", "4821, VND", "1,234,5 VND",
          "4.821,0 VND", "1 zillion VND", "0.5 VND", "4 billionVND", "1  million VND", "99,999,999 trillion VND",
          "4,821 billion XXX", "1234,567 VND", "0.0000000001 billion VND"}) {
        CAPTURE(text);
        CHECK_FALSE(published_amount::parse(text));
    }
    CHECK_FALSE(published_amount::parse("4.82 tỷ đồng", number_style::vietnamese));
    CHECK_FALSE(published_amount::make(decimal{1}, 4, vnd::value));
}

TEST_CASE("an amount is told in the largest word that tells it whole") {
    for_all(
        [](source_of_chance& chance) {
            const auto figure = chance.between(-1'000'000'000'000, 1'000'000'000'000);
            return any_money::of_minor(figure * chance.pick(std::array{1, 1000, 1'000'000}), vnd::value);
        },
        [](any_money m) {
            CHECK(published(m).value() == m);
            CHECK(published(m).figure().decimals() == 0);
            CHECK(published(m, 2).value() == m);
        });
    CHECK(to_string(published(1'500'000_vnd)) == "1,500 thousand VND");
    CHECK(to_string(published(1'500'000_vnd, 1)) == "1.5 million VND");
    CHECK(to_string(published("12.50"_usd)) == "12.5 USD");
    CHECK(to_string(published(0_vnd)) == "0 VND");
}
