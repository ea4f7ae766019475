// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>

namespace muong::inline v0 {

/// The bytes of a file in memory, read-only. A plain file is mapped and its pages are read as they are used; what
/// cannot be mapped (a pipe, a terminal) is read to its end. The text keeps its address when the object is moved. A
/// file that another program cuts short while it is mapped ends this program (SIGBUS), as with every mapping.
class MUONG_EXPORT file_bytes {
public:
    /// "-" is the standard input.
    /// \returns the bytes, or a problem of kind unreadable with what the system says
    [[nodiscard]] static result<file_bytes> open(const std::string& path);

    file_bytes(file_bytes&& other) noexcept;
    file_bytes& operator=(file_bytes&& other) noexcept;
    ~file_bytes();

    [[nodiscard]] std::string_view text() const& noexcept { return {data_, size_}; }
    std::string_view text() const&& = delete;

private:
    file_bytes(const char* data, std::size_t size, bool mapped) noexcept : data_{data}, size_{size}, mapped_{mapped} {}

    const char* data_;
    std::size_t size_;
    bool mapped_;
};

/// The whole of a file as a string; "-" is the standard input. Problems as for file_bytes.
[[nodiscard]] MUONG_EXPORT result<std::string> read_file(const std::string& path);

/// How problems name a file: the path as given, and "stdin" for "-".
[[nodiscard]] inline std::string source_name(const std::string& path) { return path == "-" ? "stdin" : path; }

}  // namespace muong::v0
