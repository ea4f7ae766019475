// SPDX-License-Identifier: MIT
#include <muong/indicators/flows.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "indicators/share_among.hpp"
#include "units/rest_of_source.hpp"

namespace muong::inline v0 {

namespace {

/// The product of the shares that two targets have of one unit, of which all others have so much.
share_range product_within(const crosswalk_entry& a, const crosswalk_entry& b, const share_range& others) {
    const auto together = narrowed({a.least + b.least, a.most + b.most}, others);
    // of the first, where both have this sum
    const auto first_of = [&](const fraction& sum) {
        return share_range{max(a.least, sum - b.most), min(a.most, sum - b.least)};
    };
    const auto product = [](const fraction& share, const fraction& sum) { return share * (sum - share); };
    // it grows with the sum, and of equal sums with how even the two are
    const auto low = first_of(together.least), high = first_of(together.most);
    const auto even = min(max(together.most * fraction{1, 2}, high.least), high.most);
    return {min(product(low.least, together.least), product(low.most, together.least)), product(even, together.most)};
}

}  // namespace

flow_shares shares_of_flows(std::span<const std::vector<crosswalk_entry>> ways, std::span<const flow_ends> pairs,
                            std::span<const crosswalk_rest> rests) {
    flow_shares made;
    const auto add_rest = [&](std::uint32_t number, const flow_ends& ends) {
        fraction least_kept{1};
        fraction most_kept{1};
        for (const auto unit : {ends.first, ends.second}) {
            const auto* const rest = detail::rest_of_source(rests, unit);
            if (rest == nullptr) continue;
            least_kept *= fraction{1} - rest->most;
            most_kept *= fraction{1} - rest->least;
        }
        if (fraction{1} == least_kept) return;
        made.shares.rests.push_back({number, fraction{1} - most_kept, fraction{1} - least_kept});
    };
    /// What a unit gives to all targets, and leaves over.
    const auto whole_of = [&](std::uint32_t unit) {
        auto all = detail::going_nowhere(ways[unit], detail::rest_of_source(rests, unit));
        for (const auto& e : ways[unit]) {
            all.least += e.least;
            all.most += e.most;
        }
        return all;
    };
    const auto each_part = [&](const flow_ends& ends, const auto& use) {
        for (const auto& a : ways[ends.first]) {
            if (a.most.sign() == 0) continue;
            for (const auto& b : ways[ends.second]) {
                if (b.most.sign() != 0) use(a, b);
            }
        }
    };
    for (const auto& ends : pairs) {
        if (std::max(ends.first, ends.second) >= ways.size())
            throw std::out_of_range{"muong::shares_of_flows: a pair names a unit that does not exist"};
        each_part(ends, [&](const auto& a, const auto& b) { made.places.emplace_back(a.target, b.target); });
    }
    std::sort(made.places.begin(), made.places.end());
    made.places.erase(std::unique(made.places.begin(), made.places.end()), made.places.end());
    for (const auto& ends : pairs) {
        add_rest(static_cast<std::uint32_t>(made.shares.rows.size()), ends);
        auto& row = made.shares.rows.emplace_back();
        const bool within = ends.first == ends.second;
        const auto all = within ? whole_of(ends.first) : share_range{};
        each_part(ends, [&](const auto& a, const auto& b) {
            const auto at = std::lower_bound(made.places.begin(), made.places.end(), flow_ends{a.target, b.target});
            share_range both{a.least * b.least, a.most * b.most};
            if (within && a.target != b.target && !(a.is_exact() && b.is_exact())) {
                both = product_within(a, b, {all.least - a.least - b.least, all.most - a.most - b.most});
            }
            row.push_back({static_cast<std::uint32_t>(at - made.places.begin()), std::move(both.least),
                           std::move(both.most), a.assumed || b.assumed});
        });
    }
    made.shares.targets = made.places.size();
    return made;
}

}  // namespace muong::v0
