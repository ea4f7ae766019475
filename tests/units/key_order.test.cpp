// SPDX-License-Identifier: MIT
#include "units/key_order.hpp"

#include <doctest/doctest.h>

#include "support/for_all.hpp"

using namespace muong;
using namespace muong::detail;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

struct rows_to_order {
    std::vector<std::array<std::uint64_t, 2>> words;
    std::vector<std::uint32_t> then;
};

/// Words that vary in some bits, a few or all of them, in one word or in both.
rows_to_order drawn(source_of_chance& chance) {
    rows_to_order rows;
    const auto bits = [&](std::size_t most) {
        if (chance.chance(1, 3)) return chance.bits() | chance.bits();
        std::uint64_t mask = 0;
        for (auto left = chance.index(most + 1); left > 0; --left) mask |= std::uint64_t{1} << chance.index(64);
        return mask;
    };
    const auto any = [&] { return chance.index(1U << 16U) * 0x9E3779B97F4A7C15U; };
    const std::array varying{chance.index(2) == 0 ? 0 : bits(64), chance.index(3) == 0 ? 0 : bits(20)};
    const std::array always{any(), any()};
    const auto thens = 1 + chance.index(4);
    for (auto left = chance.index(chance.index(3) == 0 ? 3'000 : 100); left > 0; --left) {
        const auto word = [&](std::size_t w) { return (always[w] & ~varying[w]) | (any() & varying[w]); };
        rows.words.push_back({word(0), word(1)});
        rows.then.push_back(static_cast<std::uint32_t>(chance.index(thens)));
    }
    if (chance.index(10) == 0) std::sort(rows.words.begin(), rows.words.end());
    return rows;
}

}  // namespace

TEST_CASE("an order by keys is that of a stable sort, whatever bits vary and however many rows there are") {
    sorting_room room;  // is used again
    std::size_t large = 0, wide = 0, alike = 0;
    for_all(drawn, [&](const rows_to_order& rows) {
        const auto count = static_cast<std::uint32_t>(rows.words.size());
        std::vector<std::uint32_t> expected(count);
        std::iota(expected.begin(), expected.end(), 0U);
        const auto key = [&](std::uint32_t i) { return std::pair{rows.words[i], rows.then[i]}; };
        std::stable_sort(expected.begin(), expected.end(), [&](auto a, auto b) { return key(a) < key(b); });
        const auto words_at = [&](std::uint32_t i) { return rows.words[i]; };
        CHECK(ordered(room, count, words_at, [&](std::uint32_t i) { return rows.then[i]; }) == expected);

        const auto by_words = [&](std::uint32_t a, std::uint32_t b) { return rows.words[a] < rows.words[b]; };
        std::iota(expected.begin(), expected.end(), 0U);
        std::stable_sort(expected.begin(), expected.end(), by_words);
        CHECK(ordered(count, words_at) == expected);

        std::array<std::uint64_t, 2> varying{};
        for (const auto& words : rows.words) {
            for (std::size_t w = 0; w < 2; ++w) varying[w] |= words[w] ^ rows.words.front()[w];
        }
        large += count > 1'000 ? 1U : 0U;
        const auto bits = std::popcount(varying[0]) + std::popcount(varying[1]);
        wide += bits + static_cast<int>(std::bit_width(count)) > 64 ? 1U : 0U;
        alike += std::adjacent_find(expected.begin(), expected.end(),
                                    [&](auto a, auto b) { return rows.words[a] == rows.words[b]; }) != expected.end();
    });
    CHECK(large > 20);
    CHECK(wide > 20);
    CHECK(alike > 20);
}

TEST_CASE("words of a code have its order") {
    for (const auto& [a, b] :
         {std::pair{"1"_unit, "10"_unit}, {"03334"_unit, "0333A"_unit}, {"E05000026"_unit, "E05000026X"_unit}}) {
        CHECK(text_words_of(a) < text_words_of(b));
        CHECK(words_of(a) < words_of(b));
        CHECK(text_words_of(a) == text_words_of(a));
    }
}
