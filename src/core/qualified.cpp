// SPDX-License-Identifier: MIT
#include <muong/core/qualified.hpp>

#include <array>
#include <ostream>

#include "core/word_list.hpp"

namespace muong::inline v0 {
namespace {

constexpr std::array<std::string_view, 7> names{"exact", "over", "nearly", "about", "at_least", "at_most", "between"};

}  // namespace

std::string_view to_string(qualifier word) noexcept { return detail::word_of(names, word); }

std::optional<qualifier> parse_qualifier(std::string_view name) noexcept {
    return detail::value_of_word<qualifier>(names, name);
}

std::ostream& operator<<(std::ostream& out, qualifier word) { return out << to_string(word); }

std::string to_string(const reading& how) {
    std::string text = how.share() ? "within " + to_string(*how.share()) : "literally";
    if (how.numbers_are_rounded()) text += ", numbers rounded";
    return text;
}

std::ostream& operator<<(std::ostream& out, const reading& how) { return out << to_string(how); }

}  // namespace muong::v0
