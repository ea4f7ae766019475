// SPDX-License-Identifier: MIT
#include <muong/units/assumption.hpp>

#include <doctest/doctest.h>

#include <muong/units/registry.hpp>

#include <algorithm>
#include <sstream>

#include "support/follower.hpp"
#include "support/history.hpp"

using namespace muong;
using muong::test::history;

namespace {

/// A history, and a source for what else is drawn.
std::pair<test::generated_history, test::source_of_chance> any_history_and_chance(test::source_of_chance& chance) {
    auto told = test::any_history(chance);
    return {std::move(told), chance};
}

/// A goes to B, C and D; of B's part nothing is known but that it is there.
registry divided(std::string_view share_of_d = "") {
    return history{}
        .unit("A", "2000-01-01", "2010-01-01")
        .unit("B", "2010-01-01")
        .unit("C", "2010-01-01")
        .unit("D", "2010-01-01")
        .transfer("2010-01-01", "A", "B", "part")
        .transfer("2010-01-01", "A", "C", "part")
        .transfer("2010-01-01", "A", "D", "part", share_of_d)
        .build();
}

crosswalk forward(const registry& units) {
    return crosswalk::between(units, "2009-12-31"_date, "2010-01-01"_date, {"people", {}});
}

std::string text(const crosswalk& c) {
    std::ostringstream out;
    out << c;
    return out.str();
}

}  // namespace

TEST_CASE("exact shares stay, set shares lie in their ranges, and rows add up to one") {
    test::for_all(test::any_history, [](const test::generated_history& told) {
        const auto units = told.build();
        for (const bool back : {false, true}) {
            const auto first = told.moments.front(), last = told.moments.back();
            const auto open = crosswalk::between(units, back ? last : first, back ? first : last, {});
            const auto set = assume(open, assumption::equal_parts()).value();
            for (std::size_t s = 0; s < open.sources().size(); ++s) {
                fraction sum;
                std::size_t at = 0;
                for (const auto& e : open.row(s)) {
                    while (at < set.row(s).size() && set.row(s)[at].target < e.target) ++at;
                    REQUIRE(at < set.row(s).size());
                    const auto& now = set.row(s)[at];
                    REQUIRE(now.target == e.target);
                    CHECK(now.is_exact());
                    CHECK(e.least <= now.least);
                    CHECK(now.most <= e.most);
                    CHECK(now.assumed == !e.is_exact());
                    sum += now.least;
                }
                CHECK(sum + set.rest(s) == fraction{1});
            }
            CHECK(set.assumption() == (open.is_exact() ? "" : "equal_parts"));
        }
    });
}

