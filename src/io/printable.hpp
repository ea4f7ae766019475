// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <muong/core/problem.hpp>

namespace muong::inline v0 {

/// Text from a file as a problem shows it: at most 80 bytes, control characters and bytes that are not UTF-8 as \xNN.
std::string printable(std::string_view text);

/// The problem of a table without a column that is needed. It tells when another delimiter seems to be in use.
problem missing_column(std::span<const std::string> header, std::string source, std::string_view name, char delimiter);

}  // namespace muong::v0
