// SPDX-License-Identifier: MIT
#include <muong/core/date.hpp>

#include <doctest/doctest.h>

#include <boost/date_time/gregorian/gregorian.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>

#include "support/for_all.hpp"

using muong::date;
using muong::test::for_all;
using muong::test::source_of_chance;
using namespace muong::literals;

static_assert(!std::is_default_constructible_v<date>, "no null date");
static_assert(!std::is_constructible_v<date, int>, "a number is no day");
static_assert(sizeof(date) == 4 && std::is_trivially_copyable_v<date>);
template <class A, class B>
concept adds = requires(A a, B b) {
    a + b;
};
static_assert(adds<date, int> && !adds<date, date>);
static_assert("2025-07-01"_date.eve() == "2025-06-30"_date);
static_assert("2024-03-01"_date - "2024-02-28"_date == 2 && "2100-03-01"_date - "2100-02-28"_date == 1);

namespace {

date any_day(source_of_chance& chance) {
    return date::min() + static_cast<std::int32_t>(chance.between(0, date::max().number()));
}

}  // namespace

TEST_CASE("every day of the range follows the one before it in the standard library's calendar too") {
    namespace chrono = std::chrono;
    std::int32_t wrong = 0;
    auto peer = chrono::sys_days{chrono::year{1400} / 1 / 1};
    for (std::int32_t n = 0; n <= date::max().number(); ++n, peer += chrono::days{1}) {
        const date day = date::min() + n;
        const chrono::year_month_day want{peer};
        const bool same = day.number() == n && day.year() == static_cast<int>(want.year()) &&
                          day.month() == static_cast<int>(static_cast<unsigned>(want.month())) &&
                          day.day() == static_cast<int>(static_cast<unsigned>(want.day())) &&
                          date::from_ymd(day.year(), day.month(), day.day()) == day;
        if (!same) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(chrono::year_month_day{peer} == chrono::year{10000} / 1 / 1);
}

TEST_CASE("the first of January is the first day of each year, and all days of the year have it as theirs") {
    std::int32_t wrong = 0;
    auto new_year = date::min();
    for (std::int32_t n = 0; n <= date::max().number(); ++n) {
        const date day = date::min() + n;
        if (day.month() == 1 && day.day() == 1) new_year = day;
        if (day.first_of_year() != new_year || new_year.year() != day.year()) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(date::max().first_of_year() == "9999-01-01"_date);
}

TEST_CASE("every day is read back from its own text, and texts have the order of the days") {
    std::int32_t wrong = 0;
    std::string before;
    for (std::int32_t n = 0; n <= date::max().number(); ++n) {
        const date day = date::min() + n;
        auto text = to_string(day);
        if (date::parse(text) != day || !(before < text)) ++wrong;
        before = std::move(text);
    }
    CHECK(wrong == 0);
}

TEST_CASE("going forth and back by days returns to the day, and the order is that of time") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{any_day(chance), any_day(chance)};
        },
        [](const std::pair<date, date>& days) {
            const auto apart = days.second - days.first;
            CHECK(days.first + apart == days.second);
            CHECK(days.second - apart == days.first);
            CHECK((days.first < days.second) == (apart > 0));
            CHECK((days.first == days.second) == (apart == 0));
        });
}

TEST_CASE("a day goes to Boost and comes back") {
    for_all(any_day, [](date day) {
        CHECK(date::from_boost(day.to_boost()) == day);
        CHECK(boost::gregorian::to_iso_extended_string(day.to_boost()) == to_string(day));
    });
    CHECK_THROWS_AS(static_cast<void>(date::from_boost(boost::gregorian::date{})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(date::from_boost(boost::gregorian::date{boost::date_time::pos_infin})),
                    std::invalid_argument);
}

TEST_CASE("of all days and months of all years just those of the calendar are made") {
    int made = 0;
    for (int year = 1390; year <= 10010; ++year) {
        for (int month = -1; month <= 14; ++month) {
            for (int day = -1; day <= 33; ++day) made += date::from_ymd(year, month, day) ? 1 : 0;
        }
    }
    CHECK(made == date::max().number() + 1);
}

TEST_CASE("a text that is no day of the calendar is refused") {
    for (const auto* text : {"",
                             "2025",
                             "2025-07",
                             "2025-7-1",
                             "2025-02-29",
                             "2024-02-30",
                             "2100-02-29",
                             "2025-13-01",
                             "2025-00-10",
                             "2025-04-31",
                             "2025-01-00",
                             "1399-12-31",
                             "10000-01-01",
                             "2025/07/01",
                             "01-07-2025",
                             " 2025-07-01",
                             "2025-07-01 ",
                             "2025-07-01T00:00",
                             "+025-07-01",
                             "2025-0x-01",
                             "２025-07-01",
                             "not-a-date-time"}) {
        CAPTURE(text);
        CHECK(!date::parse(text));
    }
}

TEST_CASE("a day outside of the range is not reached") {
    CHECK(to_string(date::min()) == "1400-01-01");
    CHECK(to_string(date::max()) == "9999-12-31");
    CHECK_THROWS_AS(static_cast<void>(date::min().eve()), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(date::max() + 1), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(date::min() + INT32_MIN), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(date::max() - INT32_MIN), std::out_of_range);
    std::ostringstream out;
    out << "2025-07-01"_date;
    CHECK(out.str() == "2025-07-01");
}
