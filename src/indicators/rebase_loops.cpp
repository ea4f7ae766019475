// SPDX-License-Identifier: MIT
//
// The loops are written once, over a vector type of the compiler, and compiled for vectors of 16 bytes (in the baseline
// of x86-64 and of 64-bit ARM) and, on x86-64, of 32 bytes for machines that have AVX2. Nothing else in the library
// depends on the instruction set.
#include "indicators/rebase_loops.hpp"

#include <muong/indicators/detail/cell_grid.hpp>

#include <algorithm>
#include <span>
#include <type_traits>
#include <utility>

#if defined(__x86_64__)
#    include <emmintrin.h>
#endif

#define MUONG_INLINE [[gnu::always_inline]] inline

namespace muong::inline v0::detail {

namespace {

using entry = apportion_plan::entry;

using u64x2 = std::uint64_t __attribute__((vector_size(16), may_alias));
using f64x2 = double __attribute__((vector_size(16), may_alias));
using u64x4 = std::uint64_t __attribute__((vector_size(32), may_alias));
using f64x4 = double __attribute__((vector_size(32), may_alias));

struct sixteen_bytes {
    using whole = u64x2;
    using real = f64x2;
};
struct thirty_two_bytes {
    using whole = u64x4;
    using real = f64x4;
};

constexpr std::uint64_t missing_bits = std::uint64_t{1} << 63U;
constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63U;

/// Adding it to a double of magnitude below 2^51 rounds to a whole number, and leaves that number in the low bits.
constexpr double magic = 6755399441055744.0;  // 1.5 * 2^52
constexpr std::uint64_t magic_bits = 0x4338000000000000U;
constexpr std::uint64_t one_bits = 0x3FF0000000000000U;

static_assert(apportion_plan::few <= rebase_loops::most_rows && apportion_plan::few == 8);

// Where to a prefetch brings lines: the second cache takes more at a time than the first, in which wide rows would get
// into each other's way.
constexpr int first_cache = 3;
constexpr int second_cache = 2;
constexpr std::size_t narrow_cells = 128;      // eight rows of them take a quarter of a first cache
constexpr std::size_t prefetched_cells = 192;  // 1.5 KB ahead of a division

MUONG_INLINE u64x2 missing_mask(u64x2 v) {
    // 64-bit compares are no part of the baseline
    using u32x4 = std::uint32_t __attribute__((vector_size(16)));
    const u64x2 off = v ^ missing_bits;
    const auto halves = reinterpret_cast<u32x4>(reinterpret_cast<u32x4>(off) == 0U);
    return reinterpret_cast<u64x2>(halves & __builtin_shufflevector(halves, halves, 1, 0, 3, 2));
}
MUONG_INLINE u64x4 missing_mask(u64x4 v) { return reinterpret_cast<u64x4>(v == missing_bits); }

MUONG_INLINE void store_past_caches(u64x2* to, u64x2 v) {
#if defined(__x86_64__)
    _mm_stream_si128(reinterpret_cast<__m128i*>(to), reinterpret_cast<__m128i>(v));
#else
    *to = v;
#endif
}
MUONG_INLINE void store_past_caches(u64x4* to, u64x4 v) {
    auto* const halves = reinterpret_cast<u64x2*>(to);
    store_past_caches(halves, u64x2{v[0], v[1]});
    store_past_caches(halves + 1, u64x2{v[2], v[3]});
}

/// Sums of some rows of a vector of cells.
template <class V, gaps How>
struct partial_sum {
    using whole = typename V::whole;

    whole sum{};
    whole missing = How == gaps::skip ? ~whole{} : whole{};

    MUONG_INLINE void add(whole v) {
        if constexpr (How == gaps::absent) {
            sum += v;
        } else if constexpr (How == gaps::spread) {
            sum += v;
            missing |= missing_mask(v);
        } else {
            const whole gone = missing_mask(v);
            sum += v & ~gone;
            missing &= gone;
        }
    }
    /// The cells, and 0 in place of those that are missing.
    [[nodiscard]] MUONG_INLINE std::pair<whole, whole> cells() const {
        if constexpr (How == gaps::absent) return {sum, sum};
        const whole known = sum & ~missing;
        return {known | (missing & missing_bits), known};
    }
};

/// Where sums go, and to what they are added if there are totals.
struct destination {
    std::int64_t* out;
    std::int64_t* totals;
};

/// What is done with sums.
template <class V, bool Stream, bool Totals, gaps How>
struct sum_writer {
    using whole = typename V::whole;

