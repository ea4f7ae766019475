// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace muong::test {

/// How a program is started beside its words: files for its three streams, of which one without a name is closed, and
/// further variables.
struct start {
    std::string in = "/dev/null", out = "/dev/null", err = "/dev/null";
    std::vector<std::pair<std::string, std::string>> variables;
};

/// Runs a program to its end. The test fails if a signal ends it. \returns its exit code
inline int run_program(std::vector<std::string> words, const start& how) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const auto child = ::fork();
    if (child == 0) {
        const auto onto = [](const std::string& path, int flags, int descriptor) {
            if (path.empty()) {
                ::close(descriptor);
                return;
            }
            const int opened = ::open(path.c_str(), flags, 0600);
            if (opened == descriptor) return;
            ::dup2(opened, descriptor);
            ::close(opened);  // it may have the number of a stream that is closed
        };
        onto(how.in, O_RDONLY, STDIN_FILENO);
        onto(how.out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
        onto(how.err, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
        for (const auto& [name, value] : how.variables) ::setenv(name.c_str(), value.c_str(), 1);
        ::execv(arguments.front(), arguments.data());
        ::_exit(127);
    }
    REQUIRE(child > 0);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE_MESSAGE(WIFEXITED(status), words.front(), " should end by itself, not by a signal, see ", how.err);
    return WEXITSTATUS(status);
}

}  // namespace muong::test
