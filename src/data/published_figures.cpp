// SPDX-License-Identifier: MIT
#include <muong/data/published_figures.hpp>

#include <array>
#include <ostream>

#include "core/word_list.hpp"

namespace muong::inline v0 {

std::string_view to_string(figure_flag flag) noexcept {
    constexpr std::array<std::string_view, 4> names{"none", "lost_zero", "namesake", "missing"};
    return detail::word_of(names, flag);
}
std::ostream& operator<<(std::ostream& out, figure_flag flag) { return out << to_string(flag); }

}  // namespace muong::v0
