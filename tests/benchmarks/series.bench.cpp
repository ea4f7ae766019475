// SPDX-License-Identifier: MIT
//
// Series beside what they could be at best: ten million observations, in ten thousand series of a thousand months each;
// and the sum of as many amounts of money. Usage: series_bench [ROUNDS]
#include <muong/core/money.hpp>
#include <muong/indicators/frequency_change.hpp>
#include <muong/indicators/growth.hpp>
#include <muong/indicators/series.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "benchmarks/race.hpp"

namespace {

using namespace muong;
using namespace muong::bench;

constexpr std::size_t count = 10'000;
constexpr std::size_t months = 1'000;

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
    const int rounds = rounds_of(argc, argv, 21);
    const series_header header{"GRDP", "11", measure_unit::parse("million VND").value(), 2};
    const source cited{"Statistics office", "Yearbook", "2024"_period, "table 1"};

    std::vector<series> made;
    std::vector<std::vector<double>> doubles;
    std::vector<std::int64_t> integers;
    std::vector<money<vnd>> amounts;
    std::size_t bytes = 0;
    const std::vector<observation_status> statuses(months, status_flag::provisional);
    for (std::size_t i = 0; i < count; ++i) {
        auto levels = levels_of(i);
        doubles.emplace_back(levels.begin(), levels.end());
        integers.insert(integers.end(), levels.begin(), levels.end());
        for (const auto level : levels) amounts.push_back(money<vnd>::of_minor(level));
        made.push_back(series::dense(header, "1940-01"_period, std::move(levels), statuses));
        bytes += made.back().memory();
    }

    race all;
    constexpr auto integer_sum = "sum of int64, unchecked";
    constexpr auto same_sum = "sums of the int64 of the series, unchecked";
    constexpr auto double_sum = "sum of doubles";
    constexpr auto decimal_sum = "exact sums of series";
    constexpr auto money_sum = "exact sum of money";
    constexpr auto growth = "year on year";
    constexpr auto growth_by_hand = "year on year of doubles by hand, into fresh memory";
    all.add(same_sum, [&] {
        for (const auto& s : made) {
            std::int64_t sum = 0;
            for (const auto x : s.values()) sum += x;
            keep(sum);
        }
    });
    all.add(integer_sum, [&] {
        std::int64_t sum = 0;
        for (const auto x : integers) sum += x;
        keep(sum);
    });
    all.add(double_sum, [&] {
        double sum = 0;
        for (const auto& one : doubles)
            for (const auto x : one) sum += x;
        keep(sum);
    });
    all.add(decimal_sum, [&] {
        for (const auto& s : made) keep(total(s).value().coefficient());
    });
    all.add(money_sum, [&] { keep(total(amounts).minor()); });
    all.add(growth, [&] {
        for (const auto& s : made) {
            const series rates = year_on_year(s);
            keep(rates.values().back());
        }
    });
    all.add(growth_by_hand, [&] {
        for (const auto& x : doubles) keep(growth_of_doubles(x).back());
    });
    all.run(rounds);
    all.tell();
    race::tell_goal(static_cast<double>(bytes) / static_cast<double>(count * months), 12, true,
                    "bytes an observation, with a status each");
    all.at_most(2, growth, growth_by_hand);
    all.at_most(1.5, decimal_sum, same_sum);
    all.at_most(1.5, money_sum, integer_sum);
    all.at_most(1, decimal_sum, double_sum);
    all.at_most(1, money_sum, double_sum);
}
