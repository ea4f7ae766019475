// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace muong::inline v0::detail {

/// The same text in lower case, of ASCII and of the letters of Vietnamese, composed.
inline std::string lower(std::string_view text) {
    std::string low{text};
    const auto byte = [&low](std::size_t at) { return static_cast<unsigned char>(at < low.size() ? low[at] : 0); };
    const auto within = [](unsigned char x, unsigned char least, unsigned char greatest) {
        return least <= x && x <= greatest;
    };
    for (std::size_t i = 0; i < low.size(); ++i) {
        const unsigned char lead = byte(i), next = byte(i + 1), last = byte(i + 2);
        if (within(lead, 'A', 'Z')) {
            low[i] = static_cast<char>(lead - 'A' + 'a');
        } else if (lead == 0xC3 && within(next, 0x80, 0x9E) && next != 0x97) {  // À to Ý, without the sign ×
            low[i + 1] = static_cast<char>(next + 0x20);
        } else if (((lead == 0xC4 && (next == 0x82 || next == 0x90 || next == 0xA8)) ||  // Ă Đ Ĩ
                    (lead == 0xC5 && next == 0xA8) ||                                    // Ũ
                    (lead == 0xC6 && (next == 0xA0 || next == 0xAF)))) {                 // Ơ Ư
            low[i + 1] = static_cast<char>(next + 1);
        } else if (lead == 0xE1 && last % 2 == 0 &&  // Ạ to Ỹ by turns with their small letters
                   ((next == 0xBA && within(last, 0xA0, 0xBF)) || (next == 0xBB && within(last, 0x80, 0xB8)))) {
            low[i + 2] = static_cast<char>(last + 1);
        }
    }
    return low;
}

}  // namespace muong::v0::detail
