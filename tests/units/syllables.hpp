// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace muong::test {

/// A vowel of Vietnamese with its tone, or đ; see vietnamese_letters.csv.
struct letter {
    std::string small, small_apart, capital, capital_apart, toneless, bare;
    int tone = 0;
};

inline std::string utf8_of_hex(const std::string& code_points) {
    std::string text;
    for (std::size_t at = 0; at < code_points.size(); at += 5) {
        const auto c = std::stoul(code_points.substr(at, 4), nullptr, 16);
        const auto add = [&text](unsigned long byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
        if (c < 0x80) {
            add(c);
        } else if (c < 0x800) {
            add(0xC0U | c >> 6U);
            add(0x80U | (c & 0x3FU));
        } else {
            add(0xE0U | c >> 12U);
            add(0x80U | (c >> 6U & 0x3FU));
            add(0x80U | (c & 0x3FU));
        }
    }
    return text;
}

inline const std::vector<letter>& letters() {
    static const auto all = [] {
        std::vector<letter> read;
        std::ifstream file{"vietnamese_letters.csv"};
        REQUIRE(file.is_open());
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with('#')) continue;
            std::array<std::string, 7> fields;
            std::size_t field = 0;
            for (const char c : line) c == ',' ? static_cast<void>(++field) : static_cast<void>(fields.at(field) += c);
            read.push_back({fields[0], utf8_of_hex(fields[1]), fields[2], utf8_of_hex(fields[3]), fields[4], fields[5],
                            std::stoi(fields[6])});
        }
        return read;
    }();
    return all;
}

struct syllable {
    std::string spelled;       ///< composed, tone as in hòa, thúy
    std::string spelled_late;  ///< tone as in hoà, thuý; the same where there is one way only
    std::string apart;         ///< `spelled`, decomposed
    std::string apart_late;
    std::string capital;  ///< `spelled` in capitals
    std::string bare;     ///< without marks and tones
};

/// Calls `visit` with every beginning x rhyme x tone: more than the language uses, and all that it uses.
template <class Visit>
void for_each_syllable(Visit&& visit) {
    // The vowel before ' bears the tone; behind | where it stands in the later style.
    static constexpr std::string_view rhymes =
        "a' a'c a'ch a'i a'm a'n a'ng a'nh a'o a'p a't a'u a'y ă'c ă'm ă'n ă'ng ă'p ă't â'c â'm â'n â'ng â'p â't â'u "
        "â'y e' e'c e'm e'n e'ng e'o e'p e't ê' ê'ch ê'm ê'n ê'nh ê'p ê't ê'u i' i'a i'ch iê'c iê'm iê'n iê'ng iê'p "
        "iê't iê'u i'm i'n i'nh i'p i't i'u o' o'a|oa' oa'c oa'ch oa'i oa'm oa'n oa'ng oa'nh oa'o oa't oa'y oă'c oă'm "
        "oă'n oă'ng oă't o'c o'e|oe' oe'n oe'o oe't o'i o'm o'n o'ng oo'c oo'ng o'p o't ô' ô'c ô'i ô'm ô'n ô'ng ô'p "
        "ô't ơ' ơ'i ơ'm ơ'n ơ'p ơ't u' u'a u'c uâ'n uâ'ng uâ't uâ'y uê' uê'ch uê'nh u'i u'm u'n u'ng uô'c uô'i uô'm "
        "uô'n uô'ng uô't uơ' u'p u't u'y|uy' uy'ch uyê'n uyê't uy'nh uy't uy'u uy'n uy'p ư' ư'a ư'c ư'i ươ'c ươ'i "
        "ươ'm ươ'n ươ'ng ươ'p ươ't ươ'u ư'm ư'n ư'ng ư't ư'u y' yê'm yê'n yê'ng yê't yê'u";
    static constexpr std::string_view beginnings = " b c ch d đ g gh h k kh l m n ng ngh nh p ph r s t th tr v x j w z";
    // Those whose i or u belongs to the beginning, with rhymes whose own vowels bear the tone.
    static constexpr std::string_view gliding = "gi qu";
    static constexpr std::string_view rhymes_after_glide =
        "a' a'c a'ch a'i a'm a'n a'ng a'nh a'o a'p a't a'u a'y ă'c ă'm ă'n ă'ng ă't â'm â'n â'ng â'p â't â'u â'y e' "
        "e'm "
        "e'n e'o e't ê' ê'n ê'nh ê't ô' ô'c ơ' ơ'n ơ't";

    struct spelling {
        std::string small, apart, capital, bare;
    };
    const auto spell = [](std::string_view rhyme, int tone) {  // one way of writing a rhyme with a tone
        spelling out;
        for (std::size_t at = 0; at < rhyme.size();) {
            const auto lead = static_cast<unsigned char>(rhyme[at]);
            const std::size_t size = lead < 0x80 ? 1 : 2;
            const auto vowel = rhyme.substr(at, size);
            at += size;
            const bool bears = at < rhyme.size() && rhyme[at] == '\'';
            at += bears ? 1 : 0;
            const letter* found = nullptr;
            for (const letter& l : letters()) {
                if (l.toneless == vowel && l.tone == (bears ? tone : 0)) found = &l;
            }
            if (found == nullptr) {  // a consonant
                out.small += vowel;
                out.apart += vowel;
                out.capital += static_cast<char>(vowel[0] - 'a' + 'A');
                out.bare += vowel;
            } else {
                out.small += found->small;
                out.apart += found->small_apart;
                out.capital += found->capital;
                out.bare += found->bare;
            }
        }
        return out;
    };
    const auto words = [](std::string_view list, auto&& each) {
        while (true) {
            const auto end = list.find(' ');
            each(list.substr(0, end));
            if (end == std::string_view::npos) return;
            list.remove_prefix(end + 1);
        }
    };
    const auto all = [&](std::string_view firsts, std::string_view rests) {
        words(rests, [&](std::string_view rhyme) {
            const auto bar = rhyme.find('|');
            for (int tone = 0; tone < 6; ++tone) {
                const auto early = spell(rhyme.substr(0, bar), tone);
                const auto late = bar == std::string_view::npos ? early : spell(rhyme.substr(bar + 1), tone);
                words(firsts, [&](std::string_view first) {
                    const auto begin = spell(first, 0);
                    std::string bare = begin.bare + early.bare;
                    if (rhyme.starts_with('y') && !begin.bare.empty()) bare[begin.bare.size()] = 'i';
                    if (first == "g" && (rhyme == "i'a" || rhyme == "i'u")) return;  // that would be gi
                    visit(syllable{begin.small + early.small, begin.small + late.small, begin.apart + early.apart,
                                   begin.apart + late.apart, begin.capital + early.capital, bare});
                });
            }
        });
    };
    all(beginnings, rhymes);
    all(gliding, rhymes_after_glide);
    all("qu", "y' y'nh y't yê'n yê't");
}

}  // namespace muong::test
