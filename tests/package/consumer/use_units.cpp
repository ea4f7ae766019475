// SPDX-License-Identifier: MIT
#include <muong/units.hpp>

// The units room alone: a code is used again for another unit.
int main() {
    using namespace muong;
    registry::builder rows;
    rows.add(unit_text{"03166", "Chà Cang", "xa", "3", "", "2004-01-01", "2025-07-01"});
    rows.add(unit_text{"03166", "Mường Chà", "xa", "3", "", "2025-07-01", ""});
    rows.add(transfer_text{"2025-07-01", "1661/NQ-UBTVQH15", "12", "03166", "03166", "whole", {}});
    const auto units = std::move(rows).build();
    const auto forward = crosswalk::between(units, "2025-06-30"_date, "2025-07-01"_date);
    return units.at("03166", "2025-06-30"_date)->name() == "Chà Cang" && forward.is_exact() ? 0 : 1;
}
