// SPDX-License-Identifier: MIT
//
// Beside plain 64-bit arithmetic there are loops for SSE2, in the baseline of x86-64, and for machines that have AVX2
// or the AVX-512 of 2019. Nothing else in the room depends on the instruction set.
#include "io/csv_blocks.hpp"

#include <bit>

#include <muong/core/utf8.hpp>
#include <muong/io/detail/load_bytes.hpp>

#if defined(__x86_64__)
#    include <immintrin.h>
#endif

namespace muong::inline v0::detail {
namespace {

constexpr std::uint32_t block_size = csv_loops::block_size;
constexpr std::uint64_t every_byte = 0x0101'0101'0101'0101;
constexpr std::uint64_t high_bits = every_byte << 7U;

/// Asks for the bytes that are scanned some time later: meanwhile the fields found are used, and no bytes would come.
[[gnu::always_inline]] inline void ask_ahead(const char* block) noexcept {
    constexpr std::uintptr_t ahead = 16U << 10U;
    // The pointer is a number because it may lie behind the table. NOLINTNEXTLINE(performance-no-int-to-ptr)
    __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(block) + ahead), 0, 2);
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

/// What bytes stand for in a table.
struct plain_look {
    char delimiter;
    std::uint64_t any = 0;  ///< all bits of the bytes seen

    csv_masks operator()(const char* block) noexcept {
        csv_masks found{};
        for (unsigned i = 0; i < 64; i += 8) {
            const std::uint64_t bytes = load_eight(block + i);
            const std::uint64_t lines = bytes_equal(bytes, '\n');
            found.separators |= gathered(lines | bytes_equal(bytes, delimiter)) << i;
            found.lines |= gathered(lines) << i;
            found.quotes |= gathered(bytes_equal(bytes, '"')) << i;
            found.returns |= gathered(bytes_equal(bytes, '\r')) << i;
            any |= bytes;
        }
        return found;
    }
    [[nodiscard]] bool wide() const noexcept { return (any & high_bits) != 0; }
};

std::uint32_t* plain_positions(std::uint64_t mask, std::uint32_t at, std::uint32_t* out) noexcept {
    for (; mask != 0; mask &= mask - 1) *out++ = at + static_cast<std::uint32_t>(std::countr_zero(mask));
    return out;
}

template <class Look>
csv_kinds masks_by(const char* blocks, std::size_t count, char delimiter, csv_masks* out) {
    Look look{delimiter};
    std::uint64_t quotes = 0, returns = 0;
    for (const char* const stop = blocks + count * block_size; blocks != stop; blocks += block_size, ++out) {
        ask_ahead(blocks);
        *out = look(blocks);
        quotes |= out->quotes;
        returns |= out->returns;
    }
    return {quotes != 0, returns != 0, look.wide()};
}

/// Looks for carriage returns that no line feed follows.
class bare_returns {
public:
    [[gnu::always_inline]] void look(std::uint64_t returns, std::uint64_t lines) noexcept {
        if ((returns | open_) == 0) return;
        any_ = true;
        bare_ |= (returns << 1U | open_) & ~lines;
        open_ = returns >> 63U;
    }
    [[nodiscard]] bool any() const noexcept { return any_; }
    [[nodiscard]] bool bare() const noexcept { return (bare_ | open_) != 0; }

private:
    std::uint64_t bare_ = 0;
    std::uint64_t open_ = 0;  ///< 1: the last byte of the block before was one
    bool any_ = false;
};

template <class Look>
csv_found separators_by(const char* blocks, std::size_t count, char delimiter, std::uint32_t at, std::uint32_t*& ends) {
    Look look{delimiter};
    std::uint64_t quotes = 0;
    bare_returns returns;
    std::size_t lines = 0;
    std::uint32_t* end = ends;
    for (const char* const stop = blocks + count * block_size; blocks != stop; blocks += block_size, at += block_size) {
        ask_ahead(blocks);
        const auto found = look(blocks);
        quotes |= found.quotes;
        returns.look(found.returns, found.lines);
        end = plain_positions(found.separators, at, end);
        lines += static_cast<std::size_t>(std::popcount(found.lines));
    }
    ends = end;
    return {{quotes != 0, returns.any(), look.wide()}, returns.bare(), lines};
}

void plain_positions(const csv_masks* blocks, std::size_t count, std::uint32_t at, std::uint32_t*& ends,
                     std::size_t& lines) {
    std::uint32_t* end = ends;
    for (const auto* const stop = blocks + count; blocks != stop; ++blocks, at += block_size) {
        end = plain_positions(blocks->separators, at, end);
        lines += static_cast<std::size_t>(std::popcount(blocks->lines));
    }
    ends = end;
}

constexpr csv_loops plain{separators_by<plain_look>, masks_by<plain_look>, plain_positions, usual_utf8_blocks};

#if defined(__x86_64__)

std::uint64_t bits_of(__m128i a, __m128i b, __m128i c, __m128i d) noexcept {
    const auto bits = [](__m128i part) { return std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(part))}; };
    return bits(a) | bits(b) << 16U | bits(c) << 32U | bits(d) << 48U;
}

