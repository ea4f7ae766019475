// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include <muong/core/export.hpp>
#include <muong/core/money.hpp>

namespace muong::inline v0 {

/// How numbers are written: which marks stand between thousands and before decimals.
enum class number_style : std::uint8_t {
    english,     ///< 4,821.5
    vietnamese,  ///< 4.821,5
};

/// An amount of money as it was published: "4,821 billion VND" is the figure 4821 with the multiplier 9 (10^9), and
/// tells less than "4,821,000,000,000 VND", which is the figure 4821000000000 with the multiplier 0. Both are worth the
/// same: `==` compares what they are worth, `identical` what was written.
///
/// Laws, tested in tests/core/published_amount.test.cpp:
///  - `parse(to_string(a))` is identical to a, in both styles;
///  - identical amounts are equal, not the other way round.
class published_amount {
public:
    /// \returns nothing unless multiplier is 0, 3, 6, 9 or 12, and the amount is whole minor units within 64 bits
    [[nodiscard]] static constexpr std::optional<published_amount> make(decimal figure, int multiplier,
                                                                        currency c) noexcept {
        if (multiplier < 0 || multiplier > 12 || multiplier % 3 != 0) return {};
        const int digits = figure.decimals() - multiplier;  // decimals that are left beyond the multiplier
        if (digits > 0) {
            const auto value = any_money::of(decimal{figure.coefficient(), digits}, c);
            if (!value) return {};
            return published_amount{figure, multiplier, *value};
        }
        const auto units = detail::int128{figure.coefficient()} * detail::power_of_ten[-digits];
        if (!detail::fits_int64(units)) return {};
        const auto value = any_money::of(decimal{static_cast<std::int64_t>(units)}, c);
        if (!value) return {};
        return published_amount{figure, multiplier, *value};
    }

    /// Reads "4,821 billion VND", "VND 2,048 billion", "1.5 million USD", "4,821,000,000,000 VND", "4.821 tỷ đồng":
    /// a figure whose marks stand between groups of three digits or nowhere; perhaps thousand, million, billion,
    /// trillion, nghìn, triệu, tỷ, tỉ or nghìn tỷ; a currency before or behind, as its three letters, đồng or dong.
    /// Case does not count. \returns nothing for other text, or an amount that is not of whole minor units or leaves 64
    /// bits
    [[nodiscard]] MUONG_EXPORT static std::optional<published_amount> parse(std::string_view text,
                                                                            number_style style = number_style::english);

    [[nodiscard]] constexpr decimal figure() const noexcept { return figure_; }
    [[nodiscard]] constexpr int multiplier() const noexcept { return multiplier_; }  ///< 0, 3, 6, 9 or 12
    [[nodiscard]] constexpr any_money value() const noexcept { return value_; }      ///< what it is worth
    [[nodiscard]] constexpr muong::currency currency() const noexcept { return value_.currency(); }

    [[nodiscard]] friend constexpr bool identical(const published_amount& a, const published_amount& b) noexcept {
        return identical(a.figure_, b.figure_) && a.multiplier_ == b.multiplier_ && a.currency() == b.currency();
    }
    [[nodiscard]] friend constexpr bool operator==(const published_amount& a, const published_amount& b) noexcept {
        return a.value_ == b.value_;
    }
    [[nodiscard]] friend constexpr auto operator<=>(const published_amount& a, const published_amount& b) noexcept {
        return a.value_ <=> b.value_;
    }
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const published_amount& a);

private:
    constexpr published_amount(decimal figure, int multiplier, any_money value) noexcept
        : figure_{figure}, multiplier_{multiplier}, value_{value} {}

    decimal figure_;
    int multiplier_;
    any_money value_;
};

/// "4,821 billion VND"; in the Vietnamese style "4.821 tỷ đồng", other currencies by their letters.
[[nodiscard]] MUONG_EXPORT std::string to_string(const published_amount& a, number_style style = number_style::english);

/// An amount in the largest word of which it is at least one and has at most `decimals` decimals, without rounding:
/// 1,500,000 VND with one decimal is "1.5 million VND". If there is none, without a word, with all its decimals.
[[nodiscard]] MUONG_EXPORT published_amount published(any_money m, int decimals = 0);

}  // namespace muong::v0
