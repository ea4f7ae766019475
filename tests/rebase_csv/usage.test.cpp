// SPDX-License-Identifier: MIT
//
// The options of rebase_csv and its exit codes.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <muong/version.hpp>

#include "rebase_csv/program.hpp"

namespace muong {
namespace {

using test::rebase_csv_run;
using words = std::vector<std::string>;

const char* const table = "code,a,b,w\n00001,1,2,x\n00002,3,4,x\n00003,5,6,y\n00004,8,8,y\n00007,9,10,z\n";

/// The options that the help names.
std::set<std::string> named_in(const std::string& help) {
    std::set<std::string> found;
    for (std::size_t at = 0; (at = help.find("--", at)) != std::string::npos;) {
        const auto end = help.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", at);
        found.insert(help.substr(at, end - at));
        at = end;
    }
    return found;
}

TEST_CASE("every option that the help names is taken, and does something that can be seen") {
    const rebase_csv_run in;
    in.make("groups.csv", "code,group\n00003,n\n00005,n\n00006,s\n00007,s\n");
    in.make("weights.csv", "code,people\n00007,1\n00008,3\n");
    const std::string long_table = "code,period,indicator,value\n00001,2009,a,1\n00002,2009,a,3\n";
    const std::string flows = "x,y,a\n00001,00002,4\n";
    const std::string plain = "code,a,b\n00001,1,2\n00002,3,4\n00003,5,6\n00004,8,8\n00007,9,10\n";
    const auto usual = in.forward(plain).out;
    struct use {
        words more;
        std::string table, told;
    };
    const std::map<std::string, use> uses{
        {"--sum", {{"--sum", "a"}, plain, "00003,7,8"}},
        {"--whole", {{"--whole", "a,b"}, plain, "00003,7,8"}},
        {"--ratio", {{"--ratio", "r=a/b*100"}, plain, "00005,4,6,66.666666666666667"}},
        {"--mean", {{"--mean", "a:b"}, plain, "00005,2.3333333333333333,6"}},
        {"--min", {{"--min", "a"}, plain, "00005,1,6"}},
        {"--max", {{"--max", "a"}, plain, "00005,3,6"}},
        {"--label", {{"--label", "w"}, table, "00005,4,6,x"}},
        {"--decimals", {{"--mean", "a:b", "--decimals", "1"}, plain, "00005,2.3,6"}},
        {"--missing", {{"--missing", "skip"}, "code,a\n00001,1\n", "00005,1"}},
        {"--no-value", {{"--no-value", "-"}, "code,a\n00001,1\n00002,3\n00003,-\n", "00005,4"}},
        {"--bounds", {{"--bounds"}, plain, "code,a,a_least,a_most,b,b_least,b_most"}},
        {"--quality", {{"--quality"}, plain, "00007,9,copied,10,copied"}},
        {"--unmatched", {{"--unmatched", "report"}, plain + "99999,1,1\n", usual}},
        {"--pad-codes", {{"--pad-codes", "5"}, "code,a\n1,1\n2,3\n", "00005,4"}},
        {"--long", {{"--long"}, long_table, "00005,2009,a,4"}},
        {"--group", {{"--group", in.in("groups.csv")}, plain, "n,11,14\ns,15,16\n"}},
        {"--flows", {{"--flows", "x,y"}, flows, "x,y,a\n00005,00005,4\n"}},
        {"--basis", {{"--basis", "population"}, plain, usual}},
        {"--report", {{"--report", in.in("report")}, plain, usual}},
        {"--quiet", {{"--quiet"}, plain, usual}},
        {"--code", {{"--code", "a"}, "a,code\n00001,1\n00002,2\n", "a,code\n00003,\n00005,3"}},
    };
    const auto version = in.words({"--version"});
    CHECK(version.status == 0);
    CHECK(version.out == "rebase_csv " MUONG_VERSION_STRING "\n");
    const auto help = in.words({"--help"});
    CHECK(help.status == 0);
    CHECK(help.err.empty());
    CHECK(in.words({"-h"}).out == help.out);
    auto options = named_in(help.out);
    for (const char* const tested_elsewhere :
         {"--units", "--transfers", "--from", "--to", "--help", "--assume", "--version", "--semicolon"}) {
        CAPTURE(tested_elsewhere);
        CHECK(options.erase(tested_elsewhere) == 1);
    }
    for (const auto& [option, use] : uses) {
        const auto& name = option;  // what CAPTURE takes must not be a structured binding
        CAPTURE(name);
        CHECK(options.erase(option) == 1);
        const auto done = in.forward(use.table, use.more);
        CAPTURE(done.err);
        CAPTURE(done.out);
        CHECK(done.status == 0);
        CHECK(done.err.empty());
        CHECK(done.out.find(use.told) != std::string::npos);
    }
    CHECK_MESSAGE(options.empty(), "the help names ", *options.begin());
    CHECK(in.bytes("report").find("account\n  a: in 26 ") != std::string::npos);
}

TEST_CASE("an option may be written with an equals sign, and words behind -- are no options") {
    const rebase_csv_run in;
    in.make("-t.csv", "code,a\n00001,1\n00002,2\n");
    const words given{"--units=" + in.in("units.csv"),
                      "--transfers=" + in.in("transfers.csv"),
                      "--from=2009-12-31",
                      "--to=2010-01-01",
                      "--sum=a",
                      "--out",
                      in.in("out.csv"),
                      "--",
                      in.in("-t.csv")};
    const auto done = in.words(given);
    CHECK(done.status == 0);
    CHECK(done.out == "code,a\n00003,\n00005,3\n00006,\n00007,\n");
}

TEST_CASE("what is said twice alike is said once, and lists add up") {
    const rebase_csv_run in;
    const auto done = in.forward("code,a,b\n00001,1,5\n00002,2,6\n",
                                 {"--sum", "a", "--sum", "b", "--decimals", "0", "--decimals", "0", "--quiet"});
    CHECK(done.status == 0);
    CHECK(done.out.find("00005,3,11\n") != std::string::npos);
}

TEST_CASE("what cannot be meant ends with 2, a sentence that names it, and no table") {
    const rebase_csv_run in;
    const std::vector<std::pair<words, std::string>> refused{
        {{"--colour"}, "there is no option --colour"},
        {{"--quiet=yes"}, "--quiet takes no value"},
        {{"--basis"}, "--basis wants a value"},
        {{"--from", "2009-13-01"}, "--from: found '2009-13-01', expected a day as YYYY-MM-DD"},
        {{"--decimals", "19"}, "--decimals: found '19', expected a number from 0 to 18"},
        {{"--decimals", "1x"}, "--decimals: found '1x', expected a number from 0 to 18"},
        {{"--pad-codes", "0"}, "--pad-codes: found '0', expected a number from 1 to 15"},
        {{"--missing", "guess"}, "--missing: found 'guess', expected propagate, skip or bound"},
        {{"--unmatched", "drop"}, "--unmatched: found 'drop', expected report"},
        {{"--assume", "half"}, "--assume: found 'half', expected equal or proportional:FILE[:COLUMN]"},
        {{"--flows", "a"}, "--flows: found 'a', expected two columns of codes, such as from,to"},
        {{"--ratio", "r=a"}, "--ratio: found 'r=a', expected name=a/b or name=a/b*k"},
        {{"--ratio", "r=a/b*0"}, "--ratio: found 'r=a/b*0', expected a number other than zero behind the *"},
        {{"--mean", "a"}, "--mean: found 'a', expected rate:weight"},
        {{"--label", "w=first"}, "--label: found 'w=first', expected"},
        {{"--label", "w=list:"}, "--label: found 'w=list:', expected each word of the list once, and none empty"},
        {{"--label", "w=list:x|y|x"}, "--label: found 'w=list:x|y|x', expected each word of the list once"},
        {{"--sum", "\"a"}, "--sum: found '\"a', expected a list of which each part is in quotes wholly or not at all"},
        {{"--label", "\"w\"=list:x"}, "--label: found '\"w\"=list:x', expected a list of which each part"},
        {{"--sum", "a\nb"}, "--sum: found 'a\nb', expected a list of which each part"},
        {{"--sum", "a,"}, "--sum: a column without a name in 'a,'"},
        {{"--sum", "a", "--whole", "a"}, "column 'a' has two rules, --sum and --whole"},
        {{"--min", "a", "--mean", "b:a"}, "--mean: column 'a' is no sum, it has the rule --min"},
        {{"--sum", "z"}, "in.csv has no column 'z', which a rule names, but a, b, w"},
        {{"--sum", "z,a", "--mean", "b:A", "--min", "z z"},
         "in.csv has no columns 'z', 'z z', 'A', which rules name, but a, b, w"},
        {{"--basis", "area"}, "--basis area: transfers.csv has no such shares, only population"},
        {{"--flows", "code,b", "--group", "g"}, "--flows and --group do not go together"},
        {{"--flows", "code,b", "--min", "a"}, "--flows goes with --sum, --whole and --ratio only"},
        {{"--report", in.in("out.csv")}, "OUT and the report cannot both be out.csv"},
        {{"--flows", "x,y", "--code", "a"}, "--flows and --code do not go together"},
        {{"--code", ""}, "--code: found '', expected the name of a column"},
        {{"--flows", "code,a", "--sum", "z"}, "in.csv has no column 'z', which a rule names"},
        {{"--flows", "code,a", "--ratio", "x=b/z"}, "in.csv has no column 'z', which a rule names"},
        {{"--ratio", "code=a/b", "--label", "w"}, "OUT would have two columns 'code'"},
        {{"--ratio", "a_least=a/b", "--bounds", "--label", "w"}, "OUT would have two columns 'a_least'"},
        {{"--label", "w", "--ratio", "w_quality=a/b", "--quality"}, "OUT would have two columns 'w_quality'"},
        {{"--group", "-", "--units", "-"}, "only one of the tables can be read from stdin"},
        {{"--out", in.in("other.csv"), "-o", in.in("out.csv")}, "-o has two values, 'other.csv' and 'out.csv'"},
        {{"--decimals", "1", "--decimals", "2"}, "--decimals has two values, '1' and '2'"},
        {{"--to", "2010-01-01", "--to=2011-01-01"}, "--to has two values, '2010-01-01' and '2011-01-01'"},
        {{"other.csv"}, "two tables to read, 'in.csv' and 'other.csv'"},
        {{""}, "two tables to read"},
    };
    for (const auto& [more, told] : refused) {
        const auto done = in.forward(table, more);
        const auto& sentence = told;
        CAPTURE(sentence);
        CAPTURE(done.err);
        CHECK(done.status == 2);
        CHECK_FALSE(done.made);
        CHECK(done.out.empty());
        CHECK(done.err.find("rebase_csv: " + told) == 0);
        CHECK(done.err.find("\nrebase_csv --help tells how it is used\n") != std::string::npos);
    }
    for (const char* const option : {"--units", "--transfers", "--from", "--to"}) {
        words given{"--units", "u", "--transfers", "t", "--from", "2009-01-01", "--to", "2010-01-01", "in"};
        for (auto at = given.begin(); at != given.end(); ++at) {
            if (*at == option) {
                given.erase(at, at + 2);
                break;
            }
        }
        const auto done = in.words(given);
        CHECK(done.status == 2);
        CHECK(done.err.find("rebase_csv: " + std::string{option} + " is missing\n") == 0);
    }
    CHECK(in.words({"--units", "u", "--transfers", "t", "--from", "2009-01-01", "--to", "2010-01-01"})
              .err.find("the table IN is missing") != std::string::npos);
}

TEST_CASE("all that is wrong with a command is told at once, and nothing that only follows from it") {
    const rebase_csv_run in;
    CHECK(in.words({}).err ==
          "rebase_csv: --units is missing\nrebase_csv: --transfers is missing\nrebase_csv: --from is missing\n"
          "rebase_csv: --to is missing\nrebase_csv: the table IN is missing\nrebase_csv --help tells how it is used\n");
    const auto done = in.words({"--colour", "red", "--quiet=yes", "--units", "u", "--from", "2009-13-01", "--to",
                                "2010-01-01", "--sum", "a,b", "--whole", "b", "--min", "a", "t.csv", "--transfers"});
    CHECK(done.status == 2);
    CHECK(done.err ==
          "rebase_csv: there is no option --colour\nrebase_csv: --quiet takes no value\n"
          "rebase_csv: --from: found '2009-13-01', expected a day as YYYY-MM-DD, period-start or period-end\n"
          "rebase_csv: --transfers wants a value\nrebase_csv: column 'b' has two rules, --sum and --whole\n"
          "rebase_csv: column 'a' has two rules, --sum and --min\nrebase_csv --help tells how it is used\n");
    const auto help = in.words({"--colour", "--help"});
    CHECK(help.status == 0);
    CHECK(help.err.empty());
}

TEST_CASE("what is written is none of the tables that are read, whatever its name there") {
    const rebase_csv_run in;
    namespace fs = std::filesystem;
    in.make("g.csv", "code,group\n00003,n\n");
    in.make("w.csv", "code,people\n00007,1\n00008,3\n");
    const words tables{"units.csv", "transfers.csv", "g.csv", "w.csv", "in.csv"};
    const words names{"--units", "--transfers", "--group", "--assume", "IN"};
    const words beside{"--group", in.in("g.csv"), "--assume", "proportional:" + in.in("w.csv")};
    const std::string plain = "code,a\n00001,1\n00002,2\n";
    in.make("in.csv", plain);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        CAPTURE(tables[i]);
        fs::create_symlink(in.in(tables[i]), in.in("s_" + tables[i]));
        fs::create_hard_link(in.in(tables[i]), in.in("h_" + tables[i]));
        const auto before = in.bytes(tables[i]);
        for (const std::string& name : {tables[i], "./" + tables[i], "s_" + tables[i], "h_" + tables[i]}) {
            CAPTURE(name);
            for (const std::string option : {"-o", "--report"}) {
                if (option == "-o" && names[i] == "IN") continue;
                auto more = beside;
                more.insert(more.end(), {option, in.in(name)});
                const auto done = in.forward(plain, more);
                CAPTURE(done.err);
                CHECK(done.status == 2);
                CHECK_FALSE(done.made);
                CHECK(done.err.find((option == "-o" ? "rebase_csv: OUT and " : "rebase_csv: the report and ") +
                                    names[i] + " cannot b") == 0);
                CHECK(done.err.find(name == tables[i] ? "both be " + name + "\n" : "be one file, " + name) !=
                      std::string::npos);
                CHECK(in.bytes(tables[i]) == before);
            }
        }
    }
    for (const char* const twice : {"h_out", "./new"}) {  // OUT and the report, there or not
        in.make("out", "old");
        fs::remove(in.in("h_out"));
        fs::create_hard_link(in.in("out"), in.in("h_out"));
        const auto done = in.forward(plain, {"-o", in.in(twice[0] == '.' ? "new" : "out"), "--report", in.in(twice)});
        CHECK(done.status == 2);
        CHECK(done.err.find("rebase_csv: OUT and the report cannot be one file, ") == 0);
        CHECK(in.bytes("out") == "old");
        CHECK_FALSE(fs::exists(in.in("new")));
    }
    CHECK(in.forward(plain, {"-o", in.in("s_in.csv")}).status == 0);  // OUT may take the place of IN
    CHECK(in.bytes("in.csv") == "code,a\n00003,\n00005,3\n00006,\n00007,\n");
}

TEST_CASE("no table is written that could not be read, and a long one is not read as a wide one") {
    const rebase_csv_run in;
    const auto refused = [&](const std::string& of, const words& more, const std::string& told) {
        const auto done = in.forward(of, more);
        CAPTURE(told);
        CHECK(done.status == 2);
        CHECK_FALSE(done.made);
        CHECK(done.err.find("rebase_csv: " + told + "\n") == 0);
    };
    in.make("g.csv", "code,group\n00003,n\n");
    refused("code,a,a_least,a_quality\n00001,1,1,1\n", {"--bounds"}, "OUT would have two columns 'a_least'");
    refused("code,a,a_least,a_quality\n00001,1,1,1\n", {"--quality"}, "OUT would have two columns 'a_quality'");
    refused("code,group\n00001,1\n", {"--group", in.in("g.csv")}, "OUT would have two columns 'group'");
    refused("x,y,period,indicator,value\n00001,00002,00002,a,1\n", {"--flows", "x,period", "--long"},
            "OUT would have two columns 'period'");
    CHECK(in.forward("code,a,a_least\n00001,1,1\n").status == 0);

    const std::string tall = "code,period,indicator,value\n00001,2009,a,1\n";
    refused(tall, {}, "in.csv has the columns period, indicator and value: --long reads it");
    refused(tall, {"--sum", "a"}, "in.csv has the columns period, indicator and value: --long reads it");
    refused("x,y,period,indicator,value\n00001,00002,1,a,1\n", {"--flows", "x,y"},
            "in.csv has the columns period, indicator and value: --long reads it");
    CHECK(in.forward(tall, {"--label", "indicator,period"}).status == 0);  // who names them means them
    refused("x,y,period,indicator,value\n00001,00002,1,a,1\n", {"--flows", "x,y", "--long", "--sum", "b"},
            "in.csv has no indicator 'b', which a rule names, but a");
    std::string wide = "code", row = "00001", told;
    for (int i = 0; i < 25; ++i) {
        wide += ",c" + std::to_string(10 + i);
        row += ",1";
        if (i < 20) told += (i == 0 ? "" : ", ") + ("c" + std::to_string(10 + i));
    }
    refused(wide + "\n" + row + "\n", {"--sum", "x"},
            "in.csv has no column 'x', which a rule names, but " + told + " and 5 more");
    refused("code,\"a, b\"\n00001,1\n", {"--sum", "x"}, "in.csv has no column 'x', which a rule names, but \"a, b\"");
    refused("code\n00001\n", {"--sum", "x"}, "in.csv has no column 'x', which a rule names");
}

}  // namespace
}  // namespace muong
