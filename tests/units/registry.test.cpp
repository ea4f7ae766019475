// SPDX-License-Identifier: MIT
#include <muong/units/registry.hpp>

#include <doctest/doctest.h>

#include <bit>
#include <ranges>
#include <stdexcept>
#include <utility>

#include "support/history.hpp"
#include "units/repeats.hpp"

using namespace muong;
using muong::test::history;

static_assert(std::ranges::random_access_range<decltype(std::declval<const registry&>().units())>);
static_assert(std::ranges::bidirectional_range<decltype(std::declval<const registry&>().on(date::min()))>);
static_assert(
    std::ranges::bidirectional_range<decltype(std::declval<const registry&>().on(date::min(), unit_tier::commune))>);
static_assert(
    std::ranges::bidirectional_range<decltype(std::declval<const registry&>().children_of("1"_unit, date::min()))>);
static_assert(std::ranges::bidirectional_range<decltype(std::declval<const registry&>().named("A", date::min()))>);

namespace {

std::vector<std::string> codes(auto&& units) {
    std::vector<std::string> list;
    for (const unit& u : units) list.push_back(to_string(u.code()));
    return list;
}

/// Two units into one that takes the code of the first and the name of neither.
registry merged() {
    return history{}
        .unit("1", "2000-01-01", "", "", "Province", "1")
        .unit("11", "2000-01-01", "2010-01-01", "1", "Alpha", "3")
        .unit("12", "2000-01-01", "2010-01-01", "1", "Beta", "3")
        .unit("11", "2010-01-01", "", "1", "Gamma", "3")
        .transfer("2010-01-01", "11", "11")
        .transfer("2010-01-01", "12", "11")
        .build();
}

}  // namespace

TEST_CASE("a code that is used again names another unit on another day") {
    const auto units = merged();
    CHECK(units.at("11"_unit, "2009-12-31"_date)->name() == "Alpha");
    CHECK(units.at("11"_unit, "2010-01-01"_date)->name() == "Gamma");
    CHECK(units.at("12"_unit, "2010-01-01"_date) == nullptr);
    CHECK(units.at("12", "2009-12-31"_date)->name() == "Beta");
    CHECK(units.at("not a code", "2009-12-31"_date) == nullptr);
    CHECK(units.history_of("11"_unit).size() == 2);
    CHECK(units.history_of("99"_unit).empty());
}

TEST_CASE("units are found by day, tier, parent and exact name") {
    const auto units = merged();
    CHECK(codes(units.on("2009-12-31"_date)) == std::vector<std::string>{"1", "11", "12"});
    CHECK(codes(units.on("2010-01-01"_date, unit_tier::commune)) == std::vector<std::string>{"11"});
    CHECK(codes(units.children_of("1"_unit, "2009-12-31"_date)) == std::vector<std::string>{"11", "12"});
    CHECK(codes(units.named("Alpha", "2009-12-31"_date)) == std::vector<std::string>{"11"});
    CHECK(codes(units.named("Alpha", "2010-01-01"_date)).empty());
    CHECK(units.is_leaf(*units.at("11"_unit, "2010-01-01"_date), "2010-01-01"_date));
    CHECK_FALSE(units.is_leaf(*units.at("1"_unit, "2010-01-01"_date), "2010-01-01"_date));
    const auto above = units.ancestors_of(*units.at("12"_unit, "2009-12-31"_date), "2009-12-31"_date);
    REQUIRE(above.size() == 1);
    CHECK(above.front()->name() == "Province");
}

