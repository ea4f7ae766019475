// SPDX-License-Identifier: MIT
#include <muong/indicators.hpp>

// The indicators room alone: two units that become one.
int main() {
    using namespace muong;
    panel::builder builder{"2025-06-30"_date, {"03166"_unit, "03163"_unit}, {{"people", 0}}};
    builder.set("03166"_unit, 0, "4213"_dec).set("03163"_unit, 0, "2980"_dec);
    const crosswalk onto{"2025-06-30"_date, "2025-07-01"_date,         "", {"03163"_unit, "03166"_unit},
                         {"03166"_unit},    {{{0, 1, 1}}, {{0, 1, 1}}}};
    const auto people = rebase(std::move(builder).build(), onto);
    return people.values().at("03166"_unit, "people") == "7193"_dec && people.account().is_complete() ? 0 : 1;
}
