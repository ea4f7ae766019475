// SPDX-License-Identifier: MIT
#include <muong/indicators/cell_quality.hpp>

#include <doctest/doctest.h>

#include <sstream>

using muong::cell_quality;

TEST_CASE("each quality has a name, which a stream prints") {
    std::ostringstream out;
    for (int q = 0; q <= static_cast<int>(cell_quality::bounded); ++q) out << static_cast<cell_quality>(q) << ' ';
    CHECK(out.str() == "copied summed estimated partial missing bounded ");
    CHECK(to_string(cell_quality::partial) == "partial");
}
