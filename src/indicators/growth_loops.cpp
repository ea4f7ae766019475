// SPDX-License-Identifier: MIT
#include "indicators/growth_loops.hpp"

#include <bit>
#include <cmath>

namespace muong::inline v0::detail {
namespace {

// A whole number below 2^51, in the low bits of the double 1.5 * 2^52: conversions that need no instruction of their
// own, since SSE2 has none for 64 bits.
constexpr double magic = 6755399441055744.0;
constexpr std::int64_t magic_bits = 0x4338000000000000;

inline double to_double(std::int64_t x) noexcept { return std::bit_cast<double>(x + magic_bits) - magic; }
inline std::int64_t to_int(double whole) noexcept { return std::bit_cast<std::int64_t>(whole + magic) - magic_bits; }

// The loops are the same everywhere; where the processor has AVX2, compilers make wider ones of them.
[[gnu::always_inline]] inline void growth(const std::int64_t* x, const std::int64_t* base, std::size_t n,
                                          std::int64_t multiple, std::int64_t* __restrict out) noexcept {
    const auto times = static_cast<double>(multiple);
    for (std::size_t i = 0; i < n; ++i) {
        const double b = to_double(base[i]);
        const double change = to_double(x[i]) - b;
        const double size = std::fabs(change) * times;
        const double near = (size / b + magic) - magic;  // at most one beside the nearest
        const double rest = (size - near * b) * 2;       // exact
        // One more, one less or no more, without a jump: -1, 0 or 1 out of the signs of two differences, none of them
        // -0.
        const double more = std::copysign(0.5, rest - b) + std::copysign(0.5, rest + b);
        out[i] = to_int(std::copysign(near + more, change));
    }
}

[[gnu::always_inline]] inline void both(const std::uint8_t* a, const std::uint8_t* b, std::size_t n,
                                        std::uint8_t* __restrict out) noexcept {
    for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>(a[i] | b[i]);
}

[[gnu::always_inline]] inline bool add_up(const std::int64_t* x, std::size_t n, int128& sum) noexcept {
    constexpr std::size_t block = std::size_t{1} << 20U;  // whose halves cannot overflow
    sum = 0;
    std::uint64_t least = 0;
    while (n > 0) {
        const std::size_t size = n < block ? n : block;
        std::uint64_t low = 0, high = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const auto u = static_cast<std::uint64_t>(x[i]);
            least |= u & ~(u - 1);  // of all negative numbers only that of the least int64 has the sign bit
            const std::uint64_t moved = u ^ (std::uint64_t{1} << 63U);  // x + 2^63, never negative
            low += moved & 0xFFFFFFFFU;
            high += moved >> 32U;
        }
        sum += static_cast<int128>(low) + (static_cast<int128>(high) << 32U) - (static_cast<int128>(size) << 63U);
        x += size;
        n -= size;
    }
    return least >> 63U == 0;
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void avx2_growth(const std::int64_t* x, const std::int64_t* base, std::size_t n,
                                         std::int64_t multiple, std::int64_t* out) noexcept {
    growth(x, base, n, multiple, out);
}
[[gnu::target("avx2")]] void avx2_both(const std::uint8_t* a, const std::uint8_t* b, std::size_t n,
                                       std::uint8_t* out) noexcept {
    both(a, b, n, out);
}
[[gnu::target("avx2")]] bool avx2_add_up(const std::int64_t* x, std::size_t n, int128& sum) noexcept {
    return add_up(x, n, sum);
}

bool has_avx2() noexcept {
    static const bool has = __builtin_cpu_supports("avx2") != 0;
    return has;
}
#endif

}  // namespace

int bits_of_small(const std::int64_t* x, std::size_t n) noexcept {
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto u = static_cast<std::uint64_t>(x[i]);
        any |= u | (u - 1);  // zero minus one has all bits
    }
    return any >> 63U != 0 ? 0 : static_cast<int>(std::bit_width(any));
}

void growth_of_small(const std::int64_t* x, const std::int64_t* base, std::size_t n, std::int64_t multiple,
                     std::int64_t* out) noexcept {
#if defined(__x86_64__)
    if (has_avx2()) return avx2_growth(x, base, n, multiple, out);
#endif
    growth(x, base, n, multiple, out);
}

void or_bytes(const std::uint8_t* a, const std::uint8_t* b, std::size_t n, std::uint8_t* out) noexcept {
#if defined(__x86_64__)
    if (has_avx2()) return avx2_both(a, b, n, out);
#endif
    both(a, b, n, out);
}

bool sum_of(const std::int64_t* x, std::size_t n, int128& sum) noexcept {
#if defined(__x86_64__)
    if (has_avx2()) return avx2_add_up(x, n, sum);
#endif
    return add_up(x, n, sum);
}

}  // namespace muong::v0::detail
