// SPDX-License-Identifier: MIT
#include <muong/core/utf8.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "support/for_all.hpp"

using muong::invalid_utf8_at;
using muong::is_valid_utf8;
using muong::test::for_all;
using muong::test::source_of_chance;

static_assert(is_valid_utf8("Mường Chà") && !is_valid_utf8("M\xC6"));

namespace {

/// The bytes of a code point, of a surrogate too.
std::string encoded(std::uint32_t point) {
    const auto follow = [point](int shift) { return static_cast<char>(0x80 | ((point >> shift) & 0x3F)); };
    if (point < 0x80) return {static_cast<char>(point)};
    if (point < 0x800) return {static_cast<char>(0xC0 | (point >> 6)), follow(0)};
    if (point < 0x10000) return {static_cast<char>(0xE0 | (point >> 12)), follow(6), follow(0)};
    return {static_cast<char>(0xF0 | (point >> 18)), follow(12), follow(6), follow(0)};
}

bool is_scalar(std::uint32_t point) { return point < 0xD800 || (point > 0xDFFF && point <= 0x10FFFF); }

std::string any_text(source_of_chance& chance) {
    std::string text;
    for (auto left = chance.between(0, 40); left > 0; --left) {
        const auto greatest = chance.pick(std::string_view{"\x7F\x7F\x7F\x01\x02\x03"});
        const std::int64_t bound = greatest == '\x7F'   ? 0x7F
                                   : greatest == '\x01' ? 0x7FF
                                   : greatest == '\x02' ? 0xFFFF
                                                        : 0x10FFFF;
        auto point = static_cast<std::uint32_t>(chance.between(0, bound));
        if (!is_scalar(point)) point = 'x';
        text += encoded(point);
    }
    return text;
}

}  // namespace

TEST_CASE("every code point is well-formed but surrogates and those above U+10FFFF") {
    std::uint32_t wrong = 0;
    for (std::uint32_t point = 0; point < 0x200000; ++point) {
        if (is_valid_utf8(encoded(point)) != is_scalar(point)) ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("of all texts of two bytes just those are well-formed that are one or two code points") {
    std::uint32_t wellformed = 0;
    for (int a = 0; a < 256; ++a) {
        for (int b = 0; b < 256; ++b) {
            if (is_valid_utf8(std::string{static_cast<char>(a), static_cast<char>(b)})) ++wellformed;
        }
    }
    CHECK(wellformed == 128 * 128 + (0x800 - 0x80));
}

TEST_CASE("of all texts of three bytes just those are well-formed that are one to three code points") {
    std::uint64_t wellformed = 0;
    char text[3];
    for (std::uint32_t bytes = 0; bytes < 0x1000000; ++bytes) {
        for (unsigned i = 0; i < 3; ++i) text[i] = static_cast<char>(bytes >> (8 * i));
        if (is_valid_utf8({text, 3})) ++wellformed;
    }
    const std::uint64_t two = 0x800 - 0x80;
    const std::uint64_t three = 0x10000 - 0x800 - 0x800;
    CHECK(wellformed == 128ULL * 128 * 128 + 2 * 128 * two + three);
}

TEST_CASE("text of code points is well-formed, and a damaged byte is found where its sequence begins") {
    for_all(
        [](source_of_chance& chance) {
            auto before = any_text(chance);
            auto point = static_cast<std::uint32_t>(chance.between(0x80, 0x10FFFF));
            if (!is_scalar(point)) point = 0x1EAD;  // ậ
            return std::pair{before, std::pair{encoded(point), any_text(chance)}};
        },
        [](const std::pair<std::string, std::pair<std::string, std::string>>& drawn) {
            const auto& before = drawn.first;
            const auto& sequence = drawn.second.first;
            const auto& after = drawn.second.second;
            CHECK(!invalid_utf8_at(before + sequence + after));
            CHECK(invalid_utf8_at(before + sequence.substr(0, sequence.size() - 1)) == before.size());  // cut off
            CHECK(invalid_utf8_at(before + sequence.substr(1) + after) == before.size());               // no lead
            CHECK(invalid_utf8_at(before + '\xFF' + after) == before.size());
        },
        2000);
}

TEST_CASE("long texts with damage are read as character by character") {
    std::size_t damaged = 0, sound = 0;
    for_all(
        [](source_of_chance& chance) {
            std::string text;
            const auto size = static_cast<std::size_t>(chance.between(0, 700));
            while (text.size() < size) text += chance.chance(1, 3) ? any_text(chance) : "Mường Lạn, Điện Biên;";
            for (auto left = chance.between(0, 2); left > 0 && !text.empty(); --left) {
                text[chance.index(text.size())] = static_cast<char>(chance.between(-128, 127));
            }
            return text;
        },
        [&](const std::string& text) {
            std::optional<std::size_t> expected;
            for (std::size_t at = 0; at < text.size() && !expected;) {
                const auto size = muong::detail::utf8_sequence(text.data() + at, text.data() + text.size());
                if (size == 0) expected = at;
                at += size;
            }
            CHECK(invalid_utf8_at(text) == expected);
            ++(expected ? damaged : sound);
        },
        20000);
    CHECK(damaged > 4000);
    CHECK(sound > 4000);
}

TEST_CASE("names in Latin-1 and in half-cut columns are found") {
    CHECK(invalid_utf8_at("Ch\xE0 Cang") == 2);
    CHECK(invalid_utf8_at("M\xC6\xB0\xE1\xBB\x9Dng Ch\xC3") == 11);
    CHECK(!invalid_utf8_at(""));
    CHECK(!invalid_utf8_at(std::string_view{"a\0b", 3}));
}
