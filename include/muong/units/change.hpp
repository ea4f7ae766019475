// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/transfer.hpp>

namespace muong::inline v0 {

/// What kind of change some transfers make. Derived from them, never stored beside them. A change may be of several
/// kinds at once (a merge that also gives the new unit another name); see `change::kinds`. In brackets the words of
/// Vietnamese acts. \source ESPON's typology of unit changes, made finer; how the kinds are told apart is our judgement
enum class change_kind : std::uint8_t {
    creation,          ///< a unit that takes parts of others and was not there before (thành lập)
    abolition,         ///< a unit that is there no longer and whose parts go to several (giải thể)
    merge,             ///< several units go whole into one that carries none of them on (nhập, hợp nhất)
    absorption,        ///< units go whole into one that was there before and goes on (sáp nhập)
    split,             ///< one unit goes on in several, none of which carries its code on (chia)
    separation,        ///< a part of a unit that goes on becomes a unit of its own (tách)
    boundary_change,   ///< a part goes from one unit that goes on to another (điều chỉnh địa giới)
    rename,            ///< the same territory under another name (đổi tên)
    recode,            ///< the same territory under another code
    reclassification,  ///< the same territory as a unit of another kind or tier (đổi loại)
    parent_change,     ///< the same territory under another parent
};

/// "boundary_change"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(change_kind kind) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, change_kind kind);

/// Several kinds at once.
class change_kinds {
public:
    constexpr change_kinds() noexcept = default;
    [[nodiscard]] constexpr bool contains(change_kind kind) const noexcept { return (bits_ & bit(kind)) != 0; }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    constexpr void insert(change_kind kind) noexcept { bits_ = static_cast<std::uint16_t>(bits_ | bit(kind)); }
    friend constexpr bool operator==(change_kinds, change_kinds) = default;

private:
    [[nodiscard]] static constexpr std::uint16_t bit(change_kind kind) noexcept {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
    }
    std::uint16_t bits_ = 0;
};
/// "merge, rename"
[[nodiscard]] MUONG_EXPORT std::string to_string(change_kinds kinds);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, change_kinds kinds);

/// What one clause of an act does on one day: its transfers, in the order of their codes.
class MUONG_EXPORT change {
public:
    /// Of the transfers of one clause: of one day, at least one, as those of `registry::changes_between` are.
    explicit change(std::span<const transfer> transfers) noexcept : transfers_{transfers} {}

    [[nodiscard]] date day() const noexcept { return transfers_.front().day(); }
    /// Null if the data set names no act.
    [[nodiscard]] const legal_act* act() const noexcept { return transfers_.front().act(); }
    [[nodiscard]] std::string_view clause() const noexcept { return transfers_.front().clause(); }
    /// Never empty.
    [[nodiscard]] std::span<const transfer> transfers() const noexcept { return transfers_; }
    /// What it is, derived from the transfers of this clause alone. O(n log n) in their number.
    [[nodiscard]] change_kinds kinds() const;

private:
    std::span<const transfer> transfers_;
};

}  // namespace muong::inline v0
