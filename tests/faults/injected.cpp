// SPDX-License-Identifier: MIT
#include "faults/injected.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <new>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#    if !defined(__has_feature)
#        define MUONG_HAS_HEAP_FAULTS 1
#    elif !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
#        define MUONG_HAS_HEAP_FAULTS 1
#    endif
#endif

namespace muong::test {
namespace {

struct counts {
    bool armed = false;
    bool met = false;
    long allocations = 0, heap = 0, transfers = 0, reads = 0, writes = 0, closes = 0, renames = 0;
};

fault_plan plan;
counts now;

/// Whether this call is the one that fails.
bool fails(long& count, long which) noexcept {
    if (!now.armed || which == 0 || ++count != which) return false;
    now.met = true;
    return true;
}
bool fails(bool which) noexcept {
    if (!now.armed || !which) return false;
    now.met = true;
    return true;
}
bool is_interrupted() noexcept { return now.armed && plan.interrupted != 0 && ++now.transfers % plan.interrupted == 0; }
std::size_t cut(std::size_t size) noexcept {
    return now.armed && plan.most_bytes != 0 ? std::min(size, plan.most_bytes) : size;
}
int failed(int error) noexcept {
    errno = error;
    return -1;
}
/// Standard input, output and error belong to the test runner.
bool is_ours(int descriptor) noexcept { return descriptor > STDERR_FILENO; }

}  // namespace

injected::injected(const fault_plan& wanted) noexcept {
    plan = wanted;
    now = {};
    now.armed = true;
}
injected::~injected() { now.armed = false; }
bool injected::met() noexcept { return now.met; }

bool has_heap_faults() noexcept {
#ifdef MUONG_HAS_HEAP_FAULTS
    return true;
#else
    return false;
#endif
}

namespace {

void* allocate(std::size_t size, std::size_t alignment) {
    if (fails(now.allocations, plan.failing_allocation)) throw std::bad_alloc{};
    void* const memory = alignment == 0 ? std::malloc(std::max<std::size_t>(size, 1))
                                        : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (memory == nullptr) throw std::bad_alloc{};
    return memory;
}

}  // namespace
}  // namespace muong::test

void* operator new(std::size_t size) { return muong::test::allocate(size, 0); }
void* operator new[](std::size_t size) { return muong::test::allocate(size, 0); }
void* operator new(std::size_t size, std::align_val_t to) {
    return muong::test::allocate(size, static_cast<std::size_t>(to));
}
void* operator new[](std::size_t size, std::align_val_t to) {
    return muong::test::allocate(size, static_cast<std::size_t>(to));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    try {
        return ::operator new(size);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}
void* operator new[](std::size_t size, const std::nothrow_t& nothrow) noexcept { return ::operator new(size, nothrow); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

// A program's own definitions stand before those of the C library, for its shared libraries too.
extern "C" {

::ssize_t read(int descriptor, void* to, std::size_t size) {
    using namespace muong::test;
    if (is_ours(descriptor)) {
        if (is_interrupted()) return failed(EINTR);
        if (fails(now.reads, plan.failing_read)) return failed(EIO);
        size = cut(size);
    }
    return ::syscall(SYS_read, descriptor, to, size);
}

::ssize_t write(int descriptor, const void* from, std::size_t size) {
    using namespace muong::test;
    if (is_ours(descriptor)) {
        if (is_interrupted()) return failed(EINTR);
        if (fails(now.writes, plan.failing_write)) return failed(ENOSPC);
        size = cut(size);
    }
    return ::syscall(SYS_write, descriptor, from, size);
}

int fsync(int descriptor) {
    using namespace muong::test;
    if (fails(plan.failing_sync)) return failed(EIO);
    return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

int close(int descriptor) {
    using namespace muong::test;
    const bool bad = is_ours(descriptor) && fails(now.closes, plan.failing_close);
    const auto closed = static_cast<int>(::syscall(SYS_close, descriptor));
    return bad ? failed(EIO) : closed;
}

int rename(const char* from, const char* to) {
    using namespace muong::test;
    if (fails(now.renames, plan.failing_rename)) return failed(EACCES);
    return static_cast<int>(::syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to));
}

void* mmap(void* at, std::size_t size, int protection, int flags, int descriptor, ::off_t offset) {
    using namespace muong::test;
    if (is_ours(descriptor) && now.armed && plan.failing_mapping) {
        errno = ENODEV;
        return MAP_FAILED;
    }
    return reinterpret_cast<void*>(::syscall(SYS_mmap, at, size, protection, flags, descriptor, offset));
}

#ifdef MUONG_HAS_HEAP_FAULTS
// What stands behind malloc and realloc in the GNU C library.
void* __libc_malloc(std::size_t size);                 // NOLINT(*-identifier*)
void* __libc_realloc(void* memory, std::size_t size);  // NOLINT(*-identifier*)

void* malloc(std::size_t size) noexcept {
    using namespace muong::test;
    if (!fails(now.heap, plan.failing_heap)) return __libc_malloc(size);
    errno = ENOMEM;
    return nullptr;
}

void* realloc(void* memory, std::size_t size) noexcept {
    using namespace muong::test;
    if (!fails(now.heap, plan.failing_heap)) return __libc_realloc(memory, size);
    errno = ENOMEM;
    return nullptr;
}
#endif

}  // extern "C"
