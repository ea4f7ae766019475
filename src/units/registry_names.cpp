// SPDX-License-Identifier: MIT
#include <muong/units/detail/registry_data.hpp>

#include <algorithm>
#include <memory>

#include "units/key_order.hpp"
#include "units/repeats.hpp"

namespace muong::inline v0::detail {

namespace {

/// Positions of the units by the hashes of their names, then by name, then by position.
std::vector<std::uint32_t> order_of_names(std::span<const unit> units) {
    constexpr unsigned sorted_bits = 22;  // of the hash: two digits, which leave few rows that are alike in them
    constexpr std::uint64_t sorted = ((std::uint64_t{1} << sorted_bits) - 1) << (32 - sorted_bits);
    sorting_room room;
    auto rows = room.rows(units.size());  // the first of those of one name that follow each other, and their count
    std::size_t count = 0;
    std::string_view before;
    for (std::uint32_t i = 0; i < units.size(); ++i) {
        const auto name = units[i].name();
        if (i > 0 && name.data() == before.data() && name.size() == before.size()) {
            ++rows[count - 1].also;
        } else {
            rows[count++] = {hash_of_name(name), i, 1};
        }
        before = name;
    }
    rows = rows.first(count);
    room.sort(rows, sorted);

    const auto name_of = [units](const keyed& row) { return units[row.at].name(); };
    const auto sort_alike = [](auto first, auto last, std::uint64_t bits, const auto& sort) {
        while (first != last) {
            const auto begin = first++;
            while (first != last && ((first->key ^ begin->key) & bits) == 0) ++first;
            if (first - begin > 1) sort(begin, first);
        }
    };
    sort_alike(rows.begin(), rows.end(), sorted, [&](auto first, auto last) {
        const auto by_hash = [](const keyed& a, const keyed& b) { return a.key < b.key; };
        if (!std::is_sorted(first, last, by_hash)) std::stable_sort(first, last, by_hash);
        sort_alike(first, last, UINT32_MAX, [&](auto same, auto end) {
            const auto name = name_of(*same);
            if (std::all_of(same, end, [&](const keyed& row) { return name_of(row) == name; })) return;
            std::stable_sort(same, end, [&](const keyed& a, const keyed& b) { return name_of(a) < name_of(b); });
        });
    });
    std::vector<std::uint32_t> order;
    order.reserve(units.size());
    for (const auto& row : rows) {
        for (std::uint32_t i = 0; i < row.also; ++i) order.push_back(row.at + i);
    }
    return order;
}

}  // namespace

const std::vector<std::uint32_t>& name_order::of(const std::vector<unit>& units) const {
    const auto* known = made_.load(std::memory_order_acquire);
    if (known != nullptr) return *known;
    auto fresh = std::make_unique<const std::vector<std::uint32_t>>(order_of_names(units));
    if (made_.compare_exchange_strong(known, fresh.get(), std::memory_order_acq_rel)) return *fresh.release();
    return *known;  // another thread was quicker
}

std::size_t name_order::memory() const noexcept {
    const auto* const known = made_.load(std::memory_order_acquire);
    using list = std::vector<std::uint32_t>;
    return known == nullptr ? 0 : sizeof(list) + known->capacity() * sizeof(list::value_type);
}

std::span<const std::uint32_t> registry_data::ids_by_name(std::string_view name) const {
    const auto& order = by_name.of(units);
    struct place {
        std::uint32_t hash;
        std::string_view name;
        bool operator<(const place& other) const noexcept {
            return hash != other.hash ? hash < other.hash : name < other.name;
        }
    };
    const place wanted{hash_of_name(name), name};
    const auto at = [this](std::uint32_t i) { return place{hash_of_name(units[i].name()), units[i].name()}; };
    const auto first = std::lower_bound(order.begin(), order.end(), wanted,
                                        [&at](std::uint32_t i, const place& p) { return at(i) < p; });
    const auto last = std::find_if(first, order.end(), [&](std::uint32_t i) { return units[i].name() != name; });
    return {first, last};
}

}  // namespace muong::v0::detail
