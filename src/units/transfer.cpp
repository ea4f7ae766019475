// SPDX-License-Identifier: MIT
#include <muong/units/transfer.hpp>

#include <ostream>

namespace muong::inline v0 {

std::string to_string(const transfer& t) {
    auto text = to_string(t.day()) + ": " + to_string(t.from_code()) + " -> " + to_string(t.to_code()) +
                (t.extent() == extent::whole ? ", whole" : ", part");
    if (t.act() == nullptr) return text;
    text += " (" + t.act()->number;
    if (!t.clause().empty()) text += ", clause " + std::string{t.clause()};
    return text + ")";
}

std::ostream& operator<<(std::ostream& out, const transfer& t) { return out << to_string(t); }

}  // namespace muong::v0
