// SPDX-License-Identifier: MIT
#pragma once

#include <muong/funding/ledger.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "support/for_all.hpp"

namespace muong::test {

/// A transaction that holds its texts.
struct held_transaction {
    muong::transaction_kind kind = muong::transaction_kind::payment;
    std::int64_t amount = 0;
    int plan_year = 0;
    muong::date on = muong::date::min();
    std::string source = {}, programme = {}, project = {}, unit = {};

    [[nodiscard]] muong::transaction view() const {
        return {kind, muong::any_money::of_minor(amount, muong::vnd::value), plan_year, on, source, programme, project,
                unit};
    }
};

inline muong::programmes two_programmes() {
    muong::programmes::builder all;
    all.add({.id = "roads", .name = "Roads", .local_name = {}, .when = "2021/2025"_period, .successors = {"works"}});
    all.add({.id = "works", .name = "Works", .local_name = {}, .when = "2026/2035"_period});
    return std::move(all).build();
}

/// Up to `most` transactions of all kinds, for few projects, units, sources and years, each within its window.
inline std::vector<held_transaction> any_transactions(source_of_chance& chance, std::size_t most) {
    static const std::vector<std::string> programmes{"", "roads", "works"};
    std::vector<held_transaction> all(chance.index(most));
    for (auto& t : all) {
        t.kind = static_cast<muong::transaction_kind>(chance.index(muong::transaction_kinds_count));
        const bool is_signed =
            t.kind == muong::transaction_kind::adjusted || t.kind == muong::transaction_kind::carried_over;
        t.amount = chance.between(is_signed ? -1'000'000 : 0, 1'000'000);
        t.plan_year = static_cast<int>(chance.between(2021, 2025));
        const auto first = *muong::date::from_ymd(t.plan_year, 1, 1);
        t.on = first + static_cast<std::int32_t>(chance.between(0, muong::last_payment_day(t.plan_year) - first));
        const auto sources = muong::vietnamese_funding_sources().all();
        t.source = chance.chance(1, 10) ? std::string{} : sources[chance.index(sources.size())].id;
        t.programme = chance.pick(programmes);
        t.project = "p" + std::to_string(chance.between(1, 9));
        t.unit = chance.chance(1, 5) ? std::string{} : "0333" + std::to_string(chance.between(1, 4));
    }
    return all;
}

inline muong::ledger make_ledger(const std::vector<held_transaction>& all) {
    muong::ledger::builder rows{muong::vnd::value, muong::vietnamese_funding_sources(), two_programmes()};
    for (const auto& t : all) rows.add(t.view());
    return std::move(rows).build();
}

}  // namespace muong::test
