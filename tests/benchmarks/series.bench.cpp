// SPDX-License-Identifier: MIT
//
// Series beside what they could be at best: ten million observations, in ten thousand series of a thousand months each.
// Each way runs in turn with its reference in one process, and the ratio of their medians of thread CPU time is told:
//
//     series_bench [ROUNDS]       21 by default
//
//  - bytes an observation, with a status each: at most 12;
//  - year on year / the bare loop over doubles, both into fresh memory: at most 2;
//  - the exact sum of the decimals of a series / sum of int64: at most 2.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include <muong/indicators/frequency_change.hpp>
#include <muong/indicators/growth.hpp>
#include <muong/indicators/series.hpp>

namespace {

using namespace muong;

constexpr std::size_t count = 10'000;
constexpr std::size_t months = 1'000;

double seconds() {
    std::timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// What must not be optimised away.
template <class T>
void keep(const T& value) {
    asm volatile("" : : "r,m"(value) : "memory");
}

template <class Work>
double time_of(Work work) {
    const double begin = seconds();
    work();
    return seconds() - begin;
}

double median(std::vector<double> times) {
    std::ranges::sort(times);
    return times[times.size() / 2];
}

struct pair_of_ways {
    std::vector<double> ours, reference;

    template <class Ours, class Reference>
    void round(Ours a, Reference b) {
        ours.push_back(time_of(a));
        reference.push_back(time_of(b));
    }
    void tell(const char* name, double limit) const {
        const double a = median(ours), b = median(reference);
        std::printf("%-34s %8.2f ms  reference %8.2f ms  ratio %.2f (at most %.0f)\n", name, a * 1e3, b * 1e3, a / b,
                    limit);
    }
};

std::vector<double> growth_of_doubles(const std::vector<double>& x) {
    std::vector<double> made(x.size());
    for (std::size_t i = 12; i < x.size(); ++i) made[i] = 100 * (x[i] / x[i - 12] - 1);
    return made;
}

/// Numbers from a fixed recurrence, alike on every machine.
std::vector<std::int64_t> levels_of(std::size_t seed) {
    std::vector<std::int64_t> levels(months);
    std::uint64_t state = seed + 1;
    for (auto& x : levels) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        x = 1'000'000 + static_cast<std::int64_t>(state >> 38U);
    }
    return levels;
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 21;
    const series_header header{"GRDP", "11", measure_unit::parse("million VND").value(), 2};
    const source cited{"Statistics office", "Yearbook", "2024"_period, "table 1"};

    std::vector<series> all;
    std::vector<std::vector<double>> doubles;
    std::vector<std::int64_t> integers;
    std::size_t bytes = 0;
    const std::vector<observation_status> statuses(months, status_flag::provisional);
    for (std::size_t i = 0; i < count; ++i) {
        auto levels = levels_of(i);
        doubles.emplace_back(levels.begin(), levels.end());
        integers.insert(integers.end(), levels.begin(), levels.end());
        all.push_back(series::dense(header, "1940-01"_period, std::move(levels), statuses));
        bytes += all.back().memory();
    }
    std::printf("%.2f bytes an observation, of %zu observations (at most 12)\n",
                static_cast<double>(bytes) / static_cast<double>(count * months), count * months);

    pair_of_ways growth, sums;
    for (int i = 0; i < rounds; ++i) {
        growth.round(
            [&] {
                for (const auto& s : all) {
                    const series rates = year_on_year(s);
                    keep(rates.values().back());
                }
            },
            [&] {
                for (const auto& x : doubles) keep(growth_of_doubles(x).back());
            });
        const auto int_sum = [&] {
            std::int64_t sum = 0;
            for (const auto x : integers) sum += x;
            keep(sum);
        };
        sums.round(
            [&] {
                for (const auto& s : all) keep(total(s).value().coefficient());
            },
            int_sum);
    }
    growth.tell("year on year / doubles", 2);
    sums.tell("sum of decimals / int64", 2);
}
