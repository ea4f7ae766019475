// SPDX-License-Identifier: MIT
#include <muong/units/name_column.hpp>

#include <doctest/doctest.h>

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <muong/units/registry.hpp>

using namespace muong;

template <class Index, class Texts>
concept ResolvesTexts = requires(Index&& index, Texts&& texts) {
    resolve_column(std::forward<Index>(index), std::forward<Texts>(texts));
};
using strings = std::vector<std::string>;
using views = std::vector<std::string_view>;
static_assert(ResolvesTexts<name_index&, strings&> && ResolvesTexts<const name_index&, const strings&>);
static_assert(ResolvesTexts<name_index&, std::span<const std::string>>);
static_assert(ResolvesTexts<name_index&, views&> && ResolvesTexts<name_index&, views>);
static_assert(!ResolvesTexts<name_index, strings&> && !ResolvesTexts<const name_index, views&>,
              "units do not outlive their index");
static_assert(!ResolvesTexts<name_index&, strings> && !ResolvesTexts<name_index&, const strings>,
              "views of texts do not outlive them");

namespace {

const name_index& names() {
    static const name_index index = [] {
        registry::builder b;
        const auto add = [&b](std::string_view code, std::string_view name, std::string_view kind,
                              std::string_view tier, std::string_view parent, std::string_view to) {
            b.add(unit_text{code, name, kind, tier, parent, "2020-01-01", to});
        };
        add("11", "Điện Biên", "tinh", "1", "", "");
        add("1", "Na Tông", "xa", "3", "11", "");
        add("2", "Nà Tòng", "xa", "3", "11", "");
        add("3", "Pú Nhi", "xa", "3", "11", "2025-07-01");
        b.add(unit_text{"4", "Xa Dung", "xa", "3", "11", "2025-07-01", ""});
        b.add(transfer_text{"2025-07-01", {}, {}, "3", "4", "whole", {}});
        return name_index{std::move(b).build()};
    }();
    return index;
}

constexpr name_query on_the_day{.day = "2025-07-01"_date, .tier = unit_tier::commune};

}  // namespace

TEST_CASE("each row of a column is kept, with its unit or with what it may mean") {
    const std::vector<std::string> texts{"xã Na Tông", "Na Tong", "Pú Nhi", "Mường Nhé", "", "X. Nà Tòng, Điện Biên",
                                         "Na\xFF"};
    const auto report = resolve_column(names(), texts, on_the_day);
    REQUIRE(report.rows().size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto& row = report.rows()[i];
        CHECK(row.text == texts[i]);
        const auto alone = names().find(texts[i], on_the_day);
        CHECK(row.who == alone.the_one());
        CHECK(row.status == alone.status());
        CHECK(row.fault == alone.fault());
        CHECK(report.candidates_of(row).size() == (row.who != nullptr ? 0 : alone.candidates().size()));
    }
    CHECK(to_string(report) == "7 rows: 2 matched, 1 ambiguous, 1 not_in_force, 1 unknown, 2 unreadable");
    CHECK(report.count(name_status::matched) == 2);
    CHECK(report.candidates_of(report.rows()[1]).size() == 2);
}

TEST_CASE("each row without a unit is a problem with its place") {
    const std::vector<std::string_view> texts{"Na Tông", "Na Tong", "Pú Nhi", "Mường Nhé", "", "xã", "\xFF"};
    const auto faults =
        resolve_column(names(), texts, on_the_day).faults({.source = "a.csv", .row = 2, .column = 3, .field = "xa"});
    REQUIRE(faults.size() == 6);
    CHECK(to_string(faults[0]) ==
          "a.csv:3:3 (xa): ambiguous_name: found 'Na Tong', expected a name that leaves one of xa "
          "Na Tông (1), 2020-01-01/.. and others");
    CHECK(to_string(faults[1]) ==
          "a.csv:4:3 (xa): not_in_force: found 'Pú Nhi', expected a unit that stands on the day, "
          "not xa Pú Nhi (3), 2020-01-01/2025-07-01");
    CHECK(faults[2].code == errc::unknown_name);
    CHECK(faults[3].code == errc::missing_value);
    CHECK(faults[4].code == errc::malformed_text);
    CHECK(faults[5].code == errc::invalid_utf8);
}

TEST_CASE("what a row may mean is told as several units only if they are several, not for versions of one") {
    registry::builder b;
    b.add(unit_text{"1", "Mường Nhé", "xa", "3", "", "2000-01-01", "2010-01-01"});
    b.add(unit_text{"1", "Mường Nhé", "xa", "3", "", "2010-01-01", ""});
    b.add(unit_text{"2", "Chà Cang", "xa", "3", "", "2000-01-01", "2005-01-01"});
    b.add(unit_text{"2", "Chà Cang", "xa", "3", "", "2005-01-01", "2010-01-01"});
    b.add(transfer_text{"2010-01-01", {}, {}, "2", "1", "whole", {}});
    b.add(transfer_text{"2010-01-01", {}, {}, "1", "1", "whole", {}});
    const name_index index{std::move(b).build()};
    const std::vector<std::string_view> texts{"Muong Nhe", "Chà Cang"};
    const auto faults = resolve_column(index, texts, {.day = "2020-01-01"_date}).faults({});
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].expected ==
          "a name with its marks, as that of xa Mường Nhé (1), 2010-01-01/.., or leave to match without them");
    CHECK(faults[1].expected == "a unit that stands on the day, not xa Chà Cang (2), 2005-01-01/2010-01-01");
}

TEST_CASE("no more candidates are kept than said") {
    registry::builder b;
    for (int i = 0; i < 20; ++i) {
        b.add(unit_text{std::to_string(100 + i), "Phường 1", "phuong", "3", {}, "2020-01-01", {}});
    }
    const name_index many{std::move(b).build()};
    const std::vector<std::string_view> texts{"Phường 1", "Phường 01"};
    const auto report = resolve_column(many, texts);
    CHECK(report.count(name_status::ambiguous) == 2);
    for (const auto& row : report.rows()) CHECK(report.candidates_of(row).size() == name_report::max_kept);
}

TEST_CASE("a column of a megabyte in one row, or on a day before all that is known, keeps its rows") {
    const std::vector<std::string> texts{std::string(1'000'000, 'x'), "Na Tông"};
    const auto report = resolve_column(names(), texts, {.day = "1400-01-01"_date});
    CHECK(to_string(report) == "2 rows: 0 matched, 0 ambiguous, 1 not_in_force, 1 unknown, 0 unreadable");
    CHECK(report.rows()[0].text.size() == 1'000'000);
    REQUIRE(report.candidates_of(report.rows()[1]).size() == 2);  // and Nà Tòng, which is only like it
    CHECK(report.candidates_of(report.rows()[1])[0].who->code() == "1"_unit);
}

TEST_CASE("an empty column has a report, and a place that never was has none") {
    const std::vector<std::string> none;
    CHECK(to_string(resolve_column(names(), none)) ==
          "0 rows: 0 matched, 0 ambiguous, 0 not_in_force, 0 unknown, 0 unreadable");
    const std::vector<std::string> one{"Na Tông"};
    CHECK_THROWS_AS((void)resolve_column(names(), one, {.within = "99"_unit}), std::invalid_argument);
}
