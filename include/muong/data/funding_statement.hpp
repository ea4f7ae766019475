// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <muong/core/published_amount.hpp>
#include <muong/data/published_claim.hpp>

namespace muong::inline v0 {

/// A claim about money, with what it is about. An amount is as published: its multiplier tells how exactly it is known,
/// and the qualifier of the claim ("over") on which side it may be wrong.
struct funding_statement {
    const published_claim* claim = nullptr;
    std::optional<published_amount>
        amount;                           ///< nothing if it says something else: a rate, a number of projects, a word
    std::vector<std::string> programmes;  ///< ids of the programmes that it is about
    std::vector<std::string> sources;     ///< ids of vietnamese_funding_sources()
};

}  // namespace muong::v0
