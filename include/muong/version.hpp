// SPDX-License-Identifier: MIT
#pragma once

#define MUONG_VERSION_MAJOR 0
#define MUONG_VERSION_MINOR 1
#define MUONG_VERSION_PATCH 0

/// The version of these headers as text, "0.1.0".
#define MUONG_VERSION_STRING "0.1.0"

/// The version of these headers as one number that grows with it: 0.1.0 is 100, 1.2.3 would be 10203.
#define MUONG_VERSION (MUONG_VERSION_MAJOR * 10000 + MUONG_VERSION_MINOR * 100 + MUONG_VERSION_PATCH)
