// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <range/v3/view/transform.hpp>
#include <span>
#include <utility>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/projects/portfolio.hpp>
#include <muong/units/registry.hpp>

namespace muong::inline v0 {

/// Where the projects of a portfolio lie on the map of one day: every location is followed from its own day through all
/// changes to the units of that day, forward or back. A project whose unit was divided lies in each part, wholly or in
/// part, and in the units above them.
///
/// Law, tested in tests/projects/project_map.test.cpp: the units of a project are those that `successors` and
/// `predecessors` end in, and all above them.
class project_map {
public:
    /// One pass over the locations; each unit and day is followed once. O(locations log).
    /// \throws std::invalid_argument for a location whose code no unit bears on its day
    MUONG_EXPORT project_map(const portfolio& projects, const registry& units, date day);

    [[nodiscard]] date day() const noexcept { return day_; }

    /// The projects that lie in a unit of that day, or in a unit below it, in the order of their ids. O(log n) to find.
    /// A view of the map, while the projects live as long as a copy of the portfolio.
    [[nodiscard]] auto in(const unit_code& code) const& {
        return projects_of(code) |
               ranges::views::transform(
                   [all = projects_.all().data()](const std::pair<unit_code, std::uint32_t>& at) -> const project& {
                       return all[at.second];
                   });
    }
    void in(const unit_code& code) const&& = delete;

    /// The units of the lowest tier in which a project lies, in code order; empty if it says nowhere. O(log n).
    /// \throws std::invalid_argument for a project of another portfolio
    [[nodiscard]] MUONG_EXPORT std::vector<const unit*> units_of(const project& p) const&;
    std::vector<const unit*> units_of(const project& p) const&& = delete;

private:
    [[nodiscard]] MUONG_EXPORT std::span<const std::pair<unit_code, std::uint32_t>> projects_of(
        const unit_code& code) const& noexcept;

    portfolio projects_;
    registry units_;
    date day_;
    std::vector<std::pair<unit_code, std::uint32_t>> by_unit_;  // each unit and those above it, by code, then project
    std::vector<std::pair<std::uint32_t, const unit*>> ends_;   // by project, then code
};

}  // namespace muong::v0
