// SPDX-License-Identifier: MIT
#include <muong/projects/portfolio.hpp>

#include <doctest/doctest.h>

#include <map>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <muong/funding/funding_source.hpp>

#include "support/for_all.hpp"
#include "support/history.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;
using namespace std::string_literals;

using views = decltype([](const portfolio& p, date day) {
    return std::tuple{p.late_on(day, schedule_basis::forecast),
                      p.stalled_between(day, day),
                      p.suspended_on(day),
                      p.by_cause(delay_cause::other),
                      p.in_phase(project_phase::completion, day),
                      p.in_sector(project_sector::energy),
                      p.of_programme("a"),
                      p.of_plan("a"),
                      p.of_source("a"),
                      p.of_source("a", vietnamese_funding_sources())};
}(std::declval<const portfolio&>(), date::min()));
template <class... View>
constexpr bool all_bidirectional(const std::tuple<View...>*) {
    return (std::ranges::bidirectional_range<View> && ...);
}
static_assert(all_bidirectional(static_cast<const views*>(nullptr)));

namespace {

qualified_date at(std::string_view text) { return *qualified_date::parse(text); }
schedule_entry finish(schedule_status status, const qualified_date& when) {
    return {schedule_point::finish, status, when, {}, {}};
}

template <class View>
std::string ids(View&& view) {
    std::string text;
    for (const project& p : view) text += p.id + ' ';
    return text;
}

portfolio three() {
    project airport{.id = "airport", .sectors = {project_sector::transport_air}, .programmes = {"plan"}};
    airport.schedule = {finish(schedule_status::planned, at("2023-10-01")),
                        finish(schedule_status::actual, at("late 2023"))};
    airport.phases = {{project_phase::completion, at("2024-01-01"), {}}};
    project bypass{.id = "bypass", .sectors = {project_sector::transport_road}, .sources = {"private"}};
    bypass.schedule = {finish(schedule_status::planned, at("2023-12-31"))};
    bypass.delays = {{delay_cause::land_clearance}};
    bypass.progress = {{at("2024-01-31"), "30"_dec}, {at("2024-06-30"), "30.0"_dec}};
    bypass.phases = {{project_phase::implementation, at("2022-01-01"), {}}};
    project river{.id = "river", .sectors = {project_sector::natural_resources_flood_protection}};
    river.plans = {"resolution_16"};
    river.suspensions = {{at("2024-02-01"), {}, delay_cause::disaster}};
    river.progress = {{at("2024-01-31"), "30"_dec}, {at("2024-06-30"), "44.5"_dec}};
    portfolio::builder b;
    b.add(river).add(bypass).add(airport);
    return std::move(b).build();
}

}  // namespace

TEST_CASE("a portfolio answers by its projects, in the order of their ids") {
    const auto all = three();
    CHECK(ids(all.all()) == "airport bypass river ");
    CHECK(all.find("bypass")->id == "bypass");
    CHECK(all.find("bridge") == nullptr);
    CHECK(ids(all.in_sector(project_sector::transport)) == "airport bypass ");
    CHECK(ids(all.in_sector(project_sector::transport_air)) == "airport ");
    CHECK(ids(all.by_cause(delay_cause::land_clearance)) == "bypass ");
    CHECK(ids(all.by_cause(delay_cause::disaster)) == "river ");
    CHECK(ids(all.of_programme("plan")) == "airport ");
    CHECK(ids(all.of_source("private")) == "bypass ");
    CHECK(ids(all.of_plan("resolution_16")) == "river ");
    CHECK(ids(all.of_plan("resolution_17")).empty());
    CHECK(ids(all.suspended_on("2024-03-01"_date)) == "river ");
    CHECK(ids(all.in_phase(project_phase::implementation, "2023-01-01"_date)) == "bypass ");
    CHECK(ids(all.stalled_between("2024-01-31"_date, "2024-06-30"_date)) == "bypass ");
    CHECK(ids(all.stalled_between("2024-01-30"_date, "2024-06-30"_date)).empty());
    CHECK_THROWS_AS(static_cast<void>(all.stalled_between("2024-06-30"_date, "2024-01-31"_date)),
                    std::invalid_argument);
    std::string late;
    for (const auto& one : all.late_on("2024-01-31"_date, schedule_basis::first_plan)) {
        late += one.project->id + ' ' + to_string(one.how.days) + '\n';
    }
    CHECK(late == "bypass 31 days\n");  // whether the airport was late cannot be told
}

TEST_CASE("a project that may be finished by the day is not said to stand still") {
    portfolio::builder b;
    for (const auto* const end : {"2024-06-30", "2024-07-01", "by 2024-09", "late 2024", "mid-2024"}) {
        project p{.id = end, .progress = {{at("2024-01-31"), "30"_dec}}};
        p.schedule = {finish(schedule_status::actual, at(end))};
        b.add(std::move(p));
    }
    const auto all = std::move(b).build();
    CHECK(ids(all.stalled_between("2024-01-31"_date, "2024-06-30"_date)) == "2024-07-01 late 2024 ");
}

