// SPDX-License-Identifier: MIT
#include <muong/indicators/series.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "support/any_series.hpp"

using namespace muong;
using muong::test::any_series;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

static_assert(!std::is_default_constructible_v<series>, "no series without observations");
template <class S>
concept ViewOfTemporary = requires(S s) {
    std::move(s).values();
};
static_assert(!ViewOfTemporary<series>);

series_header header(int decimals = 2) { return {"GRDP", "11", measure_unit::parse("billion VND").value(), decimals}; }

problems faults_of(const series::builder& b) { return b.check(); }

}  // namespace

TEST_CASE("a series built from its own observations in any order is the same") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{any_series(chance), chance.bits()};
        },
        [](const std::pair<series, std::uint64_t>& drawn) {
            const series& s = drawn.first;
            std::vector<std::size_t> order(s.size());
            for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
            std::shuffle(order.begin(), order.end(), std::mt19937_64{drawn.second});
            series::builder made{s.header(), s.frequency()};
            series::builder read{s.header(), s.frequency()};
            for (const auto i : order) {
                const auto o = s.at(i);
                CHECK(o.value.has_value() == (o.reason == missing_reason::none));
                CHECK(o.value.has_value() != o.status.is_missing());
                if (o.value) {
                    CHECK(o.value->decimals() == s.header().decimals);
                    made.add(s.at_index(i), *o.value, o.status);
                } else {
                    made.add_missing(s.at_index(i), o.status);
                }
                read.add_text(to_string(s.at_index(i)), o.value ? to_string(*o.value) : "", to_string(o.status));
            }
            CHECK(std::move(made).build() == s);
            CHECK(std::move(read).build() == s);
        });
}

TEST_CASE("a period is found by its place, and there is nothing outside") {
    for_all([](source_of_chance& chance) { return any_series(chance); },
            [](const series& s) {
                std::size_t known = 0;
                for (std::size_t i = 0; i < s.size(); ++i) {
                    CHECK(s.index_of(s.at_index(i)) == i);
                    CHECK(s[s.at_index(i)] == s.at(i));
                    CHECK((s.values()[i] == series::no_value) == !s.at(i).value.has_value());
                    known += s.at(i).value ? 1 : 0;
                }
                CHECK(s.count() == known);
                CHECK(s[s.last() + 1].reason == missing_reason::outside);
                CHECK(s[s.first() - 1].reason == missing_reason::outside);
                CHECK_FALSE(s.index_of("2020-02-29"_period));
                CHECK_THROWS_AS((void)s.at(s.size()), std::out_of_range);
                CHECK_THROWS_AS((void)s.at_index(s.size()), std::out_of_range);
            });
}

TEST_CASE("every fault of the input is told with its place") {
    series::builder b{header(), frequency::quarter};
    const auto row = [](std::uint64_t n) { return place{"grdp.csv", n, 0, {}}; };
    b.add_text("2024-Q1", "100.5", "", row(2))
        .add_text("2024-Q9", "1", "", row(3))
        .add_text("2024", "1", "", row(4))
        .add_text("2024-Q2", "1,5", "", row(5))
        .add_text("2024-Q2", "1.555", "", row(6))
        .add_text("2024-Q2", "NaN", "", row(7))
        .add_text("2024-Q2", "12", "X", row(8))
        .add_text("2024-Q2", "12", "L", row(9))
        .add_text("2024-Q2", "92233720368547758.08", "", row(10))
        .add_text("2024-Q4", "101", "P", row(11))
        .add_text("2024-Q4", "102", "", row(12));
    const auto found = faults_of(b);
    std::vector<std::pair<std::uint64_t, errc>> told;
    for (const auto& p : found) told.emplace_back(p.where.row, p.code);
    CHECK(told == std::vector<std::pair<std::uint64_t, errc>>{{3, errc::malformed_text},
                                                              {4, errc::mixed_frequency},
                                                              {5, errc::malformed_text},
                                                              {6, errc::out_of_range},
                                                              {7, errc::missing_value},
                                                              {8, errc::unknown_value},
                                                              {9, errc::contradiction},
                                                              {10, errc::out_of_range},
                                                              {11, errc::gap_in_series},
                                                              {12, errc::duplicate_key}});
    series::builder large{header(), frequency::year};
    large.add("2024"_period, decimal{9'000'000'000'000'000'000}, {}, row(2));
    REQUIRE(faults_of(large).size() == 1);
    CHECK(faults_of(large)[0].expected ==
          "a number of 64 bits with " + std::to_string(header().decimals) + " decimals");
    CHECK(found[8].expected == "2024-Q2, which comes after 2024-Q1");
    CHECK_FALSE(std::move(b).try_build());
    CHECK(faults_of(series::builder{header(), frequency::year}).front().code == errc::missing_value);
}

