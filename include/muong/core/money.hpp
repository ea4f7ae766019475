// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <muong/core/currency.hpp>
#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>

namespace muong::inline v0 {

/// The currency of a `money` that the program knows when it is compiled: an empty class with the currency as its
/// `value`. Amounts of two of them cannot be added. A program that needs another one writes the same line.
template <class T>
concept FixedCurrency = std::is_empty_v<T> && requires {
    { T::value } -> std::convertible_to<currency>;
};

// clang-format off
struct vnd { static constexpr currency value = *currency::parse("VND"); };  ///< đồng of Viet Nam, no minor unit
struct usd { static constexpr currency value = *currency::parse("USD"); };  ///< dollar of the United States
struct eur { static constexpr currency value = *currency::parse("EUR"); };  ///< euro
struct jpy { static constexpr currency value = *currency::parse("JPY"); };  ///< yen of Japan, no minor unit
struct cny { static constexpr currency value = *currency::parse("CNY"); };  ///< yuan of China
struct lak { static constexpr currency value = *currency::parse("LAK"); };  ///< kip of Laos
// clang-format on

/// A currency that comes from the data: each amount carries its own.
struct any_currency {
    currency value;
    friend constexpr auto operator<=>(const any_currency&, const any_currency&) = default;
};

namespace detail {
/// Writes a count of minor units with the decimals of its currency, and the currency: "-12.50 USD".
[[nodiscard]] MUONG_EXPORT std::string money_text(std::int64_t minor, currency c);
[[nodiscard]] constexpr std::int64_t checked_minor(int128 minor) {
    if (!fits_int64(minor)) throw std::overflow_error{"muong::money: the amount would leave 64 bits"};
    return static_cast<std::int64_t>(minor);
}
/// The minor units of an amount in whole units, or why there are none.
[[nodiscard]] constexpr std::optional<errc> fault_in_amount(decimal amount, currency c, std::int64_t& minor) noexcept {
    const decimal d = amount.trimmed();
    if (d.decimals() > c.minor_digits()) return errc::out_of_range;
    const int128 count = int128{d.coefficient()} * power_of_ten[c.minor_digits() - d.decimals()];
    if (!fits_int64(count)) return errc::out_of_range;
    minor = static_cast<std::int64_t>(count);
    return {};
}
}  // namespace detail

/// An amount of money: whole minor units (of VND: đồng, of USD: cents) within -(2^63 - 1) ... 2^63 - 1, and its
/// currency. `money<vnd>` knows its currency when compiled, `any_money` = `money<any_currency>` carries it.
///
/// Laws, tested in tests/core/money.test.cpp:
///  - sums are exact or throw; `a + b - b == a`; nothing is ever rounded but in `exchange`, which is told how;
///  - `parse(to_string(m)) == m`;
///  - amounts of two fixed currencies, and two amounts, cannot be multiplied, added or compared: it does not compile;
///  - 8 bytes with a fixed currency, 16 without.
template <class Currency>
class money {
    static constexpr bool fixed = FixedCurrency<Currency>;

public:
    using currency_type = Currency;

    constexpr money() noexcept requires(fixed) = default;  ///< zero

    /// So many whole minor units. \throws std::out_of_range for the least int64
    [[nodiscard]] static constexpr money of_minor(std::int64_t minor) requires(fixed) { return money{{}, minor}; }
    [[nodiscard]] static constexpr money of_minor(std::int64_t minor, currency c) requires(!fixed) {
        return money{Currency{c}, minor};
    }
    template <std::floating_point Inexact>
    static money of_minor(Inexact, auto...) = delete;  // 12.5 would be cut to 12

    /// An amount in units of the currency: 12.5 of USD is 1250 cents.
    /// \returns nothing if it has more decimals, beyond zeros, than the currency, or leaves 64 bits
    [[nodiscard]] static constexpr std::optional<money> of(decimal amount) noexcept requires(fixed) {
        return make({}, amount);
    }
    [[nodiscard]] static constexpr std::optional<money> of(decimal amount, currency c) noexcept requires(!fixed) {
        return make(Currency{c}, amount);
    }

    /// Reads "1500000 VND", "VND 1500000" or "12.50 USD": digits as `decimal` reads them, one blank, three letters.
    /// \returns nothing for other text, an unknown or other currency, or more decimals than the currency has
    [[nodiscard]] static constexpr std::optional<money> parse(std::string_view text) noexcept {
        const auto blank = text.find(' ');
        if (blank == std::string_view::npos) return {};
        std::string_view number = text.substr(0, blank), letters = text.substr(blank + 1);
        if (blank == 3 && currency::parse(number)) std::swap(number, letters);
        const auto c = currency::parse(letters);
        const auto amount = decimal::parse(number);
        if (!c || !amount) return {};
        if constexpr (fixed) {
            if (*c != Currency::value) return {};
            return make({}, *amount);
        } else {
            return make(Currency{*c}, *amount);
        }
    }

