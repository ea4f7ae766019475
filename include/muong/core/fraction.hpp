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

#include <muong/core/decimal.hpp>
#include <muong/core/detail/hash.hpp>
#include <muong/core/detail/wide.hpp>
#include <muong/core/export.hpp>
#include <muong/core/rounding.hpp>

namespace muong::inline v0 {

namespace detail {
class big_fraction;  // an exact rational beyond 64 bits, in src/core/fraction.cpp
}

/// An exact rational number, for shares and ratios. It never overflows and is never rounded.
/// Numerator and denominator of up to 63 bits are held in place and computed with at once; a greater result goes to the
/// heap, shared between copies, and comes back as soon as it fits again. Copies may be used in different threads.
///
/// Laws, tested in tests/core/fraction.test.cpp:
///  - always in lowest terms, the denominator positive, so equal numbers have equal text and equal hashes;
///  - + and * are commutative, associative and distributive, without any error, at every size;
///  - `a - b + b == a`, and `a / b * b == a` for b != 0;
///  - `parse(to_string(f)) == f`, as long as the text has at most 1000 characters;
///  - 16 bytes.
class MUONG_EXPORT fraction {
public:
    constexpr fraction() noexcept : num_{0}, den_{1} {}  ///< 0

    /// A whole number. Floating point does not convert: 0.1 is not one tenth.
    template <std::integral Whole>
        requires(!std::same_as<Whole, bool> && !std::same_as<Whole, char> && sizeof(Whole) <= 8)
    constexpr fraction(Whole whole);  // NOLINT(google-explicit-constructor): exact, so meant

    /// The same number.
    constexpr fraction(decimal d);  // NOLINT(google-explicit-constructor): exact, so meant

    /// numerator / denominator, brought to lowest terms. \throws std::domain_error if the denominator is zero
    constexpr fraction(std::int64_t numerator, std::int64_t denominator);
    template <class Numerator, class Denominator>
        requires(std::floating_point<Numerator> || std::floating_point<Denominator>)
    fraction(Numerator, Denominator)
    = delete;  // 0.5 / 2 would be cut to 0

    constexpr fraction(const fraction& other) noexcept;
    constexpr fraction(fraction&& other) noexcept;
    constexpr fraction& operator=(const fraction& other) noexcept;
    constexpr fraction& operator=(fraction&& other) noexcept;
    constexpr ~fraction() {
        if (den_ == 0) release(big_);
    }

    /// Reads "k/n" or "k", and decimal text as `decimal` does, but with any number of digits: "-1/3", "0.125".
    /// \returns nothing for any other text, a denominator of zero, or a text of more than 1000 characters
    [[nodiscard]] static std::optional<fraction> parse(std::string_view text);

    /// Whether it is held in place: numerator and denominator within 2^63 - 1.
    [[nodiscard]] constexpr bool is_small() const noexcept { return den_ != 0; }
    /// In lowest terms, with the sign. \throws std::overflow_error if it does not fit
    [[nodiscard]] constexpr std::int64_t numerator() const { return is_small() ? num_ : big_numerator(); }
    /// In lowest terms, positive. \throws std::overflow_error if it does not fit
    [[nodiscard]] constexpr std::int64_t denominator() const { return is_small() ? den_ : big_denominator(); }
    [[nodiscard]] constexpr bool is_whole() const noexcept { return is_small() ? den_ == 1 : big_is_whole(); }
    /// -1, 0 or 1.
    [[nodiscard]] constexpr int sign() const noexcept { return is_small() ? (num_ > 0) - (num_ < 0) : big_sign(); }
    /// Whether some decimal text is exactly this number: the denominator has no prime factors but 2 and 5.
    [[nodiscard]] constexpr bool is_finite_decimal() const;

    [[nodiscard]] constexpr fraction operator-() const;
    [[nodiscard]] friend constexpr fraction operator+(const fraction& a, const fraction& b) { return add(a, b); }
    [[nodiscard]] friend constexpr fraction operator-(const fraction& a, const fraction& b) { return add(a, -b); }
    [[nodiscard]] friend constexpr fraction operator*(const fraction& a, const fraction& b) { return multiply(a, b); }
    /// \throws std::domain_error if b is zero
    [[nodiscard]] friend constexpr fraction operator/(const fraction& a, const fraction& b) {
        return multiply(a, b.reciprocal());
    }
    constexpr fraction& operator+=(const fraction& b) { return *this = *this + b; }
    constexpr fraction& operator-=(const fraction& b) { return *this = *this - b; }
    constexpr fraction& operator*=(const fraction& b) { return *this = *this * b; }
    /// \throws std::domain_error if b is zero
    constexpr fraction& operator/=(const fraction& b) { return *this = *this / b; }

