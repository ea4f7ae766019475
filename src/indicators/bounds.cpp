// SPDX-License-Identifier: MIT
#include <muong/indicators/bounds.hpp>
#include <muong/indicators/panel.hpp>

#include <algorithm>
#include <stdexcept>

#include "indicators/share_among.hpp"

namespace muong::inline v0 {

namespace {

using range = share_range;

/// The same of a row of a crosswalk.
template <class IsOne>
range share_of(const crosswalk& onto, std::size_t source, IsOne&& is_one) {
    return share_among(onto.row(source), {onto.rest(source), onto.greatest_rest(source)}, is_one);
}

range times(const range& share, const fraction& amount) {
    range made{share.least * amount, share.most * amount};
    if (amount.sign() < 0) std::swap(made.least, made.most);
    return made;
}

/// What one target and the others of its total have of one source: alone, and together.
struct claim_on_source {
    range one, others, together;
};

/// The ends of what one target can have when all of them have `total` together. What a source gives it and what it
/// gives them all is a polygon with sides along the axes and the diagonal; each source adds one, so that the most that
/// goes to the target grows with the total one for one, up to a point, and then no more. The other end likewise.
range within_total(const std::vector<claim_on_source>& sources, const fraction& total) {
    fraction base, most, least, one_for_one, none;
    for (const auto& s : sources) {
        const auto& t = s.together;
        base += t.least;
        most += min(s.one.most, t.least - s.others.least);
        one_for_one += max(fraction{}, min(t.most, s.one.most + s.others.least) - t.least);
        least += max(s.one.least, t.least - s.others.most);
        none += max(fraction{}, min(t.most, s.one.least + s.others.most) - t.least);
    }
    const auto more = total - base;
    return {least + max(fraction{}, more - none), most + min(more, one_for_one)};
}

void check(const crosswalk& onto, std::span<const std::optional<fraction>> amounts,
           std::span<const known_total> totals) {
    if (amounts.size() != onto.sources().size())
        throw std::invalid_argument{"muong::bounds_of: want one amount for each source"};
    std::vector<bool> named(onto.targets().size());
    for (const auto& total : totals) {
        if (total.targets.empty()) throw std::invalid_argument{"muong::bounds_of: a total of no targets"};
        for (const auto target : total.targets) {
            if (target >= named.size()) throw std::invalid_argument{"muong::bounds_of: there is no such target"};
            if (named[target]) throw std::invalid_argument{"muong::bounds_of: a target is named twice"};
            named[target] = true;
        }
    }
}

}  // namespace

result<std::vector<interval<fraction>>> bounds_of(const crosswalk& onto,
                                                  std::span<const std::optional<fraction>> amounts,
                                                  std::span<const known_total> totals) {
    check(onto, amounts, totals);
    std::vector<range> free(onto.targets().size());
    std::vector<bool> unknown(free.size());
    std::vector<bool> gets_nothing(free.size());  // of something
    std::vector<std::vector<std::uint32_t>> sources_of(free.size());
    for (std::uint32_t s = 0; s < amounts.size(); ++s) {
        for (const auto& e : onto.row(s)) {
            if (e.most.sign() == 0) {
                if (amounts[s]) gets_nothing[e.target] = true;
                continue;
            }
            sources_of[e.target].push_back(s);
            if (!amounts[s]) {
                unknown[e.target] = true;
                continue;
            }
            const auto part = times({e.least, e.most}, *amounts[s]);
            free[e.target].least += part.least;
            free[e.target].most += part.most;
        }
    }
    for (std::size_t t = 0; t < free.size(); ++t) {
        if (sources_of[t].empty() && !gets_nothing[t]) unknown[t] = true;
    }

    problems found;
    auto bounds = free;
    for (const auto& known : totals) {
        if (std::any_of(known.targets.begin(), known.targets.end(), [&](auto t) { return unknown[t]; })) continue;
        std::vector<bool> is_in(free.size());
        std::vector<std::uint32_t> sources;
        for (const auto target : known.targets) {
            is_in[target] = true;
            sources.insert(sources.end(), sources_of[target].begin(), sources_of[target].end());
        }
        std::sort(sources.begin(), sources.end());
        sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
        std::vector<range> together;
        range all;
        for (const auto s : sources) {
            const auto part = times(share_of(onto, s, [&](auto t) { return bool{is_in[t]}; }), *amounts[s]);
            all.least += part.least;
            all.most += part.most;
            together.push_back(part);
        }
        if (known.total < all.least || all.most < known.total) {
            found.push_back({errc::contradiction, known.where, to_string(known.total),
                             "a total of " + to_string(onto.targets()[known.targets.front()]) +
                                 (known.targets.size() > 1 ? " and others" : "") + " from " + to_string(all.least) +
                                 " to " + to_string(all.most)});
            continue;
        }
        for (const auto target : known.targets) {
            std::vector<claim_on_source> claims;
            for (std::size_t i = 0; i < sources.size(); ++i) {
                const auto& amount = *amounts[sources[i]];
                claims.push_back(
                    {times(share_of(onto, sources[i], [&](auto t) { return t == target; }), amount),
                     times(share_of(onto, sources[i], [&](auto t) { return is_in[t] && t != target; }), amount),
                     together[i]});
            }
            bounds[target] = within_total(claims, known.total);
        }
    }
    if (!found.empty()) return found;

    std::vector<interval<fraction>> made;
    for (std::size_t t = 0; t < bounds.size(); ++t) {
        made.push_back(unknown[t] ? interval<fraction>::all()
                                  : interval<fraction>::closed(bounds[t].least, bounds[t].most));
    }
    return made;
}

result<std::vector<interval<fraction>>> bounds_of(const panel& values, std::string_view column_id,
                                                  const crosswalk& onto, std::span<const known_total> totals) {
    if (values.geography() != onto.from())
        throw std::invalid_argument{"muong::bounds_of: the panel is of " + to_string(values.geography()) +
                                    ", the crosswalk starts on " + to_string(onto.from())};
    const auto column = values.column_of(column_id);
    if (!column) throw std::out_of_range{"muong::bounds_of: the panel has no column " + std::string{column_id}};
    if (values.columns()[*column].rule != aggregation::extensive)
        throw std::invalid_argument{"muong::bounds_of: " + std::string{column_id} +
                                    " is no column of extensive values"};
    std::vector<std::optional<fraction>> amounts(onto.sources().size());
    for (std::size_t s = 0; s < amounts.size(); ++s) {
        const auto row = values.row_of(onto.sources()[s]);
        if (const auto value = row ? values.at(*row, *column) : std::nullopt) amounts[s] = fraction{*value};
    }
    return bounds_of(onto, amounts, totals);
}

}  // namespace muong::v0
