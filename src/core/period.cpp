// SPDX-License-Identifier: MIT
#include <muong/core/period.hpp>

#include <algorithm>
#include <iterator>
#include <ostream>
#include <utility>

namespace muong::inline v0 {

namespace {

using std::string;
using std::string_view;

[[nodiscard]] string year_text(date day) { return to_string(day).substr(0, 4); }
[[nodiscard]] string month_text(date day) { return to_string(day).substr(0, 7); }

[[nodiscard]] string duration_text(const period& p) {
    const auto months = p.whole_months();
    if (months == 0) return 'P' + std::to_string(p.days()) + 'D';
    return months % 12 == 0 ? 'P' + std::to_string(months / 12) + 'Y' : 'P' + std::to_string(months) + 'M';
}

[[nodiscard]] string term_text(const period& p, period_text form) {
    const auto between = form == period_text::iso ? "/" : " - ";
    if (form == period_text::sdmx || p.first().day() != 1 || p.whole_months() == 0) {
        return form == period_text::datawrapper ? to_string(p.first()) + between + to_string(p.last())
                                                : to_string(p.first()) + '/' + duration_text(p);
    }
    if (p.first().month() != 1 || p.whole_months() % 12 != 0) {
        return month_text(p.first()) + between + month_text(p.last());
    }
    return year_text(p.first()) + (form == period_text::iso ? '/' : '-') + year_text(p.last());
}

/// Text without case and Vietnamese marks, as far as the words for periods need it, with '-' for dashes. Nothing if it
/// has other characters.
[[nodiscard]] std::optional<string> folded(string_view text) {
    constexpr std::pair<string_view, string_view> folds[] = {
        {"á", "a"},     {"Á", "a"},     {"ă", "a"},      {"Ă", "a"},     {"ạ", "a"},     {"Ạ", "a"},
        {"â", "a"},     {"Â", "a"},     {"ầ", "a"},      {"Ầ", "a"},     {"đ", "d"},     {"Đ", "d"},
        {"ô", "o"},     {"Ô", "o"},     {"ố", "o"},      {"Ố", "o"},     {"ý", "y"},     {"Ý", "y"},
        {"–", "-"},     {"—", "-"},     {"\u00A0", " "},  // and the marks of decomposed text:
        {"\u0300", ""}, {"\u0301", ""}, {"\u0302", ""},  {"\u0306", ""}, {"\u0323", ""},
    };
    string plain;
    while (!text.empty()) {
        const char c = text[0];
        if (static_cast<unsigned char>(c) < 0x80) {
            plain += 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            text.remove_prefix(1);
            continue;
        }
        const auto* fold =
            std::find_if(std::begin(folds), std::end(folds), [&](const auto& f) { return text.starts_with(f.first); });
        if (fold == std::end(folds)) return {};
        plain += fold->second;
        text.remove_prefix(fold->first.size());
    }
    return plain;
}

/// A text as one letter a word (see `words`), Y for a number of four digits, n for one of one or two, and its signs;
/// the numbers stand in `numbers`.
struct sentence {
    string pattern;
    std::vector<int> numbers;
};

[[nodiscard]] std::optional<sentence> read_sentence(string_view text) {
    constexpr std::pair<string_view, char> words[] = {
        {"q", 'q'},     {"quy", 'q'}, {"h", 'h'},   {"s", 'h'},    {"m", 'm'},
        {"thang", 'm'}, {"nam", 'y'}, {"dau", '<'}, {"cuoi", '>'}, {"giai", 'g'},
        {"doan", 'd'},  {"i", '1'},   {"ii", '2'},  {"iii", '3'},  {"iv", '4'},
    };
    const auto is_digit = [](char c) { return '0' <= c && c <= '9'; };
    const auto is_letter = [](char c) { return 'a' <= c && c <= 'z'; };
    sentence read;
    while (!text.empty()) {
        const char c = text[0];
        std::size_t size = 1;
        if (is_digit(c)) {
            while (size < text.size() && is_digit(text[size])) ++size;
            if (size > 4 || size == 3) return {};
            read.pattern += size == 4 ? 'Y' : 'n';
            read.numbers.push_back(detail::digits_value(text, size));
        } else if (is_letter(c)) {
            while (size < text.size() && is_letter(text[size])) ++size;
            const auto word = text.substr(0, size);
            const auto* known =
                std::find_if(std::begin(words), std::end(words), [&](const auto& w) { return w.first == word; });
            if (known == std::end(words)) return {};
            if (is_digit(known->second)) {
                if (!read.pattern.ends_with('q')) return {};  // Roman numbers count quarters only
                read.pattern += 'n';
                read.numbers.push_back(known->second - '0');
            } else {
                read.pattern += known->second;
            }
        } else if (c == '-' || c == '/') {
            read.pattern += c;
        } else if (c != ' ') {
            return {};
        }
        text.remove_prefix(size);
    }
    return read;
}

}  // namespace

std::string_view to_string(frequency f) noexcept {
    switch (f) {
        case frequency::day:
            return "day";
        case frequency::month:
            return "month";
        case frequency::quarter:
            return "quarter";
        case frequency::trimester:
            return "trimester";
        case frequency::half_year:
            return "half_year";
        case frequency::year:
            return "year";
        case frequency::term:
            return "term";
    }
    return "unknown";
}

char sdmx_code(frequency f) noexcept {
    switch (f) {
        case frequency::day:
            return 'D';
        case frequency::month:
            return 'M';
        case frequency::quarter:
            return 'Q';
        case frequency::trimester:
            return 'T';
        case frequency::half_year:
            return 'S';
        case frequency::year:
            return 'A';
        case frequency::term:
            return 'I';
    }
    return 'I';
}

std::ostream& operator<<(std::ostream& out, frequency f) { return out << to_string(f); }

std::string to_string(const period& p, period_text form) {
    const auto part = [&p](char letter, int months) {
        return year_text(p.first()) + '-' + letter + static_cast<char>('1' + (p.first().month() - 1) / months);
    };
    switch (p.frequency()) {
        case frequency::day:
            return to_string(p.first());
        case frequency::month:
            return month_text(p.first());
        case frequency::quarter:
            return part('Q', 3);
        case frequency::trimester:
            return part('T', 4);
        case frequency::half_year:
            return part(form == period_text::datawrapper ? 'H' : 'S', 6);
        case frequency::year:
            return year_text(p.first());
        case frequency::term:
            return term_text(p, form);
    }
    return {};
}

std::ostream& operator<<(std::ostream& out, const period& p) { return out << to_string(p); }

std::optional<period> period::parse_lenient(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    if (const auto p = parse(text)) return p;
    if (text.size() > 60) return {};  // longer than any form, and every blank counts
    const auto plain = folded(text);
    if (!plain) return {};
    auto read = read_sentence(*plain);
    if (!read) return {};
    const auto& number = read->numbers;
    const string_view pattern = read->pattern;
    const auto is = [pattern](auto... forms) { return ((pattern == forms) || ...); };
    const auto part = [](int year, int which, int months) -> std::optional<period> {
        if (which < 1 || which > 12 / months) return {};
        return try_months(std::int64_t{year} * 12 + (which - 1) * months, months);
    };

    if (is("yY")) return part(number[0], 1, 12);
    if (is("Yqn", "Y-qn")) return part(number[0], number[1], 3);
    if (is("qnY", "qn/Y", "qn-Y", "qnyY", "qn/yY")) return part(number[1], number[0], 3);
    if (is("Yhn", "Y-hn")) return part(number[0], number[1], 6);
    if (is("hnY", "hn/Y", "hn-Y")) return part(number[1], number[0], 6);
    if (is("Ymn", "Y-mn", "Y-n")) return part(number[0], number[1], 1);
    if (is("mnY", "mn/Y", "mn-Y", "mnyY", "mn/yY", "n/Y", "n-Y")) return part(number[1], number[0], 1);
    if (is("nm<yY", "nm<Y", "nm>yY", "nm>Y") && number[0] >= 1 && number[0] <= 12) {
        const auto first = pattern[2] == '<' ? 0 : 12 - number[0];
        return try_months(std::int64_t{number[1]} * 12 + first, number[0]);
    }
    if (is("Y-Y", "Y/Y", "gdY-Y", "gdY/Y")) {
        return try_months(std::int64_t{number[0]} * 12, (std::int64_t{number[1]} - number[0] + 1) * 12);
    }
    // what the other writers of this library give for terms of months and days: 2024-01 - 2024-09
    const auto dash = text.find(" - ");
    if (is("Y-n-Y-n", "Y-n-n-Y-n-n") && dash != string_view::npos) {
        const auto from = parse(text.substr(0, dash));
        const auto to = parse(text.substr(dash + 3));
        if (from && to && from->first() <= to->first()) return period{from->first(), to->end()};
    }
    return {};
}

std::vector<period> split(const period& whole, frequency parts) {
    std::vector<period> all;
    auto part = period::around(parts, whole.first());
    if (part.first() != whole.first()) throw std::invalid_argument{"muong::split: the period begins within a part"};
    for (; part.end() < whole.end(); part = part.next()) all.push_back(part);
    if (part.end() != whole.end()) throw std::invalid_argument{"muong::split: the period ends within a part"};
    all.push_back(part);
    return all;
}

}  // namespace muong::v0
