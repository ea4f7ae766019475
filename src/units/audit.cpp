// SPDX-License-Identifier: MIT
#include <muong/units/audit.hpp>
#include <muong/units/lineage.hpp>
#include <muong/units/registry.hpp>

#include <algorithm>
#include <map>
#include <ostream>
#include <set>
#include <utility>

namespace muong::inline v0 {

namespace {

std::string called(const unit& u) {
    return u.name().empty() ? to_string(u.code()) : std::string{u.name()} + " (" + to_string(u.code()) + ")";
}

constexpr auto used_before = ", which bore the code before";

class auditor {
public:
    explicit auditor(const registry& units) : units_{units}, d_{units.data()} {}

    std::vector<finding> run() {
        if (d_.units.empty()) return {};
        origins_.resize(d_.units.size());
        look_at_days();
        const auto of_days = std::exchange(found_, {});  // told behind the others of the same unit and day
        for (std::uint32_t i = 0; i < d_.units.size(); ++i) look_at(i);
        look_at_orphans();
        found_.insert(found_.end(), of_days.begin(), of_days.end());
        std::stable_sort(found_.begin(), found_.end(), [](const finding& a, const finding& b) {
            return std::pair{a.day, a.about->code()} < std::pair{b.day, b.about->code()};
        });
        return std::move(found_);
    }

private:
    /// Of each node that the steps of a day leave, the units of the eve that it has something of.
    using day_origins = std::map<std::uint32_t, std::set<std::uint32_t>>;

    void look_at(std::uint32_t i) {
        const auto& u = d_.units[i];
        const auto from = u.valid().from();
        const bool first = i == 0 || d_.units[i - 1].code() != u.code();
        if (!first) {
            const auto& before = d_.units[i - 1];
            const auto end = *before.valid().to();
            if (end < from) {
                tell(errc::gap_in_history, end, before,
                     "nobody bears the code from " + to_string(end) + " to " + to_string(from.eve()) + "; then " +
                         called(u) + " does");
                if (!origins_[i].empty() && !comes_back(before, u))
                    tell(errc::code_used_again, from, u, "has nothing of " + called(before) + used_before);
            } else if (!origins_[i].contains(i - 1)) {
                tell(errc::code_used_again, from, u, "has nothing of " + called(before) + used_before);
            }
        }
        if (origins_[i].empty() && first_day() < from && units_.is_leaf(u, from)) {
            tell(errc::no_predecessor, from, u, "begins and takes nothing from any other unit");
        }
    }

    /// Whether a unit has something of the one that bore its code before a gap.
    [[nodiscard]] bool comes_back(const unit& before, const unit& now) const {
        const auto way = predecessors(units_, now.code(), now.valid().from(), before.valid().to()->eve());
        return std::find(way.ends.begin(), way.ends.end(), &before) != way.ends.end();
    }

    [[nodiscard]] date first_day() {
        if (!first_day_) {
            first_day_ = d_.units.front().valid().from();
            for (const auto& u : d_.units) first_day_ = std::min(*first_day_, u.valid().from());
        }
        return *first_day_;
    }

    /// A unit without a parent beside others of its tier that have one.
    void look_at_orphans() {
        std::map<unit_tier, std::vector<date_range>> with_parents;
        for (const auto position : d_.by_parent) {
            const auto& u = d_.units[position];
            with_parents[u.tier()].push_back(u.valid());
        }
        for (auto& [tier, ranges] : with_parents) ranges = joined(std::move(ranges));
        for (const auto& u : d_.units) {
            if (u.parent() || u.tier() == unit_tier::unspecified) continue;
            const auto tier = with_parents.find(u.tier());
            if (tier == with_parents.end()) continue;
            const auto from = u.valid().from();
            const auto& ranges = tier->second;
            const auto first = std::find_if(ranges.begin(), ranges.end(),
                                            [&](const date_range& r) { return !r.to() || from < *r.to(); });
            if (first != ranges.end() && first->overlaps(u.valid())) {
                tell(errc::orphan, std::max(from, first->from()), u, "has no parent, as other units of its tier have");
            }
        }
    }

