// SPDX-License-Identifier: MIT
// A text that is no decimal number does not compile as a literal.
// expect: decimal literal: want digits, perhaps with a sign and a point
#include <muong/core/decimal.hpp>

using namespace muong::literals;

#ifdef MUONG_WITH_MISTAKE
constexpr auto rate = "13,60"_dec;
#else
constexpr auto rate = "13.60"_dec;
#endif

static_assert(rate.decimals() == 2);
