// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <muong/io/detail/load_bytes.hpp>

namespace muong::inline v0 {
namespace detail {

/// A field of up to 16 bytes as a table writes it, with its quotes and, if it has less than eight, with what ends it:
/// among the fields of tables with one delimiter no other begins so, and its size need not be looked at.
class written_field {
public:
    static constexpr std::size_t most = 16;

    written_field() noexcept = default;  ///< none
    explicit written_field(std::string_view written) noexcept
        : head_{load_eight(written.data())}, size_{static_cast<std::uint32_t>(written.size())} {
        if (size_ < 8) {
            below_ = 56 - 8 * size_;
            head_ <<= below_;
        } else {
            tail_ = load_eight(written.data() + size_ - 8);
        }
    }

    /// Whether it is that field, behind which eight bytes may be read.
    [[nodiscard]] [[gnu::always_inline]] bool is(std::string_view written) const noexcept {
        return load_eight(written.data()) << below_ == head_ &&
               (size_ < 8 || (written.size() == size_ && load_eight(written.data() + size_ - 8) == tail_));
    }

private:
    std::uint64_t head_ = 0;  ///< the first bytes, the last of up to eight at the top
    std::uint64_t tail_ = 0;  ///< the last eight, if there are so many
    std::uint32_t size_ = 0xFFFF'FFFF;
    std::uint32_t below_ = 0;
};

template <class Key>
concept key_as_written = requires(const Key& key) {
    key.written();
    key.delimiter();
};

}  // namespace detail

/// A text beside its ends as numbers, by which texts of up to 16 bytes are compared at once. A view: it does not hold
/// the text. Fields of a table are numbered faster by csv_reader::key.
class text_key {
public:
    text_key() noexcept = default;  ///< of no text
    // Not explicit: a key is its text, made ready.
    text_key(std::string_view text) noexcept  // NOLINT(google-explicit-constructor)
        : text_key{text, std::integral_constant<detail::readable, detail::readable::itself>{}} {}

    [[nodiscard]] std::string_view text() const noexcept { return {data_, size_}; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    friend bool operator==(const text_key& a, const text_key& b) noexcept {
        return a.size_ == b.size_ && a.head_ == b.head_ && a.tail_ == b.tail_ &&
               (a.size_ <= 16 || a.text() == b.text());
    }

private:
    friend class csv_key;
    template <std::size_t Texts>
    friend class text_numbers;

    template <detail::readable Bytes>
    text_key(std::string_view text, std::integral_constant<detail::readable, Bytes> /*unused*/) noexcept
        : data_{text.data()}, size_{text.size()} {
        if (size_ - 1 < 8) {  // neither empty nor longer
            head_ = detail::load_top<Bytes>(data_, size_);
        } else if (size_ != 0) {
            head_ = detail::load_eight(data_);
            tail_ = detail::load_eight(data_ + size_ - 8);
        }
    }

    const char* data_ = nullptr;
    std::size_t size_ = 0;
    std::uint64_t head_ = 0;  ///< the first bytes, the last of up to eight at the top
    std::uint64_t tail_ = 0;  ///< the last eight; 0 if there are no more than eight
};

/// Numbers texts, or groups of `Texts` texts such as a period and an indicator: 0, 1, 2 ... in the order in which they
/// first come. As tables repeat themselves, what followed the last text when it came before is looked at first; a table
/// in random order costs a look into a hash table for each.
///
/// Law, tested in tests/io/text_numbers.test.cpp: the numbers are those of a std::map. One that was moved from is only
/// to be destroyed, or assigned to.
template <std::size_t Texts = 1>
class text_numbers {
public:
    using keys = std::array<text_key, Texts>;

    struct numbered {
        std::uint32_t number;
        bool is_new;  ///< it comes for the first time
        friend bool operator==(const numbered&, const numbered&) = default;
    };

    /// The number of some texts; a new one if they did not come before. O(1), and a copy of those that are new.
    template <class... Keys>
        requires(sizeof...(Keys) == Texts)
    [[gnu::always_inline]] numbered number(const Keys&... each) {
        return number_of(std::make_index_sequence<Texts>{}, as_key(each)...);
    }

    /// How many came.
    [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(known_.size()); }

    /// A text by number, `number < size()`, and by its place in the group. Valid until the next one is numbered.
    [[nodiscard]] std::string_view text(std::uint32_t number, std::size_t which = 0) const noexcept {
        return text_of(known_[number][which]);
    }

private:
    static_assert(Texts >= 1 && Texts <= 4);
    static constexpr int most_trust = 8;
    static constexpr int rest = 500;
    static constexpr std::uint32_t none = 0xFFFF'FFFF;
    static constexpr int no_table = -1;  // the delimiter of none

