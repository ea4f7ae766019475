// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <muong/core/export.hpp>

namespace muong::inline v0::detail {

/// What a missing part makes of a sum.
enum class gaps : std::uint8_t {
    absent,  ///< no row has one: the loops do not look
    spread,  ///< the sum is missing
    skip     ///< the sum of the others; missing where there are none
};

/// Which arithmetic is exact for a division of values up to some magnitude.
enum class reach : std::uint8_t {
    narrow,  ///< magnitude * whole < 2^51: products are exact in doubles
    wide,    ///< magnitude < 2^50 and whole < 2^48: quotients are guessed in doubles, remainders exact modulo 2^64
    any      ///< 128 bits
};

[[nodiscard]] constexpr reach reach_of(std::int64_t magnitude, std::int64_t whole) noexcept {
    constexpr std::int64_t one = 1;
    if (magnitude < (one << 51) / whole) return reach::narrow;
    return magnitude < one << 50 && whole < one << 48 ? reach::wide : reach::any;
}

/// Rows to add.
struct summands {
    const std::int64_t* const* rows;
    std::size_t count;                 ///< 1 to 8
    const std::int64_t* const* later;  ///< as many that are read soon, asked for on the way; may be the same
};

/// The loops that rebasing spends its time in. Rows are aligned to 64 bytes and `cells` is a multiple of 8, at least 8.
/// They assume that doubles round to the nearest.
struct rebase_loops {
    static constexpr std::size_t most_rows = 8;

    /// Adds rows into `out`, past the caches if `stream`, and each sum that is not missing onto its total, if
    /// there are `totals`. No total leaves 64 bits, nor does any sum, in whatever order its cells are added. `out` may
    /// be one of the rows. Returns whether it has gaps.
    bool (*sum)(const summands& from, std::int64_t* out, std::size_t cells, bool stream, gaps how,
                std::int64_t* totals);

    /// Divides each cell by the largest remainder into `parts` parts, 2 to 16, by weights that add up to `whole`,
    /// within reach narrow or wide: the first part goes to `out`, each other one `stride` cells behind the one before.
    /// A missing cell has missing parts.
    static constexpr std::size_t most_parts = 16;
    void (*divide)(const std::int64_t* row, std::int64_t* out, std::size_t stride, std::size_t cells,
                   const std::int64_t* weights, std::size_t parts, std::int64_t whole, reach within, bool has_gaps);
};

/// The loops for the instructions that every machine of this kind has.
[[nodiscard]] MUONG_EXPORT const rebase_loops& generic_loops() noexcept;
/// The best loops for the machine that the program runs on. All give the same results.
[[nodiscard]] MUONG_EXPORT const rebase_loops& best_loops() noexcept;

/// Makes stores past the caches visible to other threads: to be called before results are handed on.
void finish_streams() noexcept;

}  // namespace muong::v0::detail
