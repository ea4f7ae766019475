// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/indicators/account.hpp>
#include <muong/indicators/aggregation.hpp>
#include <muong/indicators/cell_quality.hpp>
#include <muong/indicators/rebase_accumulator.hpp>

namespace muong::inline v0 {

/// A cell of the new map by one rule.
struct carried_value {
    std::optional<fraction> value;
    /// No distribution that agrees with the facts goes beyond. Of sums of values of one sign some reaches either end,
    /// in whole numbers within one a part; other sums, ratios and means may have wider ends than need be where several
    /// units go on by one share that is not known.
    std::optional<fraction> least, most;
    std::uint32_t parts = 0;    ///< units that go there, wholly, in part or perhaps; of sums, as in carried_sum
    std::uint32_t missing = 0;  ///< of these, the ones without a value
    std::uint32_t ranged = 0;   ///< the ones with a value and a share that is not known; of sums, unless it is zero
    std::uint32_t shared = 0;   ///< the ones that are divided by a known share
    fraction known{};           ///< of sums: what the parts that have an exact share and a value come to
};

/// How such a cell has come about, if `gaps` was its rule, and whether a share that it rests on is assumed, which the
/// cell itself does not tell.
[[nodiscard]] MUONG_EXPORT cell_quality quality_of(const carried_value& cell, gap_rule gaps = gap_rule::propagate,
                                                   bool assumed = false);

/// Sum of the parts. A part whose share is a range leaves the cell without a value, with a range, as in all rules; but
/// where the facts leave one value, that is it: a unit that has none of something gives none, whatever its shares, and
/// a place to which only shares of zero go has none of what is known.
[[nodiscard]] MUONG_EXPORT carried_value sum_at(const rebase_accumulator& from, std::size_t place, std::size_t column,
                                                gap_rule gaps = gap_rule::propagate);

/// Whether shares that are assumed decide how a stated one is rounded that goes to a place, of a whole column.
/// `is_assumed` tells by source whether a share of it is assumed, wherever that goes. O(parts of the place).
[[nodiscard]] MUONG_EXPORT bool is_rounding_assumed(const rebase_accumulator& from, std::size_t place,
                                                    std::size_t column, const std::vector<bool>& is_assumed);

/// Adds to the account of a column what a place has got, as `sum_at` tells it.
MUONG_EXPORT void add_to_account(account_line& line, const carried_value& cell);
/// Adds to the account of a column, when it has all places, what divided units leave behind the parts of them that are
/// known: it is unknown where it went, or it goes to no place and is unmatched.
MUONG_EXPORT void close_account(account_line& line, const rebase_accumulator& from, std::size_t column);

/// factor times the sum of one column by the sum of another, both in exact parts, of whole columns too: so it lies
/// between the least and the greatest ratio of the parts, if no denominator is below zero. No value where the sum of
/// the denominators is zero; no bounds where shares are not known and a denominator of theirs, or the sum of the
/// others, is below zero.
[[nodiscard]] MUONG_EXPORT carried_value ratio_at(const rebase_accumulator& from, std::size_t place,
                                                  std::size_t numerator, std::size_t denominator,
                                                  const fraction& factor = 1, gap_rule gaps = gap_rule::propagate);

/// The same of two columns that go by different shares, such as people by those of population and fields by those of
/// area, in accumulators with the same places. No value where a part of either is missing; the bounds are those of
/// shares that do not depend on each other, none where one is not known and the denominator may be zero or less.
[[nodiscard]] MUONG_EXPORT carried_value ratio_at(const rebase_accumulator& above, std::size_t numerator,
                                                  const rebase_accumulator& below, std::size_t denominator,
                                                  std::size_t place, const fraction& factor = 1);

/// Mean of a rate weighted by another column, both kept: it lies between the least and the greatest rate of the parts,
/// if no weight is below zero, which is the caller's to see to (`rebase_accumulator::any_negative`). No value where the
/// weights add up to zero.
[[nodiscard]] MUONG_EXPORT carried_value mean_at(const rebase_accumulator& from, std::size_t place, std::size_t rate,
                                                 std::size_t weight, gap_rule gaps = gap_rule::propagate);

/// Least or greatest value of the parts, of a kept column. Of parts that may be nothing some part is there, as for a
/// mean: one of them alone gives its value, several the range between the least and the greatest of theirs.
[[nodiscard]] MUONG_EXPORT carried_value least_at(const rebase_accumulator& from, std::size_t place, std::size_t column,
                                                  gap_rule gaps = gap_rule::propagate);
[[nodiscard]] MUONG_EXPORT carried_value greatest_at(const rebase_accumulator& from, std::size_t place,
                                                     std::size_t column, gap_rule gaps = gap_rule::propagate);

/// Words of the parts, of a kept column that counts them by number.
struct carried_label {
    std::vector<std::int64_t> labels;  ///< by rule: one, or all, or none
    bool tie = false;                  ///< several were the largest; the first in the order of the units is taken
    std::uint32_t parts = 0;
    std::uint32_t missing = 0;
};

/// The label that all parts have, or none.
[[nodiscard]] MUONG_EXPORT carried_label same_label_at(const rebase_accumulator& from, std::size_t place,
                                                       std::size_t column, gap_rule gaps = gap_rule::propagate);
/// All labels of the parts, each once, in the order of the units.
[[nodiscard]] MUONG_EXPORT carried_label joined_labels_at(const rebase_accumulator& from, std::size_t place,
                                                          std::size_t column, gap_rule gaps = gap_rule::propagate);
/// The label of the part to which most of another column belongs, of which no value is below zero; none if shares that
/// are not known could decide it.
[[nodiscard]] MUONG_EXPORT carried_label label_of_largest_at(const rebase_accumulator& from, std::size_t place,
                                                             std::size_t column, std::size_t by,
                                                             gap_rule gaps = gap_rule::propagate);
/// The first label of a list that some part has, such as urban before rural; none if no part has one of them, or if
/// shares that are not known could decide it.
[[nodiscard]] MUONG_EXPORT carried_label first_label_at(const rebase_accumulator& from, std::size_t place,
                                                        std::size_t column, std::span<const std::int64_t> list,
                                                        gap_rule gaps = gap_rule::propagate);

}  // namespace muong::v0
