// SPDX-License-Identifier: MIT
#include <muong/units/registry.hpp>

#include <doctest/doctest.h>

#include "support/faults.hpp"

using namespace muong;
using namespace muong::test;

TEST_CASE("rows of a sound history make a registry that finds every unit on every day") {
    for_very_many(any_history, [](const generated_history& h) {
        REQUIRE(h.rows().check().empty());
        const auto units = h.build();
        for (const auto day : h.moments) {
            std::size_t standing = 0;
            for (const auto& row : h.units) {
                const auto* const expected = h.standing(row.code.view(), day);
                const auto* const found = units.at(row.code, day);
                REQUIRE((found == nullptr) == (expected == nullptr));
                if (expected != &row) continue;
                ++standing;
                CHECK(found->name() == row.name);
                CHECK(found->kind() == row.kind);
                CHECK(found->tier() == row.tier);
                CHECK(found->parent() == row.parent);
                CHECK(found->valid() == date_range::make(row.valid_from, row.valid_to));
            }
            std::size_t on_day = 0;
            for (const auto& u : units.on(day)) on_day += u.valid().contains(day) ? 1U : 1000U;
            CHECK(on_day == standing);
        }
        CHECK(units.transfers().size() == h.transfers.size());
    });
}

TEST_CASE("rows as text make the same registry as rows as values, in any order") {
    for_very_many(any_history, [](const generated_history& h) {
        const auto values = h.build();
        const auto texts = h.texts().build();
        CHECK(values.fingerprint() == texts.fingerprint());
        CHECK(values.bases().size() == texts.bases().size());
        REQUIRE(values.units().size() == texts.units().size());
        for (std::size_t i = 0; i < values.units().size(); ++i) {
            CHECK(to_string(values.units()[i]) == to_string(texts.units()[i]));
        }
    });
}

TEST_CASE("one fault gives one problem, of its kind and in its place, and no registry") {
    std::vector<std::size_t> planted(fault_count);
    for_very_many(
        [](source_of_chance& chance) {
            return std::pair{any_history(chance), chance};
        },
        [&](std::pair<generated_history, source_of_chance> drawn) {
            auto& [history, chance] = drawn;
            const auto number = chance.index(fault_count);
            CAPTURE(number);
            const auto faulty = with_fault(history, number, chance);
            if (!faulty) return;
            ++planted[number];
            const auto found = faulty->rows.check();
            CAPTURE(doctest::String{found.empty() ? "" : to_string(found.front()).c_str()});
            CAPTURE(doctest::String{found.size() < 2 ? "" : to_string(found[1]).c_str()});
            REQUIRE(found.size() == 1);
            CHECK(found.front().code == faulty->kind);
            CHECK(to_string(found.front().where) == to_string(faulty->where));
            CHECK_FALSE(found.front().expected.empty());
            CHECK_FALSE(registry::builder{faulty->rows}.try_build().has_value());
        });
    for (std::size_t number = 0; number < fault_count; ++number) {
        CAPTURE(number);
        CHECK(planted[number] > many / 400);
    }
}
