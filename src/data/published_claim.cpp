// SPDX-License-Identifier: MIT
#include <muong/data/published_claim.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <ostream>

namespace muong::inline v0 {
namespace {

constexpr std::array<std::string_view, 8> names{"change",  "plan",    "target", "indicator",
                                                "project", "funding", "place",  "office"};

}  // namespace

std::string_view to_string(claim_kind kind) noexcept { return names.at(static_cast<std::size_t>(kind)); }

std::optional<claim_kind> parse_claim_kind(std::string_view name) noexcept {
    const auto at = std::ranges::find(names, name);
    if (at == names.end()) return {};
    return static_cast<claim_kind>(at - names.begin());
}

std::ostream& operator<<(std::ostream& out, claim_kind kind) { return out << to_string(kind); }

}  // namespace muong::v0
