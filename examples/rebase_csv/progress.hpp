// SPDX-License-Identifier: MIT
#pragma once

#include "options.hpp"

#include <unistd.h>

#include <cstdio>

namespace rebase_csv {

/// Tells how far the reading is, on a terminal.
class progress {
public:
    explicit progress(const options& o) : on_{!o.quiet && ::isatty(STDERR_FILENO) == 1} {}
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    ~progress() {
        if (told_) std::fprintf(stderr, "\r\033[K");
    }
    void row() {
        if (++rows_ % 1'000'000 != 0 || !on_) return;
        std::fprintf(stderr, "\r%llu million rows", static_cast<unsigned long long>(rows_ / 1'000'000));
        told_ = true;
    }

private:
    bool on_;
    bool told_ = false;
    unsigned long long rows_ = 0;
};

}  // namespace rebase_csv
