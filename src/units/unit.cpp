// SPDX-License-Identifier: MIT
#include <muong/units/unit.hpp>

#include <ostream>

namespace muong::inline v0 {

std::string to_string(const unit& u) {
    std::string text{u.kind()};
    if (!text.empty() && !u.name().empty()) text += ' ';
    text += u.name();
    text += text.empty() ? "" : " ";
    return text + "(" + to_string(u.code()) + "), " + to_string(u.valid());
}

std::ostream& operator<<(std::ostream& out, const unit& u) { return out << to_string(u); }

}  // namespace muong::v0
