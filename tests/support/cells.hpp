// SPDX-License-Identifier: MIT
#pragma once

#include <muong/indicators/cell_storage.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "indicators/rebase_kernel.hpp"

namespace muong::test {

/// Cells with all that a grid wants to know of them; zeros at first.
struct cells {
    std::size_t rows;
    std::size_t columns;
    std::size_t stride;
    cell_storage storage;
    std::vector<std::int64_t> bounds;
    std::vector<std::uint8_t> gaps;

    cells(std::size_t r, std::size_t c)
        : rows{r}, columns{c}, stride{detail::stride_for(c)}, storage{r * stride}, bounds(r, 0), gaps(r, 0) {
        std::fill(storage.data(), storage.data() + r * stride, 0);
    }
    /// Also where one was set before: bounds and gaps are then wider than they must be.
    void set(std::size_t r, std::size_t c, std::int64_t value) {
        storage.data()[r * stride + c] = value;
        if (value == detail::missing_cell) {
            gaps[r] = 1;
        } else {
            bounds[r] = std::max(bounds[r], value < 0 ? -value : value);
        }
    }
    [[nodiscard]] std::int64_t at(std::size_t r, std::size_t c) const { return storage.data()[r * stride + c]; }
    [[nodiscard]] detail::cell_grid grid() const {
        return {storage.data(), rows, columns, stride, bounds.data(), gaps.data()};
    }
    [[nodiscard]] detail::cell_target target() {
        return {storage.data(), rows, columns, stride, bounds.data(), gaps.data()};
    }
    [[nodiscard]] std::vector<std::int64_t> values() const {
        std::vector<std::int64_t> all;
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) all.push_back(at(r, c));
        return all;
    }
};

}  // namespace muong::test
