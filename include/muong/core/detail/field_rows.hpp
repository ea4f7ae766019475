// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace muong::inline v0::detail {

/// A row of a table of which no field is in quotes. Behind each field `readable` bytes more may be read.
class field_row {
public:
    static constexpr std::size_t no_column = static_cast<std::size_t>(-1);
    static constexpr std::size_t readable = 16;

    /// The byte behind field i is at `bytes + ends[i]`; ends[-1] is the one before the row.
    field_row(const char* bytes, const std::uint32_t* ends) noexcept : bytes_{bytes}, ends_{ends} {}

    /// Empty for no column.
    [[nodiscard]] [[gnu::always_inline]] std::string_view operator[](std::size_t column) const noexcept {
        if (column == no_column) return {};
        const auto at = static_cast<std::ptrdiff_t>(column);
        const std::uint32_t begin = ends_[at - 1] + 1;
        return {bytes_ + begin, static_cast<std::size_t>(ends_[at] - begin)};
    }

    [[nodiscard]] [[gnu::always_inline]] bool is_empty(std::size_t column) const noexcept {
        const auto at = static_cast<std::ptrdiff_t>(column);
        return ends_[at] == ends_[at - 1] + 1;
    }

private:
    const char* bytes_;
    const std::uint32_t* ends_;
};

/// Some of them, one behind the other, one a line, of as many fields each.
struct field_rows {
    const char* bytes = nullptr;
    const std::uint32_t* ends = nullptr;  ///< of the first one, as in field_row
    std::size_t columns = 0;
    std::size_t count = 0;
    std::uint64_t number = 0;  ///< line of the first one

    [[nodiscard]] [[gnu::always_inline]] field_row operator[](std::size_t row) const noexcept {
        return {bytes, ends + row * columns};
    }
};

}  // namespace muong::inline v0::detail
