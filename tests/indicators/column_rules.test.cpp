// SPDX-License-Identifier: MIT
#include <muong/indicators/column_rules.hpp>

#include <doctest/doctest.h>

#include <array>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <muong/units/assumption.hpp>
#include <muong/units/registry.hpp>

#include "support/for_all.hpp"
#include "support/histories.hpp"

using namespace muong;
using test::for_all;
using test::source_of_chance;

namespace {

constexpr auto eve = "2025-06-30"_date;
constexpr auto day = "2025-07-01"_date;

/// A goes whole to X, B by halves (three quarters of its area) to X and Y.
crosswalk way(std::string_view basis, const fraction& to_x, bool known = true) {
    const auto to_y = fraction{1} - to_x;
    const std::vector<std::vector<crosswalk_entry>> rows{{{0, 1, 1}},
                                                         {{0, known ? to_x : fraction{}, known ? to_x : fraction{1}},
                                                          {1, known ? to_y : fraction{}, known ? to_y : fraction{1}}}};
    return {eve, day, basis, {"A"_unit, "B"_unit}, {"X"_unit, "Y"_unit}, rows};
}

panel some_values() {
    panel::builder made{eve,
                        {"A"_unit, "B"_unit},
                        {{"people", 0},
                         {"ha", 1},
                         {"poverty", 1, aggregation::intensive},
                         {"class", 0, aggregation::label},
                         {"median", 0, aggregation::none}}};
    made.set("A"_unit, 0, decimal{100}).set("B"_unit, 0, decimal{51});
    made.set("A"_unit, 1, decimal{400, 1}).set("B"_unit, 1, decimal{800, 1});
    made.set("A"_unit, 2, decimal{100, 1}).set("B"_unit, 2, decimal{400, 1});
    made.set("A"_unit, 3, decimal{7}).set("B"_unit, 3, decimal{9});
    made.set("A"_unit, 4, decimal{3});
    return std::move(made).build();
}

struct task {
    std::vector<crosswalk> onto;
    panel values;
};

task any_task(source_of_chance& chance) {
    const auto told = test::any_history(chance);
    const auto units = told.build();
    std::vector<crosswalk> onto;
    for (const auto basis : test::generated_history::bases) {
        onto.push_back(crosswalk::between(units, told.moments.front(), told.moments.back(), {.basis = basis}));
    }
    const auto& first = onto.front();
    panel::builder made{first.from(),
                        {first.sources().begin(), first.sources().end()},
                        {{"people", 0}, {"ha", 1}, {"rate", 1, aggregation::intensive}}};
    for (std::size_t s = 0; s < first.sources().size(); ++s) {
        if (!chance.chance(1, 9)) made.set(s, 0, decimal{chance.between(0, 99)});
        if (!chance.chance(1, 9)) made.set(s, 1, decimal{chance.between(0, 999), 1});
        if (!chance.chance(1, 9)) made.set(s, 2, decimal{chance.between(0, 1000), 1});
    }
    return {std::move(onto), std::move(made).build()};
}

const std::string one{test::generated_history::bases[0]};
const std::string two{test::generated_history::bases[1]};

}  // namespace

TEST_CASE("accounts close, values lie within their bounds and means between their parts, by every rule at once") {
    const std::vector<column_rule> rules{
        {"people", combination::sum, "people"},        {"heads", combination::whole, "people", "", 1, two},
        {"ha", combination::sum, "ha", "", 1, two},    {"density", combination::ratio, "people", "ha", 1, one, two},
        {"rate", combination::mean, "rate", "people"}, {"low", combination::least, "rate"},
        {"high", combination::greatest, "rate"}};
    for_all(any_task, [&rules](const task& t) {
        for (const auto gaps : {gap_rule::propagate, gap_rule::skip, gap_rule::bound}) {
            const auto made = rebase(t.values, t.onto, rules, {.gaps = gaps});
            REQUIRE(made.account().lines().size() == 3);
            for (const auto& line : made.account().lines()) CHECK(line.closes());
            for (std::size_t row = 0; row < made.units().size(); ++row) {
                for (std::size_t c = 0; c < rules.size(); ++c) {
                    const auto& cell = made.at(row, c);
                    if (!cell.value) continue;
                    if (cell.least) CHECK(*cell.least <= *cell.value);
                    if (cell.most) CHECK(*cell.value <= *cell.most);
                }
                const auto &mean = made.at(row, 4), &low = made.at(row, 5), &high = made.at(row, 6);
                if (mean.value && low.value && high.value && gaps == gap_rule::propagate) {
                    CHECK(*low.value <= *mean.value);
                    CHECK(*mean.value <= *high.value);
                }
                if (made.at(row, 1).value) CHECK(made.at(row, 1).value->is_whole());
            }
        }
    });
}

