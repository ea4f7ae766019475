// SPDX-License-Identifier: MIT
#include <muong/units/unit.hpp>

#include <doctest/doctest.h>

#include <sstream>

#include "support/history.hpp"

using namespace muong;
using muong::test::history;

static_assert(!std::is_default_constructible_v<unit>, "units live in a registry");

TEST_CASE("a unit prints its kind, name, code and validity, as far as they are known") {
    const auto units = history{}
                           .unit("03166", "2025-07-01", "", "", "Mường Chà", "3", "xa")
                           .unit("A", "2000-01-01", "2001-01-01", "A2")
                           .unit("A2", "2000-01-01")
                           .transfer("2001-01-01", "A", "A2")
                           .build();
    CHECK(to_string(units.units()[0]) == "xa Mường Chà (03166), 2025-07-01/..");
    CHECK(to_string(units.units()[1]) == "(A), 2000-01-01/2001-01-01");
    CHECK(units.units()[0].tier() == unit_tier::commune);
    CHECK_FALSE(units.units()[0].parent().has_value());
    CHECK(units.units()[1].parent() == "A2"_unit);
}

TEST_CASE("other spellings keep who spells so, with the unit of their day") {
    registry::builder rows;
    rows.add(unit_row{"03244"_unit, "Xá Nhè", "xa", unit_tier::commune, {}, "2004-01-01"_date, {}});
    rows.add_variant("03244"_unit, "2020-01-01"_date, "Sáng Nhè", "register");
    const auto units = std::move(rows).build();
    const auto variants = units.at("03244"_unit, "2025-01-01"_date)->variants();
    REQUIRE(variants.size() == 1);
    CHECK(variants[0].name == "Sáng Nhè");
    CHECK(variants[0].spelled_by == "register");
}

TEST_CASE("tiers are told by their names") {
    std::ostringstream out;
    out << unit_tier::unspecified << ", " << unit_tier::province << ", " << unit_tier::district << ", "
        << unit_tier::commune << ", " << static_cast<unit_tier>(9);
    CHECK(out.str() == "unspecified, province, district, commune, tier 9");
}
