// SPDX-License-Identifier: MIT
#include <muong/indicators/measure_unit.hpp>

#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/currency.hpp>

#include "support/for_all.hpp"

using namespace muong;

namespace {

template <class T>
errc first_fault(const result<T>& r) {
    REQUIRE_FALSE(r);
    return r.error().front().code;
}

measure_unit unit(std::string_view text) { return measure_unit::parse(text).value(); }

}  // namespace

TEST_CASE("there and back again is the same number, of any two units that measure the same") {
    int pairs = 0;
    for (const auto& from : known_units()) {
        const auto a = unit(from.code);
        for (const auto& to : known_units()) {
            const auto b = unit(to.code);
            const decimal x{12345, 2};
            const auto there = convert(x, a, b);
            CHECK(there.has_value() == (from.measures == to.measures));
            if (!there) {
                CHECK(there.error().front().code == errc::unit_mismatch);
                continue;
            }
            CHECK(convert(there.value(), b, a).value() == x);
            CHECK(fraction{there.value()} * b.scale == fraction{x} * a.scale);
            ++pairs;
        }
    }
    CHECK(pairs > static_cast<int>(known_units().size()));
}

TEST_CASE("a density at hand converts persons into no area, nor either into it") {
    const measure_unit density{"persons per km2", "density", 1, measure_kind::ratio};
    const std::vector<measure_unit> all{unit("persons"), unit("km2"), density};
    for (const auto& from : all) {
        for (const auto& to : all) {
            CAPTURE(from.code + " to " + to.code);
            CHECK(convert("50"_dec, from, to).has_value() == (from == to));
        }
    }
}

TEST_CASE("known units that measure the same stand together, each once") {
    std::set<std::string_view> codes, measured;
    std::string_view last;
    for (const auto& u : known_units()) {
        CHECK(codes.insert(u.code).second);
        if (u.measures != last) CHECK(measured.insert(u.measures).second);
        last = u.measures;
    }
}

TEST_CASE("areas and multiples of money convert exactly") {
    CHECK(identical(convert("256.5"_dec, unit("ha"), unit("km2")).value(), "2.565"_dec));
    CHECK(identical(convert("1"_dec, unit("km2"), unit("ha")).value(), "100"_dec));
    CHECK(convert("2048"_dec, unit("billion VND"), unit("million VND")).value() == "2048000"_dec);
    CHECK(convert("4821"_dec, unit("billion VND"), unit("VND")).value() == "4821000000000"_dec);
    const auto over = convert(qualified<decimal>::over("4143"_dec), unit("ha"), unit("km2"));
    CHECK(to_string(over.value()) == "over 41.43");
    const auto range = qualified<decimal>::between("10"_dec, "11"_dec);
    CHECK(to_string(convert(range, unit("km"), unit("m")).value()) == "10000 to 11000");
}

TEST_CASE("each currency of the core is a unit of money, and converts into no other") {
    for (const auto list : detail::currencies_by_digits) {
        for (std::size_t at = 0; at < list.size(); at += 4) {
            const auto code = std::string{list.substr(at, 3)};
            CAPTURE(code);
            const auto money = measure_unit::parse(code);
            REQUIRE(money);
            CHECK(money->measures == "money in " + code);
            CHECK(money->adds_up());
            CHECK(convert("2"_dec, unit("thousand " + code), *money).value() == "2000"_dec);
            CHECK(convert("1"_dec, *money, unit("VND")).has_value() == (code == "VND"));
        }
    }
    CHECK_FALSE(measure_unit::parse("XXX"));
    CHECK_FALSE(measure_unit::parse("eur"));
}

TEST_CASE("what cannot be converted is told with both units") {
    const auto failed = convert("8"_dec, unit("ha"), unit("km"), {"claims.csv", 3, 2, "value"});
    REQUIRE_FALSE(failed);
    CHECK(to_string(failed.error().front()) ==
          "claims.csv:3:2 (value): unit_mismatch: found '8 ha', expected a unit that measures length, as km does");
    const measure_unit third{"third", "length", fraction{1, 3}};
    CHECK(first_fault(convert("1"_dec, third, unit("m"))) == errc::out_of_range);
    CHECK(first_fault(convert("9223372036854775807"_dec, unit("km"), unit("m"))) == errc::out_of_range);
    CHECK_FALSE(convert(qualified<decimal>::over("8"_dec), unit("percent"), unit("percentage points")));
}

TEST_CASE("an unknown unit is told with its place, and rates have no millions") {
    for (const auto* text :
         {"", "acre", "Million VND", "million percent", "million  VND", "billion", "million percent per year"}) {
        CAPTURE(text);
        CHECK_FALSE(measure_unit::parse(text));
    }
    const auto failed = find_unit("acre", {"claims.csv", 7, 8, "unit"});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().front().where.row == 7);
    CHECK(failed.error().front().found == "acre");
    CHECK(find_unit("thousand persons").value().scale == fraction{1000});
}

TEST_CASE("quantities in different units do not add up") {
    const quantity field{"8"_dec, unit("ha")}, commune{"41"_dec, unit("km2")}, border{"41.8"_dec, unit("km")};
    CHECK(to_string(field + commune.in(unit("ha"))) == "4108 ha");
    CHECK(to_string(field - field) == "0 ha");
    CHECK_THROWS_WITH_AS((void)(field + border), "muong::quantity: ha measures area, km measures length",
                         std::invalid_argument);
    CHECK_THROWS_WITH_AS((void)(field + commune), "muong::quantity: ha and km2 differ: convert one of them first",
                         std::invalid_argument);
    CHECK_THROWS_AS((void)field.in(unit("km")), data_error);
    const quantity share{"13.6"_dec, unit("percent")}, people{"9700"_dec, unit("persons")};
    CHECK_THROWS_AS((void)(people + share), std::invalid_argument);
    std::ostringstream out;
    out << border << ' ' << border.unit();
    CHECK(out.str() == "41.8 km km");
}

TEST_CASE("counts, money and distances of shares add up; shares, rates and indices do not") {
    for (const auto& known : known_units()) {
        CAPTURE(known.code);
        const auto u = unit(known.code);
        const bool ratio = known.code == "percent" || known.code == "percent per year" || known.code == "index points";
        CHECK(u.adds_up() != ratio);
        CHECK(u.is_share() == (known.code == "percent"));
        CHECK(u.is_percent() == (known.code == "percent" || known.code == "percent per year"));
        CHECK(u.kind == known.kind);
    }
}

TEST_CASE("percents lie percentage points apart, other figures what they are counted in") {
    const auto apart = [](const char* unit) { return measure_unit::parse(unit).value().of_differences().code; };
    CHECK(apart("percent") == "percentage points");
    CHECK(apart("percent per year") == "percentage points");
    CHECK(apart("percentage points") == "percentage points");
    CHECK(apart("billion VND") == "billion VND");
    CHECK(apart("index points") == "index points");
}

TEST_CASE("a unit of one's own says itself whether it adds up, whatever its words") {
    const measure_unit trees{"trees", "trees"};
    CHECK(trees.adds_up());
    CHECK_FALSE(trees.is_percent());
    const measure_unit density{"persons per km2", "density", 1, measure_kind::ratio};
    CHECK_FALSE(density.adds_up());
    CHECK_FALSE(density.is_percent());
    const measure_unit share{"percent of pupils", "share of pupils", 1, measure_kind::share};
    CHECK(share.is_share());
    CHECK_FALSE(share.adds_up());
    CHECK(measure_unit{"persons per km2", "density"} != density);
}
