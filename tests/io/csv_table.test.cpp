// SPDX-License-Identifier: MIT
#include <muong/io/csv_table.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <type_traits>

#include <muong/core/date.hpp>
#include <muong/core/decimal.hpp>

#include "io/scratch_folder.hpp"
#include "support/for_all.hpp"

namespace muong {
namespace {

static_assert(std::random_access_iterator<csv_table::iterator>);
template <class Table>
concept Walkable = requires(Table&& table) {
    std::forward<Table>(table).begin();
};
static_assert(Walkable<const csv_table&> && !Walkable<csv_table>, "the rows of a temporary do not compile");

TEST_CASE("a table holds what a reader reads") {
    test::for_all(
        [](auto& chance) {
            std::string text = "a,b\n";
            // now and then beyond all the windows that a reader looks at
            for (std::size_t rows = chance.index(chance.chance(1, 20) ? 20'000 : 200); rows > 0; --rows) {
                constexpr std::array<std::string_view, 6> records{
                    "1,\"2\"\n", "\"a\n\"\"b\"\"\",c\n", ",\"\"\n", "\"\"\"\",\r\n", "1\n", "é,\"\"\"\"\"é\"\"\"\n"};
                text += chance.pick(records);
            }
            return text;
        },
        [](const std::string& text) {
            problem_log log;
            const csv_table table{text, "t.csv", log};
            problem_log of_reader;
            csv_reader in{text, "t.csv", of_reader};
            for (const csv_row row : table) {
                REQUIRE(in.next());
                CHECK(row.row() == in.row());
                CHECK(row[0].text() == in[0]);
                CHECK(row[1].text() == in[1]);
                CHECK(row[1].where() == in.where(1));
            }
            CHECK_FALSE(in.next());
            CHECK(log.kept() == of_reader.kept());
            CHECK(log.total() == of_reader.total());
        });
}

TEST_CASE("a table may be moved, and its texts stay") {
    problem_log log;
    csv_table first{"a,b\n1,\"x\"\"y\"\n", "t.csv", log};
    const csv_table moved = std::move(first);
    CHECK(moved[0][0].text() == "1");
    CHECK(moved[0][1].text() == "x\"y");
}

TEST_CASE("cells are read as values, and faults are told with their place") {
    problem_log log;
    const csv_table table{"code,day,value\n03166,2025-07-01,13.60\n03167,2025-07-32,\n", "t.csv", log};
    const auto day = table.require("day", log);
    const auto value = table.require("value", log);
    const auto share = table.find("share");
    REQUIRE(table.size() == 2);
    CHECK(table[0][day].as<date>(log, "a day") == date::parse("2025-07-01"));
    CHECK(table[0][value].as<decimal>(log, "a number") == decimal::parse("13.60"));
    CHECK(table[0][share].empty());
    CHECK_FALSE(table[0][share].as_optional<decimal>(log, "a share"));
    CHECK(log.empty());

    CHECK_FALSE(table[1][day].as<date>(log, "a day such as 2025-07-01"));
    CHECK_FALSE(table[1][value].as<decimal>(log, "a number"));
    CHECK_FALSE(table[1][0].read(
        log, [](std::string_view) { return std::optional<int>{}; }, "a word", errc::unknown_value));
    REQUIRE(log.kept().size() == 3);
    CHECK(log.kept()[0].where == place{"t.csv", 3, 2, "day"});
    CHECK(log.kept()[0].found == "2025-07-32");
    CHECK(log.kept()[1].code == errc::missing_value);
    CHECK(log.kept()[1].where == place{"t.csv", 3, 3, "value"});
    CHECK(log.kept()[2].code == errc::unknown_value);
}

TEST_CASE("a table of many rows is read like one of few, though its first rows are shorter than the others") {
    std::string text = "a,b\n";
    for (int i = 0; i < 5000; ++i) text += std::to_string(i) + (i % 7 == 0 ? ",\"x\"\"y\"\n" : ",z\n");
    const auto table = csv_table::parse(text, "t.csv");
    REQUIRE(table.value().size() == 5000);
    for (const std::size_t i : {std::size_t{0}, std::size_t{999}, std::size_t{1000}, std::size_t{4999}}) {
        const auto row = table.value()[i];
        CHECK(row[0U].text() == std::to_string(i));
        CHECK(row[1U].text() == (i % 7 == 0 ? "x\"y" : "z"));
        CHECK(row.row() == i + 2);
    }
}

TEST_CASE("a strict read gives the table or every problem with its form") {
    CHECK(csv_table::parse("a,b\n1,2\n", "t.csv").value().size() == 1);
    const auto faulty = csv_table::parse("a,b\n1\n1,2\n3\n", "t.csv");
    CHECK(faulty.error().size() == 2);
    CHECK_THROWS_AS((void)csv_table::parse("", "t.csv").value(), data_error);
    const test::scratch_folder folder;
    test::make_file(folder / "t.csv", "a,b\n1\n1,2\n3\n");
    const auto of_file = csv_table::read(folder / "t.csv");
    REQUIRE(of_file.error().size() == 2);
    CHECK(of_file.error()[0].where == place{folder / "t.csv", 2, 0, ""});
    const auto of_none = csv_table::read(folder / "none");
    CHECK(of_none.error().at(0).code == errc::unreadable);
}

TEST_CASE("a lenient read leaves faulty records out") {
    problem_log log;
    const csv_table table{"a,b\n1\n1,2\n3\n", "t.csv", log};
    CHECK(table.size() == 1);
    CHECK(table[0].where() == place{"t.csv", 3, 0, ""});
    CHECK(log.total() == 2);
}

TEST_CASE("a table of an empty file has no columns and no rows") {
    problem_log log;
    const csv_table table{"", "t.csv", log};
    CHECK(table.empty());
    CHECK(table.begin() == table.end());
    CHECK_FALSE(table.require("code", log));
    CHECK(log.total() == 1);
}

TEST_CASE("a table without header or with ragged rows is refused") {
    problem_log log;
    CHECK_THROWS_AS((csv_table{"a\n", "t.csv", log, {.header = false}}), std::invalid_argument);
    CHECK_THROWS_AS((csv_table{"a\n", "t.csv", log, {.ragged = true}}), std::invalid_argument);
}

}  // namespace
}  // namespace muong
