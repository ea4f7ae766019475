// SPDX-License-Identifier: MIT
#include <muong/units/registry.hpp>

#include <muong/units/crosswalk.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

#include "support/for_all.hpp"

using namespace muong;
using namespace muong::test;

namespace {

struct unit_line {
    std::string code, parent, from, to;
};
struct transfer_line {
    std::string day, from, to, extent, share, back_share, amount;
};
struct lines {
    std::vector<unit_line> units;
    std::vector<transfer_line> transfers;
};

constexpr std::array days{"2000-01-01", "2001-01-01", "2002-01-01", "2003-01-01", "2004-01-01"};

/// Rows of few codes and days, so that many fit each other and many do not.
lines any_lines(source_of_chance& chance) {
    static constexpr std::array codes{"A", "B", "C", "D", "E", "F"};
    static constexpr std::array shares{"", "", "", "0", "1/3", "1/2", "2/3", "1", "3/2"};
    const auto code = [&] { return std::string{chance.chance(1, 60) ? "no code" : chance.pick(codes)}; };
    lines drawn;
    const auto units = 2 + chance.index(10);
    for (std::size_t i = 0; i < units; ++i) {
        const auto from = chance.index(3);
        const auto to = from + chance.index(days.size() - from);
        drawn.units.push_back({code(), chance.chance(1, 3) ? code() : "", days[from],
                               chance.chance(2, 5) ? "" : days[chance.chance(1, 8) ? from : to]});
    }
    const auto transfers = chance.index(12);
    for (std::size_t i = 0; i < transfers; ++i) {
        const bool whole = chance.chance(1, 2);
        drawn.transfers.push_back({days[1 + chance.index(4)], code(), code(), whole ? "whole" : "part",
                                   whole ? "" : chance.pick(shares), chance.chance(1, 4) ? chance.pick(shares) : "",
                                   chance.chance(1, 8) ? "7" : ""});
    }
    return drawn;
}

using row_numbers = std::set<std::uint64_t>;

/// The rows as a builder takes them: each with its place, or the name of a table told once before them.
registry::builder builder_of(const lines& all, bool by_table, const row_numbers& no_units = {},
                             const row_numbers& no_transfers = {}) {
    registry::builder rows;
    const auto add = [&](const auto& row, const char* table, std::uint64_t number) {
        if (by_table) {
            rows.add(row, number);
        } else {
            rows.add(row, {table, number, 0, {}});
        }
    };
    if (by_table) rows.in_table("units");
    for (std::uint64_t i = 0; i < all.units.size(); ++i) {
        const auto& u = all.units[i];
        if (no_units.contains(i + 2)) continue;
        add(unit_text{u.code, "", "", "", u.parent, u.from, u.to, by_table}, "units", i + 2);
    }
    if (by_table) rows.in_table("transfers");
    for (std::uint64_t i = 0; i < all.transfers.size(); ++i) {
        const auto& t = all.transfers[i];
        const std::array shares{basis_text{"people", t.share, t.back_share, t.amount}};
        if (no_transfers.contains(i + 2)) continue;
        add(transfer_text{t.day, "", "", t.from, t.to, t.extent, shares, by_table}, "transfers", i + 2);
    }
    return rows;
}

/// Rows as a csv_reader has them at hand: their fields in a text, and where they end.
class rows_at_hand {
public:
    void add(std::initializer_list<std::string_view> fields) {
        for (const auto field : fields) {
            text_ += field;
            ends_.push_back(static_cast<std::uint32_t>(text_.size()));
            text_ += ',';
        }
        ++count_;
    }
    /// Of a table of which they are the first ones behind the header.
    [[nodiscard]] detail::field_rows told() {
        text_.append(detail::field_row::readable, '!');
        return {text_.data(), ends_.data() + 1, count_ == 0 ? 0 : (ends_.size() - 1) / count_, count_, 2};
    }

private:
    std::string text_;
    std::vector<std::uint32_t> ends_{UINT32_MAX};
    std::size_t count_ = 0;
};

/// The same, from a table that has them at hand.
registry::builder builder_at_hand(const lines& all) {
    rows_at_hand units, transfers;
    for (const auto& u : all.units) units.add({u.code, "", "", "", u.parent, u.from, u.to});
    for (const auto& t : all.transfers) {
        transfers.add({t.day, "", "", t.from, t.to, t.extent, t.share, t.amount, t.back_share});
    }
    const std::array bases{basis_fields{"people", 6, 8, 7}};
    registry::builder rows;
    rows.in_table("units").add_units(units.told());
    rows.in_table("transfers").add_transfers(transfers.told(), bases);
    return rows;
}

struct outcome {
    registry units;
    problems left_out;
    registry::builder::row_numbers rows;
};

/// Builds again and again, each time without the rows that were faulty before.
outcome by_rounds(const lines& all) {
    problems told;
    row_numbers no_units, no_transfers;
    for (;;) {
        registry::builder::row_numbers rows;
        auto made = builder_of(all, false, no_units, no_transfers).try_build(rows);
        if (made) return {std::move(made).value(), std::move(told), std::move(rows)};
        for (const auto& p : made.error()) {
            (p.where.source == "units" ? no_units : no_transfers).insert(p.where.row);
            told.push_back(p);
        }
    }
}

outcome built_sound(registry::builder from) {
    problems told;
    registry::builder::row_numbers rows;
    auto made = std::move(from).build_sound(told, rows);
    return {std::move(made), std::move(told), std::move(rows)};
}

/// The names of the tables are told once, too.
outcome at_once(const lines& all) { return built_sound(builder_of(all, true)); }

void check_same(const outcome& a, const outcome& b) {
    const auto texts = [](const problems& all) {  // so that a difference is seen
        std::string text;
        for (const auto& p : all) text += to_string(p) + '\n';
        return text;
    };
    CHECK(texts(a.left_out) == texts(b.left_out));
    CHECK(a.left_out == b.left_out);
    CHECK(a.rows.units == b.rows.units);
    CHECK(a.rows.transfers == b.rows.transfers);
    CHECK(a.units.fingerprint() == b.units.fingerprint());
    const auto first = *date::parse(days.front()), last = *date::parse(days.back());
    CHECK(crosswalk::between(a.units, first, last) == crosswalk::between(b.units, first, last));
    CHECK(crosswalk::between(a.units, last, first) == crosswalk::between(b.units, last, first));
}

}  // namespace