TEST_CASE("a share that is not assumed is the same whatever is assumed, going on and on the way back") {
    std::size_t facts = 0, guesses = 0, differ = 0;
    const auto compare = [&](const crosswalk& a, const crosswalk& b) {
        REQUIRE(std::ranges::equal(a.targets(), b.targets()));
        for (std::size_t s = 0; s < a.sources().size(); ++s) {
            REQUIRE(a.row(s).size() == b.row(s).size());
            for (std::size_t i = 0; i < a.row(s).size(); ++i) {
                const auto &x = a.row(s)[i], &y = b.row(s)[i];
                if (!x.is_exact() || !y.is_exact()) continue;  // open, or of a unit to which nothing came
                const bool same = x.least == y.least;
                (x.assumed && y.assumed ? guesses : facts) += 1;
                differ += !same;
                if (!x.assumed || !y.assumed) CHECK(same);
            }
        }
    };
    // what is no guess is the one share that the facts leave
    std::size_t guessed_rests = 0;
    const auto check_facts = [&](const crosswalk& set, const crosswalk& open) {
        for (std::size_t s = 0; s < set.sources().size(); ++s) {
            for (std::size_t i = 0; i < set.row(s).size(); ++i) {
                const auto &x = set.row(s)[i], &y = open.row(s)[i];
                REQUIRE(x.target == y.target);
                if (x.is_exact() && !x.assumed) CHECK((y.is_exact() && x.least == y.least));
            }
        }
        for (const auto& r : set.rests()) {
            guessed_rests += r.assumed;
            CHECK((r.assumed || !(r.least == r.most) || open.rest(r.source) == open.greatest_rest(r.source)));
        }
    };
    test::for_very_many(any_history_and_chance, [&](std::pair<test::generated_history, test::source_of_chance> drawn) {
        const auto& told = drawn.first;
        auto& chance = drawn.second;
        const auto units = told.build();
        const auto first = told.moments.front(), middle = chance.pick(told.moments), last = told.moments.back();
        const auto basis = chance.chance(1, 2) ? test::generated_history::bases[0] : std::string_view{};
        const auto a = crosswalk::between(units, first, middle, {basis, {}});
        const auto b = crosswalk::between(units, middle, last, {basis, {}});
        std::vector<fraction> amounts;
        for (std::size_t s = 0; s < a.sources().size(); ++s) amounts.emplace_back(chance.between(1, 9));
        const auto guessed = [&](const crosswalk& open) {
            std::vector<std::pair<unit_code, fraction>> weights;
            for (const auto& code : open.targets()) weights.emplace_back(code, chance.between(0, 2));
            return assume(open, assumption::proportional_to("weights", weights)).value();
        };
        const auto a1 = guessed(a), a2 = guessed(a), b1 = guessed(b), b2 = guessed(b);
        compare(a1, a2);
        compare(inverted(a1, amounts), inverted(a2, amounts));
        const bool fits = std::all_of(a.targets().begin(), a.targets().end(),
                                      [&](const unit_code& code) { return b.source(code).has_value(); });
        check_facts(a1, a);
        if (!fits) return;
        compare(then(a1, b1), then(a2, b2));
        check_facts(then(a1, b1), then(a, b));
        // all targets in two groups
        std::vector<std::vector<crosswalk_entry>> grouped;
        for (std::size_t t = 0; t < b.targets().size(); ++t) {
            grouped.push_back({{static_cast<std::uint32_t>(chance.between(0, 1)), 1, 1}});
        }
        const crosswalk groups{last,   last, "", {b.targets().begin(), b.targets().end()}, {"G1"_unit, "G2"_unit},
                               grouped};
        check_facts(then(b1, groups), then(b, groups));
        check_facts(then(then(a1, b), groups), then(then(a, b), groups));
    });
    CHECK(facts > test::many);
    CHECK(guesses > test::many);
    CHECK(differ > test::many / 2);
    CHECK(guessed_rests > test::many / 100);
}

