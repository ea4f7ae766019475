// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/detail/copy_text.hpp>
#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/io/atomic_file.hpp>
#include <muong/io/csv_options.hpp>

namespace muong::inline v0 {

/// Appends a field to a line of a table: in quotes only if it holds the delimiter, a quote, CR or LF, or begins with
/// a byte order mark.
MUONG_EXPORT void append_csv_field(std::string& line, std::string_view text, char delimiter = ',');

/// Appends `coefficient / 10^decimals` with all its decimals, as in 13.60; with a decimal comma if asked.
/// `decimals` lies within 0 and 18.
MUONG_EXPORT void append_fixed(std::string& line, std::int64_t coefficient, int decimals, bool decimal_comma = false);

namespace detail {

/// Writes what `append_fixed` appends, with this mark. `out` has room for `fixed_room` characters, all of which may be
/// touched. \returns the end of the text
MUONG_EXPORT char* write_fixed(char* out, std::int64_t coefficient, int decimals, char mark) noexcept;
inline constexpr std::size_t fixed_room = 32;

/// Whether a field needs no quotes.
[[nodiscard]] MUONG_EXPORT bool is_plain_field(std::string_view text, char delimiter) noexcept;

}  // namespace detail

/// Writes a table (RFC 4180, but lines end in LF) to a file that appears whole or not at all.
///
///     csv_writer out{"result.csv"};
///     out.field("code").field("value").end_row();
///     if (auto faults = out.commit(); !faults.empty()) ...
///
/// A row that is nothing but one empty field is written as "", so that it is read again; all rows have as many fields
/// as the first one. One that was moved from is only to be destroyed; none is assigned to.
class MUONG_EXPORT csv_writer {
public:
    /// `path` as for atomic_file.
    /// \throws std::invalid_argument for a delimiter other than , ; | and tab
    explicit csv_writer(std::string path, csv_dialect dialect = {});

    csv_writer& field(std::string_view text) {
        if (!detail::is_plain_field(text, dialect_.delimiter)) return quoted_field(text);
        return written(text);
    }
    /// A number with a fixed count of decimals, 0 to 18, as append_fixed writes it.
    csv_writer& fixed(std::int64_t coefficient, int decimals) {
        if (dialect_.decimal_comma && dialect_.delimiter == ',' && decimals > 0)
            return quoted_fixed(coefficient, decimals);
        char* const at = begin_field(detail::fixed_room);
        end_field(detail::write_fixed(at, coefficient, decimals, dialect_.decimal_comma ? ',' : '.'));
        return *this;
    }
    /// So many fields as they stand in the table, made by `append_csv_field` with the delimiter between them: for what
    /// is written again and again. \throws std::invalid_argument for 0 fields
    csv_writer& written(std::string_view fields, std::size_t count = 1) {
        if (count == 0) refuse_no_fields();
        char* const at = begin_field(fields.size());
        detail::copy_text(at, fields);
        end_field(at + fields.size());
        fields_ += count - 1;
        return *this;
    }
    csv_writer& empty_field() { return written({}); }
    /// \throws std::logic_error if the row has not as many fields as the first one, which no reader would take; the row
    /// is then dropped. A row without fields is one of one empty field.
    void end_row() {
        if (fields_ == 0) fields_ = 1;
        if (columns_ == 0) columns_ = fields_;
        if (fields_ != columns_) refuse_row();
        char* at = room(3);
        if (size_ == begin_) {
            *at++ = '"';
            *at++ = '"';
        }
        *at++ = '\n';
        end_field(at);
        begin_ = size_;
        fields_ = 0;
        if (size_ >= flush_size) flush();
    }

    [[nodiscard]] const csv_dialect& dialect() const noexcept { return dialect_; }

    /// True until a write has failed; a long job may look at it to end early.
    [[nodiscard]] bool good() const noexcept { return file_.good(); }

    /// Puts the file in its place. A row that is not ended is not written.
    /// \returns no problems, or one of kind unwritable
    [[nodiscard]] problems commit(durability how = durability::ordinary);

    /// Hands over the file with all rows that are ended, for `atomic_file::commit_all`.
    [[nodiscard]] atomic_file release() &&;

private:
    static constexpr std::size_t flush_size = std::size_t{1} << 17;  ///< what the file writes without a copy

    /// Where so many bytes can be written next.
    [[nodiscard]] char* room(std::size_t bytes) {
        if (rows_.size() - size_ < bytes) [[unlikely]]
            widen(bytes);
        return rows_.data() + size_;
    }
    [[nodiscard]] char* begin_field(std::size_t bytes) {
        char* const at = room(bytes + 1);
        *at = dialect_.delimiter;
        return at + (fields_++ != 0 ? 1 : 0);
    }
    void end_field(const char* end) noexcept { size_ = static_cast<std::size_t>(end - rows_.data()); }
    [[noreturn]] void refuse_row();
    [[noreturn]] static void refuse_no_fields();
    csv_writer& quoted_field(std::string_view text);
    csv_writer& quoted_fixed(std::int64_t coefficient, int decimals);
    void widen(std::size_t bytes);
    void flush();

    atomic_file file_;
    csv_dialect dialect_;
    std::vector<char> rows_;   ///< that are not handed on
    std::size_t size_ = 0;     ///< of them
    std::size_t begin_ = 0;    ///< of the row at work
    std::size_t fields_ = 0;   ///< of the row at work
    std::size_t columns_ = 0;  ///< fields of the first row
};

}  // namespace muong::v0
