// SPDX-License-Identifier: MIT
#include <muong/units/name_index.hpp>

#include <doctest/doctest.h>

#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include <muong/units/registry.hpp>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

template <class Index>
concept FindsNames = requires(Index&& index) {
    std::forward<Index>(index).find("A");
};
static_assert(FindsNames<name_index&> && FindsNames<const name_index&>);
static_assert(!FindsNames<name_index> && !FindsNames<const name_index>, "units do not outlive their index");
template <class Index>
concept FindsNamesInto = requires(Index&& index, name_answer& answer) {
    std::forward<Index>(index).find("A", {}, answer);
};
static_assert(FindsNamesInto<name_index&> && !FindsNamesInto<name_index>);

namespace {

constexpr date eve = "2025-06-30"_date;
constexpr date day = "2025-07-01"_date;

/// Two provinces become one; their districts end, and communes come together under old names and new ones.
const name_index& names() {
    static const name_index index = [] {
        registry::builder b;
        const auto add = [&b](std::string_view code, std::string_view name, std::string_view kind,
                              std::string_view tier, std::string_view parent, std::string_view from,
                              std::string_view to) {
            b.add(unit_text{code, name, kind, tier, parent, from, to});
        };
        const auto move = [&b](std::string_view from, std::string_view to) {
            b.add(transfer_text{"2025-07-01", "1", {}, from, to, "whole", {}});
        };
        constexpr auto open = "2020-01-01", end = "2025-07-01";
        add("01", "Điện Biên", "tinh", "1", "", open, "");
        add("02", "Quý Châu", "tinh", "1", "", open, end);
        add("03", "Hòa Lạc", "thanh_pho", "1", "", open, "");
        add("011", "Mường Chà", "huyen", "2", "01", open, end);
        add("012", "Kỳ Anh", "huyen", "2", "01", open, end);
        add("013", "Kỳ Anh", "thi_xa", "2", "01", open, end);
        add("021", "Ba Tơ", "huyen", "2", "02", open, end);
        add("031", "Một", "quan", "2", "03", open, end);
        add("1001", "Mường Chà", "thi_tran", "3", "011", open, end);
        add("1002", "Na Sang", "xa", "3", "011", open, end);
        add("1003", "Chà Cang", "xa", "3", "011", open, end);
        add("1004", "Xa Dung", "xa", "3", "012", open, end);
        add("1005", "Kỳ Anh", "xa", "3", "013", open, end);
        add("2001", "Sa Pa", "thi_tran", "3", "021", open, end);
        add("2002", "Sa Pả", "xa", "3", "021", open, end);
        add("2003", "Quý Lộc", "xa", "3", "021", open, end);
        add("3004", "4", "phuong", "3", "031", open, end);
        add("3010", "Phường Đúc", "phuong", "3", "031", open, end);
        add("3011", "Văn Miếu - Quốc Tử Giám", "phuong", "3", "031", open, end);
        add("3012", "Dung", "phuong", "3", "031", open, end);
        add("1002", "Na Sang", "xa", "3", "01", end, "");
        add("1003", "Mường Chà", "xa", "3", "01", end, "");
        add("1004", "Xa Dung", "xa", "3", "01", end, "");
        add("2001", "Sa Pa", "xa", "3", "01", end, "");
        add("3004", "Hòa Lạc", "phuong", "3", "03", end, "");
        move("02", "01");
        move("01", "01");
        for (const auto* const to_na_sang : {"1001", "1002"}) move(to_na_sang, "1002");
        move("1003", "1003");
        for (const auto* const to_xa_dung : {"1004", "1005"}) move(to_xa_dung, "1004");
        for (const auto* const to_sa_pa : {"2001", "2002", "2003"}) move(to_sa_pa, "2001");
        for (const auto* const to_ward : {"3004", "3010", "3011", "3012"}) move(to_ward, "3004");
        b.add_variant(*unit_code::parse("1003"), eve, "Chà Càng", "register");
        return name_index{std::move(b).build()};
    }();
    return index;
}

/// "1003": the code of the one; else the status.
std::string one(std::string_view text, name_query query = {.day = eve}) {
    const auto answer = names().find(text, query);
    CHECK((answer.the_one() != nullptr) == (answer.status() == name_status::matched));
    if (answer.the_one() != nullptr) return to_string(answer.the_one()->code());
    return std::string{to_string(answer.status())};
}

std::string first(std::string_view text, name_query query = {.day = eve}) {
    const auto answer = names().find(text, query);
    return answer.candidates().empty() ? "none" : to_string(answer.candidates().front());
}

std::size_t candidates(std::string_view text, name_query query) {
    const auto answer = names().find(text, query);
    return answer.candidates().size();
}

constexpr name_query commune_on_eve{.day = eve, .tier = unit_tier::commune};

}  // namespace

