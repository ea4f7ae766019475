// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/export.hpp>

#include <compare>
#include <string>
#include <string_view>

namespace muong::inline v0 {

// The order of names in Vietnamese lists: the letters a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y (f j w
// z in their Latin places) first; then the tones ngang huyền hỏi ngã sắc nặng; then small letters before capitals.
// Blanks come before signs, signs before numbers, numbers before letters, letters before other scripts; numbers stand
// in the order of their value, so that Phường 2 comes before Phường 10. How a letter is composed and on which vowel its
// tone is written counts only where nothing else does.
//
// \source the Vietnamese alphabet and the usual order of its tones; all else is our choice.
//
// Laws, tested in tests/units/vietnamese_order.test.cpp: it is a total order of all bytes, and only equal bytes are
// equal.

/// Text whose bytes, compared one by one, have the order of the names: for sorting many. Bytes that are no UTF-8 come
/// last. O(n).
[[nodiscard]] MUONG_EXPORT std::string vietnamese_sort_key(std::string_view text);

/// O(n).
[[nodiscard]] MUONG_EXPORT std::strong_ordering compare_vietnamese(std::string_view a, std::string_view b);

/// For `std::sort`, `std::map` and the like.
struct vietnamese_less {
    using is_transparent = void;
    [[nodiscard]] bool operator()(std::string_view a, std::string_view b) const {
        return compare_vietnamese(a, b) == std::strong_ordering::less;
    }
};

}  // namespace muong::v0