    struct part {
        std::uint64_t head, tail;
        std::size_t size, begin;  ///< in texts_
    };
    using parts = std::array<part, Texts>;
    /// How a text was when it came last.
    struct alignas(Texts == 1 ? 32 : 64) step {
        std::array<detail::written_field, Texts> written;
        std::uint32_t next = 0;  ///< what followed it, if that was another one; else itself
    };
    /// Of texts of up to eight bytes it holds all, so that one look is enough in a table in random order.
    struct slot {
        std::array<std::uint64_t, Texts> heads = {};
        std::uint32_t sizes = 0;  ///< a byte for each; 9 for those that are longer than eight bytes
        std::uint32_t number = none;

        [[nodiscard]] bool has(const slot& wanted) const noexcept {
            std::uint64_t apart = sizes ^ wanted.sizes;
            for (std::size_t i = 0; i < Texts; ++i) apart |= heads[i] ^ wanted.heads[i];
            return apart == 0;
        }
    };

    [[nodiscard]] std::string_view text_of(const part& p) const noexcept { return {texts_.data() + p.begin, p.size}; }

    /// A key as it is, or of any text.
    template <class Key>
    [[gnu::always_inline]] static decltype(auto) as_key(const Key& key) noexcept {
        if constexpr (detail::key_as_written<Key>)
            return (key);
        else
            return text_key{key};
    }

    template <std::size_t... I, class... Keys>
    [[gnu::always_inline]] inline numbered number_of(std::index_sequence<I...> /*unused*/, const Keys&... each) {
        const auto likely = guess_;
        if ((is(likely, I, each) && ...)) [[likely]] {
            last_ = likely;
            guess_ = steps_[likely].next;
            return {likely, false};
        }
        const auto before = size();
        const auto found = look_up({text_key{each}...}, {written_by(each)...});
        return {found, found == before};
    }

    /// Whether a guess may be made, and it is the known text as far as that is seen at once.
    template <class Key>
    [[nodiscard]] [[gnu::always_inline]] bool is(std::uint32_t number, std::size_t which,
                                                 const Key& key) const noexcept {
        if constexpr (detail::key_as_written<Key>) {
            return trusted_ == key.delimiter() && steps_[number].written[which].is(key.written());
        } else {
            if (trust_ <= 0) return false;
            const part& known = known_[number][which];
            return known.head == key.head_ && known.tail == key.tail_ && known.size == key.size_ && key.size_ <= 16;
        }
    }

    [[nodiscard]] bool is(const parts& known, const keys& wanted) const noexcept {
        for (std::size_t i = 0; i < Texts; ++i) {
            const auto& a = known[i];
            const auto& b = wanted[i];
            if (a.head != b.head_ || a.tail != b.tail_ || a.size != b.size_) return false;
            if (b.size_ > 16 && text_of(a) != b.text()) return false;
        }
        return true;
    }

    /// The bytes of a text of up to eight; of a longer one all of them mixed, as names often begin alike.
    static std::uint64_t mixed_head(const text_key& key) noexcept {
        std::uint64_t mixed = key.head_;
        if (key.size_ <= 8) return mixed;
        for (std::size_t at = 8; at + 8 < key.size_; at += 8) {
            mixed = (mixed ^ detail::load_eight(key.data_ + at)) * 0x9E37'79B9'7F4A'7C15;
            mixed ^= mixed >> 32U;
        }
        return mixed ^ key.tail_ * 0xD6E8'FEB8'6659'FD93;
    }

    static slot slot_of(const keys& wanted) noexcept {
        slot made;
        for (std::size_t i = 0; i < Texts; ++i) {
            made.heads[i] = mixed_head(wanted[i]);
            made.sizes |= static_cast<std::uint32_t>(std::min<std::size_t>(wanted[i].size_, 9)) << 8 * i;
        }
        return made;
    }

