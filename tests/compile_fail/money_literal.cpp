// SPDX-License-Identifier: MIT
// A dollar has a hundred cents and no finer parts.
// expect: money literal: want dollars with at most two decimals
#include <muong/core/money.hpp>

using namespace muong::literals;

#ifdef MUONG_WITH_MISTAKE
constexpr auto amount = "12.505"_usd;
#else
constexpr auto amount = "12.50"_usd;
#endif

static_assert(amount.minor() == 1250);
