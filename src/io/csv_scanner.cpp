// SPDX-License-Identifier: MIT
#include <muong/io/detail/csv_scanner.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

#include <muong/core/utf8.hpp>

#include "io/csv_blocks.hpp"

namespace muong::inline v0::detail {
namespace {

constexpr std::uint32_t block_size = csv_loops::block_size;

/// How many bytes at the end of a text, 0 to 3, begin a sequence of UTF-8 that the next bytes may complete.
std::uint32_t open_sequence(std::string_view text) noexcept {
    for (std::uint32_t back = 1; back <= 3 && back <= text.size(); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if ((byte & 0xC0U) == 0x80U) continue;
        const std::uint32_t length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        return length > back ? back : 0;
    }
    return 0;
}

/// Bit i tells whether an odd number of the bits 0 to i is set.
std::uint64_t parity_so_far(std::uint64_t mask) noexcept {
    for (unsigned step = 1; step < 64; step *= 2) mask ^= mask << step;
    return mask;
}

}  // namespace

csv_scanner::csv_scanner(char delimiter, bool stray_quotes)
    : loops_{all_csv_loops().back()}, delimiter_{delimiter}, stray_quotes_{stray_quotes} {}

void csv_scanner::scan(const char* base, std::uint32_t to, bool last) {
    const std::size_t room = to - scanned + std::size_t{1} + csv_loops::slack;
    if (ends.size() < end_count + room + guarded_) ends.resize(end_count + room + guarded_);

    lines_ = row_count = 0;
    const std::size_t blocks = (to - scanned) / block_size;
    if (!scan_unquoted(base, blocks)) scan_blocks(base, blocks);
    if (scanned != to) {
        char block[block_size] = {};
        std::memcpy(block, base + scanned, to - scanned);
        csv_masks masks{};
        note(loops_->masks(block, 1, delimiter_, &masks), to);
        walk(base, scanned, masks.separators | masks.quotes | masks.returns);
        scanned = to;
    }
    if (last) finish(base);
    guard(guarded_);
    check_utf8(base, last);
    if (!faults.empty()) std::sort(faults.begin(), faults.end());
}

void csv_scanner::note(const csv_kinds& kinds, std::uint32_t behind) noexcept {
    if (kinds.quotes) any_quote_ = behind;
    if (kinds.returns) any_return_ = behind;
    wide_ |= kinds.wide;
}

/// Scans whole blocks behind a stretch without quotes. False, and nothing is changed, if they have quotes or carriage
/// returns that end no line.
bool csv_scanner::scan_unquoted(const char* base, std::size_t count) {
    if (any_quote_ != none || return_ != none) return false;
    std::uint32_t* end = ends.data() + end_count;
    const auto found = loops_->separators(base + scanned, count, delimiter_, scanned, end);
    if (found.kinds.quotes || found.bare_return) return false;
    end_count = static_cast<std::size_t>(end - ends.data());
    lines_ = found.lines;
    scanned += static_cast<std::uint32_t>(count) * block_size;
    note(found.kinds, scanned);
    return true;
}

/// Scans whole blocks: all at once if nothing is quoted and no carriage return among them, else each with care.
void csv_scanner::scan_blocks(const char* base, std::size_t count) {
    if (masks_.size() < count) masks_.resize(count);
    const auto kinds = loops_->masks(base + scanned, count, delimiter_, masks_.data());
    std::size_t appended = 0;
    const auto append_to = [&](std::size_t stop, std::uint32_t at) {
        std::uint32_t* end = ends.data() + end_count;
        loops_->positions(masks_.data() + appended, stop - appended,
                          at - static_cast<std::uint32_t>(stop - appended) * block_size, end, lines_);
        end_count = static_cast<std::size_t>(end - ends.data());
        appended = stop;
    };
    if (!kinds.quotes && !kinds.returns && mode_ == mode::plain && return_ == none) {
        scanned += static_cast<std::uint32_t>(count) * block_size;
    } else {
        bool starts_field = ends[end_count - 1] + 1 == scanned;
        for (std::size_t i = 0; i < count; ++i, scanned += block_size) {
            if (step_over_quotes(masks_[i], starts_field)) {
                starts_field = masks_[i].separators >> 63U != 0;
            } else {
                append_to(i, scanned);
                walk(base, scanned, masks_[i].separators | masks_[i].quotes | masks_[i].returns);
                appended = i + 1;
                starts_field = ends[end_count - 1] + 1 == scanned + block_size;
            }
        }
    }
    append_to(count, scanned);
    note(kinds, scanned);
}

std::size_t csv_scanner::even_rows(const char* base, std::size_t columns) const noexcept {
    if (lines_ != (end_count - 1) / columns) return 0;
    unsigned some = '\n', all = '\n';  // their bits
    for (std::size_t i = columns; i < end_count; i += columns) {
        const auto end = static_cast<unsigned char>(base[ends[i]]);
        some |= end;
        all &= end;
    }
    return some == '\n' && all == '\n' ? lines_ : 0;
}

void csv_scanner::list_rows(const char* base, bool last) {
    if (rows.size() < end_count) rows.resize(end_count);
    for (std::size_t i = 1; i < end_count; ++i) {
        rows[row_count] = ends[i];
        row_count += std::size_t{base[ends[i]] == '\n' || (last && i + 1 == end_count)};
    }
}

/// Takes the separators inside quotes out of the masks of a block, when every quote and carriage return in it stands
/// where it may. If one does not, nothing is changed: `walk` finds what is wrong.
bool csv_scanner::step_over_quotes(csv_masks& block, bool starts_field) {
    if (return_ != none || mode_ == mode::spoilt || (mode_ == mode::closed && quote_ + 1 != scanned)) return false;
    const std::uint64_t within = mode_ == mode::quoted ? ~parity_so_far(block.quotes) : parity_so_far(block.quotes);
    const std::uint64_t opening = block.quotes & within;  // a doubled quote closes the field and opens it again
    const std::uint64_t closing = block.quotes & ~within;
    const std::uint64_t outside = block.separators & ~within;
    const std::uint64_t starts = outside << 1U | std::uint64_t{starts_field};
    const std::uint64_t closed = closing << 1U | std::uint64_t{mode_ == mode::closed};
    const std::uint64_t returns = block.returns & ~within;
    const std::uint64_t wrong =
        (opening & ~(starts | closed)) | (closed & ~(outside | opening | returns)) | (returns & ~(block.lines >> 1U));
    if (wrong != 0) return false;

    if ((opening & closed) != 0)
        doubled_quote_ = scanned + 63 - static_cast<std::uint32_t>(std::countl_zero(opening & closed));
    if (const std::uint64_t breaks = block.lines & within; breaks != 0) {
        quoted_break_ = scanned + 63 - static_cast<std::uint32_t>(std::countl_zero(breaks));
    }
    block.separators = outside;
    block.lines &= ~within;
    mode_ = (within >> 63U) != 0 ? mode::quoted : mode::plain;
    if ((closing >> 63U) != 0) {
        mode_ = mode::closed;
        quote_ = scanned + 63;
    }
    return true;
}

void csv_scanner::emit(std::uint32_t at, bool row) {
    ends[end_count++] = at;
    lines_ += std::size_t{row};
    mode_ = mode::plain;
}

/// Goes through the separators, quotes and carriage returns of a block one by one.
void csv_scanner::walk(const char* base, std::uint32_t at, std::uint64_t events) {
    for (; events != 0; events &= events - 1) {
        const std::uint32_t p = at + static_cast<std::uint32_t>(std::countr_zero(events));
        const char c = base[p];
        if (mode_ == mode::quoted) {
            if (c == '"') {
                mode_ = mode::closed;
                quote_ = p;
            } else if (c == '\n') {
                quoted_break_ = p;
            }
            continue;
        }
        if (mode_ == mode::closed) {
            const bool adjoins = p == quote_ + 1;
            if (adjoins && c == '"') {
                mode_ = mode::quoted;
                doubled_quote_ = p;
                continue;
            }
            if (!adjoins && return_ != quote_ + 1) {
                faults.push_back({quote_ + 1, csv_fault_kind::text_behind_quote});
                mode_ = mode::spoilt;
            }
        }
        if (return_ != none) {
            if (c != '\n' || p != return_ + 1) {
                faults.push_back({return_, csv_fault_kind::bare_return});
                if (mode_ == mode::closed) mode_ = mode::spoilt;
            }
            return_ = none;
        }
        if (c == '\r') {
            return_ = p;
        } else if (c == '"') {
            if (mode_ == mode::plain && p == ends[end_count - 1] + 1) {
                mode_ = mode::quoted;
                quote_ = p;
            } else if (mode_ == mode::plain && !stray_quotes_) {
                faults.push_back({p, csv_fault_kind::stray_quote});
                mode_ = mode::spoilt;
            }
        } else {
            emit(p, c == '\n');
        }
    }
}

/// Ends the last record, whether or not a line feed does.
void csv_scanner::finish(const char* base) {
    if (mode_ == mode::quoted) {
        faults.push_back({ends[end_count - 1] + 1, csv_fault_kind::open_quote});
    } else if (return_ != none) {
        faults.push_back({return_, csv_fault_kind::bare_return});
    } else if (mode_ == mode::closed && quote_ + 1 != scanned) {
        faults.push_back({quote_ + 1, csv_fault_kind::text_behind_quote});
    }
    if (scanned > 0 && (base[scanned - 1] != '\n' || mode_ == mode::quoted)) emit(scanned, true);
}

void csv_scanner::check_utf8(const char* base, bool last) {
    if (!wide_) {
        utf8_checked_ = scanned;
        return;
    }
    std::string_view text{base + utf8_checked_, scanned - utf8_checked_};
    if (!last) text.remove_suffix(open_sequence(text));
    while (const auto bad = invalid_utf8_by(text, loops_->usual_utf8)) {
        utf8_checked_ += static_cast<std::uint32_t>(*bad);
        faults.push_back({utf8_checked_++, csv_fault_kind::bad_utf8});
        text.remove_prefix(*bad + 1);
    }
    utf8_checked_ += static_cast<std::uint32_t>(text.size());
    wide_ = utf8_checked_ != scanned;
}

void csv_scanner::rebase(std::uint32_t by, std::size_t field) {
    for (std::size_t i = field; i < end_count; ++i) ends[1 + i - field] = ends[i] - by;
    ends[0] = none;
    end_count = 1 + end_count - field;
    row_count = 0;
    scanned -= by;
    utf8_checked_ -= by;
    if (quote_ != none) quote_ -= by;  // of no meaning, and never read, if it lies in a record that is gone
    if (return_ != none) return_ -= by;
    for (auto& fault : faults) fault.at -= by;
    for (auto* seen : {&any_quote_, &any_return_, &quoted_break_, &doubled_quote_})
        *seen = *seen == none || *seen < by ? none : *seen - by;
}

void csv_scanner::guard(std::size_t columns) {
    guarded_ = columns;
    if (ends.size() < end_count + columns) ends.resize(end_count + columns);
    std::fill_n(ends.begin() + static_cast<std::ptrdiff_t>(end_count), columns, none);
}

}  // namespace muong::v0::detail
