// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <muong/core/problem.hpp>
#include <muong/core/source.hpp>

namespace muong::inline v0 {

/// A programme that money is given for: a national target programme, a scheme. Programmes are data: they are set up,
/// merged and divided by decisions, as units are.
struct programme {
    std::string id;                            ///< not empty, once in a set
    std::string name = {};                     ///< in English
    std::string local_name = {};               ///< may be empty
    std::optional<period> when = {};           ///< the years it runs, if they are known
    std::vector<std::string> successors = {};  ///< ids of the programmes that go on with its work; often empty
    source said_by = {};
};

/// Programmes and what became of them. Immutable. Invariants (set up by `builder`): a successor is a programme of the
/// set, none is its own successor on any way, and none begins before what it follows.
class programmes {
public:
    class builder;

    [[nodiscard]] std::span<const programme> all() const& noexcept { return all_; }  ///< as added
    std::span<const programme> all() const&& = delete;
    /// Null if there is none of that id. O(n): there are few.
    [[nodiscard]] MUONG_EXPORT const programme* find(std::string_view id) const& noexcept;
    const programme* find(std::string_view id) const&& = delete;

    /// The programmes that do its work in a year: itself if it runs then, else those that came
    /// of it and run then; empty if none does. In the order of the set. \throws std::invalid_argument for no programme
    [[nodiscard]] MUONG_EXPORT std::vector<const programme*> in_year(std::string_view id, int year) const&;
    std::vector<const programme*> in_year(std::string_view id, int year) const&& = delete;
    /// The programmes whose work it goes on with, on any way, itself included, in the order of the set.
    /// \throws std::invalid_argument for no programme
    [[nodiscard]] MUONG_EXPORT std::vector<const programme*> with_predecessors(std::string_view id) const&;
    std::vector<const programme*> with_predecessors(std::string_view id) const&& = delete;

private:
    explicit programmes(std::vector<programme> all) noexcept : all_{std::move(all)} {}
    [[nodiscard]] const programme& at(std::string_view id) const;
    std::vector<programme> all_;
};

/// Collects programmes in any order and makes the set. Its problems: an id that is empty or given twice; a successor
/// that is no programme of the set, is itself on some way, or begins before what it follows. One that has been built
/// from is empty again.
class programmes::builder {
public:
    builder& add(programme p, const place& where = {}) {
        rows_.push_back({std::move(p), where});
        return *this;
    }
    /// All problems: of ids, then of successors, each in the order of the rows.
    [[nodiscard]] MUONG_EXPORT problems check() const;
    /// The set, or all problems.
    [[nodiscard]] MUONG_EXPORT result<programmes> try_build() &&;
    /// \throws data_error
    [[nodiscard]] programmes build() && { return std::move(*this).try_build().value(); }

private:
    struct row {
        programme what;
        place where;
    };
    std::vector<row> rows_;
};

}  // namespace muong::v0