TEST_CASE("a sum is that of a rebase_accumulator of the same shares and cells, whatever is made of gaps") {
    std::size_t known = 0;
    std::size_t bounded = 0;
    const std::vector<column_rule> rules{{"people", combination::sum, "people", "", 1, two},
                                         {"heads", combination::whole, "people"},
                                         {"ha", combination::sum, "ha"}};
    for_all(any_task, [&](const task& t) {
        for (const auto gaps : {gap_rule::propagate, gap_rule::skip, gap_rule::bound}) {
            const auto made = rebase(t.values, t.onto, rules, {.gaps = gaps});
            for (std::size_t c = 0; c < rules.size(); ++c) {
                const auto& way = rules[c].basis == two ? t.onto[1] : t.onto[0];
                rebase_accumulator sums{shares_of(way)};
                const auto column = sums.add_column(rules[c].how == combination::whole ? carried::whole : carried::sum);
                const auto from = *t.values.column_of(rules[c].of);
                if (const auto decimals = t.values.columns()[from].decimals; decimals > 0)
                    sums.refine(column, decimals);
                for (std::size_t row = t.values.rows(); row-- > 0;) {
                    const auto source = way.source(t.values.units()[row]);
                    const auto value = t.values.at(row, from);
                    if (source && value) REQUIRE(sums.add(*source, column, value->coefficient()));
                }
                for (std::size_t place = 0; place < sums.places(); ++place) {
                    const auto& cell = made.at(place, c);
                    const auto wanted = sum_at(sums, place, column, gaps);
                    CHECK(cell.value == wanted.value);
                    CHECK(cell.least == wanted.least);
                    CHECK(cell.most == wanted.most);
                    CHECK(cell.parts == wanted.parts);
                    CHECK(cell.missing == wanted.missing);
                    if (sums.sum(place, column).is_known()) CHECK(cell.value == sums.sum(place, column).known);
                    known += cell.value ? 1 : 0;
                    bounded += cell.quality == cell_quality::bounded ? 1 : 0;
                }
            }
        }
    });
    CHECK(known > 0);
    CHECK(bounded > 0);
}

TEST_CASE("a column of whole numbers is the same by its rule and by rebase of a panel, whatever is made of gaps") {
    std::size_t partial = 0;
    std::size_t ranged = 0;
    for_all(any_task, [&](const task& t) {
        const std::vector<column_rule> rules{{"people", combination::whole, "people"}};
        panel::builder people{
            t.values.geography(), {t.values.units().begin(), t.values.units().end()}, {t.values.columns().front()}};
        for (std::size_t row = 0; row < t.values.rows(); ++row) {
            if (const auto v = t.values.at(row, 0)) people.set(row, 0, *v);
        }
        const auto values = std::move(people).build();
        for (const auto gaps : {gap_rule::propagate, gap_rule::skip}) {
            const auto by_rule = rebase(values, t.onto, rules, {.gaps = gaps});
            const auto whole = rebase(values, t.onto.front(), {.gaps = gaps});
            for (std::size_t row = 0; row < by_rule.units().size(); ++row) {
                const auto& cell = by_rule.at(row, 0);
                const auto same = whole.values().at(row, 0);
                REQUIRE(cell.value.has_value() == same.has_value());
                partial += cell.quality == cell_quality::partial ? 1 : 0;
                ranged += cell.ranged > 0 && cell.parts > cell.ranged ? 1 : 0;
                if (!same) continue;
                CHECK(*cell.value == fraction{*same});
                CHECK(cell.quality == whole.quality(row, 0));
            }
            const auto &line = by_rule.account().lines()[0], &other = whole.account().lines()[0];
            CHECK(line == other);
        }
    });
    CHECK(partial > 0);
    CHECK(ranged > 0);
}

