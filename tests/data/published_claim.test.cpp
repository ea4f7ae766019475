// SPDX-License-Identifier: MIT
#include <muong/data/published_claim.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <muong/data/dien_bien.hpp>
#include <muong/units/lineage.hpp>

using namespace muong;

TEST_CASE("a kind of claim is read back from its name, and prints as it") {
    for (int i = 0; i < 8; ++i) {
        const auto kind = static_cast<claim_kind>(i);
        CHECK(parse_claim_kind(to_string(kind)) == kind);
        std::ostringstream out;
        out << kind;
        CHECK(out.str() == to_string(kind));
    }
    CHECK_FALSE(parse_claim_kind("rumour"));
    CHECK_FALSE(parse_claim_kind(""));
}

TEST_CASE("all that the five articles say is here, each claim once and with a source") {
    const auto claims = dien_bien().claims();
    CHECK(claims.size() == 82);
    std::set<std::string> ids, sources;
    std::map<claim_kind, int> kinds;
    for (const auto& c : claims) {
        CAPTURE(c.id);
        CHECK(ids.insert(c.id).second);
        CHECK(dien_bien().claim(c.id) == &c);
        CHECK_FALSE(c.subject.empty());
        CHECK_FALSE(c.property.empty());
        CHECK_FALSE(c.value.empty());
        CHECK(c.when.empty() == !c.of);
        CHECK(std::ranges::count(dien_bien().sources(), c.source, &data_source::key) == 1);
        sources.insert(c.source);
        ++kinds[c.kind];
    }
    CHECK(sources.size() == 5);
    CHECK(kinds[claim_kind::project] == 21);
    CHECK(kinds[claim_kind::funding] == 10);
    CHECK(kinds[claim_kind::place] == 2);
    CHECK(dien_bien().claim("c000") == nullptr);
}

TEST_CASE("claims that contradict each other both stay") {
    const auto* const first = dien_bien().claim("c026");
    const auto* const second = dien_bien().claim("c044");
    CHECK(first->subject == second->subject);
    CHECK(first->property == second->property);
    CHECK(first->value == "8.76");
    CHECK(second->value == "8.35");
}

TEST_CASE("a claim names its units as they stood when it was true") {
    const auto& units = dien_bien().registry();
    const auto* const road = dien_bien().claim("c021");
    REQUIRE(road->units.size() == 2);
    for (const auto& [code, day] : road->units) {
        const auto now = successors(units, code, day, dien_bien_data::consolidation());
        REQUIRE(now.ends.size() == 1);
        CHECK(now.ends.front()->name() == "Thanh Nưa");
    }
    const auto* const cinnamon = dien_bien().claim("c068");
    CHECK(units.at(cinnamon->units.front().code, cinnamon->units.front().day)->name() == "Sín Thầu");
    CHECK(units.at(cinnamon->units.front().code, dien_bien_data::consolidation()) == nullptr);
}
