// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace muong::inline v0::detail {

/// A character of text in the form in which names are compared: a Latin letter taken apart into base, mark and tone,
/// however it was composed, or any other code point.
///
/// Marks count in the order of the alphabet (a ă â, o ô ơ), tones too (ngang huyền hỏi ngã sắc nặng).
class sign {
public:
    enum mark : std::uint8_t { plain, breve, circumflex, horn, stroke, diaeresis, ring, cedilla };
    enum tone : std::uint8_t { ngang, huyen, hoi, nga, sac, nang };

    sign() noexcept = default;  // not set: arrays of signs are written before they are read
    [[nodiscard]] static constexpr sign other(char32_t code_point, std::uint32_t at) noexcept {
        return sign{static_cast<std::uint32_t>(code_point), at};
    }
    /// `packed` as in `pack`, with `letter_bit`.
    [[nodiscard]] static constexpr sign letter(std::uint16_t packed, std::uint32_t at) noexcept {
        return sign{what_of(packed), at};
    }
    /// `what` as made by `what_of`, or a code point: for tables, which tell the two apart without a branch.
    [[nodiscard]] static constexpr sign of(std::uint32_t what, std::uint32_t at) noexcept { return sign{what, at}; }
    [[nodiscard]] static constexpr std::uint32_t what_of(std::uint16_t packed) noexcept {
        return (std::uint32_t{packed} & 0x7FFFU) | letter_flag;
    }

    /// Bit 15: it is a letter; bit 11: a capital; then tone, mark and base, 0 for a.
    static constexpr std::uint16_t letter_bit = 0x8000;
    static constexpr std::uint16_t capital_bit = 0x0800;
    [[nodiscard]] static constexpr std::uint16_t pack(unsigned base_at, unsigned mark_at, unsigned tone_at,
                                                      bool capital = false) noexcept {
        return static_cast<std::uint16_t>(letter_bit | base_at | mark_at << 5U | tone_at << 8U |
                                          (capital ? capital_bit : 0U));
    }

    [[nodiscard]] constexpr bool is_letter() const noexcept { return (what_ & letter_flag) != 0; }
    [[nodiscard]] constexpr bool is(char base) const noexcept { return is_letter() && this->base() == base; }
    [[nodiscard]] constexpr bool is_vowel() const noexcept {
        return is_letter() && (vowels >> (what_ & 31U) & 1U) != 0;
    }
    [[nodiscard]] constexpr bool is_consonant() const noexcept { return is_letter() && !is_vowel(); }
    /// Of a letter's base, 0 for a; no for what is none.
    [[nodiscard]] static constexpr bool is_consonant(unsigned base_at) noexcept {
        constexpr std::uint32_t all = (1U << 26U) - 1;
        return ((all & ~vowels) >> base_at & 1U) != 0;
    }
    [[nodiscard]] constexpr bool is_digit() const noexcept { return what_ - U'0' < 10U; }
    [[nodiscard]] constexpr bool is_blank() const noexcept { return what_ == U' ' || what_ == U'\n'; }
    [[nodiscard]] constexpr bool is_mark_or_tone_free() const noexcept { return (what_ & 0x7E0U) == 0; }

    /// 'a' to 'z', of a letter.
    [[nodiscard]] constexpr char base() const noexcept { return static_cast<char>('a' + (what_ & 31U)); }
    [[nodiscard]] constexpr unsigned base_index() const noexcept { return what_ & 31U; }
    [[nodiscard]] constexpr unsigned mark_index() const noexcept { return what_ >> 5U & 7U; }
    [[nodiscard]] constexpr unsigned tone_index() const noexcept { return what_ >> 8U & 7U; }
    [[nodiscard]] constexpr bool is_capital() const noexcept { return (what_ & capital_bit) != 0; }
    /// What is no letter.
    [[nodiscard]] constexpr char32_t code_point() const noexcept { return what_; }
    /// Where it begins in the text, in bytes.
    [[nodiscard]] constexpr std::uint32_t at() const noexcept { return at_; }

    constexpr void set_tone(unsigned index) noexcept { what_ = (what_ & ~0x700U) | index << 8U; }
    constexpr void set_mark(unsigned index) noexcept { what_ = (what_ & ~0xE0U) | index << 5U; }

private:
    static constexpr std::uint32_t letter_flag = 1U << 31U;
    static constexpr std::uint32_t vowels = 1U << ('a' - 'a') | 1U << ('e' - 'a') | 1U << ('i' - 'a') |
                                            1U << ('o' - 'a') | 1U << ('u' - 'a') | 1U << ('y' - 'a');
    constexpr sign(std::uint32_t what, std::uint32_t at) noexcept : what_{what}, at_{at} {}

    std::uint32_t what_;
    std::uint32_t at_;
};

/// `Size` things on the stack, more of them on the heap. What it holds at first is not set.
template <class T, std::size_t Size>
class scratch {
public:
    /// Room for `size` things; what was there is lost.
    [[nodiscard]] T* room(std::size_t size) {
        if (size <= Size) return near_.data();
        far_.resize(size);
        return far_.data();
    }

private:
    std::array<T, Size> near_;
    std::vector<T> far_;
};

/// Signs of a text of usual length.
using sign_scratch = scratch<sign, 160>;

/// Takes `text` apart into `out`, which has room for one sign a byte. Apostrophes, hyphens and blanks of all kinds
/// become ' - and one kind of blank; line breaks stay, what shows nothing (soft hyphen, zero-width joiner) is left out.
/// Sets `size` to the number of signs. \returns where the first ill-formed byte is, if there is one; it ends the signs
[[nodiscard]] std::optional<std::size_t> decode(std::string_view text, sign* out, std::size_t& size) noexcept;

/// Puts the tone of each syllable on one and the same vowel, wherever it was written: hòa for hoà, thúy for thuý, and
/// quý, giá, toàn, khuỷu. \source practice of dictionaries up to the 1980s, which most of the names follow
void settle_tones(sign* first, sign* last) noexcept;

/// Bytes that a key of `n` signs may take.
[[nodiscard]] constexpr std::size_t key_room(std::size_t n) noexcept { return 5 * n; }
using key_scratch = scratch<char, key_room(160)>;

/// Write a key of signs (with their tones settled for the first two) to `out` and tell its size. What they keep:
///  - equality: marks and tones; case is folded, blanks are single;
///  - respelled: also folded are i/y behind a consonant, leading zeros, apostrophes, hyphens and points;
///  - search: the same without marks and tones, and đ as d.
[[nodiscard]] std::size_t write_equality(const sign* first, const sign* last, char* out) noexcept;
[[nodiscard]] std::size_t write_respelled(const sign* first, const sign* last, char* out) noexcept;
[[nodiscard]] std::size_t write_search(const sign* first, const sign* last, char* out) noexcept;

/// The search key of text that has letters, digits, blanks and ASCII alone, straight from its bytes; `out` has room for
/// one byte more than `text`. \returns its size; nothing for other text, which is to be taken apart first
[[nodiscard]] std::optional<std::size_t> write_search(std::string_view text, char* out) noexcept;

/// Spreads text over 64 bits; the same on machines of one byte order.
[[nodiscard]] std::uint64_t hash_of_text(std::string_view text) noexcept;

}  // namespace muong::v0::detail
