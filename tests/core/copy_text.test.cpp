// SPDX-License-Identifier: MIT
#include <muong/core/detail/copy_text.hpp>

#include <doctest/doctest.h>

#include <string>

using muong::detail::copy_text;

TEST_CASE("a text is copied whole, and nothing around it is touched") {
    for (std::size_t size = 0; size <= 100; ++size) {
        std::string from(size, '\0');
        for (std::size_t i = 0; i < size; ++i) from[i] = static_cast<char>('!' + i);
        std::string to(size + 2, '~');
        copy_text(to.data() + 1, from);
        CHECK(to == '~' + from + '~');
    }
}
