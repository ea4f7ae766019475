// SPDX-License-Identifier: MIT
//
// Reading a long table of two million rows, beside two measures of what the same bytes cost: counting their line feeds,
// and libcsv with callbacks that do nothing, if it was found. Usage: csv_bench [ROUNDS]
#include <muong/indicators/cell_storage.hpp>
#include <muong/io/csv_reader.hpp>
#include <muong/io/csv_table.hpp>
#include <muong/io/csv_writer.hpp>
#include <muong/io/text_numbers.hpp>
#include <muong/io/values_csv.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "benchmarks/race.hpp"

#ifdef MUONG_WITH_LIBCSV
#    include <csv.h>
#endif

namespace {

using namespace muong;
using namespace muong::bench;

constexpr int units = 4'000;
constexpr int columns = 500;

/// code,period,indicator,value: about 25 bytes a row.
std::string long_table(bool quoted) {
    std::mt19937_64 chance{1};
    std::string text = "code,period,indicator,value\n";
    const std::string quote = quoted ? "\"" : "";
    for (int unit = 0; unit < units; ++unit) {
        for (int column = 0; column < columns; ++column) {
            text += quote + std::to_string(10'000 + unit) + quote + ',' + quote + std::to_string(2000 + column / 20) +
                    quote;
            text += ',' + quote + 'I' + std::to_string(10 + column % 20) + quote + ',';
            append_fixed(text, static_cast<std::int64_t>(chance() % (chance() % 2 == 0 ? 100'000U : 10'000'000U)), 2);
            text += '\n';
        }
    }
    return text;
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

/// Rows of cells as units come, on large pages.
class cell_rows {
public:
    std::int64_t* add() {
        if (count_++ % rows_at_once == 0) storage_.emplace_back(rows_at_once * columns);
        auto* const row = storage_.back().data() + (count_ - 1) % rows_at_once * columns;
        std::fill(row, row + columns, std::numeric_limits<std::int64_t>::min());  // missing
        return row;
    }

private:
    static constexpr std::size_t rows_at_once =
        (std::size_t{4} << 20U) / (columns * sizeof(std::int64_t));  // two pages
    std::vector<cell_storage> storage_;
    std::size_t count_ = 0;
};

std::size_t records_of(std::string_view text) {
    problem_log log;
    csv_reader in{text, "t.csv", log};
    std::size_t rows = 0;
    while (in.next()) ++rows;
    return rows;
}

std::size_t fields_of(std::string_view text) {
    problem_log log;
    csv_reader in{text, "t.csv", log};
    std::size_t seen = 0;
    while (in.next()) {
        for (std::size_t i = 0; i < 4; ++i) seen += in[i].size() + static_cast<unsigned char>(in[i].front());
    }
    return seen;
}

std::int64_t sum_of(std::string_view text) {
    problem_log log;
    csv_reader in{text, "t.csv", log};
    const auto value = in.require("value");
    std::int64_t sum = 0;
    while (in.next()) sum += in.fixed(value, 2).value;
    return sum;
}

/// Three keys a row, and the exact value in its cell of a row for each unit.
std::size_t cells_of(std::string_view text) {
    problem_log log;
    csv_reader in{text, "t.csv", log};
    const auto code = in.require("code"), period = in.require("period"), indicator = in.require("indicator"),
               value = in.require("value");
    text_numbers codes;
    text_numbers<2> keys_of_columns;
    cell_rows cells;
    std::vector<std::int64_t*> rows;
    std::size_t set = 0;
    while (in.next()) {
        const auto unit = codes.number(in.key(code));
        const auto column = keys_of_columns.number(in.key(period), in.key(indicator)).number;
        const auto number = in.fixed(value, 2);
        if (number.form != number_form::plain || column >= columns) continue;
        if (unit.is_new) rows.push_back(cells.add());
        rows[unit.number][column] = number.value;
        ++set;
    }
    return set + codes.size() + keys_of_columns.size();
}

void measure(const char* name, bool quoted, int rounds) {
    const auto text = long_table(quoted);
    std::printf("%s: %.1f MB\n", name, 1e-6 * static_cast<double>(text.size()));
    race all;
    constexpr auto lines = "line feeds counted";
    constexpr auto cells = "keys numbered, exact values into cells";
    constexpr auto panel_of_it = "a panel of it, every fault told (parse_values)";
    all.add(lines, [&] { keep(count_lines(text)); });
#ifdef MUONG_WITH_LIBCSV
    constexpr auto peer = "libcsv calling back, nothing done";
    all.add(peer, [&] {
        ::csv_parser parser;
        ::csv_init(&parser, 0);
        const auto field = [](void*, std::size_t, void*) {};
        const auto row = [](int, void*) {};
        keep(::csv_parse(&parser, text.data(), text.size(), field, row, nullptr));
        ::csv_fini(&parser, field, row, nullptr);
        ::csv_free(&parser);
    });
#endif
    all.add("records found", [&] { keep(records_of(text)); });
    all.add("fields seen", [&] { keep(fields_of(text)); });
    all.add("exact values summed", [&] { keep(sum_of(text)); });
    all.add(cells, [&] { keep(cells_of(text)); });
    all.add("whole table kept (csv_table)", [&] {
        problem_log log;
        const csv_table table{text, "t.csv", log};
        keep(table.size());
    });
    all.add(panel_of_it, [&] {
        const values_options options{.geography = "2024-12-31"_date, .form = values_form::lengthwise};
        keep(parse_values(text, "t.csv", options).value().values.rows());
    });
    all.run(rounds);
    all.tell();
    if (quoted) return;
    all.at_most(10, cells, lines);
    all.at_most(4, panel_of_it, cells);
#ifdef MUONG_WITH_LIBCSV
    all.faster(3, cells, peer);
#else
    std::printf("  left out: libcsv was not found\n");
#endif
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = rounds_of(argc, argv, 11);
    measure("without quotes", false, rounds);
    measure("all keys in quotes", true, rounds);
}