    /// The same amount, carrying its currency.
    constexpr operator money<any_currency>() const noexcept requires(fixed) {  // NOLINT(google-explicit-constructor)
        return money<any_currency>::of_minor(minor_, currency());
    }
    /// The same amount with a fixed currency; nothing if its currency is another.
    template <FixedCurrency Other>
    [[nodiscard]] constexpr std::optional<money<Other>> as() const noexcept requires(!fixed) {
        if (currency() != Other::value) return {};
        return money<Other>::of_minor(minor_);
    }

    [[nodiscard]] constexpr std::int64_t minor() const noexcept { return minor_; }  ///< whole minor units
    [[nodiscard]] constexpr muong::currency currency() const noexcept { return currency_.value; }
    /// In units of the currency, with all its decimals: 12.50.
    [[nodiscard]] constexpr decimal amount() const noexcept { return decimal{minor_, currency().minor_digits()}; }
    [[nodiscard]] constexpr bool is_zero() const noexcept { return minor_ == 0; }

    [[nodiscard]] constexpr money operator-() const noexcept { return {currency_, -minor_}; }
    /// \throws std::overflow_error if the sum leaves 64 bits; std::invalid_argument for two currencies
    [[nodiscard]] friend constexpr money operator+(money a, money b) {
        a.require_same(b);
        return {a.currency_, detail::checked_minor(detail::int128{a.minor_} + b.minor_)};
    }
    [[nodiscard]] friend constexpr money operator-(money a, money b) { return a + -b; }  ///< \throws as +
    /// So many times the amount. \throws std::overflow_error if the product leaves 64 bits
    [[nodiscard]] friend constexpr money operator*(money a, std::int64_t times) {
        return {a.currency_, detail::checked_minor(detail::int128{a.minor_} * times)};
    }
    [[nodiscard]] friend constexpr money operator*(std::int64_t times, money a) { return a * times; }
    // A part of an amount must be rounded, and somebody has to say how: see exchange and apportion.
    template <std::floating_point Inexact>
    friend money operator*(money, Inexact) = delete;
    template <std::floating_point Inexact>
    friend money operator*(Inexact, money) = delete;
    constexpr money& operator+=(money b) { return *this = *this + b; }
    constexpr money& operator-=(money b) { return *this = *this - b; }

    [[nodiscard]] friend constexpr bool operator==(money a, money b) noexcept {
        return a.minor_ == b.minor_ && a.currency() == b.currency();
    }
    /// Amounts of two currencies are not in any order.
    [[nodiscard]] friend constexpr auto operator<=>(money a, money b) noexcept {
        if constexpr (fixed) {
            return a.minor_ <=> b.minor_;
        } else {
            return a.currency() == b.currency() ? std::partial_ordering{a.minor_ <=> b.minor_}
                                                : std::partial_ordering::unordered;
        }
    }
    /// "1500000 VND", "12.50 USD"
    [[nodiscard]] friend std::string to_string(money m) { return detail::money_text(m.minor_, m.currency()); }
    template <class Traits>
    friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, money m) {
        return out << to_string(m);
    }

private:
    template <class>
    friend class money;
    constexpr money(Currency c, std::int64_t minor) : currency_{c}, minor_{minor} {
        if (!detail::fits_int64(minor)) throw std::out_of_range{"muong::money: an amount is at least -(2^63 - 1)"};
    }
    [[nodiscard]] static constexpr std::optional<money> make(Currency c, decimal amount) noexcept {
        std::int64_t minor = 0;
        if (detail::fault_in_amount(amount, c.value, minor)) return {};
        return money{c, minor};
    }
    constexpr void require_same([[maybe_unused]] money b) const {
        if constexpr (!fixed) {
            if (currency() != b.currency()) {
                throw std::invalid_argument{"muong::money: two currencies are added, use exchange"};
            }
        }
    }

    [[no_unique_address]] Currency currency_;
    std::int64_t minor_ = 0;
};

using any_money = money<any_currency>;

namespace detail {
template <class T>
inline constexpr bool is_money = false;
template <class Currency>
inline constexpr bool is_money<money<Currency>> = true;
}  // namespace detail

template <class T>
concept Money = detail::is_money<T>;

/// Sums amounts in 128 bits, so that only the final sum must fit 64.
template <class Currency>
class money_sum {
public:
    constexpr money_sum() noexcept requires(FixedCurrency<Currency>) = default;
    constexpr explicit money_sum(money<Currency> zero) noexcept : sample_{zero}, minor_{zero.minor()} {}