TEST_CASE("through a history some division that agrees with all facts gives the shares that are set") {
    std::size_t rows = 0, coupled = 0;
    test::for_very_many(any_history_and_chance, [&](std::pair<test::generated_history, test::source_of_chance> drawn) {
        const auto& told = drawn.first;
        auto& chance = drawn.second;
        const auto units = told.build();
        const auto from = chance.pick(told.moments), to = chance.pick(told.moments);
        const std::size_t basis = chance.index(2);
        const crosswalk_options options{test::generated_history::bases[basis], {}};
        const auto open = crosswalk::between(units, from, to, options);
        if (open.is_exact()) return;
        std::vector<std::pair<unit_code, fraction>> weights;
        for (const auto& code : open.targets()) weights.emplace_back(code, chance.between(0, 3));
        const auto how = chance.chance(1, 2) ? assumption::equal_parts() : assumption::proportional_to("w", weights);
        const auto set = assume(units, from, to, how, options).value();
        const auto alone = assume(open, how).value();
        REQUIRE(std::ranges::equal(set.targets(), open.targets()));
        const test::follower plainly{told, basis};
        for (std::size_t s = 0; s < open.sources().size(); ++s) {
            const auto row = set.row(s);
            REQUIRE(row.size() == open.row(s).size());
            if (!std::ranges::all_of(row, [](const auto& e) { return e.is_exact(); })) continue;
            // each sum of shares, however weighted, is one that the extremes enclose
            std::vector<std::map<std::string, std::int64_t>> sums(16);
            for (auto& values : sums) {
                for (const auto& e : row) values[to_string(open.targets()[e.target])] = chance.between(-9, 9);
            }
            std::vector<std::optional<test::rational>> most(sums.size());
            const bool shown = plainly.each_extreme(to_string(open.sources()[s]), from, to, 64,
                                                    [&](const test::shares_by_code& reached) {
                                                        for (std::size_t i = 0; i < sums.size(); ++i) {
                                                            test::rational sum;
                                                            for (const auto& [code, share] : reached)
                                                                sum += share * sums[i][code];
                                                            if (!most[i] || *most[i] < sum) most[i] = sum;
                                                        }
                                                    });
            if (!shown) continue;
            bool fits_alone = true;
            for (std::size_t i = 0; i < sums.size(); ++i) {
                test::rational sum, sum_alone;
                for (std::size_t at = 0; at < row.size(); ++at) {
                    const auto value = sums[i][to_string(open.targets()[row[at].target])];
                    sum += test::plain(row[at].least) * value;
                    sum_alone += test::plain(alone.row(s)[at].least) * value;
                }
                CHECK(sum <= *most[i]);
                fits_alone = fits_alone && sum_alone <= *most[i];
            }
            ++rows;
            coupled += !fits_alone;
        }
    });
    CHECK(rows > test::many / 2);
    CHECK(coupled > test::many / 100);  // where each row for itself would not do
}

TEST_CASE("where no share is known, a history and its crosswalk are divided alike") {
    std::size_t ways = 0;
    test::for_very_many(any_history_and_chance, [&](std::pair<test::generated_history, test::source_of_chance> drawn) {
        const auto& told = drawn.first;
        auto& chance = drawn.second;
        const auto units = told.build();
        const auto from = chance.pick(told.moments), to = chance.pick(told.moments);
        const auto open = crosswalk::between(units, from, to);
        std::vector<std::pair<unit_code, fraction>> weights;
        for (const auto& code : open.targets()) weights.emplace_back(code, chance.between(0, 3));
        for (const auto& how : {assumption::equal_parts(), assumption::proportional_to("w", weights)}) {
            CHECK(assume(units, from, to, how).value() == assume(open, how).value());
        }
        for (std::size_t s = 0; s < open.sources().size(); ++s) ways += open.row(s).size() > 2;
    });
    CHECK(ways > test::many / 10);
}

TEST_CASE("a part of unknown size that was divided in a known way stays divided so") {
    const auto units = history{}
                           .unit("P", "2000-01-01", "2005-01-01")
                           .unit("Q", "2005-01-01")
                           .unit("R", "2005-01-01", "2010-01-01")
                           .unit("S", "2010-01-01")
                           .unit("T", "2010-01-01")
                           .transfer("2005-01-01", "P", "Q", "part")
                           .transfer("2005-01-01", "P", "R", "part")
                           .transfer("2010-01-01", "R", "S", "part", "0.9")
                           .transfer("2010-01-01", "R", "T", "part", "0.1")
                           .build();
    const auto set = [&](const assumption& how) {
        return text(assume(units, "2004-12-31"_date, "2010-01-01"_date, how, {"people", {}}).value());
    };
    CHECK(set(assumption::equal_parts()) ==
          "P -> Q 1/3 (equal_parts)\nP -> S 3/5 (equal_parts)\nP -> T 1/15 (equal_parts)\n");
    CHECK(set(assumption::proportional_to("area", {{"Q"_unit, 6}, {"S"_unit, 1}, {"T"_unit, 3}})) ==
          "P -> Q 3/5 (proportional_to(area))\nP -> S 9/25 (proportional_to(area))\n"
          "P -> T 1/25 (proportional_to(area))\n");
    const auto refused =
        assume(units, "2004-12-31"_date, "2010-01-01"_date, assumption::proportional_to("area", {{"Q"_unit, 1}}));
    REQUIRE(!refused);
    CHECK(refused.error().size() == 2);
}

