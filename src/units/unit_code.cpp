// SPDX-License-Identifier: MIT
#include <muong/units/unit_code.hpp>

#include <ostream>

namespace muong::inline v0 {

std::ostream& operator<<(std::ostream& out, const unit_code& code) { return out << code.view(); }

}  // namespace muong::v0
