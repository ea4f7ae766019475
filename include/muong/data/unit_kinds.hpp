// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/unit.hpp>

namespace muong::inline v0 {

/// One kind of administrative unit of Viet Nam.
struct unit_kind {
    std::string_view code;          ///< as `unit::kind` has it in the registries of this room: "thi_tran"
    std::string_view vietnamese;    ///< "thị trấn"
    std::string_view english;       ///< "township"
    std::string_view abbreviation;  ///< as in addresses: "TT."; empty where none is in use
    /// Its tier before 2025-07-01; đặc khu: since then. A thành phố may be a province too: see unit::tier.
    unit_tier tier;
};

/// All kinds, from the province down. \source law on the organisation of local government, 77/2015/QH13 and
/// 72/2025/QH15; abbreviations as the statistics office uses them
[[nodiscard]] MUONG_EXPORT std::span<const unit_kind> viet_nam_unit_kinds() noexcept;

/// The kind with that code; null if there is none.
[[nodiscard]] MUONG_EXPORT const unit_kind* find_unit_kind(std::string_view code) noexcept;

/// "xã Mường Chà": the word for the kind, then the name. The kind stands as it is if it is not one of Viet Nam.
[[nodiscard]] MUONG_EXPORT std::string full_name(const unit& u);

/// "xã Mường Chà (03166)": for `story` and other lists.
[[nodiscard]] MUONG_EXPORT std::string full_name_and_code(const unit& u);

}  // namespace muong::v0
