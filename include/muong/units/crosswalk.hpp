// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/fraction.hpp>
#include <muong/units/unit.hpp>

namespace muong::inline v0 {

class registry;

/// What one unit gives to another: between `least` and `most` of it, both in 0 to 1. Where the facts leave one answer
/// the two are equal and the share is exact. It may be zero: a part goes over in which there is nothing of the basis,
/// as land without people.
struct crosswalk_entry {
    std::uint32_t target = 0;  ///< position in crosswalk::targets()
    fraction least;
    fraction most;
    bool assumed = false;  ///< it rests on crosswalk::assumption, and not on the facts alone

    [[nodiscard]] bool is_exact() const noexcept { return least == most; }
    [[nodiscard]] bool is_whole() const noexcept { return is_exact() && least == fraction{1}; }
    friend bool operator==(const crosswalk_entry&, const crosswalk_entry&) = default;
};

/// The part of a source that lies in no target, as far as is known: between `least` and `most` of it.
struct crosswalk_rest {
    std::uint32_t source = 0;  ///< position in crosswalk::sources()
    fraction least;
    fraction most;
    bool assumed = false;  ///< that it is so rests on crosswalk::assumption: the facts leave a range

    friend bool operator==(const crosswalk_rest&, const crosswalk_rest&) = default;
};

/// What to make a crosswalk of.
struct crosswalk_options {
    /// The shares to use: those stated for this basis ("population", "area"), one that transfers name if they name
    /// any. Empty: none, so that every divided unit is a range unless its parts come together again.
    std::string_view basis = {};
    /// The units of this tier only, which some unit of the registry has; without it the units that tell their own
    /// territory, those without children.
    std::optional<unit_tier> tier = {};
};

/// From the units of one day to the units of another, later or earlier: a sparse table of shares, one row a unit of the
/// first day, composed exactly through all changes between. A row adds up to one, unless the facts themselves do not
/// say where the rest of a unit went (`rest`).
///
/// A share that the facts do not give is a closed range, and a sharp one: some distribution that agrees with all facts
/// reaches either end. Parts that come together again are exact. Which units a row reaches follows from the transfers
/// alone, so it is the same on every basis: where nothing of one goes, the share is zero.
///
/// Laws, tested in tests/units/crosswalk.laws.test.cpp:
///  - exact rows with their rest add up to exactly 1; of any row, the least shares and the least rest add up to at most
///    1, the greatest to at least 1;
///  - from a day to the same day every unit goes whole to itself;
///  - a row reaches the units in which the lineage of its source ends;
///  - with exact shares `then(between(r, a, b), between(r, b, c)) == between(r, a, c)`.
class MUONG_EXPORT crosswalk {
public:
    /// Composes all changes between the two days, in either order. O(versions of all units + shares of the changes).
    /// The first crosswalk, lineage or audit of a registry also lays out all its changes, day by day: O(n log n).
    /// \throws std::invalid_argument for a basis that no transfer of the registry names though some name others, or a
    /// tier that none of its units has: a word written wrongly would give ranges, or nothing at all
    [[nodiscard]] static crosswalk between(const registry& units, date from, date to,
                                           const crosswalk_options& options = {});

    /// The same, and on by `last`, which begins on `to`: to groups of its units, see grouping.hpp, or on to another
    /// day. As `then(between(units, from, to, options), last)`, but a range is narrower where parts of it come together
    /// in a target of `last`: it is sharp, as if what `last` tells were one more change. Its targets are all those of
    /// `last`; sources of that which are no units of `to` count for nothing. The basis is as by `then`. O(that of
    /// between + entries of `last`).
    ///
    /// Laws, tested in tests/units/crosswalk.laws.test.cpp:
    ///  - by `between(units, b, c)` on the way from a to c the shares are those of `between(units, a, c)`, with ranges
    ///    too;
    ///  - some division that agrees with all facts reaches either end of what a group gets;
    ///  - ranges lie within those of `then`.
    /// \throws std::invalid_argument as above, and if `last` begins on another day, rests on an assumption, or has no
    /// such source as a unit that `between(units, from, to, options)` names as a target
    [[nodiscard]] static crosswalk between(const registry& units, date from, date to, const crosswalk& last,
                                           const crosswalk_options& options = {});

