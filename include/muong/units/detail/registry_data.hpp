// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/transfer.hpp>

#include <atomic>
#include <bit>

namespace muong::inline v0::detail {

inline constexpr std::uint32_t no_index = UINT32_MAX;

/// As std::allocator, but what is added by number only is not set: it is written next.
template <class T>
struct unset : std::allocator<T> {
    template <class Other>
    struct rebind {
        using other = unset<Other>;
    };
    unset() noexcept = default;
    template <class Other>
    unset(const unset<Other>&) noexcept {}  // NOLINT(google-explicit-constructor): as of any allocator
    void construct(T* at) noexcept { ::new (static_cast<void*>(at)) T; }
    template <class... From>
    void construct(T* at, From&&... from) {
        ::new (static_cast<void*>(at)) T(static_cast<From&&>(from)...);
    }
};
using text_room = std::vector<char, unset<char>>;

/// Hash table from a code to its versions, and from a day to the one of them that stands: open addressing, linear
/// probing, at most three quarters full.
class MUONG_EXPORT code_index {
public:
    /// Half a line of the cache, so that a look-up touches nothing else: the first eight characters of the code, marked
    /// if there are more; where its versions are; and the turns of its history. Of a longer code the last two turns
    /// hold the other characters and the size.
    struct alignas(32) slot {
        std::uint64_t key = 0;    // 0: no code
        std::uint32_t first = 0;  // position of its first version
        std::uint32_t count = 0;
        std::int32_t turns[4] = {see_history, never, never, never};  // ascending

        [[nodiscard]] bool is_long() const noexcept { return key >> 63U != 0; }
        [[nodiscard]] std::uint64_t rest() const noexcept {
            std::uint64_t word = 0;
            __builtin_memcpy(&word, turns + 2, sizeof word);
            return word;
        }
        /// Which version stands on `day`, from 0; `nobody`, or `unsure` if there was no room to tell.
        [[nodiscard]] std::uint32_t standing(date day) const noexcept {
            const std::int32_t now = day.number() * 8 + 7;
            std::int32_t last = nobody;
            last = turns[0] <= now ? turns[0] : last;
            last = turns[1] <= now ? turns[1] : last;
            if (!is_long()) {
                last = turns[2] <= now ? turns[2] : last;
                last = turns[3] <= now ? turns[3] : last;
            }
            return static_cast<std::uint32_t>(last) & 7U;
        }
    };
    /// A turn is a day times 8, and the version that stands from then on.
    static constexpr std::uint32_t unsure = 6;
    static constexpr std::uint32_t nobody = 7;

    /// Of versions by code, then first day; `histories` tells where each code has its first one, and the end of all. Of
    /// those of one code that overlap each history has to be seen.
    void build(std::span<const unit> versions, std::span<const std::uint32_t> histories);

    [[nodiscard]] const slot* find(const unit_code& code) const noexcept {
        std::uint64_t words[2];
        __builtin_memcpy(words, &code, sizeof words);
        return code.size() > short_size ? find_long(words[0] | mark, words[1]) : find_short(words[0]);
    }
    /// Null too for text that is no code: its bytes are those of none.
    [[nodiscard]] const slot* find(std::string_view text) const noexcept {
        const auto size = text.size();
        if (size == 0 || size > unit_code::max_size) return nullptr;
        if constexpr (std::endian::native != std::endian::little) {
            const auto code = unit_code::parse(text);
            return code ? find(*code) : nullptr;
        }
        // the bytes as in unit_code
        if (size > short_size) {
            const auto word = load<std::uint64_t>(text.data());
            if ((word & mark) != 0) return nullptr;
            return find_long(word | mark, std::uint64_t{size} << 56U |
                                              load<std::uint64_t>(text.data() + size - 8) >> (8 * (16 - size)));
        }
        const auto word = one_to_eight(text);
        // a zero at the end is no padding, and the mark is for long codes
        if (text[size - 1] == '\0' || word >> 63U != 0) return nullptr;
        return find_short(word);
    }
    /// Brings the slot of a code near, some look-ups before it is needed. Of use for short codes only.
    void prefetch(const unit_code& code) const noexcept {
        std::uint64_t word = 0;
        __builtin_memcpy(&word, &code, sizeof word);
        __builtin_prefetch(&slots_[place_of(word)]);
    }
    [[nodiscard]] std::size_t memory() const noexcept { return slots_.capacity() * sizeof(slot); }

private:
    static constexpr std::size_t short_size = 8;
    static constexpr std::uint64_t mark = 0x8080808080808080U;  // no character of a code has these bits
    static constexpr std::int32_t see_history = -2;             // before all days, and `unsure` in its last bits
    static constexpr std::int32_t never = INT32_MAX;

