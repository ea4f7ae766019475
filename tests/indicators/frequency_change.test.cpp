// SPDX-License-Identifier: MIT
#include <muong/indicators/frequency_change.hpp>

#include <doctest/doctest.h>

#include <sstream>
#include <stdexcept>

#include <muong/indicators/alignment.hpp>

#include "support/any_series.hpp"

using namespace muong;
using muong::test::any_series;
using muong::test::for_all;
using muong::test::series_kind;
using muong::test::source_of_chance;

namespace {

series any_months(source_of_chance& chance) {
    series_kind months;
    months.frequencies = {frequency::month};
    return any_series(chance, months);
}

series_header header(int decimals = 0) { return {"visitors", "11", measure_unit::parse("visits").value(), decimals}; }

}  // namespace

TEST_CASE("sums of sums are sums, and none is made of parts that are missing") {
    for_all(any_months, [](const series& months) {
        const series years = aggregate(months, frequency::year, combine::sum);
        const series quarters = aggregate(months, frequency::quarter, combine::sum);
        const series by_quarters = aggregate(quarters, frequency::year, combine::sum);
        REQUIRE(by_quarters.size() == years.size());
        for (std::size_t y = 0; y < years.size(); ++y) {
            CHECK(years.at(y).value == by_quarters.at(y).value);
            decimal sum;
            int known = 0;
            for (const auto& m : split(years.at_index(y), frequency::month)) {
                if (const auto v = months.value(m)) {
                    sum += *v;
                    ++known;
                }
            }
            if (known == 12) {
                CHECK(years.at(y).value == sum);
            } else {
                CHECK_FALSE(years.at(y).value);
            }
            const auto partial = aggregate(months, frequency::year, combine::sum, completeness::at_least(7)).at(y);
            CHECK(partial.value.has_value() == (known >= 7));
            if (partial.value) CHECK(*partial.value == sum);
            if (partial.value && known < 12) CHECK(partial.status.has(status_flag::estimated));
        }
    });
}

TEST_CASE("a total is the exact sum of all, or none if one is missing or it leaves 64 bits") {
    for_all(
        [](source_of_chance& chance) {
            constexpr std::int64_t sizes[] = {1000, INT64_MAX / 16, INT64_MAX};
            const auto size = chance.pick(sizes);
            return any_series(chance, {-size, size, chance.chance(1, 3)});
        },
        [](const series& s) {
            fraction sum;
            for (std::size_t i = 0; i < s.size(); ++i) sum += s.at(i).value.value_or(decimal{});
            const auto made = total(s);
            if (s.count() < s.size()) {
                CHECK(made.reason() == missing_reason::missing_part);
            } else if (made) {
                CHECK(fraction{made.value()} == sum);
            } else {
                CHECK(made.reason() == missing_reason::beyond_range);
                CHECK_THROWS_AS((void)sum.to_decimal(s.header().decimals), std::overflow_error);
            }
        });
}

TEST_CASE("a mean lies between the least and the greatest, the first and last are among the parts") {
    for_all(any_months, [](const series& months) {
        const auto any = completeness::at_least(1);
        const auto of = [&](combine how) { return aggregate(months, frequency::half_year, how, any); };
        const series least = of(combine::least), greatest = of(combine::greatest), mean = of(combine::average),
                     first = of(combine::first), last = of(combine::last);
        for (std::size_t i = 0; i < mean.size(); ++i) {
            if (!mean.at(i).value) {
                CHECK_FALSE(first.at(i).value);
                continue;
            }
            for (const auto* s : {&mean, &first, &last}) {
                CHECK(*least.at(i).value <= *s->at(i).value);
                CHECK(*s->at(i).value <= *greatest.at(i).value);
            }
        }
    });
}

TEST_CASE("what is cumulated and decumulated again is the same from the first whole year on") {
    for_all([](source_of_chance& chance) { return any_series(chance); },
            [](const series& s) {
                const series again = decumulate(cumulate(s));
                bool whole = false, broken = false;
                for (std::size_t i = 0; i < s.size(); ++i) {
                    const period when = s.at_index(i);
                    if (when.first() == period::around(frequency::year, when.first()).first()) {
                        whole = true;
                        broken = false;
                    }
                    broken = broken || !s.at(i).value;
                    if (whole && !broken) {
                        CHECK(again.at(i).value == s.at(i).value);
                    } else {
                        CHECK_FALSE(again.at(i).value);
                    }
                }
            });
}

