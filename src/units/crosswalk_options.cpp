// SPDX-License-Identifier: MIT
#include "units/crosswalk_options.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>

namespace muong::inline v0::detail {

void require_known(const crosswalk_options& options, std::span<const registry> registries) {
    std::set<std::string_view> bases;
    for (const auto& r : registries) bases.insert(r.data().basis_names.begin(), r.data().basis_names.end());
    if (!options.basis.empty() && !bases.empty() && !bases.contains(options.basis)) {
        std::string known;
        for (const auto basis : bases) known += (known.empty() ? "" : ", ") + std::string{basis};
        throw std::invalid_argument{"muong::crosswalk: no transfer names the basis '" + std::string{options.basis} +
                                    "', only " + known};
    }
    const bool tier_is_known =
        !options.tier || std::any_of(registries.begin(), registries.end(), [&](const registry& r) {
            return std::any_of(r.units().begin(), r.units().end(),
                               [&](const unit& u) { return u.tier() == *options.tier; });
        });
    if (!tier_is_known) {
        throw std::invalid_argument{"muong::crosswalk: no unit is of tier " +
                                    std::to_string(static_cast<int>(*options.tier))};
    }
}

}  // namespace muong::v0::detail