TEST_CASE("a gap is missing with its reason if that is asked for, and never zero") {
    series::builder b{header(), frequency::year};
    b.with_gaps()
        .add("2020"_period, "1"_dec)
        .add("2023"_period, "4.00"_dec)
        .add_missing("2022"_period, status_flag::suppressed);
    const series s = std::move(b).build();
    CHECK(s.size() == 4);
    CHECK(s["2021"_period] == observation{{}, status_flag::missing, missing_reason::nothing_told});
    CHECK(s["2022"_period] == observation{{}, status_flag::suppressed, missing_reason::as_published});
    CHECK(to_string(s["2023"_period].value.value()) == "4.00");
}

TEST_CASE("each observation has the source it was read from") {
    const source report{"Statistics office", "Yearbook", "2023"_period, "table 2"}, paper{"A newspaper", {}, {}, {}};
    series::builder b{header(), frequency::year};
    b.add("2019"_period, "1"_dec).from(report).add("2020"_period, "1"_dec).add("2021"_period, "2"_dec);
    b.from(paper).add("2022"_period, "3"_dec);
    const series s = std::move(b).build();
    CHECK(s.source_of(0) == nullptr);
    CHECK(*s.source_of(1) == report);
    CHECK(*s.source_of(2) == report);
    CHECK(*s.source_of(3) == paper);
    CHECK_THROWS_AS((void)s.source_of(4), std::out_of_range);
}

TEST_CASE("mistakes of the caller are told") {
    CHECK_THROWS_AS((void)series::dense(header(), "2020"_period, {}), std::invalid_argument);
    CHECK_THROWS_AS((void)series::dense(header(19), "2020"_period, {1}), std::invalid_argument);
    CHECK_THROWS_AS((void)series::dense(header(), "2021/2025"_period, {1}), std::invalid_argument);
    CHECK_THROWS_AS((void)series::dense(header(), "9990"_period, std::vector<std::int64_t>(20)), std::out_of_range);
    const std::vector<observation_status> missing{status_flag::missing};
    CHECK_THROWS_AS((void)series::dense(header(), "2020"_period, {1}, missing), std::invalid_argument);
    CHECK_THROWS_AS((void)series::dense(header(), "2020"_period, {1, 2}, missing), std::invalid_argument);
    series::builder terms{header(), frequency::term};
    CHECK_THROWS_AS(terms.add("2021/2025"_period, "1"_dec), std::invalid_argument);
}

TEST_CASE("an observation with its status takes no more than twelve bytes in a series of a thousand") {
    std::vector<observation_status> statuses(1000, status_flag::provisional);
    const series s = series::dense(header(), "1990-01"_period, std::vector<std::int64_t>(1000, 7), statuses);
    CHECK(s.memory() <= 12 * 1000);
    CHECK(s.at(999).status == status_flag::provisional);
    CHECK(series::dense(header(), "1990-01"_period, std::vector<std::int64_t>(1000, 7)).memory() <= 9 * 1000);
}

TEST_CASE("figures from January on go to the last step of the calendar that is a whole one") {
    auto told = header();
    told.year_to_date = true;
    series::builder rows{told, frequency::quarter};
    rows.add("9999-Q1"_period, decimal{1});
    rows.add("9999-S1"_period, decimal{2});
    rows.add("9999-01-01/P9M"_period, decimal{3});
    rows.add("9999-02-01/P5M"_period, decimal{4});
    rows.add("9998-01-01/P18M"_period, decimal{4});
    const auto built = std::move(rows).try_build();
    REQUIRE(built.error().size() == 2);
    for (const auto& fault : built.error()) CHECK(fault.code == errc::mixed_frequency);

    series::builder sound{told, frequency::quarter};
    sound.add("9999-Q1"_period, decimal{1});
    sound.add("9999-S1"_period, decimal{2});
    sound.add("9999-01-01/P9M"_period, decimal{3});
    const auto made = std::move(sound).build();
    REQUIRE(made.size() == 3);
    CHECK(made.told_of(2) == "9999-01-01/P9M"_period);
    CHECK(made["9999-S1"_period].value == decimal{2});
}

TEST_CASE("a builder that has built is empty again, and of the same header") {
    series::builder b{header(), frequency::year};
    b.from({.who = "A"}).with_gaps().add("2020"_period, "1"_dec).add("2022"_period, "1"_dec);
    CHECK(std::move(b).build().size() == 3);
    CHECK(b.check().front().code == errc::missing_value);
    b.add("2020"_period, "2"_dec);
    const auto second = std::move(b).build();
    CHECK(second.header() == header());
    CHECK(second.value("2020"_period) == "2"_dec);
    CHECK(second.source_of(0) == nullptr);
    b.add("2020"_period, "1"_dec).add("2022"_period, "1"_dec);
    CHECK(b.check().front().code == errc::gap_in_series);
}
