// SPDX-License-Identifier: MIT
#include <muong/core/apportion.hpp>
#include <muong/core/detail/wide.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <stdexcept>

namespace muong::inline v0 {
namespace {

using detail::uint128;

struct quotient {
    std::uint64_t whole = 0;
    uint128 rest = 0;
};

/// whole * weight / sum. The product stays below 2^126.
quotient scale(std::uint64_t whole, std::uint64_t weight, uint128 sum) {
    const uint128 product = uint128{whole} * weight;
    return {static_cast<std::uint64_t>(product / sum), product % sum};
}

}  // namespace

std::vector<std::int64_t> apportion(std::int64_t whole, std::span<const std::int64_t> weights) {
    uint128 sum = 0;
    for (const auto weight : weights) {
        if (weight < 0) throw std::invalid_argument{"muong::apportion: a weight is negative"};
        sum += static_cast<std::uint64_t>(weight);
    }
    if (sum == 0) throw std::invalid_argument{"muong::apportion: all weights are zero"};

    const std::uint64_t size = detail::magnitude(whole);
    std::vector<std::uint64_t> parts(weights.size());
    std::vector<uint128> rests(weights.size());
    std::uint64_t left = size;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto [part, rest] = scale(size, static_cast<std::uint64_t>(weights[i]), sum);
        parts[i] = part;
        rests[i] = rest;
        left -= part;
    }
    if (left != 0) {  // fewer than there are parts
        std::vector<std::size_t> order(weights.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto before = [&rests](std::size_t a, std::size_t b) {
            return rests[a] != rests[b] ? rests[a] > rests[b] : a < b;
        };
        const auto end = order.begin() + static_cast<std::ptrdiff_t>(left);
        std::nth_element(order.begin(), end, order.end(), before);
        for (auto at = order.begin(); at != end; ++at) ++parts[*at];
    }
    std::vector<std::int64_t> signed_parts(parts.size());
    std::ranges::transform(parts, signed_parts.begin(), [whole](std::uint64_t part) {
        return static_cast<std::int64_t>(whole < 0 ? 0 - part : part);
    });
    return signed_parts;
}

std::vector<decimal> percent_shares(std::span<const std::int64_t> parts, int decimals) {
    if (decimals < 0 || decimals > 15) {
        throw std::invalid_argument{"muong::percent_shares: percents have 0 to 15 decimals"};
    }
    if (std::ranges::any_of(parts, [](std::int64_t part) { return part < 0; })) {
        throw std::invalid_argument{"muong::percent_shares: a part is negative"};
    }
    std::vector<decimal> shares;
    if (std::ranges::all_of(parts, [](std::int64_t part) { return part == 0; })) return shares;
    shares.reserve(parts.size());
    for (const auto part : apportion(100 * detail::power_of_ten[decimals], parts)) shares.emplace_back(part, decimals);
    return shares;
}

}  // namespace muong::v0
