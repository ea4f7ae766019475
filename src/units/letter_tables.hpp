// SPDX-License-Identifier: MIT
#pragma once

#include "units/letters.hpp"

// Tables from code points to letters and back: 5 KiB, made by the compiler out of the rows of the alphabet.

namespace muong::inline v0::detail {

struct letter_row {
    char base;
    sign::mark mark;
    std::u16string_view tones;  // small letters, in the order of the tones; 0 where there is none
};
inline constexpr std::array<letter_row, 22> letter_rows{{
    {'a', sign::plain, u"a\u00E0\u1EA3\u00E3\u00E1\u1EA1"},
    {'a', sign::breve, u"\u0103\u1EB1\u1EB3\u1EB5\u1EAF\u1EB7"},
    {'a', sign::circumflex, u"\u00E2\u1EA7\u1EA9\u1EAB\u1EA5\u1EAD"},
    {'e', sign::plain, u"e\u00E8\u1EBB\u1EBD\u00E9\u1EB9"},
    {'e', sign::circumflex, u"\u00EA\u1EC1\u1EC3\u1EC5\u1EBF\u1EC7"},
    {'i', sign::plain, u"i\u00EC\u1EC9\u0129\u00ED\u1ECB"},
    {'o', sign::plain, u"o\u00F2\u1ECF\u00F5\u00F3\u1ECD"},
    {'o', sign::circumflex, u"\u00F4\u1ED3\u1ED5\u1ED7\u1ED1\u1ED9"},
    {'o', sign::horn, u"\u01A1\u1EDD\u1EDF\u1EE1\u1EDB\u1EE3"},
    {'u', sign::plain, u"u\u00F9\u1EE7\u0169\u00FA\u1EE5"},
    {'u', sign::horn, u"\u01B0\u1EEB\u1EED\u1EEF\u1EE9\u1EF1"},
    {'y', sign::plain, u"y\u1EF3\u1EF7\u1EF9\u00FD\u1EF5"},
    {'d', sign::stroke, u"\u0111"},
    // Latin-1, for names of other languages
    {'a', sign::diaeresis, u"\u00E4"},
    {'e', sign::diaeresis, u"\u00EB"},
    {'i', sign::diaeresis, u"\u00EF"},
    {'o', sign::diaeresis, u"\u00F6"},
    {'u', sign::diaeresis, u"\u00FC"},
    {'y', sign::diaeresis, u"\u00FF"},
    {'a', sign::ring, u"\u00E5"},
    {'c', sign::cedilla, u"\u00E7"},
    {'n', sign::plain, std::u16string_view{u"n\0\0\u00F1", 4}},
}};

/// The capital of a small letter above U+007F.
constexpr char16_t capital_of(char16_t small) {
    if (small == 0xFF) return 0x178;
    return static_cast<char16_t>(small < 0x100 ? small - 0x20 : small - 1);
}

inline constexpr char32_t low_first = 0xC0, low_end = 0x1B2;
inline constexpr char32_t high_first = 0x1EA0, high_end = 0x1EFA;

struct letter_tables {
    std::array<std::uint32_t, 0x80> ascii{};                  // for sign::of
    std::array<std::uint16_t, low_end - low_first> low{};     // packed letter, or 0
    std::array<std::uint16_t, high_end - high_first> high{};  // the same
    std::array<std::array<char16_t, 64>, 26> composed{};      // by base, then mark + 8 * tone; 0 if there is none
};

constexpr letter_tables make_tables() {
    letter_tables t;
    const auto enter = [&t](char16_t code_point, std::uint16_t packed) {
        if (code_point < 0x80)
            t.ascii.at(code_point) = sign::what_of(packed);
        else if (code_point < low_end)
            t.low.at(code_point - low_first) = packed;
        else
            t.high.at(code_point - high_first) = packed;
    };
    for (unsigned c = 0; c < 0x80; ++c) t.ascii.at(c) = c;
    for (const char blank : {'\t', '\v', '\f', '\r'}) t.ascii.at(static_cast<unsigned char>(blank)) = ' ';
    t.ascii.at('`') = '\'';
    for (unsigned base = 0; base < 26; ++base) {
        t.ascii.at('a' + base) = sign::what_of(sign::pack(base, 0, 0));
        t.ascii.at('A' + base) = sign::what_of(sign::pack(base, 0, 0, true));
        t.composed.at(base).at(0) = static_cast<char16_t>('a' + base);
    }
    for (const auto& row : letter_rows) {
        const auto base = static_cast<unsigned>(row.base - 'a');
        for (unsigned tone = 0; tone < row.tones.size(); ++tone) {
            const char16_t small = row.tones[tone];
            if (small == 0) continue;
            t.composed.at(base).at(row.mark + 8 * tone) = small;
            if (small < 0x80) continue;
            enter(small, sign::pack(base, row.mark, tone));
            enter(capital_of(small), sign::pack(base, row.mark, tone, true));
        }
    }
    // The Icelandic eth stands for đ where a keyboard or font had no other.
    t.low[0xD0 - low_first] = sign::pack('d' - 'a', sign::stroke, 0, true);
    t.low[0xF0 - low_first] = sign::pack('d' - 'a', sign::stroke, 0);
    t.low[0x189 - low_first] = sign::pack('d' - 'a', sign::stroke, 0, true);
    return t;
}

inline constexpr letter_tables tables = make_tables();

/// What a combining character adds to the letter before it: mark, or tone + 8; 0 for others.
constexpr unsigned combining(char32_t code_point) {
    switch (code_point) {
        case 0x300:
            return 8 + sign::huyen;
        case 0x301:
            return 8 + sign::sac;
        case 0x302:
            return sign::circumflex;
        case 0x303:
            return 8 + sign::nga;
        case 0x306:
            return sign::breve;
        case 0x308:
            return sign::diaeresis;
        case 0x309:
            return 8 + sign::hoi;
        case 0x30A:
            return sign::ring;
        case 0x31B:
            return sign::horn;
        case 0x323:
            return 8 + sign::nang;
        case 0x327:
            return sign::cedilla;
        default:
            return 0;
    }
}
inline constexpr std::array<char16_t, 8> combining_mark{0, 0x306, 0x302, 0x31B, 0, 0x308, 0x30A, 0x327};
inline constexpr std::array<char16_t, 6> combining_tone{0, 0x300, 0x309, 0x303, 0x301, 0x323};

constexpr bool is_combining(char32_t c) noexcept { return c - 0x300U < 0x70U; }

}  // namespace muong::v0::detail
