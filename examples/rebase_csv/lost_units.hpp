// SPDX-License-Identifier: MIT
#pragma once

#include "values.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rebase_csv {

/// Gathers what units of the table lose on the way to the other map, though their codes are right: of units that end
/// and go on in no other, of parts that no transfer tells of, and of what goes, or may go, to units that are in no
/// group.
class lost_units {
public:
    /// Of a column of a map that has lost something so, or may have; the columns of one map come one after the other.
    /// `name` is that of its account. O(parts of units) for the first column of a way of a map, then O(lost units).
    void add(const geography& g, const values& all, std::size_t column, const std::string& name);

    /// A sentence a unit, in the order of the codes, and one about groups.
    [[nodiscard]] std::vector<std::string> remarks() const;

private:
    struct losing_unit {
        std::size_t source = 0;
        std::string name;  ///< empty: what it loses goes to units in no group
        std::vector<std::pair<std::size_t, muong::carried_part>> parts;  ///< that arrive, with their places
        std::optional<muong::carried_part> open{};  ///< what goes to units in no group, if that is a range
        bool is_told = false;                       ///< to which units in no group it goes
    };
    struct loss {
        std::vector<std::string> amounts;  ///< of the first columns
        std::size_t more = 0;              ///< columns

        void add(const muong::fraction& least, const muong::fraction& most, const std::string& column);
    };

    [[nodiscard]] static std::vector<losing_unit> find_losers(const geography& g, const values& all, std::size_t way);

    const values* of_ = nullptr;
    std::vector<std::optional<std::vector<losing_unit>>> losers_;  // by way of its map
    std::map<std::string, loss> by_unit_;                          // by what is lost: "1 P" or "a part of 1 P"
    loss ungrouped_;                                               // what goes, or may go, to units in no group
    std::map<muong::unit_code, std::string> ungrouped_units_;      // to which it goes, with their names
};

}  // namespace rebase_csv
