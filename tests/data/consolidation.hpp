// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <muong/units/registry.hpp>

namespace muong::test {

/// The day on which 129 communes of Điện Biên became 45, and the one before it.
inline constexpr date day = "2025-07-01"_date;
inline constexpr date eve = "2025-06-30"_date;

inline std::vector<const unit*> communes(const registry& units, date on) {
    std::vector<const unit*> all;
    for (const auto& u : units.on(on, unit_tier::commune)) all.push_back(&u);
    return all;
}

}  // namespace muong::test
