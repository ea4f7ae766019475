// SPDX-License-Identifier: MIT
#include <muong/units/crosswalk.hpp>

#include "units/name_lists.hpp"
#include "units/rest_of_source.hpp"
#include "units/shares_of_step.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <set>

namespace muong::inline v0 {

namespace {

std::optional<std::size_t> position(std::span<const unit_code> codes, const unit_code& code) {
    const auto at = std::lower_bound(codes.begin(), codes.end(), code);
    if (at == codes.end() || *at != code) return {};
    return static_cast<std::size_t>(at - codes.begin());
}

void require(bool holds, const char* what) {
    if (!holds) throw std::invalid_argument{what};
}

bool strictly_ascending(const std::vector<unit_code>& codes) {
    return std::adjacent_find(codes.begin(), codes.end(), [](const auto& a, const auto& b) { return !(a < b); }) ==
           codes.end();
}

using row_list = std::vector<std::vector<crosswalk_entry>>;

/// What a source may leave over; null if it leaves nothing, and that is no guess.
const crosswalk_rest* rest_range(const crosswalk& c, std::size_t source) {
    return detail::rest_of_source(c.rests(), source);
}

/// Narrows the ranges of a row and its rest, which add up to one, to what each leaves of the others: every value of a
/// range is then reached by some division.
void narrow(std::vector<crosswalk_entry>& entries, std::size_t first, crosswalk_rest& rest) {
    fraction least;
    fraction most;
    const auto each = [&](auto&& work) {
        std::for_each(entries.begin() + static_cast<std::ptrdiff_t>(first), entries.end(), work);
        work(rest);
    };
    each([&](const auto& share) {
        least += share.least;
        most += share.most;
    });
    each([&](auto& share) {
        if (share.least == share.most) return;
        const auto low = max(share.least, fraction{1} - (most - share.most));
        share.most = min(share.most, fraction{1} - (least - share.least));
        share.least = low;
    });
}

/// Keeps only the targets that a row reaches.
void drop_unreached(std::vector<unit_code>& targets, row_list& rows) {
    std::vector<std::uint32_t> place(targets.size(), detail::no_index);
    for (const auto& row : rows) {
        for (const auto& e : row) place[e.target] = 0;
    }
    std::vector<unit_code> kept;
    for (std::size_t t = 0; t < targets.size(); ++t) {
        if (place[t] == detail::no_index) continue;
        place[t] = static_cast<std::uint32_t>(kept.size());
        kept.push_back(targets[t]);
    }
    for (auto& row : rows) {
        for (auto& e : row) e.target = place[e.target];
    }
    targets = std::move(kept);
}

}  // namespace

crosswalk::crosswalk(date from, date to, std::string_view basis, std::vector<unit_code> sources,
                     std::vector<unit_code> targets, const row_list& rows, std::uint64_t registry_fingerprint,
                     std::span<const crosswalk_rest> rests, std::string_view assumption)
    : from_{from},
      to_{to},
      basis_{basis},
      assumption_{assumption},
      fingerprint_{registry_fingerprint},
      sources_{std::move(sources)},
      targets_{std::move(targets)} {
    require(rows.size() == sources_.size(), "muong::crosswalk: want one row for each source");
    require(strictly_ascending(sources_), "muong::crosswalk: want sources in code order, each once");
    require(strictly_ascending(targets_), "muong::crosswalk: want targets in code order, each once");
    bool assumed_rest = false;
    for (const auto& row : rows) {
        rows_.push_back(static_cast<std::uint32_t>(entries_.size()));
        fraction least;
        fraction most;
        for (const auto& e : row) {
            require(e.target < targets_.size(), "muong::crosswalk: a row names a target that does not exist");
            require(e.least.sign() >= 0 && e.least <= e.most && e.most <= fraction{1},
                    "muong::crosswalk: want shares with 0 <= least <= most <= 1");
            least += e.least;
            most += e.most;
            entries_.push_back(e);
        }
        const auto source = static_cast<std::uint32_t>(rows_.size() - 1);
        crosswalk_rest rest{source, {}, {}};
        if (!rests.empty() && rests.front().source == source) {
            const auto& r = rests.front();
            require(r.least.sign() >= 0 && r.least <= r.most && r.most <= fraction{1},
                    "muong::crosswalk: want a rest with 0 <= least <= most <= 1");
            least += r.least;
            require(fraction{1} <= most + r.most, "muong::crosswalk: a row gives less than the whole");
            rest = r;
            assumed_rest = assumed_rest || r.assumed;
            rests = rests.subspan(1);
        } else if (most < fraction{1}) {
            rest = {source, fraction{1} - most, fraction{1} - least};
        }
        require(least <= fraction{1}, "muong::crosswalk: a row gives more than the whole");
        narrow(entries_, rows_.back(), rest);
        if (rest.most.sign() > 0 || rest.assumed) rests_.push_back(rest);
        const auto first = entries_.begin() + rows_.back();
        std::sort(first, entries_.end(), [](const auto& a, const auto& b) { return a.target < b.target; });
        require(std::adjacent_find(first, entries_.end(),
                                   [](const auto& a, const auto& b) { return a.target == b.target; }) == entries_.end(),
                "muong::crosswalk: a row names a target twice");
    }
    rows_.push_back(static_cast<std::uint32_t>(entries_.size()));
    const bool any =
        assumed_rest || std::any_of(entries_.begin(), entries_.end(), [](const auto& e) { return e.assumed; });
    require(any != assumption_.empty(), "muong::crosswalk: want the name of an assumption if shares are assumed");
    require(rests.empty(), "muong::crosswalk: want rests in the order of the sources, each once");
}

std::optional<std::size_t> crosswalk::source(const unit_code& code) const noexcept { return position(sources_, code); }
std::optional<std::size_t> crosswalk::target(const unit_code& code) const noexcept { return position(targets_, code); }

void crosswalk::no_such_source(const char* asked) {
    throw std::out_of_range{"muong::crosswalk::" + std::string{asked} + ": there is no such source"};
}

crosswalk_rest crosswalk::rest_of(std::size_t source) const {
    if (source >= sources_.size()) no_such_source("rest");
    const auto* const known = rest_range(*this, source);
    return known != nullptr ? *known : crosswalk_rest{static_cast<std::uint32_t>(source), {}, {}};
}

bool crosswalk::is_exact() const noexcept {
    return std::all_of(rests_.begin(), rests_.end(), [](const auto& r) { return r.most.sign() == 0; }) &&
           std::all_of(entries_.begin(), entries_.end(), [](const auto& e) { return e.is_exact(); });
}

bool operator==(const crosswalk& a, const crosswalk& b) {
    return a.from_ == b.from_ && a.to_ == b.to_ && a.basis_ == b.basis_ && a.assumption_ == b.assumption_ &&
           a.sources_ == b.sources_ && a.targets_ == b.targets_ && a.rows_ == b.rows_ && a.entries_ == b.entries_ &&
           a.rests_ == b.rests_;
}

namespace {

/// The names of the assumptions of both, each once; empty unless some share or rest is assumed.
std::string assumptions_of(const crosswalk& a, const crosswalk& b, const row_list& rows,
                           const std::vector<crosswalk_rest>& rests) {
    const auto is_assumed = [](const auto& share) { return share.assumed; };
    const bool any = std::any_of(rests.begin(), rests.end(), is_assumed) ||
                     std::any_of(rows.begin(), rows.end(),
                                 [&](const auto& row) { return std::any_of(row.begin(), row.end(), is_assumed); });
    if (!any) return {};
    std::string names{a.assumption()};
    detail::add_names(names, b.assumption());
    return names;
}

}  // namespace

crosswalk then(const crosswalk& a, const crosswalk& b) {
    require(a.to() == b.from(), "muong::then: the second crosswalk begins on another day than the first one ends");
    std::vector<std::size_t> row_of;
    for (const auto& middle : a.targets()) {
        const auto at = b.source(middle);
        require(at.has_value(), "muong::then: a target of the first crosswalk is no source of the second");
        row_of.push_back(*at);
    }
    row_list rows;
    std::vector<crosswalk_rest> rests;
    const fraction all{1};
    const auto is_told_nothing = [](const crosswalk_entry& e) { return e.most.sign() == 0 && !e.assumed; };
    for (std::uint32_t s = 0; s < a.sources().size(); ++s) {
        // The shares of a row and its rest add up to one: what one target can get is bounded by filling the ranges,
        // best first.
        const auto row = a.row(s);
        const auto rest = rest_range(a, s);
        using through = std::vector<std::pair<std::size_t, std::pair<const fraction*, const fraction*>>>;
        std::map<std::uint32_t, through> reached;
        std::set<std::uint32_t> assumed;
        bool assumed_left = rest != nullptr && rest->assumed;
        through left;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto middle = row_of[row[i].target];
            for (const auto& e : b.row(middle)) {
                reached[e.target].push_back({i, {&e.least, &e.most}});
                if ((row[i].assumed && !is_told_nothing(e)) || (e.assumed && !is_told_nothing(row[i]))) {
                    assumed.insert(e.target);
                }
            }
            const auto more = rest_range(b, middle);
            if (more == nullptr) continue;
            left.push_back({i, {&more->least, &more->most}});
            assumed_left = assumed_left || row[i].assumed || (more->assumed && row[i].most.sign() != 0);
        }
        if (rest != nullptr) left.push_back({row.size(), {&all, &all}});
        const auto fill = [&](const through& ways, bool greatest) {
            std::vector<detail::filling> parts;
            for (const auto& e : row) parts.push_back({&e.least, &e.most, fraction{}});
            if (rest != nullptr) parts.push_back({&rest->least, &rest->most, fraction{}});
            for (const auto& [i, range] : ways) parts[i].gives = greatest ? *range.second : *range.first;
            return detail::fill(parts, all, greatest);
        };
        auto& made = rows.emplace_back();
        for (const auto& [target, ways] : reached) {
            made.push_back({target, fill(ways, false), fill(ways, true)});
            // all of a row is a fact, unless only an assumption lets nothing go elsewhere
            const bool only_here = assumed.size() == 1 && !assumed_left;
            made.back().assumed = assumed.contains(target) && !(only_here && made.back().is_whole());
        }
        if (!left.empty()) rests.push_back({s, fill(left, false), fill(left, true), assumed_left});
    }
    const auto assumption = assumptions_of(a, b, rows, rests);
    std::string bases{a.basis()};
    detail::add_names(bases, b.basis());
    return {a.from(),
            b.to(),
            bases,
            {a.sources().begin(), a.sources().end()},
            {b.targets().begin(), b.targets().end()},
            rows,
            a.registry_fingerprint() == b.registry_fingerprint() ? a.registry_fingerprint() : 0,
            rests,
            assumption};
}

