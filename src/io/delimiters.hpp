// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string_view>

#include <muong/io/csv_options.hpp>

namespace muong::inline v0 {

inline constexpr std::string_view csv_delimiters = ",;|\t";

[[nodiscard]] constexpr bool is_csv_delimiter(char c) noexcept {
    return csv_delimiters.find(c) != std::string_view::npos;
}

/// \throws std::invalid_argument for a delimiter that tables do not have
inline void require_sound(const csv_dialect& dialect) {
    if (is_csv_delimiter(dialect.delimiter)) return;
    throw std::invalid_argument{"muong::csv_dialect: the delimiter must be one of , ; | and tab"};
}

}  // namespace muong::v0
