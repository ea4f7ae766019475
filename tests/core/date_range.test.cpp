// SPDX-License-Identifier: MIT
#include <muong/core/date_range.hpp>

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
using muong::test::for_all;
using muong::test::source_of_chance;
using namespace muong::literals;

static_assert(!std::is_default_constructible_v<date_range>, "no empty range");
static_assert(sizeof(date_range) == 8 && std::is_trivially_copyable_v<date_range>);
static_assert(date_range{"2004-01-01"_date, "2025-07-01"_date}.last() == "2025-06-30"_date);
static_assert(date_range{"2004-01-01"_date, {}} == date_range::since("2004-01-01"_date), "without an end it is open");
static_assert(date_range{"2004-01-01"_date, std::nullopt}.is_open());
static_assert(!std::is_constructible_v<date_range, date, std::int32_t>, "an end is a day");

namespace {

const date start = "2025-06-28"_date;

/// Every range within some days, open ones too.
std::vector<date_range> all_short_ranges() {
    std::vector<date_range> all;
    for (int from = 0; from < 6; ++from) {
        all.push_back(date_range::since(start + from));
        for (int to = from + 1; to <= 6; ++to) all.emplace_back(start + from, start + to);
    }
    return all;
}

date_range any_range(source_of_chance& chance) {
    const auto from = static_cast<std::int32_t>(chance.between(0, date::max().number() - 1));
    if (chance.chance(1, 4)) return date_range::since(date::min() + from);
    const auto to = static_cast<std::int32_t>(chance.between(from + 1, date::max().number()));
    return {date::min() + from, date::min() + to};
}

}  // namespace

TEST_CASE("a range is read back from its own text") {
    for_all(any_range, [](const date_range& r) {
        CHECK(date_range::parse(to_string(r)) == r);
        CHECK(date_range::make(r.from(), r.to()) == r);
    });
}

TEST_CASE("a day lies in the overlap of two ranges just when it lies in both") {
    for (const auto& a : all_short_ranges()) {
        for (const auto& b : all_short_ranges()) {
            CAPTURE(a);
            CAPTURE(b);
            const auto both = overlap(a, b);
            bool any = false;
            bool all_of_b = !b.is_open() || a.is_open();
            for (int day = -1; day <= 8; ++day) {
                const auto on = start + day;
                const bool in_both = a.contains(on) && b.contains(on);
                CHECK((both && both->contains(on)) == in_both);
                any = any || in_both;
                if (b.contains(on) && !a.contains(on)) all_of_b = false;
            }
            CHECK(a.overlaps(b) == any);
            CHECK(both.has_value() == any);
            CHECK(a.contains(b) == all_of_b);
        }
    }
}

TEST_CASE("a range has its first and its last day, and neither the eve nor the end") {
    for_all(any_range, [](const date_range& r) {
        CHECK(r.contains(r.from()));
        if (r.from() != date::min()) CHECK(!r.contains(r.from().eve()));
        CHECK(r.is_open() == !r.to());
        CHECK(r.is_open() == !r.last());
        if (!r.is_open()) {
            CHECK(r.contains(*r.last()));
            CHECK(!r.contains(*r.to()));
            CHECK(*r.last() + 1 == *r.to());
        } else {
            CHECK(r.contains(date::max()));
        }
    });
}

TEST_CASE("ranges are ordered by the first day, then by the end, an open end last") {
    for (const auto& a : all_short_ranges()) {
        for (const auto& b : all_short_ranges()) {
            CAPTURE(a);
            CAPTURE(b);
            const auto end = [](const date_range& r) { return r.to().value_or(date::max()); };
            CHECK((a < b) == (a.from() < b.from() || (a.from() == b.from() && end(a) < end(b))));
            if (a == b) CHECK(std::hash<date_range>{}(a) == std::hash<date_range>{}(b));
        }
    }
}

TEST_CASE("an empty range is not made") {
    CHECK_THROWS_AS(date_range("2025-07-01"_date, "2025-07-01"_date), std::invalid_argument);
    CHECK_THROWS_AS(date_range("2025-07-01"_date, "2025-06-30"_date), std::invalid_argument);
    CHECK(!date_range::make("2025-07-01"_date, "2025-07-01"_date));
    for (const auto* text : {"", "/", "2025-07-01", "2025-07-01/", "/2025-07-01", "2025-07-01/2025-07-01",
                             "2025-07-02/2025-07-01", "2025-07-01/.", "2025-07-01/...", "2025-07-01/../",
                             "../2025-07-01", "2025-07-01/2026-02-29", "2025-07-01--2026-01-01"}) {
        CAPTURE(text);
        CHECK(!date_range::parse(text));
    }
}

TEST_CASE("a range is written with its end excluded") {
    std::ostringstream out;
    out << date_range{"2004-01-01"_date, "2025-07-01"_date} << ' ' << date_range::since("2025-07-01"_date);
    CHECK(out.str() == "2004-01-01/2025-07-01 2025-07-01/..");
}