    [[nodiscard]] friend constexpr bool operator==(const fraction& a, const fraction& b) noexcept {
        if (a.is_small() || b.is_small()) return a.den_ == b.den_ && a.num_ == b.num_;
        return equal_big(a, b);
    }
    [[nodiscard]] friend constexpr std::strong_ordering operator<=>(const fraction& a, const fraction& b) {
        if (!a.is_small() || !b.is_small()) return compare_big(a, b) <=> 0;
        if (a.den_ == b.den_) return a.num_ <=> b.num_;
        return detail::int128{a.num_} * b.den_ <=> detail::int128{b.num_} * a.den_;
    }

    /// The greatest whole number not above. \throws std::overflow_error if it does not fit
    [[nodiscard]] constexpr std::int64_t floor() const { return whole(rounding::floor); }
    /// The least whole number not below. \throws std::overflow_error if it does not fit
    [[nodiscard]] constexpr std::int64_t ceil() const { return whole(rounding::ceiling); }
    /// \throws std::overflow_error if it does not fit
    [[nodiscard]] constexpr std::int64_t whole(rounding how) const { return to_decimal(0, how).coefficient(); }
    /// Rounded to so many decimals, 0 to 18, once, from the exact value.
    /// \throws std::invalid_argument if decimals is not 0 ... 18; std::overflow_error if the coefficient leaves 64 bits
    [[nodiscard]] constexpr decimal to_decimal(int decimals, rounding how = rounding::half_away_from_zero) const;

    /// Rounded to so many significant digits, at least 1, half away from zero, once, from the exact value. Zeros at the
    /// end of the decimals are dropped: 1/8 is "0.125". As with printf's %g, the notation is plain while the first
    /// digit stands for 10^-4 or more and below 10^digits, else it is "1.5e-07". \throws std::invalid_argument if
    /// digits is not 1 ... 1000
    [[nodiscard]] std::string to_text(int digits) const;
    /// The same, but not rounded before the decimal point and always in plain notation, as tables of numbers want it:
    /// "0.0000123", "333333333333333333". \throws as to_text
    [[nodiscard]] std::string to_plain_text(int digits) const;
    /// All digits of a finite decimal, "0.125"; nothing for any other number.
    [[nodiscard]] std::optional<std::string> to_decimal_text() const;

    [[nodiscard]] constexpr std::size_t hash() const noexcept {
        return is_small() ? detail::hash_of(num_, den_) : big_hash();
    }
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const fraction& f);

private:
    struct lowest {};
    constexpr fraction(lowest, std::int64_t num, std::int64_t den) noexcept : num_{num}, den_{den} {}
    explicit fraction(const detail::big_fraction* owned) noexcept : big_{owned}, den_{0} {}

    static constexpr fraction add(const fraction& a, const fraction& b);
    static constexpr fraction multiply(const fraction& a, const fraction& b);
    [[nodiscard]] constexpr fraction reciprocal() const;
    [[nodiscard]] std::string significant(int digits, bool always_plain) const;

    // the ways out to the heap, in src/core/fraction.cpp
    static fraction add_big(const fraction& a, const fraction& b);
    static fraction multiply_big(const fraction& a, const fraction& b);
    static fraction negate_big(const fraction& a);
    static fraction reciprocal_big(const fraction& a);
    static fraction make_big(bool negative, std::uint64_t num, std::uint64_t den);
    static int compare_big(const fraction& a, const fraction& b);
    static bool equal_big(const fraction& a, const fraction& b) noexcept;
    static void retain(const detail::big_fraction* big) noexcept;
    static void release(const detail::big_fraction* big) noexcept;
    [[nodiscard]] std::int64_t big_numerator() const;
    [[nodiscard]] std::int64_t big_denominator() const;
    [[nodiscard]] bool big_is_whole() const noexcept;
    [[nodiscard]] int big_sign() const noexcept;
    [[nodiscard]] bool big_is_finite_decimal() const;
    [[nodiscard]] decimal big_to_decimal(int decimals, rounding how) const;
    [[nodiscard]] std::size_t big_hash() const noexcept;
    friend class detail::big_fraction;

    union {
        std::int64_t num_;
        const detail::big_fraction* big_;
    };
    std::int64_t den_;  // 0: big_ is meant
};

/// "1/3", "-2" for a whole number.
[[nodiscard]] MUONG_EXPORT std::string to_string(const fraction& f);

[[nodiscard]] constexpr fraction abs(const fraction& f) { return f.sign() < 0 ? -f : f; }
[[nodiscard]] constexpr fraction min(const fraction& a, const fraction& b) { return b < a ? b : a; }
[[nodiscard]] constexpr fraction max(const fraction& a, const fraction& b) { return a < b ? b : a; }
/// The greatest whole number not above, at any size.
[[nodiscard]] MUONG_EXPORT fraction floor(const fraction& f);
/// The least whole number not below, at any size.
[[nodiscard]] inline fraction ceil(const fraction& f) { return -floor(-f); }

}  // namespace muong::v0

template <>
struct std::hash<muong::fraction> {
    [[nodiscard]] constexpr std::size_t operator()(const muong::fraction& f) const noexcept { return f.hash(); }
};

#include <muong/core/impl/fraction.hpp>
