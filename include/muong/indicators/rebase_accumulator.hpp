// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/units/crosswalk.hpp>

namespace muong::inline v0 {

/// Where the parts of each unit of the old map go, by number: row s has an entry for each place that unit s reaches, if
/// only by a share of zero.
struct share_table {
    std::vector<std::vector<crosswalk_entry>> rows;
    std::size_t targets = 0;
    /// Sums over several targets, such as the communes of a district: of each target the number of its group, or
    /// no_group. Empty: every target stands for itself.
    std::vector<std::uint32_t> group_of;
    std::size_t groups = 0;
    /// What rows leave over, by row, as crosswalk::rests tells it. A row without one leaves what its greatest shares
    /// lack, if they do.
    std::vector<crosswalk_rest> rests = {};
    /// What is known of groups besides, by row: entries whose `target` is a group. Without it a group has what its
    /// targets have together, a range that is valid but not always sharp, since nothing tells here which parts of their
    /// ranges belong together: the rows of a crosswalk composed on into the groups (crosswalk::between) make it so.
    /// Empty, or with a row for each of `rows`, which may be empty; a group has what lies within both.
    std::vector<std::vector<crosswalk_entry>> group_rows = {};

    static constexpr std::uint32_t no_group = 0xFFFF'FFFF;
};

/// The rows and rests of a crosswalk, by the positions of its sources and targets; every target for itself. O(entries).
[[nodiscard]] MUONG_EXPORT share_table shares_of(const crosswalk& way);

/// How the values of a column of a rebase_accumulator come over.
enum class carried : std::uint8_t {
    sum,    ///< exact sums of exact shares
    whole,  ///< sums of whole numbers: a divided value is divided by the largest remainder, of equal ones the first
};

/// One unit that goes to a place of the new map, wholly, in part, or perhaps.
struct carried_part {
    std::uint32_t source = 0;
    fraction least, most;

    [[nodiscard]] bool is_exact() const noexcept { return least == most; }
    [[nodiscard]] bool is_whole() const noexcept { return is_exact() && least == fraction{1}; }
};

/// What is known of the sum of one cell. Units of which the share is zero count only where no others go: then the sum
/// is known to be zero, and its parts are the ones of them that have a value.
struct carried_sum {
    fraction known;             ///< of the parts with an exact share and a value
    fraction least, most;       ///< of all parts with a value
    std::uint32_t parts = 0;    ///< units that go there, wholly, in part or perhaps
    std::uint32_t missing = 0;  ///< of these, the ones without a value
    std::uint32_t ranged = 0;   ///< the ones whose share is a range and that have a value other than zero
    std::uint32_t shared = 0;   ///< the ones that are divided and whose share is exact

    [[nodiscard]] bool is_known() const noexcept { return parts != 0 && missing == 0 && ranged == 0; }
};

/// What units leave behind the parts of them that are known: of units that have others, whose share is not known, and
/// of the rest, which goes to no place.
struct carried_rest {
    fraction unknown, unmatched;
};

/// Carries values from the units of one map to those of another as they come, cell by cell and in any order. What goes
/// over whole is added where it goes at once, so that memory grows with the new map; only the values of divided units
/// and of columns that are kept for other rules than sums are held until the end. Sums are exact at any size.
///
/// The result does not depend on the order in which cells are added, nor on which of them by `add_soon`. Numbers of
/// sources, columns and places are not checked: they are below `sources()`, `columns()` and `places()`. While cells
/// wait, std::logic_error is thrown by all that adds others at once or a column, or reads a cell, sum, value or rest.
///
/// Memory: 4 bytes a sum and a value that is held; 6 in blocks of up to 256 columns in which one does not fit into 32
/// bits, 8 where it does not fit into 48; and a bit for each cell of the old map. Room is made for 16, 64 and 256
/// columns, and then for 256 at a time; each takes 24 bytes a place besides. One that was moved from is only to be
/// destroyed, or assigned to.
class rebase_accumulator {
public:
    /// \throws std::invalid_argument if a row names a target that is none, `group_of` has not one group a target or a
    /// group that does not exist, rests are not in the order of the rows, `group_rows` has not one row for each, or a
    /// share in it and those of the targets of its group exclude each other
    MUONG_EXPORT explicit rebase_accumulator(share_table shares);
    MUONG_EXPORT rebase_accumulator(rebase_accumulator&&) noexcept;
    MUONG_EXPORT rebase_accumulator& operator=(rebase_accumulator&&) noexcept;
    MUONG_EXPORT ~rebase_accumulator();

    /// Adds a column and returns its number. One that is `kept` holds every value by itself.
    /// \throws std::logic_error while cells wait
    MUONG_EXPORT std::size_t add_column(carried how, bool kept = false);
    [[nodiscard]] std::size_t columns() const noexcept { return columns_.size(); }
    [[nodiscard]] std::size_t sources() const noexcept { return shares_.rows.size(); }
    /// Places of the new map: groups if there are any, else targets.
    [[nodiscard]] std::size_t places() const noexcept { return parts_.size(); }

