// SPDX-License-Identifier: MIT
//
// The tests read what io writes with a Boost.JSON of their own, as a program of a user may have it.
#include <boost/json/src.hpp>
