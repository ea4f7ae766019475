// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace muong::inline v0::detail {

/// Copies a text that mostly is short to where it does not overlap: quicker than to call for it.
[[gnu::always_inline]] inline void copy_text(char* to, std::string_view from) noexcept {
    const auto size = from.size();
    const auto copy = [&]<class Word>(std::size_t at, Word word) {
        std::memcpy(&word, from.data() + at, sizeof word);
        std::memcpy(to + at, &word, sizeof word);
    };
    using sixteen = std::uint64_t __attribute__((vector_size(16)));
    if (size >= 16) {
        for (std::size_t at = 0; at + 16 < size; at += 16) copy(at, sixteen{});
        copy(size - 16, sixteen{});  // parts may overlap
    } else if (size >= 8) {
        copy(0, std::uint64_t{});
        copy(size - 8, std::uint64_t{});
    } else if (size >= 4) {
        copy(0, std::uint32_t{});
        copy(size - 4, std::uint32_t{});
    } else if (size > 0) {
        for (const auto at : {std::size_t{0}, size / 2, size - 1}) to[at] = from[at];
    }
}

/// The same where 16 bytes more may be read behind the text and written behind its copy: what is written there is
/// anything.
[[gnu::always_inline]] inline void copy_text_and_beyond(char* to, std::string_view from) noexcept {
    using sixteen = std::uint64_t __attribute__((vector_size(16)));
    for (std::size_t at = 0;; at += sizeof(sixteen)) {
        sixteen word;
        std::memcpy(&word, from.data() + at, sizeof word);
        std::memcpy(to + at, &word, sizeof word);
        if (at + sizeof word >= from.size()) return;
    }
}

}  // namespace muong::inline v0::detail
