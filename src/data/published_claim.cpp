// SPDX-License-Identifier: MIT
#include <muong/data/published_claim.hpp>

#include <array>
#include <cstddef>
#include <ostream>

#include "core/word_list.hpp"

namespace muong::inline v0 {
namespace {

constexpr std::array<std::string_view, 8> names{"change",  "plan",    "target", "indicator",
                                                "project", "funding", "place",  "office"};

}  // namespace

std::string_view to_string(claim_kind kind) noexcept { return detail::word_of(names, kind); }

std::optional<claim_kind> parse_claim_kind(std::string_view name) noexcept {
    return detail::value_of_word<claim_kind>(names, name);
}

std::ostream& operator<<(std::ostream& out, claim_kind kind) { return out << to_string(kind); }

}  // namespace muong::v0
