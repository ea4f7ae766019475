// SPDX-License-Identifier: MIT
#include <muong/io/oc4ids.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include <muong/units/registry.hpp>

#include "io/scratch_folder.hpp"
#include "support/for_all.hpp"

namespace muong {
namespace {

const oc4ids_options options{"https://example.org/package", "A province", "2025-07-01"_date, "VN-GSO"};

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
                                           "P1 suspensions[0]: 2023-03-01", "P1 delays[0]: land_clearance",
                                           "P1 schedule[0]: 2021-12-01", "P1 schedule[2]: 2024-12-31",
                                           "P1 schedule[3].told_on: 2024-06-01", "P1 schedule[3].note: longer"});
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
    REQUIRE(left_out.size() == 1);
    CHECK(left_out[0].where.field == "completionPeriod.startDate");

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

using test::source_of_chance;

std::string any_name(source_of_chance& chance) {
    return chance.pick(std::vector<std::string>{"Board", "Đường \"A\"", "x\n", "code as of 2020-01-01", "a; b"});
}
qualified_date any_day(source_of_chance& chance) {
    return "2020-01-01"_date + static_cast<std::int32_t>(chance.between(0, 3000));
}
qualified_date any_told_day(source_of_chance& chance) {
    if (chance.chance(3, 4)) return any_day(chance);
    const std::vector<std::string> words{"2024", "late 2021", "by 2024-05", "2023-Q2", "mid-2025", "2024-02-29/P1D"};
    return *qualified_date::parse(chance.pick(words));
}

