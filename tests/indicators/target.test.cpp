// SPDX-License-Identifier: MIT
#include <muong/indicators/target.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <span>
#include <sstream>
#include <stdexcept>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

using number = qualified<decimal>;

measure_unit unit(std::string_view text) { return measure_unit::parse(text).value(); }

target target_of(const number& goal) { return {"t", "roads", "length", goal, unit("km"), "2025"_period}; }
claim told(const number& value) { return {"c", "roads", "length", value, unit("km"), "2025"_period, {}}; }

constexpr auto before = "2025-06-30"_date;
constexpr auto after = "2026-01-01"_date;

struct draw {
    number goal, value;
    decimal truth;  ///< within the bounds of the value
};
draw any_draw(source_of_chance& chance) {
    const auto small = [&] { return decimal{chance.between(-20, 20), 0}; };
    const auto goal = [&]() -> number {
        switch (chance.between(1, 3)) {
            case 1:
                return number::at_least(small());
            case 2:
                return number::at_most(small());
            default: {
                const auto least = small();
                return number::between(least, least + decimal{chance.between(0, 9)});
            }
        }
    };
    constexpr qualifier words[] = {qualifier::exact, qualifier::over,     qualifier::nearly,
                                   qualifier::about, qualifier::at_least, qualifier::at_most};
    const auto value = number::with(chance.pick(words), small());
    for (;;) {
        const decimal truth{chance.between(-400, 400), 1};
        if (value.is_exact()) return {goal(), value, value.value()};
        if (value.bounds().contains(truth)) return {goal(), value, truth};
    }
}

fraction distance(const number& goal, decimal x) {
    const auto b = goal.bounds();
    if (!b.upper()) return x - b.lower()->value;
    if (!b.lower()) return b.upper()->value - x;
    return std::min(x - b.lower()->value, b.upper()->value - x);
}

}  // namespace

TEST_CASE("an assessment allows what is true, and is sure only where every value that the words allow agrees") {
    for_all(
        any_draw,
        [](const draw& d) {
            CAPTURE(d.goal);
            CAPTURE(d.value);
            CAPTURE(d.truth);
            const auto made = assess(target_of(d.goal), told(d.value), after);
            const bool truly = d.goal.bounds().contains(d.truth);
            if (made.stands == outcome::met) CHECK(truly);
            if (made.stands == outcome::missed) CHECK_FALSE(truly);
            CHECK(made.stands != outcome::open);
            REQUIRE(made.beyond);
            const auto apart = distance(d.goal, d.truth);
            CHECK(made.beyond->contains(apart));
            CHECK((apart.sign() >= 0) == truly);
            CHECK((made.stands == outcome::met) ==
                  (made.beyond->lower().has_value() && made.beyond->lower()->value.sign() >= 0));

            const auto early = assess(target_of(d.goal), told(d.value), before);
            CHECK(early.stands == outcome::open);  // its year is not over: it is a plan or a forecast
            CHECK_FALSE(early.beyond);

            const auto narrow = assess(target_of(d.goal), told(d.value), after, reading::within("10%"_percent));
            if (made.stands == outcome::met || made.stands == outcome::missed) CHECK(narrow.stands == made.stands);
        },
        2000);
}

TEST_CASE("over 9200 km meets 9200, cannot be told of 9300, and by how much is told in km and percent") {
    const auto roads = told(number::over("9200"_dec));
    const auto met = assess(target_of(number::at_least("9200"_dec)), roads, after);
    CHECK(met.stands == outcome::met);
    CHECK(to_string(*met.beyond) == "(0, inf)");
    const auto open = assess(target_of(number::at_least("9300"_dec)), roads, after);
    CHECK(open.stands == outcome::cannot_be_told);
    CHECK(to_string(*open.beyond) == "(-100, inf)");
    const auto near = assess(target_of(number::at_least("10240"_dec)), roads, after, reading::within("10%"_percent));
    CHECK(near.stands == outcome::missed);
    CHECK(to_string(*near.beyond) == "(-1040, -120]");
    CHECK(to_string(*near.beyond_percent) == "(-325/32, -75/64]");
    CHECK(assess(target_of(number::at_most("9000"_dec)), roads, after).stands == outcome::missed);
}