TEST_CASE("one longer period has what all of them have, and a term what its parts make") {
    for_all(any_months, [](const series& months) {
        for (const auto how : {combine::sum, combine::average, combine::first, combine::last, combine::least}) {
            const series years = aggregate(months, frequency::year, how);
            for (std::size_t y = 0; y < years.size(); ++y) {
                CHECK(combined(months, years.at_index(y), how) == years.at(y));
            }
        }
    });
    const series months = series::dense(header(), "2025-01"_period, {1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(combined(months, "2025-01/2025-09"_period, combine::sum).value == "45"_dec);
    CHECK(combined(months, "2025"_period, combine::sum).reason == missing_reason::outside);
    CHECK(combined(months, "2025"_period, combine::sum, completeness::at_least(9)).value == "45"_dec);
    CHECK_THROWS_AS((void)combined(months, "2025-01-15"_period, combine::sum), std::invalid_argument);
}

TEST_CASE("figures of three, six, nine and twelve months become those of the quarters") {
    auto from_january = header();
    from_january.year_to_date = true;
    const series told = series::dense(from_january, "2025-Q1"_period, {10, 25, 45, 70, 12});
    series::builder rows{from_january, frequency::quarter};
    rows.add_text("2025-01-01/P3M", "10").add_text("2025-01-01/P6M", "25").add_text("2025-01-01/P9M", "45");
    rows.add_text("2025", "70").add_text("2026-Q1", "12");
    CHECK(std::move(rows).build() == told);
    CHECK(told.told_of(2) == "2025-01/2025-09"_period);
    CHECK(told.value("2025-01/2025-09"_period) == "45"_dec);
    CHECK(told.value("2025"_period) == "70"_dec);
    CHECK_FALSE(told.value("2025-04/2025-09"_period));
    CHECK(cumulate(decumulate(told)) == told);
    const series half = aggregate(told, frequency::half_year, combine::last);
    CHECK(half.value("2025-S1"_period) == "25"_dec);
    CHECK(half.told_of(1) == "2025"_period);
    CHECK(aggregate(told, frequency::year, combine::last).told_of(0) == "2025"_period);
    CHECK(decumulate(told) == series::dense(header(), "2025-Q1"_period, {10, 15, 20, 25, 12}));
    CHECK(cumulate(series::dense(header(), "2025-Q2"_period, {5})).at(0).reason == missing_reason::outside);
    const series_header wide = header();
    const series huge = series::dense(wide, "2025-Q1"_period, {INT64_MAX, 1});
    CHECK(cumulate(huge).at(1).reason == missing_reason::beyond_range);
    CHECK(aggregate(huge, frequency::half_year, combine::sum).at(0).reason == missing_reason::beyond_range);
    CHECK(aggregate(huge, frequency::half_year, combine::greatest).at(0).value == decimal{INT64_MAX});
}

TEST_CASE("six and nine months without the first three leave their quarters missing, and the third is told") {
    auto from_january = header();
    from_january.year_to_date = true;
    series::builder rows{from_january, frequency::quarter};
    rows.add("2025-01/2025-09"_period, "45"_dec).add("2025-S1"_period, "25"_dec).add("2025"_period, "70"_dec);
    const series single = decumulate(std::move(rows).build());
    CHECK(single.first() == "2025-Q2"_period);
    CHECK(single.at(0).reason == missing_reason::outside);
    CHECK(single.value("2025-Q3"_period) == "20"_dec);
    CHECK(single.value("2025-Q4"_period) == "25"_dec);
    CHECK_FALSE(single.value("2025-01/2025-09"_period));  // single quarters are found by their own name alone

    series::builder faulty{from_january, frequency::quarter};
    faulty.add("2025-04/2025-09"_period, "1"_dec)
        .add("2025-01/2025-08"_period, "1"_dec)
        .add("2024/2025"_period, "1"_dec);
    CHECK(faulty.check().size() == 3);
    for (const auto& p : faulty.check()) CHECK(p.code == errc::mixed_frequency);
    series::builder twice{from_january, frequency::quarter};
    twice.add("2025-S1"_period, "1"_dec).add("2025-Q2"_period, "1"_dec);
    REQUIRE(twice.check().size() == 1);
    CHECK(twice.check().front().code == errc::duplicate_key);
}

TEST_CASE("figures from January on are never added up, and others never decumulated") {
    auto from_january = header();
    from_january.year_to_date = true;
    const series sums = series::dense(from_january, "2025-Q1"_period, {10, 25, 45, 70});
    CHECK_THROWS_AS((void)total(sums), std::invalid_argument);
    CHECK_THROWS_AS((void)cumulate(sums), std::invalid_argument);
    for (const auto how : {combine::sum, combine::average, combine::first, combine::least, combine::greatest}) {
        CHECK_THROWS_AS((void)aggregate(sums, frequency::year, how), std::invalid_argument);
        CHECK_THROWS_AS((void)combined(sums, "2025"_period, how), std::invalid_argument);
    }
    const series halves = aggregate(sums, frequency::half_year, combine::last);
    CHECK(halves.header().year_to_date);
    CHECK_THROWS_AS((void)decumulate(decumulate(sums)), std::invalid_argument);
    CHECK_THROWS_AS((void)bind(sums, decumulate(sums)), std::invalid_argument);
    CHECK_THROWS_AS((void)annualised_growth_rate(sums), std::invalid_argument);
    CHECK_THROWS_AS((void)growth_rate(sums), std::invalid_argument);
    CHECK_THROWS_AS((void)difference(sums, 3), std::invalid_argument);
    CHECK_THROWS_AS((void)contribution_to_growth(sums, sums), std::invalid_argument);
    const series years = series::dense(from_january, "2024-Q1"_period, {10, 20, 30, 40, 11, 25, 45, 70});
    CHECK(year_on_year(years).value("2025-01/2025-09"_period) == "50.00"_dec);
    CHECK(difference(years, 4).value("2025-01/2025-09"_period) == "15"_dec);
}

TEST_CASE("months make no terms, and trimesters no half-years") {
    const series months = series::dense(header(), "2025-01"_period, {1});
    CHECK_THROWS_AS((void)aggregate(months, frequency::month, combine::sum), std::invalid_argument);
    CHECK_THROWS_AS((void)aggregate(months, frequency::term, combine::sum), std::invalid_argument);
    const series quarters = series::dense(header(), "2025-Q1"_period, {1});
    CHECK_THROWS_AS((void)aggregate(quarters, frequency::month, combine::sum), std::invalid_argument);
    CHECK_THROWS_AS((void)aggregate(quarters, frequency::trimester, combine::sum), std::invalid_argument);
    const series days = series::dense(header(), "2025-02-01"_period, std::vector<std::int64_t>(28, 2));
    CHECK(aggregate(days, frequency::month, combine::sum).value("2025-02"_period) == "56"_dec);
    CHECK_THROWS_AS((void)cumulate(days), std::invalid_argument);
    CHECK_THROWS_AS((void)decumulate(days), std::invalid_argument);
    CHECK_THROWS_AS((void)completeness::at_least(0), std::invalid_argument);
    std::ostringstream out;
    out << combine::average;
    CHECK(out.str() == "average");
}

TEST_CASE("shares, rates and indices do not add up over time") {
    for (const auto* const unit : {"percent", "percent per year", "index points"}) {
        CAPTURE(unit);
        const series rates = series::dense({"poverty", "11", measure_unit::parse(unit).value(), 2}, "2024-Q1"_period,
                                           {2535, 2490, 2470, 2400});
        CHECK_THROWS_AS(static_cast<void>(total(rates)), std::invalid_argument);
        CHECK_THROWS_AS(static_cast<void>(cumulate(rates)), std::invalid_argument);
        CHECK_THROWS_AS(static_cast<void>(decumulate(rates)), std::invalid_argument);
        CHECK_THROWS_AS(static_cast<void>(aggregate(rates, frequency::year, combine::sum)), std::invalid_argument);
        CHECK(aggregate(rates, frequency::year, combine::last).value("2024"_period) == "24.00"_dec);
    }
}
