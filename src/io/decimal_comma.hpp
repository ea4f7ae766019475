// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace muong::inline v0::detail {

/// The same number with a point where `text` has its comma; nothing for text with a point, which would mean thousands.
inline std::optional<std::string> with_point(std::string_view text) {
    if (text.find('.') != std::string_view::npos) return {};
    std::string pointed{text};
    std::replace(pointed.begin(), pointed.end(), ',', '.');
    return pointed;
}

/// What `T` reads from text with a decimal comma; nothing for any other text.
template <class T>
std::optional<T> parse_with_comma(std::string_view text) {
    const auto pointed = with_point(text);
    return pointed ? T::parse(*pointed) : std::nullopt;
}

}  // namespace muong::v0::detail