TEST_CASE("without a figure of its period a target is open, or cannot be told, with a reason") {
    const auto t = target_of(number::at_least("9200"_dec));
    CHECK(assess(t, before).stands == outcome::open);
    CHECK(assess(t, after).stands == outcome::cannot_be_told);
    CHECK(assess(t, after).why == "no figure is told");
    auto other = told("9300"_dec);
    other.when = "2024"_period;
    CHECK(assess(t, other, after).why == "the figure is told of 2024, the target of 2025");
    other = told("9300"_dec);
    other.unit = unit("ha");
    CHECK(assess(t, other, after).why.find("unit_mismatch") != std::string::npos);
    other = told("9300000"_dec);
    other.unit = unit("m");
    CHECK(assess(t, other, after).stands == outcome::met);
}

TEST_CASE("a target is assessed against the observation of its period") {
    const series roads =
        series::dense({"length", "roads", unit("km"), 0}, "2024"_period, {8900, 9250, series::no_value});
    CHECK(assess(target_of(number::at_least("9200"_dec)), roads, after).stands == outcome::met);
    CHECK(assess(target_of(number::at_least("9300"_dec)), roads, after).stands == outcome::missed);
    auto later = target_of(number::at_least("9200"_dec));
    later.when = "2026"_period;
    CHECK(assess(later, roads, after).stands == outcome::open);
    CHECK(assess(later, roads, "2027-01-01"_date).why == "no value: as_published");
}

TEST_CASE("the score of a plan counts each of its targets once") {
    plan p{"Roads", "2021/2025"_period, {}, {}};
    for (const auto* least : {"9000", "9100", "9300", "9400"})
        p.targets.push_back(target_of(number::at_least(*decimal::parse(least))));
    p.targets.back().indicator = "bridges";
    auto elsewhere = told(number::exact("1"_dec));
    elsewhere.subject = "rivers";
    const std::vector claims{told(number::nearly("9200"_dec)), elsewhere};
    const auto made = assess(p, claims, after, reading::within("1%"_percent));
    const auto s = score(p, made);
    CHECK(s == plan_score{2, 1, 0, 1});
    CHECK(s.all() == p.targets.size());
    CHECK_THROWS_AS((void)score(p, std::span{made}.first(3)), std::invalid_argument);
    std::ostringstream out;
    out << s << "; " << outcome::cannot_be_told << "; " << p.targets.front();
    CHECK(out.str() ==
          "2 of 4 met, 1 missed, 1 cannot be told; cannot be told; roads, length (2025): at least 9000 km");
}

TEST_CASE("the growth that is required reaches the goal and no more than its last decimal beyond") {
    for_all(
        [](source_of_chance& chance) {
            return std::pair{decimal{chance.between(1, 1000)}, decimal{chance.between(1, 1000)}};
        },
        [](const std::pair<decimal, decimal>& levels) {
            const auto [level, goal] = levels;
            const auto up = required_growth(level, target_of(number::at_least(goal)), 5);
            REQUIRE(up);
            CHECK(grown(level, up.value(), 5) >= fraction{goal});
            CHECK(grown(level, up.value() - "0.01 pp"_points, 5) < fraction{goal});
            const auto down = required_growth(level, target_of(number::at_most(goal)), 5);
            REQUIRE(down);
            CHECK(grown(level, down.value(), 5) <= fraction{goal});
        });
    CHECK_THROWS_AS((void)required_growth("1"_dec, target_of(number::about("1"_dec)), 5), std::invalid_argument);
    CHECK(to_string(required_growth("100"_dec, target_of(number::at_least("200"_dec)), 5).value()) == "14.87%");
}

TEST_CASE("a figure of a part of the period never shows that the whole missed its target") {
    auto t = target_of(number::at_least("9200"_dec));
    t.when = "2021/2025"_period;
    auto early = told("8300"_dec);
    early.when = "2021"_period;
    const auto made = assess(t, early, after);
    CHECK(made.stands == outcome::cannot_be_told);
    CHECK(made.why == "the figure is told of 2021 alone, the target of 2021/2025");
    early.when = t.when;
    CHECK(assess(t, early, after).stands == outcome::missed);
}

TEST_CASE("a figure of a part of the period never shows that the whole met its target") {
    auto t = target_of(number::at_most("9200"_dec));
    t.when = "2021/2025"_period;
    const auto early = told("8300"_dec);  // of 2025 alone, the sum of the years may be more
    CHECK(assess(t, early, after).stands == outcome::cannot_be_told);
    CHECK(assess(t, early, before).stands == outcome::open);
    CHECK_FALSE(assess(t, early, before).beyond);  // the distance of a part is not that of the whole
    CHECK(assess(plan{"Roads", t.when, {t}, {}}, std::array{early}, after).front().stands == outcome::cannot_be_told);
}

