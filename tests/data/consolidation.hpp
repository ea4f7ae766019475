// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/date.hpp>

namespace muong::test {

/// The day on which 129 communes of Điện Biên became 45, and the one before it.
inline constexpr date day = "2025-07-01"_date;
inline constexpr date eve = "2025-06-30"_date;

}  // namespace muong::test
