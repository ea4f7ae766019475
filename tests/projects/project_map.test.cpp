// SPDX-License-Identifier: MIT
#include <muong/projects/project_map.hpp>

#include <doctest/doctest.h>

#include <ranges>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <muong/units/lineage.hpp>

#include "support/for_all.hpp"
#include "support/history.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

template <class Map>
concept TellsUnits = requires(Map&& map, const project& p) {
    std::forward<Map>(map).units_of(p);
};
static_assert(TellsUnits<project_map&> && TellsUnits<const project_map&>);
static_assert(!TellsUnits<project_map> && !TellsUnits<const project_map>, "units do not outlive their map");
static_assert(std::ranges::random_access_range<decltype(std::declval<const project_map&>().in("1"_unit))>);

namespace {

/// Communes in two districts of a province. On 2020-01-01 one is divided; on 2025-07-01 all go into two new ones right
/// under the province, of which one bears an old code.
registry communes() {
    test::history h;
    h.unit("11", "2010-01-01", "", "", "Province", "1");
    h.unit("100", "2010-01-01", "2025-07-01", "11", "North", "2");
    h.unit("101", "2010-01-01", "2025-07-01", "11", "South", "2");
    h.unit("a", "2010-01-01", "2025-07-01", "100", "A", "3").unit("b", "2010-01-01", "2020-01-01", "100", "B", "3");
    h.unit("b1", "2020-01-01", "2025-07-01", "100", "B1", "3").unit("b2", "2020-01-01", "2025-07-01", "101", "B2", "3");
    h.unit("c", "2010-01-01", "2025-07-01", "101", "C", "3").unit("d", "2010-01-01", "2025-07-01", "101", "D", "3");
    h.unit("c", "2025-07-01", "", "11", "New", "3").unit("e", "2025-07-01", "", "11", "E", "3");
    h.transfer("2020-01-01", "b", "b1", "part").transfer("2020-01-01", "b", "b2", "part");
    for (const auto* old : {"a", "b1"}) h.transfer("2025-07-01", old, "c");
    for (const auto* old : {"b2", "c", "d"}) h.transfer("2025-07-01", old, "e");
    return h.build();
}

template <class View>
std::string ids(View&& view) {
    std::string text;
    for (const project& p : view) text += p.id + ' ';
    return text;
}

}  // namespace

TEST_CASE("a project lies on any day in the units that lineage ends in, and in those above them") {
    const auto units = communes();
    const std::vector<date> days{"2015-01-01"_date, "2019-12-31"_date, "2020-01-01"_date,
                                 "2025-06-30"_date, "2025-07-01"_date, "2030-01-01"_date};
    for_all(
        [&](source_of_chance& chance) {
            std::vector<project> all(chance.index(8) + 1);
            for (std::size_t i = 0; i < all.size(); ++i) {
                all[i].id = "p" + std::to_string(i);
                for (auto n = chance.between(0, 3); n > 0; --n) {
                    const auto on = chance.pick(days);
                    std::vector<unit_code> codes;
                    for (const auto& u : units.on(on, unit_tier::commune)) codes.push_back(u.code());
                    all[i].locations.push_back({chance.pick(codes), on, {}});
                }
            }
            return std::pair{all, chance.pick(days)};
        },
        [&](const auto& drawn) {
            const auto& [rows, day] = drawn;
            portfolio::builder b;
            b.against(units);
            for (const auto& p : rows) b.add(p);
            const auto projects = std::move(b).build();
            const project_map map{projects, units, day};
            std::set<std::pair<std::string, std::string>> expected, found;
            for (const auto& p : projects.all()) {
                std::set<const unit*> ends;
                for (const auto& l : p.locations) {
                    const auto told =
                        l.on <= day ? successors(units, l.code, l.on, day) : predecessors(units, l.code, l.on, day);
                    ends.insert(told.ends.begin(), told.ends.end());
                }
                const auto of_map = map.units_of(p);
                CHECK(std::set<const unit*>(of_map.begin(), of_map.end()) == ends);
                CHECK(of_map.size() == ends.size());
                for (const auto* end : ends) {
                    expected.emplace(to_string(end->code()), p.id);
                    for (const auto* above : units.ancestors_of(*end, day)) {
                        expected.emplace(to_string(above->code()), p.id);
                    }
                }
            }
            for (const auto& u : units.on(day)) {
                for (const project& p : map.in(u.code())) CHECK(found.emplace(to_string(u.code()), p.id).second);
            }
            CHECK(found == expected);
        });
}

TEST_CASE("a road through a commune whose code another one bears today is found where its land is") {
    const auto units = communes();
    portfolio::builder b;
    b.add({.id = "road", .locations = {{"c"_unit, "2024-01-01"_date, {}}}});
    b.add({.id = "wall", .locations = {{"b"_unit, "2012-01-01"_date, {}}}});
    const auto projects = std::move(b).build();
    const project_map today{projects, units, "2025-07-01"_date};
    CHECK(ids(today.in("e"_unit)) == "road wall ");
    CHECK(ids(today.in("c"_unit)) == "wall ");  // in part
    CHECK(ids(today.in("11"_unit)) == "road wall ");
    CHECK(ids(today.in("100"_unit)).empty());
    const project_map eve{projects, units, "2025-06-30"_date};
    CHECK(ids(eve.in("101"_unit)) == "road wall ");
    CHECK(ids(eve.in("100"_unit)) == "wall ");
    CHECK_THROWS_AS(static_cast<void>(eve.units_of(project{.id = "other"})), std::invalid_argument);

    portfolio::builder unchecked;
    unchecked.add({.id = "lost", .locations = {{"zzz"_unit, "2012-01-01"_date, {}}}});
    const auto lost = std::move(unchecked).build();
    CHECK_THROWS_WITH_AS(
        (project_map{lost, units, "2025-07-01"_date}),
        "muong::project_map: project lost lies in zzz on 2012-01-01, and no unit bears that code on that day",
        std::invalid_argument);
}
