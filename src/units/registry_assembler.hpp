// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <muong/core/problem.hpp>
#include <muong/units/detail/registry_data.hpp>
#include <muong/units/rows.hpp>
#include <set>
#include <string>
#include <unordered_map>

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

    void reserve(std::size_t units, std::size_t transfers) {
        units_.reserve(units);
        transfers_.reserve(transfers);
        names_.reserve(units * 24);  // a name and a kind
    }
    /// Adds a row with all that is wrong with it. Without the memory for that it throws, and the row can be added
    /// again: what is kept of a row is kept last, and faults told before that are taken back.
    template <class... Row>
    void add(const Row&... row) {
        const auto told = faults_.size();
        try {
            take(row...);
        } catch (...) {
            faults_.erase(faults_.begin() + static_cast<std::ptrdiff_t>(told), faults_.end());
            throw;
        }
    }

    /// Lays out the registry; every problem found on the way is in the answer instead.
    [[nodiscard]] result<std::shared_ptr<const registry_data>> assemble();
    /// Lays out the registry of the rows that can be used. Leaves out the faulty ones, then those that are faulty
    /// without them, until the rest is sound, and tells why, round by round, each in the order of the rows.
    [[nodiscard]] std::shared_ptr<const registry_data> assemble_sound(problems& left_out);

    /// Row numbers of the places of what was laid out, by position.
    [[nodiscard]] std::vector<std::uint64_t> unit_rows() const { return row_numbers_of(units_); }
    [[nodiscard]] std::vector<std::uint64_t> transfer_rows() const { return row_numbers_of(transfers_); }

