// SPDX-License-Identifier: MIT
//
// Beside plain 64-bit arithmetic there are loops for SSE2, in the baseline of x86-64, and for machines that have AVX2
// or the AVX-512 of 2019. Nothing else in the room depends on the instruction set.
#include "io/csv_blocks.hpp"

#include <bit>

#include <muong/io/detail/load_bytes.hpp>

#if defined(__x86_64__)
#    include <immintrin.h>
#endif

namespace muong::inline v0::detail {
namespace {

constexpr std::uint32_t block_size = csv_loops::block_size;
constexpr std::uint64_t every_byte = 0x0101'0101'0101'0101;
constexpr std::uint64_t high_bits = every_byte << 7U;

/// The high bit of each byte that is zero. Exact: no byte is taken for another because of a carry.
std::uint64_t zero_bytes(std::uint64_t bytes) noexcept {
    return ~(((bytes & ~high_bits) + ~high_bits) | bytes | ~high_bits);
}

std::uint64_t bytes_equal(std::uint64_t bytes, char wanted) noexcept {
    return zero_bytes(bytes ^ (every_byte * static_cast<unsigned char>(wanted)));
}

/// The eight high bits of bytes next to each other.
std::uint64_t gathered(std::uint64_t highs) noexcept { return ((highs >> 7U) * 0x0102'0408'1020'4080U) >> 56U; }

csv_kinds plain_masks(const char* blocks, std::size_t count, char delimiter, csv_masks* out) {
    std::uint64_t special = 0;
    std::uint64_t wide = 0;
    for (const char* const stop = blocks + count * block_size; blocks != stop; ++out) {
        *out = {};
        for (unsigned i = 0; i < 64; i += 8, blocks += 8) {
            const std::uint64_t bytes = load_eight(blocks);
            const std::uint64_t lines = bytes_equal(bytes, '\n');
            const std::uint64_t quotes = bytes_equal(bytes, '"');
            const std::uint64_t returns = bytes_equal(bytes, '\r');
            out->separators |= gathered(lines | bytes_equal(bytes, delimiter)) << i;
            out->lines |= gathered(lines) << i;
            out->quotes |= gathered(quotes) << i;
            out->returns |= gathered(returns) << i;
            special |= quotes | returns;
            wide |= bytes & high_bits;
        }
    }
    return {special != 0, wide != 0};
}

std::uint32_t* plain_positions(std::uint64_t mask, std::uint32_t at, std::uint32_t* out) noexcept {
    for (; mask != 0; mask &= mask - 1) *out++ = at + static_cast<std::uint32_t>(std::countr_zero(mask));
    return out;
}

void plain_positions(const csv_masks* blocks, std::size_t count, std::uint32_t at, std::uint32_t*& ends,
                     std::uint32_t*& rows) {
    std::uint32_t* end = ends;
    std::uint32_t* row = rows;
    for (const auto* const stop = blocks + count; blocks != stop; ++blocks, at += block_size) {
        end = plain_positions(blocks->separators, at, end);
        row = plain_positions(blocks->lines, at, row);
    }
    ends = end;
    rows = row;
}

constexpr csv_loops plain{plain_masks, plain_positions};

#if defined(__x86_64__)

std::uint64_t bits_of(__m128i a, __m128i b, __m128i c, __m128i d) noexcept {
    const auto bits = [](__m128i part) { return std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(part))}; };
    return bits(a) | bits(b) << 16U | bits(c) << 32U | bits(d) << 48U;
}

csv_kinds sse2_masks(const char* blocks, std::size_t count, char delimiter, csv_masks* out) {
    const __m128i delimiters = _mm_set1_epi8(delimiter);
    const __m128i feeds = _mm_set1_epi8('\n');
    const __m128i quotes = _mm_set1_epi8('"');
    const __m128i returns = _mm_set1_epi8('\r');
    __m128i any = _mm_setzero_si128();
    bool special = false;
    for (const char* const stop = blocks + count * block_size; blocks != stop; blocks += block_size, ++out) {
        const auto* const at = reinterpret_cast<const __m128i*>(blocks);
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
        out->lines = where(feeds);
        out->separators = out->lines | where(delimiters);
        out->quotes = out->returns = 0;
        if (_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(is_odd(a), is_odd(b)), _mm_or_si128(is_odd(c), is_odd(d)))) !=
            0) {
            special = true;
            out->quotes = where(quotes);
            out->returns = where(returns);
        }
    }
    return {special, _mm_movemask_epi8(any) != 0};
}

