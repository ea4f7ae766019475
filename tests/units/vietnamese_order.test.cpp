// SPDX-License-Identifier: MIT
#include <muong/units/vietnamese_order.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

std::string any_text(source_of_chance& chance) {
    constexpr std::array<std::string_view, 30> pieces{
        "a", "ă", "á",  "ạ",  "A", "b", "d",    "đ",    "e",       "hoà", "hòa", " ", "\u00A0", "-", "'",
        "0", "1", "02", "10", "9", "Ж", "\xC6", "\xFF", "o\u0302", "ô",   "z",   "𐐀", ".",      "y", "\u0323"};
    std::string text;
    for (auto n = chance.between(0, 6); n > 0; --n) text += chance.pick(pieces);
    return text;
}

}  // namespace

TEST_CASE("the order is total, and only equal bytes are equal") {
    for_all(
        [](source_of_chance& chance) {
            return std::array<std::string, 3>{any_text(chance), any_text(chance), any_text(chance)};
        },
        [](const std::array<std::string, 3>& t) {
            const std::string &a = t[0], &b = t[1], &c = t[2];
            CAPTURE(a);
            CAPTURE(b);
            CHECK((compare_vietnamese(a, b) == 0) == (a == b));
            CHECK((compare_vietnamese(a, b) < 0) == (compare_vietnamese(b, a) > 0));
            CHECK((vietnamese_sort_key(a) < vietnamese_sort_key(b)) == vietnamese_less{}(a, b));
            if (compare_vietnamese(a, b) < 0 && compare_vietnamese(b, c) < 0) CHECK(compare_vietnamese(a, c) < 0);
        },
        20'000);
}

TEST_CASE("lists of names have the order of the alphabet, then of the tones") {
    const std::vector<std::string> sorted{
        "",        "1",        "2 Bảo Lộc", "10 Bảo Lộc", "An",       "Ăn",        "Ẳng Cang", "Ẳng Nưa", "Ân",
        "Ba",      "Bà",       "Bả",        "Bã",         "Bá",       "Bạ",        "Ba Tô",    "Ba Tơ",   "Chà Cang",
        "Chà Nưa", "Cư M'gar", "Da",        "Đa",         "Hòa",      "Hỏa",       "Lay",      "Lầy",     "Mỹ Tho",
        "Mỹ Thọ",  "Nà Tòng",  "Na Tông",   "Nậm Kè",     "Phường 2", "Phường 10", "Quý",      "Sa Pa",   "Sa Pả",
        "Tơ",      "Tu",       "Tư",        "Xa",         "Y Tý",     "Ж"};
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        CAPTURE(sorted[i - 1]);
        CAPTURE(sorted[i]);
        CHECK(vietnamese_less{}(sorted[i - 1], sorted[i]));
    }
    for_all(
        [&](source_of_chance& chance) {
            auto mixed = sorted;
            for (auto n = mixed.size(); n > 1; --n) std::swap(mixed[n - 1], mixed[chance.index(n)]);
            return mixed;
        },
        [&](std::vector<std::string> mixed) {
            std::sort(mixed.begin(), mixed.end(), vietnamese_less{});
            CHECK(mixed == sorted);
        },
        20);
}

TEST_CASE("composition, the place of the tone and case come last") {
    CHECK(vietnamese_less{}("hoà", "hòb"));
    CHECK(vietnamese_less{}("hòa a", "hoà b"));
    CHECK(vietnamese_less{}("hoà a", "hòa b"));
    CHECK(vietnamese_less{}("ho\u0300a a", "hoà b"));
    CHECK(vietnamese_less{}("an", "An"));
    CHECK(vietnamese_less{}("An", "àn"));
    CHECK(compare_vietnamese("Ea H'Leo", "Ea H’Leo") != 0);
    CHECK(vietnamese_less{}(std::string(300, '1'), std::string(301, '1')));
    CHECK(vietnamese_less{}(std::string(300, '1') + "a", std::string(300, '1') + "b"));
}
