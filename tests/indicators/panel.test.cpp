// SPDX-License-Identifier: MIT
#include <muong/indicators/panel.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <range/v3/algorithm/equal.hpp>
#include <range/v3/view/filter.hpp>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;

static_assert(!std::is_default_constructible_v<panel>, "no panel without units and a day");
template <class P>
concept ViewOfTemporary = requires(P p) {
    std::move(p).row(0);
};
static_assert(!ViewOfTemporary<panel>, "a view of a temporary does not compile");
static_assert(std::ranges::random_access_range<decltype(std::declval<const panel&>().row(0))> &&
              std::ranges::sized_range<decltype(std::declval<const panel&>().row(0))>);
static_assert(std::ranges::random_access_range<decltype(std::declval<const panel&>().column_cells(0))> &&
              std::ranges::sized_range<decltype(std::declval<const panel&>().column_cells(0))>);

namespace {

constexpr auto day = "2025-06-30"_date;

struct cell {
    unit_code code;
    std::size_t column;
    decimal value;
};

/// Units and columns in any order, and values for some of the cells.
struct table {
    std::vector<unit_code> units;
    std::vector<column> columns;
    std::vector<cell> cells;
};

table any_table(test::source_of_chance& chance) {
    table made;
    const std::size_t rows = chance.index(20);
    while (made.units.size() < rows) {
        const auto code = unit_code::parse(chance.text("0123456789", 1, 5)).value();
        if (std::find(made.units.begin(), made.units.end(), code) == made.units.end()) made.units.push_back(code);
    }
    const std::size_t columns = chance.index(20);
    for (std::size_t c = 0; c < columns; ++c)
        made.columns.push_back({"c" + std::to_string(c), static_cast<int>(chance.between(0, 18))});
    for (const auto& code : made.units) {
        for (std::size_t c = 0; c < columns; ++c) {
            if (chance.chance(1, 5)) continue;
            const auto bits =
                chance.between(-std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max());
            made.cells.push_back({code, c, decimal{bits >> chance.between(0, 62), made.columns[c].decimals}});
        }
    }
    return made;
}

panel built(const table& from) {
    panel::builder builder{day, from.units, from.columns};
    for (const cell& c : from.cells) builder.set(c.code, c.column, c.value);
    return std::move(builder).build();
}

}  // namespace

TEST_CASE("a cell gives back what the builder was given, and nothing where nothing was given") {
    test::for_all(any_table, [](const table& from) {
        const panel p = built(from);
        CHECK(p.geography() == day);
        CHECK(p.rows() == from.units.size());
        std::map<std::pair<unit_code, std::size_t>, decimal> expected;
        for (const cell& c : from.cells) expected.emplace(std::pair{c.code, c.column}, c.value);
        for (std::size_t r = 0; r < p.rows(); ++r) {
            bool gap = false;
            for (std::size_t c = 0; c < p.columns().size(); ++c) {
                const auto found = expected.find({p.units()[r], c});
                const auto value = p.at(r, c);
                REQUIRE(value.has_value() == (found != expected.end()));
                if (value) REQUIRE(identical(*value, found->second));
                gap |= !value;
            }
            CHECK(p.has_missing(r) == gap);
        }
    });
}

TEST_CASE("rows are in code order, and the order in which cells are given does not matter") {
    test::for_all(any_table, [](const table& from) {
        const panel p = built(from);
        CHECK(std::is_sorted(p.units().begin(), p.units().end()));
        table reversed = from;
        std::reverse(reversed.units.begin(), reversed.units.end());
        std::reverse(reversed.cells.begin(), reversed.cells.end());
        CHECK(built(reversed) == p);
        if (from.cells.empty()) return;
        table changed = from;
        changed.cells.pop_back();
        CHECK_FALSE(built(changed) == p);
    });
}

