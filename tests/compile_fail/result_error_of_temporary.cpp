// SPDX-License-Identifier: MIT
// The problems of a result do not outlive it.
// expect: const problems& error() const&& = delete
#include <muong/core/problem.hpp>

muong::result<int> read();

std::size_t count() {
#ifdef MUONG_WITH_MISTAKE
    return read().error().size();
#else
    const auto answer = read();
    return answer.error().size();
#endif
}
