// SPDX-License-Identifier: MIT
//
// Long tables whose periods stand on maps of their own: --from period-start and period-end.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/period.hpp>

#include "rebase_csv/program.hpp"
#include "support/for_all.hpp"

namespace muong {
namespace {

using test::rebase_csv_run;
using test::source_of_chance;
using words = std::vector<std::string>;

struct drawn_table {
    std::string from;  ///< period-start or period-end
    std::string to;
    words options;
    std::map<std::string, words> rows;  ///< by the day of their map
};

std::string day_of(std::string_view period, std::string_view from) {
    const auto days = *period::parse(period);
    return to_string(from == "period-start" ? days.first() : days.last());
}

words codes_on(const std::string& day) {
    if (day < "2010-01-01") return {"00001", "00002", "00003", "00004", "00007"};
    if (day < "2020-01-01") return {"00003", "00005", "00006", "00007"};
    return {"00003", "00005", "00006", "00007", "00008"};
}

drawn_table any_table(source_of_chance& chance) {
    static const words periods{"2008", "2009", "2010", "2019", "2020", "2009-Q4", "2010-Q1", "2019-12", "2020-01-15"};
    drawn_table made;
    made.from = chance.chance(1, 2) ? "period-start" : "period-end";
    made.to = chance.pick(words{"2009-12-31", "2015-06-30", "2024-01-01"});
    made.options = {"--long"};
    const auto add = [&](const words& more) {
        if (chance.chance(1, 2)) made.options.insert(made.options.end(), more.begin(), more.end());
    };
    add({"--quality"});
    add({"--bounds"});
    add({"--missing", "skip"});
    add({"--whole", "people"});
    add({"--ratio", "rate=area/people"});
    for (const auto& period : periods) {
        if (chance.chance(1, 3)) continue;
        const auto day = day_of(period, made.from);
        for (const std::string indicator : {"people", "area"}) {
            for (const auto& code : codes_on(day)) {
                if (chance.chance(1, 10)) continue;
                auto& row = made.rows[day].emplace_back(code);
                row.append(",").append(period).append(",").append(indicator).append(",");
                row += std::to_string(chance.between(1, 500));
            }
        }
    }
    return made;
}

constexpr std::string_view header = "code,period,indicator,value\n";

std::string table_of(const words& rows) {
    std::string text{header};
    for (const auto& row : rows) text += row + '\n';
    return text;
}

std::multiset<std::string> lines_of(const std::string& text) {
    std::multiset<std::string> found;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) found.insert(line);
    return found;
}

/// The lines of a report that are its account.
std::multiset<std::string> account_in(const std::string& report) {
    const auto first = report.find("\naccount\n") + std::string_view{"\naccount\n"}.size();
    return lines_of(report.substr(first, report.find("\n\n", first) + 1 - first));
}

TEST_CASE("a table of many maps is carried as the rows of each map by themselves, in any order of the rows") {
    const rebase_csv_run in;
    std::size_t several = 0;
    test::for_all(
        [](source_of_chance& chance) {
            auto table = any_table(chance);
            words rows;
            for (const auto& [day, list] : table.rows) rows.insert(rows.end(), list.begin(), list.end());
            for (std::size_t i = 1; i < rows.size(); ++i) std::swap(rows[i], rows[chance.index(i + 1)]);
            return std::pair{table, rows};
        },
        [&](const std::pair<drawn_table, words>& drawn) {
            const auto& [table, mixed] = drawn;
            auto options = table.options;
            options.insert(options.end(), {"--report", in.in("report.txt")});
            std::multiset<std::string> expected, accounts;
            std::string first_line;
            words in_order;
            for (const auto& [day, rows] : table.rows) {
                in_order.insert(in_order.end(), rows.begin(), rows.end());
                const auto alone = in.carry(table_of(rows), day, table.to, options);
                REQUIRE(alone.status == 0);
                first_line = alone.out.substr(0, alone.out.find('\n'));
                auto lines = lines_of(alone.out);
                lines.erase(first_line);
                expected.merge(lines);
                accounts.merge(account_in(in.bytes("report.txt")));
            }
            if (table.rows.empty()) return;
            several += table.rows.size() > 1 ? 1U : 0U;
            const auto done = in.carry(table_of(mixed), table.from, table.to, options);
            CHECK(done.status == 0);
            CHECK(done.err.empty());
            CHECK(done.out.starts_with(first_line + '\n'));
            auto lines = lines_of(done.out);
            lines.erase(first_line);
            CHECK(lines == expected);
            CHECK(accounts.size() > 0);
            CHECK(account_in(in.bytes("report.txt")) == accounts);
            CHECK(in.carry(table_of(in_order), table.from, table.to, options).out == done.out);
        },
        25);
    CHECK(several > 15);
}

TEST_CASE("each period stands on its own map, and the result is unit by unit, then by day of the map") {
    const rebase_csv_run in;
    const std::string table{header};
    const auto rows = table +
                      "00001,2009,a,1\n00002,2009,a,2\n00003,2009,a,7\n00004,2009,a,4\n00007,2009,a,5\n"
                      "00003,2010,a,10\n00005,2010,a,20\n00006,2010,a,30\n00007,2010,a,40\n";
    CHECK(in.carry(rows, "period-end", "2010-01-01", {"--long"}).out ==
          table +
              "00003,2009,a,8\n00003,2010,a,10\n00005,2009,a,3\n00005,2010,a,20\n"
              "00006,2009,a,3\n00006,2010,a,30\n00007,2009,a,5\n00007,2010,a,40\n");
    in.make("groups.csv", "code,group\n00003,x\n00005,x\n00006,y\n00007,y\n00008,y\n");
    const auto grouped = in.carry(rows, "period-end", "2024-01-01",
                                  {"--long", "--group", in.in("groups.csv"), "--assume", "equal", "--quality"});
    CHECK(grouped.err.empty());
    CHECK(grouped.out ==
          "group,period,indicator,value,value_quality\nx,2009,a,11,estimated\nx,2010,a,30,summed\n"
          "y,2009,a,8,estimated\ny,2010,a,70,summed\n");
    CHECK(in.carry(table, "period-start", "2010-01-01", {"--long"}).out == header);
    const auto report = in.in("report.txt");
    REQUIRE(in.carry(rows, "period-end", "2010-01-01", {"--long", "--report", report}).status == 0);
    CHECK(in.bytes("report.txt") ==
          "from the units of 2009-12-31 to those of 2010-01-01, shares by population\n"
          "from the units of 2010-12-31 to those of 2010-01-01, shares by population\n"
          "rows written: 4\n\naccount\n"
          "  a 2009: in 19 = out 19 + unmatched 0 + unknown 0 + missing 0\n"
          "  a 2010: in 100 = out 100 + unmatched 0 + unknown 0 + missing 0\n\n"
          "on the map of 2009-12-31, divided units, with the share that goes to each unit of 2010-01-01\n"
          "  00004: 00003 1/4, 00006 3/4\n\n"
          "on the map of 2010-12-31, divided units, with the share that goes to each unit of 2010-01-01\n\n"
          "assumptions\n  none\n\nunmatched codes on 2009-12-31: 0\n\n"
          "units of 2009-12-31 that the table does not have: 0\n\nunmatched codes on 2010-12-31: 0\n\n"
          "units of 2010-12-31 that the table does not have: 0\n");
}

TEST_CASE("a period that tells no day, or one of no unit, is a fault of each of its rows") {
    const rebase_csv_run in;
    const auto bad = in.carry(std::string{header} + "00003,2010,a,1\n00003,soon,a,1\n00003,1990,a,1\n00001,2010,a,1\n",
                              "period-end", "2010-01-01", {"--long"});
    CHECK(bad.status == 3);
    CHECK(!bad.made);
    CHECK(
        bad.err ==
        "in.csv:3:2 (period): malformed_text: found 'soon', expected a period such as 2024, 2024-Q1 or 2024-06, since "
        "its day tells the map\n"
        "in.csv:4:2 (period): not_in_force: found '1990', expected a period on whose day some unit is in force\n"
        "in.csv:5:1 (code): not_in_force: found '00001', expected a unit in force on 2010-12-31 (00001 ended on "
        "2010-01-01)\n"
        "on the map of 2010-12-31: these codes are the list in force from 2000-01-01 to 2009-12-31, without 3 units\n");
}

TEST_CASE("the faults that are told are the first by row, on whatever maps they are") {
    const rebase_csv_run in;
    std::size_t more_than_told = 0;
    test::for_all(
        [](source_of_chance& chance) {
            words rows;
            for (auto left = chance.between(1, 400); left > 0; --left) {
                rows.push_back("00003," + chance.pick(words{"2009", "2010", "2015", "2020"}) + ',' +
                               chance.text("ab", 1, 6) + ',' + chance.pick(words{"1", "2", "3", "x"}));
            }
            return rows;
        },
        [&](const words& rows) {
            constexpr std::size_t told = 100;
            std::set<std::string> seen;
            words places;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const auto value = rows[i].rfind(',');
                const bool fault = rows[i].ends_with('x') || !seen.insert(rows[i].substr(0, value)).second;
                if (fault) places.push_back("in.csv:" + std::to_string(i + 2) + ":4 (value)");
            }
            const auto done = in.carry(table_of(rows), "period-end", "2010-01-01", {"--long"});
            CHECK(done.status == (places.empty() ? 0 : 3));
            std::istringstream lines{done.err};
            std::string line;
            for (std::size_t i = 0; i < std::min(places.size(), told); ++i) {
                REQUIRE(std::getline(lines, line));
                CHECK(line.substr(0, line.find(": ")) == places[i]);
            }
            if (places.size() > told) {
                ++more_than_told;
                REQUIRE(std::getline(lines, line));
                CHECK(line == "and " + std::to_string(places.size() - told) + " more");
            }
            CHECK(!std::getline(lines, line));
        },
        40);
    CHECK(more_than_told > 10);
}

