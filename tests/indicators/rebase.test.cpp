// SPDX-License-Identifier: MIT
#include <muong/indicators/rebase.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/for_all.hpp"
#include "support/oracle.hpp"

using namespace muong;
namespace oracle = test::oracle;

namespace {

constexpr auto eve = "2025-06-30"_date;
constexpr auto day = "2025-07-01"_date;
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

/// A crosswalk, and a panel that may lack some of its sources and have other units besides.
struct task {
    crosswalk onto;
    panel values;
};

struct size_of_task {
    bool divides = true;
    bool ranges = true;
    bool gaps = true;
    bool strangers = true;
    int bits = 56;
    std::size_t sources = 15;
    std::size_t targets = 8;
    std::size_t columns = 12;
};

std::vector<unit_code> codes(char first, std::size_t count) {
    std::vector<unit_code> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back(unit_code::parse(first + std::to_string(100 + i)).value());
    return made;
}

std::vector<crosswalk_entry> any_row(test::source_of_chance& chance, std::size_t targets, const size_of_task& size) {
    const std::size_t parts =
        size.divides && chance.chance(1, 2) ? 1 + chance.index(std::min<std::size_t>(5, targets)) : 1;
    std::set<std::uint32_t> to;
    while (to.size() < parts) to.insert(static_cast<std::uint32_t>(chance.index(targets)));
    if (parts == 1) return {{*to.begin(), fraction{1}, fraction{1}}};
    std::vector<std::int64_t> weights;
    std::int64_t whole = chance.chance(1, 6) ? chance.between(1, 500) : 0;  // the facts leave a rest
    for (std::size_t i = 0; i < parts; ++i) {
        whole += weights.emplace_back(chance.chance(1, 4) ? 0 : chance.between(1, 1000));
    }
    if (whole == 0) whole = ++weights.back();
    const bool ranges = size.ranges && chance.chance(1, 3);
    std::vector<crosswalk_entry> row;
    for (const std::uint32_t target : to) {
        const fraction share{weights[row.size()], whole};
        const bool range = ranges && chance.chance(1, 2);
        row.push_back({target, range ? fraction{0} : share, range ? share + share : share});
        row.back().most = min(row.back().most, fraction{1});
    }
    return row;
}

task any_task(test::source_of_chance& chance, const size_of_task& size) {
    auto sources = codes('S', 1 + chance.index(size.sources));
    auto targets = codes('T', 1 + chance.index(size.targets));
    std::vector<std::vector<crosswalk_entry>> rows;
    for (std::size_t s = 0; s < sources.size(); ++s) rows.push_back(any_row(chance, targets.size(), size));

    std::vector<unit_code> units;
    for (const auto& code : sources)
        if (!size.strangers || !chance.chance(1, 15)) units.push_back(code);
    if (size.strangers && chance.chance(1, 4)) units.push_back("A1"_unit);
    if (size.strangers && chance.chance(1, 4)) units.push_back("S1005"_unit);
    std::vector<column> columns;
    const std::size_t width = 1 + chance.index(size.columns);
    for (std::size_t c = 0; c < width; ++c)
        columns.push_back({"c" + std::to_string(c), static_cast<int>(chance.between(0, 6))});
    panel::builder builder{eve, units, columns};
    for (const auto& code : units) {
        const std::int64_t gaps = size.gaps && chance.chance(1, 4) ? 3 : 0;
        const std::int64_t greatest = most >> (63 - chance.between(1, size.bits));
        for (std::size_t c = 0; c < width; ++c)
            if (!chance.chance(gaps, 10))
                builder.set(code, c, decimal{chance.between(-greatest, greatest), columns[c].decimals});
    }
    return {crosswalk{eve, day, "people", std::move(sources), std::move(targets), rows}, std::move(builder).build()};
}

/// What goes where, in the last digits of the columns. Units that have no row, or that the crosswalk does not know,
/// come in as rows without values and without shares.
struct expectation {
    oracle::flows flows;
    std::vector<oracle::cpp_int> in;
};

expectation expected(const task& t) {
    const std::size_t columns = t.values.columns().size();
    oracle::table from;
    std::vector<oracle::share> shares;
    expectation made{{}, std::vector<oracle::cpp_int>(columns, 0)};
    const auto add_row = [&](std::optional<std::size_t> row) {
        std::vector<oracle::cell> cells(columns);
        for (std::size_t c = 0; row && c < columns; ++c) {
            const auto value = t.values.at(*row, c);
            if (!value) continue;
            cells[c] = value->coefficient();
            made.in[c] += value->coefficient();
        }
        from.push_back(std::move(cells));
    };
    for (std::size_t s = 0; s < t.onto.sources().size(); ++s) {
        add_row(t.values.row_of(t.onto.sources()[s]));
        for (const auto& e : t.onto.row(s)) {
            std::optional<oracle::cpp_rational> part;
            if (e.is_exact()) part = oracle::cpp_rational{to_string(e.least)};
            shares.push_back({s, e.target, part});
        }
    }
    for (std::size_t r = 0; r < t.values.rows(); ++r)
        if (!t.onto.source(t.values.units()[r])) add_row(r);
    made.flows = oracle::all_flows(from, columns, shares);
    return made;
}

oracle::cpp_int units_of_last_digit(const fraction& amount, int decimals) {
    fraction scaled = amount;
    for (int i = 0; i < decimals; ++i) scaled *= fraction{10};
    REQUIRE(scaled.is_whole());
    return oracle::cpp_int{to_string(scaled)};
}

constexpr rebase_options report{.unmatched = unmatched_rule::report};

task any_small_task(test::source_of_chance& chance) {
    return any_task(chance, {.sources = 4, .targets = 3, .columns = 2});
}

/// \returns how many cells have a value only by shares of zero
std::size_t check_cells(const task& t) {
    std::size_t zeros = 0;
    const auto wanted = expected(t);
    for (const bool skip : {false, true}) {
        rebase_options how = report;
        if (skip) how.gaps = gap_rule::skip;
        const auto made = rebase(t.values, t.onto, how);
        const panel& got = made.values();
        const auto sums = oracle::sums(wanted.flows, got.rows(), got.columns().size(), skip);
        REQUIRE(got.geography() == day);
        REQUIRE(std::equal(got.units().begin(), got.units().end(), t.onto.targets().begin()));
        for (std::size_t r = 0; r < got.rows(); ++r) {
            for (std::size_t c = 0; c < got.columns().size(); ++c) {
                const auto cell = got.at(r, c);
                REQUIRE(cell.has_value() == sums[r][c].has_value());
                if (cell) REQUIRE(sums[r][c] == cell->coefficient());

                cell_coverage covered;
                bool unknown = false;
                bool gap = false;
                std::vector<const oracle::flow*> parts;
                for (const auto& f : wanted.flows.all) {
                    if (f.target != r) continue;
                    parts.push_back(&f);
                    ++covered.all;
                    covered.known += f.cells[c] && !f.is_open(c) ? 1 : 0;
                    unknown |= f.is_open(c);
                    const auto source = f.source < t.onto.sources().size() ? t.values.row_of(t.onto.sources()[f.source])
                                                                           : std::optional<std::size_t>{};
                    gap |= !source || !t.values.at(*source, c);
                }
                const bool by_zero = parts.empty();
                for (const auto& f : wanted.flows.nothing) {
                    if (!by_zero || f.target != r || !f.cells[c]) continue;
                    parts.push_back(&f);
                    ++covered.all;
                    ++covered.known;
                }
                REQUIRE(made.coverage(r, c) == covered);
                zeros += by_zero && cell;
                const bool whole = !by_zero && std::all_of(parts.begin(), parts.end(), [&](const auto* f) {
                    const auto row = f->source < t.onto.sources().size() ? t.onto.row(f->source)
                                                                         : std::span<const crosswalk_entry>{};
                    return !f->known || std::any_of(row.begin(), row.end(), [](const auto& e) { return e.is_whole(); });
                });
                const auto quality = made.quality(r, c);
                if (!cell) {
                    REQUIRE(quality == (unknown && !gap ? cell_quality::bounded : cell_quality::missing));
                } else if (covered.known < covered.all) {
                    REQUIRE(quality == cell_quality::partial);
                } else if (!whole) {
                    REQUIRE(quality == cell_quality::estimated);
                } else {
                    REQUIRE(quality == (parts.size() == 1 ? cell_quality::copied : cell_quality::summed));
                }
            }
        }
    }
    return zeros;
}

}  // namespace

