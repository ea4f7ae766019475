// SPDX-License-Identifier: MIT
#include <muong/core/fraction.hpp>

#include <algorithm>
#include <atomic>
#include <boost/multiprecision/cpp_int.hpp>
#include <ostream>
#include <utility>

namespace muong::inline v0 {

using boost::multiprecision::cpp_int;
using std::string;

namespace detail {

/// A rational in lowest terms with its denominator positive, at least one of them beyond 63 bits. Never changes.
class big_fraction {
public:
    big_fraction(cpp_int n, cpp_int d) : num{std::move(n)}, den{std::move(d)} {}

    /// Takes any num and any den but zero, and holds them in place if they fit.
    [[nodiscard]] static fraction reduced(cpp_int num, cpp_int den) {
        if (den < 0) {
            num = -num;
            den = -den;
        }
        cancel(gcd(num, den), num, den);
        return lowest(std::move(num), std::move(den));
    }
    /// Of what has no common divisor, with a positive denominator.
    [[nodiscard]] static fraction lowest(cpp_int num, cpp_int den) {
        if (den <= max_int64 && num <= max_int64 && num >= -max_int64) {
            return {fraction::lowest{}, static_cast<std::int64_t>(num), static_cast<std::int64_t>(den)};
        }
        return fraction{new big_fraction{std::move(num), std::move(den)}};
    }
    /// The greatest whole number not above a big one.
    [[nodiscard]] static fraction floor(const fraction& f);
    /// Divides both by what is common to them.
    static void cancel(const cpp_int& common, cpp_int& a, cpp_int& b) {
        if (common == 1) return;
        a /= common;
        b /= common;
    }

    /// Numerator and denominator of a fraction of any size.
    struct terms {
        explicit terms(const fraction& f)
            : small_num{f.is_small() ? f.num_ : 0},
              small_den{f.den_},
              num{f.is_small() ? small_num : f.big_->num},
              den{f.is_small() ? small_den : f.big_->den} {}
        terms(const terms&) = delete;
        terms& operator=(const terms&) = delete;

        const cpp_int small_num, small_den;  // of no meaning for a big one
        const cpp_int& num;
        const cpp_int& den;
    };

    cpp_int num;
    cpp_int den;
    mutable std::atomic<std::size_t> owners = 1;
};

}  // namespace detail

namespace {

using big = detail::big_fraction;

[[nodiscard]] std::int64_t narrow(const cpp_int& x) {
    if (x < std::numeric_limits<std::int64_t>::min() || x > detail::max_int64) {
        throw std::overflow_error{"muong::fraction: beyond 64 bits"};
    }
    return static_cast<std::int64_t>(x);
}

/// num / den as a whole number, for den > 0.
[[nodiscard]] cpp_int divide(const cpp_int& num, const cpp_int& den, rounding how) {
    cpp_int quotient;
    cpp_int rest;
    divide_qr(num, den, quotient, rest);
    rest = 2 * abs(rest);
    return quotient + detail::rounding_step(num < 0, rest == 0, rest.compare(den), bit_test(abs(quotient), 0), how);
}

[[nodiscard]] cpp_int ten_to(std::size_t exponent) { return pow(cpp_int{10}, static_cast<unsigned>(exponent)); }

[[nodiscard]] bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; });
}

/// The number that decimal digits stand for; nothing for other text, and for more of them than 64 bits hold for sure.
[[nodiscard]] std::optional<std::int64_t> few_digits(std::string_view text) {
    if (text.empty() || text.size() > 18) return {};
    std::int64_t number = 0;
    for (const char c : text) {
        if (c < '0' || '9' < c) return {};
        number = 10 * number + (c - '0');
    }
    return number;
}

/// The number that decimal digits stand for. cpp_int would read a leading zero as octal.
[[nodiscard]] cpp_int from_digits(std::string_view digits) {
    const auto first = std::min(digits.find_first_not_of('0'), digits.size());
    return digits.size() == first ? cpp_int{} : cpp_int{string{digits.substr(first)}};
}

/// How often `factor` divides x > 0, which is divided by it.
[[nodiscard]] std::size_t take_out(cpp_int& x, int factor) {
    std::size_t times = 0;
    for (; x % factor == 0; x /= factor) ++times;
    return times;
}

/// `digits` of a number whose first digit stands for 10^exponent, without zeros at their end, in plain notation.
[[nodiscard]] string plain(string digits, int exponent) {
    if (exponent < 0) return "0." + string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole) return digits + string(whole - digits.size(), '0');
    return digits.insert(whole, 1, '.');
}

