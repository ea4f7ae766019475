// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <muong/core/problem.hpp>

namespace muong::inline v0 {

/// Problems found so far, up to a limit, and a count of those beyond it: a file of ten million bad rows costs no
/// memory. One log may serve several files of one job.
class problem_log {
public:
    explicit problem_log(std::size_t limit = 100) noexcept : limit_{limit} {}

    /// Keeps the problem, or only counts it when `limit` are kept already.
    void add(problem found) {
        if (keeps_more()) {
            kept_.push_back(std::move(found));
        } else {
            ++more_;
        }
    }

    /// Adds what `make()` returns, and does not call it when the problem would only be counted.
    template <class Make>
    void add_with(Make&& make) {
        if (keeps_more()) {
            kept_.push_back(make());
        } else {
            ++more_;
        }
    }

    /// Adds to what a problem that is kept says was expected, since more is known of it now. `number` counts from 0 in
    /// `kept`; beyond it, nothing is done.
    void complete(std::size_t number, std::string_view expected) {
        if (number < kept_.size()) kept_[number].expected += expected;
    }

    /// True while the next problem will be kept.
    [[nodiscard]] bool keeps_more() const noexcept { return kept_.size() < limit_; }

    [[nodiscard]] bool empty() const noexcept { return kept_.empty() && more_ == 0; }

    /// The problems kept, in the order in which they were found.
    [[nodiscard]] const problems& kept() const& noexcept { return kept_; }
    [[nodiscard]] problems kept() && noexcept { return std::move(kept_); }

    /// How many were found beyond the limit.
    [[nodiscard]] std::uint64_t more() const noexcept { return more_; }

    /// How many were found in all.
    [[nodiscard]] std::uint64_t total() const noexcept { return kept_.size() + more_; }

private:
    problems kept_;
    std::size_t limit_;
    std::uint64_t more_ = 0;
};

}  // namespace muong::v0
