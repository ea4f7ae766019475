// SPDX-License-Identifier: MIT
#include <muong/core/detail/hash.hpp>

#include <cstring>

#include "letter_tables.hpp"

namespace muong::inline v0::detail {

namespace {

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
