// SPDX-License-Identifier: MIT
#include "units/repeats.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support/for_all.hpp"

using namespace muong;
using namespace muong::detail;
using muong::test::for_all;
using muong::test::source_of_chance;

TEST_CASE("a text is copied whole, and nothing around it is touched") {
    for (std::size_t size = 0; size <= 100; ++size) {
        std::string from(size, '\0');
        for (std::size_t i = 0; i < size; ++i) from[i] = static_cast<char>('!' + i);
        std::string to(size + 2, '~');
        copy_text(to.data() + 1, from);
        CHECK(to == '~' + from + '~');

        const std::string longer = from + std::string(16, '?');
        to.assign(size + 18, '~');
        copy_text_and_beyond(to.data() + 1, std::string_view{longer}.substr(0, size));
        CHECK(to.substr(0, size + 1) == '~' + from);
        CHECK(to.back() == '~');
    }
}

TEST_CASE("texts are the same if they are equal") {
    for (std::size_t size = 0; size <= 40; ++size) {
        const std::string a(size, 'a');
        CHECK(same_text(a, std::string(size, 'a')));
        CHECK_FALSE(same_text(a, a + 'a'));
        for (std::size_t at = 0; at < size; ++at) {
            auto b = a;
            b[at] = 'b';
            CHECK_FALSE(same_text(a, b));
        }
    }
}

TEST_CASE("a number that was kept is that of the very text") {
    std::size_t asked = 0, told = 0, seen = 0;
    for_all(
        [](source_of_chance& chance) {
            std::vector<std::string> texts;
            for (int i = 0; i < 300; ++i) {
                std::string text(1 + chance.index(chance.index(2) == 0 ? 2 : 12), '0');
                for (auto& c : text) c = "01\0A"[chance.index(4)];
                texts.push_back(std::move(text));
            }
            return texts;
        },
        [&](const std::vector<std::string>& texts) {
            recent_numbers kept;
            number_table numbers;
            std::vector<std::string> known;
            for (const auto& text : texts) {
                ++asked;
                const auto number = kept.number(text, [&] {
                    ++told;
                    return numbers.number(
                        hash_of_name(text), static_cast<std::uint32_t>(known.size()),
                        [&](std::uint32_t n) { return known[n] == text; }, [&] { known.push_back(text); });
                });
                CHECK(known[number] == text);
                if (text.size() > 8 || std::endian::native != std::endian::little) continue;
                const auto word = one_to_eight(text);
                const auto longer = text + "12345678";
                CHECK(one_to_eight_and_beyond(std::string_view{longer}.substr(0, text.size())) == word);
                CHECK(kept.known(word, text.size()) == number);
                ++seen;
            }
        });
    CHECK(told < asked);
    CHECK(seen > 0);
}

TEST_CASE("a day is read as a date is, the first time and again") {
    day_reader days;
    for (int again = 0; again < 2; ++again) {
        for (const std::string_view text : {"2025-07-01", "2025-02-29", "1400-01-01", "2025-7-1", "", "2025-07-0A"}) {
            CHECK(days.read(text) == date::parse(text));
        }
    }
}