TEST_CASE("a name is found in every spelling that leaves its marks, and one only like it is a candidate") {
    CHECK(one("Chà Cang") == "1003");
    CHECK(one("CHÀ  CANG") == "1003");
    CHECK(one("Cha\u0300 Cang") == "1003");
    CHECK(one("xã Chà Cang") == "1003");
    CHECK(one("X.Chà Cang") == "1003");
    CHECK(one("Chà Càng") == "1003");  // the register's spelling
    CHECK(one("Quí Lộc") == "2003");
    CHECK(one("Quý Lôc") == "ambiguous");
    CHECK(one("Cha Cang") == "ambiguous");
    CHECK(first("Chà Càng") == "xa Chà Cang (1003), 2020-01-01/2025-07-01: variant 'Chà Càng' of register");
    CHECK(first("Quí Lộc") == "xa Quý Lộc (2003), 2020-01-01/2025-07-01: respelled");
    CHECK(first("Cha Cang") == "xa Chà Cang (1003), 2020-01-01/2025-07-01: without_marks");
    CHECK(first("Chá Cang") == "xa Chà Cang (1003), 2020-01-01/2025-07-01: other_marks");
    CHECK(one("Sa Pa") == "2001");
    CHECK(one("Sa Pả") == "2002");
    CHECK(one("Sa Pã") == "ambiguous");
    CHECK(one("Chà Cảng Bé") == "unknown");
}

TEST_CASE("in a table without marks a name is one only if no other could be meant") {
    const name_query bare{.day = eve, .marks_may_lack = true};
    CHECK(one("Cha Cang", bare) == "1003");
    CHECK(one("Chá Cang", bare) == "ambiguous");
    CHECK(one("Sa Pa", bare) == "ambiguous");
    CHECK(one("thi tran Sa Pa", bare) == "2001");
    CHECK(one("Quy Loc", bare) == "2003");
}

TEST_CASE("numbers are the same with leading zeros, and glued to their abbreviation") {
    for (const auto* const text : {"Phường 4", "Phường 04", "P.4", "p4", "P 04", "Ward 4", "ward 04", "phuong 4"}) {
        CAPTURE(text);
        CHECK(one(text) == "3004");
    }
    CHECK(one("Quận Một") == "031");
}

TEST_CASE("a word that may be a kind or the beginning of a name is read both ways") {
    CHECK(one("Xa Dung") == "1004");
    CHECK(one("xã Xa Dung") == "1004");
    CHECK(one("Xã Dung") == "ambiguous");  // a ward has that name
    CHECK(one("Phường Đúc") == "3010");
    CHECK(one("phường Phường Đúc") == "3010");
    CHECK(one("phường Dung") == "3012");
    CHECK(one("xa Cha Cang", {.day = eve, .marks_may_lack = true}) == "1003");
    CHECK(one("xa Na Sang") == "1002");
}