/// A project of which everything may be told, in any order, also what OC4IDS has no place for.
project any_project(source_of_chance& chance, std::string id) {
    project p{.id = std::move(id)};
    const auto some = [&](std::int64_t most) { return chance.between(0, most); };
    if (chance.chance(1, 2)) p.title = any_name(chance);
    if (chance.chance(1, 2)) p.type = static_cast<project_type>(chance.index(5));
    if (chance.chance(1, 2)) p.group = static_cast<project_group>(chance.index(4));
    for (auto n = some(3); n > 0; --n) p.sectors.push_back(static_cast<project_sector>(chance.index(23)));
    for (auto n = some(2); n > 0; --n) p.programmes.push_back(any_name(chance));
    for (auto n = some(2); n > 0; --n) p.sources.push_back(any_name(chance));
    if (chance.chance(1, 2)) {
        const decimal figure{chance.between(0, 999'999'999'999'999), chance.chance(1, 2) ? 2 : 0};
        p.budget = figure.decimals() == 0 ? published_amount::make(figure, 0, "VND"_currency)
                                          : published_amount::make(figure, 0, "USD"_currency);
    }
    for (auto n = some(4); n > 0; --n) {
        p.parties.push_back({any_name(chance), static_cast<party_role>(chance.index(16)), {}});
    }
    for (auto n = some(5); n > 0; --n) {
        p.phases.push_back({static_cast<project_phase>(chance.index(8)), any_told_day(chance), "why it goes back"});
    }
    for (auto n = some(3); n > 0; --n) {
        schedule_entry e{
            .point = schedule_point::finish, .status = schedule_status::planned, .when = any_told_day(chance)};
        if (chance.chance(1, 2)) e.point = schedule_point::start;
        e.status = static_cast<schedule_status>(chance.index(e.point == schedule_point::start ? 2 : 3));
        if (chance.chance(1, 2)) e.told_on = any_day(chance).latest();
        p.schedule.push_back(e);
    }
    for (auto n = some(6); n > 0; --n) {
        p.progress.push_back({any_told_day(chance), decimal{chance.between(0, 10'000), 2},
                              static_cast<progress_metric>(chance.index(2)), chance.chance(1, 2), "why it falls"});
    }
    for (auto n = some(3); n > 0; --n) {
        milestone m{any_name(chance), any_name(chance), {}, static_cast<milestone_status>(chance.index(4)), {}, {}};
        if (chance.chance(1, 2)) m.type = static_cast<milestone_type>(chance.index(10));
        if (chance.chance(1, 2)) m.due = any_told_day(chance);
        if (chance.chance(1, 2)) m.met = any_told_day(chance);
        p.milestones.push_back(m);
    }
    for (auto n = some(2); n > 0; --n) p.delays.push_back({delay_cause::capital, {}, {}, {}});
    for (auto n = some(3); n > 0; --n) {
        p.locations.push_back({"03166"_unit, any_day(chance).latest(), chance.chance(1, 2) ? "" : any_name(chance)});
    }
    return p;
}

/// What OC4IDS can hold of it, in the order in which it holds it.
project held(project p) {
    std::vector<party> parties;
    for (const auto& one : p.parties) {
        const auto is_known = [&](const party& other) { return other.name == one.name; };
        if (std::ranges::any_of(parties, is_known)) continue;
        for (const auto& other : p.parties) {
            if (other.name == one.name && std::ranges::find(parties, other) == parties.end()) parties.push_back(other);
        }
    }
    p.parties = std::move(parties);

    std::erase_if(p.phases, [](const phase_entry& e) {
        return !e.since.is_exact() || e.since.latest() > options.published || e.phase >= project_phase::decommissioned;
    });
    std::ranges::sort(p.phases, {}, &phase_entry::phase);
    const auto same = [](const phase_entry& a, const phase_entry& b) { return a.phase == b.phase; };
    p.phases.erase(std::unique(p.phases.begin(), p.phases.end(), same), p.phases.end());
    std::vector<date> days;
    for (const auto& e : p.phases) days.push_back(e.since.latest());
    std::ranges::sort(days);
    for (std::size_t i = 0; i < days.size(); ++i) p.phases[i] = {p.phases[i].phase, days[i], {}};

    std::vector<schedule_entry> schedule;
    const auto* const start = scheduled(p, schedule_point::start, schedule_basis::latest_plan, options.published);
    const auto* const finish = scheduled(p, schedule_point::finish, schedule_basis::latest_plan, options.published);
    const auto* const done = actual(p, schedule_point::finish);
    if (start != nullptr) schedule.push_back({schedule_point::start, schedule_status::planned, *start, {}, {}});
    if (done != nullptr && done->latest() <= options.published) {
        schedule.push_back({schedule_point::finish, schedule_status::actual, *done, {}, {}});
    } else if (finish != nullptr) {
        schedule.push_back({schedule_point::finish, schedule_status::planned, *finish, {}, {}});
    }
    std::erase_if(schedule,
                  [](const schedule_entry& e) { return e.status == schedule_status::planned && !e.when.is_exact(); });
    for (auto& e : schedule) {
        if (e.status == schedule_status::planned) e.when = e.when.latest();
    }
    if (schedule.size() == 2 && schedule[1].when.latest() < schedule[0].when.latest()) schedule.pop_back();
    p.schedule = std::move(schedule);

    std::erase_if(p.progress, [](const progress_entry& e) {
        return !e.on.is_exact() || (!e.planned && e.on.latest() > options.published);
    });
    for (auto& e : p.progress) e.on = e.on.latest();
    std::ranges::stable_sort(p.progress, {}, [](const progress_entry& e) { return std::pair{!e.planned, e.metric}; });
    for (auto& m : p.milestones) {
        if (m.due) m.due = m.due->is_exact() ? std::optional{qualified_date{m.due->latest()}} : std::nullopt;
        if (m.met) m.met = m.met->is_exact() ? std::optional{qualified_date{m.met->latest()}} : std::nullopt;
    }
    p.delays.clear();
    return p;
}

oc4ids_projects read_back(const portfolio& all, const oc4ids_options& package) {
    auto read = parse_oc4ids(to_oc4ids(all, package).json, "p.json", {.scheme = "VN-GSO"});
    for (const auto& each : read.error()) MESSAGE(to_string(each));
    REQUIRE(read);
    return std::move(read).value();
}

TEST_CASE("every statement that the package has no place for is told") {
    project p{.id = "P"};
    const qualified_date first{"2020-01-01"_date}, second{"2021-01-01"_date}, third{"2022-01-01"_date};
    p.phases = {{project_phase::implementation, first, "late"},
                {project_phase::completion, second, {}},
                {project_phase::implementation, third, "again"}};
    p.schedule = {{schedule_point::finish, schedule_status::planned, second, "2020-01-01"_date, {}},
                  {schedule_point::finish, schedule_status::planned, third, "2021-01-01"_date, "floods"},
                  {schedule_point::finish, schedule_status::planned, first, "2026-01-01"_date, "not known yet"}};
    p.parties = {{"Board", party_role::buyer, first}};
    p.plans = {"plan"};
    p.said_by = {"report"};
    problems left_out;
    static_cast<void>(project_of(p, &left_out));
    std::string told;
    for (const auto& each : left_out) told += each.where.field + ' ' + each.found + '\n';
    CHECK(told ==
          "phases[0].note late\nphases[2].note again\nphases[2] 2022-01-01\nschedule[0] 2021-01-01\n"
          "schedule[1].told_on 2021-01-01\nschedule[1].note floods\nparties[0].since 2020-01-01\nplans[0] plan\n"
          "said_by[0] report\n");
}

TEST_CASE("no country is assumed for the codes of places") {
    portfolio::builder all;
    all.add({.id = "P", .locations = {{"03166"_unit, "2021-01-01"_date, {}}}});
    const auto projects = std::move(all).build();
    auto nowhere = options;
    nowhere.scheme = {};
    CHECK_THROWS_AS(static_cast<void>(to_oc4ids(projects, nowhere)), std::invalid_argument);
    const auto text = to_oc4ids(projects, options).json;
    const auto unnamed = parse_oc4ids(text, "x.json");
    REQUIRE(unnamed);
    CHECK(unnamed.value().projects.all()[0].locations.empty());
    CHECK(unnamed.value().left_out.size() == 1);
}

TEST_CASE("projects that hold what OC4IDS has a place for are the same when they are written and read") {
    test::for_all(
        [](source_of_chance& chance) {
            portfolio::builder all;
            for (int n = 0; n < 3; ++n) all.add(held(any_project(chance, "P" + std::to_string(n))));
            return std::move(all).build();
        },
        [](const portfolio& all) {
            const auto read = read_back(all, options);
            CHECK(std::ranges::equal(read.projects.all(), all.all()));
            CHECK(read.left_out.empty());
            CHECK(read.package.uri == options.uri);
            CHECK(read.package.publisher == options.publisher);
            CHECK(read.package.published == options.published);
            CHECK(read.package.scheme == options.scheme);
            CHECK(to_oc4ids(all, options).left_out.empty());
        },
        test::many / 10);
}

TEST_CASE("what was read of any projects is the same when it is written and read again") {
    test::for_all(
        [](source_of_chance& chance) {
            portfolio::builder all;
            for (int n = 0; n < 3; ++n) {
                const auto p = any_project(chance, "P" + std::to_string(n));
                portfolio::builder alone;
                if (alone.add(p).check().empty()) all.add(p);  // else it ends before it starts
            }
            return std::move(all).build();
        },
        [](const portfolio& all) {
            const auto written = to_oc4ids(all, options).json;
            const auto first = parse_oc4ids(written, "p.json", {.scheme = "VN-GSO", .how = faulty_rows::leave_out});
            REQUIRE(first);
            const auto again = read_back(first.value().projects, first.value().package);
            CHECK(std::ranges::equal(again.projects.all(), first.value().projects.all()));
            CHECK(again.left_out.empty());
        },
        test::many / 10);
}

std::vector<std::string> told(const problems& all) {
    std::vector<std::string> lines;
    for (const auto& each : all) lines.push_back(to_string(each));
    return lines;
}
std::string package_of(const std::string& projects) {
    return R"({"uri":"u","publishedDate":"2025-07-01","version":"0.9","projects":[)" + projects + "]}";
}

TEST_CASE("a package of strangers tells what it has, and what is left out of it is told with its path") {
    const auto read = parse_oc4ids(R"({"uri": "https://example.org/p", "publishedDate": "2025-07-01T09:30:00.5+07:00",
        "publisher": {"name": "A city", "scheme": "X"}, "version": "0.9.5", "license": "CC", "extensions": null,
        "projects": [{
            "id": "oc4ids-1", "title": "A bridge", "description": "long", "status": "implementation", "purpose": null,
            "sector": ["transport.road", "transport.rail.high"], "type": "rehabilitation",
            "additionalClassifications": [{"scheme": "COFOG", "id": "GF04"}, {"scheme": "VN-PROJECT-GROUP", "id": "B"}],
            "period": {"startDate": "2024-01-10T00:00:00Z", "endDate": "2026-01-10T00:00:00Z", "durationInDays": 731},
            "preparationPeriod": {"startDate": "2023-01-01", "endDate": "2023-06-30"},
            "completionPeriod": {"startDate": "2025-06-01"},
            "maintenancePeriod": {"startDate": "2026-01-11"},
            "parties": [{"id": "1", "name": "Board", "roles": ["publicAuthority", "boss", "buyer"]},
                        {"id": "2", "roles": ["payer"]}],
            "locations": [{"id": "1", "description": "north", "gazetteer": {"scheme": "VN-GSO",
                              "identifiers": ["03166", "03127"]}, "geometry": {"type": "Point"}},
                          {"id": "2", "gazetteer": {"scheme": "NUTS", "identifiers": ["x"]}}],
            "budget": {"amount": {"amount": 12.5, "currency": "USD"}, "approvalDate": "2023-01-01"},
            "metrics": [{"id": "physicalProgress", "title": "t", "observations": [
                            {"id": "a", "period": {"startDate": "2025-01-01", "endDate": "2025-06-30"}, "measure": 4.25,
                             "unit": {"name": "percent"}},
                            {"id": "b", "period": {"endDate": "2025-06-30"}, "measure": 4, "unit": {"name": "km"}}]},
                        {"id": "lighting", "observations": []}],
            "milestones": [{"id": "m", "title": "half", "dateMet": "2025-05-01"}, {"id": "n", "title": "no status"}]
        }]})",
                                   "p.json", {.scheme = "VN-GSO"});
    for (const auto& each : read.error()) MESSAGE(to_string(each));
    REQUIRE(read);
    const auto& made = read.value();
    CHECK(made.package.published == "2025-07-01"_date);
    CHECK(made.package.publisher == "A city");
    project expected{.id = "oc4ids-1", .title = "A bridge", .type = project_type::rehabilitation};
    expected.sectors = {project_sector::transport_road};
    expected.group = project_group::b;
    expected.schedule = {{schedule_point::start, schedule_status::planned, "2024-01-10"_date, {}, {}},
                         {schedule_point::finish, schedule_status::planned, "2026-01-10"_date, {}, {}}};
    expected.phases = {{project_phase::preparation, "2023-01-01"_date, {}},
                       {project_phase::implementation, *qualified_date::parse("by 2025-07-01"), {}}};
    expected.parties = {{"Board", party_role::public_authority, {}}, {"Board", party_role::buyer, {}}};
    expected.locations = {{"03166"_unit, "2025-07-01"_date, "north"}, {"03127"_unit, "2025-07-01"_date, "north"}};
    expected.budget = published_amount::parse("12.5 USD");
    expected.progress = {{"2025-06-30"_date, "4.25"_dec, progress_metric::physical, false, {}}};
    expected.milestones = {{"m", "half", {}, milestone_status::met, {}, qualified_date{"2025-05-01"_date}}};
    REQUIRE(made.projects.size() == 1);
    CHECK(made.projects.all()[0] == expected);

    std::vector<std::string> fields;
    for (const auto& each : made.left_out) {
        CHECK(each.where.source == "p.json");
        CHECK(each.code == errc::unknown_value);
        fields.push_back(each.where.field);
    }
    const std::string p = "projects[0].";
    CHECK(fields == std::vector<std::string>{"publisher.scheme",
                                             "version",
                                             "license",
                                             p + "sector[1]",
                                             p + "additionalClassifications[0]",
                                             p + "period.durationInDays",
                                             p + "completionPeriod",
                                             p + "maintenancePeriod",
                                             p + "preparationPeriod.endDate",
                                             p + "parties[0].roles[1]",
                                             p + "parties[1]",
                                             p + "locations[0].geometry",
                                             p + "locations[1]",
                                             p + "budget.approvalDate",
                                             p + "metrics[0].observations[0].period.startDate",
                                             p + "metrics[0].observations[1]",
                                             p + "metrics[0].title",
                                             p + "metrics[1]",
                                             p + "milestones[1]",
                                             p + "description"});
}

