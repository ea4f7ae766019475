// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include <muong/core/export.hpp>

namespace muong::inline v0 {

/// Memory for the cells of a panel, aligned to 64 bytes; from 2 MB on it lies on large pages where the system has them.
/// Touching fresh memory costs several times more than computing the cells in it, so keep the storage of a panel that
/// is no longer wanted (`std::move(panel).release()`) and give it to the next one.
class cell_storage {
public:
    cell_storage() noexcept = default;  ///< holds nothing

    /// Room for at least `cells` cells of 8 bytes, with no values in them yet.
    /// \throws std::bad_alloc
    MUONG_EXPORT explicit cell_storage(std::size_t cells);

    cell_storage(cell_storage&& from) noexcept
        : data_{std::exchange(from.data_, nullptr)}, size_{std::exchange(from.size_, 0)} {}
    cell_storage& operator=(cell_storage&& from) noexcept {
        cell_storage taken{std::move(from)};
        std::swap(data_, taken.data_);
        std::swap(size_, taken.size_);
        return *this;
    }
    MUONG_EXPORT ~cell_storage();

    [[nodiscard]] std::int64_t* data() noexcept { return data_; }
    [[nodiscard]] const std::int64_t* data() const noexcept { return data_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }  ///< in cells

    /// Makes room for `cells` cells. Keeps the memory if it is large enough, else what was in it is lost.
    MUONG_EXPORT void reserve(std::size_t cells);

private:
    std::int64_t* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace muong::v0