TEST_CASE("several columns by several rules and bases") {
    const std::vector<crosswalk> onto{way("people", fraction{1, 2}), way("area", fraction{3, 4})};
    const std::vector<column_rule> rules{{"people", combination::sum, "people"},
                                         {"heads", combination::whole, "people"},
                                         {"ha", combination::sum, "ha", "", 1, "area"},
                                         {"density", combination::ratio, "people", "ha", 100, "people", "area"},
                                         {"poverty", combination::mean, "poverty", "people"},
                                         {"least", combination::least, "poverty"},
                                         {"class", combination::label_of_largest, "class", "people"},
                                         {"one class", combination::same_label, "class"}};
    const auto made = rebase(some_values(), onto, rules);
    CHECK(made.at("X"_unit, "people").value == fraction{251, 2});
    CHECK(made.at("X"_unit, 0).value == fraction{251, 2});
    CHECK(made.at("X"_unit, "people").from_shares == fraction{51, 2});
    CHECK(made.at("X"_unit, "people").quality == cell_quality::estimated);
    CHECK(made.at("X"_unit, "people").status() == status_flag::estimated);
    CHECK(made.at("X"_unit, "heads").value == fraction{126});
    CHECK(made.at("Y"_unit, "heads").value == fraction{25});
    CHECK(made.at("X"_unit, "ha").value == fraction{100});
    CHECK(made.at("X"_unit, "density").value == fraction{251, 2});
    CHECK(made.at("X"_unit, "poverty").value == (fraction{1000} + fraction{51, 2} * fraction{40}) / fraction{251, 2});
    CHECK(made.at("X"_unit, "least").value == fraction{10});
    CHECK(made.at("X"_unit, "class").value == fraction{7});
    CHECK_FALSE(made.at("X"_unit, "one class").value);
    CHECK(made.at("Y"_unit, "one class").value == fraction{9});
    CHECK(made.account().is_complete());
}

TEST_CASE("a share that is not known bounds a cell, and one that is assumed is told") {
    const std::vector<column_rule> rules{{"people", combination::sum, "people"}};
    const std::vector<crosswalk> open{way("people", fraction{1, 2}, false)};
    const auto made = rebase(some_values(), open, rules);
    const auto& cell = made.at("X"_unit, "people");
    CHECK(cell.quality == cell_quality::bounded);
    CHECK(cell.status() == status_flag::missing);
    CHECK(cell.least == fraction{100});
    CHECK(cell.most == fraction{151});
    CHECK(made.account().lines()[0].unknown == fraction{151});

    const std::vector<crosswalk> assumed{assume(open[0], assumption::equal_parts()).value()};
    const auto set = rebase(some_values(), assumed, rules);
    CHECK(set.at("X"_unit, "people").assumed);
    CHECK(set.at("X"_unit, "people").value == fraction{251, 2});
    CHECK(set.assumption() == "equal_parts");

    // also where nothing is divided, since all is guessed to be on one side
    const auto to_x = assumption::proportional_to("size", {{"X"_unit, 1}, {"Y"_unit, 0}});
    const std::vector<crosswalk> whole{assume(open[0], to_x).value()};
    const auto guessed = rebase(some_values(), whole, rules);
    CHECK(guessed.at("X"_unit, "people").value == fraction{151});
    CHECK(guessed.at("X"_unit, "people").quality == cell_quality::estimated);
    CHECK(guessed.at("X"_unit, "people").status() == status_flag::estimated);
    CHECK(guessed.at("Y"_unit, "people").quality == cell_quality::estimated);
}

