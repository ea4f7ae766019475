// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string_view>

#include <muong/indicators/growth.hpp>
#include <muong/indicators/series.hpp>

// What growth, indices and changes of frequency share.
namespace muong::inline v0::detail {

/// \throws std::invalid_argument unless it rounds to decimals with which a change of 64 bits, in percent, fits into 128
inline void require(rounded_to round) {
    if (round.decimals < 0 || round.decimals > 16)
        throw std::invalid_argument{"muong::rounded_to: decimals must be 0 to 16"};
}

/// The header of a series that is computed from another, in a unit that the library knows.
inline series_header in_unit(series_header header, std::string_view unit, int decimals) {
    header.unit = measure_unit::parse(unit).value();
    header.decimals = decimals;
    return header;
}

/// How many steps of a frequency a year has; 0 for days and terms.
constexpr int steps_a_year(frequency f) noexcept { return months_of(f) == 0 ? 0 : 12 / months_of(f); }

/// \throws std::invalid_argument for days
inline int steps_a_year(const series& s) {
    const int steps = steps_a_year(s.frequency());
    if (steps == 0) throw std::invalid_argument{"muong::frequency: days have no fixed number of steps in a year"};
    return steps;
}

}  // namespace muong::v0::detail
