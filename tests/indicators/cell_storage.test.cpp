// SPDX-License-Identifier: MIT
#include <muong/indicators/cell_storage.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <new>
#include <type_traits>
#include <utility>

using namespace muong;

static_assert(!std::is_copy_constructible_v<cell_storage>, "memory is handed on, not copied");

TEST_CASE("storage is aligned and as large as asked for, also across a large page") {
    for (const std::size_t cells : {1U, 7U, 8U, 9U, 262'143U, 262'144U, 262'145U, 600'000U}) {
        cell_storage storage{cells};
        CAPTURE(cells);
        CHECK(storage.size() >= cells);
        CHECK(reinterpret_cast<std::uintptr_t>(storage.data()) % 64 == 0);
        storage.data()[0] = 1;
        storage.data()[storage.size() - 1] = 2;
        CHECK(storage.data()[storage.size() - 1] == 2);
    }
}

TEST_CASE("storage that is handed on leaves nothing behind") {
    cell_storage first{100};
    auto* const memory = first.data();
    cell_storage second{std::move(first)};
    CHECK(second.data() == memory);
    CHECK(first.size() == 0);  // NOLINT(bugprone-use-after-move): what is left is the point
    second = cell_storage{10};
    CHECK(second.size() >= 10);
}

TEST_CASE("storage that is large enough is kept") {
    cell_storage storage{100};
    auto* const memory = storage.data();
    storage.reserve(50);
    CHECK(storage.data() == memory);
    storage.reserve(1000);
    CHECK(storage.size() >= 1000);
}

TEST_CASE("more than there can be is refused") {
    CHECK_THROWS_AS(cell_storage{std::numeric_limits<std::size_t>::max() / 4}, std::bad_alloc);
}
