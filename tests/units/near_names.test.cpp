// SPDX-License-Identifier: MIT
#include <muong/units/near_names.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include <muong/units/registry.hpp>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

template <class Index>
concept HintsAtNames = requires(Index&& index) {
    near_names(std::forward<Index>(index), "A");
};
static_assert(HintsAtNames<name_index&> && HintsAtNames<const name_index&>);
static_assert(!HintsAtNames<name_index> && !HintsAtNames<const name_index>, "units do not outlive their index");

namespace {

constexpr date eve = "2025-06-30"_date;

const name_index& names() {
    static const name_index index = [] {
        registry::builder b;
        const auto add = [&b](std::string_view code, std::string_view name, std::string_view tier,
                              std::string_view parent, std::string_view from) {
            b.add(unit_text{code, name, {}, tier, parent, from, {}});
        };
        add("01", "Điện Biên", "1", "", "2020-01-01");
        add("02", "Lai Châu", "1", "", "2020-01-01");
        add("101", "Mường Nhé", "3", "01", "2020-01-01");
        add("102", "Mường Nhà", "3", "01", "2025-07-01");
        add("103", "Nậm Pồ", "3", "01", "2020-01-01");
        add("104", "Bum", "3", "01", "2020-01-01");
        add("201", "Mường Nhè", "3", "02", "2020-01-01");
        add("202", "4", "3", "02", "2020-01-01");
        add("203", std::string(70, 'x'), "3", "02", "2020-01-01");
        return name_index{std::move(b).build()};
    }();
    return index;
}

/// "101:1 201:1?": code, edits, and ? for one that does not lie where it is written.
std::string near(std::string_view text, const name_query& query = {}, std::size_t max = 5) {
    std::string list;
    for (const auto& n : near_names(names(), text, query, max)) {
        list += (list.empty() ? "" : " ") + to_string(n.who->code()) + ':' + std::to_string(n.edits);
        if (!n.lies_there) list += '?';
    }
    return list;
}

}  // namespace

TEST_CASE("a letter that is missing, too many, another one, or swapped is one edit") {
    CHECK(near("Nậm Pồ") == "103:0");
    CHECK(near("Nậ Pồ") == "103:1");
    CHECK(near("Nậmm Pồ") == "103:1");
    CHECK(near("Nặm Bồ") == "103:1");
    CHECK(near("Nậm Ồp") == "103:1");
    CHECK(near("Mận Pồ") == "103:2");
    CHECK(near("NAM PO") == "103:0");
    CHECK(near("Sìn Hồ") == "");
}

TEST_CASE("two edits are borne by names of six letters or more, and none by names of one or two") {
    CHECK(near("Bun") == "104:1");
    CHECK(near("Ban") == "");
    CHECK(near("Bu") == "");
    CHECK(near("5") == "");
    CHECK(near("Lai Chân") == "02:1");
    CHECK(near("Lay Chân") == "02:2");
    CHECK(near("Lay Chần") == "02:2");
}

TEST_CASE("those that lie where the text says come first, then the nearer, then the later, then by code") {
    CHECK(near("Mường Nhe") == "101:0 201:0 102:1");
    CHECK(near("Mường Nhen") == "101:1 201:1 102:2");
    CHECK(near("Mường Nhi") == "102:1 101:1 201:1");
    CHECK(near("xã Mường Nhi, tỉnh Lai Châu") == "201:1 102:1? 101:1?");
    CHECK(near("Điện Biên, Mường Nhi") == "102:1 101:1 01:0? 201:1?");
    CHECK(near("Mường Nhi", {}, 1) == "102:1");
    CHECK(near("Mường Nhi", {}, 0) == "");
}

TEST_CASE("the day, the tier and the unit around it narrow what is near") {
    CHECK(near("Mường Nhi", {.day = eve}) == "101:1 201:1");
    CHECK(near("Mường Nhi", {.within = "02"_unit}) == "201:1");
    CHECK_THROWS_AS((void)near("Mường Nhi", {.within = "77"_unit}), std::invalid_argument);
    CHECK_THROWS_AS((void)near("", {.within = "77"_unit}), std::invalid_argument);
    CHECK(near("Mường Nhi", {.tier = unit_tier::district}) == "");
}

