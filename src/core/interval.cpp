// SPDX-License-Identifier: MIT
#include <muong/core/interval.hpp>

#include <algorithm>
#include <array>

namespace muong::inline v0 {
namespace {

using end = interval<fraction>::end;

/// An end of an interval on the line that infinity closes on both sides.
struct point {
    fraction value;
    int infinite = 0;  ///< -1 or 1; `value` means nothing then
    bool included = false;

    [[nodiscard]] int sign() const { return infinite != 0 ? infinite : value.sign(); }
};

point from(const end& e, int side) {
    if (!e) return {{}, side, false};
    return {e->value, 0, e->included};
}

end to_end(const point& p) {
    if (p.infinite != 0) return {};
    return bound<fraction>{p.value, p.included};
}

/// The product of two ends. Zero times anything finite is zero: infinity is never taken, so the product is zero too,
/// and is taken if the zero is.
point product(const point& a, const point& b) {
    const int sign = a.sign() * b.sign();
    if (sign == 0) {
        const bool taken = (a.sign() == 0 && a.included) || (b.sign() == 0 && b.included);
        return {0, 0, taken};
    }
    if (a.infinite != 0 || b.infinite != 0) return {{}, sign, false};
    return {a.value * b.value, 0, a.included && b.included};
}

bool less(const point& a, const point& b) {
    if (a.infinite != b.infinite) return a.infinite < b.infinite;
    return a.infinite == 0 && a.value < b.value;
}

}  // namespace

interval<fraction> operator*(const interval<fraction>& a, const interval<fraction>& b) {
    const std::array as{from(a.lower(), -1), from(a.upper(), 1)};
    const std::array bs{from(b.lower(), -1), from(b.upper(), 1)};
    point least = product(as[0], bs[0]);
    point greatest = least;
    for (const auto& x : as) {
        for (const auto& y : bs) {
            const point p = product(x, y);
            if (less(p, least) || (!less(least, p) && p.included)) least = p;
            if (less(greatest, p) || (!less(p, greatest) && p.included)) greatest = p;
        }
    }
    return {to_end(least), to_end(greatest)};
}

interval<fraction> operator/(const interval<fraction>& a, const interval<fraction>& b) {
    const fraction zero;
    if (b.is_single() && b.contains(zero)) throw std::domain_error{"muong::interval: a quotient by zero"};
    const int lower = b.lower() ? b.lower()->value.sign() : -1;
    const int upper = b.upper() ? b.upper()->value.sign() : 1;
    if (lower < 0 && upper > 0) {
        if (a.is_single() && a.contains(zero)) return zero;
        return interval<fraction>::all();
    }
    // The reciprocals, in the other order; that of an end at zero is infinite, that of an absent end is zero.
    const auto reciprocal = [](const end& e) -> end {
        if (!e) return bound<fraction>{0, false};
        if (e->value.sign() == 0) return {};
        return bound<fraction>{1 / e->value, e->included};
    };
    return a * interval<fraction>{reciprocal(b.upper()), reciprocal(b.lower())};
}

}  // namespace muong::v0
