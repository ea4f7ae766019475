// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <muong/core/problem.hpp>
#include <muong/units/detail/registry_data.hpp>
#include <muong/units/rows.hpp>
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
        arena_.reserve(units * 24);  // a name and a kind
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
    /// A row and the code by which it is sorted: rows themselves are large.
    struct coded_row {
        unit_code code;
        std::uint32_t at;
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
    [[nodiscard]] text_ref keep(std::string_view text);
    [[nodiscard]] text_ref keep_once(std::string_view text);  // for kinds, acts and clauses, which repeat
    [[nodiscard]] std::uint32_t basis_number(std::string_view basis);
    void check_utf8(std::string_view text, const place& where, std::string_view field);
    void report_text(errc kind, const place& where, std::string_view field, std::string_view found,
                     std::string expected);

    // order (registry_order.cpp)
    void sort_units();
    void sort_transfers();  // by day, act, clause, codes
    /// The rows of a day by one of their codes, then in the order of the tables.
    [[nodiscard]] static std::vector<coded_row> rows_by(std::span<const pending_transfer> day,
                                                        unit_code pending_transfer::*code);

    // checks (registry_checks.cpp)
    void report(errc kind, const origin& where, std::string_view field, std::string found, std::string expected);
    void check_overlaps();
    void check_parents();
    void check_cycles();
    void check_transfers();
    void check_transfer_ends(std::span<pending_transfer> day, std::span<const coded_row> by_source);
    void check_sizes(std::span<const pending_transfer> day, std::span<const coded_row> by_source,
                     std::span<const coded_row> by_target);
    void check_successors();
    void check_passages();  // units made and ended within a day need transfers that day

    // layout (registry_layout.cpp)
    void lay_out_units();
    void lay_out_acts();
    void lay_out_transfers();
    void lay_out_look_ups();
    void report_circle(std::vector<std::uint32_t> circle);

    [[nodiscard]] std::string_view text(text_ref t) const { return {arena_.data() + t.first, t.size}; }
    [[nodiscard]] place place_of(const origin& where, std::string_view field) const;
    [[nodiscard]] std::span<const pending_unit> versions_of(const unit_code& code) const {
        const auto* const slot = index_.find(code);
        if (slot == nullptr) return {};
        return std::span{units_}.subspan(slot->first, slot->count);
    }
    [[nodiscard]] const pending_unit* standing(const unit_code& code, date day) const {
        for (const auto& version : versions_of(code)) {
            if (version.from <= day && (!version.to || day < *version.to)) return &version;
        }
        return nullptr;
    }
    [[nodiscard]] bool is_known(const unit_code& code) const;  // on any day, or within one
    [[nodiscard]] std::string validities_of(const unit_code& code) const;
    [[nodiscard]] bool has_children_on(const unit_code& code, date day) const;
    void sort_faults();

    std::string scheme_;
    std::vector<char> arena_;
    std::unordered_map<std::string, text_ref, text_hash, std::equal_to<>> once_;
    std::vector<std::string> tables_;
    std::vector<pending_unit> units_;
    std::vector<pending_unit> passages_;  // units made and ended on one day
    std::vector<pending_transfer> transfers_;
    std::vector<pending_share> shares_;
    std::vector<std::string> bases_;
    std::vector<pending_variant> variants_;
    std::vector<std::pair<legal_act, origin>> acts_;
    problems faults_;

    code_index index_;                                 // of units_, once they are sorted
    std::vector<std::pair<date, unit_code>> leaving_;  // the ends of all transfers, sorted; for the checks
    std::vector<std::pair<date, unit_code>> arriving_;
    std::vector<std::uint32_t> children_;  // positions in units_ of units with a parent, by parent; for the checks
    std::shared_ptr<registry_data> data_;
};

}  // namespace muong::v0::detail
