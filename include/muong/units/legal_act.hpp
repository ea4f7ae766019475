// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/date.hpp>
#include <optional>
#include <string>

namespace muong::inline v0 {

/// A decree, resolution or law that changes administrative units. Its days are three: it is adopted on one, in force
/// from another, and the units switch on a third (1661/NQ-UBTVQH15: adopted and in force 2025-06-16, the units switch
/// on 2025-07-01). The day on which units switch is also the day of every transfer made under the act.
struct legal_act {
    std::string number;                  ///< as cited: "1661/NQ-UBTVQH15"; the key of the act in a registry
    std::string issuer = {};             ///< who adopted it; empty if not known
    std::optional<date> adopted = {};    ///< the day on the instrument
    std::optional<date> in_force = {};   ///< the day from which it binds
    std::optional<date> effective = {};  ///< the day on which the units switch

    friend bool operator==(const legal_act&, const legal_act&) = default;
};

}  // namespace muong::inline v0
