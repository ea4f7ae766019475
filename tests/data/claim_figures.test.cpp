// SPDX-License-Identifier: MIT
#include <muong/data/claim_figures.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

using namespace muong;

template <class Data>
concept TellsClaims = requires(Data&& data) {
    claims_on(std::forward<Data>(data), "GRDP");
}
|| requires(Data&& data, const unit_code& code, date day) { claims_on(std::forward<Data>(data), code, day); };
static_assert(TellsClaims<const dien_bien_data&>);
static_assert(!TellsClaims<dien_bien_data> && !TellsClaims<const dien_bien_data>, "claims do not outlive their data");

namespace {

constexpr claim_kind kinds[] = {claim_kind::change,  claim_kind::plan,    claim_kind::target, claim_kind::indicator,
                                claim_kind::project, claim_kind::funding, claim_kind::place,  claim_kind::office};

}  // namespace

TEST_CASE("each claim is a figure once, or says something that is no figure") {
    std::map<claim_kind, std::size_t> figures, all;
    std::set<std::string> ids;
    for (const auto& told : dien_bien().claims()) ++all[told.kind];
    for (const auto kind : kinds) {
        for (const auto& c : figures_of(dien_bien(), kind)) {
            CHECK(ids.insert(c.id).second);
            ++figures[kind];
            const auto* told = dien_bien().claim(c.id);
            REQUIRE(told != nullptr);
            CHECK(c.subject == told->subject);
            CHECK(c.indicator == told->property);
            CHECK(c.when == told->of);
            CHECK(c.unit.code == told->unit);
            CHECK(parse_qualified(told->qualifier, told->value).value() == c.value);
            CHECK(c.cited.when.has_value() == (told->source != "article_border"));
        }
    }
    CHECK(all == std::map<claim_kind, std::size_t>{{claim_kind::change, 4},
                                                   {claim_kind::plan, 9},
                                                   {claim_kind::target, 7},
                                                   {claim_kind::indicator, 25},
                                                   {claim_kind::project, 21},
                                                   {claim_kind::funding, 10},
                                                   {claim_kind::place, 2},
                                                   {claim_kind::office, 4}});
    CHECK(figures[claim_kind::indicator] == 25);  // all of them
    CHECK(figures[claim_kind::target] == 7);
    CHECK(figures[claim_kind::change] == 4);
    CHECK(figures[claim_kind::plan] == 5);
    CHECK(figures[claim_kind::office] == 0);
}

TEST_CASE("every claim is found by its subject, property and period") {
    for (const auto& told : dien_bien().claims()) {
        CAPTURE(told.id);
        const auto found = claims_on(dien_bien(), told.subject, told.property, told.of);
        CHECK(std::ranges::count(found, &told) == 1);
        CHECK(std::ranges::count(claims_on(dien_bien(), told.subject), &told) == 1);
    }
    CHECK(claims_on(dien_bien(), "GRDP", "average growth per year").size() == 2);
    CHECK(claims_on(dien_bien(), "GRDP", "average growth per year", "2020"_period).size() == 1);
    CHECK(claims_on(dien_bien(), "GRDP", "average growth per month").empty());
}

TEST_CASE("the plans have the targets that are told, and their scores say how many are not") {
    const auto plans = plans_of(dien_bien());
    REQUIRE(plans.size() == 2);
    const auto figures = figures_of(dien_bien(), claim_kind::target);

    const auto& before = plans[0];
    CHECK(before.groups == 18);
    CHECK(before.targets.size() == 5);
    const auto halfway = assess(before, figures, "2024-05-31"_date);
    CHECK(to_string(score(before, halfway, stage::interim)) == "5 of 18 met, 13 not listed");
    CHECK(to_string(score(before, halfway)) == "0 of 18 met, 18 not listed");  // nothing final is told
    for (const auto& a : halfway) CHECK(a.beyond->lower()->value.sign() > 0);
    CHECK(as_figure(*dien_bien().claim("c003"), dien_bien().sources())->value == qualified<decimal>{decimal{10}});

    const auto& now = plans[1];
    REQUIRE(now.targets.size() == 1);
    CHECK(to_string(now.targets.front()) == "GRDP, growth per year (2025/2030): 10 to 11 percent per year");
    CHECK(to_string(score(now, assess(now, {}, "2026-01-31"_date))) == "0 of 1 met, 1 open");
    const auto day = "2026-02-01"_date;  // the goal itself is among the figures, and no evidence
    CHECK(to_string(score(now, assess(now, figures, day))) == "0 of 1 met, 1 open");
    CHECK(assess(now, figures, "2031-01-01"_date).front().stands == outcome::cannot_be_told);
}

TEST_CASE("claims on Mường Nhà and Sín Thầu belong to the commune of their time") {
    const auto day = dien_bien_data::consolidation();
    const auto after = claims_on(dien_bien(), "03368"_unit, day);  // Mường Nhà
    CHECK(after.size() == 10);
    for (const auto* told : after) CHECK(told->subject.find("Mường Nhà commune") != std::string::npos);
    CHECK(claims_on(dien_bien(), "03368"_unit, "2026-01-31"_date) == after);
    CHECK(claims_on(dien_bien(), "03368"_unit, day.eve()).empty());  // Phu Luông bore the code

    const auto before = claims_on(dien_bien(), "03154"_unit, day.eve());  // Sín Thầu
    REQUIRE(before.size() == 1);
    CHECK(before.front()->of == "2017"_period);
    const auto chairman = claims_on(dien_bien(), "03158"_unit, day);
    REQUIRE(chairman.size() == 1);
    CHECK(chairman.front()->kind == claim_kind::office);
    CHECK(claims_on(dien_bien(), "03158"_unit, day.eve()).empty());  // Leng Su Sìn bore the code
    CHECK(claims_on(dien_bien(), "03154"_unit, day).empty());        // no unit bears it
}

TEST_CASE("the two growth rates of the term disagree, and nothing else does") {
    for (const auto& how : {reading::literal(), reading::within("10%"_percent)}) {
        const auto found = examine(dien_bien(), how);
        REQUIRE(found.conflicts.size() == 1);
        const auto& c = found.conflicts.front();
        CHECK(found.figures[c.first].id == "c026");
        CHECK(found.figures[c.second].id == "c044");
        CHECK(c.apart == interval<fraction>{fraction{-41, 100}});
        CHECK_FALSE(c.same_period);
    }
}

TEST_CASE("output and output a head imply some 315,000 people, which the communes alone exceed by far") {
    const auto found = examine(dien_bien());
    CHECK(found.implied_population.said.to_text(6) == "314815");
    CHECK(found.implied_population.bounds.upper()->value < fraction{350'000});
    CHECK(found.population.value.value() > "500000"_dec);
    CHECK_FALSE(found.implied_population.bounds.contains(fraction{found.population.value.value()}));
    CHECK(found.output.found == verdict::impossible);
    CHECK(examine(dien_bien(), reading::literal()).output.found == verdict::undecided);
}

TEST_CASE("a figure without a known source, or with a malformed number, is an error") {
    auto told = *dien_bien().claim("c026");
    CHECK_THROWS_AS((void)as_figure(told, {}), data_error);
    told.value = "8,76";
    CHECK_THROWS_AS((void)as_figure(told, dien_bien().sources()), data_error);
    told.unit = "wording";
    CHECK_FALSE(as_figure(told, dien_bien().sources()));
}