struct sse2_look {
    explicit sse2_look(char delimiter) noexcept : delimiters{_mm_set1_epi8(delimiter)} {}

    csv_masks operator()(const char* block) noexcept {
        const auto* const at = reinterpret_cast<const __m128i*>(block);
        const __m128i a = _mm_loadu_si128(at), b = _mm_loadu_si128(at + 1), c = _mm_loadu_si128(at + 2),
                      d = _mm_loadu_si128(at + 3);
        any = _mm_or_si128(any, _mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d)));
        const auto where = [&](__m128i wanted) {
            return bits_of(_mm_cmpeq_epi8(a, wanted), _mm_cmpeq_epi8(b, wanted), _mm_cmpeq_epi8(c, wanted),
                           _mm_cmpeq_epi8(d, wanted));
        };
        const auto is_odd = [&](__m128i bytes) {
            return _mm_or_si128(_mm_cmpeq_epi8(bytes, quotes), _mm_cmpeq_epi8(bytes, returns));
        };
        const std::uint64_t lines = where(feeds);
        csv_masks found{where(delimiters) | lines, lines, 0, 0};
        if (_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(is_odd(a), is_odd(b)), _mm_or_si128(is_odd(c), is_odd(d)))) !=
            0) {
            found.quotes = where(quotes);
            found.returns = where(returns);
        }
        return found;
    }
    [[nodiscard]] bool wide() const noexcept { return _mm_movemask_epi8(any) != 0; }

    __m128i delimiters;
    __m128i feeds = _mm_set1_epi8('\n');
    __m128i quotes = _mm_set1_epi8('"');
    __m128i returns = _mm_set1_epi8('\r');
    __m128i any = _mm_setzero_si128();
};

constexpr csv_loops sse2{separators_by<sse2_look>, masks_by<sse2_look>, plain_positions, usual_utf8_blocks};

[[gnu::target("avx2")]] std::uint64_t avx2_where(__m256i a, __m256i b, __m256i wanted) noexcept {
    const auto low = static_cast<unsigned>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, wanted)));
    const auto high = static_cast<unsigned>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, wanted)));
    return low | std::uint64_t{high} << 32U;
}

