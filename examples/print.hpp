// SPDX-License-Identifier: MIT
#pragma once

// How the examples print: columns that are as wide as a reader sees them, and numbers with their thousands apart.

#include <algorithm>
#include <array>
#include <cstdint>
#include <muong/core/decimal.hpp>
#include <muong/core/period.hpp>
#include <muong/core/qualified.hpp>
#include <string>
#include <string_view>

namespace print {

/// Characters that a reader sees: bytes of UTF-8 that do not continue another one.
inline std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

inline std::string left(std::string_view text, std::size_t columns) {
    return std::string{text} + std::string(columns - std::min(columns, width(text)), ' ');
}
inline std::string right(std::string_view text, std::size_t columns) {
    return std::string(columns - std::min(columns, width(text)), ' ') + std::string{text};
}

/// "1,234.50": the thousands of a number in digits, perhaps with a sign and a point, apart.
inline std::string thousands(std::string digits) {
    const auto first = digits.find_first_not_of('-');
    const auto point = std::min(digits.find('.'), digits.size());
    for (auto at = point; at > first + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}
/// "1,234,567"
inline std::string number(std::int64_t n) { return thousands(std::to_string(n)); }
inline std::string number(const muong::decimal& n) { return thousands(to_string(n)); }

/// "over 9,200", "10 to 11"
inline std::string number(const muong::qualified<muong::decimal>& q) {
    if (q.word() == muong::qualifier::between) return number(q.value()) + " to " + number(q.greatest());
    std::string word{q.is_exact() ? "" : to_string(q.word())};
    std::replace(word.begin(), word.end(), '_', ' ');
    return word + (word.empty() ? "" : " ") + number(q.value());
}

inline const char* month_name(int month) {
    constexpr std::array<const char*, 12> names{"January", "February", "March",     "April",   "May",      "June",
                                                "July",    "August",   "September", "October", "November", "December"};
    return names.at(static_cast<std::size_t>(month) - 1);
}

/// "31 January 2026"
inline std::string in_words(const muong::date& day) {
    return std::to_string(day.day()) + ' ' + month_name(day.month()) + ' ' + std::to_string(day.year());
}

/// "2025", "2021 to 2025", "May 2024", "January to April 2024", "31 January 2026"
inline std::string in_words(const muong::period& p) {
    const auto first = p.first(), last = p.last();
    const auto year = [](const muong::date& d) { return std::to_string(d.year()); };
    const auto month = [](const muong::date& d) { return std::string{month_name(d.month())}; };
    if (p.days() == 1) return in_words(first);
    const bool whole_months = first.day() == 1 && p.end().day() == 1;
    if (!whole_months) return in_words(first) + " to " + in_words(last);
    const bool whole_years = first.month() == 1 && last.month() == 12;
    if (whole_years) return year(first) + (first.year() == last.year() ? "" : " to " + year(last));
    if (first.year() != last.year()) return month(first) + ' ' + year(first) + " to " + month(last) + ' ' + year(last);
    return month(first) + (first.month() == last.month() ? "" : " to " + month(last)) + ' ' + year(first);
}

inline std::string heading(std::string_view text) {
    return "\n" + std::string{text} + "\n" + std::string(width(text), '-') + "\n";
}

}  // namespace print
