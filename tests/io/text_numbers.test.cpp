// SPDX-License-Identifier: MIT
#include <muong/io/text_numbers.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <muong/io/csv_reader.hpp>

#include "support/for_all.hpp"

namespace muong {
namespace {

using test::for_all;
using test::source_of_chance;

/// Texts of the lengths at which they are compared in another way, many of them alike but for a byte.
std::string any_text(source_of_chance& chance) {
    constexpr std::size_t sizes[] = {0, 1, 2, 3, 4, 7, 8, 9, 12, 15, 16, 17, 18, 24, 25, 40};
    std::string text(chance.pick(sizes), 'a');
    for (auto changes = chance.index(3); changes > 0 && !text.empty(); --changes) {
        constexpr std::string_view others{"b\0\x80\xFF", 4};
        text[chance.index(text.size())] = chance.pick(others);
    }
    return text;
}

/// Some texts in runs, in a cycle, or in no order, and one way after the other.
std::vector<std::string> any_column(source_of_chance& chance) {
    std::vector<std::string> words(1 + chance.index(chance.chance(1, 4) ? 300 : 12));
    for (auto& word : words) word = any_text(chance);
    std::vector<std::string> column;
    for (auto stretch = 1 + chance.index(5); stretch > 0; --stretch) {
        const auto way = chance.index(3);
        const auto run = 1 + chance.index(20);
        for (std::size_t i = 0; i < 200; ++i) {
            column.push_back(way == 0   ? words[i / run % words.size()]
                             : way == 1 ? words[i % words.size()]
                                        : chance.pick(words));
        }
    }
    return column;
}

TEST_CASE("keys are equal when their texts are") {
    for_all(
        [](auto& chance) {
            return std::pair{any_text(chance), any_text(chance)};
        },
        [](const std::pair<std::string, std::string>& texts) {
            const auto& [a, b] = texts;
            CHECK((text_key{a} == text_key{b}) == (a == b));
            CHECK(text_key{a} == text_key{std::string{a}});
            CHECK(text_key{a}.text() == a);
            CHECK(text_key{a}.empty() == a.empty());
        },
        5000);
    CHECK(text_key{} == text_key{""});
}

TEST_CASE("texts have the numbers that a map gives them, in whatever order they come") {
    for_all(
        any_column,
        [](const std::vector<std::string>& column) {
            text_numbers numbers;
            std::map<std::string, std::uint32_t> right;
            for (const auto& text : column) {
                const auto [at, is_new] = right.try_emplace(text, static_cast<std::uint32_t>(right.size()));
                const auto found = numbers.number(text);
                CHECK(found == text_numbers<>::numbered{at->second, is_new});
                CHECK(numbers.text(found.number) == text);
            }
            CHECK(numbers.size() == right.size());
            for (const auto& [text, number] : right) CHECK(numbers.text(number) == text);
        },
        500);
}

TEST_CASE("pairs of texts have the numbers that a map gives them") {
    for_all(
        [](auto& chance) {
            return std::pair{any_column(chance), any_column(chance)};
        },
        [](const std::pair<std::vector<std::string>, std::vector<std::string>>& columns) {
            text_numbers<2> numbers;
            std::map<std::pair<std::string, std::string>, std::uint32_t> right;
            for (std::size_t i = 0; i < std::min(columns.first.size(), columns.second.size()); ++i) {
                const auto& a = columns.first[i];
                const auto& b = columns.second[i];
                const auto [at, is_new] = right.try_emplace({a, b}, static_cast<std::uint32_t>(right.size()));
                const auto found = numbers.number(a, b);
                CHECK(found == text_numbers<2>::numbered{at->second, is_new});
                CHECK(numbers.text(found.number, 0) == a);
                CHECK(numbers.text(found.number, 1) == b);
            }
            CHECK(numbers.size() == right.size());
        },
        300);
}

/// Rows of two texts, and a table of them in which the same text may be written with quotes or without.
struct written_table {
    std::vector<std::pair<std::string, std::string>> rows;
    std::string text;
    char delimiter = ',';
};

written_table any_table(source_of_chance& chance, const std::vector<std::string>& words) {
    written_table made;
    made.delimiter = chance.chance(1, 2) ? ',' : ';';
    const bool quotes_vary = chance.chance(1, 2);
    const bool always = chance.chance(1, 2);
    const std::string end = chance.chance(1, 2) ? "\n" : "\r\n";
    const auto write = [&](const std::string& word) {
        const bool must = word.find_first_of(std::string{"\"\n\r"} + made.delimiter) != std::string::npos;
        if (!must && !(quotes_vary ? chance.chance(1, 2) : always)) {
            made.text += word;
            return;
        }
        made.text += '"';
        for (const char c : word) made.text += c == '"' ? "\"\"" : std::string(1, c);
        made.text += '"';
    };
    for (auto stretch = 1 + chance.index(4); stretch > 0; --stretch) {
        const bool mixed = chance.chance(1, 3);
        const auto run = 1 + chance.index(9);
        const auto rows = chance.chance(1, 2) ? 100 : 1 + chance.index(4);
        for (std::size_t i = 0; i < rows; ++i) {
            const auto& first = mixed ? chance.pick(words) : words[i / run % words.size()];
            const auto& second = mixed ? chance.pick(words) : words[i % words.size()];
            write(first);
            made.text += made.delimiter;
            write(second);
            made.text += end;
            made.rows.emplace_back(first, second);
        }
    }
    if (chance.chance(1, 2)) made.text.resize(made.text.size() - end.size());
    return made;
}

TEST_CASE("fields have the numbers of their texts, however tables write them and whatever parts their fields") {
    for_all(
        [](auto& chance) {
            std::vector<std::string> words(1 + chance.index(12));
            const std::size_t greatest = chance.chance(1, 2) ? 5 : 15;
            for (auto& word : words) {
                if (chance.chance(1, 3)) {  // it begins as another does with what ends it
                    word = chance.pick(words) + chance.pick(std::string_view{",;\0", 3}) + chance.text("a,;", 0, 3);
                    continue;
                }
                constexpr std::size_t sizes[] = {0, 1, 2, 3, 5, 6, 7, 8, 9, 14, 15, 16, 17, 18, 24};
                word.assign(sizes[chance.index(greatest)], 'a');
                for (auto changes = chance.index(3); changes > 0 && !word.empty(); --changes) {
                    word[chance.index(word.size())] = chance.pick(std::string_view{"b,;\"\n \0", 7});
                }
            }
            std::vector<written_table> tables(1 + chance.index(8));
            for (auto& table : tables) table = any_table(chance, words);
            return tables;
        },
        [](const std::vector<written_table>& tables) {
            text_numbers<> numbers;
            text_numbers<2> of_pairs;
            std::map<std::string, std::uint32_t> right;
            std::map<std::pair<std::string, std::string>, std::uint32_t> right_of_pairs;
            for (const auto& table : tables) {
                problem_log log;
                csv_reader in{table.text, "t.csv", log, {.dialect = {.delimiter = table.delimiter}, .header = false}};
                std::size_t rows = 0;
                for (; in.next(); ++rows) {
                    const auto& [first, second] = table.rows.at(rows);
                    for (const auto& [field, text] :
                         {std::pair{csv_column{0}, first}, std::pair{csv_column{1}, second}}) {
                        CHECK(in.key(field).empty() == text.empty());
                        const auto [at, is_new] = right.try_emplace(text, static_cast<std::uint32_t>(right.size()));
                        CHECK(numbers.number(in.key(field)) == text_numbers<>::numbered{at->second, is_new});
                        CHECK(numbers.text(at->second) == text);
                    }
                    const auto [at, is_new] =
                        right_of_pairs.try_emplace({first, second}, static_cast<std::uint32_t>(right_of_pairs.size()));
                    const auto found = of_pairs.number(in.key(csv_column{0}), in.key(csv_column{1}));
                    CHECK(found == text_numbers<2>::numbered{at->second, is_new});
                }
                CHECK(rows == table.rows.size());
                CHECK(log.empty());
            }
        },
        1000);
}

TEST_CASE("fields of tables that are read in turn, whatever their delimiters, have the numbers of their texts") {
    std::size_t turns = 0;
    for_all(
        [](auto& chance) {
            std::vector<std::string> words(1 + chance.index(30));
            for (auto& word : words) word = chance.text("ab;", 0, 3);
            std::vector<written_table> tables(2 + chance.index(3));
            for (auto& table : tables) table = any_table(chance, words);
            return tables;
        },
        [&](const std::vector<written_table>& tables) {
            problem_log log;
            std::vector<std::unique_ptr<csv_reader>> readers;
            for (const auto& table : tables) {
                readers.push_back(std::make_unique<csv_reader>(
                    table.text, "t.csv", log, csv_options{.dialect = {.delimiter = table.delimiter}, .header = false}));
            }
            text_numbers<2> numbers;
            std::map<std::pair<std::string, std::string>, std::uint32_t> right;
            bool any = true;
            for (std::size_t row = 0; any; ++row) {
                any = false;
                for (std::size_t t = 0; t < tables.size(); ++t) {
                    if (!readers[t]->next()) continue;
                    any = true;
                    if (t > 0 && tables[t].delimiter != tables[t - 1].delimiter) ++turns;
                    const auto [at, is_new] =
                        right.try_emplace(tables[t].rows.at(row), static_cast<std::uint32_t>(right.size()));
                    const auto found = numbers.number(readers[t]->key(csv_column{0}), readers[t]->key(csv_column{1}));
                    CHECK(found == text_numbers<2>::numbered{at->second, is_new});
                }
            }
        },
        300);
    CHECK(turns > 1000);
}

TEST_CASE("what stands behind the end of a table does not end a field of the next one") {
    text_numbers numbers;
    for (const std::string_view text : {std::string_view{"a\na\na\na"}, std::string_view{"a\0b\na\n", 6}}) {
        problem_log log;
        csv_reader in{text, "t.csv", log, {.header = false}};
        while (in.next()) {
            const auto found = numbers.number(in.key(csv_column{0})).number;
            CHECK(numbers.text(found) == in[0]);
        }
    }
    CHECK(numbers.size() == 2);
}

}  // namespace
}  // namespace muong
