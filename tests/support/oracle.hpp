// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

/// Rebasing as it is defined, in numbers without limits and without any thought for speed: what the fast ways are held
/// against.
namespace muong::test::oracle {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

using cell = std::optional<cpp_int>;
using table = std::vector<std::vector<cell>>;  // rows of columns

/// A share of a source for a target; none: not known.
struct share {
    std::size_t source = 0;
    std::size_t target = 0;
    std::optional<cpp_rational> part;
};

/// The parts of a value by the largest remainder; of equal remainders the earlier comes first. `shares` add up to one.
inline std::vector<cpp_int> divide(const cpp_int& value, const std::vector<cpp_rational>& shares) {
    const cpp_int size = abs(value);
    std::vector<cpp_int> parts;
    std::vector<cpp_rational> rests;
    cpp_int left = size;
    for (const cpp_rational& s : shares) {
        const cpp_rational exact = s * size;
        parts.push_back(numerator(exact) / denominator(exact));
        rests.push_back(exact - parts.back());
        left -= parts.back();
    }
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < parts.size(); ++i) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rests[a] > rests[b]; });
    for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i]];
    if (value < 0)
        for (cpp_int& p : parts) p = -p;
    return parts;
}

/// What goes from one source to one target in each column; where the share is not known, all that the source has.
struct flow {
    std::size_t source = 0;
    std::size_t target = 0;
    std::vector<cell> cells;
    bool known = true;  ///< the share is

    /// What it brings in is not known.
    [[nodiscard]] bool is_open(std::size_t column) const { return !known && cells[column] && *cells[column] != 0; }
};

struct flows {
    std::vector<flow> all;
    std::vector<flow> nothing;       ///< by shares of zero, with what the sources have
    std::vector<cell> unknown;       ///< of each column: what goes to targets with shares that are not known
    std::vector<cpp_int> unmatched;  ///< of each column: what goes to no target
};

/// Every known part, and the sums of the rest.
inline flows all_flows(const table& from, std::size_t columns, std::vector<share> shares) {
    std::stable_sort(shares.begin(), shares.end(), [](const share& a, const share& b) { return a.target < b.target; });
    flows made{{}, {}, std::vector<cell>(columns, cpp_int{0}), std::vector<cpp_int>(columns, 0)};
    for (std::size_t s = 0; s < from.size(); ++s) {
        std::vector<cpp_rational> parts;
        std::vector<std::size_t> targets;
        std::vector<std::size_t> unknown;
        cpp_rational left = 1;
        for (const share& x : shares) {
            if (x.source != s) continue;
            if (!x.part) {
                unknown.push_back(x.target);
            } else if (*x.part > 0) {
                parts.push_back(*x.part);
                targets.push_back(x.target);
                left -= *x.part;
            } else {
                made.nothing.push_back({s, x.target, from[s], true});
            }
        }
        for (std::size_t i = 0; left == 0 && i < unknown.size(); ++i) {
            made.nothing.push_back({s, unknown[i], from[s], true});
        }
        if (left > 0) parts.push_back(left);
        const std::size_t first = made.all.size();
        for (const std::size_t t : targets) made.all.push_back({s, t, {}, true});
        if (left > 0)
            for (const std::size_t t : unknown) made.all.push_back({s, t, {}, false});
        for (std::size_t c = 0; c < columns; ++c) {
            const cell& value = from[s][c];
            for (std::size_t i = first + targets.size(); i < made.all.size(); ++i) made.all[i].cells.push_back(value);
            const auto divided = value ? divide(*value, parts) : std::vector<cpp_int>{};
            for (std::size_t i = 0; i < targets.size(); ++i)
                made.all[first + i].cells.push_back(value ? cell{divided[i]} : cell{});
            if (left == 0 || !value) continue;
            if (unknown.empty()) {
                made.unmatched[c] += divided.back();
            } else {
                *made.unknown[c] += divided.back();
            }
        }
    }
    return made;
}

/// The sums of the flows into each target. A cell with an open part is missing, and without `skip` one with a missing
/// part is; with it only one that has no other. Where no flow goes, a share of zero of some value is zero.
inline table sums(const flows& all, std::size_t targets, std::size_t columns, bool skip) {
    table into(targets, std::vector<cell>(columns));
    for (std::size_t t = 0; t < targets; ++t) {
        for (std::size_t c = 0; c < columns; ++c) {
            cpp_int sum = 0;
            std::size_t known = 0;
            std::size_t parts = 0;
            bool ranged = false;
            for (const flow& f : all.all) {
                if (f.target != t) continue;
                ++parts;
                ranged |= f.is_open(c);
                if (!f.cells[c]) continue;
                sum += *f.cells[c];
                ++known;
            }
            if (known > 0 && !ranged && (skip || known == parts)) into[t][c] = sum;
            const auto gives_none = [&](const flow& f) { return f.target == t && f.cells[c]; };
            if (parts == 0 && std::any_of(all.nothing.begin(), all.nothing.end(), gives_none)) into[t][c] = 0;
        }
    }
    return into;
}

}  // namespace muong::test::oracle
