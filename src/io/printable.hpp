// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <muong/core/problem.hpp>

namespace muong::inline v0 {

/// Text from a file as a problem shows it: at most 80 bytes, control characters and bytes that are not UTF-8 as \xNN.
std::string printable(std::string_view text);

/// Text in Windows-1252, the old encoding of Western European spreadsheets, as UTF-8 and at most 80 bytes long; nothing
/// if it has bytes that this encoding has not, or a letter in UTF-8. Latin-1 is the same but for letters that it lacks.
std::optional<std::string> from_windows_1252(std::string_view text);

/// The problem of a table without a column that is needed. It tells when another delimiter seems to be in use.
problem missing_column(std::span<const std::string> header, std::string source, std::string_view name, char delimiter);

}  // namespace muong::v0