    /// The days of all, as few ranges in the order of time.
    [[nodiscard]] static std::vector<date_range> joined(std::vector<date_range> all) {
        std::sort(all.begin(), all.end());
        std::vector<date_range> made;
        for (const auto& r : all) {
            if (made.empty() || (made.back().to() && *made.back().to() < r.from())) {
                made.push_back(r);
            } else if (made.back().to() && (!r.to() || *made.back().to() < *r.to())) {
                made.back() = *date_range::make(made.back().from(), r.to());
            }
        }
        return made;
    }

    /// Day by day, since chains within a day are followed to their ends.
    void look_at_days() {
        for (auto left = steps_.all(); !left.empty();) {
            const auto day = left.front().day;
            const auto last = std::find_if(left.begin(), left.end(), [&](const auto& s) { return s.day != day; });
            const auto count = static_cast<std::size_t>(last - left.begin());
            const auto origins = origins_on(left.first(count));
            for (const auto& [node, from] : origins) {
                if (node < d_.units.size() && d_.units[node].valid().from() == day) origins_[node] = from;
            }
            look_at_transfers(units_.transfers_on(day), origins);
            if (!d_.by_parent.empty()) look_at_borders(day, origins);
            left = left.subspan(count);
        }
    }

    void look_at_transfers(std::span<const transfer> day, const day_origins& origins) {
        std::vector<const transfer*> ways;
        for (const auto& t : day) ways.push_back(&t);
        std::stable_sort(ways.begin(), ways.end(),
                         [](const auto* a, const auto* b) { return a->from_code() < b->from_code(); });
        for (auto first = ways.begin(); first != ways.end();) {
            const auto last = std::find_if(first, ways.end(),
                                           [&](const transfer* t) { return t->from_code() != (*first)->from_code(); });
            const auto* const source = (*first)->from();
            if (source != nullptr) {
                const auto day_of = (*first)->day();
                const auto* const now = units_.at(source->code(), day_of);
                const auto to = (*first)->to_code() == source->code()
                                    ? "keeps its territory"
                                    : "gives its territory to " + to_string((*first)->to_code());
                if (now == source && !has_of(origins, now, source)) {
                    const bool whole =
                        std::any_of(first, last, [](const transfer* t) { return t->extent() == extent::whole; });
                    const auto code = to_string(source->code());
                    auto found = to;
                    found += last - first > 1 ? " and others" : "";
                    found += ", keeps none that is told, and still stands (if it keeps some, ";
                    found += whole ? "it goes as a part: " : "";
                    found.append("add ").append(code).append(",").append(code).append(",part)");
                    tell(errc::used_up_but_standing, day_of, *source, std::move(found));
                } else if (is_lone_part({first, last})) {
                    tell(errc::lone_part, day_of, *source, to + ", all of it, though as a part: no other part is told");
                }
                for (const auto basis : d_.bases) look_at_sum({first, last}, basis, *source);
            }
            first = last;
        }
    }

    /// A single part of a unit, and on some basis no share that says how much of it that is.
    [[nodiscard]] bool is_lone_part(std::span<const transfer* const> ways) const {
        if (ways.size() > 1 || ways.front()->extent() != extent::part) return false;
        return d_.bases.empty() || std::any_of(d_.bases.begin(), d_.bases.end(), [&](std::string_view basis) {
                   const auto* const known = ways.front()->on(basis);
                   return known == nullptr || !known->share;
               });
    }

    void look_at_sum(std::span<const transfer* const> ways, std::string_view basis, const unit& source) {
        fraction sum;
        for (const auto* t : ways) {
            const auto* const known = t->on(basis);
            if (known == nullptr || !known->share) return;
            sum += *known->share;
        }
        if (sum < fraction{1}) {
            tell(errc::shares_below_one, ways.front()->day(), source,
                 "its shares of " + std::string{basis} + " add up to " + to_string(sum) + ": it is not told where " +
                     to_string(fraction{1} - sum) + " goes");
            found_.back().basis = basis;
        }
    }

