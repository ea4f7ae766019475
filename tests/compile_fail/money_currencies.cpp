// SPDX-License-Identifier: MIT
// Đồng and dollars are not added: one is exchanged first, at a rate that is named.
// expect: operator+
#include <muong/core/money.hpp>

using namespace muong::literals;

#ifdef MUONG_WITH_MISTAKE
constexpr auto sum = 25'300_vnd + 1_usd;
#else
constexpr auto sum = 25'300_vnd + 1_vnd;
#endif

static_assert(sum == 25'301_vnd);
