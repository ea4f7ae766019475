// SPDX-License-Identifier: MIT
#include <muong/io/csv_reader.hpp>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <istream>
#include <stdexcept>
#include <utility>

#include "io/delimiters.hpp"
#include "io/printable.hpp"

namespace muong::inline v0 {
namespace {

constexpr std::uint32_t window = 32U << 10U;  ///< bytes scanned at a time: they and their positions stay in the cache
constexpr std::size_t margin = 64;            ///< bytes that may be read behind those at hand
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// What a file is that is not text, by how it begins, and what is wanted instead.
struct other_file {
    std::string_view begin, expected;
    errc code = errc::malformed_text;
};
constexpr other_file other_files[] = {
    {"\x1F\x8B", "a table as text, unpacked (it is compressed by gzip)"},
    {"PK\x03\x04", "a table as text (it is a .xlsx, .ods or .zip file; save it as CSV)"},
    {"\xD0\xCF\x11\xE0", "a table as text (it is a .xls file; save it as CSV)"},
    {"\xFF\xFE", "UTF-8 (it is in UTF-16)", errc::invalid_utf8},
    {"\xFE\xFF", "UTF-8 (it is in UTF-16)", errc::invalid_utf8},
};

problem unreadable(std::string name, int error) {
    return {errc::unreadable, {std::move(name), 0, 0, {}}, std::strerror(error), "bytes that can be read"};
}

void require_sound(const csv_options& options) {
    require_sound(options.dialect);
    if (options.max_record == 0 || options.max_record > std::size_t{1} << 30U) {
        throw std::invalid_argument{"muong::csv_options: max_record must lie within 1 and 2^30"};
    }
}

}  // namespace

byte_source::~byte_source() = default;

std::size_t stream_source::read(std::span<char> room) {
    if (in_->eof()) return 0;
    in_->read(room.data(), static_cast<std::streamsize>(room.size()));
    if (!in_->eof() && in_->fail()) throw data_error{{unreadable(name_, EIO)}};
    return static_cast<std::size_t>(in_->gcount());
}

std::size_t descriptor_source::read(std::span<char> room) {
    for (;;) {
        const ::ssize_t got = ::read(descriptor_, room.data(), room.size());
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) throw data_error{{unreadable(name_, errno)}};
    }
}

csv_reader::csv_reader(std::string_view text, std::string source, problem_log& log, const csv_options& options)
    : scanner_{options.dialect.delimiter, options.stray_quotes},
      source_{std::move(source)},
      options_{options},
      shapes_{&detail::number_shapes_of(options.dialect.decimal_comma)},
      log_{&log} {
    require_sound(options_);
    drained_ = true;
    base_ = text.data();
    stop_ = text.data() + text.size();
    start();
}

csv_reader::csv_reader(byte_source& bytes, std::string source, problem_log& log, const csv_options& options)
    : scanner_{options.dialect.delimiter, options.stray_quotes},
      bytes_{&bytes},
      source_{std::move(source)},
      options_{options},
      shapes_{&detail::number_shapes_of(options.dialect.decimal_comma)},
      log_{&log} {
    require_sound(options_);
    buffer_.resize(std::max<std::size_t>(options_.buffer, 128) + margin);
    base_ = stop_ = buffer_.data();
    start();
}

/// Steps over the byte order mark and reads the header.
void csv_reader::start() {
    const std::uint64_t at_first = log_->total();
    if (!drained_) drained_ = !fill_buffer();
    if (std::string_view{base_, static_cast<std::size_t>(stop_ - base_)}.starts_with(byte_order_mark)) {
        base_ += byte_order_mark.size();
    }
    if (!options_.header || !step_over_separator_line()) return;
    for (const auto& other : other_files) {
        if (!std::string_view{base_, static_cast<std::size_t>(stop_ - base_)}.starts_with(other.begin)) continue;
        log_->add({other.code, {source_, 0, 0, {}}, printable(other.begin), std::string{other.expected}});
        stop();
        return;
    }
    const std::uint64_t before = log_->total();
    const bool found = next();
    if (!found && log_->total() == at_first) {
        line_ = breaks_ = 0;
        note(errc::empty_file, static_cast<std::size_t>(-1), {}, "a line that names the columns");
    }
    if (!found || log_->total() != before) {  // no header, or one that cannot be trusted
        stop();
        return;
    }
    header_.reserve(size_);
    for (std::size_t i = 0; i < size_; ++i) header_.emplace_back((*this)[i]);
    for (std::size_t i = 0; i < size_; ++i) {
        if (header_[i].empty()) continue;
        const auto earlier = std::find(header_.begin(), header_.begin() + static_cast<std::ptrdiff_t>(i), header_[i]);
        const auto at = static_cast<std::size_t>(earlier - header_.begin());
        if (at != i)
            note(errc::duplicate_column, i, header_[i],
                 "one column of that name (see column " + std::to_string(at + 1) + ')');
    }
}

