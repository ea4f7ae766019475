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

TEST_CASE("whatever the length of a code and the turns of its history, the unit that stands on a day is found") {
    for_all(
        [](source_of_chance& chance) {
            // versions of one code, mostly end to end, some with years between, the last one open or not
            std::vector<std::pair<int, int>> years;
            int year = 1990;
            const auto count = chance.between(1, 6);
            while (years.size() < static_cast<std::size_t>(count)) {
                if (chance.chance(1, 4)) year += static_cast<int>(chance.between(1, 2));
                const int end = year + static_cast<int>(chance.between(1, 3));
                years.emplace_back(year, end);
                year = end;
            }
            if (chance.chance(1, 2)) years.back().second = 0;
            return std::pair{chance.text("0123456789AZaz._-", 1, unit_code::max_size), years};
        },
        [](const std::pair<std::string, std::vector<std::pair<int, int>>>& drawn) {
            const auto& [code, years] = drawn;
            const auto new_year = [](int year) { return *date::from_ymd(year, 1, 1); };
            registry::builder rows;
            // one that stands always, where the others go whenever there is none; its code begins as theirs does
            const auto other = code.size() < unit_code::max_size ? code + "x" : code.substr(0, code.size() - 1) + "+";
            const auto heir = unit_code::parse(other).value_or("heir"_unit);
            rows.add(unit_row{heir, "heir", {}, unit_tier::commune, {}, new_year(1980), {}}, {});
            const auto bearer = *unit_code::parse(code);
            for (const auto& [from, to] : years) {
                const auto end = to == 0 ? std::optional<date>{} : new_year(to);
                rows.add(unit_row{bearer, std::to_string(from), {}, unit_tier::commune, {}, new_year(from), end}, {});
            }
            for (std::size_t i = 0; i < years.size(); ++i) {
                const auto to = years[i].second;
                if (to == 0 || (i + 1 < years.size() && years[i + 1].first == to)) continue;
                rows.add(transfer_row{new_year(to), {}, std::to_string(i), bearer, heir, extent::whole, {}}, {});
            }
            const auto units = std::move(rows).build();
            REQUIRE(units.history_of(bearer).size() == years.size());
            const auto twist = [&code = code](std::size_t at, char c) {
                auto text = code;
                text[at] = c;
                return text;
            };
            for (int year = 1989; year < 2025; ++year) {
                for (const auto day : {new_year(year).eve(), new_year(year), new_year(year) + 1}) {
                    std::string expected;
                    for (const auto& [from, to] : years) {
                        if (new_year(from) <= day && (to == 0 || day < new_year(to))) expected = std::to_string(from);
                    }
                    for (const auto* const found : {units.at(bearer, day), units.at(std::string_view{code}, day)}) {
                        CHECK(std::string{found == nullptr ? "" : found->name()} == expected);
                    }
                    CHECK(units.at(heir, day)->code() == heir);
                    for (std::size_t at = 0; at < code.size();
                         ++at) {  // texts that differ in one byte, and are no code
                        CHECK(units.at(twist(at, '\0'), day) == nullptr);
                        CHECK(units.at(twist(at, static_cast<char>(code[at] | '\x80')), day) == nullptr);
                    }
                }
            }
        });
}
