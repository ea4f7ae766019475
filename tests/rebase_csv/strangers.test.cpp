// SPDX-License-Identifier: MIT
//
// What rebase_csv says of tables as people have them: with words among the figures, in old encodings, with rows of
// totals, with codes that went through a spreadsheet.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "rebase_csv/program.hpp"
#include "support/for_all.hpp"

namespace muong {
namespace {

using test::rebase_csv_run;
using test::source_of_chance;
using words = std::vector<std::string>;

const words codes{"00001", "00002", "00003", "00004", "00007"};

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("a column of words is one fault, which names the rule for it, and hides no other") {
    const rebase_csv_run in;
    std::string table = "code,kind,a,\"name, old\"\n";
    for (std::size_t i = 0; i < codes.size(); ++i) {
        table += codes[i] + ",xa," + (i == 3 ? "1e5" : i == 4 ? "many" : "1") + ",x" + std::to_string(i) + '\n';
    }
    const auto done = in.forward(table, {"--sum", "kind,a"});
    CHECK(done.status == 3);
    CHECK(
        done.err ==
        "in.csv:2:2 (kind): malformed_text: found 'xa', expected a number such as 1234.5 (words need --label kind); 5 "
        "cells of this column are like it, and none can be read\n"
        "in.csv:2:4 (name, old): malformed_text: found 'x0', expected a number such as 1234.5 (words need --label "
        "'\"name, old\"'); 5 cells of this column are like it, and none can be read\n"
        "in.csv:5:3 (a): malformed_text: found '1e5', expected all digits and no exponent, as in 1234.5\n"
        "in.csv:6:3 (a): malformed_text: found 'many', expected a number such as 1234.5 (words need --label a)\n");
}

TEST_CASE("what is told of a column does not depend on how many cells of it are like that") {
    const rebase_csv_run in;
    std::size_t gathered = 0;
    test::for_all(
        [](source_of_chance& chance) {
            words cells;  // of a long table with one indicator
            const auto numbers = chance.index(3);
            for (auto left = chance.between(1, 40); left > 0; --left) {
                cells.push_back(numbers != 0 && chance.chance(1, 3) ? "1" : chance.pick(words{"x", "1,5", "x y"}));
            }
            return cells;
        },
        [&](const words& cells) {
            std::string table = "code,period,indicator,value\n";
            for (std::size_t i = 0; i < cells.size(); ++i) {
                table += "00003," + std::to_string(1000 + i) + ",a,\"" + cells[i] + "\"\n";
            }
            const auto done = in.forward(table, {"--long"});
            const bool any_number = std::find(cells.begin(), cells.end(), "1") != cells.end();
            std::size_t expected = 0;
            std::size_t bad = 0;
            for (const auto& like : {words{"x", "x y"}, words{"1,5"}}) {
                const auto count =
                    static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [&](const auto& c) {
                        return std::find(like.begin(), like.end(), c) != like.end();
                    }));
                bad += count;
                const auto told = any_number ? std::min(count, std::size_t{10}) : std::min(count, std::size_t{1});
                expected += told;
                if (count == told) continue;
                ++gathered;
                const auto left = any_number ? count - told : count;
                const auto text = "; " + std::to_string(left) + (any_number ? " more" : "") +
                                  (left == 1 ? " cell" : " cells") + " of this column " + (left == 1 ? "is" : "are") +
                                  " like it" + (any_number ? "\n" : ", and none can be read\n");
                CHECK(has(done.err, text));
            }
            CHECK(done.status == (bad == 0 ? 0 : 3));
            CHECK(lines_of(done.err) == expected);
        },
        60);
    CHECK(gathered > 20);
}