    destination to;
    whole any{};

    MUONG_INLINE void put(std::size_t c, const partial_sum<V, How>& sum) {
        const auto [cells, known] = sum.cells();
        if constexpr (How != gaps::absent) any |= sum.missing;
        if constexpr (Totals) *reinterpret_cast<whole*>(to.totals + c) += known;
        auto* const sums = reinterpret_cast<whole*>(to.out + c);
        if constexpr (Stream) {
            store_past_caches(sums, cells);
        } else {
            *sums = cells;
        }
    }
    [[nodiscard]] MUONG_INLINE bool gaps_out() const {
        std::uint64_t gap = 0;
        for (std::size_t i = 0; i < sizeof(whole) / 8; ++i) gap |= any[i];
        return gap != 0;
    }
};

/// The rows side by side, each sum in a register. What is read later is asked for at the same pace: processors do not
/// foresee where rows go on.
template <class V, std::size_t Rows, bool Stream, bool Totals, gaps How, int Cache>
MUONG_INLINE bool sum_through(const summands& from, const destination& to, std::size_t cells) {
    using whole = typename V::whole;
    constexpr std::size_t step = sizeof(whole) / 8;
    const std::int64_t* row[Rows];
    const std::int64_t* later[Rows];
    for (std::size_t r = 0; r < Rows; ++r) row[r] = from.rows[r];
    for (std::size_t r = 0; r < Rows; ++r) later[r] = from.later[r];
    sum_writer<V, Stream, Totals, How> writer{to};
    for (std::size_t line = 0; line < cells; line += cells_per_line) {
#pragma GCC unroll 8
        for (std::size_t r = 0; r < Rows; ++r) __builtin_prefetch(later[r] + line, 0, Cache);
#pragma GCC unroll 4
        for (std::size_t c = line; c < line + cells_per_line; c += step) {
            partial_sum<V, How> sum;
#pragma GCC unroll 8
            for (std::size_t r = 0; r < Rows; ++r) sum.add(*reinterpret_cast<const whole*>(row[r] + c));
            writer.put(c, sum);
        }
    }
    return writer.gaps_out();
}

template <class V, std::size_t Rows, bool Stream, bool Totals, gaps How>
MUONG_INLINE bool sum_rows(const summands& from, const destination& to, std::size_t cells) {
    return cells <= narrow_cells ? sum_through<V, Rows, Stream, Totals, How, first_cache>(from, to, cells)
                                 : sum_through<V, Rows, Stream, Totals, How, second_cache>(from, to, cells);
}

/// Calls `sum` with a number of rows, 1 to 8, as a constant.
template <class Sum>
MUONG_INLINE bool with_count(std::size_t rows, const Sum& sum) {
    switch (rows) {
        case 1:
            return sum(std::integral_constant<std::size_t, 1>{});
        case 2:
            return sum(std::integral_constant<std::size_t, 2>{});
        case 3:
            return sum(std::integral_constant<std::size_t, 3>{});
        case 4:
            return sum(std::integral_constant<std::size_t, 4>{});
        case 5:
            return sum(std::integral_constant<std::size_t, 5>{});
        case 6:
            return sum(std::integral_constant<std::size_t, 6>{});
        case 7:
            return sum(std::integral_constant<std::size_t, 7>{});
        default:
            return sum(std::integral_constant<std::size_t, 8>{});
    }
}

template <class V, bool Stream, bool Totals, gaps How>
MUONG_INLINE bool sum_count(const summands& from, const destination& to, std::size_t cells) {
    return with_count(
        from.count, [&](auto rows) __attribute__((always_inline)) {
            return sum_rows<V, rows, Stream, Totals, How>(from, to, cells);
        });
}

template <class V, bool Stream, bool Totals>
MUONG_INLINE bool sum_gaps(const summands& from, const destination& to, std::size_t cells, gaps how) {
    switch (how) {
        case gaps::spread:
            return sum_count<V, Stream, Totals, gaps::spread>(from, to, cells);
        case gaps::skip:
            return sum_count<V, Stream, Totals, gaps::skip>(from, to, cells);
        default:
            return sum_count<V, Stream, Totals, gaps::absent>(from, to, cells);
    }
}

template <class V, bool Stream>
MUONG_INLINE bool sum_totals(const summands& from, const destination& to, std::size_t cells, gaps how) {
    return to.totals != nullptr ? sum_gaps<V, Stream, true>(from, to, cells, how)
                                : sum_gaps<V, Stream, false>(from, to, cells, how);
}

template <class V>
MUONG_INLINE bool sum_any(const summands& from, const destination& to, std::size_t cells, bool stream, gaps how) {
    return stream ? sum_totals<V, true>(from, to, cells, how) : sum_totals<V, false>(from, to, cells, how);
}

template <class V, std::size_t Rows, bool Stream, bool Totals>
MUONG_INLINE bool sum_target(row_sums& of, std::size_t target, const entry* entries, const entry* further) {
    const std::int64_t* rows[Rows];
    const std::int64_t* later[Rows];
    row_bounds in;
#pragma GCC unroll 8
    for (std::size_t r = 0; r < Rows; ++r) {
        const std::size_t source = entries[r].source;
        rows[r] = of.from.row(source);
        later[r] = of.from.row(further[r].source);
        in.add(of.from, source);
    }
    if (in.gaps() || !in.fit()) return false;
    if constexpr (Totals) {
        if (in.sum() > of.room) return false;
        of.room -= in.sum();
    }
    sum_rows<V, Rows, Stream, Totals, gaps::absent>({rows, Rows, later}, {of.to.row(target), of.totals}, of.cells);
    of.to.bounds[target] = in.sum();
    of.to.gaps[target] = 0;
    return true;
}

template <class V, bool Stream, bool Totals>
MUONG_INLINE std::size_t sum_targets(row_sums& of, std::size_t target, std::size_t last) {
    for (; target < last && of.plan.kind(target) == made_of::few_sources; ++target) {
        const auto entries = of.plan.into(target);
        const auto* const further = of.plan.further(target, of.ahead).data();
        const bool done = with_count(
            entries.size(), [&](auto rows) __attribute__((always_inline)) {
                return sum_target<V, rows, Stream, Totals>(of, target, entries.data(), further);
            });
        if (!done) break;
    }
    return target;
}

template <class V>
MUONG_INLINE std::size_t sum_whole(row_sums& of, std::size_t target, std::size_t last) {
    if (of.totals != nullptr)
        return of.stream ? sum_targets<V, true, true>(of, target, last) : sum_targets<V, false, true>(of, target, last);
    return of.stream ? sum_targets<V, true, false>(of, target, last) : sum_targets<V, false, false>(of, target, last);
}

template <class V>
MUONG_INLINE typename V::real one_where(const typename V::whole& mask) {
    return reinterpret_cast<typename V::real>(mask & one_bits);
}
/// The nearest whole number, of a magnitude below 2^51.
template <class V>
MUONG_INLINE typename V::whole nearest_whole(const typename V::real& x) {
    return reinterpret_cast<typename V::whole>(x + magic) - magic_bits;
}

/// The share `weight / whole` of a value: the whole number below it, and what is left above that, times `whole`.
template <class V>
struct quotient {
    typename V::real quot;
    typename V::real rest;
};

/// Within reach narrow, shares of a value are rounded right at once. They are whole numbers of 1 / whole, and with a
/// quarter of that on top none is nearer than that quarter to the middle between two whole numbers; less a half, and
/// with a half of 1 / whole on top, none is nearer than this half. What the sums are off by is less than 4 * 2^-53 of
/// the share plus one, and so, since a value times `whole` is below 2^48, less than a quarter of 1 / whole.
struct narrow_share {
    double weight = 0;
    double share = 0;

