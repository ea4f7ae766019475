// SPDX-License-Identifier: MIT
#include <muong/indicators/account.hpp>

#include <doctest/doctest.h>

#include <sstream>

using namespace muong;

namespace {

account_line line(std::string column, std::int64_t in, std::int64_t out, std::int64_t unmatched, std::int64_t unknown,
                  std::int64_t missing) {
    return {std::move(column), 0, in, out, unmatched, unknown, missing};
}

}  // namespace

TEST_CASE("an account whose lines all close can be read and printed") {
    const account a{{line("people", 10, 4, 3, 2, 1), {"area", 2, "61.5"_dec, "61.5"_dec, 0, 0, 0}}};
    CHECK(a.lines().size() == 2);
    CHECK_FALSE(a.is_complete());
    std::ostringstream written;
    written << a;
    std::ostringstream one;
    one << a.lines()[0];
    CHECK(one.str() == to_string(a.lines()[0]));
    CHECK(written.str() ==
          "people: in 10 = out 4 + unmatched 3 + unknown 2 + missing 1\n"
          "area: in 61.50 = out 61.50 + unmatched 0.00 + unknown 0.00 + missing 0.00\n");
}

TEST_CASE("amounts beyond 64 bits are printed in full") {
    const fraction large = fraction{9'000'000'000'000'000'000} * fraction{1'000'000} + fraction{1};
    const account a{{{"money", 1, large, large, 0, 0, 0}}};
    CHECK(a.is_complete());
    CHECK(
        to_string(a.lines()[0]).starts_with("money: in 9000000000000000000000001.0 = out 9000000000000000000000001.0"));
}

TEST_CASE("an account is not complete where what was lost adds up to nothing") {
    CHECK_FALSE(account{{line("balance", 7, 7, 5, -5, 0)}}.is_complete());
    CHECK(account{{line("balance", 7, 7, 0, 0, 0)}}.is_complete());
    CHECK(account{{}}.is_complete());
}

TEST_CASE("every line that does not close is told") {
    const auto open = [] {
        return account{{line("a", 1, 1, 0, 0, 0), line("b", 2, 1, 0, 0, 0), line("c", 3, 4, 0, 0, 0)}};
    };
    try {
        static_cast<void>(open());
        FAIL("an open account was let through");
    } catch (const data_error& e) {
        REQUIRE(e.all().size() == 2);
        CHECK(e.all()[0].code == errc::account_open);
        CHECK(e.all()[0].where.field == "b");
        CHECK(e.all()[0].found == "b: in 2 = out 1 + unmatched 0 + unknown 0 + missing 0");
        CHECK(e.all()[1].where.field == "c");
    }
}
