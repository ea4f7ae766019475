// SPDX-License-Identifier: MIT
#pragma once

#include <array>
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

/// What numbers of one to eight characters look like, of which the last `behind` are a decimal mark and the decimals,
/// and what each pair of their digits is worth.
class number_shape {
public:
    constexpr number_shape() noexcept = default;  ///< of none
    constexpr number_shape(unsigned behind, char mark) noexcept {
        const unsigned at = 8 - behind;  // of the mark among eight characters; 8 = none
        for (unsigned i = 0; i < 8; ++i) {
            const auto zero = static_cast<std::uint64_t>(i == at ? mark : '0') << 8 * i;
            limits_ |= std::uint64_t{i == at ? 0x7FU : 0x76U} << 8 * i;
            for (unsigned size = 8 - i; size <= 8; ++size) zeros_[size] |= zero;
        }
        std::uint64_t worth[4] = {1'000'000, 10'000, 100, 1};
        for (unsigned pair = 0; pair < 4 && 2 * pair <= at && at < 7; ++pair) {
            if (2 * pair != at) worth[pair] /= 10;  // one of the places behind it is that of the mark
        }
        even_ = worth[0] << 32U | worth[2];
        odd_ = worth[1] << 32U | worth[3];
        above_ = behind != 0 ? 10'000'000 : 100'000'000;
    }

    /// Makes zeros of the digits 0 and the mark among 1 to 8 characters, of which the last is the highest byte of
    /// `word` and those before them are zero. `minus`: the first character is one, and is taken as a 0.
    [[nodiscard]] [[gnu::always_inline]] std::uint64_t without_zeros(std::uint64_t word, std::size_t size,
                                                                     bool minus) const noexcept {
        constexpr std::uint64_t minus_as_zero = '-' ^ '0';
        return word ^ (zeros_[size] ^ (minus ? minus_as_zero : 0) << bits_below(size));
    }
    /// Of such a word, high bits of bytes that are neither a digit nor the mark.
    [[nodiscard]] [[gnu::always_inline]] std::uint64_t faults(std::uint64_t word) const noexcept {
        return (word | (word + limits_)) & 0x8080'8080'8080'8080;
    }
    /// The number, if there are no such bits.
    [[nodiscard]] [[gnu::always_inline]] std::int64_t number(std::uint64_t word) const noexcept {
        constexpr std::uint64_t pairs = 0x0000'00FF'0000'00FF;
        word = word * 10 + (word >> 8U);
        return static_cast<std::int64_t>(((word & pairs) * even_ + ((word >> 16U) & pairs) * odd_) >> 32U);
    }

    /// All three; false if it is no number, or another one.
    [[nodiscard]] [[gnu::always_inline]] bool read(std::uint64_t word, std::size_t size, bool minus,
                                                   std::int64_t& to) const noexcept {
        word = without_zeros(word, size, minus);
        if (faults(word) != 0) return false;
        to = number(word);
        return true;
    }
    /// What a digit before eight characters is worth.
    [[nodiscard]] std::int64_t above() const noexcept { return above_; }

private:
    std::uint64_t zeros_[9] = {};  ///< the mark among the digits 0, by the count of characters
    /// Added to a digit, or to the mark less itself, these do not reach the highest bit of its byte.
    std::uint64_t limits_ = 0;
    std::uint64_t even_ = 0;
    std::uint64_t odd_ = 0;
    std::int64_t above_ = 0;
};

/// The shapes with a decimal point or comma, by the count of characters from it on.
struct number_shapes {
    bool decimal_comma;
    std::array<number_shape, 9> of = {};

    constexpr explicit number_shapes(bool comma) noexcept : decimal_comma{comma} {
        for (unsigned behind = 0; behind < of.size(); ++behind) of[behind] = number_shape{behind, comma ? ',' : '.'};
    }
};
inline constexpr number_shapes shapes_with_point{false};
inline constexpr number_shapes shapes_with_comma{true};
constexpr const number_shapes& number_shapes_of(bool decimal_comma) noexcept {
    return decimal_comma ? shapes_with_comma : shapes_with_point;
}

/// The same where `Bytes` may be read. Most numbers of a column have up to sixteen characters behind their sign, and as
/// many decimals as the column: they are read at once.
template <readable Bytes>
[[nodiscard]] [[gnu::always_inline]] inline fixed_scan scan_fixed_within(std::string_view text, int decimals,
                                                                         const number_shapes& shapes) noexcept {
    const char* const begin = text.data();
    const std::size_t size = text.size();
    const bool minus = (Bytes == readable::and_beyond || size != 0) && *begin == '-';
    const auto behind = static_cast<unsigned>(decimals) + (decimals != 0 ? 1 : 0);  // the mark and what follows it
    const auto signed_number = [&](std::int64_t count) noexcept {
        const auto flip = -std::int64_t{minus};
        return fixed_scan{(count ^ flip) - flip, number_form::plain};
    };
    if (behind <= 8 && size - minus > behind) [[likely]] {
        const auto& shape = shapes.of[behind];
        if (size <= 8) [[likely]] {
            std::int64_t value = 0;
            if (shape.read(load_top<Bytes>(begin, size), size, minus, value)) [[likely]]
                return signed_number(value);
        } else if (size <= 16) {
            const auto& digits = shapes.of[0];
            const auto front = digits.without_zeros(load_top<Bytes>(begin, size - 8), size - 8, minus);
            const auto back = shape.without_zeros(load_eight(begin + size - 8), 8, false);
            if ((digits.faults(front) | shape.faults(back)) == 0) [[likely]]
                return signed_number(shape.number(back) + digits.number(front) * shape.above());
        }
    }
    return scan_fixed_with_care(text, decimals, shapes.decimal_comma);
}

}  // namespace detail

/// Reads a number as a count of 10^-decimals, exactly: "13.6" with 2 decimals is 1360. Digits behind them may be zeros
/// only. At least one digit stands on each side of a decimal mark; nothing is trimmed. The value lies within
/// -(2^63 - 1) ... 2^63 - 1. `decimals` lies within 0 and 18.
///
/// Law, tested in tests/io/fixed_point.test.cpp: it agrees with decimal::parse on any text,
/// but takes any count of zeros at the end. Up to eight characters with the sign take one time, whatever their
/// number, and up to sixteen of a number with as many decimals another. csv_reader::fixed reads a field in less.
[[nodiscard]] inline fixed_scan scan_fixed(std::string_view text, int decimals, bool decimal_comma = false) noexcept {
    return detail::scan_fixed_within<detail::readable::itself>(text, decimals, detail::number_shapes_of(decimal_comma));
}

}  // namespace muong::v0
