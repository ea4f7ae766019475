// SPDX-License-Identifier: MIT
//
// How a rebase_accumulator divides values in whole numbers.
#include "indicators/rebase_cells.hpp"

#include <algorithm>

namespace muong::inline v0 {

namespace {

/// Some parts of a unit in whole numbers: each, by the largest remainder, the one below its share or the one above.
class whole_parts {
public:
    explicit whole_parts(const fraction& size) : size_{size} {}

    void add(const fraction& least, const fraction& most) {
        const auto from = least * size_, to = most * size_;
        below_ += floor(from);
        above_ += ceil(to);
        if (from != to || !from.is_whole()) ++uneven_;
    }

    [[nodiscard]] const fraction& below() const noexcept { return below_; }
    [[nodiscard]] const fraction& above() const noexcept { return above_; }
    /// How many may be rounded.
    [[nodiscard]] fraction uneven() const { return fraction{uneven_}; }

private:
    const fraction& size_;
    fraction below_, above_;
    std::int64_t uneven_ = 0;
};

}  // namespace

/// Its parts come to no more than what they are in all and n * k / (n + k), if n of them and k others are rounded, and
/// to no less than that and it below: the largest remainder rounds up those of at least some remainder r and down those
/// of at most r, so that n parts gain at most n * (1 - r), and the others, which lose as much, lose at most k * r.
share_range detail::whole_range_of(std::span<const crosswalk_entry> row, const crosswalk_rest* told,
                                   std::span<const std::uint32_t> place_of, std::size_t place, const share_range& share,
                                   const fraction& value) {
    const auto size = abs(value);
    whole_parts here{size}, elsewhere{size};
    for (const auto& e : row) (place_of[e.target] == place ? here : elsewhere).add(e.least, e.most);
    const auto rest = detail::going_nowhere(row, told);
    elsewhere.add(rest.least, rest.most);
    const auto n = here.uneven(), k = elsewhere.uneven();
    const auto gain = n.sign() == 0 ? fraction{} : n * k / (n + k);
    const auto more = n.sign() == 0 ? fraction{} : n * (ceil(size) - size) / (n + k);  // of a value that is not whole
    const auto least = max(max(here.below(), floor(size) - elsewhere.above()), ceil(share.least * size - gain));
    const auto most = min(min(here.above(), ceil(size) - elsewhere.below()), floor(share.most * size + gain + more));
    return value.sign() < 0 ? share_range{-most, -least} : share_range{least, most};
}

bool rebase_accumulator::is_rounded(const carried_part& part, std::size_t place, const fraction& value) const {
    const auto is_uneven = [&](const fraction& least, const fraction& most, bool assumed) {
        return assumed || least != most || !(least * value).is_whole();
    };
    const auto row = std::span<const crosswalk_entry>{shares_.rows[part.source]};
    const auto rest = detail::going_nowhere(row, rest_of(part.source));
    bool here = false;
    bool elsewhere = is_uneven(rest.least, rest.most, false);
    for (const auto& e : row) {
        auto& side = shares_.group_of[e.target] == place ? here : elsewhere;
        side = side || is_uneven(e.least, e.most, e.assumed);
    }
    return here && elsewhere;
}

/// Of parts of a whole value whose shares are ranges, those to which all shares give one whole number, with their
/// places; none if the others are rounded so that they leave less.
std::vector<std::pair<std::uint32_t, fraction>> rebase_accumulator::settled_parts(const leaving_unit& unit,
                                                                                  std::size_t column,
                                                                                  const fraction& value) const {
    std::vector<std::pair<std::uint32_t, fraction>> settled;
    auto left = value;
    for (const auto& [place, part] : unit.open) {
        const auto range = detail::whole_range_of(shares_.rows[unit.source], rest_of(unit.source), shares_.group_of,
                                                  place, {part.least, part.most}, value);
        if (range.least != range.most) continue;
        settled.emplace_back(place, range.least);
        left -= range.least;
    }
    if (settled.empty()) return settled;
    for (const auto& [place, part] : unit.parts) left -= part_of(part, place, column, value);
    if (left.sign() == -value.sign()) settled.clear();
    return settled;
}

/// The same of the part of one place.
std::optional<fraction> rebase_accumulator::settled_part(const carried_part& part, std::size_t place,
                                                         std::size_t column, const fraction& value) const {
    const auto unit = std::lower_bound(leaving_.begin(), leaving_.end(), part.source,
                                       [](const leaving_unit& u, std::uint32_t source) { return u.source < source; });
    for (const auto& [at, number] : settled_parts(*unit, column, value)) {
        if (at == place) return number;
    }
    return {};
}

fraction rebase_accumulator::part_of(const carried_part& part, std::size_t place, std::size_t column,
                                     const fraction& value) const {
    if (columns_[column].how != carried::whole || part.is_whole()) return part.least * value;
    // The largest remainder among the targets with an exact share, in code order, behind them what is open of groups
    // whose share is exact, and last all that is left.
    struct piece {
        fraction whole;
        fraction rest;
        bool here;
    };
    std::vector<piece> pieces;
    const auto size = abs(value);
    const auto add = [&](const fraction& share, bool here) {
        const auto exact = share * size;
        const auto whole = floor(exact);
        pieces.push_back({whole, exact - whole, here});
    };
    for (const auto& e : shares_.rows[part.source]) {
        if (e.is_exact()) add(e.least, shares_.group_of[e.target] == place);
    }
    const auto& division = divisions_[held_at_[part.source]];
    for (const auto& [group, open] : division.open) add(open, group == place);
    if (division.left.sign() > 0) add(division.left, false);
    fraction left = size;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        left -= pieces[i].whole;
        order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return pieces[b].rest < pieces[a].rest; });
    for (std::size_t i = 0; i < order.size() && left.sign() > 0; ++i) {
        pieces[order[i]].whole += fraction{1};
        left -= fraction{1};
    }
    fraction here;
    for (const auto& p : pieces) {
        if (p.here) here += p.whole;
    }
    return value.sign() < 0 ? -here : here;
}

}  // namespace muong::v0