TEST_CASE("every fault of a package is told at once, with its path; a lenient reading leaves out the projects") {
    const auto text = package_of(
        R"({"id":"A","status":"suspended","type":7,"period":{"startDate":"2024-02-30","endDate":"2024-01-01T25:00:00Z"}},)"
        R"({"id":"","budget":{"amount":{"amount":0.125,"currency":"USD"}}},)"
        R"({"id":"B","budget":{"amount":{"amount":"5","currency":"VND"}},"metrics":[{}],"milestones":[{"status":"x"}]},)"
        R"({"id":"C","locations":[{"gazetteer":{"scheme":"VN-GSO","identifiers":["a b",3166]}}],"sector":"x"},)"
        R"({"id":"D","title":"sound"},)"
        R"({"id":"D"},7,)"
        R"({"id":"E","preparationPeriod":{"startDate":"2024-02-01","endDate":"2024-01-01"}},)"
        R"({"id":"F","forecasts":[{"id":"physicalProgress","observations":[{"period":{"endDate":"2024-01-01"},)"
        R"("measure":101,"unit":{"id":"%"}}]}]},)"
        R"({"id":"G","budget":{"amount":{"amount":1e30,"currency":"VND"}}},)"
        R"({"id":"H","budget":{"amount":{"amount":1,"currency":"dong"}}})");
    const auto strict = parse_oc4ids(text, "p.json", {.scheme = "VN-GSO"});
    std::vector<std::string> places;
    for (const auto& each : strict.error())
        places.push_back(each.where.field + ": " + std::string{to_string(each.code)});
    const std::vector<std::string> expected{"projects[0].type: malformed_text",
                                            "projects[0].period.startDate: malformed_text",
                                            "projects[0].period.endDate: malformed_text",
                                            "projects[0].status: unknown_value",
                                            "projects[1].id: missing_value",
                                            "projects[1].budget.amount.amount: out_of_range",
                                            "projects[2].budget.amount.amount: malformed_text",
                                            "projects[2].metrics[0].id: missing_value",
                                            "projects[2].milestones[0].id: missing_value",
                                            "projects[2].milestones[0].status: unknown_value",
                                            "projects[3].sector: malformed_text",
                                            "projects[3].locations[0].gazetteer.identifiers[0]: malformed_code",
                                            "projects[3].locations[0].gazetteer.identifiers[1]: malformed_code",
                                            "projects[5].id: duplicate_key",
                                            "projects[6]: malformed_text",
                                            "projects[7].preparationPeriod.endDate: empty_period",
                                            "projects[8] progress: out_of_range",
                                            "projects[9].budget.amount.amount: out_of_range",
                                            "projects[10].budget.amount.currency: unknown_value"};
    CHECK(places == expected);

    const auto lenient = parse_oc4ids(text, "p.json", {.scheme = "VN-GSO", .how = faulty_rows::leave_out});
    REQUIRE(lenient);
    REQUIRE(lenient.value().projects.size() == 1);
    CHECK(lenient.value().projects.all()[0].title == "sound");
    problems left;
    for (const auto& each : lenient.value().left_out) {
        if (std::ranges::find(strict.error(), each) != strict.error().end()) left.push_back(each);
    }
    CHECK(left == strict.error());
}

