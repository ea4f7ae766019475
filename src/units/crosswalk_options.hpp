// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/crosswalk.hpp>
#include <muong/units/registry.hpp>

#include <span>

namespace muong::inline v0::detail {

/// \throws std::invalid_argument for options whose basis or tier is in none of the registries, as
/// `crosswalk::between` says
void require_known(const crosswalk_options& options, std::span<const registry> registries);

}  // namespace muong::v0::detail
