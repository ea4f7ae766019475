// SPDX-License-Identifier: MIT
#include "indicators/rebase_kernel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include "support/cells.hpp"
#include "support/for_all.hpp"
#include "support/oracle.hpp"

using namespace muong;
using detail::apportion_plan;
using detail::missing_cell;
using detail::piece;
using test::cells;
namespace oracle = test::oracle;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

/// Sources, targets, the shares between them, and values.
struct task {
    std::size_t sources;
    std::size_t targets;
    std::vector<piece> pieces;
    cells from;
};

/// How large values may be, and how fine shares.
struct size_of_task {
    std::size_t rows = 12;
    std::size_t columns = 40;
    int value_bits = 63;
    std::int64_t weight = 1000;
    std::size_t parts = 5;
    bool unknown = true;
    bool missing = true;
};

std::vector<std::size_t> some_targets(test::source_of_chance& chance, std::size_t targets, std::size_t count) {
    std::set<std::size_t> drawn;
    while (drawn.size() < std::min(count, targets)) drawn.insert(chance.index(targets));
    return {drawn.begin(), drawn.end()};
}

void divide_source(test::source_of_chance& chance, std::size_t source, const size_of_task& size, task& made) {
    const auto to = some_targets(chance, made.targets, 1 + chance.index(size.parts));
    std::vector<std::int64_t> weights;
    std::int64_t whole = 0;
    for (std::size_t i = 0; i < to.size(); ++i) {
        weights.push_back(chance.between(chance.chance(1, 10) ? 0 : 1, size.weight));
        whole += weights.back();
    }
    if (chance.chance(1, 4)) whole += chance.between(1, size.weight);  // a rest that nothing takes, or unknown shares
    for (std::size_t i = 0; i < to.size(); ++i) {
        const auto target = static_cast<std::uint32_t>(to[i]);
        const bool known = whole > 0 && !(size.unknown && chance.chance(1, 12));
        made.pieces.push_back(
            {static_cast<std::uint32_t>(source), target, known ? fraction{weights[i], whole} : fraction{}, known});
    }
}

task any_task(test::source_of_chance& chance, const size_of_task& size) {
    const std::size_t sources = 1 + chance.index(size.rows);
    const std::size_t columns = 1 + chance.index(size.columns);
    task made{sources, 1 + chance.index(size.rows), {}, cells{sources, columns}};
    const std::int64_t divided = chance.between(0, 3);
    for (std::size_t s = 0; s < sources; ++s) {
        if (chance.chance(1, 20)) continue;  // goes nowhere
        if (chance.chance(divided, 3)) {
            divide_source(chance, s, size, made);
        } else {
            made.pieces.push_back(
                {static_cast<std::uint32_t>(s), static_cast<std::uint32_t>(chance.index(made.targets)), fraction{1}});
        }
        const int bits = chance.chance(1, 2) ? size.value_bits : static_cast<int>(chance.between(0, size.value_bits));
        const std::int64_t greatest = bits == 0 ? 0 : most >> (63 - bits);
        const std::int64_t gaps = size.missing && chance.chance(1, 3) ? chance.between(1, 8) : 0;
        for (std::size_t c = 0; c < columns; ++c)
            made.from.set(s, c, chance.chance(gaps, 10) ? missing_cell : chance.between(-greatest, greatest));
    }
    return made;
}

oracle::flows flows_of(const task& t) {
    oracle::table from(t.sources, std::vector<oracle::cell>(t.from.columns));
    for (std::size_t r = 0; r < t.sources; ++r)
        for (std::size_t c = 0; c < t.from.columns; ++c)
            if (t.from.at(r, c) != missing_cell) from[r][c] = t.from.at(r, c);
    std::vector<oracle::share> shares;
    for (const piece& p : t.pieces) {
        std::optional<oracle::cpp_rational> part;
        if (p.known) part = oracle::cpp_rational{to_string(p.share)};
        shares.push_back({p.source, p.target, part});
    }
    return oracle::all_flows(from, t.from.columns, shares);
}

