// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <muong/core/export.hpp>
#include <muong/io/detail/csv_scanner.hpp>

namespace muong::inline v0::detail {

/// What some blocks hold.
struct csv_kinds {
    bool quotes;   ///< a quote
    bool returns;  ///< a carriage return
    bool wide;     ///< a byte beyond ASCII

    friend bool operator==(const csv_kinds&, const csv_kinds&) = default;
};

/// What is found in blocks where nothing is quoted.
struct csv_found {
    csv_kinds kinds;
    bool bare_return;       ///< a carriage return that no line feed follows, or none within the blocks
    std::size_t lines = 0;  ///< line feeds

    friend bool operator==(const csv_found&, const csv_found&) = default;
};

/// The loops that scanning a table spends its time in.
struct csv_loops {
    static constexpr std::uint32_t block_size = 64;
    static constexpr std::size_t slack = 64;  ///< entries beyond the last end that may be written

    /// Appends to `ends` the positions of the separators of `count` blocks, the first of which begins at position `at`,
    /// whether or not they are in quotes.
    csv_found (*separators)(const char* blocks, std::size_t count, char delimiter, std::uint32_t at,
                            std::uint32_t*& ends);

    /// The masks of `count` blocks.
    csv_kinds (*masks)(const char* blocks, std::size_t count, char delimiter, csv_masks* out);

    /// Does what `separators` does, of blocks whose masks are known, and adds their line feeds to `lines`.
    void (*positions)(const csv_masks* blocks, std::size_t count, std::uint32_t at, std::uint32_t*& ends,
                      std::size_t& lines);

    /// How many of `count` blocks, from the first one on, are UTF-8 as most is: see usual_utf8_blocks.
    std::size_t (*usual_utf8)(const char* blocks, std::size_t count);
};

/// All that the machine can run on which the program runs, the best one last. All give the same results.
[[nodiscard]] MUONG_EXPORT std::span<const csv_loops* const> all_csv_loops() noexcept;

}  // namespace muong::v0::detail
