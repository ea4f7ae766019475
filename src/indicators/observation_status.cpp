// SPDX-License-Identifier: MIT
#include <muong/indicators/observation_status.hpp>

#include <array>
#include <ostream>

#include "core/word_list.hpp"

namespace muong::inline v0 {
namespace {

constexpr std::string_view letters = "BOMLHQDEFGISJKNPUVW";  // in the order of status_flag
static_assert(letters.size() == observation_status::bit_count);

constexpr std::array<std::string_view, 9> reasons{"none",          "as_published", "nothing_told",
                                                  "outside",       "missing_part", "zero_base",
                                                  "negative_base", "too_few",      "beyond_range"};

}  // namespace

char sdmx_code(status_flag flag) noexcept { return letters[static_cast<std::size_t>(flag)]; }

std::optional<observation_status> observation_status::parse(std::string_view text) noexcept {
    if (text.empty() || text == "A") return observation_status{};
    std::uint32_t bits = 0;
    for (std::size_t at = 0; at < text.size(); at += 2) {
        const auto flag = letters.find(text[at]);
        const bool ends = at + 1 == text.size();
        if (flag == std::string_view::npos || (!ends && (text[at + 1] != ';' || at + 2 == text.size()))) return {};
        bits |= 1U << flag;
    }
    return from_bits(bits);
}

char observation_status::sdmx_code() const noexcept {
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if ((bits_ >> i & 1U) != 0) return letters[i];
    }
    return 'A';
}

std::string to_string(observation_status status) {
    std::string text;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if ((status.bits() >> i & 1U) == 0) continue;
        if (!text.empty()) text += ';';
        text += letters[i];
    }
    return text.empty() ? "A" : text;
}

std::ostream& operator<<(std::ostream& out, observation_status status) { return out << to_string(status); }
std::string_view to_string(missing_reason reason) noexcept { return detail::word_of(reasons, reason); }
std::ostream& operator<<(std::ostream& out, missing_reason reason) { return out << to_string(reason); }

}  // namespace muong::v0
