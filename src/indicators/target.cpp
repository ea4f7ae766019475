// SPDX-License-Identifier: MIT
#include <muong/indicators/target.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <stdexcept>

#include <muong/indicators/frequency_change.hpp>

#include "core/word_list.hpp"

namespace muong::inline v0 {
namespace {

using range = interval<fraction>;

/// The lesser of two values at a time, one of a and one of b.
range lesser(const range& a, const range& b) {
    const auto pick = [](const range::end& x, const range::end& y, bool absent_is_less) -> range::end {
        if (!x || !y) return absent_is_less ? range::end{} : x ? x : y;
        if (x->value == y->value) return bound<fraction>{x->value, x->included || y->included};
        return x->value < y->value ? x : y;
    };
    return {pick(a.lower(), b.lower(), true), pick(a.upper(), b.upper(), false)};
}

/// How far values lie on the good side of a goal.
range distance(const range& value, const range& goal) {
    const auto from_least = [&] { return value - range{goal.lower()->value}; };
    const auto to_greatest = [&] { return range{goal.upper()->value} - value; };
    if (goal.lower() && goal.upper()) return lesser(from_least(), to_greatest());
    return goal.lower() ? from_least() : to_greatest();
}

bool is_over(const target& t, date day) { return t.when.end() <= day; }

assessment without_figure(const target& t, date day, std::string why) {
    assessment made;
    made.stands = is_over(t, day) ? outcome::cannot_be_told : outcome::open;
    made.why = std::move(why);
    return made;
}

/// Whether a claim is what the goal was read from.
bool sets(const claim& c, const target& t) {
    return !c.id.empty() && c.id == t.id && c.value == t.goal && c.unit == t.unit && c.when == t.when &&
           c.cited == t.cited;
}

std::string not_over(const period& told, date day) {
    return "the figure of " + to_string(told) + " is told on " + to_string(day) + ", before that is over";
}

/// Whether a figure of a part of the target's period, or of all of it, is the figure of the whole.
bool is_as_the_whole(const target& t, const period& part) {
    return part == t.when || (t.over_time == combine::last && part.end() == t.when.end()) ||
           (t.over_time == combine::first && part.first() == t.when.first());
}

assessment against(const target& t, const interval<decimal>& value, date day) {
    const range v = as_fractions(value), goal = as_fractions(t.goal.bounds());
    assessment made;
    if (goal.contains(v)) {
        made.stands = outcome::met;
    } else if (!is_over(t, day)) {
        made.stands = outcome::open;
    } else {
        made.stands = intersection(goal, v) ? outcome::cannot_be_told : outcome::missed;
    }
    if (!goal.lower() && !goal.upper()) return without_figure(t, day, "the goal has no edge");
    made.beyond = distance(v, goal);
    const fraction edge = goal.lower() ? goal.lower()->value : goal.upper()->value;
    if (edge.sign() > 0) made.beyond_percent = *made.beyond * range{100 / edge};
    return made;
}

}  // namespace

std::string to_string(const target& t) {
    return t.subject + ", " + t.indicator + " (" + to_string(t.when) + "): " + to_string(t.goal) + ' ' + t.unit.code;
}
std::ostream& operator<<(std::ostream& out, const target& t) { return out << to_string(t); }

std::string_view to_string(outcome o) noexcept {
    constexpr std::array<std::string_view, 4> names{"met", "missed", "open", "cannot be told"};
    return detail::word_of(names, o);
}
std::ostream& operator<<(std::ostream& out, outcome o) { return out << to_string(o); }

assessment assess(const target& t, date day) { return without_figure(t, day, "no figure is told"); }

assessment assess(const target& t, const claim& told, date day, const reading& how) {
    if (!told.when || !t.when.contains(*told.when)) {
        return without_figure(t, day,
                              "the figure is told of " + (told.when ? to_string(*told.when) : "no period") +
                                  ", the target of " + to_string(t.when));
    }
    if (sets(told, t)) return without_figure(t, day, "the claim is what sets the goal");
    const bool on_the_way = t.interim && t.when.frequency() == frequency::term && told.when == t.when;
    if (day < told.when->end() && !on_the_way) return without_figure(t, day, not_over(*told.when, day));
    const auto value = convert(told.value, told.unit, t.unit);
    if (!value) return without_figure(t, day, to_string(value.error().front()));
    const auto bounds = value.value().bounds(how);
    if (is_as_the_whole(t, *told.when)) return against(t, bounds, day);
    const interval<decimal> of_whole{t.over_time == combine::greatest ? bounds.lower() : interval<decimal>::end{},
                                     t.over_time == combine::least ? bounds.upper() : interval<decimal>::end{}};
    if (of_whole.lower() || of_whole.upper()) return against(t, of_whole, day);
    return without_figure(
        t, day, "the figure is told of " + to_string(*told.when) + " alone, the target of " + to_string(t.when));
}

namespace {

/// Why the observations from one period to another are no figures of what was; empty if they are.
std::string why_no_evidence(const series& told, const period& from, const period& to, date day) {
    const int steps = from == to ? 0 : to - from;
    for (int i = 0; i <= steps; ++i) {
        const auto each = i == 0 ? from : from + i;
        const auto o = told[each];
        if (!o.value) continue;
        if (o.status.has(status_flag::forecast)) return "the figure of " + to_string(each) + " is a forecast";
        if (day < each.end()) return not_over(each, day);
    }
    return {};
}

}  // namespace

assessment assess(const target& t, const series& told, date day) {
    const auto f = told.frequency();
    const auto first = period::around(f, t.when.first()), last = period::around(f, t.when.last());
    const std::string steps = "the series is of " + std::string{to_string(f)} + "s";
    observation o;
    if (told.header().year_to_date && t.when.first() != t.when.last().first_of_year()) {
        return without_figure(t, day, steps + " from January on, which " + to_string(t.when) + " is not");
    }
    if (first.first() != t.when.first() || last.end() != t.when.end()) {
        return without_figure(t, day, steps + ", which do not make up " + to_string(t.when));
    }
    auto from = first, to = last;  // what is used
    if (first == last || told.header().year_to_date) {
        from = to = t.when;
        o = told[t.when];
    } else if (!t.over_time) {
        return without_figure(t, day, steps + "; how they make up " + to_string(t.when) + " is not said");
    } else if (t.over_time == combine::first || t.over_time == combine::last) {
        from = to = t.over_time == combine::first ? first : last;
        o = told[from];
    } else {
        o = combined(told, t.when, *t.over_time);
    }
    if (!o.value) return without_figure(t, day, "no value: " + std::string{to_string(o.reason)});
    if (auto why = why_no_evidence(told, from, to, day); !why.empty()) return without_figure(t, day, std::move(why));
    const auto value = convert(*o.value, told.header().unit, t.unit);
    if (!value) return without_figure(t, day, to_string(value.error().front()));
    return against(t, value.value(), day);
}

namespace {

/// The target beside several claims on its period: as by the first, unless another leads to another outcome.
assessment assess_all(const target& t, std::span<const claim* const> told, date day, const reading& how) {
    auto made = assess(t, *told.front(), day, how);
    for (const auto* const c : told.subspan(1)) {
        const auto other = assess(t, *c, day, how);
        if (other.stands == made.stands) continue;
        return without_figure(t, day,
                              "claims disagree: by " + to_string(*told.front()) + " it is " +
                                  std::string{to_string(made.stands)} + ", by " + to_string(*c) + ' ' +
                                  std::string{to_string(other.stands)});
    }
    return made;
}

/// Where one target of a group stands so, the group does, unless another is worse.
int weight(outcome o) {
    constexpr std::array<int, 4> weights{0, 3, 1, 2};  // met, missed, open, cannot be told
    return weights[static_cast<std::size_t>(o)];
}

}  // namespace

plan_score score(const plan& p, std::span<const assessment> all, stage which, const std::optional<period>& when) {
    if (all.size() != p.targets.size()) {
        throw std::invalid_argument{"muong::score: " + std::to_string(all.size()) + " assessments of a plan of " +
                                    std::to_string(p.targets.size()) + " targets"};
    }
    std::vector<std::pair<std::string_view, outcome>> groups;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& t = p.targets[i];
        if (t.interim != (which == stage::interim) || (when && t.when != when)) continue;
        const auto same = t.group.empty() ? groups.end()
                                          : std::ranges::find(groups, std::string_view{t.group},
                                                              &std::pair<std::string_view, outcome>::first);
        if (same == groups.end()) {
            groups.emplace_back(t.group, all[i].stands);
        } else if (weight(same->second) < weight(all[i].stands)) {
            same->second = all[i].stands;
        }
    }
    plan_score made;
    for (const auto& [group, stands] : groups) {
        switch (stands) {
            case outcome::met:
                ++made.met;
                break;
            case outcome::missed:
                ++made.missed;
                break;
            case outcome::open:
                ++made.open;
                break;
            case outcome::cannot_be_told:
                ++made.cannot_be_told;
                break;
        }
    }
    made.not_listed = p.groups.value_or(0) - std::min(p.groups.value_or(0), groups.size());
    return made;
}

