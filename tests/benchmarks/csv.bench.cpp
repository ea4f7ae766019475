// SPDX-License-Identifier: MIT
//
// Reading a long table, beside two measures of what the same bytes cost: counting their line feeds, and libcsv with
// callbacks that do nothing. Compare only figures of one run.
#include <benchmark/benchmark.h>

#include <muong/io/csv_reader.hpp>
#include <muong/io/csv_table.hpp>
#include <muong/io/csv_writer.hpp>
#include <muong/io/fixed_point.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#ifdef MUONG_WITH_LIBCSV
#    include <csv.h>
#endif

namespace {

using namespace muong;

/// code,period,indicator,value: two million rows, about 25 bytes each.
const std::string& long_table(bool quoted) {
    static std::string tables[2];
    std::string& text = tables[quoted ? 1 : 0];
    if (!text.empty()) return text;
    std::mt19937_64 chance{1};
    text = "code,period,indicator,value\n";
    const std::string quote = quoted ? "\"" : "";
    for (int unit = 0; unit < 4000; ++unit) {
        for (int column = 0; column < 500; ++column) {
            text += quote + std::to_string(10'000 + unit) + quote + ',' + quote + std::to_string(2000 + column / 20) +
                    quote;
            text += ',' + quote + 'I' + std::to_string(10 + column % 20) + quote + ',';
            append_fixed(text, static_cast<std::int64_t>(chance() % (chance() % 2 == 0 ? 100'000U : 10'000'000U)), 2);
            text += '\n';
        }
    }
    return text;
}

void tell_bytes(benchmark::State& state, const std::string& text) {
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * static_cast<std::int64_t>(state.iterations()));
}

/// Counts of 128 x 32 bytes fit into 8 bits, so that the compiler keeps 16 of them in a register.
std::size_t count_lines(std::string_view text) {
    std::size_t total = 0;
    while (!text.empty()) {
        const auto part = text.substr(0, 128 * 32);
        std::uint8_t counts[32] = {};
        std::size_t i = 0;
        for (; i + 32 <= part.size(); i += 32) {
            for (std::size_t k = 0; k < 32; ++k)
                counts[k] = static_cast<std::uint8_t>(counts[k] + (part[i + k] == '\n'));
        }
        for (const auto count : counts) total += count;
        for (; i < part.size(); ++i) total += part[i] == '\n';
        text.remove_prefix(part.size());
    }
    return total;
}

void lines_are_counted(benchmark::State& state) {
    const auto& text = long_table(state.range(0) != 0);
    for (auto _ : state) benchmark::DoNotOptimize(count_lines(text));
    tell_bytes(state, text);
}

#ifdef MUONG_WITH_LIBCSV
void libcsv_calls_back(benchmark::State& state) {
    const auto& text = long_table(state.range(0) != 0);
    for (auto _ : state) {
        ::csv_parser parser;
        ::csv_init(&parser, 0);
        const auto field = [](void*, std::size_t, void*) {};
        const auto row = [](int, void*) {};
        benchmark::DoNotOptimize(::csv_parse(&parser, text.data(), text.size(), field, row, nullptr));
        ::csv_fini(&parser, field, row, nullptr);
        ::csv_free(&parser);
    }
    tell_bytes(state, text);
}
#endif

void records_are_found(benchmark::State& state) {
    const auto& text = long_table(state.range(0) != 0);
    for (auto _ : state) {
        problem_log log;
        csv_reader in{std::string_view{text}, "t.csv", log};
        std::size_t rows = 0;
        while (in.next()) ++rows;
        benchmark::DoNotOptimize(rows);
    }
    tell_bytes(state, text);
}

void fields_are_seen(benchmark::State& state) {
    const auto& text = long_table(state.range(0) != 0);
    for (auto _ : state) {
        problem_log log;
        csv_reader in{std::string_view{text}, "t.csv", log};
        std::size_t seen = 0;
        while (in.next()) {
            for (std::size_t i = 0; i < 4; ++i) {
                const auto field = in[i];
                seen += field.size() + static_cast<unsigned char>(field.front());
            }
        }
        benchmark::DoNotOptimize(seen);
    }
    tell_bytes(state, text);
}

void values_are_summed(benchmark::State& state) {
    const auto& text = long_table(state.range(0) != 0);
    for (auto _ : state) {
        problem_log log;
        csv_reader in{std::string_view{text}, "t.csv", log};
        const auto value = in.require("value").index();
        std::int64_t sum = 0;
        while (in.next()) sum += scan_fixed(in[value], 2).value;
        benchmark::DoNotOptimize(sum);
    }
    tell_bytes(state, text);
}

void table_is_made(benchmark::State& state) {
    const auto& text = long_table(state.range(0) != 0);
    for (auto _ : state) {
        problem_log log;
        const csv_table table{text, "t.csv", log};
        benchmark::DoNotOptimize(table.size());
    }
    tell_bytes(state, text);
}

void both(benchmark::internal::Benchmark* bench) {
    bench->ArgName("quoted")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
}
BENCHMARK(lines_are_counted)->Apply(both);
#ifdef MUONG_WITH_LIBCSV
BENCHMARK(libcsv_calls_back)->Apply(both);
#endif
BENCHMARK(records_are_found)->Apply(both);
BENCHMARK(fields_are_seen)->Apply(both);
BENCHMARK(values_are_summed)->Apply(both);
BENCHMARK(table_is_made)->Apply(both);

}  // namespace

BENCHMARK_MAIN();
