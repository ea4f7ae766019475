// SPDX-License-Identifier: MIT
#include <muong/data/published_figures.hpp>

#include <array>
#include <ostream>

namespace muong::inline v0 {

std::string_view to_string(figure_flag flag) noexcept {
    constexpr std::array<std::string_view, 4> names{"none", "lost_zero", "namesake", "missing"};
    return names.at(static_cast<std::size_t>(flag));
}
std::ostream& operator<<(std::ostream& out, figure_flag flag) { return out << to_string(flag); }

}  // namespace muong::v0
