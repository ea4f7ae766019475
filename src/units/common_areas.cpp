// SPDX-License-Identifier: MIT
#include <muong/units/common_areas.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace muong::inline v0 {

namespace {

/// Positions, sources first, that are joined by a pointer to a position that is not greater. The least position of a
/// set points to itself.
class joined_sets {
public:
    explicit joined_sets(std::size_t size) : up_(size) { std::iota(up_.begin(), up_.end(), 0U); }
    /// Joins a source that is not joined yet with a target that is joined with none but earlier sources, if at all:
    /// what there is to do for most units, and without a branch that could be guessed wrongly.
    void join_fresh(std::uint32_t source, std::uint32_t target) {
        const auto up = std::min(source, up_[target]);
        up_[source] = up;
        up_[target] = up;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = least(a);
        b = least(b);
        up_[std::max(a, b)] = std::min(a, b);
    }
    /// Numbers the sets in the order of their least positions. \returns how many there are, and the number of each
    /// position's set.
    [[nodiscard]] std::pair<std::uint32_t, std::vector<std::uint32_t>> numbered() && {
        std::uint32_t count = 0;
        for (std::uint32_t x = 0; x < up_.size(); ++x) {
            const bool is_least = up_[x] == x;
            const auto number = up_[up_[x]];  // that of a lower position is there already
            up_[x] = is_least ? count : number;
            count += is_least ? 1U : 0U;
        }
        return {count, std::move(up_)};
    }

private:
    [[nodiscard]] std::uint32_t least(std::uint32_t x) {
        while (up_[x] != x) {
            up_[x] = up_[up_[x]];
            x = up_[x];
        }
        return x;
    }
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
        bool fresh = true;
        for (const auto& e : between.row(s)) {
            if (!(tolerance < e.most)) continue;
            if (fresh) {
                sets.join_fresh(s, sources + e.target);
            } else {
                sets.join(s, sources + e.target);
            }
            fresh = false;
        }
    }
    const auto [areas, area] = std::move(sets).numbered();
    area_of_source_.assign(area.begin(), area.begin() + sources);
    area_of_target_.assign(area.begin() + sources, area.end());
    group(area_of_source_, areas, sources_, source_ends_);
    group(area_of_target_, areas, targets_, target_ends_);
}

}  // namespace muong::v0
