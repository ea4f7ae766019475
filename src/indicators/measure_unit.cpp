// SPDX-License-Identifier: MIT
#include <muong/indicators/measure_unit.hpp>

#include <array>
#include <ostream>
#include <stdexcept>

#include <muong/core/currency.hpp>

#include "core/multiplier_words.hpp"

namespace muong::inline v0 {
namespace {

constexpr std::array units{
    known_unit{"m2", "area", 1, false},
    known_unit{"ha", "area", 10'000, true},
    known_unit{"km2", "area", 1'000'000, true},
    known_unit{"m", "length", 1, false},
    known_unit{"km", "length", 1'000, true},
    known_unit{"kg", "mass", 1, false},
    known_unit{"tonnes", "mass", 1'000, true},
    known_unit{"persons", "persons", 1, true},
    known_unit{"households", "households", 1, true},
    known_unit{"visits", "visits", 1, true},
    known_unit{"houses", "houses", 1, true},
    known_unit{"projects", "projects", 1, true},
    known_unit{"products", "products", 1, true},
    known_unit{"tasks", "tasks", 1, true},
    known_unit{"objectives", "objectives", 1, true},
    known_unit{"target groups", "target groups", 1, true},
    known_unit{"areas", "areas of work", 1, true},
    known_unit{"pillars", "pillars", 1, true},
    known_unit{"units", "administrative units", 1, true},
    known_unit{"provinces", "provinces", 1, true},
    known_unit{"tiers", "tiers of government", 1, true},
    known_unit{"percent", "a share", 1, false, measure_kind::share},
    known_unit{"percentage points", "a distance of shares", 1, false},
    known_unit{"percent per year", "a rate of change per year", 1, false, measure_kind::rate},
    known_unit{"index points", "an index", 1, false, measure_kind::ratio},
};

std::string mismatch(const measure_unit& a, const measure_unit& b) {
    if (a.measures == b.measures) return a.code + " and " + b.code + " differ: convert one of them first";
    return a.code + " measures " + a.measures + ", " + b.code + " measures " + b.measures;
}

}  // namespace

std::span<const known_unit> known_units() noexcept { return units; }

std::optional<measure_unit> measure_unit::parse(std::string_view text) {
    const auto [power, name] = detail::split_multiplier(text);
    for (const auto& u : units) {
        if (u.code != name || (power != 0 && !u.multiples)) continue;
        return measure_unit{std::string{text}, std::string{u.measures}, fraction{u.scale} * detail::power_of_ten[power],
                            u.kind};
    }
    if (const auto money = currency::parse(name)) {
        return measure_unit{std::string{text}, "money in " + std::string{name}, detail::power_of_ten[power]};
    }
    return {};
}

std::ostream& operator<<(std::ostream& out, const measure_unit& unit) { return out << unit.code; }

measure_unit measure_unit::of_differences() const { return is_percent() ? parse("percentage points").value() : *this; }

result<measure_unit> find_unit(std::string_view text, const place& where) {
    if (auto unit = measure_unit::parse(text)) return std::move(*unit);
    return problem{errc::unknown_value, where, std::string{text},
                   "a unit of measure, such as persons, ha, km2 or million VND"};
}

result<decimal> convert(decimal value, const measure_unit& from, const measure_unit& to, const place& where) {
    if (from.measures != to.measures) {
        return problem{errc::unit_mismatch, where, to_string(value) + ' ' + from.code,
                       "a unit that measures " + to.measures + ", as " + to.code + " does"};
    }
    if (from.scale == to.scale) return value;
    const fraction exact = fraction{value} * from.scale / to.scale;
    if (exact.is_finite_decimal()) {
        for (int decimals = 0; decimals <= decimal::max_decimals; ++decimals) {
            try {
                const auto there = exact.to_decimal(decimals);
                if (fraction{there} == exact) return there;
            } catch (const std::overflow_error&) {
                break;
            }
        }
    }
    return problem{errc::out_of_range, where, to_string(value) + ' ' + from.code,
                   "a number that is a decimal of 64 bits in " + to.code};
}

result<qualified<decimal>> convert(const qualified<decimal>& value, const measure_unit& from, const measure_unit& to,
                                   const place& where) {
    const auto least = convert(value.value(), from, to, where);
    if (!least) return least.error();
    if (value.word() != qualifier::between) return qualified<decimal>::with(value.word(), least.value());
    const auto greatest = convert(value.greatest(), from, to, where);
    if (!greatest) return greatest.error();
    return qualified<decimal>::between(least.value(), greatest.value());
}

void quantity::require_same(const quantity& other) const {
    if (unit_ != other.unit_) throw std::invalid_argument{"muong::quantity: " + mismatch(unit_, other.unit_)};
}

std::ostream& operator<<(std::ostream& out, const quantity& q) { return out << to_string(q); }

}  // namespace muong::v0