TEST_CASE("leaving out faulty rows at once is building again until the rest is sound") {
    std::size_t kept = 0, rounds = 0;
    for_very_many(any_lines, [&](const lines& all) {
        const auto expected = by_rounds(all);
        check_same(at_once(all), expected);
        check_same(built_sound(builder_at_hand(all)), expected);
        kept += expected.rows.transfers.size();
        std::uint64_t before = 0;
        for (const auto& p : expected.left_out) {
            const auto now = p.where.row + (p.where.source == "units" ? 0 : 1000);
            rounds += now < before ? 1U : 0U;
            before = now;
        }
    });
    CHECK(kept > many / 4);    // the rows are not all faulty,
    CHECK(rounds > many / 4);  // and many are so only without others
}

TEST_CASE("what is sound is built whole, and its rows are told") {
    lines all;
    all.units = {{"B", "", days[0], ""}, {"A", "", days[0], days[1]}, {"P", "", days[1], days[1]}};
    all.transfers = {{days[1], "P", "B", "whole", "", "", ""}, {days[1], "A", "P", "whole", "", "", ""}};
    const auto made = at_once(all);
    CHECK(made.left_out.empty());
    CHECK(made.rows.units == std::vector<std::uint64_t>{3, 2});
    CHECK(made.rows.transfers == std::vector<std::uint64_t>{3, 2});
}

TEST_CASE("rows of a chain are left out one after the other, each without the one before") {
    constexpr std::size_t length = 300;
    lines all;
    const auto code = [](std::size_t n) { return "U" + std::to_string(1000 + n); };
    for (std::size_t n = 0; n < length; ++n) {  // each goes into the next one, and the last one cannot be read
        const auto end = to_string(*date::parse(days[1]) + static_cast<std::int32_t>(n));
        all.units.push_back({code(n), "", days[0], end});
        all.transfers.push_back({end, code(n), code(n + 1), "whole", "", "", ""});
    }
    all.units.push_back({code(length), "", "2000-13-01", ""});
    all.units.push_back({"other", "", days[0], ""});
    const auto made = at_once(all);
    check_same(made, by_rounds(all));
    REQUIRE(made.left_out.size() == 2 * length + 1);
    CHECK(made.left_out[0].code == errc::malformed_text);
    CHECK(made.left_out[1].code == errc::unknown_unit);
    CHECK(made.left_out[2].code == errc::no_successor);
    CHECK(made.left_out[2].where.row == length + 1);
    CHECK(made.left_out.back().where.row == 2);
    CHECK(made.units.units().size() == 1);
    CHECK(made.units.transfers().empty());
}

TEST_CASE("circles of transfers and of parents are left out row by row") {
    lines all;
    for (const char* code : {"A", "B", "C"}) all.units.push_back({code, "", days[0], ""});
    all.units.push_back({"D", "E", days[0], ""});
    all.units.push_back({"E", "D", days[0], ""});
    const auto move = [&](const char* from, const char* to) {
        all.transfers.push_back({days[2], from, to, "part", "", "", ""});
    };
    for (const char* code : {"X", "Y", "Z"}) all.units.push_back({code, "", days[2], days[2]});
    move("A", "X");
    move("X", "Y");
    move("Y", "X");
    move("Y", "Z");
    move("Z", "X");
    move("X", "B");
    const auto made = at_once(all);
    check_same(made, by_rounds(all));
    std::vector<errc> kinds;
    for (const auto& p : made.left_out) kinds.push_back(p.code);
    CHECK(std::count(kinds.begin(), kinds.end(), errc::transfer_cycle) > 0);
    CHECK(std::count(kinds.begin(), kinds.end(), errc::parent_cycle) == 1);
}

TEST_CASE("acts and variants that do not fit are told and left out") {
    registry::builder rows;
    rows.add(unit_text{"A", "Alpha", "", "", "", days[0], ""}, {"units", 2, 0, {}});
    rows.add(legal_act{"1", {}, {}, {}, {}}, {"acts", 2, 0, {}});
    rows.add(legal_act{"1", "another", {}, {}, {}}, {"acts", 3, 0, {}});
    rows.add_variant(*unit_code::parse("B"), *date::parse(days[1]), "Beta", "us", {"names", 2, 0, {}});
    problems told;
    registry::builder::row_numbers numbers;
    const auto units = std::move(rows).build_sound(told, numbers);
    REQUIRE(told.size() == 2);
    CHECK(told[0].code == errc::duplicate_key);
    CHECK(told[1].code == errc::unknown_unit);
    CHECK(units.acts().size() == 1);
    CHECK(units.units().size() == 1);
}