TEST_CASE("how a stated share of a whole number is rounded may rest on what is assumed of the other parts") {
    // of B a stated share to X, of the rest of it nobody knows how much to Y and how much to Z
    const auto open = [](const fraction& stated) {
        return crosswalk{
            eve,
            day,
            "people",
            {"A"_unit, "B"_unit},
            {"X"_unit, "Y"_unit, "Z"_unit},
            {{{0, 1, 1}}, {{0, stated, stated}, {1, 0, fraction{1} - stated}, {2, 0, fraction{1} - stated}}}};
    };
    panel::builder made{eve, {"A"_unit, "B"_unit}, {{"people", 0}}};
    const auto values = std::move(made.set("A"_unit, 0, decimal{10}).set("B"_unit, 0, decimal{10})).build();
    const std::vector<column_rule> rules{{"whole", combination::whole, "people"}, {"sum", combination::sum, "people"}};
    const auto by = [&](const fraction& stated, std::int64_t y, std::int64_t z) {
        const auto how = assumption::proportional_to("size", {{"X"_unit, 0}, {"Y"_unit, y}, {"Z"_unit, z}});
        const std::vector<crosswalk> set{assume(open(stated), how).value()};
        const auto carried = rebase(values, set, rules);
        const auto& sum = carried.at("X"_unit, "sum");
        CHECK_FALSE(sum.assumed);
        CHECK(sum.value == fraction{10} + stated * fraction{10});
        return carried.at("X"_unit, "whole");
    };
    // 10 x 14/100 is 1.4: beside 8.6 it is 1, beside 4.3 and 4.3 it is 2
    CHECK(by({14, 100}, 1, 0).value == fraction{11});
    CHECK(by({14, 100}, 1, 1).value == fraction{12});
    CHECK(by({14, 100}, 1, 0).assumed);
    CHECK(by({14, 100}, 1, 1).assumed);
    CHECK_FALSE(by({1, 5}, 1, 1).assumed);  // 2, however the rest is divided
    const std::vector<crosswalk> unset{open({14, 100})};
    const auto carried = rebase(values, unset, rules);
    CHECK_FALSE(carried.at("X"_unit, "whole").assumed);
}

TEST_CASE("what is told to be copied or summed is the same whatever is assumed") {
    std::size_t differ = 0, same = 0, rounded = 0;
    const auto make = [](test::source_of_chance& chance) { return std::pair{test::any_history(chance), chance}; };
    test::for_all(
        make,
        [&](std::pair<test::generated_history, test::source_of_chance> drawn) {
            const auto units = drawn.first.build();
            auto& chance = drawn.second;
            const auto from = drawn.first.moments.front(), to = drawn.first.moments.back();
            const auto open = crosswalk::between(
                units, from, to, {chance.between(0, 1) == 0 ? "" : std::string{test::generated_history::bases[0]}, {}});
            panel::builder made{from, {open.sources().begin(), open.sources().end()}, {{"people", 0}}};
            for (std::size_t s = 0; s < open.sources().size(); ++s) made.set(s, 0, decimal{chance.between(1, 99)});
            const panel values = std::move(made).build();
            const auto guessed = [&] {
                std::vector<std::pair<unit_code, fraction>> weights;
                for (const auto& code : open.targets()) weights.emplace_back(code, chance.between(0, 2));
                return assume(open, assumption::proportional_to("weights", weights)).value();
            };
            const std::vector<crosswalk> first{guessed()}, second{guessed()};
            const auto is_fact = [](cell_quality q) { return q == cell_quality::copied || q == cell_quality::summed; };
            const auto compare = [&](const auto& a, const auto& b, cell_quality of_a, cell_quality of_b) {
                ++(a == b ? same : differ);
                if (is_fact(of_a) || is_fact(of_b)) CHECK(a == b);
            };
            const std::vector<column_rule> rules{{"people", combination::sum, "people"},
                                                 {"least", combination::least, "people"},
                                                 {"whole", combination::whole, "people"}};
            const auto ruled = rebase(values, first, rules), ruled_else = rebase(values, second, rules);
            const auto carried = rebase(values, first[0]), carried_else = rebase(values, second[0]);
            for (std::size_t t = 0; t < open.targets().size(); ++t) {
                for (std::size_t c = 0; c < rules.size(); ++c) {
                    const auto &x = ruled.at(t, c), &y = ruled_else.at(t, c);
                    compare(x.value, y.value, x.quality, y.quality);
                    if (x.value && y.value && !x.assumed && !y.assumed)
                        CHECK(x.value == y.value);  // also by stated shares
                }
                compare(carried.values().at(t, 0), carried_else.values().at(t, 0), carried.quality(t, 0),
                        carried_else.quality(t, 0));
                CHECK(is_fact(carried.quality(t, 0)) == is_fact(ruled.at(t, 0).quality));
                if (ruled.at(t, 2).assumed && !ruled.at(t, 0).assumed) ++rounded;
            }
        },
        3000);
    CHECK(differ > 300);
    CHECK(same > 300);
    CHECK(rounded > 100);
}

