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
    std::map<std::string, words> rows;                  ///< by their day
    std::map<std::string, std::set<std::string>> days;  ///< of the rows, by the day since which their units stand
};

std::string day_of(std::string_view period, std::string_view from) {
    const auto days = *period::parse(period);
    return to_string(from == "period-start" ? days.first() : days.last());
}

/// The first day of the units of a day.
std::string units_since(const std::string& day) {
    return day < "2010-01-01" ? "2000-01-01" : day < "2020-01-01" ? "2010-01-01" : "2020-01-01";
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
    std::map<std::string, words> codes;
    for (const auto& period : periods) {
        if (chance.chance(1, 3)) continue;
        const auto day = day_of(period, made.from);
        auto& list = codes[day];  // communes, or all of them as one
        if (list.empty()) list = chance.chance(1, 4) ? words{"01"} : codes_on(day);
        for (const std::string indicator : {"people", "area"}) {
            for (const auto& code : list) {
                if (list.size() > 1 && chance.chance(1, 10)) continue;
                made.days[units_since(day)].insert(day);
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

/// What is written of days from the first to the last of these.
std::string in_words(const std::set<std::string>& days) {
    return *days.begin() + (days.size() > 1 ? " through " + *days.rbegin() : "");
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

TEST_CASE("a table of many days is carried as the rows of each day by themselves, in any order of the rows") {
    const rebase_csv_run in;
    std::size_t several = 0;
    std::size_t shared = 0;
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
            std::string first_line, maps;
            words in_order;
            for (const auto& [since, days] : table.days) {
                shared += days.size() > 1 ? 1U : 0U;
                maps.append("from the units of ").append(in_words(days)).append(" to those of ").append(table.to);
                maps += ", shares by population\n";
            }
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
            several += table.days.size() > 1 ? 1U : 0U;
            const auto done = in.carry(table_of(mixed), table.from, table.to, options);
            CHECK(done.status == 0);
            CHECK(done.err.empty());
            CHECK(done.out.starts_with(first_line + '\n'));
            auto lines = lines_of(done.out);
            lines.erase(first_line);
            CHECK(lines == expected);
            CHECK(accounts.size() > 0);
            const auto report = in.bytes("report.txt");
            CHECK(account_in(report) == accounts);
            CHECK(report.starts_with(maps + "rows written: "));
            CHECK(in.carry(table_of(in_order), table.from, table.to, options).out == done.out);
        },
        25);
    CHECK(several > 15);
    CHECK(shared > 15);
}

TEST_CASE("each period stands on the map of its day, and the result is unit by unit, then by time of the map") {
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

TEST_CASE("periods between which no unit changes share a map, which is named by its first and last day") {
    const rebase_csv_run in;
    const std::string table{header};
    const auto report = in.in("report.txt");
    const auto strange = in.carry(table +
                                      "00001,2012,a,1\n00005,2011,a,2\n00005,2008,a,3\n00001,2011,a,4\n"
                                      "00001,2009,a,5\n00008,2010-06-30,a,6\n",
                                  "period-end", "2009-12-31", {"--long", "--unmatched", "report", "--report", report});
    CHECK(strange.status == 0);
    CHECK(in.bytes("report.txt") ==
          "from the units of 2008-12-31 through 2009-12-31 to those of 2009-12-31, shares by population\n"
          "from the units of 2010-06-30 through 2012-12-31 to those of 2009-12-31, shares by population\n"
          "rows written: 5\n\naccount\n"
          "  a 2008: in 3 = out 0 + unmatched 3 + unknown 0 + missing 0\n"
          "  a 2009: in 5 = out 5 + unmatched 0 + unknown 0 + missing 0\n"
          "  a 2010-06-30: in 6 = out 0 + unmatched 6 + unknown 0 + missing 0\n"
          "  a 2011: in 6 = out 2 + unmatched 4 + unknown 0 + missing 0\n"
          "  a 2012: in 1 = out 0 + unmatched 1 + unknown 0 + missing 0\n\n"
          "on the map of 2008-12-31 through 2009-12-31, divided units, with the share that goes to each unit of "
          "2009-12-31\n\n"
          "on the map of 2010-06-30 through 2012-12-31, divided units, with the share that goes to each unit of "
          "2009-12-31\n"
          "  00003: 00003 7/8, 00004 1/8\n  00005: 00001 1/3, 00002 2/3\n\n"
          "assumptions\n  none\n\n"
          "unmatched codes on 2008-12-31 through 2009-12-31: 1\n"
          "  00005: expected a unit in force on 2008-12-31 (00005 begins on 2010-01-01, it came out of 00001 and "
          "00002)\n\n"
          "units of 2008-12-31 through 2009-12-31 that the table does not have: 4\n"
          "  xa Hai (00002), 2000-01-01/2010-01-01\n  xa Ba (00003), 2000-01-01/..\n"
          "  xa Bốn (00004), 2000-01-01/2010-01-01\n  xa Bảy (00007), 2000-01-01/..\n\n"
          "unmatched codes on 2010-06-30 through 2012-12-31: 2\n"
          "  00001: expected a unit in force on 2012-12-31 (00001 ended on 2010-01-01, it went into 00005)\n"
          "  00008: expected a unit in force on 2010-06-30 (00008 begins on 2020-01-01, it came out of 00007)\n\n"
          "units of 2010-06-30 through 2012-12-31 that the table does not have: 3\n"
          "  xa Ba (00003), 2000-01-01/..\n  xa Sáu (00006), 2010-01-01/..\n  xa Bảy (00007), 2000-01-01/..\n");
    const auto bad = in.carry(table + "00001,2012,a,1\n00002,2011,a,1\n", "period-end", "2009-12-31", {"--long"});
    CHECK(bad.status == 3);
    CHECK(bad.err ==
          "in.csv:2:1 (code): not_in_force: found '00001', expected a unit in force on 2012-12-31 (00001 ended on "
          "2010-01-01, it went into 00005)\n"
          "in.csv:3:1 (code): not_in_force: found '00002', expected a unit in force on 2011-12-31 (00002 ended on "
          "2010-01-01, it went into 00005)\n"
          "on the map of 2011-12-31 through 2012-12-31: these codes are the list in force from 2000-01-01 to "
          "2009-12-31, without 3 units\n");
    const auto partly = in.carry(table + "00003,2021,a,1\n00005,2021,a,1\n00006,2022,a,1\n00007,2022,a,1\n",
                                 "period-start", "2010-01-01", {"--long"});
    CHECK(partly.status == 0);
    CHECK(partly.remarks.find("from 2010-01-01 to 2019-12-31; of those of 2021-01-01 through 2022-01-01 the table "
                              "lacks 00008 Tám\n") != std::string::npos);
}

TEST_CASE("what changes between two periods is on their maps, also if every code goes on") {
    const rebase_csv_run in;
    const std::string table{header};
    // 1 becomes a part of 2, then another name; 3 gives a part to 1, and a unit stands within a day only
    in.make("units.csv",
            "code,name,kind,tier,parent,valid_from,valid_to\n"
            "1,a,x,1,,2000-01-01,2002-01-01\n1,a,x,2,2,2002-01-01,2003-01-01\n1,b,y,2,2,2003-01-01,\n"
            "2,c,x,1,,2000-01-01,\n3,d,x,2,2,2000-01-01,\n9,e,x,2,2,2005-01-01,2005-01-01\n");
    in.make("transfers.csv",
            "effective,act,clause,from_code,to_code,extent,share_people\n"
            "2004-01-01,m,1,3,3,part,0.5\n2004-01-01,m,1,3,1,part,0.5\n"
            "2005-01-01,n,1,1,9,whole,\n2005-01-01,n,2,9,1,whole,\n");
    words options{"--long", "--missing", "skip", "--quality"};
    std::string rows{header}, expected{"code,period,indicator,value,value_quality\n"}, second;
    for (const std::string year : {"2000", "2001", "2002", "2003", "2004", "2005", "2006", "2007"}) {
        auto row = "3," + year;
        row.append(",a,").append(year).append("\n");
        rows += row;
        const auto alone = in.carry(table + row, year + "-12-31", "2100-01-01", options);
        REQUIRE(alone.status == 0);
        REQUIRE(alone.out.starts_with(expected.substr(0, expected.find('\n') + 1) + "1," + year));
        const auto first = alone.out.find('\n') + 1;
        const auto next = alone.out.find('\n', first) + 1;
        expected += alone.out.substr(first, next - first);
        second += alone.out.substr(next);
    }
    options.insert(options.end(), {"--report", in.in("report.txt")});
    CHECK(in.carry(rows, "period-end", "2100-01-01", options).out == expected + second);
    std::string maps;
    for (const std::string days :
         {"2000-12-31 through 2001-12-31", "2002-12-31", "2003-12-31", "2004-12-31", "2005-12-31 through 2007-12-31"}) {
        maps += "from the units of " + days + " to those of 2100-01-01, shares by people\n";
    }
    CHECK(in.bytes("report.txt").starts_with(maps + "rows written: "));
}

TEST_CASE("on a map that periods share, each is told in the order of days and of the units that its own day has") {
    const rebase_csv_run in;
    const std::string table{header};
    const auto rows = table +
                      "01,2009,a,9\n00007,2009-Q1,a,1\n00007,2008,a,3\n00007,2009-Q1,b,2\n01,2009-12,a,8\n"
                      "00009,2007,a,4\n";
    const auto done = in.carry(rows, "period-end", "2009-12-31",
                               {"--long", "--unmatched", "report", "--report", in.in("report.txt")});
    CHECK(done.status == 0);
    std::string expected = table;
    for (const std::string code : {"00001", "00002", "00003", "00004", "00007", "01"}) {
        const auto add = [&](std::string_view period_and_name, std::string_view value) {
            expected.append(code).append(",").append(period_and_name).append(",").append(value).append("\n");
        };
        if (code == "01") {
            add("2009,a", "9");
            add("2009-12,a", "8");
            continue;
        }
        const bool is_told = code == "00007";
        add("2007,a", "");
        add("2008,a", is_told ? "3" : "");
        add("2009-Q1,a", is_told ? "1" : "");
        add("2009-Q1,b", is_told ? "2" : "");
    }
    CHECK(done.out == expected);
    const auto report = in.bytes("report.txt");
    const auto at = report.find("\naccount\n  a 2007: in 4");
    REQUIRE(at != std::string::npos);
    CHECK(report.find("\n  a 2008: in 3", at) < report.find("\n  a 2009-Q1: in 1", at));
    CHECK(report.find("\n  a 2009-Q1: in 1", at) < report.find("\n  a 2009: in 9", at));
}

TEST_CASE("a share that is assumed alike on several maps is counted once") {
    const rebase_csv_run in;
    const auto count_of = [&](const std::string& rows) {
        const auto report = in.in("report.txt");
        const auto done = in.carry(std::string{header} + rows, "period-end", "2024-01-01",
                                   {"--long", "--assume", "equal", "--report", report});
        REQUIRE(done.status == 0);
        const auto text = in.bytes("report.txt");
        const auto first = text.find("  equal parts, for ");
        REQUIRE(first != std::string::npos);
        return text.substr(first, text.find('\n', first) - first);
    };
    const std::string two = "  equal parts, for 2 shares that are not stated";
    CHECK(count_of("00007,2015,a,1\n") == two);
    CHECK(count_of("00007,2008,a,1\n00007,2009,a,1\n00007,2015,a,1\n00007,2020,a,1\n") == two);
    // before 2015 all of 00007 is divided into three, then that of it which is left into two
    in.make("units.csv", in.bytes("units.csv") + "00009,Chín,xa,3,01,2015-01-01,\n");
    in.make("transfers.csv", in.bytes("transfers.csv") +
                                 "2015-01-01,2/NQ,1,00007,00007,part,,\n"
                                 "2015-01-01,2/NQ,1,00007,00009,part,,\n");
    CHECK(count_of("00007,2009,a,1\n00007,2014,a,1\n") == "  equal parts, for 3 shares that are not stated");
    CHECK(count_of("00007,2009,a,1\n00007,2014,a,1\n00007,2015,a,1\n00007,2019,a,1\n") ==
          "  equal parts, for 5 shares that are not stated");
}

TEST_CASE("the first and the last days of the calendar have their map, or none") {
    const rebase_csv_run in;
    const auto rows = std::string{header} + "00007,9998,a,1\n00007,2021,a,1\n";
    CHECK(in.carry(rows, "period-end", "2021-01-01", {"--long"}).out.find("00007,9998,a,") != std::string::npos);
    const auto bad = in.carry(rows + "00007,1400,a,1\n", "period-start", "2021-01-01", {"--long"});
    CHECK(bad.status == 3);
    CHECK(bad.err ==
          "in.csv:4:2 (period): not_in_force: found '1400', expected a period on whose day some unit is in force "
          "(units stand from 2000-01-01)\n");
}

TEST_CASE("a period that tells no day, or one of no unit, is a fault of each of its rows") {
    const rebase_csv_run in;
    const auto bad = in.carry(std::string{header} + "00003,2010,a,1\n00003,soon,a,1\n00003,1990,a,1\n00001,2010,a,1\n",
                              "period-end", "2010-01-01", {"--long"});
    CHECK(bad.status == 3);
    CHECK(!bad.made);
    CHECK(
        bad.err ==
        "in.csv:3:2 (period): malformed_text: found 'soon', expected a period such as 2024, 2024-S1, 2024-Q1, "
        "2024Q1, 2024-06, 2024M06, 2024-06-30 or 2021-2025, since its day tells the map\n"
        "in.csv:4:2 (period): not_in_force: found '1990', expected a period on whose day some unit is in force (units "
        "stand from 2000-01-01)\n"
        "in.csv:5:1 (code): not_in_force: found '00001', expected a unit in force on 2010-12-31 (00001 ended on "
        "2010-01-01, it went into 00005)\n"
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
            const auto name_of = [](const std::string& row) { return row.substr(11, row.rfind(',') - 11); };
            std::set<std::string> seen;
            std::set<std::string> with_numbers;
            for (const auto& row : rows) {
                if (!row.ends_with('x')) with_numbers.insert(name_of(row));
            }
            std::map<std::string, int> of_words;  // by indicator: one is told if all are, else ten
            words places;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const auto name = name_of(rows[i]);
                const bool fault = rows[i].ends_with('x') ? ++of_words[name] <= (with_numbers.contains(name) ? 10 : 1)
                                                          : !seen.insert(rows[i].substr(0, 11) + name).second;
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

TEST_CASE("periods of which one lags behind its map are told apart, though they share it") {
    const rebase_csv_run in;
    const auto rows = [](const std::string& period, const std::vector<std::string>& codes) {
        std::string text;
        for (const auto& code : codes) text.append(code).append(",").append(period).append(",a,1\n");
        return text;
    };
    const auto old = codes_on("2009-12-31"), now = codes_on("2010-01-01");
    // 2010 has the codes of the year before, and the others those that are right; in any order of the rows
    words periods{rows("2010", old), rows("2011", now), rows("2012", now)};
    for (const bool turned : {false, true}) {
        if (turned) std::reverse(periods.begin(), periods.end());
        const auto bad = in.carry(std::string{header} + periods[0] + periods[1] + periods[2], "period-end",
                                  "2009-12-31", {"--long"});
        CHECK(bad.status == 3);
        CHECK(bad.err.ends_with(
            ")\non the map of 2010-12-31: these codes are the list in force from 2000-01-01 to 2009-12-31\n"));
    }
    // a unit that the first lists lack, as before it was there
    in.make("units.csv",
            "code,name,valid_from,valid_to\n01001,A,1960-01-01,\n01002,B,1960-01-01,\n01003,C,2000-01-01,\n");
    in.make("transfers.csv",
            "effective,from_code,to_code,extent,share_population\n2000-01-01,01001,01001,part,1/2\n"
            "2000-01-01,01001,01003,part,1/2\n");
    const auto lacking = in.carry(std::string{header} + rows("2000", {"01001", "01002"}) +
                                      rows("2001", {"01001", "01002"}) + rows("2002", {"01001", "01002", "01003"}),
                                  "period-end", "2002-12-31", {"--long", "--sum", "a"});
    CHECK(lacking.status == 0);
    CHECK(lacking.remarks ==
          "remark: the codes are those of all units from 1960-01-01 to 1999-12-31; of those of 2000-12-31 through "
          "2001-12-31 the table lacks 01003 C\n");
}

TEST_CASE("what is told of each map is told of twenty") {
    const rebase_csv_run in;
    constexpr int months = 30;
    std::string lacking{header}, strange{header};
    std::string others;  // one more each month, so that each has its map
    for (int month = 0; month < months; ++month) {
        const auto period =
            std::to_string(2010 + month / 12) + (month % 12 < 9 ? "-0" : "-") + std::to_string(month % 12 + 1);
        for (const auto& code : codes_on("2009-12-31"))
            strange.append(code).append(",").append(period).append(",a,1\n");
        lacking.append("00001,").append(period).append(",a,1\n");
        others.append(std::to_string(90'000 + month)).append(",,,5,,").append(period).append("-01,\n");
    }
    const auto lines_with = [](const std::string& text, std::string_view part) {
        const auto lines = lines_of(text);
        return std::count_if(lines.begin(), lines.end(),
                             [part](const auto& line) { return line.find(part) != std::string::npos; });
    };
    in.make("units.csv", in.bytes("units.csv") + others);
    const auto bad = in.carry(strange, "period-end", "2010-01-01", {"--long"});
    CHECK(bad.status == 3);
    CHECK(lines_with(bad.err, "these codes are the list in force") == 20);

    in.make(
        "units.csv",
        "code,name,kind,tier,parent,valid_from,valid_to\n00001,,,3,,2000-01-01,\n00002,,,3,,2010-01-01,\n" + others);
    in.make("transfers.csv", "effective,act,from_code,to_code\n");
    const auto done = in.carry(lacking, "period-end", "2010-01-01", {"--long"});
    CHECK(done.status == 0);
    CHECK(lines_with(done.remarks, "the table lacks 00002") == 20);
    CHECK(lines_with(done.remarks, "remark: and 10 more such maps") == 1);
    const auto of_21 = lacking.substr(0, lacking.find("00001,2011-10,"));
    const auto one_more = in.carry(of_21, "period-end", "2010-01-01", {"--long"});
    CHECK(one_more.status == 0);
    CHECK(lines_with(one_more.remarks, "the table lacks 00002") == 20);
    CHECK(one_more.remarks.find("remark: and 1 more such map\n") != std::string::npos);
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
              "units.csv: not_in_force: found '1990-01-01', expected a day on which some unit is in force (units stand "
              "from 2000-01-01)\n");
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

TEST_CASE("periods that stand on maps of their own, though one day is given for all, are told of") {
    const rebase_csv_run in;
    in.make("units.csv",
            "code,name,valid_from,valid_to\nA,Arua,1962-01-01,\nM,Masaka,1962-01-01,\nN,Nebbi,1974-07-01,\n"
            "R,Rakai,1980-07-01,\nK,Koboko,2005-07-01,\n");
    in.make("transfers.csv",
            "effective,from_code,to_code,extent\n1974-07-01,A,A,part\n1974-07-01,A,N,part\n1980-07-01,M,M,part\n"
            "1980-07-01,M,R,part\n2005-07-01,A,A,part\n2005-07-01,A,K,part\n");
    const auto remarks = [&](const std::map<std::string, std::string>& codes_in, const words& more = {}) {
        std::string table{header};
        for (const auto& [period, codes] : codes_in) {
            for (const char code : codes) table += std::string{code} + ',' + period + ",a,1\n";
        }
        words options{"--long", "--sum", "a"};
        options.insert(options.end(), more.begin(), more.end());
        const auto done = in.carry(table, "2024-09-01", "2024-12-01", options);
        CHECK(done.status == 0);
        return done.remarks;
    };
    const std::string hint = "): --from period-end takes every period from the map of its own last day\n";
    CHECK(remarks({{"1969", "AM"}, {"2024", "AKMNR"}}) ==
          "remark: in 1969 the table has all units of that time, and not those of 2024-09-01 (in 1969 it lacks 3, such "
          "as K Koboko" +
              hint);
    CHECK(remarks({{"1969", "AM"}, {"1991", "AMNR"}, {"2024", "AKMNR"}}) ==
          "remark: in 1969 and 1991 the table has all units of that time, and not those of 2024-09-01 (in 1969 it "
          "lacks 3, such as K Koboko" +
              hint);
    CHECK(remarks({{"1969", "AM"}, {"1975", "AMN"}, {"1991", "AMNR"}, {"1992-Q1", "AMNR"}, {"1993", "AKMNR"}}) ==
          "remark: in 1969, 1975, 1991 and 1 more period the table has all units of that time, and not those of "
          "2024-09-01 (in 1969 it lacks 3, such as K Koboko" +
              hint);
    CHECK(remarks({{"1991", "AMNR"}, {"2024", "AKMNR"}}, {"--quiet"}).empty());
    // one that lacks also a unit of its own day, or has one that was not yet, merely lacks some
    CHECK(remarks({{"1969", "A"}, {"1991", "MNR"}, {"2024", "AKMNR"}}).empty());
    CHECK(remarks({{"1969", "AMR"}, {"1991", "AKMR"}, {"2023", "AMNR"}, {"2024", "AKMNR"}}).empty());
    CHECK(remarks({{"then", "AM"}, {"2024", "AKMNR"}}).empty());
    // if all do, it is told as of any table
    CHECK(remarks({{"1969", "AM"}}).starts_with("remark: the codes are those of all units from 1962-01-01 to "));
    // cells without a value are none
    const auto open = in.carry(std::string{header} + "A,1969,a,1\nM,1969,a,2\nN,1969,a,\nR,1969,a,\nK,1969,a,\n",
                               "2024-09-01", "2024-12-01", {"--long", "--sum", "a"});
    CHECK(open.remarks.starts_with("remark: in 1969 the table has all units of that time"));
    // what it says is of use
    const auto own = in.carry(std::string{header} + "A,1969,a,1\nM,1969,a,2\n", "period-end", "2024-12-01",
                              {"--long", "--sum", "a", "--bounds"});
    CHECK(own.out.find("A,1969,a,,0,1\n") != std::string::npos);
}

TEST_CASE("periods are told to stand on maps of their own if and only if they have all units of their day") {
    const rebase_csv_run in;
    struct drawn {
        std::string units, transfers, table, from, to;
        words told;  ///< periods
    };
    std::size_t told = 0;
    std::size_t untold = 0;
    test::for_all(
        [](source_of_chance& chance) {
            // units that are cut off others, or go into others; by year those that stand in the end of it
            const bool grows = chance.chance(1, 2);
            const int last = 2010;
            std::map<std::string, std::pair<int, int>> stand;
            for (int i = 0; i < 8; ++i) stand["U" + std::to_string(i)] = {1990, 9999};
            drawn made;
            made.transfers = "effective,from_code,to_code,extent\n";
            for (int year = 2001; year <= last; ++year) {
                if (chance.chance(1, 2)) continue;
                const auto day = std::to_string(year) + "-03-01,";
                if (grows) {
                    const auto code = "V" + std::to_string(year);
                    stand[code] = {year, 9999};
                    made.transfers += day + "U0,U0,part\n" + day + "U0," + code + ",part\n";
                } else {
                    auto ends = stand.end();
                    for (auto at = stand.begin(); at != stand.end(); ++at) {
                        if (at->first > "U1" && at->second.second == 9999) ends = at;
                    }
                    if (ends == stand.end()) continue;
                    ends->second.second = year;
                    made.transfers += day + ends->first + ",U0,whole\n" + day + "U0,U0,whole\n";
                }
            }
            made.units = "code,valid_from,valid_to\n";
            for (const auto& [code, years] : stand) {
                made.units += code + ',' + std::to_string(years.first) + "-03-01,";
                made.units += (years.second == 9999 ? "" : std::to_string(years.second) + "-03-01") + '\n';
            }
            const auto codes_of = [&](int year) {
                words codes;
                for (const auto& [code, years] : stand) {
                    if (years.first <= year && year < years.second) codes.push_back(code);
                }
                return codes;
            };
            const int of = grows ? last : 2000;
            made.from = std::to_string(of) + "-12-31";
            made.to = std::to_string(grows ? 2000 : last) + "-12-31";
            const auto form = chance.index(3);  // each on its own map; all on that of --from; its own, with gaps
            words rows;
            for (int year = 2000; year <= last; ++year) {
                auto codes = codes_of(year == of || form == 1 ? of : year);
                const bool is_other = codes.size() != codes_of(of).size();
                if (year != of && form != 0) codes.erase(codes.begin() + chance.between(0, 1));
                if (is_other && form == 0) made.told.push_back(std::to_string(year));
                for (const auto& code : codes) rows.push_back(code + ',' + std::to_string(year) + ",a,1");
            }
            for (std::size_t i = 1; i < rows.size(); ++i) std::swap(rows[i], rows[chance.index(i + 1)]);
            made.table = table_of(rows);
            return made;
        },
        [&](const drawn& made) {
            in.make("units.csv", made.units);
            in.make("transfers.csv", made.transfers);
            const auto done = in.carry(made.table, made.from, made.to, {"--long", "--sum", "a"});
            REQUIRE(done.status == 0);
            const auto at = done.remarks.find("remark: in ");
            CHECK((at == std::string::npos) == made.told.empty());
            CHECK(done.remarks.find("the codes are those") == std::string::npos);
            if (at == std::string::npos) {
                ++untold;
                return;
            }
            ++told;
            CAPTURE(done.remarks);
            std::string expected = made.told.front();
            for (std::size_t i = 1; i < std::min<std::size_t>(made.told.size(), 3); ++i) {
                expected += (i + 1 == made.told.size() ? " and " : ", ") + made.told[i];
            }
            CHECK(done.remarks.find("remark: in " + expected + " ") == at);
        },
        80);
    CHECK(told > 15);
    CHECK(untold > 30);
}

}  // namespace
}  // namespace muong
