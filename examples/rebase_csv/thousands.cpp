// SPDX-License-Identifier: MIT
#include "thousands.hpp"

#include <algorithm>

namespace rebase_csv {

namespace {

bool are_digits(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; });
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

void thousands_seen::column_seen::add(const column_seen& more) {
    if (more.row != 0 && (row == 0 || more.row < row)) {
        row = more.row;
        first = more.first;
    }
    small = small || more.small;
    other = other || more.other;
}

void thousands_seen::look_closely(column_seen& seen, std::string_view text, std::uint64_t row) const {
    if (std::find(no_value_->begin(), no_value_->end(), text) != no_value_->end()) return;
    const auto digits = without_sign(text);
    if (is_below_a_thousand(digits) && are_digits(digits)) {
        seen.small = seen.small || digits != "0";
        return;
    }
    if (may_be_thousands(text, mark_)) {
        if (seen.row == 0) {
            seen.first = text;
            seen.row = row;
        }
        return;
    }
    seen.other = true;
}

std::vector<std::string> thousands_seen::remarks_on(const std::string& table,
                                                    const std::map<std::string, column_seen, std::less<>>& seen) const {
    std::vector<std::string> found;
    for (const auto& [name, column] : seen) {
        if (column.other || column.row == 0 || !column.small) continue;
        auto& told = found.emplace_back("column '");
        told.append(name).append("' of ").append(table).append(": ").append(column.first).append(" (row ");
        told.append(std::to_string(column.row)).append(") is read as a number with three decimals; if the ");
        told.append(mark_ == ',' ? "comma" : "point").append(" separates thousands, take it out of this column");
    }
    return found;
}

}  // namespace rebase_csv
