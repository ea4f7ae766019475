// SPDX-License-Identifier: MIT
#include <muong/indicators/flows.hpp>

#include <algorithm>
#include <stdexcept>

namespace muong::inline v0 {

flow_shares shares_of_flows(std::span<const std::vector<crosswalk_entry>> ways, std::span<const flow_ends> pairs,
                            std::span<const crosswalk_rest> rests) {
    flow_shares made;
    const auto add_rest = [&](std::uint32_t number, const flow_ends& ends) {
        fraction least_kept{1};
        fraction most_kept{1};
        for (const auto unit : {ends.first, ends.second}) {
            const auto at = std::lower_bound(rests.begin(), rests.end(), unit,
                                             [](const crosswalk_rest& r, std::uint32_t u) { return r.source < u; });
            if (at == rests.end() || at->source != unit) continue;
            least_kept *= fraction{1} - at->most;
            most_kept *= fraction{1} - at->least;
        }
        if (fraction{1} == least_kept) return;
        made.shares.rests.push_back({number, fraction{1} - most_kept, fraction{1} - least_kept});
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
        each_part(ends, [&](const auto& a, const auto& b) {
            const auto at = std::lower_bound(made.places.begin(), made.places.end(), flow_ends{a.target, b.target});
            row.push_back({static_cast<std::uint32_t>(at - made.places.begin()), a.least * b.least, a.most * b.most,
                           a.assumed || b.assumed});
        });
    }
    made.shares.targets = made.places.size();
    return made;
}

}  // namespace muong::v0