/// Steps over a line such as "sep=;", by which spreadsheets are told what stands between the fields. False, and the
/// reading ends, if it tells of another delimiter than the one by which the table is read.
bool csv_reader::step_over_separator_line() {
    constexpr std::string_view begin = "sep=";
    const std::string_view text{base_, static_cast<std::size_t>(stop_ - base_)};
    const auto end = text.find('\n');
    if (end == std::string_view::npos || !(text.starts_with(begin) || text.starts_with("SEP="))) return true;
    auto named = text.substr(begin.size(), end - begin.size());
    if (named.ends_with('\r')) named.remove_suffix(1);
    if (named.size() != 1 || !is_csv_delimiter(named.front())) return true;
    if (named.front() == options_.dialect.delimiter) {
        base_ += end + 1;
        line_ = 1;
        return true;
    }
    const auto in_words = [](char delimiter) {
        return delimiter == '\t' ? std::string{"tabs"} : std::string{"'"} + delimiter + '\'';
    };
    log_->add({errc::malformed_text,
               {source_, 1, 0, {}},
               printable(text.substr(0, begin.size() + 1)),
               "a line that names the columns (this one tells spreadsheets that the table has " +
                   in_words(named.front()) + " between its fields, and it is read with " +
                   in_words(options_.dialect.delimiter) + ')'});
    stop();
    return false;
}

csv_column csv_reader::find(std::string_view name) const noexcept {
    const auto at = std::find(header_.begin(), header_.end(), name);
    return at == header_.end() ? csv_column{} : csv_column{static_cast<std::size_t>(at - header_.begin())};
}

csv_column csv_reader::require(std::string_view name) {
    const csv_column found = find(name);
    if (!found && !header_.empty()) {
        log_->add_with([&] { return missing_column(header_, source_, name, options_.dialect.delimiter); });
    }
    return found;
}

place csv_reader::where(std::size_t column) const {
    place at{source_, row(), static_cast<std::uint32_t>(column + 1), {}};
    if (column < header_.size()) at.field = header_[column];
    return at;
}

place csv_reader::where(csv_column column) const {
    return column ? where(column.index()) : place{source_, row(), 0, {}};
}

void csv_reader::fault(errc kind, csv_column column, std::string_view expected) {
    log_->add_with([&] { return problem{kind, where(column), printable((*this)[column]), std::string{expected}}; });
}

void csv_reader::note(errc kind, std::size_t column, std::string_view found, std::string expected) {
    log_->add_with([&] {
        place at = column == static_cast<std::size_t>(-1) ? place{source_, row(), 0, {}} : where(column);
        return problem{kind, std::move(at), printable(found), std::move(expected)};
    });
}

/// Tells of a field that is not UTF-8, of the first row that has one: the others are counted, since it is the table
/// that is in another encoding.
void csv_reader::note_bytes(std::size_t column, std::string_view found) {
    if (rows_not_utf8_ != 0 && last_not_utf8_ == row()) return;
    last_not_utf8_ = row();
    if (++rows_not_utf8_ != 1) return;
    first_not_utf8_ = log_->kept().size();
    log_->add_with([&] {
        std::string expected = "UTF-8";
        if (const auto text = from_windows_1252(found)) expected += " (as Windows-1252 it reads '" + *text + "')";
        return problem{errc::invalid_utf8, where(column), printable(found), std::move(expected)};
    });
}

/// Gets more bytes behind those at hand. False at the end of the source.
bool csv_reader::fill_buffer() {
    const auto kept = static_cast<std::size_t>(stop_ - base_);
    if (kept > 0) std::memmove(buffer_.data(), base_, kept);
    if (kept > buffer_.size() / 2) buffer_.resize(2 * buffer_.size());
    base_ = buffer_.data();
    const std::size_t room = buffer_.size() - margin;
    std::size_t filled = kept;
    bool more = true;
    try {
        while (more && filled < room) {
            const std::size_t got = bytes_->read(std::span{buffer_}.subspan(filled, room - filled));
            more = got != 0;
            filled += got;
        }
    } catch (const data_error& error) {
        for (const auto& each : error.all()) log_->add(each);
        more = false;
    }
    stop_ = base_ + filled;
    buffer_[filled] = '\n';  // no quote stands behind an empty field
    return more;
}

