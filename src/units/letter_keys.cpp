// SPDX-License-Identifier: MIT
#include <muong/core/detail/hash.hpp>

#include <cstring>

#include "core/write_utf8.hpp"
#include "units/letter_tables.hpp"

namespace muong::inline v0::detail {

namespace {

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

/// Writes a folded key, sign by sign.
class folded_key {
public:
    explicit folded_key(char* start) noexcept : start_{start}, out_{start} {}

    /// The base to write for a letter: y behind a consonant, and behind qu, is i.
    unsigned letter(unsigned base) noexcept {
        write_due_blank();
        const bool respelled =
            base == 'y' - 'a' && (sign::is_consonant(before_) || (before_ == 'u' - 'a' && before_that_ == 'q' - 'a'));
        before_that_ = before_;
        before_ = base;
        return respelled ? 'i' - 'a' : base;
    }
    void gap() noexcept {
        no_letter();
        blank_ = out_ != start_;
    }
    /// A zero that leads a number goes when the next digit comes.
    void digit(char c) noexcept {
        no_letter();
        const bool after_zero = !blank_ && out_ != start_ && out_[-1] == '0' &&
                                (out_ - 1 == start_ || static_cast<unsigned char>(out_[-2] - '0') >= 10);
        write_due_blank();
        if (after_zero) --out_;
        write(c);
    }
    void other(char32_t c) noexcept {
        no_letter();
        write_due_blank();
        out_ = write_utf8(c, out_);
    }

    void write(char c) noexcept { *out_++ = c; }
    void write(unsigned base, unsigned mark, unsigned tone) noexcept { out_ = write_letter(base, mark, tone, out_); }
    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(out_ - start_); }

private:
    static constexpr unsigned none = 31;

    void no_letter() noexcept { before_ = before_that_ = none; }
    void write_due_blank() noexcept {
        *out_ = ' ';
        out_ += blank_ ? 1 : 0;
        blank_ = false;
    }

    char* start_;
    char* out_;
    bool blank_ = false;      // is due before the next sign
    unsigned before_ = none;  // letter right before
    unsigned before_that_ = none;
};

template <bool KeepMarks>
std::size_t write_folded(const sign* first, const sign* last, char* const start) noexcept {
    folded_key key{start};
    for (const sign* s = first; s != last; ++s) {
        if (s->is_letter()) {
            const auto base = key.letter(s->base_index());
            if constexpr (KeepMarks) {
                key.write(base, s->mark_index(), s->tone_index());
            } else {
                key.write(static_cast<char>('a' + base));
            }
        } else if (s->code_point() == U'\'') {
            while (s + 1 != last && s[1].is_blank()) ++s;  // "K' Dang" is K'Dang
        } else if (!KeepMarks && is_combining(s->code_point())) {
            // marks beyond one mark and one tone
        } else if (s->is_blank() || is_punctuation(s->code_point())) {
            key.gap();
        } else if (s->is_digit()) {
            key.digit(static_cast<char>(s->code_point()));
        } else {
            key.other(s->code_point());
        }
    }
    return key.size();
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

std::optional<std::size_t> write_search(std::string_view text, char* const out) noexcept {
    folded_key key{out};
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto ascii = [](char c) { return sign::of(tables.ascii[static_cast<unsigned char>(c)], 0); };
    while (at != end) {
        const auto lead = static_cast<unsigned char>(*at);
        if (lead < 0x80) {
            const sign s = ascii(*at++);
            if (s.is_letter()) {
                key.write(static_cast<char>('a' + key.letter(s.base_index())));
            } else if (s.code_point() == U'\'') {
                while (at != end && static_cast<unsigned char>(*at) < 0x80 && ascii(*at).is_blank()) ++at;
            } else if (s.is_digit()) {
                key.digit(static_cast<char>(s.code_point()));
            } else if (s.is_blank() || is_punctuation(s.code_point())) {
                key.gap();
            } else {
                key.other(s.code_point());
            }
            continue;
        }
        // Letters take two bytes from C3 to C6 or three from E1 on, combining marks two from CC on.
        const auto more = [at](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(at[i])); };
        const auto follows = [&](std::size_t i) { return (more(i) & 0xC0U) == 0x80U; };
        std::uint16_t known = 0;
        if (lead >= 0xC3 && lead <= 0xCD && end - at >= 2 && follows(1)) {
            const char32_t c = (lead & 0x1FU) << 6U | (more(1) & 0x3FU);
            at += 2;
            if (is_combining(c)) continue;
            if (c - low_first < tables.low.size()) known = tables.low[c - low_first];
        } else if (lead == 0xE1 && end - at >= 3 && follows(1) && follows(2)) {
            const char32_t c = 0x1000U | (more(1) & 0x3FU) << 6U | (more(2) & 0x3FU);
            at += 3;
            if (c - high_first < tables.high.size()) known = tables.high[c - high_first];
        }
        if (known == 0) return std::nullopt;
        key.write(static_cast<char>('a' + key.letter(sign::letter(known, 0).base_index())));
    }
    return key.size();
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