TEST_CASE("what is no package is told, in a lenient reading too") {
    const auto faults = [](const std::string& text) {
        const auto read = parse_oc4ids(text, "p.json", {.scheme = "VN-GSO", .how = faulty_rows::leave_out});
        REQUIRE_FALSE(read);
        return told(read.error());
    };
    CHECK(faults("[]") == std::vector<std::string>{"p.json: malformed_text: found '[]', expected a project package"});
    CHECK(faults("{}") ==
          std::vector<std::string>{"p.json (publishedDate): missing_value: expected the day of the package",
                                   "p.json (projects): missing_value: expected an array of projects"});
    CHECK(faults(R"({"publishedDate":1,"projects":{}})").size() == 2);
    CHECK(faults(R"({"publishedDate":"2025-07-1","projects":[{"id":"A","status":"completion","type":"x"}]})").size() ==
          2);
    CHECK(faults(R"({"publishedDate":"9999-12-31","projects":[{"id":"A","status":"completion"}]})").size() == 1);
    CHECK(faults("{").at(0).substr(0, 27) == "p.json:1:2: malformed_text:");
    CHECK(faults(package_of(R"({"id":"A","id":"B"})")) ==
          std::vector<std::string>{"p.json (projects[0].id): duplicate_key: found 'id', expected each member once"});
    const auto no_file = read_oc4ids("/no/such/file");
    CHECK(no_file.error().at(0).code == errc::unreadable);
    const test::scratch_folder folder;
    test::make_file(folder / "p.json", package_of(R"({"id":"A"})"));
    const auto read = read_oc4ids(folder / "p.json");
    REQUIRE(read);
    CHECK(read.value().projects.size() == 1);
}

