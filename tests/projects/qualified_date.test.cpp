// SPDX-License-Identifier: MIT
#include <muong/projects/qualified_date.hpp>

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

qualified_date read(std::string_view text) {
    const auto d = qualified_date::parse(text);
    REQUIRE(d);
    return *d;
}

qualified_date any(source_of_chance& chance) {
    static const std::vector<std::string> words{"",      "early ",        "mid-",    "mid ",
                                                "late ", "beginning of ", "end of ", "by "};
    static const std::vector<std::string> parts{"", "-05", "-Q3", "-12-31"};
    auto text = chance.pick(words);
    const bool may_be_finer = text.empty() || text == "by ";
    text += std::to_string(chance.between(2015, 2030));
    if (may_be_finer) text += chance.pick(parts);
    return read(text);
}

}  // namespace

TEST_CASE("a date keeps its wording, and reads back from it") {
    for_all(any, [](const qualified_date& d) {
        CHECK(qualified_date::parse(to_string(d)) == d);
        std::ostringstream out;
        out << d;
        CHECK(out.str() == d.wording());
        CHECK((!d.earliest() || *d.earliest() <= d.latest()));
    });
    CHECK(read("2021-12-30") == qualified_date{"2021-12-30"_date});
    CHECK(read("2024") == qualified_date{"2024"_period});
}

TEST_CASE("words are ranges of days") {
    const auto check = [](std::string_view text, date first, date last) {
        CAPTURE(text);
        const auto d = read(text);
        CHECK(d.earliest() == first);
        CHECK(d.latest() == last);
    };
    check("late 2021", "2021-09-01"_date, "2021-12-31"_date);
    check("Early 2023", "2023-01-01"_date, "2023-04-30"_date);
    check("mid-2025", "2025-05-01"_date, "2025-08-31"_date);
    check("end of 2025", "2025-12-01"_date, "2025-12-31"_date);
    check("Đầu năm 2023", "2023-01-01"_date, "2023-04-30"_date);
    check("2022/2025", "2022-01-01"_date, "2025-12-31"_date);
    const auto by = read("by 2024-05");
    CHECK_FALSE(by.earliest());
    CHECK(by.latest() == "2024-05-31"_date);
    for (const auto* text :
         {"", "late", "late ", "late 2021-05", "late 2021/2022", "soon", "mid2025", "by", "2021-13"}) {
        CAPTURE(text);
        CHECK_FALSE(qualified_date::parse(text));
    }
}

TEST_CASE("before is told only if it is so for every day that is meant") {
    for_all(
        [](source_of_chance& chance) {
            auto d = any(chance);
            return std::pair{d, "2014-06-01"_date + static_cast<std::int32_t>(chance.between(0, 6300))};
        },
        [](const auto& drawn) {
            const auto& [d, day] = drawn;
            const bool last = d.latest() < day;
            const bool first = !d.earliest() || *d.earliest() < day;
            CHECK((d.is_before(day) == answer::yes) == (last && first));
            CHECK((d.is_before(day) == answer::no) == (!last && !first));
        });
}

TEST_CASE("days between two dates are bounded by those of all the days meant") {
    for_all(
        [](source_of_chance& chance) {
            auto a = any(chance);
            auto b = any(chance);
            return std::pair{a, b};
        },
        [](const auto& drawn) {
            const auto& [a, b] = drawn;
            const auto n = days_between(a, b), back = days_between(b, a);
            if (n.least && n.most) CHECK(*n.least <= *n.most);
            if (n.least) CHECK(back.most == -*n.least);
            if (a.is_exact() && b.is_exact()) CHECK(n.least == b.latest() - a.latest());
        });
    CHECK(to_string(days_between(read("2024-01-01"), read("2024-02-01"))) == "31 days");
    CHECK(to_string(days_between(read("2024-01"), read("2024-02-01"))) == "1 to 31 days");
    CHECK(to_string(days_between(read("by 2024-01"), read("2024-02-01"))) == "at least 1 day");
    CHECK(to_string(days_between(read("2024-01-01"), read("by 2024-01-31"))) == "at most 30 days");
    CHECK(to_string(days_between(read("by 2024"), read("by 2024"))) == "an unknown number of days");
    std::ostringstream out;
    out << days_between(read("2024-01-01"), read("2024-02-01"));
    CHECK(out.str() == "31 days");
}
