// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace muong::fuzz {

/// Ends the program with a sentence when a law does not hold, so that the fuzzer keeps the input.
inline void law(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken law: %s\n", what);
    std::abort();
}

/// The bytes of an input as text.
[[nodiscard]] inline std::string_view text_of(const std::uint8_t* data, std::size_t size) noexcept {
    return {reinterpret_cast<const char*>(data), size};
}

/// The first line of `text`, and the rest of it behind that line; one of the two tables of an input, say.
[[nodiscard]] inline std::string_view cut_at(std::string_view& text, std::string_view separator) noexcept {
    const auto at = text.find(separator);
    const auto head = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + separator.size());
    return head;
}

}  // namespace muong::fuzz
