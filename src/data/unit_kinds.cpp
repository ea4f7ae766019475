// SPDX-License-Identifier: MIT
#include <muong/data/unit_kinds.hpp>

#include <algorithm>
#include <array>

namespace muong::inline v0 {

namespace {

constexpr std::array<unit_kind, 9> kinds{{
    {"tinh", "tỉnh", "province", "T.", unit_tier::province},
    {"thanh_pho", "thành phố", "city", "TP.", unit_tier::district},
    {"quan", "quận", "urban district", "Q.", unit_tier::district},
    {"huyen", "huyện", "rural district", "H.", unit_tier::district},
    {"thi_xa", "thị xã", "town", "TX.", unit_tier::district},
    {"thi_tran", "thị trấn", "township", "TT.", unit_tier::commune},
    {"phuong", "phường", "ward", "P.", unit_tier::commune},
    {"xa", "xã", "commune", "X.", unit_tier::commune},
    {"dac_khu", "đặc khu", "special zone", "ĐK", unit_tier::commune},
}};

}  // namespace

std::span<const unit_kind> viet_nam_unit_kinds() noexcept { return kinds; }

const unit_kind* find_unit_kind(std::string_view code) noexcept {
    const auto* const found =
        std::find_if(kinds.begin(), kinds.end(), [code](const unit_kind& kind) { return kind.code == code; });
    return found == kinds.end() ? nullptr : found;
}

std::string full_name(const unit& u) {
    const auto* const kind = find_unit_kind(u.kind());
    std::string text{kind != nullptr ? kind->vietnamese : u.kind()};
    if (!text.empty() && !u.name().empty()) text += ' ';
    return text += u.name();
}

std::string full_name_and_code(const unit& u) { return full_name(u) + " (" + to_string(u.code()) + ")"; }

}  // namespace muong::v0
