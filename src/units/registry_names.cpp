// SPDX-License-Identifier: MIT
#include <muong/units/detail/registry_data.hpp>

#include <algorithm>

#include "units/key_order.hpp"
#include "units/repeats.hpp"

namespace muong::inline v0::detail {

namespace {

/// Positions of the units by the hashes of their names, then by name, then by position.
std::vector<std::uint32_t> order_of_names(std::span<const unit> units) {
    constexpr unsigned sorted_bits = 22;  // of the hash: two digits, which leave few that are alike in them
    constexpr std::uint64_t sorted = ((std::uint64_t{1} << sorted_bits) - 1) << (64 - sorted_bits);
    const auto goes_on = [units](std::size_t i) {  // under the name of the unit before, which stands there once
        return i < units.size() && units[i].name().data() == units[i - 1].name().data() &&
               units[i].name().size() == units[i - 1].name().size();
    };
    sorting_room room;
    auto words = room.words(units.size());  // a hash, and the first of those of one name that follow each other
    std::size_t count = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (i == 0 || !goes_on(i)) words[count++] = std::uint64_t{hash_of_name(units[i].name())} << 32U | i;
    }
    words = words.first(count);
    room.sort(words, sorted);

    const auto name_of = [units](std::uint64_t word) { return units[word & UINT32_MAX].name(); };
    const auto sort_alike = [](auto first, auto last, unsigned shift, const auto& sort) {
        while (first != last) {
            const auto begin = first++;
            while (first != last && (*first ^ *begin) >> shift == 0) ++first;
            if (first - begin > 1) sort(begin, first);
        }
    };
    sort_alike(words.begin(), words.end(), 64 - sorted_bits, [&](auto first, auto last) {
        std::sort(first, last);  // by hash, then position
        sort_alike(first, last, 32, [&](auto same, auto end) {
            const auto name = name_of(*same);
            if (std::all_of(same, end, [&](std::uint64_t word) { return name_of(word) == name; })) return;
            std::stable_sort(same, end, [&](std::uint64_t a, std::uint64_t b) { return name_of(a) < name_of(b); });
        });
    });
    std::vector<std::uint32_t> order;
    order.reserve(units.size());
    for (const auto word : words) {
        auto i = word & UINT32_MAX;
        do {
            order.push_back(static_cast<std::uint32_t>(i++));
        } while (goes_on(i));
    }
    return order;
}

}  // namespace

std::span<const std::uint32_t> registry_data::ids_by_name(std::string_view name) const {
    const auto& order = by_name.get([this] { return order_of_names(units); });
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
