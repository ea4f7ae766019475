// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <muong/core/fraction.hpp>

namespace muong::inline v0 {

/// Adds many fractions up, exactly. The denominator of a sum of shares grows with every term, so that to add one by one
/// costs more with each; here the sums of 2, 4, 8 … big terms are added to one another.
class fraction_sum {
public:
    fraction_sum& operator+=(const fraction& term) {
        if (!term.is_small()) {
            add_big(term);
            return *this;
        }
        small_ += term;
        if (!small_.is_small()) add_big(std::exchange(small_, fraction{}));
        return *this;
    }
    fraction_sum& operator-=(const fraction& term) { return *this += -term; }

    /// The sum of all terms; zero for none.
    [[nodiscard]] fraction total() const {
        fraction sum = small_;
        for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) sum += level->sum;
        return sum;
    }

private:
    struct part {
        fraction sum;
        std::size_t terms;
    };
    void add_big(fraction term) {
        std::size_t terms = 1;
        for (; !levels_.empty() && levels_.back().terms == terms; terms *= 2) {
            term += levels_.back().sum;
            levels_.pop_back();
        }
        levels_.push_back({std::move(term), terms});
    }

    fraction small_;            // of the small terms since they last grew beyond 63 bits
    std::vector<part> levels_;  // of a power of two of big terms each, the most first
};

/// The exact sum; zero for no terms.
[[nodiscard]] inline fraction sum(std::span<const fraction> terms) {
    fraction_sum all;
    for (const auto& term : terms) all += term;
    return all.total();
}

}  // namespace muong::v0
