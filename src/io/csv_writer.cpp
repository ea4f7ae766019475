// SPDX-License-Identifier: MIT
#include <muong/io/csv_writer.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <stdexcept>
#include <utility>

#include <muong/core/detail/wide.hpp>

namespace muong::inline v0 {

void append_csv_field(std::string& line, std::string_view text, char delimiter) {
    bool plain = !text.starts_with("\xEF\xBB\xBF");
    for (const char c : text) plain &= c != delimiter && c != '"' && c != '\n' && c != '\r';
    if (plain) {
        line += text;
        return;
    }
    line += '"';
    for (std::size_t quote = 0; (quote = text.find('"')) != std::string_view::npos; text.remove_prefix(quote + 1)) {
        line += text.substr(0, quote + 1);
        line += '"';
    }
    line += text;
    line += '"';
}

void append_fixed(std::string& line, std::int64_t coefficient, int decimals, bool decimal_comma) {
    constexpr std::size_t most = 20;  // digits: 18 decimals and a zero before them, or 19
    char text[2 + 2 * most];          // a sign and a mark, and zeros before digits
    char* const digits = text + 2 + most;
    char* const end = std::to_chars(digits, std::end(text), detail::magnitude(coefficient)).ptr;
    char* begin = digits;
    if (decimals != 0) {
        const std::ptrdiff_t behind = decimals;
        while (end - begin <= behind) *--begin = '0';
        std::copy(begin, end - behind, begin - 1);  // makes room for the mark
        --begin;
        end[-behind - 1] = decimal_comma ? ',' : '.';
    }
    if (coefficient < 0) *--begin = '-';
    line.append(begin, end);
}

csv_writer::csv_writer(std::string path, csv_dialect dialect) : file_{std::move(path)}, dialect_{dialect} {
    if (std::string_view{",;|\t"}.find(dialect.delimiter) == std::string_view::npos) {
        throw std::invalid_argument{"csv_dialect: the delimiter must be one of , ; | and tab"};
    }
    line_.reserve(2 * flush_size);
}

csv_writer& csv_writer::quoted_fixed(std::int64_t coefficient, int decimals) {
    line_ += '"';
    append_fixed(line_, coefficient, decimals, true);
    line_ += '"';
    return *this;
}

void csv_writer::refuse_row() {
    const auto found = fields_;
    line_.erase(begin_);
    fields_ = 0;
    throw std::logic_error{"csv_writer: a row of " + std::to_string(found) + " fields in a table of " +
                           std::to_string(columns_)};
}

void csv_writer::refuse_no_fields() { throw std::invalid_argument{"csv_writer::written: no fields"}; }

void csv_writer::flush() {
    file_.write(std::string_view{line_}.substr(0, begin_));
    line_.erase(0, begin_);
    begin_ = 0;
}

problems csv_writer::commit(durability how) {
    flush();
    return file_.commit(how);
}

atomic_file csv_writer::release() && {
    flush();
    return std::move(file_);
}

}  // namespace muong::v0
