// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <muong/core/detail/wide.hpp>
#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>

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

/// 1 to 8 bytes as a number whose lowest byte is the first; the bytes above are zero.
inline std::uint64_t load_up_to_eight(const char* at, std::size_t size) noexcept {
    std::uint32_t low = 0;
    if (size >= 4) {
        std::uint32_t high = 0;
        std::memcpy(&low, at, 4);
        std::memcpy(&high, at + size - 4, 4);
        return low | std::uint64_t{high} << (8 * (size - 4));
    }
    for (std::size_t i = 0; i < size; ++i) low |= std::uint32_t{static_cast<unsigned char>(at[i])} << (8 * i);
    return low;
}

}  // namespace detail

/// Reads a number as a count of 10^-decimals, exactly: "13.6" with 2 decimals is 1360. Digits behind them may be zeros
/// only. At least one digit stands on each side of a decimal mark; nothing is trimmed. The value lies within
/// -(2^63 - 1) ... 2^63 - 1. `decimals` lies within 0 and 18.
///
/// Law, tested in tests/io/fixed_point.test.cpp: it agrees with decimal::parse on any text,
/// but takes any count of zeros at the end. Up to eight characters behind
/// the sign take one time, whatever their number.
[[nodiscard]] inline fixed_scan scan_fixed(std::string_view text, int decimals, bool decimal_comma = false) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
        const bool negative = !text.empty() && text.front() == '-';
        const std::size_t size = text.size() - static_cast<std::size_t>(negative);
        if (size - 1 < 8) [[likely]] {  // not empty, and not more than eight
            constexpr std::uint64_t every = 0x0101'0101'0101'0101;
            constexpr std::uint64_t high = every << 7U;
            const char* const digits = text.data() + static_cast<std::size_t>(negative);
            const auto before = static_cast<unsigned>(8 - size);
            std::uint64_t word = (detail::load_up_to_eight(digits, size) ^ ((every * '0') >> (8 * before)))
                                 << (8 * before);
            const std::uint64_t apart = word ^ (every * (decimal_comma ? ',' ^ '0' : '.' ^ '0'));
            const std::uint64_t marks = ~(((apart & ~high) + ~high) | apart | ~high);
            int behind = 0;
            bool sound = true;
            if (marks != 0) {
                const auto mark = static_cast<unsigned>(std::countr_zero(marks)) / 8;
                sound = mark > before && mark < 7;  // a second mark is no digit, and is found below
                const std::uint64_t front = (std::uint64_t{1} << (8 * mark)) - 1;
                word = (word & front) << 8U | (word & ~(front << 8U | 0xFFU));
                behind = static_cast<int>(7 - mark);
            }
            sound &= ((word | (word + every * 0x76)) & high) == 0;
            if (sound && behind <= decimals) [[likely]] {
                word = word * 10 + (word >> 8U);
                constexpr std::uint64_t pairs = 0x0000'00FF'0000'00FF;
                word =
                    ((word & pairs) * 0x000F'4240'0000'0064 + ((word >> 16U) & pairs) * 0x0000'2710'0000'0001) >> 32U;
                std::int64_t value = 0;
                if (!__builtin_mul_overflow(static_cast<std::int64_t>(word), detail::power_of_ten[decimals - behind],
                                            &value)) {
                    return {negative ? -value : value, number_form::plain};
                }
            }
        }
    }
    return detail::scan_fixed_with_care(text, decimals, decimal_comma);
}

}  // namespace muong::v0
