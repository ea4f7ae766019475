// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace muong::inline v0::detail {

/// Lower case, of ASCII and of the letter Đ alone: for texts all of whose other letters are lower case already.
inline std::string lower(std::string_view text) {
    std::string low;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 2) == "Đ") {
            low += "đ";
            ++i;
        } else {
            low += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        }
    }
    return low;
}

}  // namespace muong::v0::detail
