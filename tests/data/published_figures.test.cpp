// SPDX-License-Identifier: MIT
#include <muong/data/published_figures.hpp>

#include <doctest/doctest.h>

#include <sstream>

using namespace muong;

TEST_CASE("a flag is written by its name") {
    const auto text = [](figure_flag flag) {
        std::ostringstream out;
        out << flag;
        return out.str();
    };
    CHECK(text(figure_flag::none) == "none");
    CHECK(text(figure_flag::lost_zero) == "lost_zero");
    CHECK(text(figure_flag::namesake) == "namesake");
    CHECK(text(figure_flag::missing) == "missing");
}
