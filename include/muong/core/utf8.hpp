// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>

namespace muong::inline v0 {

/// Where the first ill-formed sequence of bytes begins, counted from 0; nothing if all of `text` is well-formed UTF-8.
/// Surrogates, overlong forms and values above U+10FFFF are ill-formed. O(n); what most texts are made of, sequences of
/// one to three bytes, is read in blocks. \source The Unicode Standard 15, table 3-7
[[nodiscard]] constexpr std::optional<std::size_t> invalid_utf8_at(std::string_view text) noexcept;

[[nodiscard]] constexpr bool is_valid_utf8(std::string_view text) noexcept { return !invalid_utf8_at(text); }

namespace detail {

/// How many of the eight bytes from `at` on are ASCII before the first that is not.
[[nodiscard]] constexpr int leading_ascii(const char* at) noexcept {
    std::uint64_t word = 0;
    if (std::endian::native == std::endian::little && !std::is_constant_evaluated()) {
        std::memcpy(&word, at, sizeof word);
    } else {
        for (int i = 0; i < 8; ++i) word |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
    }
    return std::countr_zero(word & 0x8080808080808080U) / 8;
}

/// Length of the well-formed sequence at the beginning of [at, end), which is not empty; 0 if there is none.
[[nodiscard]] constexpr std::size_t utf8_sequence(const char* at, const char* end) noexcept {
    const auto size = static_cast<std::size_t>(end - at);
    const auto byte = [at](std::size_t i) { return static_cast<unsigned char>(at[i]); };
    const auto within = [](unsigned char x, unsigned char least, unsigned char greatest) {
        return least <= x && x <= greatest;
    };
    const auto follows = [&](std::size_t i) { return within(byte(i), 0x80, 0xBF); };
    const auto lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    if (lead < 0xE0) return size >= 2 && follows(1) ? 2 : 0;
    if (lead < 0xF0) {
        const unsigned char least = lead == 0xE0 ? 0xA0 : 0x80;     // below: overlong
        const unsigned char greatest = lead == 0xED ? 0x9F : 0xBF;  // above: surrogates
        return size >= 3 && within(byte(1), least, greatest) && follows(2) ? 3 : 0;
    }
    if (lead > 0xF4) return 0;
    const unsigned char least = lead == 0xF0 ? 0x90 : 0x80;     // below: overlong
    const unsigned char greatest = lead == 0xF4 ? 0x8F : 0xBF;  // above: beyond U+10FFFF
    return size >= 4 && within(byte(1), least, greatest) && follows(2) && follows(3) ? 4 : 0;
}

/// Bytes that are looked at at once.
inline constexpr std::size_t utf8_block = 64;

/// Whether a byte makes no sequence for sure with the two before it: it follows where it may not or the other way
/// round, allows only some continuations (E0, ED), is none of UTF-8, or a rare one from F0 on. Of one or of several.
[[nodiscard]] [[gnu::always_inline]] inline auto is_odd_utf8(const auto& now, const auto& before, const auto& first) {
    const auto follows = (now & 0xC0U) == 0x80;
    const auto awaited = (before >= 0xC0) | (first >= 0xE0);
    return (follows ^ awaited) | (now >= 0xF0) | (now == 0xE0) | (now == 0xED) | ((now & 0xFEU) == 0xC0);
}

/// How many of `count` blocks, from the first one on, have no odd byte. The two bytes before them are read, too.
[[nodiscard]] inline std::size_t usual_utf8_blocks(const char* blocks, std::size_t count) noexcept {
    using bytes = std::uint8_t __attribute__((vector_size(16)));
    for (std::size_t block = 0; block < count; ++block) {
        bytes any{};
        for (std::size_t i = block * utf8_block; i < (block + 1) * utf8_block; i += sizeof any) {
            bytes now, before, first;
            std::memcpy(&now, blocks + i, sizeof now);
            std::memcpy(&before, blocks + i - 1, sizeof before);
            std::memcpy(&first, blocks + i - 2, sizeof first);
            any |= reinterpret_cast<bytes>(is_odd_utf8(now, before, first));
        }
        std::uint64_t halves[2];
        std::memcpy(halves, &any, sizeof halves);
        if ((halves[0] | halves[1]) != 0) return block;
    }
    return count;
}

/// How many bytes from the beginning of a sequence on are whole well-formed sequences for sure, by `usual_blocks`,
/// which does what usual_utf8_blocks does.
template <class UsualBlocks>
[[nodiscard]] std::size_t usual_utf8(std::string_view text, UsualBlocks usual_blocks) noexcept {
    const auto byte = [text](std::size_t at) { return unsigned{static_cast<unsigned char>(text[at])}; };
    const unsigned none = 0;
    if (text.size() < utf8_block + 2 || is_odd_utf8(byte(0), none, none) || is_odd_utf8(byte(1), byte(0), none))
        return 0;
    const auto sound = 2 + utf8_block * usual_blocks(text.data() + 2, (text.size() - 2) / utf8_block);
    if (byte(sound - 1) >= 0xC0) return sound - 1;
    return byte(sound - 2) >= 0xE0 ? sound - 2 : sound;
}

/// As invalid_utf8_at, by loops of the caller's, which do what usual_utf8_blocks does.
template <class UsualBlocks>
[[nodiscard]] constexpr std::optional<std::size_t> invalid_utf8_by(std::string_view text,
                                                                   UsualBlocks usual_blocks) noexcept {
    constexpr std::ptrdiff_t then = 256;  // how far to go slowly before the quick way is tried again
    const char* at = text.data();
    const char* const end = at + text.size();
    const char* quick = at;
    while (at != end) {
        if (at >= quick && !std::is_constant_evaluated()) {
            at += usual_utf8({at, static_cast<std::size_t>(end - at)}, usual_blocks);
            if (at == end) break;
            quick = end - at > then ? at + then : end;
        }
        if (end - at >= 8) {
            const auto ascii = leading_ascii(at);
            at += ascii;
            if (ascii == 8) continue;
        }
        const auto size = utf8_sequence(at, end);
        if (size == 0) return static_cast<std::size_t>(at - text.data());
        at += size;
    }
    return std::nullopt;
}

}  // namespace detail

constexpr std::optional<std::size_t> invalid_utf8_at(std::string_view text) noexcept {
    return detail::invalid_utf8_by(text, detail::usual_utf8_blocks);
}

}  // namespace muong::v0