TEST_CASE("rows come in any order, with room made for them or not, and names that begin alike are told apart") {
    struct named_unit {
        std::string_view code, name;
    };
    constexpr std::array<named_unit, 6> rows{{{"4", "Thanh Sơn Thượng"},
                                              {"1", "Thanh Sơn"},
                                              {"3", "Thanh Sơn Hạ"},
                                              {"6", ""},
                                              {"2", "Thanh Sơn"},
                                              {"5", "An"}}};
    registry::builder in_order, reversed;
    reversed.reserve(rows.size(), 2);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto &a = rows[i], &b = rows[rows.size() - 1 - i];
        in_order.add(unit_text{.code = a.code, .name = a.name, .valid_from = "2000-01-01", .valid_to = "2001-01-01"});
        reversed.add(unit_text{.code = b.code, .name = b.name, .valid_from = "2000-01-01", .valid_to = "2001-01-01"});
    }
    const auto goes_on = [](registry::builder& b, std::string_view act, std::string_view from) {
        b.add(transfer_text{.effective = "2001-01-01", .act = act, .from_code = from, .to_code = "9"});
    };
    for (auto* const b : {&in_order, &reversed})
        b->add(unit_text{.code = "9", .name = "B", .valid_from = "2001-01-01"});
    for (const auto* const from : {"1", "2", "3", "4", "5", "6"}) goes_on(in_order, *from < '4' ? "10" : "9", from);
    for (const auto* const from : {"6", "5", "4", "3", "2", "1"}) goes_on(reversed, *from < '4' ? "10" : "9", from);
    const auto a = std::move(in_order).build(), b = std::move(reversed).build();
    CHECK(a.fingerprint() == b.fingerprint());
    for (const auto* const units : {&a, &b}) {
        std::string order;
        for (const auto& t : units->transfers()) order += to_string(t.from_code());
        CHECK(order == "123456");  // by act as text: 10 before 9
        const auto found = [&](std::string_view name) { return codes(units->named(name, "2000-06-01"_date)); };
        CHECK(found("Thanh Sơn") == std::vector<std::string>{"1", "2"});
        CHECK(found("Thanh Sơn Hạ") == std::vector<std::string>{"3"});
        CHECK(found("Thanh Sơn Thượng") == std::vector<std::string>{"4"});
        CHECK(found("An") == std::vector<std::string>{"5"});
        CHECK(found("") == std::vector<std::string>{"6"});
        CHECK(found("Thanh S").empty());
    }
}

TEST_CASE("names that the table of names holds to be alike are told apart") {
    // They have one hash, found by trying: without a look at the names each would find the units of both.
    constexpr std::string_view one = "Commune 203958", other = "Commune 213194";
    if constexpr (std::endian::native == std::endian::little) {
        REQUIRE(detail::hash_of_name(one) == detail::hash_of_name(other));
    }
    registry::builder rows;
    for (const std::string_view code : {"1", "2", "3", "4", "5"}) {
        rows.add(unit_text{.code = code, .name = code[0] % 2 == 1 ? other : one, .valid_from = "2000-01-01"});
    }
    const auto units = std::move(rows).build();
    CHECK(codes(units.named(one, "2000-01-01"_date)) == std::vector<std::string>{"2", "4"});
    CHECK(codes(units.named(other, "2000-01-01"_date)) == std::vector<std::string>{"1", "3", "5"});
}

TEST_CASE("seven faults give seven problems in one answer, in the order of the rows") {
    auto faulty = history{}
                      .unit("A", "2000-01-01")
                      .unit("A", "2005-01-01")                      // 3: two units with one code
                      .unit("B", "2000-01-01", "", "Z")             // 4: no such parent
                      .unit("C", "2000-01-01", "2004-01-01")        // 5: goes on nowhere
                      .unit("D", "2000-02-30")                      // 6: no such day
                      .unit("ABCDEFGHIJKLMNOP", "2000-01-01")       // 7: 16 characters
                      .unit("E", "2000-01-01", "", "", "\xC3\x28")  // 8: not UTF-8
                      .transfer("2003-01-01", "B", "Q");            // 2: no such target
    const auto found = faulty.check();
    REQUIRE(found.size() == 7);
    const std::vector<std::pair<std::uint64_t, errc>> expected{
        {3, errc::overlapping_period}, {4, errc::unknown_parent}, {5, errc::no_successor}, {6, errc::malformed_text},
        {7, errc::malformed_code},     {8, errc::invalid_utf8},   {2, errc::unknown_unit}};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(to_string(found[i]));
        CHECK(found[i].where.row == expected[i].first);
        CHECK(found[i].code == expected[i].second);
        CHECK_FALSE(found[i].where.field.empty());
        CHECK_FALSE(found[i].expected.empty());
    }
    CHECK_THROWS_AS(static_cast<void>(faulty.build()), data_error);
}

