// SPDX-License-Identifier: MIT
#include <muong/io/units_csv.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace muong;

namespace {

constexpr std::string_view sound_units =
    "\xEF\xBB\xBFvalid_to,note,code,valid_from\r\n"
    "2020-01-01,\"a, b\",01,2000-01-01\r\n"
    ",,02,2000-01-01\r\n";
constexpr std::string_view sound_transfers =
    "effective,from_code,to_code,share_population,back_share_area,amount_area\n"
    "2020-01-01,01,02,,1/4,\n";

result<registry_tables> parse(std::string_view units, std::string_view transfers,
                              faulty_rows how = faulty_rows::refuse) {
    return parse_registry(units, "units.csv", transfers, "transfers.csv", how);
}

}  // namespace

TEST_CASE("columns of a registry stand in any order, others are ignored, and the bases are told") {
    const auto read = parse(sound_units, sound_transfers);
    REQUIRE(read);
    CHECK(read.value().units.units().size() == 2);
    CHECK(read.value().units.transfers().size() == 1);
    CHECK(read.value().bases == std::vector<std::string>{"population", "area"});
    CHECK(read.value().left_out.empty());
}

TEST_CASE("a registry is the same if its columns stand in another order and fields are quoted") {
    const auto usual = parse(
        "code,name,kind,tier,parent,valid_from,valid_to\nP,Tinh,tinh,1,,2000-01-01,\n"
        "01,Xa Mot,xa,3,P,2000-01-01,2020-01-01\n02,Xa Hai,xa,3,P,2000-01-01,\n",
        "effective,act,clause,from_code,to_code,extent,share_population\n2020-01-01,1/NQ,2,01,02,part,1\n");
    const auto other = parse(
        "valid_to,code,name,kind,tier,valid_from,parent\n,P,Tinh,tinh,1,2000-01-01,\n"
        "2020-01-01,01,Xa Mot,\"xa\",3,2000-01-01,P\n,02,\"Xa Hai\",xa,3,2000-01-01,P\n",
        "share_population,effective,act,from_code,to_code,clause,extent\n1,2020-01-01,1/NQ,01,02,\"2\",part\n");
    const auto quoted = parse(
        "code,name,kind,tier,parent,valid_from,valid_to\nP,Tinh,tinh,1,,2000-01-01,\n"
        "01,Xa Mot,xa,3,P,2000-01-01,\"2020-01-01\"\n\"02\",\"Xa Hai\",xa,3,P,2000-01-01,\n",
        "effective,act,clause,from_code,to_code,extent,share_population\n2020-01-01,1/NQ,2,01,02,\"part\",1\n");
    REQUIRE((usual && other && quoted));
    for (const auto* const read : {&other.value(), &quoted.value()}) {
        CHECK(read->units.fingerprint() == usual.value().units.fingerprint());
        CHECK(read->units.units().back().name() == "Tinh");
        CHECK(read->units.units().front().kind() == "xa");
        CHECK(to_string(read->units.transfers().front()) == to_string(usual.value().units.transfers().front()));
    }
}

TEST_CASE("an end that is no day is told, however long it is") {
    for (const std::string to : {"2020-1-1", "2020-01-011", "2020-13-01", "open"}) {
        CHECK_FALSE(parse("code,name,kind,tier,parent,valid_from,valid_to\n01,Xa Mot,xa,3,,2000-01-01," + to + "\n",
                          "effective,from_code,to_code\n"));
    }
}

TEST_CASE("a registry may be read from several tables, whose faults keep their places") {
    problem_log log;
    registry::builder rows;
    const auto add_units = [&](std::string_view text, const char* source) {
        csv_reader in{text, source, log};
        read_units(in, rows);
    };
    add_units("code,valid_from,valid_to\n01,2000-01-01,2020-01-01\n", "north.csv");
    add_units("code,valid_from\n02,2000-01-01\n", "south.csv");
    csv_reader in{"effective,from_code,to_code,share_people\n2020-01-01,01,02,1\n", "transfers.csv", log};
    CHECK(read_transfers(in, rows) == std::vector<std::string>{"people"});
    REQUIRE(log.empty());
    CHECK(rows.check().empty());
    add_units("code,valid_from\n03,2000-02-30\n", "east.csv");
    const auto found = std::move(rows).try_build();
    REQUIRE(found.error().size() == 1);
    CHECK(to_string(found.error()[0].where) == "east.csv:2 (valid_from)");
}

