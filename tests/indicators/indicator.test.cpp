// SPDX-License-Identifier: MIT
#include <muong/indicators/indicator.hpp>

#include <doctest/doctest.h>

#include <sstream>

using namespace muong;

TEST_CASE("an indicator without a code, with too many decimals or with a weight it cannot use is no indicator") {
    indicator poverty{.code = "poverty_rate",
                      .name = "Tỷ lệ hộ nghèo đa chiều",
                      .unit = measure_unit::parse("percent").value(),
                      .decimals = 2,
                      .way = better::lower,
                      .rule = aggregation::intensive,
                      .weight = "households"};
    CHECK(check(poverty).empty());
    poverty.code.clear();
    poverty.decimals = 19;
    poverty.rule = aggregation::extensive;
    const auto found = check(poverty, {"indicators.csv", 4, 0, {}});
    REQUIRE(found.size() == 3);
    CHECK(found[0].code == errc::missing_value);
    CHECK(found[1].code == errc::out_of_range);
    CHECK(found[2].code == errc::not_additive);
    for (const auto& p : found) CHECK(p.where.row == 4);
    std::ostringstream out;
    out << better::higher << ' ' << better::lower << ' ' << better::neither;
    CHECK(out.str() == "higher lower neither");
}
