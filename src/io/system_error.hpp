// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <string>
#include <utility>

#include <muong/core/problem.hpp>

namespace muong::inline v0 {

/// What the system says of an error, as a problem with a file.
inline problem system_problem(errc kind, std::string name, int error) {
    const char* const wanted = kind == errc::unwritable ? "a file that can be written" : "a file that can be read";
    return {kind, {std::move(name), 0, 0, {}}, std::strerror(error), wanted};
}

}  // namespace muong::v0
