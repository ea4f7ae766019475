// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <range/v3/view/filter.hpp>
#include <range/v3/view/transform.hpp>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/projects/project.hpp>

namespace muong::inline v0 {

class funding_sources;
class registry;

/// A project that is late, and by how long.
struct late_project {
    const muong::project* project = nullptr;
    lateness how;
};

/// Projects and the questions asked of them. Immutable, copies share the data. Queries are lazy range-v3 views over the
/// projects in the order of their ids, one pass each; they and what they give stay valid as long as a copy lives. Where
/// a question has the answers yes, no and cannot be told, a view holds those that are yes for sure.
class portfolio {
public:
    class builder;

    portfolio(const portfolio&) noexcept = default;  // a move is a copy: no portfolio is ever without its projects
    portfolio& operator=(const portfolio&) noexcept = default;
    ~portfolio() = default;

    [[nodiscard]] std::span<const project> all() const& noexcept { return *all_; }  ///< by id
    std::span<const project> all() const&& = delete;
    [[nodiscard]] std::size_t size() const noexcept { return all_->size(); }
    /// Null if there is none. O(log n).
    [[nodiscard]] MUONG_EXPORT const project* find(std::string_view id) const& noexcept;
    const project* find(std::string_view id) const&& = delete;

    /// Those that are late on a day against a basis, with by how long.
    [[nodiscard]] auto late_on(date day, schedule_basis basis) const& {
        return all() | ranges::views::transform([day, basis](const project& p) {
                   return late_project{&p, lateness_on(p, day, basis)};
               }) |
               ranges::views::filter([](const late_project& p) { return p.how.late == answer::yes; });
    }
    void late_on(date day, schedule_basis basis) const&& = delete;

    /// Those that surely are not finished by `to`, have an observation by `from`, and whose progress told up to `to` is
    /// not above that told up to `from`. \throws std::invalid_argument if `to` is before `from`
    [[nodiscard]] auto stalled_between(date from, date to, progress_metric metric = progress_metric::physical) const& {
        if (to < from) throw std::invalid_argument{"muong::portfolio::stalled_between: `to` is before `from`"};
        return all() | ranges::views::filter([from, to, metric](const project& p) {
                   const auto* const before = progress_on(p, metric, from);
                   const auto* const after = progress_on(p, metric, to);
                   if (before == nullptr || after == nullptr || after->percent > before->percent) return false;
                   const auto* const end = actual(p, schedule_point::finish);
                   return before->percent < decimal{100} &&
                          (end == nullptr || (end->earliest() && *end->earliest() > to));
               });
    }
    void stalled_between(date from, date to, progress_metric metric = progress_metric::physical) const&& = delete;

    /// Those that surely are suspended on a day.
    [[nodiscard]] auto suspended_on(date day) const& {
        return all() |
               ranges::views::filter([day](const project& p) { return muong::suspended_on(p, day) == answer::yes; });
    }
    void suspended_on(date day) const&& = delete;

    /// Those that this cause made late, or suspended, at any time.
    [[nodiscard]] auto by_cause(delay_cause cause) const& {
        return all() | ranges::views::filter([cause](const project& p) { return has_cause(p, cause); });
    }
    void by_cause(delay_cause cause) const&& = delete;

    /// Those that are known to be in a phase on a day; see `phase_on`.
    [[nodiscard]] auto in_phase(project_phase phase, date day) const& {
        return all() | ranges::views::filter([phase, day](const project& p) { return phase_on(p, day) == phase; });
    }
    void in_phase(project_phase phase, date day) const&& = delete;

    /// Those of a sector or of one below it.
    [[nodiscard]] auto in_sector(project_sector sector) const& {
        return all() | ranges::views::filter([sector](const project& p) {
                   for (const auto s : p.sectors) {
                       if (belongs_to(s, sector)) return true;
                   }
                   return false;
               });
    }
    void in_sector(project_sector sector) const&& = delete;

    /// Those that name the programme.
    [[nodiscard]] auto of_programme(std::string_view id) const& {
        return all() |
               ranges::views::filter([id = std::string{id}](const project& p) { return contains(p.programmes, id); });
    }
    void of_programme(std::string_view id) const&& = delete;

    /// Those that name the plan.
    [[nodiscard]] auto of_plan(std::string_view id) const& {
        return all() |
               ranges::views::filter([id = std::string{id}](const project& p) { return contains(p.plans, id); });
    }
    void of_plan(std::string_view id) const&& = delete;

    /// Those that name the funding source itself.
    [[nodiscard]] auto of_source(std::string_view id) const& {
        return all() |
               ranges::views::filter([id = std::string{id}](const project& p) { return contains(p.sources, id); });
    }
    void of_source(std::string_view id) const&& = delete;
    /// Those that name a source or one that belongs to it: all that the state budget pays for.
    /// \throws std::invalid_argument for an id that the tree does not have
    [[nodiscard]] auto of_source(std::string_view group, const funding_sources& tree) const& {
        return all() | ranges::views::filter([ids = sources_in(tree, group)](const project& p) {
                   for (const auto& id : ids) {
                       if (contains(p.sources, id)) return true;
                   }
                   return false;
               });
    }
    void of_source(std::string_view group, const funding_sources& tree) const&& = delete;

private:
    explicit portfolio(std::shared_ptr<const std::vector<project>> all) noexcept : all_{std::move(all)} {}
    [[nodiscard]] MUONG_EXPORT static bool has_cause(const project& p, delay_cause cause) noexcept;
    [[nodiscard]] MUONG_EXPORT static bool contains(const std::vector<std::string>& ids,
                                                    const std::string& id) noexcept;

    [[nodiscard]] MUONG_EXPORT static std::vector<std::string> sources_in(const funding_sources& tree,
                                                                          std::string_view group);

    std::shared_ptr<const std::vector<project>> all_;  // never null
};

/// Takes projects in any order, checks them all, and makes the portfolio. Its problems: an id that is empty or given
/// twice; a progress below 0 or above 100; a progress that falls, or a phase that goes back, without a note; an
/// actual finish before the actual start, a planned one before the planned start, an expected one before the expected
/// start, as they stand last and where both are told on one day; a suspension or delay that ends before it begins; and,
/// held against a registry, a location whose code no unit bears on its day. One that has been built from is empty
/// again.
class portfolio::builder {
public:
    builder& add(project p, const place& where = {}) {
        rows_.push_back({std::move(p), where});
        return *this;
    }
    /// Locations are held against it; keeps a copy of it.
    MUONG_EXPORT builder& against(const registry& units);
    /// All problems, in the order in which the projects were added.
    [[nodiscard]] MUONG_EXPORT problems check() const;
    /// The portfolio, or every problem. O(n log n).
    [[nodiscard]] MUONG_EXPORT result<portfolio> try_build() &&;
    /// \throws data_error
    [[nodiscard]] portfolio build() && { return std::move(*this).try_build().value(); }

private:
    struct row {
        project what;
        place where;
    };
    std::vector<row> rows_;
    std::shared_ptr<const registry> units_;
};

}  // namespace muong::v0
