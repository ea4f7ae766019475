// SPDX-License-Identifier: MIT
#include <muong/data/viet_nam_2025.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <muong/data/dien_bien.hpp>

#include "data/consolidation.hpp"

using namespace muong;
using muong::test::day;
using muong::test::eve;

namespace {

const registry& units() { return viet_nam_2025().registry(); }

std::map<std::string, int> kinds(date on, unit_tier tier) {
    std::map<std::string, int> count;
    for (const auto& u : units().on(on, tier)) ++count[std::string{u.kind()}];
    return count;
}

/// Every transfer between communes, or from a district that had none, by old unit.
const std::map<const unit*, std::vector<const transfer*>>& by_source() {
    static const auto all = [] {
        std::map<const unit*, std::vector<const transfer*>> found;
        for (const auto& t : units().transfers()) {
            if (t.to()->tier() == unit_tier::commune) found[t.from()].push_back(&t);
        }
        return found;
    }();
    return all;
}

}  // namespace

TEST_CASE("10,035 communes and five island districts become 3,321 communes, 63 provinces 34") {
    CHECK(kinds(eve, unit_tier::commune) ==
          std::map<std::string, int>{{"xa", 7691}, {"phuong", 1727}, {"thi_tran", 617}});
    CHECK(kinds(day, unit_tier::commune) == std::map<std::string, int>{{"xa", 2621}, {"phuong", 687}, {"dac_khu", 13}});
    CHECK(ranges::distance(units().on(eve, unit_tier::province)) == 63);
    CHECK(ranges::distance(units().on(day, unit_tier::province)) == 34);
    CHECK(ranges::distance(units().on(eve, unit_tier::district)) == 696);
    CHECK(ranges::distance(units().on(day, unit_tier::district)) == 0);
    int islands = 0;
    for (const auto& u : units().on(eve, unit_tier::district)) islands += static_cast<int>(units().is_leaf(u, eve));
    CHECK(islands == 5);
}

TEST_CASE("every old unit goes on and every new one has a predecessor") {
    CHECK(by_source().size() == 10040);
    for (const auto& u : units().on(eve, unit_tier::commune)) CHECK(by_source().contains(&u));
    std::set<const unit*> made;
    for (const auto& [from, transfers] : by_source()) {
        for (const auto* t : transfers) made.insert(t->to());
    }
    CHECK(made.size() == 3321);
}

TEST_CASE("9,599 units go over whole and 441 communes are divided, each with exactly one remainder") {
    std::map<std::size_t, int> parts;
    std::map<transfer_scope, int> scopes;
    const auto& data = viet_nam_2025();
    for (const auto& [from, transfers] : by_source()) {
        ++parts[transfers.size()];
        int rests = 0;
        for (const auto* t : transfers) {
            const auto scope = data.scope_of(*t);
            ++scopes[scope];
            CHECK((t->extent() == extent::whole) == (transfers.size() == 1));
            rests += static_cast<int>(scope == transfer_scope::rest || scope == transfer_scope::rest_of_people);
        }
        CHECK(rests == (transfers.size() == 1 ? 0 : 1));
    }
    CHECK(parts == std::map<std::size_t, int>{{1, 9599}, {2, 369}, {3, 55}, {4, 16}, {5, 1}});
    CHECK(scopes == std::map<transfer_scope, int>{{transfer_scope::all, 9470},
                                                  {transfer_scope::unchanged, 127},
                                                  {transfer_scope::renamed, 2},
                                                  {transfer_scope::part, 444},
                                                  {transfer_scope::land, 64},
                                                  {transfer_scope::land_and_all_people, 21},
                                                  {transfer_scope::rest, 440},
                                                  {transfer_scope::all_land, 1},
                                                  {transfer_scope::people, 1},
                                                  {transfer_scope::rest_of_people, 1}});
}

TEST_CASE("a part has a share only where its clause moves nobody, or everybody") {
    const auto& data = viet_nam_2025();
    for (const auto& t : units().transfers()) {
        const auto* people = t.on("population");
        const auto* land = t.on("area");
        switch (data.scope_of(t)) {
            case transfer_scope::land:
                CHECK(people->share == fraction{0});
                break;
            case transfer_scope::land_and_all_people:
                CHECK(people->share == fraction{1});
                break;
            case transfer_scope::all_land:
                CHECK(people->share == fraction{0});
                CHECK(land->share == fraction{1});
                break;
            case transfer_scope::people:
            case transfer_scope::rest_of_people:
                CHECK(people == nullptr);
                CHECK(land->share == fraction{0});
                break;
            default:
                CHECK((people == nullptr && land == nullptr));
        }
    }
    const auto copy = units().transfers()[0];
    CHECK_THROWS_AS((void)data.scope_of(copy), std::invalid_argument);
}

