// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <muong/core/problem.hpp>
#include <muong/indicators/aggregation.hpp>
#include <muong/indicators/measure_unit.hpp>

namespace muong::inline v0 {

/// Which way an indicator should go.
enum class better : std::uint8_t { higher, lower, neither };
[[nodiscard]] MUONG_EXPORT std::string_view to_string(better way) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, better way);

/// What is measured, and how its values are kept and put together: a row of a list of indicators. `panel_of` goes by
/// its unit and its rule; who sets a `target` or writes a `column_rule` finds here `over_time` and the weight; the rest
/// is for those who show figures.
struct indicator {
    std::string code;                              ///< "poverty_rate"; not empty
    std::string name = {};                         ///< in the language of its publisher
    std::string name_en = {};                      ///< in English; may be empty
    measure_unit unit;                             ///< with its multiplier: "billion VND"
    int decimals = 0;                              ///< 0 to 18
    muong::frequency frequency = frequency::year;  ///< how often it is told
    better way = better::neither;
    aggregation rule = aggregation::extensive;
    std::string weight = {};  ///< of an intensive one: the code of the indicator that its means are weighted with
    std::string prices = {};  ///< of money: "current", "constant 2010"; empty where that is not known or has no meaning
    std::optional<combine> over_time = {};  ///< how shorter periods make a longer one; nothing: that is not said

    friend bool operator==(const indicator&, const indicator&) = default;
};

/// What keeps it from being used: no code, decimals out of range, or a weight that its rule does not take.
[[nodiscard]] MUONG_EXPORT problems check(const indicator& what, const place& where = {});

}  // namespace muong::v0