TEST_CASE("what is told of each map is told of twenty") {
    const rebase_csv_run in;
    std::string lacking{header}, strange{header};
    for (int month = 0; month < 30; ++month) {
        const auto period =
            std::to_string(2010 + month / 12) + (month % 12 < 9 ? "-0" : "-") + std::to_string(month % 12 + 1);
        for (const auto& code : codes_on("2009-12-31"))
            strange.append(code).append(",").append(period).append(",a,1\n");
    }
    const auto lines_with = [](const std::string& text, std::string_view part) {
        const auto lines = lines_of(text);
        return std::count_if(lines.begin(), lines.end(),
                             [part](const auto& line) { return line.find(part) != std::string::npos; });
    };
    const auto bad = in.carry(strange, "period-end", "2010-01-01", {"--long"});
    CHECK(bad.status == 3);
    CHECK(lines_with(bad.err, "these codes are the list in force") == 20);

    in.make("units.csv", "code,valid_from,valid_to\n00001,2000-01-01,\n00002,2010-01-01,\n");
    in.make("transfers.csv", "effective,act,from_code,to_code\n");
    for (int year = 2010; year < 2040; ++year) lacking += "00001," + std::to_string(year) + ",a,1\n";
    const auto done = in.carry(lacking, "period-end", "2010-01-01", {"--long"});
    CHECK(done.status == 0);
    CHECK(lines_with(done.remarks, "the table lacks 00002") == 20);
    CHECK(lines_with(done.remarks, "remark: and 10 more such maps") == 1);
}

