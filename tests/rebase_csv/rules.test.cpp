// SPDX-License-Identifier: MIT
//
// The rules of columns, forward and back, as rebase_csv carries them out.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include <muong/core/fraction.hpp>
#include <muong/io/csv_table.hpp>

#include "rebase_csv/program.hpp"
#include "support/for_all.hpp"

namespace muong {
namespace {

using test::rebase_csv_run;
using words = std::vector<std::string>;

std::string written(const test::outcome& done) {
    CHECK(done.status == 0);
    CHECK(done.err.empty());
    return done.out;
}

TEST_CASE("sums are exact, forward and back") {
    const rebase_csv_run in;
    CHECK(written(in.forward("code,a\n00001,0.1\n00002,0.2\n00003,700\n00004,0.1\n00007,-5\n")) ==
          "code,a\n00003,700.025\n00005,0.3\n00006,0.075\n00007,-5\n");
    CHECK(written(in.back("code,a\n00003,800\n00005,1\n00006,300\n00007,5\n")) ==
          "code,a\n00001,0.33333333333333333\n00002,0.66666666666666667\n00003,700\n00004,400\n00007,5\n");
    const auto big = "9223372036854775807";
    CHECK(written(in.forward(std::string{"code,a\n00001,"} + big + "\n00002," + big + "\n")) ==
          "code,a\n00003,\n00005,18446744073709551614\n00006,\n00007,\n");
}

TEST_CASE("whole numbers stay whole, and their parts add up, forward and back") {
    const rebase_csv_run in;
    // 7 by quarters: 1.75 and 5.25, so 2 and 5
    CHECK(written(in.forward("code,a\n00001,1\n00002,1\n00003,0\n00004,7\n00007,1\n", {"--whole", "a"})) ==
          "code,a\n00003,2\n00005,2\n00006,5\n00007,1\n");
    // 10 by thirds: 3.33 and 6.67; 9 by eighths: 7.875 of 00003 itself, 1.125 of 00004
    CHECK(written(in.back("code,a\n00003,9\n00005,10\n00006,5\n00007,1\n", {"--whole", "a"})) ==
          "code,a\n00001,3\n00002,7\n00003,8\n00004,6\n00007,1\n");
    CHECK(written(in.back("code,a\n00003,-9\n00005,-10\n00006,0\n00007,0\n", {"--whole", "a"})) ==
          "code,a\n00001,-3\n00002,-7\n00003,-8\n00004,-1\n00007,0\n");
}

TEST_CASE("rates are weighted, and ratios made of their two sums") {
    const rebase_csv_run in;
    const auto* const table = "code,rate,people\n00001,1,10\n00002,4,20\n00003,2,700\n00004,10,400\n00007,3,0\n";
    CHECK(written(in.forward(table, {"--mean", "rate:people"})) ==
          "code,rate,people\n00003,3,800\n00005,3,30\n00006,10,300\n00007,,0\n");
    CHECK(written(in.forward(table, {"--ratio", "per=rate/people*1000"})) ==
          "code,rate,people,per\n00003,4.5,800,5.625\n00005,5,30,166.66666666666667\n00006,7.5,300,25\n00007,3,0,\n");
    CHECK(written(in.forward(table, {"--min", "rate", "--max", "people"})) ==
          "code,rate,people\n00003,2,700\n00005,1,20\n00006,10,400\n00007,3,0\n");
}

TEST_CASE("of a list of words the first one counts that a part has") {
    const rebase_csv_run in;
    const auto* const table = "code,w\n00001,phường\n00002,xã\n00003,xã\n00004,thị trấn\n00007,khác\n";
    CHECK(written(in.forward(table, {"--label", "w=list:phường|thị trấn|xã|vắng", "--quality"})) ==
          "code,w,w_quality\n00003,thị trấn,summed\n00005,phường,summed\n00006,thị trấn,copied\n00007,,mixed\n");
    CHECK(written(in.forward(table, {"--label", "w=list:xã|phường"})) ==
          "code,w\n00003,xã\n00005,xã\n00006,\n00007,\n");
    CHECK(written(in.carry("code,w\n00007,xã\n00003,khác\n", "2019-12-31", "2020-01-01", {"--label", "w=list:xã"})) ==
          "code,w\n00003,\n00005,\n00006,\n00007,xã\n00008,xã\n");
}

TEST_CASE("labels are the same, joined, or of the largest, of which ties are told") {
    const rebase_csv_run in;
    const auto* const table =
        "code,w,n\n00001,\"đỏ, nhạt\",15\n00002,xanh,15\n00003,xanh,100\n00004,đen,404\n00007,xanh,1\n";
    CHECK(written(in.forward(table, {"--label", "w"})) ==
          "code,w,n\n00003,,201\n00005,,30\n00006,đen,303\n00007,xanh,1\n");
    CHECK(written(in.forward(table, {"--label", "w=same", "--quality"})) ==
          "code,w,w_quality,n,n_quality\n00003,,mixed,201,estimated\n00005,,mixed,30,summed\n"
          "00006,đen,copied,303,estimated\n00007,xanh,copied,1,copied\n");
    CHECK(written(in.forward(table, {"--label", "w=join"})) ==
          "code,w,n\n00003,xanh; đen,201\n00005,\"đỏ, nhạt; xanh\",30\n00006,đen,303\n00007,xanh,1\n");
    CHECK(written(in.forward(table, {"--label", "w=largest:n", "--quality", "--report", in.in("report")})) ==
          "code,w,w_quality,n,n_quality\n00003,đen,summed,201,estimated\n00005,\"đỏ, nhạt\",tie,30,summed\n"
          "00006,đen,copied,303,estimated\n00007,xanh,copied,1,copied\n");
    CHECK(in.bytes("report").find("of which the first is taken\n  00005 w: đỏ, nhạt\n") != std::string::npos);
}

TEST_CASE("a missing part makes a cell missing, partial or a range, as asked") {
    const rebase_csv_run in;
    const auto* const table = "code,a\n00001,1\n00002,\n00003,700\n00007,2\n";
    CHECK(written(in.forward(table)) == "code,a\n00003,\n00005,\n00006,\n00007,2\n");
    CHECK(written(in.forward(table, {"--missing", "skip", "--quality"})) ==
          "code,a,a_quality\n00003,700,partial:1/2\n00005,1,partial:1/2\n00006,,missing\n00007,2,copied\n");
    CHECK(written(in.forward(table, {"--missing", "bound"})) ==
          "code,a,a_least,a_most\n00003,,700,\n00005,,1,\n00006,,0,\n00007,2,2,2\n");
}

TEST_CASE("names and words with commas are quoted in lists, as in CSV") {
    const rebase_csv_run in;
    const std::string table = "code,\"a,b\",w,\"5\"\" pipe\"\n00001,1,\"x, y\",1\n00002,2,z,2\n";
    const auto row = [](const std::string& out) {
        const auto at = out.find("00005,");
        return out.substr(at, out.find('\n', at) - at);
    };
    CHECK(row(written(in.forward(table, {"--label", "\"w=list:x, y|z\""}))) == "00005,3,\"x, y\",3");
    CHECK(row(written(in.forward(table, {"--label", "\"w=list:z|x, y\""}))) == "00005,3,z,3");
    CHECK(row(written(in.forward(table, {"--label", "\"w=list:u|x, y\"", "--min", "\"a,b\",5\" pipe"}))) ==
          "00005,1,\"x, y\",1");
    CHECK(row(written(in.forward(table, {"--label", "w", "--ratio", "\"r=a,b/5\"\" pipe\"", "--missing", "skip"}))) ==
          "00005,3,,3,1");
    // a word that has the mark between words, and quotes
    const std::string odd = "code,w\n00001,x|y\n00002,\"say \"\"z\"\"\"\n";
    CHECK(row(written(in.forward(odd, {"--label", R"(w=list:"x|y"|z)"}))) == "00005,x|y");
    CHECK(row(written(in.forward(odd, {"--label", R"(w=list:say "z"|x)"}))) == "00005,\"say \"\"z\"\"\"");
}

TEST_CASE("a share that nobody states leaves a cell empty, with bounds, until it is assumed") {
    const rebase_csv_run in;
    in.make("weights.csv", "code,people\n00007,1\n00008,3\n");
    const auto over = [&](const words& more) {
        return written(in.carry("code,a\n00003,1\n00005,2\n00006,3\n00007,8\n", "2019-12-31", "2020-01-01", more));
    };
    CHECK(over({}) == "code,a\n00003,1\n00005,2\n00006,3\n00007,\n00008,\n");
    CHECK(over({"--bounds", "--quality"}) ==
          "code,a,a_least,a_most,a_quality\n00003,1,1,1,copied\n00005,2,2,2,copied\n00006,3,3,3,copied\n"
          "00007,,0,8,bounded\n00008,,0,8,bounded\n");
    CHECK(over({"--assume", "equal", "--quality"}) ==
          "code,a,a_quality\n00003,1,copied\n00005,2,copied\n00006,3,copied\n00007,4,estimated:equal\n"
          "00008,4,estimated:equal\n");
    for (const std::string column : {"", ":people"}) {
        CHECK(over({"--assume", "proportional:" + in.in("weights.csv") + column}) ==
              "code,a\n00003,1\n00005,2\n00006,3\n00007,2\n00008,6\n");
    }
}

/// The numbers of a table, by code and name of the column; those that are known.
std::map<std::string, fraction> numbers_in(const std::string& text) {
    std::map<std::string, fraction> numbers;
    const auto table = csv_table::parse(text, "table");
    REQUIRE(table);
    for (const auto row : table.value()) {
        for (std::size_t i = 1; i < table.value().header().size(); ++i) {
            const auto cell = fraction::parse(row[csv_column{i}].text());
            if (cell) numbers.emplace(std::string{row[csv_column{0}].text()} + ' ' + table.value().header()[i], *cell);
        }
    }
    return numbers;
}

TEST_CASE("a range that is rounded contains the exact one, and what is known lies in it") {
    const rebase_csv_run in;
    std::size_t open = 0;
    std::size_t moved = 0;
    struct drawn {
        std::string units = "code,valid_from,valid_to\nP,1990-01-01,2000-01-01\nO,1990-01-01,2010-01-01\n";
        std::string transfers = "effective,from_code,to_code,extent,share_population\n2010-01-01,O,S,whole,\n";
        std::string table, fold;  ///< the same with all sums 210 times as large
    };
    const auto hundredths = [](std::int64_t count) { return to_string(fraction{count, 100}.to_decimal(2)); };
    test::for_all(
        [&](test::source_of_chance& chance) {
            drawn made;  // P is divided by shares that nobody states, then its parts by known ones
            for (auto parts = chance.between(2, 3); parts > 0; --parts) {
                const auto part = "Q" + std::to_string(parts);
                made.units += part + ",2000-01-01,2010-01-01\n";
                made.transfers += "2000-01-01,P," + part + ",part,\n";
                const auto whole = chance.pick(std::vector<std::int64_t>{2, 3, 7, 10});
                const auto there = chance.between(0, whole);
                for (const auto& [to, of] : {std::pair{"S", there}, std::pair{"T", whole - there}}) {
                    made.transfers += "2010-01-01," + part + ',' + to + ",part," + std::to_string(of) + '/' +
                                      std::to_string(whole) + '\n';
                }
            }
            made.units += "S,2010-01-01,\nT,2010-01-01,\n";
            made.table = made.fold = "code,a,n,rate\n";
            for (const auto* code : {"P", "O"}) {
                const auto a = chance.between(-2000, 2000) * (chance.chance(1, 5) ? 1'000'000'000'000 : 1);
                const auto n = chance.between(1, 9);
                const auto rate = ',' + hundredths(chance.between(-900, 900)) + '\n';
                made.table += std::string{code} + ',' + hundredths(a) + ',' + std::to_string(n) + rate;
                made.fold += std::string{code} + ',' + hundredths(a * 210) + ',' + std::to_string(n * 210) + rate;
            }
            return made;
        },
        [&](const drawn& made) {
            in.make("u.csv", made.units);
            in.make("t.csv", made.transfers);
            const auto ranges = [&](const std::string& table, const std::string& decimals) {
                words more{"--units", in.in("u.csv"), "--transfers", in.in("t.csv"), "--mean",
                           "rate:n",  "--ratio",      "r=a/n",       "--bounds"};
                if (!decimals.empty()) more.insert(more.end(), {"--decimals", decimals});
                return numbers_in(written(in.carry(table, "1995-01-01", "2020-01-01", more)));
            };
            // the sums exactly, the rates in as many decimals as there are
            auto finer = ranges(made.table, "18");
            for (const auto& [cell, number] : ranges(made.fold, "")) {
                if (cell[2] == 'a' || cell[2] == 'n') finer[cell] = number / fraction{210};
            }
            const auto finest = finer;
            for (const std::string decimals : {"18", "9", "2", "1", "0", ""}) {
                if (decimals.empty()) finer = finest;
                CAPTURE(decimals);
                CAPTURE(made.table);
                CAPTURE(made.transfers);
                auto found = ranges(made.table, decimals);
                for (const std::string cell : {"S a", "T a", "S n", "T n", "S rate", "T rate", "S r", "T r"}) {
                    CAPTURE(cell);
                    const auto least = found.find(cell + "_least");
                    const auto most = found.find(cell + "_most");
                    CHECK((least == found.end()) == !finer.contains(cell + "_least"));
                    if (least == found.end() || most == found.end()) continue;
                    // 17 digits are more than 18 decimals
                    if (decimals.empty() && (abs(least->second) < fraction{1} || abs(most->second) < fraction{1}))
                        continue;
                    CHECK(least->second <= finer[cell + "_least"]);
                    CHECK(finer[cell + "_most"] <= most->second);
                    if (least->second < finer[cell + "_least"]) ++moved;
                    if (!decimals.empty()) {  // no farther than to the next number of so many decimals
                        const auto step = fraction{decimal{1, std::stoi(decimals)}};
                        CHECK(finer[cell + "_least"] - least->second < step);
                        CHECK(most->second - finer[cell + "_most"] < step);
                    }
                    const auto value = found.find(cell);
                    if (value == found.end()) {
                        ++open;
                    } else {
                        CHECK(least->second <= value->second);
                        CHECK(value->second <= most->second);
                    }
                }
                finer = std::move(found);
            }
        },
        25);
    CHECK(open > 100);
    CHECK(moved > 100);
}

TEST_CASE("the ends of a range are rounded away from each other") {
    const rebase_csv_run in;
    in.make("u.csv",
            "code,valid_from,valid_to\nP,1990-01-01,2000-01-01\nR,2000-01-01,2010-01-01\n"
            "W,2000-01-01,2010-01-01\nS,2010-01-01,\nT,2010-01-01,\n");
    in.make("t.csv",
            "effective,from_code,to_code,extent,share_population\n2000-01-01,P,R,part,\n2000-01-01,P,W,part,\n"
            "2010-01-01,R,S,part,0.5\n2010-01-01,R,T,part,0.5\n2010-01-01,W,S,part,0.6\n"
            "2010-01-01,W,T,part,0.4\n");
    const auto of = [&](const std::string& value) {
        return written(
            in.carry("code,a\nP," + value + "\n", "1995-01-01", "2020-01-01",
                     {"--units", in.in("u.csv"), "--transfers", in.in("t.csv"), "--decimals", "0", "--bounds"}));
    };
    CHECK(of("1") == "code,a,a_least,a_most\nS,,0,1\nT,,0,1\n");
    CHECK(of("7") == "code,a,a_least,a_most\nS,,3,5\nT,,2,4\n");
    CHECK(of("-7") == "code,a,a_least,a_most\nS,,-5,-3\nT,,-4,-2\n");
    CHECK(of("10") == "code,a,a_least,a_most\nS,,5,6\nT,,4,5\n");
    const auto third = [&](const words& more) {
        return written(in.back("code,a\n00005,1\n00003,0\n00006,0\n00007,0\n", more));
    };
    CHECK(third({"--decimals", "1", "--bounds"})
              .starts_with("code,a,a_least,a_most\n00001,0.3,0.3,0.4\n00002,0.7,0.6,0.7\n"));
    CHECK(third({"--bounds"})
              .starts_with("code,a,a_least,a_most\n"
                           "00001,0.33333333333333333,0.33333333333333333,0.33333333333333334\n"
                           "00002,0.66666666666666667,0.66666666666666666,0.66666666666666667\n"));
}

TEST_CASE("units whose parts all weigh nothing stay undivided and are told of") {
    const rebase_csv_run in;
    in.make("weights.csv", "code,people\n00007,0\n00008,0\n");
    const words assumed{"--sum", "a", "--assume", "proportional:" + in.in("weights.csv")};
    const auto over = [&](words more) {
        more.insert(more.end(), assumed.begin(), assumed.end());
        const auto done = in.carry("code,a\n00003,1\n00007,8\n", "2019-12-31", "2020-01-01", more);
        CHECK(done.status == 0);
        return done;
    };
    const auto open = over({});
    CHECK(open.out == "code,a\n00003,1\n00005,\n00006,\n00007,\n00008,\n");
    const std::string undivided =
        "remark: these units stay undivided, since the weights of their parts in weights.csv are all 0: 00007 Bảy\n";
    CHECK(open.remarks == undivided +
                              "remark: some cells are empty, since nobody states the shares of units that are divided "
                              "(--bounds tells what they can be, --report lists the units): a\n");
    CHECK(over({"--bounds"}).remarks == undivided);
    CHECK(over({"--report", in.in("report")}).status == 0);
    CHECK(in.bytes("report").find(", for 0 shares that are not stated\n") != std::string::npos);
    in.make("weights.csv", "code,people\n00007,0\n00008,1\n");
    CHECK(over({}).remarks.empty());
    // of what the table does not have nothing is told
    in.make("weights.csv", "code,people\n00007,0\n00008,0\n");
    CHECK(in.carry("code,a\n00003,1\n", "2019-12-31", "2020-01-01", assumed).remarks.empty());
}

TEST_CASE("a unit made of parts with a share of zero has nothing, and is empty only where nothing is known") {
    const rebase_csv_run in;
    // A goes to B by a share of zero and to C, which stays; E gives G an amount of zero, and F gives H what nobody
    // states
    in.make("units.csv",
            "code,valid_from,valid_to\nA,2000-01-01,2010-01-01\nB,2010-01-01,\nC,2000-01-01,\nE,2000-01-01,\n"
            "F,2000-01-01,\nG,2010-01-01,\nH,2010-01-01,\n");
    in.make("transfers.csv",
            "effective,act,clause,from_code,to_code,extent,share_population,amount_population\n"
            "2010-01-01,,,A,B,part,0,\n2010-01-01,,,A,C,part,1,\n2010-01-01,,,C,C,whole,,\n"
            "2010-01-01,,,E,E,part,,90\n2010-01-01,,,E,G,part,,0\n"
            "2010-01-01,,,F,F,part,,\n2010-01-01,,,F,H,part,,\n");
    const auto* const table = "code,a,rate,w\nA,7,2,x\nC,20,5,y\nE,90,1,z\nF,8,3,u\n";
    CHECK(written(in.forward(table, {"--mean", "rate:a", "--label", "w"})) ==
          "code,a,rate,w\nB,0,,\nC,27,4.2222222222222222,\nE,90,1,z\nF,,3,u\nG,0,,\nH,,3,u\n");
    CHECK(written(in.forward(table, {"--whole", "a", "--min", "rate", "--label", "w=join"})) ==
          "code,a,rate,w\nB,0,,\nC,27,2,x; y\nE,90,1,z\nF,,3,u\nG,0,,\nH,,3,u\n");
    CHECK(written(in.forward("code,a,b\nA,7,\nC,20,2\nE,,90\nF,8,3\n", {"--bounds", "--quality"})) ==
          "code,a,a_least,a_most,a_quality,b,b_least,b_most,b_quality\n"
          "B,0,0,0,estimated,,,,missing\nC,27,27,27,summed,,,,missing\nE,,,,missing,90,90,90,copied\n"
          "F,,0,8,bounded,,0,3,bounded\nG,,,,missing,0,0,0,estimated\nH,,0,8,bounded,,0,3,bounded\n");
    // of a unit that the table does not have nothing is known, whatever its shares
    CHECK(written(in.forward("code,a\nC,20\n")) == "code,a\nB,\nC,\nE,\nF,\nG,\nH,\n");
    CHECK(written(in.forward("code,period,indicator,value\nA,2009,a,7\nC,2009,a,20\nE,2008,a,90\n", {"--long"})) ==
          "code,period,indicator,value\nB,2008,a,\nB,2009,a,0\nC,2008,a,\nC,2009,a,27\nE,2008,a,90\nE,2009,a,\n"
          "F,2008,a,\nF,2009,a,\nG,2008,a,0\nG,2009,a,\nH,2008,a,\nH,2009,a,\n");
    // the other parts of a unit are as they are without a share of zero
    in.make("groups.csv", "group,code\nnorth,B\nnorth,G\nsouth,C\nsouth,E\n");
    CHECK(written(in.forward(table, {"--label", "w", "--group", in.in("groups.csv"), "--quality"})) ==
          "group,a,a_quality,rate,rate_quality,w,w_quality\nnorth,0,estimated,0,estimated,,missing\n"
          "south,117,summed,8,summed,,mixed\n");
    in.make("weights.csv", "code,people\nF,5\nH,0\n");
    CHECK(written(in.forward("code,a\nF,8\n", {"--assume", "proportional:" + in.in("weights.csv"), "--quality"})) ==
          "code,a,a_quality\nB,,missing\nC,,missing\nE,,missing\nF,8,estimated:proportional:" + in.in("weights.csv") +
              "\nG,,missing\nH,0,estimated:proportional:" + in.in("weights.csv") + "\n");
    // of what is guessed to be divided between units of one group the sum is a fact, but not what is left to one of two
    in.make("groups.csv", "group,code\nboth,F\nboth,H\n");
    CHECK(written(in.forward("code,a\nF,8\n", {"--assume", "proportional:" + in.in("weights.csv"), "--quality",
                                               "--group", in.in("groups.csv")})) ==
          "group,a,a_quality\nboth,8,copied\n");
    in.make("groups.csv", "group,code\none,F\n");
    CHECK(written(in.forward("code,a\nF,8\n", {"--assume", "proportional:" + in.in("weights.csv"), "--quality",
                                               "--group", in.in("groups.csv")})) ==
          "group,a,a_quality\none,8,estimated:proportional:" + in.in("weights.csv") + "\n");
    CHECK(written(in.forward("x,y,a\nA,A,3\nA,C,4\nE,A,2\n", {"--flows", "x,y"})) == "x,y,a\nC,C,7\nE,C,2\n");
}

TEST_CASE("groups are sums of their units, also of parts of one unit") {
    const rebase_csv_run in;
    in.make("groups.csv", "group,code\nsouth,00006\nnorth,00003\nsouth,00007\n");
    CHECK(written(in.forward("code,a\n00001,1\n00002,1\n00003,10\n00004,7\n00007,1\n",
                             {"--whole", "a", "--group", in.in("groups.csv"), "--report", in.in("report")})) ==
          "group,a\nnorth,12\nsouth,6\n");
    CHECK(in.bytes("report").find("units in no group: 1\n  xa Năm (00005)") != std::string::npos);
    in.make("groups.csv", "group,code\nall,00006\nall,00003\nall,00007\nall,00005\n");
    CHECK(written(in.forward("code,a\n00001,1\n00002,1\n00003,10\n00004,7.1\n00007,1\n",
                             {"--group", in.in("groups.csv"), "--quality"})) == "group,a,a_quality\nall,20.1,summed\n");
}

TEST_CASE("groups tell what is known of them, though nobody knows what their units have") {
    // of P nobody knows how much went to R and W; a half of either went to a unit of each group
    const rebase_csv_run in;
    in.make("units.csv",
            "code,valid_from,valid_to\nP,2000-01-01,2005-01-01\nR,2005-01-01,2010-01-01\nW,2005-01-01,2010-01-01\n"
            "S,2010-01-01,\nT,2010-01-01,\nX,2010-01-01,\nY,2010-01-01,\n");
    in.make("transfers.csv",
            "effective,from_code,to_code,extent,share_people\n2005-01-01,P,R,part,\n2005-01-01,P,W,part,\n"
            "2010-01-01,R,S,part,0.5\n2010-01-01,R,T,part,0.5\n2010-01-01,W,X,part,0.5\n2010-01-01,W,Y,part,0.5\n");
    in.make("groups.csv", "code,group\nS,g\nX,g\nT,h\nY,h\n");
    const auto carried = [&](words more) {
        for (const std::string word : {"--whole", "w", "--group"}) more.push_back(word);
        more.push_back(in.in("groups.csv"));
        return in.carry("code,a,w\nP,1001,1001\n", "2000-01-01", "2020-01-01", more);
    };
    const auto bounded = carried({"--bounds", "--quality", "--report", in.in("report")});
    CHECK(bounded.out ==
          "group,a,a_least,a_most,a_quality,w,w_least,w_most,w_quality\n"
          "g,500.5,500.5,500.5,estimated,501,500,501,estimated\n"
          "h,500.5,500.5,500.5,estimated,500,500,501,estimated\n");
    const auto report = in.bytes("report");
    CHECK(report.find("P: S 0 to 1/2, T 0 to 1/2, X 0 to 1/2, Y 0 to 1/2; its groups get: g 1/2, h 1/2\n") !=
          std::string::npos);
    CHECK(report.find("a: in 1001 = out 1001 + unmatched 0 + unknown 0 + missing 0") != std::string::npos);
    // what is a fact of a group rests on no guess, only how it is rounded
    CHECK(carried({"--assume", "equal", "--quality"}).out ==
          "group,a,a_quality,w,w_quality\ng,500.5,estimated,501,estimated:equal\nh,500.5,estimated,500,estimated:"
          "equal\n");
    // where a unit is in no group the others are still what they are
    in.make("groups.csv", "code,group\nS,g\nX,g\nT,h\n");
    const auto some = carried({"--bounds"});
    CHECK(some.out == "group,a,a_least,a_most,w,w_least,w_most\ng,500.5,500.5,500.5,501,500,501\nh,,0,500.5,,0,501\n");
}

TEST_CASE("both ends of flows are carried over") {
    const rebase_csv_run in;
    CHECK(written(in.forward("x,y,n\n00001,00002,3\n00002,00001,4\n00004,00007,8\n00004,00004,16\n00007,00007,1\n",
                             {"--flows", "x,y"})) ==
          "x,y,n\n00003,00003,1\n00003,00006,3\n00003,00007,2\n00005,00005,7\n00006,00003,3\n00006,00006,9\n"
          "00006,00007,6\n00007,00007,1\n");
    CHECK(written(in.back("x,y,n\n00005,00006,3\n", {"--flows", "x,y", "--whole", "n"})) ==
          "x,y,n\n00001,00004,1\n00002,00004,2\n");
    CHECK(written(in.forward("x,y,name,n,kind\n00001,00002,A to B,3,road\n", {"--flows", "x,y"})) ==
          "x,y,n\n00005,00005,3\n");
    CHECK(written(in.forward("x,y,n,m\n00001,00002,7,2\n", {"--flows", "x,y", "--ratio", "r=n/m"})) ==
          "x,y,n,m,r\n00005,00005,7,2,3.5\n");
}

TEST_CASE("flows of many periods, whose pairs come in the same order, in another, or only now and then") {
    const rebase_csv_run in;
    const std::vector<std::pair<std::string, std::string>> pairs{
        {"00001", "00003"}, {"00001", "00002"}, {"00002", "00003"}, {"00003", "00001"}};
    std::string table = "x,y,period,indicator,value\n";
    std::string expected = table;
    std::string within, out, back;  // of 00005, from it to 00003 and from 00003 to it
    for (int period = 1000; period < 1300; ++period) {
        long to_three = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const std::size_t p = period % 2 == 0 ? i : 3 - i;
            if (p == 3 && period % 3 != 0) {
                back += "00003,00005," + std::to_string(period) + ",n,\n";
                continue;
            }
            const auto value = 1'000'000'000L * period * static_cast<long>(p) + static_cast<long>(i);
            table += pairs[p].first + ',' + pairs[p].second + ',' + std::to_string(period) + ",n," +
                     std::to_string(value) + '\n';
            const auto row = std::to_string(period) + ",n," + std::to_string(value) + '\n';
            if (p == 0 || p == 2) to_three += value;
            if (p == 1) within += "00005,00005," + row;
            if (p == 3) back += "00003,00005," + row;
        }
        out += "00005,00003," + std::to_string(period) + ",n," + std::to_string(to_three) + '\n';
    }
    CHECK(written(in.forward(table, {"--flows", "x,y", "--long"})) == expected + back + out + within);