TEST_CASE("how parts make up the whole decides what a figure of a part says of it") {
    auto t = target_of(number::at_least("9200"_dec));
    t.when = "2021/2025"_period;
    const auto stands = [&](combine how, const char* value, const period& when) {
        t.over_time = how;
        auto c = told(*decimal::parse(value));
        c.when = when;
        return assess(t, c, after).stands;
    };
    CHECK(stands(combine::last, "9300", "2025"_period) == outcome::met);
    CHECK(stands(combine::last, "9100", "2025"_period) == outcome::missed);
    CHECK(stands(combine::last, "9300", "2024"_period) == outcome::cannot_be_told);
    CHECK(stands(combine::first, "9100", "2021"_period) == outcome::missed);
    CHECK(stands(combine::greatest, "9300", "2023"_period) == outcome::met);
    CHECK(stands(combine::greatest, "9100", "2023"_period) == outcome::cannot_be_told);
    CHECK(stands(combine::least, "9100", "2023"_period) == outcome::missed);
    CHECK(stands(combine::least, "9300", "2023"_period) == outcome::cannot_be_told);
    CHECK(stands(combine::sum, "9300", "2023"_period) == outcome::cannot_be_told);  // some year may be below zero

    t.over_time = combine::last;
    auto early = told("9000"_dec), late = told("9300"_dec);
    early.when = "2021"_period;
    CHECK(assess(plan{"Roads", t.when, {t}, {}}, std::array{early, late}, after).front().stands == outcome::met);
}

TEST_CASE("a target of a longer period is assessed against what the series makes of it, as its indicator says") {
    const series quarters =
        series::dense({"length", "roads", unit("km"), 0}, "2024-Q1"_period, {10, 20, 30, 40, 50, 60, 70, 80, 90});
    auto t = target_of(number::at_least("250"_dec));
    const auto none = assess(t, quarters, after);
    CHECK(none.stands == outcome::cannot_be_told);
    CHECK(none.why == "the series is of quarters; how they make up 2025 is not said");
    const auto beyond = [&](combine how) {
        t.over_time = how;
        return to_string(*assess(t, quarters, after).beyond);
    };
    CHECK(beyond(combine::sum) == "10");
    CHECK(beyond(combine::average) == "-185");
    CHECK(beyond(combine::first) == "-200");
    CHECK(beyond(combine::last) == "-170");
    CHECK(beyond(combine::least) == "-200");
    CHECK(beyond(combine::greatest) == "-170");
    t.when = "2024/2026"_period;
    CHECK(assess(t, quarters, after).stands == outcome::open);
    CHECK(assess(t, quarters, "2027-01-01"_date).why == "no value: outside");
    t.when = "2025-02"_period;
    CHECK(assess(t, quarters, after).why == "the series is of quarters, which do not make up 2025-02");
}

TEST_CASE("a target of nine months or a year is assessed against figures from January on, one of a quarter is not") {
    series_header visits{"length", "roads", unit("km"), 0, true};
    const series sums = series::dense(visits, "2025-Q1"_period, {10, 25, 45, 70});
    auto t = target_of(number::at_least("40"_dec));
    CHECK(to_string(*assess(t, sums, after).beyond) == "30");
    t.when = "2025-01/2025-09"_period;
    CHECK(to_string(*assess(t, sums, after).beyond) == "5");
    t.when = "2025-Q3"_period;
    CHECK(assess(t, sums, after).why == "the series is of quarters from January on, which 2025-Q3 is not");
}

TEST_CASE("a stage on the way never decides the score of a plan, and has a score of its own") {
    auto end = target_of(number::at_least("9200"_dec)), halfway = target_of(number::at_least("8700"_dec));
    halfway.interim = true;
    halfway.when = "2023"_period;
    auto first = halfway;
    first.when = "2022"_period;
    const plan p{"Roads", "2021/2025"_period, {first, halfway, end}, {}};
    auto in_2023 = told("8600"_dec);
    in_2023.when = halfway.when;
    const auto made = assess(p, std::array{in_2023, told("9300"_dec)}, after);
    CHECK(made[1].stands == outcome::missed);
    CHECK(score(p, made) == plan_score{.met = 1});
    CHECK(score(p, made, stage::interim) == plan_score{.missed = 1, .cannot_be_told = 1});
    CHECK(score(p, made, stage::interim, halfway.when) == plan_score{.missed = 1});
    CHECK(score(p, made, stage::end, halfway.when).all() == 0);
}

