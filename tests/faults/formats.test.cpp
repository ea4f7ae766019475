// SPDX-License-Identifier: MIT
//
// The readers and writers of single formats when memory or the disk fails: all that they were to give, or nothing, and
// then they can be asked again.
#include "faults/injected.hpp"

#include <doctest/doctest.h>

#include <muong/io.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "faults/every_allocation.hpp"
#include "io/scratch_folder.hpp"

namespace muong {
namespace {

using test::bytes_of;
using test::fault_plan;
using test::injected;
using test::make_file;
using test::scratch_folder;

/// Whether `make` gives the same whatever allocation failed in it, or std::bad_alloc, and the same again after that;
/// `told` is all of what it gives that counts, as a value. \returns how many allocations it has
template <class Make, class Told>
int whole_or_nothing(Make make, Told told) {
    const auto expected = told(make());
    std::optional<decltype(make())> made;
    const int failures = test::with_every_allocation_failing(
        [&] {
            made.reset();
            made.emplace(make());
        },
        [&] {
            if (made) CHECK(told(*made) == expected);
        });
    REQUIRE(made);
    CHECK(told(*made) == expected);
    return failures;
}
template <class Make>
int whole_or_nothing(Make make) {
    return whole_or_nothing(make, [](const auto& made) { return made; });
}

/// What a reading gave: what is refused is its problems alone.
template <class Value, class T, class Told>
std::pair<std::optional<Value>, problems> outcome_of(const result<T>& read, Told told) {
    if (!read) return {std::nullopt, read.error()};
    return {told(read.value()), {}};
}

const std::string values_wide =
    "code,name,population,area\n"
    "03166,Mường Chà,9417,12.50\n"
    "03127,Điện Biên Phủ,,7.5\n"
    "03130,\"A, the third\",12,0.125\n";
const std::string values_long =
    "code,period,indicator,value,status\n"
    "03166,2024,population,9417,E\n"
    "03127,2024,population,,M\n"
    "03166,2023-Q1,a rather long name of an indicator,1.5,\n";
const std::string values_bad =
    "code,period,indicator,value,status\n"
    "03166,2024,population,9417,E\n"
    "3166 7,2024,population,1,\n"
    "03127,20x4,population,1,\n"
    "03127,2024,population,one hundred thousand,\n"
    "03127,2024,population,1,X\n"
    "03166,2024,population,1,\n";

using told_values = std::pair<panel, std::pair<std::vector<cell_status>, problems>>;

auto read_table(const std::string& text, values_form form, faulty_rows how) {
    return parse_values(text, "v.csv", {.geography = "2024-01-01"_date, .form = form, .how = how});
}
auto told_table(const result<value_table>& read) {
    return outcome_of<told_values>(read, [](const value_table& t) {
        return told_values{t.values, {t.statuses, t.left_out}};
    });
}

const std::string sdmx_good =
    "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,"
    "DECIMALS\n"
    "dataflow,MUONG:INDICATORS(1.0),M,A,03166,a rather long name of an indicator,2021,13.60,A,VND,9,2\n"
    "dataflow,MUONG:INDICATORS(1.0),M,A,03166,a rather long name of an indicator,2022,NaN,L,VND,9,2\n"
    "dataflow,MUONG:INDICATORS(1.0),M,A,03166,a rather long name of an indicator,2024,7.00,P,VND,9,2\n"
    "dataflow,MUONG:INDICATORS(1.0),M,Q,03127,population,2024-Q1,12,A,persons,0,0\n";
const std::string sdmx_bad =
    "FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE\n"
    "H,11,x,2024,1,,VND\n"
    "A,11,x,20x4,1;5,Z,furlongs of a length that no short string holds\n"
    "A,11,y,2024,1,,VND\n"
    "A,11,y,2024,2,,VND\n";

const std::string crosswalk_good =
    "from,to,basis,registry,from_code,to_code,least,most,assumption\n"
    "2024-12-31,2025-01-01,population,0123456789abcdef,11,13,1,1,\n"
    "2024-12-31,2025-01-01,population,0123456789abcdef,12,13,1/3,1/3,\n"
    "2024-12-31,2025-01-01,population,0123456789abcdef,12,14,0,2/3,\n"
    "2024-12-31,2025-01-01,population,0123456789abcdef,12,15,0,2/3,\n";
const std::string crosswalk_bad =
    "from,to,basis,registry,from_code,to_code,least,most,assumption\n"
    "2024-12-31,2025-01-01,population,0123456789abcdef,11,13,1,1,\n"
    "2024-12-31,2025-01-01,population,0123456789abcdef,11,13,1,1,\n"
    "2024-12-31,2025-02-01,population,0123456789abcdef,12,13,x,1,\n";

const std::string map_text = R"({"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"ma_xa": "03166", "ten": "Mường Chà"}, "geometry":
    {"type": "Polygon", "coordinates": [[[103, 21], [104, 21], [104, 22.5], [103, 21]]]}},
  {"type": "Feature", "properties": {"ma_xa": "03127"}, "geometry":
    {"type": "MultiPolygon", "coordinates": [[[[103, 21], [104, 21], [104, 22.5], [103, 21]]]]}}]})";