    const auto rows = std::count(table.begin(), table.end(), '\n');
    const auto twice = in.forward(table + "00001,00002,1000,n,1\n", {"--flows", "x,y", "--long"});
    CHECK(twice.err ==
          "in.csv:" + std::to_string(rows + 1) +
              ":5 (value): duplicate_key: found '1', expected one value of n in 1000 a unit (it is in row 3)\n");
}

TEST_CASE("how much of a unit lies nowhere may be a guess, on which the sum of its parts rests") {
    const rebase_csv_run in;
    // where a quarter of D lay nobody states, nor how much of C was D: two parts of three, since two units lay in D
    in.make("units.csv",
            "code,valid_from,valid_to\nA,2000-01-01,2010-01-01\nC,2010-01-01,\nD,2005-01-01,2010-01-01\n"
            "E,2000-01-01,2005-01-01\nG,2000-01-01,2005-01-01\n");
    in.make("transfers.csv",
            "effective,act,clause,from_code,to_code,extent,back_share_population\n"
            "2005-01-01,,,E,D,whole,1/2\n2005-01-01,,,G,D,whole,1/4\n"
            "2010-01-01,,,A,C,whole,\n2010-01-01,,,D,C,whole,\n");
    in.make("groups.csv", "group,code\nall,A\nall,E\nall,G\n");
    CHECK(written(in.carry("code,a\nC,9\n", "2010-01-01", "2000-01-01",
                           {"--assume", "equal", "--quality", "--group", in.in("groups.csv")})) ==
          "group,a,a_quality\nall,7.5,estimated:equal\n");
    const auto divided = [&](std::vector<std::string> more) {
        more.insert(more.end(), {"--report", in.in("report.txt")});
        static_cast<void>(in.carry("code,a\nC,9\n", "2010-01-01", "2000-01-01", more));
        const auto report = in.bytes("report.txt");
        const auto at = report.find("  C:");
        return report.substr(at, report.find('\n', at) - at);
    };
    CHECK(divided({}) == "  C: A 0 to 1, E 0 to 1/2, G 0 to 1/4, nowhere 0 to 1/4");
    CHECK(divided({"--assume", "equal"}) ==
          "  C: A 1/3 (assumed), E 1/3 (assumed), G 1/6 (assumed), nowhere 1/6 (assumed)");
}

TEST_CASE("how a stated share of whole numbers is rounded may rest on a guess, and says so then") {
    const rebase_csv_run in;
    in.make("units.csv",
            "code,valid_from,valid_to\nB,2000-01-01,2010-01-01\nX,2000-01-01,\nY,2010-01-01,\nZ,2010-01-01,\n");
    in.make("transfers.csv",
            "effective,act,clause,from_code,to_code,extent,share_population\n"
            "2010-01-01,,,B,X,part,0.14\n2010-01-01,,,B,Y,part,\n2010-01-01,,,B,Z,part,\n");
    in.make("weights.csv", "code,people\nY,1\nZ,0\n");
    const auto over = [&](const std::string& table, const std::string& how, words more) {
        more.insert(more.end(), {"--assume", how, "--quality"});
        return written(in.forward(table, more));
    };
    const auto by_weight = "proportional:" + in.in("weights.csv");
    const auto guess = ",estimated:" + by_weight + '\n';
    CHECK(over("code,n\nB,10\nX,10\n", "equal", {"--whole", "n"}) ==
          "code,n,n_quality\nX,12,estimated:equal\nY,4,estimated:equal\nZ,4,estimated:equal\n");
    CHECK(over("code,n\nB,10\nX,10\n", by_weight, {"--whole", "n"}) ==
          "code,n,n_quality\nX,11" + guess + "Y,9" + guess + "Z,0" + guess);
    // not where it need not be rounded, nor in sums and ratios
    CHECK(over("code,n\nB,100\nX,10\n", "equal", {"--whole", "n"}) ==
          "code,n,n_quality\nX,24,estimated\nY,43,estimated:equal\nZ,43,estimated:equal\n");
    CHECK(over("code,n,m\nB,10,10\nX,10,1\n", "equal", {"--whole", "m", "--ratio", "r=m/n"})
              .starts_with("code,n,n_quality,m,m_quality,r,r_quality\n"
                           "X,11.4,estimated,3,estimated:equal,0.21052631578947368,estimated\n"));
    CHECK(over("x,y,n\nB,X,10\nX,B,10\nX,X,10\n", "equal", {"--whole", "n", "--flows", "x,y"}) ==
          "x,y,n,n_quality\nX,X,14,estimated:equal\nX,Y,4,estimated:equal\nX,Z,4,estimated:equal\n"
          "Y,X,4,estimated:equal\nZ,X,4,estimated:equal\n");
}

TEST_CASE("a label that rests on a share that is assumed says so, and one that does not is a fact") {
    const rebase_csv_run in;
    in.make("units.csv",
            "code,valid_from,valid_to\nB,2000-01-01,2010-01-01\nD,2000-01-01,2010-01-01\n"
            "T,2010-01-01,\nY,2010-01-01,\n");
    in.make("transfers.csv",
            "effective,act,clause,from_code,to_code,extent\n"
            "2010-01-01,,,B,T,part\n2010-01-01,,,B,Y,part\n2010-01-01,,,D,T,whole\n");
    in.make("weights.csv", "code,people\nT,0\nY,1\n");
    const auto by_weight = "proportional:" + in.in("weights.csv");
    const auto label_of_t = [&](const std::string& of_b, const std::string& of_d, const std::string& rule,
                                const std::string& how = "equal", words more = {}) {
        more.insert(more.end(), {"--label", rule, "--assume", how, "--quality"});
        const auto out = written(in.forward("code,w,n\nB," + of_b + "\nD," + of_d + '\n', more));
        const auto at = out.find("\nT,") + 3;
        return out.substr(at, out.find(',', out.find(',', at) + 1) - at);
    };
    const std::string guess = ",estimated:equal", guessed_none = ",estimated:" + by_weight;
    // the part to which most belongs
    CHECK(label_of_t("rural,100", "urban,30", "w=largest:n") == "rural" + guess);
    CHECK(label_of_t("rural,100", "urban,70", "w=largest:n") == "urban" + guess);
    CHECK(label_of_t("rural,100", "urban,100", "w=largest:n") == "urban" + guess);  // a tie, if all of B goes there
    CHECK(label_of_t("rural,100", "urban,50", "w=largest:n") == "rural" + guess);   // a tie by the guess
    CHECK(label_of_t("rural,100", "urban,101", "w=largest:n") == "urban,summed");
    CHECK(label_of_t("rural,100", "rural,30", "w=largest:n") == "rural,summed");
    CHECK(label_of_t("rural,100", "urban,30", "w=largest:n", by_weight) == "urban" + guessed_none);
    CHECK(label_of_t("rural,0", "urban,0", "w=largest:n", by_weight) == "urban" + guessed_none);
    CHECK(label_of_t("rural,100", "urban,101", "w=largest:n", by_weight) == "urban,copied");
    // what all parts have, or all that some have: which parts there are, the transfers say
    CHECK(label_of_t("rural,100", "rural,30", "w") == "rural,summed");
    CHECK(label_of_t("rural,100", "urban,30", "w") == ",mixed");
    CHECK(label_of_t("rural,100", "urban,30", "w=join") == "rural; urban,summed");
    CHECK(label_of_t("rural,100", "urban,30", "w", by_weight) == "urban" + guessed_none);
    CHECK(label_of_t("rural,100", "urban,30", "w=join", by_weight) == "urban" + guessed_none);
    CHECK(label_of_t("rural,100", "rural,30", "w", by_weight) == "rural,copied");
    CHECK(label_of_t(",100", "urban,30", "w", by_weight) == "urban" + guessed_none);
    CHECK(label_of_t(",100", "urban,30", "w", by_weight, {"--missing", "skip"}) == "urban,copied");
    CHECK(label_of_t(",100", "urban,30", "w", "equal", {"--missing", "skip"}) == "urban,partial:1/2");
    // the first of a list
    CHECK(label_of_t("rural,100", "urban,30", "w=list:rural|urban") == "rural" + guess);
    CHECK(label_of_t("rural,100", "urban,30", "w=list:urban|rural") == "urban,summed");
    CHECK(label_of_t("rural,100", "rural,30", "w=list:urban|rural") == "rural,summed");
    CHECK(label_of_t("rural,100", "urban,30", "w=list:rural|urban", by_weight) == "urban" + guessed_none);
    CHECK(label_of_t("rural,100", "urban,30", "w=list:urban|rural", by_weight) == "urban,copied");
}

TEST_CASE("what is not told to rest on a guess is the same by every guess") {
    const rebase_csv_run in;
    in.make("units.csv",
            "code,valid_from,valid_to\nA,2000-01-01,2010-01-01\nB,2000-01-01,2010-01-01\nD,2000-01-01,2010-01-01\n"
            "E,2000-01-01,2010-01-01\nC,2000-01-01,2010-01-01\nT,2010-01-01,\nW,2010-01-01,\nY,2010-01-01,\n"
            "Z,2010-01-01,\n");
    in.make("transfers.csv",
            "effective,act,clause,from_code,to_code,extent,share_population\n"
            "2010-01-01,,,A,Y,whole,\n2010-01-01,,,B,T,part,\n2010-01-01,,,B,Y,part,\n2010-01-01,,,D,T,whole,\n"
            "2010-01-01,,,E,T,part,0.3\n2010-01-01,,,E,Y,part,\n2010-01-01,,,E,Z,part,\n"
            "2010-01-01,,,C,T,part,0.25\n2010-01-01,,,C,Z,part,0.25\n2010-01-01,,,C,W,part,\n2010-01-01,,,C,Y,part,\n");
    in.make("groups.csv", "code,group\nT,g\nZ,g\nW,h\nY,h\n");
    const words columns{"n", "a", "l", "m", "f"};
    std::size_t differ = 0, guesses = 0;
    const auto cells_of = [](const std::string& out) {
        words cells(1);
        for (const char c : out.substr(out.find('\n') + 1)) {
            if (c == ',' || c == '\n') {
                cells.emplace_back();
            } else {
                cells.back() += c;
            }
        }
        return cells;
    };
    test::for_all(
        [](test::source_of_chance& chance) { return chance; },
        [&](test::source_of_chance chance) {
            std::string table = "code,n,a,l,m,f\n";
            for (const auto* code : {"A", "B", "C", "D", "E"}) {
                table += code;
                for (int i = 0; i < 2; ++i) table += ',' + std::to_string(chance.between(0, 9));
                for (int i = 0; i < 3; ++i) table += chance.chance(1, 2) ? ",x" : ",y";
                table += '\n';
            }
            const bool in_groups = chance.chance(1, 2);
            const auto guessed = [&] {
                std::string weights = "code,w\n";
                for (const auto* code : {"T", "W", "Y", "Z"}) {  // not all zero: that would be no guess
                    weights.append(code).append(",").append(std::to_string(chance.between(*code == 'Y' ? 1 : 0, 3)));
                    weights += '\n';
                }
                in.make("weights.csv", weights);
                words more{"--whole",
                           "n",
                           "--label",
                           "l=largest:n,m,f=list:x|y",
                           "--quality",
                           "--assume",
                           "proportional:" + in.in("weights.csv")};
                if (in_groups) more.insert(more.end(), {"--group", in.in("groups.csv")});
                return cells_of(written(in.forward(table, more)));
            };
            const auto first = guessed(), second = guessed();
            REQUIRE(first.size() == second.size());
            for (std::size_t row = 0; row + 2 * columns.size() < first.size(); row += 2 * columns.size() + 1) {
                for (std::size_t c = 0; c < columns.size(); ++c) {
                    const auto value = row + 1 + 2 * c, quality = value + 1;
                    CAPTURE(table);
                    CAPTURE(first[row] + " " + columns[c] + ": " + first[value] + ", " + second[value]);
                    differ += first[value] != second[value];
                    const bool is_guess = first[quality].starts_with("estimated:");
                    guesses += is_guess;
                    const bool none = first[value].empty() || second[value].empty();
                    if (!is_guess && !none) CHECK(first[value] == second[value]);
                }
            }
        },
        300);
    CHECK(differ > 100);
    CHECK(guesses > 100);
}

TEST_CASE("how the parts of a group are rounded may rest on a guess though its share is a fact and a whole number") {
    const rebase_csv_run in;
    in.make("units.csv",
            "code,valid_from,valid_to\nP,2000-01-01,2010-01-01\na,2010-01-01,\nb,2010-01-01,\nc,2010-01-01,\n"
            "d,2010-01-01,\n");
    in.make("transfers.csv",
            "effective,from_code,to_code,extent,share_people\n2010-01-01,P,a,part,0.25\n"
            "2010-01-01,P,b,part,0.25\n2010-01-01,P,c,part,\n2010-01-01,P,d,part,\n");
    in.make("groups.csv", "code,group\na,g\nb,g\nc,h\nd,h\n");
    in.make("weights.csv", "code,w\na,1\nb,1\nc,1\nd,0\n");
    const auto carried = [&](const std::string& value, const std::string& how) {
        return written(in.forward("code,n\nP," + value + '\n',
                                  {"--whole", "n", "--quality", "--group", in.in("groups.csv"), "--assume", how}));
    };
    const auto by_weight = "proportional:" + in.in("weights.csv");
    CHECK(carried("2", "equal") == "group,n,n_quality\ng,2,estimated:equal\nh,0,estimated:equal\n");
    const auto guessed = "estimated:" + by_weight;
    CHECK(carried("2", by_weight) == "group,n,n_quality\ng,1," + guessed + "\nh,1," + guessed + '\n');
    // of 4 a and b have one each, whatever the others have
    CHECK(carried("4", "equal") == "group,n,n_quality\ng,2,estimated\nh,2,estimated\n");
    CHECK(carried("4", by_weight) == "group,n,n_quality\ng,2,estimated\nh,2,estimated\n");
}

TEST_CASE("a flow that others are guessed to add nothing to rests on that, too") {
    const rebase_csv_run in;
    in.make("units.csv",
            "code,valid_from,valid_to\nA,2000-01-01,2010-01-01\nB,2010-01-01,\nC,2010-01-01,\nD,2000-01-01,\n"
            "E,2000-01-01,2010-01-01\n");
    in.make("transfers.csv",
            "effective,act,clause,from_code,to_code,extent\n2010-01-01,,,A,B,part\n2010-01-01,,,A,C,part\n"
            "2010-01-01,,,E,B,whole\n");
    in.make("weights.csv", "code,people\nB,0\nC,5\n");
    const auto guess = "estimated:proportional:" + in.in("weights.csv") + "\n";
    CHECK(written(in.forward("x,y,n\nA,D,5\nE,D,7\nD,E,2\nD,D,1\n",
                             {"--flows", "x,y", "--quality", "--assume", "proportional:" + in.in("weights.csv")})) ==
          "x,y,n,n_quality\nB,D,7," + guess + "C,D,5," + guess + "D,B,2,copied\nD,D,1,copied\n");
}

TEST_CASE("flows tell what is assumed, and which units are divided") {
    const rebase_csv_run in;
    const auto over = [&](const words& more) {
        auto all = more;
        all.insert(all.end(), {"--flows", "x,y", "--quality", "--report", in.in("report")});
        return written(in.carry("x,y,n\n00003,00007,8\n00003,00003,2\n", "2019-12-31", "2020-01-01", all));
    };
    CHECK(over({"--assume", "equal"}) ==
          "x,y,n,n_quality\n00003,00003,2,copied\n00003,00007,4,estimated:equal\n00003,00008,4,estimated:equal\n");
    CHECK(in.bytes("report").find("\n  00007: 00007 1/2 (assumed), 00008 1/2 (assumed)\n") != std::string::npos);
    CHECK(over({}) == "x,y,n,n_quality\n00003,00003,2,copied\n00003,00007,,bounded\n00003,00008,,bounded\n");
    CHECK(in.bytes("report").find("\n  00007: 00007 0 to 1, 00008 0 to 1\n") != std::string::npos);
    const auto stated = in.forward("x,y,n\n00004,00007,8\n", {"--flows", "x,y", "--quality", "--assume", "equal"});
    CHECK(stated.out == "x,y,n,n_quality\n00003,00007,2,estimated\n00006,00007,6,estimated\n");
}

}  // namespace
}  // namespace muong
