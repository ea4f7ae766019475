// SPDX-License-Identifier: MIT
#include <muong/funding/ledger.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <muong/funding/disbursement.hpp>

#include "funding/made_ledger.hpp"

using namespace muong;
using namespace muong::test;

namespace {

any_money dong(std::int64_t n) { return any_money::of_minor(n, vnd::value); }

std::string key_of(const held_transaction& t, ledger_dimension d) {
    switch (d) {
        case ledger_dimension::source:
            return t.source;
        case ledger_dimension::programme:
            return t.programme;
        case ledger_dimension::project:
            return t.project;
        case ledger_dimension::unit:
            return t.unit;
        case ledger_dimension::plan_year:
            return std::to_string(t.plan_year);
        case ledger_dimension::kind:
            return std::string{to_string(t.kind)};
    }
    return {};
}

struct question {
    std::vector<held_transaction> rows;
    std::vector<ledger_dimension> by;
    ledger_filter which;
};

question any_question(source_of_chance& chance) {
    question q{any_transactions(chance, 80), {}, {}};
    for (std::size_t d = 0; d < ledger_dimensions_count; ++d) {
        if (chance.chance(1, 2)) q.by.push_back(static_cast<ledger_dimension>(d));
    }
    for (std::size_t i = q.by.size(); i-- > 1;) std::swap(q.by[i], q.by[chance.index(i + 1)]);
    if (chance.chance(1, 3)) q.which.kinds = {transaction_kind::advance, transaction_kind::payment};
    if (chance.chance(1, 3)) q.which.disbursed = true;
    if (chance.chance(1, 3)) q.which.days = date_range{"2022-03-01"_date, "2024-07-01"_date};
    if (chance.chance(1, 6)) q.which.days = date_range::since("2023-01-01"_date);
    if (chance.chance(1, 3)) q.which.first_plan_year = 2022;
    if (chance.chance(1, 3)) q.which.last_plan_year = 2024;
    if (chance.chance(1, 3)) q.which.source = chance.pick(std::vector<std::string>{"", "state_budget", "oda_loan"});
    if (chance.chance(1, 3)) q.which.programme = chance.pick(std::vector<std::string>{"", "works"});
    if (chance.chance(1, 3)) q.which.project = chance.pick(std::vector<std::string>{"p3", "p4", "nowhere"});
    if (chance.chance(1, 3)) q.which.unit = chance.pick(std::vector<std::string>{"", "03332"});
    return q;
}

bool fits(const held_transaction& t, const ledger_filter& f) {
    const auto same = [](const std::optional<std::string>& wanted, const std::string& is) {
        return !wanted || *wanted == is;
    };
    const bool source =
        !f.source || *f.source == t.source ||
        (!f.source->empty() && !t.source.empty() && vietnamese_funding_sources().contains(*f.source, t.source));
    return source && f.kinds.contains(t.kind) && (!f.disbursed || sign_in_disbursed(t.kind) != 0) &&
           (!f.days || f.days->contains(t.on)) && (!f.first_plan_year || t.plan_year >= *f.first_plan_year) &&
           (!f.last_plan_year || t.plan_year <= *f.last_plan_year) && same(f.programme, t.programme) &&
           same(f.project, t.project) && same(f.unit, t.unit);
}

}  // namespace

TEST_CASE("sums by any dimensions are those of the rows, one by one, and add up to the total") {
    for_all(any_question, [](const question& q) {
        const auto all = make_ledger(q.rows);
        std::map<std::vector<std::string>, std::pair<std::int64_t, std::uint64_t>> expected;
        std::int64_t total = 0;
        for (const auto& t : q.rows) {
            if (!fits(t, q.which)) continue;
            std::vector<std::string> keys;
            for (const auto d : q.by) keys.push_back(key_of(t, d));
            auto& [sum, count] = expected[keys];
            const auto amount = t.amount * (q.which.disbursed ? sign_in_disbursed(t.kind) : 1);
            sum += amount;
            ++count;
            total += amount;
        }
        const auto sums = all.sums(q.by, q.which);
        CHECK(sums.rows().size() == expected.size());
        for (const auto& row : sums.rows()) {
            const auto at = expected.find(row.keys);
            REQUIRE(at != expected.end());
            CHECK(row.sum == dong(at->second.first));
            CHECK(row.count == at->second.second);
        }
        CHECK(sums.total() == dong(total));
        CHECK(all.total(q.which) == dong(total));
    });
}

TEST_CASE("a roll-up tells of each group what all that belongs to it adds up to") {
    for_all([](source_of_chance& chance) { return any_transactions(chance, 60); },
            [](const std::vector<held_transaction>& rows) {
                const auto all = make_ledger(rows);
                const auto rolled = all.roll_up({ledger_dimension::plan_year, ledger_dimension::source});
                std::set<std::vector<std::string>> seen;
                for (const auto& row : rolled.rows()) {
                    CHECK(seen.insert(row.keys).second);
                    auto which = ledger_filter::of_plan_year(std::stoi(row.keys[0]));
                    which.source = row.keys[1];
                    CHECK(row.sum == all.total(which));
                }
                for (const auto& t : rows) {  // each source that has a row has its groups beside it
                    CHECK(seen.contains({std::to_string(t.plan_year), t.source}));
                }
            });
}

