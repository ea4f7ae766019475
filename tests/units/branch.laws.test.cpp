// SPDX-License-Identifier: MIT
#include <muong/units/branch.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/histories.hpp"

using namespace muong;
using namespace muong::test;

namespace {

/// A nation above some provinces, which may get another name on a day of change, and some communes of another tier: a
/// commune that goes on as another version may rise or fall.
void put_on_tiers(generated_history& h, source_of_chance& chance) {
    const auto nation = "N"_unit;
    const bool is_nation = chance.chance(1, 2);
    for (auto& u : h.units) {
        if (u.tier == unit_tier::commune && chance.chance(1, 5)) u.tier = unit_tier::district;
        if (u.tier == unit_tier::province && is_nation && chance.chance(2, 3)) u.parent = nation;
    }
    if (!is_nation) return;
    const auto first = h.moments.front();
    const auto turn = chance.chance(1, 2) ? std::optional{chance.pick(h.days).day} : std::nullopt;
    h.units.push_back({nation, "Old", "", unit_tier::unspecified, {}, first, turn});
    if (turn) h.units.push_back({nation, "New", "", unit_tier::unspecified, {}, *turn, {}});
}

/// Codes that one transfer after another joins.
class joined_codes {
public:
    unit_code of(const unit_code& code) const {
        auto at = code;
        for (auto next = above_.find(at); next != above_.end(); next = above_.find(at)) at = next->second;
        return at;
    }
    void join(const unit_code& a, const unit_code& b) {
        if (of(a) != of(b)) above_.emplace(of(a), of(b));
    }

private:
    std::map<unit_code, unit_code> above_;
};

/// A history cut at a day: of the rows from there on some are a plan, in which no unit has a part that has one in the
/// others.
class cut_history {
public:
    cut_history(const generated_history& h, source_of_chance& chance) : history_{h}, day_{chance.pick(h.days).day} {
        for (const auto& t : h.transfers) {
            if (t.effective >= day_) groups_.join(t.from_code, t.to_code);
        }
        look_for_turns();
        const bool all = chance.chance(1, 2);
        for (const auto& u : h.units) {
            const auto group = groups_.of(u.code);
            const auto [at, is_new] = planned_.try_emplace(group, all);
            if (is_new && !all) at->second = chance.chance(2, 3);
        }
        for (const auto& u : h.units) {
            if (!can_tell(u)) planned_.at(groups_.of(u.code)) = false;
        }
        const auto takes_out = [&](const unit_row& u) { return takes_out_around(u); };
        while (std::any_of(h.units.begin(), h.units.end(), takes_out)) continue;
        states_ends_ = chance.chance(1, 2);
    }

    [[nodiscard]] registry::builder base() const {
        registry::builder rows{"TEST"};
        for (auto u : history_.units) {
            const bool planned = is_planned(u.code);
            if (planned && u.valid_from >= day_) continue;
            if (planned && u.valid_to && *u.valid_to >= day_) u.valid_to.reset();
            rows.add(u);
        }
        for (const auto& t : history_.transfers) {
            if (t.effective < day_ || !is_planned(t.from_code)) rows.add(t);
        }
        return rows;
    }

    [[nodiscard]] branch::builder plan(const registry& base) const {
        branch::builder rows{base};
        for (auto u : history_.units) {
            if (u.valid_from < day_ || !is_planned(u.code)) continue;
            if (!states_ends_ && u.valid_to == told_end(u.code, u.valid_from + 1)) u.valid_to.reset();
            rows.add(u);
        }
        for (const auto& t : history_.transfers) {
            if (t.effective >= day_ && is_planned(t.from_code)) rows.add(t);
        }
        return rows;
    }

    /// Whether any row is of the plan, or of the others from the day on.
    [[nodiscard]] bool is_some(bool planned) const {
        const auto is_one = [&](date day, const unit_code& code) { return day >= day_ && is_planned(code) == planned; };
        return std::any_of(history_.units.begin(), history_.units.end(),
                           [&](const unit_row& u) { return is_one(u.valid_from, u.code); }) ||
               std::any_of(history_.transfers.begin(), history_.transfers.end(),
                           [&](const transfer_row& t) { return is_one(t.effective, t.from_code); });
    }

private:
    /// Units that pass within a day and stand on no other are in the group of those around them.
    [[nodiscard]] bool is_planned(const unit_code& code) const {
        const auto at = planned_.find(groups_.of(code));
        return at != planned_.end() && at->second;
    }

