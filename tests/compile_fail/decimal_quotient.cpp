// SPDX-License-Identifier: MIT
// A quotient of decimals is no decimal: it is a fraction, and is rounded where the user says how.
// expect: operand
#include <muong/core/decimal.hpp>
#include <muong/core/fraction.hpp>

using namespace muong::literals;

#ifdef MUONG_WITH_MISTAKE
constexpr auto share = "1.0"_dec / "3.0"_dec;
#else
constexpr auto share = muong::fraction{"1.0"_dec} / "3.0"_dec;
#endif

static_assert(share.denominator() == 3);
