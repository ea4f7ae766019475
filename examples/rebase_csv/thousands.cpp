// SPDX-License-Identifier: MIT
#include "thousands.hpp"

namespace rebase_csv {

namespace {

bool are_digits(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view without_sign(std::string_view number) noexcept {
    if (number.starts_with('-') || number.starts_with('+')) number.remove_prefix(1);
    return number;
}

bool is_below_a_thousand(std::string_view digits) noexcept {
    return digits.size() <= 3 && (digits.size() == 1 || digits.front() != '0');
}

}  // namespace

bool may_be_thousands(std::string_view number, char mark) noexcept {
    const auto digits = without_sign(number);
    const auto at = digits.find(mark);
    if (at == std::string_view::npos) return false;
    const auto whole = digits.substr(0, at);
    const auto behind = digits.substr(at + 1);
    return are_digits(whole) && are_digits(behind) && is_below_a_thousand(whole) && whole != "0" && behind.size() == 3;
}

void thousands_seen::look(const std::string& column, std::string_view text, std::uint64_t row) {
    if (text.empty()) return;
    auto& seen = columns_[column];
    if (seen.other) return;
    if (may_be_thousands(text, mark_)) {
        if (seen.marked++ == 0) {
            seen.first = text;
            seen.row = row;
        }
        return;
    }
    const auto digits = without_sign(text);
    seen.other = !are_digits(digits) || !is_below_a_thousand(digits);
    seen.small += digits != "0" ? 1 : 0;
}

std::vector<std::string> thousands_seen::remarks(const std::string& table) const {
    std::vector<std::string> found;
    for (const auto& [name, seen] : columns_) {
        if (seen.other || seen.marked == 0 || seen.small == 0) continue;
        auto& told = found.emplace_back("column '");
        told.append(name).append("' of ").append(table).append(": ").append(seen.first);
        told.append(" (row ")
            .append(std::to_string(seen.row))
            .append(") is read as a number with three decimals; if the ");
        told.append(mark_ == ',' ? "comma" : "point").append(" separates thousands, take it out of this column");
    }
    return found;
}

}  // namespace rebase_csv
