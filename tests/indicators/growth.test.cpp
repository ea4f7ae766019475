// SPDX-License-Identifier: MIT
#include <muong/indicators/growth.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "support/any_series.hpp"

using namespace muong;
using muong::test::any_series;
using muong::test::for_all;
using muong::test::series_kind;
using muong::test::source_of_chance;

namespace {

series_header header(int decimals = 0) { return {"GRDP", "11", measure_unit::parse("VND").value(), decimals}; }

constexpr rounding ways[] = {rounding::half_away_from_zero, rounding::half_even, rounding::toward_zero, rounding::floor,
                             rounding::ceiling};

fraction power(const fraction& f, int n) {
    fraction made = 1;
    for (int i = 0; i < n; ++i) made *= f;
    return made;
}

}  // namespace

TEST_CASE("a level grown by its exact growth is the later level, and only a level above zero has any growth") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{chance.between(-20, 1000), chance.between(-1000, 1000)};
        },
        [](std::pair<std::int64_t, std::int64_t> levels) {
            const fraction from = levels.first, to = levels.second;
            const auto made = growth(from, to);
            CHECK(made.has_value() == (levels.first > 0));
            if (made) {
                CHECK(from * (1 + made.value()) == to);
            } else {
                CHECK(made.reason() == (levels.first == 0 ? missing_reason::zero_base : missing_reason::negative_base));
                CHECK_THROWS_AS((void)made.value(), std::domain_error);
            }
        });
}

TEST_CASE("what has no value has a reason") {
    CHECK_THROWS_AS((void)computed<fraction>{missing_reason::none}, std::invalid_argument);
    CHECK(computed<fraction>{missing_reason::outside}.reason() == missing_reason::outside);
    CHECK(computed<fraction>{1}.reason() == missing_reason::none);
}

TEST_CASE("the contributions of the parts of a total add up to its growth, exactly") {
    for_all(
        [](source_of_chance& chance) {
            std::vector<std::array<std::int64_t, 2>> parts(chance.index(6) + 1);
            for (auto& p : parts) p = {chance.between(1, 10'000), chance.between(-500, 10'000)};
            return parts;
        },
        [](const std::vector<std::array<std::int64_t, 2>>& parts) {
            fraction from, to, sum;
            for (const auto& p : parts) {
                from += p[0];
                to += p[1];
            }
            for (const auto& p : parts) sum += contribution(p[0], p[1], from).value();
            CHECK(sum == growth(from, to).value());
        });
}

