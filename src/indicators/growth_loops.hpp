// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <muong/core/detail/wide.hpp>

namespace muong::inline v0::detail {

/// The least count of bits that holds each of n numbers, if all of them are above zero; else 0.
[[nodiscard]] int bits_of_small(const std::int64_t* x, std::size_t n) noexcept;

/// out = (x - base) * multiple / base, rounded half away from zero, for x and base of 1 ... 2^bits - 1 with multiple *
/// 2^bits < 2^51: in doubles, where each step is exact or is put right by an exact remainder.
void growth_of_small(const std::int64_t* x, const std::int64_t* base, std::size_t n, std::int64_t multiple,
                     std::int64_t* out) noexcept;

/// out = a | b.
void or_bytes(const std::uint8_t* a, const std::uint8_t* b, std::size_t n, std::uint8_t* out) noexcept;

/// Adds n numbers up; false if the least int64 is among them, which stands for a missing value.
[[nodiscard]] bool sum_of(const std::int64_t* x, std::size_t n, int128& sum) noexcept;

}  // namespace muong::v0::detail
