// SPDX-License-Identifier: MIT
#include <muong/projects/earned_value.hpp>

#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

using points = std::vector<progress_curve::point>;

qualified_date at(std::string_view text) { return *qualified_date::parse(text); }
any_money dong(std::int64_t n) { return any_money::of_minor(n, vnd::value); }

progress_curve any_curve(source_of_chance& chance) {
    points drawn;
    auto day = "2023-01-01"_date;
    std::int64_t percent = chance.between(0, 200);
    for (auto n = chance.between(1, 6); n > 0 && percent <= 1000; --n) {
        drawn.push_back({day, decimal{percent, 1}});
        day = day + static_cast<std::int32_t>(chance.between(1, 200));
        percent += chance.between(0, 400);
    }
    return progress_curve{std::move(drawn)};
}

}  // namespace

TEST_CASE("a curve never falls, goes through its points, and is found again by its percents") {
    for_all(any_curve, [](const progress_curve& curve) {
        const auto first = curve.points().front().on, last = curve.points().back().on;
        CHECK_FALSE(curve.at(first.eve()));
        for (const auto& p : curve.points()) CHECK(curve.at(p.on) == fraction{p.percent});
        fraction before = *curve.at(first);
        for (auto day = first; day <= last; day = day + 7) {
            const auto now = *curve.at(day);
            CHECK(before <= now);
            const auto reached = curve.days_to(now);
            REQUIRE(reached);
            CHECK(*reached <= fraction{day - first});  // the first time that it is so far
            if (before < now) CHECK(*reached == fraction{day - first});
            before = now;
        }
        CHECK(curve.at(last + 1000) == fraction{curve.points().back().percent});
        CHECK_FALSE(curve.days_to(fraction{curve.points().back().percent} + 1));
    });
    const auto made = [](points given) { return progress_curve{std::move(given)}; };
    CHECK_THROWS_AS(made({{"2024-01-01"_date, "5"_dec}, {"2024-01-02"_date, "4"_dec}}), std::invalid_argument);
    CHECK_THROWS_AS(made({{"2024-01-01"_date, "5"_dec}, {"2024-01-01"_date, "6"_dec}}), std::invalid_argument);
    CHECK_THROWS_AS(made({{"2024-01-01"_date, "100.5"_dec}}), std::invalid_argument);
}

TEST_CASE("the identities of earned value hold") {
    for_all(
        [](source_of_chance& chance) {
            const auto budget = chance.between(0, 1'000'000'000'000);
            const auto cost = chance.between(0, 1'000'000'000'000);
            const auto planned = chance.between(0, 1000);
            return std::array{budget, cost, planned, chance.between(0, 1000)};
        },
        [](const std::array<std::int64_t, 4>& drawn) {
            const auto [budget, cost, planned, done] = drawn;
            const auto v = earned_value_of(dong(budget), {.planned = fraction{planned, 10}, .done = fraction{done, 10}},
                                           dong(cost));
            CHECK(v.schedule_variance == v.earned - v.planned);
            CHECK(v.cost_variance == v.earned - v.actual);
            CHECK(v.earned <= v.budget);
            CHECK(abs(fraction{v.earned.minor()} - fraction{budget} * fraction{done, 1000}) <= fraction{1, 2});
            CHECK(v.schedule_index.has_value() == (planned > 0 && budget > 0));
            CHECK(v.cost_index.has_value() == (cost > 0));
            if (v.estimate_at_completion) {
                CHECK(*v.estimate_at_completion + *v.variance_at_completion == v.budget);
                CHECK(*v.estimate_to_complete + v.actual == *v.estimate_at_completion);
            }
            if (done == 1000 && cost > 0 && budget > 0) CHECK(v.estimate_at_completion == v.actual);
        });
    const auto v = earned_value_of(dong(1000), {.planned = 50, .done = 40}, dong(500));
    CHECK(v.planned == dong(500));
    CHECK(v.earned == dong(400));
    CHECK(v.schedule_index == fraction{4, 5});
    CHECK(v.cost_index == fraction{4, 5});
    CHECK(v.estimate_at_completion == dong(1250));
    CHECK(v.variance_at_completion == dong(-250));
    CHECK_THROWS_AS(static_cast<void>(earned_value_of(dong(1), {.planned = 101, .done = 0}, dong(0))),
                    std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(earned_value_of(dong(1), {.planned = 0, .done = -1}, dong(0))),
                    std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(earned_value_of(dong(-1), {.planned = 0, .done = 0}, dong(0))),
                    std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(earned_value_of(dong(1), {.planned = 0, .done = 0}, 1_usd)),
                    std::invalid_argument);
}