TEST_CASE("a table in another encoding is told once, in whichever option it stands, with the way to convert it") {
    const rebase_csv_run in;
    std::string latin = "code,name,a\n";
    for (const auto& code : codes) latin += code + ",T\xFA,1\n";
    const auto done = in.forward(latin + "00003,x\n");
    CHECK(done.status == 3);
    CHECK(done.err ==
          "in.csv:2:2 (name): invalid_utf8: found 'T\\xFA', expected UTF-8 (as Windows-1252 it reads 'Tú'); 4 more "
          "rows are "
          "not either, the last is row 6\n"
          "in.csv:7: ragged_row: found '00003,x', expected 3 fields, not 2\n"
          "if that is right, iconv -f WINDOWS-1252 -t UTF-8 in.csv > in.utf8.csv converts it\n");
    const auto piped = in.words({"--units", in.in("units.csv"), "--transfers", in.in("transfers.csv"), "--from",
                                 "2009-12-31", "--to", "2010-01-01", "-"},
                                latin);
    CHECK(piped.err.ends_with("\nif that is right, iconv -f WINDOWS-1252 -t UTF-8 converts it\n"));
    auto units = in.bytes("units.csv");
    for (std::size_t at = 0; (at = units.find("Một")) != std::string::npos;) units.replace(at, 5, "M\xF4t");
    in.make("units.csv", units);
    const auto of_units = in.forward("code,a\n00001,1\n");
    CHECK(of_units.status == 3);
    CHECK(of_units.err ==
          "units.csv:3:2 (name): invalid_utf8: found 'M\\xF4t', expected UTF-8 (as Windows-1252 it reads 'Môt')\n"
          "if that is right, iconv -f WINDOWS-1252 -t UTF-8 units.csv > units.utf8.csv converts it\n");
}

TEST_CASE("a line for spreadsheets before the header is stepped over, or told if its delimiter is another one") {
    const rebase_csv_run in;
    CHECK(in.forward("sep=,\ncode,a\n00003,1\n").out == in.forward("code,a\n00003,1\n").out);
    const auto done = in.forward("sep=;\r\ncode;a\r\n00003;1\r\n");
    CHECK(done.status == 3);
    CHECK(
        done.err ==
        "in.csv:1: malformed_text: found 'sep=;', expected a line that names the columns (this one tells spreadsheets "
        "that the table has ';' between its fields, and it is read with ',')\n"
        "--semicolon reads all tables with semicolons between their fields and decimal commas, --semicolon=in only "
        "this\n");
}

TEST_CASE("each table may have semicolons by itself, and what is told leads to the option for that") {
    const rebase_csv_run in;
    const auto way = std::string{" with semicolons between their fields and decimal commas"};
    in.make("groups.csv", "code,group\n00003,n\n00007,s\n00008,s\n");
    in.make("weights.csv", "code,people\n00007,1.5\n00008,4.5\n");
    for (const std::string& name : words{"units", "transfers", "groups", "weights"}) {
        in.make(name + "2.csv", test::with_semicolons(in.bytes(name + ".csv")));
    }
    const std::string table = "code,a\n00003,1.25\n00007,0.75\n";
    const words kinds{"registry", "in", "group", "assume"};
    const auto carried = [&](unsigned semicolons, const words& options) {
        const auto file = [&](const std::string& name, unsigned kind) {
            return in.in(name + ((semicolons >> kind & 1U) != 0 ? "2.csv" : ".csv"));
        };
        words more{"--units", file("units", 0),  "--transfers", file("transfers", 0),
                   "--group", file("groups", 2), "--assume",    "proportional:" + file("weights", 3)};
        more.insert(more.end(), options.begin(), options.end());
        return in.carry((semicolons & 2U) != 0 ? test::with_semicolons(table) : table, "2019-12-31", "2020-01-01",
                        more);
    };
    const auto plain = carried(0, {});
    CHECK(plain.status == 0);
    for (unsigned semicolons = 1; semicolons < 16; ++semicolons) {
        CAPTURE(semicolons);
        std::string list;
        for (unsigned kind = 0; kind < 4; ++kind) {
            if ((semicolons >> kind & 1U) != 0) list += (list.empty() ? "" : ",") + kinds[kind];
        }
        const auto done = carried(semicolons, {"--semicolon=" + list});
        CHECK(done.status == 0);
        CHECK(done.out == ((semicolons & 2U) != 0 ? test::with_semicolons(plain.out) : plain.out));
        // from either end the hints lead there, one table after the other
        for (std::string option : {std::string{}, std::string{"--semicolon"}}) {
            for (int step = 0; step < 5; ++step) {
                const auto tried = carried(semicolons, option.empty() ? words{} : words{option});
                if (tried.status == 0) break;
                CHECK(tried.status == 3);
                const auto listed = tried.err.rfind("--semicolon=");
                if (listed != std::string::npos) {
                    option = tried.err.substr(listed, tried.err.find_first_of(" \n", listed) - listed);
                } else {
                    option = has(tried.err, "\nwithout --semicolon ") ? "" : "--semicolon";
                }
            }
            CHECK((semicolons == 15 && option == "--semicolon" ? "registry,in,group,assume" : option.substr(12)) ==
                  list);
        }
    }
    CHECK(has(carried(1, {}).err, "\n--semicolon reads all tables" + way + ", --semicolon=registry only this\n"));
    CHECK(has(carried(2, {"--semicolon"}).err,
              "\n--semicolon=in,group,assume reads these tables" + way + ", and no others\n"));
    const auto of_weights = in.forward(table, {"--assume", "proportional:" + in.in("weights2.csv:people")});
    CHECK(of_weights.status == 3);
    CHECK(has(of_weights.err, ", --semicolon=assume only this\n"));
    const auto unknown = carried(0, {"--semicolon=in,units"});
    CHECK(unknown.status == 2);
    CHECK(has(unknown.err, "--semicolon: found 'in,units', expected some of registry, in, group and assume\n"));
}

