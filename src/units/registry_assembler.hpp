// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <muong/core/detail/field_rows.hpp>
#include <muong/core/problem.hpp>
#include <muong/units/detail/registry_data.hpp>
#include <muong/units/rows.hpp>
#include <optional>
#include <set>
#include <string>

#include "core/large_pages.hpp"
#include "units/repeats.hpp"

namespace muong::inline v0::detail {

/// Where a row came from, with the name of its table kept once.
struct origin {
    std::uint32_t table = 0;
    std::uint64_t row = 0;
};

/// Collects the rows of a registry in small form, checks them, and lays the registry out. Behind registry::builder.
class registry_assembler {
public:
    explicit registry_assembler(std::string_view scheme) : scheme_{scheme} {}

    /// Tells the table of the rows that come.
    void in_table(std::string_view source);
    void reserve(std::size_t units, std::size_t transfers) {
        reserve_large(units_, units);
        reserve_large(unit_origins_, units);
        reserve_large(transfers_, transfers);
        reserve_large(shares_, transfers);
        reserve_large(names_, units * 32);  // a name and a kind
        names_.resize(names_.capacity());
    }
    /// Adds a row with all that is wrong with it. Without the memory for that it throws, and the row can be added
    /// again: what is kept of a row is kept last, and faults told before that are taken back.
    template <class... Row>
    void add(const place& where, const Row&... row) {
        in_table(where.source);
        add_row(where.row, where.column, row...);
    }
    /// The same for a row of the table that was told last.
    template <class... Row>
    void add_row(std::uint64_t number, std::uint32_t column, const Row&... row) {
        if (tables_.empty()) in_table({});
        column_ = column;
        take_whole(number, [&] { take(row...); });
    }
    /// The same for all rows that stand one behind the other: most of them are taken in at less cost.
    void add_units(const field_rows& rows);
    void add_transfers(const field_rows& rows, std::span<const basis_fields> bases);

    /// Units of this code need no successor.
    void spare_ends_of(const unit_code& code) { ends_elsewhere_.insert(code); }

    /// Lays out the registry; every problem found on the way is in the answer instead.
    [[nodiscard]] result<std::shared_ptr<const registry_data>> assemble();
    /// Lays out the registry of the rows that can be used. Leaves out the faulty ones, then those that are faulty
    /// without them, until the rest is sound, and tells why, round by round, each in the order of the rows.
    [[nodiscard]] std::shared_ptr<const registry_data> assemble_sound(problems& left_out);

    /// Row numbers of the places of what was laid out, by position.
    [[nodiscard]] std::vector<std::uint64_t> unit_rows() const;
    [[nodiscard]] std::vector<std::uint64_t> transfer_rows() const;

private:
    /// A text kept in the arena: its place there until the arena is complete.
    struct text_ref {
        std::uint32_t first = 0;
        std::uint32_t size = 0;
    };
    struct pending_unit {
        unit_code code;
        date_range valid;
        std::uint32_t name;    // where it begins in names_; behind it stands the kind
        std::uint32_t parent;  // in parents_; no_index: none
        std::uint16_t name_size;
        std::uint8_t kind_size;
        unit_tier tier;
        bool blamed;  // some fault of its text is told
    };
    /// A unit made and ended on one day.
    struct passage {
        unit_code code;
        date day;
        origin where;
        bool blamed;  // some fault is told of it
        bool left_out = false;
    };
    struct pending_transfer {
        date day;
        unit_code from;
        unit_code to;
        std::uint32_t act;  // in texts_
        std::uint32_t clause;
        origin where;
        std::uint32_t first_share;  // in shares_
        std::uint8_t share_count;
        muong::extent how;
        bool blamed;  // as of passages
        bool left_out = false;
        bool chained_from = false;  // passes through a unit that is made or ended within the day
        bool chained_to = false;
    };
    struct pending_share {
        std::uint32_t basis = 0;  // in bases_
        std::optional<fraction> share{};
        std::optional<fraction> back_share{};
        std::optional<decimal> amount{};
    };
    struct pending_variant {
        unit_code code;
        date day;
        text_ref name;
        std::uint32_t by;  // in texts_
        origin where;
    };
    /// Transfers by the code from which, or to which, they lead; those of one code by day, then in the order of the
    /// tables. Those of code n are [first[n], first[n + 1]).
    struct transfers_by_code {
        std::vector<std::uint32_t> first;
        std::vector<std::uint32_t> list;
    };
    /// A version that ends, and not as its code goes on at once.
    struct ending {
        date day;
        std::uint32_t unit;
    };
    /// How long the parent of a child stands from the first day of the child on.
    struct cover {
        date to;            // up to, and without, this day
        bool open = false;  // or for ever
        bool known = false;
        [[nodiscard]] bool all_of(const date_range& valid) const noexcept {
            return open || (known && !valid.is_open() && to >= *valid.to());
        }
    };
    using day_code = std::pair<date, unit_code>;
    /// What is to be looked at again, since rows that it has to do with are left out: positions, or the transfers that
    /// on a day lead from a unit or to it.
    struct work_list {
        std::set<std::uint32_t> codes;  // at their first versions
        std::set<std::uint32_t> children, ends, transfers, passages;
        std::set<day_code> sources, targets;
        bool cycles = false;
    };

