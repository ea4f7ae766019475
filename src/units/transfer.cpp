// SPDX-License-Identifier: MIT
#include <muong/units/transfer.hpp>

#include <array>
#include <ostream>

#include "core/word_list.hpp"

namespace muong::inline v0 {

std::string_view to_string(extent how) noexcept {
    constexpr std::array<std::string_view, 2> names{"whole", "part"};
    return detail::word_of(names, how);
}
std::ostream& operator<<(std::ostream& out, extent how) { return out << to_string(how); }

std::string to_string(const transfer& t) {
    auto text = to_string(t.day()) + ": " + to_string(t.from_code()) + " -> " + to_string(t.to_code()) + ", " +
                std::string{to_string(t.extent())};
    if (t.act() == nullptr) return text;
    text += " (" + t.act()->number;
    if (!t.clause().empty()) text += ", clause " + std::string{t.clause()};
    return text + ")";
}

std::ostream& operator<<(std::ostream& out, const transfer& t) { return out << to_string(t); }

}  // namespace muong::v0
