// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/date.hpp>
#include <muong/core/export.hpp>
#include <muong/units/unit.hpp>

#include <string>
#include <string_view>

namespace muong::inline v0 {

class registry;

/// Why a code of a table is no unit in force on the day of its geography.
enum class code_fault : std::uint8_t {
    unknown,         ///< nothing like it is known
    ended,           ///< the unit of this code ended before the day
    not_yet,         ///< it begins after the day
    zeros_lost,      ///< a code of digits without the zeros before it, as spreadsheets leave it
    other_spelling,  ///< blanks around it, small for capital letters, or zeros too many
    name,            ///< it is the name of a unit
    as_number,       ///< a spreadsheet wrote it as a number with decimals, 301.0
    as_text,         ///< with the marks by which spreadsheets keep it text, '03166 or ="03166"
};

/// What a code that no unit bears on a day probably is.
struct likely_code {
    code_fault why = code_fault::unknown;
    const muong::unit* unit = nullptr;  ///< the unit that is probably meant; null if unknown. Lives in the registry

    friend bool operator==(const likely_code&, const likely_code&) = default;
};

/// Of a text that is no code in force on `day`, what it probably is: a hint for people, never an answer. Of one that
/// is, `unknown` without a unit: there is nothing to hint at. O(log n) and a look-up of names.
[[nodiscard]] MUONG_EXPORT likely_code likely_code_for(const registry& units, std::string_view text, date day);
likely_code likely_code_for(const registry&& units, std::string_view text, date day) = delete;

/// What a problem says was expected instead of `text`: "a unit in force on 2025-07-01 (03166 ended on 2025-07-01, it
/// went into 03181)", "... (probably 03166: its zeros are lost)". Of the units into which one went that has ended, or
/// out of which one came that is not yet, the first three are told and how many more there are. O(steps of its
/// lineage).
[[nodiscard]] MUONG_EXPORT std::string expected_unit(const registry& units, std::string_view text, date day);

}  // namespace muong::v0