TEST_CASE("what cannot be as it is told on the day of the package, or has no measure or day, is left out") {
    const auto read =
        parse_oc4ids(package_of(R"({"id":"A","completion":{"endDate":"2025-07-02"},"period":{"endDate":"2025-07-02"},)"
                                R"("metrics":[{"id":"physicalProgress","observations":[{"unit":{"id":"%"}},)"
                                R"({"measure":1,"unit":{"id":"%"}},)"
                                R"({"measure":2,"unit":{"id":"%"},"period":{"endDate":"2025-07-02"}},)"
                                R"({"measure":3,"unit":{"id":"%"},"period":{"startDate":"2025-07-01"}}]}]},)"
                                R"({"id":"B","completion":{"endDate":"2024-01-01","endDateDetails":"in winter"}},)"
                                R"({"id":"C","completion":{"endDateDetails":"in winter"}})"),
                     "p.json");
    REQUIRE(read);
    std::vector<std::string> left;
    for (const auto& each : read.value().left_out) left.push_back(each.where.field + ": " + each.expected);
    const std::string observations = "projects[0].metrics[0].observations";
    CHECK(left == std::vector<std::string>{"projects[0].completion: an end by the day of the package",
                                           observations + "[0]: a measure", observations + "[1]: a day",
                                           observations + "[2]: what is observed by the day of the package",
                                           "projects[1].completion.endDateDetails: the words of endDate",
                                           "projects[2].completion.endDateDetails: a day, or \"late 2024\""});
    const auto all = read.value().projects.all();
    CHECK(all[0].schedule ==
          std::vector<schedule_entry>{{schedule_point::finish, schedule_status::planned, "2025-07-02"_date, {}, {}}});
    REQUIRE(all[0].progress.size() == 1);
    CHECK(all[0].progress[0].on == qualified_date{"2025-07-01"_date});
    CHECK(all[1].schedule.size() == 1);
    CHECK(all[2].schedule.empty());

    const auto types = parse_oc4ids(package_of(R"({"id":"A","period":[],"sector":[1],"parties":["Board"]})"), "p.json");
    std::vector<std::string> places;
    for (const auto& each : types.error()) {
        CHECK(each.code == errc::malformed_text);
        places.push_back(each.where.field + ": " + each.expected);
    }
    CHECK(places == std::vector<std::string>{"projects[0].sector[0]: text", "projects[0].period: an object",
                                             "projects[0].parties[0]: an object"});
}

