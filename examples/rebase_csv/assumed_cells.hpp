// SPDX-License-Identifier: MIT
#pragma once

#include "values.hpp"

#include <muong/indicators/carried_rules.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace rebase_csv {

/// How a label of OUT is made of one column of the values, and of another by which the largest is found.
struct label_cell {
    label_mode mode;
    std::size_t column, by;              ///< numbers in the sums
    std::span<const std::int64_t> list;  ///< words by number
};

/// Which cells of OUT rest on shares that are assumed, for --quality; without it none is said to.
class assumed_cells {
public:
    /// `way` is the one of the map by which the columns go, by their numbers in its sums.
    assumed_cells(const options& o, const geography& g, const values& all, std::size_t way);

    /// Of sums by exact shares, and all that is made of such.
    [[nodiscard]] bool number(std::size_t place) const { return places_[place]; }
    /// Of sums in whole numbers, where guesses decide also how a share is rounded that is stated.
    [[nodiscard]] bool whole(std::size_t place, std::size_t column) const;
    /// Of a label that was found: whether it may be another one by other shares.
    [[nodiscard]] bool label(const label_cell& of, std::size_t place, const muong::carried_label& found) const;

private:
    void mark();
    void mark_flows();
    [[nodiscard]] bool is_known(std::uint32_t source, std::uint32_t group) const;
    [[nodiscard]] bool is_first(const label_cell& of, std::size_t place, std::int64_t found) const;
    [[nodiscard]] bool has_most(const label_cell& of, std::size_t place, std::int64_t found) const;

    const options& o_;
    const geography& g_;
    const values& all_;
    const basis_way& way_;
    const muong::rebase_accumulator& sums_;
    std::vector<bool> places_;
    std::vector<bool> sources_;                     // of which some share is assumed
    std::vector<std::vector<std::uint32_t>> into_;  // by place that rests on them: these sources, in order
};

}  // namespace rebase_csv
