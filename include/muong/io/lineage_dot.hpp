// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <muong/core/export.hpp>
#include <muong/units/crosswalk.hpp>
#include <muong/units/lineage.hpp>

namespace muong::inline v0 {

class registry;

// Pictures of what became of units, as text in the language DOT: `dot -Tsvg lineage.dot -o lineage.svg` draws it. Old
// units stand on the left, new ones on the right. A solid line is a whole unit, a dashed one a part; a part bears its
// share where that is known, in percent of three digits: "33.3 %", "10 to 40 %", "at most 60 %", and nothing where it
// may be anything. Names may hold any characters; bytes that are not UTF-8 and control characters are drawn as \xNN.
// The same input always gives the same text.

/// How a picture speaks.
struct dot_options {
    /// Above the picture; may have several lines. Empty: the two days.
    std::string title = {};
    /// Names of units, and what to write beside a transfer. Without a label: the name in one line, the code below.
    story_words words = {};
    /// The basis whose stated shares stand beside the lines of a lineage ("population"). Empty: none. A crosswalk has
    /// its own.
    std::string_view basis = {};
};

/// The steps of a lineage, one line each, with the day and the act beside it. A node is a unit as it stood for a while,
/// named "<code>@<its first day>"; the unit that was asked for has a thick border. A unit that is made and ends within
/// a day is a point. O(steps log steps).
[[nodiscard]] MUONG_EXPORT std::string to_dot(const lineage& l, const dot_options& options = {});

/// The shares of a crosswalk, one line each: the units of the earlier day on the left, even if the crosswalk leads back
/// in time; the share is that of the unit it starts from. A node is named "<day>/<code>". What the facts leave over of
/// a unit leads to a node without a frame. Names come from the registry; a code that it does not have on the day stands
/// alone. For a few units out of many take `restricted`. O(units + shares).
[[nodiscard]] MUONG_EXPORT std::string to_dot(const crosswalk& c, const registry& names,
                                              const dot_options& options = {});

}  // namespace muong::v0
