// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/date.hpp>
#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <muong/units/unit_code.hpp>

namespace muong::inline v0 {

/// What a claim is about.
enum class claim_kind : std::uint8_t { change, plan, target, indicator, project, funding, place, office };

/// "indicator"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(claim_kind kind) noexcept;
/// The kind of that name; nothing for any other text.
[[nodiscard]] MUONG_EXPORT std::optional<claim_kind> parse_claim_kind(std::string_view name) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, claim_kind kind);

/// A unit as it was meant: the code and a day on which it bears it, since codes are used again.
struct unit_on_day {
    unit_code code;
    date day;
    friend bool operator==(const unit_on_day&, const unit_on_day&) = default;
};

/// One thing that a source says, as its words have it: a row of the table `claims.csv` (columns `claim, source, kind,
/// subject, property, qualifier, value, unit, when, period, units, note`). Texts are UTF-8 and are what the source
/// says, in English; a number is written in digits without marks, and its unit may hold a multiplier ("billion VND").
struct published_claim {
    std::string id;      ///< "c054"
    std::string source;  ///< key of a data_source
    claim_kind kind = claim_kind::indicator;
    std::string subject;             ///< "GRDP"; several with "; " between them
    std::string property;            ///< what of it: "average growth per year"
    std::string qualifier;           ///< exact, over, nearly, about or range
    std::string value;               ///< "8.76", "10..11" for a range, or words
    std::string unit;                ///< "percent per year"; for a value in words, what it is: "status", "date"
    std::string when;                ///< as said: "mid-term 2020/2025", "by 2024-05"; may be empty
    std::optional<period> of;        ///< the same as days, as far as it can be told; "2021/2025" holds both years
    std::vector<unit_on_day> units;  ///< the units that it names, as they stood then; often none
    std::string note;                ///< what must be known to read it; may be empty
};

}  // namespace muong::v0
