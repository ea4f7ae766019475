// SPDX-License-Identifier: MIT
//
// What rebasing costs, beside what the memory allows. Usage: rebase_bench [ROUNDS]
//
// A made-up nation like that of 2025: 10,040 units become 3,321, and 441 of them are divided: 369 into 2 parts, 55 into
// 3, 16 into 4 and one into 5. Every round runs each contender once, in turn and on the same buffers, so that all meet
// the same neighbours; printed are the medians of the thread's CPU time (of the wall clock where there are two threads)
// and their ratio to the limit: reading the same bytes and writing the same bytes as long streams.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#if defined(__x86_64__)
#    include <emmintrin.h>
#endif

#include <muong/indicators/rebase.hpp>

#include "indicators/column_totals.hpp"
#include "indicators/rebase_kernel.hpp"

namespace {

using namespace muong;
using detail::apportion_plan;
using detail::piece;

constexpr std::uint32_t sources = 10'040;
constexpr std::uint32_t targets = 3'321;
constexpr std::uint32_t divided = 441;  // of them:
constexpr std::uint32_t in_two = 369;
constexpr std::uint32_t in_three = 55;
constexpr std::uint32_t in_four = 16;

/// Numbers that are the same on every machine.
class source_of_chance {
public:
    std::uint64_t bits() { return engine_(); }
    std::uint64_t below(std::uint64_t end) { return engine_() % end; }  // as even as a benchmark needs

private:
    std::mt19937_64 engine_{2025};
};

std::vector<piece> nation(source_of_chance& chance) {
    std::vector<piece> pieces;
    std::vector<std::uint32_t> parts_of(sources, 1);
    for (std::uint32_t n = 0; n < divided;) {
        std::uint32_t& parts = parts_of[chance.below(sources)];
        if (parts > 1) continue;
        parts = n < in_two ? 2 : n < in_two + in_three ? 3 : n < in_two + in_three + in_four ? 4 : 5;
        ++n;
    }
    for (std::uint32_t s = 0; s < sources; ++s) {
        const auto home = static_cast<std::uint32_t>(std::uint64_t{s} * targets / sources);
        const std::uint32_t parts = parts_of[s];
        if (parts == 1) {
            pieces.push_back({s, home, fraction{1}});
            continue;
        }
        const std::uint32_t first = std::min(home, targets - parts);
        std::vector<std::int64_t> weights;
        std::int64_t whole = 0;
        for (std::uint32_t p = 0; p < parts; ++p)
            whole += weights.emplace_back(static_cast<std::int64_t>(1 + chance.below(20'000)));
        for (std::uint32_t p = 0; p < parts; ++p) pieces.push_back({s, first + p, fraction{weights[p], whole}});
    }
    return pieces;
}

struct cells {
    std::size_t rows;
    std::size_t columns;
    std::size_t stride;
    cell_storage storage;
    std::vector<std::int64_t> bounds;
    std::vector<std::uint8_t> gaps;

    cells(std::size_t r, std::size_t c)
        : rows{r}, columns{c}, stride{detail::stride_for(c)}, storage{r * stride}, bounds(r, 0), gaps(r, 0) {
        std::fill(storage.data(), storage.data() + r * stride, 0);
    }
    [[nodiscard]] detail::cell_grid grid() const {
        return {storage.data(), rows, columns, stride, bounds.data(), gaps.data()};
    }
    [[nodiscard]] detail::cell_target target() {
        return {storage.data(), rows, columns, stride, bounds.data(), gaps.data()};
    }
    /// Values below 2^bits, a part of the rows with 5 in 100 cells missing.
    void draw(source_of_chance& chance, int bits, std::uint64_t rows_with_gaps_in_100) {
        for (std::size_t r = 0; r < rows; ++r) {
            gaps[r] = chance.below(100) < rows_with_gaps_in_100 ? 1 : 0;
            bounds[r] = (std::int64_t{1} << bits) - 1;
            for (std::size_t c = 0; c < columns; ++c) {
                const std::uint64_t drawn = chance.bits();
                const bool gone = gaps[r] != 0 && drawn % 20 == 0;
                storage.data()[r * stride + c] =
                    gone ? detail::missing_cell : static_cast<std::int64_t>(drawn >> (64 - bits));
            }
        }
    }
};

std::vector<unit_code> codes(std::size_t count) {
    std::vector<unit_code> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back(unit_code::parse(std::to_string(10'000 + i)).value());
    return made;
}

crosswalk crosswalk_of(const std::vector<piece>& pieces) {
    std::vector<std::vector<crosswalk_entry>> rows(sources);
    for (const piece& p : pieces) rows[p.source].push_back({p.target, p.share, p.share});
    return {"2025-06-30"_date, "2025-07-01"_date, "people", codes(sources), codes(targets), rows};
}

panel panel_of(const cells& from) {
    std::vector<column> columns;
    for (std::size_t c = 0; c < from.columns; ++c) columns.push_back({"c" + std::to_string(c)});
    panel::builder builder{"2025-06-30"_date, codes(sources), std::move(columns)};
    for (std::size_t r = 0; r < from.rows; ++r)
        for (std::size_t c = 0; c < from.columns; ++c)
            builder.set(r, c, decimal{from.storage.data()[r * from.stride + c]});
    return std::move(builder).build();
}

/// The bytes of three long streams into one, past the caches if `past`.
void limit(const std::int64_t* in, std::size_t in_cells, std::int64_t* out, std::size_t out_cells, bool past) {
    const std::size_t each = in_cells / 3 / 8 * 8;
    const std::size_t n = std::min(each, out_cells / 8 * 8);
#if defined(__x86_64__)
    if (past) {
        for (std::size_t i = 0; i < n; i += 2) {
            const auto load = [in](std::size_t at) {
                return _mm_load_si128(reinterpret_cast<const __m128i*>(in + at));
            };
            const __m128i sum = _mm_add_epi64(_mm_add_epi64(load(i), load(each + i)), load(2 * each + i));
            _mm_stream_si128(reinterpret_cast<__m128i*>(out + i), sum);
        }
        _mm_sfence();
        return;
    }
#endif
    static_cast<void>(past);
    for (std::size_t i = 0; i < n; ++i) out[i] = in[i] + in[each + i] + in[2 * each + i];
}

/// What one writes without further thought; `shares` in doubles or, for whole numbers, all one.
template <class Number>
void by_hand(const std::vector<piece>& pieces, const std::vector<Number>& shares, const Number* in, Number* out,
             std::size_t stride, bool use_shares) {
    std::fill(out, out + targets * stride, Number{});
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        const Number* const from = in + pieces[p].source * stride;
        Number* const to = out + pieces[p].target * stride;
        if (use_shares) {
            for (std::size_t c = 0; c < stride; ++c) to[c] += shares[p] * from[c];
        } else {
            for (std::size_t c = 0; c < stride; ++c) to[c] += from[c];
        }
    }
}

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}
double wall_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct contender {
    std::string name;
    std::function<void()> run;
    bool wall = false;
    std::vector<double> times = {};

    double median() {
        std::sort(times.begin(), times.end());
        return times[times.size() / 2];
    }
};

void race(std::vector<contender>& all, int rounds) {
    for (auto& c : all) c.run();  // warms up, and touches all memory
    for (int round = 0; round < rounds; ++round) {
        for (auto& c : all) {
            const double begin = c.wall ? wall_seconds() : cpu_seconds();
            c.run();
            c.times.push_back((c.wall ? wall_seconds() : cpu_seconds()) - begin);
        }
    }
}

void measure(std::size_t columns, int rounds) {
    source_of_chance chance;
    const auto pieces = nation(chance);
    const apportion_plan plan{sources, targets, pieces};
    cells in{sources, columns};
    in.draw(chance, 20, 0);
    cells few_gaps{sources, columns};
    few_gaps.draw(chance, 20, 5);
    cells all_gaps{sources, columns};
    all_gaps.draw(chance, 20, 100);
    cells large{sources, columns};
    large.draw(chance, 45, 0);
    cells out{targets, columns};

    const std::size_t in_cells = sources * in.stride;
    const std::size_t out_cells = targets * out.stride;
    cell_storage copied{in_cells};
    cell_storage real_in_storage{in_cells};
    cell_storage real_out_storage{out_cells};
    auto* const real_in = reinterpret_cast<double*>(real_in_storage.data());
    auto* const real_out = reinterpret_cast<double*>(real_out_storage.data());
    for (std::size_t i = 0; i < in_cells; ++i) real_in[i] = static_cast<double>(in.storage.data()[i]);
    std::vector<double> shares;
    for (const piece& p : pieces)
        shares.push_back(static_cast<double>(p.share.numerator()) / static_cast<double>(p.share.denominator()));
    const std::vector<std::int64_t> ones(pieces.size(), 1);

    const crosswalk onto = crosswalk_of(pieces);
    const panel values = panel_of(in);
    cell_storage kept;

    const bool past = out_cells * 8 >= (std::size_t{16} << 20U);
    const auto run = [&plan, &out](const cells& from, detail::rebase_options how) {
        return [&plan, &out, &from, how] {
            if (!detail::rebase_cells(plan, from.grid(), out.target(), how).empty()) std::abort();
        };
    };
    const auto* generic = &detail::generic_loops();
    const auto* best = &detail::best_loops();
    const auto limit_run = [&] { limit(in.storage.data(), in_cells, out.storage.data(), out_cells, past); };
    std::vector<contender> all{
        {"limit: the same bytes as streams", limit_run},
        {"copy of the panel (memcpy)", [&] { std::copy_n(in.storage.data(), in_cells, copied.data()); }},
        {"loop of additions by hand (parts not divided)",
         [&] { by_hand(pieces, ones, in.storage.data(), out.storage.data(), in.stride, false); }},
        {"loop in doubles by hand (inexact)", [&] { by_hand(pieces, shares, real_in, real_out, in.stride, true); }},
        {"rebase, generic loops", run(in, {false, 1, generic})},
        {"rebase, best loops", run(in, {false, 1, best})},
        {"rebase, generic, 5% of the rows with gaps", run(few_gaps, {false, 1, generic})},
        {"rebase, best, 5% of the rows with gaps", run(few_gaps, {false, 1, best})},
        {"rebase, generic, all rows with gaps", run(all_gaps, {false, 1, generic})},
        {"rebase, best, all rows with gaps", run(all_gaps, {false, 1, best})},
        {"rebase, best, all rows with gaps, skipped", run(all_gaps, {true, 1, best})},
        {"rebase, generic, values up to 2^45", run(large, {false, 1, generic})},
        {"rebase, best, values up to 2^45", run(large, {false, 1, best})},
        {"the plan of a rebase",
         [&] {
             static_cast<void>(apportion_plan{sources, targets, pieces});
         }},
        {"the totals of its account", [&] { static_cast<void>(detail::totals_of(out.grid())); }},
        {"rebase(panel, crosswalk), account and fresh memory", [&] { static_cast<void>(rebase(values, onto)); }},
        {"rebase(panel, crosswalk), memory used again",
         [&] {
             panel result = rebase(values, onto, {}, std::move(kept)).values();
             kept = std::move(result).release();
         }},
        {"limit, wall clock", limit_run, true},
        {"rebase, best, 1 thread, wall clock", run(in, {false, 1, best}), true},
        {"rebase, best, 2 threads, wall clock", run(in, {false, 2, best}), true},
    };
    race(all, rounds);
    std::printf("%u units x %zu columns -> %u units, %zu shares, %d rounds\n", sources, columns, targets, pieces.size(),
                rounds);
    double limit_time = 0;
    for (auto& c : all) {
        const double time = c.median();
        if (c.name.starts_with("limit")) limit_time = time;
        std::printf("  %-50s %8.2f ms  %5.2f x limit\n", c.name.c_str(), 1e3 * time, time / limit_time);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 21;
    measure(240, rounds);
    measure(3'000, rounds);
}