TEST_CASE("the projects of a group of sources are those of all that belongs to it") {
    const auto& tree = vietnamese_funding_sources();
    portfolio::builder b;
    b.add({.id = "a", .sources = {"national_target_programmes"}});
    b.add({.id = "b", .sources = {"private", "local_budget_balance"}});
    b.add({.id = "c", .sources = {"private"}});
    b.add({.id = "d"});
    const auto all = std::move(b).build();
    CHECK(ids(all.of_source("state_budget", tree)) == "a b ");
    CHECK(ids(all.of_source("central_budget", tree)) == "a ");
    CHECK(ids(all.of_source("private", tree)) == "b c ");
    CHECK(ids(all.of_source("state_budget")).empty());  // none names the group itself
    CHECK_THROWS_AS((void)all.of_source("moon", tree), std::invalid_argument);
}

TEST_CASE("views can be piped on") {
    const auto all = three();
    auto delayed = all.in_sector(project_sector::transport) |
                   ranges::views::filter([](const project& p) { return !p.delays.empty(); });
    CHECK(ids(delayed) == "bypass ");
}

TEST_CASE("every fault of the projects is told at once, with its place") {
    const auto units = test::history{}.unit("03328", "2020-01-01").build();
    portfolio::builder b;
    b.against(units);
    std::uint64_t row = 1;
    const auto add = [&](project p) { b.add(std::move(p), {"projects.csv", ++row, 0, ""}); };
    const auto fell = progress_entry{at("2024-02-01"), "40"_dec, progress_metric::physical, false, "counted again"};
    add({.id = "fine", .progress = {{at("2024-01-01"), "50"_dec}, fell}});
    add({.id = ""});
    add({.id = "fine"});
    add({.id = "a", .progress = {{at("2024-01-01"), "100.1"_dec}, {at("2024-01-02"), "-1"_dec}}});
    add({.id = "b", .progress = {{at("2024-02-01"), "40"_dec}, {at("2024-01-01"), "50"_dec}}});
    add({.id = "c",
         .phases = {{project_phase::completion, at("2023"), {}}, {project_phase::preparation, at("2024"), {}}}});
    add({.id = "d",
         .schedule = {{schedule_point::start, schedule_status::actual, at("2024"), {}, {}},
                      finish(schedule_status::actual, at("late 2023"))}});
    add({.id = "e",
         .suspensions = {{at("2024"), at("2023")}},
         .delays = {{delay_cause::other, at("2024"), at("2023")}}});
    add({.id = "f",
         .locations = {{"03328"_unit, "2019-12-31"_date, {}},
                       {"03329"_unit, "2024-01-01"_date, {}},
                       {"03328"_unit, "2024-01-01"_date, {}}}});
    std::string told;
    for (const auto& p : b.check()) {
        CHECK(p.where.source == "projects.csv");
        told += std::to_string(p.where.row) + ' ' + p.where.field + ' ' + std::string{to_string(p.code)} + '\n';
    }
    CHECK(told ==
          "3 id missing_value\n"
          "4 id duplicate_key\n"
          "5 progress out_of_range\n"
          "5 progress out_of_range\n"
          "6 progress progress_falls\n"
          "7 phase progress_falls\n"
          "8 schedule contradiction\n"
          "9 suspension empty_period\n"
          "9 delay empty_period\n"
          "10 location not_in_force\n"
          "10 location unknown_unit\n");
    CHECK(b.check()[0].expected == "in a project without id: an id");
    CHECK(b.check()[1].expected == "in project fine: an id that no other project has");
    CHECK_FALSE(std::move(b).try_build());
}

