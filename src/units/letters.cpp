// SPDX-License-Identifier: MIT
#include <muong/core/utf8.hpp>

#include "units/letter_tables.hpp"

namespace muong::inline v0::detail {

namespace {

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

}  // namespace

std::optional<std::size_t> decode(std::string_view text, sign* out, std::size_t& size) noexcept {
    const char* at = text.data();
    const char* const end = at + text.size();
    sign* next = out;
    while (at != end) {
        const auto lead = static_cast<unsigned char>(*at);
        const auto where = static_cast<std::uint32_t>(at - text.data());
        if (lead < 0x80) {
            *next++ = sign::of(tables.ascii[lead], where);
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

}  // namespace muong::v0::detail