TEST_CASE("a group of targets is met if all its targets are, and what a plan does not list is counted") {
    plan p{"Roads", "2021/2025"_period, {}, {}, 18};
    const auto add = [&](const char* group, const char* least) {
        p.targets.push_back(target_of(number::at_least(*decimal::parse(least))));
        p.targets.back().group = group;
    };
    add("transport", "9000");
    add("transport", "9400");
    add("health", "9000");
    add("", "9000");
    add("", "9000");
    const std::vector claims{told("9200"_dec)};
    const auto s = score(p, assess(p, claims, after));
    CHECK(s == plan_score{.met = 3, .missed = 1, .not_listed = 14});
    CHECK(to_string(s) == "3 of 18 met, 1 missed, 14 not listed");
}

TEST_CASE("the growth that a claim requires holds the rate of every level that its words allow") {
    for_all(any_draw, [](const draw& d) {
        auto level = told(d.value);
        auto t = target_of(d.goal);
        t.when = "2026/2030"_period;
        const auto made = required_growth(level, t, 2, reading::within("20%"_percent));
        const auto bounds = d.value.bounds(reading::within("20%"_percent));
        if (d.truth <= decimal{} || !bounds.contains(d.truth) || !made) return;
        const auto exact = required_growth(d.truth, t, 5);
        REQUIRE(exact);
        CHECK(made.value().contains(exact.value()));
    });
    auto t = target_of(number::at_least("34000"_dec));
    t.when = "2026/2030"_period;
    CHECK(to_string(required_growth(told(number::over("17000"_dec)), t).value()) == "(-inf, 14.87%]");
    const auto near = required_growth(told(number::over("17000"_dec)), t, 2, reading::within("10%"_percent));
    CHECK(to_string(near.value()) == "[12.70%, 14.87%]");
    auto metres = told("17000000"_dec);
    metres.unit = unit("m");
    CHECK(to_string(required_growth(metres, t).value()) == "[14.86%, 14.87%]");
    CHECK(required_growth(told(number::nearly("900"_dec)), t).reason() == missing_reason::negative_base);
    metres.unit = unit("ha");
    CHECK_THROWS_AS((void)required_growth(metres, t), data_error);
    auto late = told("1"_dec);
    late.when = "2030"_period;
    CHECK_THROWS_AS((void)required_growth(late, t), std::invalid_argument);
    late.when = {};
    CHECK_THROWS_AS((void)required_growth(late, t), std::invalid_argument);
}

TEST_CASE("the growth that a series requires starts from its last value before the end of the target") {
    const series roads =
        series::dense({"length", "roads", unit("km"), 0}, "2023"_period, {8000, 17000, series::no_value});
    auto t = target_of(number::at_least("34000"_dec));
    t.when = "2029"_period;  // five steps from 2024
    CHECK(to_string(required_growth(roads, t).value()) == "14.87%");
    t.when = "2024"_period;  // one from 2023
    CHECK(to_string(required_growth(roads, t).value()) == "325.00%");
    t.when = "2023"_period;
    CHECK(required_growth(roads, t).reason() == missing_reason::outside);
    const series days = series::dense({"length", "roads", unit("km"), 0}, "2023-01-01"_period, {1});
    CHECK_THROWS_AS((void)required_growth(days, t), std::invalid_argument);
}

TEST_CASE("a plan takes the claim on the period of a target before one on a part of it") {
    auto t = target_of(number::at_least("9200"_dec));
    t.when = "2021/2025"_period;
    auto part = told("9300"_dec), whole = told("9100"_dec);
    whole.when = t.when;
    const std::vector claims{part, whole};
    CHECK(assess(plan{"Roads", t.when, {t}, {}}, claims, after).front().stands == outcome::missed);
}

TEST_CASE("claims that lead to different outcomes leave a target of a plan undecided, and are named") {
    const plan p{"Roads", "2025"_period, {target_of(number::at_least("9200"_dec))}, {}};
    const std::vector claims{told("9300"_dec), told("9100"_dec)};
    const auto made = assess(p, claims, after).front();
    CHECK(made.stands == outcome::cannot_be_told);
    CHECK_FALSE(made.beyond);
    CHECK(made.why.find("9300") != std::string::npos);
    CHECK(made.why.find("9100") != std::string::npos);
    CHECK(assess(p, claims, "2025-06-30"_date).front().stands == outcome::open);
    const std::vector alike{told("9300"_dec), told("9250"_dec)};
    CHECK(assess(p, alike, after).front().stands == outcome::met);
}

