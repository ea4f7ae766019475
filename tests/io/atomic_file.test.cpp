// SPDX-License-Identifier: MIT
#include <muong/io/atomic_file.hpp>

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <iterator>
#include <string>
#include <type_traits>
#include <utility>

#include "io/scratch_folder.hpp"
#include "support/for_all.hpp"

namespace muong {
namespace {

using test::bytes_of;
using test::make_file;
using test::scratch_folder;

static_assert(!std::is_copy_constructible_v<atomic_file>);

TEST_CASE("what is written in any pieces is the file after the commit, and nothing before it") {
    const scratch_folder folder;
    const auto path = folder / "out";
    test::for_all(
        [](auto& chance) {
            std::vector<std::string> pieces(chance.index(8));
            for (auto& piece : pieces) {
                piece.assign(chance.index(chance.chance(1, 8) ? 3'000'000 : 200),
                             static_cast<char>(chance.between('a', 'z')));
            }
            return pieces;
        },
        [&](const std::vector<std::string>& pieces) {
            std::string all;
            std::filesystem::remove(path);
            atomic_file out{path};
            for (const auto& piece : pieces) {
                out.write(piece);
                all += piece;
            }
            CHECK_FALSE(std::filesystem::exists(path));
            CHECK(out.commit(pieces.size() == 1 ? durability::synced : durability::ordinary).empty());
            CHECK(bytes_of(path) == all);
            CHECK(folder.size() == 1);
        },
        50);
}

TEST_CASE("a file that is not committed leaves the old one as it was, and nothing beside it") {
    const scratch_folder folder;
    make_file(folder / "out", "old");
    {
        atomic_file out{folder / "out"};
        out.write(std::string(3'000'000, 'x'));
        CHECK(folder.size() == 2);
        const atomic_file moved{std::move(out)};
    }
    CHECK(bytes_of(folder / "out") == "old");
    CHECK(folder.size() == 1);
}

TEST_CASE("a second commit and later writes do nothing") {
    const scratch_folder folder;
    atomic_file out{folder / "out"};
    out.write("a");
    CHECK(out.commit().empty());
    out.write("b");
    out.write(std::string(2'000'000, 'b'));
    CHECK(out.commit().empty());
    CHECK(bytes_of(folder / "out") == "a");
}

TEST_CASE("the permissions of the old file, and a symbolic link to it, stay") {
    const scratch_folder folder;
    std::filesystem::create_directory(folder / "sub");
    make_file(folder / "sub/real", "old");
    REQUIRE(::chmod((folder / "sub/real").c_str(), 0640) == 0);
    std::filesystem::create_symlink("sub/real", folder / "link");
    atomic_file out{folder / "link"};
    out.write("new");
    CHECK(out.commit().empty());
    CHECK(std::filesystem::is_symlink(folder / "link"));
    CHECK(bytes_of(folder / "sub/real") == "new");
    CHECK(std::filesystem::status(folder / "sub/real").permissions() == std::filesystem::perms{0640});
}

TEST_CASE("a failure is told at the commit, with the name of the file") {
    const scratch_folder folder;
    const auto faults_of = [](const std::string& path) {
        atomic_file out{path};
        out.write(std::string(2'000'000, 'x'));
        return out.commit();
    };
    for (const std::string& path : {folder / "none/out", folder / "", std::string{"/dev/full"}}) {
        CAPTURE(path);
        const auto faults = faults_of(path);
        REQUIRE(faults.size() == 1);
        CHECK(faults.front().code == errc::unwritable);
        CHECK(faults.front().where.source == path);
    }
    CHECK(folder.size() == 0);
    CHECK(faults_of("/dev/null").empty());
}

TEST_CASE("of several files all appear, or none") {
    const scratch_folder folder;
    make_file(folder / "a", "old");
    const auto commit = [](const std::vector<std::string>& paths) {
        std::vector<atomic_file> files;
        for (const auto& path : paths) {
            files.emplace_back(path);
            files.back().write("new");
        }
        return atomic_file::commit_all(files);
    };
    for (const std::string& broken : {folder / "none/out", folder / "", std::string{"/dev/full"}}) {
        for (const auto& paths :
             {std::vector{folder / "a", folder / "b", broken}, {broken, folder / "b", folder / "a"}}) {
            CAPTURE(paths);
            const auto faults = commit(paths);
            REQUIRE(faults.size() == 1);
            CHECK(faults.front().where.source == broken);
            CHECK(bytes_of(folder / "a") == "old");
            CHECK(folder.size() == 1);
        }
    }
    CHECK(commit({folder / "a", folder / "b", "/dev/null"}).empty());
    CHECK(bytes_of(folder / "a") == "new");
    CHECK(bytes_of(folder / "b") == "new");
    CHECK(folder.size() == 2);
    CHECK(atomic_file::commit_all({}).empty());
}

TEST_CASE("a file that was replaced comes back when another cannot be") {
    const scratch_folder folder;
    make_file(folder / "a", "old");
    for (const std::string name : {"a", "fresh"}) {
        CAPTURE(name);
        std::vector<atomic_file> files;
        files.emplace_back(folder / name);
        files.emplace_back(folder / "b");
        for (auto& file : files) file.write("new");
        std::filesystem::create_directory(folder / "b");  // since it was opened: no file can take its place
        const auto faults = atomic_file::commit_all(files);
        REQUIRE(faults.size() == 1);
        CHECK(faults.front().where.source == folder / "b");
        CHECK(bytes_of(folder / "a") == "old");
        CHECK(folder.size() == 2);
        std::filesystem::remove(folder / "b");
    }
}

TEST_CASE("a path that names an open descriptor is written to that, at the commit") {
    const scratch_folder folder;
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    test::make_file(folder / "log", "old ");
    const int log = ::open((folder / "log").c_str(), O_WRONLY | O_APPEND);
    REQUIRE(log >= 0);
    for (const std::string where : {"/dev/fd/", "/proc/self/fd/"}) {
        for (const int descriptor : {ends[1], log}) {
            atomic_file never{where + std::to_string(descriptor)};
            never.write("never");
            atomic_file out{where + std::to_string(descriptor)};
            out.write("bytes ");
            CHECK(out.commit().empty());
        }
        std::string got(6, ' ');
        REQUIRE(::read(ends[0], got.data(), got.size()) == 6);
        CHECK(got == "bytes ");
    }
    CHECK(bytes_of(folder / "log") == "old bytes bytes ");
    CHECK(std::distance(std::filesystem::directory_iterator{folder / ""}, {}) == 1);
    for (const int each : {ends[0], ends[1], log}) ::close(each);
    atomic_file closed{"/dev/fd/" + std::to_string(log)};
    closed.write("x");
    const auto told = closed.commit();
    REQUIRE(told.size() == 1);
    CHECK(told[0].code == errc::unwritable);
}

TEST_CASE("the standard output gets its bytes at the commit, and none without it") {
    const scratch_folder folder;
    const int saved = ::dup(STDOUT_FILENO);
    REQUIRE(saved >= 0);
    const auto into = [&](const std::string& path, bool commit) {
        std::fflush(stdout);
        REQUIRE(std::freopen(path.c_str(), "w", stdout) != nullptr);
        {
            atomic_file out{"-"};
            out.write("whole");
            out.write(std::string(2'000'000, 'x'));
            if (commit) static_cast<void>(out.commit());
        }
        std::fflush(stdout);
        ::dup2(saved, STDOUT_FILENO);
    };
    into(folder / "without", false);
    into(folder / "with", true);
    ::close(saved);
    CHECK(bytes_of(folder / "without").empty());
    CHECK(bytes_of(folder / "with") == "whole" + std::string(2'000'000, 'x'));
}

}  // namespace
}  // namespace muong
