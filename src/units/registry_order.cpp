// SPDX-License-Identifier: MIT
#include "units/key_order.hpp"
#include "units/registry_assembler.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

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

/// Calls `take` with each run of several transfers that lead from one unit, or to it, on one day; `code_of` tells the
/// number of the unit.
template <class Transfers, class CodeOf, class Take>
void each_run_of_a_day(Transfers& by_code, const std::vector<date>& days, CodeOf code_of, Take take) {
    const std::span list{by_code.list};
    for (std::uint32_t at = 0; at < list.size();) {
        const auto end = by_code.first[code_of(list[at]) + std::size_t{1}];
        while (at < end) {
            const auto begin = at++;
            while (at < end && days[list[at]] == days[list[begin]]) ++at;
            if (at - begin > 1) take(list.subspan(begin, at - begin));
        }
    }
}

}  // namespace

void registry_assembler::sort_transfers() {
    // By day, act, clause and codes; acts and clauses repeat, so that their order is found once.
    std::vector<std::uint32_t> texts(texts_.size());
    std::iota(texts.begin(), texts.end(), 0U);
    std::sort(texts.begin(), texts.end(), [this](auto a, auto b) { return text(texts_[a]) < text(texts_[b]); });
    std::vector<std::uint32_t> place(texts.size());
    for (std::uint32_t i = 0; i < texts.size(); ++i) place[texts[i]] = i;
    auto order = ordered(static_cast<std::uint32_t>(transfers_.size()), [&](std::uint32_t i) {
        const auto& t = transfers_[i];
        return std::array{day_word(t.day), std::uint64_t{place[t.act]} << 32U | place[t.clause]};
    });
    const auto same_clause = [this](std::uint32_t a, std::uint32_t b) {
        const auto& x = transfers_[a];
        const auto& y = transfers_[b];
        return x.clause == y.clause && x.act == y.act && x.day == y.day;
    };
    const auto by_codes = [this](std::uint32_t a, std::uint32_t b) {
        const auto& x = transfers_[a];
        const auto& y = transfers_[b];
        return std::tie(x.from, x.to) < std::tie(y.from, y.to);
    };
    for (auto at = order.begin(); at != order.end();) {
        const auto begin = at++;
        while (at != order.end() && same_clause(*begin, *at)) ++at;
        if (!std::is_sorted(begin, at, by_codes)) std::stable_sort(begin, at, by_codes);
    }
    put_in_order(transfers_, std::move(order));
}

std::uint32_t registry_assembler::number_beyond(const unit_code& code) {
    const auto next = static_cast<std::uint32_t>(data_->units.size() + beyond_.size());
    return beyond_.try_emplace(code, next).first->second;
}

inline void registry_assembler::find_source(const pending_transfer& t, transfer_ends& found) {
    if (const auto* const from = data_->index.find(t.from)) {
        found.from_code = from->first;
        found.from = standing(*from, t.day.eve());
    } else {
        found.from_code = number_beyond(t.from);
        found.from = no_index;
    }
}

transfer_ends registry_assembler::ends_of(const pending_transfer& t) {
    transfer_ends found{};
    find_source(t, found);
    const auto eve = t.day.eve();
    if (const auto* const to = data_->index.find(t.to)) {
        found.to_code = to->first;
        found.to = standing(*to, t.day);
        found.before = standing(*to, eve);
    } else {
        found.to_code = number_beyond(t.to);
        found.to = found.before = no_index;
    }
    return found;
}

void registry_assembler::find_all_ends() {
    beyond_.clear();
    const auto count = transfers_.size();
    ends_.resize(count);
    days_.resize(count, date::min());
    const std::span transfers{transfers_};
    const std::span ends{ends_};
    const std::span days{days_};
    const auto& index = data_->index;
    const pending_transfer* before = nullptr;
    for (std::size_t i = 0; i < count; ++i) {
        constexpr std::size_t ahead = 8;
        const auto& coming = transfers[std::min(i + ahead, count - 1)];
        index.prefetch(coming.from);
        index.prefetch(coming.to);
        const auto& t = transfers[i];
        days[i] = t.day;
        // Others of its clause mostly lead to the same unit, one of them from itself.
        const bool same_target = before != nullptr && before->to == t.to && before->day == t.day;
        before = &t;
        if (same_target) {
            ends[i] = ends[i - 1];
            if (t.from == t.to) {
                ends[i].from_code = ends[i].to_code;
                ends[i].from = ends[i].before;
            } else {
                find_source(t, ends[i]);
            }
        } else {
            ends[i] = ends_of(t);
        }
    }
}

std::uint32_t registry_assembler::number_of(const unit_code& code) const {
    if (const auto* const slot = data_->index.find(code)) return slot->first;
    const auto at = beyond_.find(code);
    return at == beyond_.end() ? no_index : at->second;
}

registry_assembler::transfers_by_code registry_assembler::by_code(std::uint32_t transfer_ends::*code) const {
    transfers_by_code made;
    auto& first = made.first;
    first.assign(data_->units.size() + beyond_.size() + 2, 0);
    for (const auto& e : ends_) ++first[e.*code + 2];
    for (std::size_t n = 2; n < first.size(); ++n) first[n] += first[n - 1];
    made.list.resize(ends_.size());
    for (std::uint32_t i = 0; i < ends_.size(); ++i) made.list[first[ends_[i].*code + 1]++] = i;
    first.pop_back();

    const auto in_table = [this](std::uint32_t a, std::uint32_t b) {
        const auto& x = transfers_[a].where;
        const auto& y = transfers_[b].where;
        return std::tie(x.table, x.row) < std::tie(y.table, y.row);
    };
    const auto code_of = [&](std::uint32_t t) { return ends_[t].*code; };
    each_run_of_a_day(made, days_, code_of, [&](std::span<std::uint32_t> run) {
        if (!std::is_sorted(run.begin(), run.end(), in_table)) std::stable_sort(run.begin(), run.end(), in_table);
    });
    return made;
}

std::vector<std::span<const std::uint32_t>> registry_assembler::groups_of(const transfers_by_code& all,
                                                                          std::uint32_t transfer_ends::*number,
                                                                          unit_code pending_transfer::*code) const {
    std::vector<std::span<const std::uint32_t>> found;
    const auto number_of = [&](std::uint32_t t) { return ends_[t].*number; };
    each_run_of_a_day(all, days_, number_of, [&](std::span<const std::uint32_t> run) { found.push_back(run); });
    const auto order = ordered(static_cast<std::uint32_t>(found.size()), [&](std::uint32_t i) {
        const auto t = found[i].front();
        const auto words = text_words_of(transfers_[t].*code);
        return std::array{day_word(days_[t]), words[0], words[1]};
    });
    std::vector<std::span<const std::uint32_t>> groups;
    groups.reserve(order.size());
    for (const auto i : order) groups.push_back(found[i]);
    return groups;
}

}  // namespace muong::v0::detail
