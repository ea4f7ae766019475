// SPDX-License-Identifier: MIT
#include <muong/io/csv_table.hpp>

#include <algorithm>
#include <functional>
#include <stdexcept>

#include <muong/io/file.hpp>

#include "io/printable.hpp"

namespace muong::inline v0 {
namespace {

bool within(std::string_view part, std::string_view all) noexcept {
    constexpr std::less<const char*> before;
    return !before(part.data(), all.data()) && before(part.data(), all.data() + all.size());
}

}  // namespace

csv_table::csv_table(std::string text, std::string source, problem_log& log, const csv_options& options)
    : source_{std::move(source)}, dialect_{options.dialect} {
    if (!options.header || options.ragged) throw std::invalid_argument{"csv_table: a header and even rows are needed"};
    const std::string_view all = text_.emplace_back(std::move(text));
    csv_reader in{all, source_, log, options};
    header_.assign(in.header().begin(), in.header().end());
    while (in.next()) {
        lines_.push_back(in.row());
        if (lines_.size() == 1000) {  // growing step by step would copy every cell, and touch twice the memory
            const auto bytes = static_cast<std::size_t>(in.raw(0).data() - all.data());
            const std::size_t rows = all.size() / (bytes / 1000 + 1);
            lines_.reserve(rows + rows / 16);
            cells_.reserve((rows + rows / 16) * in.size());
        }
        for (std::size_t i = 0; i < in.size(); ++i) {
            std::string_view cell = in[i];
            if (!cell.empty() && !within(cell, all)) {
                const auto& copy = unquoted_.emplace_back(cell.begin(), cell.end());
                cell = {copy.data(), copy.size()};
            }
            cells_.push_back(cell);
        }
    }
}

result<csv_table> csv_table::parse(std::string text, std::string source, const csv_options& options) {
    problem_log log;
    csv_table table{std::move(text), std::move(source), log, options};
    if (!log.empty()) return std::move(log).kept();
    return table;
}

result<csv_table> csv_table::read(const std::string& path, const csv_options& options) {
    auto text = read_file(path);
    if (!text) return text.error();
    return parse(std::move(text).value(), source_name(path), options);
}

csv_column csv_table::find(std::string_view name) const noexcept {
    const auto at = std::find(header_.begin(), header_.end(), name);
    return at == header_.end() ? csv_column{} : csv_column{static_cast<std::size_t>(at - header_.begin())};
}

csv_column csv_table::require(std::string_view name, problem_log& log) const {
    const csv_column found = find(name);
    if (!found && !header_.empty()) {
        log.add_with([&] { return missing_column(header_, source_, name, dialect_.delimiter); });
    }
    return found;
}

place csv_row::where() const { return {table_->source_, row(), 0, {}}; }

place csv_cell::where() const {
    place at{table_->source_, table_->lines_[row_], 0, {}};
    if (column_ < table_->header_.size()) {
        at.column = static_cast<std::uint32_t>(column_ + 1);
        at.field = table_->header_[column_];
    }
    return at;
}

void csv_cell::fault(problem_log& log, errc kind, std::string_view expected) const {
    log.add_with([&] { return problem{kind, where(), printable(text_), std::string{expected}}; });
}

}  // namespace muong::v0
