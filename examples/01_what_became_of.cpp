// SPDX-License-Identifier: MIT
//
// What became of a unit of Điện Biên, and where did it come from?
//
//     examples/run 01_what_became_of                       03166 on 2025-06-30
//     examples/run 01_what_became_of "Mường Thanh"         by its name, on the eve of the consolidation
//     examples/run 01_what_became_of 03166 2025-07-01      by its code, on another day
//
// Shows: a code is no identity, so a unit is asked for by code (or name) and day; `registry::at`, `registry::named` and
// `story`. The first step of the ladder: start here.

#include <iostream>
#include <muong/data.hpp>
#include <muong/units.hpp>
#include <string_view>
#include <vector>

namespace {

/// Behind a change that no source states in full.
std::string how_sure(const muong::transfer& t) {
    switch (muong::dien_bien().certainty_of(t)) {
        case muong::transfer_certainty::inferred:
            return "concluded, not stated";
        case muong::transfer_certainty::candidate:
            return "perhaps: no source says which neighbours gave land";
        default:
            return {};
    }
}

}  // namespace

int main(int count, char** arguments) {
    using namespace muong;
    const auto& province = dien_bien();
    const auto& units = province.registry();
    const std::string_view wanted = count > 1 ? arguments[1] : "03166";
    const auto day = date::parse(count > 2 ? arguments[2] : "2025-06-30");
    if (!day) {
        std::cerr << "'" << arguments[2] << "' is no day; write YYYY-MM-DD, as in 2025-06-30\n";
        return 2;
    }

    std::vector<const unit*> found;
    if (const auto* const by_code = units.at(wanted, *day)) found.push_back(by_code);
    for (const unit& by_name : units.named(wanted, *day)) found.push_back(&by_name);

    if (found.empty()) {
        std::cerr << "No unit of Điện Biên has the code or the name '" << wanted << "' on " << *day << ".\n";
        if (const auto code = unit_code::parse(wanted)) {
            for (const auto& other : units.history_of(*code)) std::cerr << "  On other days: " << other << '\n';
        }
        return 1;
    }
    const auto today = std::max(*day, province.consolidation());
    for (const auto* u : found) {
        std::cout << story(units, u->code(), *day, std::min(*day, province.complete_from()), today,
                           {full_name_and_code, how_sure})
                  << '\n';
    }
    return 0;
}
