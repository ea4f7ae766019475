// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace muong::inline v0::detail {

/// The names, of assumptions or bases, in "equal_parts, proportional_to(area, 2024)": a comma within brackets is part
/// of a name.
inline std::vector<std::string_view> names_in(std::string_view list) {
    std::vector<std::string_view> names;
    std::size_t first = 0;
    int depth = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        depth += list[i] == '(' ? 1 : list[i] == ')' ? -1 : 0;
        if (depth > 0 || !list.substr(i).starts_with(", ")) continue;
        names.push_back(list.substr(first, i - first));
        first = i + 2;
    }
    if (first < list.size()) names.push_back(list.substr(first));
    return names;
}

/// Adds to a list the names of another that it lacks.
inline void add_names(std::string& list, std::string_view more) {
    for (const auto name : names_in(more)) {
        const auto there = names_in(list);
        if (std::find(there.begin(), there.end(), name) != there.end()) continue;
        if (!list.empty()) list += ", ";
        list += name;
    }
}

}  // namespace muong::v0::detail