TEST_CASE("rows and columns are ranges that users go on piping") {
    test::for_all(any_table, [](const table& from) {
        const panel p = built(from);
        for (std::size_t r = 0; r < p.rows(); ++r) {
            std::vector<std::optional<decimal>> cells;
            for (std::size_t c = 0; c < p.columns().size(); ++c) cells.push_back(p.at(r, c));
            CHECK(ranges::equal(p.row(r), cells));
        }
        for (std::size_t c = 0; c < p.columns().size(); ++c) {
            std::size_t known = 0;
            for (std::size_t r = 0; r < p.rows(); ++r) known += p.at(r, c).has_value() ? 1 : 0;
            auto given = p.column_cells(c) | ranges::views::filter([](const auto& cell) { return bool{cell}; });
            CHECK(static_cast<std::size_t>(ranges::distance(given)) == known);
        }
    });
}

TEST_CASE("the total of a column is the sum of its values, also beyond 64 bits") {
    test::for_all(any_table, [](const table& from) {
        const panel p = built(from);
        for (std::size_t c = 0; c < p.columns().size(); ++c) {
            fraction sum;
            for (const auto& value : p.column_cells(c)) sum += value ? fraction{*value} : fraction{};
            CHECK(p.total(c) == sum);
        }
        CHECK_THROWS_AS(static_cast<void>(p.total(p.columns().size())), std::out_of_range);
    });
}

TEST_CASE("look-ups by code and id answer for what is there and for nothing else") {
    test::for_all(any_table, [](const table& from) {
        const panel p = built(from);
        for (std::size_t r = 0; r < p.rows(); ++r) CHECK(p.row_of(p.units()[r]) == r);
        for (std::size_t c = 0; c < p.columns().size(); ++c) CHECK(p.column_of(p.columns()[c].id) == c);
        CHECK_FALSE(p.row_of("X"_unit));
        CHECK_FALSE(p.column_of("x"));
        for (const cell& c : from.cells) {
            CHECK(p.at(c.code, from.columns[c.column].id) == c.value);
            CHECK(p.at(c.code, *p.column_of(from.columns[c.column].id)) == c.value);
            if (p.column_of(from.columns[c.column].id) == 0U) CHECK(p.at(c.code, 0) == c.value);  // 0 is no text
        }
        CHECK_THROWS_AS(static_cast<void>(p.at(p.rows(), 0)), std::out_of_range);
        CHECK_THROWS_AS(static_cast<void>(p.at("X"_unit, "c0")), std::out_of_range);
        CHECK_THROWS_AS(static_cast<void>(p.at("X"_unit, 0)), std::out_of_range);
        if (p.rows() > 0) {
            CHECK_THROWS_AS(static_cast<void>(p.at(p.units()[0], p.columns().size())), std::out_of_range);
        }
        CHECK_THROWS_AS(static_cast<void>(p.row(p.rows())), std::out_of_range);
        CHECK_THROWS_AS(static_cast<void>(p.column_cells(p.columns().size())), std::out_of_range);
    });
}

TEST_CASE("values with fewer decimals than their column are filled up with zeros") {
    panel::builder builder{day, {"03166"_unit}, {{"rate", 2}, {"area", 0}}};
    builder.set("03166"_unit, 0, "13.6"_dec).set("03166"_unit, 1, "7.000"_dec);
    const panel p = std::move(builder).build();
    CHECK(to_string(*p.at(0, 0)) == "13.60");
    CHECK(to_string(*p.at(0, 1)) == "7");
}

