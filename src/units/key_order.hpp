// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/date.hpp>
#include <muong/units/unit_code.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "core/large_pages.hpp"

namespace muong::inline v0::detail {

/// Room for words and for sorting them, which is not touched before.
class sorting_room {
public:
    /// Room for so many words; none of them is set, and those of before are lost.
    [[nodiscard]] std::span<std::uint64_t> words(std::size_t count) {
        if (count > size_) {
            memory_ = std::make_unique_for_overwrite<std::uint64_t[]>(2 * count);
            size_ = count;
            ask_for_large_pages(memory_.get(), 2 * count * sizeof memory_[0]);
        }
        return {memory_.get(), count};
    }

    /// Sorts the words for which room was given last by the bits that `varying` has, from the highest to the lowest of
    /// them; in all others between these they are equal. Words that are alike in them keep their order. By digits, the
    /// last one first, so O(n) for each of them.
    MUONG_EXPORT void sort(std::span<std::uint64_t> words, std::uint64_t varying);

private:
    std::unique_ptr<std::uint64_t[]> memory_;
    std::size_t size_ = 0;
};

/// A code as two numbers whose order is its own.
[[nodiscard]] inline std::array<std::uint64_t, 2> words_of(const unit_code& code) noexcept {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    static_assert(sizeof first + sizeof second == sizeof code);
    __builtin_memcpy(&first, &code, sizeof first);
    __builtin_memcpy(&second, reinterpret_cast<const char*>(&code) + sizeof first, sizeof second);
    if constexpr (std::endian::native == std::endian::little) {
        return {__builtin_bswap64(first), __builtin_bswap64(second)};
    }
    return {first, second};
}

/// The same without its size, which never decides the order: fewer bits vary.
[[nodiscard]] inline std::array<std::uint64_t, 2> text_words_of(const unit_code& code) noexcept {
    const auto words = words_of(code);
    return {words[0], words[1] & ~std::uint64_t{0xFF}};
}

/// A day as a number in the same order: no day is before number 0.
[[nodiscard]] constexpr std::uint64_t day_word(date day) noexcept { return static_cast<std::uint64_t>(day.number()); }

/// Takes the bits of several words that vary, and puts them together in one number, in the same order.
template <std::size_t Words>
class bit_packer {
public:
    explicit bit_packer(const std::array<std::uint64_t, Words>& varying) {
        for (std::size_t w = Words; w-- > 0;) {
            for (auto rest = varying[w]; rest != 0;) {
                const auto shift = static_cast<unsigned>(std::countr_zero(rest));
                const auto size = static_cast<unsigned>(std::countr_one(rest >> shift));
                const auto mask = size == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << size) - 1;
                if (size_ + size <= 64) runs_.push_back({static_cast<std::uint32_t>(w), shift, size_, mask});
                size_ += size;
                rest &= ~(mask << shift);
            }
        }
    }
    /// How many bits vary: more than 64 cannot be packed.
    [[nodiscard]] unsigned size() const noexcept { return size_; }
    [[nodiscard]] std::uint64_t operator()(const std::array<std::uint64_t, Words>& words) const noexcept {
        std::uint64_t packed = 0;
        for (const auto& r : runs_) packed |= (words[r.word] >> r.from & r.mask) << r.to;
        return packed;
    }

private:
    struct run {
        std::uint32_t word;
        unsigned from;
        unsigned to;
        std::uint64_t mask;
    };
    std::vector<run> runs_;
    unsigned size_ = 0;
};

/// As `a < b`, word by word, so that both may stay in registers.
template <std::size_t Words>
[[nodiscard]] bool less(const std::array<std::uint64_t, Words>& a, const std::array<std::uint64_t, Words>& b) noexcept {
    for (std::size_t w = 0; w < Words; ++w) {
        if (a[w] != b[w]) return a[w] < b[w];
    }
    return false;
}

/// What `ordered` asks for if nothing is known of it.
struct ask_for_nothing {
    void operator()(std::uint32_t /*position*/) const noexcept {}
};

