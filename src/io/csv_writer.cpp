// SPDX-License-Identifier: MIT
#include <muong/io/csv_writer.hpp>

#include <charconv>
#include <stdexcept>
#include <utility>

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
    char digits[24];  // a sign and 19 digits
    auto magnitude = static_cast<std::uint64_t>(coefficient);
    if (coefficient < 0) {
        magnitude = 0 - magnitude;
        line += '-';
    }
    const char* const end = std::to_chars(digits, digits + sizeof digits, magnitude).ptr;
    const auto count = static_cast<std::size_t>(end - digits);
    const auto behind = static_cast<std::size_t>(decimals);
    if (behind == 0) {
        line.append(digits, count);
        return;
    }
    const std::size_t whole = count > behind ? count - behind : 0;
    if (whole == 0) line += '0';
    line.append(digits, whole);
    line += decimal_comma ? ',' : '.';
    if (whole == 0) line.append(behind - count, '0');
    line.append(digits + whole, count - whole);
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
