// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <muong/data/dien_bien.hpp>

namespace muong::test {

inline const registry& units() { return dien_bien().registry(); }

inline std::vector<const unit*> communes(date on) {
    std::vector<const unit*> all;
    for (const auto& u : units().on(on, unit_tier::commune)) all.push_back(&u);
    return all;
}

}  // namespace muong::test
