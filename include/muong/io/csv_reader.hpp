// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <muong/core/detail/field_rows.hpp>
#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/io/csv_options.hpp>
#include <muong/io/detail/csv_scanner.hpp>
#include <muong/io/fixed_point.hpp>
#include <muong/io/problem_log.hpp>
#include <muong/io/text_numbers.hpp>

namespace muong::inline v0 {

/// Something that bytes are read from, piece by piece.
class MUONG_EXPORT byte_source {
public:
    byte_source() = default;
    byte_source(const byte_source&) = delete;
    byte_source& operator=(const byte_source&) = delete;
    virtual ~byte_source();

    /// Fills the beginning of `room`, which is not empty, with the next bytes and returns how many; 0 at the end.
    /// \throws data_error if they cannot be read
    virtual std::size_t read(std::span<char> room) = 0;
};

/// The bytes of a stream, which must outlive the source. `name` is told in problems.
class MUONG_EXPORT stream_source final : public byte_source {
public:
    stream_source(std::istream& in, std::string name) : in_{&in}, name_{std::move(name)} {}
    std::size_t read(std::span<char> room) override;

private:
    std::istream* in_;
    std::string name_;
};

/// The bytes of an open file descriptor, which stays open. `name` is told in problems.
class MUONG_EXPORT descriptor_source final : public byte_source {
public:
    descriptor_source(int descriptor, std::string name) : descriptor_{descriptor}, name_{std::move(name)} {}
    std::size_t read(std::span<char> room) override;

private:
    int descriptor_;
    std::string name_;
};

/// A column of a table, found by its name; or none.
class csv_column {
public:
    constexpr csv_column() noexcept = default;  ///< no column
    constexpr explicit csv_column(std::size_t index) noexcept : index_{index} {}

    [[nodiscard]] constexpr explicit operator bool() const noexcept { return index_ != absent; }
    [[nodiscard]] constexpr std::size_t index() const noexcept { return index_; }  ///< from 0
    friend constexpr bool operator==(csv_column, csv_column) = default;

private:
    static constexpr std::size_t absent = static_cast<std::size_t>(-1);
    std::size_t index_ = absent;
};

class csv_reader;

/// A field of a record as a key for text_numbers, which seldom need to find its text. A view: valid until the next
/// `csv_reader::next()`.
class csv_key {
public:
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] bool empty() const { return written_.size() <= 2 && text().empty(); }
    operator text_key() const;  // NOLINT(google-explicit-constructor): a key is its text

    /// The field with its quotes. Eight bytes more may be read, of which the first ends it.
    [[nodiscard]] [[gnu::always_inline]] std::string_view written() const noexcept { return written_; }
    [[nodiscard]] [[gnu::always_inline]] int delimiter() const noexcept;  ///< of the table

private:
    friend class csv_reader;
    [[gnu::always_inline]] csv_key(const csv_reader& in, std::string_view written) noexcept
        : in_{&in}, written_{written} {}

    const csv_reader* in_;
    std::string_view written_;
};

/// Reads a table record by record (RFC 4180): UTF-8 with or without a byte order mark, lines that end in LF or CRLF,
/// fields that may be quoted and then hold delimiters, line breaks and doubled quotes. No blanks are trimmed.
///
///     csv_reader in{text, "units.csv", log};
///     const auto code = in.require("code"), name = in.find("name");
///     while (log.empty() && in.next()) use(in[code], in[name]);
///
/// Everything that is wrong with the form goes to the log with its place: empty_file; missing_column and
/// duplicate_column; ragged_row; unterminated_quote (also for text behind a closing quote); malformed_text for a quote
/// inside an unquoted field and for a carriage return that ends no line; invalid_utf8, once, of the first row, with how
/// many others there are as soon as all are read; out_of_range for a record beyond `max_record`; unreadable. A record
/// with such a problem is left out and the reading goes on, except that a quote that is never closed and a record that
/// is too long end it. A line with nothing on it is no record, except in a table of one column. A line such as "sep=;"
/// before the header, by which spreadsheets are told of the delimiter, is stepped over; if it is of another one than
/// that of the table, it is malformed_text and nothing is read.
///
/// Laws, tested in tests/io/csv_reader.test.cpp: the records do not depend on how a source cuts its bytes; they are
/// those of a plain character-by-character reader on any bytes at all.
///
/// Memory: the bytes of a source's buffer or of the longest record, and 256 KiB. No allocation per record. Not safe to
/// share between threads, not even for reading.
class MUONG_EXPORT csv_reader {
public:
    /// Reads `text`, which must outlive the reader; only its end, of about 32 KiB, is copied. `source` names it in
    /// problems.
    /// \throws std::invalid_argument for a delimiter that is none, or a max_record of 0 or beyond 1 GiB
    csv_reader(std::string_view text, std::string source, problem_log& log, const csv_options& options = {});
    csv_reader(const char* text, std::string source, problem_log& log, const csv_options& options = {})
        : csv_reader{std::string_view{text}, std::move(source), log, options} {}
    csv_reader(std::string&& text, std::string source, problem_log& log, const csv_options& options = {}) = delete;

