// SPDX-License-Identifier: MIT
#include "cell_faults.hpp"

#include "values.hpp"

#include <muong/io/csv_writer.hpp>

namespace rebase_csv {

namespace {

constexpr std::size_t told_cells = 10;  ///< of a column with others that can be read

std::string cells(std::uint64_t count, const char* what) {
    return std::to_string(count) + what + (count == 1 ? " cell" : " cells") + " of this column " +
           (count == 1 ? "is" : "are") + " like it";
}

}  // namespace

void cell_faults::add(const std::string& column, muong::problem found) {
    auto at = by_column_.find({column, found.expected});
    if (at == by_column_.end()) {
        if (by_column_.size() == told_problems) {
            ++more_;
            return;
        }
        at = by_column_.try_emplace({column, found.expected}).first;
    }
    auto& like = at->second;
    ++like.count;
    if (like.first.size() < told_cells) like.first.push_back(std::move(found));
}

void cell_faults::tell(row_faults& faults, const std::function<bool(const std::string&)>& any_read) const {
    muong::problems told;
    for (const auto& [key, like] : by_column_) {
        const bool is_mixed = like.count == 1 || any_read(key.first);
        const auto count = is_mixed ? like.first.size() : 1;
        for (std::size_t i = 0; i < count; ++i) told.push_back(like.first[i]);
        if (!is_mixed) {
            told.back().expected += "; " + cells(like.count, "") + ", and none can be read";
        } else if (like.count > count) {
            told.back().expected += "; " + cells(like.count - count, " more");
        }
    }
    faults.add(std::move(told), more_);
}

std::string as_word(const std::string& text) {
    constexpr std::string_view plain = "-_.:/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return quoted + '\'';
}

std::string as_option(const std::string& name) {
    std::string field;
    muong::append_csv_field(field, name, ',');
    return as_word(field);
}

}  // namespace rebase_csv
