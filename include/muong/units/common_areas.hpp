// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/crosswalk.hpp>

namespace muong::inline v0 {

/// The finest units whose territory is whole on both days of a crosswalk: the connected components of its shares.
/// Values of the two days can be compared on them without any share. Areas are numbered from 0 in the order of their
/// first source; an area of targets alone (nothing is known to have come there, or by shares of zero) follows those.
///
/// Laws, tested in tests/units/common_areas.test.cpp:
///  - every source and every target lies in exactly one area;
///  - without a tolerance, units of two areas share nothing;
///  - a whole unit that alone becomes a whole unit is an area of its own.
class MUONG_EXPORT common_areas {
public:
    /// Shares that are at most `tolerance` are taken for nothing: boundary corrections of a few fields would else chain
    /// half a country together. Of a range, the greatest share counts. Near O(shares).
    /// \throws std::invalid_argument unless 0 <= tolerance < 1
    explicit common_areas(const crosswalk& between, const fraction& tolerance = fraction{0});

    [[nodiscard]] std::size_t size() const noexcept { return source_ends_.size(); }

    /// The area of a source, or of a target, by its position in the crosswalk. \throws std::out_of_range
    [[nodiscard]] std::uint32_t of_source(std::size_t source) const { return area_of_source_.at(source); }
    [[nodiscard]] std::uint32_t of_target(std::size_t target) const { return area_of_target_.at(target); }

    /// The members of an area on either day, as positions in the crosswalk, ascending. \throws std::out_of_range
    [[nodiscard]] std::span<const std::uint32_t> sources(std::size_t area) const& {
        return members(sources_, source_ends_, area);
    }
    std::span<const std::uint32_t> sources(std::size_t area) const&& = delete;
    [[nodiscard]] std::span<const std::uint32_t> targets(std::size_t area) const& {
        return members(targets_, target_ends_, area);
    }
    std::span<const std::uint32_t> targets(std::size_t area) const&& = delete;

private:
    [[nodiscard]] static std::span<const std::uint32_t> members(const std::vector<std::uint32_t>& all,
                                                                const std::vector<std::uint32_t>& ends,
                                                                std::size_t area) {
        const auto last = ends.at(area);
        const auto first = area == 0 ? 0 : ends[area - 1];
        return std::span{all}.subspan(first, last - first);
    }

    std::vector<std::uint32_t> area_of_source_;
    std::vector<std::uint32_t> area_of_target_;
    std::vector<std::uint32_t> sources_;  // by area, each area's ascending
    std::vector<std::uint32_t> targets_;
    std::vector<std::uint32_t> source_ends_;  // by area
    std::vector<std::uint32_t> target_ends_;
};

}  // namespace muong::v0