TEST_CASE("equal parts, and parts by weight") {
    const auto units = divided();
    CHECK(text(assume(forward(units), assumption::equal_parts()).value()) ==
          "A -> B 1/3 (equal_parts)\nA -> C 1/3 (equal_parts)\nA -> D 1/3 (equal_parts)\n");
    const auto by_area = assumption::proportional_to("area", {{"B"_unit, 1}, {"C"_unit, 3}, {"D"_unit, 0}});
    CHECK(text(assume(forward(units), by_area).value()) ==
          "A -> B 1/4 (proportional_to(area))\nA -> C 3/4 (proportional_to(area))\nA -> D 0 (proportional_to(area))\n");
}

TEST_CASE("what is known is not assumed") {
    CHECK(text(assume(forward(divided("0.5")), assumption::equal_parts()).value()) ==
          "A -> B 1/4 (equal_parts)\nA -> C 1/4 (equal_parts)\nA -> D 1/2\n");
}

TEST_CASE("a share stops at the end of its range") {
    const std::vector<std::vector<crosswalk_entry>> rows{
        {{0, fraction{0}, fraction{1, 10}}, {1, fraction{0}, fraction{1}}, {2, fraction{0}, fraction{1}}}};
    const crosswalk open{"2000-01-01"_date, "2001-01-01"_date, "", {"A"_unit}, {"B"_unit, "C"_unit, "D"_unit}, rows};
    CHECK(text(assume(open, assumption::equal_parts()).value()) ==
          "A -> B 1/10 (equal_parts)\nA -> C 9/20 (equal_parts)\nA -> D 9/20 (equal_parts)\n");
}

TEST_CASE("what may be left over is left over as far as the set shares leave it") {
    const std::vector<std::vector<crosswalk_entry>> rows{{{0, fraction{}, fraction{1, 4}}}};
    const std::vector<crosswalk_rest> rests{{0, fraction{1, 2}, fraction{1}}};
    const crosswalk open{"2000-01-01"_date, "2001-01-01"_date, "", {"A"_unit}, {"B"_unit}, rows, 0, rests};
    const auto set = assume(open, assumption::equal_parts()).value();
    CHECK(text(set) == "A -> B 1/4 (equal_parts)\n");
    CHECK(set.rest(0) == fraction{3, 4});
    CHECK(set.greatest_rest(0) == fraction{3, 4});
}

TEST_CASE("where all weights are zero the shares stay open") {
    const auto none = assumption::proportional_to("area", {{"B"_unit, 0}, {"C"_unit, 0}, {"D"_unit, 0}});
    CHECK(assume(forward(divided()), none).value() == forward(divided()));
}

TEST_CASE("where the weights that are not zero do not use up a row, the others stay open, within what is then left") {
    const std::vector<std::vector<crosswalk_entry>> rows{
        {{0, fraction{0}, fraction{1, 4}}, {1, fraction{0}, fraction{1}}, {2, fraction{0}, fraction{1}}}};
    const crosswalk open{"2000-01-01"_date, "2001-01-01"_date, "", {"A"_unit}, {"B"_unit, "C"_unit, "D"_unit}, rows};
    const auto to_b = assumption::proportional_to("b", {{"B"_unit, 1}, {"C"_unit, 0}, {"D"_unit, 0}});
    CHECK(text(assume(open, to_b).value()) ==
          "A -> B 1/4 (proportional_to(b))\nA -> C 0 ... 3/4 (proportional_to(b))\n"
          "A -> D 0 ... 3/4 (proportional_to(b))\n");
}

