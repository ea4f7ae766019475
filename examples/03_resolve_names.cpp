// SPDX-License-Identifier: MIT
//
// A column of names as people write them, on the communes of a day, and from there on the map of today.
//
//     examples/run 03_resolve_names
//
// Shows: an index of names, a column with its report, why a row has no unit, and a panel made of the rows that have
// one. Comes after 02_rebase_a_table.

#include <iostream>
#include <map>
#include <muong/data.hpp>
#include <muong/indicators.hpp>
#include <muong/units.hpp>

#include "print.hpp"

int main() {
    using namespace muong;
    const auto& units = dien_bien().registry();
    const date eve = "2025-06-30"_date;
    const date day = "2025-07-01"_date;

    // Made figures: households, by commune as it was, from five tables of as many hands.
    const std::vector<std::string> texts{"xã Chà Cang",
                                         "X. Pa Tần, H. Nậm Pồ, T. Điện Biên",
                                         "NẬM TIN",
                                         "Cha\u0300 Nu\u031Ba",  // decomposed
                                         "thị trấn Mường Chà",
                                         "Điện Biên - Mường Chà - Na Sang",
                                         "Sa Lông commune, Muong Cha district, Dien Bien province",
                                         "Toả Tình",     // the tone on the other vowel
                                         "xã Sáng Nhè",  // the register's spelling of Xá Nhè
                                         "Muong Nhe",
                                         "Mường Nhé, Sơn La",
                                         "xã Mường Khoa Bạc",
                                         "xã"};
    const std::vector<std::int64_t> households{590, 655, 812, 623, 1010, 1102, 498, 540, 1325, 2004, 17, 80, 4};

    const name_index names{units};
    const auto report = resolve_column(names, texts, {.day = eve, .tier = unit_tier::commune});

    std::cout << report << "\n\n";
    for (const auto& row : report.rows()) {
        std::cout << print::left(row.text, 58) << row.status;
        if (row.who != nullptr) std::cout << ": " << full_name_and_code(*row.who);
        std::cout << "\n";
        for (const auto& c : report.candidates_of(row)) std::cout << "      " << explain(names, c, eve) << "\n";
    }
    std::cout << "\nAs problems:\n";
    for (const auto& fault : report.faults({.source = "households.csv", .row = 2, .column = 1, .field = "commune"})) {
        std::cout << "  " << fault << "\n";
    }

    // The rows that have a unit, carried to the communes of today.
    std::map<unit_code, std::int64_t> known;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (const auto* who = report.rows()[i].who) known[who->code()] += households[i];
    }
    std::vector<unit_code> codes;
    for (const auto& [code, count] : known) codes.push_back(code);
    panel::builder cells{eve, codes, {{"households"}}};
    for (const auto& [code, count] : known) cells.set(*cells.row_of(code), 0, decimal{count});
    const auto before = std::move(cells).build();
    const auto after = rebase(before, crosswalk::between(units, eve, day));

    std::cout << "\nHouseholds by commune of " << day << ", and how many of its parts are known:\n";
    for (std::size_t row = 0; row < after.values().rows(); ++row) {
        const auto value = after.values().at(row, 0);
        const auto coverage = after.coverage(row, 0);
        if (coverage.known == 0) continue;
        std::cout << "  " << print::left(full_name_and_code(*units.at(after.values().units()[row], day)), 28)
                  << print::right(value ? print::number(value->coefficient()) : "-", 8) << "   " << coverage.known
                  << " of " << coverage.all << "\n";
    }
}
