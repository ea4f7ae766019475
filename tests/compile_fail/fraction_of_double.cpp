// SPDX-License-Identifier: MIT
// 0.1 is not one tenth: floating point does not become a fraction.
// expect: double
#include <muong/core/fraction.hpp>

#ifdef MUONG_WITH_MISTAKE
constexpr muong::fraction tenth = 0.1;
#else
constexpr muong::fraction tenth{1, 10};
#endif

static_assert(tenth * 10 == 1);