TEST_CASE("of namesakes the one is that of the kind, the tier or the place that is told") {
    CHECK(one("Kỳ Anh") == "ambiguous");
    CHECK(one("xã Kỳ Anh") == "1005");
    CHECK(one("thị xã Kỳ Anh") == "013");
    CHECK(one("huyện Kỳ Anh") == "012");
    CHECK(one("Kỳ Anh", commune_on_eve) == "1005");
    CHECK(one("Mường Chà", {.day = eve, .within = "011"_unit}) == "1001");
    CHECK(one("Mường Chà", {.day = eve, .within = "02"_unit}) == "unknown");
    CHECK(one("Mường Chà, Mường Chà") == "1001");
    CHECK(one("Mường Chà, Mường Chà, Điện Biên") == "1001");
    CHECK(one("Kỳ Anh, thị xã Kỳ Anh") == "1005");
    CHECK(one("Kỳ Anh, huyện Kỳ Anh") == "ambiguous");  // there is one in the town, read as "huyện Kỳ Anh, Kỳ Anh"
    CHECK(one("xã Mường Chà") == "ambiguous");          // a township that day, and a kind that differs is no evidence
    CHECK(first("xã Mường Chà") == "huyen Mường Chà (011), 2020-01-01/2025-07-01: same_name, kind_differs");
    CHECK(first("Na Sang, Quý Châu") == "xa Na Sang (1002), 2020-01-01/2025-07-01: same_name, elsewhere");
    CHECK_THROWS_AS((void)names().find("Kỳ Anh", {.day = eve, .within = "999"_unit}), std::invalid_argument);
}

TEST_CASE("a chain is understood in either order, with gaps, and without commas") {
    for (const auto* const text :
         {"xã Chà Cang, huyện Mường Chà, tỉnh Điện Biên", "Chà Cang, Mường Chà, Điện Biên", "Chà Cang, Điện Biên",
          "Điện Biên, Mường Chà, Chà Cang", "Điện Biên; Chà Cang", "tỉnh Điện Biên, X. Chà Cang",
          "Chà Cang - Mường Chà - Điện Biên", "Điện Biên-Chà Cang", "xã Chà Cang huyện Mường Chà tỉnh Điện Biên",
          "X. Chà Cang H. Mường Chà T. Điện Biên", "Chà Cang, Mường Chà, Điện Biên, Việt Nam",
          "Chà Cang commune, Muong Cha district, Dien Bien province, Vietnam"}) {
        CAPTURE(text);
        CHECK(one(text) == "1003");
    }
    CHECK(one("Văn Miếu - Quốc Tử Giám") == "3011");
    CHECK(one("Văn Miếu-Quốc Tử Giám") == "3011");
    CHECK(one("Văn Miếu - Quốc Tử Giám - Một - Hòa Lạc") == "3011");
    CHECK(one("phường Văn Miếu - Quốc Tử Giám, TP Hoà Lạc") == "3011");
}

TEST_CASE("a unit that has ended is told with what succeeded it, and is never the one") {
    const auto answer = names().find("Chà Cang", {.day = day});
    CHECK(answer.status() == name_status::not_in_force);
    REQUIRE(answer.candidates().size() == 1);
    CHECK(explain(names(), answer.candidates()[0], day) ==
          "xa Chà Cang (1003), 2020-01-01/2025-07-01: same_name, not_in_force; succeeded by xa Mường Chà (1003)");
    CHECK(explain(names(), answer.candidates()[0], eve) ==
          "xa Chà Cang (1003), 2020-01-01/2025-07-01: same_name, not_in_force");
    CHECK(one("xã Mường Chà", {.day = day}) == "1003");
    CHECK(one("thị trấn Mường Chà", {.day = day}) == "ambiguous");  // a commune of that name stands, a township stood
    CHECK(candidates("thị trấn Mường Chà", {.day = day}) == 3);
}

TEST_CASE("units above that have ended still tell where a unit lies") {
    CHECK(one("xã Mường Chà, huyện Mường Chà, tỉnh Điện Biên", {.day = day}) == "1003");
    CHECK(one("Sa Pa, huyện Ba Tơ, Quý Châu", {.day = day}) == "2001");
    CHECK(one("Sa Pa, huyện Ba Tơ, Điện Biên", {.day = day}) == "2001");
    CHECK(one("Sa Pa", {.day = day, .within = "02"_unit}) == "2001");
    CHECK(one("Sa Pa, Kỳ Anh", {.day = day}) == "unknown");
    CHECK(first("Sa Pa, Quý Châu", {.day = day}) == "xa Sa Pa (2001), 2025-07-01/..: same_name, upper_units_ended");
}

