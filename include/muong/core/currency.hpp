// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include <muong/core/detail/hash.hpp>
#include <muong/core/export.hpp>

namespace muong::inline v0 {

namespace detail {

/// The letters of the current national currencies, one string for each count of minor digits, four characters a
/// currency. \source ISO 4217, list one on 2026-01-01; funds codes, metals and test codes are left out
inline constexpr std::array<std::string_view, 5> currencies_by_digits{
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ",
    "",
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC "
    "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD "
    "KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO "
    "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL "
    "THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ",
    "BHD IQD JOD KWD LYD OMR TND ",
    "",
};

}  // namespace detail

/// A currency of ISO 4217: three capital letters, and how many decimals its minor unit has (VND 0, USD 2, KWD 3).
/// Ordered by its letters; 4 bytes.
class currency {
public:
    /// Reads three capital letters. \returns nothing for text that is no currency of the list
    [[nodiscard]] static constexpr std::optional<currency> parse(std::string_view text) noexcept {
        if (text.size() != 3) return {};
        for (std::size_t digits = 0; digits < detail::currencies_by_digits.size(); ++digits) {
            const std::string_view list = detail::currencies_by_digits[digits];
            for (std::size_t at = 0; at < list.size(); at += 4) {
                if (list.substr(at, 3) != text) continue;
                currency found;
                for (std::size_t i = 0; i < 3; ++i) found.letters_[i] = text[i];
                found.minor_digits_ = static_cast<std::uint8_t>(digits);
                return found;
            }
        }
        return {};
    }

    [[nodiscard]] constexpr std::string_view code() const& noexcept { return {letters_.data(), letters_.size()}; }
    std::string_view code() const&& = delete;  // a view of a temporary does not compile
    /// Decimals of its minor unit, 0 to 4.
    [[nodiscard]] constexpr int minor_digits() const noexcept { return minor_digits_; }

    friend constexpr auto operator<=>(const currency&, const currency&) = default;
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, currency c);

private:
    constexpr currency() noexcept = default;  // no null currency: absence is std::optional<currency>

    std::array<char, 3> letters_{};
    std::uint8_t minor_digits_ = 0;
};

/// "VND"
[[nodiscard]] inline std::string to_string(currency c) { return std::string{c.code()}; }

inline namespace literals {
/// "VND"_currency; text that is no currency does not compile.
consteval currency operator""_currency(const char* text, std::size_t size) {
    const auto c = currency::parse({text, size});
    if (!c) throw "currency literal: want the three letters of a currency of ISO 4217";
    return *c;
}
}  // namespace literals

}  // namespace muong::v0

template <>
struct std::hash<muong::currency> {
    [[nodiscard]] constexpr std::size_t operator()(const muong::currency& c) const noexcept {
        const auto code = c.code();
        return muong::detail::hash_of(code[0], code[1], code[2]);
    }
};
