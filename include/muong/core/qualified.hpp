// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/interval.hpp>
#include <muong/core/percent.hpp>

namespace muong::inline v0 {

/// What a source says of a number beside the number. SDMX has no list for it; these are the words of press and reports.
enum class qualifier : std::uint8_t {
    exact,     ///< the number and nothing else
    over,      ///< "over", "more than": above the number
    nearly,    ///< "nearly": below the number, and not far
    about,     ///< "about", "some", "estimated": near the number, on either side
    at_least,  ///< the number or more
    at_most,   ///< the number or less
    between,   ///< from one number to another, both included
};

/// The stable name: "at_least".
[[nodiscard]] MUONG_EXPORT std::string_view to_string(qualifier word) noexcept;
/// The qualifier of that name; nothing for any other text.
[[nodiscard]] MUONG_EXPORT std::optional<qualifier> parse_qualifier(std::string_view name) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, qualifier word);

/// How the words of a source become bounds. The words set none where they are vague, so a reader who wants narrower
/// bounds names how near he takes "near" to be; every result tells which reading it rests on.
///
/// | word     | literal()        | within(10%)        |
/// |----------|------------------|--------------------|
/// | exact x  | x                | x                  |
/// | over x   | above x          | (x, 1.1 x]         |
/// | nearly x | below x          | [0.9 x, x)         |
/// | about x  | anything         | [0.9 x, 1.1 x]     |
///
/// at_least, at_most and between are rules, not estimates, and mean the same in every reading. Of a negative x the
/// share is taken of its magnitude; of zero there is no share, so that its words set no bounds but the literal ones.
class reading {
public:
    /// No more than the words say. "About" says nothing that could be refuted.
    [[nodiscard]] static constexpr reading literal() noexcept { return {}; }
    /// "Over", "nearly" and "about" keep within such a share of the number. \throws std::invalid_argument unless above
    /// 0
    [[nodiscard]] static constexpr reading within(percent share) {
        if (share <= percent{}) throw std::invalid_argument{"muong::reading: the share must be above zero"};
        reading made;
        made.share_ = share;
        return made;
    }
    /// The same, and a bare number is one that has been rounded: 13.6 is at least 13.55 and at most 13.65.
    [[nodiscard]] constexpr reading with_rounding() const noexcept {
        reading made = *this;
        made.rounded_ = true;
        return made;
    }

    [[nodiscard]] constexpr std::optional<percent> share() const noexcept { return share_; }
    [[nodiscard]] constexpr bool numbers_are_rounded() const noexcept { return rounded_; }
    friend bool operator==(const reading&, const reading&) = default;

private:
    std::optional<percent> share_;
    bool rounded_ = false;
};
/// "literally", "within 10%", "within 10%, numbers rounded"
[[nodiscard]] MUONG_EXPORT std::string to_string(const reading& how);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const reading& how);

namespace detail {
/// Half a unit of the last decimal.
[[nodiscard]] constexpr decimal half_step(decimal x) { return decimal{5, x.decimals() + 1}; }
[[nodiscard]] constexpr percent half_step(percent x) { return percent{half_step(x.number())}; }
[[nodiscard]] constexpr percentage_points half_step(percentage_points x) {
    return percentage_points{half_step(x.number())};
}
[[nodiscard]] constexpr decimal plus(decimal x, decimal y) { return x + y; }
[[nodiscard]] constexpr percent plus(percent x, percent y) { return percent{x.number() + y.number()}; }
[[nodiscard]] constexpr percentage_points plus(percentage_points x, percentage_points y) { return x + y; }
}  // namespace detail

/// A value with what its source said of it: "over 9200", "nearly 900", "10 to 11". T is decimal, percent or
/// percentage_points.
///
/// Laws, tested in tests/core/qualified.test.cpp:
///  - `parse(to_string(q)) == q`;
///  - the number said is in its bounds, or is an end of them that is not included;
///  - `bounds(within(s))` lies in `bounds(literal())`, and in `bounds(within(t))` for s < t.
template <class T>
class qualified {
public:
    qualified(T value) : value_{value}, greatest_{value} {}  // NOLINT(google-explicit-constructor): a bare number

