// SPDX-License-Identifier: MIT
#include <muong/io/text_numbers.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

}  // namespace
}  // namespace muong