crosswalk restricted(const crosswalk& full, std::span<const unit_code> sources) {
    std::vector<unit_code> kept;
    for (const auto& code : sources) {
        if (full.source(code)) kept.push_back(code);
    }
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    std::vector<unit_code> targets{full.targets().begin(), full.targets().end()};
    row_list rows;
    std::vector<crosswalk_rest> rests;
    for (const auto& code : kept) {
        const auto source = *full.source(code);
        if (const auto* const rest = rest_range(full, source)) {
            rests.push_back({static_cast<std::uint32_t>(rows.size()), rest->least, rest->most, rest->assumed});
        }
        const auto row = full.row(source);
        rows.emplace_back(row.begin(), row.end());
    }
    drop_unreached(targets, rows);
    const auto assumption = assumptions_of(full, full, rows, rests);
    return {
        full.from(), full.to(), full.basis(), std::move(kept), std::move(targets), rows, full.registry_fingerprint(),
        rests,       assumption};
}

crosswalk inverted(const crosswalk& forward, std::span<const fraction> amounts) {
    require(amounts.size() == forward.sources().size(), "muong::inverted: want one amount for each source");
    struct origin {
        std::uint32_t source;
        fraction least, most;  // amounts
        bool assumed;
    };
    // By target: those that may have given it something, and those with a share of zero.
    std::vector<std::vector<origin>> into(forward.targets().size()), nothing_into(into.size());
    for (std::uint32_t s = 0; s < amounts.size(); ++s) {
        require(amounts[s].sign() >= 0, "muong::inverted: an amount is below zero");
        for (const auto& e : forward.row(s)) {
            (e.most.sign() == 0 ? nothing_into : into)[e.target].push_back(
                {s, amounts[s] * e.least, amounts[s] * e.most, e.assumed});
        }
    }
    row_list rows;
    for (std::size_t t = 0; t < into.size(); ++t) {
        if (into[t].empty()) std::swap(into[t], nothing_into[t]);
        const auto& origins = into[t];
        auto& row = rows.emplace_back();
        fraction least;
        fraction most;
        bool assumed = false;
        for (const auto& o : nothing_into[t]) {
            row.push_back({o.source, {}, {}, o.assumed});
            assumed = assumed || o.assumed;
        }
        const bool by_nothing = assumed;  // that nothing came from elsewhere is assumed
        for (const auto& o : origins) {
            least += o.least;
            most += o.most;
            assumed = assumed || o.assumed;
        }
        for (const auto& o : origins) {
            // least when all the others give their most, and the other way round; 0/0 can be any share
            const auto low = o.least + (most - o.most);
            const auto high = o.most + (least - o.least);
            if (origins.size() == 1) {
                row.push_back({o.source, fraction{1}, fraction{1}, by_nothing});
            } else {
                row.push_back({o.source, low.sign() == 0 ? fraction{} : o.least / low,
                               high.sign() == 0 ? fraction{1} : o.most / high, assumed});
            }
        }
    }
    return {forward.to(),
            forward.from(),
            forward.basis(),
            {forward.targets().begin(), forward.targets().end()},
            {forward.sources().begin(), forward.sources().end()},
            rows,
            forward.registry_fingerprint(),
            {},
            assumptions_of(forward, forward, rows, {})};
}

