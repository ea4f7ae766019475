// SPDX-License-Identifier: MIT
#include <muong/io/csv_table.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <stdexcept>

#include <muong/io/file.hpp>

#include "core/large_pages.hpp"
#include "io/printable.hpp"

namespace muong::inline v0 {

csv_table::csv_table(std::string_view text, std::string source, problem_log& log, const csv_options& options)
    : source_{std::move(source)}, dialect_{options.dialect} {
    if (!options.header || options.ragged)
        throw std::invalid_argument{"muong::csv_table: a header and even rows are needed"};
    detail::reserve_large(text_, text.size() + 1);
    text_.assign(text.begin(), text.end());
    text_.push_back('\n');
    csv_reader in{std::string_view{text_.data(), text.size()}, source_, log, options};
    header_.assign(in.header().begin(), in.header().end());
    while (in.next()) {
        if (bases_.size() == 1000) {  // growing step by step would copy every position, and touch twice the memory
            const auto offset = text.size() - static_cast<std::size_t>(in.stop_ - in.raw(0).data());
            const std::size_t rows = text.size() / (offset / 1000 + 1);
            detail::reserve_large(bases_, rows + rows / 16);
            detail::reserve_large(ends_, (rows + rows / 16) * (in.size() + 1));
        }
        if (shifts_.empty() || in.row() != bases_.size() + shifts_.back().lines) {
            shifts_.push_back({bases_.size(), in.row() - bases_.size()});
        }
        bases_.push_back(text.size() - static_cast<std::size_t>(in.stop_ - in.base_));
        ends_.insert(ends_.end(), in.ends_ - 1, in.ends_ + in.size());
        if (in.scanner_.doubled_quotes()) make_quotes_single(in);
    }
}

/// In the fields of the last record.
void csv_table::make_quotes_single(const csv_reader& in) {
    for (std::size_t i = 0; i < in.size(); ++i) {
        const std::size_t size = in.raw(i).size();
        const std::string_view single = in[i];
        if (size < 2 || single.size() + 2 == size || *in.raw(i).data() != '"') continue;
        char* const written = text_.data() + bases_.back() + (in.raw(i).data() - in.base_);
        std::fill(std::copy(single.begin(), single.end(), written + 1), written + size, filler);
    }
}

result<csv_table> csv_table::parse(std::string_view text, std::string source, const csv_options& options) {
    problem_log log;
    csv_table table{text, std::move(source), log, options};
    if (!log.empty()) return std::move(log).kept();
    return table;
}

result<csv_table> csv_table::read(const std::string& path, const csv_options& options) {
    const auto bytes = file_bytes::open(path);
    if (!bytes) return bytes.error();
    return parse(bytes.value().text(), source_name(path), options);
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

std::uint64_t csv_row::row() const noexcept {
    const auto& shifts = table_->shifts_;
    const auto behind = std::upper_bound(shifts.begin(), shifts.end(), row_,
                                         [](std::size_t row, const auto& shift) { return row < shift.row; });
    return row_ + std::prev(behind)->lines;
}

place csv_row::where() const { return {table_->source_, row(), 0, {}}; }

place csv_cell::where() const {
    place at{table_->source_, (*table_)[row_].row(), 0, {}};
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