    // rows in (registry_rows.cpp)
    /// Takes a row, or leaves no trace of it if that throws.
    template <class Take>
    void take_whole(std::uint64_t number, Take take_row) {
        row_.row = number;
        const auto told = faults_.size();
        try {
            take_row();
        } catch (...) {
            faults_.erase(faults_.begin() + static_cast<std::ptrdiff_t>(told), faults_.end());
            unit_origins_.resize(units_.size());
            throw;
        }
    }
    void take(const unit_row& row);
    void take(const transfer_row& row);
    void take(const legal_act& act);
    void take(const unit_text& row);
    template <class Row>
    [[nodiscard]] bool take_usual_unit(const Row& row);
    void take_any(const unit_text& row);
    void take(const transfer_text& row);
    template <class Row, class ReadShares>
    [[nodiscard]] bool take_usual_transfer(const Row& row, ReadShares read);
    [[nodiscard]] bool read_shares(std::span<const basis_text> row);
    void take_any(const transfer_text& row);
    void take_unit(const unit_code& code, std::string_view name, std::string_view kind, unit_tier tier,
                   std::uint32_t parent, date from, const std::optional<date>& to, bool is_utf8);
    template <class Row>
    void keep_unit(const unit_code& code, std::string_view name, std::string_view kind, unit_tier tier,
                   std::uint32_t parent, date_range valid, bool blamed);
    void report_unit(const unit_text& row);
    void report_transfer(const transfer_text& row);
    void take_share(pending_share known, std::size_t first, muong::extent how);
    void take_transfer(date effective, std::string_view act, std::string_view clause, const unit_code& from,
                       const unit_code& to, muong::extent how, bool is_utf8);
    void keep_transfer(date effective, std::string_view act, std::string_view clause, const unit_code& from,
                       const unit_code& to, muong::extent how, bool is_utf8);
    void take(const unit_code& code, date day, std::string_view name, std::string_view spelled_by);
    [[nodiscard]] text_ref keep(std::string_view text);  // in arena_
    [[nodiscard]] std::string_view kept_text(std::uint32_t number) const {
        return {arena_.data() + texts_[number].first, texts_[number].size};
    }
    [[nodiscard]] std::uint32_t text_number(std::string_view text);  // of acts and clauses, which repeat
    [[nodiscard]] std::uint32_t text_number(std::string_view text, std::uint32_t guess);
    [[nodiscard]] std::uint32_t parent_number(const unit_code& parent);  // in parents_
    [[nodiscard]] std::uint32_t parent_number(std::string_view parent);  // no_index: it is no code
    [[nodiscard]] std::uint32_t basis_number(std::string_view basis);
    void check_utf8(std::string_view text, std::string_view field);
    void report_text(errc kind, std::string_view field, std::string_view found, std::string expected);
    /// The same of a field that may not be empty: if it is, a value is missing.
    void report_required(errc kind, std::string_view field, std::string_view found, std::string_view expected);

    // order (registry_order.cpp)
    void sort_transfers();  // by day, act, clause, codes
    void find_all_ends();
    [[nodiscard]] transfer_ends ends_of(const pending_transfer& t);
    void find_source(const pending_transfer& t, transfer_ends& found);
    [[nodiscard]] std::uint32_t number_beyond(const unit_code& code);
    [[nodiscard]] transfers_by_code by_code(std::uint32_t transfer_ends::*code) const;
    [[nodiscard]] const transfers_by_code& arriving() {
        if (!arriving_) arriving_ = by_code(&transfer_ends::to_code);
        return *arriving_;
    }
    /// Positions in it of what leads from a unit, or to it, on a day: [first, last), of all units and days; only those
    /// of several, since a share of its own is known to be at most 1. By day, then code.
    [[nodiscard]] std::vector<std::span<const std::uint32_t>> groups_of(const transfers_by_code& all,
                                                                        std::uint32_t transfer_ends::*number,
                                                                        unit_code pending_transfer::*code) const;

