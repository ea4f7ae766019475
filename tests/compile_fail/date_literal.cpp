// SPDX-License-Identifier: MIT
// A day that does not exist does not compile as a literal.
// expect: date literal: want a day of the calendar as YYYY-MM-DD
#include <muong/core/date.hpp>

using namespace muong::literals;

#ifdef MUONG_WITH_MISTAKE
constexpr auto day = "2025-02-29"_date;
#else
constexpr auto day = "2024-02-29"_date;
#endif

static_assert(day.month() == 2);
