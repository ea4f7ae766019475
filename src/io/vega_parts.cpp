// SPDX-License-Identifier: MIT
#include "io/vega_parts.hpp"

namespace muong::inline v0 {

json::object vega_picture(const vega_options& options, const std::string& title) {
    return {{"$schema", "https://vega.github.io/schema/vega-lite/v5.json"},
            {"title", options.title.empty() ? title : options.title},
            {"width", options.width},
            {"height", options.height}};
}

}  // namespace muong::v0