[[gnu::target("avx2")]] csv_kinds avx2_masks(const char* blocks, std::size_t count, char delimiter, csv_masks* out) {
    const __m256i delimiters = _mm256_set1_epi8(delimiter);
    const __m256i feeds = _mm256_set1_epi8('\n');
    const __m256i quotes = _mm256_set1_epi8('"');
    const __m256i returns = _mm256_set1_epi8('\r');
    __m256i any = _mm256_setzero_si256();
    std::uint64_t any_quote = 0, any_return = 0;
    for (const char* const stop = blocks + count * block_size; blocks != stop; blocks += block_size, ++out) {
        ask_ahead(blocks);
        const auto* const block = reinterpret_cast<const __m256i*>(blocks);
        const __m256i a = _mm256_loadu_si256(block), b = _mm256_loadu_si256(block + 1);
        any = _mm256_or_si256(any, _mm256_or_si256(a, b));
        out->lines = avx2_where(a, b, feeds);
        out->separators = out->lines | avx2_where(a, b, delimiters);
        any_quote |= out->quotes = avx2_where(a, b, quotes);
        any_return |= out->returns = avx2_where(a, b, returns);
    }
    return {any_quote != 0, any_return != 0, _mm256_movemask_epi8(any) != 0};
}

#    define MUONG_AVX2 "avx2,bmi,popcnt"

/// Writes eight positions at a time whether or not there are so many: how many there are is hard to foretell.
[[gnu::target(MUONG_AVX2)]] std::uint32_t* stepwise_positions(std::uint64_t mask, std::uint32_t at,
                                                              std::uint32_t* out) noexcept {
    std::uint32_t* const end = out + _mm_popcnt_u64(mask);
    do {
        for (unsigned i = 0; i < 8; ++i) {
            out[i] = at + static_cast<std::uint32_t>(_tzcnt_u64(mask));
            mask = _blsr_u64(mask);
        }
        out += 8;
    } while (mask != 0);
    return end;
}

[[gnu::target(MUONG_AVX2)]] csv_found avx2_separators(const char* blocks, std::size_t count, char delimiter,
                                                      std::uint32_t at, std::uint32_t*& ends) {
    const __m256i delimiters = _mm256_set1_epi8(delimiter);
    const __m256i feeds = _mm256_set1_epi8('\n');
    const __m256i quotes = _mm256_set1_epi8('"');
    const __m256i returns = _mm256_set1_epi8('\r');
    __m256i any = _mm256_setzero_si256(), any_quote = any;
    bare_returns seen;
    std::uint32_t* end = ends;
    std::size_t lines = 0;
    for (const char* const stop = blocks + count * block_size; blocks != stop; blocks += block_size, at += block_size) {
        ask_ahead(blocks);
        const auto* const block = reinterpret_cast<const __m256i*>(blocks);
        const __m256i a = _mm256_loadu_si256(block), b = _mm256_loadu_si256(block + 1);
        any = _mm256_or_si256(any, _mm256_or_si256(a, b));
        any_quote =
            _mm256_or_si256(any_quote, _mm256_or_si256(_mm256_cmpeq_epi8(a, quotes), _mm256_cmpeq_epi8(b, quotes)));
        const std::uint64_t found = avx2_where(a, b, feeds);
        seen.look(avx2_where(a, b, returns), found);
        lines += static_cast<std::size_t>(_mm_popcnt_u64(found));
        end = stepwise_positions(found | avx2_where(a, b, delimiters), at, end);
    }
    ends = end;
    return {{_mm256_movemask_epi8(any_quote) != 0, seen.any(), _mm256_movemask_epi8(any) != 0}, seen.bare(), lines};
}

[[gnu::target(MUONG_AVX2)]] void avx2_positions(const csv_masks* blocks, std::size_t count, std::uint32_t at,
                                                std::uint32_t*& ends, std::size_t& lines) {
    std::uint32_t* end = ends;
    for (const auto* const stop = blocks + count; blocks != stop; ++blocks, at += block_size) {
        end = stepwise_positions(blocks->separators, at, end);
        lines += static_cast<std::size_t>(_mm_popcnt_u64(blocks->lines));
    }
    ends = end;
}

[[gnu::target(MUONG_AVX2)]] __m256i avx2_bytes(const char* at) noexcept {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
}
[[gnu::target(MUONG_AVX2)]] __m256i avx2_each(unsigned byte) noexcept {
    return _mm256_set1_epi8(static_cast<char>(byte));
}