std::vector<assessment> assess(const plan& p, std::span<const claim> told, date day, const reading& how) {
    std::vector<assessment> all;
    for (const auto& t : p.targets) {
        std::vector<const claim*> on_it, on_a_part;
        for (const auto& c : told) {
            if (c.subject != t.subject || c.indicator != t.indicator || !c.when || !t.when.contains(*c.when)) continue;
            if (!sets(c, t)) (c.when == t.when ? on_it : on_a_part).push_back(&c);
        }
        const auto silent = [&](const claim* c) { return !assess(t, *c, day, how).beyond; };
        if (std::ranges::all_of(on_it, silent) && !std::ranges::all_of(on_a_part, silent)) {
            on_it.clear();  // parts that say something of the whole, before what says nothing
            std::erase_if(on_a_part, silent);
        }
        const auto& used = on_it.empty() ? on_a_part : on_it;
        all.push_back(used.empty() ? assess(t, day) : assess_all(t, used, day, how));
    }
    return all;
}

std::string to_string(const plan_score& s) {
    std::string text = std::to_string(s.met) + " of " + std::to_string(s.all()) + " met";
    const auto append = [&text](std::size_t n, std::string_view what) {
        if (n > 0) text += ", " + std::to_string(n) + ' ' + std::string{what};
    };
    append(s.missed, "missed");
    append(s.open, "open");
    append(s.cannot_be_told, "cannot be told");
    append(s.not_listed, "not listed");
    return text;
}
std::ostream& operator<<(std::ostream& out, const plan_score& s) { return out << to_string(s); }

