// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace muong::inline v0::detail {

/// A word for a power of ten: "billion" for 9.
struct multiplier_word {
    std::string_view word;
    int power;
};
inline constexpr std::array<multiplier_word, 4> english_multipliers{
    {{"thousand", 3}, {"million", 6}, {"billion", 9}, {"trillion", 12}}};

/// "billion VND" as 9 and "VND"; 0 and all of the text if it begins with no such word.
constexpr std::pair<int, std::string_view> split_multiplier(std::string_view text) noexcept {
    for (const auto& [word, power] : english_multipliers) {
        if (text.starts_with(word) && text.substr(word.size()).starts_with(' ')) {
            return {power, text.substr(word.size() + 1)};
        }
    }
    return {0, text};
}

}  // namespace muong::v0::detail