TEST_CASE("a finish before the start of its kind is told, as planned, as expected and as it was") {
    using enum schedule_status;
    const auto faults = [](std::vector<schedule_entry> schedule) {
        portfolio::builder b;
        b.add({.id = "p", .schedule = std::move(schedule)});
        std::vector<std::string> told;
        for (const auto& p : b.check()) told.push_back(p.expected);
        return told;
    };
    const auto entry = [](schedule_point point, schedule_status status, const char* when,
                          std::optional<date> told_on = {}) {
        return schedule_entry{point, status, at(when), told_on, {}};
    };
    const auto start = [&](schedule_status s, const char* w, std::optional<date> t = {}) {
        return entry(schedule_point::start, s, w, t);
    };
    const auto end = [&](schedule_status s, const char* w, std::optional<date> t = {}) {
        return entry(schedule_point::finish, s, w, t);
    };
    const std::map<schedule_status, std::string> words{
        {planned, "a planned"}, {forecast, "an expected"}, {actual, "an actual"}};
    for (const auto a : {planned, forecast, actual}) {
        for (const auto b : {planned, forecast, actual}) {
            CAPTURE(words.at(a));
            CAPTURE(words.at(b));
            const auto told = faults({start(a, "2026-01-01"), end(b, "2025-12-31")});
            CHECK(told == (a == b ? std::vector{"in project p: " + words.at(a) + " finish not before 2026-01-01"}
                                  : std::vector<std::string>{}));
            CHECK(faults({start(a, "2026-01-01"), end(b, "2026-01-01")}).empty());
        }
    }
    // Moved together, each time to a finish after its start, though not after the start of the other time.
    CHECK(faults({start(planned, "2024-01-01"), end(planned, "2024-12-31"),
                  start(planned, "2026-01-01", "2025-05-01"_date), end(planned, "2026-12-31", "2025-05-01"_date)})
              .empty());
    const auto moved = start(planned, "2026-01-01", "2025-05-01"_date);
    const std::vector late_start{"in project p: a planned finish not before 2026-01-01"s};
    CHECK(faults({start(planned, "2024-01-01"), end(planned, "2024-12-31"), moved}) == late_start);
    // Until the finish was moved too, it stood so; now it does not.
    CHECK(faults({start(planned, "2024-01-01"), end(planned, "2024-12-31"), moved,
                  end(planned, "2026-12-31", "2025-06-01"_date)})
              .empty());
    // One decision that tells both is wrong, whatever is decided later.
    CHECK(faults({moved, end(planned, "2025-12-31", "2025-05-01"_date),
                  end(planned, "2026-12-31", "2025-06-01"_date)}) == late_start);
}

TEST_CASE("a query holds what looking at each project tells, and nothing else") {
    for_all(
        [](source_of_chance& chance) {
            const auto day = [&] {
                return qualified_date{"2023-01-01"_date + static_cast<std::int32_t>(chance.between(0, 700))};
            };
            std::vector<project> all(chance.index(30));
            for (std::size_t i = 0; i < all.size(); ++i) {
                auto& p = all[i];
                p.id = "p" + std::to_string(i);
                for (auto n = chance.between(0, 2); n > 0; --n) {
                    const auto status = static_cast<schedule_status>(chance.between(0, 2));
                    p.schedule.push_back(finish(status, day()));
                }
                auto percent = chance.between(0, 50);
                for (int n = static_cast<int>(chance.between(0, 3)); n > 0; --n) {
                    p.progress.push_back({qualified_date{"2024-06-01"_date - 100 * n}, decimal{percent}});
                    percent += chance.between(0, 1) * 10;
                }
                if (chance.chance(1, 3)) p.delays.push_back({static_cast<delay_cause>(chance.between(0, 7))});
            }
            return all;
        },
        [](const std::vector<project>& rows) {
            portfolio::builder b;
            for (const auto& p : rows) b.add(p);
            const auto all = std::move(b).build();
            REQUIRE(all.size() == rows.size());
            constexpr auto before = "2023-12-01"_date, day = "2024-03-01"_date;
            std::string late, caused, stalled;
            for (const auto& p : all.all()) {
                if (lateness_on(p, day, schedule_basis::latest_plan).late == answer::yes) late += p.id + ' ';
                if (!p.delays.empty() && p.delays[0].cause == delay_cause::capital) caused += p.id + ' ';
                const auto* const then = progress_on(p, progress_metric::physical, before);
                const auto* const end = actual(p, schedule_point::finish);
                if (then != nullptr && (end == nullptr || end->latest() > day) &&
                    progress_on(p, progress_metric::physical, day)->percent == then->percent) {
                    stalled += p.id + ' ';
                }
            }
            std::string told;
            for (const auto& one : all.late_on(day, schedule_basis::latest_plan)) told += one.project->id + ' ';
            CHECK(told == late);
            CHECK(ids(all.by_cause(delay_cause::capital)) == caused);
            CHECK(ids(all.stalled_between(before, day)) == stalled);
        },
        100);
}

TEST_CASE("a portfolio that was moved from still has its projects") {
    auto first = three();
    const auto second = std::move(first);
    CHECK(ids(first.all()) == ids(second.all()));  // NOLINT(bugprone-use-after-move): under test
    CHECK(first.size() == 3);
}

TEST_CASE("a builder keeps the registry that it holds projects against, and is empty again when it has built") {
    portfolio::builder b;
    b.against(test::history{}.unit("1", "2000-01-01").build());
    b.add({.id = "a", .locations = {{"1"_unit, "2001-01-01"_date}}}, {"first.csv", 2, 0, ""});
    CHECK(std::move(b).build().size() == 1);
    b.add({.id = "a", .locations = {{"none"_unit, "2001-01-01"_date}}}, {"second.csv", 3, 0, ""});
    CHECK(b.check().empty());
    b.add({.id = "a"}, {"second.csv", 4, 0, ""});
    REQUIRE(b.check().size() == 1);
    CHECK(b.check().front().where.row == 4);
}
