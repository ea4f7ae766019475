// SPDX-License-Identifier: MIT
#include "first_rows.hpp"

#include <muong/io/file.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>

namespace rebase_csv {

namespace {

constexpr std::string_view told_so = " (it is in row ";

/// Whether it tells of a key that comes again, and not where it came first.
bool comes_again(const muong::problem& p) {
    return p.code == muong::errc::duplicate_key && p.expected.find(told_so) == std::string::npos;
}

/// The keys of the rows of the table.
class keyed_rows {
public:
    keyed_rows(const options& o, std::istream& bytes)
        : o_{o}, bytes_{bytes, o.in}, in_{bytes_, o.in, log_, {.dialect = o.dialect}} {
        if (o.flows) {
            codes_ = {in_.find(o.flows->first), in_.find(o.flows->second)};
        } else {
            codes_[0] = in_.find(o.code);
        }
        if (!o.is_long) return;
        series_ = {in_.find("period"), in_.find("indicator")};
        value_ = in_.find("value");
    }

    bool next() { return in_.next(); }
    [[nodiscard]] std::uint64_t row() const { return in_.row(); }

    [[nodiscard]] std::string key() const {
        std::string text;
        for (const auto code : codes_) text += padded(in_[code], o_.pad_codes) + '\n';
        for (const auto part : series_) (text += in_[part]) += '\n';
        return text;
    }

    /// Whether a row of a long table has a value, so that another one comes again.
    [[nodiscard]] bool has_value() const {
        if (!o_.is_long) return true;
        const auto text = in_[value_];
        if (text.empty() || std::find(o_.no_value.begin(), o_.no_value.end(), text) != o_.no_value.end()) return false;
        const auto column = plan_column(o_, {}, std::string{in_[series_[1]]});
        return column.label || number_in_cell(text, o_.dialect) || fraction_in_cell(text, o_.dialect);
    }

private:
    const options& o_;
    muong::problem_log log_{0};
    muong::stream_source bytes_;
    muong::csv_reader in_;
    std::array<muong::csv_column, 2> codes_;
    std::array<muong::csv_column, 2> series_;
    muong::csv_column value_;
};

/// The keys of rows, with the row in which they come first, still unknown.
std::map<std::string, std::uint64_t> keys_of(const options& o, std::istream& bytes,
                                             std::map<std::uint64_t, std::string>& rows) {
    std::map<std::string, std::uint64_t> keys;
    keyed_rows table{o, bytes};
    for (auto at = rows.begin(); at != rows.end() && table.next();) {
        if (table.row() < at->first) continue;
        if (table.row() == at->first) keys.emplace(at->second = table.key(), 0);
        ++at;
    }
    return keys;
}

}  // namespace

void add_first_rows(const options& o, row_faults& faults) {
    std::map<std::uint64_t, std::string> rows;
    for (const auto& p : faults.first) {
        if (comes_again(p)) rows.try_emplace(p.where.row);
    }
    std::error_code none;
    if (rows.empty() || !std::filesystem::is_regular_file(o.in, none)) return;
    std::ifstream bytes{o.in, std::ios::binary};
    auto keys = keys_of(o, bytes, rows);
    bytes.clear();
    bytes.seekg(0);
    auto left = keys.size();
    for (keyed_rows table{o, bytes}; left != 0 && table.next();) {
        const auto at = keys.find(table.key());
        if (at == keys.end() || at->second != 0 || !table.has_value()) continue;
        at->second = table.row();
        --left;
    }
    for (auto& p : faults.first) {
        if (!comes_again(p)) continue;
        const auto first = keys[rows[p.where.row]];
        if (first != 0 && first < p.where.row) p.expected.append(told_so).append(std::to_string(first)) += ')';
    }
}

}  // namespace rebase_csv