TEST_CASE("every cell is what unlimited arithmetic gives, and tells how it came about") {
    std::size_t zeros = 0;
    const auto check = [&](const task& t) { zeros += check_cells(t); };
    test::for_all([](auto& chance) { return any_task(chance, {}); }, check);
    test::for_very_many(any_small_task, check);
    CHECK(zeros > test::many / 20);
}

TEST_CASE("the account closes, with the amounts that unlimited arithmetic gives") {
    test::for_very_many(any_small_task, [](const task& t) {
        const auto wanted = expected(t);
        for (const bool skip : {false, true}) {
            rebase_options how = report;
            if (skip) how.gaps = gap_rule::skip;
            const auto made = rebase(t.values, t.onto, how);
            REQUIRE(made.account().lines().size() == t.values.columns().size());
            for (std::size_t c = 0; c < t.values.columns().size(); ++c) {
                const account_line& line = made.account().lines()[c];
                const int decimals = t.values.columns()[c].decimals;
                REQUIRE(line.closes());
                REQUIRE(line.column == t.values.columns()[c].id);
                REQUIRE(units_of_last_digit(line.in, decimals) == wanted.in[c]);
                REQUIRE(units_of_last_digit(line.unmatched, decimals) == wanted.flows.unmatched[c]);
                if (skip) {
                    oracle::cpp_int unknown = *wanted.flows.unknown[c];
                    for (const auto& f : wanted.flows.all) {  // a part beside one whose share is not known
                        const bool ranged = std::any_of(
                            wanted.flows.all.begin(), wanted.flows.all.end(),
                            [&](const oracle::flow& other) { return other.target == f.target && other.is_open(c); });
                        if (ranged && f.known && f.cells[c]) unknown += *f.cells[c];
                    }
                    REQUIRE(units_of_last_digit(line.unknown, decimals) == unknown);
                    REQUIRE(line.missing == fraction{0});
                }
            }
        }
    });
}

