// SPDX-License-Identifier: MIT
#include <muong/io/csv_reader.hpp>

#include <doctest/doctest.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <type_traits>

#include "io/plain_csv.hpp"
#include "io/scratch_folder.hpp"
#include "support/for_all.hpp"

namespace muong {
namespace {

using test::contents_of;
using test::csv_contents;
using test::for_all;
using test::plain_csv;
using test::source_of_chance;

static_assert(!std::is_copy_constructible_v<csv_reader>);
static_assert(!std::is_constructible_v<csv_reader, std::string, std::string, problem_log&>, "the text must outlive it");

constexpr csv_options bare{.header = false, .ragged = true};

csv_contents read_whole(std::string_view text, const csv_options& options = bare) {
    problem_log log{1'000'000};
    csv_reader in{text, "t.csv", log, options};
    return contents_of(in, log);
}

/// Gives a text in pieces of 1 to `most` bytes.
class piecewise final : public byte_source {
public:
    piecewise(std::string_view text, std::size_t most) : text_{text}, most_{most}, chance_{text.size()} {}
    std::size_t read(std::span<char> room) override {
        const std::size_t size = std::min({room.size(), text_.size(), 1 + chance_.index(most_)});
        std::copy_n(text_.begin(), size, room.begin());
        text_.remove_prefix(size);
        return size;
    }

private:
    std::string_view text_;
    std::size_t most_;
    source_of_chance chance_;
};

csv_contents read_in_pieces(std::string_view text, std::size_t most, csv_options options = bare) {
    problem_log log{1'000'000};
    options.buffer = most;
    piecewise pieces{text, most};
    csv_reader in{pieces, "t.csv", log, options};
    return contents_of(in, log);
}

/// Any bytes, those with a meaning most of all.
std::string any_bytes(source_of_chance& chance, std::size_t most) {
    static constexpr std::string_view usual = "aé,\"\n";
    std::string drawn;
    const std::size_t size = chance.index(most + 1);
    const auto quotes = static_cast<std::int64_t>(chance.index(6));
    while (drawn.size() < size) {
        switch (chance.index(10)) {
            case 0:
                drawn += chance.chance(quotes, 5) ? "\"" : "\"x,\n\"\"y\r\"\n";
                break;
            case 1:
                drawn += chance.chance(1, 3) ? "\r" : "\r\n";
                break;
            case 2:
                drawn += chance.chance(1, 4) ? static_cast<char>(chance.index(256)) : 'b';
                break;
            case 3:
                drawn += chance.chance(1, 2) ? "Mường Chà" : "\xF0\x9F\x8F\x94";
                break;
            case 4:
                drawn.append(chance.index(70), 'c');
                break;
            case 5:
                drawn += '\n';
                break;
            case 6:
                drawn += ',';
                break;
            default:
                drawn += chance.chance(quotes, 5) ? chance.pick(usual) : 'a';
                break;
        }
    }
    return drawn;
}

std::vector<problem> problems_of(std::string_view text, const csv_options& options = {}) {
    problem_log log;
    csv_reader in{text, "t.csv", log, options};
    while (in.next()) {
    }
    return log.kept();
}

TEST_CASE("any bytes are read as a plain reader reads them") {
    for_all([](auto& chance) { return any_bytes(chance, 300); },
            [](const std::string& text) {
                CAPTURE(text);
                CHECK(read_whole(text) == plain_csv(text));
            },
            3000);
    for_all([](auto& chance) { return any_bytes(chance, 300'000); },
            [](const std::string& text) { CHECK(read_whole(text) == plain_csv(text)); }, 20);
}

TEST_CASE("a stray quote is text when that is asked") {
    auto options = bare;
    options.stray_quotes = true;
    for_all([](auto& chance) { return any_bytes(chance, 300); },
            [&](const std::string& text) { CHECK(read_whole(text, options) == plain_csv(text, ',', true)); });
}

TEST_CASE("each delimiter reads as the comma does") {
    for_all([](auto& chance) { return any_bytes(chance, 300); },
            [](const std::string& text) {
                for (const char delimiter : {';', '\t', '|'}) {
                    auto options = bare;
                    options.dialect.delimiter = delimiter;
                    auto other = text;
                    std::replace(other.begin(), other.end(), ',', delimiter);
                    CHECK(read_whole(other, options) == plain_csv(other, delimiter));
                }
            });
}

TEST_CASE("records do not depend on how a source cuts its bytes") {
    for_all([](auto& chance) { return any_bytes(chance, 2000); },
            [](const std::string& text) {
                const auto whole = read_whole(text);
                for (const std::size_t most : {1U, 2U, 3U, 7U, 63U, 64U, 65U, 200U, 4096U}) {
                    CAPTURE(most);
                    CHECK(read_in_pieces(text, most) == whole);
                }
            });
}

/// A table of `columns` columns whose rows nearly all have so many fields. The others may make up for each other: one
/// has too many where the one before it has too few.
std::string nearly_even(source_of_chance& chance, std::size_t columns) {
    std::string text = "a";
    for (std::size_t i = 1; i < columns; ++i) text += {',', "abcdef"[i]};
    text += '\n';
    const bool quotes = chance.chance(1, 2), returns = chance.chance(1, 2);
    const std::int64_t faults = chance.chance(1, 3) ? 0 : chance.between(1, 30);
    const auto add_row = [&](std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) {
            if (i != 0) text += ',';
            if (quotes && chance.chance(1, 4)) {
                text += chance.chance(1, 8) ? "\"x\ny\"" : chance.chance(1, 4) ? "\"\"\"\"" : "\"p,q\"";
            } else {
                text += chance.text("abcd", 0, chance.chance(1, 40) ? 200 : 9);
            }
        }
        text += returns && chance.chance(9, 10) ? "\r\n" : "\n";
    };
    const auto rows = chance.index(400);
    for (std::size_t row = 0; row < rows; ++row) {
        if (!chance.chance(faults, 1000)) {
            add_row(columns);
        } else if (chance.chance(1, 20)) {
            text += any_bytes(chance, 20);
        } else {
            const auto fewer = chance.index(columns);
            add_row(columns - fewer);
            for (auto others = chance.index(4); others > 0; --others) add_row(columns);
            add_row(columns + fewer);
        }
    }
    return text;
}

TEST_CASE("of a table with a header the rows of as many fields are read, and every other one is told") {
    std::size_t ragged = 0, sound = 0;
    for_all(
        [](auto& chance) {
            const auto columns = 2 + chance.index(5);
            return std::pair{columns, nearly_even(chance, columns)};
        },
        [&](const auto& drawn) {
            const auto columns = drawn.first;
            const std::string& text = drawn.second;
            CAPTURE(text);
            const auto all = plain_csv(text);
            csv_contents expected{{}, all.faults};
            for (const auto& each : all.records) {
                if (each.fields.size() != columns) {
                    expected.faults.push_back({errc::ragged_row, each.row, 0});
                    ++ragged;
                } else if (each.row != 1) {
                    expected.records.push_back(each);
                    ++sound;
                }
            }
            std::stable_sort(expected.faults.begin(), expected.faults.end(),
                             [](const auto& a, const auto& b) { return a.row < b.row; });
            CHECK(read_whole(text, {}) == expected);
            for (const std::size_t most : {64U, 100U, 300U, 1000U, 4096U}) {
                CAPTURE(most);
                CHECK(read_in_pieces(text, most, {}) == expected);
            }
        },
        1000);
    CHECK(ragged > 1000);
    CHECK(sound > 10'000);
}

TEST_CASE("every length of a record finds its end at every place of a block") {
    for (std::size_t before = 0; before < 130; ++before) {
        for (const std::string_view tail : {"", "\n", "\r\n", "\r", ",", ",\n", "\"", "\n\"x\"\"", "\n\"x\"\r\n"}) {
            const std::string text = std::string(before, 'a') + std::string{tail};
            CAPTURE(text);
            CHECK(read_whole(text) == plain_csv(text));
            CHECK(read_in_pieces(text, 64) == plain_csv(text));
        }
    }
}

TEST_CASE("the number and the key of a field are those of its text, wherever it stands") {
    for_all(
        [](auto& chance) {
            std::string text = any_bytes(chance, 100);
            while (text.size() < 600) {
                constexpr std::string_view telling = "0123456789.-,\n\"";
                text += chance.chance(1, 30) ? "\"a\"\"b\"" : std::string(1, chance.pick(telling));
            }
            return text;
        },
        [](const std::string& text) {
            std::size_t seen = 0;
            const auto check = [&](csv_reader& in) {
                while (in.next()) {
                    for (std::size_t i = 0; i < in.size(); ++i, ++seen) {
                        const csv_column column{i};
                        const std::string field{in[column]};
                        for (const int decimals : {0, 2, 18}) {
                            CHECK(in.fixed(column, decimals) ==
                                  scan_fixed(field, decimals, in.dialect().decimal_comma));
                        }
                        CHECK(in.key(column) == text_key{field});
                        CHECK(in.key(column).text() == field);
                    }
                }
            };
            for (const bool decimal_comma : {false, true}) {
                auto options = bare;
                options.dialect.decimal_comma = decimal_comma;
                problem_log log;
                const std::vector<char> exact(text.begin(), text.end());  // nothing may be read behind it
                csv_reader whole{std::string_view{exact.data(), exact.size()}, "t.csv", log, options};
                check(whole);
                options.buffer = 200;
                piecewise pieces{text, 200};
                csv_reader cut{pieces, "t.csv", log, options};
                check(cut);
            }
            CHECK(seen > 0);
        },
        300);
}

TEST_CASE("texts of which that is told stay when the next record is read") {
    std::size_t stayed = 0;
    std::size_t went = 0;
    for_all(
        [](auto& chance) {
            std::string text = "a,b\n";
            const auto clean = chance.chance(1, 2);
            while (text.size() < 3000) {
                text += chance.text("xyz01", 0, 30) + ',' + chance.text("0123.", 0, 8) + '\n';
                if (!clean && chance.chance(1, 8)) text += any_bytes(chance, 40) + '\n';
            }
            return text;
        },
        [&](const std::string& text) {
            problem_log log;
            piecewise pieces{text, 500};
            csv_reader in{pieces, "t.csv", log, {.buffer = 500}};
            std::vector<std::string_view> seen;
            std::vector<std::string> were;
            while (in.next()) {
                if (!seen.empty()) CHECK(std::equal(seen.begin(), seen.end(), were.begin(), were.end()));
                seen.clear();
                were.clear();
                ++(in.texts_stay() ? stayed : went);
                if (!in.texts_stay()) continue;
                for (std::size_t i = 0; i < in.size(); ++i) {
                    seen.push_back(in[i]);
                    were.emplace_back(in[i]);
                }
            }
        },
        300);
    CHECK(stayed > went);
    CHECK(went > 300);
}

TEST_CASE("records that are taken together are those that are read one by one") {
    std::size_t together = 0;
    std::size_t alone = 0;
    const auto fields_of = [](const auto& row, std::size_t size) {
        std::vector<std::string> fields;
        for (std::size_t i = 0; i < size; ++i) fields.emplace_back(row[i]);
        return fields;
    };
    using record = std::pair<std::uint64_t, std::vector<std::string>>;
    const auto one_by_one = [&](csv_reader& in) {
        std::vector<record> all;
        while (in.next()) all.emplace_back(in.row(), fields_of(in, in.size()));
        return all;
    };
    const auto taken = [&](csv_reader& in) {
        std::vector<record> all;
        while (in.next()) {
            const auto rows = in.take_plain();
            if (rows.count == 0) all.emplace_back(in.row(), fields_of(in, in.size()));
            ++(rows.count > 1 ? together : alone);
            for (std::size_t r = 0; r < rows.count; ++r) {
                CHECK(rows.columns == in.size());
                all.emplace_back(rows.number + r, fields_of(rows[r], rows.columns));
                for (std::size_t i = 0; i < rows.columns; ++i) CHECK(rows[r].is_empty(i) == rows[r][i].empty());
                CHECK(rows[r][detail::field_row::no_column].empty());
            }
            if (rows.count > 0) CHECK(in.row() == rows.number + rows.count - 1);
        }
        return all;
    };
    for_all(
        [](auto& chance) {
            std::string text = "a,b\n";
            const auto odd = chance.between(0, 3);
            const std::string ends = chance.chance(1, 4) ? "\r\n" : "\n";
            while (text.size() < 3000) {
                const bool in_quotes = odd > 0 && chance.chance(odd, 60);
                text += chance.text("xyz01", 0, 30) + (in_quotes ? ",\"0.5\"" : ",0.5") + ends;
                if (odd > 1 && chance.chance(1, 90)) text += any_bytes(chance, 40) + '\n';
            }
            return text;
        },
        [&](const std::string& text) {
            const auto options = csv_options{.buffer = 500};
            problem_log log, other_log;
            piecewise pieces{text, 500}, other_pieces{text, 500};
            csv_reader in{pieces, "t.csv", log, options}, other{other_pieces, "t.csv", other_log, options};
            CHECK(one_by_one(in) == taken(other));
            CHECK(log.total() == other_log.total());

            const std::vector<char> exact(text.begin(), text.end());  // nothing may be read behind it
            problem_log whole_log;
            csv_reader whole{std::string_view{exact.data(), exact.size()}, "t.csv", log, options};
            csv_reader other_whole{std::string_view{exact.data(), exact.size()}, "t.csv", whole_log, options};
            CHECK(one_by_one(whole) == taken(other_whole));
        },
        200);
    CHECK(together > 200);
    CHECK(alone > 1000);
}

TEST_CASE("columns are found by name in any order") {
    constexpr std::string_view text = "\xEF\xBB\xBFname,note,code\r\nMường Chà,\"a, \"\"b\"\"\",03166\r\n,,\r\n";
    problem_log log;
    csv_reader in{text, "units.csv", log};
    const auto code = in.require("code");
    const auto name = in.find("name");
    const auto parent = in.find("parent");
    CHECK(log.empty());
    CHECK_FALSE(parent);
    REQUIRE(in.next());
    CHECK(in[code] == "03166");
    CHECK(in[name] == "Mường Chà");
    CHECK(in[parent].empty());
    CHECK(in[1] == "a, \"b\"");
    CHECK(in[1] == "a, \"b\"");
    CHECK(in.raw(1) == "\"a, \"\"b\"\"\"");
    CHECK(in.where(code) == place{"units.csv", 2, 3, "code"});
    REQUIRE(in.next());
    CHECK(in.size() == 3);
    CHECK(in.row() == 3);
    CHECK(in[code].empty());
    CHECK_FALSE(in.next());
    CHECK_FALSE(in.next());
    CHECK(log.empty());
}

TEST_CASE("the row of a record is the line on which it begins") {
    problem_log log;
    csv_reader in{std::string_view{"a,b\n\n\"1\n2\n\",3\n4,\"5\"\n"}, "t.csv", log};
    REQUIRE(in.next());
    CHECK(in.row() == 3);
    REQUIRE(in.next());
    CHECK(in.row() == 6);
}

TEST_CASE("a line with nothing on it is a record in a table of one column only") {
    CHECK(read_whole("a\n\nb\n", {}).records.size() == 2);
    CHECK(read_whole("a,b\n\n1,2\n\n\n", {}).records.size() == 1);
    CHECK(problems_of("a,b\n\n1,2\n\n\n").empty());
}

TEST_CASE("each fault of form is told with its place and what was expected") {
    const auto only = [](std::string_view text, const csv_options& options = {}) {
        const auto all = problems_of(text, options);
        REQUIRE(all.size() == 1);
        return to_string(all.front());
    };
    CHECK(only("") == "t.csv: empty_file: expected a line that names the columns");
    CHECK(only("\xEF\xBB\xBF\n\n") == only(""));
    CHECK(problems_of("a,b,a,,\n") ==
          problems{{errc::duplicate_column, {"t.csv", 1, 3, "a"}, "a", "one column of that name (see column 1)"}});
    CHECK(problems_of("a,b\n1\n1,2\n1,2,3\n") ==
          problems{{errc::ragged_row, {"t.csv", 2, 0, ""}, "1", "2 fields, not 1"},
                   {errc::ragged_row, {"t.csv", 4, 0, ""}, "1,2,3", "2 fields, not 3"}});
    CHECK(problems_of("a,b\n1,2\n3,\"x\n4,5\n") == problems{{errc::unterminated_quote,
                                                             {"t.csv", 3, 2, "b"},
                                                             "\"x\\n4,5\\n",
                                                             "a closing quote before the end of the file"}});
    CHECK(problems_of("a,b\n\"1\"2,3\n").front().code == errc::unterminated_quote);
    CHECK(problems_of("a,b\n1\"2,3\n").front().code == errc::malformed_text);
    CHECK(problems_of("a,b\n1, \"2\"\n").front().expected == "no blanks before the opening quote");
    CHECK(problems_of("a,b\r1,2\r").front().code == errc::malformed_text);
    CHECK(problems_of("a,b\n1,Ch\xE0\n") ==
          problems{{errc::invalid_utf8, {"t.csv", 2, 2, "b"}, "Ch\\xE0", "UTF-8 (as Windows-1252 it reads 'Chà')"}});
}

TEST_CASE("a table in another encoding is told once, with how many rows are not UTF-8") {
    const auto expected = [](const std::string& text) {
        const auto told = problems_of("a,b\n" + text);
        REQUIRE(told.size() == 1);
        CHECK(told[0].code == errc::invalid_utf8);
        return to_string(told[0].where) + ' ' + told[0].expected;
    };
    CHECK(expected("\x8A\x93\x96\x9C\x9F\xA0\xBF\xC0\xFF,\n") ==
          "t.csv:2:1 (a) UTF-8 (as Windows-1252 it reads 'Š“–œŸ\u00A0¿Àÿ')");
    CHECK(expected("x,y\n\x80,\xE9t\xE9\n") == "t.csv:3:1 (a) UTF-8 (as Windows-1252 it reads '€')");
    CHECK(expected("\xE9,1\n2,3\n4,\xE9\n") ==
          "t.csv:2:1 (a) UTF-8 (as Windows-1252 it reads 'é'); row 4 is not either");
    CHECK(expected("x,\"\n\xE9\"\n2,3\n\xE9,\xE9\n4,\"\n\n\xE9\"\n5,5") ==
          "t.csv:2:2 (b) UTF-8 (as Windows-1252 it reads '\"\\né\"'); 2 more rows are not either, the last is row 6");
    CHECK(expected("\x81,1\n\xE9,1\n") == "t.csv:2:1 (a) UTF-8; row 3 is not either");  // none has 81
    CHECK(expected("M\xC6\xB0\xE9,1\n") == "t.csv:2:1 (a) UTF-8");                      // ư is UTF-8
    CHECK(problems_of("a,b\n\xE9,1\n2\n\xE9,1\n").size() == 2);                         // and what else is wrong
    std::string many = "a,b\n";
    for (int i = 0; i < 300'000; ++i) many += i % 3 == 0 ? "\xE9,1\n" : "2,1\n";
    for (const std::size_t most : {std::size_t{1}, std::size_t{100'000}}) {
        problem_log log;
        piecewise pieces{most == 1 ? std::string_view{many}.substr(0, 9000) : many, most};
        csv_reader in{pieces, "t.csv", log, {.buffer = most}};
        while (in.next()) {
        }
        REQUIRE(log.total() == 1);
        CHECK(log.kept()[0].expected ==
              (most == 1
                   ? "UTF-8 (as Windows-1252 it reads 'é'); 749 more rows are not either, the last is row 2249"
                   : "UTF-8 (as Windows-1252 it reads 'é'); 99999 more rows are not either, the last is row 299999"));
    }
    problem_log full{0};
    csv_reader in{std::string_view{many}, "t.csv", full};
    while (in.next()) {
    }
    CHECK(full.total() == 1);
}

TEST_CASE("a line that tells spreadsheets of the delimiter is stepped over, or told if it is of another one") {
    const auto rows_of = [](std::string_view text, char delimiter, problem_log& log) {
        std::string rows;
        csv_reader in{text, "t.csv", log, {.dialect = {delimiter, false}}};
        for (const auto& name : in.header()) rows += name + '|';
        while (in.next()) rows += ' ' + std::to_string(in.row()) + ':' + std::string{in[0]};
        return rows;
    };
    for (const char delimiter : {',', ';', '|', '\t'}) {
        for (const std::string end : {"\n", "\r\n"}) {
            problem_log log;
            const auto table = std::string{"a"} + delimiter + "b" + end + "1" + delimiter + "2" + end;
            const auto line = std::string{"sep="} + delimiter + end;
            CHECK(rows_of(line + table, delimiter, log) == "a|b| 3:1");
            CHECK(rows_of("\xEF\xBB\xBF" + line + table, delimiter, log) == "a|b| 3:1");
            CHECK(log.empty());
            CHECK(rows_of(table + line, delimiter, log) == "a|b| 2:1 3:sep=");  // only at the beginning
        }
    }
    problem_log log;
    CHECK(rows_of("sep=;\na;b\n1;2\n", ',', log).empty());
    CHECK(log.kept() == problems{{errc::malformed_text,
                                  {"t.csv", 1, 0, ""},
                                  "sep=;",
                                  "a line that names the columns (this one tells spreadsheets that the table has ';' "
                                  "between its fields, and it is read with ',')"}});
    problem_log none;
    CHECK(rows_of("sep=x\n1\n", ',', none) == "sep=x| 2:1");  // a name like any other
    CHECK(rows_of("sep=;", ',', none) == "sep=;|");
    CHECK(none.empty());
}

TEST_CASE("a column that is missing is told with the columns there are") {
    problem_log log;
    csv_reader in{std::string_view{"code;name\n"}, "t.csv", log};
    CHECK_FALSE(in.require("code"));
    CHECK(log.kept() == problems{{errc::missing_column,
                                  {"t.csv", 1, 0, "code"},
                                  "code;name",
                                  "a column of this name (the header seems to use ';' as its delimiter)"}});
}

TEST_CASE("of a column that is missing is told which one has its name but for letters and blanks") {
    const auto hint = [](std::string_view header) {
        problem_log log;
        csv_reader in{header, "t.csv", log};
        CHECK_FALSE(in.require("code"));
        REQUIRE(log.kept().size() == 1);
        return log.kept()[0].expected;
    };
    CHECK(hint("a,Code\n") == "a column of this name (there is 'Code')");
    CHECK(hint(" code ,CODE\n") == "a column of this name (there is ' code ')");
    CHECK(hint("codes,cod,\n") == "a column of this name");
}

TEST_CASE("a file that is no text is told by what it is, once, and has no rows") {
    struct kind {
        std::string bytes, found, expected;
        errc code = errc::malformed_text;
    };
    const std::string zeros(100, '\0');
    const std::vector<kind> kinds{
        {"\x1F\x8B\x08" + zeros, "\\x1F\\x8B", "a table as text, unpacked (it is compressed by gzip)"},
        {"PK\x03\x04" + zeros, "PK\\x03\\x04", "a table as text (it is a .xlsx, .ods or .zip file; save it as CSV)"},
        {"\xD0\xCF\x11\xE0" + zeros, "\\xD0\\xCF\\x11\\xE0", "a table as text (it is a .xls file; save it as CSV)"},
        {std::string{"\xFF\xFE\x61\0\x2C\0\x62\0\x0A\0", 10}, "\\xFF\\xFE", "UTF-8 (it is in UTF-16)",
         errc::invalid_utf8},
        {std::string{"\xFE\xFF\0\x61\0\x0A", 6}, "\\xFE\\xFF", "UTF-8 (it is in UTF-16)", errc::invalid_utf8}};
    for (const auto& k : kinds) {
        CAPTURE(k.expected);
        problem_log log;
        csv_reader in{k.bytes, "t.csv", log};
        CHECK_FALSE(in.require("code"));
        CHECK_FALSE(in.next());
        CHECK(log.kept() == problems{{k.code, {"t.csv", 0, 0, {}}, k.found, k.expected}});
    }
    problem_log log;
    csv_reader in{std::string_view{"PK,a\n1,2\n"}, "t.csv", log};
    CHECK(in.require("PK"));
    CHECK(in.next());
    CHECK(log.empty());
}

TEST_CASE("a faulty record is left out and the others are read") {
    const auto all = read_whole("a,b\n1\n2,\"\"x\n3,3\n4,\xFF\n5,5\n", {});
    REQUIRE(all.records.size() == 2);
    CHECK(all.records[0].fields[0] == "3");
    CHECK(all.records[1].fields[0] == "5");
    CHECK(all.faults.size() == 3);
}

TEST_CASE("a header that cannot be read leaves no records") {
    const auto all = read_whole("a,b\"c\n1,2\n", {});
    CHECK(all.records.empty());
    CHECK(all.faults == std::vector<csv_contents::fault>{{errc::malformed_text, 1, 2}});
}

TEST_CASE("a record beyond the limit ends the reading, alike for every cut") {
    csv_options options;
    options.max_record = 100;
    const std::string field(200, 'x');
    const auto long_quote = "a,b\n1,2\n3,\"" + field + "\"\n4,5\n";
    const auto long_line = "a,b\n1,2\n" + field + ",4\n4,5\n";
    for (const std::size_t most : {1U, 64U, 100U, 1000U}) {
        const auto quote = read_in_pieces(long_quote, most, options);
        CHECK(quote == read_whole(long_quote, options));
        CHECK(quote.records.size() == 1);
        CHECK(quote.faults == std::vector<csv_contents::fault>{{errc::unterminated_quote, 3, 2}});
        const auto line = read_in_pieces(long_line, most, options);
        CHECK(line == read_whole(long_line, options));
        CHECK(line.faults == std::vector<csv_contents::fault>{{errc::out_of_range, 3, 1}});
    }
    options.max_record = 206;
    CHECK(read_whole(long_quote, options).records.size() == 3);
}

TEST_CASE("each broken file is told with every place that is wrong") {
    const auto told = [](const std::string& name) {
        const std::string text = test::bytes_of("broken/" + name);
        CAPTURE(name);
        const auto all = problems_of(text);
        problem_log log;
        piecewise pieces{text, 5};
        csv_reader in{pieces, "t.csv", log};
        while (in.next()) {
        }
        CHECK(log.kept() == all);
        std::vector<std::string> lines;
        for (const auto& each : all) lines.push_back(to_string(each));
        return lines;
    };
    using lines = std::vector<std::string>;
    CHECK(told("empty.csv") == lines{"t.csv: empty_file: expected a line that names the columns"});
    CHECK(told("only_a_mark.csv") == told("empty.csv"));
    CHECK(told("column_twice.csv") ==
          lines{"t.csv:1:3 (code): duplicate_column: found 'code', expected one column of that name (see column 1)"});
    CHECK(told("ragged.csv") == lines{"t.csv:3: ragged_row: found '03167', expected 2 fields, not 1",
                                      "t.csv:4: ragged_row: found '03168,a,b', expected 2 fields, not 3"});
    CHECK(told("open_quote.csv") == lines{"t.csv:2:2 (name): unterminated_quote: found "
                                          "'\"Mường Chà\\n03167,b\\n03168,c\\n', expected a closing quote before the "
                                          "end of the file"});
    CHECK(
        told("stray_quotes.csv") ==
        lines{
            "t.csv:2:2 (name): unterminated_quote: found '\"a\"b', expected nothing between the closing quote and the "
            "end of the field",
            "t.csv:3:2 (name): malformed_text: found 'say \"c\"', expected quotes around the whole field, and each "
            "quote "
            "inside doubled"});
    CHECK(told("latin1.csv") ==
          lines{"t.csv:3:2 (name): invalid_utf8: found 'Ch\\xE0', expected UTF-8 (as Windows-1252 it reads 'Chà')"});
    CHECK(told("truncated.csv") == lines{"t.csv:3:2 (name): invalid_utf8: found 'Mư\\xE1\\xBB', expected UTF-8"});
    CHECK(told("utf16.csv") == lines{"t.csv: invalid_utf8: found '\\xFF\\xFE', expected UTF-8 (it is in UTF-16)"});
    CHECK(told("old_mac.csv").front().starts_with("t.csv:1:2: malformed_text: found 'name\\x0D03166'"));
}

TEST_CASE("a source that fails is told, and what it gave before is read") {
    problem_log log;
    struct : byte_source {
        int calls = 0;
        std::size_t read(std::span<char> room) override {
            if (calls++ > 0) throw data_error{{{errc::unreadable, {"t.csv", 0, 0, {}}, "cut off", ""}}};
            constexpr std::string_view text = "a,b\n1,2\n";
            std::copy(text.begin(), text.end(), room.begin());
            return text.size();
        }
    } failing;
    csv_reader in{failing, "t.csv", log};
    CHECK(in.next());
    CHECK_FALSE(in.next());
    REQUIRE(log.kept().size() == 1);
    CHECK(log.kept().front().code == errc::unreadable);
}

TEST_CASE("a source that gives nothing and fails is not called empty as well") {
    problem_log log;
    const int opened = ::open("/", O_RDONLY | O_CLOEXEC);
    REQUIRE(opened >= 0);
    descriptor_source folder{opened, "t.csv"};
    csv_reader in{folder, "t.csv", log};
    CHECK_FALSE(in.next());
    ::close(opened);
    REQUIRE(log.kept().size() == 1);
    CHECK(to_string(log.kept().front()) ==
          "t.csv: unreadable: found 'Is a directory', expected bytes that can be read");
}

TEST_CASE("a stream is read like a text") {
    std::istringstream stream{"a,b\n1,2\n3,4"};
    problem_log log;
    stream_source source{stream, "stdin"};
    csv_reader in{source, "stdin", log};
    CHECK(in.next());
    CHECK(in.next());
    CHECK(in[1] == "4");
    CHECK_FALSE(in.next());
    CHECK(log.empty());
}

TEST_CASE("a reader may be moved between two records") {
    problem_log log;
    piecewise pieces{"a,b\n1,2\n3,\"x\"\"y\"\n", 3};
    csv_reader first{pieces, "t.csv", log};
    REQUIRE(first.next());
    csv_reader second{std::move(first)};
    CHECK(second[1] == "2");
    REQUIRE(second.next());
    CHECK(second[1] == "x\"y");
    CHECK(second.header().size() == 2);
}

TEST_CASE("a fault of the caller's own is told with place and text") {
    problem_log log;
    csv_reader in{std::string_view{"code,value\n03166,1x\n"}, "t.csv", log};
    REQUIRE(in.next());
    in.fault(errc::malformed_text, in.find("value"), "a number");
    CHECK(to_string(log.kept().front()) == "t.csv:2:2 (value): malformed_text: found '1x', expected a number");
}

}  // namespace
}  // namespace muong