TEST_CASE("each new commune draws on one old province, and each province has its resolution") {
    std::map<unit_code, std::set<std::string>> acts;
    for (const auto& [from, transfers] : by_source()) {
        for (const auto* t : transfers) {
            const auto above = units().ancestors_of(*from, eve);
            const auto* old_province = above.back();
            REQUIRE(old_province->tier() == unit_tier::province);
            const auto province = *t->to()->parent();
            if (old_province->valid().contains(day)) {
                CHECK(old_province->code() == province);
            } else {
                const auto merged = units().transfers_on(day);
                const auto at = std::ranges::find(merged, old_province, &transfer::from);
                REQUIRE(at != merged.end());
                CHECK(at->to_code() == province);
            }
            REQUIRE(t->act() != nullptr);
            acts[province].insert(t->act()->number);
        }
    }
    CHECK(acts.size() == 34);
    std::set<std::string> all;
    for (const auto& [province, numbers] : acts) {
        CHECK(numbers.size() == 1);
        all.insert(*numbers.begin());
    }
    CHECK(all.size() == 34);
    CHECK(*all.begin() == "1654/NQ-UBTVQH15");
    CHECK(*all.rbegin() == "1687/NQ-UBTVQH15");
}

TEST_CASE("seven province codes are used again for another province") {
    std::map<std::string, std::string> again;
    for (const auto& u : units().on(day, unit_tier::province)) {
        const auto* before = units().at(u.code(), eve);
        REQUIRE(before != nullptr);
        if (before->name() != u.name()) again[to_string(u.code()) + ' ' + std::string{u.name()}] = before->name();
    }
    CHECK(again == std::map<std::string, std::string>{{"15 Lào Cai", "Yên Bái"},
                                                      {"24 Bắc Ninh", "Bắc Giang"},
                                                      {"44 Quảng Trị", "Quảng Bình"},
                                                      {"52 Gia Lai", "Bình Định"},
                                                      {"80 Tây Ninh", "Long An"},
                                                      {"82 Đồng Tháp", "Tiền Giang"},
                                                      {"91 An Giang", "Kiên Giang"}});
}

TEST_CASE("new names are unique inside a province; 314 are borne by 787 communes across provinces") {
    std::map<std::string_view, int> borne;
    std::set<std::pair<unit_code, std::string_view>> inside;
    for (const auto& u : units().on(day, unit_tier::commune)) {
        ++borne[u.name()];
        CHECK(inside.emplace(*u.parent(), u.name()).second);
    }
    int names = 0, bearers = 0;
    for (const auto& [name, count] : borne) {
        if (count == 1) continue;
        ++names;
        bearers += count;
    }
    CHECK(names == 314);
    CHECK(bearers == 787);
}

TEST_CASE("a join on codes finds a wrong or no unit for most communes") {
    int right = 0, divided = 0, wrong = 0, none = 0;
    for (const auto& [from, transfers] : by_source()) {
        if (from->tier() != unit_tier::commune) continue;
        const auto* found = units().at(from->code(), day);
        const auto leads = std::ranges::any_of(transfers, [&](const transfer* t) { return t->to() == found; });
        ++(found == nullptr ? none : !leads ? wrong : transfers.size() == 1 ? right : divided);
    }
    CHECK(right == 3177);
    CHECK(divided == 139);
    CHECK(wrong == 0);
    CHECK(none == 6719);
}

TEST_CASE("in Điện Biên it says what the registry of the province says") {
    const auto& province = dien_bien().registry();
    for (const date on : {eve, day}) {
        for (const auto& u : province.on(on)) {
            const auto* same = units().at(u.code(), on);
            REQUIRE(same != nullptr);
            CHECK(same->name() == u.name());
            CHECK(same->kind() == u.kind());
            CHECK(same->parent() == u.parent());
        }
    }
    const auto all = units().transfers_on(day);
    for (const auto& t : province.transfers_on(day)) {
        const auto at = std::ranges::find_if(all, [&](const transfer& other) {
            return other.from_code() == t.from_code() && other.to_code() == t.to_code();
        });
        REQUIRE(at != all.end());
        CHECK(at->clause() == t.clause());
        CHECK(at->act()->number == t.act()->number);
    }
}

TEST_CASE("444 published populations cannot be right, and are kept with their flag") {
    std::map<figure_flag, int> count;
    for (const auto& f : viet_nam_2025().figures()) {
        ++count[f.flag];
        CHECK(f.population.has_value() == (f.flag == figure_flag::none));
        CHECK(units().at(f.code, day) != nullptr);
    }
    CHECK(count == std::map<figure_flag, int>{{figure_flag::none, 2877},
                                              {figure_flag::lost_zero, 204},
                                              {figure_flag::namesake, 174},
                                              {figure_flag::missing, 66}});
}

TEST_CASE("85 published areas are off that of the polygon by more than 15 % of it") {
    int off = 0;
    for (const auto& f : viet_nam_2025().figures()) {
        const fraction polygon{f.area_of_polygon}, apart = fraction{f.area} - polygon;
        off += static_cast<int>(polygon * fraction{15, 100} < (apart.sign() < 0 ? 0 - apart : apart));
    }
    CHECK(off == 85);
}

TEST_CASE("a scope is written in words") {
    std::ostringstream out;
    out << transfer_scope::land_and_all_people << ", " << transfer_scope::all;
    CHECK(out.str() == "land and all people, all");
}
