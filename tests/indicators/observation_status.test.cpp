// SPDX-License-Identifier: MIT
#include <muong/indicators/observation_status.hpp>

#include <doctest/doctest.h>

#include <set>
#include <sstream>

#include "support/for_all.hpp"

using namespace muong;

TEST_CASE("a status is read back from its own letters, whatever flags it has") {
    test::for_all(
        [](test::source_of_chance& chance) {
            return observation_status::from_bits(static_cast<std::uint32_t>(chance.bits()));
        },
        [](observation_status s) {
            CHECK(observation_status::parse(to_string(s)) == s);
            CHECK((s | s) == s);
            CHECK_FALSE(s.of_value().is_missing());
            CHECK((s.is_missing() ? s.of_value() != s : s.of_value() == s));
            const auto letter = observation_status::parse(std::string(1, s.sdmx_code()));
            REQUIRE(letter);
            CHECK((s | *letter) == s);
        });
}

TEST_CASE("each flag has a letter of its own, and five of them stand for missing values") {
    std::set<char> letters;
    std::string missing;
    for (int i = 0; i < observation_status::bit_count; ++i) {
        const auto flag = static_cast<status_flag>(i);
        CHECK(letters.insert(sdmx_code(flag)).second);
        if (observation_status{flag}.is_missing()) missing += sdmx_code(flag);
        CHECK(observation_status::parse(std::string(1, sdmx_code(flag))) == flag);
    }
    CHECK(missing == "OMLHQ");
}

TEST_CASE("where one letter fits, a break comes first, then what is missing") {
    CHECK(observation_status{status_flag::estimated, status_flag::series_break}.sdmx_code() == 'B');
    CHECK(observation_status{status_flag::provisional, status_flag::suppressed}.sdmx_code() == 'Q');
    CHECK(observation_status{}.sdmx_code() == 'A');
}

TEST_CASE("letters that the list does not have are refused") {
    for (const auto* text : {"X", "a", "B,E", "BE", "B;", ";B", "B;;E", "A;B", " B", "C"}) {
        CAPTURE(text);
        CHECK_FALSE(observation_status::parse(text));
    }
    CHECK(observation_status::parse("") == observation_status{});
    std::ostringstream out;
    out << observation_status{status_flag::estimated, status_flag::series_break} << ' ' << observation_status{} << ' '
        << missing_reason::zero_base;
    CHECK(out.str() == "B;E A zero_base");
}
