// SPDX-License-Identifier: MIT
#include <muong/data/unit_kinds.hpp>

#include <doctest/doctest.h>
#include <set>

#include <muong/data/dien_bien.hpp>
#include <muong/data/viet_nam_2025.hpp>
#include <muong/units/written_place.hpp>

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

TEST_CASE("the words for a kind are understood before a name, and lead to that kind and its tier") {
    for (const auto& kind : viet_nam_unit_kinds()) {
        CAPTURE(std::string{kind.code});
        const auto own = kind_set::of(kind.code);
        REQUIRE_FALSE(own.empty());
        CHECK((own.tiers() & 1U << (static_cast<unsigned>(kind.tier) - 1)) != 0);
        for (const auto word : {kind.vietnamese, kind.abbreviation}) {
            const auto text = std::string{word} + " Na Sang";
            const auto place = written_place::parse(text);
            REQUIRE(place.parts().size() == 1);
            CHECK(place.parts()[0].name == "Na Sang");
            CHECK(place.parts()[0].kinds.overlaps(own));
        }
        const auto english = "Na Sang " + std::string{kind.english};
        const auto place = written_place::parse(english);
        REQUIRE(place.parts().size() == 1);
        CHECK(place.parts()[0].name == "Na Sang");
        CHECK(place.parts()[0].kinds.overlaps(own));
    }
}

TEST_CASE("a unit is called by the word for its kind and its name") {
    const auto& units = dien_bien().registry();
    CHECK(full_name(*units.at("03166"_unit, "2025-07-01"_date)) == "xã Mường Chà");
    CHECK(full_name_and_code(*units.at("03172"_unit, "2025-06-30"_date)) == "thị trấn Mường Chà (03172)");
    CHECK(full_name(*units.at("11"_unit, "2025-07-01"_date)) == "tỉnh Điện Biên");
}
