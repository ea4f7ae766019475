// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/io/csv_options.hpp>
#include <muong/io/csv_reader.hpp>
#include <muong/io/problem_log.hpp>

namespace muong::inline v0 {

/// A type that is read from text by its own `parse`.
template <class T>
concept parsed_from_text = requires(std::string_view text) {
    { T::parse(text) } -> std::convertible_to<std::optional<T>>;
};

class csv_table;

/// One field of a table: its text and where it stands. A view: the table must outlive it.
class csv_cell {
public:
    /// Without quotes, doubled quotes made single. Empty for a column that the table does not have.
    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    [[nodiscard]] MUONG_EXPORT place where() const;

    /// Tells the log that the text is not what it should be.
    MUONG_EXPORT void fault(problem_log& log, errc kind, std::string_view expected) const;

    /// What `parse(text())` gives, an optional of any type. If it is none, a problem goes to the log.
    /// `expected` tells what it should be: "a day such as 2025-07-01".
    template <class Parse>
        requires std::invocable<Parse&, std::string_view>
    [[nodiscard]] auto read(problem_log& log, Parse&& parse, std::string_view expected,
                            errc kind = errc::malformed_text) const {
        auto value = parse(text_);
        if (!value) fault(log, empty() ? errc::missing_value : kind, expected);
        return value;
    }

    /// The value of the text; none, and a problem in the log, if it is empty or no such value. The kind of the problem
    /// is missing_value, or what `T::fault_in(text)` tells if T has that, or malformed_text.
    template <parsed_from_text T>
    [[nodiscard]] std::optional<T> as(problem_log& log, std::string_view expected) const {
        std::optional<T> value = T::parse(text_);
        if (!value) {
            errc kind = errc::malformed_text;
            if constexpr (requires { *T::fault_in(text_); }) kind = T::fault_in(text_).value_or(kind);
            fault(log, empty() ? errc::missing_value : kind, expected);
        }
        return value;
    }

    /// The same, but an empty text is no fault.
    template <parsed_from_text T>
    [[nodiscard]] std::optional<T> as_optional(problem_log& log, std::string_view expected) const {
        return empty() ? std::optional<T>{} : as<T>(log, expected);
    }

private:
    friend class csv_row;
    csv_cell(const csv_table* table, std::size_t row, std::size_t column, std::string_view text) noexcept
        : table_{table}, row_{row}, column_{column}, text_{text} {}

    const csv_table* table_;
    std::size_t row_;
    std::size_t column_;
    std::string_view text_;
};

/// One record of a table. A view: the table must outlive it.
class csv_row {
public:
    /// A field by number, from 0. `column` is less than the number of columns.
    [[nodiscard]] csv_cell operator[](std::size_t column) const noexcept;
    /// A field by column; an empty one for no column.
    [[nodiscard]] csv_cell operator[](csv_column column) const noexcept;
    /// Line of the file on which the record begins, from 1.
    [[nodiscard]] MUONG_EXPORT std::uint64_t row() const noexcept;
    /// Where the record stands.
    [[nodiscard]] MUONG_EXPORT place where() const;

private:
    friend class csv_table;
    csv_row(const csv_table* table, std::size_t row) noexcept : table_{table}, row_{row} {}

    const csv_table* table_;
    std::size_t row_;
};

/// A whole table in memory, with a header. For big ones that are read once, csv_reader does without the memory.
///
///     problem_log log;
///     const csv_table units{text, "units.csv", log};
///     const auto code = units.require("code", log), from = units.require("valid_from", log);
///     for (const auto row : units) use(row[code].as<unit_code>(log, "a code"), row[from].as<date>(log, "a day"));
///     if (!log.empty()) throw data_error{log.kept()};
///
/// Immutable, so safe to share between threads; it can be moved, not copied. 4 bytes a field and 12 a record on top of
/// a copy of the text.
class MUONG_EXPORT csv_table {
public:
    /// Lenient: records that cannot be used are left out, and what is wrong goes to the log (see csv_reader for what).
    /// \throws std::invalid_argument for options without a header or with ragged rows; as csv_reader
    csv_table(std::string_view text, std::string source, problem_log& log, const csv_options& options = {});

    csv_table(csv_table&&) noexcept = default;  // a move leaves the texts where they are, but not the rows and cells
    csv_table& operator=(csv_table&&) noexcept = default;
    ~csv_table() = default;

    /// Strict: the table, or all the problems with its form up to 100. \throws as the constructor
    [[nodiscard]] static result<csv_table> parse(std::string_view text, std::string source,
                                                 const csv_options& options = {});
    /// The same from a file; "-" is the standard input.
    [[nodiscard]] static result<csv_table> read(const std::string& path, const csv_options& options = {});