/// Copies the bytes at hand of a text that is not ours, so that bytes may be read behind them.
void csv_reader::copy_rest() {
    const auto size = static_cast<std::size_t>(stop_ - base_);
    buffer_.resize(size + margin);  // zeros: no quote stands behind an empty field
    std::copy(base_, stop_, buffer_.begin());
    base_ = buffer_.data();
    stop_ = base_ + size;
}

/// Takes over what the scanner found; the record that is next has its first field at number `next_field`.
void csv_reader::use_scanned(std::size_t next_field) {
    next_ends_ = scanner_.ends.data() + next_field;
    const bool usual = !options_.ragged && scanner_.faults.empty() && !scanner_.quoted_breaks() &&
                       scanner_.scanned <= options_.max_record;
    usual_size_ = usual ? size_ : 0;
    returns_ = scanner_.returns();
}

/// Ends the reading.
void csv_reader::stop() {
    if (rows_not_utf8_ > 1) {
        const auto more = rows_not_utf8_ - 1;
        log_->complete(first_not_utf8_, more == 1 ? "; row " + std::to_string(last_not_utf8_) + " is not either"
                                                  : "; " + std::to_string(more) +
                                                        " more rows are not either, the last is row " +
                                                        std::to_string(last_not_utf8_));
        rows_not_utf8_ = 0;
    }
    finished_ = true;
    row_ = row_stop_ = nullptr;
    even_stop_ = next_ends_;
}

/// Scans on until a row ends. False if none is left.
bool csv_reader::refill() {
    scanner_.faults.erase(scanner_.faults.begin(), scanner_.faults.begin() + static_cast<std::ptrdiff_t>(fault_));
    fault_ = 0;
    breaks_ = 0;
    while (!finished_) {
        const auto next_field = next_ends_ == nullptr ? 1 : static_cast<std::size_t>(next_ends_ - scanner_.ends.data());
        const std::uint32_t taken_to = next_begin();
        scanner_.rebase(taken_to, next_field);
        base_ += taken_to;
        if (!drained_ && static_cast<std::size_t>(stop_ - base_) < scanner_.scanned + std::size_t{64}) {
            drained_ = !fill_buffer();
        }
        const std::size_t at_hand = static_cast<std::size_t>(stop_ - base_) - scanner_.scanned;
        const bool last = drained_ && at_hand <= window + margin;
        if (last && bytes_ == nullptr) copy_rest();
        const std::size_t taken = last ? at_hand : std::min<std::size_t>(window, at_hand / 64 * 64);
        scanner_.scan(base_, scanner_.scanned + static_cast<std::uint32_t>(taken), last);
        finished_ = last;
        use_scanned(1);
        feed_ = next_ends_[-1];
        even_stop_ = next_ends_;
        if (!last && usual_size_ != 0) even_stop_ += usual_size_ * scanner_.even_rows(base_, usual_size_);
        if (even_stop_ != next_ends_) return true;
        scanner_.list_rows(base_, last);
        row_ = scanner_.rows.data();
        row_stop_ = row_ + scanner_.row_count;
        if (row_ != row_stop_) return true;
        if (scanner_.scanned > options_.max_record) {
            ++line_;
            ends_ = next_ends_;
            return too_long(static_cast<std::uint32_t>(options_.max_record));
        }
    }
    stop();
    return false;
}

/// Goes on to the next sound record where not all have as many fields as usual, or none is at hand.
bool csv_reader::next_listed() {
    for (;;) {
        if (row_ == row_stop_) {
            if (!refill()) return false;
            if (next_ends_ == even_stop_) continue;
            take();
            return true;
        }
        const std::uint32_t end = *row_++;
        if (next_ends_[static_cast<std::ptrdiff_t>(usual_size_) - 1] == end) {
            take();
        } else if (!settle(end)) {
            continue;
        }
        even_stop_ = next_ends_;
        return true;
    }
}

/// Tells of the record that goes on beyond `limit`, and ends the reading.
bool csv_reader::too_long(std::uint32_t limit) {
    const std::uint32_t begin = ends_[-1] + 1;
    const std::uint32_t* const last = scanner_.ends.data() + scanner_.end_count;
    const std::uint32_t* const cut = std::lower_bound<const std::uint32_t*>(ends_, last, begin + limit);
    const auto column = static_cast<std::size_t>(cut - ends_);
    const std::uint32_t field = cut[-1] + 1;
    const std::string_view start{base_ + field, std::min<std::size_t>(scanner_.scanned - field, 80)};
    const std::string bytes = std::to_string(limit) + " bytes";
    if (start.starts_with('"')) {
        note(errc::unterminated_quote, column, start, "a closing quote within " + bytes);
    } else {
        note(errc::out_of_range, column, start, "a record of at most " + bytes);
    }
    stop();
    return false;
}