    /// The days on which the rows of a plan end what stands, as branch::builder says it.
    void look_for_turns() {
        std::set<std::pair<date, unit_code>> takes;
        for (const auto& t : history_.transfers) takes.emplace(t.effective, t.to_code);
        for (const auto& t : history_.transfers) {
            if (!takes.contains({t.effective, t.from_code})) turns_[t.from_code].insert(t.effective);
        }
        for (const auto& u : history_.units) turns_[u.code].insert(u.valid_from);
    }
    [[nodiscard]] std::optional<date> told_end(const unit_code& code, date since) const {
        const auto at = turns_.find(code);
        if (at == turns_.end()) return {};
        const auto next = at->second.lower_bound(since);
        return next == at->second.end() ? std::nullopt : std::optional{*next};
    }
    /// Whether a plan can tell how long a unit stands. The end of one that stood before is told by what comes after it
    /// alone; and one that gives parts away without keeping one, of which not all is told, cannot go on.
    [[nodiscard]] bool can_tell(const unit_row& u) const {
        if (u.valid_from >= day_) return u.valid_to || !told_end(u.code, u.valid_from + 1);
        return (u.valid_to && *u.valid_to < day_) || u.valid_to == told_end(u.code, day_);
    }

    /// Takes out of the plan what the registry would not be sound without: a new unit with some of the registry below
    /// it, and those below one that the registry ends. Whether it did.
    bool takes_out_around(const unit_row& u) {
        if (!u.parent) return false;
        const auto take_out = [&](const unit_code& code) {
            return std::exchange(planned_.at(groups_.of(code)), false);
        };
        if (!is_planned(u.code)) {
            const auto is_old = [&](const unit_row& p) {
                return p.code == *u.parent && p.valid_from < day_ && (!p.valid_to || *p.valid_to >= day_);
            };
            return (!u.valid_to || *u.valid_to >= day_) &&
                   std::none_of(history_.units.begin(), history_.units.end(), is_old) && take_out(*u.parent);
        }
        const auto is_left_below = [&](const unit_row& p) {  // at the end of one above
            return std::any_of(history_.units.begin(), history_.units.end(), [&](const unit_row& v) {
                return v.parent == p.code && v.valid_to == p.valid_to && !is_planned(v.code);
            });
        };
        const auto ends = [&](const unit_row& p) {
            return p.code == *u.parent && p.valid_to && *p.valid_to >= day_ &&
                   history_.standing(p.code.view(), *p.valid_to) == nullptr &&
                   (u.valid_from < day_ || (u.valid_to == p.valid_to && !is_left_below(p)));
        };
        return !is_planned(*u.parent) && (!u.valid_to || *u.valid_to >= day_) &&
               std::any_of(history_.units.begin(), history_.units.end(), ends) && take_out(u.code);
    }

    const generated_history& history_;
    date day_;
    joined_codes groups_;
    std::map<unit_code, bool> planned_;  // by group
    std::map<unit_code, std::set<date>> turns_;
    bool states_ends_ = false;
};

/// A plan on a registry, and one registry of all rows together.
struct two_ways {
    branch plan;
    registry all;
    bool base_goes_on;       ///< the registry of the plan changes other units after it begins
    std::vector<date> days;  ///< of change, and before and after
    source_of_chance chance;

