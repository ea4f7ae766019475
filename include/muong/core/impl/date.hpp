// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/date.hpp>
#include <muong/core/detail/hash.hpp>
#include <stdexcept>

namespace muong::inline v0 {

namespace detail {
inline constexpr int first_year = 1400;
inline constexpr int last_year = 9999;

/// Number of the day in Boost's count (Julian day number), without a check of its arguments.
[[nodiscard]] constexpr std::int32_t julian_day(int year, int month, int day) noexcept {
    using calendar = boost::gregorian::gregorian_calendar;
    return static_cast<std::int32_t>(calendar::day_number(calendar::ymd_type{
        static_cast<unsigned short>(year), static_cast<unsigned short>(month), static_cast<unsigned short>(day)}));
}
inline constexpr std::int32_t first_julian_day = julian_day(first_year, 1, 1);
inline constexpr std::int32_t last_day_number = julian_day(last_year, 12, 31) - first_julian_day;

/// Value of `count` digits at the start of `text`; -1 if one of them is no digit.
[[nodiscard]] constexpr int digits_value(std::string_view text, std::size_t count) noexcept {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}
}  // namespace detail

constexpr std::optional<date> date::from_ymd(int year, int month, int day) noexcept {
    if (year < detail::first_year || year > detail::last_year || month < 1 || month > 12 || day < 1) return {};
    const auto days_in_month =
        calendar::end_of_month_day(static_cast<unsigned short>(year), static_cast<unsigned short>(month));
    if (day > static_cast<int>(days_in_month)) return {};
    return date{detail::julian_day(year, month, day) - detail::first_julian_day};
}

constexpr std::optional<date> date::parse(std::string_view text) noexcept {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
    return from_ymd(detail::digits_value(text, 4), detail::digits_value(text.substr(5), 2),
                    detail::digits_value(text.substr(8), 2));
}

constexpr date date::min() noexcept { return date{0}; }
constexpr date date::max() noexcept { return date{detail::last_day_number}; }

constexpr date::calendar::ymd_type date::ymd() const noexcept {
    return calendar::from_day_number(static_cast<calendar::date_int_type>(number_ + detail::first_julian_day));
}
constexpr int date::year() const noexcept { return static_cast<unsigned short>(ymd().year); }
constexpr int date::month() const noexcept { return static_cast<unsigned short>(ymd().month); }
constexpr int date::day() const noexcept { return static_cast<unsigned short>(ymd().day); }

constexpr date date::first_of_year() const noexcept {
    return date{detail::julian_day(year(), 1, 1) - detail::first_julian_day};
}

constexpr date date::moved(std::int64_t days) const {
    const std::int64_t number = number_ + days;
    if (number < 0 || number > detail::last_day_number) {
        throw std::out_of_range{"muong::date: the day leaves 1400-01-01 to 9999-12-31"};
    }
    return date{static_cast<std::int32_t>(number)};
}

inline namespace literals {
consteval date operator""_date(const char* text, std::size_t size) {
    const auto day = date::parse({text, size});
    if (!day) throw "date literal: want a day of the calendar as YYYY-MM-DD";  // the compiler prints this line
    return *day;
}
}  // namespace literals

}  // namespace muong::inline v0

template <>
struct std::hash<muong::date> {
    [[nodiscard]] constexpr std::size_t operator()(muong::date day) const noexcept {
        return muong::detail::hash_of(day.number());
    }
};
