// SPDX-License-Identifier: MIT
#include "io/csv_blocks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "support/for_all.hpp"

namespace muong {
namespace {

using detail::csv_masks;
constexpr std::size_t block_size = detail::csv_loops::block_size;

/// One to four blocks, those bytes most of all that the masks tell of and those that differ from them in one bit. Some
/// blocks are all separators, some have none.
std::string some_blocks(test::source_of_chance& chance) {
    std::string blocks;
    const auto size = block_size * (1 + chance.index(4));
    while (blocks.size() < size) {
        constexpr std::string_view telling = ",;\n\r\"a\x8A\xAC";
        const auto rest = block_size - blocks.size() % block_size;
        switch (chance.index(12)) {
            case 0:
                blocks.append(rest, chance.pick(telling));
                break;
            case 1:
                blocks += static_cast<char>(chance.bits());
                break;
            case 2:
                blocks.append(chance.index(rest + 1), 'a');
                break;
            case 3:
                blocks += "\r\n";
                break;
            default:
                blocks += chance.pick(telling);
        }
    }
    blocks.resize(size);
    return blocks;
}

/// Room for ends, which tells when more of it is written than is said.
struct found_ends {
    explicit found_ends(std::size_t count) : room(count + detail::csv_loops::slack + 1, untouched) {}

    [[nodiscard]] std::vector<std::uint32_t> all() const {
        CHECK(room.back() == untouched);
        return {room.begin(), room.begin() + (next - room.data())};
    }

    static constexpr std::uint32_t untouched = 0xFFFF'FFFF;
    std::vector<std::uint32_t> room;
    std::uint32_t* next = room.data();
    std::size_t lines = 0;
};

TEST_CASE("all loops find the masks and separators that a byte after the other gives") {
    test::for_all(
        some_blocks,
        [](const std::string& blocks) {
            for (const char delimiter : {',', ';', '\t', '|'}) {
                const auto at = [&](std::size_t block, auto&& wanted) {
                    std::uint64_t mask = 0;
                    for (std::size_t i = 0; i < block_size; ++i) {
                        mask |= std::uint64_t{wanted(blocks[block * block_size + i])} << i;
                    }
                    return mask;
                };
                std::vector<csv_masks> right;
                for (std::size_t b = 0; b < blocks.size() / block_size; ++b) {
                    right.push_back({at(b, [&](char c) { return c == delimiter || c == '\n'; }),
                                     at(b, [](char c) { return c == '\n'; }), at(b, [](char c) { return c == '"'; }),
                                     at(b, [](char c) { return c == '\r'; })});
                }
                const detail::csv_kinds kinds{
                    blocks.find('"') != std::string::npos, blocks.find('\r') != std::string::npos,
                    std::any_of(blocks.begin(), blocks.end(), [](char c) { return (c & 0x80) != 0; })};
                constexpr std::uint32_t begin = 640;
                std::vector<std::uint32_t> ends;
                for (std::uint32_t i = 0; i < blocks.size(); ++i) {
                    if (blocks[i] == delimiter || blocks[i] == '\n') ends.push_back(begin + i);
                }
                bool bare_return = false;
                for (std::size_t i = 0; i < blocks.size(); ++i) {
                    bare_return |= blocks[i] == '\r' && (i + 1 == blocks.size() || blocks[i + 1] != '\n');
                }
                const detail::csv_found all{kinds, bare_return,
                                            static_cast<std::size_t>(std::count(blocks.begin(), blocks.end(), '\n'))};
                for (const auto* loops : detail::all_csv_loops()) {
                    std::vector<csv_masks> masks(right.size());
                    CHECK(loops->masks(blocks.data(), masks.size(), delimiter, masks.data()) == kinds);
                    CHECK(masks == right);
                    found_ends found{ends.size()};
                    CHECK(loops->separators(blocks.data(), right.size(), delimiter, begin, found.next) == all);
                    CHECK(found.all() == ends);
                }
            }
        },
        1000);
}

TEST_CASE("all loops write the positions of the bits, and no more beyond them than is said") {
    test::for_all(
        [](auto& chance) {
            std::vector<csv_masks> blocks(chance.index(5));
            for (auto& b : blocks) {
                b.separators = chance.bits();
                for (auto thinner = chance.index(5); thinner > 0; --thinner) b.separators &= chance.bits();
                if (chance.chance(1, 10)) b.separators = ~std::uint64_t{};
                b.lines = b.separators & (chance.chance(1, 10) ? ~std::uint64_t{} : chance.bits());
            }
            return blocks;
        },
        [](const std::vector<csv_masks>& blocks) {
            constexpr std::uint32_t at = 640;
            std::vector<std::uint32_t> ends;
            std::size_t lines = 0;
            for (std::uint32_t i = 0; i < blocks.size() * block_size; ++i) {
                if ((blocks[i / block_size].separators >> i % block_size & 1U) != 0) ends.push_back(at + i);
                lines += blocks[i / block_size].lines >> i % block_size & 1U;
            }
            for (const auto* loops : detail::all_csv_loops()) {
                found_ends found{ends.size()};
                loops->positions(blocks.data(), blocks.size(), at, found.next, found.lines);
                CHECK(found.all() == ends);
                CHECK(found.lines == lines);
            }
        },
        1000);
}

/// Two bytes and some blocks, of Vietnamese with some bytes that are anything.
std::string nearly_utf8(test::source_of_chance& chance) {
    const std::size_t size = 2 + block_size * chance.index(6);
    const auto faults = chance.index(3);
    std::string text;
    while (text.size() < size) text += chance.pick(std::array{"a", "X\u00E3 ", "\u1EA3", "\u0110", "\u20AB", "0123"});
    text.resize(size);
    for (std::size_t i = 0; i < faults; ++i) {
        text[chance.index(size)] = static_cast<char>(chance.chance(1, 2) ? chance.bits() : 0xBC + chance.index(68));
    }
    return text;
}

TEST_CASE("all loops tell the blocks of usual UTF-8 up to the first that has another byte") {
    std::size_t usual = 0;
    std::size_t odd = 0;
    test::for_all(
        nearly_utf8,
        [&](const std::string& text) {
            const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
            const auto is_usual = [&](std::size_t i) {
                const bool follows = byte(i) >= 0x80 && byte(i) <= 0xBF;
                const bool awaited = byte(i - 1) >= 0xC0 || byte(i - 2) >= 0xE0;
                const bool begins_some = byte(i) >= 0xC2 && byte(i) <= 0xEF && byte(i) != 0xE0 && byte(i) != 0xED;
                return awaited ? follows : byte(i) < 0x80 || begins_some;
            };
            std::size_t at = 2;
            while (at < text.size() && is_usual(at)) ++at;
            const auto count = text.size() / block_size;
            const auto expected = (at - 2) / block_size;
            for (const auto* loops : detail::all_csv_loops()) {
                CHECK(loops->usual_utf8(text.data() + 2, count) == expected);
            }
            ++(expected == count ? usual : odd);
        },
        3000);
    CHECK(usual > 500);
    CHECK(odd > 500);
}

}  // namespace
}  // namespace muong
