// SPDX-License-Identifier: MIT
// Two periods have no sum; a period goes on by a number of steps.
// expect: operator+
#include <muong/core/period.hpp>

using namespace muong::literals;

#ifdef MUONG_WITH_MISTAKE
constexpr auto later = "2024-Q1"_period + "2024-Q1"_period;
#else
constexpr auto later = "2024-Q1"_period + 1;
#endif

static_assert(later == "2024-Q2"_period);
