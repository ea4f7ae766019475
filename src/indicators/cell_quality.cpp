// SPDX-License-Identifier: MIT
#include <muong/indicators/cell_quality.hpp>

#include <array>
#include <ostream>

#include "core/word_list.hpp"

namespace muong::inline v0 {

std::string_view to_string(cell_quality q) noexcept {
    constexpr std::array<std::string_view, 6> names{"copied", "summed", "estimated", "partial", "missing", "bounded"};
    return detail::word_of(names, q);
}
std::ostream& operator<<(std::ostream& out, cell_quality q) { return out << to_string(q); }

}  // namespace muong::v0
