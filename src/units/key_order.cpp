// SPDX-License-Identifier: MIT
#include "units/key_order.hpp"

namespace muong::inline v0::detail {

void sorting_room::sort(std::span<std::uint64_t> words, std::uint64_t varying) {
    if (varying == 0) return;
    if (words.size() < 64) {
        const auto earlier = [varying](std::uint64_t a, std::uint64_t b) { return (a & varying) < (b & varying); };
        return std::stable_sort(words.begin(), words.end(), earlier);
    }
    // No more places than words for a digit, and not so many that they leave the nearest cache.
    constexpr unsigned most = 11;
    const auto widest = std::clamp(static_cast<unsigned>(std::bit_width(words.size())), 6U, most);
    auto from = words;
    auto to = std::span{memory_.get() + size_, words.size()};
    std::array<std::uint32_t, std::size_t{1} << most> places;
    while (varying != 0) {
        const auto shift = static_cast<unsigned>(std::countr_zero(varying));
        const auto left = 64U - static_cast<unsigned>(std::countl_zero(varying)) - shift;
        const auto digits = (left + widest - 1) / widest;
        const auto size = (left + digits - 1) / digits;
        const auto mask = (std::uint64_t{1} << size) - 1;
        std::fill_n(places.begin(), mask + 1, 0U);
        for (const auto word : from) ++places[word >> shift & mask];
        std::uint32_t sum = 0;
        for (std::size_t digit = 0; digit <= mask; ++digit) sum += std::exchange(places[digit], sum);
        for (const auto word : from) to[places[word >> shift & mask]++] = word;
        std::swap(from, to);
        varying &= ~(mask << shift);
    }
    if (from.data() != words.data()) std::copy(from.begin(), from.end(), words.begin());
}

}  // namespace muong::v0::detail
