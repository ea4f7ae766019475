// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <muong/core/problem.hpp>
#include <muong/core/qualified.hpp>
#include <muong/core/source.hpp>
#include <muong/indicators/measure_unit.hpp>

namespace muong::inline v0 {

/// A figure as somebody told it: what of, for when, with which words, and who said so. Claims on one thing may
/// contradict each other; none of them is dropped for that (see `find_conflicts`).
struct claim {
    std::string id = {};    ///< "c026"; may be empty
    std::string subject;    ///< "GRDP", "Mường Nhà commune"
    std::string indicator;  ///< what of it: "average growth per year"
    qualified<decimal> value;
    measure_unit unit;
    std::optional<period> when = {};  ///< what it is told of; nothing if that is not known
    source cited = {};
    std::string note = {};

    friend bool operator==(const claim&, const claim&) = default;
};

/// "GRDP, average growth per year (2021/2025): 8.76 percent per year [source]"
[[nodiscard]] MUONG_EXPORT std::string to_string(const claim& c);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const claim& c);

/// A qualified number out of a word and a text, as tables have them: ("over", "9200"), ("range", "10..11"), ("between",
/// "10 to 11"); no word is exact.
/// \returns unknown_value for another word, and malformed_text or out_of_range for a text that is no number
[[nodiscard]] MUONG_EXPORT result<qualified<decimal>> parse_qualified(std::string_view word, std::string_view text,
                                                                      const place& where = {});

}  // namespace muong::v0
