// SPDX-License-Identifier: MIT
#include <muong/core/decimal.hpp>

#include <ostream>

namespace muong::inline v0 {

std::ostream& operator<<(std::ostream& out, decimal d) { return out << to_string(d); }

}  // namespace muong::v0
