// SPDX-License-Identifier: MIT
//
// The tables of a country that muong has never heard of: from two CSV files of its units to the first rebase.
//
//     examples/run your_country
//
// Shows: `read_registry`, `read_values`, every fault with its place, `rebase`, a rate that is divided at the end, and
// where everything went. Comes after 02_rebase_a_table; rebase_csv does the same from the command line.

#include <exception>
#include <iostream>
#include <muong/indicators.hpp>
#include <muong/io.hpp>
#include <muong/units.hpp>

int main() try {
    using namespace muong;
    const std::string folder = "examples/your_country";
    const date eve = "2023-12-31"_date, day = "2024-01-01"_date;

    const auto tables = read_registry(folder + "/units.csv", folder + "/transfers.csv").value();
    const auto& units = tables.units;
    const auto before = read_values(folder + "/counts.csv", {.geography = eve, .units = &units}).value().values;

    const auto after = rebase(before, crosswalk::between(units, eve, day, {"population"}));
    for (const auto& code : after.values().units()) {
        const auto people = after.values().at(code, "people"), poor = after.values().at(code, "poor");
        std::cout << *units.at(code, day) << ": ";
        if (people && poor) {
            std::cout << *people << " people, " << percent::of_ratio(*poor, *people, 1) << " of them poor\n";
        } else {
            std::cout << "not known\n";
        }
    }
    std::cout << after.account() << story(units, *unit_code::parse("103"), eve, eve, day);
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