constexpr csv_loops sse2{sse2_masks, plain_positions};

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
    std::uint64_t special = 0;
    for (const char* const stop = blocks + count * block_size; blocks != stop; blocks += block_size, ++out) {
        const auto* const at = reinterpret_cast<const __m256i*>(blocks);
        const __m256i a = _mm256_loadu_si256(at), b = _mm256_loadu_si256(at + 1);
        any = _mm256_or_si256(any, _mm256_or_si256(a, b));
        out->lines = avx2_where(a, b, feeds);
        out->separators = out->lines | avx2_where(a, b, delimiters);
        out->quotes = avx2_where(a, b, quotes);
        out->returns = avx2_where(a, b, returns);
        special |= out->quotes | out->returns;
    }
    return {special != 0, _mm256_movemask_epi8(any) != 0};
}

/// Writes `Step` positions at a time whether or not there are so many: how many there are is hard to foretell.
template <unsigned Step>
[[gnu::target("avx2,bmi,popcnt")]] std::uint32_t* stepwise_positions(std::uint64_t mask, std::uint32_t at,
                                                                     std::uint32_t* out) noexcept {
    std::uint32_t* const end = out + _mm_popcnt_u64(mask);
    do {
        for (unsigned i = 0; i < Step; ++i) {
            out[i] = at + static_cast<std::uint32_t>(_tzcnt_u64(mask));
            mask = _blsr_u64(mask);
        }
        out += Step;
    } while (mask != 0);
    return end;
}

[[gnu::target("avx2,bmi,popcnt")]] void avx2_positions(const csv_masks* blocks, std::size_t count, std::uint32_t at,
                                                       std::uint32_t*& ends, std::uint32_t*& rows) {
    std::uint32_t* end = ends;
    std::uint32_t* row = rows;
    for (const auto* const stop = blocks + count; blocks != stop; ++blocks, at += block_size) {
        end = stepwise_positions<8>(blocks->separators, at, end);
        row = stepwise_positions<4>(blocks->lines, at, row);
    }
    ends = end;
    rows = row;
}

constexpr csv_loops avx2{avx2_masks, avx2_positions};

#    define MUONG_AVX512 "avx2,bmi,popcnt,avx512f,avx512bw,avx512vl,avx512vbmi2"

[[gnu::target(MUONG_AVX512)]] csv_kinds avx512_masks(const char* blocks, std::size_t count, char delimiter,
                                                     csv_masks* out) {
    const __m512i delimiters = _mm512_set1_epi8(delimiter);
    const __m512i feeds = _mm512_set1_epi8('\n');
    const __m512i quotes = _mm512_set1_epi8('"');
    const __m512i returns = _mm512_set1_epi8('\r');
    __m512i any = _mm512_setzero_si512();
    std::uint64_t special = 0;
    for (const char* const stop = blocks + count * block_size; blocks != stop; blocks += block_size, ++out) {
        const __m512i bytes = _mm512_loadu_si512(blocks);
        any = _mm512_or_si512(any, bytes);
        out->lines = _mm512_cmpeq_epi8_mask(bytes, feeds);
        out->separators = out->lines | _mm512_cmpeq_epi8_mask(bytes, delimiters);
        out->quotes = _mm512_cmpeq_epi8_mask(bytes, quotes);
        out->returns = _mm512_cmpeq_epi8_mask(bytes, returns);
        special |= out->quotes | out->returns;
    }
    return {special != 0, _mm512_movepi8_mask(any) != 0};
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

/// The same for few bits: up to eight positions are a store of half the size, which seldom lies on two lines of the
/// cache.
[[gnu::target(MUONG_AVX512)]] std::uint32_t* few_positions(std::uint64_t mask, std::uint32_t at, __m512i numbers,
                                                           std::uint32_t* out) noexcept {
    const auto count = static_cast<unsigned>(_mm_popcnt_u64(mask));
    if (count > 8) return packed_positions(mask, at, numbers, out);
    const __m128i packed = _mm512_maskz_extracti32x4_epi32(0xF, _mm512_maskz_compress_epi8(mask, numbers), 0);
    const __m256i first = _mm256_set1_epi32(static_cast<int>(at));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm256_add_epi32(first, _mm256_cvtepu8_epi32(packed)));
    return out + count;
}

[[gnu::target(MUONG_AVX512)]] void avx512_positions(const csv_masks* blocks, std::size_t count, std::uint32_t at,
                                                    std::uint32_t*& ends, std::uint32_t*& rows) {
    alignas(64) char each[64];
    for (int i = 0; i < 64; ++i) each[i] = static_cast<char>(i);
    const __m512i numbers = _mm512_load_si512(each);
    std::uint32_t* end = ends;
    std::uint32_t* row = rows;
    for (const auto* const stop = blocks + count; blocks != stop; ++blocks, at += block_size) {
        end = packed_positions(blocks->separators, at, numbers, end);
        row = few_positions(blocks->lines, at, numbers, row);
    }
    ends = end;
    rows = row;
}

constexpr csv_loops avx512{avx512_masks, avx512_positions};

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