[[nodiscard]] string scientific(string digits, int exponent) {
    if (digits.size() > 1) digits.insert(1, 1, '.');
    const auto size = std::to_string(exponent < 0 ? -exponent : exponent);
    return digits + (exponent < 0 ? "e-" : "e+") + (size.size() < 2 ? "0" : "") + size;
}

/// The digits of num / den > 0, as many as asked for, cut off, without leading zeros, and what 10^n the first stands
/// for.
struct digit_string {
    string digits;
    int exponent = 0;
};

template <class Wide, class Narrow>
[[nodiscard]] digit_string digits_of(Wide num, const Narrow& den, std::size_t wanted, const string& whole) {
    constexpr int chunk = 18;
    digit_string found{whole, static_cast<int>(whole.size()) - 1};
    Wide rest = num % den;
    int behind = 0;  // decimals that have been looked at
    while (found.digits.size() < wanted) {
        if (rest == 0) {
            found.digits.append(wanted - found.digits.size(), '0');
            break;
        }
        rest *= detail::power_of_ten[chunk];
        auto next = std::to_string(static_cast<std::uint64_t>(Wide{rest / den}));
        rest %= den;
        if (found.digits.empty()) {
            if (next != "0") {
                found.exponent = static_cast<int>(next.size()) - 1 - chunk - behind;
                found.digits = std::move(next);
            }
        } else {
            found.digits += string(chunk - next.size(), '0') + next;
        }
        behind += chunk;
    }
    found.digits.resize(wanted);
    return found;
}

}  // namespace

fraction detail::big_fraction::floor(const fraction& f) {
    return lowest(muong::divide(f.big_->num, f.big_->den, rounding::floor), 1);
}

void fraction::retain(const detail::big_fraction* big) noexcept { big->owners.fetch_add(1, std::memory_order_relaxed); }

