// SPDX-License-Identifier: MIT
// A percent is a share of something else, not so many of it; points may be added to it.
// expect: operator+
#include <muong/core/percent.hpp>

using namespace muong::literals;

#ifdef MUONG_WITH_MISTAKE
constexpr auto more = "13.6%"_percent + "2050"_dec;
#else
constexpr auto more = "13.6%"_percent + "0.4 pp"_points;
#endif

static_assert(more == "14.0%"_percent);
