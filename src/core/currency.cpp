// SPDX-License-Identifier: MIT
#include <muong/core/currency.hpp>

#include <ostream>

namespace muong::inline v0 {

std::ostream& operator<<(std::ostream& out, currency c) { return out << c.code(); }

}  // namespace muong::v0
