// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/io/detail/load_bytes.hpp>

namespace muong::inline v0 {

/// What stands where a number is expected.
enum class number_form : std::uint8_t {
    plain,       ///< optional sign, digits, and perhaps a decimal mark and more digits: -13.60
    empty,       ///< nothing
    other_mark,  ///< one mark that is not the decimal mark of the table: 13,60 or 1,234, which may be two things
    thousands,   ///< groups of digits: 1,234,567 or 1.234.567 or 1 234 567 or 1'234'567
    exponent,    ///< 1.5E+06, whose last digits are lost
    no_number,   ///< a word or sign for a missing value: NaN, NA, inf, null, ..., :
    too_large,   ///< beyond 2^63 - 1 at the wanted decimals
    too_fine,    ///< digits other than zero behind the wanted decimals
    unintelligible,
};

/// The kind of problem that a form is: missing_value, suspect_number, out_of_range, or malformed_text.
[[nodiscard]] MUONG_EXPORT errc problem_kind(number_form form) noexcept;

/// What a problem with such a form says was expected. `decimals` as for scan_fixed.
[[nodiscard]] MUONG_EXPORT std::string expected_instead(number_form form, int decimals, bool decimal_comma = false);

/// The number times 10^decimals, if the form is plain; else 0 and the form.
struct fixed_scan {
    std::int64_t value = 0;
    number_form form = number_form::plain;
    friend bool operator==(const fixed_scan&, const fixed_scan&) = default;
};

namespace detail {

/// The same for any text, and with the form of what is no number.
[[nodiscard]] MUONG_EXPORT fixed_scan scan_fixed_with_care(std::string_view text, int decimals,
                                                           bool decimal_comma) noexcept;

/// The digits of a text of one to eight bytes as `read_digits` takes them, with zeros before them: the last one in the
/// highest byte, each less the digit 0.
template <readable Bytes>
[[nodiscard]] [[gnu::always_inline]] inline std::uint64_t digits_of(const char* text, std::size_t size) noexcept {
    const auto below = (0U - 8 * static_cast<unsigned>(size)) & 63U;  // bits
    return load_top<Bytes>(text, size) ^ std::uint64_t{0x3030'3030'3030'3030} << below;
}

/// Takes out the decimal mark, in the byte from bit `at` on: those below it move up.
[[nodiscard]] constexpr std::uint64_t without_mark(std::uint64_t digits, unsigned at) noexcept {
    return (digits & ((std::uint64_t{1} << at) - 1)) << 8U | (digits & ~std::uint64_t{0xFF} << at);
}

/// The number of eight digits as `digits_of` gives them; nothing is told if they are none.
[[nodiscard]] constexpr bool read_digits(std::uint64_t bytes, std::int64_t& number) noexcept {
    const bool sound = ((bytes | (bytes + 0x7676'7676'7676'7676)) & 0x8080'8080'8080'8080) == 0;
    constexpr std::uint64_t pairs = 0x0000'00FF'0000'00FF;
    bytes = bytes * 10 + (bytes >> 8U);
    bytes = ((bytes & pairs) * 0x000F'4240'0000'0064 + ((bytes >> 16U) & pairs) * 0x0000'2710'0000'0001) >> 32U;
    number = static_cast<std::int64_t>(bytes);
    return sound;
}

/// The number of one to eight characters, of which the last `behind` are a decimal mark and the decimals; false for any
/// others.
template <readable Bytes>
[[nodiscard]] [[gnu::always_inline]] inline bool read_number(const char* text, std::size_t size, unsigned behind,
                                                             bool decimal_comma, std::int64_t& number) noexcept {
    std::uint64_t word = digits_of<Bytes>(text, size);
    bool sound = true;
    if (behind != 0) {
        const unsigned at = 64 - 8 * behind;
        sound = static_cast<unsigned char>(word >> at) == ((decimal_comma ? ',' : '.') ^ '0');
        word = without_mark(word, at);
    }
    return sound && read_digits(word, number);
}

/// The same where `Bytes` may be read. Most numbers of a column have up to sixteen characters behind their sign, and as
/// many decimals as the column: they are read at once.
template <readable Bytes>
[[nodiscard]] [[gnu::always_inline]] inline fixed_scan scan_fixed_within(std::string_view text, int decimals,
                                                                         bool decimal_comma) noexcept {
    const std::size_t sign = !text.empty() && text.front() == '-' ? 1 : 0;
    const char* const begin = text.data() + sign;
    const std::size_t size = text.size() - sign;
    const auto behind = static_cast<unsigned>(decimals) + (decimals != 0 ? 1 : 0);  // the mark and what follows it
    std::int64_t value = 0;
    if (behind < 8 && size - behind - 1 < 8 - behind) [[likely]] {
        if (read_number<Bytes>(begin, size, behind, decimal_comma, value)) [[likely]]
            return {sign != 0 ? -value : value, number_form::plain};
    } else if (behind <= 8 && size - 9 < 8) {
        std::int64_t front = 0;
        if (read_number<Bytes>(begin + size - 8, 8, behind, decimal_comma, value) &&
            read_number<Bytes>(begin, size - 8, 0, decimal_comma, front)) {
            value += front * (behind != 0 ? 10'000'000 : 100'000'000);
            return {sign != 0 ? -value : value, number_form::plain};
        }
    }
    return scan_fixed_with_care(text, decimals, decimal_comma);
}

}  // namespace detail

/// Reads a number as a count of 10^-decimals, exactly: "13.6" with 2 decimals is 1360. Digits behind them may be zeros
/// only. At least one digit stands on each side of a decimal mark; nothing is trimmed. The value lies within
/// -(2^63 - 1) ... 2^63 - 1. `decimals` lies within 0 and 18.
///
/// Law, tested in tests/io/fixed_point.test.cpp: it agrees with decimal::parse on any text,
/// but takes any count of zeros at the end. Up to eight characters behind the sign take one time, whatever their
/// number, and up to sixteen of a number with as many decimals another. csv_reader::fixed reads a field in less.
[[nodiscard]] inline fixed_scan scan_fixed(std::string_view text, int decimals, bool decimal_comma = false) noexcept {
    return detail::scan_fixed_within<detail::readable::itself>(text, decimals, decimal_comma);
}

}  // namespace muong::v0
