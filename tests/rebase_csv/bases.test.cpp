// SPDX-License-Identifier: MIT
//
// Columns of one table that go by the shares of several bases.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "rebase_csv/program.hpp"
#include "support/for_all.hpp"

namespace muong {
namespace {

using test::rebase_csv_run;
using test::source_of_chance;
using words = std::vector<std::string>;

words split(const std::string& text, char by) {
    words parts;
    std::istringstream in{text + by};
    for (std::string part; std::getline(in, part, by);) parts.push_back(part);
    return parts;
}

/// Cells by the first fields of their row, then by the name of their column.
using cells = std::map<std::string, std::map<std::string, std::string>>;

cells cells_of(const std::string& table, std::size_t keys) {
    cells found;
    auto rows = split(table, '\n');
    const auto header = split(rows.front(), ',');
    for (std::size_t r = 1; r < rows.size(); ++r) {
        if (rows[r].empty()) continue;
        const auto fields = split(rows[r], ',');
        REQUIRE(fields.size() == header.size());
        std::string key;
        for (std::size_t i = 0; i < keys; ++i) key += fields[i] + ' ';
        for (std::size_t i = keys; i < fields.size(); ++i) found[key][header[i]] = fields[i];
    }
    return found;
}

/// Lines of the account of a column.
std::string account_of(const std::string& report, const std::string& column) {
    const auto at = report.find("\n  " + column + ": in = ") == std::string::npos
                        ? report.find("\n  " + column + ":")
                        : report.find("\n  " + column + ": in = ");
    if (at == std::string::npos) return {};
    return report.substr(at + 1, report.find('\n', at + 1) - at);
}

struct drawn {
    std::string transfers, wide, flows;
    words more;
};

/// Units 1 to 4, of which 1 is divided between 5 and 6, 2 goes into 6, and 3 gives something to 7, perhaps unstated.
drawn draw(source_of_chance& chance) {
    drawn made;
    made.transfers = "effective,from_code,to_code,extent,amount_population,amount_area\n";
    const auto amount = [&] { return chance.chance(1, 8) ? std::string{} : std::to_string(chance.between(0, 4)); };
    const auto row = [&](const std::string& ends) {
        made.transfers += "2010-01-01," + ends + ',' + amount() + ',' + amount() + '\n';
    };
    for (const auto* ends : {"1,5,part", "1,6,part", "2,6,whole", "3,3,part", "3,7,part"}) row(ends);
    made.wide = "code,a,b,rate,l,m\n";
    const auto cell = [&] { return chance.chance(1, 10) ? std::string{} : std::to_string(chance.between(0, 50)); };
    for (const auto* code : {"1", "2", "3", "4"}) {
        made.wide += std::string{code} + ',' + cell() + ',' + cell() + ',' + cell() + ',' +
                     chance.pick(words{"x", "y"}) + ',' + cell() + '\n';
    }
    made.flows = "o,d,a,b\n";
    for (const auto* o : {"1", "2", "3", "4"}) {
        for (const auto* d : {"1", "2", "3", "4"}) {
            if (chance.chance(1, 2)) made.flows += std::string{o} + ',' + d + ',' + cell() + ',' + cell() + '\n';
        }
    }
    const words gaps{"--missing", chance.pick(words{"skip", "bound"})};
    for (const auto& option :
         {words{"--quality"}, words{"--bounds"}, gaps, words{"--assume", "equal"}, words{"--decimals", "3"}}) {
        if (chance.chance(1, 3)) made.more.insert(made.more.end(), option.begin(), option.end());
    }
    if (chance.chance(1, 3)) made.more.insert(made.more.end(), {"--whole", "a,b"});
    return made;
}

struct bases_run {
    rebase_csv_run in;

