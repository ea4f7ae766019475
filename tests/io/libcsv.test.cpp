// SPDX-License-Identifier: MIT
//
// Well-formed tables are read as libcsv reads them.
#include <muong/io/csv_reader.hpp>

#include <csv.h>
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include <muong/io/csv_writer.hpp>

#include "support/for_all.hpp"

namespace muong {
namespace {

using rows = std::vector<std::vector<std::string>>;

struct collected {
    rows done;
    std::vector<std::string> row;
};

rows read_by_libcsv(const std::string& text) {
    collected all;
    ::csv_parser parser;
    REQUIRE(::csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) == 0);
    ::csv_set_space_func(&parser, [](unsigned char) { return 0; });  // it would trim blanks
    const auto field = [](void* data, std::size_t size, void* to) {
        static_cast<collected*>(to)->row.emplace_back(static_cast<const char*>(data), size);
    };
    const auto end = [](int, void* to) {
        auto& into = *static_cast<collected*>(to);
        into.done.push_back(std::move(into.row));
        into.row.clear();
    };
    CHECK(::csv_parse(&parser, text.data(), text.size(), field, end, &all) == text.size());
    CHECK(::csv_fini(&parser, field, end, &all) == 0);
    ::csv_free(&parser);
    return all.done;
}

TEST_CASE("a well-formed table is what libcsv reads in it") {
    test::for_all(
        [](auto& chance) {
            std::string text;
            const std::size_t columns = 1 + chance.index(6);
            const std::string_view ending = chance.chance(1, 2) ? "\r\n" : "\n";
            for (std::size_t row = chance.index(200); row > 0; --row) {
                for (std::size_t i = 0; i < columns; ++i) {
                    if (i > 0) text += ',';
                    const auto field = chance.text("ab \t;\x7F.", 0, 12);
                    const auto marked = chance.chance(1, 4) ? field + chance.text(",\"\n\r", 0, 4) + field : field;
                    if (chance.chance(1, 5) || (columns == 1 && marked.empty())) {
                        text += '"';
                        for (const char c : marked) text += c == '"' ? "\"\"" : std::string(1, c);
                        text += '"';
                    } else {
                        append_csv_field(text, marked);
                    }
                }
                if (row > 1 || chance.chance(1, 2)) text += ending;
            }
            return text;
        },
        [](const std::string& text) {
            problem_log log;
            csv_reader in{std::string_view{text}, "t.csv", log, {.header = false}};
            rows read;
            while (in.next()) {
                auto& row = read.emplace_back();
                for (std::size_t i = 0; i < in.size(); ++i) row.emplace_back(in[i]);
            }
            CHECK(log.empty());
            CHECK(read == read_by_libcsv(text));
        },
        1000);
}

}  // namespace
}  // namespace muong
