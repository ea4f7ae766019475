// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace muong::inline v0 {

/// What all pictures have.
struct vega_options {
    std::string title = {};  ///< empty: made of what is drawn
    int width = 480;         ///< of the picture without its axes, in pixels
    int height = 300;
};

}  // namespace muong::v0
