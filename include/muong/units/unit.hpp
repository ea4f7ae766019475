// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/date_range.hpp>
#include <muong/units/unit_code.hpp>

#include <span>
#include <vector>

namespace muong::inline v0 {

/// Level of a unit in the administrative tree, 1 the highest. The names are those of Viet Nam before 2025-07-01; since
/// then the middle level is empty there. Levels 4 to 9 exist for countries that need them.
enum class unit_tier : std::uint8_t {
    unspecified = 0,  ///< the data set does not say
    province = 1,
    district = 2,
    commune = 3,
};

/// "commune"; "tier 4" for one without a name
[[nodiscard]] MUONG_EXPORT std::string_view to_string(unit_tier tier) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, unit_tier tier);

/// Another spelling of a unit's name and who spells it so: the register writes "Sáng Nhè" where the resolution has
/// "Xá Nhè".
struct name_variant {
    std::string_view name;
    std::string_view spelled_by;
};

namespace detail {
class registry_assembler;
inline constexpr std::optional<unit_code> no_parent;
}  // namespace detail

/// One administrative unit as it stood for one range of days: a version. A unit that gets another name, kind or parent
/// goes on as another version under the same code. Units live in a registry and are seen through pointers and ranges of
/// it; texts are UTF-8, and these and the code of the parent stay valid as long as a copy of the registry does.
class unit {
public:
    [[nodiscard]] const unit_code& code() const noexcept { return code_; }
    /// Official name without the word for its kind, spelled as in the source; empty if the data set gives none.
    [[nodiscard]] std::string_view name() const noexcept { return {name_, name_size_}; }
    /// Kind as the data set writes it: "xa", "phuong", "commune"; empty if it gives none.
    [[nodiscard]] std::string_view kind() const noexcept { return {name_ + name_size_, kind_size_}; }
    [[nodiscard]] unit_tier tier() const noexcept { return tier_; }
    /// Code of the unit one level up, to be read on any day of `valid()`; nothing for a unit at the top.
    [[nodiscard]] const std::optional<unit_code>& parent() const noexcept { return *parent_; }
    [[nodiscard]] const date_range& valid() const noexcept { return valid_; }
    /// Other spellings, in the order in which they were added.
    [[nodiscard]] std::span<const name_variant> variants() const noexcept { return {variants_, variant_count_}; }

private:
    friend class detail::registry_assembler;
    unit(const unit_code& code, date_range valid) noexcept : code_{code}, valid_{valid} {}

    unit_code code_;
    const std::optional<unit_code>* parent_ = &detail::no_parent;  // one for all its children
    const char* name_ = "";                                        // and behind it the kind
    const name_variant* variants_ = nullptr;
    date_range valid_;
    std::uint16_t variant_count_ = 0;
    std::uint16_t name_size_ = 0;
    std::uint8_t kind_size_ = 0;
    unit_tier tier_ = unit_tier::unspecified;
};

/// "xa Mường Chà (03166), 2025-07-01/.."
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const unit& u);
[[nodiscard]] MUONG_EXPORT std::string to_string(const unit& u);

}  // namespace muong::inline v0
