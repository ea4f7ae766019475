// SPDX-License-Identifier: MIT
//
// What rebasing costs, beside what the memory allows. Usage: rebase_bench [ROUNDS]
//
// A made-up nation like that of 2025: 10,040 units become 3,321, and 441 of them are divided: 369 into 2 parts, 55 into
// 3, 16 into 4 and one into 5; 1, 10 and 30 million cells. All work on the same buffers; the limit reads the same bytes
// and writes the same bytes as long streams. Beside them Boost's numbers of any size, at 1 million cells, and Eigen's
// product in doubles, if Eigen was found.
#include <muong/indicators/rebase.hpp>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#if defined(__x86_64__)
#    include <emmintrin.h>
#endif
#ifdef MUONG_WITH_EIGEN
#    include <Eigen/SparseCore>
#endif

#include "benchmarks/race.hpp"
#include "indicators/column_totals.hpp"
#include "indicators/rebase_kernel.hpp"
#include "support/cells.hpp"

namespace {

using namespace muong;
using namespace muong::bench;
using detail::apportion_plan;
using detail::piece;
using test::cells;

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

/// Values below 2^bits, a part of the rows with 5 in 100 cells missing.
void draw(cells& into, source_of_chance& chance, int bits, std::uint64_t rows_with_gaps_in_100) {
    for (std::size_t r = 0; r < into.rows; ++r) {
        into.gaps[r] = chance.below(100) < rows_with_gaps_in_100 ? 1 : 0;
        into.bounds[r] = (std::int64_t{1} << bits) - 1;
        for (std::size_t c = 0; c < into.columns; ++c) {
            const std::uint64_t drawn = chance.bits();
            const bool gone = into.gaps[r] != 0 && drawn % 20 == 0;
            into.storage.data()[r * into.stride + c] =
                gone ? detail::missing_cell : static_cast<std::int64_t>(drawn >> (64 - bits));
        }
    }
}

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
        for (std::size_t c = 0; c < from.columns; ++c) builder.set(r, c, decimal{from.at(r, c)});
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

#ifdef MUONG_WITH_EIGEN
using sparse = Eigen::SparseMatrix<double, Eigen::RowMajor>;
using dense = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

sparse matrix_of(const std::vector<piece>& pieces, const std::vector<double>& shares) {
    std::vector<Eigen::Triplet<double>> all;
    for (std::size_t p = 0; p < pieces.size(); ++p)
        all.emplace_back(static_cast<int>(pieces[p].target), static_cast<int>(pieces[p].source), shares[p]);
    sparse made{targets, sources};
    made.setFromTriplets(all.begin(), all.end());
    return made;
}
#endif

using big_integer = boost::multiprecision::cpp_int;
using big_rational = boost::multiprecision::cpp_rational;

/// Whole numbers of any size: parts by the largest remainder, as in a rebase. `pieces` are by source.
void by_big_integers(const std::vector<piece>& pieces, const std::vector<big_integer>& in,
                     std::vector<big_integer>& out, std::size_t columns) {
    for (auto& cell : out) cell = 0;
    std::vector<big_integer> quotients, remainders;
    std::vector<std::size_t> order;
    for (std::size_t first = 0, last = 0; first < pieces.size(); first = last) {
        while (last < pieces.size() && pieces[last].source == pieces[first].source) ++last;
        const auto* const from = in.data() + pieces[first].source * columns;
        if (last == first + 1) {
            auto* const to = out.data() + pieces[first].target * columns;
            for (std::size_t c = 0; c < columns; ++c) to[c] += from[c];
            continue;
        }
        const std::size_t parts = last - first;
        quotients.resize(parts);
        remainders.resize(parts);
        order.resize(parts);
        std::int64_t whole = 1;
        for (std::size_t p = first; p < last; ++p) whole = std::lcm(whole, pieces[p].share.denominator());
        for (std::size_t c = 0; c < columns; ++c) {
            big_integer left = from[c];
            for (std::size_t p = 0; p < parts; ++p) {
                const auto& share = pieces[first + p].share;
                const big_integer product = from[c] * (whole / share.denominator() * share.numerator());
                divide_qr(product, big_integer{whole}, quotients[p], remainders[p]);
                left -= quotients[p];
            }
            std::iota(order.begin(), order.end(), std::size_t{0});
            std::stable_sort(order.begin(), order.end(),
                             [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
            for (std::size_t p = 0; left > 0; ++p, --left) ++quotients[order[p]];
            for (std::size_t p = 0; p < parts; ++p) out[pieces[first + p].target * columns + c] += quotients[p];
        }
    }
}

void by_big_rationals(const std::vector<piece>& pieces, const std::vector<big_rational>& shares,
                      const std::vector<big_integer>& in, std::vector<big_rational>& out, std::size_t columns) {
    for (auto& cell : out) cell = 0;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        for (std::size_t c = 0; c < columns; ++c)
            out[pieces[p].target * columns + c] += shares[p] * in[pieces[p].source * columns + c];
    }
}

void measure(std::size_t columns, int rounds) {
    source_of_chance chance;
    const auto pieces = nation(chance);
    const apportion_plan plan{sources, targets, pieces};
    cells in{sources, columns};
    draw(in, chance, 20, 0);
    cells few_gaps{sources, columns};
    draw(few_gaps, chance, 20, 5);
    cells all_gaps{sources, columns};
    draw(all_gaps, chance, 20, 100);
    cells large{sources, columns};
    draw(large, chance, 45, 0);
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
    race all;
    constexpr auto limit_name = "limit: the same bytes as streams";
    constexpr auto generic_name = "rebase, generic loops";
    constexpr auto best_name = "rebase, best loops";
    all.add(limit_name, limit_run);
    all.add("copy of the panel (memcpy)", [&] { std::copy_n(in.storage.data(), in_cells, copied.data()); });
    all.add("loop of additions by hand (parts not divided)",
            [&] { by_hand(pieces, ones, in.storage.data(), out.storage.data(), in.stride, false); });
    all.add("loop in doubles by hand (inexact)", [&] { by_hand(pieces, shares, real_in, real_out, in.stride, true); });
    all.add(generic_name, run(in, {false, 1, generic}));
    all.add(best_name, run(in, {false, 1, best}));
    all.add("rebase, generic, 5% of the rows with gaps", run(few_gaps, {false, 1, generic}));
    all.add("rebase, best, 5% of the rows with gaps", run(few_gaps, {false, 1, best}));
    all.add("rebase, generic, all rows with gaps", run(all_gaps, {false, 1, generic}));
    all.add("rebase, best, all rows with gaps", run(all_gaps, {false, 1, best}));
    all.add("rebase, best, all rows with gaps, skipped", run(all_gaps, {true, 1, best}));
    all.add("rebase, generic, values up to 2^45", run(large, {false, 1, generic}));
    all.add("rebase, best, values up to 2^45", run(large, {false, 1, best}));
    all.add("the plan of a rebase", [&] { keep(apportion_plan{sources, targets, pieces}); });
    detail::column_totals totals;
    all.add("rebase, best, with the totals of its account", run(in, {false, 1, best, &totals}));
    all.add("the same totals, read from the result", [&] { keep(detail::totals_of(out.grid())); });
    all.add("rebase(panel, crosswalk), account and fresh memory", [&] { keep(rebase(values, onto)); });
    all.add("rebase(panel, crosswalk), memory used again", [&] {
        panel result = rebase(values, onto, {}, std::move(kept)).values();
        kept = std::move(result).release();
    });
    all.add_by_wall_clock("limit, 2 threads, wall clock", [&] {
        const std::size_t half_in = in_cells / 16 * 8;
        const std::size_t half_out = out_cells / 16 * 8;
        const auto half = [&](std::size_t i) {
            limit(in.storage.data() + i * half_in, half_in, out.storage.data() + i * half_out, half_out, past);
        };
        std::jthread other{half, 1};
        half(0);
    });
    all.add_by_wall_clock("rebase, best, 1 thread, wall clock", run(in, {false, 1, best}));
    all.add_by_wall_clock("rebase, best, 2 threads, wall clock", run(in, {false, 2, best}));
#ifdef MUONG_WITH_EIGEN
    constexpr auto eigen = "Eigen's sparse x dense doubles (inexact)";
    const auto matrix = matrix_of(pieces, shares);
    const auto layout = Eigen::OuterStride<>{static_cast<Eigen::Index>(in.stride)};
    const Eigen::Map<const dense, 0, Eigen::OuterStride<>> from{real_in, sources, static_cast<int>(columns), layout};
    Eigen::Map<dense, 0, Eigen::OuterStride<>> to{real_out, targets, static_cast<int>(columns), layout};
    all.add(eigen, [&] { to.noalias() = matrix * from; });
#endif
    constexpr std::size_t most_for_boost = 100;
    constexpr int runs_of_small = 3;
    std::vector<big_integer> big_in, big_out;
    std::vector<big_rational> rational_shares, rational_out;
    if (columns <= most_for_boost) {
        for (std::size_t r = 0; r < sources; ++r)
            for (std::size_t c = 0; c < columns; ++c) big_in.emplace_back(in.storage.data()[r * in.stride + c]);
        for (const piece& p : pieces) rational_shares.emplace_back(p.share.numerator(), p.share.denominator());
        big_out.resize(targets * columns);
        rational_out.resize(targets * columns);
        all.add("Boost cpp_int", [&] { by_big_integers(pieces, big_in, big_out, columns); });
        all.add("Boost cpp_rational",
                [&] { by_big_rationals(pieces, rational_shares, big_in, rational_out, columns); });
    }
    all.run(rounds, columns <= most_for_boost ? runs_of_small : 1);
    std::printf("%u units x %zu columns -> %u units, %zu shares, %d rounds\n", sources, columns, targets, pieces.size(),
                rounds);
    all.tell();
    if (columns <= most_for_boost) {
        run(in, {false, 1, best})();
        for (std::size_t t = 0; t < targets; ++t) {
            for (std::size_t c = 0; c < columns; ++c) {
                if (big_out[t * columns + c] != out.storage.data()[t * out.stride + c]) {
                    std::printf("  DIFFERENT FROM Boost cpp_int\n");
                    std::abort();
                }
            }
        }
        all.faster(40, best_name, "Boost cpp_int");
        all.faster(250, best_name, "Boost cpp_rational");
        return;
    }
    if (past) {
        all.at_most(2.5, generic_name, limit_name);
        all.at_most(1.8, best_name, limit_name);
        all.at_most(2.0, "rebase, best, 5% of the rows with gaps", limit_name);
        all.at_most(1.4, "rebase, best, 2 threads, wall clock", "limit, 2 threads, wall clock");
    }
#ifdef MUONG_WITH_EIGEN
    all.at_most(1.0, generic_name, eigen);
    all.at_most(1.0, best_name, eigen);
#else
    std::printf("  left out: Eigen was not found\n");
#endif
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = rounds_of(argc, argv, 21);
    for (const std::size_t columns : {100U, 1'000U, 3'000U}) measure(columns, rounds);
}
