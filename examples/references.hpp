// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <iostream>
#include <muong/core/source.hpp>
#include <string>
#include <vector>

/// The sources that figures name, numbered in the order in which they are first named.
class references {
public:
    std::string number_of(const muong::source& cited) {
        const auto at = std::ranges::find(all_, cited);
        if (at == all_.end()) all_.push_back(cited);
        return '[' + std::to_string(std::ranges::find(all_, cited) - all_.begin() + 1) + ']';
    }
    void list() const {
        for (std::size_t i = 0; i < all_.size(); ++i) {
            std::cout << '[' << i + 1 << "] " << to_string(all_[i]) << '\n';
        }
    }

private:
    std::vector<muong::source> all_;
};
