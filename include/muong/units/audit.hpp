// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/problem.hpp>
#include <muong/units/unit.hpp>

namespace muong::inline v0 {

class registry;

/// Something odd in a history that is no fault: it may be so, but who joins tables by code should know.
struct finding {
    errc kind = errc::code_used_again;  ///< code_used_again, gap_in_history, no_predecessor, used_up_but_standing,
                                        ///< lone_part, shares_below_one, orphan or border_not_told
    date day;                           ///< on which it begins
    const unit* about = nullptr;        ///< as it stands on the day, or on the eve if it ends or gives something away
    std::string what;                   ///< in words, with the other units involved
    std::string_view basis = {};        ///< of shares_below_one; valid as long as a copy of the registry lives
};

/// "2025-07-01 Mường Chà (03166): code_used_again: ..."
[[nodiscard]] MUONG_EXPORT std::string to_string(const finding& f);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const finding& f);

/// Everything odd in a history, by day, then code:
///  - code_used_again: a code whose unit of the day has nothing from the unit that bore the code before, at once or
///    after a gap;
///  - gap_in_history: a code that nobody bore for a while;
///  - no_predecessor: a unit that begins after the first day of the registry, without children on its own first day,
///    and takes nothing from any other that day;
///  - used_up_but_standing: a unit that gives all its territory away, with no transfer to itself, and still stands;
///  - lone_part: a unit of which a single part is told, on some basis without its share: all of it goes there;
///  - shares_below_one: parts of a unit that are all known on some basis and leave a rest that goes nowhere;
///  - orphan: a unit without a parent, on the first day on which it stands beside others of its tier that have one;
///  - border_not_told: units of one unit, or parts of them, go to another unit of its tier, without a transfer between
///    these two: on its own tier it goes on unchanged, or ends without a transfer, though its border moved.
/// O(n log n).
[[nodiscard]] MUONG_EXPORT std::vector<finding> audit(const registry& units);
std::vector<finding> audit(const registry&& units) = delete;

}  // namespace muong::v0
