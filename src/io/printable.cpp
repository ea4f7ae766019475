// SPDX-License-Identifier: MIT
#include "io/printable.hpp"

#include "core/write_utf8.hpp"
#include "io/delimiters.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
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

std::optional<std::string> from_windows_1252(std::string_view text) {
    // from byte 80 on; zero: no character
    constexpr std::uint16_t characters[] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
    };
    std::string made;
    const char* const end = text.data() + text.size();
    for (const char* at = text.data(); at != end; ++at) {
        const auto byte = static_cast<unsigned char>(*at);
        if (byte < 0x80) {
            made += *at;
            continue;
        }
        const unsigned character = byte < 0xA0 ? characters[byte - 0x80U] : byte;
        if (character == 0 || detail::utf8_sequence(at, end) > 0) return {};
        char bytes[4];
        made.append(bytes, detail::write_utf8(character, bytes));
    }
    return printable(made);
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
        for (const char other : csv_delimiters) {
            if (other == delimiter || header.front().find(other) == std::string::npos) continue;
            expected += other == '\t' ? " (the header seems to use tabs as delimiters)"
                                      : std::string{" (the header seems to use '"} + other + "' as its delimiter)";
            break;
        }
    }
    return {errc::missing_column, {std::move(source), 1, 0, std::string{name}}, printable(names), std::move(expected)};
}

}  // namespace muong::v0
