// SPDX-License-Identifier: MIT
#include <muong/io/oc4ids.hpp>

#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <string>
#include <vector>

namespace muong {
namespace {

const oc4ids_options options{"https://example.org/package", "A province", "2025-07-01"_date};

project full() {
    project p{.id = "P1"};
    p.title = "Đường \"A\" – B";
    p.type = project_type::construction;
    p.sectors = {project_sector::transport_road, project_sector::education};
    p.group = project_group::b;
    p.budget = published_amount::parse("4,821 billion VND");
    p.programmes = {"ntp_rural"};
    p.sources = {"bonds"};
    p.parties = {{"Board", party_role::public_authority, {}},
                 {"Builder", party_role::contractor, {}},
                 {"Board", party_role::buyer, {}}};
    p.phases = {{project_phase::preparation, "2021-01-01"_date, {}},
                {project_phase::implementation, "2022-03-01"_date, {}}};
    p.schedule = {
        {schedule_point::start, schedule_status::planned, "2021-12-01"_date, {}, {}},
        {schedule_point::start, schedule_status::actual, "2022-03-01"_date, {}, {}},
        {schedule_point::finish, schedule_status::planned, "2024-12-31"_date, {}, {}},
        {schedule_point::finish, schedule_status::planned, "2025-12-31"_date, "2024-06-01"_date, "longer"},
        {schedule_point::finish, schedule_status::planned, "2026-12-31"_date, "2025-08-01"_date, "told later"}};
    p.progress = {{"2023-01-01"_date, "12.5"_dec, progress_metric::physical, true, {}},
                  {"2023-01-01"_date, decimal{10}, progress_metric::physical, false, "rain"},
                  {"2023-02-01"_date, decimal{0}, progress_metric::financial, false, {}},
                  {*qualified_date::parse("mid-2024"), decimal{50}, progress_metric::physical, false, {}}};
    p.milestones = {{"m1", "Handing over", milestone_type::delivery, milestone_status::scheduled,
                     qualified_date{"2025-12-31"_date}, qualified_date::parse("late 2025")}};
    p.suspensions = {{"2023-03-01"_date, {}, {}, {}}};
    p.delays = {{delay_cause::land_clearance, {}, {}, {}}};
    p.locations = {{"03166"_unit, "2021-01-01"_date, "bridge"}};
    return p;
}

boost::json::value project_of(project p, problems* left_out = nullptr) {
    portfolio::builder all;
    all.add(std::move(p));
    auto made = to_oc4ids(std::move(all).build(), options);
    if (left_out != nullptr) *left_out = std::move(made.left_out);
    return boost::json::parse(made.json).at("projects").at(0);
}

TEST_CASE("a project that is fully told has the members of OC4IDS, with its codes and days") {
    problems left_out;
    const auto p = project_of(full(), &left_out);
    const auto is = [&](const char* pointer, const char* expected) {
        CAPTURE(pointer);
        CHECK(boost::json::serialize(p.at_pointer(pointer)) == expected);
    };
    is("/id", R"("P1")");
    is("/title", R"("Đường \"A\" – B")");
    is("/status", R"("implementation")");
    is("/type", R"("construction")");
    is("/sector", R"(["transport.road","education"])");
    is("/additionalClassifications",
       R"([{"scheme":"VN-PROJECT-GROUP","id":"B"},{"scheme":"MUONG-PROGRAMME","id":"ntp_rural"},)"
       R"({"scheme":"MUONG-FUNDING-SOURCE","id":"bonds"}])");
    is("/period", R"({"startDate":"2022-03-01T00:00:00Z","endDate":"2025-12-31T00:00:00Z"})");
    is("/preparationPeriod", R"({"startDate":"2021-01-01T00:00:00Z","endDate":"2022-02-28T00:00:00Z"})");
    is("/implementationPeriod", R"({"startDate":"2022-03-01T00:00:00Z"})");
    is("/parties", R"([{"id":"1","name":"Board","roles":["publicAuthority","buyer"]},)"
                   R"({"id":"2","name":"Builder","roles":["contractor"]}])");
    is("/locations", R"([{"id":"1","description":"bridge; code as of 2021-01-01",)"
                     R"("gazetteer":{"scheme":"VN-GSO","identifiers":["03166"]}}])");
    is("/budget", R"({"amount":{"amount":4821000000000,"currency":"VND"}})");
    is("/forecasts/0/id", R"("physicalProgress")");
    is("/forecasts/0/observations/0/measure", "1.25E1");
    is("/metrics/0/observations",
       R"([{"id":"1","period":{"startDate":"2023-01-01T00:00:00Z","endDate":"2023-01-01T00:00:00Z"},"measure":10,)"
       R"("unit":{"name":"percent","scheme":"UCUM","id":"%"},"notes":"rain"}])");
    is("/metrics/1/id", R"("financialProgress")");
    is("/metrics/1/observations/0/measure", "0");
    is("/milestones", R"([{"id":"m1","title":"Handing over","status":"scheduled","type":"delivery",)"
                      R"("dueDate":"2025-12-31T00:00:00Z"}])");
    CHECK_FALSE(p.as_object().contains("completion"));

    std::vector<std::string> told;
    for (const auto& each : left_out) told.push_back(each.where.source + ' ' + each.where.field + ": " + each.found);
    CHECK(told == std::vector<std::string>{"P1 progress[3]: mid-2024", "P1 milestones[0].dateMet: late 2025",
                                           "P1 suspensions[0]: 2023-03-01", "P1 delays[0]: land_clearance"});
}

TEST_CASE("what nobody said is absent, and a date that is no day is left out and told, but for the words of an end") {
    CHECK(boost::json::serialize(project_of(project{.id = "P2"})) == R"({"id":"P2"})");

    project vague{.id = "P3"};
    vague.phases = {{project_phase::completion, *qualified_date::parse("2024"), {}}};
    vague.schedule = {{schedule_point::finish, schedule_status::actual, *qualified_date::parse("late 2024"), {}, {}}};
    problems left_out;
    const auto p = project_of(vague, &left_out);
    CHECK(boost::json::serialize(p) ==
          R"({"id":"P3","status":"completion","completion":{"endDateDetails":"late 2024"}})");
    REQUIRE(left_out.size() == 2);
    CHECK(left_out[0].where.field == "period.endDate");
    CHECK(left_out[1].where.field == "completionPeriod.startDate");

    vague.schedule[0].when = "2024-10-01"_date;
    CHECK(boost::json::serialize(project_of(vague).at("completion")) ==
          R"({"endDate":"2024-10-01T00:00:00Z","endDateDetails":"2024-10-01"})");
}

TEST_CASE("what happens after the day of the package is not in it") {
    auto later = full();
    later.phases.push_back({project_phase::completion, "2025-09-01"_date, {}});
    later.schedule.push_back({schedule_point::finish, schedule_status::actual, "2025-09-01"_date, {}, {}});
    later.progress.push_back({"2025-09-01"_date, decimal{100}, progress_metric::physical, false, {}});
    CHECK(project_of(later) == project_of(full()));
}

TEST_CASE("a package names its publisher, its day and the version of the standard") {
    portfolio::builder all;
    all.add(project{.id = "P2"}).add(project{.id = "P1"});
    const auto text = to_oc4ids(std::move(all).build(), options).json;
    const auto package = boost::json::parse(text);
    CHECK(package.at("uri") == "https://example.org/package");
    CHECK(package.at("publishedDate") == "2025-07-01T00:00:00Z");
    CHECK(package.at("publisher").at("name") == "A province");
    CHECK(package.at("version") == "0.9");
    REQUIRE(package.at("projects").as_array().size() == 2);
    CHECK(package.at("projects").at(0).at("id") == "P1");
}

}  // namespace
}  // namespace muong
