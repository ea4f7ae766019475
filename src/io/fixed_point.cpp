// SPDX-License-Identifier: MIT
#include <muong/io/fixed_point.hpp>

#include <algorithm>
#include <bit>
#include <iterator>
#include <string>

#include <muong/core/detail/wide.hpp>
#include <muong/io/detail/load_bytes.hpp>

#include "io/short_number.hpp"

namespace muong::inline v0 {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Takes the digits at the beginning of a text off it.
std::string_view take_digits(std::string_view& text) noexcept {
    const auto size = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    const auto digits = text.substr(0, size);
    text.remove_prefix(size);
    return digits;
}

bool is_word_for_missing(std::string_view text) noexcept {
    constexpr std::string_view words[] = {"nan", "na",    "n/a", "#n/a", "inf", "infinity", "null", "none",
                                          "nil", "#num!", "-",   "--",   ".",   "..",       "...",  ":"};
    return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) {
        return std::equal(word.begin(), word.end(), text.begin(), text.end(),
                          [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
    });
}

/// Length of the mark between groups of digits that a text begins with; 0 if it begins with none.
std::size_t group_mark(std::string_view text) noexcept {
    constexpr std::string_view marks[] = {".", ",", " ", "'", "_", "\u00A0", "\u202F", "\u2009", "\u2019"};
    for (const auto mark : marks) {
        if (text.starts_with(mark)) return mark.size();
    }
    return 0;
}

/// The form of a text that is no plain number.
number_form form_of(std::string_view text, char mark) noexcept {
    if (text.empty()) return number_form::empty;
    if (is_word_for_missing(text)) return number_form::no_number;
    if (text.front() == '-' || text.front() == '+') text.remove_prefix(1);
    if (is_word_for_missing(text)) return number_form::no_number;

    if (take_digits(text).empty()) return number_form::unintelligible;
    int marks = 0;
    bool own = false;
    bool other = false;
    while (const std::size_t size = group_mark(text)) {
        const char first = text.front();
        ++marks;
        own |= first == mark;
        other |= first != mark && (first == '.' || first == ',');
        text.remove_prefix(size);
        if (take_digits(text).empty()) return number_form::unintelligible;
    }
    if (text.empty()) return marks == 1 && other ? number_form::other_mark : number_form::thousands;
    if (text.front() != 'e' && text.front() != 'E') return number_form::unintelligible;
    text.remove_prefix(1);
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    const bool whole = !take_digits(text).empty() && text.empty();
    return whole && (marks == 0 || (marks == 1 && own)) ? number_form::exponent : number_form::unintelligible;
}

}  // namespace

bool detail::scan_short(std::string_view text, bool decimal_comma, std::int64_t& digits, int& behind) noexcept {
    if (text.size() - 1 >= 8) return false;
    constexpr std::uint64_t bit_of_marks = 0x1010'1010'1010'1010;  // the digits have it
    const std::uint64_t word = load_top<readable::itself>(text.data(), text.size());
    const auto first = bits_below(text.size());  // its bits
    const std::uint64_t marks = ~word & bit_of_marks << first;
    const auto at = marks == 0 ? 64 : static_cast<unsigned>(std::countr_zero(marks)) - 4;
    if (at == first || at == 56) return false;
    const unsigned from_mark = 8 - at / 8;
    behind = static_cast<int>(from_mark) - (marks != 0 ? 1 : 0);
    return number_shapes_of(decimal_comma).of[from_mark].read(word, text.size(), false, digits);
}

fixed_scan detail::scan_fixed_with_care(std::string_view text, int decimals, bool decimal_comma) noexcept {
    const char mark = decimal_comma ? ',' : '.';
    std::int64_t digits = 0;
    int behind = 0;
    std::string_view rest = text;
    const bool negative = rest.starts_with('-');
    if (scan_short(rest.substr(negative ? 1 : 0), decimal_comma, digits, behind) && behind <= decimals &&
        decimals - behind <= 10) {
        digits *= power_of_ten[decimals - behind];  // less than 10^18
        return {negative ? -digits : digits, number_form::plain};
    }
    if (negative || rest.starts_with('+')) rest.remove_prefix(1);
    std::string_view whole = take_digits(rest);
    std::string_view part;
    bool plain = !whole.empty();
    if (plain && rest.starts_with(mark)) {
        rest.remove_prefix(1);
        part = take_digits(rest);
        plain = !part.empty();
    }
    if (!plain || !rest.empty()) return {0, form_of(text, mark)};

    const auto wanted = static_cast<std::size_t>(decimals);
    const auto kept = part.substr(0, wanted);
    const bool fine = part.substr(kept.size()).find_first_not_of('0') != std::string_view::npos;
    std::int64_t value = 0;
    bool large = false;
    const auto add = [&](int digit) {
        large |= __builtin_mul_overflow(value, std::int64_t{10}, &value) ||
                 __builtin_add_overflow(value, std::int64_t{digit}, &value);
    };
    for (const char c : whole) add(c - '0');
    for (const char c : kept) add(c - '0');
    for (std::size_t i = kept.size(); i < wanted; ++i) add(0);
    if (large) return {0, number_form::too_large};
    if (fine) return {0, number_form::too_fine};
    return {negative ? -value : value, number_form::plain};
}

errc problem_kind(number_form form) noexcept {
    switch (form) {
        case number_form::empty:
            return errc::missing_value;
        case number_form::other_mark:
        case number_form::thousands:
            return errc::suspect_number;
        case number_form::too_large:
        case number_form::too_fine:
            return errc::out_of_range;
        case number_form::plain:
        case number_form::exponent:
        case number_form::no_number:
        case number_form::unintelligible:
            break;
    }
    return errc::malformed_text;
}

std::string expected_instead(number_form form, int decimals, bool decimal_comma) {
    const std::string example = decimal_comma ? "1234,5" : "1234.5";
    switch (form) {
        case number_form::other_mark:
            return decimal_comma ? "a decimal comma and no thousands separator, as in " + example
                                 : "a decimal point and no thousands separator, as in " + example;
        case number_form::thousands:
            return "no thousands separators, as in " + example;
        case number_form::exponent:
            return "all digits and no exponent, as in " + example;
        case number_form::no_number:
            return "a number, or an empty field for a missing value";
        case number_form::too_large:
            return "a number within 64 bits at " + std::to_string(decimals) + " decimals";
        case number_form::too_fine:
            return "at most " + std::to_string(decimals) + " decimals";
        case number_form::plain:
        case number_form::empty:
        case number_form::unintelligible:
            break;
    }
    return "a number such as " + example;
}

}  // namespace muong::v0
