// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/problem.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace faults {

/// A sample: its table, and that of the units that it speaks of.
struct sample {
    std::string folder;
    std::string kind;

    /// The file of that table of the sample, or of the guide to your country if the sample has none.
    [[nodiscard]] std::string path(std::string_view table) const;
    [[nodiscard]] bool has(std::string_view table) const;
};

/// Something that is wrong, or odd: its kind, and the line that tells it.
struct fault {
    muong::errc kind;
    std::string line;
};

[[nodiscard]] std::vector<fault> told(const muong::problems& all);

/// Reads a sample as a program would, and tells all that is wrong with it.
struct reader {
    std::string_view table;  ///< the middle of the names of its samples
    std::vector<fault> (*read)(const sample&);
};

/// For each table that samples are of; the first one that a sample has is the one that reads it.
[[nodiscard]] std::span<const reader> readers();

}  // namespace faults
