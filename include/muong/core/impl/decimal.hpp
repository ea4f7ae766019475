// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/decimal.hpp>

namespace muong::inline v0 {

constexpr decimal::decimal(std::int64_t coefficient, int decimals) : decimal{unchecked{}, coefficient, decimals} {
    if (decimals < 0 || decimals > max_decimals)
        throw std::out_of_range{"muong::decimal: a decimal has 0 to 18 decimals"};
    if (!detail::fits_int64(coefficient))
        throw std::out_of_range{"muong::decimal: the coefficient of a decimal is at least -(2^63 - 1)"};
}

constexpr decimal decimal::checked(detail::int128 coefficient, int decimals) {
    if (decimals > max_decimals)
        throw std::overflow_error{"muong::decimal: a decimal would have more than 18 decimals"};
    if (!detail::fits_int64(coefficient))
        throw std::overflow_error{"muong::decimal: the coefficient of a decimal would leave 64 bits"};
    return {unchecked{}, static_cast<std::int64_t>(coefficient), decimals};
}

constexpr std::optional<errc> decimal::read(std::string_view text, decimal& to) noexcept {
    if (text.empty()) return errc::missing_value;
    const char* at = text.data();
    const char* const end = at + text.size();
    const bool negative = *at == '-';
    if (negative || *at == '+') ++at;

    std::uint64_t digits = 0;
    bool too_great = false;
    const char* point = nullptr;
    const char* const first = at;
    const bool checks = end - first > 19;  // up to 18 digits and a point, or 19 digits, stay below 2^64
    for (; at != end; ++at) {
        const auto digit = static_cast<unsigned>(static_cast<unsigned char>(*at)) - unsigned{'0'};
        if (digit <= 9) {
            if (checks && digits > (detail::max_magnitude - digit) / 10) too_great = true;
            digits = digits * 10 + digit;
        } else if (*at == '.' && point == nullptr) {
            point = at;
        } else {
            return errc::malformed_text;
        }
    }
    if (first == end || point == first || (point != nullptr && point + 1 == end)) return errc::malformed_text;
    const auto decimals = point == nullptr ? 0 : end - point - 1;
    if (too_great || decimals > max_decimals || digits > detail::max_magnitude) {
        return errc::out_of_range;
    }
    const auto coefficient = static_cast<std::int64_t>(digits);
    to = {unchecked{}, negative ? -coefficient : coefficient, static_cast<int>(decimals)};
    return std::nullopt;
}

constexpr std::optional<decimal> decimal::parse(std::string_view text) noexcept {
    decimal d;
    if (read(text, d)) return std::nullopt;
    return d;
}

constexpr std::optional<errc> decimal::fault_in(std::string_view text) noexcept {
    decimal d;
    return read(text, d);
}

constexpr decimal decimal::rounded(int decimals, rounding how) const {
    if (decimals < 0 || decimals > max_decimals)
        throw std::invalid_argument{"muong::decimal: a decimal has 0 to 18 decimals"};
    if (decimals >= decimals_) return checked(at(decimals), decimals);
    const auto kept = detail::divide(coefficient_, detail::power_of_ten[decimals_ - decimals], how);
    return {unchecked{}, static_cast<std::int64_t>(kept), decimals};
}

constexpr decimal decimal::trimmed() const noexcept {
    decimal d = *this;
    while (d.decimals_ > 0 && d.coefficient_ % 10 == 0) {
        d.coefficient_ /= 10;
        --d.decimals_;
    }
    return d;
}

constexpr char* decimal::write_to(char* out) const noexcept {
    if (coefficient_ < 0) *out++ = '-';
    auto rest = detail::magnitude(coefficient_);
    int size = 1;  // digits that are written, at least one before the point
    while (size < 19 && rest >= static_cast<std::uint64_t>(detail::power_of_ten[size])) ++size;
    if (size <= decimals_) size = decimals_ + 1;
    char* const end = out + size + (decimals_ > 0 ? 1 : 0);
    char* at = end;
    for (int written = 0; written < size; ++written) {
        if (written == decimals_ && decimals_ > 0) *--at = '.';
        *--at = static_cast<char>('0' + rest % 10);
        rest /= 10;
    }
    return end;
}

}  // namespace muong::v0
