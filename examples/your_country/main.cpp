// SPDX-License-Identifier: MIT
//
// The tables of a country that muong has never heard of: from two CSV files of its units to the first rebase.
//
//     examples/run your_country
//
// Shows: `read_registry`, a table of figures read with all its faults and their places, a panel out of it, `rebase`,
// and where everything went. Comes after 02_rebase_a_table; rebase_csv does the same from the command line.

#include <exception>
#include <iostream>
#include <muong/indicators.hpp>
#include <muong/io.hpp>
#include <muong/units.hpp>

using namespace muong;

/// code,people as a panel of the units of that day.
panel read_people(const std::string& path, date day) {
    problem_log log;
    const csv_table table{read_file(path).value(), path, log};
    const auto code = table.require("code", log), people = table.require("people", log);
    std::vector<unit_code> codes;
    for (const auto row : table) {
        if (const auto unit = row[code].as<unit_code>(log, "a code")) codes.push_back(*unit);
    }
    if (!log.empty()) throw data_error{log.kept()};

    panel::builder cells{day, codes, {{"people"}}};
    for (const auto row : table) {
        const auto value = row[people].as_optional<decimal>(log, "a number");  // nothing is not zero
        if (value) cells.set(*unit_code::parse(row[code].text()), 0, *value, row[people].where());
    }
    if (!log.empty()) throw data_error{log.kept()};
    return std::move(cells).build();
}

int main(int argc, char** argv) try {
    const std::string folder = argc > 1 ? argv[1] : "examples/your_country";
    const auto tables = read_registry(folder + "/units.csv", folder + "/transfers.csv").value();
    const auto& units = tables.units;
    const date eve = "2023-12-31"_date, day = "2024-01-01"_date;

    const auto before = read_people(folder + "/people.csv", eve);
    const auto after = rebase(before, crosswalk::between(units, eve, day, {"population"}));
    for (const auto& code : after.values().units()) {
        std::cout << *units.at(code, day) << ": " << *after.values().at(code, "people") << " people, "
                  << after.quality(*after.values().row_of(code), 0) << '\n';
    }
    std::cout << after.account() << story(units, *unit_code::parse("103"), eve, eve, day);
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
