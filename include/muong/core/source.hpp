// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <iosfwd>
#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <optional>
#include <string>

namespace muong::inline v0 {

/// Who said something, in what, when and where in it. Any part may be unknown: an empty text, or no period.
/// Ordered by its parts, so that a set of sources is a list of references.
struct source {
    std::string who = {};             ///< person, office or paper: "General Statistics Office"
    std::string title = {};           ///< document, table or data set: "Population and housing census 2009"
    std::optional<period> when = {};  ///< when it was said, as exactly as it is known: a day, a month, a year
    std::string where = {};           ///< the place in it or its address: "table 1.2", "clause 13 of article 1", a URL

    friend bool operator==(const source&, const source&) = default;
    friend std::strong_ordering operator<=>(const source&, const source&) = default;
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const source& s);
};

/// A citation: "General Statistics Office: Population and housing census 2009 (2010-06), table 1.2". Parts that are not
/// known are left out; empty for a source of which nothing is known.
[[nodiscard]] MUONG_EXPORT std::string to_string(const source& s);

}  // namespace muong::v0

template <>
struct std::hash<muong::source> {
    [[nodiscard]] std::size_t operator()(const muong::source& s) const noexcept {
        const std::hash<std::string> text;
        const auto when = s.when ? std::hash<muong::period>{}(*s.when) : 0;
        return muong::detail::hash_of(text(s.who), text(s.title), when, text(s.where));
    }
};
