// SPDX-License-Identifier: MIT
#include <muong/indicators/index_series.hpp>

#include <doctest/doctest.h>

#include <muong/indicators/alignment.hpp>
#include <stdexcept>

#include "support/any_series.hpp"

using namespace muong;
using muong::test::any_series;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

series_header header(std::string_view unit = "VND", int decimals = 0) {
    return {"GRDP", "11", measure_unit::parse(unit).value(), decimals};
}

errc first_fault(const result<series>& r) {
    REQUIRE_FALSE(r);
    return r.error().front().code;
}

}  // namespace

TEST_CASE("an index is in proportion to its levels and 100 in its base") {
    std::size_t without_base = 0;
    for_all(
        [](source_of_chance& chance) {
            const std::int64_t greatest = chance.chance(1, 4) ? 3 : 5000;
            return std::pair{any_series(chance, {-3, greatest}), chance.bits()};
        },
        [&](const std::pair<series, std::uint64_t>& drawn) {
            const series& s = drawn.first;
            const auto base = s.at_index(drawn.second % s.size());
            const auto of_base = s[base];
            const series made = index(s, base, "100"_dec, {4});
            for (std::size_t i = 0; i < s.size(); ++i) {
                const auto level = s.at(i), shown = made.at(i);
                if (!level.value) {
                    CHECK(shown == level);
                } else if (!of_base.value) {
                    CHECK(shown.reason == missing_reason::missing_part);
                } else if (of_base.value->coefficient() <= 0) {
                    ++without_base;
                    CHECK(shown.reason == (of_base.value->coefficient() == 0 ? missing_reason::zero_base
                                                                             : missing_reason::negative_base));
                } else {
                    CHECK(shown.value == (fraction{*level.value} * 100 / *of_base.value).to_decimal(4));
                    CHECK(shown.status == level.status);
                    CHECK(made.value(base) == "100"_dec);
                }
            }
        });
    CHECK(without_base > 100);
}

TEST_CASE("the base of an index can be changed and changed back") {
    const series s = series::dense(header(), "2020"_period, {50, 100, 125, 200});
    const series made = index(s, "2020"_period);
    CHECK(with_base(with_base(made, "2021"_period), "2020"_period) == made);
    CHECK(with_base(made, "2021"_period).value("2023"_period) == "200"_dec);
    CHECK(index(s, "2020/2021"_period).value("2021"_period) == "133.33"_dec);  // the mean of both years is 75
    CHECK(index(s, "2019"_period).at(0).reason == missing_reason::outside);
    CHECK_THROWS_AS((void)index(s, "2020"_period, "100"_dec, {17}), std::invalid_argument);
}

TEST_CASE("growth of compounded rates gives the rates back, and compounded growth the levels") {
    for_all(
        [](source_of_chance& chance) {  // rates of whole percents: four of them have levels of eight decimals
            std::vector<std::int64_t> rates(chance.index(4) + 1);
            for (auto& r : rates) r = chance.between(-50, 100);
            return series::dense(header("percent"), "2020"_period, std::move(rates));
        },
        [](const series& rates) {
            const series levels = compound(rates, "100"_dec, {8});
            CHECK(levels.first() == "2019"_period);
            CHECK(levels.at(0).value == "100"_dec);
            const series again = growth_rate(levels, 1, {0});
            for (std::size_t i = 0; i < rates.size(); ++i) CHECK(again[rates.at_index(i)].value == rates.at(i).value);
            CHECK(compound(span(again, rates.first(), rates.last()), "100"_dec, {8}) == levels);
        });
}

TEST_CASE("behind a missing rate there are no levels") {
    series::builder b{header("percent"), frequency::year};
    b.add("2020"_period, "10"_dec).add_missing("2021"_period).add("2022"_period, "10"_dec);
    const series levels = compound(std::move(b).build());
    CHECK(levels.value("2020"_period) == "110"_dec);
    CHECK(levels["2021"_period].reason == missing_reason::missing_part);
    CHECK(levels["2022"_period].reason == missing_reason::missing_part);
    CHECK_THROWS_AS((void)compound(levels), std::invalid_argument);
}

TEST_CASE("chained series keep the growth of the earlier one and the level of the later one") {
    const series earlier = series::dense(header(), "2018"_period, {50, 60, 100});
    const series later = series::dense(header("VND", 1), "2020"_period, {2000, 2200});
    const auto both = chain(earlier, later, "2020"_period);
    REQUIRE(both);
    CHECK(both.value().value("2018"_period) == "100"_dec);
    CHECK(both.value().value("2019"_period) == "120"_dec);
    CHECK(both.value().value("2021"_period) == "220"_dec);
    CHECK(growth_rate(both.value()).value("2019"_period) == growth_rate(earlier).value("2019"_period));
}

