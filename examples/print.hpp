// SPDX-License-Identifier: MIT
#pragma once

// How the examples print: columns that are as wide as a reader sees them, and numbers with their thousands apart.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace print {

/// Characters that a reader sees: bytes of UTF-8 that do not continue another one.
inline std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

inline std::string left(std::string_view text, std::size_t columns) {
    return std::string{text} + std::string(columns - std::min(columns, width(text)), ' ');
}
inline std::string right(std::string_view text, std::size_t columns) {
    return std::string(columns - std::min(columns, width(text)), ' ') + std::string{text};
}

/// "1,234,567"
inline std::string number(std::int64_t n) {
    auto digits = std::to_string(n < 0 ? -n : n);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return (n < 0 ? "-" : "") + digits;
}

inline std::string heading(std::string_view text) {
    return "\n" + std::string{text} + "\n" + std::string(width(text), '-') + "\n";
}

}  // namespace print
