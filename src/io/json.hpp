// SPDX-License-Identifier: MIT
#pragma once

// Boost.JSON, which io uses inside and never shows; json.cpp is the one file that compiles its functions. Its namespace
// gets another name here, so that a program which is linked with a static muong may compile or link Boost.JSON itself,
// in any version; and the classes that ask to be seen do not get their way, so that no symbol leaves a shared library.
#ifdef BOOST_JSON_DECL
#    error "include io/json.hpp before any header of Boost.JSON"
#endif
#include <boost/config.hpp>
#pragma push_macro("BOOST_SYMBOL_VISIBLE")
#undef BOOST_SYMBOL_VISIBLE
#define BOOST_SYMBOL_VISIBLE __attribute__((visibility("hidden")))
#define json json_of_muong
#include <boost/json.hpp>
#ifdef MUONG_COMPILES_BOOST_JSON
#    include <boost/json/src.hpp>
#endif
#undef json
#pragma pop_macro("BOOST_SYMBOL_VISIBLE")
#include <optional>
#include <string>
#include <string_view>

#include <muong/core/decimal.hpp>
#include <muong/core/problem.hpp>

namespace muong::inline v0 {

namespace json = boost::json_of_muong;

/// A number of JSON: a whole one exactly; one with decimals as the nearest double, which is written with the same
/// digits again up to 15 of them.
json::value json_number(decimal d);

/// The text of a value: keys in the order in which they were added, containers that hold others over several lines,
/// those that hold none on one line, doubles with as few digits as give them back. Ends in a line feed.
std::string json_text(const json::value& v);

/// A fault of a member, with its path; `found` may be null.
problem json_fault(errc kind, const std::string& source, std::string_view path, const json::value* found,
                   std::string_view expected);

/// Reads all of a text, perhaps with a byte order mark. \returns the value; nothing if the text is none: then `found`
/// has what is wrong first, of kind empty_file, invalid_utf8 or malformed_text, with the line and the byte in the line,
/// both from 1. A member that an object has twice is a duplicate_key in `found`, with its path; the value has the last
/// one.
std::optional<json::value> parse_json(std::string_view text, const std::string& source, problems& found);

}  // namespace muong::v0