TEST_CASE("the claim that sets a goal is no evidence that it is met, what else is told under its id is") {
    const source congress{"Congress", "Resolution", "2025-10"_period, ""};
    auto goal = told(number::between("10"_dec, "11"_dec));
    goal.id = "t";
    goal.cited = congress;
    auto t = target_of(goal.value);
    t.cited = congress;
    const plan p{"Roads", "2025"_period, {t}, {}};
    CHECK(assess(p, std::array{goal}, before).front().stands == outcome::open);
    const auto made = assess(p, std::array{goal}, after).front();
    CHECK(made.stands == outcome::cannot_be_told);
    CHECK(made.why == "no figure is told");
    CHECK(assess(t, goal, after).why == "the claim is what sets the goal");
    CHECK(assess(p, std::array{goal, told("10.5"_dec)}, after).front().stands == outcome::met);
    CHECK(assess(p, std::array{goal, told("9"_dec)}, after).front().stands == outcome::missed);

    const auto other = [&](auto change) {
        auto c = goal;
        change(c);
        return assess(p, std::array{c}, after).front().stands;
    };
    CHECK(other([](claim& c) { c.value = number::between("10"_dec, "10.5"_dec); }) == outcome::met);
    CHECK(other([](claim& c) { c.cited.who = "Statistics office"; }) == outcome::met);
    CHECK(other([](claim& c) { c.id = "u"; }) == outcome::met);
}

TEST_CASE("a forecast, or a figure of a period that is not over, never decides a target") {
    for_all(any_draw, [](const draw& d) {
        auto t = target_of(d.goal);
        t.when = "2026"_period;
        const auto row = [&](observation_status status) {
            series::builder b{{"length", "roads", unit("km"), 1}, frequency::year};
            b.add("2026"_period, d.truth, status);
            return std::move(b).build();
        };
        for (const auto day : {"2025-01-01"_date, "2026-12-31"_date}) {
            CHECK(assess(t, row({}), day).stands == outcome::open);
            CHECK(assess(t, row(status_flag::forecast), day).stands == outcome::open);
        }
        CHECK(assess(t, row(status_flag::forecast), "2027-01-01"_date).stands == outcome::cannot_be_told);
        const auto known = assess(t, row(status_flag::provisional), "2027-01-01"_date).stands;
        CHECK(known == (d.goal.bounds().contains(d.truth) ? outcome::met : outcome::missed));
    });

    auto t = target_of(number::at_least("100"_dec));
    t.over_time = combine::sum;
    series::builder b{{"length", "roads", unit("km"), 0}, frequency::quarter};
    for (int i = 0; i < 4; ++i) {
        b.add("2025-Q1"_period + i, "30"_dec, i == 3 ? status_flag::forecast : observation_status{});
    }
    const auto quarters = std::move(b).build();
    CHECK(assess(t, quarters, after).why == "the figure of 2025-Q4 is a forecast");
    CHECK(assess(t, quarters, "2025-08-01"_date).why ==
          "the figure of 2025-Q3 is told on 2025-08-01, before that is over");
    t.over_time = combine::last;
    CHECK(assess(t, quarters, after).stands == outcome::cannot_be_told);
    t.over_time = combine::first;
    t.goal = number::at_least("30"_dec);
    CHECK(assess(t, quarters, "2025-04-01"_date).stands == outcome::met);  // its quarter is over

    const auto early = assess(target_of(number::at_least("100"_dec)), told("120"_dec), before);
    CHECK(early.stands == outcome::open);
    CHECK(early.why == "the figure of 2025 is told on 2025-06-30, before that is over");
}

TEST_CASE("a part that is over decides the running whole where it bounds it, whatever is told of the whole") {
    auto t = target_of(number::at_least("15"_dec));
    t.over_time = combine::greatest;
    auto quarter = told("16.5"_dec), next = told("16.5"_dec);
    quarter.when = "2025-Q1"_period;
    next.when = "2025-Q3"_period;
    CHECK(assess(t, quarter, before).stands == outcome::met);
    CHECK(assess(t, next, before).stands == outcome::open);
    const plan p{"Roads", "2025"_period, {t}, {}};
    CHECK(assess(p, std::array{told("20"_dec), quarter}, before).front().stands == outcome::met);
    CHECK(assess(p, std::array{told("20"_dec), next}, before).front().stands == outcome::open);
}

TEST_CASE("a stage somewhere within a term is decided while the term runs") {
    auto t = target_of(number::at_least("0"_dec));
    auto halfway = told("2.33"_dec);
    t.when = "2021/2025"_period;
    halfway.when = t.when;
    CHECK(assess(t, halfway, "2023-06-30"_date).stands == outcome::open);
    t.interim = true;
    CHECK(assess(t, halfway, "2023-06-30"_date).stands == outcome::met);
    t.when = "2025"_period;  // a stage with a period of its own
    halfway.when = t.when;
    CHECK(assess(t, halfway, before).stands == outcome::open);
}