    /// Decimals with which the values of a column are counted at present, 0 to 18.
    [[nodiscard]] int decimals(std::size_t column) const noexcept { return columns_[column].decimals; }

    /// Sets a cell to `count / 10^decimals(column)`. \returns false if it has a value already
    [[nodiscard]] bool add(std::size_t source, std::size_t column, std::int64_t count) {
        require_settled();
        if (!mark(word_of(source, column), column, count)) return false;
        put(block_of(source, column), source, column, count);
        return true;
    }

    /// The same, but the cell waits for `settle`, while the memory that it needs is fetched: several times as fast as
    /// `add` for cells in random order. At most `most_waiting` cells wait. \throws std::logic_error if as many do
    void add_soon(std::size_t source, std::size_t column, std::int64_t count) {
        if (is_full()) refuse_waiting();
        auto& word = word_of(source, column);
        auto& block = block_of(source, column);
        __builtin_prefetch(&word, 1);
        __builtin_prefetch(&block);
        waiting_[waiting_count_++] = {&word, &block, count, static_cast<std::uint32_t>(source),
                                      static_cast<std::uint32_t>(column)};
    }
    static constexpr std::size_t most_waiting = 32;
    [[nodiscard]] bool is_full() const noexcept { return waiting_count_ == most_waiting; }

