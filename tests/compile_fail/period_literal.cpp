// SPDX-License-Identifier: MIT
// A period that does not exist does not compile as a literal.
// expect: period literal: want 2024, 2024-Q1
#include <muong/core/period.hpp>

using namespace muong::literals;

#ifdef MUONG_WITH_MISTAKE
constexpr auto quarter = "2024-Q5"_period;
#else
constexpr auto quarter = "2024-Q4"_period;
#endif

static_assert(quarter.whole_months() == 3);
