// SPDX-License-Identifier: MIT
// An amount times an amount is no amount: an amount is multiplied by a number.
// expect: operator*
#include <muong/core/money.hpp>

using namespace muong::literals;

#ifdef MUONG_WITH_MISTAKE
constexpr auto product = 2_vnd * 3_vnd;
#else
constexpr auto product = 2_vnd * 3;
#endif

static_assert(product == 6_vnd);