TEST_CASE("earned schedule tells how many days behind the plan a project is") {
    const progress_curve plan{
        points{{"2024-01-01"_date, "0"_dec}, {"2024-04-10"_date, "100"_dec}}};  // one percent a day
    const auto told = earned_schedule_on(plan, 30, "2024-02-20"_date);
    REQUIRE(told);
    CHECK(told->earned_days == fraction{30});
    CHECK(told->actual_days == 50);
    CHECK(told->variance_days == fraction{-20});
    CHECK(told->schedule_index == fraction{3, 5});
    CHECK_FALSE(earned_schedule_on(plan, 30, "2023-12-31"_date));
}

TEST_CASE("a forecast says by which method, or why there is none") {
    project p{.id = "p"};
    const auto forecast = [&](forecast_method method) {
        return forecast_finish(p, progress_metric::physical, "2025-01-01"_date, method);
    };
    CHECK(forecast(forecast_method::mean_pace).reason == "no progress was observed");
    p.progress = {{at("2024-01-01"), "0"_dec}};
    CHECK(forecast(forecast_method::mean_pace).reason == "a pace needs two observations");
    CHECK(forecast(forecast_method::earned_schedule).reason == "the project has no planned progress");
    p.progress = {{at("2024-01-01"), "0"_dec},
                  {at("2024-01-01"), "0"_dec, progress_metric::physical, true},
                  {at("2024-04-10"), "100"_dec, progress_metric::physical, true}};
    CHECK(forecast(forecast_method::earned_schedule).reason == "nothing of the plan is done");
    p.progress[2].percent = decimal{99};
    CHECK(forecast(forecast_method::earned_schedule).reason == "the plan never comes to 100 percent");
    p.progress = {{at("2024-01-01"), "0"_dec},
                  {at("2024-01-31"), "30"_dec},
                  {at("2024-02-20"), "40"_dec},
                  {at("2024-01-01"), "0"_dec, progress_metric::physical, true},
                  {at("2024-04-10"), "100"_dec, progress_metric::physical, true}};
    CHECK(forecast(forecast_method::mean_pace).finish == "2024-02-20"_date + 75);     // 40 percent in 50 days
    CHECK(forecast(forecast_method::latest_pace).finish == "2024-02-20"_date + 120);  // 10 percent in 20 days
    CHECK(forecast(forecast_method::earned_schedule).finish == "2024-01-01"_date + 125);
    p.progress.push_back({at("2024-03-20"), "40"_dec});
    CHECK(forecast(forecast_method::latest_pace).reason == "there was no progress between the observations");
    p.progress.push_back({at("2024-05-20"), "100"_dec});
    CHECK(forecast(forecast_method::latest_pace).finish == "2024-05-20"_date);
}

TEST_CASE("progress that fell with a note counts from where it fell to") {
    project p{.id = "p"};
    p.progress = {{at("2024-01-01"), "10"_dec},
                  {at("2024-02-01"), "50"_dec},
                  {at("2024-03-01"), "40"_dec, progress_metric::physical, false, "measured again"}};
    const auto now = progress_curve::of(p, progress_metric::physical, false);
    REQUIRE(now.points().size() == 2);
    CHECK(now.points().back().percent == "40"_dec);
    const auto then = progress_curve::of(p, progress_metric::physical, false, "2024-02-28"_date);
    CHECK(then.at("2024-02-28"_date) == fraction{50});
}

TEST_CASE("a completion curve counts for sure, and beside it what may be") {
    portfolio::builder b;
    const auto add = [&](const char* id, const char* due, const char* end) {
        project p{.id = id};
        if (*due != 0) p.schedule.push_back({schedule_point::finish, schedule_status::planned, at(due), {}, {}});
        if (*end != 0) p.schedule.push_back({schedule_point::finish, schedule_status::actual, at(end), {}, {}});
        b.add(std::move(p));
    };
    add("a", "2022-12-31", "2023-01-01");
    add("b", "2023", "late 2023");
    add("c", "2024", "2022/2024");
    add("d", "", "by 2023-05");
    add("e", "2023", "");
    const std::array years{"2021"_period, "2022"_period, "2023"_period, "2024"_period};
    const auto all = std::move(b).build();
    const auto curve = completion_curve(all, years);
    const auto row = [&](std::size_t i) { return std::array{curve[i].planned, curve[i].actual, curve[i].perhaps}; };
    CHECK(row(0) == std::array<std::size_t, 3>{0, 0, 1});
    CHECK(row(1) == std::array<std::size_t, 3>{1, 0, 2});
    CHECK(row(2) == std::array<std::size_t, 3>{3, 3, 1});
    CHECK(row(3) == std::array<std::size_t, 3>{4, 4, 0});
    const std::array backwards{"2022"_period, "2021"_period};
    CHECK_THROWS_AS(static_cast<void>(completion_curve(all, backwards)), std::invalid_argument);
}
