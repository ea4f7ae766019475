// SPDX-License-Identifier: MIT
#include "thousands.hpp"

#include <algorithm>

namespace rebase_csv {

void thousands_seen::look(const std::string& column, std::string_view text, std::uint64_t row) {
    if (text.empty()) return;
    auto& seen = columns_[column];
    if (seen.other) return;
    const auto is_digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    auto digits = text;
    if (digits.front() == '-' || digits.front() == '+') digits.remove_prefix(1);
    const auto at = digits.find(mark_);
    const auto whole = digits.substr(0, at);
    if (!is_digits(whole)) return;  // no number
    seen.other = whole.size() > 3 || (whole.size() > 1 && whole.front() == '0');
    if (at == std::string_view::npos) {
        seen.small += whole != "0" ? 1 : 0;
        return;
    }
    const auto behind = digits.substr(at + 1);
    if (!is_digits(behind)) return;
    seen.other = seen.other || behind.size() != 3 || whole == "0";
    if (seen.marked++ == 0) {
        seen.first = text;
        seen.row = row;
    }
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