TEST_CASE("on any day all versions are candidates, and one alone is the one") {
    CHECK(one("Chà Cang", {}) == "1003");
    CHECK(one("Na Sang", {}) == "ambiguous");
    CHECK(one("xã Mường Chà", {}) == "1003");
    CHECK(one("xã Mường Chà, tỉnh Điện Biên", {}) == "1003");
    CHECK(candidates("Na Sang", {}) == 2);
}

TEST_CASE("a day before the registry's first is said to be outside, and the names are told") {
    const auto answer = names().find("Chà Cang", {.day = "1990-01-01"_date});
    CHECK(answer.outside_history());
    CHECK(answer.status() == name_status::not_in_force);
    CHECK(answer.candidates().size() == 1);
    CHECK_FALSE(names().find("Chà Cang", {.day = eve}).outside_history());
}

TEST_CASE("text that is no name has its reason") {
    const auto fault = [](std::string_view text) {
        const auto answer = names().find(text);
        CHECK(answer.status() == name_status::unreadable);
        CHECK(answer.candidates().empty());
        return answer.fault();
    };
    CHECK(fault("") == place_fault::empty);
    CHECK(fault(" , ") == place_fault::empty);
    CHECK(fault("xã") == place_fault::only_a_kind);
    CHECK(fault("Chà C\xC6ng") == place_fault::invalid_utf8);
    CHECK(fault("1,2,3,4,5,6,7") == place_fault::too_many_parts);
    CHECK(one(std::string(1'000'000, 'x')) == "unknown");
    CHECK(one(std::string(1'000'000, '-')) == "unknown");
    CHECK(one("...") == "unreadable");
    CHECK(one("'") == "unknown");
}

TEST_CASE("no text makes a unit the one that does not bear the name") {
    constexpr std::array<std::string_view, 26> pieces{"Xa",     "xã ", "Dung", "Mường ", "Chà",     " ",         "Sa ",
                                                      "Pa",     "Pả",  ", ",   "-",      "Kỳ Anh",  "thị xã ",   "Na ",
                                                      "Sang",   "4",   "0",    "P.",     "Phường ", "Điện Biên", "\xC6",
                                                      "\u0300", "Quí", " Lộc", "tỉnh ",  "'"};
    for_all(
        [&](source_of_chance& chance) {
            std::string text;
            for (auto n = chance.between(0, 8); n > 0; --n) text += chance.pick(pieces);
            return text;
        },
        [](const std::string& text) {
            CAPTURE(text);
            for (const date on : {eve, day}) {
                const auto answer = names().find(text, {.day = on});
                CHECK((answer.the_one() != nullptr) == (answer.status() == name_status::matched));
                if (answer.the_one() == nullptr) continue;
                CHECK(answer.the_one()->valid().contains(on));
                const auto& best = answer.candidates().front();
                CHECK(best.who == answer.the_one());
                CHECK(best.evidence <= name_evidence::respelled);
                CHECK_FALSE((best.elsewhere || best.kind_differs || !best.in_force));
            }
        },
        20'000);
}

TEST_CASE("an index of nothing finds nothing") {
    const name_index empty{registry::builder{}.build()};
    CHECK(empty.find("Mường Nhé").status() == name_status::unknown);
    CHECK(empty.find("Mường Nhé", {.day = day}).outside_history());
    CHECK(empty.memory() > 0);
    CHECK(empty.units().units().empty());
}

TEST_CASE("an index that was moved from still finds names") {
    name_index first = names();
    const name_index second = std::move(first);
    for (const auto* index :
         {static_cast<const name_index*>(&first), &second}) {  // NOLINT(bugprone-use-after-move): under test
        const auto found = index->find("tỉnh Điện Biên", {.day = eve});
        REQUIRE(found.the_one() != nullptr);
        CHECK(found.the_one()->code() == "01"_unit);
    }
}
