// SPDX-License-Identifier: MIT
//
// The tables that rebase_csv writes: their order and form, and where they come from and go to.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <muong/core/fraction.hpp>
#include <muong/io/csv_table.hpp>

#include "rebase_csv/program.hpp"
#include "support/for_all.hpp"

namespace muong {
namespace {

using test::rebase_csv_run;
using words = std::vector<std::string>;

const std::vector<std::string> units{"00007", "00004", "00001", "00003", "00002"};

TEST_CASE("rows come in code order, whatever the order of the table") {
    const rebase_csv_run in;
    std::string last;
    auto order = units;
    std::sort(order.begin(), order.end());
    do {
        std::string table = "code,a\n";
        for (const auto& code : order) table += code + ',' + code.substr(4) + '\n';
        const auto done = in.forward(table);
        CHECK(done.status == 0);
        CHECK(done.out == "code,a\n00003,4\n00005,3\n00006,3\n00007,7\n");
    } while (std::next_permutation(order.begin() + 2, order.end()));
}

TEST_CASE("a long table gives the same cells as a wide one") {
    const rebase_csv_run in;
    const words rules{"--whole", "b", "--mean",     "c:a", "--label",  "d=join",    "--ratio",   "e=b/a",
                      "--min",   "f", "--decimals", "3",   "--bounds", "--quality", "--missing", "skip"};
    const std::string table =
        "code,a,b,c,d,f\n00001,1.5,3,0.1,x,4\n00002,2.25,,0.7,\"y, z\",3\n00003,3,6,,x,2\n00004,4,7,0.3,,1\n"
        "00007,0,1,5,x,\n";
    const auto wide = in.forward(table, rules);
    REQUIRE(wide.status == 0);
    const auto read = csv_table::parse(table, "table");
    REQUIRE(read);
    std::vector<std::string> rows;
    for (const auto row : read.value()) {
        for (std::size_t i = 1; i < read.value().header().size(); ++i) {
            auto text = std::string{row[csv_column{i}].text()};
            if (text.find(',') != std::string::npos) text = '"' + text + '"';
            rows.push_back(read.value().header()[i] + ',' + text + ',' + std::string{row[csv_column{0}].text()} +
                           ",2009\n");
        }
    }
    std::reverse(rows.begin(), rows.end());
    std::string long_table = "indicator,value,code,period\n";
    for (const auto& row : rows) long_table += row;
    auto with_long = rules;
    with_long.emplace_back("--long");
    const auto tall = in.forward(long_table, with_long);
    REQUIRE(tall.status == 0);

    std::map<std::string, std::string> cells;
    const auto tall_table = csv_table::parse(tall.out, "long");
    REQUIRE(tall_table);
    const auto names = tall_table.value().header();
    CHECK(
        std::vector<std::string>(names.begin(), names.end()) ==
        std::vector<std::string>{"code", "period", "indicator", "value", "value_least", "value_most", "value_quality"});
    for (const auto row : tall_table.value()) {
        const auto key = std::string{row[csv_column{0}].text()} + ' ' + std::string{row[csv_column{2}].text()};
        CHECK(row[csv_column{1}].text() == "2009");
        for (std::size_t i = 3; i < names.size(); ++i) cells[key + names[i].substr(5)] = row[csv_column{i}].text();
    }
    const auto wide_table = csv_table::parse(wide.out, "wide");
    REQUIRE(wide_table);
    std::size_t compared = 0;
    for (const auto row : wide_table.value()) {
        for (std::size_t i = 1; i < wide_table.value().header().size(); ++i) {
            const auto key = std::string{row[csv_column{0}].text()} + ' ' + wide_table.value().header()[i];
            CAPTURE(key);
            CHECK(cells.at(key) == row[csv_column{i}].text());
            ++compared;
        }
    }
    CHECK(compared == 4 * (5 * 4 + 2));
}

TEST_CASE("the table comes from the standard input and goes to the standard output, as files do") {
    const rebase_csv_run in;
    const std::string table =
        "\xEF\xBB\xBF"
        "code,a\r\n00001,1\r\n\"00002\",2\r\n";
    const auto expected = in.forward(table).out;
    CHECK(expected == "code,a\n00003,\n00005,3\n00006,\n00007,\n");
    const auto given = [&](const words& more) {
        words all{"--units", in.in("units.csv"), "--transfers", in.in("transfers.csv"),
                  "--from",  "2009-12-31",       "--to",        "2010-01-01"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    };
    for (const auto& more : {words{"-"}, words{"-", "-o", "-"}, words{"-", "-o", in.in("out.csv")}}) {
        const auto done = in.words(given(more), table);
        CHECK(done.status == 0);
        CHECK(done.err.empty());
        CHECK(done.out == expected);
    }
    const auto bad = in.words(given({"-"}), "code,a\n00001,x\n");
    CHECK(bad.status == 3);
    CHECK(bad.out.empty());
    CHECK(bad.err.find("stdin:2:2 (a): malformed_text: found 'x', ") == 0);
    in.make("in.csv", table);
    CHECK(in.words({"--units", "-", "--transfers", in.in("transfers.csv"), "--from", "2009-12-31", "--to", "2010-01-01",
                    in.in("in.csv")},
                   in.bytes("units.csv"))
              .out == expected);
    CHECK(in.forward(table, {"-o", in.in("in.csv")}).status == 0);  // over the table itself
    CHECK(in.bytes("in.csv") == expected);
}

TEST_CASE("a standard stream that is closed is no table") {
    const rebase_csv_run in;
    const std::string table = "code,a\n00001,1\n00002,2\n";
    in.make("in.csv", table);
    const auto run = [&](const words& more, const test::start& how) {
        words all{REBASE_CSV,   "--units", in.in("units.csv"), "--transfers", in.in("transfers.csv"), "--from",
                  "2009-12-31", "--to",    "2010-01-01"};
        all.insert(all.end(), more.begin(), more.end());
        return test::run_program(std::move(all), how);
    };
    const auto out = in.in("out");
    const auto err = in.in("err");
    CHECK(run({"-"}, {"", out, err, {}}) == 3);
    CHECK(in.bytes("err") == "stdin: unreadable: found 'Bad file descriptor', expected bytes that can be read\n");
    CHECK(in.bytes("out").empty());
    CHECK(run({"-", "--group", in.in("units.csv")}, {"", out, "", {}}) == 3);
    CHECK(run({in.in("in.csv")}, {in.in("in.csv"), "", err, {}}) == 1);
    CHECK(in.bytes("err").find("stdout: unwritable: found 'Bad file descriptor'") != std::string::npos);
    CHECK(run({in.in("in.csv")}, {"", "", "", {}}) == 1);
    CHECK(run({"--help"}, {"", "", "", {}}) == 1);
    CHECK(in.bytes("in.csv") == table);  // nothing was written into what was opened
    CHECK(in.bytes("units.csv").starts_with("code,name,"));
    CHECK(run({in.in("in.csv"), "-o", in.in("out.csv")}, {"", "", "", {}}) == 0);
    CHECK(in.bytes("out.csv") == in.forward(table).out);
}

TEST_CASE("a report tells the account, divided units, assumptions, and codes that are no units") {
    const rebase_csv_run in;
    const auto done = in.carry("code,a\n00001,1\n00002,2\n00003,7\n00004,4\n00007,8\n99,0.5\n", "2009-12-31",
                               "2020-01-01", {"--unmatched", "report", "--report", in.in("report")});
    CHECK(done.status == 0);
    CHECK(done.out == "code,a\n00003,8\n00005,3\n00006,3\n00007,\n00008,\n");
    const auto report = in.bytes("report");
    CAPTURE(report);
    for (const char* const line :
         {"from the units of 2009-12-31 to those of 2020-01-01, shares by population\n", "rows written: 5\n",
          "\n  00004: 00003 1/4, 00006 3/4\n", "\n  00007: 00007 0 to 1, 00008 0 to 1\n", "\nassumptions\n  none\n",
          "\nunmatched codes: 1\n  99: expected a unit in force on 2009-12-31\n",
          "\nunits of 2009-12-31 that the table does not have: 0\n"}) {
        CAPTURE(line);
        CHECK(report.find(line) != std::string::npos);
    }
    CHECK(report.find("\naccount\n  a: in 22.5 = out 14 + unmatched 0.5 + unknown 8 + missing 0\n") !=
          std::string::npos);
}

TEST_CASE("columns that are not summed have no account") {
    const rebase_csv_run in;
    const auto done = in.forward("code,rate,people\n00001,5,10\n00002,7,30\n",
                                 {"--mean", "rate:people", "--report", in.in("report")});
    CHECK(done.status == 0);
    const auto report = in.bytes("report");
    CAPTURE(report);
    CHECK(report.find("\n  rate: has none, since its values are not summed\n") != std::string::npos);
    CHECK(report.find("\n  people: in 40 = ") != std::string::npos);
}

TEST_CASE("numbers are rounded at the end, half away from zero, whole ones not at all") {
    const rebase_csv_run in;
    CHECK(in.forward("code,a,b\n00001,0.05,1\n00002,0.2,1\n00003,0,0\n00004,-1.4,2\n00007,2.5,3\n",
                     {"--decimals", "1", "--whole", "b"})
              .out == "code,a,b\n00003,-0.4,1\n00005,0.3,2\n00006,-1.1,1\n00007,2.5,3\n");
    CHECK(in.forward("code,a\n00007,2.5\n", {"--decimals", "0"}).out == "code,a\n00003,\n00005,\n00006,\n00007,3\n");
}

/// Texts of each length from 1 to 40, that differ in one byte from each other.
std::vector<std::string> texts_of_all_lengths() {
    std::vector<std::string> made;
    for (std::size_t size = 1; size <= 40; ++size) {
        made.emplace_back(size, 'a');
        for (std::size_t at = 0; at < size; ++at) (made.emplace_back(size, 'a'))[at] = 'b';
    }
    return made;
}

TEST_CASE("periods, indicators and codes of a long table are told apart, whatever their lengths and order") {
    const rebase_csv_run in;
    const auto texts = texts_of_all_lengths();
    std::map<std::pair<std::string, std::string>, int> values;  // as the program orders them
    int next = 0;
    for (const auto& text : texts) {
        values[{text, "people"}] = ++next;
        values[{"2009", text}] = ++next;
    }
    std::string told;
    std::string table = "code,period,indicator,value\n";
    std::string turned = table;
    for (const auto& [key, value] : values) {
        const auto rest = ',' + key.first + ',' + key.second + ',' + std::to_string(value) + '\n';
        told += "00003" + rest;
        table += "00003" + rest;
    }
    for (auto at = values.rbegin(); at != values.rend(); ++at) {
        turned += "00003," + at->first.first + ',' + at->first.second + ',' + std::to_string(at->second) + '\n';
    }
    const std::string other = "00004,2009,a,0\n";  // without it the cell of 00003 lacks a part
    const auto cells_of_three = [](const std::string& out) {
        std::string cells;
        for (std::size_t at = 0, end; (end = out.find('\n', at)) != std::string::npos; at = end + 1) {
            const auto line = out.substr(at, end + 1 - at);
            if (line.starts_with("00003,")) cells += line;
        }
        return cells;
    };
    for (const auto& t : {table, turned}) {
        const auto done = in.forward(t + other, {"--long", "--missing", "skip"});
        CHECK(done.status == 0);
        CHECK(cells_of_three(done.out) == told);
    }

    std::string unknown = "code,period,indicator,value\n";
    for (const int turn : {1, 2}) {
        for (const auto& text : texts) unknown += "x" + text + ',' + std::to_string(turn) + ",a,1\n";
    }
    const auto done = in.forward(unknown, {"--long", "--unmatched", "report", "--report", in.in("report")});
    CHECK(done.status == 0);
    const auto report = in.bytes("report");
    for (const auto& text : texts) {
        const auto& code = text;
        CAPTURE(code);
        const auto at = report.find("  x" + text + ": expected");
        CHECK(at != std::string::npos);
        CHECK(report.find("  x" + text + ": expected", at + 1) == std::string::npos);
    }
}

TEST_CASE("what is written can be read again, and is the same then") {
    const rebase_csv_run in;
    const auto written = [](const test::outcome& done) {
        CHECK(done.status == 0);
        CHECK(done.err.empty());
        return done.out;
    };
    in.make("units.csv", "code,valid_from,valid_to\nA,2000-01-01,2010-01-01\nB,2010-01-01,\nC,2010-01-01,\n");
    in.make("transfers.csv",
            "effective,from_code,to_code,extent,share_population\n"
            "2010-01-01,A,B,part,1/1048576\n2010-01-01,A,C,part,1048575/1048576\n");
    // 1/2^20 has 20 decimals
    const auto fine = written(in.forward("code,a,b\nA,0.01,1\n"));
    CHECK(fine ==
          "code,a,b\nB,0.0000000095367431640625,0.00000095367431640625\n"
          "C,0.0099999904632568359375,0.99999904632568359375\n");
    in.make("transfers.csv",
            "effective,from_code,to_code,extent,share_population\n"
            "2010-01-01,A,B,part,1/7\n2010-01-01,A,C,part,6/7\n");
    const auto broken = written(in.forward("code,a,b,r\nA,0.00000000001,1000000000000000000,-0.003\n", {"--max", "r"}));
    CHECK(broken ==
          "code,a,b,r\nB,0.0000000000014285714285714286,142857142857142857,-0.003\n"
          "C,0.0000000000085714285714285714,857142857142857143,-0.003\n");
    // more digits than 64 bits hold, before and after the point, and few or many behind it
    in.make("transfers.csv",
            "effective,from_code,to_code,extent,share_population\n"
            "2010-01-01,A,B,part,0.0009765625\n2010-01-01,A,C,part,0.9990234375\n");
    const auto large = written(in.forward("code,a,b\nA,-98765432109876.54321,1234567890123.456789\n"));
    CHECK(large ==
          "code,a,b\nB,-96450617294.801311728515625,1205632705.1986882705078125\n"
          "C,-98668981492581.741898271484375,1233362257418.2581007294921875\n");
    for (const auto& out : std::vector{large, fine, broken}) {
        CHECK(written(in.carry(out, "2010-01-01", "2010-01-01", {"--report", in.in("report")})) == out);
    }
    CHECK(in.bytes("report").find("  a: in 0.00000000001 = out 0.00000000001 + ") != std::string::npos);
    // all rules take such numbers
    CHECK(written(in.carry("code,a,r,w,m\nB,0.00000000000000000001,0.5,0.0000000000000000003,-0.0000000000000000001\n"
                           "C,1,4.5,0.0000000000000000001,7\n",
                           "2010-01-01", "2009-12-31", {"--mean", "r:w", "--min", "m", "--sum", "a"})) ==
          "code,a,r,w,m\nA,1.00000000000000000001,1.5,0.0000000000000000004,-0.0000000000000000001\n");
    CHECK(
        in.carry("code,x,w\nB,1,-0.0000000000000000001\nC,1,1\n", "2010-01-01", "2010-01-01", {"--mean", "x:w"}).err ==
        "in.csv:2:3 (w): out_of_range: found '-0.0000000000000000001', expected a weight that is not below 0\n");
    CHECK(in.carry("code,x\nB,0.0000000000000000001\nC,1\n", "2010-01-01", "2010-01-01", {"--whole", "x"}).err ==
          "in.csv:2:2 (x): out_of_range: found '0.0000000000000000001', expected a whole number, as --whole asks\n");
    const std::string limit = "expected a number of at most 64 bits, that is below 2^63\n";
    for (const std::string at_limit : {"9223372036854775807.9999999999999999999", "-9223372036854775807.5"}) {
        const auto table = "code,x\nB," + at_limit + "\nC,1\n";
        CHECK(written(in.carry(table, "2010-01-01", "2010-01-01", {"--sum", "x"})) == table);
    }
    for (const std::string beyond : {"9223372036854775808.0000000000000000001", "-9223372036854775808"}) {
        CHECK(in.carry("code,x\nB," + beyond + "\nC,1\n", "2010-01-01", "2010-01-01", {"--sum", "x"}).err ==
              "in.csv:2:2 (x): out_of_range: found '" + beyond + "', " + limit);
    }
    // so do the weights of assumed shares
    in.make("transfers.csv", "effective,from_code,to_code,extent\n2010-01-01,A,B,part\n2010-01-01,A,C,part\n");
    const auto by = [&](const std::string& weight) {
        in.make("weights.csv", "code,w\nB," + weight + "\nC,0.0000000000000000003\n");
        return in.forward("code,a\nA,8\n", {"--assume", "proportional:" + in.in("weights.csv")});
    };
    CHECK(written(by("0.0000000000000000001")) == "code,a\nB,2\nC,6\n");
    CHECK(by("12345678901234567.890123456789").status == 0);
    for (const std::string weight : {"-0.0000000000000000001", "1/3", "1e3"}) {
        const auto refused = by(weight);
        CHECK(refused.status == 3);
        CHECK(refused.err.ends_with("found '" + weight + "', expected a number not below 0\n"));
    }
    in.make("transfers.csv",
            "effective,from_code,to_code,extent,share_population\n"
            "2010-01-01,A,B,part,1/7\n2010-01-01,A,C,part,6/7\n");
    for (const auto* table : {"units.csv", "transfers.csv"}) in.make(table, test::with_semicolons(in.bytes(table)));
    for (const auto& out : {fine, broken, large}) {
        const auto table = test::with_semicolons(out);
        CHECK(written(in.carry(table, "2010-01-01", "2010-01-01", {"--semicolon"})) == table);
    }
}

TEST_CASE("with semicolons and decimal commas the cells are the same") {
    const rebase_csv_run in;
    in.make("u.csv", test::with_semicolons(in.bytes("units.csv")));
    in.make("t.csv", test::with_semicolons(in.bytes("transfers.csv")));
    in.make("groups.csv", "code,group\n00003,n\n00005,n\n00006,s\n00007,s\n");
    in.make("weights.csv", "code,people\n00007,1.5\n00008,4.5\n");
    for (const std::string name : {"groups", "weights"}) {
        in.make(name + "2.csv", test::with_semicolons(in.bytes(name + ".csv")));
    }
    const std::string wide =
        "code,a,b,w\n00001,1.25,3,x\n00002,2.5,4,y\n00003,-3,6,x\n00004,4.75,7,x\n00007,10000000.5,1,x\n";
    const std::string tall = "code,period,indicator,value\n00001,2009,a,0.1\n00002,2009,a,123456.75\n";
    const std::string flows = "x,y,n\n00001,00004,0.5\n";
    const words rules{"--label", "w", "--mean", "a:b"};
    struct use {
        std::string table;
        words more;
    };
    const std::vector<use> uses{
        {wide, rules},
        {wide, {"--label", "w", "--ratio", "r=a/b", "--decimals", "3"}},
        {wide, {"--label", "w", "--bounds", "--quality"}},
        {wide, {"--label", "w", "--missing", "bound", "--group", in.in("groups*.csv")}},
        {wide, {"--label", "w", "--to", "2020-01-01", "--assume", "proportional:" + in.in("weights*.csv")}},
        {tall, {"--long"}},
        {flows, {"--flows", "x,y"}},
    };
    for (const auto& use : uses) {
        CAPTURE(use.more.back());
        const auto with = [&](const std::string& mark) {
            auto more = use.more;
            for (auto& word : more) {
                if (const auto at = word.find("*.csv"); at != std::string::npos) word.replace(at, 1, mark);
            }
            return more;
        };
        const auto plain = in.forward(use.table, with(""));
        CHECK(plain.status == 0);
        auto more = with("2");
        more.insert(more.end(), {"--semicolon", "--units", in.in("u.csv"), "--transfers", in.in("t.csv")});
        const auto done = in.forward(test::with_semicolons(use.table), more);
        CAPTURE(done.err);
        CHECK(done.status == 0);
        CHECK(done.out == test::with_semicolons(plain.out));
    }
    const auto joined = in.forward(
        test::with_semicolons(wide),
        {"--semicolon", "--units", in.in("u.csv"), "--transfers", in.in("t.csv"), "--label", "w=join", "--sum", "a"});
    CHECK(joined.out.find("\n00005;3,75;7;\"x; y\"\n") != std::string::npos);
}

TEST_CASE("remarks tell what costs figures, with its row, and what is summed unasked") {
    const rebase_csv_run in;
    const auto remarks = [&](const std::string& from, const std::string& to, const words& more = {}) {
        const auto done = in.carry("code,a,name\n01001,1,A\n", from, to, more);
        CHECK(done.status == 0);
        CHECK(done.err.empty());
        return test::without_gaps(done.remarks);
    };
    const std::string summed = "remark: summed, since no rule names them: a\n";
    in.make("units.csv",
            "code,name,valid_from,valid_to\n01001,A,1960-01-01,\n01002,B,1960-01-01,2000-01-01\n"
            "01003,C,1960-01-01,\n01004,D,2000-01-01,\n01005,E,2005-01-01,\n01006,F,1960-01-01,\n");
    in.make("transfers.csv",
            "effective,from_code,to_code,extent,share_people,share_area\n2000-01-01,01002,01001,whole,,\n"
            "2000-01-01,01003,01001,part,,\n2000-01-01,01006,01001,part,0.25,1\n2000-01-01,01006,01006,part,0.25,0\n");
    const std::string standing =
        "remark: transfers.csv:3:2 (from_code): 2000-01-01 C (01003): used_up_but_standing: gives its territory to "
        "01001, keeps none that is told, and still stands (if it keeps some, add 01003,01003,part)\n";
    const std::string rest =
        "remark: transfers.csv:4:2 (from_code): 2000-01-01 F (01006): shares_below_one: its shares of people add up to "
        "1/2: it is not told where 1/2 goes\n";
    const auto begun = [](const std::string& row, const std::string& day, const std::string& unit) {
        return "remark: units.csv:" + row + ":3 (valid_from): " + day + " " + unit +
               ": no_predecessor: begins and takes nothing from any other unit\n";
    };
    const auto d = begun("5", "2000-01-01", "D (01004)");
    const auto e = begun("6", "2005-01-01", "E (01005)");
    const words people{"--basis", "people"};
    CHECK(remarks("1999-12-31", "2000-01-01", people) == standing + d + rest + summed);
    CHECK(remarks("1999-12-31", "2005-01-01", people) == standing + d + rest + e + summed);
    CHECK(remarks("1999-12-31", "2000-01-01", {"--basis", "area"}) == standing + d + summed);
    CHECK(remarks("2000-01-01", "2005-01-01", people) == e + summed);
    const std::string open =
        "remark: some cells are empty, since nobody states the shares of units that are divided (--bounds tells what "
        "they "
        "can be, --assume divides them, --report lists the units): a\n";
    CHECK(remarks("2000-01-01", "1999-12-31", people) == standing + d + open + summed);
    CHECK(remarks("2000-01-01", "1999-12-31", {"--basis", "people", "--bounds"}) == standing + d + summed);
    CHECK(remarks("2004-01-01", "2004-12-31", {"--basis", "people", "--sum", "a"}).empty());
    CHECK(remarks("2000-01-01", "2000-01-01", {"--basis", "people", "--ratio", "r=a/a"}).empty());
    CHECK(remarks("1999-12-31", "2005-01-01", {"--basis", "people", "--quiet"}).empty());
    CHECK(in.carry("code,a\n01001,x\n", "1999-12-31", "2005-01-01", people).remarks.empty());  // beside its faults

    std::string many = "code,valid_from\n00001,1960-01-01\n";
    for (int i = 0; i < 23; ++i) many += std::to_string(10000 + i) + ",2000-01-01\n";
    in.make("units.csv", many);
    in.make("transfers.csv", "effective,from_code,to_code\n");
    std::string table = "code";
    for (int i = 0; i < 22; ++i) table += ",c" + std::to_string(i);
    table += "\n00001" + std::string(22, ',') + '\n';
    const auto told = in.carry(table, "1999-12-31", "2000-01-01").remarks;
    CHECK(std::count(told.begin(), told.end(), '\n') == 22);
    CHECK(told.find("remark: units.csv:22:2 (valid_from): ") != std::string::npos);
    CHECK(told.find("remark: units.csv:23:2 ") == std::string::npos);
    CHECK(told.find("\nremark: and 3 more such rows\n") != std::string::npos);
    CHECK(told.ends_with(", c18, c19 and 2 more\n"));
    in.make("units.csv", many.substr(0, many.find("10021,")));
    const auto one_more = in.carry(table, "1999-12-31", "2000-01-01").remarks;
    CHECK(one_more.find("\nremark: and 1 more such row\n") != std::string::npos);
    in.make("units.csv", many);
    const auto tall = in.carry("code,period,indicator,value\n00001,1999,a,1\n00001,2000,a,1\n00001,2000,b,1\n",
                               "1999-12-31", "1999-12-31", {"--long"});
    CHECK(tall.remarks == "remark: summed, since no rule names them: a, b\n");
}

TEST_CASE("units that go nowhere are told of, with what they lose") {
    const rebase_csv_run in;
    // a county is given up, and the one district that its two become belongs to none; of D a tenth goes nowhere
    in.make("units.csv",
            "code,name,tier,parent,valid_from,valid_to\nC,Cumbria,1,,1990-01-01,2023-04-01\n"
            "1,Allerdale,2,C,1990-01-01,2023-04-01\n2,Copeland,2,C,1990-01-01,2023-04-01\n"
            "3,Cumberland,2,,2023-04-01,\nD,Devon,1,,1990-01-01,\nE,,1,,1990-01-01,\n");
    in.make("transfers.csv",
            "effective,from_code,to_code,extent,share_people\n2023-04-01,1,3,whole,\n2023-04-01,2,3,whole,\n"
            "2023-04-01,D,D,part,0.5\n2023-04-01,D,E,part,0.4\n2023-04-01,E,E,whole,\n");
    const auto carried = [&](const std::string& table, words more) {
        more.insert(more.end(), {"--report", in.in("report")});
        const auto done = in.carry(table, "2011-03-27", "2024-06-30", more);
        CHECK(done.status == 0);
        const auto first =
            done.remarks.find("remark: transfers.csv:4:2 (from_code): 2023-04-01 Devon (D): shares_below_one");
        return test::without_gaps(first == std::string::npos ? done.remarks
                                                             : done.remarks.substr(done.remarks.find('\n', first) + 1));
    };
    CHECK(carried("code,a,b\nC,500000,3\n", {"--whole", "a", "--sum", "b"}) ==
          "remark: C Cumbria goes nowhere: 500000 of a, 3 of b\n");
    CHECK(carried("code,a,b\nC,,3\n1,5,7\n", {"--sum", "b", "--min", "a"}) ==
          "remark: C Cumbria is counted twice, since the table has also units that belong to it, such as 1 Allerdale\n"
          "remark: C Cumbria goes nowhere: 3 of b\n");
    CHECK(carried("code,a,rate\nC,0,3\n1,2,2\nD,0,1\n", {"--mean", "rate:a"}).find("nowhere") == std::string::npos);
    // of a part what does not arrive, in whole numbers too
    CHECK(carried("code,a,b\nD,25,5\nE,1,1\n", {"--whole", "a", "--sum", "b"}) ==
          "remark: a part of D Devon goes nowhere: 2 of a, 0.5 of b\n");
    CHECK(in.bytes("report").find("a: in 26 = out 24 + unmatched 2 + unknown 0") != std::string::npos);
    CHECK(carried("code,period,indicator,value\nC,2001,a,1\nC,2002,a,2\nC,2001,b,0\nC,2003,a,3\nC,2004,a,4\n",
                  {"--long", "--sum", "a,b"}) ==
          "remark: C Cumbria goes nowhere: 1 of a 2001, 2 of a 2002, 3 of a 2003 and 1 more column\n");
    // codes that are no units are told otherwise
    CHECK(carried("code,a\n1,5\nX,7\n", {"--sum", "a", "--unmatched", "report"}).empty());
    CHECK(carried("code,a\nC,5\nX,7\n", {"--sum", "a", "--unmatched", "report"}) ==
          "remark: C Cumbria goes nowhere: 5 of a\n");
    CHECK(carried("code,a\nC,5\n", {"--quiet"}).empty());
    CHECK(carried("x,y,a\nC,1,5\n1,2,3\n", {"--flows", "x,y", "--sum", "a"}) ==
          "remark: C Cumbria to 1 Allerdale goes nowhere: 5 of a\n");
    in.make("groups.csv", "code,group\n3,g\nD,g\n");
    CHECK(carried("code,a\nC,5\n2,3\nE,4\n", {"--group", in.in("groups.csv"), "--sum", "a"}) ==
          "remark: C Cumbria is counted twice, since the table has also units that belong to it, such as 2 Copeland\n"
          "remark: C Cumbria goes nowhere: 5 of a\nremark: E is in no group; what goes there is in no row: 4 of a\n");
    CHECK(carried("code,a\n2,3\nD,10\n", {"--group", in.in("groups.csv"), "--sum", "a"}) ==
          "remark: a part of D Devon goes nowhere: 5 of a\n");
    in.make("groups.csv", "code,group\n");
    CHECK(carried("code,a,b\n2,3,1\nE,4,1\n", {"--group", in.in("groups.csv"), "--sum", "a,b"}) ==
          "remark: groups.csv has no rows\n"
          "remark: 2 units, such as 3 Cumberland, are in no group; what goes there is in no row: 7 of a, 2 of b\n");
    // over several maps each unit is told once
    CHECK(in.carry("code,period,indicator,value\nC,2001,a,1\nC,2002,a,2\n", "period-end", "2024-06-30",
                   {"--long", "--sum", "a"})
              .remarks.ends_with("remark: C Cumbria goes nowhere: 1 of a 2001, 2 of a 2002\n"));
}

TEST_CASE("that a table lacks parts of cells is told of, with the units that it does not have") {
    const rebase_csv_run in;
    const auto remarks = [&](const std::string& table, words more = {}) {
        more.insert(more.end(), {"--sum", "a"});
        const auto done = in.forward(table, more);
        CHECK(done.status == 0);
        return done.remarks;
    };
    const std::string begin = "remark: some cells are empty, since parts of them have no value";
    const std::string all = "code,a\n00001,1\n00002,2\n00003,3\n00004,4\n00007,7\n";
    CHECK(remarks(all).empty());
    const auto without = [&all](const std::string& row) {
        auto table = all;
        table.erase(table.find(row), row.size());
        return table;
    };
    CHECK(remarks(without("00002,2\n")) == begin +
                                               ", and 00002 Hai has no row (--missing skip or bound goes on "
                                               "without them, --report lists the units): a\n");
    CHECK(remarks("code,a\n00001,1\n00003,3\n") ==
          begin +
              ", and 3 units, such as 00002 Hai, have no row (--missing skip or bound goes on without them, "
              "--report lists the units): a\n");
    CHECK(remarks("code,a\n00001,1\n00002,\n00003,3\n00004,4\n00007,7\n") ==
          begin + " (--missing skip or bound goes on without them): a\n");
    CHECK(remarks(without("00002,2\n"), {"--missing", "skip"}).empty());
    CHECK(remarks(without("00002,2\n"), {"--quiet"}).empty());
    CHECK(remarks(without("00007,7\n")).empty());  // its cell is empty, but nothing else is lost by that
}

TEST_CASE("what may go to units in no group is told as well") {
    // a part of P went to each of Q, R and S, nobody knows how much
    const rebase_csv_run in;
    in.make("units.csv",
            "code,valid_from,valid_to\nP,2000-01-01,2005-01-01\nQ,2005-01-01,\nR,2005-01-01,\nS,2005-01-01,\n");
    const auto told = [&](const std::string& shares, const std::string& groups, const std::string& value) {
        in.make("transfers.csv", "effective,from_code,to_code,extent,share_people\n" + shares);
        in.make("groups.csv", "code,group\n" + groups);
        const auto done = in.carry("code,a\nP," + value + '\n', "2000-01-01", "2010-01-01",
                                   {"--sum", "a", "--bounds", "--group", in.in("groups.csv")});
        CHECK(done.status == 0);
        return done.remarks;
    };
    const std::string open = "2005-01-01,P,Q,part,\n2005-01-01,P,R,part,\n2005-01-01,P,S,part,0.25\n";
    const std::string in_none = " in no group; what goes there is in no row: ";
    CHECK(told(open, "Q,g\nS,g\n", "101") == "remark: R is" + in_none + "up to 75.75 of a\n");
    CHECK(told(open, "Q,g\n", "100") == "remark: 2 units, such as R, are" + in_none + "25 to 100 of a\n");
    CHECK(told(open, "Q,g\nR,g\n", "100") == "remark: S is" + in_none + "25 of a\n");
    CHECK(told(open, "S,g\n", "100") == "remark: 2 units, such as Q, are" + in_none + "75 of a\n");
    CHECK(told(open, "Q,g\nS,g\n", "-100") == "remark: R is" + in_none + "-75 to 0 of a\n");
    CHECK(told(open, "Q,g\nR,g\nS,g\n", "100").empty());
    // what a group has at most leaves the others so much at least: 1/2 to 3/4 of P in g
    in.make("units.csv",
            "code,valid_from,valid_to\nP,2000-01-01,2005-01-01\nR,2005-01-01,2008-01-01\nW,2005-01-01,2008-01-01\n"
            "S,2008-01-01,\nT,2008-01-01,\nX,2008-01-01,\nY,2008-01-01,\n");
    CHECK(told("2005-01-01,P,R,part,\n2005-01-01,P,W,part,\n2008-01-01,R,S,part,0.5\n2008-01-01,R,T,part,0.5\n"
               "2008-01-01,W,X,part,0.75\n2008-01-01,W,Y,part,0.25\n",
               "S,g\nX,g\n", "7") == "remark: 2 units, such as T, are" + in_none + "1.75 to 3.5 of a\n");
    in.make("units.csv",
            "code,valid_from,valid_to\nP,2000-01-01,2005-01-01\nQ,2005-01-01,\nR,2005-01-01,\nS,2005-01-01,\n");
    CHECK(told(open, "Q,g\nS,g\n", "0").empty());
}

TEST_CASE("what is said to go nowhere is what the account calls unmatched") {
    const rebase_csv_run in;
    std::size_t told = 0;
    test::for_all(
        [](test::source_of_chance& chance) {
            std::string unit_rows = "code,valid_from,valid_to\n";
            std::string transfers = "effective,from_code,to_code,extent,share_people\n";
            std::string table = "code,a,b\n";
            for (int i = 0; i < 6; ++i) {
                const auto old_code = "P" + std::to_string(i);
                unit_rows += old_code + ",1990-01-01,2000-01-01\n" + "N" + std::to_string(i) + ",2000-01-01,\n";
                std::int64_t left = 10;
                for (const int to : {0, 1, 2}) {
                    const auto share = chance.between(to == 2 && chance.chance(1, 3) ? left : 0, left);
                    left -= share;
                    transfers += "2000-01-01," + old_code + ",N" + std::to_string((i + to) % 6) + ",part," +
                                 to_string(fraction{share, 10}) + '\n';
                }
                if (chance.chance(1, 4)) continue;
                table += old_code + ',' + std::to_string(chance.between(-99, 99)) + ',' +
                         std::to_string(chance.between(0, 999)) + ".25\n";
            }
            return std::array{unit_rows, transfers, table};
        },
        [&](const auto& made) {
            in.make("units.csv", made[0]);
            in.make("transfers.csv", made[1]);
            const auto done =
                in.carry(made[2], "1995-01-01", "2000-01-01", {"--whole", "a", "--report", in.in("report")});
            REQUIRE(done.status == 0);
            for (const std::string column : {"a", "b"}) {
                fraction said;
                for (std::size_t at = 0; (at = done.remarks.find(" of " + column, at)) != std::string::npos; ++at) {
                    if (done.remarks.find_first_of(",\n", at) != at + 5) continue;
                    const auto before = done.remarks.find_last_of(' ', at - 1) + 1;
                    said += *fraction::parse(done.remarks.substr(before, at - before));
                    ++told;
                }
                const auto report = in.bytes("report");
                const auto at = report.find("unmatched ", report.find("  " + column + ": in ")) + 10;
                CHECK(said == *fraction::parse(report.substr(at, report.find(' ', at) - at)));
            }
        },
        60);
    CHECK(told > 100);
}

TEST_CASE("a table whose codes are all those of another day is told of") {
    const rebase_csv_run in;
    in.make("units.csv",
            "code,name,valid_from,valid_to\n01001,A,1960-01-01,\n01002,B,1960-01-01,1990-01-01\n"
            "01003,C,2000-01-01,2010-01-01\n");
    in.make("transfers.csv",
            "effective,from_code,to_code,extent\n1990-01-01,01002,01001,\n2000-01-01,01001,01001,part\n"
            "2000-01-01,01001,01003,part\n2010-01-01,01003,01001,\n");
    const auto remarks = [&](const std::string& codes, const std::string& from) {
        const auto done = in.carry("code,a\n" + codes + ",1\n", from, "2010-01-01", {"--sum", "a"});
        CHECK(done.status == 0);
        return test::without_gaps(done.remarks);
    };
    CHECK(remarks("01001", "1970-01-01") ==
          "remark: the codes are those of all units from 2010-01-01 on; of those of 1970-01-01 the table lacks "
          "01002 B\n");
    CHECK(remarks("01001,5\n01002", "1970-01-01").empty());
    const auto with_more =
        in.carry("code,a\n01001,1\n99999,1\n", "1970-01-01", "2010-01-01", {"--sum", "a", "--unmatched", "report"});
    CHECK(with_more.status == 0);
    CHECK(test::without_gaps(with_more.remarks) ==
          "remark: left out, since it is no unit on 1970-01-01: 99999 (--report lists all such codes)\n");
    CHECK(remarks("01001,5\n01003", "2005-01-01").empty());
    CHECK(remarks("01003", "2005-01-01").empty());  // never all
    CHECK(remarks("01001", "1995-01-01").empty());

    in.make("units.csv", "code,valid_from,valid_to\n1,1960-01-01,\n2,1960-01-01,1990-01-01\n3,1960-01-01,1990-01-01\n");
    in.make("transfers.csv", "effective,from_code,to_code\n1990-01-01,2,1\n1990-01-01,3,1\n");
    CHECK(remarks("1", "1970-01-01") ==
          "remark: the codes are those of all units from 1990-01-01 on; of those of 1970-01-01 the table lacks 2, such "
          "as "
          "2\n");

    // 2 stays for ever, but the units of the tier that 1 gets are told in full
    in.make("units.csv",
            "code,tier,valid_from,valid_to\n1,2,1960-01-01,1990-01-01\n1,3,1990-01-01,\n2,2,1960-01-01,\n");
    in.make("transfers.csv", "effective,from_code,to_code\n");
    const auto raised = in.carry("code,a\n1,1\n", "1970-01-01", "1980-01-01", {"--sum", "a"});
    CHECK(raised.status == 0);
    CHECK(raised.remarks ==
          "remark: the codes are those of all units from 1990-01-01 on; of those of 1970-01-01 the table lacks 2\n");
}

TEST_CASE("a unit that stands in a table beside its own parts is told of") {
    const rebase_csv_run in;
    in.make(
        "units.csv",
        "code,name,tier,parent,valid_from,valid_to\n1,P,1,,1960-01-01,\n11,A,2,1,1960-01-01,\n12,B,2,1,1960-01-01,\n"
        "2,Q,1,,1960-01-01,\n21,C,2,2,1960-01-01,\n");
    in.make("transfers.csv", "effective,from_code,to_code\n");
    const auto remarks = [&](const std::string& rows) {
        const auto done = in.carry("code,a\n" + rows, "1970-01-01", "1980-01-01", {"--sum", "a"});
        CHECK(done.status == 0);
        return done.remarks;
    };
    CHECK(remarks("1,5\n11,2\n12,3\n21,4\n") ==
          "remark: 1 P is counted twice, since the table has also units that belong to it, such as 11 A\n");
    CHECK(remarks("11,2\n12,3\n21,4\n").empty());
    CHECK(remarks("1,2\n2,3\n").empty());
}

TEST_CASE("that a table has no rows is remarked") {
    const rebase_csv_run in;
    const auto wide = in.forward("code,a\n", {"--sum", "a"});
    CHECK(wide.status == 0);
    CHECK(wide.remarks == "remark: in.csv has no rows\n");
    CHECK(in.forward("code,period,indicator,value\n", {"--long"}).remarks == "remark: in.csv has no rows\n");
    CHECK(in.carry("code,period,indicator,value\n", "period-end", "2010-01-01", {"--long"}).remarks ==
          "remark: in.csv has no rows\n");
    CHECK(in.forward("x,y,a\n", {"--flows", "x,y", "--sum", "a"}).remarks == "remark: in.csv has no rows\n");
    CHECK(in.forward("code,a\n", {"--sum", "a", "--quiet"}).remarks.empty());
    CHECK(in.forward("code,a\n00001,\n", {"--sum", "a"}).remarks.find("no rows") == std::string::npos);
    CHECK(in.forward("x,y,a\n99999,00001,1\n", {"--flows", "x,y", "--sum", "a", "--unmatched", "report"})
              .remarks.find("no rows") == std::string::npos);
}

TEST_CASE("remarks are about the tiers that the table is of") {
    const rebase_csv_run in;
    in.make("units.csv",
            "code,name,tier,parent,valid_from,valid_to\n1,P,1,,1960-01-01,\n2,Q,1,,1960-01-01,\n"
            "01001,A,3,1,1960-01-01,\n01002,B,3,1,1960-01-01,2000-01-01\n01002,B,3,2,2000-01-01,\n"
            "01003,C,3,2,2005-01-01,\n");
    in.make("transfers.csv", "effective,from_code,to_code\n");
    const std::string moved =
        "remark: units.csv:2:1 (code): 2000-01-01 P (1): border_not_told: B (01002), or a part of it, comes to Q (2), "
        "and "
        "no transfer between the two tells of it\n";
    const std::string begun =
        "remark: units.csv:7:5 (valid_from): 2005-01-01 C (01003): no_predecessor: begins and takes nothing from any "
        "other unit\n";
    const auto remarks = [&](const std::string& code, const std::string& to = "2006-01-01") {
        const auto done = in.carry("code,a\n" + code + ",1\n", "1999-12-31", to, {"--sum", "a"});
        CHECK(done.status == 0);
        return done.remarks;
    };
    CHECK(remarks("1") == moved);
    CHECK(remarks("1", "1999-12-31").empty());
    CHECK(remarks("01001") == begun);
    CHECK(remarks("1,5\n01001") ==
          moved + begun +
              "remark: 1 P is counted twice, since the table has also units that belong to it, such as 01001 A\n");
}

}  // namespace
}  // namespace muong