TEST_CASE("the ledger gives back its transactions as they were added") {
    for_all([](source_of_chance& chance) { return any_transactions(chance, 30); },
            [](const std::vector<held_transaction>& rows) {
                const auto all = make_ledger(rows);
                REQUIRE(all.size() == rows.size());
                for (std::size_t i = 0; i < rows.size(); ++i) {
                    const auto t = all.at(i);
                    const auto& r = rows[i];
                    CHECK((t.kind == r.kind && t.amount == dong(r.amount) && t.plan_year == r.plan_year &&
                           t.on == r.on && t.source == r.source && t.programme == r.programme &&
                           t.project == r.project && t.unit == r.unit));
                }
                CHECK_THROWS_AS(static_cast<void>(all.at(rows.size())), std::out_of_range);
            },
            50);
}

TEST_CASE("sums on the way may leave 64 bits, the sums told may not") {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    std::vector<held_transaction> rows(3, {transaction_kind::adjusted, most, 2024, "2024-05-01"_date, "", "", "", ""});
    rows[2].amount = -most;
    CHECK(make_ledger(rows).total() == dong(most));
    rows.pop_back();
    CHECK_THROWS_AS(static_cast<void>(make_ledger(rows).total()), std::overflow_error);
    rows.resize(5000, rows[0]);
    for (std::size_t i = 0; i < rows.size(); i += 2) rows[i].amount = -most;
    CHECK(make_ledger(rows).total().is_zero());
}

TEST_CASE("many combinations are summed like few") {
    std::vector<held_transaction> rows;
    for (int i = 0; i < 3000; ++i) {
        rows.push_back({transaction_kind::payment, i, 2024, "2024-05-01"_date, "private", "", "p" + std::to_string(i),
                        "u" + std::to_string(i % 1500)});
    }
    const auto all = make_ledger(rows);
    const auto sums = all.sums({ledger_dimension::project, ledger_dimension::unit});  // 3001 x 1501 combinations
    CHECK(sums.rows().size() == 3000);
    CHECK(sums.at({"p17", "u17"}) == dong(17));
    CHECK(sums.at({"p17", "u18"}) == dong(0));
    CHECK(sums.total() == all.total());
    const auto disbursed = all.sums({ledger_dimension::project, ledger_dimension::unit}, {.disbursed = true});
    CHECK(std::ranges::equal(disbursed.rows(), sums.rows()));
    CHECK(std::ranges::is_sorted(sums.rows(), {}, &ledger_sums::row::keys));
}

TEST_CASE("what is disbursed is asked for in one way, and is less by what is recovered") {
    using enum transaction_kind;
    std::vector<held_transaction> rows;
    const auto add = [&](transaction_kind kind, std::int64_t amount, const char* on) {
        rows.push_back({kind, amount, 2024, *date::parse(on), "oda_loan", "", "p1", "u1"});
    };
    add(planned_annual, 40, "2024-01-10");
    add(advance, 10, "2024-02-10");
    add(payment, 30, "2024-06-10");
    add(advance_recovery, 10, "2024-06-10");
    add(payment, 5, "2024-07-10");
    add(settlement, 35, "2025-06-10");
    const auto all = make_ledger(rows);
    CHECK(all.total({.kinds = {advance, payment, advance_recovery}}) == dong(55));  // as they stand
    CHECK(all.total({.disbursed = true}) == dong(35));
    CHECK(all.total({.kinds = {payment, settlement}, .disbursed = true}) == dong(35));
    CHECK(all.total({.kinds = settlement, .disbursed = true}) == dong(0));
    CHECK(all.total({.disbursed = true, .source = "foreign_capital"}) ==
          disbursement_rate(all, plan_basis::annual_plan).disbursed);
    const auto by_kind = all.sums({ledger_dimension::kind}, {.disbursed = true});
    CHECK(by_kind.rows().size() == 3);
    CHECK(by_kind.at({"advance_recovery"}) == dong(-10));
    CHECK(by_kind.at({"planned_annual"}) == dong(0));
    CHECK_THROWS_AS(static_cast<void>(disbursement_rate(all, plan_basis::annual_plan, {.disbursed = true})),
                    std::invalid_argument);
}

