// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/date_range.hpp>
#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/core/money.hpp>
#include <muong/core/source.hpp>

namespace muong::inline v0 {

/// How many units of one currency are paid for one unit of another, on which days, and who says so.
struct exchange_rate {
    currency from;
    currency to;
    fraction rate;     ///< units of `to` for one unit of `from` (25,300 VND for one USD), above zero
    date_range valid;  ///< the days on which it holds
    source said_by = {};

    friend bool operator==(const exchange_rate&, const exchange_rate&) = default;
};

/// The amount in the other currency at the rate of that day, computed exactly and rounded once to whole minor units.
/// \throws std::invalid_argument if the amount is of another currency, the rate is not above zero or does not hold on
/// the day; std::overflow_error if the result leaves 64 bits
[[nodiscard]] MUONG_EXPORT any_money exchange(any_money amount, const exchange_rate& rate, date day, rounding how);

/// The same rate the other way: 1/25,300 USD for one VND. \throws std::domain_error if the rate is zero
[[nodiscard]] MUONG_EXPORT exchange_rate inverse(const exchange_rate& rate);

}  // namespace muong::v0
