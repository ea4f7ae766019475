// SPDX-License-Identifier: MIT
#include <muong/core/period.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

#include "support/for_all.hpp"

using muong::date;
using muong::date_range;
using muong::frequency;
using muong::period;
using muong::period_text;
using muong::test::for_all;
using muong::test::source_of_chance;
using namespace muong::literals;

static_assert(!std::is_default_constructible_v<period>, "no null period");
static_assert(!std::is_convertible_v<date_range, period> && !std::is_constructible_v<period, int>);
static_assert(sizeof(period) == 8 && std::is_trivially_copyable_v<period>);
template <class A, class B>
concept adds = requires(A a, B b) {
    a + b;
};
static_assert(adds<period, int> && !adds<period, period>);
static_assert("2024-Q1"_period + 5 == "2025-Q2"_period);
static_assert("2024-01-01/P9M"_period.last() == "2024-09-30"_date);

namespace {

constexpr frequency regular[] = {frequency::day,       frequency::month,     frequency::quarter,
                                 frequency::trimester, frequency::half_year, frequency::year};
constexpr period_text forms[] = {period_text::iso, period_text::sdmx, period_text::datawrapper};

/// Periods of every frequency, and terms of years, months and days.
period any_period(source_of_chance& chance) {
    const auto day = "1700-01-01"_date + static_cast<std::int32_t>(chance.between(0, 300'000));
    switch (chance.between(0, 4)) {
        case 0: {
            const int year = static_cast<int>(chance.between(1400, 9950));
            return period::years(year, year + static_cast<int>(chance.between(0, 40)));
        }
        case 1: {
            const auto first = static_cast<std::int32_t>(chance.between(0, 27));
            const auto count = static_cast<int>(chance.between(1, 40));
            return period::months(period::around(frequency::month, day).first() + first, count);
        }
        case 2:
            return period{date_range{day, day + static_cast<std::int32_t>(chance.between(1, 1000))}};
        default:
            return period::around(chance.pick(regular), day);
    }
}

}  // namespace

TEST_CASE("a period is read back from its own text, strictly from iso and SDMX and leniently from each form") {
    for_all(
        any_period,
        [](const period& p) {
            CHECK(period::parse(to_string(p)) == p);
            CHECK(period::parse(to_string(p, period_text::sdmx)) == p);
            for (const auto form : forms) {
                const auto text = to_string(p, form);
                CAPTURE(text);
                CHECK(period::parse_lenient(text) == p);
            }
            CHECK(period{p.range()} == p);
        },
        3000);
}

TEST_CASE("the next period begins where this one ends, and going forth and back returns") {
    for_all(
        any_period,
        [](const period& p) {
            CAPTURE(p);
            CHECK(p.first() < p.end());
            CHECK(p.last() + 1 == p.end());
            CHECK(p.days() == p.end() - p.first());
            if (p.days() > 1 && p.whole_months() == 0) {
                CHECK_THROWS_AS(static_cast<void>(p.next()), std::invalid_argument);
                return;
            }
            CHECK(p.next().first() == p.end());
            CHECK(p.next().previous() == p);
            for (const int n : {-7, -1, 0, 1, 12, 100}) {
                if (p.first() < "1600-01-01"_date && n < 0) continue;
                if (p.first() > "5000-01-01"_date) continue;
                CHECK(p + n - n == p);
                CHECK((p + n).frequency() == p.frequency());
                CHECK((p + n).whole_months() == p.whole_months());
            }
        },
        2000);
}

TEST_CASE(
    "the periods of a frequency follow each other without gaps from the first day of the calendar to the last year") {
    for (const auto f : regular) {
        CAPTURE(f);
        std::int32_t wrong = 0;
        auto day = date::min();
        std::int32_t index = 0;
        while (day < "9999-01-01"_date) {
            const auto p = period::at(f, index);
            if (p.first() != day || p.index() != index || p.frequency() != f || period::around(f, p.last()) != p)
                ++wrong;
            day = p.end();
            ++index;
        }
        CHECK(wrong == 0);
        CHECK(day == "9999-01-01"_date);
    }
}

TEST_CASE("steps between periods are the difference of their indices") {
    for_all(any_period, [](const period& p) {
        if (p.frequency() == frequency::term) {
            CHECK_THROWS_AS(static_cast<void>(p.index()), std::invalid_argument);
            CHECK_THROWS_AS(static_cast<void>(p - p), std::invalid_argument);
            return;
        }
        CHECK(period::at(p.frequency(), p.index()) == p);
        CHECK(p.next() - p == 1);
    });
    CHECK("2025-Q1"_period - "2023-Q4"_period == 5);
    CHECK_THROWS_AS(static_cast<void>("2025"_period - "2025-Q1"_period), std::invalid_argument);
}

TEST_CASE("a day lies in the overlap of two periods just when it lies in both") {
    std::vector<period> all;
    const auto start = "2025-06-28"_date;
    for (int from = 0; from < 6; ++from) {
        for (int to = from + 1; to <= 6; ++to) all.emplace_back(date_range{start + from, start + to});
    }
    for (const auto& a : all) {
        for (const auto& b : all) {
            CAPTURE(a);
            CAPTURE(b);
            const auto both = overlap(a, b);
            int common = 0;
            for (int day = -1; day <= 7; ++day) {
                const bool in_both = a.contains(start + day) && b.contains(start + day);
                CHECK((both && both->contains(start + day)) == in_both);
                common += in_both ? 1 : 0;
            }
            CHECK(a.overlaps(b) == (common > 0));
            CHECK(both.has_value() == (common > 0));
            CHECK(a.contains(b) == (common == b.days()));
            CHECK((a < b) == (a.first() < b.first() || (a.first() == b.first() && a.end() < b.end())));
            if (a == b) CHECK(std::hash<period>{}(a) == std::hash<period>{}(b));
        }
    }
}

TEST_CASE("the parts of a period follow each other and fill it, or there are none") {
    for_all(any_period, [](const period& p) {
        for (const auto f : {frequency::year, frequency::quarter, frequency::month}) {
            const bool fits =
                period::around(f, p.first()).first() == p.first() && period::around(f, p.last()).end() == p.end();
            if (!fits) {
                CHECK_THROWS_AS(static_cast<void>(split(p, f)), std::invalid_argument);
                continue;
            }
            auto at = p.first();
            for (const auto& part : split(p, f)) {
                CHECK(part.first() == at);
                CHECK(part.frequency() == f);
                at = part.end();
            }
            CHECK(at == p.end());
        }
    });
    CHECK(split("2024"_period, frequency::quarter) ==
          std::vector{"2024-Q1"_period, "2024-Q2"_period, "2024-Q3"_period, "2024-Q4"_period});
}

TEST_CASE("each way to write a period in SDMX gives the same days") {
    CHECK(period::parse("2024-A1") == period::year(2024));
    CHECK(period::parse("2024-S2") == period::half_year(2024, 2));
    CHECK(period::parse("2024-T3") == period::trimester(2024, 3));
    CHECK(period::parse("2024-Q4") == period::quarter(2024, 4));
    CHECK(period::parse("2024-M03") == period::month(2024, 3));
    CHECK(period::parse("2024-03") == period::month(2024, 3));
    CHECK(period::parse("2024-D060") == period::day("2024-02-29"_date));
    CHECK(period::parse("2023-D365") == period::day("2023-12-31"_date));
    CHECK(period::parse("2024-D366") == period::day("2024-12-31"_date));
    CHECK(period::parse("2024-01-01/P9M") == period::months("2024-01-01"_date, 9));
    CHECK(period::parse("2021-01-01/P5Y") == period::years(2021, 2025));
    CHECK(period::parse("2024-02-28/P1Y6M")->end() == "2025-08-28"_date);
    CHECK(period::parse("2024-01-31/P10D")->end() == "2024-02-10"_date);
    CHECK(period::parse("2024-01-01/P3M") == period::quarter(2024, 1));
    CHECK(period::parse("2024-01-01/P12M") == period::year(2024));
    CHECK(period::parse("2024-01-01/P1D") == period::day("2024-01-01"_date));
    CHECK(period::parse("2021/2025") == period::years(2021, 2025));
    CHECK(period::parse("2024-01/2024-09") == period::months("2024-01-01"_date, 9));
}

TEST_CASE("the three forms differ for half-years and terms") {
    const auto all = [](std::string_view text) {
        const auto p = period::parse(text).value();
        return to_string(p) + " | " + to_string(p, period_text::sdmx) + " | " + to_string(p, period_text::datawrapper);
    };
    CHECK(all("2024") == "2024 | 2024 | 2024");
    CHECK(all("2024-S1") == "2024-S1 | 2024-S1 | 2024-H1");
    CHECK(all("2024-T2") == "2024-T2 | 2024-T2 | 2024-T2");
    CHECK(all("2024-Q3") == "2024-Q3 | 2024-Q3 | 2024-Q3");
    CHECK(all("2024-11") == "2024-11 | 2024-11 | 2024-11");
    CHECK(all("2024-03-01") == "2024-03-01 | 2024-03-01 | 2024-03-01");
    CHECK(all("2021/2025") == "2021/2025 | 2021-01-01/P5Y | 2021-2025");
    CHECK(all("2024-01/2024-09") == "2024-01/2024-09 | 2024-01-01/P9M | 2024-01 - 2024-09");
    CHECK(all("2024-01-05/P10D") == "2024-01-05/P10D | 2024-01-05/P10D | 2024-01-05 - 2024-01-14");
    CHECK(all("2024-01-05/P2M") == "2024-01-05/P2M | 2024-01-05/P2M | 2024-01-05 - 2024-03-04");
}

TEST_CASE("a text that is no period is refused, also leniently") {
    for (const auto* text : {"",
                             " ",
                             "24",
                             "202",
                             "20245",
                             "2024-",
                             "2024-0",
                             "2024-00",
                             "2024-13",
                             "2024-Q0",
                             "2024-Q5",
                             "2024-S3",
                             "2024-T4",
                             "2024-A2",
                             "2024-M00",
                             "2024-M13",
                             "2024-W12",
                             "2023-D366",
                             "2024-D367",
                             "2024-D000",
                             "2024-D60",
                             "2024-02-30",
                             "2024-01-01/P",
                             "2024-01-01/9M",
                             "2024-01-01/P9",
                             "2024-01-01/P0M",
                             "2024-01-01/P-1M",
                             "2024-01-31/P1M",
                             "2024-01-01/P1M1D",
                             "2024-01-01/P1M1Y",
                             "2024-01-01/P1Y1Y",
                             "2024-01-01/PT1H",
                             "2024-01-01/P99999999Y",
                             "2024-01-01/P9999999Y",
                             "2024-01-01/2024-02-01",
                             "2024-01/P9M",
                             "2025/2021",
                             "2024-09/2024-01",
                             "2024-Q1/2024-Q3",
                             "2024-01/2024-Q3",
                             "2021/25",
                             "2011/12",
                             "9999",
                             "1399",
                             "9999-12-31",
                             "2024Z",
                             "2024-Q1Z",
                             "T1/2024",
                             "01/07/2025",
                             "1/7/2025",
                             "quý V/2024",
                             "quý IIII/2024",
                             "I/2024",
                             "Q0/2024",
                             "13/2024",
                             "2024 3",
                             "13 tháng đầu năm 2024",
                             "0 tháng đầu năm 2024",
                             "6 tháng năm 2024",
                             "mid-term 2020/2025",
                             "by 2024-05",
                             "Q1",
                             "quý",
                             "năm",
                             "2024 năm",
                             "２０２４",
                             "quý I\xFF/2024"}) {
        CAPTURE(text);
        CHECK(!period::parse(text));
        CHECK(!period::parse_lenient(text));
    }
}

TEST_CASE("forms that people write are read leniently, and only so") {
    const auto reads = [](std::string_view text, period want) {
        CAPTURE(text);
        CHECK(!period::parse(text));
        CHECK(period::parse_lenient(text) == want);
    };
    for (const auto* text : {"2024Q1", "2024 Q1", "2024 - Q1", "2024q1", " 2024-Q1", "2024-Q1\t", "Q1/2024", "Q1 2024",
                             "Q1-2024", "quý I/2024", "Quý I/2024", "QUÝ I/2024", "quý 1/2024", "quy I nam 2024",
                             "quý I năm 2024", "Quý I-2024", "qu\u0079\u0301 I/2024", "quý\u00A0I/2024"}) {
        reads(text, "2024-Q1"_period);
    }
    for (const auto* text : {"quý IV/2024", "Quý 4 năm 2024", "Q4/2024"}) reads(text, "2024-Q4"_period);
    for (const auto* text : {"2024M3", "2024 M03", "2024-M3", "2024-3", "3/2024", "03/2024", "3-2024", "tháng 3/2024",
                             "Tháng 03/2024", "tháng 3 năm 2024", "THÁNG 3 NĂM 2024", "tha\u0301ng 3/2024"}) {
        reads(text, "2024-03"_period);
    }
    for (const auto* text : {"2024-H1", "2024H1", "H1/2024", "H1 2024", "2024S1", "6 tháng đầu năm 2024",
                             "6 tha\u0301ng đa\u0302\u0300u na\u0306m 2024", "06 tháng đầu năm 2024"}) {
        reads(text, "2024-S1"_period);
    }
    reads("6 tháng cuối năm 2024", "2024-S2"_period);
    reads("9 tháng đầu năm 2024", "2024-01-01/P9M"_period);
    reads("3 tháng đầu năm 2024", "2024-Q1"_period);
    reads("11 tháng đầu năm 2024", "2024-01/2024-11"_period);
    reads("năm 2024", "2024"_period);
    for (const auto* text : {"2021-2025", "2021–2025", "2021 - 2025", "2021 – 2025", "giai đoạn 2021-2025",
                             "Giai đoạn 2021–2025", "giai đoa\u0323n 2021-2025"}) {
        reads(text, "2021/2025"_period);
    }
    CHECK(period::parse_lenient("2020/2025") == period::years(2020, 2025));
}

TEST_CASE("a text of random tokens is refused or is a period, and what is read strictly is read leniently") {
    for_all(
        [](source_of_chance& chance) {
            const std::string tokens[] = {"2024", "2025",  "1",   "03",  "12", "-", "/", " ", "Q", "quý", "I",
                                          "IV",   "tháng", "năm", "đầu", "M",  "H", "P", "Y", "–", "01"};
            std::string text;
            for (auto left = chance.between(1, 7); left > 0; --left) text += chance.pick(tokens);
            return text;
        },
        [](const std::string& text) {
            CAPTURE(text);
            const auto strict = period::parse(text);
            const auto lenient = period::parse_lenient(text);
            if (strict) CHECK(lenient == strict);
            if (lenient) CHECK(period::parse(to_string(*lenient)) == lenient);
        },
        20000);
}

TEST_CASE("a period that the calendar does not have is not made") {
    CHECK_THROWS_AS(static_cast<void>(period::year(1399)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::year(9999)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::year(INT32_MAX)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::quarter(2024, 5)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::month(2024, 0)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::years(2025, 2021)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::years(2025, INT32_MAX)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::months("2024-01-29"_date, 1)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::months("2024-01-01"_date, 0)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::day(date::max())), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::year(1400).previous()), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::year(9998).next()), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>("2024"_period + INT32_MAX), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>("2024-01-05"_period - INT32_MIN), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period{date_range::since("2025-07-01"_date)}), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(period::at(frequency::year, -1)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::at(frequency::day, -1)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::at(frequency::month, INT32_MAX)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(period::at(frequency::term, 0)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(period::around(frequency::year, date::max())), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(split("2024"_period, frequency::term)), std::invalid_argument);
    CHECK(to_string(period::day("9999-12-30"_date)) == "9999-12-30");
}

TEST_CASE("frequencies have names and SDMX codes") {
    std::ostringstream out;
    for (const auto f : regular) out << f << ' ' << sdmx_code(f) << ' ';
    out << frequency::term << ' ' << sdmx_code(frequency::term) << ' ' << "2024-Q1"_period;
    CHECK(out.str() == "day D month M quarter Q trimester T half_year S year A term I 2024-Q1");
}