TEST_CASE("nothing is lost where everything is known") {
    const size_of_task size{
        .divides = false, .ranges = false, .gaps = false, .strangers = false, .sources = 5, .targets = 4, .columns = 2};
    test::for_very_many([&](auto& chance) { return any_task(chance, size); },
                        [](const task& t) {
                            const auto made = rebase(t.values, t.onto);
                            CHECK(made.account().is_complete());
                        });
}

TEST_CASE("onto the same day nothing changes") {
    test::for_all(
        [](auto& chance) { return any_task(chance, {.strangers = false}); },
        [](const task& t) {
            std::vector<unit_code> units(t.values.units().begin(), t.values.units().end());
            std::vector<std::vector<crosswalk_entry>> rows;
            for (std::uint32_t i = 0; i < units.size(); ++i) rows.push_back({{i, fraction{1}, fraction{1}}});
            const auto made = rebase(t.values, crosswalk{eve, eve, "", units, units, rows});
            CHECK(made.values() == t.values);
            for (std::size_t r = 0; r < units.size(); ++r) {
                CHECK(made.coverage(r, 0).all == 1);
                CHECK(made.quality(r, 0) == (t.values.at(r, 0) ? cell_quality::copied : cell_quality::missing));
            }
        });
}

TEST_CASE("with whole units, by way of another day is the same as directly") {
    const auto draw = [](test::source_of_chance& chance) {
        task first = any_task(chance, {.divides = false, .strangers = false, .sources = 5, .targets = 4, .columns = 2});
        std::vector<unit_code> middle(first.onto.targets().begin(), first.onto.targets().end());
        auto last = codes('U', 1 + chance.index(4));
        std::vector<std::vector<crosswalk_entry>> rows;
        for (std::size_t i = 0; i < middle.size(); ++i)
            rows.push_back({{static_cast<std::uint32_t>(chance.index(last.size())), fraction{1}, fraction{1}}});
        crosswalk second{day, day + 30, "people", std::move(middle), std::move(last), rows};
        return std::pair{std::move(first), std::move(second)};
    };
    test::for_very_many(draw, [](const std::pair<task, crosswalk>& drawn) {
        const auto& [t, second] = drawn;
        for (const auto rule : {gap_rule::propagate, gap_rule::skip}) {
            const rebase_options how{.gaps = rule};
            const auto in_two = rebase(rebase(t.values, t.onto, how).values(), second, how);
            const panel direct = rebase(t.values, then(t.onto, second), how).values();
            // A unit that nothing goes to has no value on the middle day, and a missing part is never zero.
            for (std::size_t r = 0; r < direct.rows(); ++r) {
                for (std::size_t c = 0; c < direct.columns().size(); ++c) {
                    const auto cell = in_two.values().at(r, c);
                    if (cell || rule == gap_rule::skip) CHECK(cell == direct.at(r, c));
                }
            }
        }
    });
}

