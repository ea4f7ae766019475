// SPDX-License-Identifier: MIT
#include <muong/units/common_areas.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace muong::inline v0 {

namespace {

constexpr std::uint32_t none = UINT32_MAX;

/// Positions that are joined, by a pointer towards the least position of their set.
class joined_sets {
public:
    explicit joined_sets(std::size_t size) : up_(size) { std::iota(up_.begin(), up_.end(), 0U); }
    [[nodiscard]] std::uint32_t least(std::uint32_t x) {
        while (up_[x] != x) {
            up_[x] = up_[up_[x]];
            x = up_[x];
        }
        return x;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = least(a);
        b = least(b);
        if (a < b) {
            up_[b] = a;
        } else {
            up_[a] = b;
        }
    }

private:
    std::vector<std::uint32_t> up_;
};

/// Sorts positions by their area: a counting sort, so that each area's stay ascending.
void group(std::span<const std::uint32_t> area_of, std::size_t areas, std::vector<std::uint32_t>& members,
           std::vector<std::uint32_t>& ends) {
    ends.assign(areas, 0);
    for (const auto area : area_of) ++ends[area];
    std::uint32_t first = 0;
    for (auto& end : ends) first += std::exchange(end, first);  // now the first place of each area
    members.resize(area_of.size());
    for (std::uint32_t i = 0; i < area_of.size(); ++i) members[ends[area_of[i]]++] = i;
}

}  // namespace

common_areas::common_areas(const crosswalk& between, const fraction& tolerance) {
    if (tolerance.sign() < 0 || !(tolerance < fraction{1})) {
        throw std::invalid_argument{"muong::common_areas: want a tolerance from 0 up to, and without, 1"};
    }
    const auto sources = static_cast<std::uint32_t>(between.sources().size());
    const auto targets = static_cast<std::uint32_t>(between.targets().size());
    joined_sets sets{std::size_t{sources} + targets};
    for (std::uint32_t s = 0; s < sources; ++s) {
        for (const auto& e : between.row(s)) {
            if (tolerance < e.most) sets.join(s, sources + e.target);
        }
    }
    std::vector<std::uint32_t> area(std::size_t{sources} + targets, none);
    std::uint32_t areas = 0;
    const auto area_of = [&](std::uint32_t position) {
        auto& number = area[sets.least(position)];
        if (number == none) number = areas++;
        return number;
    };
    area_of_source_.reserve(sources);
    for (std::uint32_t s = 0; s < sources; ++s) area_of_source_.push_back(area_of(s));
    area_of_target_.reserve(targets);
    for (std::uint32_t t = 0; t < targets; ++t) area_of_target_.push_back(area_of(sources + t));
    group(area_of_source_, areas, sources_, source_ends_);
    group(area_of_target_, areas, targets_, target_ends_);
}

}  // namespace muong::v0