TEST_CASE("a row that is told by its number has the table that was told last, and no column") {
    registry::builder rows;
    const unit_text faulty{"!", "", "", "", "", "2000-01-01", ""};
    rows.add(faulty, {"a", 2, 7, {}}).add(faulty, 3U).in_table("b").add(faulty, 2U).add(faulty, {"a", 4, 0, {}});
    std::vector<place> places;
    for (const auto& p : rows.check()) places.push_back(p.where);
    CHECK(places ==
          std::vector<place>{{"a", 2, 7, "code"}, {"a", 3, 0, "code"}, {"a", 4, 0, "code"}, {"b", 2, 0, "code"}});
}

TEST_CASE("a tier that there is not is refused") {
    unit_row row{"A"_unit, "A", {}, {}, {}, "2000-01-01"_date, {}};
    for (const unsigned tier : {9U, 10U, 255U}) {
        row.tier = static_cast<unit_tier>(tier);
        registry::builder rows;
        rows.add(row, {"units.csv", 2});
        const auto units = std::move(rows).try_build();
        CHECK(units.has_value() == (tier <= 9));
        if (units) continue;
        REQUIRE(units.error().size() == 1);
        CHECK(to_string(units.error()[0]) ==
              "units.csv:2 (tier): out_of_range: found '" + std::to_string(tier) + "', expected a tier of 0 to 9");
    }
}

TEST_CASE("braces with nothing in them are no place, also after a table is told") {
    registry::builder rows;
    rows.in_table("units").add(unit_text{"!", "", "", "", "", "2000-01-01", ""}, {});
    rows.in_table("transfers").add(transfer_text{"2000-01-01", "", "", "!", "A", "", {}}, {});
    const auto found = rows.check();
    REQUIRE(found.size() == 2);
    CHECK(found[0].where == place{"", 0, 0, "code"});
    CHECK(found[1].where == place{"", 0, 0, "from_code"});
}

TEST_CASE("an end without a successor tells what is often meant instead") {
    const auto told = [](const history& rows) {
        for (const auto& p : rows.check()) {
            if (p.code == errc::no_successor) return p.expected;
        }
        return std::string{};
    };
    const auto until = [](const char* to) { return history{}.unit("A", "2000-01-01", to).unit("B", "2000-01-01"); };
    const std::string usual = "a transfer from A on that day, or an open end";
    const std::string last_day =
        usual + ": it goes on from 2010-01-01, and valid_to is the first day on which a unit no longer stands";
    CHECK(told(until("2009-12-31")) == usual);
    CHECK(told(until("2009-12-31").unit("A", "2010-01-01")) == last_day);
    CHECK(told(until("2009-12-31").transfer("2010-01-01", "A", "B")) == last_day);
    CHECK(told(until("2010-01-01").transfer("2009-12-31", "A", "B")) ==
          usual + ": there is one on 2009-12-31, and a transfer bears the first day of the new units");
    CHECK(told(until("9999-12-31")) == usual + " (an empty valid_to)");
    CHECK(told(until("2010-01-01").transfer("2010-01-01", "A", "B")).empty());
}

TEST_CASE("a circle of parents is one problem") {
    const auto found = history{}
                           .unit("A", "2000-01-01", "", "B")
                           .unit("B", "2000-01-01", "", "C")
                           .unit("C", "2001-01-01", "", "A")
                           .check();
    REQUIRE(found.size() == 2);  // and C does not stand as long as B
    CHECK(found[0].code == errc::parent_cycle);
    CHECK(found[1].code == errc::parent_not_in_force);
}

TEST_CASE("shares above one are told with the row that goes above") {
    const auto found = history{}
                           .unit("A", "2000-01-01")
                           .unit("B", "2000-01-01")
                           .transfer("2003-01-01", "A", "A", "part", "2/3")
                           .transfer("2003-01-01", "A", "B", "part", "0.5")
                           .check();
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == errc::shares_above_one);
    CHECK(found[0].where == place{"transfers.csv", 3, 0, "share_people"});
}

TEST_CASE("a tier may end while the units below it go on") {
    CHECK(history{}
              .unit("D", "2000-01-01", "2010-01-01")
              .unit("1", "2000-01-01", "2010-01-01", "D")
              .unit("1", "2010-01-01")
              .check()
              .empty());
}

