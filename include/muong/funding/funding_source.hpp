// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>

namespace muong::inline v0 {

/// Where money comes from, as a person states it: a leaf like an ODA loan, or a group like "state budget".
struct funding_source {
    std::string id;               ///< "targeted_transfer"; not empty, once in a tree
    std::string name = {};        ///< in English; may be empty
    std::string local_name = {};  ///< as the country writes it: "bổ sung có mục tiêu từ NSTW"; may be empty
    std::string parent = {};      ///< id of the group it belongs to; empty at the top

    friend bool operator==(const funding_source&, const funding_source&) = default;
};

/// All sources of a scheme as a tree. Immutable. Sources are numbered so that those below a source follow it at once:
/// what belongs to a source, itself included, is one range of numbers.
///
/// Laws, tested in tests/funding/funding_source.test.cpp:
///  - `contains(a, b)` just when a is b or an ancestor of b;
///  - siblings stand in the order in which they were added.
class funding_sources {
public:
    class builder;

    [[nodiscard]] std::span<const funding_source> all() const& noexcept { return all_; }  ///< parents first
    std::span<const funding_source> all() const&& = delete;
    [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }

    /// Number of a source; nothing if there is none of that id. O(log n).
    [[nodiscard]] MUONG_EXPORT std::optional<std::size_t> index_of(std::string_view id) const noexcept;
    /// Null if there is none of that id.
    [[nodiscard]] const funding_source* find(std::string_view id) const& noexcept {
        const auto at = index_of(id);
        return at ? &all_[*at] : nullptr;
    }
    const funding_source* find(std::string_view id) const&& = delete;

    /// The number behind the last source that belongs to number `source`. \throws std::out_of_range
    [[nodiscard]] std::size_t end_of(std::size_t source) const { return ends_.at(source); }
    /// The number of the group that `source` belongs to; nothing at the top. \throws std::out_of_range
    [[nodiscard]] std::optional<std::size_t> parent_of(std::size_t source) const {
        const auto at = parents_.at(source);
        return at == none ? std::nullopt : std::optional<std::size_t>{at};
    }
    /// How many groups it stands under: 0 at the top. \throws std::out_of_range
    [[nodiscard]] MUONG_EXPORT std::size_t depth_of(std::size_t source) const;
    /// Whether `part` is `group` or belongs to it. \throws std::invalid_argument for an id that is no source
    [[nodiscard]] MUONG_EXPORT bool contains(std::string_view group, std::string_view part) const;

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    funding_sources() = default;

    std::vector<funding_source> all_;
    std::vector<std::size_t> parents_;
    std::vector<std::size_t> ends_;
    std::vector<std::size_t> by_id_;
};

/// Collects sources in any order and makes the tree. One that has been built from is empty again.
class funding_sources::builder {
public:
    builder& add(funding_source source, const place& where = {}) {
        rows_.push_back({std::move(source), where});
        return *this;
    }
    /// All problems, in the order of the rows: first ids that are empty or given twice; then parents that are no
    /// source, and sources that are their own ancestors.
    [[nodiscard]] MUONG_EXPORT problems check() const;
    /// The tree, or all problems.
    [[nodiscard]] MUONG_EXPORT result<funding_sources> try_build() &&;
    /// \throws data_error
    [[nodiscard]] funding_sources build() && { return std::move(*this).try_build().value(); }

private:
    struct row {
        funding_source source;
        place where;
    };
    std::vector<row> rows_;
};

/// The sources of Vietnamese public investment and of what goes beside it: the state budget (central: own capital,
/// targeted transfers, national target programmes; local: capital balanced in the local budget, land use, lottery,
/// carried-over revenue), foreign loans and grants with their counterpart funds, bonds, policy credit, and sources
/// outside the budget. \source terms of translated laws and reports on public investment; what belongs to what
/// is our judgement
[[nodiscard]] MUONG_EXPORT const funding_sources& vietnamese_funding_sources();

}  // namespace muong::v0
