// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include <muong/core/export.hpp>
#include <muong/units/detail/code_bytes.hpp>

namespace muong::inline v0 {

namespace detail {
class registry_assembler;
}

/// Code of an administrative unit in some coding scheme, as text with its zeros: "03334", "2A004", "E05000026".
/// 1 to 15 characters out of [0-9A-Za-z._-]. Not an identity: schemes use a code again for another unit, so a unit is
/// found by (code, date); see registry::at.
///
/// Laws, tested in tests/units/unit_code.test.cpp:
///  - `parse(to_string(c)) == c`, and leading zeros are kept;
///  - order is the order of the text, byte by byte;
///  - 16 bytes, trivially copyable, equal codes have equal hashes.
class unit_code {
public:
    static constexpr std::size_t max_size = 15;

    /// \returns nothing unless all of `text` is a code; blanks are not trimmed.
    [[nodiscard]] static constexpr std::optional<unit_code> parse(std::string_view text) noexcept {
        if (text.empty() || text.size() > max_size) return {};
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        if (!__builtin_is_constant_evaluated()) return parse_words(text);
#endif
        unit_code code;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (!allowed(text[i])) return {};
            code.text_[i] = text[i];
        }
        code.size_ = static_cast<std::uint8_t>(text.size());
        return code;
    }

    [[nodiscard]] constexpr std::string_view view() const& noexcept { return {text_.data(), size_}; }
    std::string_view view() const&& = delete;  // a view of a temporary does not compile

    /// Characters in the code, 1 to 15.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }

    friend constexpr bool operator==(const unit_code& a, const unit_code& b) noexcept {
        if (__builtin_is_constant_evaluated()) return a.text_ == b.text_;
        return __builtin_memcmp(&a, &b, sizeof a) == 0;
    }
    friend constexpr std::strong_ordering operator<=>(const unit_code& a, const unit_code& b) noexcept {
        if (__builtin_is_constant_evaluated()) return a.text_ <=> b.text_;
        const std::uint64_t x = a.word(0), y = b.word(0);  // first byte most significant
        return x != y ? x <=> y : a.word(8) <=> b.word(8);
    }
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const unit_code& code);

private:
    friend class detail::registry_assembler;
    constexpr unit_code() noexcept = default;  // no null code: absence is std::optional<unit_code>
    [[nodiscard]] static constexpr bool allowed(char c) noexcept {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_' ||
               c == '-';
    }

    /// Of the first eight characters and the others, on a little-endian machine.
    [[nodiscard]] static unit_code of_words(std::uint64_t first, std::uint64_t second, std::size_t size) noexcept {
        // written at once, as codes are read when they are copied: out of two halves the processor would have to wait
        using both = std::uint64_t __attribute__((vector_size(16)));
        return __builtin_bit_cast(unit_code, both{first, second | std::uint64_t{size} << 56U});
    }
    [[nodiscard]] static std::optional<unit_code> parse_words(std::string_view text) noexcept {
        const auto size = text.size();
        const auto first = detail::one_to_eight(text.substr(0, 8));
        if (size <= 8) {
            if (!detail::all_code_characters(first, size)) return {};
            return of_words(first, 0, size);
        }
        const auto second = detail::one_to_eight(text.substr(8));
        if (!detail::all_code_characters(first, 8) || !detail::all_code_characters(second, size - 8)) return {};
        return of_words(first, second, size);
    }

    /// Bytes `at` to `at` + 7 of text and size. Codes with the same text have the same size, so the size, which is the
    /// last byte, never decides the order.
    [[nodiscard]] std::uint64_t word(std::size_t at) const noexcept {
        std::uint64_t bytes = 0;
        __builtin_memcpy(&bytes, reinterpret_cast<const char*>(this) + at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        bytes = __builtin_bswap64(bytes);
#endif
        return bytes;
    }

    std::array<char, max_size> text_{};  // padded with zero bytes, which sort before every allowed character
    std::uint8_t size_ = 0;
};

[[nodiscard]] inline std::string to_string(const unit_code& code) { return std::string{code.view()}; }

inline namespace literals {
/// "03334"_unit; text that is no code does not compile.
consteval unit_code operator""_unit(const char* text, std::size_t size) {
    const auto code = unit_code::parse({text, size});
    if (!code)
        throw "unit code literal: want 1 to 15 characters out of [0-9A-Za-z._-]";  // the compiler prints this line
    return *code;
}
}  // namespace literals

}  // namespace muong::inline v0

template <>
struct std::hash<muong::unit_code> {
    [[nodiscard]] std::size_t operator()(const muong::unit_code& code) const noexcept {
        std::uint64_t words[2] = {};
        static_assert(sizeof words == sizeof code);
        __builtin_memcpy(words, &code, sizeof code);
        const std::uint64_t mixed = (words[0] ^ (words[1] * 0x9E3779B97F4A7C15U)) * 0xD6E8FEB86659FD93U;
        return (mixed ^ (mixed >> 32U)) & SIZE_MAX;
    }
};