TEST_CASE("a unit that passes territory on within a day is told apart from the one that bears its code at the end") {
    CHECK(history{}
              .unit("A", "2000-01-01", "2010-01-01")
              .unit("B", "2010-01-01")
              .unit("C", "2010-01-01")
              .transfer("2010-01-01", "A", "B", "whole", "", "1")
              .transfer("2010-01-01", "B", "B", "part", "1/3", "1")
              .transfer("2010-01-01", "B", "C", "part", "2/3", "1")
              .check()
              .empty());
}

TEST_CASE("units without people may be divided and joined: a share of nothing is no contradiction") {
    CHECK(history{}
              .unit("A", "2000-01-01")
              .unit("B", "2010-01-01")
              .transfer("2010-01-01", "A", "A", "part", "1", "1")
              .transfer("2010-01-01", "A", "B", "part", "0", "1")
              .check()
              .empty());
    CHECK(history{}
              .unit("A", "2000-01-01")
              .unit("B", "2000-01-01")
              .transfer("2010-01-01", "A", "A", "part", "1/2", "1")
              .transfer("2010-01-01", "A", "B", "part", "1/2", "0")
              .check()
              .empty());
}

TEST_CASE("a code is found as text of any length, and text that is no code is not found") {
    const std::string longest = "ABCDEFGHIJKLMNO";
    history told;
    for (std::size_t size = 1; size <= longest.size(); ++size) told.unit(longest.substr(0, size), "2000-01-01");
    const auto units = told.build();
    const auto day = "2000-01-01"_date;
    for (std::size_t size = 1; size <= longest.size(); ++size) {
        const auto text = longest.substr(0, size);
        CAPTURE(text);
        const auto* const found = units.at(text, day);
        REQUIRE(found != nullptr);
        CHECK(to_string(found->code()) == text);
        CHECK(units.at(*unit_code::parse(text), day) == found);
        CHECK(units.at(text.substr(0, size - 1) + '!', day) == nullptr);
        CHECK(units.at(text + '\0', day) == nullptr);
    }
    CHECK(units.at("", day) == nullptr);
}

TEST_CASE("a fingerprint tells registries apart that crosswalks tell apart, and does not look at names") {
    const auto made = [](const char* parent, const char* tier, const char* name) {
        return history{}
            .unit("P", "2000-01-01", "", "", "Province", "1")
            .unit("Q", "2000-01-01", "", "", "Other", "1")
            .unit("A", "2000-01-01", "", parent, name, tier)
            .build()
            .fingerprint();
    };
    const auto usual = made("P", "3", "Alpha");
    CHECK(usual == made("P", "3", "Omega"));
    CHECK(usual != made("Q", "3", "Alpha"));
    CHECK(usual != made("", "3", "Alpha"));
    CHECK(usual != made("P", "2", "Alpha"));
}

TEST_CASE("a registry that was moved from still has its units") {
    auto first = merged();
    const auto second = std::move(first);
    for (const auto* units :
         {static_cast<const registry*>(&first), &second}) {  // NOLINT(bugprone-use-after-move): under test
        CHECK(units->units().size() == 4);
        CHECK(units->at("11"_unit, "2010-01-01"_date)->name() == "Gamma");
    }
}

TEST_CASE("a builder that has built, or was moved from, is used up") {
    const unit_row row{.code = "1"_unit, .valid_from = "2000-01-01"_date};
    const auto refuses = [&](registry::builder& b) {
        CHECK_THROWS_AS(b.add(row), std::logic_error);
        CHECK_THROWS_AS(static_cast<void>(b.check()), std::logic_error);
        CHECK_THROWS_AS(static_cast<void>(registry::builder{b}), std::logic_error);
        CHECK_THROWS_AS(static_cast<void>(std::move(b).build()), std::logic_error);
    };
    registry::builder one;
    one.add(row);
    CHECK(std::move(one).try_build().has_value());
    refuses(one);
    registry::builder two;
    registry::builder three{std::move(two)};
    refuses(two);
    registry::builder::row_numbers rows;
    CHECK(std::move(three.add(row)).try_build(rows).has_value());
    refuses(three);
    problems left_out;
    registry::builder four;
    static_cast<void>(std::move(four).build_sound(left_out, rows));
    refuses(four);
    four = registry::builder{};
    CHECK(std::move(four.add(row)).try_build().has_value());
}
