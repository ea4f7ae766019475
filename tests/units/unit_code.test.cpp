// SPDX-License-Identifier: MIT
#include <muong/units/unit_code.hpp>

#include <doctest/doctest.h>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;

namespace {

std::string any_code_text(muong::test::source_of_chance& chance) {
    return chance.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-", 1, unit_code::max_size);
}

std::pair<std::string, std::string> any_two_texts(muong::test::source_of_chance& chance) {
    return {any_code_text(chance), any_code_text(chance)};
}

}  // namespace

static_assert(!std::is_default_constructible_v<unit_code>, "no null code");
static_assert(sizeof(unit_code) == 16 && std::is_trivially_copyable_v<unit_code>);

TEST_CASE("a code is read back from its own text, zeros and all") {
    for_all(any_code_text, [](const std::string& text) {
        const auto code = unit_code::parse(text);
        REQUIRE(code.has_value());
        CHECK(code->view() == text);
        CHECK(to_string(*code) == text);
    });
    CHECK("00001"_unit.size() == 5);
}

TEST_CASE("order is the order of the text, byte by byte, and equal codes have equal hashes") {
    for_all(any_two_texts, [](const std::pair<std::string, std::string>& texts) {
        const auto& [text, other] = texts;
        const auto a = *unit_code::parse(text);
        const auto b = *unit_code::parse(other);
        CHECK((a < b) == (text < other));
        CHECK((a == b) == (text == other));
        CHECK(std::hash<unit_code>{}(a) == std::hash<unit_code>{}(*unit_code::parse(text)));
    });
}

TEST_CASE("text that is no code is refused") {
    for (const auto* text : {"", "1234567890123456", "03 66", " 03166", "03166 ", "Mường", "a/b", "a,b"}) {
        CAPTURE(text);
        CHECK_FALSE(unit_code::parse(text).has_value());
    }
}

TEST_CASE("at run time as at compile time a code is made of its characters, and of no other byte anywhere in it") {
    const std::string_view characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-";
    for (std::size_t size = 1; size <= unit_code::max_size; ++size) {
        for (std::size_t at = 0; at < size; ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string text(size, 'z');
                text[at] = static_cast<char>(byte);
                const auto code = unit_code::parse(text);
                const bool is_code = characters.find(text[at]) != std::string_view::npos;
                if (code.has_value() == is_code && (!code || code->view() == text)) continue;
                CAPTURE(text);
                FAIL("byte ", byte, " at ", at, " of ", size);
            }
        }
    }
    static_assert(unit_code::parse("2A004.-_z")->view() == "2A004.-_z");
    CHECK(unit_code::parse(std::string{"2A004.-_z"}) == "2A004.-_z"_unit);
}
