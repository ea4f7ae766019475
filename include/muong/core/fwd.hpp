// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

/// The types of the core, named only: for headers that pass them on.
namespace muong::inline v0 {

enum class errc : std::uint8_t;
enum class frequency : std::uint8_t;
enum class number_style : std::uint8_t;
enum class period_text : std::uint8_t;
enum class rounding : std::uint8_t;
class currency;
class data_error;
class date;
class date_range;
class decimal;
class fraction;
class period;
class published_amount;
struct exchange_rate;
struct place;
struct problem;
struct source;
template <class Currency>
class money;
template <class T>
class result;

}  // namespace muong::v0
