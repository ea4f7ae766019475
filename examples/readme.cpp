// SPDX-License-Identifier: MIT
#include <iostream>
#include <muong/data.hpp>
#include <muong/units.hpp>

int main() {
    using namespace muong;
    const auto& units = dien_bien().registry();
    const date eve = "2025-06-30"_date, day = "2025-07-01"_date;
    std::cout << *units.at("03166", eve) << '\n' << *units.at("03166", day) << '\n';  // one code, two communes
    for (const unit& old : units.named("Mường Chà", eve))                             // what became of Mường Chà?
        std::cout << story(units, old.code(), eve, "2004-01-01"_date, day, {full_name_and_code});
}
