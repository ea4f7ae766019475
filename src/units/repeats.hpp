// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <muong/core/date.hpp>
#include <muong/core/detail/copy_text.hpp>
#include <muong/units/detail/code_bytes.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace muong::inline v0::detail {

/// As `a == b`, of words that mostly are equal and short: quicker than to call for it.
[[nodiscard]] inline bool same_text(std::string_view a, std::string_view b) noexcept {
    const auto size = a.size();
    if (size != b.size()) return false;
    if (size < 8) return std::equal(a.begin(), a.end(), b.begin());
    const auto differ = [&](std::size_t from) {
        std::uint64_t x = 0, y = 0;
        std::memcpy(&x, a.data() + from, sizeof x);
        std::memcpy(&y, b.data() + from, sizeof y);
        return x != y;
    };
    for (std::size_t from = 0; from + 8 < size; from += 8) {
        if (differ(from)) return false;
    }
    return !differ(size - 8);  // may overlap
}

/// In which order names stand; the same name always has the same.
[[nodiscard]] inline std::uint32_t hash_of_name(std::string_view name) noexcept {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    std::uint64_t sum = name.size();
    const auto add = [&sum](std::uint64_t word) {
        sum = (sum ^ word) * odd;
        sum ^= sum >> 32U;
    };
    const auto word_at = [name](std::size_t from, std::size_t size) {
        std::uint64_t word = 0;
        std::memcpy(&word, name.data() + from, size);
        return word;
    };
    if (name.size() >= 8) {
        for (std::size_t from = 0; from + 8 < name.size(); from += 8) add(word_at(from, 8));
        add(word_at(name.size() - 8, 8));
    } else {
        for (const char c : name) add(static_cast<unsigned char>(c));
    }
    return static_cast<std::uint32_t>(sum * odd >> 32U);
}

/// Numbers things that repeat: to equal ones it gives the number of the first. Holds hashes and numbers; the things
/// are the caller's.
class number_table {
public:
    /// The number of a thing. `is(number)` tells whether that one is equal; if none is, `add()` keeps the thing under
    /// the number `next`. Nothing has changed if that throws.
    template <class Is, class Add>
    [[nodiscard]] std::uint32_t number(std::size_t hash, std::uint32_t next, Is is, Add add) {
        if (2 * count_ >= slots_.size()) grow();
        const auto mixed = static_cast<std::uint32_t>(hash);
        auto at = mixed & mask();
        for (; slots_[at].used; at = (at + 1) & mask()) {
            if (slots_[at].hash == mixed && is(slots_[at].number)) return slots_[at].number;
        }
        add();
        slots_[at] = {mixed, next, true};
        ++count_;
        return next;
    }

private:
    struct slot {
        std::uint32_t hash = 0;
        std::uint32_t number = 0;
        bool used = false;
    };
    [[nodiscard]] std::uint32_t mask() const noexcept { return static_cast<std::uint32_t>(slots_.size() - 1); }
    void grow() {
        std::vector<slot> before(slots_.empty() ? 64 : 2 * slots_.size());
        before.swap(slots_);
        for (const auto& s : before) {
            if (!s.used) continue;
            auto at = s.hash & mask();
            while (slots_[at].used) at = (at + 1) & mask();
            slots_[at] = s;
        }
    }
    std::vector<slot> slots_;  // as many as a power of two, at most half of them used
    std::size_t count_ = 0;
};

/// Keeps the numbers of texts that were asked for last, since they repeat in a column.
class recent_numbers {
public:
    /// The number of a text that is not empty; `number()` tells it unless it is kept.
    template <class Number>
    [[nodiscard]] std::uint32_t number(std::string_view text, Number number) {
        if (text.size() > 8 || std::endian::native != std::endian::little) return number();
        const auto word = one_to_eight(text);
        auto& known = known_[(word * 0x9E3779B97F4A7C15U) >> 56U];
        if (known.word != word || known.size != text.size()) {
            known = {word, static_cast<std::uint32_t>(text.size()), number()};
        }
        return known.number;
    }
    /// The same, of the text of that size that one_to_eight makes this word, if it is kept.
    [[nodiscard]] [[gnu::always_inline]] std::optional<std::uint32_t> known(std::uint64_t word,
                                                                            std::size_t size) const noexcept {
        const auto& known = known_[(word * 0x9E3779B97F4A7C15U) >> 56U];
        if (known.word != word || known.size != size) return {};
        return known.number;
    }

private:
    struct text_number {
        std::uint64_t word = 0;
        std::uint32_t size = 0;  // at first that of no text
        std::uint32_t number = 0;
    };
    std::array<text_number, 256> known_{};
};

/// Reads days, and those that repeat, as they do in a column, only once.
class day_reader {
public:
    /// Nothing if it is no day.
    [[nodiscard]] std::optional<date> read(std::string_view text) noexcept {
        if (text.size() != size) return {};
        const auto& known = look_up(text.data());
        return known.is_day ? std::optional{known.day} : std::nullopt;
    }

    static constexpr std::size_t size = 10;  ///< of the text of a day
    struct text_of_day {
        std::uint64_t head = 0;
        std::uint16_t tail = 0;
        bool is_day = false;  ///< at first that of no digits, which are no day
        date day = date::min();
    };
    /// Of `size` bytes, until the next one is read.
    [[nodiscard]] [[gnu::always_inline]] const text_of_day& look_up(const char* text) noexcept {
        std::uint64_t head = 0;
        std::uint16_t tail = 0;
        std::memcpy(&head, text, sizeof head);
        std::memcpy(&tail, text + sizeof head, sizeof tail);
        auto& known = known_[((head ^ std::uint64_t{tail} << 24U) * 0x9E3779B97F4A7C15U) >> 56U];
        if (known.head != head || known.tail != tail) [[unlikely]] {
            known = parsed(text, head, tail);
        }
        return known;
    }

private:
    [[nodiscard]] [[gnu::noinline]] static text_of_day parsed(const char* text, std::uint64_t head,
                                                              std::uint16_t tail) noexcept {
        const auto day = date::parse({text, size});
        return {head, tail, day.has_value(), day.value_or(date::min())};
    }
    std::array<text_of_day, 256> known_{};
};

}  // namespace muong::inline v0::detail