    /// One made of its parts, as a reader of files does; shares of zero stay. Targets and sources are in code order.
    /// Ranges that are wider than the others of their row leave them are narrowed: a share of at most 1 beside one of
    /// 3/4 is at most 1/4. `rests` tells what rows leave over, in the order of their sources, each once; a row without
    /// one leaves what its greatest shares lack, if they do. `assumption` names what the shares that are assumed rest
    /// on: it is there if and only if some are. \throws std::invalid_argument if the parts do not fit each other: rows
    /// and sources differ in number, codes or rests are not in their order, a target does not exist or is named twice
    /// in a row, a share is outside 0 to 1, a row gives more or less than 1, or an assumption is named where none is
    /// made or the other way round
    crosswalk(date from, date to, std::string_view basis, std::vector<unit_code> sources,
              std::vector<unit_code> targets, const std::vector<std::vector<crosswalk_entry>>& rows,
              std::uint64_t registry_fingerprint = 0, std::span<const crosswalk_rest> rests = {},
              std::string_view assumption = {});

    [[nodiscard]] date from() const noexcept { return from_; }
    [[nodiscard]] date to() const noexcept { return to_; }
    [[nodiscard]] std::string_view basis() const& noexcept { return basis_; }
    std::string_view basis() const&& = delete;
    /// What shares rest on that the facts do not give: "equal_parts"; empty if there are none. See `assume`.
    [[nodiscard]] std::string_view assumption() const& noexcept { return assumption_; }
    std::string_view assumption() const&& = delete;
    /// `registry::fingerprint` of the registry it was made from; 0 if not known.
    [[nodiscard]] std::uint64_t registry_fingerprint() const noexcept { return fingerprint_; }

    /// Codes of the units of the first day, in order.
    [[nodiscard]] std::span<const unit_code> sources() const& noexcept { return sources_; }
    std::span<const unit_code> sources() const&& = delete;
    /// Codes of the units of the second day, in order.
    [[nodiscard]] std::span<const unit_code> targets() const& noexcept { return targets_; }
    std::span<const unit_code> targets() const&& = delete;

    /// Position of a code among sources or targets; nothing if it is not among them. O(log n).
    [[nodiscard]] std::optional<std::size_t> source(const unit_code& code) const noexcept;
    [[nodiscard]] std::optional<std::size_t> target(const unit_code& code) const noexcept;

    /// What a source gives, by target. \throws std::out_of_range if there is no such source
    [[nodiscard]] std::span<const crosswalk_entry> row(std::size_t source) const& {
        if (source >= sources_.size()) no_such_source("row");
        return {entries_.data() + rows_[source], entries_.data() + rows_[source + 1]};
    }
    std::span<const crosswalk_entry> row(std::size_t source) const&& = delete;
    /// What the facts leave over: the part of a source of which they do not say where it went, at least and at most.
    /// Zero for a sound history. O(log n). \throws std::out_of_range if there is no such source
    [[nodiscard]] fraction rest(std::size_t source) const { return rest_of(source).least; }
    [[nodiscard]] fraction greatest_rest(std::size_t source) const { return rest_of(source).most; }
    /// The sources of which something may be left over, or nothing by an assumption alone, in order. Empty for a sound
    /// history.
    [[nodiscard]] std::span<const crosswalk_rest> rests() const& noexcept { return rests_; }
    std::span<const crosswalk_rest> rests() const&& = delete;

    /// Whether every share is exact and every row adds up to one.
    [[nodiscard]] bool is_exact() const noexcept;

