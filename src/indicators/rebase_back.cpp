// SPDX-License-Identifier: MIT
#include <muong/indicators/rebase_back.hpp>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "indicators/apportion_plan.hpp"

namespace muong::inline v0 {

using detail::apportion_plan;
using detail::int128;

namespace {

int128 floor_quotient(int128 a, int128 b) {
    const auto quotient = a / b;
    return quotient * b != a && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

/// Makes of `parts`, of 64 bits, parts that are in proportion to them and add up to `value`; false if there are none.
/// Where parts of both signs make up a small sum the new ones may leave 64 bits, though not 127.
bool divide_like(std::vector<int128>& parts, std::int64_t value) {
    int128 sum = 0;
    for (const auto p : parts) sum += p;
    if (sum == value) return true;
    if (sum == 0) return false;
    std::vector<int128> rest;
    auto left = static_cast<detail::uint128>(value);  // what lies between may leave 128 bits, the end does not
    for (auto& p : parts) {
        const int128 exact = value * p;  // at most 2^126
        const auto whole = floor_quotient(exact, sum);
        rest.push_back(sum < 0 ? whole * sum - exact : exact - whole * sum);
        p = whole;
        left -= static_cast<detail::uint128>(whole);
    }
    std::vector<std::size_t> order(parts.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return rest[a] > rest[b]; });
    for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i]];
    return true;
}

}  // namespace

/// Takes the cells of a rebased panel apart again.
class way_back {
public:
    way_back(const rebased_panel& there, const panel& values)
        : from_{there.from_}, values_{values}, plan_{*there.plan_} {
        const auto& told = there.values();
        const auto same = [](auto a, auto b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); };
        if (told.geography() != values.geography() || !same(told.units(), values.units()) ||
            !same(told.columns(), values.columns())) {
            throw std::invalid_argument{"muong::rebase_back: want a panel of the same units, columns and day"};
        }
    }

    panel run() {
        panel::builder made{from_.geography(),
                            {from_.units().begin(), from_.units().end()},
                            {from_.columns().begin(), from_.columns().end()}};
        for (std::size_t c = 0; c < from_.columns().size(); ++c) {
            take_apart(c);
            for (std::size_t s = 0; s < from_.rows(); ++s) {
                if (missing_[s]) continue;
                if (is_beyond_[s] || !detail::fits_int64(sums_[s])) {
                    overflows_.push_back({errc::out_of_range,
                                          {{}, 0, 0, from_.columns()[c].id},
                                          to_string(from_.units()[s]),
                                          "a sum within 64 bits"});
                    continue;
                }
                made.set(s, c, decimal{static_cast<std::int64_t>(sums_[s]), from_.columns()[c].decimals});
            }
        }
        if (!overflows_.empty()) throw data_error{std::move(overflows_)};
        return std::move(made).build();
    }

private:
    /// What a source gave, part by part; it has a value.
    std::vector<std::int64_t> parts_of(const detail::split& s, std::int64_t value) const {
        std::vector<std::int64_t> parts(s.parts);
        plan_.divide(s, value, parts.data());
        return parts;
    }

    void take_apart(std::size_t c) {
        std::vector<std::optional<std::int64_t>> was(from_.rows());
        missing_.assign(from_.rows(), false);
        is_beyond_.assign(from_.rows(), false);
        sums_.assign(from_.rows(), 0);
        for (std::size_t s = 0; s < was.size(); ++s) {
            if (const auto v = from_.at(s, c)) {
                was[s] = v->coefficient();
            } else {
                missing_[s] = true;
            }
        }
        for (const auto s : plan_.unmatched()) sums_[s] = was[s].value_or(0);
        std::vector<std::vector<std::int64_t>> divided;
        for (const auto& s : plan_.splits()) {
            divided.push_back(was[s.source] ? parts_of(s, *was[s.source]) : std::vector<std::int64_t>{});
            if (!was[s.source]) continue;
            if (s.left == detail::rest::unmatched) sums_[s.source] += divided.back().back();
            if (s.left == detail::rest::unknown) missing_[s.source] = true;
        }
        for (std::size_t t = 0; t < plan_.targets(); ++t) {
            std::vector<int128> parts;
            std::vector<std::uint32_t> sources;
            for (const auto& e : plan_.into(t)) {
                if (!was[e.source]) continue;
                sources.push_back(e.source);
                parts.push_back(e.split == apportion_plan::undivided ? *was[e.source] : divided[e.split][e.part]);
            }
            for (const auto s : plan_.nothing_into(t)) {
                if (!was[s]) continue;
                sources.push_back(s);
                parts.push_back(0);
            }
            const auto now = values_.at(t, c);
            const bool known = now && divide_like(parts, now->coefficient());
            for (std::size_t i = 0; i < sources.size(); ++i) {
                if (!known) {
                    missing_[sources[i]] = true;
                } else if (detail::fits_int64(parts[i])) {
                    sums_[sources[i]] += parts[i];
                } else {
                    is_beyond_[sources[i]] = true;
                }
            }
        }
    }

    const panel& from_;
    const panel& values_;
    const apportion_plan& plan_;
    std::vector<int128> sums_;     // by source, of one column
    std::vector<bool> missing_;    // by source, of one column
    std::vector<bool> is_beyond_;  // by source, of one column: a part of it leaves 64 bits
    problems overflows_;
};

panel rebase_back(const rebased_panel& there, const panel& values) { return way_back{there, values}.run(); }

}  // namespace muong::v0
