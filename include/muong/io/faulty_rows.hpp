// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace muong::inline v0 {

/// What readers make of rows (of a package of projects: projects) that have a fault.
enum class faulty_rows : std::uint8_t {
    refuse,     ///< nothing is made, and every fault is told
    leave_out,  ///< they are left out of what is made, and told beside it
};

}  // namespace muong::v0
