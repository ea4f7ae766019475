// SPDX-License-Identifier: MIT
#include <muong/data/funding_statement.hpp>

#include <doctest/doctest.h>

#include <set>
#include <string>

#include <muong/data/dien_bien.hpp>
#include <muong/funding/programme.hpp>
#include <muong/projects/project_map.hpp>

using namespace muong;

TEST_CASE("every claim about a project is in a project, and every claim about money is a statement") {
    std::set<std::string> of_projects, of_money;
    for (const auto& p : dien_bien().projects().all()) of_projects.insert(p.said_by.begin(), p.said_by.end());
    for (const auto& s : dien_bien().funding()) CHECK(of_money.insert(s.claim->id).second);
    for (const auto& c : dien_bien().claims()) {
        CAPTURE(c.id);
        CHECK(of_projects.contains(c.id) == (c.kind == claim_kind::project));
        CHECK(of_money.contains(c.id) == (c.kind == claim_kind::funding));
    }
}

TEST_CASE("amounts of money are as published") {
    std::string told;
    for (const auto& s : dien_bien().funding()) {
        if (s.amount) told += s.claim->qualifier + ' ' + to_string(*s.amount) + '\n';
    }
    CHECK(told == "over 2,048 billion VND\nover 4,821 billion VND\n");
}

TEST_CASE("the three programmes of 2021-2025 become one") {
    const auto& all = dien_bien().programmes();
    for (const auto* id : {"ntp_minorities", "ntp_poverty", "ntp_rural"}) {
        CAPTURE(id);
        const auto now = all.in_year(id, 2026);
        REQUIRE(now.size() == 1);
        CHECK(now.front()->id == "ntp_2026");
    }
    CHECK(all.with_predecessors("ntp_2026").size() == 4);
}

TEST_CASE("the road of Thanh Hưng and Thanh Luông lies in Thanh Nưa today") {
    const auto& data = dien_bien();
    const project_map today{data.projects(), data.registry(), dien_bien_data::consolidation()};
    const auto* const road = data.projects().find("thanh_hung_thanh_luong");
    REQUIRE(road != nullptr);
    const auto where = today.units_of(*road);
    REQUIRE(where.size() == 1);
    CHECK(where.front()->name() == "Thanh Nưa");
    bool found = false;
    for (const project& p : today.in(where.front()->code())) found = found || &p == road;
    CHECK(found);
    const project_map eve{data.projects(), data.registry(), dien_bien_data::consolidation().eve()};
    CHECK(eve.units_of(*road).size() == 2);
    const auto* const quang_lam = data.projects().find("route_quang_lam");
    CHECK(today.units_of(*quang_lam).size() == 1);
}

TEST_CASE("what no article says is absent") {
    for (const auto& p : dien_bien().projects().all()) {
        CAPTURE(p.id);
        CHECK_FALSE(p.budget);
        CHECK(scheduled(p, schedule_point::finish, schedule_basis::first_plan, date::max()) == nullptr);
        for (const auto& m : p.milestones) {  // "upgraded" is not "finished"
            CHECK(m.status == milestone_status::met);
            CHECK(dien_bien().claim(m.id)->value == m.title);
        }
    }
    const auto* const airport = dien_bien().projects().find("airport");
    CHECK(airport->schedule.size() == 2);  // two articles date its end differently, and both stay
}