TEST_CASE("series are not chained without an overlap, nor over a break unless that is asked for") {
    const series earlier = series::dense(header(), "2018"_period, {50, 60});
    const series later = series::dense(header(), "2020"_period, {200, 220});
    CHECK(first_fault(chain(earlier, later, "2020"_period)) == errc::missing_value);
    CHECK(first_fault(chain(earlier, later, "2020-Q1"_period)) == errc::mixed_frequency);
    const std::vector<observation_status> statuses{{}, status_flag::series_break};
    const series broken = series::dense(header(), "2018"_period, {50, 60}, statuses);
    const series overlapping = series::dense(header(), "2019"_period, {120, 220});
    CHECK(first_fault(chain(broken, overlapping, "2019"_period)) == errc::contradiction);
    const auto told = chain(broken, overlapping, "2019"_period, over_breaks::allow);
    REQUIRE(told);
    CHECK(told.value().value("2018"_period) == "100"_dec);
}

TEST_CASE("what is missing before the link stays missing, with its reason, and what leaves 64 bits is told so") {
    const std::vector<observation_status> statuses{status_flag::not_collected, {}, {}};
    const series earlier =
        series::dense(header(), "2018"_period, {series::no_value, 4'000'000'000'000'000'000, 1}, statuses);
    const auto both = chain(earlier, series::dense(header(), "2020"_period, {3, 4}), "2020"_period);
    REQUIRE(both);
    CHECK(both.value()["2018"_period].status == observation_status{status_flag::not_collected});
    CHECK(both.value()["2018"_period].reason == missing_reason::as_published);
    CHECK(both.value()["2019"_period].reason == missing_reason::beyond_range);
    CHECK(both.value().value("2021"_period) == "4"_dec);
}

TEST_CASE("a link needs a value of both series that can be compared") {
    const series earlier = series::dense(header(), "2018"_period, {50, 60});
    CHECK(first_fault(chain(earlier, series::dense(header(), "2019"_period, {series::no_value, 7}), "2019"_period)) ==
          errc::missing_value);
    const std::vector<observation_status> at_link{status_flag::series_break, {}};
    const series broken = series::dense(header(), "2019"_period, {120, 220}, at_link);
    CHECK(first_fault(chain(earlier, broken, "2019"_period)) == errc::contradiction);
    CHECK(chain(earlier, broken, "2019"_period, over_breaks::allow));
}

TEST_CASE("figures from January on are not chained with figures of single periods") {
    auto from_january = header();
    from_january.year_to_date = true;
    const series single = series::dense(header(), "2024-Q1"_period, {50, 60});
    const series cumulated = series::dense(from_january, "2024-Q2"_period, {200, 330});
    CHECK_THROWS_AS((void)chain(single, cumulated, "2024-Q2"_period), std::invalid_argument);
    CHECK_THROWS_AS((void)chain(cumulated, single, "2024-Q2"_period), std::invalid_argument);
    const series before = series::dense(from_january, "2024-Q1"_period, {50, 100});
    CHECK(chain(before, cumulated, "2024-Q2"_period).value().value("2024-Q1"_period) == "100"_dec);
}

TEST_CASE("figures from January on have no mean to be a base, and their rates do not compound within a year") {
    auto from_january = header();
    from_january.year_to_date = true;
    const series levels = series::dense(from_january, "2024-Q1"_period, {50, 100, 150, 200, 60});
    CHECK_THROWS_AS((void)index(levels, "2024-S1"_period), std::invalid_argument);
    CHECK(index(levels, "2024-Q1"_period).value("2025-Q1"_period) == "120.00"_dec);
    const series rates = growth_rate(levels, 4);
    CHECK_THROWS_AS((void)compound(rates), std::invalid_argument);
    CHECK_NOTHROW((void)compound(growth_rate(series::dense(from_january, "2024"_period, {50, 60}))));
}

TEST_CASE("rates per year compound year by year only") {
    const series_header header{"x", "y", measure_unit::parse("percent per year").value(), 0};
    CHECK_NOTHROW((void)compound(series::dense(header, "2024"_period, {8, 8})));
    CHECK_THROWS_AS((void)compound(series::dense(header, "2024-Q1"_period, {8, 8})), std::invalid_argument);
}