    template <class Word>
    [[nodiscard]] static Word load(const char* from) noexcept {
        Word word;
        __builtin_memcpy(&word, from, sizeof word);
        return word;
    }
    void add(std::span<const unit> history, std::uint32_t first);
    static void tell_turns(std::span<const unit> history, slot& made);
    [[nodiscard]] const slot* find_short(std::uint64_t key) const noexcept {
        for (std::size_t at = place_of(key);; at = (at + 1) & mask_) {
            const slot& s = slots_[at];
            if (s.key == key) return &s;
            if (s.key == 0) return nullptr;
        }
    }
    [[nodiscard]] const slot* find_long(std::uint64_t key, std::uint64_t rest) const noexcept {
        for (std::size_t at = place_of(key ^ rest * 0x9E3779B97F4A7C15U);; at = (at + 1) & mask_) {
            const slot& s = slots_[at];
            if (s.key == key && s.rest() == rest) return &s;
            if (s.key == 0) return nullptr;
        }
    }
    [[nodiscard]] std::size_t place_of(std::uint64_t mixed) const noexcept {
        return (mixed * 0xD6E8FEB86659FD93U >> shift_) & SIZE_MAX;
    }
    std::vector<slot> slots_ = std::vector<slot>(2);
    std::size_t mask_ = 1;
    unsigned shift_ = 63;
};

/// What a transfer is about, in numbers: positions of versions, of which no_index is none.
struct transfer_ends {
    std::uint32_t from_code;  ///< position of its first version, or, without versions, a number behind all of them
    std::uint32_t to_code;
    std::uint32_t from;    ///< stands on the eve
    std::uint32_t to;      ///< stands on the day
    std::uint32_t before;  ///< stands on the eve under the code to which it leads
};

/// A version that ends on the day on which the next one of its code begins.
struct junction {
    date day;
    std::uint32_t before;
    std::uint32_t first;  ///< version of the code
};

/// A way from a node to another: see change_steps.
struct step_entry {
    std::uint32_t target = no_index;
    std::uint32_t forward = no_index;  ///< transfer that tells the share on the way forward; no_index: all of it
    std::uint32_t backward =
        no_index;  ///< transfer that tells the share on the way back; no_index: not known by itself
};
struct step_row {
    std::uint32_t source = no_index;
    std::uint32_t first = 0;  ///< its entries are [first, first of the next row)
};
struct step {
    date day;
    std::uint32_t first = 0;  ///< its rows are [first, first of the next step)
};

/// The days of change as sparse steps, the way the crosswalk walks them. A node is the position of a unit version, or,
/// from `units.size()` on, a unit that is made and ended within one day. A day with chains (A into B, B into C) is
/// several steps, one after the other. A node that is not named in a step goes on as it is.
struct change_steps {
    std::vector<step> list;           ///< by day; a last one ends the list
    std::vector<step_row> rows;       ///< by step, then source; a last one ends the list
    std::vector<step_entry> entries;  ///< by row
    std::uint32_t node_count = 0;     ///< units and the units within a day

