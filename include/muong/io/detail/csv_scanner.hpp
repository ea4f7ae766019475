// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <muong/core/export.hpp>

namespace muong::inline v0::detail {

/// Bit i of each mask tells of byte i of a block of 64.
struct csv_masks {
    std::uint64_t separators;  ///< delimiters and line feeds
    std::uint64_t lines;       ///< line feeds
    std::uint64_t quotes;
    std::uint64_t returns;  ///< carriage returns

    friend bool operator==(const csv_masks&, const csv_masks&) = default;
};

struct csv_kinds;
struct csv_loops;

enum class csv_fault_kind : std::uint8_t { stray_quote, text_behind_quote, open_quote, bare_return, bad_utf8 };

struct csv_fault {
    std::uint32_t at;
    csv_fault_kind kind;

    friend auto operator<=>(const csv_fault&, const csv_fault&) = default;
};

/// Finds the ends of fields and rows in a stretch of a table, some thousand bytes at a time. All positions are offsets
/// from `base`, the beginning of the oldest record that is not consumed yet.
class MUONG_EXPORT csv_scanner {
public:
    static constexpr std::uint32_t none = 0xFFFF'FFFF;

    csv_scanner(char delimiter, bool stray_quotes);

    /// Scans base[scanned, to), `to - scanned` being a multiple of 64 unless this is the last stretch of the table.
    void scan(const char* base, std::uint32_t to, bool last);

    /// Forgets the fields before number `field` and the bytes before `by`, which becomes the new `base`.
    void rebase(std::uint32_t by, std::size_t field);

    /// Keeps `columns` entries behind the last end that equal no position.
    void guard(std::size_t columns);

    /// How many records there are if each of those that end has `columns` fields; else 0. O(records)
    [[nodiscard]] std::size_t even_rows(const char* base, std::size_t columns) const noexcept;

    /// Lists the rows. `last`: the table ends behind the last one. O(fields)
    void list_rows(const char* base, bool last);

    /// Whether some quoted field behind `base` holds a line feed.
    [[nodiscard]] bool quoted_breaks() const noexcept { return quoted_break_ != none; }

    /// Whether there is a quote behind `base`.
    [[nodiscard]] bool quotes() const noexcept { return any_quote_ != none; }

    /// Whether there is a carriage return behind `base`.
    [[nodiscard]] bool returns() const noexcept { return any_return_ != none; }

    /// Whether some quoted field behind `base` holds a doubled quote.
    [[nodiscard]] bool doubled_quotes() const noexcept { return doubled_quote_ != none; }

    std::vector<std::uint32_t> ends = {
        none};                        ///< [0] is the byte before the record; then the separator behind each field
    std::vector<std::uint32_t> rows;  ///< if listed: the separators among `ends` that end a row
    std::vector<csv_fault> faults;    ///< by position
    std::size_t end_count = 1;
    std::size_t row_count = 0;
    std::uint32_t scanned = 0;

private:
    enum class mode : std::uint8_t { plain, spoilt, quoted, closed };

    bool scan_unquoted(const char* base, std::size_t count);
    void scan_blocks(const char* base, std::size_t count);
    void note(const csv_kinds& kinds, std::uint32_t behind) noexcept;
    bool step_over_quotes(csv_masks& block, bool starts_field);
    void walk(const char* base, std::uint32_t at, std::uint64_t events);
    void finish(const char* base);
    void check_utf8(const char* base, bool last);
    void emit(std::uint32_t at, bool row);

    const csv_loops* loops_;
    std::vector<csv_masks> masks_;  ///< of the blocks that are scanned
    std::size_t lines_ = 0;         ///< separators that end a row among those of the last scan
    std::size_t guarded_ = 0;
    std::uint32_t quote_ = none;          ///< the quote that opened the field, or the one that seems to close it
    std::uint32_t any_quote_ = none;      ///< not before the last quote
    std::uint32_t any_return_ = none;     ///< not before the last carriage return
    std::uint32_t quoted_break_ = none;   ///< the last line feed in a quoted field
    std::uint32_t doubled_quote_ = none;  ///< the last one
    std::uint32_t return_ = none;         ///< a carriage return whose line feed is still to come
    std::uint32_t utf8_checked_ = 0;
    char delimiter_;
    bool stray_quotes_;
    bool wide_ = false;
    mode mode_ = mode::plain;
};

}  // namespace muong::v0::detail