/// As is_odd_utf8, of the 32 bytes from there on: not zero in those that are odd.
[[gnu::target(MUONG_AVX2)]] __m256i avx2_odd_utf8(const char* at) noexcept {
    const __m256i now = avx2_bytes(at), before = avx2_bytes(at - 1), first = avx2_bytes(at - 2);
    const __m256i follows = _mm256_cmpgt_epi8(avx2_each(0xC0), now);  // as signed numbers
    const __m256i awaited =
        _mm256_or_si256(_mm256_subs_epu8(before, avx2_each(0xBF)), _mm256_subs_epu8(first, avx2_each(0xDF)));
    const __m256i lone = _mm256_cmpeq_epi8(follows, _mm256_cmpeq_epi8(awaited, _mm256_setzero_si256()));
    const __m256i rare =
        _mm256_or_si256(_mm256_cmpeq_epi8(now, avx2_each(0xE0)), _mm256_cmpeq_epi8(now, avx2_each(0xED)));
    const __m256i none = _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_and_si256(now, avx2_each(0xFE)), avx2_each(0xC0)),
                                         _mm256_subs_epu8(now, avx2_each(0xEF)));
    return _mm256_or_si256(lone, _mm256_or_si256(rare, none));
}

[[gnu::target(MUONG_AVX2)]] std::size_t avx2_usual_utf8(const char* blocks, std::size_t count) {
    for (std::size_t block = 0; block < count; ++block, blocks += block_size) {
        const __m256i odd = _mm256_or_si256(avx2_odd_utf8(blocks), avx2_odd_utf8(blocks + 32));
        if (_mm256_testz_si256(odd, odd) == 0) return block;
    }
    return count;
}

constexpr csv_loops avx2{avx2_separators, avx2_masks, avx2_positions, avx2_usual_utf8};

#    define MUONG_AVX512 MUONG_AVX2 ",avx512f,avx512bw,avx512vl,avx512vbmi2"

[[gnu::target(MUONG_AVX512)]] csv_kinds avx512_masks(const char* blocks, std::size_t count, char delimiter,
                                                     csv_masks* out) {
    const __m512i delimiters = _mm512_set1_epi8(delimiter);
    const __m512i feeds = _mm512_set1_epi8('\n');
    const __m512i quotes = _mm512_set1_epi8('"');
    const __m512i returns = _mm512_set1_epi8('\r');
    __m512i any = _mm512_setzero_si512();
    std::uint64_t any_quote = 0, any_return = 0;
    for (const char* const stop = blocks + count * block_size; blocks != stop; blocks += block_size, ++out) {
        ask_ahead(blocks);
        const __m512i bytes = _mm512_loadu_si512(blocks);
        any = _mm512_or_si512(any, bytes);
        out->lines = _mm512_cmpeq_epi8_mask(bytes, feeds);
        out->separators = out->lines | _mm512_cmpeq_epi8_mask(bytes, delimiters);
        any_quote |= out->quotes = _mm512_cmpeq_epi8_mask(bytes, quotes);
        any_return |= out->returns = _mm512_cmpeq_epi8_mask(bytes, returns);
    }
    return {any_quote != 0, any_return != 0, _mm512_movepi8_mask(any) != 0};
}

/// Writes the positions of sixteen bits by their numbers, a quarter of `packed`. The masks are of all: without them
/// GCC 12 warns of what it finds in its own header.
template <int Quarter>
[[gnu::target(MUONG_AVX512)]] void store_sixteen(__m512i packed, __m512i first, std::uint32_t* out) noexcept {
    const __m128i numbers = _mm512_maskz_extracti32x4_epi32(0xF, packed, Quarter);
    _mm512_storeu_si512(out + 16 * Quarter, _mm512_add_epi32(first, _mm512_maskz_cvtepu8_epi32(0xFFFF, numbers)));
}