/// Does with care what `next` does for the usual record. \returns whether the record is sound
bool csv_reader::settle(std::uint32_t end) {
    ends_ = next_ends_;
    ++line_;
    if (returns_) ends_[-1] = feed_;  // it may have been moved before a carriage return
    const std::uint32_t begin = ends_[-1] + 1;
    std::uint32_t* const last = std::lower_bound(ends_, scanner_.ends.data() + scanner_.end_count, end);
    const auto count = static_cast<std::size_t>(last - ends_) + 1;
    next_ends_ = last + 1;
    feed_ = end;
    breaks_ = 0;
    if (end - begin > options_.max_record) return too_long(static_cast<std::uint32_t>(options_.max_record));

    auto& faults = scanner_.faults;
    const bool feed = base_ + end != stop_ && base_[end] == '\n';
    const bool returns = feed && end > begin && base_[end - 1] == '\r';
    *last = end - static_cast<std::uint32_t>(returns);
    if (scanner_.quoted_breaks()) {
        breaks_ = static_cast<std::uint64_t>(std::count(base_ + begin, base_ + end, '\n'));
        line_ += breaks_;
    }

    bool sound = true;
    std::size_t told = static_cast<std::size_t>(-1);  // of several faults in one field the first is told
    for (; fault_ < faults.size() && faults[fault_].at <= end; ++fault_) {
        const auto [at, kind] = faults[fault_];
        sound = false;
        const std::uint32_t* const holder = std::lower_bound(ends_, last, at);
        const auto column = static_cast<std::size_t>(holder - ends_);
        if (column == told) continue;
        told = column;
        const std::uint32_t field = holder[-1] + 1;
        const std::string_view text{base_ + field, *holder - field};
        switch (kind) {
            case detail::csv_fault_kind::stray_quote:
                note(errc::malformed_text, column, text,
                     text.find_first_not_of(" \t") == text.find('"')
                         ? "no blanks before the opening quote"
                         : "quotes around the whole field, and each quote inside doubled");
                break;
            case detail::csv_fault_kind::text_behind_quote:
                note(errc::unterminated_quote, column, text,
                     "nothing between the closing quote and the end of the field");
                break;
            case detail::csv_fault_kind::open_quote:
                note(errc::unterminated_quote, column, text, "a closing quote before the end of the file");
                break;
            case detail::csv_fault_kind::bare_return:
                note(errc::malformed_text, column, text, "a line feed behind each carriage return");
                break;
            case detail::csv_fault_kind::bad_utf8:
                note_bytes(column, text);
                break;
        }
    }
    if (!sound) return false;

    const bool blank = count == 1 && *last == begin;
    if (blank && (options_.ragged || size_ != 1)) return false;
    if (options_.ragged || size_ == 0) {
        size_ = count;
        const auto field = static_cast<std::size_t>(ends_ - scanner_.ends.data());
        scanner_.guard(size_);  // may move the ends
        ends_ = scanner_.ends.data() + field;
        use_scanned(field + count);
        return true;
    }
    if (count == size_) return true;
    const std::string_view text{base_ + begin, *last - begin};
    note(errc::ragged_row, static_cast<std::size_t>(-1), text,
         std::to_string(size_) + " fields, not " + std::to_string(count));
    return false;
}

std::string_view csv_reader::unquoted(std::string_view written) const {
    std::string_view inside = written.substr(1, written.size() - 2);
    std::size_t quote = inside.find('"');
    if (quote == std::string_view::npos) return inside;
    const char* const begin = base_ + static_cast<std::uint32_t>(ends_[-1] + 1);
    const auto record = static_cast<std::size_t>(base_ + next_begin() - begin);
    if (scratch_.size() < record + margin) scratch_.resize(record + margin);
    char* const copy = scratch_.data() + (written.data() - begin);
    char* out = copy;
    while (quote != std::string_view::npos) {
        out = std::copy_n(inside.data(), quote + 1, out);
        inside.remove_prefix(quote + 2);
        quote = inside.find('"');
    }
    out = std::copy(inside.begin(), inside.end(), out);
    return {copy, static_cast<std::size_t>(out - copy)};
}

}  // namespace muong::v0
