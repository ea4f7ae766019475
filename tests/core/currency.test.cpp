// SPDX-License-Identifier: MIT
#include <muong/core/currency.hpp>

#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <string>
#include <type_traits>

using namespace muong;

static_assert(!std::is_default_constructible_v<currency>, "no null currency");
static_assert(sizeof(currency) == 4);
static_assert("VND"_currency.minor_digits() == 0);
static_assert("USD"_currency.minor_digits() == 2);
static_assert("KWD"_currency.minor_digits() == 3);

TEST_CASE("a currency is read back from its own letters, and no other three letters are a currency") {
    std::set<std::string> known;
    for (char a = 'A'; a <= 'Z'; ++a) {
        for (char b = 'A'; b <= 'Z'; ++b) {
            for (char c = 'A'; c <= 'Z'; ++c) {
                const std::string letters{a, b, c};
                const auto found = currency::parse(letters);
                if (!found) continue;
                CHECK(to_string(*found) == letters);
                CHECK(found->minor_digits() <= 4);
                known.insert(letters);
            }
        }
    }
    CHECK(known.size() > 150);
    for (const auto* neighbour : {"VND", "LAK", "CNY", "THB", "KHR", "MMK"}) CHECK(known.contains(neighbour));
    CHECK_FALSE(known.contains("XXX"));
    for (const auto* late : {"SLE", "VED", "VES", "XCG", "ZWG"}) CHECK(known.contains(late));
    for (const auto* gone : {"ANG", "BGN", "HRK", "SLL", "ZWL"}) CHECK_FALSE(known.contains(gone));
}

TEST_CASE("text that is no currency is refused") {
    for (const auto* text : {"", "V", "VN", "vnd", "VND ", " VND", "VNDD", "ND ", "D A", "đ", "704"}) {
        CAPTURE(text);
        CHECK_FALSE(currency::parse(text));
    }
}

TEST_CASE("a currency prints as its letters, and equal ones have equal hashes") {
    std::ostringstream out;
    out << "LAK"_currency;
    CHECK(out.str() == "LAK");
    CHECK(std::hash<currency>{}("LAK"_currency) == std::hash<currency>{}(*currency::parse("LAK")));
    CHECK("LAK"_currency < "VND"_currency);
}
