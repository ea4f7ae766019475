// SPDX-License-Identifier: MIT
//
// A program of a project of its own: this folder can be copied, and builds against an installed muong.
//
//     examples/run use_muong
//
// Shows: a registry made of rows in the program, and what became of a unit. Comes after readme.

#include <iostream>
#include <muong/units/lineage.hpp>
#include <muong/units/registry.hpp>

int main() {
    using namespace muong;
    registry::builder rows;
    rows.add(unit_text{"101", "Ashford", "commune", "3", "", "2000-01-01", "2024-01-01"});
    rows.add(unit_text{"102", "Brook", "commune", "3", "", "2000-01-01", "2024-01-01"});
    rows.add(unit_text{"102", "Ashford", "commune", "3", "", "2024-01-01", ""});
    rows.add(transfer_text{"2024-01-01", "Act 7 of 2023", "", "101", "102", "whole", {}});
    rows.add(transfer_text{"2024-01-01", "Act 7 of 2023", "", "102", "102", "whole", {}});
    const auto units = std::move(rows).build();
    std::cout << story(units, "101"_unit, "2023-12-31"_date, "2023-12-31"_date, "2024-01-01"_date);
}
