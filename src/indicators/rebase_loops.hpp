// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <muong/core/detail/wide.hpp>
#include <muong/core/export.hpp>
#include <muong/indicators/detail/cell_grid.hpp>

#include "indicators/apportion_plan.hpp"

namespace muong::inline v0::detail {

/// What a missing part makes of a sum.
enum class gaps : std::uint8_t {
    absent,  ///< no row has one: the loops do not look
    spread,  ///< the sum is missing
    skip     ///< the sum of the others; missing where there are none
};

/// Which arithmetic is exact for a division of values up to some magnitude.
enum class reach : std::uint8_t {
    narrow,  ///< magnitude * whole < 2^48: quotients in doubles are right at once
    wide,    ///< magnitude < 2^50 and whole < 2^48: quotients are guessed in doubles, remainders exact modulo 2^64
    any      ///< 128 bits
};

[[nodiscard]] constexpr reach reach_of(std::int64_t magnitude, std::int64_t whole) noexcept {
    constexpr std::int64_t one = 1;
    if (int128{magnitude} * whole < one << 48) return reach::narrow;
    return magnitude < one << 50 && whole < one << 48 ? reach::wide : reach::any;
}

/// Rows to add.
struct summands {
    const std::int64_t* const* rows;
    std::size_t count;                 ///< 1 to 8
    const std::int64_t* const* later;  ///< as many that are read soon, asked for on the way; may be the same
};

/// What is known of the sum of up to 8 rows before any cell is read.
class row_bounds {
public:
    void add(const cell_grid& from, std::size_t row) noexcept {
        any_ |= static_cast<std::uint64_t>(from.bounds[row]);
        sum_ += static_cast<std::uint64_t>(from.bounds[row]);
        gaps_ |= from.gaps[row];
    }
    /// Whether all bounds are below 2^60, so that eight add up within 64 bits.
    [[nodiscard]] bool fit() const noexcept { return any_ >> 60U == 0; }
    /// The bound of the sum, if they fit.
    [[nodiscard]] std::int64_t sum() const noexcept { return static_cast<std::int64_t>(sum_); }
    [[nodiscard]] bool gaps() const noexcept { return gaps_ != 0; }

private:
    std::uint64_t any_ = 0;
    std::uint64_t sum_ = 0;
    unsigned gaps_ = 0;
};

/// The targets of a plan, to be made of its sources.
struct row_sums {
    const apportion_plan& plan;
    cell_grid from;
    cell_target to;
    std::size_t cells;               ///< of a row, from the first one on
    std::size_t ahead;               ///< how many entries further on their rows are asked for meanwhile
    bool stream;                     ///< past the caches
    std::int64_t* totals = nullptr;  ///< to which sums are added, unless null
    std::int64_t room = 0;           ///< for the totals: how great the bounds of the sums yet to come may be together
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

    /// Makes the targets from `target` on: cells, bounds and gaps. \returns the first that is not the sum of a few
    /// whole rows without gaps, of bounds below 2^60, or whose own bound has no room; `last` if there is none
    std::size_t (*sum_whole)(row_sums& of, std::size_t target, std::size_t last);

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
