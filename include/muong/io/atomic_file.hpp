// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>

namespace muong::inline v0 {

/// Whether a commit waits until the bytes are on the disk.
enum class durability : unsigned char { ordinary, synced };

/// A file that is written whole or not at all. The bytes go into a temporary file beside it, with its permissions;
/// `commit` renames that file, and without a commit the destructor removes it: whoever opens the path meanwhile sees
/// the old file, or none. A symbolic link stays one: the file it names is replaced. A path that exists and is no plain
/// file (a pipe, /dev/null) is written directly, at the commit.
///
/// "-" is the standard output: all bytes are kept in memory and written at the commit, so that nothing comes out of a
/// program that fails before it. So are /dev/stdout, /dev/stderr and /dev/fd/N, which name what is open already: bytes
/// that are in such a file stay.
///
/// Errors are kept: after the first, writing does nothing, and `commit` tells it.
class MUONG_EXPORT atomic_file {
public:
    explicit atomic_file(std::string path);

    atomic_file(atomic_file&& other) noexcept;
    atomic_file& operator=(atomic_file&&) = delete;
    ~atomic_file();

    /// Adds bytes at the end, through a buffer of 128 KiB.
    void write(std::string_view bytes) {
        if (bytes.size() > buffer_size - buffer_.size()) return write_through(bytes);
        buffer_.append(bytes);
    }
    void write(char byte) { write(std::string_view{&byte, 1}); }

    /// True until a write has failed.
    [[nodiscard]] bool good() const noexcept { return error_ == 0; }

    /// Writes what is left and puts the file in its place. Once: later calls and writes do nothing.
    /// \returns no problems, or one of kind unwritable with what the system says; the old file then stands as it was
    [[nodiscard]] problems commit(durability how = durability::ordinary);

    /// Commits several files, all or none: if one of them cannot be written or put in its place, all old files stand
    /// as they were. Two exceptions: what went into a pipe or to the standard output cannot be taken back (this is
    /// written after all bytes of the others are), and a file that was replaced before another failed comes back only
    /// where the file system has hard links.
    /// \returns no problems, or those of each file that failed
    [[nodiscard]] static problems commit_all(std::span<atomic_file> files, durability how = durability::ordinary);

private:
    static constexpr std::size_t buffer_size = std::size_t{1} << 17;

    void write_through(std::string_view bytes);
    void put(std::string_view bytes);
    void discard() noexcept;
    void complete(durability how);
    void hand_out() noexcept;
    void put_in_place(bool keep_old) noexcept;
    void settle(bool all_good) noexcept;

    std::string path_;       ///< as given
    std::string target_;     ///< the file to replace, links followed; empty if the bytes are held until the commit
    std::string temporary_;  ///< empty when there is none
    std::string old_;        ///< another name of the file that was replaced, while it may have to come back
    std::string buffer_;
    std::vector<std::string> held_;  ///< bytes that wait for the commit
    int descriptor_ = -1;
    int error_ = 0;
    bool done_ = false;
    bool placed_ = false;    ///< the new file is in place
    bool replaced_ = false;  ///< there was an old one
    bool old_kept_ = false;  ///< which has the name `old_`
};

}  // namespace muong::v0
