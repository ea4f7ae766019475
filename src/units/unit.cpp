// SPDX-License-Identifier: MIT
#include <muong/units/unit.hpp>

#include <array>
#include <ostream>

#include "core/word_list.hpp"

namespace muong::inline v0 {

std::string_view to_string(unit_tier tier) noexcept {
    constexpr std::array<std::string_view, 10> names{"unspecified", "province", "district", "commune", "tier 4",
                                                     "tier 5",      "tier 6",   "tier 7",   "tier 8",  "tier 9"};
    return detail::word_of(names, tier);
}
std::ostream& operator<<(std::ostream& out, unit_tier tier) { return out << to_string(tier); }

std::string to_string(const unit& u) {
    std::string text{u.kind()};
    if (!text.empty() && !u.name().empty()) text += ' ';
    text += u.name();
    text += text.empty() ? "" : " ";
    return text + "(" + to_string(u.code()) + "), " + to_string(u.valid());
}

std::ostream& operator<<(std::ostream& out, const unit& u) { return out << to_string(u); }

}  // namespace muong::v0
