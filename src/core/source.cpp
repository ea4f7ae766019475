// SPDX-License-Identifier: MIT
#include <muong/core/source.hpp>

#include <ostream>
#include <string_view>

namespace muong::inline v0 {

std::string to_string(const source& s) {
    std::string text = s.who;
    const auto append = [&text](std::string_view between, std::string_view part) {
        if (part.empty()) return;
        if (!text.empty()) text += between;
        text += part;
    };
    append(": ", s.title);
    if (s.when) append(" ", '(' + to_string(*s.when) + ')');
    append(", ", s.where);
    return text;
}

std::ostream& operator<<(std::ostream& out, const source& s) { return out << to_string(s); }

}  // namespace muong::v0
