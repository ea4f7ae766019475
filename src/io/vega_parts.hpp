// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <muong/io/vega_options.hpp>

#include "io/json.hpp"

namespace muong::inline v0 {

inline constexpr std::string_view value_colour = "#1f5f8b", target_colour = "#c2571a", missing_colour = "#999999";

/// The head of a specification; `title` stands where the options have none.
json::object vega_picture(const vega_options& options, const std::string& title);

}  // namespace muong::v0
