// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <muong/core/detail/wide.hpp>
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

/// A decimal mark as scan_fixed_within looks for it: in each byte what differs in it from the digit 0.
[[nodiscard]] constexpr std::uint64_t decimal_mark(bool is_comma) noexcept {
    return 0x0101'0101'0101'0101 * static_cast<std::uint64_t>((is_comma ? ',' : '.') ^ '0');
}

/// scan_fixed, where `readable` bytes may be read from the beginning of the text on, if they are more than the text.
[[nodiscard]] inline fixed_scan scan_fixed_within(std::string_view text, std::size_t readable, int decimals,
                                                  std::uint64_t mark) noexcept {
    const std::size_t sign = !text.empty() && text.front() == '-' ? 1 : 0;
    const std::size_t size = text.size() - sign;
    if (size - 1 < 8) [[likely]] {  // not empty, and not more than eight
        constexpr std::uint64_t every = 0x0101'0101'0101'0101;
        constexpr std::uint64_t high = every << 7U;
        const auto before = (0U - 8 * static_cast<unsigned>(size)) & 63U;  // bits without text
        std::uint64_t word =
            load_top(text.data() + sign, size, readable > 8 ? 8 : 0) ^ (every * '0') << before;  // digits become 0 to 9
        // The lowest bit is that of the first mark; only above it others may be set where no mark is.
        const std::uint64_t apart = word ^ mark;
        const std::uint64_t marks = (apart - every) & ~apart & high;
        int behind = 0;
        bool sound = true;
        if (marks != 0) {
            const std::uint64_t first = marks & (~marks + 1);
            const auto at = static_cast<unsigned>(std::countr_zero(first));
            sound = at > before + 8 && at != 63;  // digits stand on both sides; a second mark is no digit
            word = (word & ((first >> 7U) - 1)) << 8U | (word & (~(first << 1U) + 1));
            behind = static_cast<int>((63 - at) / 8);
        }
        sound &= ((word | (word + every * 0x76)) & high) == 0;
        if (sound && behind <= decimals) [[likely]] {
            word = word * 10 + (word >> 8U);
            constexpr std::uint64_t pairs = 0x0000'00FF'0000'00FF;
            word = ((word & pairs) * 0x000F'4240'0000'0064 + ((word >> 16U) & pairs) * 0x0000'2710'0000'0001) >> 32U;
            std::int64_t value = 0;
            if (!__builtin_mul_overflow(static_cast<std::int64_t>(word), power_of_ten[decimals - behind], &value)) {
                return {sign != 0 ? -value : value, number_form::plain};
            }
        }
    }
    return scan_fixed_with_care(text, decimals, mark == decimal_mark(true));
}

}  // namespace detail

/// Reads a number as a count of 10^-decimals, exactly: "13.6" with 2 decimals is 1360. Digits behind them may be zeros
/// only. At least one digit stands on each side of a decimal mark; nothing is trimmed. The value lies within
/// -(2^63 - 1) ... 2^63 - 1. `decimals` lies within 0 and 18.
///
/// Law, tested in tests/io/fixed_point.test.cpp: it agrees with decimal::parse on any text,
/// but takes any count of zeros at the end. Up to eight characters behind
/// the sign take one time, whatever their number. csv_reader::fixed reads a field in less.
[[nodiscard]] inline fixed_scan scan_fixed(std::string_view text, int decimals, bool decimal_comma = false) noexcept {
    return detail::scan_fixed_within(text, 0, decimals, detail::decimal_mark(decimal_comma));
}

}  // namespace muong::v0