    // checks (registry_checks.cpp)
    void report(errc kind, const origin& where, std::string_view field, std::string found, std::string expected);
    void blame(errc kind, const unit& row, std::string_view field, std::string found, std::string expected);
    void blame(errc kind, passage& row, std::string_view field, std::string found, std::string expected);
    void blame(errc kind, pending_transfer& row, std::string_view field, std::string found, std::string expected);
    void check_all();
    void check_overlaps();
    void check_parents();
    void check_cycles();  // of what is in below_cycles_
    void check_transfers();
    void check_successors();
    void check_passages();  // units made and ended within a day need transfers that day
    void check_circles();   // of transfers, of the days in circle_days_; once all else is sound
    void check_overlaps(std::span<const unit> versions);
    [[nodiscard]] cover parent_cover(const unit& child) const;
    void check_parent(const unit& child);
    void check_ends(std::uint32_t position);
    void check_parts(std::span<const std::uint32_t> of_source);
    void check_shares(std::span<const std::uint32_t> of_source);
    void check_back_shares(std::span<const std::uint32_t> of_target);
    template <class Counts>
    void check_sums(std::span<const std::uint32_t> rows, Counts counts, unit_code pending_transfer::*code,
                    std::optional<fraction> pending_share::*share, const char* prefix);
    void check_successor(const unit& ending, std::span<const unit> versions);
    [[nodiscard]] bool may_be_spoiled(const unit_code& from, date day) const;
    /// What is often meant instead of an end without a successor; empty if nothing speaks for it.
    [[nodiscard]] std::string hint_at_end(date to, std::span<const unit> versions) const;
    void check_passage(passage& p);
    void check_circles(date day);
    [[nodiscard]] std::vector<std::uint32_t> below_cycles() const;
    void report_circle(std::vector<std::uint32_t> circle);

    // leaving out (registry_sound.cpp)
    void leave_out_unit(std::uint32_t position, work_list& work);
    void leave_out_transfer(std::uint32_t position, work_list& work);
    void check_again(const work_list& work);
    void drop_left_out();

    // layout (registry_layout.cpp)
    void lay_out_units();  // before all checks
    void index_units();
    void find_histories();
    void list_children();
    void lay_out_variants();
    void lay_out_acts();
    void lay_out_transfers();
    [[nodiscard]] std::shared_ptr<const registry_data> lay_out_all();  // and what acts and variants lack

    [[nodiscard]] std::string_view text(text_ref t) const { return {data_->text.data() + t.first, t.size}; }
    [[nodiscard]] place place_of(const origin& where, std::string_view field) const;
    [[nodiscard]] const origin& where_of(const unit& u) const {
        return unit_origins_[unit_order_[data_->position(&u)]];
    }
    [[nodiscard]] bool is_left_out(const unit& u) const { return left_out_[data_->position(&u)] != 0; }
    /// In data_->parents; no_index: it has none.
    [[nodiscard]] std::uint32_t parent_of(const unit& u) const {
        if (u.parent_ == &no_parent) return no_index;
        return static_cast<std::uint32_t>(u.parent_ - data_->parents.data());
    }
    /// Those that are left out included.
    [[nodiscard]] std::span<const unit> versions_of(const unit_code& code) const { return data_->history_of(code); }
    /// Of the parent of a unit that has one.
    [[nodiscard]] std::span<const unit> versions_above(const unit& u) const { return above_[parent_of(u)]; }
    template <class Check>
    void for_each_history(Check check) const {
        for (std::size_t i = 0; i + 1 < histories_.size(); ++i) {
            check(std::span{data_->units}.subspan(histories_[i], histories_[i + 1] - histories_[i]));
        }
    }
    /// The one that stands on the day and is not left out.
    [[nodiscard]] const unit* standing(std::span<const unit> versions, date day) const {
        for (const auto& version : versions) {
            if (version.valid().contains(day) && !is_left_out(version)) return &version;
        }
        return nullptr;
    }
    /// The position of the version that stands; no_index: none does.
    [[nodiscard]] std::uint32_t standing(const code_index::slot& of_code, date day) const {
        const auto which = of_code.standing(day);
        if (which == code_index::nobody) return no_index;
        if (which < code_index::unsure && left_out_[of_code.first + which] == 0) return of_code.first + which;
        const auto* const found = standing(std::span{data_->units}.subspan(of_code.first, of_code.count), day);
        return found == nullptr ? no_index : data_->position(found);
    }
    [[nodiscard]] std::span<const std::uint32_t> children_of(const unit_code& code) const;
    /// The transfers that a code has on a day among all of them.
    [[nodiscard]] std::span<const std::uint32_t> ends_on(const transfers_by_code& all, date day,
                                                         std::uint32_t code) const;
    [[nodiscard]] bool any_on(const transfers_by_code& all, date day, std::uint32_t code) const;
    /// Of a code that some unit or transfer has: the position of its first version, or, for one that has no version, a
    /// number behind all of them.
    [[nodiscard]] std::uint32_t number_of(const unit_code& code) const;
    [[nodiscard]] bool is_known(const unit_code& code) const;  // on any day, or within one
    [[nodiscard]] std::string validities_of(const unit_code& code) const;
    [[nodiscard]] bool has_children_on(const unit_code& code, date day) const;
    void sort_faults();

