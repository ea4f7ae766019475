// SPDX-License-Identifier: MIT
#include <muong/io/problem_log.hpp>

#include <doctest/doctest.h>

#include <string>

namespace muong {
namespace {

TEST_CASE("a log keeps problems up to its limit and counts the others") {
    for (std::size_t limit = 0; limit < 5; ++limit) {
        problem_log log{limit};
        CHECK(log.empty());
        int made = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            log.add_with([&] {
                ++made;
                return problem{errc::malformed_text, {}, std::to_string(i), {}};
            });
        }
        log.add({});
        const std::size_t kept = limit < 5 ? limit : 5;
        CHECK(log.total() == 5);
        CHECK(log.kept().size() == kept);
        CHECK(log.more() == 5 - kept);
        CHECK(made == static_cast<int>(kept < 4 ? kept : 4));
        CHECK_FALSE(log.empty());
        for (std::size_t i = 0; i < kept && i < 4; ++i) CHECK(log.kept()[i].found == std::to_string(i));
    }
}

TEST_CASE("more may be told of a problem that is kept") {
    problem_log log{1};
    log.add({errc::malformed_text, {}, {}, "one"});
    log.add({errc::malformed_text, {}, {}, "two"});
    log.complete(0, "; and more");
    log.complete(1, "; and more");
    CHECK(log.kept()[0].expected == "one; and more");
    CHECK(log.total() == 2);
}

}  // namespace
}  // namespace muong
