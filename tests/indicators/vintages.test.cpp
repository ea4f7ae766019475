// SPDX-License-Identifier: MIT
#include <muong/indicators/vintages.hpp>

#include <doctest/doctest.h>

#include <stdexcept>

#include "support/any_series.hpp"

using namespace muong;

namespace {

series_header header() { return {"GRDP growth", "11", measure_unit::parse("percent per year").value(), 2}; }

struct telling {
    date known;
    period when;
    decimal value;
};

}  // namespace

TEST_CASE("what is known of a period on a day is the latest that was told by then, whatever is told later") {
    test::for_all(
        [](test::source_of_chance& chance) {
            std::vector<telling> all;
            for (std::size_t i = 0, n = chance.index(30) + 1; i < n; ++i) {
                const auto day = "2024-01-01"_date + static_cast<std::int32_t>(2 * i);  // each on a day of its own
                all.push_back({day, "2018"_period + static_cast<std::int32_t>(chance.index(5)),
                               decimal{chance.between(-500, 500), 2}});
            }
            return all;
        },
        [](const std::vector<telling>& all) {
            vintages v{header(), frequency::year};
            for (const auto& t : all) v.tell(t.known, t.when, t.value);
            for (std::size_t k = 0; k < all.size(); ++k) {
                const auto then = v.as_of(all[k].known + 1);
                REQUIRE(then);
                for (std::int32_t y = 0; y < 5; ++y) {
                    std::optional<decimal> latest;
                    for (std::size_t j = 0; j <= k; ++j) {
                        if (all[j].when == "2018"_period + y) latest = all[j].value;
                    }
                    CHECK(then->value("2018"_period + y) == latest);
                }
            }
            CHECK_FALSE(v.as_of(all.front().known - 1));
        },
        100);
}

TEST_CASE("a revision stays beside what it revises, each with its source") {
    vintages v{header(), frequency::year};
    const source early{"Statistics office", "Estimate", "2025-12"_period, {}},
        late{"Statistics office", "Yearbook", {}, {}};
    v.tell("2025-12-20"_date, "2025"_period, "8.76"_dec, status_flag::estimated, early);
    v.tell("2026-06-30"_date, "2025"_period, "8.35"_dec, {}, late);
    const auto history = v.history_of("2025"_period);
    REQUIRE(history.size() == 2);
    CHECK(history[0].cited == early);
    CHECK(history[0].told.status == status_flag::estimated);
    CHECK(history[1].cited == late);
    CHECK(v.revision_of("2025"_period) == "-0.41"_dec);
    CHECK_FALSE(v.revision_of("2024"_period));
    const auto known = v.as_of("2026-01-31"_date);
    REQUIRE(known);
    CHECK(known->value("2025"_period) == "8.76"_dec);
    CHECK(*known->source_of(0) == early);
    v.tell("2026-07-01"_date, "2025"_period, {}, status_flag::suppressed);
    CHECK_FALSE(v.as_of("2026-07-01"_date)->value("2025"_period));
}

TEST_CASE("a figure of nine months told again is a revision of the same figure") {
    auto from_january = header();
    from_january.year_to_date = true;
    vintages v{from_january, frequency::quarter};
    v.tell("2025-10-06"_date, "2025-01/2025-09"_period, "8.1"_dec).tell("2026-01-06"_date, "2025-Q3"_period, "8.3"_dec);
    CHECK(v.history_of("2025-01/2025-09"_period).size() == 2);
    CHECK(v.revision_of("2025-01/2025-09"_period) == "0.2"_dec);
    CHECK(v.as_of("2026-02-01"_date)->value("2025-01/2025-09"_period) == "8.3"_dec);
    CHECK_THROWS_AS(v.tell("2026-02-01"_date, series::dense(header(), "2025-Q1"_period, {1})), std::invalid_argument);
}

TEST_CASE("a whole series is told at once, and told twice differently on one day it is refused") {
    test::for_all([](test::source_of_chance& chance) { return test::any_series(chance); },
                  [](const series& s) {
                      vintages v{s.header(), s.frequency()};
                      v.tell("2025-01-01"_date, s).tell("2025-01-01"_date, s);
                      CHECK(v.as_of("2025-01-01"_date) == s);
                  });
    vintages v{header(), frequency::year};
    v.tell("2025-01-01"_date, "2024"_period, "1"_dec);
    CHECK_THROWS_AS(v.tell("2025-01-01"_date, "2024"_period, "2"_dec), data_error);
    CHECK_THROWS_AS(v.tell("2025-01-01"_date, "2024-Q1"_period, "2"_dec), data_error);
    CHECK_THROWS_AS(v.tell("2025-01-01"_date, "2023"_period, {}), data_error);
    CHECK_THROWS_AS((vintages{header(), frequency::term}), std::invalid_argument);
}
