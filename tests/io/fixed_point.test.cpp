// SPDX-License-Identifier: MIT
#include <muong/io/fixed_point.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <string>

#include <muong/core/decimal.hpp>

#include "support/for_all.hpp"

namespace muong {
namespace {

using test::for_all;

/// Texts that are numbers, or nearly.
std::string any_number(test::source_of_chance& chance) {
    if (chance.chance(1, 4)) return chance.text("0123456789.,-+e \xC2\xA0'", 0, 12);
    std::string text = chance.pick(std::vector<std::string>{"", "", "-", "+"});
    text += chance.text("0123456789", 1, chance.chance(1, 5) ? 20 : 8);
    if (chance.chance(1, 2)) {
        text += '.';
        text += chance.text("0123456789", 1, 6);  // one draw a statement: their order is the same everywhere
        text.append(chance.index(3), '0');
    }
    if (chance.chance(1, 8)) text[chance.index(text.size())] = "/:;,- 07"[chance.index(8)];
    return text;
}

/// A number without zeros at the end of its decimals: with them it may be too long for a decimal.
std::string without_last_zeros(std::string text) {
    if (text.find('.') == std::string::npos) return text;
    while (text.size() > 2 && text.back() == '0') {
        text.pop_back();
        if (text.back() == '.' && text[text.size() - 2] >= '0') text.pop_back();
        if (text.find('.') == std::string::npos) break;
    }
    return text;
}

TEST_CASE("a number is what a decimal is, at any count of decimals that holds it") {
    for_all(
        any_number,
        [](const std::string& text) {
            const auto number = decimal::parse(without_last_zeros(text));
            for (int decimals = 0; decimals <= 18; ++decimals) {
                CAPTURE(text);
                CAPTURE(decimals);
                const auto scan = scan_fixed(text, decimals);
                CHECK(scan == detail::scan_fixed_with_care(text, decimals, false));
                if (scan.form == number_form::plain) {
                    REQUIRE(number);
                    CHECK(decimal{scan.value, decimals} == *number);
                } else if (number) {
                    const auto digits = number->trimmed();
                    CHECK((scan.form == number_form::too_fine ? digits.decimals() > decimals
                                                              : scan.form == number_form::too_large));
                    if (scan.form == number_form::too_large)
                        CHECK_THROWS_AS((void)number->rounded(decimals), std::overflow_error);
                }
            }
        },
        5000);
}

TEST_CASE("every text of up to three characters is read alike by both ways") {
    constexpr std::string_view alphabet = "059.,-+e /:";
    std::string text;
    const auto check = [&] {
        for (const bool comma : {false, true}) {
            CAPTURE(text);
            CHECK(scan_fixed(text, 2, comma) == detail::scan_fixed_with_care(text, 2, comma));
        }
    };
    check();
    for (const char a : alphabet) {
        text.assign(1, a);
        check();
        for (const char b : alphabet) {
            text.assign({a, b});
            check();
            for (const char c : alphabet) {
                text.assign({a, b, c});
                check();
            }
        }
    }
}

TEST_CASE("a comma and a point change places when that is asked") {
    for_all(
        any_number,
        [](const std::string& text) {
            auto changed = text;
            for (auto& c : changed) c = c == '.' ? ',' : c == ',' ? '.' : c;
            if (text.find_first_of("0123456789") == std::string::npos)
                return;  // "." alone is a sign for a missing value
            CAPTURE(text);
            CHECK(scan_fixed(changed, 6, true) == scan_fixed(text, 6));
        },
        2000);
}

TEST_CASE("a number that may mean two things, or none, is told by its form") {
    const auto form = [](std::string_view text) { return scan_fixed(text, 2).form; };
    for (const auto* text :
         {"0", "-0", "+1", "007", "13.6", "13.60", "13.6000", "12345678", "-12345678", "92233720368547758.07"}) {
        CAPTURE(text);
        CHECK(form(text) == number_form::plain);
    }
    CHECK(form("") == number_form::empty);
    for (const auto* text : {"13,6", "1,234", "0,5", "-1,5"}) CHECK(form(text) == number_form::other_mark);
    for (const auto* text :
         {"1,234,567", "1.234.567", "1,234.5", "1.234,5", "1 234", "1'234", "1\u00A0234", "1\u202F234.5"}) {
        CAPTURE(text);
        CHECK(form(text) == number_form::thousands);
    }
    for (const auto* text : {"1e5", "1.5E+06", "-2E-3"}) CHECK(form(text) == number_form::exponent);
    for (const auto* text : {"NaN", "nan", "-nan", "NA", "N/A", "inf", "-Infinity", "null", "-", "..", ":"}) {
        CAPTURE(text);
        CHECK(form(text) == number_form::no_number);
    }
    for (const auto* text :
         {"92233720368547758.08", "-92233720368547758.08", "1000000000000000000", "99999999999999999999999"}) {
        CHECK(form(text) == number_form::too_large);
    }
    for (const auto* text : {"0.001", "13.605", "123456789.125"}) CHECK(form(text) == number_form::too_fine);
    for (const auto* text :
         {" 1", "1 ", "5.", ".5", "1..2", "abc", "1a", "1e", "0x10", "--1", "1-", "%", "5%", "1.5e6e7"}) {
        CAPTURE(text);
        CHECK(form(text) == number_form::unintelligible);
    }
}

TEST_CASE("each form is a kind of problem with a phrase of its own") {
    CHECK(problem_kind(number_form::empty) == errc::missing_value);
    CHECK(problem_kind(number_form::other_mark) == errc::suspect_number);
    CHECK(problem_kind(number_form::thousands) == errc::suspect_number);
    CHECK(problem_kind(number_form::too_large) == errc::out_of_range);
    CHECK(problem_kind(number_form::exponent) == errc::malformed_text);
    CHECK(expected_instead(number_form::too_fine, 2) == "at most 2 decimals");
    CHECK(expected_instead(number_form::other_mark, 2) != expected_instead(number_form::other_mark, 2, true));
}

}  // namespace
}  // namespace muong