    std::string scheme_;
    text_room names_;                  // and kinds, of units; room
    std::size_t names_end_ = 0;        // of those that are kept there
    std::vector<char> arena_;          // other texts
    std::vector<text_ref> texts_{{}};  // those kept once; the first is empty
    number_table text_numbers_;
    std::vector<std::string> tables_;
    origin row_;                       // that is taken
    std::uint32_t column_ = 0;         // as its place tells; mostly 0
    std::vector<pending_unit> units_;  // until they are laid out
    std::vector<origin> unit_origins_;
    std::vector<unit_code> parents_;  // each once
    number_table parent_numbers_;
    recent_numbers parents_read_;
    day_reader days_read_;
    std::vector<passage> passages_;
    std::vector<pending_transfer> transfers_;
    std::vector<pending_share> shares_;
    std::vector<pending_share> shares_of_row_;   // of the one that is read; those that state something
    std::vector<std::uint32_t> numbers_of_row_;  // of all its bases, in bases_
    std::vector<std::string> bases_;
    std::vector<pending_variant> variants_;
    std::vector<std::pair<legal_act, origin>> acts_;
    problems faults_;
    /// Day and source of transfers that could not be read, as far as these could.
    std::set<std::pair<std::optional<date>, std::optional<unit_code>>> spoiled_;
    std::vector<std::uint32_t> spared_;   // units that may go on by them
    std::set<unit_code> ends_elsewhere_;  // of units of which another registry tells where they go

    // From here on once all rows are there. Positions of units are those in data_->units.
    std::shared_ptr<registry_data> data_;
    std::vector<std::uint32_t> unit_order_;  // when each unit was added
    std::vector<std::uint32_t> histories_;   // where each code has its first version; the end of all
    std::vector<junction> junctions_;
    std::vector<ending> endings_;
    std::vector<std::uint32_t> unsure_children_;  // whose parents may not stand all their time
    bool some_overlap_ = false;                   // of versions of one code: then of neighbours
    std::vector<std::uint8_t> left_out_;          // by unit
    std::vector<std::uint32_t> first_child_;      // in data_->by_parent, by parent
    std::vector<std::span<const unit>> above_;    // versions of each parent
    std::vector<transfer_ends> ends_;             // by transfer
    std::vector<date> days_;                      // the same: close together, since they are looked at often
    std::map<unit_code, std::uint32_t> beyond_;   // numbers of codes that transfers have and no unit
    std::vector<date> left_last_;                 // by unit: when the last transfer led from it
    transfers_by_code leaving_;
    std::optional<transfers_by_code> arriving_;  // mostly nobody asks
    std::vector<std::uint32_t> below_cycles_;
    std::set<date> circle_days_;
    std::vector<std::uint32_t> blamed_units_;  // by the checks
    std::vector<std::uint32_t> blamed_transfers_;
    std::vector<fraction> sums_;      // by basis, of the unit that is checked
    std::vector<unit_code> targets_;  // the same
};

}  // namespace muong::v0::detail