TEST_CASE("a day without units is told before the table is looked for") {
    const rebase_csv_run in;
    for (const words& more : {words{}, words{"--long"}}) {
        words all{
            "--units",    in.in("units.csv"), "--transfers", in.in("transfers.csv"), "--from", "1990-01-01", "--to",
            "2010-01-01", in.in("none.csv"),  "-o",          in.in("out.csv")};
        all.insert(all.end(), more.begin(), more.end());
        const auto done = in.words(all);
        CHECK(done.status == 3);
        CHECK(done.err ==
              "units.csv: not_in_force: found '1990-01-01', expected a day on which some unit is in force\n");
    }
}

TEST_CASE("period-start and period-end are for long tables") {
    const rebase_csv_run in;
    for (const words& more : {words{}, words{"--long", "--flows", "a,b"}}) {
        const auto done = in.carry("code,a\n00003,1\n", "period-end", "2010-01-01", more);
        CHECK(done.status == 2);
        CHECK(done.err ==
              "rebase_csv: --from period-start and period-end go with --long, and not with --flows\n"
              "rebase_csv --help tells how it is used\n");
    }
    CHECK(in.carry("code,a\n", "period", "2010-01-01").err ==
          "rebase_csv: --from: found 'period', expected a day as YYYY-MM-DD, period-start or period-end\n"
          "rebase_csv --help tells how it is used\n");
}

}  // namespace
}  // namespace muong
