// SPDX-License-Identifier: MIT
#pragma once

#include "support/histories.hpp"

#include <optional>

namespace muong::test {

/// Rows with one fault, and the one problem that they must give.
struct faulty_history {
    registry::builder rows;
    errc kind;
    place where;
};

/// How many faults there are to plant.
inline constexpr std::size_t fault_count = 38;

/// Plants the fault of the number in rows that any_history made.
/// \returns nothing if they have no place for it
[[nodiscard]] std::optional<faulty_history> with_fault(const generated_history& sound, std::size_t number,
                                                       source_of_chance& chance);

}  // namespace muong::test
