// SPDX-License-Identifier: MIT
#include <muong/data/dien_bien.hpp>
#include <muong/units.hpp>

int main() {
    using namespace muong::literals;
    const auto& units = muong::dien_bien().registry();
    const auto eve = "2025-06-30"_date;
    const auto day = "2025-07-01"_date;
    const bool reused =
        units.at("03166"_unit, eve)->name() == "Chà Cang" && units.at("03166"_unit, day)->name() == "Mường Chà";
    bool moved = false;
    for (const auto& old : units.named("Mường Chà", eve)) {
        for (const auto& t : units.transfers_on(day)) {
            if (t.from() == &old) moved = t.to()->name() == "Na Sang";
        }
    }
    return reused && moved ? 0 : 1;
}
