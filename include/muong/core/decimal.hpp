// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <muong/core/detail/hash.hpp>
#include <muong/core/detail/wide.hpp>
#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/core/rounding.hpp>

namespace muong::inline v0 {

/// A decimal number as it is written: 13.60 is the coefficient 1360 with 2 decimals, and is written "13.60" again.
/// The coefficient lies within -(2^63 - 1) ... 2^63 - 1, the count of decimals within 0 ... 18.
///
/// Laws, tested in tests/core/decimal.test.cpp:
///  - `parse(to_string(d))` is identical to d;
///  - order and equality are those of the numbers: 13.6 == 13.60, and both have one hash; `identical` tells them apart;
///  - +, - and * are exact, or throw: no result is ever rounded or wrapped around;
///  - `rounded` is within one unit of its last decimal, and exact if no digit is dropped.
class decimal {
public:
    static constexpr int max_decimals = 18;
    static constexpr std::size_t max_text_size = 21;  ///< of the longest text: sign, 19 digits, point

    constexpr decimal() noexcept = default;  ///< 0

    /// coefficient / 10^decimals
    /// \throws std::out_of_range if decimals is not 0 ... 18, or the coefficient is the least int64
    constexpr explicit decimal(std::int64_t coefficient, int decimals = 0);
    template <std::floating_point Inexact>
    decimal(Inexact, int = 0) = delete;  // 13.6 would be cut to 13

    /// Reads an optional sign, digits, and perhaps a point and more digits: "-13.60". No blanks, exponents or thousands
    /// marks; at least one digit stands on each side of a point. A minus before zero is dropped: "-0.0" gives 0.0.
    /// \returns nothing for any other text, or if it has more than 18 decimals or its digits go beyond 2^63 - 1
    [[nodiscard]] static constexpr std::optional<decimal> parse(std::string_view text) noexcept;

    /// Why `parse` refuses a text: missing_value for an empty one, malformed_text, or out_of_range. Nothing if it does
    /// not.
    [[nodiscard]] static constexpr std::optional<errc> fault_in(std::string_view text) noexcept;

    [[nodiscard]] constexpr std::int64_t coefficient() const noexcept { return coefficient_; }
    [[nodiscard]] constexpr int decimals() const noexcept { return decimals_; }
    [[nodiscard]] constexpr bool is_whole() const noexcept {
        return coefficient_ % detail::power_of_ten[decimals_] == 0;
    }

    /// The number with exactly so many decimals: zeros are added, or digits rounded away.
    /// \throws std::invalid_argument if decimals is not 0 ... 18; std::overflow_error if the coefficient leaves 64 bits
    [[nodiscard]] constexpr decimal rounded(int decimals, rounding how = rounding::half_away_from_zero) const;

    /// The same number without zeros at the end of its decimals: 13.60 -> 13.6, 5.00 -> 5.
    [[nodiscard]] constexpr decimal trimmed() const noexcept;

    /// Equal, and with the same count of decimals.
    [[nodiscard]] friend constexpr bool identical(decimal a, decimal b) noexcept {
        return a.coefficient_ == b.coefficient_ && a.decimals_ == b.decimals_;
    }
    [[nodiscard]] friend constexpr bool operator==(decimal a, decimal b) noexcept {
        return a.decimals_ == b.decimals_ ? a.coefficient_ == b.coefficient_ : (a <=> b) == 0;
    }
    [[nodiscard]] friend constexpr std::weak_ordering operator<=>(decimal a, decimal b) noexcept {
        return a.at(b.decimals_) <=> b.at(a.decimals_);
    }

    [[nodiscard]] constexpr decimal operator-() const noexcept { return {unchecked{}, -coefficient_, decimals_}; }

    /// Sum and difference have as many decimals as the operand that has more.
    /// \throws std::overflow_error if the coefficient leaves 64 bits
    [[nodiscard]] friend constexpr decimal operator+(decimal a, decimal b) {
        return checked(a.at(b.decimals_) + b.at(a.decimals_), a.decimals_ > b.decimals_ ? a.decimals_ : b.decimals_);
    }
    [[nodiscard]] friend constexpr decimal operator-(decimal a, decimal b) { return a + -b; }

    /// The product has as many decimals as both operands together.
    /// \throws std::overflow_error if these are more than 18, or the coefficient leaves 64 bits
    [[nodiscard]] friend constexpr decimal operator*(decimal a, decimal b) {
        return checked(detail::int128{a.coefficient_} * b.coefficient_, a.decimals_ + b.decimals_);
    }
    constexpr decimal& operator+=(decimal b) { return *this = *this + b; }
    constexpr decimal& operator-=(decimal b) { return *this = *this - b; }
    constexpr decimal& operator*=(decimal b) { return *this = *this * b; }

    [[nodiscard]] friend constexpr decimal abs(decimal d) noexcept { return d.coefficient_ < 0 ? -d : d; }

    /// Writes the text to `out`, which has room for max_text_size characters. \returns the end of the text
    constexpr char* write_to(char* out) const noexcept;
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, decimal d);

private:
    struct unchecked {};
    constexpr decimal(unchecked, std::int64_t coefficient, int decimals) noexcept
        : coefficient_{coefficient}, decimals_{static_cast<std::uint8_t>(decimals)} {}

    static constexpr decimal checked(detail::int128 coefficient, int decimals);

    /// The coefficient at the greater of the two counts of decimals: below 2^123.
    [[nodiscard]] constexpr detail::int128 at(int decimals) const noexcept {
        return detail::int128{coefficient_} * detail::power_of_ten[decimals > decimals_ ? decimals - decimals_ : 0];
    }
    /// Reads `text` into `to`, or says what is wrong with it.
    static constexpr std::optional<errc> read(std::string_view text, decimal& to) noexcept;

    std::int64_t coefficient_ = 0;
    std::uint8_t decimals_ = 0;
};

/// "13.60": all its decimals, a minus if it is negative, no other signs.
[[nodiscard]] inline std::string to_string(decimal d) {
    char text[decimal::max_text_size]{};
    return {text, d.write_to(text)};
}

inline namespace literals {

/// "13.60"_dec: the decimal of that text; a text that is none does not compile.
consteval decimal operator""_dec(const char* text, std::size_t size) {
    const auto d = decimal::parse({text, size});
    if (!d) throw "decimal literal: want digits, perhaps with a sign and a point, of at most 18 decimals and 64 bits";
    return *d;
}

}  // namespace literals
}  // namespace muong::v0

template <>
struct std::hash<muong::decimal> {
    [[nodiscard]] constexpr std::size_t operator()(muong::decimal d) const noexcept {
        const auto t = d.trimmed();
        return muong::detail::hash_of(t.coefficient(), t.decimals());
    }
};

#include <muong/core/impl/decimal.hpp>
