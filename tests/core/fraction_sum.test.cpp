// SPDX-License-Identifier: MIT
#include <muong/core/fraction_sum.hpp>

#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "support/for_all.hpp"

using muong::fraction;
using muong::fraction_sum;
using muong::test::for_all;
using muong::test::source_of_chance;

TEST_CASE("the sum is that of adding one by one, whatever the sizes and wherever it is asked") {
    struct terms {
        std::vector<fraction> all;
        std::size_t asked_at;
    };
    for_all(
        [](source_of_chance& chance) {
            terms made;
            for (auto left = chance.between(0, 40); left > 0; --left) {
                fraction term{chance.between(-1'000'000, 1'000'000), chance.between(1, 1'000'000'007)};
                for (auto more = chance.between(0, 3); more > 0; --more)
                    term *= fraction{chance.between(1, 1'000'000'000), chance.between(1, 1'000'000'007)};
                made.all.push_back(term);
            }
            made.asked_at = chance.index(made.all.size() + 1);
            return made;
        },
        [](const terms& given) {
            fraction_sum sum;
            fraction plain;
            for (std::size_t i = 0; i < given.all.size(); ++i) {
                if (i == given.asked_at) CHECK(sum.total() == plain);
                i % 3 == 0 ? sum -= given.all[i] : sum += given.all[i];
                i % 3 == 0 ? plain -= given.all[i] : plain += given.all[i];
            }
            CHECK(sum.total() == plain);
        });
}

TEST_CASE("terms in a row add up") {
    const fraction parts[] = {{1, 2}, {1, 3}, {1, 6}};
    CHECK(muong::sum(parts) == 1);
    CHECK(muong::sum({}) == 0);
}

TEST_CASE("a sum that was moved from can be added to") {
    for (std::size_t count = 1; count < 9; ++count) {
        fraction_sum one;
        const fraction big = fraction{1, 1'000'003} * fraction{1, 998'244'353} * fraction{1, 999'999'937};
        for (std::size_t i = 0; i < count; ++i) one += big;
        const auto other = std::move(one);
        CHECK(other.total() == big * count);
        const auto left = one.total();  // NOLINT(bugprone-use-after-move): that is what is tested
        one += big;
        CHECK(one.total() == left + big);
    }
}
