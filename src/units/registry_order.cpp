// SPDX-License-Identifier: MIT
#include "units/key_order.hpp"
#include "units/registry_assembler.hpp"

#include <algorithm>

namespace muong::inline v0::detail {

namespace {

/// Puts the rows in that order where they are: `order[i]` tells at which position the row stands that comes to i.
template <class Row>
void put_in_order(std::vector<Row>& rows, std::vector<std::uint32_t> order) {
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        if (order[i] == i) continue;
        const Row first = rows[i];
        auto hole = i;
        for (auto next = order[hole]; next != i; next = order[hole]) {
            rows[hole] = rows[next];
            order[hole] = hole;
            hole = next;
        }
        rows[hole] = first;
        order[hole] = hole;
    }
}

std::uint64_t number_of(date day) noexcept { return static_cast<std::uint64_t>(day.number()); }

}  // namespace

void registry_assembler::sort_units() {
    put_in_order(units_, ordered(static_cast<std::uint32_t>(units_.size()), [this](std::uint32_t i) {
                     const auto code = words_of(units_[i].code);
                     return std::array{code[0], code[1], number_of(units_[i].from)};
                 }));
    index_.build(static_cast<std::uint32_t>(units_.size()),
                 [this](std::uint32_t i) -> const unit_code& { return units_[i].code; });
    std::vector<std::uint32_t> children;
    children.reserve(units_.size());
    for (std::uint32_t i = 0; i < units_.size(); ++i) {
        if (units_[i].parent) children.push_back(i);
    }
    children_ = ordered(static_cast<std::uint32_t>(children.size()),
                        [&](std::uint32_t i) { return words_of(*units_[children[i]].parent); });
    for (auto& child : children_) child = children[child];
}

void registry_assembler::sort_transfers() {
    // By day, act, clause and codes; acts and clauses repeat, so that their order is found once.
    std::vector<text_ref> texts;
    texts.reserve(once_.size());
    for (const auto& entry : once_) texts.push_back(entry.second);
    std::sort(texts.begin(), texts.end(), [this](text_ref a, text_ref b) { return text(a) < text(b); });
    std::unordered_map<std::uint32_t, std::uint32_t> places;  // where a text begins, its place in the order
    places.reserve(texts.size());
    for (const auto& t : texts) places.emplace(t.first, static_cast<std::uint32_t>(places.size()) + 1);
    std::vector<std::uint64_t> words;  // act and clause of a row
    words.reserve(transfers_.size());
    const auto place_of_text = [&places](text_ref t) -> std::uint64_t {
        return t.size == 0 ? 0 : places.find(t.first)->second;
    };
    for (const auto& t : transfers_) words.push_back(place_of_text(t.act) << 32U | place_of_text(t.clause));
    put_in_order(transfers_, ordered(static_cast<std::uint32_t>(transfers_.size()), [&](std::uint32_t i) {
                     const auto& t = transfers_[i];
                     const auto from = words_of(t.from);
                     const auto to = words_of(t.to);
                     return std::array{number_of(t.day), words[i], from[0], from[1], to[0], to[1]};
                 }));
}

void registry_assembler::add_ends(std::vector<transfer_end>& ends, std::uint32_t first, std::uint32_t last,
                                  unit_code pending_transfer::*code) const {
    const auto day = std::span{transfers_}.subspan(first, last - first);
    const auto order = ordered(last - first, [&](std::uint32_t i) {
        const auto words = words_of(day[i].*code);
        return std::array{words[0], words[1], std::uint64_t{day[i].where.table}, day[i].where.row};
    });
    for (const auto i : order) ends.push_back({day[i].day, day[i].*code, first + i});
}

}  // namespace muong::v0::detail