TEST_CASE("periods are read as people write them, and weeks are told to be none") {
    const rebase_csv_run in;
    const auto carried = [&](const std::string& period) {
        return in.carry("code,period,indicator,value\n00001," + period + ",a,1\n00002," + period + ",a,2\n",
                        "period-end", "2010-01-01", {"--long"});
    };
    for (const char* period : {"2009Q4", "2009M12", "2009-Q4", "2009-M12", "2009S2", "2009-S2", "2009H2", "2009",
                               "Q4/2009", "12/2009", "2005-2009", "quý IV/2009", "2009-12-31"}) {
        CAPTURE(period);
        const auto done = carried(period);
        CHECK(done.status == 0);
        CHECK(has(done.out, std::string{"00005,"} + period + ",a,3\n"));
    }
    const auto week = carried("2009-W53");
    CHECK(week.status == 3);
    CHECK(week.err ==
          "in.csv:2:2 (period): malformed_text: found '2009-W53', expected a period such as 2024, 2024-Q1 or 2024-06, "
          "since its day tells the map (no weeks: give a day of each); 2 cells of this column are like it, and none "
          "can be "
          "read\n");
    for (const char* other : {"T1/2009", "2009/10", "W", "week"}) {
        CAPTURE(other);
        CHECK(has(carried(other).err, ", expected a period such as 2024, 2024-S1, 2024-Q1, 2024Q1, "));
    }
}

TEST_CASE("codes that went through a spreadsheet are told with the code that is probably meant") {
    const rebase_csv_run in;
    const auto told = [&](const std::string& field) { return in.forward("code,a\n" + field + ",1\n").err; };
    CHECK(has(told("3.0"), "(probably 00003: a spreadsheet has made it a number)\n"));
    CHECK(has(told("' 00003'"), "expected a unit in force on 2009-12-31\n"));
    CHECK(has(told("\" 00003 \""), "(probably 00003)\n"));
    CHECK(has(told("'00003"), "(probably 00003, without the marks of a spreadsheet around it)\n"));
    CHECK(has(told("\"=\"\"00003\"\"\""), "(probably 00003, without the marks of a spreadsheet around it)\n"));
}

