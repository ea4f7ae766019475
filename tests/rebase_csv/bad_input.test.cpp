// SPDX-License-Identifier: MIT
//
// What rebase_csv says of bad tables: the file, the row and the column, what it found and what it expected. There is
// never a table then.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "rebase_csv/program.hpp"

namespace muong {
namespace {

using test::rebase_csv_run;
using test::with_semicolons;
using words = std::vector<std::string>;

struct fault {
    std::string name, table, told;
    words more;
};

/// Every line of `told` is a line of stderr, and there are no others.
void check_told(const rebase_csv_run& in, const fault& f) {
    CAPTURE(f.name);
    const auto done = in.forward(f.table, f.more);
    CHECK(done.status == 3);
    CHECK_FALSE(done.made);
    CHECK(done.out.empty());
    CHECK(done.err == f.told);
}

TEST_CASE("a bad cell, row or file is told with its place, and there is no table") {
    const rebase_csv_run in;
    in.make("u.csv", with_semicolons(in.bytes("units.csv")));
    in.make("t.csv", with_semicolons(in.bytes("transfers.csv")));
    const words is_long{"--long"};
    const std::vector<fault> faults{
        {"a unit twice",
         "code,a\n00001,1\n00002,2\n00001,3\n",
         "in.csv:4:1 (code): duplicate_key: found '00001', expected each unit once (it is in row 2)\n",
         {}},
        {"a code that is no unit twice",
         "code,a\n99,1\n99,3\n",
         "in.csv:2:1 (code): unknown_unit: found '99', expected a unit in force on 2009-12-31\n"
         "in.csv:3:1 (code): duplicate_key: found '99', expected each unit once (it is in row 2)\n",
         {}},
        {"a cell twice", "code,period,indicator,value\n00001,2009,a,1\n00002,2009,a,1\n00001,2009,a,1\n",
         "in.csv:4:4 (value): duplicate_key: found '1', expected one value of a in 2009 a unit "
         "(it is in row 2)\n",
         is_long},
        {"a column named twice",
         "code,a,b,a\n00001,1,2,3\n",
         "in.csv:1:4 (a): duplicate_column: found 'a', expected one column of that name (see column 2)\n",
         {}},
        {"no column of codes",
         "kode,a\n00001,1\n",
         "in.csv:1 (code): missing_column: found 'kode,a', expected a column of this name\n"
         "--code NAME takes the codes of in.csv from another column\n",
         {}},
        {"semicolons between the fields",
         "kode;a\n00001;1,5\n",
         "in.csv:1 (code): missing_column: found 'kode;a', expected a column of this name (the header seems to "
         "use ';' as its delimiter)\n"
         "--semicolon reads all tables with semicolons between their fields and decimal commas, --semicolon=in only "
         "this\n",
         {}},
        {"semicolons as asked, and another column",
         "kode;a\n00001;1,5\n",
         "in.csv:1 (code): missing_column: found 'kode;a', expected a column of this name\n"
         "--code NAME takes the codes of in.csv from another column\n",
         {"--semicolon", "--units", in.in("u.csv"), "--transfers", in.in("t.csv")}},
        {"a code that has lost its zeros",
         "code,a\n1,1\n00002,1\n",
         "in.csv:2:1 (code): unknown_unit: found '1', expected a unit in force on 2009-12-31 (probably 01: its zeros "
         "are lost, --pad-codes 2 puts them back)\n",
         {}},
        {"a code that has lost its zeros, of which no shorter one is a unit",
         "code,a\n2,1\n",
         "in.csv:2:1 (code): unknown_unit: found '2', expected a unit in force on 2009-12-31 (probably 00002: its "
         "zeros "
         "are lost, --pad-codes 5 puts them back)\n",
         {}},
        {"a decimal comma",
         "code,a\n00001,\"12,5\"\n",
         "in.csv:2:2 (a): suspect_number: found '12,5', expected a decimal point and no thousands separator, as in "
         "1234.5\n",
         {}},
        {"a thousands separator",
         "code,a\n00001,\"1,234.5\"\n",
         "in.csv:2:2 (a): suspect_number: found '1,234.5', expected no thousands separators, as in 1234.5\n",
         {}},
        {"no number",
         "code,a\n00001,NaN\n",
         "in.csv:2:2 (a): malformed_text: found 'NaN', expected a number, or an empty field for a missing value "
         "(or name the mark with --no-value)\n",
         {}},
        {"words",
         "code,a\n00001,many\n",
         "in.csv:2:2 (a): malformed_text: found 'many', expected a number such as 1234.5 (words need --label a)\n",
         {}},
        {"blanks around a number",
         "code,a\n00001, 5\n00002,5 \n00003,\"\u00A0-5.25 \"\n00004,  \n00007,1\n",
         "in.csv:2:2 (a): malformed_text: found ' 5', expected a number without blanks around it\n"
         "in.csv:3:2 (a): malformed_text: found '5 ', expected a number without blanks around it\n"
         "in.csv:4:2 (a): malformed_text: found '\u00A0-5.25 ', expected a number without blanks around it\n"
         "in.csv:5:2 (a): malformed_text: found '  ', expected a number, or an empty field for a missing value\n",
         {}},
        {"a decimal point without a digit on each side",
         "code,a\n00001,.5\n00002,5.\n00003,-.5\n00004,.x\n00007,1\n",
         "in.csv:2:2 (a): malformed_text: found '.5', expected a digit on each side of the decimal point, as in 0.5\n"
         "in.csv:3:2 (a): malformed_text: found '5.', expected a digit on each side of the decimal point, as in 0.5\n"
         "in.csv:4:2 (a): malformed_text: found '-.5', expected a digit on each side of the decimal point, as in 0.5\n"
         "in.csv:5:2 (a): malformed_text: found '.x', expected a number such as 1234.5 (words need --label a)\n",
         {}},
        {"a decimal point where a comma is meant",
         "code;a\n00001;1.5\n00002;,5\n00003;x\n",
         "in.csv:2:2 (a): suspect_number: found '1.5', expected a decimal comma and no thousands separator, as in "
         "1234,5\n"
         "in.csv:3:2 (a): malformed_text: found ',5', expected a digit on each side of the decimal comma, as in 0,5\n"
         "in.csv:4:2 (a): malformed_text: found 'x', expected a number such as 1234,5 (words need --label a)\n",
         {"--semicolon", "--units", in.in("u.csv"), "--transfers", in.in("t.csv")}},
        {"flows, in the order of their rows",
         "x,y,n\n00001,99,7\n,00002,8\n00001,99,7\n00001,00001,abc\n00001,00001,3\n",
         "in.csv:2:2 (y): unknown_unit: found '99', expected a unit in force on 2009-12-31\n"
         "in.csv:3:1 (x): missing_value: expected the code of a unit\n"
         "in.csv:5:3 (n): malformed_text: found 'abc', expected a number such as 1234.5 (words need --label n)\n"
         "in.csv:6:1 (x): duplicate_key: found '00001', expected each pair of units once (it is in row 5)\n",
         {"--flows", "x,y"}},
        {"flows of no period and of no indicator",
         "x,y,period,indicator,value\n00001,00002,,n,7\n00001,00001,2020,,7\n",
         "in.csv:2:3 (period): missing_value: expected a period such as 2024 or 2024-Q1\n"
         "in.csv:3:4 (indicator): missing_value: expected the name of an indicator\n",
         {"--flows", "x,y", "--long"}},
        {"an exponent",
         "code,a\n00001,1e5\n",
         "in.csv:2:2 (a): malformed_text: found '1e5', expected all digits and no exponent, as in 1234.5\n",
         {}},
        {"beyond 64 bits",
         "code,a\n00001,9223372036854775808\n00002,9223372036854775807\n",
         "in.csv:2:2 (a): out_of_range: found '9223372036854775808', expected a number of at most 64 bits, that is "
         "below 2^63\n",
         {}},
        {"part of a person",
         "code,a\n00001,1.5\n",
         "in.csv:2:2 (a): out_of_range: found '1.5', expected a whole number, as --whole asks\n",
         {"--whole", "a"}},
        {"a whole number with a point between thousands, perhaps",
         "code,a\n00001,1.234\n00002,5.0\n",
         "in.csv:2:2 (a): out_of_range: found '1.234', expected a whole number, as --whole asks, without marks between "
         "thousands\n",
         {"--whole", "a"}},
        {"a weight below zero",
         "code,a,b\n00001,1,-2\n",
         "in.csv:2:3 (b): out_of_range: found '-2', expected a weight that is not below 0\n",
         {"--mean", "a:b"}},
        {"a size below zero to go by",
         "code,w,b\n00001,x,-2\n",
         "in.csv:2:3 (b): out_of_range: found '-2', expected a weight that is not below 0\n",
         {"--label", "w=largest:b"}},
        {"a row without a code", "code,a\n,1\n", "in.csv:2:1 (code): missing_value: expected the code of a unit\n", {}},
        {"an empty file", "", "in.csv: empty_file: expected a line that names the columns\n", {}},
        {"cut in the quotes",
         "code,a\n00001,1\n00002,\"2",
         "in.csv:3:2 (a): unterminated_quote: found '\"2', expected a closing quote before the end of the file\n",
         {}},
        {"cut in a row",
         "code,a\n00001,1\n00002",
         "in.csv:3: ragged_row: found '00002', expected 2 fields, not 1\n",
         {}},
        {"not UTF-8",
         "code,a\n00001,1\n00002,\xFF\n",
         "in.csv:3:2 (a): invalid_utf8: found '\\xFF', expected UTF-8 (as Windows-1252 it reads 'ÿ')\n"
         "if that is right, iconv -f WINDOWS-1252 -t UTF-8 in.csv > in.utf8.csv converts it\n",
         {}},
        {"a unit of another day",
         "code,a\n00005,1\n",
         "in.csv:2:1 (code): not_in_force: found '00005', expected a unit in force on 2009-12-31 (00005 begins on "
         "2010-01-01, it came out of 00001 and 00002)\nthese codes are the list in force from 2010-01-01 to "
         "2019-12-31, without 3 units\n",
         {}},
        {"all of them at once",
         "code,a,b\n00001,x,1\n00002,1,\"1,5\"\n00002,1,1\n",
         "in.csv:2:2 (a): malformed_text: found 'x', expected a number such as 1234.5 (words need --label a)\n"
         "in.csv:3:3 (b): suspect_number: found '1,5', expected a decimal point and no thousands separator, as in "
         "1234.5\n"
         "in.csv:4:1 (code): duplicate_key: found '00002', expected each unit once (it is in row 3)\n",
         {}},
    };
    for (const auto& f : faults) check_told(in, f);
}

TEST_CASE("a fault is told in the same way in whichever row of a long table it stands, and loses no other cell") {
    const rebase_csv_run in;
    constexpr int rows = 70;
    const auto row = [](int i, const std::string& value) {
        return "0000" + std::to_string(i % 3 + 1) + ',' + std::to_string(1000 + i / 3) + ",a," + value + '\n';
    };
    const auto table_of = [&](int special, const std::string& value, const std::string& more) {
        std::string table = "code,period,indicator,value\n";
        for (int i = 0; i < rows; ++i) {
            table += row(i, i == special ? value : std::to_string(i));
            if (i == special) table += more;
        }
        return table + "00004,1000,a,0\n";
    };
    const words options{"--long", "--missing", "skip"};
    for (int at = 0; at < rows; ++at) {
        CAPTURE(at);
        const auto place = "in.csv:" + std::to_string(at + 3);
        check_told(in,
                   {"a cell twice", table_of(at, "5", row(at, "0.50") + "x\n"),
                    place + ":4 (value): duplicate_key: found '0.50', expected one value of a in " +
                        std::to_string(1000 + at / 3) + " a unit (it is in row " + std::to_string(at + 2) +
                        ")\nin.csv:" + std::to_string(at + 4) + ": ragged_row: found 'x', expected 4 fields, not 1\n",
                    options});
        check_told(in, {"no number", table_of(at, "5", row(at + 3 * rows, "1,5") + row(at, "6")),
                        place + ": ragged_row: found '" + row(at + 3 * rows, "1,5").substr(0, 16) +
                            "', expected 4 fields, not 5\nin.csv:" + std::to_string(at + 4) +
                            ":4 (value): duplicate_key: found '6', expected one value of a in " +
                            std::to_string(1000 + at / 3) + " a unit (it is in row " + std::to_string(at + 2) + ")\n",
                        options});
        // as many decimals as are asked for in the middle, and a value beyond 64 bits at so many
        const auto done = in.forward(table_of(at, "9223372036854775807", row(at + 3 * rows, "0.25")), options);
        CHECK(done.status == 0);
        CHECK(std::count(done.out.begin(), done.out.end(), '\n') == 1 + 4 * 25);  // places and periods
        CHECK(done.out.find("9223372036854775") != std::string::npos);
        CHECK(done.out.find(",0.25\n") != std::string::npos);
    }
}

TEST_CASE("marks of no value are taken for empty cells only if they are named") {
    const rebase_csv_run in;
    const std::string marked = "code,a,w\n00001,..,\n00002,2,NA\n00003,-9,x\n00004,-9,\"a, b\"\n00007,5,..\n";
    const std::string empty = "code,a,w\n00001,,\n00002,2,\n00003,,x\n00004,,\n00007,5,\n";
    const words rules{"--sum", "a", "--label", "w", "--missing", "skip"};
    const auto with = [&](const std::string& marks) {
        auto options = rules;
        options.insert(options.end(), {"--no-value", marks});
        return in.forward(marked, options);
    };
    const auto marks_named = with("..,NA,-9,\"a, b\"");
    CHECK(marks_named.status == 0);
    CHECK(marks_named.out == in.forward(empty, rules).out);
    const auto found = [](const std::string& told) { return "in.csv:2:2 (a): malformed_text: found '..', " + told; };
    CHECK(with("NA").err ==
          found("expected a number, or an empty field for a missing value (or name the mark with --no-value)\n"));
    CHECK(in.forward("code,period,indicator,value\n00001,2009,a,..\n00002,2009,a,3\n",
                     {"--long", "--no-value", "..", "--missing", "skip"})
              .out.find("\n00005,2009,a,3\n") != std::string::npos);
}

TEST_CASE("a mark of no value may be any number") {
    const rebase_csv_run in;
    const auto table = [](const std::string& mark) {
        return "code,a,b\n00001," + mark + ",1\n00002,2," + mark + "\n00003," + mark + ",0.5\n00004,7," + mark + "\n";
    };
    const words rules{"--missing", "skip", "--quality"};
    const auto expected = in.forward(table(""), rules);
    CHECK(expected.status == 0);
    for (const char* mark :
         {"0", "-9", "-99", "-999", "9999", "-999999999", "-99.5", "0.125", "99999999999999999999"}) {
        CAPTURE(mark);
        auto options = rules;
        options.insert(options.end(), {"--no-value", mark});
        CHECK(in.forward(table(mark), options).out == expected.out);
    }
    rebase_csv_run with_commas;
    auto options = rules;
    options.insert(options.end(), {"--semicolon", "--no-value", "\"-99,5\"", "--units", with_commas.in("u.csv"),
                                   "--transfers", with_commas.in("t.csv")});
    with_commas.make("u.csv", test::with_semicolons(with_commas.bytes("units.csv")));
    with_commas.make("t.csv", test::with_semicolons(with_commas.bytes("transfers.csv")));
    CHECK(with_commas.forward(test::with_semicolons(table("-99.5")), options).out ==
          test::with_semicolons(expected.out));
}

TEST_CASE("a code that is written with its zeros and without is one code") {
    const rebase_csv_run in;
    for (const auto& [table, options] : {std::pair<std::string, words>{"code,a\n9,1\n00009,2\n", {}},
                                         {"x,y,a\n9,00001,1\n00009,1,2\n", {"--flows", "x,y"}}}) {
        auto all = options;
        all.insert(all.end(), {"--pad-codes", "5"});
        const auto done = in.forward(table, all);
        CHECK(done.status == 3);
        CAPTURE(done.err);
        CHECK(std::count(done.err.begin(), done.err.end(), '\n') == 1);
        CHECK(done.err.starts_with("in.csv:2:1 "));
    }
}

TEST_CASE("zeros are put back only if that is asked for") {
    const rebase_csv_run in;
    const auto done = in.forward("code,a\n1,1\n2,2\n00003,3\n", {"--pad-codes", "5"});
    CHECK(done.status == 0);
    CHECK(done.out == "code,a\n00003,\n00005,3\n00006,\n00007,\n");
}

TEST_CASE("of many faults the first hundred are told, and how many more there are") {
    const rebase_csv_run in;
    for (const int count : {99, 100, 101, 250}) {
        CAPTURE(count);
        std::string table = "code,period,indicator,value\n";
        for (int i = 0; i < count; ++i) table += "00001,1000,a" + std::to_string(i) + ",x\n";
        const auto done = in.forward(table, {"--long"});
        CHECK(done.status == 3);
        CHECK_FALSE(done.made);
        const auto lines = std::count(done.err.begin(), done.err.end(), '\n');
        CHECK(lines == std::min(count, 101));
        CHECK(done.err.find("in.csv:2:4 (value): malformed_text: found 'x', ") == 0);
        const auto more = "\nand " + std::to_string(count - 100) + " more\n";
        CHECK((done.err.find(more) != std::string::npos) == (count > 100));
    }
}

TEST_CASE("of many codes that are no units, and of a table beside, the first are told and how many more there are") {
    const rebase_csv_run in;
    std::string table = "code,a\n";
    std::string groups = "code,group\n";
    for (int i = 0; i < 130; ++i) {
        table += "x" + std::to_string(i) + (i % 2 == 0 ? ",1\n" : ",y\n");
        groups += "x" + std::to_string(i) + ",n\n";
    }
    in.make("groups.csv", groups);
    const auto done = in.forward(table);  // 130 codes and ten of 65 words, row by row
    CHECK(done.status == 3);
    CHECK(done.err.ends_with("\nand 40 more\n"));
    CHECK(std::count(done.err.begin(), done.err.end(), '\n') == 101);
    CHECK(done.err.find("in.csv:3:2 (a): malformed_text") < done.err.find("in.csv:4:1 (code): unknown_unit"));
    CHECK(done.err.find("in.csv:91:") != std::string::npos);
    CHECK(done.err.find("in.csv:92:") == std::string::npos);
    const auto grouped = in.forward(table, {"--group", in.in("groups.csv")});
    CHECK(grouped.status == 3);
    CHECK(grouped.err.find("groups.csv:2:1 (code): unknown_unit: found 'x0', ") == 0);
    CHECK(grouped.err.ends_with("\nand 30 more\n"));
}

TEST_CASE("faults of the registry and of the tables beside it are told in the same way") {
    const rebase_csv_run in;
    const std::string table = "code,a\n00001,1\n";
    in.make("groups.csv", "code,group\n00003,n\n00003,s\n00001,n\n00005,\n,n\n");
    check_told(in, {"groups",
                    table,
                    "groups.csv:3:1 (code): duplicate_key: found '00003', expected each unit once, since it is in one "
                    "group\n"
                    "groups.csv:4:1 (code): not_in_force: found '00001', expected a unit in force on 2010-01-01 (00001 "
                    "ended on 2010-01-01, it went into 00005)\n"
                    "groups.csv:5:2 (group): missing_value: expected the name of a group\n"
                    "groups.csv:6:1 (code): missing_value: expected the code of a unit\n",
                    {"--group", in.in("groups.csv")}});
    in.make("groups.csv", "code,group\n00001,n\n00002,n\n00003,s\n");
    check_told(in, {"groups of another day",
                    table,
                    "groups.csv:2:1 (code): not_in_force: found '00001', expected a unit in force on 2010-01-01 (00001 "
                    "ended on 2010-01-01, it went into 00005)\n"
                    "groups.csv:3:1 (code): not_in_force: found '00002', expected a unit in force on 2010-01-01 (00002 "
                    "ended on 2010-01-01, it went into 00005)\n"
                    "these codes are the list in force from 2000-01-01 to 2009-12-31, without 2 units\n",
                    {"--group", in.in("groups.csv")}});
    check_told(in, {"no such file",
                    table,
                    "none.csv: unreadable: found 'No such file or directory', expected a file that can be read\n",
                    {"--group", in.in("none.csv")}});
    in.make("units.csv", "code,valid_from\n00001,2000-02-30\n00002\n00003,x\n");
    const auto done = in.forward(table);
    CHECK(done.status == 3);
    CHECK(done.err.find("units.csv:2:2 (valid_from): malformed_text: found '2000-02-30', ") == 0);
    CHECK(done.err.find("\nunits.csv:3: ragged_row: ") < done.err.find("\nunits.csv:4:2 (valid_from): "));
    CHECK(done.err.find("\nunits.csv:4:2 (valid_from): ") < done.err.find("\ntransfers.csv:"));
}

TEST_CASE("a table that cannot be opened is bad data") {
    const rebase_csv_run in;
    for (const std::string name : {"none.csv", ""}) {
        CAPTURE(name);
        const auto done = in.words({"--units", in.in("units.csv"), "--transfers", in.in("transfers.csv"), "--from",
                                    "2009-01-01", "--to", "2010-01-01", in.in(name), "-o", in.in("out.csv")});
        CHECK(done.status == 3);
        CHECK_FALSE(done.made);
        CHECK(done.err.find("unreadable: found '") != std::string::npos);
        CHECK(std::count(done.err.begin(), done.err.end(), '\n') == 1);
    }
}

TEST_CASE("a table or a report that cannot be written ends with 1, and there is neither") {
    const rebase_csv_run in;
    const std::string table = "code,a\n00001,1\n00002,1\n";
    for (const std::string& broken : {std::string{"/dev/full"}, in.in("none/file"), in.in("")}) {
        CAPTURE(broken);
        const auto no_report = in.forward(table, {"--report", broken});
        CHECK(no_report.status == 1);
        CHECK_FALSE(no_report.made);
        CHECK(no_report.err.find("unwritable: found '") != std::string::npos);
        const auto no_table = in.forward(table, {"-o", broken, "--report", in.in("report")});
        CHECK(no_table.status == 1);
        CHECK_FALSE(std::filesystem::exists(in.in("report")));
        CHECK(no_table.err.find("unwritable: found '") != std::string::npos);
    }
    for (const auto& entry : std::filesystem::directory_iterator{in.in("")}) {
        CHECK(entry.path().filename().string().find(".tmp-") == std::string::npos);
    }
}

TEST_CASE("a unit without a weight is told with the header of the weights") {
    const rebase_csv_run in;
    in.make("weights.csv", "code,people\n00007,1\n");
    const auto done =
        in.carry("code,a\n00007,1\n", "2019-12-31", "2020-01-01", {"--assume", "proportional:" + in.in("weights.csv")});
    CHECK(done.status == 3);
    CAPTURE(done.err);
    CHECK(done.err.find("weights.csv:1:2 (people): ") == 0);
}

}  // namespace
}  // namespace muong