    narrow_share() = default;
    narrow_share(std::int64_t w, double whole) : weight{static_cast<double>(w)}, share{weight / whole} {}

    /// The nearest whole number, halves away from zero; `sign` is that of the value.
    template <class V>
    MUONG_INLINE typename V::whole nearest(const typename V::real& value, const typename V::whole& sign,
                                           double whole) const {
        using real = typename V::real;
        const real quarter = real{} + 0.25 / whole;
        return nearest_whole<V>(value * share +
                                reinterpret_cast<real>(reinterpret_cast<typename V::whole>(quarter) | sign));
    }
    /// Of a value that is not negative.
    template <class V>
    MUONG_INLINE quotient<V> below(const typename V::real& value, double whole) const {
        const typename V::real quot = (value * share + (0.5 / whole - 0.5) + magic) - magic;
        return {quot, value * weight - quot * whole};
    }
};

/// Within reach wide they are guessed, and off by less than one: by a half from rounding and, since the quotient is
/// below 2^50, by less than a quarter from the inexact factor.
struct wide_share {
    double weight = 0;
    double share = 0;

    wide_share() = default;
    wide_share(std::int64_t w, double whole) : weight{static_cast<double>(w)}, share{weight * (1.0 / whole)} {}

    /// `rest` is in (-whole, whole).
    template <class V>
    MUONG_INLINE quotient<V> about(const typename V::real& value, double whole) const {
        using real = typename V::real;
        const real quot = (value * share + magic) - magic;
        const auto product = nearest_whole<V>(value) * static_cast<std::uint64_t>(weight);
        const auto taken = nearest_whole<V>(quot) * static_cast<std::uint64_t>(whole);
        return {quot, reinterpret_cast<real>((product - taken) + magic_bits) - magic};
    }
    template <class V>
    MUONG_INLINE quotient<V> below(const typename V::real& value, double whole) const {
        auto [quot, rest] = about<V>(value, whole);
        const auto negative = reinterpret_cast<typename V::whole>(rest < 0.0);
        return {quot - one_where<V>(negative),
                rest + reinterpret_cast<typename V::real>(
                           negative & reinterpret_cast<typename V::whole>(typename V::real{} + whole))};
    }
    /// As that of a narrow one: the greater remainder is the one of at least half.
    template <class V>
    MUONG_INLINE typename V::whole nearest(const typename V::real& value, const typename V::whole& sign,
                                           double whole) const {
        using mask = typename V::whole;
        using real = typename V::real;
        const auto size = reinterpret_cast<real>(reinterpret_cast<mask>(value) ^ sign);
        auto [quot, rest] = about<V>(size, whole);
        const real twice = rest + rest;
        quot += one_where<V>(reinterpret_cast<mask>(twice >= whole));
        quot -= one_where<V>(reinterpret_cast<mask>(twice < -whole));
        return nearest_whole<V>(reinterpret_cast<real>(reinterpret_cast<mask>(quot) | sign));
    }
};

/// `Parts` is the number of parts, or 0 for any number.
template <class V, reach Within, bool Gaps, std::size_t Parts>
MUONG_INLINE void divide_row(const std::int64_t* row, std::int64_t* out, std::size_t stride, std::size_t cells,
                             const std::int64_t* weights, std::size_t parts, std::int64_t sum_of_weights) {
    using whole_type = typename V::whole;
    using real = typename V::real;
    using share_type = std::conditional_t<Within == reach::narrow, narrow_share, wide_share>;
    constexpr std::size_t room = Parts == 0 ? rebase_loops::most_parts : Parts;
    if constexpr (Parts != 0) parts = Parts;
    const auto whole = static_cast<double>(sum_of_weights);
    share_type shares[room];
    for (std::size_t p = 0; p < parts; ++p) shares[p] = {weights[p], whole};

    for (std::size_t c = 0; c < cells; c += sizeof(whole_type) / 8) {
        __builtin_prefetch(row + c + prefetched_cells);
        const whole_type v = *reinterpret_cast<const whole_type*>(row + c);
        const real value = reinterpret_cast<real>(v + magic_bits) - magic;
        const whole_type sign = reinterpret_cast<whole_type>(value) & sign_bit;
        const auto put = [&](std::size_t p, whole_type part) __attribute__((always_inline)) {
            if constexpr (Gaps) {
                const whole_type missing = missing_mask(v);
                part = (part & ~missing) | (missing & missing_bits);
            }
            *reinterpret_cast<whole_type*>(out + p * stride + c) = part;
        };
        if constexpr (Parts == 2) {  // the first takes what both have the same claim to
            const whole_type first = shares[0].template nearest<V>(value, sign, whole);
            put(0, first);
            put(1, v - first);
        } else {
            const real size = reinterpret_cast<real>(reinterpret_cast<whole_type>(value) ^ sign);
            real quot[room];
            real rest[room];
            real before[room];  // how many parts come before this one when what is left is given out
            real left = size;
#pragma GCC unroll 4
            for (std::size_t p = 0; p < parts; ++p) {
                const auto q = shares[p].template below<V>(size, whole);
                quot[p] = q.quot;
                rest[p] = q.rest;
                left -= q.quot;
                before[p] = real{};
#pragma GCC unroll 4
                for (std::size_t earlier = 0; earlier < p; ++earlier) {
                    const auto later_first = reinterpret_cast<whole_type>(rest[p] > rest[earlier]);
                    before[earlier] += one_where<V>(later_first);
                    before[p] += one_where<V>(~later_first);
                }
            }
#pragma GCC unroll 4
            for (std::size_t p = 0; p < parts; ++p) {
                const real part = quot[p] + one_where<V>(reinterpret_cast<whole_type>(before[p] < left));
                put(p, nearest_whole<V>(reinterpret_cast<real>(reinterpret_cast<whole_type>(part) | sign)));
            }
        }
    }
}

template <class V, reach Within, bool Gaps>
MUONG_INLINE void divide_parts(const std::int64_t* row, std::int64_t* out, std::size_t stride, std::size_t cells,
                               const std::int64_t* weights, std::size_t parts, std::int64_t whole) {
    switch (parts) {
        case 2:
            return divide_row<V, Within, Gaps, 2>(row, out, stride, cells, weights, parts, whole);
        case 3:
            return divide_row<V, Within, Gaps, 3>(row, out, stride, cells, weights, parts, whole);
        case 4:
            return divide_row<V, Within, Gaps, 4>(row, out, stride, cells, weights, parts, whole);
        default:
            return divide_row<V, Within, Gaps, 0>(row, out, stride, cells, weights, parts, whole);
    }
}

template <class V, reach Within>
MUONG_INLINE void divide_within(const std::int64_t* row, std::int64_t* out, std::size_t stride, std::size_t cells,
                                const std::int64_t* weights, std::size_t parts, std::int64_t whole, bool has_gaps) {
    has_gaps ? divide_parts<V, Within, true>(row, out, stride, cells, weights, parts, whole)
             : divide_parts<V, Within, false>(row, out, stride, cells, weights, parts, whole);
}

template <class V>
MUONG_INLINE void divide_any(const std::int64_t* row, std::int64_t* out, std::size_t stride, std::size_t cells,
                             const std::int64_t* weights, std::size_t parts, std::int64_t whole, reach within,
                             bool has_gaps) {
    within == reach::narrow ? divide_within<V, reach::narrow>(row, out, stride, cells, weights, parts, whole, has_gaps)
                            : divide_within<V, reach::wide>(row, out, stride, cells, weights, parts, whole, has_gaps);
}

std::size_t generic_sum_whole(row_sums& of, std::size_t target, std::size_t last) {
    return sum_whole<sixteen_bytes>(of, target, last);
}
bool generic_sum(const summands& from, std::int64_t* out, std::size_t cells, bool stream, gaps how,
                 std::int64_t* totals) {
    return sum_any<sixteen_bytes>(from, {out, totals}, cells, stream, how);
}
void generic_divide(const std::int64_t* row, std::int64_t* out, std::size_t stride, std::size_t cells,
                    const std::int64_t* weights, std::size_t parts, std::int64_t whole, reach within, bool has_gaps) {
    divide_any<sixteen_bytes>(row, out, stride, cells, weights, parts, whole, within, has_gaps);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] std::size_t avx2_sum_whole(row_sums& of, std::size_t target, std::size_t last) {
    return sum_whole<thirty_two_bytes>(of, target, last);
}
[[gnu::target("avx2")]] bool avx2_sum(const summands& from, std::int64_t* out, std::size_t cells, bool stream, gaps how,
                                      std::int64_t* totals) {
    return sum_any<thirty_two_bytes>(from, {out, totals}, cells, stream, how);
}
[[gnu::target("avx2")]] void avx2_divide(const std::int64_t* row, std::int64_t* out, std::size_t stride,
                                         std::size_t cells, const std::int64_t* weights, std::size_t parts,
                                         std::int64_t whole, reach within, bool has_gaps) {
    divide_any<thirty_two_bytes>(row, out, stride, cells, weights, parts, whole, within, has_gaps);
}
#endif

}  // namespace

const rebase_loops& generic_loops() noexcept {
    static constexpr rebase_loops loops{generic_sum, generic_sum_whole, generic_divide};
    return loops;
}

const rebase_loops& best_loops() noexcept {
#if defined(__x86_64__)
    static constexpr rebase_loops avx2{avx2_sum, avx2_sum_whole, avx2_divide};
    static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
    if (has_avx2) return avx2;
#endif
    return generic_loops();
}

void finish_streams() noexcept {
#if defined(__x86_64__)
    _mm_sfence();
#endif
}

}  // namespace muong::v0::detail
