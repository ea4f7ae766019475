// SPDX-License-Identifier: MIT
#include <muong/io/csv_writer.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <muong/core/detail/wide.hpp>

#include "io/delimiters.hpp"

namespace muong::inline v0 {

namespace detail {
namespace {

/// The digits of a number below 10^8, the first in the lowest byte.
constexpr std::uint64_t eight_digits(std::uint64_t number) noexcept {
    // halves by turns, in parts of 32, 16 and 8 bits: n * 3518437209 / 2^45 is n / 10'000, and so on
    const std::uint64_t front = number * 3'518'437'209U >> 45U;
    const std::uint64_t fours = front | (number - front * 10'000) << 32U;
    const std::uint64_t hundreds = (fours * 10'486 >> 20U) & 0x0000'007F'0000'007F;
    const std::uint64_t twos = hundreds | (fours - hundreds * 100) << 16U;
    const std::uint64_t tens = (twos * 103 >> 10U) & 0x000F'000F'000F'000F;
    return tens | (twos - tens * 10) << 8U;
}

constexpr std::uint64_t zeros = 0x3030'3030'3030'3030;  // eight times '0'
constexpr std::uint64_t eight_places = 100'000'000;

/// Writes eight digits, the first in the lowest byte.
void put_digits(char* at, std::uint64_t digits) noexcept {
    digits |= zeros;
    if constexpr (std::endian::native == std::endian::big) digits = __builtin_bswap64(digits);
    std::memcpy(at, &digits, sizeof digits);
}

/// Writes a number without zeros before it. \returns its end; seven characters behind it may be touched
char* put_number(char* out, std::uint64_t number) noexcept {
    if (number >= eight_places) {
        out = put_number(out, number / eight_places);
        put_digits(out, eight_digits(number % eight_places));
        return out + 8;
    }
    const auto digits = eight_digits(number);
    const auto before = static_cast<unsigned>(std::countr_zero(digits | std::uint64_t{1} << 56U)) & ~7U;
    put_digits(out, digits >> before);
    return out + 8 - before / 8;
}

}  // namespace

char* write_fixed(char* out, std::int64_t coefficient, int decimals, char mark) noexcept {
    const auto number = magnitude(coefficient);
    *out = '-';
    if (coefficient < 0) ++out;
    if (decimals == 0) return put_number(out, number);
    const auto one = static_cast<std::uint64_t>(power_of_ten[decimals]);
    out = put_number(out, number / one);
    *out++ = mark;
    auto behind = number % one;
    for (; decimals > 8; decimals -= 8, out += 8) {
        const auto rest = static_cast<std::uint64_t>(power_of_ten[decimals - 8]);
        put_digits(out, eight_digits(behind / rest));
        behind %= rest;
    }
    put_digits(out, eight_digits(behind * static_cast<std::uint64_t>(power_of_ten[8 - decimals])));
    return out + decimals;
}

bool is_plain_field(std::string_view text, char delimiter) noexcept {
    bool plain = !text.starts_with("\xEF\xBB\xBF");
    for (const char c : text) plain &= c != delimiter && c != '"' && c != '\n' && c != '\r';
    return plain;
}

}  // namespace detail

void append_csv_field(std::string& line, std::string_view text, char delimiter) {
    if (detail::is_plain_field(text, delimiter)) {
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
    char text[detail::fixed_room];
    line.append(text, detail::write_fixed(text, coefficient, decimals, decimal_comma ? ',' : '.'));
}

csv_writer::csv_writer(std::string path, csv_dialect dialect) : file_{std::move(path)}, dialect_{dialect} {
    require_sound(dialect);
    rows_.resize(2 * flush_size);
}

csv_writer& csv_writer::quoted_field(std::string_view text) {
    std::string quoted;
    append_csv_field(quoted, text, dialect_.delimiter);
    return written(quoted);
}

csv_writer& csv_writer::quoted_fixed(std::int64_t coefficient, int decimals) {
    std::string quoted;
    append_fixed(quoted, coefficient, decimals, true);
    return written('"' + quoted + '"');
}

void csv_writer::widen(std::size_t bytes) { rows_.resize(std::max(2 * rows_.size(), size_ + bytes)); }

void csv_writer::refuse_row() {
    const auto found = fields_;
    size_ = begin_;
    fields_ = 0;
    throw std::logic_error{"muong::csv_writer: a row of " + std::to_string(found) + " fields in a table of " +
                           std::to_string(columns_)};
}

void csv_writer::refuse_no_fields() { throw std::invalid_argument{"muong::csv_writer::written: no fields"}; }

void csv_writer::flush() {
    file_.write({rows_.data(), begin_});
    size_ = begin_ = 0;  // what is behind the rows that are ended is never written
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