struct outcome {
    cells into;
    std::vector<detail::overflow> overflows;
};

/// One by one, in 128 bits.
detail::column_totals totals_of(const cells& of) {
    detail::column_totals made(of.columns, 0);
    for (std::size_t r = 0; r < of.rows; ++r)
        for (std::size_t c = 0; c < of.columns; ++c)
            if (of.at(r, c) != missing_cell) made[c] += of.at(r, c);
    return made;
}

/// With totals and without them: these are those of the cells, and change none.
outcome rebased(const task& t, const detail::rebase_options& how) {
    const apportion_plan plan{t.sources, t.targets, t.pieces};
    outcome made{cells{t.targets, t.from.columns}, {}};
    detail::column_totals totals;
    detail::rebase_options with_totals = how;
    with_totals.totals = &totals;
    std::fill(made.into.gaps.begin(), made.into.gaps.end(), std::uint8_t{1});  // of whatever was there before
    std::fill(made.into.bounds.begin(), made.into.bounds.end(), -1);
    made.overflows = detail::rebase_cells(plan, t.from.grid(), made.into.target(), with_totals);
    CHECK(totals == totals_of(made.into));
    const auto cells_with = made.into.values();
    CHECK(detail::rebase_cells(plan, t.from.grid(), made.into.target(), how) == made.overflows);
    CHECK(made.into.values() == cells_with);
    return made;
}

void check_against_oracle(const task& t) {
    const auto flows = flows_of(t);
    for (const bool skip : {false, true}) {
        const auto expected = oracle::sums(flows, t.targets, t.from.columns, skip);
        for (const auto* loops : {&detail::generic_loops(), &detail::best_loops()}) {
            const outcome made = rebased(t, {skip, 1, loops});
            std::vector<detail::overflow> overflows;
            for (std::size_t r = 0; r < t.targets; ++r) {
                bool gap = false;
                for (std::size_t c = 0; c < t.from.columns; ++c) {
                    CAPTURE(r);
                    CAPTURE(c);
                    const std::int64_t cell = made.into.at(r, c);
                    const auto& sum = expected[r][c];
                    gap |= cell == missing_cell;
                    if (sum && abs(*sum) > most) {
                        overflows.push_back({static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(c)});
                        REQUIRE(cell == missing_cell);
                    } else if (sum) {
                        REQUIRE(cell == sum->convert_to<std::int64_t>());
                        REQUIRE(std::abs(cell) <= made.into.bounds[r]);
                    } else {
                        REQUIRE(cell == missing_cell);
                    }
                }
                REQUIRE((made.into.gaps[r] != 0) == gap);
                for (std::size_t c = t.from.columns; c % detail::cells_per_line != 0; ++c)
                    REQUIRE(made.into.at(r, c) == 0);
            }
            REQUIRE(made.overflows == overflows);
        }
    }
}

/// Targets in pairs, which share a source that is divided in two.
struct parts_of_two {
    std::vector<piece> pieces;
    std::vector<std::int64_t> greatest;   // of each source
    std::vector<std::size_t> sources_of;  // how many each target has

    /// A pair of which one has `count` sources; the one at `at` gives it its first part or its second.
    void add(test::source_of_chance& chance, std::uint32_t count, std::uint32_t at, bool is_second) {
        const auto first = static_cast<std::uint32_t>(sources_of.size());
        const auto target = is_second ? first + 1 : first;
        sources_of.insert(sources_of.end(), 2, 1);
        sources_of[target] = count;
        for (std::uint32_t s = 0; s < count; ++s) {
            const auto source = static_cast<std::uint32_t>(greatest.size());
            greatest.push_back(std::int64_t{1} << 40U);
            if (s != at) {
                pieces.push_back({source, target, fraction{1}});
                continue;
            }
            const auto whole = chance.between(2, 1'000), part = chance.between(1, whole - 1);
            const fraction share{part, whole};
            pieces.push_back({source, first, share});
            pieces.push_back({source, first + 1, fraction{1} - share});
            // to the end of what is divided at once, and beyond it
            greatest.back() = (std::int64_t{1} << 48U) / share.denominator() + chance.between(-2, 1);
        }
    }
};

cells added_cell_by_cell(const apportion_plan& plan, const cells& from) {
    cells made{plan.targets(), from.columns};
    for (std::size_t t = 0; t < made.rows; ++t) {
        for (const auto& e : plan.into(t)) {
            for (std::size_t c = 0; c < made.columns; ++c) {
                std::int64_t parts[2] = {from.at(e.source, c), 0};
                if (e.split != apportion_plan::undivided) plan.divide(plan.splits()[e.split], parts[0], parts);
                made.set(t, c, made.at(t, c) + parts[e.part]);
            }
        }
    }
    return made;
}

}  // namespace

