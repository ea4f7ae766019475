// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/name_index.hpp>

namespace muong::inline v0 {

/// A unit whose name is nearly the written one.
struct near_name {
    const unit* who = nullptr;
    unsigned edits = 0;       ///< letters that are missing, too many, other ones, or swapped with the next one
    bool lies_there = false;  ///< each unit that is written above it is one of those above it

    friend bool operator==(const near_name&, const near_name&) = default;
};

/// Hints for a text that `name_index::find` does not know: the units whose names, marks and tones left aside, differ
/// from the lowest one that is written by one letter, by two if it has six or more; of names of one or two letters
/// none, nor of any beyond 60 bytes. They are hints for a reader and never an answer: a name one letter away is mostly
/// the name of somebody else.
///
/// Those that lie where the text says come first, then those with fewer edits, then the later ones, then by code; no
/// more than `max`. Of the query the day, the tier and `within` count, as in `name_index::find`. Kinds are read and
/// left aside. Empty for text that is unreadable. O(all names). \throws std::invalid_argument if no unit ever bore the
/// code `within`
[[nodiscard]] MUONG_EXPORT std::vector<near_name> near_names(const name_index& index, std::string_view text,
                                                             const name_query& query = {}, std::size_t max = 5);
std::vector<near_name> near_names(const name_index&& index, std::string_view text, const name_query& query = {},
                                  std::size_t max = 5) = delete;

}  // namespace muong::v0
