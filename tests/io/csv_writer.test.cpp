// SPDX-License-Identifier: MIT
#include <muong/io/csv_writer.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <muong/core/decimal.hpp>
#include <muong/io/csv_reader.hpp>

#include "io/scratch_folder.hpp"
#include "support/for_all.hpp"

namespace muong {
namespace {

using test::bytes_of;
using test::scratch_folder;

using rows = std::vector<std::vector<std::string>>;

rows any_rows(test::source_of_chance& chance) {
    static const std::vector<std::string> telling = {",",  ";", "\"",    "\n",           "\r", "\r\n",
                                                     "\t", " ", "Mường", "\xEF\xBB\xBF", ""};
    rows drawn(chance.index(30));
    const std::size_t columns = 1 + chance.index(5);
    for (auto& row : drawn) {
        row.resize(columns);
        for (auto& field : row) {
            for (auto pieces = chance.index(4); pieces > 0; --pieces) {
                field += chance.chance(1, 2) ? chance.pick(telling) : chance.text("abc", 0, 90);
            }
        }
    }
    return drawn;
}

TEST_CASE("what is written is read again") {
    const scratch_folder folder;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        test::for_all(
            any_rows,
            [&](const rows& written) {
                csv_writer out{folder / "t.csv", {delimiter, false}};
                bool at_once = false;
                for (const auto& row : written) {
                    std::string line;
                    for (const auto& field : row) {
                        if (&field != &row.front()) line += delimiter;
                        append_csv_field(line, field, delimiter);
                        if (!at_once) out.field(field);
                    }
                    if (at_once) out.written(line, row.size());
                    out.end_row();
                    at_once = !at_once;
                }
                CHECK(out.commit().empty());

                problem_log log;
                const auto text = bytes_of(folder / "t.csv");
                csv_reader in{std::string_view{text}, "t.csv", log, {.dialect = {delimiter, false}, .header = false}};
                rows read;
                while (in.next()) {
                    auto& row = read.emplace_back();
                    for (std::size_t i = 0; i < in.size(); ++i) row.emplace_back(in[i]);
                }
                CHECK(log.empty());
                CHECK(read == written);
            },
            100);
    }
}

TEST_CASE("quotes stand only where they are needed, and lines end in LF") {
    const scratch_folder folder;
    csv_writer out{folder / "t.csv"};
    out.field("03166").field("Mường Chà").field("").empty_field().end_row();
    out.field("a,b").field("a;b").field("say \"x\"").field(" a ").end_row();
    out.fixed(-1360, 2).fixed(5, 0).field("").field("").end_row();
    CHECK(out.commit().empty());
    CHECK(bytes_of(folder / "t.csv") == "03166,Mường Chà,,\n\"a,b\",a;b,\"say \"\"x\"\"\", a \n-13.60,5,,\n");
    csv_writer narrow{folder / "n.csv"};
    narrow.field("").end_row();
    narrow.end_row();
    CHECK(narrow.commit().empty());
    CHECK(bytes_of(folder / "n.csv") == "\"\"\n\"\"\n");
}

TEST_CASE("a row that has not as many fields as the first one is refused, and the others are written") {
    const scratch_folder folder;
    csv_writer out{folder / "t.csv"};
    out.field("a").field("b").end_row();
    CHECK_THROWS_AS(out.field("1").end_row(), std::logic_error);
    CHECK_THROWS_AS(out.field("1").field("2").field("3").end_row(), std::logic_error);
    CHECK_THROWS_AS(out.end_row(), std::logic_error);
    CHECK_THROWS_AS(out.written("1,2").end_row(), std::logic_error);  // said to be one field
    CHECK_THROWS_AS(out.written("", 0), std::invalid_argument);
    out.written("3,4", 2).end_row();
    out.field("5").empty_field().end_row();
    CHECK(out.commit().empty());
    CHECK(bytes_of(folder / "t.csv") == "a,b\n3,4\n5,\n");
}

TEST_CASE("a number is written with a decimal comma when that is asked") {
    const scratch_folder folder;
    csv_writer quoted{folder / "a.csv", {',', true}};
    quoted.fixed(1360, 2).fixed(5, 0).end_row();
    CHECK(quoted.commit().empty());
    CHECK(bytes_of(folder / "a.csv") == "\"13,60\",5\n");
    csv_writer plain{folder / "b.csv", {';', true}};
    plain.fixed(1360, 2).fixed(-5, 2).end_row();
    CHECK(plain.commit().empty());
    CHECK(bytes_of(folder / "b.csv") == "13,60;-0,05\n");
}

TEST_CASE("a number is written as a decimal is") {
    test::for_all(
        [](auto& chance) {
            return std::pair{static_cast<std::int64_t>(chance.bits()) >> chance.index(64),
                             static_cast<int>(chance.index(19))};
        },
        [](auto drawn) {
            const auto [coefficient, decimals] = drawn;
            std::string text;
            append_fixed(text, coefficient, decimals);
            CHECK(text == to_string(decimal{coefficient, decimals}));
        },
        2000);
    for (std::int64_t power = 1; power != 0;
         power = power > std::numeric_limits<std::int64_t>::max() / 10 ? 0 : power * 10) {
        for (const auto coefficient : {power - 1, power, power + 1, 9 * (power / 10), -power}) {
            for (int decimals = 0; decimals <= 18; ++decimals) {
                std::string text{"before "};
                append_fixed(text, coefficient, decimals);
                CHECK(text == "before " + to_string(decimal{coefficient, decimals}));
            }
        }
    }
    std::string least;
    append_fixed(least, std::numeric_limits<std::int64_t>::min(), 2);
    CHECK(least == "-92233720368547758.08");
}

TEST_CASE("rows and fields may be of any size") {
    const scratch_folder folder;
    test::for_all(
        [](auto& chance) {
            std::vector<std::size_t> sizes(1 + chance.index(20));
            for (auto& size : sizes) size = chance.chance(1, 3) ? chance.index(400'000) : chance.index(100);
            return sizes;
        },
        [&](const std::vector<std::size_t>& sizes) {
            csv_writer out{folder / "t.csv"};
            std::string expected;
            for (const auto size : sizes) {
                const std::string text(size, 'x');
                out.field(text).written(text).fixed(-123, 1).field(text + '"').end_row();
                expected += text + ',' + text + ",-12.3,\"" + text + "\"\"\"\n";
            }
            CHECK(out.commit().empty());
            CHECK((bytes_of(folder / "t.csv") == expected));
        },
        50);
}

TEST_CASE("a row that is not ended is not written") {
    const scratch_folder folder;
    csv_writer out{folder / "t.csv"};
    out.field("a").end_row();
    out.field("b");
    CHECK(out.commit().empty());
    CHECK(bytes_of(folder / "t.csv") == "a\n");
}

TEST_CASE("a table that is handed over appears with the others") {
    const scratch_folder folder;
    csv_writer out{folder / "t.csv"};
    out.field("a").end_row();
    out.field("b");
    auto file = std::move(out).release();
    CHECK_FALSE(std::filesystem::exists(folder / "t.csv"));
    CHECK(file.commit().empty());
    CHECK(bytes_of(folder / "t.csv") == "a\n");
}

TEST_CASE("a full disk is told, and a delimiter that is none is refused") {
    csv_writer out{"/dev/full"};
    out.field("a").end_row();
    const auto faults = out.commit();
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().code == errc::unwritable);
    CHECK_THROWS_AS((csv_writer{"/dev/null", {'"', false}}), std::invalid_argument);
}

}  // namespace
}  // namespace muong
