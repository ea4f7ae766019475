// SPDX-License-Identifier: MIT
#include <muong/units/text_key.hpp>

#include <doctest/doctest.h>

#include <array>
#include <iostream>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "support/for_all.hpp"

#include "units/syllables.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::letter;
using muong::test::letters;
using muong::test::source_of_chance;

namespace {

std::string equality(std::string_view text) { return equality_key(text).value(); }
std::string search(std::string_view text) { return search_key(text).value(); }

/// Draws texts of up to 12 pieces.
auto texts_of(std::span<const std::string_view> pieces) {
    return [pieces](source_of_chance& chance) {
        std::string text;
        for (auto n = chance.between(0, 12); n > 0; --n) text += chance.pick(pieces);
        return text;
    };
}

}  // namespace

TEST_CASE("every letter of Vietnamese has one key, composed or not, small or capital") {
    CHECK(letters().size() == 73);
    for (const letter& l : letters()) {
        CAPTURE(l.small);
        for (const auto& written : {l.small, l.small_apart, l.capital, l.capital_apart}) {
            CHECK(equality(written) == l.small);
            CHECK(search(written) == l.bare);
        }
    }
}

TEST_CASE("every syllable has one key, wherever its tone is written, composed or not, small or capital") {
    std::size_t walked = 0;
    test::for_each_syllable([&](const test::syllable& s) {
        const auto wanted = equality(s.spelled);
        const bool same = equality(s.spelled_late) == wanted && equality(s.apart) == wanted &&
                          equality(s.apart_late) == wanted && equality(s.capital) == wanted &&
                          equality(wanted) == wanted && wanted == s.spelled;
        const bool found = search(s.spelled) == s.bare && search(s.spelled_late) == s.bare &&
                           search(s.apart) == s.bare && search(s.capital) == s.bare && search(wanted) == s.bare;
        if (!same || !found) {
            CAPTURE(s.spelled);
            CHECK(same);
            CHECK(found);
        }
        ++walked;
    });
    CHECK(walked > 20'000);
}

TEST_CASE("syllables and their keys" * doctest::skip()) {  // printed for check_unicode.py
    test::for_each_syllable([](const test::syllable& s) {
        std::cout << s.spelled << '\t' << s.spelled_late << '\t' << s.apart << '\t' << s.apart_late << '\t' << s.capital
                  << '\t' << equality(s.apart_late) << '\t' << search(s.capital) << '\n';
    });
}

TEST_CASE("a key of a key is the same key, and one equality key means one search key") {
    const std::array<std::string_view, 40> pieces{
        "a",      "Y",      "y", "i",      "u", "Q",  "q", "g", "ờ", "Đ", "h",  "\u0301", "\u0323", "\u0302",
        "\u031B", "\u0306", "0", "00",     "7", "'",  "’", "-", "–", " ", "  ", ".",      "ö",      "ñ",
        "\n",     "\u00A0", "Ж", "\u200B", "ý", "oà", "Ð", "é", ",", "ü̃", "(",  "𐐀"};
    for_all(
        texts_of(pieces),
        [](const std::string& text) {
            CAPTURE(text);
            const auto equal = equality(text);
            const auto found = search(text);
            CHECK(equality(equal) == equal);
            CHECK(search(found) == found);
            CHECK(search(equal) == found);
        },
        20'000);
}

TEST_CASE("what shows nothing leaves no trace in a key, at either end of a text") {
    // Such a text is taken apart sign by sign, and plain text is read byte by byte: both lead to one key.
    const std::array<std::string_view, 36> pieces{
        "a", "Y", "y", "i",  "u",  "Q", "q", "g", "ờ", "Đ",  "\u0301", "\u0323", "\u0345", "0", "00",   "7", "12", "'",
        "`", "-", " ", "\t", "\n", ".", "Ä", "ñ", "ý", "oà", "Ð",      "é",      ",",      "ü̃", "\x7F", "Æ", "Ж",  "“"};
    for_all(
        texts_of(pieces),
        [](const std::string& text) {
            CAPTURE(text);
            CHECK(search("\u200B" + text) == search(text));
            CHECK(search(text + "\u200B") == search(text));
            CHECK(equality(text + "\u200B") == equality(text));
        },
        20'000);
    for_all(
        [](source_of_chance& chance) {
            std::string bytes;
            for (auto n = chance.between(0, 4); n > 0; --n) bytes += static_cast<char>(chance.between(0, 255));
            return bytes;
        },
        [](const std::string& bytes) {
            CAPTURE(bytes);
            CHECK(search_key(bytes).has_value() == equality_key(bytes).has_value());
            CHECK(search_key(bytes + "\u200B").has_value() == search_key(bytes).has_value());
        },
        20'000);
}

TEST_CASE("keys are appended, and text that is not UTF-8 leaves no trace but a reason") {
    std::string out = "a|";
    CHECK(append_equality_key("Toả  TÌNH ", out));
    CHECK(out == "a|tỏa tình");
    CHECK(append_search_key("|Phường 04", out));
    CHECK(out == "a|tỏa tìnhphuong 4");
    CHECK_FALSE(append_search_key("M\xC6", out));
    CHECK_FALSE(append_equality_key("M\xFF", out));
    CHECK(out == "a|tỏa tìnhphuong 4");
    const auto bad = equality_key("M\xC6ng");
    REQUIRE_FALSE(bad);
    CHECK(bad.error().front().code == errc::invalid_utf8);
    CHECK(bad.error().front().expected == "UTF-8; byte 2 is not");
    CHECK_FALSE(search_key("\x80"));
}

TEST_CASE("an equality key keeps what tells names apart") {
    CHECK(equality("") == "");
    CHECK(equality(" \t\u00A0\n") == "");
    CHECK(equality("Sa Pa") != equality("Sa Pả"));
    CHECK(equality("Quý Quân") != equality("Quí Quân"));
    CHECK(equality("Phường 04") != equality("Phường 4"));
    CHECK(equality("Ea H’Leo") == equality("EA H'LEO"));
    CHECK(equality("Noọng Hẹt") == "noọng hẹt");
    CHECK(equality("Ðiện Biên") == "điện biên");
    CHECK(equality("\u00DCber \u00D8") == "über ø");
    CHECK(equality("Nu\u0303") == "nũ");
    CHECK(equality("N\u0303") == "ñ");
    CHECK(equality("b\u0301") == "b\u0301");
    CHECK(equality("\u0301") == "\u0301");
}

TEST_CASE("a search key loses marks, tones, zeros, apostrophes and hyphens") {
    CHECK(search("Đắk R'Lấp") == "dak rlap");
    CHECK(search("Đắk R’ Lấp") == "dak rlap");
    CHECK(search("Phan Rang-Tháp Chàm") == search("Phan Rang - Tháp Chàm"));
    CHECK(search("Quý Lộc") == search("Quí Lộc"));
    CHECK(search("Mỹ Lý") == "mi li");
    CHECK(search("Y Tý") == "y ti");
    CHECK(search("Thụy") == "thuy");
    CHECK(search("Phường 04") == "phuong 4");
    CHECK(search("A Lưới 10") == "a luoi 10");
    CHECK(search("0") == "0");
    CHECK(search("000") == "0");
    CHECK(search("N.T Phong Hải") == "n t phong hai");
    CHECK(search("...") == "");
}

TEST_CASE("a megabyte of text has a key") {
    std::string text;
    while (text.size() < 1'000'000) text += "Mường Nhé ";
    CHECK(equality(text).size() == text.size() - 1);
    CHECK(search(text).substr(0, 20) == "muong nhe muong nhe ");
    CHECK(search(std::string(1'000'000, 'o')).size() == 1'000'000);
}