    [[nodiscard]] date any_day() { return chance.pick(days); }
};

std::optional<two_ways> any_plan(source_of_chance& chance) {
    auto history = any_history(chance);
    put_on_tiers(history, chance);
    const cut_history cut{history, chance};
    if (!cut.is_some(true)) return {};
    const auto base = cut.base().try_build();
    CAPTURE(doctest::String{base.has_value() ? "" : to_string(base.error().front()).c_str()});
    REQUIRE(base.has_value());
    auto plan = cut.plan(base.value()).try_build();
    CAPTURE(doctest::String{plan.has_value() ? "" : to_string(plan.error().front()).c_str()});
    REQUIRE(plan.has_value());
    std::set<date> days{history.moments.begin(), history.moments.end()};
    days.insert(plan.value().begins().eve());
    days.insert(history.moments.back() + 9);
    return two_ways{std::move(plan).value(),
                    history.build(),
                    cut.is_some(false),
                    {days.begin(), days.end()},
                    source_of_chance{chance.bits()}};
}

/// What a unit is. Before a plan begins its registry does not know when it ends.
auto facts_of(const unit* u, bool with_end) {
    using facts = std::tuple<unit_code, std::string_view, std::string_view, unit_tier, std::optional<unit_code>, date,
                             std::optional<date>>;
    if (u == nullptr) return std::optional<facts>{};
    return std::optional{facts{u->code(), u->name(), u->kind(), u->tier(), u->parent(), u->valid().from(),
                               with_end ? u->valid().to() : std::nullopt}};
}

template <class Units>
auto facts_of_all(Units&& units, bool with_end) {
    std::vector<decltype(facts_of(nullptr, true))> list;
    for (auto&& u : units) {
        if constexpr (std::is_pointer_v<std::remove_cvref_t<decltype(u)>>) {
            list.push_back(facts_of(u, with_end));
        } else {
            list.push_back(facts_of(&u, with_end));
        }
    }
    return list;
}

/// How often the laws were tried on what they are about.
struct tries {
    std::size_t plans = 0;
    std::size_t with_others = 0;  ///< the registry changes other units after the plan begins
    std::size_t moved = 0;        ///< units with another parent from the first day on
    std::size_t on_one_side = 0;  ///< crosswalks
    std::size_t ranges = 0;       ///< of these with some
    std::size_t over = 0;         ///< crosswalks over the first day
    std::size_t ranges_over = 0;  ///< of these with a range
    std::size_t on_tiers = 0;
    std::size_t with_rests = 0;
    std::size_t steps = 0;          ///< of lineages
    std::size_t lineages_over = 0;  ///< with steps on either side of the first day
    std::size_t below = 0;          ///< steps to the units below one
    std::size_t own_changes = 0;
    std::size_t other_changes = 0;
};

/// Before the plan begins as its registry, which does not know when what the plan changes ends.
void check_units(two_ways& both, tries& seen) {
    const auto& plan = both.plan;
    std::set<unit_code> codes;
    std::set<std::string_view> names;
    for (const unit& u : both.all.units()) codes.insert(u.code()), names.insert(u.name());
    for (const auto day : {plan.begins().eve(), plan.begins(), both.any_day()}) {
        CAPTURE(to_string(day));
        const auto& wanted = day >= plan.begins() ? both.all : plan.base();
        CHECK(facts_of_all(plan.on(day), true) == facts_of_all(wanted.on(day), true));
        for (const auto& code : codes) {
            const auto* const here = plan.at(code, day);
            CHECK(facts_of(here, true) == facts_of(wanted.at(code, day), true));
            if (day == plan.begins() && here != nullptr) {
                const auto* const before = plan.at(code, day.eve());
                seen.moved += before != nullptr && before->parent() != here->parent();
            }
            CHECK(facts_of_all(plan.children_of(code, day), true) == facts_of_all(wanted.children_of(code, day), true));
        }
        for (const auto name : names) {
            CHECK(facts_of_all(plan.named(name, day), true) == facts_of_all(wanted.named(name, day), true));
        }
    }
}

std::set<unit_code> reached_from(const crosswalk& c, std::size_t source) {
    std::set<unit_code> reached;
    for (const auto& e : c.row(source)) reached.insert(c.targets()[e.target]);
    return reached;
}

/// Whether every share is known, if not all of a unit.
bool is_known(const crosswalk& c) {
    for (std::size_t s = 0; s < c.sources().size(); ++s) {
        const auto row = c.row(s);
        if (!std::all_of(row.begin(), row.end(), [](const auto& e) { return e.is_exact(); })) return false;
        if (c.rest(s) != c.greatest_rest(s)) return false;
    }
    return true;
}

std::string text_of(const crosswalk& c) {
    std::ostringstream text;
    text << c;
    for (const auto& code : c.sources()) text << "from " << to_string(code) << '\n';
    for (const auto& code : c.targets()) text << "to " << to_string(code) << '\n';
    for (const auto& r : c.rests())
        text << to_string(c.sources()[r.source]) << " rest " << to_string(r.least) << " " << to_string(r.most) << '\n';
    return text.str();
}

void check_crosswalk(two_ways& both, tries& seen) {
    const auto& plan = both.plan;
    const auto& all = both.all;
    auto& chance = both.chance;
    const auto eve = plan.begins().eve();
    static constexpr std::array tiers{unit_tier::unspecified, unit_tier::province, unit_tier::district,
                                      unit_tier::commune};
    crosswalk_options options;
    if (chance.chance(6, 7)) options.basis = chance.pick(generated_history::bases);
    if (chance.chance(1, 2)) options.tier = chance.pick(tiers);
    const auto from = chance.chance(1, 4) ? eve : both.any_day();
    const auto to = chance.chance(1, 4) ? plan.begins() : both.any_day();
    CAPTURE(to_string(plan.begins()));
    CAPTURE(to_string(from));
    CAPTURE(to_string(to));
    CAPTURE(options.basis);
    CAPTURE(options.tier ? static_cast<int>(*options.tier) : -1);
    const auto has_tier = [&](const unit& u) { return u.tier() == *options.tier; };
    if (options.tier && std::none_of(all.units().begin(), all.units().end(), has_tier)) {
        CHECK_THROWS_AS((void)plan.between(from, to, options), std::invalid_argument);
        return;
    }
    const auto made = plan.between(from, to, options);
    const auto wanted = crosswalk::between(all, from, to, options);
    CAPTURE(doctest::String{text_of(made).c_str()});
    CAPTURE(doctest::String{text_of(wanted).c_str()});
    CHECK(made.basis() == wanted.basis());
    REQUIRE(std::ranges::equal(made.sources(), wanted.sources()));
    CHECK(std::ranges::equal(made.targets(), wanted.targets()));
    for (std::size_t s = 0; s < wanted.sources().size(); ++s) {
        REQUIRE(reached_from(made, s) == reached_from(wanted, s));
    }
    const bool past = std::max(from, to) <= eve;
    CHECK((made.registry_fingerprint() != 0) == past);
    seen.on_tiers += options.tier.has_value();
    seen.with_rests += !wanted.rests().empty();
    CHECK(made == wanted);
    CHECK(std::ranges::equal(made.rests(), wanted.rests()));
    const bool over = !past && std::min(from, to) < eve;
    (over ? seen.over : seen.on_one_side) += from != to;
    (over ? seen.ranges_over : seen.ranges) += !is_known(wanted);
}

/// In another order within a day: a branch sees the parts of a day for each of its registries.
std::vector<lineage_step> by_codes(const lineage& l) {
    const auto key = [](const lineage_step& s) {
        return std::tuple{s.day,
                          s.how != nullptr ? s.how->from_code() : s.before->code(),
                          s.how != nullptr ? s.how->to_code() : s.after->code(),
                          s.link,
                          s.before == nullptr,
                          s.after == nullptr};
    };
    auto steps = l.steps;
    std::sort(steps.begin(), steps.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    return steps;
}

/// Whether these are the same days, units and ways. When a unit ends is told of those that stand when the plan begins.
bool same_steps(const lineage& a, const lineage& b, date begins) {
    const auto same_way = [](const transfer* x, const transfer* y) {
        return (x == nullptr) == (y == nullptr) && (x == nullptr || to_string(*x) == to_string(*y));
    };
    return std::ranges::equal(by_codes(a), by_codes(b), [&](const lineage_step& x, const lineage_step& y) {
        return x.day == y.day && x.link == y.link && same_way(x.how, y.how) &&
               facts_of(x.before, x.day > begins) == facts_of(y.before, x.day > begins) &&
               facts_of(x.after, x.day >= begins) == facts_of(y.after, x.day >= begins);
    });
}

std::string text_of(const lineage& l) {
    std::string text;
    for (const auto& s : l.steps) {
        text += to_string(s.day) + " " + std::to_string(static_cast<int>(s.link)) + " " +
                (s.before ? to_string(*s.before) : "-") + " -> " + (s.after ? to_string(*s.after) : "-") + " by " +
                (s.how ? to_string(*s.how) : "-") + "\n";
    }
    for (const auto* u : l.ends) text += "end " + to_string(*u) + "\n";
    return text;
}

void check_lineages(two_ways& both, tries& seen) {
    const auto& plan = both.plan;
    const auto& all = both.all;
    auto& chance = both.chance;
    const auto begins = plan.begins();
    const auto from = chance.chance(1, 2) ? begins.eve() : both.any_day();
    const auto to = both.any_day();
    CAPTURE(to_string(begins));
    CAPTURE(to_string(from));
    CAPTURE(to_string(to));
    for (const auto& [day, other] : {std::pair{from, to}, std::pair{to, from}}) {
        for (const unit& u : all.on(day)) {
            const bool later = day <= other;
            const auto made = later ? plan.successors(u.code(), day, other) : plan.predecessors(u.code(), day, other);
            const auto wanted = later ? successors(all, u.code(), day, other) : predecessors(all, u.code(), day, other);
            CAPTURE(to_string(u.code()));
            CAPTURE(later);
            CAPTURE(doctest::String{text_of(made).c_str()});
            CAPTURE(doctest::String{text_of(wanted).c_str()});
            CHECK(made.from == day);
            CHECK(made.to == other);
            CHECK(facts_of(made.start, day >= begins) == facts_of(wanted.start, day >= begins));
            CHECK(facts_of_all(made.ends, other >= begins) == facts_of_all(wanted.ends, other >= begins));
            const auto sooner = [](const lineage_step& a, const lineage_step& b) {  // tiers end first
                return std::tuple{a.day, a.link != lineage_link::children} <
                       std::tuple{b.day, b.link != lineage_link::children};
            };
            CHECK(std::is_sorted(made.steps.begin(), made.steps.end(), sooner));
            CHECK(same_steps(made, wanted, begins));
            for (const auto* end : made.ends) CHECK(end == plan.at(end->code(), other));
            seen.steps += wanted.steps.size();
            seen.lineages_over +=
                !wanted.steps.empty() && wanted.steps.front().day < begins && wanted.steps.back().day >= begins;
            for (const auto& s : wanted.steps) seen.below += s.link == lineage_link::children;
        }
    }
}

void check_changes(two_ways& both, tries& seen) {
    const auto& plan = both.plan;
    const auto& all = both.all;
    auto from = both.any_day();
    auto to = both.any_day();
    if (to < from) {
        CHECK_THROWS_AS((void)plan.changes_between(from, to), std::invalid_argument);
        std::swap(from, to);
    }
    using clause = std::tuple<date, std::string_view, std::string_view>;
    const auto clause_of = [](const change& c) {
        return clause{c.day(), c.act() != nullptr ? std::string_view{c.act()->number} : "", c.clause()};
    };
    const auto ways_of = [](const change& c) {
        std::set<std::string> ways;
        for (const auto& t : c.transfers()) {
            auto way = to_string(t) + (t.from() != nullptr ? " from" : "") + (t.to() != nullptr ? " to" : "");
            for (const auto& s : t.shares()) {
                way += " " + std::string{s.basis} + (s.share ? " " + to_string(*s.share) : "") +
                       (s.back_share ? " back " + to_string(*s.back_share) : "") +
                       (s.amount ? " amount " + to_string(*s.amount) : "");
            }
            ways.insert(way);
        }
        return ways;
    };
    std::map<clause, std::set<std::string>> made;
    std::map<clause, change_kinds> kinds;
    const auto told = plan.changes_between(from, to);
    const auto is_own = [&](const change& c) {
        return c.transfers().data() < plan.base().transfers().data() ||
               c.transfers().data() >= plan.base().transfers().data() + plan.base().transfers().size();
    };
    CHECK(std::is_partitioned(told.begin(), told.end(), is_own));
    const auto theirs = std::partition_point(told.begin(), told.end(), is_own);
    const auto sooner = [&](const change& a, const change& b) { return clause_of(a) < clause_of(b); };
    CHECK(std::is_sorted(told.begin(), theirs, sooner));
    CHECK(std::is_sorted(theirs, told.end(), sooner));
    for (const auto& c : told) {
        made[clause_of(c)].merge(ways_of(c));
        kinds[clause_of(c)] = c.kinds();
        (is_own(c) ? seen.own_changes : seen.other_changes) += c.day() >= plan.begins();
    }
    std::map<clause, std::set<std::string>> wanted;
    for (const auto& c : all.changes_between(from, to)) {
        wanted[clause_of(c)].merge(ways_of(c));
        if (!both.base_goes_on) CHECK(kinds[clause_of(c)] == c.kinds());
    }
    CHECK(made == wanted);
}

}  // namespace

TEST_CASE("a branch answers as one registry of all rows: units, crosswalks, lineages and changes") {
    tries seen;
    for_very_many(any_plan, [&](std::optional<two_ways> both) {
        if (!both) return;
        ++seen.plans;
        seen.with_others += both->base_goes_on;
        check_units(*both, seen);
        for (int i = 0; i < 2; ++i) check_crosswalk(*both, seen);
        check_lineages(*both, seen);
        check_changes(*both, seen);
    });
    CHECK(seen.plans > many / 2);
    CHECK(seen.with_others > many / 10);
    CHECK(seen.moved > many / 10);
    CHECK(seen.on_one_side > many / 3);
    CHECK(seen.ranges > many / 10);
    CHECK(seen.over > many / 10);
    CHECK(seen.ranges_over > many / 20);
    CHECK(seen.on_tiers > many / 5);
    CHECK(seen.with_rests > many / 100);
    CHECK(seen.steps > many);
    CHECK(seen.lineages_over > many / 10);
    CHECK(seen.below > many / 50);
    CHECK(seen.own_changes > many / 2);
    CHECK(seen.other_changes > many / 10);
}