[[gnu::target(MUONG_AVX512)]] std::uint32_t* packed_positions(std::uint64_t mask, std::uint32_t at, __m512i numbers,
                                                              std::uint32_t* out) noexcept {
    std::uint32_t* const end = out + _mm_popcnt_u64(mask);
    const __m512i first = _mm512_set1_epi32(static_cast<int>(at));
    const __m512i packed = _mm512_maskz_compress_epi8(mask, numbers);
    store_sixteen<0>(packed, first, out);
    if (end - out > 16) {
        store_sixteen<1>(packed, first, out);
        if (end - out > 32) {
            store_sixteen<2>(packed, first, out);
            store_sixteen<3>(packed, first, out);
        }
    }
    return end;
}

/// The numbers of the bytes of a block.
[[gnu::target(MUONG_AVX512)]] __m512i byte_numbers() noexcept {
    alignas(64) char each[64];
    for (int i = 0; i < 64; ++i) each[i] = static_cast<char>(i);
    return _mm512_load_si512(each);
}

[[gnu::target(MUONG_AVX512)]] csv_found avx512_separators(const char* blocks, std::size_t count, char delimiter,
                                                          std::uint32_t at, std::uint32_t*& ends) {
    const __m512i delimiters = _mm512_set1_epi8(delimiter);
    const __m512i feeds = _mm512_set1_epi8('\n');
    const __m512i quotes = _mm512_set1_epi8('"');
    const __m512i returns = _mm512_set1_epi8('\r');
    const __m512i numbers = byte_numbers();
    __m512i any = _mm512_setzero_si512();
    __mmask64 any_quote = 0;
    bare_returns seen;
    std::uint32_t* end = ends;
    std::size_t lines = 0;
    for (const char* const stop = blocks + count * block_size; blocks != stop; blocks += block_size, at += block_size) {
        ask_ahead(blocks);
        const __m512i bytes = _mm512_loadu_si512(blocks);
        any = _mm512_or_si512(any, bytes);
        any_quote |= _mm512_cmpeq_epi8_mask(bytes, quotes);
        const std::uint64_t found = _mm512_cmpeq_epi8_mask(bytes, feeds);
        seen.look(_mm512_cmpeq_epi8_mask(bytes, returns), found);
        lines += static_cast<std::size_t>(_mm_popcnt_u64(found));
        end = packed_positions(found | _mm512_cmpeq_epi8_mask(bytes, delimiters), at, numbers, end);
    }
    ends = end;
    return {{any_quote != 0, seen.any(), _mm512_movepi8_mask(any) != 0}, seen.bare(), lines};
}

[[gnu::target(MUONG_AVX512)]] void avx512_positions(const csv_masks* blocks, std::size_t count, std::uint32_t at,
                                                    std::uint32_t*& ends, std::size_t& lines) {
    const __m512i numbers = byte_numbers();
    std::uint32_t* end = ends;
    for (const auto* const stop = blocks + count; blocks != stop; ++blocks, at += block_size) {
        end = packed_positions(blocks->separators, at, numbers, end);
        lines += static_cast<std::size_t>(_mm_popcnt_u64(blocks->lines));
    }
    ends = end;
}

constexpr csv_loops avx512{avx512_separators, avx512_masks, avx512_positions, avx2_usual_utf8};

#endif

}  // namespace

std::span<const csv_loops* const> all_csv_loops() noexcept {
#if defined(__x86_64__)
    static constexpr const csv_loops* loops[] = {&plain, &sse2, &avx2, &avx512};
    static const std::size_t count = [] {
        if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("popcnt")) {
            return std::size_t{2};
        }
        return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                       __builtin_cpu_supports("avx512vbmi2")
                   ? std::size_t{4}
                   : std::size_t{3};
    }();
    return {loops, count};
#else
    static constexpr const csv_loops* loops[] = {&plain};
    return loops;
#endif
}

}  // namespace muong::v0::detail
