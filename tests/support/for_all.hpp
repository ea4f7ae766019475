// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace muong::test {

/// A stream of numbers that is the same for the same seed on every machine and with every standard library.
class source_of_chance {
public:
    explicit source_of_chance(std::uint64_t seed) : engine_{seed} {}

    /// 64 bits, all alike.
    std::uint64_t bits() { return engine_(); }

    /// A number of [least, greatest], all alike; `least <= greatest`.
    std::int64_t between(std::int64_t least, std::int64_t greatest) {
        const std::uint64_t span = static_cast<std::uint64_t>(greatest) - static_cast<std::uint64_t>(least) + 1;
        if (span == 0) return static_cast<std::int64_t>(bits());  // all 64 bits are wanted
        const std::uint64_t limit = std::numeric_limits<std::uint64_t>::max() / span * span;
        std::uint64_t drawn = bits();
        while (drawn >= limit) drawn = bits();  // else small numbers would come more often
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + drawn % span);
    }

    /// An index into `size` things; `size > 0`.
    std::size_t index(std::size_t size) {
        return static_cast<std::size_t>(between(0, static_cast<std::int64_t>(size) - 1));
    }

    /// True `k` times out of `n`.
    bool chance(std::int64_t k, std::int64_t n) { return between(1, n) <= k; }

    /// One of some things that can be indexed; there is at least one.
    template <class Things>
    decltype(auto) pick(const Things& things) {
        return things[index(std::size(things))];
    }

    /// Text of `least` to `greatest` characters, each one of `alphabet`.
    std::string text(std::string_view alphabet, std::size_t least, std::size_t greatest) {
        const auto size = between(static_cast<std::int64_t>(least), static_cast<std::int64_t>(greatest));
        std::string drawn;
        for (std::int64_t i = 0; i < size; ++i) drawn += pick(alphabet);
        return drawn;
    }

private:
    std::mt19937_64 engine_;
};

#ifndef __has_feature
#    define __has_feature(feature) 0
#endif
/// Seeds of a law that is tried on many things. Under a sanitizer, which takes some ten times as long, a tenth of them.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || __has_feature(address_sanitizer) || \
    __has_feature(thread_sanitizer)
inline constexpr std::uint64_t many = 1'000;
#else
inline constexpr std::uint64_t many = 10'000;
#endif

/// Checks that `law(make(chance))` holds for the seeds 1 to `runs`. A failing check names its seed; `make` is called
/// with a `source_of_chance&`.
template <class Make, class Law>
void for_all(Make&& make, Law&& law, std::uint64_t runs = 300) {
    for (std::uint64_t seed = 1; seed <= runs; ++seed) {
        CAPTURE(seed);
        source_of_chance chance{seed};
        law(make(chance));
    }
}

/// The same for `many` seeds, which are told in the output of the test.
template <class Make, class Law>
void for_very_many(Make&& make, Law&& law) {
    MESSAGE("seeds 1 to " << many);
    for_all(std::forward<Make>(make), std::forward<Law>(law), many);
}

}  // namespace muong::test
