// SPDX-License-Identifier: MIT
#include "units/registry_assembler.hpp"

#include <algorithm>

namespace muong::inline v0::detail {

namespace {

/// Sorts what mostly is a few sorted tables, one behind the other: those are merged.
template <class Key, class Less>
void sort_tables(std::vector<Key>& keys, Less less) {
    std::vector<typename std::vector<Key>::iterator> ends{keys.begin()};  // of the tables, behind the beginning
    while (ends.back() != keys.end()) {
        ends.push_back(std::is_sorted_until(ends.back(), keys.end(), less));
        if (ends.size() > 100) return std::sort(keys.begin(), keys.end(), less);
    }
    while (ends.size() > 2) {  // each with the next one
        std::size_t kept = 1;
        for (std::size_t i = 2; i < ends.size(); i += 2) {
            std::inplace_merge(ends[i - 2], ends[i - 1], ends[i], less);
            ends[kept++] = ends[i];
        }
        if (ends.size() % 2 == 0) ends[kept++] = ends.back();
        ends.resize(kept);
    }
}

/// Puts the rows in the order of their keys where they are: key i tells at which row its own stands.
template <class Row, class Key>
void put_in_order(std::vector<Row>& rows, std::vector<Key>& keys) {
    for (std::uint32_t i = 0; i < keys.size(); ++i) {
        if (keys[i].at == i) continue;
        const Row first = rows[i];
        auto hole = i;
        for (auto next = keys[hole].at; next != i; next = keys[hole].at) {
            rows[hole] = rows[next];
            keys[hole].at = hole;
            hole = next;
        }
        rows[hole] = first;
        keys[hole].at = hole;
    }
}

}  // namespace

void registry_assembler::sort_units() {
    const auto earlier = [](const pending_unit& a, const pending_unit& b) {
        return std::tie(a.code, a.from) < std::tie(b.code, b.from);
    };
    if (!std::is_sorted(units_.begin(), units_.end(), earlier)) {
        struct key {
            unit_code code;
            date from;
            std::uint32_t at;
        };
        std::vector<key> keys;
        keys.reserve(units_.size());
        for (const auto& u : units_) keys.push_back({u.code, u.from, static_cast<std::uint32_t>(keys.size())});
        sort_tables(keys, [](const key& a, const key& b) {
            return a.code != b.code ? a.code < b.code : std::tie(a.from, a.at) < std::tie(b.from, b.at);
        });
        put_in_order(units_, keys);
    }
    index_.build(static_cast<std::uint32_t>(units_.size()),
                 [this](std::uint32_t i) -> const unit_code& { return units_[i].code; });
    std::vector<coded_row> children;
    for (std::uint32_t i = 0; i < units_.size(); ++i) {
        if (units_[i].parent) children.push_back({*units_[i].parent, i});
    }
    std::sort(children.begin(), children.end(),
              [](const coded_row& a, const coded_row& b) { return a.code != b.code ? a.code < b.code : a.at < b.at; });
    children_.clear();
    children_.reserve(children.size());
    for (const auto& child : children) children_.push_back(child.at);
}

void registry_assembler::sort_transfers() {
    // By day, act, clause and codes; acts and clauses repeat, so that their order is found once.
    std::vector<text_ref> texts;
    for (const auto& entry : once_) texts.push_back(entry.second);
    std::sort(texts.begin(), texts.end(), [this](text_ref a, text_ref b) { return text(a) < text(b); });
    std::vector<std::pair<std::uint32_t, std::uint32_t>> places;  // where a text begins, its place in the order
    for (const auto& t : texts) places.emplace_back(t.first, static_cast<std::uint32_t>(places.size()) + 1);
    std::sort(places.begin(), places.end());
    const auto place_of_text = [&places](text_ref t) -> std::uint32_t {
        if (t.size == 0) return 0;
        return std::lower_bound(places.begin(), places.end(), std::pair{t.first, 0U})->second;
    };
    struct key {
        date day;
        std::uint32_t act, clause, at;
    };
    std::vector<key> keys;
    keys.reserve(transfers_.size());
    for (const auto& t : transfers_) {
        keys.push_back({t.day, place_of_text(t.act), place_of_text(t.clause), static_cast<std::uint32_t>(keys.size())});
    }
    std::sort(keys.begin(), keys.end(), [this](const key& a, const key& b) {
        if (a.day != b.day) return a.day < b.day;
        if (a.act != b.act) return a.act < b.act;
        if (a.clause != b.clause) return a.clause < b.clause;
        const auto &s = transfers_[a.at], &t = transfers_[b.at];
        return std::tie(s.from, s.to, a.at) < std::tie(t.from, t.to, b.at);
    });
    put_in_order(transfers_, keys);
}

std::vector<registry_assembler::coded_row> registry_assembler::rows_by(std::span<const pending_transfer> day,
                                                                       unit_code pending_transfer::*code) {
    std::vector<coded_row> rows;
    rows.reserve(day.size());
    for (const auto& t : day) rows.push_back({t.*code, static_cast<std::uint32_t>(rows.size())});
    std::sort(rows.begin(), rows.end(), [day](const coded_row& a, const coded_row& b) {
        if (a.code != b.code) return a.code < b.code;
        const auto &x = day[a.at].where, &y = day[b.at].where;
        return std::tie(x.table, x.row, a.at) < std::tie(y.table, y.row, b.at);
    });
    return rows;
}

}  // namespace muong::v0::detail