    [[nodiscard]] std::span<const std::string> header() const& noexcept { return header_; }
    std::span<const std::string> header() const&& = delete;
    [[nodiscard]] const std::string& source() const& noexcept { return source_; }
    const std::string& source() const&& = delete;
    [[nodiscard]] const csv_dialect& dialect() const& noexcept { return dialect_; }
    const csv_dialect& dialect() const&& = delete;

    /// The column of that name; none if the table has no such column.
    [[nodiscard]] csv_column find(std::string_view name) const noexcept;
    /// The same; if there is none, a missing_column problem goes to the log.
    csv_column require(std::string_view name, problem_log& log) const;

    /// Number of records, the header not counted.
    [[nodiscard]] std::size_t size() const noexcept { return bases_.size(); }
    [[nodiscard]] bool empty() const noexcept { return bases_.empty(); }
    /// A record by number, from 0. `number < size()`.
    [[nodiscard]] csv_row operator[](std::size_t number) const& noexcept { return {this, number}; }
    csv_row operator[](std::size_t number) const&& = delete;

    /// Walks the records in the order of the file.
    class iterator {
    public:
        using iterator_concept = std::random_access_iterator_tag;
        using iterator_category = std::input_iterator_tag;
        using value_type = csv_row;
        using difference_type = std::ptrdiff_t;
        using reference = csv_row;
        using pointer = void;

        iterator() noexcept = default;
        csv_row operator*() const noexcept { return {table_, row_}; }
        csv_row operator[](difference_type n) const noexcept { return *(*this + n); }
        iterator& operator++() noexcept { return *this += 1; }
        iterator& operator--() noexcept { return *this -= 1; }
        iterator operator++(int) noexcept { return std::exchange(*this, *this + 1); }
        iterator operator--(int) noexcept { return std::exchange(*this, *this - 1); }
        iterator& operator+=(difference_type n) noexcept {
            row_ = static_cast<std::size_t>(static_cast<difference_type>(row_) + n);
            return *this;
        }
        iterator& operator-=(difference_type n) noexcept { return *this += -n; }
        friend iterator operator+(iterator i, difference_type n) noexcept { return i += n; }
        friend iterator operator+(difference_type n, iterator i) noexcept { return i += n; }
        friend iterator operator-(iterator i, difference_type n) noexcept { return i -= n; }
        friend difference_type operator-(iterator a, iterator b) noexcept {
            return static_cast<difference_type>(a.row_) - static_cast<difference_type>(b.row_);
        }
        friend bool operator==(iterator a, iterator b) noexcept { return a.row_ == b.row_; }
        friend std::strong_ordering operator<=>(iterator a, iterator b) noexcept { return a.row_ <=> b.row_; }

    private:
        friend class csv_table;
        iterator(const csv_table* table, std::size_t row) noexcept : table_{table}, row_{row} {}

        const csv_table* table_ = nullptr;
        std::size_t row_ = 0;
    };
    [[nodiscard]] iterator begin() const& noexcept { return {this, 0}; }
    [[nodiscard]] iterator end() const& noexcept { return {this, size()}; }
    iterator begin() const&& = delete;
    iterator end() const&& = delete;

private:
    friend class csv_cell;
    friend class csv_row;

    struct line_shift {
        std::size_t row;      ///< from this one on
        std::uint64_t lines;  ///< by which the line of a record is ahead of its number
    };

    [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const noexcept {
        const std::uint32_t* const end = ends_.data() + row * (header_.size() + 1) + column;
        const std::uint32_t begin = end[0] + 1;
        const char* at = text_.data() + bases_[row] + begin;
        std::size_t size = end[1] - begin;
        if (*at == '"') {
            ++at;
            size -= 2;
            while (size != 0 && at[size - 1] == filler) --size;
        }
        return {at, size};
    }
    void make_quotes_single(const csv_reader& in);

    static constexpr char filler = '\xFF';  ///< behind a text that became shorter; no text in UTF-8 has it

    std::vector<char> text_;            ///< as it was, but doubled quotes are single; and one byte more
    std::vector<std::uint64_t> bases_;  ///< where in the text the positions of a record count from
    std::vector<std::uint32_t> ends_;   ///< of each record the byte before it, and the one behind each field
    std::vector<line_shift> shifts_;
    std::vector<std::string> header_;
    std::string source_;
    csv_dialect dialect_;
};

inline csv_cell csv_row::operator[](std::size_t column) const noexcept {
    return {table_, row_, column, table_->text(row_, column)};
}
inline csv_cell csv_row::operator[](csv_column column) const noexcept {
    return column ? (*this)[column.index()] : csv_cell{table_, row_, csv_column{}.index(), {}};
}

}  // namespace muong::v0
