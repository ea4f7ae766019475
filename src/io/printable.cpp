// SPDX-License-Identifier: MIT
#include "io/printable.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <muong/core/utf8.hpp>

namespace muong::inline v0 {

std::string printable(std::string_view text) {
    constexpr std::size_t most = 80;
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string shown;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        const auto byte = static_cast<unsigned char>(*at);
        std::size_t length = detail::utf8_sequence(at, end);
        if (shown.size() + (length > 0 ? length : 4) > most) {
            shown += "...";
            break;
        }
        if (length > 0 && byte >= 0x20 && byte != 0x7F) {
            shown.append(at, length);
        } else if (byte == '\n') {
            shown += "\\n";
            length = 1;
        } else {
            shown += "\\x";
            shown += hex[byte >> 4U];
            shown += hex[byte & 0xFU];
            length = 1;
        }
        at += length;
    }
    return shown;
}

namespace {

/// Small Latin letters, without blanks at the ends.
std::string without_case(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    std::string made{text.substr(first, text.find_last_not_of(' ') + 1 - first)};
    for (char& c : made) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return made;
}

}  // namespace

problem missing_column(std::span<const std::string> header, std::string source, std::string_view name, char delimiter) {
    std::string names;
    for (const auto& each : header) {
        if (!names.empty()) names += delimiter;
        names += each;
    }
    std::string expected = "a column of this name";
    const auto likely = std::find_if(header.begin(), header.end(),
                                     [&](const auto& each) { return without_case(each) == without_case(name); });
    if (likely != header.end()) expected += " (there is '" + printable(*likely) + "')";
    if (header.size() == 1) {
        for (const char other : std::string_view{",;|\t"}) {
            if (other == delimiter || header.front().find(other) == std::string::npos) continue;
            expected += other == '\t' ? " (the header seems to use tabs as delimiters)"
                                      : std::string{" (the header seems to use '"} + other + "' as its delimiter)";
            break;
        }
    }
    return {errc::missing_column, {std::move(source), 1, 0, std::string{name}}, printable(names), std::move(expected)};
}

}  // namespace muong::v0
