// SPDX-License-Identifier: MIT
#include <muong/units/dates_that_fit.hpp>
#include <muong/units/registry.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace muong::inline v0 {

namespace {

constexpr std::size_t tier_count = 10;

/// What changes on a day.
struct turn {
    std::ptrdiff_t listed = 0;
    std::array<std::ptrdiff_t, tier_count> listed_in{};  // by tier
    std::array<std::ptrdiff_t, tier_count> standing_in{};
};

}  // namespace

std::vector<date_fit> dates_that_fit(const registry& units, std::span<const unit_code> codes) {
    std::vector<unit_code> list{codes.begin(), codes.end()};
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());

    std::map<date, turn> turns;
    for (const auto& u : units.units()) {
        const bool listed = std::binary_search(list.begin(), list.end(), u.code());
        const auto tier = static_cast<std::size_t>(u.tier());
        const auto turn_by = [&](date day, std::ptrdiff_t by) {
            auto& t = turns[day];
            t.standing_in[tier] += by;
            if (listed) {
                t.listed += by;
                t.listed_in[tier] += by;
            }
        };
        turn_by(u.valid().from(), 1);
        if (u.valid().to()) turn_by(*u.valid().to(), -1);
    }

    std::vector<date_fit> fits;
    std::array<std::ptrdiff_t, tier_count> listed_in{};
    std::array<std::ptrdiff_t, tier_count> standing_in{};
    std::ptrdiff_t listed = 0;
    for (auto at = turns.begin(); at != turns.end(); ++at) {
        listed += at->second.listed;
        std::ptrdiff_t unlisted = 0;
        for (std::size_t tier = 0; tier < tier_count; ++tier) {
            listed_in[tier] += at->second.listed_in[tier];
            standing_in[tier] += at->second.standing_in[tier];
            if (listed_in[tier] > 0) unlisted += standing_in[tier] - listed_in[tier];
        }
        if (listed == 0) continue;
        const auto next = std::next(at);
        const auto days = next == turns.end() ? date_range::since(at->first) : date_range{at->first, next->first};
        const date_fit fit{days, static_cast<std::size_t>(listed), static_cast<std::size_t>(unlisted)};
        const auto better = [](const date_fit& a, const date_fit& b) {
            return a.in_force != b.in_force ? a.in_force > b.in_force : a.unlisted < b.unlisted;
        };
        if (!fits.empty() && better(fit, fits.front())) fits.clear();
        if (!fits.empty() && better(fits.front(), fit)) continue;
        if (!fits.empty() && fits.back().days.to() == days.from()) {
            fits.back().days = *date_range::make(fits.back().days.from(), days.to());
        } else {
            fits.push_back(fit);
        }
    }
    return fits;
}

}  // namespace muong::v0
