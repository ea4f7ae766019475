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

/// The crosswalk with its open shares set. Each open share of a row has the least of its range; what the row then has
/// left is divided among them by weight, on top; one of weight zero has its least, which may be zero. A share that
/// would leave its range stops at the end of it, and the others take the rest. Open shares whose weights are all zero
/// stay open; beside some that were set they, and what lies nowhere, are assumed to lie within what these leave. What
/// the facts themselves leave over (crosswalk::rest) stays left over.
///
/// Laws, tested in tests/units/assumption.test.cpp:
///  - exact shares stay as they are, and a set share lies in its range;
///  - a row without a rest adds up to exactly one;
///  - a share that is not told to be assumed is the same by any assumption, also in what `then` and `inverted` make.
/// O(n log n). \returns missing_value for each unit with an open share whose weight is not known
[[nodiscard]] MUONG_EXPORT result<crosswalk> assume(const crosswalk& open, const assumption& how);

}  // namespace muong::v0
