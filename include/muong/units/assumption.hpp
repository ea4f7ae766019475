// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/problem.hpp>
#include <muong/units/crosswalk.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muong::inline v0 {

/// How the shares of a divided unit are set that no fact gives. Never used unless it is asked for by name, and what
/// comes of it says so: crosswalk_entry::assumed, crosswalk::assumption.
class MUONG_EXPORT assumption {
public:
    /// Every unit that may have got a part got as much of it as any other.
    [[nodiscard]] static assumption equal_parts();

    /// Every unit that may have got a part got it in proportion to its weight. `what` tells what the weights are: "area
    /// 2024". `where` is told in problems: the table that the weights stand in, for one.
    /// \throws data_error: out_of_range for a weight below zero, duplicate_key for a unit with two weights
    [[nodiscard]] static assumption proportional_to(std::string_view what,
                                                    std::vector<std::pair<unit_code, fraction>> weights,
                                                    place where = {});

    /// "equal_parts", "proportional_to(area 2024)"
    [[nodiscard]] const std::string& name() const& noexcept { return name_; }
    const std::string& name() const&& = delete;
    [[nodiscard]] const place& where() const& noexcept { return where_; }
    const place& where() const&& = delete;

    /// Nothing if it is not known. O(log n).
    [[nodiscard]] std::optional<fraction> weight(const unit_code& code) const;

private:
    assumption(std::string name, place where, bool equal)
        : name_{std::move(name)}, where_{std::move(where)}, equal_{equal} {}

    std::string name_;
    place where_;
    bool equal_;                                           // all weights are 1
    std::vector<std::pair<unit_code, fraction>> weights_;  // by code
};

/// From the units of one day to those of another, as crosswalk::between, with the open shares set. Each unit on the way
/// divides what its known shares leave among its open parts by weight: each of them has the least of its range, and
/// what is then left comes on top; one of weight zero has its least, which may be zero. A share that would leave its
/// range stops at the end of it, and the others take the rest. Weights are those of the units of the second day: a part
/// of a unit between weighs as much as all units in which it lies in the end and whose shares are open, and where
/// several parts lie in one unit its weight is divided evenly among these ways. So the units of the second day share in
/// proportion to their weights as far as the facts allow, and every share that is known on any day between stays as it
/// is: where a part of unknown size was later divided 9 to 1, what it brings is divided 9 to 1.
///
/// Open shares whose weights are all zero stay open; beside some that were set they, and what lies nowhere, are assumed
/// to lie within what these leave. What the facts themselves leave over (crosswalk::rest) stays left over.
///
/// Laws, tested in tests/units/assumption.test.cpp:
///  - some division that agrees with all facts gives these shares;
///  - where no share of any unit between is known, they are those of `assume(between(...), how)`.
/// O(that of between + for each unit with open shares, the parts of all units on its way). \returns missing_value for
/// each unit with an open share whose weight is not known \throws std::invalid_argument as crosswalk::between
[[nodiscard]] MUONG_EXPORT result<crosswalk> assume(const registry& units, date from, date to, const assumption& how,
                                                    const crosswalk_options& options = {});

/// A crosswalk that is there already, one read from a file for example, with its open shares set, each row for itself
/// and otherwise as above. It does not know any more which shares belong together, so what it sets may lie within all
/// ranges and yet be no division that the facts allow: from a registry use the other.
///
/// Laws, tested in tests/units/assumption.test.cpp:
///  - exact shares stay as they are, and a set share lies in its range;
///  - a row without a rest adds up to exactly one;
///  - a share that is not told to be assumed is the same by any assumption, also in what `then` and `inverted` make.
/// O(n log n). \returns missing_value for each unit with an open share whose weight is not known
[[nodiscard]] MUONG_EXPORT result<crosswalk> assume(const crosswalk& open, const assumption& how);

}  // namespace muong::v0
