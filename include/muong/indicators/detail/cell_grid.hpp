// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

namespace muong::inline v0::detail {

/// Stands in the cells of a panel for "no value"; no decimal has this coefficient.
inline constexpr std::int64_t missing_cell = std::numeric_limits<std::int64_t>::min();

/// Whether nobody knows what a cell brings to a target whose share of it is not known: of nothing a share is nothing,
/// and a missing cell is missing there too.
[[nodiscard]] constexpr bool leaves_open(std::int64_t cell) noexcept { return cell != 0 && cell != missing_cell; }

/// Cells in a line of 64 bytes; rows are padded with zeros to whole lines.
inline constexpr std::size_t cells_per_line = 8;

/// Cells from the beginning of one row to that of the next. Rows do not lie whole pages apart: sums over several rows
/// would fetch them into the same few lines of the first cache.
[[nodiscard]] constexpr std::size_t stride_for(std::size_t columns) noexcept {
    const std::size_t padded = (columns + cells_per_line - 1) / cells_per_line * cells_per_line;
    return padded != 0 && padded % 512 == 0 ? padded + cells_per_line : padded;
}

/// Cells to read: row after row, `stride` cells apart, padded with zeros to whole lines, aligned to 64 bytes.
struct cell_grid {
    const std::int64_t* cells = nullptr;
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t stride = 0;
    const std::int64_t* bounds = nullptr;  ///< of each row: no value in it is greater in magnitude
    const std::uint8_t* gaps = nullptr;    ///< of each row: whether cells in it are missing

    [[nodiscard]] const std::int64_t* row(std::size_t r) const noexcept { return cells + r * stride; }
};

/// The same to write into.
struct cell_target {
    std::int64_t* cells = nullptr;
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t stride = 0;
    std::int64_t* bounds = nullptr;
    std::uint8_t* gaps = nullptr;

    [[nodiscard]] std::int64_t* row(std::size_t r) const noexcept { return cells + r * stride; }
};

}  // namespace muong::v0::detail
