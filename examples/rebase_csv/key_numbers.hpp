// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace rebase_csv {

/// A text of up to 16 bytes as numbers that can be compared at once; of a longer one the ends.
struct text_key {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    std::uint32_t size = 0;  ///< modulo 2^32, as that of a text that is not whole does not matter

    text_key() = default;
    text_key(std::uint64_t a, std::uint64_t b) noexcept : head{a}, tail{b} {}  ///< of two numbers
    explicit text_key(std::string_view text) noexcept : size{static_cast<std::uint32_t>(text.size())} {
        if (text.size() > 8) {
            std::memcpy(&head, text.data(), 8);
            std::memcpy(&tail, text.data() + text.size() - 8, 8);
        } else if (size >=
                   4) {  // two loads that overlap: a copy of so many bytes as there are costs several times more
            head = ends<std::uint32_t>(text);
        } else if (size >= 2) {
            head = ends<std::uint16_t>(text);
        } else if (size == 1) {
            head = static_cast<unsigned char>(text.front());
        }
    }

    /// Whether equal keys are equal texts.
    [[nodiscard]] bool is_whole() const noexcept { return size <= 16; }
    friend bool operator==(const text_key&, const text_key&) = default;

private:
    template <class Part>
    static std::uint64_t ends(std::string_view text) noexcept {
        Part first = 0;
        Part last = 0;
        std::memcpy(&first, text.data(), sizeof first);
        std::memcpy(&last, text.data() + text.size() - sizeof last, sizeof last);
        return first | std::uint64_t{last} << 32U;
    }
};

/// Numbers of keys, from 0 on in the order in which they come first.
class key_numbers {
public:
    /// The number of a key, and whether it is new. `is_it(number)` decides for keys that are not the whole text.
    template <class IsIt>
    std::pair<std::uint32_t, bool> number(const text_key& key, IsIt&& is_it) {
        for (auto at = place_of(key.head, key.tail, key.size);; ++at) {
            const auto& s = slots_[at & (slots_.size() - 1)];
            if (s.number == none) break;
            if (s.has(key) && (key.is_whole() || is_it(s.number))) return {s.number, false};
        }
        return {add(key), true};
    }

private:
    static constexpr std::uint32_t none = 0xFFFF'FFFF;
    struct slot {  // 24 bytes
        std::uint64_t head = 0;
        std::uint64_t tail = 0;
        std::uint32_t size = 0;
        std::uint32_t number = none;

        [[nodiscard]] bool has(const text_key& key) const noexcept {
            return head == key.head && tail == key.tail && size == key.size;
        }
    };

    static std::size_t place_of(std::uint64_t head, std::uint64_t tail, std::uint32_t size) noexcept {
        auto mixed = (head ^ size) * 0x9E37'79B9'7F4A'7C15;
        mixed = (mixed ^ mixed >> 32U ^ tail) * 0xD6E8'FEB8'6659'FD93;
        return static_cast<std::size_t>(mixed >> 32U);
    }

    std::uint32_t add(const text_key& key) {
        if (3 * std::size_t{count_} >= 2 * slots_.size()) {
            std::vector<slot> old(2 * slots_.size());
            old.swap(slots_);
            for (const auto& s : old) {
                if (s.number != none) put(s);
            }
        }
        put({key.head, key.tail, key.size, count_});
        return count_++;
    }

    void put(const slot& s) {
        auto at = place_of(s.head, s.tail, s.size);
        while (slots_[at & (slots_.size() - 1)].number != none) ++at;
        slots_[at & (slots_.size() - 1)] = s;
    }

    std::vector<slot> slots_ = std::vector<slot>(64);
    std::uint32_t count_ = 0;
};

}  // namespace rebase_csv