    /// The same units, days and shares; the registry it came from does not count.
    friend MUONG_EXPORT bool operator==(const crosswalk& a, const crosswalk& b);

private:
    friend class crosswalk_maker;
    friend class branch;
    /// `between` without a look at the words of the options: a branch has two registries for them.
    [[nodiscard]] static crosswalk compose(const registry& units, date from, date to, const crosswalk_options& options);
    /// Of these units of the first day alone, in code order, to all that they reach, and on by `last` unless it is
    /// null.
    [[nodiscard]] static crosswalk compose(const registry& units, date from, date to, std::string_view basis,
                                           std::span<const unit_code> sources, const crosswalk* last);
    crosswalk(date from, date to) noexcept : from_{from}, to_{to} {}
    [[nodiscard]] crosswalk_rest rest_of(std::size_t source) const;
    [[noreturn]] static void no_such_source(const char* asked);

    date from_;
    date to_;
    std::string basis_;
    std::string assumption_;
    std::uint64_t fingerprint_ = 0;
    std::vector<unit_code> sources_;
    std::vector<unit_code> targets_;
    std::vector<std::uint32_t> rows_;  // entries of source s are [rows_[s], rows_[s + 1])
    std::vector<crosswalk_entry> entries_;
    std::vector<crosswalk_rest> rests_;  // by source, those that are not zero, or assumed to be
};

/// First `a`, then `b`: from the units of a's first day to those of b's second. Exact shares give exact shares. Ranges
/// stay valid, but composing the registry's changes in one go, and on by `b`, gives narrower ones, since it knows which
/// parts of a range belong together. A share that comes about by way of an assumed one is assumed, unless the facts let
/// nothing go that way, or all of the unit goes to one target whichever way it goes. The basis is that of both, or of
/// the one that has any; if they differ both are named, as "people, area". A unit that gets parts of its own without a
/// transfer to them is a target on their first day and no source: nothing tells how it lies in them. Then compose all
/// changes in one go, which keeps it whole. \throws std::invalid_argument unless a.to() == b.from(), and every unit
/// that a names as a target is a source of b
[[nodiscard]] MUONG_EXPORT crosswalk then(const crosswalk& a, const crosswalk& b);

/// Only the rows of the sources named, and only the targets that they reach, if only by a share of zero. Codes that are
/// no source are left out. To look at, or for what is known to be nowhere else: the sources left out are not missing
/// any more, so a rebase would tell the sum of some parts of a target as that of all. A table with some of the units
/// goes through the whole crosswalk, which tells its missing parts.
[[nodiscard]] MUONG_EXPORT crosswalk restricted(const crosswalk& full, std::span<const unit_code> sources);

/// The way back, by the amounts of the sources on the crosswalk's basis, one for each source: a target's share of a
/// source is what came from there by what came in all. A share of zero is one of zero back too, beside others. A target
/// to which nothing came (all amounts or all shares zero) is divided in an unknown way, unless one source alone reaches
/// it. An assumed share, if only of zero, makes all shares back from its target assumed but those of zero.
/// \throws std::invalid_argument if there are not as many amounts as sources, or one is below zero
[[nodiscard]] MUONG_EXPORT crosswalk inverted(const crosswalk& forward, std::span<const fraction> amounts);

/// One share in which two crosswalks differ; absent on one side means 0 there.
struct crosswalk_difference {
    unit_code source;
    unit_code target;
    fraction least_before, most_before;
    fraction least_after, most_after;
};
/// Every share in which they differ, by source, then target; a unit that only one of them knows counts with all its
/// shares.
[[nodiscard]] MUONG_EXPORT std::vector<crosswalk_difference> differences(const crosswalk& before,
                                                                         const crosswalk& after);

/// One line a share: "03166 -> 03166 1", "A -> B 1/3", "A -> C 0 ... 2/3", "A -> D 1/2 (equal_parts)", "A -> E 0".
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const crosswalk& c);

}  // namespace muong::v0
