// SPDX-License-Identifier: MIT
#include <muong/indicators/target.hpp>

#include <algorithm>
#include <array>
#include <ostream>

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
    return names[static_cast<std::size_t>(o)];
}
std::ostream& operator<<(std::ostream& out, outcome o) { return out << to_string(o); }

assessment assess(const target& t, date day) { return without_figure(t, day, "no figure is told"); }

assessment assess(const target& t, const claim& told, date day, const reading& how) {
    if (!told.when || !t.when.contains(*told.when)) {
        return without_figure(t, day,
                              "the figure is told of " + (told.when ? to_string(*told.when) : "no period") +
                                  ", the target of " + to_string(t.when));
    }
    const auto value = convert(told.value, told.unit, t.unit);
    if (!value) return without_figure(t, day, to_string(value.error().front()));
    auto made = against(t, value.value().bounds(how), day);
    if (made.stands == outcome::missed && told.when != t.when) {  // the rest of the period may have made up for it
        made.stands = outcome::cannot_be_told;
        made.why = "the figure is told of " + to_string(*told.when) + " alone, the target of " + to_string(t.when);
    }
    return made;
}

assessment assess(const target& t, const series& told, date day) {
    const auto o = told[t.when];
    if (!o.value) return without_figure(t, day, "no value: " + std::string{to_string(o.reason)});
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

}  // namespace

plan_score score(std::span<const assessment> all) noexcept {
    plan_score made;
    for (const auto& a : all) {
        switch (a.stands) {
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
    return made;
}

std::vector<assessment> assess(const plan& p, std::span<const claim> told, date day, const reading& how) {
    std::vector<assessment> all;
    for (const auto& t : p.targets) {
        std::vector<const claim*> on_it;
        const claim* on_a_part = nullptr;
        for (const auto& c : told) {
            if (c.subject != t.subject || c.indicator != t.indicator || !c.when) continue;
            if (c.when == t.when) {
                on_it.push_back(&c);
            } else if (on_a_part == nullptr && t.when.contains(*c.when)) {
                on_a_part = &c;
            }
        }
        all.push_back(!on_it.empty()         ? assess_all(t, on_it, day, how)
                      : on_a_part != nullptr ? assess(t, *on_a_part, day, how)
                                             : assess(t, day));
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
    return text;
}
std::ostream& operator<<(std::ostream& out, const plan_score& s) { return out << to_string(s); }

computed<percent> required_growth(decimal level, const target& t, int steps, int decimals) {
    const auto goal = t.goal.bounds();
    const auto lower = goal.lower(), upper = goal.upper();
    const bool rises = lower && (!upper || level < lower->value);
    if (!rises && !upper) throw std::invalid_argument{"muong: the goal has no edge to lead to"};
    return compound_growth_rate(level, rises ? lower->value : upper->value, steps,
                                {decimals, rises ? rounding::ceiling : rounding::floor});
}

}  // namespace muong::v0
