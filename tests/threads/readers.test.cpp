// SPDX-License-Identifier: MIT
//
// One registry, one index and one ledger's worth of questions, asked by many threads at once, also while they are built
// for the first time: all get the answers of one alone. Under ThreadSanitizer (tests/run --threads) a race ends the
// program.
#include <doctest/doctest.h>

#include <muong/data.hpp>
#include <muong/indicators.hpp>
#include <muong/units.hpp>

#include <cstddef>
#include <string>
#include <thread>
#include <vector>

namespace muong {
namespace {

constexpr std::size_t threads = 8;

/// What each of the threads says, all started together.
template <class Act>
std::vector<std::string> all_at_once(const Act& act) {
    std::vector<std::string> said(threads);
    std::vector<std::thread> running;
    for (std::size_t i = 0; i < threads; ++i) {
        running.emplace_back([&said, &act, i] { said[i] = act(); });
    }
    for (auto& each : running) each.join();
    return said;
}

template <class Act>
void check_all_agree(const Act& act) {
    const auto said = all_at_once(act);
    const auto alone = act();
    CHECK_FALSE(alone.empty());
    for (const auto& each : said) CHECK(each == alone);
}

constexpr date eve = "2025-06-30"_date;
constexpr date day = "2025-07-01"_date;

TEST_CASE("the data of the library are built once, however many threads ask for them first") {
    check_all_agree([] {
        return std::to_string(dien_bien().registry().fingerprint()) + ' ' +
               std::to_string(viet_nam_2025().registry().fingerprint());
    });
}

TEST_CASE("a registry answers many threads at once") {
    const registry& units = dien_bien().registry();
    check_all_agree([&units] {
        std::string told;
        for (const unit& u : units.on(eve, unit_tier::commune))
            told += story(units, u.code(), eve, "1992-01-01"_date, day);
        for (const auto& f : audit(units)) told += to_string(f);
        return told;
    });
}

TEST_CASE("names are found by many threads in a registry that nobody has asked for one before") {
    registry::builder rows;
    for (int i = 0; i < 2000; ++i) {
        const auto code = std::to_string(10'000 + i), name = "Name " + std::to_string(i % 700);
        rows.add(unit_text{.code = code, .name = name, .valid_from = "2000-01-01"});
    }
    const auto units = std::move(rows).build();
    check_all_agree([&units] {
        std::string told;
        for (int i = 0; i < 700; i += 50) {
            for (const unit& u : units.named("Name " + std::to_string(i), day)) told += to_string(u.code()) + ' ';
        }
        CHECK(units.memory() > 0);
        return told;
    });
}

TEST_CASE("ways between days are found by many threads in a registry that nobody has asked for one before") {
    registry::builder rows;
    for (int i = 0; i < 2000; i += 2) {
        const auto stays = std::to_string(10'000 + i), goes = std::to_string(10'001 + i);
        rows.add(unit_text{.code = stays, .valid_from = "2000-01-01"});
        rows.add(unit_text{.code = goes, .valid_from = "2000-01-01", .valid_to = "2010-01-01"});
        rows.add(transfer_text{.effective = "2010-01-01", .from_code = goes, .to_code = stays, .extent = "whole"});
    }
    const auto units = std::move(rows).build();
    check_all_agree([&units] {
        const auto way = crosswalk::between(units, "2005-01-01"_date, day);
        std::string told;
        for (std::size_t s = 0; s < way.sources().size(); s += 50) {
            for (const auto& e : way.row(s)) told += to_string(way.targets()[e.target]) + ' ';
        }
        for (const auto& s : predecessors(units, "10500"_unit, day, "2005-01-01"_date).steps) {
            told += to_string(s.before->code()) + " > " + to_string(s.after->code()) + " ";
        }
        CHECK(units.memory() > 0);
        return told;
    });
}

TEST_CASE("copies of a registry and of its crosswalks may be made and dropped in any thread") {
    const registry& units = dien_bien().registry();
    check_all_agree([&units] {
        const registry copy = units;
        const auto way = crosswalk::between(copy, "2009-04-01"_date, day, {.basis = "population"});
        const auto twin = way;
        std::string told;
        for (std::size_t s = 0; s < twin.sources().size(); ++s) {
            for (const auto& e : twin.row(s)) told += to_string(e.least) + ' ';
        }
        return told;
    });
}

TEST_CASE("one panel and one crosswalk serve many threads, each of which may use several") {
    const registry& units = dien_bien().registry();
    const auto way = crosswalk::between(units, eve, day);
    std::vector<unit_code> codes{way.sources().begin(), way.sources().end()};
    panel::builder cells{eve, codes, {{"a"}, {"b"}, {"c"}}};
    for (std::size_t row = 0; row < codes.size(); ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            if ((row + column) % 7 != 0)
                cells.set(row, column, decimal{static_cast<std::int64_t>(row * 1009 + column)});
        }
    }
    const auto before = std::move(cells).build();
    check_all_agree([&] {
        const auto after = rebase(before, way, {.threads = 2});
        std::string told;
        for (std::size_t row = 0; row < after.values().rows(); ++row) {
            for (std::size_t column = 0; column < 3; ++column) {
                const auto value = after.values().at(row, column);
                told += value ? to_string(*value) + ' ' : "- ";
            }
        }
        return told;
    });
}

TEST_CASE("an index of names answers many threads at once") {
    const name_index index{viet_nam_2025().registry()};
    check_all_agree([&index] {
        std::string told;
        for (const unit& u : index.units().on(day)) {
            const auto answer = index.find(u.name(), {.day = day});
            told += to_string(answer.status());
            told += std::to_string(answer.candidates().size());
        }
        return told;
    });
}

}  // namespace
}  // namespace muong
