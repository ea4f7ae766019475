// SPDX-License-Identifier: MIT
#include <muong/projects/project_map.hpp>
#include <muong/units/lineage.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>
#include <tuple>

namespace muong::inline v0 {

project_map::project_map(const portfolio& projects, const registry& units, date day)
    : projects_{projects}, units_{units}, day_{day} {
    std::map<std::pair<unit_code, date>, std::vector<const unit*>> followed;
    const auto follow = [&](const project& p, const project_location& l) -> const std::vector<const unit*>& {
        const auto [at, is_new] = followed.try_emplace({l.code, l.on});
        if (is_new) {
            if (units_.at(l.code, l.on) == nullptr)
                throw std::invalid_argument{"muong::project_map: project " + p.id + " lies in " + to_string(l.code) +
                                            " on " + to_string(l.on) + ", and no unit bears that code on that day"};
            const auto told =
                l.on <= day ? successors(units_, l.code, l.on, day) : predecessors(units_, l.code, l.on, day);
            at->second = told.ends;
        }
        return at->second;
    };
    const auto all = projects_.all();
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        for (const auto& l : all[i].locations) {
            for (const auto* end : follow(all[i], l)) ends_.emplace_back(i, end);
        }
    }
    const auto key = [](const auto& at) { return std::pair{at.first, at.second->code()}; };
    std::ranges::sort(ends_, {}, key);
    ends_.erase(std::unique(ends_.begin(), ends_.end()), ends_.end());

    std::map<const unit*, std::vector<const unit*>, std::less<>> above;
    for (const auto& [i, end] : ends_) {
        by_unit_.emplace_back(end->code(), i);
        const auto [at, is_new] = above.try_emplace(end);
        if (is_new) at->second = units_.ancestors_of(*end, day);
        for (const auto* u : at->second) by_unit_.emplace_back(u->code(), i);
    }
    std::ranges::sort(by_unit_);
    by_unit_.erase(std::unique(by_unit_.begin(), by_unit_.end()), by_unit_.end());
}

std::span<const std::pair<unit_code, std::uint32_t>> project_map::projects_of(const unit_code& code) const& noexcept {
    using entry = std::pair<unit_code, std::uint32_t>;
    const auto first = std::ranges::lower_bound(by_unit_, code, {}, &entry::first);
    const auto last = std::ranges::upper_bound(first, by_unit_.end(), code, {}, &entry::first);
    return {first, last};
}

std::vector<const unit*> project_map::units_of(const project& p) const& {
    const auto all = projects_.all();
    if (std::less<>{}(&p, all.data()) || !std::less<>{}(&p, all.data() + all.size())) {
        throw std::invalid_argument{"muong::project_map: the project is none of the portfolio"};
    }
    const auto number = static_cast<std::uint32_t>(&p - all.data());
    std::vector<const unit*> found;
    const auto number_of = [](const auto& at) { return at.first; };
    for (auto at = std::ranges::lower_bound(ends_, number, {}, number_of); at != ends_.end() && at->first == number;
         ++at) {
        found.push_back(at->second);
    }
    return found;
}

}  // namespace muong::v0
