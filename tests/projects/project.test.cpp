// SPDX-License-Identifier: MIT
#include <muong/projects/project.hpp>

#include <doctest/doctest.h>

#include <string>
#include <tuple>
#include <utility>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

template <class Project>
concept TellsPartsOfItself = requires(Project&& p, date day) {
    progress_on(std::forward<Project>(p), progress_metric::physical, day);
}
|| requires(Project&& p, date day) {
    scheduled(std::forward<Project>(p), schedule_point::start, schedule_basis::forecast, day);
}
|| requires(Project&& p) { actual(std::forward<Project>(p), schedule_point::start); };
static_assert(TellsPartsOfItself<project&> && TellsPartsOfItself<const project&>);
static_assert(!TellsPartsOfItself<project> && !TellsPartsOfItself<const project>, "parts do not outlive the project");

namespace {

qualified_date at(std::string_view text) { return *qualified_date::parse(text); }

schedule_entry finish(schedule_status status, std::string_view when, std::optional<date> told_on = {}) {
    return {schedule_point::finish, status, at(when), told_on, {}};
}
constexpr auto planned = schedule_status::planned;
constexpr auto done = schedule_status::actual;

}  // namespace

TEST_CASE("every revision of a date stays, and each is known from its day on") {
    project p{.id = "p"};
    p.schedule = {finish(planned, "2023-06-30", "2022-01-10"_date), finish(planned, "2024-06-30", "2023-05-01"_date),
                  finish(schedule_status::forecast, "2024-12", "2024-02-01"_date)};
    const auto due = [&](schedule_basis basis, date as_of) {
        const auto* const d = scheduled(p, schedule_point::finish, basis, as_of);
        return d == nullptr ? std::string{"none"} : to_string(*d);
    };
    CHECK(due(schedule_basis::first_plan, "2022-01-09"_date) == "none");
    CHECK(due(schedule_basis::first_plan, "2024-12-31"_date) == "2023-06-30");
    CHECK(due(schedule_basis::latest_plan, "2023-04-30"_date) == "2023-06-30");
    CHECK(due(schedule_basis::latest_plan, "2023-05-01"_date) == "2024-06-30");
    CHECK(due(schedule_basis::forecast, "2024-01-31"_date) == "none");
    CHECK(due(schedule_basis::forecast, "2024-02-01"_date) == "2024-12");
    CHECK(scheduled(p, schedule_point::start, schedule_basis::first_plan, date::max()) == nullptr);
    CHECK(actual(p, schedule_point::finish) == nullptr);
}

TEST_CASE("a project is late when its finish has passed and it is not finished, or was not in time") {
    const auto first = schedule_basis::first_plan;
    project p{.id = "p"};
    p.schedule = {finish(planned, "2023-06-30")};
    CHECK(lateness_on(p, "2023-06-30"_date, first).late == answer::no);
    CHECK(lateness_on(p, "2023-07-01"_date, first).late == answer::yes);
    CHECK(lateness_on(p, "2023-07-31"_date, first).days == day_count{31, 31});
    CHECK(lateness_on(p, "2023-07-31"_date, schedule_basis::forecast).late == answer::cannot_be_told);

    p.schedule.push_back(finish(done, "2023-08-09"));
    CHECK(lateness_on(p, "2023-07-31"_date, first).days == day_count{31, 31});  // not finished yet
    CHECK_FALSE(lateness_on(p, "2023-07-31"_date, first).finished);
    CHECK(lateness_on(p, "2024-07-31"_date, first).days == day_count{40, 40});
    CHECK(lateness_on(p, "2024-07-31"_date, first).finished);

    const auto late = [&](std::string_view due, std::string_view end) {
        p.schedule = {finish(planned, due), finish(done, end)};
        return lateness_on(p, "2025-01-01"_date, first).late;
    };
    CHECK(late("2021", "late 2021") == answer::cannot_be_told);
    CHECK(late("2022", "late 2021") == answer::no);
    CHECK(late("early 2021", "late 2021") == answer::yes);
    CHECK(late("early 2021", "by 2024-05") == answer::cannot_be_told);
}

