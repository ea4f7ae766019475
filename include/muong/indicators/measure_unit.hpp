// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/core/problem.hpp>
#include <muong/core/qualified.hpp>

namespace muong::inline v0 {

/// What kind of figures a unit of measure is for.
enum class measure_kind : std::uint8_t {
    amount,  ///< counts, money, areas, distances of shares: figures of several periods or parts add up to one of the
             ///< whole
    share,   ///< in percent: hundredths of the whole that it is a share of
    rate,    ///< of change, in percent of what it was
    ratio,   ///< any other that does not add up: a density, an index, an average
};

/// What a figure is counted in: its name, what it measures, and how many base units of that it is. Units are data: a
/// program may make its own, {"persons per km2", "density", 1, measure_kind::ratio}.
///
/// Laws, tested in tests/indicators/measure_unit.test.cpp:
///  - there and back again gives the same number, of every two units that measure the same;
///  - units that measure different things convert into each other never, also where a density is at hand.
struct measure_unit {
    std::string code;      ///< "ha", "billion VND"
    std::string measures;  ///< "area", "money in VND", "households": units of one kind convert, others do not
    fraction scale = 1;    ///< in base units of what it measures (m2, m, VND, one); above zero
    measure_kind kind = measure_kind::amount;

    /// Finds a unit that the library knows (`known_units`) or a currency of ISO 4217, perhaps with "thousand",
    /// "million", "billion" or "trillion" before it: "billion VND", "million visits". Some take no such word: percents,
    /// m, m2 (`known_unit::multiples`). \returns nothing for any other text
    [[nodiscard]] MUONG_EXPORT static std::optional<measure_unit> parse(std::string_view text);

    /// Whether it measures a share, in percent: one hundredth of the whole it is a share of.
    [[nodiscard]] bool is_share() const noexcept { return kind == measure_kind::share; }
    /// Whether it counts in percent, so that two figures lie percentage points apart: shares and rates of change.
    [[nodiscard]] bool is_percent() const noexcept { return is_share() || kind == measure_kind::rate; }
    /// What two such figures lie apart in: percentage points for percents, else the unit itself.
    [[nodiscard]] MUONG_EXPORT measure_unit of_differences() const;
    /// Whether figures of several periods or parts add up to one of the whole: not so shares, rates, densities and
    /// indices.
    [[nodiscard]] bool adds_up() const noexcept { return kind == measure_kind::amount; }

    friend bool operator==(const measure_unit&, const measure_unit&) = default;
};
[[nodiscard]] inline std::string to_string(const measure_unit& unit) { return unit.code; }
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const measure_unit& unit);

/// One unit that the library knows.
struct known_unit {
    std::string_view code;
    std::string_view measures;
    std::int64_t scale;  ///< in base units of what it measures
    bool multiples;      ///< whether "million" may stand before it
    measure_kind kind = measure_kind::amount;
};
/// m2, ha, km2; m, km; kg, tonnes; persons, households, visits, houses, projects ...; percent, percentage
/// points, percent per year, index points. Those that measure the same stand together.
/// Currencies are not listed.
[[nodiscard]] MUONG_EXPORT std::span<const known_unit> known_units() noexcept;

/// The unit of that name, or an unknown_value at `where`.
[[nodiscard]] MUONG_EXPORT result<measure_unit> find_unit(std::string_view text, const place& where = {});

/// The same amount in another unit, exactly: 1 km2 is 100 ha, 2048 billion VND are 2048000 million VND. As many
/// decimals as that takes, and no more: 1.50 km2 are 150 ha; between units of one size the number stays as it is.
/// \returns unit_mismatch if they do not measure the same; out_of_range if the number has no decimal of 18 digits there
[[nodiscard]] MUONG_EXPORT result<decimal> convert(decimal value, const measure_unit& from, const measure_unit& to,
                                                   const place& where = {});
/// The same of each bound; the word stays.
[[nodiscard]] MUONG_EXPORT result<qualified<decimal>> convert(const qualified<decimal>& value, const measure_unit& from,
                                                              const measure_unit& to, const place& where = {});

/// A number with its unit. What is in different units adds up only after `in`.
class quantity {
public:
    quantity(decimal value, measure_unit unit) : value_{value}, unit_{std::move(unit)} {}

    [[nodiscard]] decimal value() const noexcept { return value_; }
    [[nodiscard]] const measure_unit& unit() const& noexcept { return unit_; }
    const measure_unit& unit() const&& = delete;

    /// \throws data_error as `convert`
    [[nodiscard]] quantity in(const measure_unit& other) const {
        return {convert(value_, unit_, other).value(), other};
    }
    /// \throws std::invalid_argument if the units differ, with both in a sentence; std::overflow_error as decimal
    [[nodiscard]] friend quantity operator+(const quantity& a, const quantity& b) {
        a.require_same(b);
        return {a.value_ + b.value_, a.unit_};
    }
    /// \throws as the sum
    [[nodiscard]] friend quantity operator-(const quantity& a, const quantity& b) {
        a.require_same(b);
        return {a.value_ - b.value_, a.unit_};
    }

    friend bool operator==(const quantity&, const quantity&) = default;

private:
    MUONG_EXPORT void require_same(const quantity& other) const;

    decimal value_;
    measure_unit unit_;
};
/// "2048 billion VND"
[[nodiscard]] inline std::string to_string(const quantity& q) { return to_string(q.value()) + ' ' + q.unit().code; }
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const quantity& q);

}  // namespace muong::v0
