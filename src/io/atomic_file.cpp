// SPDX-License-Identifier: MIT
#include <muong/io/atomic_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdio>
#include <utility>

#include "io/system_error.hpp"

namespace muong::inline v0 {
namespace {

/// Writes all of it. \returns 0, or the error
int write_all(int descriptor, std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const ::ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

/// The descriptor of this process that a path names, such as 1 for "-" or "/dev/stdout"; -1 if it names none. It is
/// written as it stands, since a file that it leads to may have bytes already, and a pipe has no other name.
int descriptor_named(std::string_view path) noexcept {
    if (path == "-" || path == "/dev/stdout") return STDOUT_FILENO;
    if (path == "/dev/stderr") return STDERR_FILENO;
    for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
        if (!path.starts_with(folder)) continue;
        const auto number = path.substr(folder.size());
        int descriptor = -1;
        const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), descriptor);
        if (fault == std::errc{} && end == number.data() + number.size()) return descriptor;
    }
    return -1;
}

/// The path that a chain of symbolic links ends at; it need not exist.
std::string followed(std::string path) {
    for (int links = 0; links < 40; ++links) {
        char target[PATH_MAX];
        const ::ssize_t size = ::readlink(path.c_str(), target, sizeof target);
        if (size <= 0) break;
        const std::string_view next{target, static_cast<std::size_t>(size)};
        const auto folder = path.rfind('/');
        if (next.front() == '/' || folder == std::string::npos) {
            path = next;
        } else {
            path.replace(folder + 1, std::string::npos, next);
        }
    }
    return path;
}

/// Makes a new file beside `target`, with the permissions of any new file. \returns its descriptor, or -1
int open_beside(const std::string& target, std::string& temporary) {
    static std::atomic<unsigned> made{0};
    for (int tries = 0; tries < 1000; ++tries) {
        temporary = target + ".tmp-" + std::to_string(::getpid()) + '-' + std::to_string(made++);
        const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 || errno != EEXIST) return descriptor;
    }
    return -1;
}

}  // namespace

atomic_file::atomic_file(std::string path) : path_{std::move(path)} {
    buffer_.reserve(buffer_size);
    if (descriptor_named(path_) >= 0) return;
    const std::string target = followed(path_);
    struct stat state {};
    const bool exists = ::stat(target.c_str(), &state) == 0;
    if (exists && S_ISDIR(state.st_mode)) {
        error_ = EISDIR;
        return;
    }
    if (exists && !S_ISREG(state.st_mode)) return;
    if (exists && ::access(target.c_str(), W_OK) != 0) {  // a rename would not ask
        error_ = errno;
        return;
    }
    target_ = target;
    descriptor_ = open_beside(target, temporary_);
    if (descriptor_ < 0) {
        error_ = errno;
        temporary_.clear();
        return;
    }
    if (exists && ::fchmod(descriptor_, state.st_mode & 07777U) != 0) error_ = errno;
}

atomic_file::atomic_file(atomic_file&& other) noexcept
    : path_{std::move(other.path_)},
      target_{std::move(other.target_)},
      temporary_{std::exchange(other.temporary_, {})},
      old_{std::move(other.old_)},
      buffer_{std::move(other.buffer_)},
      held_{std::move(other.held_)},
      descriptor_{std::exchange(other.descriptor_, -1)},
      error_{other.error_},
      done_{std::exchange(other.done_, true)},
      placed_{other.placed_},
      replaced_{other.replaced_},
      old_kept_{other.old_kept_} {}

atomic_file::~atomic_file() { discard(); }

void atomic_file::discard() noexcept {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
    temporary_.clear();
}

void atomic_file::write_through(std::string_view bytes) {
    if (done_) return;
    put(buffer_);
    buffer_.clear();
    if (bytes.size() >= buffer_size) {
        put(bytes);
    } else {
        buffer_.append(bytes);
    }
}

void atomic_file::put(std::string_view bytes) {
    if (error_ != 0 || bytes.empty()) return;
    if (descriptor_ >= 0) {
        error_ = write_all(descriptor_, bytes);
    } else {
        held_.emplace_back(bytes);
    }
}

/// All bytes where they can fail no more: of a plain file, in the temporary one, closed.
void atomic_file::complete(durability how) {
    put(buffer_);
    buffer_.clear();
    if (temporary_.empty()) return;
    old_ = temporary_ + "-old";
    if (error_ == 0 && how == durability::synced && ::fsync(descriptor_) != 0) error_ = errno;
    if (::close(std::exchange(descriptor_, -1)) != 0 && error_ == 0) error_ = errno;
}

/// The bytes that were held, to what is no plain file.
void atomic_file::hand_out() noexcept {
    const int named = descriptor_named(path_);
    const int descriptor = named >= 0 ? named : ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) error_ = errno;
    for (const auto& each : held_) {
        if (error_ == 0) error_ = write_all(descriptor, each);
    }
    if (named < 0 && descriptor >= 0 && ::close(descriptor) != 0 && error_ == 0) error_ = errno;
}

void atomic_file::put_in_place(bool keep_old) noexcept {
    replaced_ = ::access(target_.c_str(), F_OK) == 0;
    old_kept_ = keep_old && replaced_ && ::link(target_.c_str(), old_.c_str()) == 0;
    if (::rename(temporary_.c_str(), target_.c_str()) == 0) {
        placed_ = true;
    } else {
        error_ = errno;
    }
}

/// The new file stays, or the old one comes back.
void atomic_file::settle(bool all_good) noexcept {
    if (placed_ && !all_good) {
        if (old_kept_) {
            old_kept_ = ::rename(old_.c_str(), target_.c_str()) != 0;
        } else if (!replaced_) {
            ::unlink(target_.c_str());
        }
    }
    if (old_kept_) ::unlink(old_.c_str());
    if (placed_) temporary_.clear();
    discard();
}

problems atomic_file::commit(durability how) { return commit_all({this, 1}, how); }

problems atomic_file::commit_all(std::span<atomic_file> files, durability how) {
    std::vector<atomic_file*> open;
    for (auto& file : files) {
        if (!file.done_) open.push_back(&file);
    }
    bool all_good = true;
    for (auto* const file : open) {
        file->complete(how);
        all_good &= file->good();
    }
    for (auto* const file : open) {
        file->done_ = true;
        if (all_good && file->target_.empty()) file->hand_out();
        all_good &= file->good();
    }
    for (auto* const file : open) {
        if (all_good && !file->target_.empty()) file->put_in_place(file != open.back());
        all_good &= file->good();
    }
    for (auto* const file : open) {
        file->held_.clear();
        file->settle(all_good);
    }
    problems faults;
    for (const auto* const file : open) {
        if (file->good()) continue;
        faults.push_back(system_problem(errc::unwritable, file->path_ == "-" ? "stdout" : file->path_, file->error_));
    }
    return faults;
}

}  // namespace muong::v0
