// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>

#include <string>
#include <string_view>

namespace muong::inline v0 {

// Keys under which names are compared. A key is for comparing only: what is shown stays as its source spells it.
//
// Laws, tested in tests/units/text_key.test.cpp over every syllable of Vietnamese:
//  - a key of a key is the same key; composed and decomposed text (NFC, NFD) have one key;
//  - hòa and hoà, thúy and thuý have one equality key; quý and gía, which have it elsewhere by mistake, too;
//  - names with one equality key have one search key.
//
// \source our choice, made on the names of the 10,035 communes of the register of the statistics office before
// 2025-07-01, which mix both places of the tone, and i and y.
//
// Letters are those of Vietnamese and of Latin-1; other scripts stay as they stand, case included. The eth Ð counts as
// the letter Đ, for which it is often written.

/// Text under which two writings of one and the same spelling are equal: letters composed, the tone of a syllable on
/// one and the same vowel, capitals made small, blanks single and none at the ends; apostrophes and hyphens of all
/// kinds are ' and -. UTF-8. O(n). \returns the problem `invalid_utf8` with the byte at which it begins, for text that
/// is not UTF-8
[[nodiscard]] MUONG_EXPORT result<std::string> equality_key(std::string_view text);

/// Text under which a name is found however much of its spelling was lost: the equality key without marks and tones, đ
/// as d, y behind a consonant as i (Quý, Quí; Mỹ, Mĩ), numbers without leading zeros, apostrophes left out, hyphens,
/// points and the like as blanks. Different names may share it: Sa Pa and Sa Pả. O(n).
/// \returns the problem `invalid_utf8` with the byte at which it begins, for text that is not UTF-8
[[nodiscard]] MUONG_EXPORT result<std::string> search_key(std::string_view text);

/// The same, at the end of `out`, without any other allocation for texts of up to 160 characters.
/// \returns false, with `out` as it was, for text that is not UTF-8 (`invalid_utf8_at` tells where)
[[nodiscard]] MUONG_EXPORT bool append_equality_key(std::string_view text, std::string& out);
[[nodiscard]] MUONG_EXPORT bool append_search_key(std::string_view text, std::string& out);

}  // namespace muong::v0
