// SPDX-License-Identifier: MIT
#include <muong/data/unit_kinds.hpp>

#include <doctest/doctest.h>
#include <set>

#include <muong/data/dien_bien.hpp>
#include <muong/data/viet_nam_2025.hpp>

using namespace muong;

TEST_CASE("every kind in the registries has its words") {
    for (const auto* units : {&dien_bien().registry(), &viet_nam_2025().registry()}) {
        std::set<std::string_view> kinds;
        for (const auto& u : units->units()) kinds.insert(u.kind());
        CHECK(kinds.size() >= 6);
        for (const auto kind : kinds) {
            CAPTURE(std::string{kind});
            REQUIRE(find_unit_kind(kind) != nullptr);
            CHECK(find_unit_kind(kind)->code == kind);
        }
    }
    CHECK(find_unit_kind("canton") == nullptr);
}

TEST_CASE("a unit is called by the word for its kind and its name") {
    const auto& units = dien_bien().registry();
    CHECK(full_name(*units.at("03166"_unit, "2025-07-01"_date)) == "xã Mường Chà");
    CHECK(full_name_and_code(*units.at("03172"_unit, "2025-06-30"_date)) == "thị trấn Mường Chà (03172)");
    CHECK(full_name(*units.at("11"_unit, "2025-07-01"_date)) == "tỉnh Điện Biên");
}
