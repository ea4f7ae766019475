// SPDX-License-Identifier: MIT
#include <muong/io/csv_options.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string_view>

#include <muong/io/csv_reader.hpp>

namespace muong {
namespace {

TEST_CASE("a table is RFC 4180 with a header unless said otherwise") {
    constexpr csv_options usual;
    CHECK(usual.dialect == csv_dialect{',', false});
    CHECK(usual.header);
    CHECK_FALSE(usual.ragged);
}

TEST_CASE("options that make no sense are refused") {
    problem_log log;
    const auto read_with = [&](const csv_options& options) {
        csv_reader{std::string_view{"a\n"}, "t.csv", log, options};
    };
    for (const char bad : {'\n', '\r', '"', ' ', 'a', '\0'}) {
        csv_options options;
        options.dialect.delimiter = bad;
        CHECK_THROWS_AS(read_with(options), std::invalid_argument);
    }
    csv_options options;
    options.max_record = 0;
    CHECK_THROWS_AS(read_with(options), std::invalid_argument);
    options.max_record = (std::size_t{1} << 30U) + 1;
    CHECK_THROWS_AS(read_with(options), std::invalid_argument);
}

}  // namespace
}  // namespace muong