    [[nodiscard]] static qualified exact(T x) { return {qualifier::exact, x, x}; }
    [[nodiscard]] static qualified over(T x) { return {qualifier::over, x, x}; }
    [[nodiscard]] static qualified nearly(T x) { return {qualifier::nearly, x, x}; }
    [[nodiscard]] static qualified about(T x) { return {qualifier::about, x, x}; }
    [[nodiscard]] static qualified at_least(T x) { return {qualifier::at_least, x, x}; }
    [[nodiscard]] static qualified at_most(T x) { return {qualifier::at_most, x, x}; }
    /// \throws std::invalid_argument if least > greatest
    [[nodiscard]] static qualified between(T least, T greatest) {
        if (greatest < least) throw std::invalid_argument{"muong::qualified: the least is above the greatest"};
        return {qualifier::between, least, greatest};
    }
    /// The number with any word but between. \throws std::invalid_argument for between
    [[nodiscard]] static qualified with(qualifier word, T x) {
        if (word == qualifier::between) throw std::invalid_argument{"muong::qualified: between needs two numbers"};
        return {word, x, x};
    }

    /// Reads what `to_string` writes. \returns nothing for any other text
    [[nodiscard]] static std::optional<qualified> parse(std::string_view text);

    [[nodiscard]] qualifier word() const noexcept { return word_; }
    [[nodiscard]] bool is_exact() const noexcept { return word_ == qualifier::exact; }
    /// The number that was said; of between, the lesser of the two.
    [[nodiscard]] T value() const noexcept { return value_; }
    /// Of between the greater number, else the same as `value`.
    [[nodiscard]] T greatest() const noexcept { return greatest_; }

    /// All values that the words allow. \throws std::overflow_error or std::out_of_range for a bound that is no decimal
    [[nodiscard]] interval<T> bounds(const reading& how = reading::literal()) const;

    /// Sums, differences and, of decimals, products and quotients are made of the literal bounds; "over 100" plus
    /// "nearly 50" has no word of its own. For another reading combine `bounds(reading)`.
    [[nodiscard]] friend interval<T> operator+(const qualified& a, const qualified& b) {
        return a.bounds() + b.bounds();
    }
    [[nodiscard]] friend auto operator-(const qualified& a, const qualified& b) {
        if constexpr (std::is_same_v<T, percent>) {
            return points(a.bounds()) - points(b.bounds());
        } else {
            return a.bounds() - b.bounds();
        }
    }
    [[nodiscard]] friend interval<fraction> operator*(const qualified& a,
                                                      const qualified& b) requires std::is_same_v<T, decimal> {
        return as_fractions(a.bounds()) * as_fractions(b.bounds());
    }
    /// \throws std::domain_error if b is zero
    [[nodiscard]] friend interval<fraction> operator/(const qualified& a,
                                                      const qualified& b) requires std::is_same_v<T, decimal> {
        return as_fractions(a.bounds()) / as_fractions(b.bounds());
    }

    friend bool operator==(const qualified&, const qualified&) = default;

private:
    qualified(qualifier word, T value, T greatest) : word_{word}, value_{value}, greatest_{greatest} {}

    static interval<percentage_points> points(const interval<percent>& a) {
        const auto end = [](const std::optional<bound<percent>>& e) -> std::optional<bound<percentage_points>> {
            if (!e) return {};
            return bound<percentage_points>{percentage_points{e->value.number()}, e->included};
        };
        return {end(a.lower()), end(a.upper())};
    }

    qualifier word_ = qualifier::exact;
    T value_;
    T greatest_;
};

/// "9200" for an exact one, "over 9200", "at least 9200", "10 to 11"
template <class T>
[[nodiscard]] std::string to_string(const qualified<T>& q) {
    if (q.word() == qualifier::between) return to_string(q.value()) + " to " + to_string(q.greatest());
    if (q.is_exact()) return to_string(q.value());
    std::string text{to_string(q.word())};
    for (char& c : text) c = c == '_' ? ' ' : c;
    return text + ' ' + to_string(q.value());
}
template <class T>
std::ostream& operator<<(std::ostream& out, const qualified<T>& q) {
    return out << to_string(q);
}

}  // namespace muong::v0

#include <muong/core/impl/qualified.hpp>