std::vector<crosswalk_difference> differences(const crosswalk& before, const crosswalk& after) {
    std::map<std::pair<unit_code, unit_code>, crosswalk_difference> shares;
    const auto collect = [&shares](const crosswalk& c, fraction crosswalk_difference::*least,
                                   fraction crosswalk_difference::*most) {
        for (std::size_t s = 0; s < c.sources().size(); ++s) {
            for (const auto& e : c.row(s)) {
                const auto& source = c.sources()[s];
                const auto& target = c.targets()[e.target];
                auto& both = shares.try_emplace({source, target}, crosswalk_difference{source, target, {}, {}, {}, {}})
                                 .first->second;
                both.*least = e.least;
                both.*most = e.most;
            }
        }
    };
    collect(before, &crosswalk_difference::least_before, &crosswalk_difference::most_before);
    collect(after, &crosswalk_difference::least_after, &crosswalk_difference::most_after);
    std::vector<crosswalk_difference> found;
    for (auto& [key, d] : shares) {
        if (d.least_before != d.least_after || d.most_before != d.most_after) found.push_back(std::move(d));
    }
    return found;
}

std::ostream& operator<<(std::ostream& out, const crosswalk& c) {
    for (std::size_t s = 0; s < c.sources().size(); ++s) {
        for (const auto& e : c.row(s)) {
            out << c.sources()[s] << " -> " << c.targets()[e.target] << ' ' << e.least;
            if (!e.is_exact()) out << " ... " << e.most;
            if (e.assumed) out << " (" << c.assumption() << ')';
            out << '\n';
        }
    }
    return out;
}

}  // namespace muong::v0
