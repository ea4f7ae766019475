// SPDX-License-Identifier: MIT
#include <muong/io/file.hpp>

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <thread>
#include <type_traits>
#include <utility>

#include "io/scratch_folder.hpp"

namespace muong {
namespace {

using test::make_file;
using test::scratch_folder;

static_assert(!std::is_copy_constructible_v<file_bytes>);

TEST_CASE("a file is read whole, whatever its size") {
    const scratch_folder folder;
    for (const std::size_t size : {0U, 1U, 4095U, 4096U, 4097U, 1'000'000U}) {
        CAPTURE(size);
        std::string bytes(size, 'x');
        if (size > 0) bytes.back() = '\0';
        make_file(folder / "f", bytes);
        const auto read = file_bytes::open(folder / "f");
        REQUIRE(read);
        CHECK(read.value().text() == bytes);
        CHECK(read_file(folder / "f").value() == bytes);
    }
}

TEST_CASE("what is no plain file is read to its end") {
    const scratch_folder folder;
    const std::string bytes(300'000, 'x');
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    std::thread writer{[&] { make_file(folder / "pipe", bytes); }};
    const auto read = read_file(folder / "pipe");
    writer.join();
    CHECK(read.value() == bytes);
    CHECK(read_file("/dev/null").value().empty());
}

TEST_CASE("the bytes keep their address when the object is moved") {
    const scratch_folder folder;
    make_file(folder / "f", "abc");
    auto first = file_bytes::open(folder / "f").value();
    const char* const address = first.text().data();
    file_bytes second{std::move(first)};
    CHECK(second.text().data() == address);
    second = file_bytes::open(folder / "f").value();
    CHECK(second.text() == "abc");
}

TEST_CASE("a file that cannot be read is told with its name") {
    const scratch_folder folder;
    const auto missing = read_file(folder / "none.csv");
    REQUIRE(missing.error().size() == 1);
    CHECK(missing.error().front().code == errc::unreadable);
    CHECK(missing.error().front().where.source == folder / "none.csv");
    CHECK_FALSE(missing.error().front().found.empty());
    const auto directory = file_bytes::open(folder / "");
    REQUIRE(directory.error().size() == 1);
    CHECK(directory.error().front().code == errc::unreadable);
}

TEST_CASE("a dash is named as the standard input") {
    CHECK(source_name("-") == "stdin");
    CHECK(source_name("a/b.csv") == "a/b.csv");
}

}  // namespace
}  // namespace muong
