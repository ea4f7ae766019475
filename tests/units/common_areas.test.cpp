// SPDX-License-Identifier: MIT
#include <muong/units/common_areas.hpp>

#include <doctest/doctest.h>

#include "support/for_all.hpp"
#include "support/history.hpp"

using namespace muong;
using muong::test::history;

namespace {

/// Sources 0, 1, 2 ... and targets 0, 1, 2 ..., with whole numbers of twelfths between them.
crosswalk any_crosswalk(muong::test::source_of_chance& chance) {
    const auto codes = [&](char first) {
        std::vector<unit_code> list;
        const auto size = chance.between(1, 12);
        for (std::int64_t i = 0; i < size; ++i) {
            list.push_back(*unit_code::parse(std::string{first} + std::to_string(10 + i)));
        }
        return list;
    };
    auto sources = codes('S');
    auto targets = codes('T');
    std::vector<std::vector<crosswalk_entry>> rows(sources.size());
    for (auto& row : rows) {
        std::int64_t left = 12;
        for (std::uint32_t t = 0; t < targets.size() && left > 0; ++t) {
            if (!chance.chance(1, 4)) continue;
            const auto share = chance.between(1, left);
            left -= share;
            row.push_back({t, fraction{share, 12}, fraction{share, 12}});
        }
    }
    return {"2000-01-01"_date, "2001-01-01"_date, "", std::move(sources), std::move(targets), rows};
}

}  // namespace

TEST_CASE("every unit lies in one area, and units of two areas share nothing above the tolerance") {
    muong::test::for_very_many(any_crosswalk, [](const crosswalk& between) {
        for (const auto& tolerance : {fraction{0}, fraction{1, 6}}) {
            const common_areas areas{between, tolerance};
            std::size_t sources = 0;
            std::size_t targets = 0;
            for (std::size_t a = 0; a < areas.size(); ++a) {
                sources += areas.sources(a).size();
                targets += areas.targets(a).size();
                for (const auto s : areas.sources(a)) CHECK(areas.of_source(s) == a);
                for (const auto t : areas.targets(a)) CHECK(areas.of_target(t) == a);
            }
            for (std::size_t a = 1; a < areas.size(); ++a) {  // numbered by first source, those without one last
                const auto one = areas.sources(a - 1), next = areas.sources(a);
                CHECK((next.empty() || (!one.empty() && one.front() < next.front())));
            }
            CHECK(sources == between.sources().size());
            CHECK(targets == between.targets().size());
            for (std::size_t s = 0; s < between.sources().size(); ++s) {
                for (const auto& e : between.row(s)) {
                    if (tolerance < e.most) CHECK(areas.of_source(s) == areas.of_target(e.target));
                }
            }
        }
    });
}

TEST_CASE("areas are the finest: their units hang together by shares") {
    muong::test::for_very_many(any_crosswalk, [](const crosswalk& between) {
        const common_areas areas{between};
        for (std::size_t a = 0; a < areas.size(); ++a) {
            // spread from the first unit of the area along shares, until nothing is added
            std::vector<bool> source(between.sources().size());
            std::vector<bool> target(between.targets().size());
            if (areas.sources(a).empty()) {
                CHECK(areas.targets(a).size() == 1);
                continue;
            }
            source[areas.sources(a).front()] = true;
            for (bool grown = true; grown;) {
                grown = false;
                for (std::size_t s = 0; s < source.size(); ++s) {
                    for (const auto& e : between.row(s)) {
                        if (source[s] == target[e.target]) continue;
                        source[s] = target[e.target] = grown = true;
                    }
                }
            }
            for (const auto s : areas.sources(a)) CHECK(source[s]);
            for (const auto t : areas.targets(a)) CHECK(target[t]);
        }
    });
}

TEST_CASE("a tolerance leaves small corrections aside") {
    const auto units = history{}
                           .unit("A", "2000-01-01")
                           .unit("B", "2000-01-01")
                           .transfer("2010-01-01", "A", "A", "part", "0.99")
                           .transfer("2010-01-01", "A", "B", "part", "0.01")
                           .build();
    const auto between = crosswalk::between(units, "2009-01-01"_date, "2011-01-01"_date, {"people", {}});
    CHECK(common_areas{between}.size() == 1);
    CHECK(common_areas{between, fraction{1, 100}}.size() == 2);
    CHECK_THROWS_AS((common_areas{between, fraction{1}}), std::invalid_argument);
}
