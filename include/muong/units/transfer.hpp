// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/decimal.hpp>
#include <muong/core/fraction.hpp>
#include <muong/units/legal_act.hpp>
#include <muong/units/unit.hpp>

namespace muong::inline v0 {

/// How much of the old unit goes over: all of it, or a part.
enum class extent : std::uint8_t { whole, part };
/// "whole"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(extent how) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, extent how);

/// What is known of the size of one transfer on one basis (population, area, households ...). Each of the three may be
/// absent: the law names parts and gives no sizes. People and land go different ways, so each basis stands for itself.
/// A share of 0 at one end is 0 at the other, unless an amount tells that it was only rounded to that; but if all parts
/// of a unit are nothing only since they are at the other end, it may have been empty, and crosswalks tell them as
/// ranges from 0 to 1.
struct basis_share {
    std::string_view basis;              ///< "population", "area"; the registry's own text
    std::optional<fraction> share;       ///< part of the old unit that goes over, 0 to 1
    std::optional<fraction> back_share;  ///< part of the new unit that came from there, 0 to 1
    std::optional<decimal> amount;       ///< what moved, in any unit that is the same for all transfers of the day
};

/// One way on which territory goes on one day: from a unit as it stood on the eve to a unit as it stands on the day.
/// Lives in a registry, like units.
class transfer {
public:
    [[nodiscard]] date day() const noexcept { return day_; }
    [[nodiscard]] const unit_code& from_code() const noexcept { return from_->code(); }
    [[nodiscard]] const unit_code& to_code() const noexcept { return to_->code(); }
    /// The unit on the eve; null if it is made and ended on the day itself.
    [[nodiscard]] const unit* from() const noexcept { return from_within_day_ ? nullptr : from_; }
    /// The unit on the day; null if it is made and ended on the day itself, or ends that day and only passes on.
    [[nodiscard]] const unit* to() const noexcept { return to_within_day_ ? nullptr : to_; }
    [[nodiscard]] muong::extent extent() const noexcept {
        return is_part_ ? muong::extent::part : muong::extent::whole;
    }
    /// The act that orders it; null if the data set names none.
    [[nodiscard]] const legal_act* act() const noexcept { return act_; }
    /// Clause of the act, as text; empty if not given.
    [[nodiscard]] std::string_view clause() const noexcept { return {clause_, clause_size_}; }
    /// What is known of its size, one entry a basis that the data set gives; often empty.
    [[nodiscard]] std::span<const basis_share> shares() const noexcept { return {shares_, share_count_}; }
    /// What is known on one basis; null if nothing is.
    [[nodiscard]] const basis_share* on(std::string_view basis) const noexcept {
        for (const auto& known : shares()) {
            if (known.basis == basis) return &known;
        }
        return nullptr;
    }

private:
    friend class detail::registry_assembler;
    transfer(date day, const unit& from, const unit& to) noexcept : from_{&from}, to_{&to}, day_{day} {}

    const unit* from_;  // of a unit within the day: one of the same code, or a stand-in
    const unit* to_;
    const char* clause_ = nullptr;
    const legal_act* act_ = nullptr;
    const basis_share* shares_ = nullptr;
    date day_;
    std::uint16_t clause_size_ = 0;
    std::uint8_t share_count_ = 0;
    bool is_part_ : 1 = false;
    bool from_within_day_ : 1 = false;
    bool to_within_day_ : 1 = false;
};

/// "2025-07-01: 03187 -> 03166, whole (1661/NQ-UBTVQH15, clause 20)"
[[nodiscard]] MUONG_EXPORT std::string to_string(const transfer& t);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const transfer& t);

}  // namespace muong::inline v0
