// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/fraction.hpp>
#include <utility>

namespace muong::inline v0 {

template <std::integral Whole>
    requires(!std::same_as<Whole, bool> && !std::same_as<Whole, char> && sizeof(Whole) <= 8)
constexpr fraction::fraction(Whole whole) : fraction{} {
    if (detail::fits_int64(whole)) {
        num_ = static_cast<std::int64_t>(whole);
    } else {
        const bool negative = whole < Whole{};  // then it is the least int64
        const auto bits = static_cast<std::uint64_t>(whole);
        *this = make_big(negative, negative ? 0 - bits : bits, 1);
    }
}

constexpr fraction::fraction(decimal d) : fraction{d.coefficient(), detail::power_of_ten[d.decimals()]} {}

constexpr fraction::fraction(std::int64_t numerator, std::int64_t denominator) : fraction{} {
    if (denominator == 0) throw std::domain_error{"muong::fraction: the denominator is zero"};
    const bool negative = (numerator < 0) != (denominator < 0);
    auto num = detail::magnitude(numerator);
    auto den = detail::magnitude(denominator);
    if (den != 1) {
        const auto common = detail::gcd(num, den);
        num /= common;
        den /= common;
    }
    if (num <= detail::max_magnitude && den <= detail::max_magnitude) {
        num_ = negative ? -static_cast<std::int64_t>(num) : static_cast<std::int64_t>(num);
        den_ = static_cast<std::int64_t>(den);
    } else {
        *this = make_big(negative, num, den);
    }
}

constexpr fraction::fraction(const fraction& other) noexcept : fraction{} {
    den_ = other.den_;
    if (den_ != 0) {
        num_ = other.num_;
    } else {
        big_ = other.big_;
        retain(big_);
    }
}

constexpr fraction::fraction(fraction&& other) noexcept : fraction{} {
    den_ = other.den_;
    if (den_ != 0) {
        num_ = other.num_;
    } else {
        big_ = other.big_;
        other.num_ = 0;
        other.den_ = 1;
    }
}

constexpr fraction& fraction::operator=(const fraction& other) noexcept {
    if (den_ != 0 && other.den_ != 0) {
        num_ = other.num_;
        den_ = other.den_;
        return *this;
    }
    return *this = fraction{other};
}

constexpr fraction& fraction::operator=(fraction&& other) noexcept {
    if (den_ == 0) {
        if (this == &other) return *this;
        release(big_);
    }
    den_ = other.den_;
    if (den_ != 0) {
        num_ = other.num_;
    } else {
        big_ = other.big_;
        other.num_ = 0;
        other.den_ = 1;
    }
    return *this;
}

constexpr fraction fraction::operator-() const {
    if (!is_small()) return negate_big(*this);
    return {lowest{}, -num_, den_};
}

constexpr fraction fraction::reciprocal() const {
    if (!is_small()) return reciprocal_big(*this);
    if (num_ == 0) throw std::domain_error{"muong::fraction: division by zero"};
    return num_ > 0 ? fraction{lowest{}, den_, num_} : fraction{lowest{}, -den_, -num_};
}

constexpr fraction fraction::add(const fraction& a, const fraction& b) {
    if (!a.is_small() || !b.is_small()) return add_big(a, b);
    if (a.den_ == b.den_) {
        const auto num = detail::int128{a.num_} + b.num_;
        if (!detail::fits_int64(num)) return add_big(a, b);
        const auto narrow = static_cast<std::int64_t>(num);
        return a.den_ == 1 ? fraction{lowest{}, narrow, 1} : fraction{narrow, a.den_};
    }
    // Only a divisor of gcd(a.den, b.den) can be common to the sum and its denominator (Knuth, volume 2, 4.5.1).
    const auto common =
        static_cast<std::int64_t>(detail::gcd(static_cast<std::uint64_t>(a.den_), static_cast<std::uint64_t>(b.den_)));
    const auto a_factor = a.den_ / common;
    auto b_factor = b.den_ / common;
    auto num = detail::int128{a.num_} * b_factor + detail::int128{b.num_} * a_factor;
    std::int64_t den = b.den_;
    if (common != 1) {
        const auto again = static_cast<std::int64_t>(detail::gcd(
            detail::magnitude(static_cast<std::int64_t>(num % common)), static_cast<std::uint64_t>(common)));
        num /= again;
        den /= again;
    }
    if (!detail::fits_int64(num) || __builtin_mul_overflow(a_factor, den, &den)) return add_big(a, b);
    return {lowest{}, static_cast<std::int64_t>(num), den};
}

constexpr fraction fraction::multiply(const fraction& a, const fraction& b) {
    if (!a.is_small() || !b.is_small()) return multiply_big(a, b);
    // Cancelled crosswise, the product is in lowest terms and as small as it gets.
    const auto left =
        static_cast<std::int64_t>(detail::gcd(detail::magnitude(a.num_), static_cast<std::uint64_t>(b.den_)));
    const auto right =
        static_cast<std::int64_t>(detail::gcd(detail::magnitude(b.num_), static_cast<std::uint64_t>(a.den_)));
    std::int64_t num = 0;
    std::int64_t den = 0;
    if (__builtin_mul_overflow(a.num_ / left, b.num_ / right, &num) ||
        __builtin_mul_overflow(a.den_ / right, b.den_ / left, &den) || !detail::fits_int64(num)) {
        return multiply_big(a, b);
    }
    return {lowest{}, num, den};
}

constexpr bool fraction::is_finite_decimal() const {
    if (!is_small()) return big_is_finite_decimal();
    auto rest = static_cast<std::uint64_t>(den_);
    rest >>= std::countr_zero(rest);
    while (rest % 5 == 0) rest /= 5;
    return rest == 1;
}

constexpr decimal fraction::to_decimal(int decimals, rounding how) const {
    if (decimals < 0 || decimals > decimal::max_decimals) {
        throw std::invalid_argument{"muong::fraction: a decimal has 0 to 18 decimals"};
    }
    if (!is_small()) return big_to_decimal(decimals, how);
    const auto scaled = detail::divide(detail::int128{num_} * detail::power_of_ten[decimals], den_, how);
    if (!detail::fits_int64(scaled)) throw std::overflow_error{"muong::fraction: beyond the range of decimal"};
    return decimal{static_cast<std::int64_t>(scaled), decimals};
}

}  // namespace muong::v0
