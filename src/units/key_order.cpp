// SPDX-License-Identifier: MIT
#include "units/key_order.hpp"

namespace muong::inline v0::detail {

void sorting_room::sort(std::span<keyed> rows, std::uint64_t varying) {
    if (varying == 0) return;
    if (rows.size() < 64) {
        const auto earlier = [](const keyed& a, const keyed& b) { return a.key < b.key; };
        return std::stable_sort(rows.begin(), rows.end(), earlier);
    }
    // No more places than rows for a digit, and not so many that they leave the nearest cache.
    const auto widest = std::clamp(static_cast<unsigned>(std::bit_width(rows.size())), 6U, 11U);
    auto from = rows;
    auto to = std::span{memory_.get() + size_, rows.size()};
    std::vector<std::uint32_t> places;
    while (varying != 0) {
        const auto shift = static_cast<unsigned>(std::countr_zero(varying));
        const auto left = 64U - static_cast<unsigned>(std::countl_zero(varying)) - shift;
        const auto digits = (left + widest - 1) / widest;
        const auto size = (left + digits - 1) / digits;
        const auto mask = (std::uint64_t{1} << size) - 1;
        places.assign(mask + 1, 0);
        for (const auto& row : from) ++places[row.key >> shift & mask];
        std::uint32_t sum = 0;
        for (auto& place : places) {
            const auto count = place;
            place = sum;
            sum += count;
        }
        for (const auto& row : from) to[places[row.key >> shift & mask]++] = row;
        std::swap(from, to);
        varying &= ~(mask << shift);
    }
    if (from.data() != rows.data()) std::copy(from.begin(), from.end(), rows.begin());
}

}  // namespace muong::v0::detail