private:
    /// A text kept in the arena: its place there until the arena is complete.
    struct text_ref {
        std::uint32_t first = 0;
        std::uint32_t size = 0;
    };
    struct text_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    struct pending_unit {
        unit_code code;
        std::optional<unit_code> parent;
        text_ref name;
        text_ref kind;
        unit_tier tier;
        date from;
        std::optional<date> to;
        origin where;
        bool blamed = false;  // some fault is told of it
        bool left_out = false;
    };
    struct pending_transfer {
        date day;
        unit_code from;
        unit_code to;
        text_ref act;
        text_ref clause;
        muong::extent how;
        std::uint32_t first_share;  // in shares_
        std::uint32_t share_count;
        origin where;
        bool blamed = false;  // as of units
        bool left_out = false;
        bool chained_from = false;  // passes through a unit that is made or ended within the day
        bool chained_to = false;
    };
    struct pending_share {
        std::uint32_t basis;  // in bases_
        std::optional<fraction> share;
        std::optional<fraction> back_share;
        std::optional<decimal> amount;
    };
    struct pending_variant {
        unit_code code;
        date day;
        text_ref name;
        text_ref by;
        origin where;
    };
    /// One end of a transfer.
    struct transfer_end {
        date day;
        unit_code code;
        std::uint32_t at;  // in transfers_
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
    void take(const unit_row& row, const place& where);
    void take(const transfer_row& row, const place& where);
    void take(const legal_act& act, const place& where);
    void take(const unit_text& row, const place& where);
    void take(const transfer_text& row, const place& where);
    void take_unit(const unit_code& code, std::string_view name, std::string_view kind, unit_tier tier,
                   const std::optional<unit_code>& parent, date from, std::optional<date> to, const place& where);
    void take_transfer(date effective, std::string_view act, std::string_view clause, const unit_code& from,
                       const unit_code& to, muong::extent how, std::span<const basis_row> shares, const place& where);
    void take(const unit_code& code, date day, std::string_view name, std::string_view spelled_by, const place& where);
    [[nodiscard]] origin remember(const place& where);
    [[nodiscard]] static text_ref keep(std::vector<char>& arena, std::string_view text);
    [[nodiscard]] text_ref keep_once(std::string_view text);  // for acts and clauses, which repeat
    [[nodiscard]] std::uint32_t basis_number(std::string_view basis);
    void check_utf8(std::string_view text, const place& where, std::string_view field);
    void report_text(errc kind, const place& where, std::string_view field, std::string_view found,
                     std::string expected);

    // order (registry_order.cpp)
    void sort_units();
    void sort_transfers();  // by day, act, clause, codes
    /// Adds one of the ends of the transfers of a day, by code, then in the order of the tables.
    void add_ends(std::vector<transfer_end>& ends, std::uint32_t first, std::uint32_t last,
                  unit_code pending_transfer::*code) const;

    // checks (registry_checks.cpp)
    void report(errc kind, const origin& where, std::string_view field, std::string found, std::string expected);
    void blame(errc kind, pending_unit& row, std::string_view field, std::string found, std::string expected);
    void blame(errc kind, pending_transfer& row, std::string_view field, std::string found, std::string expected);
    void check_all();
    void check_overlaps();
    void check_parents();
    void check_cycles();  // of what is in below_cycles_
    void check_transfers();
    void check_successors();
    void check_passages();  // units made and ended within a day need transfers that day
    void check_circles();   // of transfers, of the days in circle_days_; once all else is sound
    void check_overlaps(std::span<pending_unit> versions);
    void check_parent(pending_unit& child, std::span<const pending_unit> versions);
    void check_ends(pending_transfer& row);
    void check_parts(std::span<const transfer_end> of_source);
    void check_shares(std::span<const transfer_end> of_source);
    void check_back_shares(std::span<const transfer_end> of_target);
    void check_sums(std::span<pending_transfer* const> rows, unit_code pending_transfer::*code,
                    std::optional<fraction> pending_share::*share, const char* prefix);
    void check_successor(pending_unit& ending);
    void check_passage(pending_unit& passage);
    void check_circles(date day);
    [[nodiscard]] std::vector<std::uint32_t> below_cycles() const;
    void report_circle(std::vector<std::uint32_t> circle);

    // leaving out (registry_sound.cpp)
    void index_transfers_by_code();
    void leave_out_unit(std::uint32_t position, work_list& work);
    void leave_out_transfer(std::uint32_t position, work_list& work);
    void check_again(const work_list& work);

    // layout (registry_layout.cpp)
    void lay_out_units();
    void lay_out_acts();
    void lay_out_transfers();
    void lay_out_look_ups();
    [[nodiscard]] std::shared_ptr<const registry_data> lay_out_all();  // and what acts and variants lack

    [[nodiscard]] std::string_view text(text_ref t) const { return {arena_.data() + t.first, t.size}; }
    [[nodiscard]] place place_of(const origin& where, std::string_view field) const;
    /// Those that are left out included.
    [[nodiscard]] std::span<const pending_unit> versions_of(const unit_code& code) const {
        const auto* const slot = index_.find(code);
        if (slot == nullptr) return {};
        return std::span{units_}.subspan(slot->first, slot->count);
    }
    [[nodiscard]] const pending_unit* standing(const unit_code& code, date day) const {
        for (const auto& version : versions_of(code)) {
            if (!version.left_out && version.from <= day && (!version.to || day < *version.to)) return &version;
        }
        return nullptr;
    }
    /// The ends that a day and a code have among all of them.
    [[nodiscard]] static std::span<const transfer_end> ends_on(const std::vector<transfer_end>& all, date day,
                                                               const unit_code& code);
    [[nodiscard]] bool any_on(const std::vector<transfer_end>& all, date day, const unit_code& code) const;
    template <class Row>
    [[nodiscard]] static std::vector<std::uint64_t> row_numbers_of(const std::vector<Row>& rows) {
        std::vector<std::uint64_t> numbers;
        numbers.reserve(rows.size());
        for (const auto& row : rows) numbers.push_back(row.where.row);
        return numbers;
    }
    [[nodiscard]] bool is_known(const unit_code& code) const;  // on any day, or within one
    [[nodiscard]] std::string validities_of(const unit_code& code) const;
    [[nodiscard]] bool has_children_on(const unit_code& code, date day) const;
    void sort_faults();

    std::string scheme_;
    std::vector<char> names_;  // and kinds, of units
    std::vector<char> arena_;  // other texts
    std::unordered_map<std::string, text_ref, text_hash, std::equal_to<>> once_;
    std::vector<std::string> tables_;
    std::vector<pending_unit> units_;
    std::vector<pending_unit> passages_;  // units made and ended on one day
    std::vector<pending_transfer> transfers_;
    std::vector<pending_share> shares_;
    std::vector<basis_row> shares_of_row_;  // of the one that is read
    std::vector<std::string> bases_;
    std::vector<pending_variant> variants_;
    std::vector<std::pair<legal_act, origin>> acts_;
    problems faults_;

    code_index index_;                     // of units_, once they are sorted
    std::vector<transfer_end> leaving_;    // by day, code, row; for the checks
    std::vector<transfer_end> arriving_;   // the same
    std::vector<std::uint32_t> children_;  // positions in units_ of units with a parent, by parent; for the checks
    std::vector<std::uint32_t> below_cycles_;
    std::set<date> circle_days_;
    std::vector<std::uint32_t> blamed_units_;  // by the checks
    std::vector<std::uint32_t> blamed_transfers_;
    std::vector<std::uint32_t> leaving_by_code_;  // positions in leaving_, by code; for leaving out
    std::vector<std::uint32_t> arriving_by_code_;
    std::shared_ptr<registry_data> data_;
};

}  // namespace muong::v0::detail