TEST_CASE("all faults are told at once, with their places, and nothing is built") {
    panel::builder builder{
        day, {"03166"_unit, "03167"_unit, "03166"_unit}, {{"people", 0}, {"people", 1}, {"", 0}, {"rate", 19}}};
    builder.set("03166"_unit, 0, "12"_dec, {"t.csv", 2, 2, "people"})
        .set("03166"_unit, 0, "12"_dec, {"t.csv", 3, 2, "people"})
        .set("03167"_unit, 0, "1.5"_dec, {"t.csv", 4, 2, "people"})
        .set("03167"_unit, 1, "1.55"_dec, {"t.csv", 4, 3, "people"})
        .set("99999"_unit, 0, "1"_dec, {"t.csv", 5, 2, "people"})
        .set("03167"_unit, 1, decimal{std::numeric_limits<std::int64_t>::max()}, {"t.csv", 6, 3, "people"});
    const problems found = builder.check();
    const auto outcome = std::move(builder).try_build();
    CHECK_FALSE(outcome);
    CHECK(outcome.error() == found);
    std::vector<std::pair<errc, std::uint64_t>> kinds;
    for (const problem& p : found) kinds.emplace_back(p.code, p.where.row);
    CHECK(kinds == std::vector<std::pair<errc, std::uint64_t>>{{errc::duplicate_key, 0},
                                                               {errc::missing_value, 0},
                                                               {errc::out_of_range, 0},
                                                               {errc::duplicate_column, 0},
                                                               {errc::duplicate_key, 3},
                                                               {errc::out_of_range, 4},
                                                               {errc::out_of_range, 4},
                                                               {errc::unknown_unit, 5},
                                                               {errc::out_of_range, 6}});
}

TEST_CASE("a copy shares the cells, and their memory is given back when no copy lives") {
    panel::builder builder{day, {"1"_unit}, {{"a", 0}}};
    builder.set(0, 0, decimal{7});
    panel first = std::move(builder).build();
    {
        panel copy = first;
        CHECK(copy == first);
        CHECK(std::move(copy).release().size() == 0);
        CHECK(first.at(0, 0) == decimal{7});
    }
    const panel moved = std::move(first);
    CHECK(first == moved);  // NOLINT(bugprone-use-after-move): a moved panel is still that panel
    panel::builder other{day, {"1"_unit}, {{"a", 0}}};
    panel second = std::move(other).build();
    CHECK(std::move(second).release().size() > 0);
}

TEST_CASE("a cell is set by the id of its column as by its number") {
    const std::vector<column> columns{{"a", 1}, {"b", 0}};
    panel::builder named{day, {"1"_unit, "2"_unit}, columns};
    named.set("2"_unit, "a", "1.5"_dec).set("1"_unit, "b", "7"_dec);
    CHECK_THROWS_WITH_AS(named.set("1"_unit, "c", "7"_dec), "muong::panel: no such column", std::out_of_range);
    panel::builder numbered{day, {"1"_unit, "2"_unit}, columns};
    numbered.set("2"_unit, 0, "1.5"_dec).set("1"_unit, 1, "7"_dec);
    CHECK(std::move(named).build() == std::move(numbered).build());
    panel::builder odd{day, {"1"_unit}, columns};
    odd.set("3"_unit, "a", "1"_dec, {"values.csv", 4, 0, ""});
    REQUIRE(odd.check().size() == 1);
    CHECK(odd.check().front().code == errc::unknown_unit);
    CHECK(odd.check().front().where.row == 4);
}

TEST_CASE("a builder of a panel that has built, or was moved from, is used up") {
    panel::builder one{day, {"1"_unit}, {{"x"}}};
    CHECK(std::move(one).build().rows() == 1);
    panel::builder two{day, {"1"_unit}, {{"x"}}};
    const panel::builder three{std::move(two)};
    for (auto* used : {&one, &two}) {
        CHECK_FALSE(used->row_of("1"_unit).has_value());
        CHECK_THROWS_AS(used->set(0, 0, "1"_dec), std::logic_error);
        CHECK_THROWS_AS(used->set("1"_unit, 0, "1"_dec), std::logic_error);
        CHECK_THROWS_AS(used->set("1"_unit, "x", "1"_dec), std::logic_error);
        CHECK_THROWS_AS(static_cast<void>(std::move(*used).build()), std::logic_error);
    }
}