TEST_CASE("a row of totals is told to be one") {
    const rebase_csv_run in;
    for (const char* total :
         {"Total",  "TOTAL", "Tổng số", "TỔNG SỐ", "Insgesamt", "Total general", "Total général", "Σύνολο",
          "ΣΥΝΟΛΟ", "Итого", "ВСЕГО",   "المجموع", "合計",      "合　計",        "合 計",         "合计",
          "총계",   "합계",  "รวม",     "कुल",      "Ogółem",    "Összesen",      "Yhteensä",      "Genel Toplam"}) {
        CAPTURE(total);
        CHECK(in.forward("code,a\n00003,1\n" + std::string{total} + ",1\n").err ==
              "in.csv:3:1 (code): unknown_unit: found '" + std::string{total} +
                  "', expected a unit in force on 2009-12-31 (a row of totals is to be left out)\n");
        CHECK(in.forward("code,name,a\n00003,Ba,1\n," + std::string{total} + ",1\n").err ==
              "in.csv:3:1 (code): missing_value: expected the code of a unit (a row of totals is to be left out)\n");
    }
    CHECK(has(in.forward("code,name,a\n00003,Ba,1\n,Totalan,1\n").err, "expected the code of a unit\n"));
}

TEST_CASE("tables that are taken for each other are told, and the column of the codes is asked for") {
    const rebase_csv_run in;
    const std::string table = "code,a\n00003,1\n";
    CHECK(has(in.forward(table, {"--units", in.in("transfers.csv"), "--transfers", in.in("units.csv")}).err,
              "\n--units and --transfers seem to be swapped\n"));
    CHECK(has(in.forward(table, {"--units", in.in("transfers.csv")}).err,
              "transfers.csv of --units looks like a table of transfers\n"));
    CHECK(has(in.forward(table, {"--transfers", in.in("units.csv")}).err,
              "units.csv of --transfers looks like a table of units\n"));
    CHECK(in.forward("Code,a\n00003,1\n").err ==
          "in.csv:1 (code): missing_column: found 'Code,a', expected a column of this name (there is 'Code')\n"
          "--code Code takes the codes of in.csv from this column\n");
    CHECK(in.forward("Gemeinde Nr,a\n00003,1\n").err ==
          "in.csv:1 (code): missing_column: found 'Gemeinde Nr,a', expected a column of this name\n"
          "--code NAME takes the codes of in.csv from another column\n");
}

TEST_CASE("lines above the header of a table are told of") {
    const rebase_csv_run in;
    const std::string missing = ":1 (code): missing_column: found 'Table 1,', expected a column of this name\n";
    CHECK(in.forward("Table 1,\ncode,a\n00003,1\n").err ==
          "in.csv" + missing + "row 2 of in.csv looks like the header: take the line above it away\n");
    CHECK(in.forward("Table 1,\n,\n\"code\",a\r\n00003,1\n").err ==
          "in.csv" + missing + "row 3 of in.csv looks like the header: take the lines above it away\n");
    CHECK(has(in.forward("合計表\ncode,period,indicator,value\n00003,2009,a,1\n", {"--long"}).err,
              "\nrow 2 of in.csv looks like the header: take the line above it away\n"));
    CHECK(has(in.forward("Table 1\nx,y,a\n00003,00003,1\n", {"--flows", "x,y"}).err, "\nrow 2 of in.csv looks like "));
    CHECK(has(in.forward("Table 1\nNr,a\n00003,1\n", {"--code", "Nr"}).err, "\nrow 2 of in.csv looks like "));
    // a row that has not all of them is none, nor is one far below
    CHECK(has(in.forward("Table 1\ncode,period,value\n00003,2009,1\n", {"--long"}).err, "--code NAME takes "));
    CHECK(has(in.forward("Table 1\n" + std::string(40, '\n') + "code,a\n").err, "--code NAME takes "));
    // of the other tables too
    in.make("u.csv", "Units of 2024,,,,,,\n" + in.bytes("units.csv"));
    in.make("t.csv", "Changes,,,,,,,\n\n" + in.bytes("transfers.csv"));
    in.make("groups.csv", "Groups,\ncode,group\n00003,n\n");
    const auto both = in.forward("code,a\n00003,1\n", {"--units", in.in("u.csv"), "--transfers", in.in("t.csv")});
    CHECK(both.status == 3);
    CHECK(has(both.err,
              "\nrow 2 of u.csv looks like the header: take the line above it away\n"
              "row 3 of t.csv looks like the header: take the lines above it away\n"));
    CHECK(has(in.forward("code,a\n00003,1\n", {"--group", in.in("groups.csv")}).err,
              "\nrow 2 of groups.csv looks like "));
    // what came through a pipe cannot be read again
    const auto piped = in.words({"--units", in.in("units.csv"), "--transfers", in.in("transfers.csv"), "--from",
                                 "2009-12-31", "--to", "2010-01-01", "-"},
                                "Table 1,\ncode,a\n00003,1\n");
    CHECK(piped.err == "stdin" + missing + "--code NAME takes the codes of stdin from another column\n");
}