TEST_CASE("text is read whole, however long and however written, and numbers beyond 64 bits are left out as they are") {
    std::string written, name;
    for (int i = 0; i < 3000; ++i) {
        written += "\\u0110\\n";
        name += "Đ\n";
    }
    const auto read = parse_oc4ids(package_of(R"({"id":")" + written + R"(","title":"x","big":18446744073709551615,)" +
                                              R"("true":true,")" + written + R"(":null})"),
                                   "p.json");
    REQUIRE(read);
    CHECK(read.value().projects.all()[0].id == name);
    REQUIRE(read.value().left_out.size() == 2);
    CHECK(read.value().left_out[0].found == "18446744073709551615");
    CHECK(read.value().left_out[1].found == "true");
}

TEST_CASE("codes are held against a registry on their days") {
    registry::builder rows{"VN-GSO"};
    rows.add({.code = "03166"_unit, .name = "x", .valid_from = "2025-07-01"_date});
    const auto units = std::move(rows).build();
    const auto text =
        package_of(R"({"id":"A","locations":[{"description":"code as of 2020-01-01","gazetteer":{"scheme":"VN-GSO",)"
                   R"("identifiers":["03166"]}},{"gazetteer":{"scheme":"VN-GSO","identifiers":["03166","3166"]}}]})");
    const auto read = parse_oc4ids(text, "p.json", {.units = &units});
    REQUIRE(read.error().size() == 2);
    CHECK(read.error()[0].code == errc::not_in_force);
    CHECK(read.error()[0].where.field == "projects[0] location");
    CHECK(read.error()[1].code == errc::unknown_unit);
}

}  // namespace
}  // namespace muong