    explicit bases_run(const drawn& from) {
        in.make("units.csv",
                "code,valid_from,valid_to\n1,2000-01-01,2010-01-01\n2,2000-01-01,2010-01-01\n3,2000-01-01,\n"
                "4,2000-01-01,\n5,2010-01-01,\n6,2010-01-01,\n7,2010-01-01,\n");
        in.make("transfers.csv", from.transfers);
        in.make("groups.csv", "code,group\n3,s\n4,s\n5,s\n6,n\n7,n\n");
    }
    [[nodiscard]] test::outcome carried(const std::string& table, words more, const std::string& basis) const {
        more.insert(more.end(), {"--basis", basis, "--quiet", "--report", in.in("report")});
        auto done = in.forward(table, more);
        CHECK(done.err.empty());
        REQUIRE(done.status == 0);
        return done;
    }
};

TEST_CASE("each column of a table goes by its own basis as if all went by that") {
    std::size_t differing = 0;
    std::size_t bounded = 0;
    std::size_t grouped = 0;
    test::for_all(
        [](source_of_chance& chance) {
            auto made = draw(chance);
            made.more.insert(made.more.end(), {"--mean", "rate:b", "--label", "l=largest:b", "--max", "m"});
            if (chance.chance(1, 3)) made.more.insert(made.more.end(), {"--group", "groups.csv"});
            return made;
        },
        [&](drawn from) {
            const bases_run run{from};
            if (const auto at = std::find(from.more.begin(), from.more.end(), "groups.csv"); at != from.more.end()) {
                *at = run.in.in("groups.csv");
                ++grouped;
            }
            const auto all = [&](const std::string& basis) {
                const auto done = run.carried(from.wide, from.more, basis);
                return std::pair{cells_of(done.out, 1), run.in.bytes("report")};
            };
            const auto [people, people_report] = all("population");
            const auto [area, area_report] = all("area");
            const auto [both, both_report] = all("population,b=area,m=area");
            CHECK(both.size() == people.size());
            for (const auto& [unit, row] : both) {
                const auto& its_code = unit;
                CAPTURE(its_code);
                for (const auto& [column, cell] : row) {
                    const auto& its_name = column;
                    CAPTURE(its_name);
                    const auto& by = column[0] == 'a' ? people : area;
                    CHECK(cell == by.at(unit).at(column));
                    differing += people.at(unit).at(column) != area.at(unit).at(column) ? 1 : 0;
                    bounded += column == "b_least" && cell != row.at("b_most") ? 1 : 0;
                }
            }
            CHECK_FALSE(account_of(both_report, "a").empty());
            CHECK(account_of(both_report, "a") == account_of(people_report, "a"));
            CHECK(account_of(both_report, "b") == account_of(area_report, "b"));

            // the same as a long table
            std::string rows = "code,period,indicator,value\n";
            for (const auto& [unit, row] : cells_of(from.wide, 1)) {
                for (const auto& [column, cell] : row) {
                    if (column == "a" || column == "b")
                        rows += unit.substr(0, unit.size() - 1) + ",2009," + column + ',' + cell + '\n';
                }
            }
            words more;
            for (std::size_t i = 0; i < from.more.size(); ++i) {
                const auto& option = from.more[i];
                if (option == "--mean" || option == "--label" || option == "--max") {
                    ++i;
                } else {
                    more.push_back(option);
                }
            }
            more.push_back("--long");
            const auto sums = cells_of(run.carried(rows, more, "b=area").out, 3);
            CHECK_FALSE(sums.empty());
            for (const auto& [key, row] : sums) {
                const auto parts = split(key, ' ');
                const auto& its_key = key;
                CAPTURE(its_key);
                for (const auto& [column, cell] : row) {
                    CHECK(cell == both.at(parts[0] + ' ').at(parts[2] + column.substr(std::string{"value"}.size())));
                }
            }
        });
    CHECK(differing > 300);
    CHECK(bounded > 10);
    CHECK(grouped > 50);
}

TEST_CASE("flows go at both ends by the basis of each column") {
    std::size_t differing = 0;
    std::size_t zeros = 0;
    test::for_all(draw, [&](const drawn& from) {
        const bases_run run{from};
        auto more = from.more;
        more.insert(more.end(), {"--flows", "o,d"});
        const auto all = [&](const std::string& basis) {
            return cells_of(run.carried(from.flows, more, basis).out, 2);
        };
        const auto people = all("population");
        const auto area = all("area");
        const auto both = all("b=area");
        for (const auto* alone : {&people, &area}) {
            for (const auto& [pair, row] : *alone) CHECK(both.contains(pair));
        }
        for (const auto& [pair, row] : both) {
            const auto& its_pair = pair;
            CAPTURE(its_pair);
            for (const auto& [column, cell] : row) {
                const auto& its_name = column;
                CAPTURE(its_name);
                const auto& by = column[0] == 'a' ? people : area;
                const auto at = by.find(pair);
                if (at != by.end()) {
                    CHECK(cell == at->second.at(column));
                    differing += !people.contains(pair) || people.at(pair).at(column) != cell ? 1 : 0;
                } else if (column.find("quality") == std::string::npos) {  // a pair that this basis does not reach
                    CHECK((cell.empty() || cell == "0" || cell == "0.000"));
                    zeros += cell.empty() ? 0 : 1;
                }
            }
        }
    });
    CHECK(differing > 300);
    CHECK(zeros > 10);
}

TEST_CASE("a ratio of columns of two bases is that of their sums, a mean goes by the basis of its weight") {
    const bases_run run{
        {"effective,from_code,to_code,extent,amount_population,amount_area\n"
         "2010-01-01,1,5,part,1,3\n2010-01-01,1,6,part,3,1\n2010-01-01,2,6,whole,1,1\n"
         "2010-01-01,3,3,part,,\n2010-01-01,3,7,part,,\n",
         {},
         {},
         {}}};
    const std::string table = "code,people,ha,poor\n1,100,40,10\n2,30,5,20\n3,50,10,4\n4,7,2,1\n";
    CHECK(run.carried(table, {"--ratio", "d=people/ha", "--mean", "poor:people", "--quality"}, "ha=area").out ==
          "code,people,people_quality,ha,ha_quality,poor,poor_quality,d,d_quality\n"
          "3,,bounded,,bounded,4,estimated,,missing\n4,7,copied,2,copied,1,copied,3.5,copied\n"
          "5,25,estimated,30,estimated,10,estimated,0.83333333333333333,estimated\n"
          "6,105,estimated,15,estimated,12.857142857142857,estimated,7,estimated\n"
          "7,,bounded,,bounded,4,estimated,,missing\n");
    const auto report = run.in.bytes("report");
    CHECK(report.find("from the units of 2009-12-31 to those of 2010-01-01, shares by population, of ha by area\n") ==
          0);
    CHECK(report.find("each unit of 2010-01-01, by population\n  1: 5 1/4, 6 3/4\n") != std::string::npos);
    CHECK(report.find("each unit of 2010-01-01, by area\n  1: 5 3/4, 6 1/4\n") != std::string::npos);
    CHECK(run.carried(table, {"--mean", "poor:people", "--min", "ha"}, "population,people=area").out ==
          "code,people,ha,poor\n3,,10,4\n4,7,2,1\n5,75,40,10\n6,55,5,15.454545454545455\n7,,10,4\n");
    CHECK(run.carried(table, {"--ratio", "d=people/ha", "--assume", "equal", "--quality", "--sum", "poor"}, "ha=area")
              .out.find("\n7,25,estimated:equal,5,estimated:equal,2,estimated:equal,5,estimated:equal\n") !=
          std::string::npos);
}

TEST_CASE("a column or a basis that is not there is told, and so is a basis that says nothing") {
    const bases_run run{
        {"effective,from_code,to_code,extent,amount_population,amount_area\n"
         "2010-01-01,1,5,part,1,3\n2010-01-01,1,6,part,3,1\n2010-01-01,2,6,whole,1,1\n",
         {},
         {},
         {}}};
    const auto told = [&](words more) {
        const auto done = run.in.forward("code,people,ha,poor\n1,1,1,1\n", more);
        CHECK(done.status == 2);
        CHECK_FALSE(done.made);
        return done.err.substr(0, done.err.find('\n'));
    };
    CHECK(told({"--basis", "ha=aera"}) ==
          "rebase_csv: --basis ha=aera: transfers.csv has no such shares, only population, area");
    CHECK(told({"--basis", "h=area"}) ==
          "rebase_csv: in.csv has no column 'h', which --basis names, but ha, people, poor");
    CHECK(told({"--basis", "area,population"}) ==
          "rebase_csv: --basis: two for all columns, area and population (column=basis names that of one)");
    CHECK(told({"--basis", "ha=area", "--basis", "ha=population"}) ==
          "rebase_csv: --basis: column 'ha' has two, area and population");
    CHECK(told({"--basis", "=area"}) == "rebase_csv: --basis: found '=area', expected basis or column=basis");
    CHECK(told({"--basis", "ha="}) == "rebase_csv: --basis: found 'ha=', expected basis or column=basis");
    CHECK(told({"--basis", "poor=area", "--mean", "poor:people"}) ==
          "rebase_csv: --basis poor=area: 'poor' goes by the shares of 'people', so name the basis of that");
    CHECK(told({"--basis", "d=area", "--ratio", "d=people/ha"}) ==
          "rebase_csv: --basis d=area: a ratio is made of sums, so name the basis of people or ha");
    // where there is none of population each column needs one, and no other does
    run.in.make("transfers.csv",
                "effective,from_code,to_code,extent,share_people,share_area\n"
                "2010-01-01,1,5,part,0.25,0.5\n2010-01-01,1,6,part,0.75,0.5\n2010-01-01,2,6,whole,,\n");
    CHECK(told({}) == "rebase_csv: --basis is missing: transfers.csv has shares of people, area");
    CHECK(told({"--basis", "ha=area,people=people"}) ==
          "rebase_csv: --basis is missing for column 'poor': transfers.csv has shares of people, area");
    CHECK(told({"--basis", "ha=area"}) ==
          "rebase_csv: --basis is missing for columns 'people', 'poor': transfers.csv has shares of people, area");
    CHECK(told({"--basis", "zz=area"}) ==
          "rebase_csv: in.csv has no column 'zz', which --basis names, but ha, people, poor");
    CHECK(run.in.forward("code,people,ha\n1,4,4\n2,1,1\n", {"--basis", "ha=area,people=people"}).out ==
          "code,people,ha\n3,,\n4,,\n5,1,2\n6,4,3\n7,,\n");
}

TEST_CASE("that all columns go by a basis which nobody named is remarked where another one divides otherwise") {
    const std::string head = "effective,from_code,to_code,extent,amount_population,amount_area\n";
    const std::string merged = "2010-01-01,2,6,whole,1,2\n";
    const bases_run run{{head + "2010-01-01,1,5,part,1,3\n2010-01-01,1,6,part,3,1\n" + merged, {}, {}, {}}};
    const auto remarks = [&](const std::string& table, words more) {
        more.insert(more.end(), {"--ratio", "x=people/people"});
        auto told = run.in.forward(table, more).remarks;
        const auto at = told.find("remark: all columns");
        return at == std::string::npos ? std::string{} : told.substr(at, told.find('\n', at) - at);
    };
    const std::string table = "code,people,ha\n1,1,1\n2,1,1\n";
    const std::string expected =
        "remark: all columns go by shares of population; those of area are others, as for 1 (--basis COLUMN=area where "
        "they belong, --basis population if nowhere)";
    CHECK(remarks(table, {}) == expected);
    CHECK(remarks(table, {"--assume", "equal", "--whole", "ha"}) == expected);
    CHECK(remarks("code,period,indicator,value\n1,2009,people,1\n1,2009,ha,1\n", {"--long"}) == expected);
    CHECK(remarks(table, {"--basis", "population"}).empty());
    CHECK(remarks(table, {"--basis", "ha=area"}).empty());
    CHECK(remarks(table, {"--quiet"}).empty());
    CHECK(remarks("code,people\n1,1\n2,1\n", {}).empty());                           // one column
    CHECK(remarks("code,people,rate\n1,1,1\n", {"--mean", "rate:people"}).empty());  // a rate has no other
    CHECK(remarks("code,people,w\n1,1,x\n", {"--label", "w"}).empty());              // words are not divided
    CHECK(remarks("code,people,ha\n2,1,1\n3,1,1\n", {}).empty());                    // not of the unit
    run.in.make("transfers.csv", head + "2010-01-01,1,5,part,1,2\n2010-01-01,1,6,part,3,6\n" + merged);
    CHECK(remarks(table, {}).empty());  // the same shares
    run.in.make("transfers.csv", head + "2010-01-01,1,5,part,1,\n2010-01-01,1,6,part,3,\n" + merged);
    CHECK(remarks(table, {}).empty());  // none of the other basis
}

}  // namespace
}  // namespace muong