TEST_CASE("of a key that comes again is told where it came first, whatever stands between") {
    const rebase_csv_run in;
    std::size_t told = 0;
    test::for_all(
        [](source_of_chance& chance) {
            words rows;
            for (auto left = chance.between(2, 60); left > 0; --left) {
                rows.push_back(chance.pick(words{"1", "00001", "00002", "00003"}) + ',' + chance.text("ab", 1, 2) +
                               ',' + chance.pick(words{"1", "2", "", "..", "x"}));
            }
            return rows;
        },
        [&](const words& rows) {
            std::string table = "code,period,indicator,value\n";
            std::string flows = "x,y,period,indicator,value\n";
            std::map<std::string, std::size_t> first;
            words expected;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const auto row = (rows[i].starts_with("1,") ? "0000" : "") + rows[i];
                const auto name = rows[i].find(',') + 1;
                table += rows[i].substr(0, name) + "2009," + rows[i].substr(name) + '\n';
                flows += rows[i].substr(0, name) + "00002,2009," + rows[i].substr(name) + '\n';
                const auto value = row.substr(row.rfind(',') + 1);
                if (value.empty() || value == ".." || value == "x") continue;
                const auto [at, is_new] = first.try_emplace(row.substr(0, row.rfind(',')), i + 2);
                if (!is_new) {
                    expected.push_back("in.csv:" + std::to_string(i + 2) + " (it is in row " +
                                       std::to_string(at->second) + ')');
                }
            }
            told += expected.size();
            const words more{"--long", "--pad-codes", "5", "--no-value", ".."};
            auto of_flows = more;
            of_flows.insert(of_flows.end(), {"--flows", "x,y"});
            for (const auto& done : {in.forward(table, more), in.forward(flows, of_flows)}) {
                words found;
                for (std::size_t at = 0; at < done.err.size();) {
                    const auto end = done.err.find('\n', at);
                    const auto line = done.err.substr(at, end - at);
                    at = end + 1;
                    if (!has(line, "duplicate_key")) continue;
                    const auto place = line.find(':', 7);
                    found.push_back(line.substr(0, place) + line.substr(std::min(line.rfind(" (it is"), line.size())));
                }
                CHECK(found == expected);
            }
        },
        40);
    CHECK(told > 100);
    // what is not a file is not read again
    const auto piped = in.words({"--units", in.in("units.csv"), "--transfers", in.in("transfers.csv"), "--from",
                                 "2009-12-31", "--to", "2010-01-01", "--long", "-"},
                                "code,period,indicator,value\n00001,2009,a,1\n00001,2009,a,2\n");
    CHECK(piped.err == "stdin:3:4 (value): duplicate_key: found '2', expected one value of a in 2009 a unit\n");
}