const std::string map_bad = R"({"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"ma_xa": 3166}, "geometry": {"type": "Point", "coordinates": [103, 21]}},
  {"type": "Feature", "properties": {"ma_xa": "03127"}, "geometry": {"type": "Point", "coordinates": [503, 21]}}]})";

std::vector<geo_shape> shapes_of(const geo_shapes& shapes) { return {shapes.all().begin(), shapes.all().end()}; }
auto told_shapes(const result<geo_shapes>& read) { return outcome_of<std::vector<geo_shape>>(read, shapes_of); }
auto told_series(const result<std::vector<series>>& read) {
    return outcome_of<std::vector<series>>(read, [](const auto& all) { return all; });
}
auto told_crosswalk(const result<crosswalk>& read) {
    return outcome_of<crosswalk>(read, [](const auto& c) { return c; });
}

TEST_CASE("a table of values is read whole, or its problems are all told, or memory fails") {
    for (const auto how : {faulty_rows::refuse, faulty_rows::leave_out}) {
        CHECK(whole_or_nothing([how] { return read_table(values_wide, values_form::wide, how); }, told_table) > 10);
        for (const auto* text : {&values_long, &values_bad}) {
            CHECK(whole_or_nothing([=] { return read_table(*text, values_form::lengthwise, how); }, told_table) > 10);
        }
    }
}

TEST_CASE("SDMX-CSV is read whole, or its problems are all told, or memory fails") {
    REQUIRE(parse_sdmx_csv(sdmx_good, "x.csv"));
    for (const auto* text : {&sdmx_good, &sdmx_bad}) {
        CHECK(whole_or_nothing([text] { return parse_sdmx_csv(*text, "x.csv"); }, told_series) > 10);
    }
}

TEST_CASE("a crosswalk is read whole, or its problems are all told, or memory fails") {
    REQUIRE(parse_crosswalk(crosswalk_good, "c.csv"));
    for (const auto* text : {&crosswalk_good, &crosswalk_bad}) {
        CHECK(whole_or_nothing([text] { return parse_crosswalk(*text, "c.csv"); }, told_crosswalk) > 10);
    }
}

TEST_CASE("shapes are read whole, or their problems are all told, or memory fails") {
    REQUIRE(geo_shapes::parse(map_text, "m.geojson", "ma_xa"));
    for (const auto& text : {map_text, map_bad, map_text.substr(0, 200)}) {
        CHECK(whole_or_nothing([&] { return geo_shapes::parse(text, "m.geojson", "ma_xa"); }, told_shapes) > 5);
    }
}

portfolio two_projects() {
    project p{.id = "P1"};
    p.title = "Đường liên xã, a title that no short string holds";
    p.type = project_type::construction;
    p.sectors = {project_sector::transport_road};
    p.budget = published_amount::parse("4,821 billion VND");
    p.programmes = {"ntp_rural"};
    p.parties = {{"Board", party_role::public_authority, {}}, {"Builder", party_role::contractor, {}}};
    p.phases = {{project_phase::preparation, "2021-01-01"_date, {}},
                {project_phase::implementation, "2022-03-01"_date, {}}};
    p.schedule = {{schedule_point::finish, schedule_status::actual, *qualified_date::parse("late 2024"), {}, {}}};
    p.progress = {{"2023-01-01"_date, "12.5"_dec, progress_metric::physical, false, "rain"}};
    p.milestones = {{"m1", "Handing over", {}, milestone_status::scheduled, qualified_date{"2025-12-31"_date}, {}}};
    p.delays = {{delay_cause::land_clearance, {}, {}, {}}};
    p.locations = {{"03166"_unit, "2021-01-01"_date, "bridge"}};
    portfolio::builder all;
    all.add(std::move(p)).add(project{.id = "P2"});
    return std::move(all).build();
}

