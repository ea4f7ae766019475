// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/written_place.hpp>

#include <algorithm>

#include "units/letters.hpp"

namespace muong::inline v0::detail {

/// Some signs of a text.
struct sign_range {
    const sign* first = nullptr;
    const sign* last = nullptr;

    [[nodiscard]] bool empty() const noexcept { return first == last; }
};

/// One unit of a chain, as signs. `last` of a range may be the end of the text.
struct part_signs {
    sign_range all;   ///< without blanks at the ends
    sign_range name;  ///< without the word for the kind
    kind_set kinds;
    bool certain = true;
};

/// Finds the word for the kind of a part that has no blanks at its ends and is not empty.
[[nodiscard]] part_signs read_part(sign_range all) noexcept;

/// The parts of a place. Nothing is kept of empty parts.
struct place_signs {
    std::array<part_signs, written_place::max_parts> parts;
    std::size_t count = 0;
    place_fault fault = place_fault::none;
    bool ordered = true;

    void add(sign_range all) noexcept;
    /// Puts the lowest unit first, if the kinds tell which end it stands at.
    void put_in_order() noexcept;
    void turn_round() noexcept { std::reverse(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(count)); }
};

/// How a text is cut into parts besides commas and the like.
struct cuts {
    unsigned hyphens = 0;     ///< bit k: the hyphen k is a cut, counted from 0
    bool kind_words = false;  ///< a word that certainly is a kind begins a part
};

[[nodiscard]] place_signs read_place(sign_range text, cuts how) noexcept;

}  // namespace muong::v0::detail