TEST_CASE("a column in which points may separate thousands is remarked, and is read as it stands") {
    const rebase_csv_run in;
    const auto remarked = [&](const words& cells, const words& more = {}) {
        std::string table = "code,a\n";
        std::string lengthwise = "code,period,indicator,value\n";
        std::string flows = "x,y,a\n";
        for (std::size_t i = 0; i < cells.size(); ++i) {
            table += codes[i] + ',' + cells[i] + '\n';
            lengthwise += codes[i] + ",2009,a," + cells[i] + '\n';
            flows += codes[i] + ",00001," + cells[i] + '\n';
        }
        const auto wide = in.forward(table, more);
        CHECK(wide.status == 0);
        auto of_long = more;
        of_long.emplace_back("--long");
        const auto remarks = test::without_gaps(wide.remarks);
        CHECK(test::without_gaps(in.forward(lengthwise, of_long).remarks) == remarks);
        if (more.empty()) CHECK(test::without_gaps(in.forward(flows, {"--flows", "x,y"}).remarks) == remarks);
        return has(wide.remarks, "decimals; if the point separates thousands");
    };
    CHECK(remarked({"980", "1.234", "690"}));
    CHECK(remarked({"690.000", "12"}));
    CHECK(remarked({"", "-1.234", "0", "+7", "100.250"}));
    CHECK_FALSE(remarked({"1.234", "2.500", "0.125"}));  // all have three decimals
    CHECK_FALSE(remarked({"1.234", "2.500", "0"}));      // and zero is written so
    CHECK_FALSE(remarked({"1.234", "2.5", "3"}));        // another count of decimals
    CHECK_FALSE(remarked({"1.234", "1234"}));            // thousands without
    CHECK_FALSE(remarked({"0.234", "12"}));              // less than one
    CHECK_FALSE(remarked({"1234.567", "12"}));           // thousands without
    CHECK_FALSE(remarked({"12", "13"}));
    CHECK_FALSE(remarked({"1.234", "2.500", "-9"}, {"--no-value", "-9"}));
    CHECK_FALSE(remarked({"1.234", "12"}, {"--label", "a"}));
    CHECK(has(
        in.forward("code,period,indicator,value\n00001,2008,a,980\n00001,2009,b,5\n00001,2009,a,1.234\n", {"--long"})
            .remarks,
        "column 'a' of in.csv: 1.234 (row 4) is read"));  // over the periods of an indicator
    const auto done = in.forward("code,a\n00001,690.000\n00002,12\n");
    CHECK(has(done.remarks,
              "remark: column 'a' of in.csv: 690.000 (row 2) is read as a number with three decimals; if the "
              "point separates thousands, take it out of this column\n"));
    CHECK(has(done.out, "00005,702\n"));
    CHECK(in.forward("code,a\n00001,690.000\n00002,12\n", {"--quiet"}).remarks.empty());
    in.make("u.csv", test::with_semicolons(in.bytes("units.csv")));
    in.make("t.csv", test::with_semicolons(in.bytes("transfers.csv")));
    CHECK(has(in.forward("code;a\n00003;1,234\n00007;12\n",
                         {"--semicolon", "--units", in.in("u.csv"), "--transfers", in.in("t.csv")})
                  .remarks,
              "if the comma separates thousands"));
}

TEST_CASE("columns of the registry that are not read and seem to be meant are remarked") {
    const rebase_csv_run in;
    const auto remarks = [&](const std::string& units, const std::string& transfers) {
        in.make("u.csv", units);
        in.make("t.csv", transfers);
        return in
            .forward("code,a\n1,1\n", {"--units", in.in("u.csv"), "--transfers", in.in("t.csv"), "--basis", "people"})
            .remarks;
    };
    const auto with = [&](const std::string& unit_column, const std::string& transfer_column) {
        return remarks("code,valid_from," + unit_column + "\n1,2000-01-01,\n",
                       "effective,from_code,to_code,act,share_area," + transfer_column + "\n");
    };
    const auto check = [&](const std::string& column, const std::string& meant) {
        CAPTURE(column);
        CHECK(has(with("x", column), "is not read") == !meant.empty());
        if (!meant.empty()) CHECK(has(with("x", column), " is not read; if it is meant so, call it " + meant + '\n'));
    };
    check("share", "share_<basis>");
    check("Amount", "amount_<basis>");
    check("back_share", "back_share_<basis>");
    check("backshare", "back_share_<basis>");
    for (const char* column :
         {"shar_people", "Share_people", "share-people", "sahre_people", "shares_people", "share people"}) {
        check(column, "share_people");
    }
    check("backshare_x", "back_share_x");
    check("ammount_x", "amount_x");
    check("Extent", "extent");
    check("extend", "");      // a letter for another is no slip
    check("shape_area", "");  // of a map
    check("note", "");
    check("share_people", "");
    check("Act", "");  // there is act
    CHECK(has(with("validto", "x"), "call it valid_to\n"));
    CHECK(has(with("Parent", "x"), "call it parent\n"));
    CHECK_FALSE(has(with("area", "x"), "is not read"));
}

}  // namespace
}  // namespace muong