TEST_CASE("everything that is wrong with the rules is told at once") {
    const std::vector<crosswalk> onto{way("people", fraction{1, 2})};
    const std::vector<column_rule> rules{{"a", combination::sum, "poverty"},
                                         {"a", combination::sum, "nothing"},
                                         {"b", combination::least, "median"},
                                         {"c", combination::whole, "ha"},
                                         {"d", combination::mean, "poverty", "poverty"}};
    std::vector<errc> kinds;
    try {
        static_cast<void>(rebase(some_values(), onto, rules));
    } catch (const data_error& e) {
        for (const auto& p : e.all()) kinds.push_back(p.code);
    }
    CHECK(kinds == std::vector{errc::not_additive, errc::duplicate_column, errc::missing_column, errc::not_additive,
                               errc::unit_mismatch, errc::not_additive});
    const std::vector<column_rule> other{{"a", combination::sum, "people", "", 1, "households"}};
    CHECK_THROWS_AS(static_cast<void>(rebase(some_values(), onto, other)), std::invalid_argument);
    const std::vector<crosswalk> twice{onto[0], onto[0]};
    CHECK_THROWS_AS(static_cast<void>(rebase(some_values(), twice, rules)), std::invalid_argument);
}

TEST_CASE("each rule carries the kinds of columns that it has a meaning for, and refuses the others") {
    constexpr std::array kinds{aggregation::extensive, aggregation::intensive, aggregation::extreme, aggregation::label,
                               aggregation::none};
    struct line {
        combination how;
        std::array<bool, 5> carries;  // by kind
    };
    const std::array table{line{combination::sum, {true, false, false, false, false}},
                           line{combination::whole, {true, false, false, false, false}},
                           line{combination::ratio, {true, false, false, false, false}},
                           line{combination::mean, {false, true, false, false, false}},
                           line{combination::least, {true, true, true, false, false}},
                           line{combination::greatest, {true, true, true, false, false}},
                           line{combination::same_label, {false, false, false, true, false}},
                           line{combination::label_of_largest, {false, false, false, true, false}}};
    std::vector<column> columns{{"size", 0}};
    for (const auto kind : kinds) columns.push_back({std::string{to_string(kind)}, 0, kind});
    panel::builder made{eve, {"A"_unit, "B"_unit}, columns};
    for (std::size_t c = 0; c < columns.size(); ++c) made.set(0, c, decimal{7}).set(1, c, decimal{9});
    const auto values = std::move(made).build();
    const std::vector<crosswalk> onto{way("people", fraction{1, 2})};
    const auto faults = [&](const column_rule& rule) {
        std::vector<std::pair<errc, std::string>> told;
        try {
            const std::vector<column_rule> rules{rule};
            static_cast<void>(rebase(values, onto, rules));
        } catch (const data_error& e) {
            for (const auto& p : e.all()) told.emplace_back(p.code, p.found);
        }
        return told;
    };
    for (const auto& row : table) {
        for (std::size_t k = 0; k < kinds.size(); ++k) {
            const std::string kind{to_string(kinds[k])};
            CAPTURE(to_string(row.how));
            CAPTURE(kind);
            const auto told = faults({"made", row.how, kind, "size"});
            if (row.carries[k]) {
                CHECK(told.empty());
            } else {
                CHECK(told == std::vector{std::pair{errc::not_additive, kind}});
            }
        }
    }
    for (const auto how : {combination::ratio, combination::mean, combination::label_of_largest}) {
        const std::string of{how == combination::ratio  ? "extensive"
                             : how == combination::mean ? "intensive"
                                                        : "label"};
        for (const auto kind : kinds) {
            CAPTURE(to_string(how));
            CAPTURE(to_string(kind));
            CHECK(faults({"made", how, of, std::string{to_string(kind)}}).empty() == (kind == aggregation::extensive));
        }
    }
}

