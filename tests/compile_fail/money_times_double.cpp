// SPDX-License-Identifier: MIT
// An amount times 0.5 would be cut to a whole number before it is multiplied.
// expect: delete
#include <muong/core/money.hpp>

using namespace muong::literals;

#ifdef MUONG_WITH_MISTAKE
constexpr auto half = 1500_vnd * 0.5;
#else
constexpr auto half = 1500_vnd * 2;
#endif

static_assert(half == 3000_vnd);
