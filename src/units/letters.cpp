// SPDX-License-Identifier: MIT
#include "letters.hpp"

#include <muong/core/detail/hash.hpp>
#include <muong/core/utf8.hpp>

#include <cstring>

namespace muong::inline v0::detail {

namespace {

// Tables from code points to letters and back: 5 KiB, made by the compiler out of the rows of the alphabet.

struct letter_row {
    char base;
    sign::mark mark;
    std::u16string_view tones;  // small letters, in the order of the tones; 0 where there is none
};
constexpr std::array<letter_row, 22> rows{{
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

constexpr char32_t low_first = 0xC0, low_end = 0x1B2;
constexpr char32_t high_first = 0x1EA0, high_end = 0x1EFA;

struct letter_tables {
    std::array<std::uint16_t, 0x80> ascii{};                  // packed letter, or the code point
    std::array<std::uint16_t, low_end - low_first> low{};     // packed letter, or 0
    std::array<std::uint16_t, high_end - high_first> high{};  // the same
    std::array<std::array<char16_t, 64>, 26> composed{};      // by base, then mark + 8 * tone; 0 if there is none
};

constexpr letter_tables make_tables() {
    letter_tables t;
    const auto enter = [&t](char16_t code_point, std::uint16_t packed) {
        if (code_point < 0x80)
            t.ascii.at(code_point) = packed;
        else if (code_point < low_end)
            t.low.at(code_point - low_first) = packed;
        else
            t.high.at(code_point - high_first) = packed;
    };
    for (unsigned c = 0; c < 0x80; ++c) t.ascii.at(c) = static_cast<std::uint16_t>(c);
    for (const char blank : {'\t', '\v', '\f', '\r'}) t.ascii.at(static_cast<unsigned char>(blank)) = ' ';
    t.ascii.at('`') = '\'';
    for (unsigned base = 0; base < 26; ++base) {
        t.ascii.at('a' + base) = sign::pack(base, 0, 0);
        t.ascii.at('A' + base) = sign::pack(base, 0, 0, true);
        t.composed.at(base).at(0) = static_cast<char16_t>('a' + base);
    }
    for (const auto& row : rows) {
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

constexpr letter_tables tables = make_tables();

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
constexpr std::array<char16_t, 8> combining_mark{0, 0x306, 0x302, 0x31B, 0, 0x308, 0x30A, 0x327};
constexpr std::array<char16_t, 6> combining_tone{0, 0x300, 0x309, 0x303, 0x301, 0x323};

/// Apostrophes, hyphens, blanks and capitals in the form that is compared; 0 for what shows nothing.
constexpr char32_t plain_form(char32_t c) {
    switch (c) {
        case 0xB4:
        case 0x2B9:
        case 0x2BB:
        case 0x2BC:
        case 0x2018:
        case 0x2019:
        case 0x201B:
        case 0x2032:
        case 0xFF07:
            return U'\'';
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
        case 0x2212:
            return U'-';
        case 0xA0:
        case 0x1680:
        case 0x202F:
        case 0x205F:
        case 0x3000:
            return U' ';
        case 0x85:
        case 0x2028:
        case 0x2029:
            return U'\n';
        case 0xAD:
        case 0x200B:
        case 0x200C:
        case 0x200D:
        case 0x2060:
        case 0xFEFF:
            return 0;
        case 0xC6:
        case 0xD8:
        case 0xDE:
            return c + 0x20;
        default:
            return c >= 0x2000 && c <= 0x200A ? U' ' : c;
    }
}

char* write_utf8(char32_t c, char* out) noexcept {
    const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (c < 0x80) {
        *out++ = byte(c);
    } else if (c < 0x800) {
        *out++ = byte(0xC0U | c >> 6U);
        *out++ = byte(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        *out++ = byte(0xE0U | c >> 12U);
        *out++ = byte(0x80U | (c >> 6U & 0x3FU));
        *out++ = byte(0x80U | (c & 0x3FU));
    } else {
        *out++ = byte(0xF0U | c >> 18U);
        *out++ = byte(0x80U | (c >> 12U & 0x3FU));
        *out++ = byte(0x80U | (c >> 6U & 0x3FU));
        *out++ = byte(0x80U | (c & 0x3FU));
    }
    return out;
}

char* write_letter(unsigned base, unsigned mark, unsigned tone, char* out) noexcept {
    const char16_t whole = tables.composed[base][mark + 8 * tone];
    if (whole != 0) return write_utf8(whole, out);
    // No alphabet that we know has this letter as one: the marks follow it, those below first, as in NFC.
    const bool below = tone == sign::nang;
    const char16_t with_mark = tables.composed[base][mark];
    const char16_t with_tone = tables.composed[base][8 * tone];
    if (mark == sign::plain || mark == sign::stroke || (with_mark != 0 && !below)) {
        return write_utf8(combining_tone[tone], write_utf8(with_mark != 0 ? with_mark : U'a' + base, out));
    }
    if (tone == sign::ngang || with_tone != 0) {
        return write_utf8(combining_mark[mark], write_utf8(with_tone != 0 ? with_tone : U'a' + base, out));
    }
    out = write_utf8(U'a' + base, out);
    if (below && mark != sign::horn && mark != sign::cedilla) {
        return write_utf8(combining_mark[mark], write_utf8(combining_tone[tone], out));
    }
    return write_utf8(combining_tone[tone], write_utf8(combining_mark[mark], out));
}

constexpr bool is_combining(char32_t c) noexcept { return c - 0x300U < 0x70U; }

constexpr bool is_punctuation(char32_t c) noexcept {
    return c < 0x80 && c > U' ' && c - U'0' >= 10U;  // letters have their own signs
}

template <bool KeepMarks>
std::size_t write_folded(const sign* first, const sign* last, char* const start) noexcept {
    char* out = start;
    bool blank = false;            // a blank is due before the next sign
    const sign* before = nullptr;  // letter right before
    const sign* before_that = nullptr;
    for (const sign* s = first; s != last; ++s) {
        if (s->is_letter()) {
            if (blank) *out++ = ' ';
            blank = false;
            unsigned base = s->base_index();
            if (base == 'y' - 'a' && before != nullptr &&
                (before->is_consonant() || (before->is('u') && before_that != nullptr && before_that->is('q')))) {
                base = 'i' - 'a';
            }
            if constexpr (KeepMarks) {
                out = write_letter(base, s->mark_index(), s->tone_index(), out);
            } else {
                *out++ = static_cast<char>('a' + base);
            }
            before_that = before;
            before = s;
            continue;
        }
        if (s->code_point() == U'\'') {
            while (s + 1 != last && s[1].is_blank()) ++s;  // "K' Dang" is K'Dang
            continue;
        }
        if (!KeepMarks && is_combining(s->code_point())) continue;  // marks beyond one mark and one tone
        before = before_that = nullptr;
        if (s->is_blank() || is_punctuation(s->code_point())) {
            blank = out != start;
        } else if (s->is_digit()) {
            if (blank) *out++ = ' ';
            const bool after_zero = !blank && out != start && out[-1] == '0' &&
                                    (out - 1 == start || static_cast<unsigned char>(out[-2] - '0') >= 10);
            blank = false;
            if (after_zero) --out;
            *out++ = static_cast<char>(s->code_point());
        } else {
            if (blank) *out++ = ' ';
            blank = false;
            out = write_utf8(s->code_point(), out);
        }
    }
    return static_cast<std::size_t>(out - start);
}

}  // namespace

std::optional<std::size_t> decode(std::string_view text, sign* out, std::size_t& size) noexcept {
    const char* at = text.data();
    const char* const end = at + text.size();
    sign* next = out;
    while (at != end) {
        const auto lead = static_cast<unsigned char>(*at);
        const auto where = static_cast<std::uint32_t>(at - text.data());
        if (lead < 0x80) {
            const auto known = tables.ascii[lead];
            *next++ = known >= sign::letter_bit ? sign::letter(known, where) : sign::other(known, where);
            ++at;
            continue;
        }
        const auto length = utf8_sequence(at, end);
        if (length == 0) {
            size = static_cast<std::size_t>(next - out);
            return where;
        }
        const auto byte = [at](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(at[i])); };
        at += length;
        std::uint16_t known = 0;
        char32_t c = 0;
        if (length == 2) {
            c = (lead & 0x1FU) << 6U | (byte(1) & 0x3FU);
            if (c - low_first < tables.low.size()) known = tables.low[c - low_first];
        } else if (length == 3) {
            c = (lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
            if (c - high_first < tables.high.size()) known = tables.high[c - high_first];
        } else {
            c = (lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU);
        }
        if (known != 0) {
            *next++ = sign::letter(known, where);
            continue;
        }
        if (const unsigned adds = combining(c); adds != 0 && next != out && next[-1].is_letter()) {
            sign& letter = next[-1];
            if (adds >= 8 && letter.tone_index() == 0) {
                letter.set_tone(adds - 8);
                continue;
            }
            if (adds < 8 && letter.mark_index() == 0) {
                letter.set_mark(adds);
                continue;
            }
        }
        c = plain_form(c);
        if (c != 0) *next++ = sign::other(c, where);
    }
    size = static_cast<std::size_t>(next - out);
    return std::nullopt;
}

void settle_tones(sign* first, sign* last) noexcept {
    for (sign* s = first; s != last;) {
        if (!s->is_vowel()) {
            ++s;
            continue;
        }
        sign* const begin = s;
        sign* bearer = nullptr;
        sign* marked = nullptr;
        int tones = 0;
        for (; s != last && s->is_vowel(); ++s) {
            if (s->tone_index() != 0) {
                bearer = s;
                ++tones;
            }
            if (s->mark_index() != 0) marked = s;
        }
        if (tones != 1 || s - begin == 1) continue;
        if (s != last && is_combining(s->code_point())) continue;  // a second tone: no syllable that we know
        sign* nucleus = begin;
        const bool after_g = begin != first && begin[-1].is('g') && (begin - 1 == first || !begin[-2].is('n'));
        const bool glide = (begin->is('i') && after_g) || (begin->is('u') && begin != first && begin[-1].is('q'));
        if (glide && begin->mark_index() == 0) ++nucleus;
        const auto vowels = s - nucleus;
        const bool closed = s != last && s->is_consonant();
        sign* const target = marked != nullptr ? marked : closed ? s - 1 : vowels >= 3 ? nucleus + 1 : nucleus;
        if (target == bearer) continue;
        target->set_tone(bearer->tone_index());
        bearer->set_tone(0);
    }
}

std::size_t write_equality(const sign* first, const sign* last, char* const start) noexcept {
    char* out = start;
    bool blank = false;
    for (const sign* s = first; s != last; ++s) {
        if (s->is_blank()) {
            blank = out != start;
            continue;
        }
        if (blank) *out++ = ' ';
        blank = false;
        if (s->is_letter()) {
            out = write_letter(s->base_index(), s->mark_index(), s->tone_index(), out);
        } else {
            out = write_utf8(s->code_point(), out);
        }
    }
    return static_cast<std::size_t>(out - start);
}

std::size_t write_respelled(const sign* first, const sign* last, char* out) noexcept {
    return write_folded<true>(first, last, out);
}
std::size_t write_search(const sign* first, const sign* last, char* out) noexcept {
    return write_folded<false>(first, last, out);
}

std::uint64_t hash_of_text(std::string_view text) noexcept {
    std::uint64_t h = text.size() * 0x9E3779B97F4A7C15U;
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        h = (h ^ word) * 0xD6E8FEB86659FD93U;
        h ^= h >> 32U;
    }
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < left; ++i) word |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
    return mix(h ^ word);
}

}  // namespace muong::v0::detail
