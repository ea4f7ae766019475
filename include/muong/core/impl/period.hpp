// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/detail/hash.hpp>
#include <muong/core/period.hpp>
#include <stdexcept>

namespace muong::inline v0 {

namespace detail {

/// Months since January of the year 0, and the day in the last one.
struct month_and_day {
    std::int32_t month;
    std::int32_t day;
};
[[nodiscard]] constexpr month_and_day split_day(date day) noexcept {
    const auto ymd = day.ymd();
    return {static_cast<unsigned short>(ymd.year) * 12 + static_cast<unsigned short>(ymd.month) - 1,
            static_cast<unsigned short>(ymd.day)};
}
[[nodiscard]] constexpr std::int32_t month_number(date day) noexcept { return split_day(day).month; }

inline constexpr std::int32_t first_month_number = first_year * 12;

/// How many months a period of the frequency lasts; 0 for days and terms.
[[nodiscard]] constexpr std::int32_t months_of(frequency f) noexcept {
    switch (f) {
        case frequency::month:
            return 1;
        case frequency::quarter:
            return 3;
        case frequency::trimester:
            return 4;
        case frequency::half_year:
            return 6;
        case frequency::year:
            return 12;
        case frequency::day:
        case frequency::term:
            return 0;
    }
    return 0;
}

/// Value of a text of 1 to 5 digits; -1 for any other.
[[nodiscard]] constexpr int short_number(std::string_view text) noexcept {
    return text.empty() || text.size() > 5 ? -1 : digits_value(text, text.size());
}

}  // namespace detail

/// `count` months from the day `day` of the month with number `first` on.
constexpr std::optional<period> period::try_months(std::int64_t first, std::int64_t count, int day) noexcept {
    constexpr std::int64_t limit = (detail::last_year + 1) * 12;
    if (first < detail::first_month_number || count < 1 || count > limit || first + count >= limit) return {};
    const auto day_of = [day](std::int64_t month) {
        return date::from_ymd(static_cast<int>(month / 12), static_cast<int>(month % 12) + 1, day);
    };
    const auto begin = day_of(first);
    const auto end = day_of(first + count);
    if (day > 28 || !begin || !end) return {};
    return period{*begin, *end};
}

constexpr period period::part_of_year(int year, int number, int months) {
    const bool exists = number >= 1 && number <= 12 / months;
    const auto p = exists ? try_months(std::int64_t{year} * 12 + (number - 1) * months, months) : std::nullopt;
    if (!p) throw std::out_of_range{"muong::period: the calendar has no such period"};
    return *p;
}

constexpr period period::year(int year) { return part_of_year(year, 1, 12); }
constexpr period period::half_year(int year, int number) { return part_of_year(year, number, 6); }
constexpr period period::trimester(int year, int number) { return part_of_year(year, number, 4); }
constexpr period period::quarter(int year, int number) { return part_of_year(year, number, 3); }
constexpr period period::month(int year, int number) { return part_of_year(year, number, 1); }
constexpr period period::day(date day) { return {day, day + 1}; }

constexpr period period::years(int first, int last) {
    const auto p = try_months(std::int64_t{first} * 12, (std::int64_t{last} - first + 1) * 12);
    if (!p) throw std::out_of_range{"muong::period: no such years"};
    return *p;
}

constexpr period period::months(date first, int count) {
    const auto p = try_months(detail::month_number(first), count, first.day());
    if (!p) throw std::out_of_range{"muong::period: no such months"};
    return *p;
}

constexpr period::period(const date_range& days) : first_{days.from()}, end_{days.from()} {
    const auto end = days.to();
    if (!end) throw std::invalid_argument{"muong::period: a period has an end"};
    end_ = *end;
}

constexpr std::int32_t period::whole_months() const noexcept {
    const auto first = detail::split_day(first_);
    const auto end = detail::split_day(end_);
    return first.day == end.day && first.day <= 28 ? end.month - first.month : 0;
}

constexpr muong::frequency period::frequency() const noexcept {
    if (days() == 1) return muong::frequency::day;
    const auto first = detail::split_day(first_);
    const auto end = detail::split_day(end_);
    const auto months = end.month - first.month;
    for (auto f : {muong::frequency::month, muong::frequency::quarter, muong::frequency::trimester,
                   muong::frequency::half_year, muong::frequency::year}) {
        if (first.day == 1 && end.day == 1 && months == detail::months_of(f) && first.month % months == 0) return f;
    }
    return muong::frequency::term;
}

constexpr period period::moved(std::int64_t steps) const {
    if (days() == 1) {
        const auto number = first_.number() + steps;
        if (number < 0 || number >= detail::last_day_number) throw std::out_of_range{outside};
        return day(date::min() + static_cast<std::int32_t>(number));
    }
    // A term of so many days would become one of whole months on some of its ways, and not find back.
    const auto months = whole_months();
    if (months == 0) throw std::invalid_argument{"muong::period: a term that is not of whole months has no steps"};
    const auto p = try_months(detail::month_number(first_) + steps * months, months, first_.day());
    if (!p) throw std::out_of_range{outside};
    return *p;
}

constexpr std::int32_t period::index() const {
    const auto f = frequency();
    if (f == muong::frequency::term) throw std::invalid_argument{"muong::period: terms are not counted"};
    if (f == muong::frequency::day) return first_.number();
    return (detail::month_number(first_) - detail::first_month_number) / detail::months_of(f);
}

constexpr period period::at(muong::frequency f, std::int32_t index) {
    if (f == muong::frequency::term) throw std::invalid_argument{"muong::period: terms are not counted"};
    if (f == muong::frequency::day) return day(date::min() + index);
    const std::int64_t months = detail::months_of(f);
    const auto p = try_months(detail::first_month_number + index * months, months);
    if (!p) throw std::out_of_range{outside};
    return *p;
}

constexpr period period::around(muong::frequency f, date day) {
    if (f == muong::frequency::term) throw std::invalid_argument{"muong::period: terms are not counted"};
    if (f == muong::frequency::day) return period::day(day);
    return at(f, (detail::month_number(day) - detail::first_month_number) / detail::months_of(f));
}

constexpr std::optional<period> period::parse_duration(date first, std::string_view text) noexcept {
    if (!text.starts_with('P')) return {};
    text.remove_prefix(1);
    std::string_view units = "YMD";
    std::int64_t months = 0;
    std::int64_t days = 0;
    while (!text.empty()) {
        const auto size = text.find_first_not_of("0123456789");
        if (size == std::string_view::npos) return {};
        const auto count = size > 7 ? -1 : detail::digits_value(text, size);
        const auto unit = units.find(text[size]);
        if (size == 0 || count < 0 || unit == std::string_view::npos) return {};
        if (units[unit] == 'Y') months += count * std::int64_t{12};
        if (units[unit] == 'M') months += count;
        if (units[unit] == 'D') days += count;
        units.remove_prefix(unit + 1);  // each unit once, the greater first
        text.remove_prefix(size + 1);
    }
    if ((months == 0) == (days == 0)) return {};  // nothing, or months of unknown length and days
    if (months != 0) return try_months(detail::month_number(first), months, first.day());
    if (first.number() + days > detail::last_day_number) return {};
    return period{first, first + static_cast<std::int32_t>(days)};
}

/// Reads what stands behind the year: "Q1", "M03", "03".
constexpr std::optional<period> period::parse_in_year(int year, std::string_view text) noexcept {
    const auto letter = text.empty() || text[0] <= '9' ? ' ' : text[0];
    if (letter != ' ') text.remove_prefix(1);
    const auto number = detail::short_number(text);
    const auto part = [&](std::size_t digits, int months) -> std::optional<period> {
        if (text.size() != digits || number < 1 || number > 12 / months) return {};
        return try_months(std::int64_t{year} * 12 + (number - 1) * months, months);
    };
    switch (letter) {
        case 'A':
            return part(1, 12);
        case 'S':
            return part(1, 6);
        case 'T':
            return part(1, 4);
        case 'Q':
            return part(1, 3);
        case 'M':
        case ' ':
            return part(2, 1);
        case 'D': {
            const auto new_year = date::from_ymd(year, 1, 1);
            if (text.size() != 3 || !new_year || number < 1) return {};
            if (new_year->number() + number > detail::last_day_number) return {};
            const auto day = *new_year + (number - 1);
            if (day.year() != year) return {};
            return period{day, day + 1};
        }
        default:
            return {};
    }
}

constexpr std::optional<period> period::parse(std::string_view text) noexcept {
    if (text.size() < 4) return {};
    const auto year = detail::digits_value(text, 4);
    if (year < 0) return {};
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) {
        if (text.size() == 4) return try_months(std::int64_t{year} * 12, 12);
        if (text[4] != '-') return {};
        if (text.size() != 10) return parse_in_year(year, text.substr(5));
        const auto day = date::parse(text);
        if (!day || *day == date::max()) return {};
        return period{*day, *day + 1};
    }
    const auto left = text.substr(0, slash);
    const auto right = text.substr(slash + 1);
    if (left.size() == 10) {
        const auto first = date::parse(left);
        return first ? parse_duration(*first, right) : std::nullopt;
    }
    if (left.size() != right.size() || (left.size() != 4 && left.size() != 7)) return {};
    // both of them are years, or both months
    if (left.size() == 7 && (left[5] > '9' || right[5] > '9')) return {};
    const auto from = parse(left);
    const auto to = parse(right);
    if (!from || !to || !(from->first() <= to->first())) return {};
    return period{from->first(), to->end()};
}

inline namespace literals {
consteval period operator""_period(const char* text, std::size_t size) {
    const auto p = period::parse({text, size});
    if (!p) throw "period literal: want 2024, 2024-Q1, 2024-S1, 2024-03, 2024-03-01, 2021/2025 or 2024-01-01/P9M";
    return *p;
}
}  // namespace literals

}  // namespace muong::v0

template <>
struct std::hash<muong::period> {
    [[nodiscard]] constexpr std::size_t operator()(const muong::period& p) const noexcept {
        return muong::detail::hash_of(p.first().number(), p.end().number());
    }
};
