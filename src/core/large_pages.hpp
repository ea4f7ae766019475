// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>

#if defined(__linux__)
#    include <sys/mman.h>
#endif

namespace muong::inline v0::detail {

inline constexpr std::size_t large_page = std::size_t{2} << 20U;

/// Asks for large pages where [memory, memory + bytes) holds some: touching small ones for the first time costs more
/// than most that is done with them. A hint only: nothing happens where the system has none.
inline void ask_for_large_pages(void* memory, std::size_t bytes) noexcept {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    if (std::align(large_page, large_page, memory, bytes) == nullptr) return;
    static_cast<void>(::madvise(memory, bytes / large_page * large_page, MADV_HUGEPAGE));
#else
    static_cast<void>(memory);
    static_cast<void>(bytes);
#endif
}

/// Makes room for `count` elements of a vector or text, on large pages if it is large.
template <class Room>
void reserve_large(Room& room, std::size_t count) {
    if (count <= room.capacity()) return;
    room.reserve(count);
    ask_for_large_pages(room.data(), room.capacity() * sizeof room[0]);
}

}  // namespace muong::v0::detail
