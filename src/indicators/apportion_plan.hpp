// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/indicators/detail/cell_grid.hpp>

namespace muong::inline v0::detail {

/// That a share of a source goes to a target. A share that is not known is some of what the known shares of the source
/// leave, perhaps none of it.
struct piece {
    static constexpr std::uint32_t no_source = 0xFFFF'FFFF;  ///< a unit of which there are no values at all

    std::uint32_t source = 0;
    std::uint32_t target = 0;
    fraction share;
    bool known = true;
    bool assumed = false;  ///< by whoever made the share, also one of zero
};

/// What becomes of the part of a source that none of its known shares takes.
enum class rest : std::uint8_t {
    none,       ///< the known shares add up to one
    unknown,    ///< it is divided among targets whose shares are not known
    unmatched,  ///< it goes to no target
};

/// How a source is divided: by the largest remainder, once, among all its parts: the targets with a known share in
/// their order, then the rest, if there is one.
struct split {
    std::uint32_t source = 0;
    rest left = rest::none;
    std::uint32_t parts = 0;  ///< with the rest
    std::size_t first = 0;    ///< of its weights in the plan
    std::int64_t whole = 0;   ///< what the weights add up to; 0: beyond 63 bits
    std::size_t exact = 0;    ///< of its weights beyond 63 bits
};

/// What makes up a target, as far as adding it up is concerned.
enum class made_of : std::uint8_t {
    few_sources,  ///< 1 to 8 undivided sources and nothing else, like most targets
    few_parts,    ///< 1 to 8 known parts, some of them of divided sources, and nothing else
    other
};

struct big_weights;

/// Which sources make up each target, and how divided sources are divided. Immutable.
class apportion_plan {
public:
    static constexpr std::uint32_t undivided = 0xFFFF'FFFF;
    static constexpr std::size_t few = 8;  ///< as in made_of

    /// One known contribution to a target.
    struct entry {
        std::uint32_t source = 0;
        std::uint32_t split = undivided;  ///< `undivided`: the source goes over whole
        std::uint32_t part = 0;           ///< of the split
    };

    /// Shares of zero are left out, but of targets to which nothing else goes. O(n log n).
    /// \throws std::invalid_argument if a source (unless it is no_source) or target is out of range, comes twice
    /// together, has a negative share,
    ///     or if the shares of a source add up to more than one
    MUONG_EXPORT apportion_plan(std::size_t sources, std::size_t targets, std::vector<piece> pieces);

    [[nodiscard]] std::size_t sources() const noexcept { return sources_; }
    [[nodiscard]] std::size_t targets() const noexcept { return absent_parts_.size(); }

    /// What is known to go into a target, in the order of the sources.
    [[nodiscard]] std::span<const entry> into(std::size_t target) const noexcept {
        return std::span{entries_}.subspan(first_[target], first_[target + 1] - first_[target]);
    }
    /// As many entries as go into a target, `ahead` further on than these, or the last ones.
    [[nodiscard]] std::span<const entry> further(std::size_t target, std::size_t ahead) const noexcept {
        const std::size_t count = first_[target + 1] - first_[target];
        return std::span{entries_}.subspan(std::min(first_[target] + ahead, entries_.size() - count), count);
    }
    /// The sources that give a part that is not known to a target.
    [[nodiscard]] std::span<const std::uint32_t> unknown_into(std::size_t target) const noexcept {
        return std::span{unknown_}.subspan(first_unknown_[target], first_unknown_[target + 1] - first_unknown_[target]);
    }
    /// Of a target to which nothing goes but by shares of zero: the sources of these, in order. Empty for all others.
    [[nodiscard]] std::span<const std::uint32_t> nothing_into(std::size_t target) const noexcept {
        if (nothing_.empty()) return {};
        return std::span{nothing_}.subspan(first_nothing_[target], first_nothing_[target + 1] - first_nothing_[target]);
    }
    /// How many parts come into a target from units of which there are no values.
    [[nodiscard]] std::uint32_t absent_parts(std::size_t target) const noexcept { return absent_parts_[target]; }
    [[nodiscard]] made_of kind(std::size_t target) const noexcept { return kinds_[target]; }
    /// Whether what goes into a target rests on a share that is assumed.
    [[nodiscard]] bool is_assumed(std::size_t target) const noexcept {
        return std::binary_search(assumed_.begin(), assumed_.end(), target);
    }

    [[nodiscard]] std::span<const split> splits() const noexcept { return splits_; }
    [[nodiscard]] std::span<const std::int64_t> weights(const split& s) const noexcept {
        return s.whole == 0 ? std::span<const std::int64_t>{} : std::span{weights_}.subspan(s.first, s.parts);
    }
    /// Sources that go nowhere at all, in order.
    [[nodiscard]] std::span<const std::uint32_t> unmatched() const noexcept { return unmatched_; }

    /// Divides one value: writes `s.parts` parts that add up to it. A missing cell has missing parts.
    MUONG_EXPORT void divide(const split& s, std::int64_t value, std::int64_t* parts) const;

private:
    /// How far the plan is made.
    struct contributions {
        std::vector<std::size_t> next;                                 // by target: where its next entry goes
        std::vector<std::pair<std::uint32_t, std::uint32_t>> unknown;  // target and source, by source
        std::vector<std::pair<std::uint32_t, std::uint32_t>> nothing;  // the same, of shares of zero
    };

    void add_divided(std::span<const piece> pieces, contributions& made);
    void take_nothing(std::vector<std::pair<std::uint32_t, std::uint32_t>> nothing);
    [[nodiscard]] made_of kind_of(std::size_t target) const;

    std::size_t sources_;
    std::vector<std::uint32_t> absent_parts_;  // by target
    std::vector<std::uint32_t> assumed_;       // targets, in order, each once or more
    std::vector<std::size_t> first_;           // by target, and one more
    std::vector<entry> entries_;
    std::vector<made_of> kinds_;              // by target
    std::vector<std::size_t> first_unknown_;  // by target, and one more
    std::vector<std::uint32_t> unknown_;
    std::vector<std::size_t> first_nothing_;  // as first_unknown_, if there are any
    std::vector<std::uint32_t> nothing_;
    std::vector<split> splits_;
    std::vector<std::int64_t> weights_;
    std::vector<std::uint32_t> unmatched_;
    std::shared_ptr<std::vector<big_weights>> big_;
};

}  // namespace muong::v0::detail