TEST_CASE("weights that are missing, negative or told twice are problems") {
    const place table{"area.csv", 0, 2, "area"};
    const auto some = assumption::proportional_to("area", {{"B"_unit, 1}}, table);
    const auto refused = assume(forward(divided()), some);
    REQUIRE(!refused);
    REQUIRE(refused.error().size() == 2);
    CHECK(to_string(refused.error()[0]) ==
          "area.csv::2 (area): missing_value: expected a value for C, which is made of parts whose shares are not "
          "stated");
    try {
        static_cast<void>(assumption::proportional_to("area", {{"B"_unit, -1}, {"B"_unit, 2}}, table));
        FAIL("a weight below zero was taken");
    } catch (const data_error& e) {
        REQUIRE(e.all().size() == 2);
        CHECK(e.all()[0].code == errc::out_of_range);
        CHECK(e.all()[1].code == errc::duplicate_key);
    }
}

TEST_CASE("an assumption is named only if it has set a share") {
    const auto equal = assume(forward(divided()), assumption::equal_parts()).value();
    const auto by_area = assumption::proportional_to("area", {{"B"_unit, 1}, {"C"_unit, 1}, {"D"_unit, 1}});
    CHECK(assume(equal, by_area).value() == equal);
    // what the facts leave nothing for is no assumption
    const crosswalk full{
        "2010-01-01"_date, "2011-01-01"_date,    "",
        {"A"_unit},        {"B"_unit, "C"_unit}, {{{0, fraction{1}, fraction{1}}, {1, fraction{}, fraction{1, 2}}}}};
    CHECK(text(assume(full, assumption::equal_parts()).value()) == "A -> B 1\nA -> C 0\n");
}

TEST_CASE("what comes of an assumed share is assumed") {
    const auto set = assume(forward(divided("0.5")), assumption::equal_parts()).value();
    const std::vector<std::vector<crosswalk_entry>> rows{
        {{0, fraction{1}, fraction{1}}}, {{0, fraction{1}, fraction{1}}}, {{1, fraction{1}, fraction{1}}}};
    const crosswalk next{
        "2010-01-01"_date, "2011-01-01"_date, "", {"B"_unit, "C"_unit, "D"_unit}, {"X"_unit, "Y"_unit}, rows};
    CHECK(text(then(set, next)) == "A -> X 1/2 (equal_parts)\nA -> Y 1/2\n");
    const std::vector<unit_code> a{"A"_unit};
    const auto part = restricted(set, a);
    CHECK(part.assumption() == "equal_parts");
    const std::vector<fraction> amounts{10};
    const auto back = inverted(set, amounts);
    CHECK(back.assumption().empty());  // each came whole from A
}

TEST_CASE("what rests on that nothing went another way is assumed, also on the way back") {
    const auto to = [](std::uint32_t target, const fraction& least, const fraction& most) {
        return crosswalk_entry{target, least, most};
    };
    const std::vector<unit_code> from{"A"_unit, "B"_unit, "C"_unit}, onto{"X"_unit, "Y"_unit};
    const crosswalk open{"2010-01-01"_date,
                         "2011-01-01"_date,
                         "",
                         from,
                         onto,
                         {{to(0, 0, 1), to(1, 0, 1)}, {to(0, 1, 1)}, {to(0, {1, 2}, {1, 2}), to(1, {1, 2}, {1, 2})}}};
    const auto set = assume(open, assumption::proportional_to("area", {{"X"_unit, 0}, {"Y"_unit, 1}})).value();
    // of the parts of X that of A is guessed to be none, so the others of it are guessed too
    CHECK(text(inverted(set, std::vector<fraction>{6, 6, 4})) ==
          "X -> A 0 (proportional_to(area))\nX -> B 3/4 (proportional_to(area))\nX -> C 1/4 (proportional_to(area))\n"
          "Y -> A 3/4 (proportional_to(area))\nY -> C 1/4 (proportional_to(area))\n");
    const std::vector<unit_code> two{"A"_unit, "B"_unit};
    CHECK(text(inverted(restricted(set, two), std::vector<fraction>{6, 6})) ==
          "X -> A 0 (proportional_to(area))\nX -> B 1 (proportional_to(area))\nY -> A 1\n");
    const auto as_it_is =
        crosswalk{"2011-01-01"_date, "2012-01-01"_date, "", onto, onto, {{to(0, 1, 1)}, {to(1, 1, 1)}}};
    CHECK(text(then(set, as_it_is)) == text(set));
    const auto together =
        crosswalk{"2011-01-01"_date, "2012-01-01"_date, "", onto, {"Z"_unit}, {{to(0, 1, 1)}, {to(0, 1, 1)}}};
    CHECK(text(then(set, together)) == "A -> Z 1\nB -> Z 1\nC -> Z 1\n");
}

