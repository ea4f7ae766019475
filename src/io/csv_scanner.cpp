// SPDX-License-Identifier: MIT
#include <muong/io/detail/csv_scanner.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

#include <muong/core/utf8.hpp>

#if defined(__SSE2__)
#    include <emmintrin.h>
#endif

namespace muong::inline v0::detail {
namespace {

constexpr std::uint32_t block_size = 64;
constexpr std::uint64_t every_byte = 0x0101'0101'0101'0101;
constexpr std::uint64_t high_bits = every_byte << 7U;

std::uint64_t load_eight(const char* at) noexcept {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
    return bytes;
}

/// The high bit of each byte that is zero. Exact: no byte is taken for another because of a carry.
std::uint64_t zero_bytes(std::uint64_t bytes) noexcept {
    return ~(((bytes & ~high_bits) + ~high_bits) | bytes | ~high_bits);
}

std::uint64_t bytes_equal(std::uint64_t bytes, char wanted) noexcept {
    return zero_bytes(bytes ^ (every_byte * static_cast<unsigned char>(wanted)));
}

/// The eight high bits of bytes next to each other.
std::uint64_t gathered(std::uint64_t highs) noexcept { return ((highs >> 7U) * 0x0102'0408'1020'4080U) >> 56U; }

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

/// Where a byte of a block equals `wanted`. For the bytes that are rare; `scan_block` is for the others.
std::uint64_t positions_of(const char* block, char wanted) noexcept {
    std::uint64_t mask = 0;
#if defined(__SSE2__)
    const __m128i pattern = _mm_set1_epi8(wanted);
    for (unsigned i = 0; i < 4; ++i) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + std::size_t{16} * i));
        const auto part = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, pattern)));
        mask |= std::uint64_t{part} << (16 * i);
    }
#else
    for (unsigned i = 0; i < 8; ++i)
        mask |= gathered(bytes_equal(load_eight(block + std::size_t{8} * i), wanted)) << (8 * i);
#endif
    return mask;
}

/// Writes `at` plus the number of each bit to `out` and returns the end.
std::uint32_t* write_positions(std::uint64_t mask, std::uint32_t at, std::uint32_t* out) noexcept {
    for (; mask != 0; mask &= mask - 1) *out++ = at + static_cast<std::uint32_t>(std::countr_zero(mask));
    return out;
}

/// Bit i tells whether an odd number of the bits 0 to i is set.
std::uint64_t parity_so_far(std::uint64_t mask) noexcept {
    for (unsigned step = 1; step < 64; step *= 2) mask ^= mask << step;
    return mask;
}

}  // namespace

csv_masks scan_block_portable(const char* block, char delimiter) noexcept {
    csv_masks masks{};
    std::uint64_t special = 0;
    std::uint64_t wide = 0;
    for (unsigned i = 0; i < 8; ++i) {
        const std::uint64_t bytes = load_eight(block + std::size_t{8} * i);
        const std::uint64_t lines = bytes_equal(bytes, '\n');
        masks.lines |= gathered(lines) << (8 * i);
        masks.separators |= gathered(lines | bytes_equal(bytes, delimiter)) << (8 * i);
        special |= bytes_equal(bytes, '"') | bytes_equal(bytes, '\r');
        wide |= bytes & high_bits;
    }
    masks.special = special != 0;
    masks.wide = wide != 0;
    return masks;
}

#if defined(__SSE2__)
csv_masks scan_block(const char* block, char delimiter) noexcept {
    csv_masks masks{};
    const __m128i delimiters = _mm_set1_epi8(delimiter);
    const __m128i feeds = _mm_set1_epi8('\n');
    const __m128i quotes = _mm_set1_epi8('"');
    const __m128i returns = _mm_set1_epi8('\r');
    __m128i special = _mm_setzero_si128();
    __m128i wide = _mm_setzero_si128();
    for (unsigned i = 0; i < 4; ++i) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + std::size_t{16} * i));
        const __m128i lines = _mm_cmpeq_epi8(bytes, feeds);
        const __m128i separators = _mm_or_si128(lines, _mm_cmpeq_epi8(bytes, delimiters));
        const __m128i odd = _mm_or_si128(_mm_cmpeq_epi8(bytes, quotes), _mm_cmpeq_epi8(bytes, returns));
        masks.lines |= std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(lines))} << (16 * i);
        masks.separators |= std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(separators))} << (16 * i);
        special = _mm_or_si128(special, odd);
        wide = _mm_or_si128(wide, bytes);
    }
    masks.special = _mm_movemask_epi8(special) != 0;
    masks.wide = _mm_movemask_epi8(wide) != 0;
    return masks;
}
#else
csv_masks scan_block(const char* block, char delimiter) noexcept { return scan_block_portable(block, delimiter); }
#endif