TEST_CASE("what is told of rough dates holds for every day that they may mean") {
    for_all(
        [](source_of_chance& chance) {
            const auto some_days = [&] {
                const auto from = "2023-01-01"_date + static_cast<std::int32_t>(chance.between(0, 700));
                return period{date_range{from, from + static_cast<std::int32_t>(chance.between(1, 60))}};
            };
            const auto due = some_days();
            const auto end = some_days();
            return std::tuple{due, end, some_days().first()};
        },
        [](const auto& drawn) {
            const auto& [due, end, day] = drawn;
            project rough{.id = "p"};
            rough.schedule = {{schedule_point::finish, planned, qualified_date{due}, {}, {}},
                              {schedule_point::finish, done, qualified_date{end}, {}, {}}};
            const auto told = lateness_on(rough, day, schedule_basis::first_plan);
            bool some_late = false, some_not = false;
            for (const auto d : {due.first(), due.last()}) {
                for (const auto f : {end.first(), end.last()}) {
                    const auto n = (f <= day ? f : day) - d;
                    CHECK(*told.days.least <= n);
                    CHECK(n <= *told.days.most);
                    (n > 0 ? some_late : some_not) = true;
                }
            }
            CHECK((told.late == answer::yes) == !some_not);
            CHECK((told.late == answer::no) == !some_late);
        });
}

TEST_CASE("phase, progress and suspension are those of the day") {
    project p{.id = "p"};
    p.phases = {{project_phase::preparation, at("2021-03-01"), {}},
                {project_phase::implementation, at("early 2023"), {}}};
    CHECK_FALSE(phase_on(p, "2021-02-28"_date));
    CHECK(phase_on(p, "2023-04-29"_date) == project_phase::preparation);
    CHECK(phase_on(p, "2023-04-30"_date) == project_phase::implementation);

    p.progress = {{at("2024-06"), "44.5"_dec},
                  {at("2024-06"), "10"_dec, progress_metric::financial},
                  {at("2024-01-01"), "60"_dec, progress_metric::physical, true}};
    CHECK(progress_on(p, progress_metric::physical, "2024-06-29"_date) == nullptr);
    CHECK(progress_on(p, progress_metric::physical, "2024-06-30"_date)->percent == "44.5"_dec);
    CHECK(progress_on(p, progress_metric::financial, "2024-06-30"_date)->percent == "10"_dec);

    p.suspensions = {{at("2023"), at("2024-03-01")}};
    CHECK(suspended_on(p, "2022-12-31"_date) == answer::no);
    CHECK(suspended_on(p, "2023-06-01"_date) == answer::cannot_be_told);
    CHECK(suspended_on(p, "2023-12-31"_date) == answer::yes);
    CHECK(suspended_on(p, "2024-03-02"_date) == answer::no);
    p.suspensions = {{at("2023-05-01")}};
    CHECK(suspended_on(p, "2030-01-01"_date) == answer::yes);
}

TEST_CASE("the status of IATI follows the phase, and a suspension that is sure") {
    project p{.id = "p"};
    p.phases = {{project_phase::preparation, at("2022"), {}}, {project_phase::implementation, at("2023-03-01"), {}}};
    p.suspensions = {{at("2024-01-01"), at("2024-06"), {}, {}}};
    CHECK_FALSE(iati_activity_status_on(p, "2022-06-30"_date));  // some day of 2022
    CHECK(iati_activity_status_on(p, "2022-12-31"_date) == 1);
    CHECK(iati_activity_status_on(p, "2023-12-31"_date) == 2);
    CHECK(iati_activity_status_on(p, "2024-05-31"_date) == 6);
    CHECK(iati_activity_status_on(p, "2024-06-15"_date) == 2);  // perhaps it goes on again
}

TEST_CASE("planned and actual dates have their types of IATI, a forecast has none") {
    static_assert(iati_date_type(schedule_point::start, schedule_status::planned) == 1);
    static_assert(iati_date_type(schedule_point::start, schedule_status::actual) == 2);
    static_assert(iati_date_type(schedule_point::finish, schedule_status::planned) == 3);
    static_assert(iati_date_type(schedule_point::finish, schedule_status::actual) == 4);
    static_assert(!iati_date_type(schedule_point::finish, schedule_status::forecast));
    for (const auto point : {schedule_point::start, schedule_point::finish}) {
        CHECK_FALSE(iati_date_type(point, schedule_status::forecast));
    }
}
