// SPDX-License-Identifier: MIT
#include <muong/indicators/alignment.hpp>

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>

#include "support/any_series.hpp"

using namespace muong;
using muong::test::any_series;
using muong::test::for_all;
using muong::test::source_of_chance;

TEST_CASE("a lag is undone by a lead, and shows what stood before") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{any_series(chance), static_cast<int>(chance.between(-9, 9))};
        },
        [](const std::pair<series, int>& drawn) {
            const auto& [s, n] = drawn;
            const series later = lag(s, n);
            CHECK(lead(later, n) == s);
            for (std::size_t i = 0; i < s.size(); ++i) CHECK(later[s.at_index(i) + n] == s.at(i));
            for (const int far : {std::numeric_limits<int>::min(), std::numeric_limits<int>::max()}) {
                CHECK_THROWS_AS(static_cast<void>(lead(s, far)), std::out_of_range);
                CHECK_THROWS_AS(static_cast<void>(lag(s, far)), std::out_of_range);
            }
        });
}

TEST_CASE("a series cut in two and bound again is the same") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{any_series(chance), chance.bits()};
        },
        [](const std::pair<series, std::uint64_t>& drawn) {
            const series& s = drawn.first;
            if (s.size() < 2) return;
            const auto cut = static_cast<std::int32_t>(drawn.second % (s.size() - 1));
            const series before = span(s, s.first(), s.first() + cut), after = span(s, s.first() + cut + 1, s.last());
            CHECK(before.size() + after.size() == s.size());
            CHECK(bind(before, after) == s);
            CHECK(bind(after, before) == s);
            CHECK(bind(s, before) == s);
        });
}

TEST_CASE("what a span asks for beyond the series is missing, and what is bound keeps its source") {
    const series_header header{"GRDP", "11", measure_unit::parse("VND").value(), 0};
    const source paper{"A newspaper", {}, {}, {}};
    series::builder b{header, frequency::year};
    b.from(paper).add("2020"_period, "5"_dec);
    const series one = std::move(b).build();
    const series wide = span(one, "2019"_period, "2021"_period);
    CHECK(wide["2019"_period].reason == missing_reason::outside);
    CHECK(wide.source_of(0) == nullptr);
    CHECK(*wide.source_of(1) == paper);
    CHECK(wide.source_of(2) == nullptr);
    const series far = series::dense(header, "2023"_period, {8});
    const series both = bind(one, far);
    CHECK(both["2021"_period].reason == missing_reason::nothing_told);
    CHECK(both.count() == 2);
    CHECK(*both.source_of(0) == paper);
    CHECK_THROWS_AS((void)span(one, "2021"_period, "2020"_period), std::invalid_argument);
    CHECK_THROWS_AS((void)span(one, "2020-Q1"_period, "2020-Q2"_period), std::invalid_argument);
    auto other = header;
    other.unit = measure_unit::parse("persons").value();
    CHECK_THROWS_AS((void)bind(one, series::dense(other, "2021"_period, {1})), std::invalid_argument);
}
