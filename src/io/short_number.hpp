// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace muong::inline v0::detail {

/// The digits of a number of up to eight characters without sign, and how many of them stand behind its mark; false for
/// any other text. One time, whatever their number.
bool scan_short(std::string_view text, bool decimal_comma, std::int64_t& digits, int& behind) noexcept;

}  // namespace muong::inline v0::detail