TEST_CASE("an assumption of several crosswalks is named once, also when its name is within another") {
    const auto open = [](std::string_view basis) { return way(basis, fraction{1, 2}, false); };
    const std::vector<std::pair<unit_code, fraction>> sizes{{"X"_unit, 1}, {"Y"_unit, 2}};
    const auto equal = assumption::equal_parts();
    const auto by_x = assumption::proportional_to("x", sizes),
               by_equal = assumption::proportional_to("equal_parts", sizes);
    const std::vector<column_rule> rules{{"people", combination::sum, "people"}};
    const auto names = [&](const std::vector<crosswalk>& onto) {
        const auto made = rebase(some_values(), onto, rules);
        return std::string{made.assumption()};
    };
    CHECK(names({assume(open("a"), equal).value(), assume(open("b"), by_x).value(),
                 assume(open("c"), equal).value()}) == "equal_parts, proportional_to(x)");
    CHECK(names({assume(open("a"), by_equal).value(), assume(open("b"), equal).value()}) ==
          "proportional_to(equal_parts), equal_parts");
    // one that leaves shares open, which another then sets
    const auto three = [](std::string_view basis) {
        return crosswalk{eve,
                         day,
                         basis,
                         {"A"_unit, "B"_unit},
                         {"X"_unit, "Y"_unit, "Z"_unit},
                         {{{0, 1, 1}}, {{0, fraction{}, fraction{1, 4}}, {1, 0, 1}, {2, 0, 1}}}};
    };
    const auto none = assumption::proportional_to("none", {{"X"_unit, 0}, {"Y"_unit, 0}, {"Z"_unit, 0}});
    const crosswalk wide = three("b");
    const auto by_y = assumption::proportional_to("y", {{"X"_unit, 1}, {"Y"_unit, 0}, {"Z"_unit, 0}});
    const auto later = assume(assume(assume(wide, none).value(), by_y).value(), equal).value();
    CHECK(later.assumption() == "proportional_to(y), equal_parts");
    CHECK(names({assume(three("a"), equal).value(), later}) == "equal_parts, proportional_to(y)");
}

TEST_CASE("sizes to go by are not below zero") {
    panel::builder made{eve, {"A"_unit, "B"_unit}, {{"rate", 1, aggregation::intensive}, {"size", 0}}};
    made.set("A"_unit, 0, decimal{1})
        .set("B"_unit, 0, decimal{2})
        .set("A"_unit, 1, decimal{0})
        .set("B"_unit, 1, decimal{-3});
    const std::vector<crosswalk> onto{way("people", fraction{1, 2})};
    const std::vector<column_rule> rules{{"r", combination::mean, "rate", "size"},
                                         {"s", combination::mean, "rate", "size"},
                                         {"", combination::sum, "size"}};
    try {
        static_cast<void>(rebase(std::move(made).build(), onto, rules));
        FAIL("it was carried");
    } catch (const data_error& e) {
        REQUIRE(e.all().size() == 2);  // of a size that several go by, once; and a column without an id
        CHECK(e.all()[1].code == errc::missing_value);
        CHECK(e.all()[0].code == errc::out_of_range);
        CHECK(e.all()[0].found == "-3");
        CHECK(e.all()[0].expected == "a value of B that is not below 0");
    }
}

TEST_CASE("units that the crosswalk does not know are refused, or reported") {
    panel::builder more{eve, {"A"_unit, "Q"_unit}, {{"people", 0}}};
    more.set("A"_unit, 0, decimal{1}).set("Q"_unit, 0, decimal{2});
    const auto values = std::move(more).build();
    const std::vector<crosswalk> onto{way("people", fraction{1, 2})};
    const std::vector<column_rule> rules{{"people", combination::sum, "people"}};
    CHECK_THROWS_AS(static_cast<void>(rebase(values, onto, rules)), data_error);
    const auto made = rebase(values, onto, rules, {.unmatched = unmatched_rule::report});
    REQUIRE(made.unmatched().size() == 1);
    CHECK(made.unmatched()[0] == "Q"_unit);
    CHECK(made.account().lines()[0].unmatched == fraction{2});
    CHECK(made.at("X"_unit, "people").quality == cell_quality::missing);  // B has no value
}
