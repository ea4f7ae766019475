// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>

namespace muong::inline v0 {

/// One end of an interval.
template <class T>
struct bound {
    T value;
    bool included = true;  ///< whether the value itself may be taken

    friend bool operator==(const bound&, const bound&) = default;
};

/// All values that something may have: from a lower to an upper bound, each included or not, each perhaps absent. Never
/// empty.
///
/// Laws, tested in tests/core/interval.test.cpp, for x in a and y in b:
///  - x + y, x - y, x * y and x / y lie in a + b, a - b, a * b and a / b;
///  - none of these is wider than it must be: each end is reached, or approached as nearly as one likes;
///  - `intersection(a, b)` holds just what lies in both.
template <class T>
class interval {
public:
    using end = std::optional<bound<T>>;  ///< nothing: no bound on this side

    // NOLINTNEXTLINE(google-explicit-constructor): one value is the interval that holds just this value
    interval(T only) : lower_{only, kind::included}, upper_{std::move(only), kind::included} {}
    /// \throws std::invalid_argument if no value lies between the bounds
    interval(const end& lower, const end& upper) : interval{side{lower}, side{upper}} {
        if (!holds_some(lower_, upper_)) throw std::invalid_argument{"muong::interval: no value between its bounds"};
    }
    /// Every value.
    [[nodiscard]] static interval all() { return {end{}, end{}}; }
    /// least ... greatest, both included. \throws std::invalid_argument if least > greatest
    [[nodiscard]] static interval closed(T least, T greatest) {
        return {bound<T>{std::move(least)}, bound<T>{std::move(greatest)}};
    }

    [[nodiscard]] end lower() const { return lower_.get(); }
    [[nodiscard]] end upper() const { return upper_.get(); }
    [[nodiscard]] bool is_single() const { return is_bounded() && lower_.value == upper_.value; }
    [[nodiscard]] bool is_bounded() const noexcept { return lower_.is != kind::absent && upper_.is != kind::absent; }

    [[nodiscard]] bool contains(const T& x) const { return contains(interval{x}); }
    /// Whether all of `other` lies in this.
    [[nodiscard]] bool contains(const interval& other) const {
        return not_above(lower_, other.lower_) && not_below(upper_, other.upper_);
    }

    [[nodiscard]] friend std::optional<interval> intersection(const interval& a, const interval& b) {
        const side& lower = not_above(a.lower_, b.lower_) ? b.lower_ : a.lower_;
        const side& upper = not_below(a.upper_, b.upper_) ? b.upper_ : a.upper_;
        if (!holds_some(lower, upper)) return {};
        return interval{lower, upper};
    }
    /// Whether every value of a is less than every value of b.
    [[nodiscard]] friend bool certainly_less(const interval& a, const interval& b) {
        const side &from = b.lower_, &to = a.upper_;
        if (from.is == kind::absent || to.is == kind::absent) return false;
        return to.value < from.value || (to.value == from.value && (to.is == kind::open || from.is == kind::open));
    }

    [[nodiscard]] interval operator-() const { return {-upper_, -lower_}; }
    [[nodiscard]] friend interval operator+(const interval& a, const interval& b) {
        return {sum(a.lower_, b.lower_), sum(a.upper_, b.upper_)};
    }
    [[nodiscard]] friend interval operator-(const interval& a, const interval& b) { return a + -b; }

    friend bool operator==(const interval&, const interval&) = default;

private:
    enum class kind : std::uint8_t { absent, open, included };
    struct side {   // an end that always has a value: compilers see through it better than through std::optional
        T value{};  // that of an absent end means nothing
        kind is = kind::absent;

        side(T v, kind k) : value{std::move(v)}, is{k} {}
        explicit side(const end& e) {
            if (!e) return;
            value = e->value;
            is = e->included ? kind::included : kind::open;
        }
        [[nodiscard]] end get() const {
            if (is == kind::absent) return {};
            return bound<T>{value, is == kind::included};
        }
        side operator-() const { return is == kind::absent ? *this : side{-value, is}; }
        friend bool operator==(const side&, const side&) = default;
    };
    interval(side lower, side upper) : lower_{std::move(lower)}, upper_{std::move(upper)} {}

    static bool holds_some(const side& lower, const side& upper) {
        return lower.is == kind::absent || upper.is == kind::absent || lower.value < upper.value ||
               (lower.value == upper.value && lower.is == kind::included && upper.is == kind::included);
    }
    static bool not_above(const side& a, const side& b) {  // as lower ends
        if (a.is == kind::absent || b.is == kind::absent) return a.is == kind::absent;
        return a.value < b.value || (a.value == b.value && a.is >= b.is);
    }
    static bool not_below(const side& a, const side& b) {  // as upper ends
        if (a.is == kind::absent || b.is == kind::absent) return a.is == kind::absent;
        return b.value < a.value || (a.value == b.value && a.is >= b.is);
    }
    static side sum(const side& a, const side& b) {
        const kind is = a.is < b.is ? a.is : b.is;
        return is == kind::absent ? side{T{}, is} : side{a.value + b.value, is};
    }

    side lower_;
    side upper_;
};

/// All products of a value of a and one of b.
[[nodiscard]] MUONG_EXPORT interval<fraction> operator*(const interval<fraction>& a, const interval<fraction>& b);
/// All quotients of a value of a and one of b other than zero; every value if b reaches to both sides of zero.
/// \throws std::domain_error if b is zero alone
[[nodiscard]] MUONG_EXPORT interval<fraction> operator/(const interval<fraction>& a, const interval<fraction>& b);

/// The same interval, for products and quotients.
[[nodiscard]] inline interval<fraction> as_fractions(const interval<decimal>& a) {
    const auto end = [](const interval<decimal>::end& e) -> interval<fraction>::end {
        if (!e) return {};
        return bound<fraction>{e->value, e->included};
    };
    return {end(a.lower()), end(a.upper())};
}

/// "9200" for a single value; else "[10, 11]", a round bracket at an end that is not included, "(9200, inf)" where
/// there is no bound.
template <class T>
[[nodiscard]] std::string to_string(const interval<T>& a) {
    if (a.is_single()) return to_string(a.lower()->value);
    std::string text = !a.lower() ? "(-inf" : (a.lower()->included ? '[' : '(') + to_string(a.lower()->value);
    text += ", ";
    text += a.upper() ? to_string(a.upper()->value) + (a.upper()->included ? ']' : ')') : "inf)";
    return text;
}
template <class T>
std::ostream& operator<<(std::ostream& out, const interval<T>& a) {
    return out << to_string(a);
}

}  // namespace muong::v0