    /// Sets the cells that wait, in the order in which they came; then calls `tell_second(i)` for each that had a value
    /// already, the i-th of them from 0.
    template <class Tell>
    void settle(Tell&& tell_second) {
        const auto count = std::exchange(waiting_count_, 0);
        std::array<std::size_t, most_waiting> seconds;
        std::size_t seconds_count = 0;
        for (std::size_t i = 0; i < count; ++i) {
            auto& c = waiting_[i];
            if (!mark(*c.word, c.column, c.count)) {
                seconds[seconds_count++] = i;
                c.block = nullptr;
                continue;
            }
            if (c.block->low != nullptr) {
                const auto cell = columns_[c.column].cell;
                __builtin_prefetch(c.block->low + cell, 1);
                if (c.block->middle != nullptr) __builtin_prefetch(c.block->middle + cell, 1);
                if (c.block->high != nullptr) __builtin_prefetch(c.block->high + cell, 1);
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            const auto& c = waiting_[i];
            if (c.block != nullptr) put(*c.block, c.source, c.column, c.count);
        }
        for (std::size_t i = 0; i < seconds_count; ++i) tell_second(seconds[i]);
    }

    /// Counts the values of a column with more decimals from now on.
    /// \throws std::invalid_argument beyond 18, or if it has more already; std::logic_error while cells wait
    MUONG_EXPORT void refine(std::size_t column, int decimals);

    /// Sets a cell to a value that is not within 64 bits at the decimals of the column.
    /// \returns false if it has a value already
    [[nodiscard]] MUONG_EXPORT bool add_wide(std::size_t source, std::size_t column, const fraction& value);

    [[nodiscard]] MUONG_EXPORT bool has(std::size_t source, std::size_t column) const;

    /// The value of a cell of the old map, of a column that is kept or of a divided unit; nothing if it is
    /// missing. \throws std::logic_error for a cell that is not held
    [[nodiscard]] MUONG_EXPORT std::optional<fraction> value(std::size_t source, std::size_t column) const;
    /// As it was set, in counts; for cells set by `add` alone. \throws as `value`
    [[nodiscard]] MUONG_EXPORT std::optional<std::int64_t> count(std::size_t source, std::size_t column) const;

    /// What goes to a place, in the order of the sources; nothing of which the share is zero.
    [[nodiscard]] MUONG_EXPORT std::span<const carried_part> parts(std::size_t place) const noexcept;

    /// What goes to a place, of a whole column in whole numbers. Where shares are not known, these decide also how an
    /// exact one is rounded: its part is then the one beside all that is open as one part (what is open of a group
    /// whose share is exact all the same is one too), and its bounds are the whole numbers that the parts of its
    /// targets can come to, each the one below its share or above.
    [[nodiscard]] MUONG_EXPORT carried_sum sum(std::size_t place, std::size_t column) const;
    /// The same with parts that are exactly their shares, of a whole column too, as ratios and means take them.
    [[nodiscard]] MUONG_EXPORT carried_sum exact_sum(std::size_t place, std::size_t column) const;

    /// The sums of one place that are quick to add, to be asked for column by column. It looks at the accumulator,
    /// which is not to be changed meanwhile.
    class quick_sums {
    public:
        /// A sum: exact, with zeros perhaps at the end of its decimals, or rounded half away from zero.
        struct told {
            decimal value;
            bool is_exact;
        };
        /// The sum of a known cell: exact where it is a decimal, which it may not be because of shares; else rounded to
        /// so many significant digits, 1 to 18. Nothing for a sum that is hard to add or has more than 18 decimals, nor
        /// for one to be rounded that is below the last decimal of the column or has more digits before it.
        /// \throws std::logic_error while cells wait
        [[nodiscard]] MUONG_EXPORT std::optional<told> sum(std::size_t column, int digits);

        /// Whether a unit goes there in part.
        [[nodiscard]] bool any_shared() const noexcept { return of_->plain_[place_].shared != 0; }

    private:
        friend class rebase_accumulator;
        quick_sums(const rebase_accumulator& of, std::size_t place) noexcept : of_{&of}, place_{place} {}
        [[nodiscard]] bool is_complete(std::size_t column) noexcept;
        [[nodiscard]] std::optional<told> heavy_sum(std::size_t column, int digits) const;

        const rebase_accumulator* of_;
        std::size_t place_;
        std::size_t word_ = static_cast<std::size_t>(-1);  ///< of the columns that were looked at
        std::uint64_t complete_ = 0;                       ///< of these, the ones of which no part lacks a value
    };
    [[nodiscard]] quick_sums quick_sums_of(std::size_t place) const noexcept { return {*this, place}; }

    /// The sum of cells of one column, not rounded, that `quick_sums` tells. The parts of each
    /// unit are added up before those of a place, since they have a small denominator in common: the sum of some cells
    /// has a great one.
    [[nodiscard]] MUONG_EXPORT fraction shared_total(std::span<const std::uint32_t> places, std::size_t column) const;

    /// The part of a value of a divided unit that goes to a place; of a whole column in whole numbers.
    [[nodiscard]] MUONG_EXPORT fraction part_of(const carried_part& part, std::size_t place, std::size_t column,
                                                const fraction& value) const;

    /// Whether the whole numbers that the targets of a place have of a value may depend on what the others of its unit
    /// have: by the largest remainder some of each are rounded, since a share is not known, is assumed, or is no whole
    /// number of the value.
    [[nodiscard]] MUONG_EXPORT bool is_rounded(const carried_part& part, std::size_t place,
                                               const fraction& value) const;

    /// What the units of the old map leave of a column behind their parts that are known.
    [[nodiscard]] MUONG_EXPORT carried_rest rest(std::size_t column) const;

    /// Sum of all values that were set.
    [[nodiscard]] MUONG_EXPORT fraction total(std::size_t column) const;
    [[nodiscard]] bool any_negative(std::size_t column) const noexcept { return columns_[column].any_negative; }

private:
    static constexpr std::uint16_t most_cells = 256;  ///< of a block
    static constexpr std::size_t word_cells = 64;
    static constexpr std::uint32_t stays = 0xFFFF'FFFF;  ///< a unit that does not go whole to one place

    using wide = detail::int128;
    struct column_state {
        wide total = 0;
        std::uint32_t block = 0;  ///< in which its cells lie, and where in it
        std::uint16_t cell = 0;
        std::int8_t decimals = 0;
        carried how = carried::sum;
        bool kept = false;
        bool any_negative = false;
    };
    /// The cells of one unit or place in some columns: numbers of 32 bits, to which the 16 and the 32 bits above them
    /// come for all when one no longer fits. None moves once it is there.
    struct cell_block {
        std::int32_t* low = nullptr;  ///< null: all zero
        std::int16_t* middle = nullptr;
        std::int16_t* high = nullptr;  ///< not without `middle`
    };
    /// A place to which all go whole or by exact shares with a denominator in common: what a cell counts there.
    struct plain_weights {
        wide whole = 0;             ///< that denominator, at most 2^86; 0 for any other place
        wide odd = 1;               ///< what is left of it without its factors 2 and 5
        int decimals = -1;          ///< a multiple of `odd` counts `times` / 10^decimals each; below zero: too many
        std::int64_t times = 0;     ///< 10^decimals / (whole / odd)
        std::uint32_t shared = 0;   ///< parts that are not whole
        std::vector<wide> of_part;  ///< shares times `whole`; empty if all are 1
    };
    /// A unit that does not go to known parts with all it has.
    struct leaving_unit {
        std::uint32_t source = 0;
        bool ranged = false;
        fraction known;                                                  ///< parts
        std::vector<std::pair<std::uint32_t, carried_part>> parts = {};  ///< that are known, with their places
        std::vector<std::pair<std::uint32_t, carried_part>> open = {};   ///< that are ranges
    };
    /// How a unit is divided in whole numbers, beside its targets with exact shares.
    struct unit_division {
        std::vector<std::pair<std::uint32_t, fraction>>
            open;       ///< of known groups what their open targets have together
        fraction left;  ///< what these and the exact shares leave
    };
    struct waiting_cell {
        std::uint64_t* word;  ///< with its mark, as none moves while cells wait
        cell_block* block;    ///< to which it goes
        std::int64_t count;
        std::uint32_t source, column;
    };
    struct memory;
    struct wide_cells;

    [[nodiscard]] std::uint64_t& word_of(std::size_t source, std::size_t column) noexcept {
        return seen_[column / word_cells][source];
    }
    /// Notes in its word that a cell has a value. \returns false if it has one already
    bool mark(std::uint64_t& word, std::size_t column, std::int64_t count) noexcept {
        const auto bit = std::uint64_t{1} << (column % word_cells);
        if ((word & bit) != 0) return false;
        word |= bit;
        auto& col = columns_[column];
        col.total += count;
        col.any_negative |= count < 0;
        return true;
    }
    void put(cell_block& block, std::size_t source, std::size_t column, std::int64_t count) {
        if (block.low != nullptr && block.middle == nullptr) [[likely]] {
            auto& cell = block.low[columns_[column].cell];  // zero, if it is for the value of a unit
            std::int32_t sum = 0;
            if (!__builtin_add_overflow(cell, count, &sum)) {
                cell = sum;
                return;
            }
        }
        put_with_care(block, source, column, count);
    }
    MUONG_EXPORT void put_with_care(cell_block& block, std::size_t source, std::size_t column, std::int64_t count);

    /// Where the value of a cell of the old map goes.
    [[nodiscard]] cell_block& block_of(std::size_t source, std::size_t column) noexcept {
        const auto target = whole_target_[source];
        const auto& col = columns_[column];
        return target == stays || col.kept ? held_[col.block][held_at_[source]] : sums_[col.block][target];
    }
    [[nodiscard]] bool is_direct(std::size_t source, std::size_t column) const noexcept {
        return whole_target_[source] != stays && !columns_[column].kept;
    }
    [[nodiscard]] std::int64_t cell_at(const cell_block& block, std::size_t column) const noexcept;
    void set_cell(cell_block& block, std::size_t column, std::int64_t value);
    [[nodiscard]] std::vector<std::pair<std::uint32_t, fraction>> settled_parts(const leaving_unit& unit,
                                                                                std::size_t column,
                                                                                const fraction& value) const;
    [[nodiscard]] std::optional<fraction> settled_part(const carried_part& part, std::size_t place, std::size_t column,
                                                       const fraction& value) const;
    [[nodiscard]] carried_sum sum_in(carried how, std::size_t place, std::size_t column) const;
    [[nodiscard]] std::uint64_t complete_columns(std::size_t place, std::size_t word) const noexcept;
    [[nodiscard]] bool weighted_count(std::size_t place, std::size_t column, wide& count) const;
    [[nodiscard]] unit_division division_of(std::span<const std::pair<std::uint32_t, carried_part>> by_place,
                                            std::uint32_t source) const;
    void weigh_places();
    void weigh_heavy(std::size_t place);
    void find_leaving();
    void require_settled() const {
        if (waiting_count_ != 0) refuse_waiting();
    }
    [[noreturn]] MUONG_EXPORT static void refuse_waiting();
    [[nodiscard]] fraction scaled(wide count, std::size_t column) const;
    [[nodiscard]] const crosswalk_rest* rest_of(std::uint32_t source) const noexcept;

    share_table shares_;
    std::vector<std::vector<carried_part>> parts_;  // by place
    std::vector<plain_weights> plain_;              // by place
    std::vector<std::int64_t> unit_of_;             // as held_: the denominator of all exact shares of one that stays
    std::vector<leaving_unit> leaving_;             // by source
    std::vector<std::uint32_t> whole_target_;       // by source: where it goes whole, or `stays`
    std::vector<bool> is_open_;                     // by source: some share of it is a range
    std::vector<std::uint32_t> held_at_;            // by source: its place in held_, those that stay before the others
    std::vector<unit_division> divisions_;          // as in held_at_, of those that stay
    std::size_t staying_ = 0;                       // sources that do not go whole to one place
    std::vector<column_state> columns_;
    std::vector<std::vector<std::uint64_t>> seen_;  // by 64 columns, then source: which cells are set
    std::vector<std::uint16_t> block_cells_;        // by block: how many columns it has room for
    std::vector<std::vector<cell_block>> held_;     // by block, then as in held_at_: values of the old map
    std::vector<std::vector<cell_block>> sums_;     // by block, then place
    std::vector<std::pair<std::uint32_t, std::uint32_t>> nothing_;  // places of zero shares alone, and their sources
    std::unique_ptr<memory> memory_;
    std::unique_ptr<wide_cells> wide_;
    std::array<waiting_cell, most_waiting> waiting_;
    std::size_t waiting_count_ = 0;
};

}  // namespace muong::v0