const oc4ids_options package{"https://example.org/package", "A province", "2025-07-01"_date, "VN-GSO"};
const std::string package_bad = R"({"publishedDate": "2025-07-01", "projects": [{"id": "a project with a long id",
    "status": "suspended", "description": "no place for it", "period": {"startDate": "2024-02-30"}}, {"id": 1}]})";

auto told_projects(const result<oc4ids_projects>& read) {
    using told = std::pair<std::vector<project>, std::pair<std::string, problems>>;
    return outcome_of<told>(read, [](const oc4ids_projects& r) {
        return told{{r.projects.all().begin(), r.projects.all().end()}, {r.package.uri, r.left_out}};
    });
}

TEST_CASE("a project package is read whole, or its problems are all told, or memory fails") {
    const auto good = to_oc4ids(two_projects(), package).json;
    REQUIRE(parse_oc4ids(good, "p.json", {.scheme = "VN-GSO"}));
    for (const auto how : {faulty_rows::refuse, faulty_rows::leave_out}) {
        for (const auto* text : {&good, &package_bad}) {
            CHECK(whole_or_nothing([=] { return parse_oc4ids(*text, "p.json", {.scheme = "VN-GSO", .how = how}); },
                                   told_projects) > 50);
        }
    }
}

TEST_CASE("a project package is written whole, with all that is left out of it, or memory fails") {
    const auto projects = two_projects();
    CHECK(whole_or_nothing([&] { return to_oc4ids(projects, package); },
                           [](const oc4ids_package& made) {
                               return std::pair{made.json, made.left_out};
                           }) > 50);
}

const measure_unit billion = measure_unit::parse("billion VND").value();
const measure_unit persons = measure_unit::parse("persons").value();

series four_years() {
    return series::dense({"GRDP", "a province", billion, 1}, "2021"_period, {1360, series::no_value, 0, 15205},
                         std::vector<observation_status>{{}, status_flag::not_collected, {}, status_flag::provisional});
}

TEST_CASE("a picture is written whole, or its problems are all told, or memory fails") {
    const auto s = four_years();
    const auto told = [](const result<std::string>& made) {
        return outcome_of<std::string>(made, [](const auto& text) { return text; });
    };
    for (const auto& unit : {billion, persons}) {
        const std::vector<target> targets{{.id = "a target with a long name",
                                           .subject = "a province",
                                           .indicator = "GRDP",
                                           .goal = qualified<decimal>{"1500"_dec},
                                           .unit = unit,
                                           .when = "2024"_period}};
        CHECK(whole_or_nothing([&] { return to_vega_lite(s, targets); }, told) > 5);
    }
    const std::vector<completion_point> curve{{"2023"_period, 3, 1, 1}, {"2024"_period, 5, 4, 0}};
    CHECK(whole_or_nothing([&] { return to_vega_lite(curve); }) > 50);

    const std::vector<map_value> values{{"03166"_unit, "xã Mường Chà, a name of some length", "9417"_dec},
                                        {"09999"_unit, "nowhere", "1.5"_dec}};
    const std::vector<map_point> points{{"03166"_unit, "103.0717"_dec, "21.9"_dec},
                                        {"03127"_unit, "103.02"_dec, "21.39"_dec}};
    const auto told_map = [](const map_picture& made) {
        return std::pair{made.spec, std::pair{made.without_place, made.without_value}};
    };
    const auto shapes = geo_shapes::parse(map_text, "m.geojson", "ma_xa").value();
    CHECK(whole_or_nothing([&] { return map_of_points(values, points, "persons"); }, told_map) > 50);
    CHECK(whole_or_nothing([&] { return map_of_shapes(values, shapes, "persons"); }, told_map) > 50);
}