TEST_CASE("lines without a row, however many at the beginning, cost nothing") {
    for (const std::size_t count : {std::size_t{1}, std::size_t{70'000}}) {
        const std::string lines(count, '\n');
        const auto read = parse_registry(lines + "code,valid_from\n01,2000-01-01\n", "u.csv",
                                         lines + "effective,from_code,to_code\n2010-01-01,01,01\n", "t.csv");
        REQUIRE(read);
        CHECK(read.value().units.units().size() == 1);
        CHECK(read.value().units.transfers().size() == 1);
    }
}

TEST_CASE("every faulty row is told, however many there are") {
    std::string units = "code,valid_from\n";
    for (int i = 0; i < 1500; ++i) units += "01,2000-01-01,more\n";
    const auto read = parse(units, "effective,from_code,to_code\n");
    REQUIRE_FALSE(read);
    CHECK(read.error().size() == 1500);
}

TEST_CASE("a registry that cannot be built tells every fault of both tables with row and column") {
    const auto read = parse("code,valid_from,valid_to\n01,2000-01-01,\n0 2,2000-01-01,\n03,2000-13-01,\n",
                            "effective,from_code,to_code\n2020-01-01,01,\n");
    REQUIRE_FALSE(read);
    const auto& found = read.error();
    REQUIRE(found.size() == 3);
    CHECK(to_string(found[0].where) == "units.csv:3:1 (code)");
    CHECK(found[0].code == errc::malformed_code);
    CHECK(to_string(found[1].where) == "units.csv:4:2 (valid_from)");
    CHECK(to_string(found[2].where) == "transfers.csv:2:3 (to_code)");
    CHECK(found[2].code == errc::missing_value);
}

TEST_CASE("a lenient reading leaves out faulty rows, and those that cannot do without them") {
    // 02 cannot be read, so what goes there cannot be used, so 01 ends without going on
    const std::string units = "code,valid_from,valid_to\n01,2000-01-01,2020-01-01\n02,20xx-01-01,\n03,2000-01-01,\n";
    const std::string transfers = "effective,from_code,to_code\n2020-01-01,01,02\n";
    CHECK_FALSE(parse(units, transfers));
    const auto read = parse(units, transfers, faulty_rows::leave_out);
    REQUIRE(read);
    CHECK(read.value().units.units().size() == 1);
    CHECK(read.value().units.transfers().empty());
    CHECK(read.value().left_out.size() == 3);
}

TEST_CASE("a registry may come out of several files of units and of transfers") {
    problem_log log;
    registry::builder rows;
    csv_reader north{std::string_view{"code,valid_from,valid_to\n01,2000-01-01,2020-01-01\n"}, "north.csv", log};
    csv_reader south{std::string_view{"valid_from,code\n2000-01-01,02\n2000-01-01,0 3\n"}, "south.csv", log};
    csv_reader changes{
        std::string_view{"effective,from_code,to_code,share_people\n2020-01-01,01,02,\n2020-01-01,01,04,x\n"},
        "changes.csv", log};
    read_units(north, rows);
    read_units(south, rows);
    CHECK(read_transfers(changes, rows) == std::vector<std::string>{"people"});
    CHECK(log.empty());
    std::vector<std::string> told;
    for (const auto& p : rows.check()) told.push_back(to_string(p.where));
    CHECK(std::find(told.begin(), told.end(), "south.csv:3 (code)") != told.end());
    CHECK(std::find(told.begin(), told.end(), "changes.csv:3 (share_people)") != told.end());

    registry::builder sound;
    csv_reader first{std::string_view{"code,valid_from,valid_to\n01,2000-01-01,2020-01-01\n"}, "north.csv", log};
    csv_reader second{std::string_view{"valid_from,code\n2000-01-01,02\n"}, "south.csv", log};
    csv_reader third{std::string_view{"effective,from_code,to_code\n2020-01-01,01,02\n"}, "changes.csv", log};
    read_units(first, sound);
    read_units(second, sound);
    CHECK(read_transfers(third, sound).empty());
    const auto units = std::move(sound).build();
    CHECK(units.units().size() == 2);
    CHECK(units.transfers().size() == 1);
}

TEST_CASE("a table without a header or a column that it needs is a fault of any reading") {
    for (const auto how : {faulty_rows::refuse, faulty_rows::leave_out}) {
        const auto empty = parse("", sound_transfers, how);
        REQUIRE_FALSE(empty);
        CHECK(empty.error().front().code == errc::empty_file);
        const auto nameless = parse(sound_units, "effective,from_code\n", how);
        REQUIRE_FALSE(nameless);
        CHECK(nameless.error().front().code == errc::missing_column);
    }
}

TEST_CASE("a file that is not there is told by its name") {
    const auto read = read_registry("no/such/units.csv", "no/such/transfers.csv");
    REQUIRE_FALSE(read);
    REQUIRE(read.error().size() == 2);
    CHECK(read.error()[1].code == errc::unreadable);
    CHECK(read.error()[1].where.source == "no/such/transfers.csv");
}

TEST_CASE("two tables of one name are told apart, and each fault has the column of its own table") {
    const std::string units = "code,valid_from,valid_to\n01,2000-01-01,2020-01-01\n02,20xx-01-01,\n03,2000-01-01,\n";
    const std::string transfers = "effective,from_code,to_code\n2019-01-01,03,03\n2020-01-01,01,02\n";
    const auto by = [&](const std::string& units_name, const std::string& transfers_name, faulty_rows how) {
        return parse_registry(units, units_name, transfers, transfers_name, how);
    };
    const auto apart = by("a", "b", faulty_rows::leave_out);
    const auto alike = by("a", "a", faulty_rows::leave_out);
    REQUIRE(apart);
    REQUIRE(alike);
    CHECK(alike.value().units.fingerprint() == apart.value().units.fingerprint());
    CHECK(alike.value().units.transfers().size() == 1);
    auto expected = apart.value().left_out;
    REQUIRE(expected.size() == 3);
    for (auto& p : expected) p.where.source = "a";
    CHECK(alike.value().left_out == expected);

    const auto strict_apart = by("a", "b", faulty_rows::refuse);
    const auto strict_alike = by("a", "a", faulty_rows::refuse);
    expected = strict_apart.error();
    REQUIRE_FALSE(expected.empty());
    for (auto& p : expected) p.where.source = "a";
    CHECK(strict_alike.error() == expected);
}

TEST_CASE("a registry with semicolons and decimal commas is the same as one with commas and points") {
    const auto plain = parse("code,valid_from\n01,2000-01-01\n02,2000-01-01\n",
                             "effective,from_code,to_code,extent,share_people,amount_people\n"
                             "2020-01-01,01,01,part,0.25,12.5\n2020-01-01,01,02,part,3/4,37.5\n");
    REQUIRE(plain);
    const csv_options semicolons{.dialect = {';', true}};
    const std::string units = "code;valid_from\n01;2000-01-01\n02;2000-01-01\n";
    const std::string head = "effective;from_code;to_code;extent;share_people;amount_people\n";
    const auto with_commas = [&](const std::string& rows) {
        return parse_registry(units, "units.csv", head + rows, "transfers.csv", faulty_rows::refuse, semicolons);
    };
    const auto same = with_commas("2020-01-01;01;01;part;0,25;12,5\n2020-01-01;01;02;part;3/4;37,5\n");
    REQUIRE(same);
    CHECK(same.value().units.fingerprint() == plain.value().units.fingerprint());
    CHECK(same.value().units.transfers()[0].on("people")->share == fraction{1, 4});

    // a point would mean thousands, and is told as it stands in the table, with all else that is wrong
    const auto wrong = with_commas("2020-01-01;01;01;part;0.25;12,5,1\n");
    REQUIRE(wrong.error().size() == 2);
    CHECK(to_string(wrong.error()[0]) ==
          "transfers.csv:2:5 (share_people): malformed_text: found '0.25', expected a "
          "share with a decimal comma or as k/n, or nothing");
    CHECK(to_string(wrong.error()[1].where) == "transfers.csv:2:6 (amount_people)");
    CHECK(wrong.error()[1].found == "12,5,1");

    CHECK_THROWS_AS(static_cast<void>(parse_registry(units, "u", head, "t", faulty_rows::refuse, {.header = false})),
                    std::invalid_argument);
}

TEST_CASE("each finding of an audit has the row and column that it tells of") {
    const std::string units =
        "name,code,tier,parent,valid_from,valid_to\n"
        "province,P,1,,2000-01-01,\n"
        "late,D,3,P,2003-01-01,\n"
        "orphan,B,3,,2000-01-01,\n"
        "one,A,3,P,2000-01-01,2010-01-01\n"
        "two,A,3,P,2015-01-01,\n"
        "passage,X,3,P,2010-01-01,2010-01-01\n"
        "three,C,3,P,2000-01-01,\n";
    const std::string transfers =
        "from_code,to_code,effective,extent,share_people\n"
        "C,C,2018-01-01,part,0.5\n"
        "C,B,2018-01-01,part,0.25\n"
        "X,C,2010-01-01,,\n"
        "A,X,2010-01-01,,\n"
        "C,C,2015-01-01,part,\n"
        "C,A,2015-01-01,part,\n"
        "D,C,2019-01-01,,\n";
    const auto read = parse(units, transfers);
    if (!read) FAIL(to_string(read.error().front()));
    std::vector<std::string> told;
    for (const auto& f : audit(read.value().units)) {
        told.push_back(std::string{to_string(f.kind)} + " " + to_string(place_of(read.value(), f)));
    }
    CHECK(told == std::vector<std::string>{"orphan units.csv:4:4 (parent)", "no_predecessor units.csv:3:5 (valid_from)",
                                           "gap_in_history units.csv:5:6 (valid_to)",
                                           "shares_below_one transfers.csv:3:1 (from_code)",
                                           "used_up_but_standing transfers.csv:8:1 (from_code)"});
    const auto other = parse(units, transfers);
    CHECK_THROWS_AS(static_cast<void>(place_of(other.value(), audit(read.value().units).front())),
                    std::invalid_argument);
}

TEST_CASE("an overlap of one day and a missing successor are refused, or told with the row that is left out") {
    const std::string units =
        "code,valid_from,valid_to\n"
        "01,2000-01-01,2010-01-02\n"
        "01,2010-01-01,\n"
        "02,2000-01-01,2012-01-01\n"
        "03,2000-01-01,\n";
    const std::string transfers = "effective,from_code,to_code\n";
    const auto strict = parse(units, transfers);
    const auto lenient = parse(units, transfers, faulty_rows::leave_out);
    REQUIRE(lenient);
    for (const auto* found : {&strict.error(), &lenient.value().left_out}) {
        std::vector<std::string> told;
        for (const auto& p : *found) told.push_back(std::string{to_string(p.code)} + " " + to_string(p.where));
        CHECK(std::count(told.begin(), told.end(), "overlapping_period units.csv:3:2 (valid_from)") == 1);
        CHECK(std::count(told.begin(), told.end(), "no_successor units.csv:4:3 (valid_to)") == 1);
    }
    CHECK(lenient.value().units.at("03", "2020-01-01"_date) != nullptr);
    CHECK(lenient.value().units.at("02", "2005-01-01"_date) == nullptr);
}

TEST_CASE("a row with a fault is not told to be missing, too") {
    const std::string units =
        "code,valid_from,valid_to\nA,2000-01-01,2010-01-01\nB,2010-01-01,\nC,2000-01-01,2015-01-01\n";
    const std::string missing = "units.csv:4:3 (valid_to): no_successor";
    const auto faults = [&](std::string transfer, bool semicolons = false) {
        auto tables = std::pair{units, "effective,from_code,to_code,extent,amount_people\n" + std::move(transfer)};
        if (semicolons) {
            for (auto* table : {&tables.first, &tables.second}) std::replace(table->begin(), table->end(), ',', ';');
        }
        std::vector<std::string> lines;
        const csv_options options{.dialect = semicolons ? csv_dialect{';', true} : csv_dialect{}};
        const auto read =
            parse_registry(tables.first, "units.csv", tables.second, "transfers.csv", faulty_rows::refuse, options);
        REQUIRE_FALSE(read);
        for (const auto& p : read.error()) {
            const auto text = to_string(p);
            lines.push_back(text.substr(0, text.find(": found")) + '\n');
        }
        std::sort(lines.begin(), lines.end());
        std::string told;
        for (const auto& line : lines) told += line;
        return told;
    };
    const auto row = [](const std::string& fault) { return "transfers.csv:2:" + fault + '\n'; };
    // A goes on by the row, whatever is wrong with it; of C there is none
    CHECK(faults("2010-01-01,A,B,,1 234\n") == row("5 (amount_people): malformed_text") + missing + '\n');
    CHECK(faults("2010-01-01,A,B,,1 234\n", true) == row("5 (amount_people): malformed_text") + missing + '\n');
    CHECK(faults("2010-01-01,A,B,all,\n") == row("4 (extent): unknown_value") + missing + '\n');
    CHECK(faults("2010-01-01,A,?,,\n") == row("3 (to_code): malformed_code") + missing + '\n');
    CHECK(faults("01/01/2010,A,B,,\n") == row("1 (effective): malformed_text") + missing + '\n');
    CHECK(faults("2010-01-01,A ,B,,\n") == row("2 (from_code): malformed_code") + missing + '\n');
    CHECK(faults("01/01/2010,A ,B,,\n") ==
          row("1 (effective): malformed_text") + row("2 (from_code): malformed_code"));  // it may be of any
    CHECK(faults("2011-01-01,A,B,all,\n").find("units.csv:2:3 (valid_to): no_successor") != std::string::npos);
    // read leniently, the row is left out, and then A goes on nowhere
    const auto sound = parse(units, "effective,from_code,to_code,extent\n2010-01-01,A,B,all\n", faulty_rows::leave_out);
    REQUIRE(sound);
    CHECK(sound.value().left_out.size() == 3);
}
