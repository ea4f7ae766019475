// SPDX-License-Identifier: MIT
#include <muong/indicators/aggregation.hpp>

#include <array>
#include <cstddef>
#include <ostream>

#include "core/word_list.hpp"

namespace muong::inline v0 {

namespace {

constexpr std::array<std::string_view, 5> names{"extensive", "intensive", "extreme", "label", "none"};
constexpr std::array<std::string_view, 6> ways{"sum", "average", "first", "last", "least", "greatest"};

}  // namespace

std::string_view to_string(aggregation rule) noexcept { return detail::word_of(names, rule); }

std::optional<aggregation> parse_aggregation(std::string_view name) noexcept {
    return detail::value_of_word<aggregation>(names, name);
}

std::ostream& operator<<(std::ostream& out, aggregation rule) { return out << to_string(rule); }

std::string_view to_string(combine how) noexcept { return detail::word_of(ways, how); }
std::ostream& operator<<(std::ostream& out, combine how) { return out << to_string(how); }

}  // namespace muong::v0