void fraction::release(const detail::big_fraction* big) noexcept {
    if (big->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete big;
}

fraction fraction::make_big(bool negative, std::uint64_t num, std::uint64_t den) {
    return big::reduced(negative ? -cpp_int{num} : cpp_int{num}, den);
}

// Sums and products divide by common divisors of the parts, which are smaller than those of the whole (Knuth, The Art
// of Computer Programming, volume 2, 4.5.1).

fraction fraction::add_big(const fraction& a, const fraction& b) {
    const big::terms x{a};
    const big::terms y{b};
    const cpp_int common = x.den == 1 || y.den == 1 ? cpp_int{1} : cpp_int{gcd(x.den, y.den)};
    if (common == 1) return big::lowest(x.num * y.den + y.num * x.den, x.den * y.den);
    const cpp_int factor = x.den / common;
    cpp_int num = x.num * (y.den / common) + y.num * factor;
    cpp_int den = y.den;
    big::cancel(gcd(num, common), num, den);
    return big::lowest(std::move(num), factor * den);
}

fraction fraction::multiply_big(const fraction& a, const fraction& b) {
    const big::terms x{a};
    const big::terms y{b};
    cpp_int x_num = x.num, x_den = x.den, y_num = y.num, y_den = y.den;
    big::cancel(gcd(x_num, y_den), x_num, y_den);
    big::cancel(gcd(y_num, x_den), y_num, x_den);
    return big::lowest(x_num * y_num, x_den * y_den);
}

fraction fraction::negate_big(const fraction& a) { return big::lowest(-a.big_->num, a.big_->den); }

fraction fraction::reciprocal_big(const fraction& a) {
    const cpp_int& num = a.big_->num;
    const cpp_int& den = a.big_->den;
    return num < 0 ? big::lowest(-den, -num) : big::lowest(den, num);
}

bool fraction::equal_big(const fraction& a, const fraction& b) noexcept {
    return a.big_ == b.big_ || (a.big_->den == b.big_->den && a.big_->num == b.big_->num);
}

int fraction::compare_big(const fraction& a, const fraction& b) {
    const big::terms x{a};
    const big::terms y{b};
    const int order = cpp_int{x.num * y.den}.compare(y.num * x.den);
    return (order > 0) - (order < 0);
}

std::int64_t fraction::big_numerator() const { return narrow(big_->num); }

std::int64_t fraction::big_denominator() const { return narrow(big_->den); }

bool fraction::big_is_whole() const noexcept { return big_->den == 1; }

int fraction::big_sign() const noexcept { return big_->num.sign(); }

bool fraction::big_is_finite_decimal() const {
    auto rest = big_->den;
    rest >>= lsb(rest);
    static_cast<void>(take_out(rest, 5));
    return rest == 1;
}

decimal fraction::big_to_decimal(int decimals, rounding how) const {
    const auto scaled = divide(big_->num * ten_to(static_cast<std::size_t>(decimals)), big_->den, how);
    if (scaled > detail::max_int64 || scaled < -detail::max_int64) {
        throw std::overflow_error{"muong::fraction: beyond the range of decimal"};
    }
    return decimal{static_cast<std::int64_t>(scaled), decimals};
}

std::size_t fraction::big_hash() const noexcept { return hash_value(big_->num) * 31 + hash_value(big_->den); }

std::optional<fraction> fraction::parse(std::string_view text) {
    if (text.size() > 1000) return {};
    const bool is_ratio = text.find('/') != std::string_view::npos;
    if (!is_ratio) {
        if (const auto d = decimal::parse(text)) return fraction{*d};
    }
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    const auto split = std::min(text.find(is_ratio ? '/' : '.'), text.size());
    const auto left = text.substr(0, split);
    const auto right = text.substr(std::min(split + 1, text.size()));
    if (is_ratio) {
        const auto num = few_digits(left);
        const auto den = few_digits(right);
        if (den == 0) return {};
        if (num && den) return fraction{negative ? -*num : *num, *den};
    }
    if (!all_digits(left) || (split != text.size() && !all_digits(right))) return {};
    const auto den = is_ratio ? from_digits(right) : ten_to(right.size());
    if (den == 0) return {};
    auto num = from_digits(is_ratio ? left : string{left}.append(right));
    return big::reduced(negative ? cpp_int{-num} : num, den);
}

std::string to_string(const fraction& f) {
    if (f.is_small()) {
        auto text = std::to_string(f.numerator());
        return f.is_whole() ? text : text + '/' + std::to_string(f.denominator());
    }
    const big::terms of{f};
    const auto text = of.num.str();
    return f.is_whole() ? text : text + '/' + of.den.str();
}

std::ostream& operator<<(std::ostream& out, const fraction& f) { return out << to_string(f); }

fraction floor(const fraction& f) {
    if (f.is_small()) return f.floor();
    return big::floor(f);
}

std::string fraction::to_text(int digits) const { return significant(digits, false); }
std::string fraction::to_plain_text(int digits) const { return significant(digits, true); }

std::string fraction::significant(int digits, bool always_plain) const {
    if (digits < 1 || digits > 1000) throw std::invalid_argument{"muong::fraction: want 1 to 1000 significant digits"};
    if (sign() == 0) return "0";
    auto wanted = static_cast<std::size_t>(digits) + 1;  // one more, by which it is rounded
    const auto keep = [&](const std::string& whole) {
        if (always_plain) wanted = std::max(wanted, whole.size() + 1);
    };
    const bool negative = sign() < 0;
    digit_string found;
    if (is_small()) {
        const auto num = detail::magnitude(num_);
        const auto den = static_cast<std::uint64_t>(den_);
        const auto whole = num < den ? string{} : std::to_string(num / den);
        keep(whole);
        found = digits_of<detail::uint128>(num, den, wanted, whole);
    } else {
        const cpp_int num = abs(big_->num);
        const cpp_int above = num / big_->den;
        const auto whole = above == 0 ? string{} : above.str();
        keep(whole);
        found = digits_of<cpp_int>(num, big_->den, wanted, whole);
    }
    auto& text = found.digits;
    const bool up = text.back() >= '5';
    text.pop_back();
    if (up) {
        auto at = text.size();
        while (at > 0 && text[at - 1] == '9') text[--at] = '0';
        if (at > 0) {
            ++text[at - 1];
        } else {
            text.insert(0, 1, '1');
            ++found.exponent;
        }
    }
    text.resize(text.find_last_not_of('0') + 1);
    const bool moderate = always_plain || (found.exponent >= -4 && found.exponent < digits);
    auto written = moderate ? plain(std::move(text), found.exponent) : scientific(std::move(text), found.exponent);
    return negative ? '-' + written : written;
}

std::optional<std::string> fraction::to_decimal_text() const {
    if (!is_finite_decimal()) return {};
    const big::terms of{*this};
    cpp_int den = of.den;
    const auto twos = static_cast<std::size_t>(lsb(den));
    den >>= static_cast<unsigned>(twos);
    const auto decimals = std::max(twos, take_out(den, 5));
    auto text = cpp_int{abs(of.num) * ten_to(decimals) / of.den}.str();
    if (decimals > 0) {
        if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
        text.insert(text.size() - decimals, 1, '.');
    }
    return sign() < 0 ? '-' + text : text;
}

}  // namespace muong::v0
