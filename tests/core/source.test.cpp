// SPDX-License-Identifier: MIT
#include <muong/core/source.hpp>

#include <doctest/doctest.h>

#include <functional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/for_all.hpp"

using muong::source;
using muong::test::for_all;
using muong::test::source_of_chance;
using namespace muong::literals;

namespace {

const source census{"General Statistics Office", "Population and housing census 2009", "2010-06"_period, "table 1.2"};

/// Sources out of few parts, so that equal ones come often.
source any_source(source_of_chance& chance) {
    const auto text = [&chance] { return chance.text("ab", 0, 1); };
    source s{text(), text(), {}, text()};
    if (chance.chance(1, 2)) s.when = "2024"_period + static_cast<std::int32_t>(chance.between(0, 1));
    return s;
}

}  // namespace

TEST_CASE("equal sources have one hash and one citation, and the order tells all others apart") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{any_source(chance), any_source(chance)};
        },
        [](const std::pair<source, source>& drawn) {
            const auto& [a, b] = drawn;
            const bool same = a.who == b.who && a.title == b.title && a.when == b.when && a.where == b.where;
            CHECK((a == b) == same);
            CHECK((a <=> b == 0) == same);
            if (!same) return;
            CHECK(std::hash<source>{}(a) == std::hash<source>{}(b));
            CHECK(to_string(a) == to_string(b));
        },
        1000);
}

TEST_CASE("a citation names what is known and leaves out the rest") {
    CHECK(to_string(census) == "General Statistics Office: Population and housing census 2009 (2010-06), table 1.2");
    CHECK(to_string(source{"", "Resolution 1661/NQ-UBTVQH15", "2025-06-16"_period, "clause 13"}) ==
          "Resolution 1661/NQ-UBTVQH15 (2025-06-16), clause 13");
    CHECK(to_string(source{"a newspaper", "", {}, ""}) == "a newspaper");
    CHECK(to_string(source{"", "", "2024"_period, ""}) == "(2024)");
    CHECK(to_string(source{"", "", {}, "page 3"}) == "page 3");
    CHECK(to_string(source{}).empty());
    std::ostringstream out;
    out << census;
    CHECK(out.str() == to_string(census));
}

TEST_CASE("a set of sources is a list of references without repetitions") {
    auto other = census;
    other.where = "table 1.3";
    CHECK(std::set<source>{other, census, other}.size() == 2);
}