/// The positions 0 to count - 1 in the order of `words_at(position)`, an array of numbers, the first of them the most
/// significant, then of `then_at(position)`; equal ones keep their order. Where few bits vary, as in codes and days, it
/// costs O(count). `ask_for(position)` is called some time before `then_at(position)` may be: what that reads can be
/// fetched meanwhile.
template <class WordsAt, class ThenAt, class AskFor = ask_for_nothing>
[[nodiscard]] std::vector<std::uint32_t> ordered(sorting_room& room, std::uint32_t count, WordsAt words_at,
                                                 ThenAt then_at, AskFor ask_for = {}) {
    using words = decltype(words_at(std::uint32_t{}));
    words varying{};
    bool sorted = true;
    if (count > 0) {
        const words first = words_at(0);
        words before = first;
        for (std::uint32_t i = 1; i < count; ++i) {
            const words now = words_at(i);
            if (sorted) sorted = less(before, now) || (!less(now, before) && then_at(i - 1) <= then_at(i));
            for (std::size_t w = 0; w < now.size(); ++w) varying[w] |= first[w] ^ now[w];
            before = now;
        }
    }
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    if (sorted) return order;

    // A key and a position share a word.
    const auto place_bits = static_cast<unsigned>(std::bit_width(count));
    const auto sort_by = [&](std::uint64_t bits, auto key_of) {
        const auto keys = room.words(count);
        for (std::uint32_t i = 0; i < count; ++i) keys[i] = key_of(words_at(i)) << place_bits | i;
        room.sort(keys, bits << place_bits);
        const auto place_mask = (std::uint64_t{1} << place_bits) - 1;
        for (std::uint32_t i = 0; i < count; ++i) order[i] = static_cast<std::uint32_t>(keys[i] & place_mask);
        for (std::uint32_t i = 0; i < count;) {
            const auto begin = i;
            do {
                constexpr std::uint32_t ahead = 16;
                if (i + ahead < count) ask_for(order[i + ahead]);
                ++i;
            } while (i < count && (keys[i] ^ keys[begin]) <= place_mask);
            if (i - begin == 1) continue;
            const auto before = [&](std::uint32_t a, std::uint32_t b) { return then_at(a) < then_at(b); };
            const auto first = order.begin() + begin, last = order.begin() + i;
            if (!std::is_sorted(first, last, before)) std::stable_sort(first, last, before);
        }
    };
    const auto varies = [](std::uint64_t bits) { return bits != 0; };
    const auto one = static_cast<std::size_t>(std::find_if(varying.begin(), varying.end(), varies) - varying.begin());
    const auto alone = std::count_if(varying.begin(), varying.end(), varies) == 1 ? varying[one] : 0;
    const auto from = static_cast<unsigned>(std::countr_zero(alone));
    const bit_packer packed{varying};
    if (alone != 0 && static_cast<unsigned>(std::bit_width(alone)) - from + place_bits <= 64) {
        sort_by(alone >> from, [=](const words& all) { return (all[one] & alone) >> from; });
    } else if (packed.size() + place_bits <= 64) {
        sort_by((std::uint64_t{1} << packed.size()) - 1, packed);
    } else {
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            const words x = words_at(a);
            const words y = words_at(b);
            return x != y ? x < y : then_at(a) < then_at(b);
        });
    }
    return order;
}

template <class WordsAt, class ThenAt, class AskFor = ask_for_nothing>
[[nodiscard]] std::vector<std::uint32_t> ordered(std::uint32_t count, WordsAt words_at, ThenAt then_at,
                                                 AskFor ask_for = {}) {
    sorting_room room;
    return ordered(room, count, words_at, then_at, ask_for);
}

template <class WordsAt>
[[nodiscard]] std::vector<std::uint32_t> ordered(std::uint32_t count, WordsAt words_at) {
    return ordered(count, words_at, [](std::uint32_t) { return 0U; });
}

}  // namespace muong::v0::detail
