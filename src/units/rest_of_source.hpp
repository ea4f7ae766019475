// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include <muong/units/crosswalk.hpp>

namespace muong::inline v0::detail {

/// The rest of a source among those of a crosswalk, which are in the order of their sources; null if none is told.
[[nodiscard]] inline const crosswalk_rest* rest_of_source(std::span<const crosswalk_rest> rests,
                                                          std::size_t source) noexcept {
    const auto at = std::lower_bound(rests.begin(), rests.end(), source,
                                     [](const crosswalk_rest& r, std::size_t s) { return r.source < s; });
    return at != rests.end() && at->source == source ? &*at : nullptr;
}

}  // namespace muong::v0::detail
