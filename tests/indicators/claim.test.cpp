// SPDX-License-Identifier: MIT
#include <muong/indicators/claim.hpp>

#include <doctest/doctest.h>

#include <sstream>

using namespace muong;

namespace {

errc fault_of(std::string_view word, std::string_view text) {
    const auto made = parse_qualified(word, text, {"claims.csv", 9, 7, "value"});
    REQUIRE_FALSE(made);
    CHECK(made.error().front().where.row == 9);
    return made.error().front().code;
}

}  // namespace

TEST_CASE("a claim tells what, for when, how much and who said so") {
    const claim c{"c026",
                  "GRDP",
                  "average growth per year",
                  "8.76"_dec,
                  measure_unit::parse("percent per year").value(),
                  "2021/2025"_period,
                  {"A newspaper", {}, "2025"_period, {}}};
    std::ostringstream out;
    out << c;
    CHECK(out.str() == "GRDP, average growth per year (2021/2025): 8.76 percent per year [A newspaper (2025)]");
}

TEST_CASE("a word and a number make a qualified value") {
    CHECK(parse_qualified("over", "9200").value() == qualified<decimal>::over("9200"_dec));
    CHECK(parse_qualified("", "9200").value() == qualified<decimal>::exact("9200"_dec));
    CHECK(parse_qualified("range", "10..11").value() == qualified<decimal>::between("10"_dec, "11"_dec));
    CHECK(parse_qualified("between", "10 to 11").value() == qualified<decimal>::between("10"_dec, "11"_dec));
}

TEST_CASE("other words and other texts are told with their place") {
    CHECK(fault_of("roughly", "5") == errc::unknown_value);
    CHECK(fault_of("over", "5,5") == errc::malformed_text);
    CHECK(fault_of("over", "") == errc::missing_value);
    CHECK(fault_of("over", "92233720368547758080") == errc::out_of_range);
    CHECK(fault_of("range", "10") == errc::malformed_text);
    CHECK(fault_of("range", "11..10") == errc::out_of_range);
    CHECK(fault_of("range", "10..NaN") == errc::malformed_text);
    CHECK(fault_of("range", "x..10") == errc::malformed_text);
}
