// SPDX-License-Identifier: MIT
#include <muong/indicators/aggregation.hpp>

#include <doctest/doctest.h>

#include <sstream>

using namespace muong;

TEST_CASE("a rule is read back from its name") {
    for (const auto rule : {aggregation::extensive, aggregation::intensive, aggregation::extreme, aggregation::label,
                            aggregation::none}) {
        CHECK(parse_aggregation(to_string(rule)) == rule);
        std::ostringstream written;
        written << rule;
        CHECK(written.str() == to_string(rule));
    }
}

TEST_CASE("a rule has one spelling") {
    CHECK_FALSE(parse_aggregation("Extensive"));
    CHECK_FALSE(parse_aggregation("extensive "));
    CHECK_FALSE(parse_aggregation(""));
}