TEST_CASE("every cell is what unlimited arithmetic gives, on very many small tables of every kind") {
    const auto draw = [](test::source_of_chance& chance) {
        static constexpr std::pair<int, std::int64_t> kinds[]{
            {30, 1000}, {50, std::int64_t{1} << 44}, {63, 1'000'000'007}, {63, most / 16}};
        const auto [bits, weight] = chance.pick(kinds);
        return any_task(chance, {.rows = 4, .columns = 4, .value_bits = bits, .weight = weight, .parts = 4});
    };
    test::for_very_many(draw, check_against_oracle);
}

TEST_CASE("every cell is what unlimited arithmetic gives, for small values and shares") {
    test::for_all([](auto& chance) { return any_task(chance, {.value_bits = 30}); }, check_against_oracle);
}

TEST_CASE("every cell is what unlimited arithmetic gives, for shares out of large populations") {
    test::for_all([](auto& chance) { return any_task(chance, {.value_bits = 50, .weight = 1LL << 44}); },
                  check_against_oracle);
}

TEST_CASE("every cell is what unlimited arithmetic gives, up to the ends of 64 bits, and sums beyond are told") {
    test::for_all([](auto& chance) { return any_task(chance, {.weight = 1'000'000'007}); }, check_against_oracle);
    test::for_all([](auto& chance) { return any_task(chance, {.weight = most / 16}); }, check_against_oracle);
}

TEST_CASE("every cell is what unlimited arithmetic gives, with many parts and many sources") {
    test::for_all(
        [](auto& chance) { return any_task(chance, {.rows = 60, .columns = 9, .value_bits = 45, .parts = 30}); },
        check_against_oracle, 60);
}

TEST_CASE("every cell is what unlimited arithmetic gives, over several chunks of columns") {
    test::for_all([](auto& chance) { return any_task(chance, {.rows = 5, .columns = 2600, .value_bits = 40}); },
                  check_against_oracle, 20);
}

TEST_CASE("a target of one to eight sources gets its part of one that is divided in two, whichever it is") {
    test::source_of_chance chance{7};
    for (const std::size_t columns : {5U, 1'000U}) {  // narrow; wide, and past the caches
        parts_of_two drawn;
        for (std::uint32_t count = 1; count <= 8; ++count) {
            for (std::uint32_t at = 0; at < count; ++at) {
                for (const bool is_second : {false, true}) drawn.add(chance, count, at, is_second);
            }
        }
        const apportion_plan plan{drawn.greatest.size(), drawn.sources_of.size(), drawn.pieces};
        for (std::size_t t = 0; t < plan.targets(); ++t) CHECK(plan.into(t).size() == drawn.sources_of[t]);
        cells from{plan.sources(), columns};
        for (std::size_t s = 0; s < from.rows; ++s) {
            const auto greatest = drawn.greatest[s];
            for (std::size_t c = 0; c < columns; ++c) from.set(s, c, chance.between(-greatest, greatest));
            from.set(s, chance.index(columns), chance.chance(1, 2) ? greatest : -greatest);
        }
        const cells expected = added_cell_by_cell(plan, from);
        for (const auto* loops : {&detail::generic_loops(), &detail::best_loops()}) {
            detail::column_totals totals;
            for (auto* const sums : {static_cast<detail::column_totals*>(nullptr), &totals}) {
                cells made{plan.targets(), columns};
                CHECK(detail::rebase_cells(plan, from.grid(), made.target(), {false, 1, loops, sums}).empty());
                CHECK(made.values() == expected.values());
            }
            CHECK(totals == totals_of(expected));
        }
    }
}

TEST_CASE("rows and totals are added as cell by cell, however wide they are, past the caches or not, and in place") {
    const auto draw = [](test::source_of_chance& chance) {
        constexpr std::size_t widths[] = {8, 16, 104, 1272, 1280, 1288, 1304, 3000};
        std::pair made{cells{1 + chance.index(detail::rebase_loops::most_rows), widths[chance.index(8)]},
                       chance.between(0, 3)};
        for (std::size_t r = 0; r < made.first.rows; ++r)
            for (std::size_t c = 0; c < made.first.columns; ++c)
                made.first.set(r, c,
                               chance.chance(made.second, 6) ? missing_cell : chance.between(-most / 9, most / 9));
        return made;
    };
    const auto law = [](const std::pair<cells, std::int64_t>& drawn) {
        const cells& from = drawn.first;
        const bool has_gaps = drawn.second > 0;
        std::vector<const std::int64_t*> rows;
        for (std::size_t r = 0; r < from.rows; ++r) rows.push_back(from.grid().row(r));
        for (const auto how : {detail::gaps::absent, detail::gaps::spread, detail::gaps::skip}) {
            if (has_gaps && how == detail::gaps::absent) continue;
            cells expected{2, from.columns};  // sums, and totals that begin at the number of the column
            bool gaps_out = false;
            for (std::size_t c = 0; c < from.columns; ++c) {
                std::int64_t sum = 0;
                std::size_t known = 0;
                for (std::size_t r = 0; r < from.rows; ++r) {
                    if (from.at(r, c) == missing_cell) continue;
                    sum += from.at(r, c);
                    ++known;
                }
                const bool is_known = how == detail::gaps::skip ? known > 0 : known == from.rows;
                gaps_out |= !is_known;
                expected.set(0, c, is_known ? sum : missing_cell);
                expected.set(1, c, static_cast<std::int64_t>(c) + (is_known ? sum : 0));
            }
            for (const auto* loops : {&detail::generic_loops(), &detail::best_loops()}) {
                for (const bool stream : {false, true}) {
                    cells into{2, from.columns};
                    for (std::size_t c = 0; c < from.columns; ++c) into.set(1, c, static_cast<std::int64_t>(c));
                    const auto add = [&](const auto& of, std::int64_t* sums, std::int64_t* totals) {
                        return loops->sum({of.data(), of.size(), of.data()}, sums, from.stride, stream, how, totals);
                    };
                    CHECK(add(rows, into.target().row(0), into.target().row(1)) == gaps_out);
                    CHECK(into.values() == expected.values());
                    CHECK(add(rows, into.target().row(0), nullptr) == gaps_out);
                    CHECK(into.values() == expected.values());

                    cells in_place{from.rows, from.columns};
                    std::copy_n(from.storage.data(), from.rows * from.stride, in_place.storage.data());
                    std::vector<const std::int64_t*> copies;
                    for (std::size_t r = 0; r < from.rows; ++r) copies.push_back(in_place.grid().row(r));
                    const std::size_t at = from.rows / 2;
                    CHECK(add(copies, in_place.target().row(at), nullptr) == gaps_out);
                    const std::int64_t* const sums = expected.grid().row(0);
                    CHECK(std::equal(sums, sums + from.columns, in_place.grid().row(at)));
                }
            }
        }
    };
    test::for_all(draw, law);
}

TEST_CASE("shares beyond 64 bits are exact too") {
    const auto draw = [](test::source_of_chance& chance) {
        task t = any_task(chance, {.rows = 6, .columns = 12, .unknown = false});
        const auto fine = fraction{1, most - 24} * fraction{1, most - 58};
        for (piece& p : t.pieces)
            if (p.share < fraction{1}) p.share -= p.share * fine;
        return t;
    };
    test::for_all(draw, check_against_oracle, 100);
}

TEST_CASE("ties and halves go to the earlier part, also of negative and of large values") {
    constexpr std::int64_t one = 1;
    for (const std::int64_t size :
         {0 * one, one, 5 * one, 7 * one, (one << 40) + 1, (one << 50) + 3, (one << 60) + 1, most / 2}) {
        for (const std::uint32_t parts : {2U, 3U, 4U, 5U}) {
            task t{2, 2 * parts, {}, cells{2, 8}};
            for (std::uint32_t i = 0; i < parts; ++i) {
                t.pieces.push_back({0, i, fraction{1, parts}});
                t.pieces.push_back({1, parts + i, fraction{1, parts}});
            }
            for (std::size_t c = 0; c < 8; ++c) {
                t.from.set(0, c, size);
                t.from.set(1, c, -size);
            }
            check_against_oracle(t);
        }
    }
}

TEST_CASE("shares next to whole numbers and to halves are rounded right up to the ends of what doubles hold") {
    const auto draw = [](test::source_of_chance& chance) {
        std::int64_t whole = 0;
        std::int64_t weight = 0;
        do {
            whole = chance.between(4, std::int64_t{1} << chance.between(3, 23));
            weight = chance.between(1, whole - 3);
        } while (std::gcd(weight, whole) != 1);
        std::int64_t inverse = 0;  // weight * inverse = 1 modulo whole
        for (std::int64_t a = whole, b = weight, x = 0, y = 1; b != 0;) {
            const std::int64_t quotient = a / b;
            a = std::exchange(b, a - quotient * b);
            inverse = x = std::exchange(y, x - quotient * y);
        }
        inverse = (inverse % whole + whole) % whole;
        const std::int64_t greatest = ((std::int64_t{1} << 48) - 1) / whole;
        const std::int64_t least_left = chance.between(1, whole - weight - 2);
        task made{1, 5, {}, cells{1, 64}};
        std::vector<std::int64_t> weights{weight};
        switch (chance.between(0, 2)) {
            case 0:
                weights.push_back(whole - weight);
                break;
            case 1:
                weights.insert(weights.end(), {least_left, whole - weight - least_left});
                break;
            default:
                weights.insert(weights.end(), {least_left, 1, whole - weight - least_left - 1});
        }
        for (std::size_t p = 0; p < weights.size(); ++p)
            made.pieces.push_back({0, static_cast<std::uint32_t>(p), fraction{weights[p], whole}});
        const std::int64_t half = whole / 2;
        const std::int64_t rests[]{0, 1, whole - 1, half - 1, half, half + 1};
        for (std::size_t c = 0; c < 64; ++c) {
            const std::int64_t least = (chance.pick(rests) * inverse) % whole;  // what it leaves is what was picked
            const std::int64_t turns = (greatest - least) / whole;
            const std::int64_t value = least + whole * (chance.chance(1, 2) ? turns : chance.between(0, turns));
            made.from.set(0, c, chance.chance(1, 2) ? -value : value);
        }
        made.from.bounds[0] = greatest;
        REQUIRE(detail::reach_of(greatest, whole) == detail::reach::narrow);
        REQUIRE(detail::reach_of(greatest + 1, whole) != detail::reach::narrow);
        return made;
    };
    test::for_very_many(draw, check_against_oracle);
}

TEST_CASE("columns know nothing of each other, however many there are") {
    constexpr std::uint32_t rows = 9;
    constexpr std::uint32_t parts = 16;
    constexpr std::size_t columns = 9000;
    test::source_of_chance chance{1};
    task wide{rows, parts, {}, cells{rows, columns}};
    task first{rows, parts, {}, cells{rows, 20}};
    task last{rows, parts, {}, cells{rows, 20}};
    for (std::uint32_t s = 0; s < rows; ++s) {
        for (std::uint32_t p = 0; p < parts; ++p) wide.pieces.push_back({s, p, fraction{2 * p + 1, parts * parts}});
        for (std::size_t c = 0; c < columns; ++c) {
            const std::int64_t value = chance.between(-1'000'000, 1'000'000);
            wide.from.set(s, c, value);
            if (c < 20) first.from.set(s, c, value);
            if (c >= columns - 20) last.from.set(s, c - (columns - 20), value);
        }
    }
    first.pieces = last.pieces = wide.pieces;
    check_against_oracle(first);
    check_against_oracle(last);
    const outcome of_wide = rebased(wide, {});
    const outcome of_first = rebased(first, {});
    const outcome of_last = rebased(last, {});
    for (std::size_t p = 0; p < parts; ++p) {
        for (std::size_t c = 0; c < 20; ++c) {
            REQUIRE(of_wide.into.at(p, c) == of_first.into.at(p, c));
            REQUIRE(of_wide.into.at(p, columns - 20 + c) == of_last.into.at(p, c));
        }
    }
}

TEST_CASE("a wide table is divided as a narrow one, wherever the parts of a unit go") {
    // wide: the parts that are kept between targets are few, so that they come and go all the time
    constexpr std::size_t columns = 4000;
    constexpr std::size_t compared = 8;
    const auto draw = [](test::source_of_chance& chance) {
        const std::size_t sources = 60 + chance.index(140);
        const std::size_t targets = 20 + chance.index(80);
        std::pair made{task{sources, targets, {}, cells{sources, columns}},
                       task{sources, targets, {}, cells{sources, compared}}};
        auto& [wide, narrow] = made;
        const std::size_t parts = 2 + chance.index(15);
        for (std::size_t s = 0; s < sources; ++s) {
            const auto from = static_cast<std::uint32_t>(s);
            if (chance.chance(1, 3)) {
                wide.pieces.push_back({from, static_cast<std::uint32_t>(chance.index(targets)), fraction{1}});
            } else {
                const auto to = some_targets(chance, targets, 2 + chance.index(parts - 1));
                for (const auto t : to)
                    wide.pieces.push_back(
                        {from, static_cast<std::uint32_t>(t), fraction{1, static_cast<std::int64_t>(to.size())}});
            }
            std::int64_t row[compared];
            for (auto& value : row) value = chance.between(-1'000'000, 1'000'000);
            for (std::size_t c = 0; c < columns; ++c) wide.from.set(s, c, row[c % compared]);
            for (std::size_t c = 0; c < compared; ++c) narrow.from.set(s, c, row[c]);
        }
        narrow.pieces = wide.pieces;
        return made;
    };
    const auto law = [](const std::pair<task, task>& drawn) {
        const auto& [wide, narrow] = drawn;
        check_against_oracle(narrow);
        const outcome of_narrow = rebased(narrow, {});
        const outcome of_wide = rebased(wide, {});
        bool same = true;
        for (std::size_t t = 0; t < wide.targets; ++t)
            for (std::size_t c = 0; c < columns; ++c)
                same = same && of_wide.into.at(t, c) == of_narrow.into.at(t, c % compared);
        CHECK(same);
    };
    test::for_all(draw, law, 20);
}

TEST_CASE("what goes in comes out, to the last digit") {
    const size_of_task size{
        .rows = 5, .columns = 4, .value_bits = 55, .weight = 100'000, .unknown = false, .missing = false};
    test::for_very_many([&](auto& chance) { return any_task(chance, size); },
                        [](const task& t) {
                            const outcome made = rebased(t, {});
                            const auto flows = flows_of(t);
                            std::vector<bool> goes(t.sources, false);
                            for (const piece& p : t.pieces) goes[p.source] = true;
                            for (std::size_t c = 0; c < t.from.columns; ++c) {
                                oracle::cpp_int in = 0;
                                oracle::cpp_int out = 0;
                                for (std::size_t r = 0; r < t.sources; ++r) in += t.from.at(r, c);
                                for (std::size_t r = 0; r < t.targets; ++r)
                                    out += made.into.at(r, c) == missing_cell ? 0 : made.into.at(r, c);
                                REQUIRE(in == out + flows.unmatched[c]);
                            }
                        });
}

TEST_CASE("the result is the same for any number of threads and any order of the shares") {
    const auto draw = [](test::source_of_chance& chance) {
        task t = any_task(chance, {.rows = 40, .columns = 700});
        auto shuffled = t.pieces;
        for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[chance.index(i)]);
        return std::pair{std::move(t), std::move(shuffled)};
    };
    const auto law = [](std::pair<task, std::vector<piece>> drawn) {
        auto& [t, shuffled] = drawn;
        for (const bool skip : {false, true}) {
            const outcome one = rebased(t, {skip, 1});
            for (const unsigned threads : {2U, 3U, 7U}) {
                const outcome more = rebased(t, {skip, threads});
                CHECK(more.into.values() == one.into.values());
                CHECK(more.into.bounds == one.into.bounds);
                CHECK(more.into.gaps == one.into.gaps);
                CHECK(more.overflows == one.overflows);
            }
            task other{t.sources, t.targets, shuffled, cells{t.sources, t.from.columns}};
            for (std::size_t r = 0; r < t.sources; ++r)
                for (std::size_t c = 0; c < t.from.columns; ++c) other.from.set(r, c, t.from.at(r, c));
            CHECK(rebased(other, {skip, 1}).into.values() == one.into.values());
        }
    };
    test::for_all(draw, law, 25);
}

TEST_CASE("a result that is larger than the caches is the same") {
    constexpr std::uint32_t rows = 300;
    constexpr std::size_t columns = 8200;
    test::source_of_chance chance{1};
    task t{rows, rows, {}, cells{rows, columns}};
    for (std::uint32_t s = 0; s < rows; ++s) {
        t.pieces.push_back({s, s / 2, fraction{1, 3}});
        t.pieces.push_back({s, rows / 2 + s / 2, fraction{2, 3}});
        for (std::size_t c = 0; c < columns; ++c) t.from.set(s, c, static_cast<std::int64_t>(chance.bits() >> 40U));
    }
    const outcome one = rebased(t, {false, 1, &detail::generic_loops()});
    const outcome two = rebased(t, {false, 2});
    CHECK(one.into.values() == two.into.values());
    for (std::size_t c = 0; c < columns; c += 97) {
        std::int64_t in = 0;
        std::int64_t out = 0;
        for (std::size_t r = 0; r < rows; ++r) in += t.from.at(r, c);
        for (std::size_t r = 0; r < rows; ++r) out += one.into.at(r, c);
        CHECK(in == out);
    }
}

TEST_CASE("shares that cannot be are refused") {
    const fraction half{1, 2};
    CHECK_THROWS_AS((apportion_plan{1, 1, {{1, 0, half}}}), std::invalid_argument);
    CHECK_THROWS_AS((apportion_plan{1, 1, {{0, 1, half}}}), std::invalid_argument);
    CHECK_THROWS_AS((apportion_plan{1, 1, {{0, 0, -half}}}), std::invalid_argument);
    CHECK_THROWS_AS((apportion_plan{1, 2, {{0, 0, half}, {0, 0, half}}}), std::invalid_argument);
    CHECK_THROWS_AS((apportion_plan{1, 2, {{0, 0, half}, {0, 1, fraction{2, 3}}}}), std::invalid_argument);
}

TEST_CASE("cells that do not fit the plan are refused") {
    const apportion_plan plan{2, 1, {{0, 0, fraction{1}}, {1, 0, fraction{1}}}};
    cells two{2, 3};
    cells one{1, 3};
    CHECK_THROWS_AS(detail::rebase_cells(plan, one.grid(), one.target()), std::invalid_argument);
    CHECK_THROWS_AS(detail::rebase_cells(plan, two.grid(), two.target()), std::invalid_argument);
    CHECK_THROWS_AS(detail::rebase_cells(plan, two.grid(), one.target(), {.threads = 0}), std::invalid_argument);
    auto shifted = one.target();
    ++shifted.cells;
    CHECK_THROWS_AS(detail::rebase_cells(plan, two.grid(), shifted), std::invalid_argument);
}