    [[nodiscard]] day_origins origins_on(std::span<const detail::step> steps) const {
        day_origins made;
        for (const auto& step : steps) {
            day_origins next;
            for (const auto& row : steps_.rows_of(step)) {
                std::set<std::uint32_t> given;
                if (auto taken = made.extract(row.source)) given = std::move(taken.mapped());
                if (row.source < d_.units.size() && d_.units[row.source].valid().from() < step.day) {
                    given.insert(row.source);
                }
                for (const auto& e : steps_.entries_of(row)) next[e.target].insert(given.begin(), given.end());
            }
            for (const auto& [node, origins] : next) made[node].insert(origins.begin(), origins.end());
        }
        return made;
    }

    /// The one of a tier; of units without tiers the one as far above.
    [[nodiscard]] static const unit* its_peer(const std::vector<const unit*>& above, std::size_t step, unit_tier tier) {
        if (tier == unit_tier::unspecified) {
            return step < above.size() && above[step]->tier() == tier ? above[step] : nullptr;
        }
        const auto at = std::find_if(above.begin(), above.end(), [&](const unit* u) { return u->tier() == tier; });
        return at == above.end() ? nullptr : *at;
    }

    /// Whether the steps of a day bring something of a unit of the eve into one of the day.
    [[nodiscard]] bool has_of(const day_origins& origins, const unit* now, const unit* before) const {
        const auto at = origins.find(d_.position(now));
        return at != origins.end() && at->second.contains(d_.position(before));
    }

    /// Units that go from one unit above them to another, without a transfer between these two.
    void look_at_borders(date day, const day_origins& origins) {
        std::map<std::pair<const unit*, const unit*>, std::set<const unit*>> moved;  // by the two above
        for (const auto& [node, from] : origins) {
            if (node >= d_.units.size()) continue;
            const auto& unit_now = d_.units[node];
            const auto above_now = units_.ancestors_of(unit_now, day);
            for (const auto origin : from) {
                const auto above_before = units_.ancestors_of(d_.units[origin], day.eve());
                for (std::size_t i = 0; i < above_before.size(); ++i) {
                    const auto* const before = above_before[i];
                    const bool risen = unit_now.tier() == before->tier() && unit_now.tier() != unit_tier::unspecified &&
                                       unit_now.valid().contains(day);
                    const auto* const now = risen ? &unit_now : its_peer(above_now, i, before->tier());
                    if (now != nullptr && now != before && !has_of(origins, now, before)) {
                        moved[{before, now}].insert(&d_.units[origin]);
                    }
                }
            }
        }
        for (const auto& [above, units] : moved) {
            const auto& [before, now] = above;
            tell(errc::border_not_told, day, *before,
                 called(**units.begin()) +
                     (units.size() > 1 ? " and others, or parts of them, come to " : ", or a part of it, comes to ") +
                     called(*now) + ", and no transfer between the two tells of it");
        }
    }

    void tell(errc kind, date day, const unit& about, std::string what) {
        found_.push_back({kind, day, &about, std::move(what)});
    }

    const registry& units_;
    const detail::registry_data& d_;
    const detail::change_steps& steps_{d_.steps()};
    std::vector<std::set<std::uint32_t>> origins_;  // of each unit on its first day
    std::optional<date> first_day_;
    std::vector<finding> found_;
};

}  // namespace

std::string to_string(const finding& f) {
    return to_string(f.day) + " " + called(*f.about) + ": " + std::string{to_string(f.kind)} + ": " + f.what;
}

std::ostream& operator<<(std::ostream& out, const finding& f) { return out << to_string(f); }

std::vector<finding> audit(const registry& units) { return auditor{units}.run(); }

}  // namespace muong::v0