    /// Reads what a source gives, through a buffer. The source must outlive the reader.
    csv_reader(byte_source& bytes, std::string source, problem_log& log, const csv_options& options = {});

    csv_reader(csv_reader&&) noexcept = default;
    csv_reader& operator=(csv_reader&&) noexcept = default;
    ~csv_reader() = default;

    /// Names of the columns; empty for a table without header and for an empty file.
    [[nodiscard]] std::span<const std::string> header() const& noexcept { return header_; }
    std::span<const std::string> header() const&& = delete;
    [[nodiscard]] const std::string& source() const& noexcept { return source_; }
    const std::string& source() const&& = delete;
    [[nodiscard]] const csv_dialect& dialect() const& noexcept { return options_.dialect; }
    const csv_dialect& dialect() const&& = delete;
    [[nodiscard]] problem_log& log() const noexcept { return *log_; }

    /// The column of that name; none if the table has no such column.
    [[nodiscard]] csv_column find(std::string_view name) const noexcept;

    /// The column of that name; if there is none, a missing_column problem goes to the log (unless the file is empty,
    /// which is a problem already).
    csv_column require(std::string_view name);

    /// Goes on to the next sound record. False at the end.
    bool next() {
        if (next_ends_ == even_stop_) return next_listed();
        take();
        return true;
    }

    /// Whether the texts of the record, and of those before it of which the same was told one after the other, stay
    /// where they are when the next one is read: so it is of nearly all records.
    [[nodiscard]] bool texts_stay() const noexcept {
        if (scanner_.doubled_quotes()) return false;
        return next_ends_ != even_stop_ || (row_ != row_stop_ && usual_size_ != 0 &&
                                            next_ends_[static_cast<std::ptrdiff_t>(usual_size_) - 1] == *row_);
    }

    /// The record and those at hand behind it, which are taken with it, if each of their fields is its text as it is
    /// written; else no row, and none is taken. Valid until the next `next()`, which goes on behind them.
    [[nodiscard]] detail::field_rows take_plain() noexcept {
        if (scanner_.quotes() || returns_) return {};
        const std::size_t more = usual_size_ == 0 ? 0 : static_cast<std::size_t>(even_stop_ - next_ends_) / usual_size_;
        const detail::field_rows taken{base_, ends_, size_, 1 + more, row()};
        next_ends_ += more * usual_size_;
        ends_ += more * usual_size_;
        line_ += more;
        return taken;
    }

    /// How many fields the record has.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// A field of the record as text, without its quotes, doubled quotes made single. Valid until the next `next()`.
    /// `column < size()`.
    [[nodiscard]] [[gnu::always_inline]] std::string_view operator[](std::size_t column) const {
        return text_of(raw(column));
    }
    /// The same; empty for no column.
    [[nodiscard]] [[gnu::always_inline]] std::string_view operator[](csv_column column) const {
        return column ? (*this)[column.index()] : std::string_view{};
    }

    /// A field as a number, as scan_fixed reads its text with the decimal mark of the table. `column < size()`.
    [[nodiscard]] [[gnu::always_inline]] fixed_scan fixed(csv_column column, int decimals) const {
        return fixed((*this)[column.index()], decimals);
    }
    /// The same of the text of a field of the record, and of no other text: it looks at the bytes behind it.
    [[nodiscard]] [[gnu::always_inline]] fixed_scan fixed(std::string_view text, int decimals) const {
        return detail::scan_fixed_within<detail::readable::and_beyond>(text, decimals, *shapes_);
    }

    /// A field as a key for text_numbers. `column < size()`.
    [[nodiscard]] [[gnu::always_inline]] csv_key key(csv_column column) const noexcept {
        return {*this, raw(column.index())};
    }

    /// A field as it is written, with its quotes.
    [[nodiscard]] [[gnu::always_inline]] std::string_view raw(std::size_t column) const noexcept {
        const auto field = static_cast<std::ptrdiff_t>(column);
        const std::uint32_t begin = ends_[field - 1] + 1;
        return {base_ + begin, static_cast<std::size_t>(ends_[field] - begin)};
    }

