// SPDX-License-Identifier: MIT
#pragma once

/// Marks what a shared library of muong offers: each function or class that is declared in a public header and compiled
/// in `src/`, and each exception class. Everything else stays hidden in the library.
#if defined(__GNUC__)
#    define MUONG_EXPORT __attribute__((visibility("default")))
#else
#    define MUONG_EXPORT
#endif
