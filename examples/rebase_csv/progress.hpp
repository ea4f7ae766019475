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
        if (on_ && told_ != 0) std::fprintf(stderr, "\r\033[K");
    }
    void row() {
        if (--left_ != 0) return;
        left_ = rows_told;
        ++told_;
        if (on_) std::fprintf(stderr, "\r%d million rows", told_);
    }

private:
    static constexpr int rows_told = 1'000'000;

    bool on_;
    int told_ = 0;  // millions
    int left_ = rows_told;
};

}  // namespace rebase_csv
