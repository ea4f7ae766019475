// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>

#include <new>

#include "faults/injected.hpp"

namespace muong::test {

/// Runs `act` with its first allocation failing, then its second, and so on until none is left to fail; `check` looks
/// at what a failed run has left. \returns how many runs failed
template <class Act, class Check>
int with_every_allocation_failing(Act act, Check check) {
    for (int n = 1;; ++n) {
        CAPTURE(n);
        bool failed = false;
        {
            const injected faults{{.failing_allocation = n}};
            try {
                act();
            } catch (const std::bad_alloc&) {
                failed = true;
            }
            failed |= injected::met();
        }
        if (!failed) return n - 1;
        check();
        REQUIRE(n < 100'000);
    }
}

}  // namespace muong::test
