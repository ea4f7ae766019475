// SPDX-License-Identifier: MIT
//
// A small table kept for the communes as they were, on the communes as they are.
//
//     examples/run 02_rebase_a_table
//
// Shows: a panel (units in rows, what was counted in columns, the day of its geography), a crosswalk between two days,
// and `rebase`; a missing figure is not zero; each result tells how it came about, and the account closes. Comes after
// 01_what_became_of.

#include <iostream>
#include <muong/data.hpp>
#include <muong/indicators.hpp>
#include <muong/units.hpp>

#include "print.hpp"

int main() {
    using namespace muong;
    const auto& units = dien_bien().registry();
    const date eve = "2025-06-30"_date;
    const date day = "2025-07-01"_date;

    // Made figures: households and pupils of eight old communes. Nobody has counted the pupils of Chà Nưa.
    const struct {
        unit_code code;
        std::int64_t households;
        std::optional<std::int64_t> pupils;
    } table[] = {
        {"03156"_unit, 812, 1240},  {"03165"_unit, 655, 980}, {"03166"_unit, 590, 871}, {"03187"_unit, 623, {}},
        {"03172"_unit, 1010, 1502}, {"03197"_unit, 498, 733}, {"03200"_unit, 571, 869}, {"03201"_unit, 1102, 1640},
    };

    std::vector<unit_code> codes;
    for (const auto& row : table) codes.push_back(row.code);
    panel::builder cells{eve, codes, {{"households"}, {"pupils"}}};
    for (const auto& row : table) {
        const auto at = *cells.row_of(row.code);
        cells.set(at, 0, decimal{row.households});
        if (row.pupils) cells.set(at, 1, decimal{*row.pupils});
    }
    const auto before = std::move(cells).build();

    const auto after = rebase(before, crosswalk::between(units, eve, day));

    std::cout << "commune of " << day << "          households     pupils\n";
    for (std::size_t row = 0; row < after.values().rows(); ++row) {
        if (after.coverage(row, 0).known == 0) continue;  // communes to which none of the eight belongs
        std::cout << print::left(full_name_and_code(*units.at(after.values().units()[row], day)), 28);
        for (std::size_t column = 0; column < 2; ++column) {
            const auto value = after.values().at(row, column);
            const auto coverage = after.coverage(row, column);
            std::cout << print::right(value ? print::number(value->coefficient()) : "-", 9) << " ("
                      << after.quality(row, column) << ", " << coverage.known << " of " << coverage.all << ")";
        }
        std::cout << "\n";
    }
    std::cout << "\nWhere everything went:\n" << after.account();
}