TEST_CASE("a picture of a lineage or a crosswalk is written whole, or memory fails") {
    const auto units = parse_registry(
                           "code,name,valid_from,valid_to\n"
                           "11,A name that no short string holds,2000-01-01,2025-01-01\n"
                           "12,B,2000-01-01,2025-01-01\n"
                           "13,C,2025-01-01,\n"
                           "14,D,2025-01-01,\n",
                           "u.csv",
                           "effective,act,clause,from_code,to_code,extent,share_population\n"
                           "2025-01-01,1/NQ,1,11,13,whole,\n"
                           "2025-01-01,1/NQ,2,12,13,part,1/3\n"
                           "2025-01-01,1/NQ,2,12,14,part,2/3\n",
                           "t.csv")
                           .value()
                           .units;
    const auto l = successors(units, "12"_unit, "2024-12-31"_date, "2025-01-01"_date);
    const auto c = crosswalk::between(units, "2024-12-31"_date, "2025-01-01"_date, {.basis = "population"});
    CHECK(whole_or_nothing([&] { return to_dot(l, {.basis = "population"}); }) > 5);
    CHECK(whole_or_nothing([&] { return to_dot(c, units); }) > 5);
}

/// Writes a table over an old one while memory or the disk fails in every way: the old file stands, or the new one, and
/// nothing beside it.
template <class Write>
void old_or_new(Write write) {
    const scratch_folder folder;
    const auto path = folder / "out.csv";
    const auto put = [&] {
        csv_writer out{path};
        write(out);
        return out.commit(durability::synced);
    };
    REQUIRE(put().empty());
    const auto expected = bytes_of(path);
    REQUIRE(expected.size() > 400);

    bool whole = false;
    make_file(path, "old");
    const int failures = test::with_every_allocation_failing(
        [&] {
            whole = false;
            whole = put().empty();
        },
        [&] {
            CHECK(folder.size() == 1);
            CHECK(bytes_of(path) == (whole ? expected : "old"));
            make_file(path, "old");
        });
    CHECK(failures > 5);
    CHECK(bytes_of(path) == expected);

    make_file(path, "old");
    const auto fails = [&](const fault_plan& plan) {
        const injected faults{plan};
        const auto told = put();
        if (!injected::met()) {
            CHECK(told.empty());
            CHECK(bytes_of(path) == expected);
            return false;
        }
        REQUIRE(told.size() == 1);
        CHECK(told.front().code == errc::unwritable);
        CHECK(told.front().where.source == path);
        CHECK(bytes_of(path) == "old");
        CHECK(folder.size() == 1);
        return true;
    };
    CHECK(fails({.failing_sync = true}));
    CHECK(fails({.failing_close = 1}));
    CHECK(fails({.failing_rename = 1}));
    long n = 1;
    while (fails({.most_bytes = 100, .interrupted = 3, .failing_write = n})) ++n;
    CHECK(n > 4);
}

TEST_CASE("a table of SDMX-CSV or of a crosswalk replaces the old one whole, or not at all") {
    const std::vector<series> all{four_years(), four_years()};
    old_or_new([&](csv_writer& out) { write_sdmx_csv(out, all); });
    const auto c = parse_crosswalk(crosswalk_good, "c.csv").value();
    old_or_new([&](csv_writer& out) {
        write_crosswalk(out, c);
        write_crosswalk(out, c);
    });
}

/// Reads a file in short reads, one of which fails: the problem has the name of the file, or all is read.
template <class Read, class Told>
void all_or_unreadable(const std::string& text, Read read, Told told) {
    const scratch_folder folder;
    const auto path = folder / "in";
    make_file(path, text);
    const auto expected = told(read(path));
    REQUIRE(expected.first);
    const auto fails = [&](const fault_plan& plan) {
        const injected faults{plan};
        const auto got = read(path);
        if (!injected::met()) {
            CHECK(told(got) == expected);
            return false;
        }
        REQUIRE(got.error().size() == 1);
        CHECK(got.error().front().code == errc::unreadable);
        CHECK(got.error().front().where.source == path);
        return true;
    };
    long n = 1;
    while (fails({.most_bytes = 50, .interrupted = 3, .failing_read = n, .failing_mapping = true})) ++n;
    CHECK(n > 3);
}

TEST_CASE("a file that cannot be read to its end is told, whatever it holds") {
    const values_options options{.geography = "2024-01-01"_date, .form = values_form::lengthwise};
    all_or_unreadable(
        values_long, [&](const std::string& path) { return read_values(path, options); }, told_table);
    all_or_unreadable(
        sdmx_good, [](const std::string& path) { return read_sdmx_csv(path); }, told_series);
    all_or_unreadable(
        crosswalk_good, [](const std::string& path) { return read_crosswalk(path); }, told_crosswalk);
    all_or_unreadable(
        map_text, [](const std::string& path) { return geo_shapes::read(path, "ma_xa"); }, told_shapes);
}

}  // namespace
}  // namespace muong