TEST_CASE("a hint lies within a unit just if an answer does, also if that unit has ended") {
    registry::builder b;
    const auto add = [&b](std::string_view code, std::string_view name, std::string_view tier, std::string_view parent,
                          std::string_view from, std::string_view to) {
        b.add(unit_text{code, name, {}, tier, parent, from, to});
    };
    add("01", "Điện Biên", "1", "", "2020-01-01", "");
    add("011", "Mường Chà", "2", "01", "2020-01-01", "2025-07-01");
    add("012", "Mường Nhé", "2", "01", "2020-01-01", "2025-07-01");
    add("101", "Huổi Lèng", "3", "011", "2020-01-01", "2025-07-01");
    add("102", "Huổi Mí", "3", "012", "2020-01-01", "2025-07-01");
    add("101", "Huổi Lèng", "3", "01", "2025-07-01", "");
    add("102", "Huổi Lếch", "3", "01", "2025-07-01", "");
    b.add(transfer_text{"2025-07-01", {}, {}, "101", "101", "whole", {}});
    b.add(transfer_text{"2025-07-01", {}, {}, "102", "102", "whole", {}});
    const name_index index{std::move(b).build()};
    int inside = 0;
    for (const auto day : {std::optional<date>{}, std::optional{eve}, std::optional{eve + 1}}) {
        for (const auto within : {"01"_unit, "011"_unit, "012"_unit, "101"_unit}) {
            const name_query query{.day = day, .within = within};
            const auto near = near_names(index, "Huổi Lèn", query, 9);
            for (const auto& u : index.units().units()) {
                if (u.name() == "Huổi Mí" || !u.name().starts_with("Huổi") || (day && !u.valid().contains(*day)))
                    continue;
                CAPTURE(to_string(u));
                CAPTURE(to_string(within));
                const auto answer = index.find(u.name(), query);
                const auto candidates = answer.candidates();
                const auto at = std::find_if(candidates.begin(), candidates.end(), [&u](const name_candidate& c) {
                    return c.who->code() == u.code() && c.who->valid() == u.valid();
                });
                REQUIRE(at != candidates.end());
                const bool is_near =
                    std::any_of(near.begin(), near.end(), [&](const near_name& n) { return n.who == &u; });
                CHECK(is_near == !at->elsewhere);
                inside += is_near ? 1 : 0;
            }
        }
    }
    CHECK(inside > 4);
    const auto after = near_names(index, "Huổi Lèn", {.day = eve + 1, .within = "011"_unit});
    REQUIRE(after.size() == 1);  // the district has ended; what lay in it counts
    CHECK(after[0].who->code() == "101"_unit);
}

TEST_CASE("text that is no name, and text beyond any name, is near to nothing") {
    CHECK(near("") == "");
    CHECK(near("xã") == "");
    CHECK(near("M\xC6ng") == "");
    CHECK(near(std::string(1'000'000, 'x')) == "");
    CHECK(near(std::string(70, 'x')) == "");
    CHECK(near(std::string(60, 'x')) == "");
    const name_index nobody{registry::builder{}.build()};
    CHECK(near_names(nobody, "Mường Nhé").empty());
}

TEST_CASE("a name with one change is near to the unit that bears it") {
    for_all(
        [](source_of_chance& chance) {
            std::string text = "muong nhe";
            const auto at = static_cast<std::size_t>(chance.between(0, 8));
            switch (chance.between(0, 2)) {
                case 0:
                    text.erase(at, 1);
                    break;
                case 1:
                    text.insert(at, 1, 'q');
                    break;
                default:
                    text[at] = 'q';
            }
            return text;
        },
        [](const std::string& text) {
            CAPTURE(text);
            const auto found = near_names(names(), text);
            REQUIRE_FALSE(found.empty());
            CHECK(found.front().edits == 1);
            CHECK(std::any_of(found.begin(), found.end(),
                              [](const near_name& n) { return n.who->code() == "101"_unit && n.edits == 1; }));
        });
}
