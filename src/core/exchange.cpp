// SPDX-License-Identifier: MIT
#include <muong/core/exchange.hpp>

#include <stdexcept>

namespace muong::inline v0 {

any_money exchange(any_money amount, const exchange_rate& rate, date day, rounding how) {
    if (amount.currency() != rate.from) {
        throw std::invalid_argument{"muong::exchange: an amount of " + to_string(amount.currency()) +
                                    " at a rate for " + to_string(rate.from)};
    }
    if (rate.rate.sign() <= 0) throw std::invalid_argument{"muong::exchange: the rate is not above zero"};
    if (!rate.valid.contains(day)) {
        throw std::invalid_argument{"muong::exchange: the rate holds on " + to_string(rate.valid) + ", not on " +
                                    to_string(day)};
    }
    const auto minor = fraction{amount.amount()} * rate.rate * detail::power_of_ten[rate.to.minor_digits()];
    return any_money::of_minor(minor.whole(how), rate.to);
}

exchange_rate inverse(const exchange_rate& rate) {
    return {rate.to, rate.from, fraction{1} / rate.rate, rate.valid, rate.said_by};
}

}  // namespace muong::v0
