// SPDX-License-Identifier: MIT
#include <muong/indicators/cell_storage.hpp>

#include <cstdlib>
#include <limits>
#include <new>

#include "core/large_pages.hpp"

namespace muong::inline v0 {

namespace {

constexpr std::size_t line = 64;

}  // namespace

cell_storage::cell_storage(std::size_t cells) {
    if (cells == 0) return;
    if (cells > (std::numeric_limits<std::size_t>::max() - detail::large_page) / sizeof(std::int64_t))
        throw std::bad_alloc{};
    const std::size_t wanted = cells * sizeof(std::int64_t);
    const std::size_t unit = wanted < detail::large_page ? line : detail::large_page;
    const std::size_t bytes = (wanted + unit - 1) / unit * unit;
    void* memory = std::aligned_alloc(unit, bytes);
    if (memory == nullptr) throw std::bad_alloc{};
    detail::ask_for_large_pages(memory, bytes);
    data_ = static_cast<std::int64_t*>(memory);
    size_ = bytes / sizeof(std::int64_t);
}

cell_storage::~cell_storage() { std::free(data_); }

void cell_storage::reserve(std::size_t cells) {
    if (cells <= size_) return;
    *this = cell_storage{};  // gives the old memory back first
    *this = cell_storage{cells};
}

}  // namespace muong::v0
