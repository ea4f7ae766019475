// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

// Faults of the system, as a test wants them: while a plan is set, the calls of this program to operator new, malloc,
// read, write, fsync, close and rename meet them. One thread at a time.
namespace muong::test {

/// What the system does to a program.
struct fault_plan {
    long failing_allocation = 0;  ///< the n-th operator new throws std::bad_alloc; 0: none
    long failing_heap = 0;        ///< the n-th malloc or realloc, of operator new too, has none (see `has_heap_faults`)
    std::size_t most_bytes = 0;   ///< read and write take at most so many bytes; 0: as many as are asked for
    long interrupted = 0;         ///< every n-th read or write is interrupted (EINTR) first; 0: none
    long failing_read = 0;        ///< the n-th read fails with EIO
    long failing_write = 0;       ///< the n-th write fails with ENOSPC
    bool failing_sync = false;    ///< fsync fails with EIO
    long failing_close = 0;       ///< the n-th close of a file fails with EIO, and closes it
    long failing_rename = 0;      ///< the n-th rename fails with EACCES
    bool failing_mapping = false;  ///< mmap fails with ENODEV
};

/// Whether malloc and realloc can be made to fail: not under the sanitizers, whose own they are.
[[nodiscard]] bool has_heap_faults() noexcept;

/// Sets a plan for the life of the object; counts begin at 1.
class injected {
public:
    explicit injected(const fault_plan& plan) noexcept;
    injected(const injected&) = delete;
    injected& operator=(const injected&) = delete;
    ~injected();

    /// Whether a call has met a fault of the plan other than a short or an interrupted one.
    [[nodiscard]] static bool met() noexcept;
};

}  // namespace muong::test
