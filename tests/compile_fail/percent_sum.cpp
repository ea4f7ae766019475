// SPDX-License-Identifier: MIT
// Two percents have no sum: they may be shares of different wholes.
// expect: operator+
#include <muong/core/percent.hpp>

using namespace muong::literals;

#ifdef MUONG_WITH_MISTAKE
constexpr auto apart = "8.76%"_percent + "8.35%"_percent;
#else
constexpr auto apart = "8.76%"_percent - "8.35%"_percent;
#endif

static_assert(apart == "0.41 pp"_points);