void csv_scanner::scan(const char* base, std::uint32_t to, bool last) {
    const std::size_t room = to - scanned + std::size_t{1};
    if (ends.size() < end_count + room + guarded_) ends.resize(end_count + room + guarded_);
    if (rows.size() < row_count + room) rows.resize(row_count + room);

    while (to - scanned >= block_size) scan_blocks(base, to);
    if (scanned != to) {
        char block[block_size] = {};
        std::memcpy(block, base + scanned, to - scanned);
        const csv_masks masks = scan_block(block, delimiter_);
        wide_ |= masks.wide;
        walk(base, scanned, masks.separators | positions_of(block, '"') | positions_of(block, '\r'));
        scanned = to;
    }
    if (last) finish(base);
    guard(guarded_);
    check_utf8(base, last);
    if (!faults.empty()) std::sort(faults.begin(), faults.end());
}

/// Scans whole blocks up to `to`: the usual ones in a loop whose state stays in registers, the first that is not usual
/// with care.
void csv_scanner::scan_blocks(const char* base, std::uint32_t to) {
    std::uint32_t at = scanned;
    csv_masks masks{};
    if (mode_ == mode::plain && return_ == none) {
        std::uint32_t* end = ends.data() + end_count;
        std::uint32_t* row = rows.data() + row_count;
        bool wide = wide_;
        for (; to - at >= block_size; at += block_size) {
            masks = scan_block(base + at, delimiter_);
            wide |= masks.wide;
            if (masks.special) break;
            end = write_positions(masks.separators, at, end);
            row = write_positions(masks.lines, at, row);
        }
        wide_ = wide;
        end_count = static_cast<std::size_t>(end - ends.data());
        row_count = static_cast<std::size_t>(row - rows.data());
        scanned = at;
        if (to - at < block_size) return;
    } else {
        masks = scan_block(base + at, delimiter_);
        wide_ |= masks.wide;
    }
    const std::uint64_t quotes = masks.special ? positions_of(base + at, '"') : 0;
    const std::uint64_t returns = masks.special ? positions_of(base + at, '\r') : 0;
    if (step_over_quotes(quotes, returns, masks.separators, masks.lines)) {
        end_count =
            static_cast<std::size_t>(write_positions(masks.separators, at, ends.data() + end_count) - ends.data());
        row_count = static_cast<std::size_t>(write_positions(masks.lines, at, rows.data() + row_count) - rows.data());
    } else {
        walk(base, at, masks.separators | quotes | returns);
    }
    scanned = at + block_size;
}

/// Takes the separators inside quotes out of the masks of a block, when every quote and carriage return in it stands
/// where it may. If one does not, nothing is changed: `walk` finds what is wrong.
bool csv_scanner::step_over_quotes(std::uint64_t quotes, std::uint64_t returns, std::uint64_t& separators,
                                   std::uint64_t& lines) {
    if (return_ != none || mode_ == mode::spoilt || (mode_ == mode::closed && quote_ + 1 != scanned)) return false;
    const std::uint64_t within = mode_ == mode::quoted ? ~parity_so_far(quotes) : parity_so_far(quotes);
    const std::uint64_t opening = quotes & within;  // a doubled quote closes the field and opens it again
    const std::uint64_t closing = quotes & ~within;
    const std::uint64_t outside = separators & ~within;
    const std::uint64_t starts = outside << 1U | std::uint64_t{ends[end_count - 1] + 1 == scanned};
    const std::uint64_t closed = closing << 1U | std::uint64_t{mode_ == mode::closed};
    returns &= ~within;
    const std::uint64_t wrong =
        (opening & ~(starts | closed)) | (closed & ~(outside | opening | returns)) | (returns & ~(lines >> 1U));
    if (wrong != 0) return false;

    if ((opening & closed) != 0)
        doubled_quote_ = scanned + 63 - static_cast<std::uint32_t>(std::countl_zero(opening & closed));
    if (const std::uint64_t breaks = lines & within; breaks != 0) {
        quoted_break_ = scanned + 63 - static_cast<std::uint32_t>(std::countl_zero(breaks));
    }
    separators = outside;
    lines &= ~within;
    mode_ = (within >> 63U) != 0 ? mode::quoted : mode::plain;
    if ((closing >> 63U) != 0) {
        mode_ = mode::closed;
        quote_ = scanned + 63;
    }
    return true;
}

void csv_scanner::emit(std::uint32_t at, bool row) {
    ends[end_count++] = at;
    if (row) rows[row_count++] = at;
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
    while (const auto bad = invalid_utf8_at(text)) {
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
    for (auto* seen : {&quoted_break_, &doubled_quote_}) *seen = *seen == none || *seen < by ? none : *seen - by;
}

void csv_scanner::guard(std::size_t columns) {
    guarded_ = columns;
    if (ends.size() < end_count + columns) ends.resize(end_count + columns);
    std::fill_n(ends.begin() + static_cast<std::ptrdiff_t>(end_count), columns, none);
}

}  // namespace muong::v0::detail