TEST_CASE("the result is the same for any number of threads and any storage") {
    test::for_all([](auto& chance) { return any_task(chance, {}); },
                  [](const task& t) {
                      const auto one = rebase(t.values, t.onto, report);
                      rebase_options three = report;
                      three.threads = 3;
                      const auto other = rebase(t.values, t.onto, three, cell_storage{5000});
                      CHECK(one.values() == other.values());
                      CHECK(std::equal(one.account().lines().begin(), one.account().lines().end(),
                                       other.account().lines().begin()));
                  },
                  50);
}

TEST_CASE("a unit to which only shares of zero go has nothing of what is known, and else no value") {
    const auto to = [](std::uint32_t target, const fraction& share) { return crosswalk_entry{target, share, share}; };
    const crosswalk onto{eve,
                         day,
                         "people",
                         {"1"_unit, "2"_unit, "3"_unit},
                         {"4"_unit, "5"_unit, "6"_unit},
                         {{to(0, 0), to(1, 1)}, {to(0, 0), to(1, 1)}, {to(1, 0), to(2, 1)}}};
    const std::vector<column> columns{{"people", 0}, {"ha", 2}};
    panel::builder both{eve, {"1"_unit, "2"_unit}, columns};  // nothing is known of 3
    both.set(0, 0, decimal{7}).set(1, 0, decimal{9}).set(1, 1, decimal{50, 2});
    const panel values = std::move(both).build();
    for (const auto gaps : {gap_rule::propagate, gap_rule::skip}) {
        const auto made = rebase(values, onto, {.gaps = gaps});
        CHECK(made.values().at("4"_unit, "people") == decimal{0});
        CHECK(made.values().at("4"_unit, "ha") == decimal{0, 2});
        CHECK(made.values().at("5"_unit, "people") == decimal{16});
        CHECK(made.values().at("5"_unit, "ha").has_value() == (gaps == gap_rule::skip));
        CHECK_FALSE(made.values().at("6"_unit, "people"));
        CHECK(made.coverage(0, 0) == cell_coverage{2, 2});
        CHECK(made.coverage(0, 1) == cell_coverage{1, 1});
        CHECK(made.coverage(1, 0) == cell_coverage{2, 2});
        CHECK(made.quality(0, 0) == cell_quality::estimated);
        CHECK(made.quality(1, 0) == cell_quality::summed);
        CHECK(made.account().lines()[0].closes());
    }
    panel::builder one{eve, {"3"_unit}, columns};
    one.set(0, 0, decimal{7}).set(0, 1, decimal{50, 2});
    const auto made = rebase(std::move(one).build(), onto);
    CHECK_FALSE(made.values().at("4"_unit, "people"));
    CHECK_FALSE(made.values().at("5"_unit, "people"));
    CHECK(made.quality(0, 0) == cell_quality::missing);
    CHECK(made.coverage(0, 0) == cell_coverage{0, 0});
}

TEST_CASE("the parts of a divided unit are whole and add up to it") {
    const crosswalk onto{eve,
                         day,
                         "people",
                         {"1"_unit},
                         {"2"_unit, "3"_unit, "4"_unit},
                         {{{0, fraction{1, 3}, fraction{1, 3}},
                           {1, fraction{1, 3}, fraction{1, 3}},
                           {2, fraction{1, 3}, fraction{1, 3}}}}};
    panel::builder builder{eve, {"1"_unit}, {{"people", 0}, {"balance", 0}}};
    builder.set(0, 0, decimal{100}).set(0, 1, decimal{-100});
    const auto made = rebase(std::move(builder).build(), onto);
    for (const std::size_t c : {0U, 1U}) {
        const std::int64_t sign = c == 0 ? 1 : -1;
        CHECK(made.values().at(0, c) == decimal{sign * 34});
        CHECK(made.values().at(1, c) == decimal{sign * 33});
        CHECK(made.values().at(2, c) == decimal{sign * 33});
    }
    CHECK(made.quality(0, 0) == cell_quality::estimated);
}