TEST_CASE("every fault of the transactions is told at once, with its place") {
    ledger::builder rows{vnd::value, vietnamese_funding_sources(), two_programmes()};
    std::uint64_t row = 1;
    const auto add = [&](transaction_text t) { rows.add(t, {"ledger.csv", ++row, 0, ""}); };
    add({"payment", "100", "VND", "2024", "2024-05-01", "oda_loan", "roads", "p1", "03328"});
    add({"payment", "100", "XXX", "2024", "2024-05-01", "oda_loan", "", "p1", ""});
    add({"payment", "100", "USD", "2024", "2024-05-01", "oda_loan", "", "p1", ""});
    add({"payment", "0.5", "VND", "2024", "2024-05-01", "oda_loan", "", "p1", ""});
    add({"payment", "9300000000000000000", "VND", "2024", "2024-05-01", "", "", "p1", ""});
    add({"payment", "-1", "VND", "2024", "2024-05-01", "", "", "p1", ""});
    add({"adjusted", "-1", "VND", "2024", "2023-05-01", "", "", "p1", ""});
    add({"gift", "1", "VND", "24", "2024-02-30", "moon", "stars", "p1", ""});
    add({"payment", "1", "VND", "2024", "2023-12-31", "", "", "p1", ""});
    add({"payment", "1", "VND", "2024", "2025-01-31", "", "", "p1", ""});
    add({"payment", "1", "VND", "2024", "2025-02-01", "", "", "p1", ""});
    add({"advance", "1", "VND", "2023", "2024-12-31", "", "", "p1", ""});
    add({"advance", "1", "VND", "2023", "2024-12-31", "", "", "p2", ""});
    add({"payment", "1", "VND", "1822", "1822-12-31", "", "", "p2", ""});
    rows.extend(2023, "2024-12-31"_date, "p1");
    CHECK_THROWS_AS(rows.extend(2023, "2025-01-01"_date), std::invalid_argument);
    std::string told;
    for (const auto& p : rows.check()) {
        CHECK(p.where.source == "ledger.csv");
        told += std::to_string(p.where.row) + ' ' + p.where.field + ' ' + std::string{to_string(p.code)} + '\n';
    }
    CHECK(told ==
          "3 currency unknown_value\n"
          "4 currency currency_mismatch\n"
          "5 amount out_of_range\n"
          "6 amount out_of_range\n"
          "7 amount out_of_range\n"
          "9 kind unknown_value\n"
          "9 plan_year malformed_text\n"
          "9 date malformed_text\n"
          "9 source unknown_value\n"
          "9 programme unknown_value\n"
          "10 date date_outside_window\n"
          "12 date date_outside_window\n"
          "14 date date_outside_window\n"
          "15 plan_year out_of_range\n");
    CHECK_FALSE(std::move(rows).try_build());
}

TEST_CASE("what cannot be asked is refused") {
    const auto all = make_ledger({});
    CHECK(all.size() == 0);
    CHECK(all.total() == dong(0));
    const auto none = all.sums({ledger_dimension::plan_year});
    CHECK(none.rows().empty());
    ledger_filter unknown;
    unknown.source = "moon";
    CHECK_THROWS_AS(static_cast<void>(all.total(unknown)), std::invalid_argument);
    unknown = {};
    unknown.programme = "stars";
    CHECK_THROWS_AS(static_cast<void>(all.total(unknown)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(all.sums({ledger_dimension::unit, ledger_dimension::unit})),
                    std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(all.roll_up({ledger_dimension::unit})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(all.sums({ledger_dimension::unit}).at({"a", "b"})), std::invalid_argument);
}

TEST_CASE("a transaction takes 26 bytes, and its texts are kept once each") {
    const std::string long_text(10'000, 'p');
    const auto of = [&](std::size_t size, const std::string& project, const std::string& unit) {
        const std::vector<held_transaction> rows(
            size, {transaction_kind::payment, 5, 2024, "2024-05-01"_date, "oda_loan", "roads", project, unit});
        return make_ledger(rows).memory();
    };
    CHECK(of(100'000, "p1", "03328") - of(1, "p1", "03328") == 26 * 99'999);
    CHECK(of(1'000, long_text, "03328") - of(1, long_text, "03328") == 26 * 999);
    const auto texts = of(1'000, long_text, long_text) - of(1'000, "p1", "03328");
    CHECK(texts >= 2 * long_text.size());
    CHECK(texts <= 4 * long_text.size() + 100);
}

TEST_CASE("a ledger that was moved from still has its transactions") {
    auto first = make_ledger({{.amount = 5, .plan_year = 2024, .on = "2024-05-01"_date}});
    const auto second = std::move(first);
    CHECK(first.size() == 1);  // NOLINT(bugprone-use-after-move): under test
    CHECK(first.total() == second.total());
}

TEST_CASE("a builder of a ledger that has built, or was moved from, is used up") {
    const transaction t{.amount = dong(5), .plan_year = 2024, .on = "2024-05-01"_date};
    ledger::builder one{vnd::value, vietnamese_funding_sources()};
    CHECK(std::move(one.add(t)).build().size() == 1);
    ledger::builder two{vnd::value, vietnamese_funding_sources()};
    const ledger::builder three{std::move(two)};
    for (auto* used : {&one, &two}) {
        CHECK_THROWS_AS(used->add(t), std::logic_error);
        CHECK_THROWS_AS(used->add(transaction_text{}), std::logic_error);
        CHECK_THROWS_AS(used->reserve(1), std::logic_error);
        CHECK_THROWS_AS(used->extend(2024, "2025-12-31"_date), std::logic_error);
        CHECK_THROWS_AS(static_cast<void>(used->check()), std::logic_error);
        CHECK_THROWS_AS(static_cast<void>(std::move(*used).build()), std::logic_error);
    }
}
