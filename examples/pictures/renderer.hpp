// SPDX-License-Identifier: MIT
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <string>
#include <vector>

/// Runs a program that is looked for on the path. \returns its exit status; nothing if it could not be started
inline int run_program(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    constexpr int not_there = 127;
    pid_t child = 0;
    if (::posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0) return not_there;
    int status = 0;
    if (::waitpid(child, &status, 0) != child || !WIFEXITED(status)) return not_there;
    return WEXITSTATUS(status);
}
