// SPDX-License-Identifier: MIT
//
// Reading a long table of two million rows, beside two measures of what the same bytes cost: counting their line feeds,
// and libcsv with callbacks that do nothing, if it was found. Usage: csv_bench [ROUNDS]
#include <muong/io/csv_reader.hpp>
#include <muong/io/csv_table.hpp>
#include <muong/io/csv_writer.hpp>
#include <muong/io/fixed_point.hpp>

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
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

/// Numbers of texts as they come: mostly the last one again, or the one that followed it the last time. Texts of up to
/// eight characters are compared as one number.
class numbered_texts {
public:
    std::uint32_t number(std::string_view text) {
        const bool is_short = !text.empty() && text.size() <= 8;
        const auto word = is_short ? detail::load_up_to_eight(text.data(), text.size()) : 0;
        const auto is = [&](const entry& known) {
            return known.size == text.size() && (is_short ? known.word == word : known.text == text);
        };
        if (!known_.empty()) {
            if (is(known_[last_])) return last_;
            const auto guess = known_[last_].next;
            if (is(known_[guess])) return last_ = guess;
        }
        const auto [at, is_new] = numbers_.try_emplace(std::string{text}, static_cast<std::uint32_t>(known_.size()));
        if (is_new) known_.push_back({word, text.size(), 0, std::string{text}});
        known_[last_].next = at->second;
        return last_ = at->second;
    }
    [[nodiscard]] std::size_t size() const { return known_.size(); }

private:
    struct entry {
        std::uint64_t word;
        std::size_t size;
        std::uint32_t next;
        std::string text;
    };
    std::vector<entry> known_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::uint32_t last_ = 0;
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
    const auto value = in.require("value").index();
    std::int64_t sum = 0;
    while (in.next()) sum += scan_fixed(in[value], 2).value;
    return sum;
}

/// Three keys a row, and the exact value in its cell of a row for each unit.
std::size_t cells_of(std::string_view text) {
    problem_log log;
    csv_reader in{text, "t.csv", log};
    const auto code = in.require("code"), period = in.require("period"), indicator = in.require("indicator"),
               value = in.require("value");
    constexpr std::size_t periods = 32;
    constexpr std::size_t width = periods * 32;
    numbered_texts codes, all_periods, indicators;
    std::vector<std::vector<std::int64_t>> rows;
    std::size_t set = 0;
    while (in.next()) {
        const auto unit = codes.number(in[code]);
        const auto column = all_periods.number(in[period]) + periods * indicators.number(in[indicator]);
        const auto number = scan_fixed(in[value], 2);
        if (number.form != number_form::plain) continue;
        if (unit >= rows.size()) rows.resize(unit + 1, std::vector<std::int64_t>(width));
        rows[unit][column] = number.value;
        ++set;
    }
    return set + codes.size() + all_periods.size() + indicators.size();
}

void measure(const char* name, bool quoted, int rounds) {
    const auto text = long_table(quoted);
    std::printf("%s: %.1f MB\n", name, 1e-6 * static_cast<double>(text.size()));
    race all;
    constexpr auto lines = "line feeds counted";
    constexpr auto cells = "keys numbered, exact values into cells";
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
    all.run(rounds);
    all.tell();
    if (quoted) return;
    all.at_most(10, cells, lines);
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