    /// Line of the table on which the record begins, from 1; line breaks in quotes count.
    [[nodiscard]] std::uint64_t row() const noexcept { return line_ - breaks_; }

    /// Where a field of the record stands.
    [[nodiscard]] place where(std::size_t column) const;
    [[nodiscard]] place where(csv_column column) const;

    /// Tells the log of a fault in a field of the record, with its place and text.
    void fault(errc kind, csv_column column, std::string_view expected);

private:
    friend class csv_key;
    friend class csv_table;
    void start();
    /// The text of a field that is written so.
    [[nodiscard]] [[gnu::always_inline]] std::string_view text_of(std::string_view written) const {
        if (*written.data() != '"') return written;  // of an empty field it is the byte behind it
        return scanner_.doubled_quotes() ? unquoted(written) : written.substr(1, written.size() - 2);
    }
    /// Where the record begins behind the one that was taken last.
    [[nodiscard]] std::uint32_t next_begin() const noexcept {
        if (next_ends_ == nullptr) return 0;
        return (returns_ ? feed_ : next_ends_[-1]) + 1;
    }
    /// Takes the next record, of as many fields as usual.
    [[gnu::always_inline]] void take() noexcept {
        ends_ = next_ends_;
        next_ends_ += usual_size_;
        ++line_;
        if (returns_) leave_out_return();
    }
    /// Moves the end of the record that was taken before its carriage return.
    void leave_out_return() noexcept {
        ends_[-1] = feed_;  // it may have been moved, too
        feed_ = next_ends_[-1];
        if (feed_ != ends_[-1] + 1 && base_[feed_ - 1] == '\r') --next_ends_[-1];
    }
    void use_scanned(std::size_t next_field);
    void stop();
    bool refill();
    bool fill_buffer();
    void copy_rest();
    bool next_listed();
    bool settle(std::uint32_t end);
    bool too_long(std::uint32_t limit);
    void note(errc kind, std::size_t column, std::string_view found, std::string expected);
    void note_bytes(std::size_t column, std::string_view found);
    bool step_over_separator_line();
    [[nodiscard]] std::string_view unquoted(std::string_view written) const;

    // The positions are the scanner's; ends_[-1] is the byte before the record, ends_[i] the one behind field i.
    // Of the bytes at hand eight more may be read behind each field. ends_ and next_ends_ stand apart: side by side
    // they are stored as one, and the next record waits for that.
    const char* base_ = nullptr;          ///< beginning of the oldest record that is not consumed
    std::uint32_t* next_ends_ = nullptr;  ///< of the record after it
    std::size_t usual_size_ = 0;  ///< as size_; 0 if more can be wrong with the rows at hand than the count of fields
    std::uint64_t line_ = 0;      ///< on which the record ends
    std::uint32_t* ends_ = nullptr;             ///< of the record
    const std::uint32_t* even_stop_ = nullptr;  ///< up to here the records have usual_size_ fields
    const std::uint32_t* row_ = nullptr;        ///< where not all have so many: end of the record after it
    const std::uint32_t* row_stop_ = nullptr;
    std::uint32_t feed_ = 0;    ///< if returns_: the separator that ends the record
    bool returns_ = false;      ///< the rows at hand may end in carriage returns
    bool finished_ = false;     ///< nothing is left to scan
    bool drained_ = false;      ///< the source has no more bytes
    std::size_t size_ = 0;      ///< fields of the record; of every record, unless ragged ones are allowed
    std::uint64_t breaks_ = 0;  ///< line feeds in the record
    detail::csv_scanner scanner_;
    const char* stop_ = nullptr;  ///< end of the bytes at hand
    std::size_t fault_ = 0;       ///< number of the next fault of the scanner
    std::vector<char> buffer_;
    byte_source* bytes_ = nullptr;
    std::vector<std::string> header_;
    std::string source_;
    csv_options options_;
    const detail::number_shapes* shapes_;  ///< by the decimal mark
    problem_log* log_;
    std::size_t first_not_utf8_ = 0;     ///< number in the log of the problem that tells of all rows that are not UTF-8
    std::uint64_t rows_not_utf8_ = 0;    ///< how many they are
    std::uint64_t last_not_utf8_ = 0;    ///< the last of them
    mutable std::vector<char> scratch_;  ///< unquoted texts of the record, each at the offset of its field
};

inline std::string_view csv_key::text() const { return in_->text_of(written_); }
inline int csv_key::delimiter() const noexcept { return in_->options_.dialect.delimiter; }
inline csv_key::operator text_key() const {
    return {text(), std::integral_constant<detail::readable, detail::readable::and_beyond>{}};
}

}  // namespace muong::v0
