// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace muong::inline v0::detail {

/// Spreads every bit of `x` over the whole word; equal inputs give equal outputs, different ones different outputs.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t x) noexcept {
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93U;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93U;
    x ^= x >> 32;
    return x;
}

/// Hash of several words, in which their order counts.
template <class... Words>
[[nodiscard]] constexpr std::size_t hash_of(Words... words) noexcept {
    std::uint64_t seed = 0x9e3779b97f4a7c15U;
    ((seed = mix(seed ^ static_cast<std::uint64_t>(words)) + 0x9e3779b97f4a7c15U), ...);
    return seed & SIZE_MAX;
}

}  // namespace muong::v0::detail