    /// \throws std::invalid_argument for another currency
    constexpr money_sum& operator+=(money<Currency> m) {
        if (m.currency() != sample_.currency()) throw std::invalid_argument{"muong::money: a sum of two currencies"};
        minor_ += m.minor();
        return *this;
    }
    /// \throws std::overflow_error if the sum leaves 64 bits
    [[nodiscard]] constexpr money<Currency> value() const {
        const auto minor = detail::checked_minor(minor_);
        if constexpr (FixedCurrency<Currency>) {
            return money<Currency>::of_minor(minor);
        } else {
            return money<Currency>::of_minor(minor, sample_.currency());
        }
    }

private:
    money<Currency> sample_;
    detail::int128 minor_ = 0;
};

namespace detail {

/// Sum of the minor units of `proj(first[i])` for the first n rows. Amounts below 2^53 are added 512 at once, in 64
/// bits and without branches; a row of one that is larger may be asked for twice.
template <class It, class Proj>
[[nodiscard]] constexpr int128 sum_of_minors(It first, std::iter_difference_t<It> n, Proj& proj) {
    constexpr std::iter_difference_t<It> chunk = 512;
    constexpr int bits = 53;
    int128 sum = 0;
    for (std::iter_difference_t<It> begin = 0; begin < n; begin += chunk) {
        const auto end = begin + chunk < n ? begin + chunk : n;
        std::uint64_t part = 0;
        std::uint64_t any = 0;  // of amounts shifted to where no small one is negative
        for (auto i = begin; i < end; ++i) {
            const auto minor = static_cast<std::uint64_t>(std::invoke(proj, first[i]).minor());
            part += minor;
            any |= minor + (std::uint64_t{1} << bits);
        }
        if (any >> (bits + 1) == 0) {
            sum += static_cast<std::int64_t>(part);
        } else {
            for (auto i = begin; i < end; ++i) sum += std::invoke(proj, first[i]).minor();
        }
    }
    return sum;
}

}  // namespace detail

/// Exact sum of the amounts `proj(row)`, all of one fixed currency; zero for no rows. O(n), no allocation.
/// \throws std::overflow_error if the sum leaves 64 bits; sums on the way may
template <std::input_iterator It, std::sentinel_for<It> End, class Proj = std::identity>
[[nodiscard]] constexpr auto total(It first, End last, Proj proj = {}) {
    using amount = std::remove_cvref_t<std::indirect_result_t<Proj&, It>>;
    static_assert(Money<amount>, "total: the rows have no amounts of money");
    static_assert(FixedCurrency<typename amount::currency_type>,
                  "total: say in which currency, total_in(currency, ...)");
    if constexpr (std::random_access_iterator<It> && std::sized_sentinel_for<End, It>) {
        return amount::of_minor(detail::checked_minor(detail::sum_of_minors(first, last - first, proj)));
    } else {
        money_sum<typename amount::currency_type> sum;
        for (; first != last; ++first) sum += std::invoke(proj, *first);
        return sum.value();
    }
}
template <class Rows, class Proj = std::identity>
    requires requires(Rows& rows) { std::ranges::begin(rows); }
[[nodiscard]] constexpr auto total(Rows&& rows, Proj proj = {}) {
    return total(std::ranges::begin(rows), std::ranges::end(rows), proj);
}

/// The same for amounts that carry their currency, which must be `c`: the sum of no rows is zero of it.
/// \throws std::invalid_argument for an amount of another currency; std::overflow_error if the sum leaves 64 bits
template <class Rows, class Proj = std::identity>
[[nodiscard]] constexpr any_money total_in(currency c, Rows&& rows, Proj proj = {}) {
    money_sum<any_currency> sum{any_money::of_minor(0, c)};
    for (auto&& row : rows) sum += any_money{std::invoke(proj, row)};
    return sum.value();
}

inline namespace literals {
/// 1'500'000_vnd; digits with or without marks between them. An amount beyond 64 bits does not compile.
consteval money<vnd> operator""_vnd(unsigned long long amount) {
    if (amount > detail::max_magnitude) throw "money literal: the amount is beyond 2^63 - 1";
    return money<vnd>::of_minor(static_cast<std::int64_t>(amount));
}
/// 12_usd is 1200 cents; 12.50 dollars are "12.50"_usd.
consteval money<usd> operator""_usd(unsigned long long amount) {
    if (amount > detail::max_magnitude / 100) throw "money literal: the amount is beyond 2^63 - 1 cents";
    return money<usd>::of_minor(static_cast<std::int64_t>(amount) * 100);
}
consteval money<usd> operator""_usd(const char* text, std::size_t size) {
    const auto amount = decimal::parse({text, size});
    if (!amount || !money<usd>::of(*amount)) throw "money literal: want dollars with at most two decimals";
    return *money<usd>::of(*amount);
}
}  // namespace literals

}  // namespace muong::v0

template <class Currency>
struct std::hash<muong::money<Currency>> {
    [[nodiscard]] constexpr std::size_t operator()(const muong::money<Currency>& m) const noexcept {
        return muong::detail::hash_of(m.minor(), std::hash<muong::currency>{}(m.currency()));
    }
};
