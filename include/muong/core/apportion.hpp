// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>

namespace muong::inline v0 {

/// `whole` divided in proportion to `weights` into whole numbers that add up to it exactly, by the largest remainder:
/// each part is cut off toward zero, and what is left goes one by one to the parts with the largest remainders; of
/// equal ones the earlier comes first. A negative whole is divided like its magnitude. O(n). \throws
/// std::invalid_argument if a weight is negative, or all are zero
[[nodiscard]] MUONG_EXPORT std::vector<std::int64_t> apportion(std::int64_t whole,
                                                               std::span<const std::int64_t> weights);

/// What percent each part is of the sum of all, with so many decimals, adding up to exactly 100: rounded by the largest
/// remainder, so a share may be one unit of its last decimal away from the nearest. Nothing (an empty vector) if the
/// parts add up to zero. \throws std::invalid_argument if a part is negative, or decimals is not 0 ... 15
[[nodiscard]] MUONG_EXPORT std::vector<decimal> percent_shares(std::span<const std::int64_t> parts, int decimals = 2);

}  // namespace muong::v0