TEST_CASE("that nothing of a unit lies nowhere is remembered as a guess") {
    const crosswalk open{"2010-01-01"_date,
                         "2011-01-01"_date,
                         "",
                         {"A"_unit, "B"_unit},
                         {"X"_unit, "Y"_unit},
                         {{{0, 0, 1}, {1, 0, 1}}, {{0, 1, 1}}},
                         0,
                         std::vector<crosswalk_rest>{{0, 0, 1}}};
    const auto set = assume(open, assumption::equal_parts()).value();
    CHECK(set.is_exact());
    CHECK(std::ranges::equal(set.rests(), std::vector<crosswalk_rest>{{0, 0, 0, true}}));
    const crosswalk together{"2011-01-01"_date,    "2012-01-01"_date, "",
                             {"X"_unit, "Y"_unit}, {"Z"_unit},        {{{0, 1, 1}}, {{0, 1, 1}}}};
    CHECK(text(then(set, together)) == "A -> Z 1 (equal_parts)\nB -> Z 1\n");
    CHECK(text(then(open, together)) == "A -> Z 0 ... 1\nB -> Z 1\n");
    const std::vector<unit_code> b{"B"_unit};
    const auto of_b = restricted(set, b);
    CHECK(of_b.assumption().empty());
    // the guess of the second crosswalk
    const crosswalk same{"2009-01-01"_date,    "2010-01-01"_date,    "",
                         {"A"_unit, "B"_unit}, {"A"_unit, "B"_unit}, {{{0, 1, 1}}, {{1, 1, 1}}}};
    CHECK(text(then(then(same, set), together)) == "A -> Z 1 (equal_parts)\nB -> Z 1\n");
}

TEST_CASE("a guess of before is remembered where the shares stay open") {
    const crosswalk open{
        "2010-01-01"_date,    "2011-01-01"_date,        "", {"A"_unit},
        {"X"_unit, "Y"_unit}, {{{0, 0, 1}, {1, 0, 1}}}, 0,  std::vector<crosswalk_rest>{{0, 0, 0, true}},
        "equal_parts"};
    const auto still = assume(open, assumption::proportional_to("area", {{"X"_unit, 0}, {"Y"_unit, 0}})).value();
    CHECK_FALSE(still.is_exact());
    CHECK(std::ranges::equal(still.rests(), open.rests()));
    CHECK(still.assumption() == "equal_parts");
}

TEST_CASE("what lies nowhere is assumed to lie within what the shares that were set leave") {
    const crosswalk open{"2010-01-01"_date,
                         "2011-01-01"_date,
                         "",
                         {"A"_unit},
                         {"X"_unit, "Y"_unit, "Z"_unit},
                         {{{0, 0, {1, 4}}, {1, 0, 1}, {2, 0, 1}}},
                         0,
                         std::vector<crosswalk_rest>{{0, 0, 1}}};
    const auto weights = [](int x) {
        return assumption::proportional_to("area", {{"X"_unit, x}, {"Y"_unit, 0}, {"Z"_unit, 0}});
    };
    const auto set = assume(open, weights(1)).value();
    CHECK_FALSE(set.is_exact());
    CHECK(std::ranges::equal(set.rests(), std::vector<crosswalk_rest>{{0, 0, {3, 4}, true}}));
    // where nothing is set, nothing is assumed of the rest either
    const auto still = assume(open, weights(0)).value();
    CHECK(std::ranges::equal(still.rests(), open.rests()));
    CHECK(still.assumption().empty());
}
