// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/core/rounding.hpp>

namespace muong::inline v0 {

class percentage_points;

/// A share of a hundred, or a rate of change, as it is published: 13.6 percent. It may be negative or above a hundred.
/// Two percents have a difference, in percentage points, and no sum: shares of different wholes do not add up.
///
/// Laws, tested in tests/core/percent.test.cpp:
///  - `parse(to_string(p)) == p`, with all its decimals;
///  - `a + (b - a) == b`, where b - a are percentage points;
///  - `percent{n}.of(x) * 100 == n * x`, exactly.
class percent {
public:
    constexpr percent() noexcept = default;  ///< 0 percent
    constexpr explicit percent(decimal number) noexcept : number_{number} {}

    /// `part` in percent of `whole`, rounded once to so many decimals. \throws std::domain_error if `whole` is zero;
    /// as fraction::to_decimal
    [[nodiscard]] static constexpr percent of_ratio(const fraction& part, const fraction& whole, int decimals,
                                                    rounding how = rounding::half_away_from_zero) {
        return percent{(part * 100 / whole).to_decimal(decimals, how)};
    }

    /// Reads a decimal and a percent sign, perhaps with one blank between them: "13.6%", "-0.5 %".
    /// \returns nothing for any other text; a bare number is no percent
    [[nodiscard]] static constexpr std::optional<percent> parse(std::string_view text) noexcept;

    [[nodiscard]] constexpr decimal number() const noexcept { return number_; }  ///< 13.6 for 13.6 percent
    [[nodiscard]] constexpr fraction ratio() const { return fraction{number_} / 100; }

    /// So many percent of `whole`, exactly.
    [[nodiscard]] constexpr fraction of(const fraction& whole) const { return ratio() * whole; }
    /// `level` after a change of so many percent, exactly: 8.35 percent on 100 is 108.35.
    [[nodiscard]] constexpr fraction added_to(const fraction& level) const { return level + of(level); }

    /// The same multiple of its share: twice 13.6 percent. \throws std::overflow_error as decimal
    [[nodiscard]] friend constexpr percent operator*(percent p, decimal times) { return percent{p.number_ * times}; }
    [[nodiscard]] constexpr percent operator-() const noexcept { return percent{-number_}; }

    friend constexpr bool operator==(percent, percent) noexcept = default;
    friend constexpr std::weak_ordering operator<=>(percent, percent) noexcept = default;
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, percent p);

private:
    decimal number_;
};

/// The distance between two percents: from 8.35 to 8.76 percent it is 0.41 percentage points. Points of one whole add
/// up, as contributions to growth do.
class percentage_points {
public:
    constexpr percentage_points() noexcept = default;  ///< none
    constexpr explicit percentage_points(decimal number) noexcept : number_{number} {}

    /// Reads a decimal, one blank and "pp": "0.41 pp". \returns nothing for any other text
    [[nodiscard]] static constexpr std::optional<percentage_points> parse(std::string_view text) noexcept;

    [[nodiscard]] constexpr decimal number() const noexcept { return number_; }  ///< 0.41

    // Sums and multiples throw std::overflow_error as decimal.
    [[nodiscard]] friend constexpr percentage_points operator+(percentage_points a, percentage_points b) {
        return percentage_points{a.number_ + b.number_};
    }
    [[nodiscard]] friend constexpr percentage_points operator-(percentage_points a, percentage_points b) {
        return percentage_points{a.number_ - b.number_};
    }
    [[nodiscard]] friend constexpr percentage_points operator*(percentage_points a, decimal times) {
        return percentage_points{a.number_ * times};
    }
    [[nodiscard]] constexpr percentage_points operator-() const noexcept { return percentage_points{-number_}; }

    friend constexpr bool operator==(percentage_points, percentage_points) noexcept = default;
    friend constexpr std::weak_ordering operator<=>(percentage_points, percentage_points) noexcept = default;
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, percentage_points p);

private:
    decimal number_;
};

// These throw std::overflow_error as decimal.
[[nodiscard]] constexpr percentage_points operator-(percent a, percent b) {
    return percentage_points{a.number() - b.number()};
}
[[nodiscard]] constexpr percent operator+(percent a, percentage_points b) { return percent{a.number() + b.number()}; }
[[nodiscard]] constexpr percent operator-(percent a, percentage_points b) { return percent{a.number() - b.number()}; }

constexpr std::optional<percent> percent::parse(std::string_view text) noexcept {
    if (!text.ends_with('%')) return {};
    text.remove_suffix(1);
    if (text.ends_with(' ')) text.remove_suffix(1);
    const auto number = decimal::parse(text);
    if (!number) return {};
    return percent{*number};
}

constexpr std::optional<percentage_points> percentage_points::parse(std::string_view text) noexcept {
    if (!text.ends_with(" pp")) return {};
    text.remove_suffix(3);
    const auto number = decimal::parse(text);
    if (!number) return {};
    return percentage_points{*number};
}

/// "13.6%"
[[nodiscard]] inline std::string to_string(percent p) { return to_string(p.number()) + '%'; }
/// "0.41 pp"
[[nodiscard]] inline std::string to_string(percentage_points p) { return to_string(p.number()) + " pp"; }

inline namespace literals {

/// "13.6%"_percent: reads as `percent::parse`; a text that it refuses does not compile.
consteval percent operator""_percent(const char* text, std::size_t size) {
    const auto p = percent::parse({text, size});
    if (!p) throw "percent literal: want a decimal number and a percent sign";
    return *p;
}
/// "0.41 pp"_points: reads as `percentage_points::parse`; a text that it refuses does not compile.
consteval percentage_points operator""_points(const char* text, std::size_t size) {
    const auto p = percentage_points::parse({text, size});
    if (!p) throw "percentage points literal: want a decimal number, a blank and pp";
    return *p;
}

}  // namespace literals
}  // namespace muong::v0

template <>
struct std::hash<muong::percent> {
    [[nodiscard]] constexpr std::size_t operator()(muong::percent p) const noexcept {
        return std::hash<muong::decimal>{}(p.number());
    }
};
template <>
struct std::hash<muong::percentage_points> {
    [[nodiscard]] constexpr std::size_t operator()(muong::percentage_points p) const noexcept {
        return std::hash<muong::decimal>{}(p.number());
    }
};
