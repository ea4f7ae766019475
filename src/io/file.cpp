// SPDX-License-Identifier: MIT
#include <muong/io/file.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "io/system_error.hpp"

namespace muong::inline v0 {
namespace {

/// An open descriptor, closed at the end unless it is the standard input.
class opened {
public:
    explicit opened(const std::string& path)
        : descriptor_{path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {}
    opened(const opened&) = delete;
    opened& operator=(const opened&) = delete;
    ~opened() {
        if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
    }
    [[nodiscard]] int get() const noexcept { return descriptor_; }

private:
    int descriptor_;
};

/// Reads to the end into memory from malloc. \returns 0, or the error
int read_all(int descriptor, std::size_t hint, char*& data, std::size_t& size) {
    std::size_t room = hint + 1;
    data = static_cast<char*>(std::malloc(room));
    size = 0;
    while (data != nullptr) {
        const ::ssize_t got = ::read(descriptor, data + size, room - size);
        if (got == 0) return 0;
        if (got < 0 && errno != EINTR) break;
        if (got > 0) size += static_cast<std::size_t>(got);
        if (size < room) continue;
        room *= 2;
        char* const wider = static_cast<char*>(std::realloc(data, room));
        if (wider == nullptr) break;
        data = wider;
    }
    const int error = errno;
    std::free(data);
    data = nullptr;
    return error;
}

}  // namespace

result<file_bytes> file_bytes::open(const std::string& path) {
    const opened file{path};
    struct stat state {};
    if (file.get() < 0 || ::fstat(file.get(), &state) != 0) {
        return system_problem(errc::unreadable, source_name(path), errno);
    }
    const bool plain = S_ISREG(state.st_mode);
    const auto size = plain ? static_cast<std::size_t>(state.st_size) : 0;
    if (size > 0 && path != "-") {  // the standard input may stand anywhere in its file
        void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
        if (mapped != MAP_FAILED) {
            ::madvise(mapped, size, MADV_SEQUENTIAL);
            return file_bytes{static_cast<const char*>(mapped), size, true};
        }
    }
    char* data = nullptr;
    std::size_t got = 0;
    const int error = read_all(file.get(), size > 0 ? size : std::size_t{1} << 16U, data, got);
    if (error != 0) return system_problem(errc::unreadable, source_name(path), error);
    return file_bytes{data, got, false};
}

file_bytes::file_bytes(file_bytes&& other) noexcept
    : data_{std::exchange(other.data_, nullptr)}, size_{std::exchange(other.size_, 0)}, mapped_{other.mapped_} {}

file_bytes& file_bytes::operator=(file_bytes&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(mapped_, other.mapped_);
    return *this;
}

file_bytes::~file_bytes() {
    char* const data = const_cast<char*>(data_);  // NOLINT(*-const-cast): both were given to us as writable
    if (mapped_ && data != nullptr) {
        ::munmap(data, size_);
    } else {
        std::free(data);
    }
}

result<std::string> read_file(const std::string& path) {
    auto bytes = file_bytes::open(path);
    if (!bytes) return bytes.error();
    return std::string{bytes.value().text()};
}

}  // namespace muong::v0
