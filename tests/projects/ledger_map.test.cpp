// SPDX-License-Identifier: MIT
#include <muong/projects/ledger_map.hpp>

#include <doctest/doctest.h>

#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <muong/units/crosswalk.hpp>
#include <muong/units/lineage.hpp>

#include "funding/made_ledger.hpp"
#include "support/histories.hpp"
#include "support/history.hpp"

using namespace muong;
using namespace muong::test;

template <class Registry>
concept MapsMoney = requires(const ledger& money, Registry&& units, date day) {
    on_map(money, std::forward<Registry>(units), day);
};
static_assert(MapsMoney<registry&> && MapsMoney<const registry&>);
static_assert(!MapsMoney<registry> && !MapsMoney<const registry>, "units do not outlive their registry");

namespace {

any_money dong(std::int64_t amount) { return any_money::of_minor(amount, vnd::value); }

ledger payments(const std::vector<std::tuple<date, std::string, std::int64_t>>& rows) {
    std::vector<held_transaction> all;
    for (const auto& [on, unit, amount] : rows) {
        all.push_back(
            {.kind = transaction_kind::payment, .amount = amount, .plan_year = on.year(), .on = on, .unit = unit});
    }
    return make_ledger(all);
}

/// Two communes and a third one that bears the code of the first one later; one that is divided.
registry used_again() {
    history h;
    h.unit("166", "2010-01-01", "2025-07-01", "", "Old", "3").unit("172", "2010-01-01", "2025-07-01", "", "Town", "3");
    h.unit("180", "2010-01-01", "2025-07-01", "", "Cut", "3").unit("190", "2010-01-01", "", "", "Still", "3");
    h.unit("166", "2025-07-01", "", "", "Town", "3").unit("172", "2025-07-01", "", "", "New", "3");
    h.transfer("2025-07-01", "166", "172").transfer("2025-07-01", "172", "166");
    h.transfer("2025-07-01", "180", "166", "part").transfer("2025-07-01", "180", "172", "part");
    return h.build();
}

}  // namespace

