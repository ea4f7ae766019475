// SPDX-License-Identifier: MIT
#include <muong/core/date.hpp>
#include <muong/core/problem.hpp>
#include <muong/version.hpp>

#include <string_view>
#include <type_traits>

// What versions promise: see cmake/docs/versions.md.
static_assert(std::is_same_v<muong::date, muong::v0::date>);
static_assert(MUONG_VERSION_MAJOR == 0 && std::string_view{MUONG_VERSION_STRING}.starts_with("0."));
static_assert(MUONG_VERSION == MUONG_VERSION_MAJOR * 10000 + MUONG_VERSION_MINOR * 100 + MUONG_VERSION_PATCH);

int main() {
    using namespace muong::literals;
    const bool dates = to_string("2025-07-01"_date.eve()) == "2025-06-30";
    try {
        throw muong::data_error{{{muong::errc::unknown_unit, {"units.csv", 2, 1, "code"}, "00000", "a code"}}};
    } catch (const muong::data_error& error) {  // across the border of a shared library
        return dates && error.all().size() == 1 ? 0 : 1;
    }
}
