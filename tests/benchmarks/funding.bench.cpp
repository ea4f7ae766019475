// SPDX-License-Identifier: MIT
// Sums over a ledger of ten million transactions, beside a bare loop that sums int64 by key, and the queries of a
// portfolio of 100,000 projects, each one pass.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <muong/data/dien_bien.hpp>
#include <muong/funding.hpp>
#include <muong/projects.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace muong;

/// Numbers that are the same each time; that small ones come a little more often does not matter here.
class dice {
public:
    explicit dice(std::uint64_t seed) : engine_{seed} {}
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most - least + 1));
    }
    std::size_t index(std::size_t size) { return static_cast<std::size_t>(engine_() % size); }

private:
    std::mt19937_64 engine_;
};

constexpr std::size_t transactions = 10'000'000;

const ledger& ten_million() {
    static const ledger all = [] {
        dice chance{1};
        ledger::builder rows{vnd::value, vietnamese_funding_sources()};
        rows.reserve(transactions);
        const auto sources = vietnamese_funding_sources().all();
        std::vector<std::string> projects, units;
        for (int i = 0; i < 20'000; ++i) projects.push_back("P" + std::to_string(i));
        for (int i = 0; i < 3'321; ++i) units.push_back(std::to_string(10'000 + i));
        for (std::size_t i = 0; i < transactions; ++i) {
            const int year = static_cast<int>(chance.between(2016, 2025));
            const auto on = *date::from_ymd(year, 1, 1) + static_cast<std::int32_t>(chance.between(0, 364));
            const auto kind = static_cast<transaction_kind>(chance.index(transaction_kinds_count));
            const auto amount = any_money::of_minor(chance.between(0, 50'000'000'000), vnd::value);
            const auto& project = projects[chance.index(projects.size())];
            const auto& unit = units[chance.index(units.size())];
            rows.add({kind, amount, year, on, sources[chance.index(sources.size())].id, {}, project, unit});
        }
        return std::move(rows).build();
    }();
    return all;
}

/// What the sums are compared with: ready-made keys of 32 bits and amounts of 64, and nothing else to be read.
void bare_loop(benchmark::State& state) {
    const auto& all = ten_million();
    std::vector<std::uint32_t> keys;
    std::vector<std::int64_t> amounts;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto t = all.at(i);
        keys.push_back(static_cast<std::uint32_t>(*all.sources().index_of(t.source) * 10) +
                       static_cast<std::uint32_t>(t.plan_year - 2016));
        amounts.push_back(t.amount.minor());
    }
    for (auto _ : state) {
        std::vector<std::int64_t> sums(all.sources().size() * 10);
        for (std::size_t i = 0; i < keys.size(); ++i) sums[keys[i]] += amounts[i];
        benchmark::DoNotOptimize(sums.data());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(keys.size()));
}
BENCHMARK(bare_loop)->Unit(benchmark::kMillisecond);

void roll_up_source_by_plan_year(benchmark::State& state) {
    const auto& all = ten_million();
    for (auto _ : state) {
        benchmark::DoNotOptimize(all.roll_up({ledger_dimension::source, ledger_dimension::plan_year}));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
    state.counters["bytes_each"] = static_cast<double>(all.memory()) / static_cast<double>(all.size());
}
BENCHMARK(roll_up_source_by_plan_year)->Unit(benchmark::kMillisecond);

void filtered_sums(benchmark::State& state) {
    const auto& all = ten_million();
    ledger_filter paid;
    paid.kinds = {transaction_kind::advance, transaction_kind::payment};
    paid.days = date_range{"2018-01-01"_date, "2024-07-01"_date};
    for (auto _ : state) {
        benchmark::DoNotOptimize(all.sums({ledger_dimension::source, ledger_dimension::plan_year}, paid));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(filtered_sums)->Unit(benchmark::kMillisecond);

void sums_by_project(benchmark::State& state) {
    const auto& all = ten_million();
    for (auto _ : state) benchmark::DoNotOptimize(all.sums({ledger_dimension::project}));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(sums_by_project)->Unit(benchmark::kMillisecond);

const portfolio& hundred_thousand() {
    static const portfolio all = [] {
        dice chance{2};
        portfolio::builder rows;
        const auto eve = dien_bien_data::consolidation().eve();
        std::vector<unit_code> communes;
        for (const auto& u : dien_bien().registry().on(eve, unit_tier::commune)) communes.push_back(u.code());
        for (int i = 0; i < 100'000; ++i) {
            project p{.id = "P" + std::to_string(i)};
            p.sectors = {static_cast<project_sector>(chance.between(0, 22))};
            const auto start = "2021-01-01"_date + static_cast<std::int32_t>(chance.between(0, 1000));
            const auto due = start + static_cast<std::int32_t>(chance.between(100, 900));
            p.schedule.push_back({schedule_point::finish, schedule_status::planned, due, start, {}});
            if (chance.index(2) == 0) {
                const auto end = due + static_cast<std::int32_t>(chance.between(-50, 400));
                p.schedule.push_back({schedule_point::finish, schedule_status::actual, end, end, {}});
            }
            std::int64_t percent = 0;
            for (int n = 0; n < 4; ++n) {
                p.progress.push_back({start + 90 * n, decimal{percent}});
                percent += chance.between(0, 30);
            }
            if (chance.index(3) == 0) p.delays.emplace_back().cause = static_cast<delay_cause>(chance.between(0, 7));
            p.phases = {{project_phase::preparation, start - 30, {}}, {project_phase::implementation, start, {}}};
            p.progress.push_back({start, decimal{0}, progress_metric::physical, true});
            p.progress.push_back({due, decimal{100}, progress_metric::physical, true});
            p.budget = published_amount::make(decimal{chance.between(10, 900)}, 9, vnd::value);
            p.programmes = {"ntp_" + std::to_string(chance.between(0, 3))};
            p.sources = {chance.index(2) == 0 ? "national_target_programmes" : "local_budget_balance"};
            p.locations = {{communes[chance.index(communes.size())], eve, {}}};
            rows.add(std::move(p));
        }
        return std::move(rows).build();
    }();
    return all;
}

template <class Query>
void ask(benchmark::State& state, Query query) {
    const auto& all = hundred_thousand();
    for (auto _ : state) benchmark::DoNotOptimize(ranges::distance(query(all)));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
void late(benchmark::State& state) {
    ask(state, [](const portfolio& all) { return all.late_on("2025-01-01"_date, schedule_basis::first_plan); });
}
BENCHMARK(late)->Unit(benchmark::kMillisecond);
void stalled(benchmark::State& state) {
    ask(state, [](const portfolio& all) { return all.stalled_between("2023-01-01"_date, "2025-01-01"_date); });
}
BENCHMARK(stalled)->Unit(benchmark::kMillisecond);
void by_cause(benchmark::State& state) {
    ask(state, [](const portfolio& all) { return all.by_cause(delay_cause::land_clearance); });
}
BENCHMARK(by_cause)->Unit(benchmark::kMillisecond);
void in_sector(benchmark::State& state) {
    ask(state, [](const portfolio& all) { return all.in_sector(project_sector::transport); });
}
BENCHMARK(in_sector)->Unit(benchmark::kMillisecond);
void in_phase(benchmark::State& state) {
    ask(state, [](const portfolio& all) { return all.in_phase(project_phase::implementation, "2023-01-01"_date); });
}
BENCHMARK(in_phase)->Unit(benchmark::kMillisecond);
void of_programme(benchmark::State& state) {
    ask(state, [](const portfolio& all) { return all.of_programme("ntp_2"); });
}
BENCHMARK(of_programme)->Unit(benchmark::kMillisecond);
void of_source(benchmark::State& state) {
    ask(state, [](const portfolio& all) { return all.of_source("local_budget_balance"); });
}
BENCHMARK(of_source)->Unit(benchmark::kMillisecond);

/// Where all of them lie on the map of the next day.
void map_of_today(benchmark::State& state) {
    const auto& all = hundred_thousand();
    for (auto _ : state) {
        const project_map map{all, dien_bien().registry(), dien_bien_data::consolidation()};
        benchmark::DoNotOptimize(map.day());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(map_of_today)->Unit(benchmark::kMillisecond);
/// Those in one unit of it, once the map is made.
void in_unit_of_today(benchmark::State& state) {
    const project_map map{hundred_thousand(), dien_bien().registry(), dien_bien_data::consolidation()};
    for (auto _ : state) benchmark::DoNotOptimize(ranges::distance(map.in(*unit_code::parse("03328"))));
}
BENCHMARK(in_unit_of_today)->Unit(benchmark::kMicrosecond);

void curve_of_completion(benchmark::State& state) {
    const auto& all = hundred_thousand();
    const auto months = split("2021/2026"_period, frequency::month);
    for (auto _ : state) benchmark::DoNotOptimize(completion_curve(all, months).back().actual);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(curve_of_completion)->Unit(benchmark::kMillisecond);

/// Budget, plan and progress of each on a day, and what follows.
void earned_value_of_all(benchmark::State& state) {
    const auto& all = hundred_thousand();
    constexpr auto day = "2023-01-01"_date;
    for (auto _ : state) {
        std::int64_t earned = 0;
        for (const auto& p : all.all()) {
            const auto plan = progress_curve::of(p, progress_metric::physical, true).at(day);
            const auto* const done = progress_on(p, progress_metric::physical, day);
            if (!plan || done == nullptr) continue;
            earned += earned_value_of(p.budget->value(), {.planned = *plan, .done = done->percent}, p.budget->value())
                          .earned.minor() /
                      1000;
        }
        benchmark::DoNotOptimize(earned);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(earned_value_of_all)->Unit(benchmark::kMillisecond);

void forecast_of_all(benchmark::State& state) {
    const auto& all = hundred_thousand();
    for (auto _ : state) {
        std::size_t told = 0;
        for (const auto& p : all.all()) {
            const auto end =
                forecast_finish(p, progress_metric::physical, "2023-06-30"_date, forecast_method::earned_schedule);
            told += end.finish ? 1 : 0;
        }
        benchmark::DoNotOptimize(told);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(forecast_of_all)->Unit(benchmark::kMillisecond);

/// What a ledger of ten million transactions says of each.
void accounts_of_all(benchmark::State& state) {
    const auto& all = hundred_thousand();
    const auto& money = ten_million();
    for (auto _ : state) benchmark::DoNotOptimize(accounts_of(all, money).of_projects.data());
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(money.size()));
}
BENCHMARK(accounts_of_all)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
