// SPDX-License-Identifier: MIT
#include <muong/indicators/indicator.hpp>

#include <array>
#include <ostream>

#include <muong/core/decimal.hpp>

#include "core/word_list.hpp"

namespace muong::inline v0 {

std::string_view to_string(better way) noexcept {
    constexpr std::array<std::string_view, 3> names{"higher", "lower", "neither"};
    return detail::word_of(names, way);
}
std::ostream& operator<<(std::ostream& out, better way) { return out << to_string(way); }

problems check(const indicator& what, const place& where) {
    problems found;
    if (what.code.empty()) found.push_back({errc::missing_value, where, {}, "a code"});
    if (what.decimals < 0 || what.decimals > decimal::max_decimals) {
        found.push_back({errc::out_of_range, where, std::to_string(what.decimals), "0 to 18 decimals"});
    }
    if (!what.weight.empty() && what.rule != aggregation::intensive) {
        found.push_back({errc::not_additive, where, what.weight, "no weight, which only intensive indicators have"});
    }
    return found;
}

}  // namespace muong::v0