TEST_CASE("what cannot be rebased is refused, with all that is wrong") {
    const crosswalk onto{eve,        day,
                         "",         {"1"_unit, "2"_unit},
                         {"3"_unit}, {{{0, fraction{1}, fraction{1}}}, {{0, fraction{1}, fraction{1}}}}};
    const auto kinds = [&](const panel& p, const rebase_options& how) {
        std::vector<std::pair<errc, std::string>> told;
        try {
            static_cast<void>(rebase(p, onto, how));
        } catch (const data_error& e) {
            for (const problem& x : e.all()) told.emplace_back(x.code, x.where.field.empty() ? x.found : x.where.field);
        }
        return told;
    };
    const panel rates =
        panel::builder{eve, {"1"_unit, "7"_unit, "8"_unit}, {{"rate", 1, aggregation::intensive}, {"people", 0}}}
            .build();
    CHECK(kinds(rates, {}) == std::vector<std::pair<errc, std::string>>{
                                  {errc::not_additive, "rate"}, {errc::unknown_unit, "7"}, {errc::unknown_unit, "8"}});
    panel::builder large{eve, {"1"_unit, "2"_unit}, {{"few", 0}, {"many", 3}}};
    large.set(0, 0, decimal{1}).set(1, 0, decimal{1}).set(0, 1, decimal{most, 3}).set(1, 1, decimal{1, 3});
    CHECK(kinds(std::move(large).build(), {}) ==
          std::vector<std::pair<errc, std::string>>{{errc::out_of_range, "many"}});

    const panel late = panel::builder{day, {"1"_unit}, {{"people", 0}}}.build();
    CHECK_THROWS_AS(static_cast<void>(rebase(late, onto)), std::invalid_argument);
    const panel good = panel::builder{eve, {"1"_unit}, {{"people", 0}}}.build();
    CHECK_THROWS_AS(static_cast<void>(rebase(good, onto, {.threads = 0})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(rebase(good, onto, {.gaps = gap_rule::bound})), std::invalid_argument);
    const auto made = rebase(good, onto);
    CHECK_THROWS_AS(static_cast<void>(made.quality(1, 0)), std::out_of_range);
    CHECK_THROWS_AS(static_cast<void>(made.coverage(0, 1)), std::out_of_range);
}

TEST_CASE("units that the crosswalk does not know are told with their amounts when that is asked for") {
    const crosswalk onto{eve, day, "", {"1"_unit}, {"3"_unit}, {{{0, fraction{1}, fraction{1}}}}};
    panel::builder builder{eve, {"0"_unit, "1"_unit, "9"_unit}, {{"people", 0}}};
    builder.set(0, 0, decimal{5}).set(1, 0, decimal{70}).set(2, 0, decimal{6});
    const auto made = rebase(std::move(builder).build(), onto, report);
    CHECK(std::vector(made.unmatched().begin(), made.unmatched().end()) == std::vector{"0"_unit, "9"_unit});
    CHECK(to_string(made.account().lines()[0]) == "people: in 81 = out 70 + unmatched 11 + unknown 0 + missing 0");
}

TEST_CASE("a map of several days, out of a registry: what stays, what comes together, what nobody knows") {
    // 3 and 4 come out of 1 and 2 in parts without shares; a year later 3 and 4 become 5, and so all is known again.
    const auto shares = [](std::uint32_t target, fraction least, fraction most_) {
        return crosswalk_entry{target, std::move(least), std::move(most_)};
    };
    const crosswalk first{eve,
                          day,
                          "",
                          {"1"_unit, "2"_unit},
                          {"3"_unit, "4"_unit},
                          {{shares(0, 0, 1), shares(1, 0, 1)}, {shares(1, 1, 1)}}};
    panel::builder builder{eve, {"1"_unit, "2"_unit}, {{"people", 0}}};
    builder.set(0, 0, decimal{30}).set(1, 0, decimal{12});
    const panel people = std::move(builder).build();
    const auto made = rebase(people, first);
    CHECK(made.quality(0, 0) == cell_quality::bounded);
    CHECK(made.quality(1, 0) == cell_quality::bounded);
    CHECK(made.coverage(1, 0) == cell_coverage{1, 2});
    CHECK(to_string(made.account().lines()[0]) == "people: in 42 = out 0 + unmatched 0 + unknown 42 + missing 0");
    // A share that is not known is no gap to skip.
    const auto some = rebase(people, first, {.gaps = gap_rule::skip});
    CHECK_FALSE(some.values().at(1, 0));
    CHECK(some.quality(1, 0) == cell_quality::bounded);
    CHECK(some.account().lines()[0] == made.account().lines()[0]);

    const crosswalk both{eve, day + 365, "", {"1"_unit, "2"_unit}, {"5"_unit}, {{shares(0, 1, 1)}, {shares(0, 1, 1)}}};
    CHECK(rebase(people, both).values().at("5"_unit, "people") == decimal{42});
}