    [[nodiscard]] std::span<const step> all() const noexcept { return {list.data(), list.size() - 1}; }
    [[nodiscard]] std::span<const step_row> rows_of(const step& s) const noexcept {
        const step* const next = &s + 1;
        return {rows.data() + s.first, rows.data() + next->first};
    }
    [[nodiscard]] std::span<const step_entry> entries_of(const step_row& r) const noexcept {
        const step_row* const next = &r + 1;
        return {entries.data() + r.first, entries.data() + next->first};
    }
};

/// What not every program has need of: made when it is first asked for, by any thread.
template <class T>
class made_when_asked {
public:
    made_when_asked() noexcept = default;
    made_when_asked(const made_when_asked&) = delete;
    made_when_asked& operator=(const made_when_asked&) = delete;
    ~made_when_asked() { delete made_.load(std::memory_order_relaxed); }

    /// What `make()` returns, which is always the same.
    template <class Make>
    [[nodiscard]] const T& get(Make make) const {
        const T* known = made_.load(std::memory_order_acquire);
        if (known != nullptr) return *known;
        const T* const fresh = new T(make());
        if (made_.compare_exchange_strong(known, fresh, std::memory_order_acq_rel)) return *fresh;
        delete fresh;  // another thread was quicker
        return *known;
    }
    /// Null if nobody has asked yet.
    [[nodiscard]] const T* made() const noexcept { return made_.load(std::memory_order_acquire); }

private:
    mutable std::atomic<const T*> made_{nullptr};
};

struct MUONG_EXPORT registry_data {
    std::string scheme;
    text_room names;                                ///< names and kinds of units, in their order
    std::vector<char> text;                         ///< clauses and names of variants
    std::vector<unit> units;                        ///< by code, then first day
    std::vector<std::optional<unit_code>> parents;  ///< of the rows of units, by code
    std::vector<unit> stand_ins;           ///< lend transfers the codes of units that are known only within a day
    std::vector<name_variant> variants;    ///< by unit
    std::vector<std::uint32_t> by_parent;  ///< positions of units with a parent, by parent, then position
    std::vector<legal_act> acts;           ///< by number
    std::vector<transfer> transfers;       ///< by day, act, clause, codes
    std::vector<basis_share> shares;       ///< by transfer
    std::vector<std::string> basis_names;  ///< those that transfers name, sorted
    std::vector<std::string_view> bases;   ///< those of them for which something is stated, sorted
    std::vector<junction> junctions;       ///< all that there are, in the order of the units
    std::vector<transfer_ends> ends;       ///< of each transfer; they lead in no circle within a day
    code_index index;
    made_when_asked<std::vector<std::uint32_t>> by_name;  ///< positions of units, those of one name together, then by
                                                          ///< position
    made_when_asked<change_steps> by_step;

    /// See registry::fingerprint.
    [[nodiscard]] std::uint64_t fingerprint() const;

    /// `Code` is a unit_code or text.
    template <class Code>
    [[nodiscard]] std::span<const unit> history_of(const Code& code) const noexcept {
        const auto* const slot = index.find(code);
        if (slot == nullptr) return {};
        return {units.data() + slot->first, slot->count};
    }
    template <class Code>
    [[nodiscard]] const unit* at(const Code& code, date day) const noexcept {
        const auto* const slot = index.find(code);
        if (slot == nullptr) return nullptr;
        const auto* const first = units.data() + slot->first;
        const auto which = slot->standing(day);
        if (which < code_index::unsure) return first + which;
        if (which == code_index::nobody) return nullptr;
        for (const auto* version = first; version != first + slot->count; ++version) {
            if (version->valid().contains(day)) return version;
        }
        return nullptr;
    }
    [[nodiscard]] std::uint32_t position(const unit* u) const noexcept {
        return static_cast<std::uint32_t>(u - units.data());
    }
    [[nodiscard]] std::span<const std::uint32_t> ids_by_parent(const unit_code& parent) const noexcept;
    [[nodiscard]] std::span<const std::uint32_t> ids_by_name(std::string_view name) const;
    [[nodiscard]] bool has_children(const unit_code& code, date day) const noexcept;
    [[nodiscard]] const change_steps& steps() const;

private:
    mutable std::atomic<std::uint64_t> fingerprint_{0};  // 0: nobody has asked yet
};

}  // namespace muong::inline v0::detail
