// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace muong::inline v0::detail {

/// The word of a value of an enumeration whose words stand in its order, from 0; "unknown" for a number that is none of
/// its values.
template <class Enum, std::size_t N>
constexpr std::string_view word_of(const std::array<std::string_view, N>& words, Enum value) noexcept {
    const auto at = static_cast<std::size_t>(value);
    return at < N ? words[at] : "unknown";
}

/// The value of such a word; nothing for any other text.
template <class Enum, std::size_t N>
constexpr std::optional<Enum> value_of_word(const std::array<std::string_view, N>& words,
                                            std::string_view text) noexcept {
    for (std::size_t i = 0; i < N; ++i) {
        if (words[i] == text) return static_cast<Enum>(i);
    }
    return {};
}

}  // namespace muong::v0::detail