    static std::size_t place_of(const slot& wanted) noexcept {
        std::uint64_t mixed = wanted.sizes;
        for (const auto head : wanted.heads) {
            mixed = (mixed ^ head) * 0x9E37'79B9'7F4A'7C15;
            mixed ^= mixed >> 32U;
        }
        return (mixed * 0xD6E8'FEB8'6659'FD93 >> 32U) & SIZE_MAX;
    }

    /// How a table writes a text, if it is of one.
    struct writing {
        std::string_view field;
        int delimiter = no_table;

        /// Whether it is of up to `most` bytes, and what ends it could not go on within a field.
        [[nodiscard]] bool can_be_kept() const noexcept {
            if (delimiter == no_table || field.size() > detail::written_field::most) return false;
            const char end = *(field.data() + field.size());
            return end == delimiter || end == '\n' || end == '\r';
        }
    };

    template <class Key>
    static writing written_by(const Key& key) noexcept {
        if constexpr (detail::key_as_written<Key>)
            return {key.written(), key.delimiter()};
        else
            return {};
    }

    [[gnu::noinline]] std::uint32_t look_up(const keys& wanted, const std::array<writing, Texts>& written) {
        const auto found = find(wanted);
        for (std::size_t i = 0; trust_ > 0 && i < Texts; ++i) {
            const auto& now = written[i];
            if (!now.can_be_kept()) continue;
            if (now.delimiter != delimiter_) {
                // all that is kept is of no use then: seldom, or tables that are read in turn would take long
                if (delimiter_ != no_table && ++others_ < size()) continue;
                for (auto& each : steps_) each.written = {};
                delimiter_ = now.delimiter;
                others_ = 0;
            }
            auto& known = steps_[found].written[i];
            if (!known.is(now.field)) known = detail::written_field{now.field};
        }
        trusted_ = trust_ > 0 ? delimiter_ : no_table;
        return found;
    }

    std::uint32_t find(const keys& wanted) {
        if (trust_ > 0) {
            for (const auto likely : {steps_[last_].next, last_}) {
                if (is(known_[likely], wanted)) return follow(likely, false);
            }
        }
        slot made = slot_of(wanted);
        bool is_short = true;
        for (const auto& key : wanted) is_short &= key.size_ <= 8;
        for (auto at = place_of(made);; ++at) {
            const auto& known = slots_[at & (slots_.size() - 1)];
            if (known.number == none) break;
            if (known.has(made) && (is_short || is(known_[known.number], wanted))) return follow(known.number, false);
        }
        return follow(add(wanted, made), true);
    }

    /// Remembers what followed the last one, unless that is itself: then more of it are likely. In a table in random
    /// order that would only cost time: after some wrong guesses no more are made for many rows.
    std::uint32_t follow(std::uint32_t found, bool is_new) noexcept {
        if (trust_ > 0 && found == last_) return guess_ = found;
        auto& next = steps_[last_].next;
        if (trust_ <= 0 && !is_new) {
            if (++trust_ <= 0) return found;
            trust_ = most_trust;
        } else if (is_new || found == next) {
            trust_ = most_trust;
        } else if (--trust_ == 0) {
            trust_ = -rest;
        }
        next = last_ = found;
        guess_ = steps_[found].next;
        return found;
    }

    std::uint32_t add(const keys& wanted, slot& made) {
        const auto number = size();
        made.number = number;
        const auto before = texts_.size();
        parts added{};
        for (std::size_t i = 0; i < Texts; ++i) {
            added[i] = {wanted[i].head_, wanted[i].tail_, wanted[i].size_, texts_.size()};
            texts_.append(wanted[i].text());
        }
        try {
            known_.push_back(added);
            steps_.push_back({{}, number});
            if (3 * known_.size() > 2 * slots_.size()) {
                std::vector<slot> wider(2 * slots_.size());
                for (const auto& known : slots_) {
                    if (known.number != none) put(wider, known);
                }
                slots_.swap(wider);
            }
        } catch (...) {
            known_.resize(number);
            steps_.resize(number);
            texts_.resize(before);
            throw;
        }
        put(slots_, made);
        return number;
    }

    static void put(std::vector<slot>& slots, const slot& filled) noexcept {
        auto at = place_of(filled);
        while (slots[at & (slots.size() - 1)].number != none) ++at;
        slots[at & (slots.size() - 1)] = filled;
    }

    std::vector<parts> known_;
    std::vector<step> steps_;
    std::string texts_;
    std::vector<slot> slots_ = std::vector<slot>(64);
    std::uint32_t last_ = 0;
    int delimiter_ = no_table;  // of the tables by which the texts are written
    int trusted_ = no_table;    // the same, if guesses are made
    std::uint32_t others_ = 0;  // texts of tables with another one that came since
    int trust_ = 0;             // how often the guess may be wrong until none is made; below zero: for how long
    std::uint32_t guess_ = 0;   // what is likely to follow the last one
};

}  // namespace muong::v0