TEST_CASE("growth rates of a series are those of its levels, rounded once, however they are computed") {
    struct draw {
        series s;
        int lag;
        rounded_to round;
    };
    const auto any_levels = [](source_of_chance& chance) {
        if (chance.chance(1, 8)) {  // jumps, of which many leave 64 bits
            constexpr std::int64_t levels[] = {1, 7, 300, 2'000'000'000'000'000, INT64_MAX};
            std::vector<std::int64_t> picked(30);
            for (auto& level : picked) level = chance.pick(levels);
            return series::dense(header(), "2000"_period, std::move(picked));
        }
        constexpr std::int64_t sizes[] = {30, 100'000, 40'000'000'000, INT64_MAX};
        const auto size = chance.pick(sizes);
        const bool plain = chance.chance(1, 2);
        return any_series(chance, {plain ? 1 : -size, size, !plain});
    };
    std::size_t beyond = 0;
    for_all(
        [&](source_of_chance& chance) {
            return draw{any_levels(chance),
                        static_cast<int>(chance.between(1, 12)),
                        {static_cast<int>(chance.between(0, 5)), chance.chance(1, 2) ? ways[0] : chance.pick(ways)}};
        },
        [&](const draw& d) {
            const series rates = growth_rate(d.s, d.lag, d.round);
            CHECK(rates.first() == d.s.first());
            CHECK(rates.size() == d.s.size());
            CHECK(rates.header().unit.code == "percent");
            for (std::size_t i = 0; i < rates.size(); ++i) {
                const auto now = d.s.at(i), before = d.s[d.s.at_index(i) - d.lag], rate = rates.at(i);
                if (!now.value || !before.value) {
                    CHECK(rate.reason == (i < static_cast<std::size_t>(d.lag) ? missing_reason::outside
                                                                              : missing_reason::missing_part));
                    continue;
                }
                CHECK(rate.status.of_value() == (now.status | before.status));
                const auto exact = growth(*before.value, *now.value);
                if (!exact) {
                    CHECK(rate.reason == exact.reason());
                    continue;
                }
                std::optional<decimal> expected;
                try {
                    expected = (exact.value() * 100).to_decimal(d.round.decimals, d.round.how);
                } catch (const std::overflow_error&) {
                    CHECK(rate.reason == missing_reason::beyond_range);
                    ++beyond;
                }
                CHECK(rate.value == expected);
            }
        },
        1000);
    CHECK(beyond > 100);
}

TEST_CASE("halves are rounded away from zero in the fast way too") {
    // Growth of exactly k / 2 hundredths of a percent, up and down: the level 20000 gains or loses k.
    for (std::int64_t k = -19'999; k <= 20'000; k += 7) {
        const series s = series::dense(header(), "2020"_period, {20'000, 20'000 + k});
        CHECK(growth_rate(s).at(1).value == (fraction{k, 20'000} * 100).to_decimal(2, rounding::half_away_from_zero));
    }
}

TEST_CASE("a compound rate is the nearest of its decimals on the side that its rounding wants") {
    struct draw {
        fraction from, to;
        int steps;
        rounded_to round;
    };
    for_all(
        [](source_of_chance& chance) {
            return draw{fraction{chance.between(1, 100'000), chance.between(1, 50)},
                        fraction{chance.between(1, 100'000), chance.between(1, 50)},
                        static_cast<int>(chance.between(1, 12)),
                        {static_cast<int>(chance.between(0, 4)), chance.pick(ways)}};
        },
        [](const draw& d) {
            CAPTURE(to_string(d.from));
            CAPTURE(to_string(d.to));
            CAPTURE(d.steps);
            const auto made = compound_growth_rate(d.from, d.to, d.steps, d.round);
            REQUIRE(made);
            // Moved by half a step, or a whole one, the rate must miss the ratio on the side to which it was moved.
            const fraction ratio = d.to / d.from, rate = made.value().ratio();
            const fraction step = fraction{decimal{1, d.round.decimals}} / 100;
            const auto reaches = [&](const fraction& r) { return power(1 + r, d.steps) <=> ratio; };
            const bool nearest = d.round.how == rounding::half_away_from_zero || d.round.how == rounding::half_even;
            const bool down =
                d.round.how == rounding::floor || (d.round.how == rounding::toward_zero && ratio > fraction{1});
            if (nearest) {
                CHECK(reaches(rate + step / 2) >= 0);
                CHECK((rate - step / 2 < fraction{-1} || reaches(rate - step / 2) <= 0));
            } else if (down) {
                CHECK(reaches(rate) <= 0);
                CHECK(reaches(rate + step) > 0);
            } else {
                CHECK(reaches(rate) >= 0);
                CHECK((rate - step < fraction{-1} || reaches(rate - step) < 0));
            }
        },
        1000);
}

TEST_CASE("a level that does not grow stays what it is, however far back") {
    CHECK(grown(7, percent{decimal{0, 0}}, std::numeric_limits<int>::min()) == 7);
}

TEST_CASE("a rate that is kept up leads to the level it was found from") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{percent{decimal{chance.between(-9000, 30'000), 2}},
                             static_cast<int>(chance.between(1, 9))};
        },
        [](std::pair<percent, int> drawn) {
            const auto [rate, steps] = drawn;
            const fraction to = grown(100, rate, steps);
            CHECK(compound_growth_rate(100, to, steps).value() == rate);
            CHECK(grown(to, rate, -steps) == fraction{100});
            const std::vector<percent> rates(static_cast<std::size_t>(steps), rate);
            CHECK(average_growth_rate(rates).value() == rate);
        });
}

TEST_CASE("published rates of several years compound as rates") {
    const std::array rates{"10%"_percent, "-10%"_percent};
    CHECK(to_string(average_growth_rate(rates, {4}).value()) == "-0.5013%");  // and not zero
    const std::array lost{"10%"_percent, "-100%"_percent};
    CHECK(average_growth_rate(lost).reason() == missing_reason::zero_base);
    CHECK_THROWS_AS((void)average_growth_rate({}), std::invalid_argument);
}

TEST_CASE("growth over 2021-2025 starts from the level of 2020 and takes five steps") {
    std::vector<std::int64_t> levels(8, 1);
    levels[2] = 100'000;  // 2020
    levels[7] = 161'051;  // 2025
    const series s = series::dense(header(), "2018"_period, levels);
    CHECK(compound_growth_rate(s, "2021/2025"_period).value() == "10.00%"_percent);
    CHECK(compound_growth_rate(s, "2020"_period, "2025"_period).value() == "10.00%"_percent);
    CHECK(compound_growth_rate(s, "2025"_period).value() == percent{"16105000"_dec});
    CHECK(compound_growth_rate(s, "2015/2019"_period).reason() == missing_reason::outside);
    CHECK_THROWS_AS((void)compound_growth_rate(s, "2020-07/2025-06"_period), std::invalid_argument);
    CHECK_THROWS_AS((void)compound_growth_rate(s, "2025"_period, "2020"_period), std::invalid_argument);
    CHECK(compound_growth_rate(0, 5, 1).reason() == missing_reason::zero_base);
    CHECK(compound_growth_rate(5, -1, 1).reason() == missing_reason::negative_base);
    CHECK_THROWS_AS((void)compound_growth_rate(1, 2, 0), std::invalid_argument);
    CHECK(to_string(compound_growth_rate(1, 2, 10, {16}).value()) == "7.1773462536293164%");
}

TEST_CASE("year on year compares with the same period of the year before, annualised growth goes on for a year") {
    const series quarters = series::dense(header(), "2024-Q1"_period, {100, 200, 300, 400, 110});
    CHECK(year_on_year(quarters)["2025-Q1"_period].value == "10.00"_dec);
    CHECK(year_on_year(quarters)["2024-Q4"_period].reason == missing_reason::outside);
    const series pace = annualised_growth_rate(series::dense(header(), "2024-Q1"_period, {100, 101, 0, 5}), {4});
    CHECK(pace["2024-Q2"_period].value == "4.0604"_dec);
    CHECK(pace["2024-Q3"_period].value == "-100"_dec);
    CHECK(pace["2024-Q4"_period].reason == missing_reason::zero_base);
    const series days = series::dense(header(), "2024-01-01"_period, {1, 2});
    CHECK_THROWS_AS((void)year_on_year(days), std::invalid_argument);
    CHECK_THROWS_AS((void)annualised_growth_rate(days), std::invalid_argument);
}

TEST_CASE("what cannot be computed is missing with its reason") {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const series jump = series::dense(header(), "2024-Q1"_period, {1, most, -most, most});
    CHECK(growth_rate(jump)["2024-Q2"_period].reason == missing_reason::beyond_range);
    CHECK(annualised_growth_rate(jump)["2024-Q2"_period].reason == missing_reason::beyond_range);
    CHECK(difference(jump)["2024-Q3"_period].reason == missing_reason::beyond_range);
    CHECK(growth_rate(jump)["2024-Q4"_period].reason == missing_reason::negative_base);

    const series part = series::dense(header(), "2024"_period, {1, series::no_value, 5, most});
    const series total = series::dense(header(), "2024"_period, {10, 0, 1, 10});
    const auto of_growth = contribution_to_growth(part, total);
    CHECK(of_growth["2025"_period].reason == missing_reason::missing_part);
    CHECK(of_growth["2026"_period].reason == missing_reason::missing_part);
    CHECK(of_growth["2027"_period].reason == missing_reason::beyond_range);
    const series none = series::dense(header(), "2024"_period, {0, 1});
    CHECK(contribution_to_growth(series::dense(header(), "2024"_period, {1, 2}), none)["2025"_period].reason ==
          missing_reason::zero_base);
}

TEST_CASE("differences add up again, and none is taken over what is missing") {
    for_all([](source_of_chance& chance) { return any_series(chance); },
            [](const series& s) {
                const series steps = difference(s);
                for (std::size_t i = 1; i < s.size(); ++i) {
                    const auto a = s.at(i - 1), b = s.at(i), d = steps.at(i);
                    CHECK(d.value.has_value() == (a.value && b.value));
                    if (d.value) CHECK(*a.value + *d.value == *b.value);
                }
                CHECK(steps.at(0).reason == missing_reason::outside);
            });
}

TEST_CASE("contributions of a series are points of the total, and need the same unit and frequency") {
    const series part = series::dense(header(), "2024"_period, {30, 40, 45});
    const series total = series::dense(header(), "2024"_period, {100, 120, 0});
    const series made = contribution_to_growth(part, total);
    CHECK(made.header().unit.code == "percentage points");
    CHECK(made["2025"_period].value == "10"_dec);
    CHECK(made["2026"_period].value == "4.17"_dec);
    CHECK(made["2024"_period].reason == missing_reason::outside);
    CHECK_THROWS_AS((void)contribution_to_growth(part, series::dense(header(), "2024-Q1"_period, {1})),
                    std::invalid_argument);
    CHECK_THROWS_AS((void)growth_rate(part, 0), std::invalid_argument);
    CHECK_THROWS_AS((void)growth_rate(part, 1, {17}), std::invalid_argument);
}

TEST_CASE(
    "the difference of shares and rates in percent is in percentage points, that of anything else in its own unit") {
    const auto apart = [](std::string_view unit) {
        const series s = series::dense({"x", "y", measure_unit::parse(unit).value(), 1}, "2024"_period, {136, 131});
        return difference(s);
    };
    const series points = apart("percent"), area = apart("ha"), index = apart("index points");
    const series rates = apart("percent per year");
    CHECK(rates.header().unit.code == "percentage points");
    CHECK(rates.value("2025"_period) == "-0.5"_dec);
    CHECK(index.header().unit.code == "index points");
    CHECK(points.header().unit.code == "percentage points");
    CHECK(points.value("2025"_period) == "-0.5"_dec);
    CHECK(area.header().unit.code == "ha");
}