TEST_CASE("a code that was used again is not summed with itself, and what is divided is told") {
    const auto units = used_again();
    const auto money = payments({{"2024-05-01"_date, "166", 1},
                                 {"2025-08-01"_date, "166", 10},
                                 {"2024-05-01"_date, "172", 100},
                                 {"2024-06-01"_date, "180", 1000},
                                 {"2025-08-01"_date, "180", 10000},
                                 {"2024-06-01"_date, "190", 100000},
                                 {"2025-08-01"_date, "190", 200000},
                                 {"2024-06-01"_date, "", 1000000}});
    ledger_filter by_code;
    by_code.unit = "166";
    CHECK(money.total(by_code) == dong(11));  // two places

    const auto today = on_map(money, units, "2026-01-01"_date);
    CHECK(today.day == "2026-01-01"_date);
    CHECK(today.at("166"_unit) == dong(110));
    CHECK(today.at("172"_unit) == dong(1));
    CHECK(today.at("190"_unit) == dong(300000));
    CHECK(today.at("180"_unit) == dong(0));
    CHECK(today.of_units.size() == 3);
    REQUIRE(today.unplaced.size() == 3);
    std::ostringstream told;
    for (const auto& u : today.unplaced) {
        told << u.code << ' ' << to_string(u.days) << ' ' << u.why << ' ' << u.among.size() << ' '
             << to_string(u.sum.amount()) << ' ' << u.count << '\n';
    }
    CHECK(told.str() ==
          " 2010-01-01/2025-07-01 not_stated 0 1000000 1\n"
          "180 2010-01-01/2025-07-01 divided 2 1000 1\n"
          "180 2025-07-01/.. unknown 0 10000 1\n");

    const auto eve = on_map(money, units, "2025-06-30"_date);
    CHECK(eve.at("166"_unit) == dong(1));
    CHECK(eve.at("172"_unit) == dong(100));
    CHECK(eve.at("180"_unit) == dong(1000));
    CHECK(eve.placed_total() == dong(301101));  // what was paid to the new ones came from several old ones
    CHECK(eve.unplaced_total() == dong(1010010));

    ledger_filter which;
    which.days = date_range{"2024-05-01"_date, "2024-05-02"_date};
    CHECK(on_map(money, units, "2026-01-01"_date, which).placed_total() == dong(101));
    which.source = "no such source";
    CHECK_THROWS_AS(static_cast<void>(on_map(money, units, "2026-01-01"_date, which)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(on_map(payments({}), units, "2026-01-01"_date, which)), std::invalid_argument);
}

TEST_CASE("a unit of which the facts do not tell all is not placed, though but one is named that takes a part") {
    history h;
    h.unit("1", "2010-01-01", "2020-01-01", "", "Gone", "3").unit("2", "2010-01-01", "", "", "Takes", "3");
    h.transfer("2020-01-01", "1", "2", "part", "0.6");
    const auto units = h.build();
    const auto told = on_map(payments({{"2019-05-01"_date, "1", 7}}), units, "2021-01-01"_date);
    CHECK(told.of_units.empty());
    REQUIRE(told.unplaced.size() == 1);
    CHECK(told.unplaced[0].why == unplaced::untold);
}

TEST_CASE("what was disbursed lies on the map less what was recovered") {
    const auto row = [](transaction_kind kind, std::int64_t amount, const char* unit) {
        return held_transaction{
            .kind = kind, .amount = amount, .plan_year = 2024, .on = "2024-05-01"_date, .unit = unit};
    };
    const auto money =
        make_ledger({row(transaction_kind::planned_annual, 100, "166"), row(transaction_kind::advance, 10, "166"),
                     row(transaction_kind::payment, 30, "166"), row(transaction_kind::advance_recovery, 10, "166"),
                     row(transaction_kind::payment, 5, "180")});
    const auto units = used_again();  // the map points into it
    const auto map = on_map(money, units, "2025-08-01"_date, {.disbursed = true});
    CHECK(map.at("172"_unit) == dong(30));
    CHECK(map.unplaced_total() == dong(5));
    CHECK(map.placed_total() + map.unplaced_total() == money.total({.disbursed = true}));
}

TEST_CASE("on the map of any day nothing is lost, and each payment lies where its lineage ends") {
    for_all(
        [](source_of_chance& chance) {
            auto h = any_history(chance);
            const auto day = chance.pick(h.moments);
            std::vector<std::tuple<date, std::string, std::int64_t>> rows;
            for (auto n = chance.between(0, 30); n > 0; --n) {
                const auto on = chance.pick(h.moments);
                const auto& unit = h.units[chance.index(h.units.size())];
                const auto code = chance.chance(1, 8) ? std::string{} : to_string(unit.code);
                rows.emplace_back(on, code, chance.between(0, 1'000'000));
            }
            return std::tuple{std::move(h), day, std::move(rows)};
        },
        [](const auto& drawn) {
            const auto& [h, day, rows] = drawn;
            const auto units = h.build();
            const auto money = payments(rows);
            const auto map = on_map(money, units, day);
            CHECK(map.placed_total() + map.unplaced_total() == money.total());
            std::uint64_t count = 0;
            for (const auto& m : map.of_units) count += m.count;
            for (const auto& m : map.unplaced) count += m.count;
            CHECK(count == rows.size());

            std::map<std::string, std::int64_t> ends;
            for (const auto& [on, code, amount] : rows) {
                const auto* const u = units.at(std::string_view{code}, on);
                if (u == nullptr) continue;
                const auto l =
                    on <= day ? successors(units, u->code(), on, day) : predecessors(units, u->code(), on, day);
                if (l.ends.size() != 1) continue;
                const auto alone = on_map(payments({{on, code, amount}}), units, day);
                if (alone.of_units.empty()) {
                    CHECK(alone.unplaced.at(0).why == unplaced::untold);
                    CHECK(h.lossy);
                    continue;
                }
                ends[to_string(l.ends[0]->code())] += amount;
                const auto way = crosswalk::between(units, on, day, {.basis = {}, .tier = u->tier()});
                const auto source = way.source(u->code());
                if (!source || l.ends[0]->tier() != u->tier()) continue;
                REQUIRE(way.row(*source).size() == 1);
                CHECK(way.row(*source)[0].is_whole());
                CHECK(way.targets()[way.row(*source)[0].target] == l.ends[0]->code());
            }
            CHECK(map.of_units.size() == ends.size());
            for (const auto& [code, amount] : ends) CHECK(map.at(*unit_code::parse(code)) == dong(amount));
        });
}

TEST_CASE("why money has no unit has a name") {
    CHECK(to_string(unplaced::not_stated) == "not_stated");
    CHECK(to_string(unplaced::untold) == "untold");
}
