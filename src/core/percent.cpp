// SPDX-License-Identifier: MIT
#include <muong/core/percent.hpp>

#include <ostream>

namespace muong::inline v0 {

std::ostream& operator<<(std::ostream& out, percent p) { return out << to_string(p); }
std::ostream& operator<<(std::ostream& out, percentage_points p) { return out << to_string(p); }

}  // namespace muong::v0