computed<percent> required_growth(decimal level, const target& t, int steps, int decimals) {
    const auto goal = t.goal.bounds();
    const auto lower = goal.lower(), upper = goal.upper();
    const bool rises = lower && (!upper || level < lower->value);
    if (!rises && !upper) throw std::invalid_argument{"muong::required_growth: the goal has no edge to lead to"};
    return compound_growth_rate(level, rises ? lower->value : upper->value, steps,
                                {decimals, rises ? rounding::ceiling : rounding::floor});
}

namespace {

/// How many steps of the frequency of `from` it is to the last one of the target's period.
int steps_to(const target& t, const period& from) {
    if (from.frequency() == frequency::term || from.frequency() == frequency::day) {
        throw std::invalid_argument{"muong::required_growth: growth takes steps of months to years, not " +
                                    to_string(from)};
    }
    return period::around(from.frequency(), t.when.last()) - from;
}

}  // namespace

computed<percent> required_growth(const series& levels, const target& t, int decimals) {
    for (std::size_t i = levels.size(); i-- > 0;) {
        const int steps = steps_to(t, levels.at_index(i));
        const auto level = levels.at(i).value;
        if (steps < 1 || !level) continue;
        return required_growth(convert(*level, levels.header().unit, t.unit).value(), t, steps, decimals);
    }
    return missing_reason::outside;
}

computed<interval<percent>> required_growth(const claim& level, const target& t, int decimals, const reading& how) {
    if (!level.when) throw std::invalid_argument{"muong::required_growth: the level is told of no period"};
    const int steps = steps_to(t, *level.when);
    const auto goal = as_fractions(t.goal.bounds());
    const range levels = as_fractions(convert(level.value, level.unit, t.unit).value().bounds(how));
    if (!goal.lower() && !goal.upper())
        throw std::invalid_argument{"muong::required_growth: the goal has no edge to lead to"};
    if (!levels.lower() || levels.lower()->value.sign() < 0) return missing_reason::negative_base;
    if (levels.lower()->value.sign() == 0) return missing_reason::zero_base;

    // Below the lower edge of the goal levels rise to it, all others go to the upper edge: within each of both parts
    // the rate falls as the level rises.
    interval<percent>::end least, greatest;
    bool unbounded = false;
    missing_reason none = missing_reason::none;
    const auto rate = [&](const fraction& from, const fraction& to, rounding round) -> interval<percent>::end {
        const auto made = compound_growth_rate(from, to, steps, {decimals, round});
        if (!made) none = made.reason();
        return made ? interval<percent>::end{bound<percent>{made.value()}} : interval<percent>::end{};
    };
    const auto lead = [&](const std::optional<range>& part, const fraction& edge) {
        if (!part) return;
        const auto highest = rate(part->lower()->value, edge, rounding::ceiling);
        const auto lowest =
            part->upper() ? rate(part->upper()->value, edge, rounding::floor) : interval<percent>::end{};
        unbounded = unbounded || !part->upper();
        if (highest && (!greatest || greatest->value < highest->value)) greatest = highest;
        if (lowest && (!least || lowest->value < least->value)) least = lowest;
    };
    if (goal.lower() && goal.upper()) {
        const fraction edge = goal.lower()->value;
        lead(intersection(levels, range{{}, bound<fraction>{edge, false}}), edge);
        lead(intersection(levels, range{bound<fraction>{edge}, {}}), goal.upper()->value);
    } else {
        lead(levels, goal.lower() ? goal.lower()->value : goal.upper()->value);
    }
    if (none != missing_reason::none) return none;
    if (unbounded) least.reset();
    return interval<percent>{least, greatest};
}

}  // namespace muong::v0
