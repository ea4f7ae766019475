// SPDX-License-Identifier: MIT
#pragma once

namespace muong::inline v0::detail {

/// Writes a character, up to 4 bytes. \returns what is behind them
[[nodiscard]] inline char* write_utf8(char32_t c, char* out) noexcept {
    const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (c < 0x80) {
        *out++ = byte(c);
    } else if (c < 0x800) {
        *out++ = byte(0xC0U | c >> 6U);
        *out++ = byte(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        *out++ = byte(0xE0U | c >> 12U);
        *out++ = byte(0x80U | (c >> 6U & 0x3FU));
        *out++ = byte(0x80U | (c & 0x3FU));
    } else {
        *out++ = byte(0xF0U | c >> 18U);
        *out++ = byte(0x80U | (c >> 12U & 0x3FU));
        *out++ = byte(0x80U | (c >> 6U & 0x3FU));
        *out++ = byte(0x80U | (c & 0x3FU));
    }
    return out;
}

}  // namespace muong::v0::detail
