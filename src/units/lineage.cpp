// SPDX-License-Identifier: MIT
#include <muong/units/lineage.hpp>
#include <muong/units/registry.hpp>

#include "units/lineage_of_several.hpp"
#include "units/listed.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace muong::inline v0 {

namespace {

using detail::listed;

using detail::no_index;

const unit& require_unit(const registry& units, const unit_code& code, date day) {
    const auto* const found = units.at(code, day);
    if (found == nullptr) {
        throw std::invalid_argument{"muong::lineage: no unit bears the code " + to_string(code) + " on " +
                                    to_string(day)};
    }
    return *found;
}

/// Follows nodes through the steps of the days of change, in either direction.
class walker {
public:
    walker(const registry& units, std::span<const unit* const> starts)
        : units_{units},
          d_{units.data()},
          steps_{d_.steps()},
          made_{starts.size() == 1 ? starts.front() : nullptr, date::min(), date::min(), {}, {}} {
        for (const auto* const u : starts) front_.insert(d_.position(u));
    }

    lineage forward(date day, date until) {
        made_.from = day;
        made_.to = until;
        for (const auto& step : steps_between(day, until)) {
            open_tiers(step.day);
            const auto rows = steps_.rows_of(step);
            std::set<std::uint32_t> next;
            for (auto node = front_.begin(); node != front_.end();) {
                const auto row =
                    std::lower_bound(rows.begin(), rows.end(), *node,
                                     [](const detail::step_row& r, std::uint32_t n) { return r.source < n; });
                if (row == rows.end() || row->source != *node) {
                    ++node;
                    continue;
                }
                for (const auto& e : steps_.entries_of(*row)) {
                    next.insert(e.target);
                    tell(step.day, *node, e);
                }
                node = front_.erase(node);
            }
            front_.merge(next);
        }
        open_tiers(until);
        return finish();
    }

    lineage backward(date day, date back_to) {
        made_.from = day;
        made_.to = back_to;
        const auto steps = steps_between(back_to, day);
        std::vector<std::vector<lineage_step>> told;  // a list a step, the last step first
        for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
            if (!some_change_on(step->day)) continue;
            std::set<std::uint32_t> next;
            std::set<std::uint32_t> left;
            for (const auto& row : steps_.rows_of(*step)) {
                for (const auto& e : steps_.entries_of(row)) {
                    if (!front_.contains(e.target)) continue;
                    left.insert(e.target);
                    next.insert(row.source);
                    tell(step->day, row.source, e);
                }
            }
            for (const auto node : left) front_.erase(node);
            front_.merge(next);
            told.push_back(std::move(made_.steps));
            made_.steps.clear();
        }
        for (auto list = told.rbegin(); list != told.rend(); ++list) {
            made_.steps.insert(made_.steps.end(), list->begin(), list->end());
        }
        return finish();
    }

private:
    [[nodiscard]] std::span<const detail::step> steps_between(date from, date to) const {
        const auto all = steps_.all();
        const auto after = [](date x, const detail::step& s) { return x < s.day; };
        return {std::upper_bound(all.begin(), all.end(), from, after),
                std::upper_bound(all.begin(), all.end(), to, after)};
    }

    /// Whether the day may lead to a node that is followed back. A unit is reached on its first day, or by a transfer
    /// under its own code.
    [[nodiscard]] bool some_change_on(date day) const {
        const auto begins = [&](std::uint32_t node) {
            const auto* const u = unit_of(node);
            return u == nullptr || u->valid().from() == day;
        };
        const auto is_followed = [&](const unit* u) { return u != nullptr && front_.contains(d_.position(u)); };
        const auto transfers = units_.transfers_on(day);
        return std::any_of(front_.begin(), front_.end(), begins) ||
               std::any_of(transfers.begin(), transfers.end(),
                           [&](const transfer& t) { return is_followed(t.from()) || is_followed(t.to()); });
    }

    [[nodiscard]] const unit* unit_of(std::uint32_t node) const {
        return node < d_.units.size() ? &d_.units[node] : nullptr;
    }

    /// Whether a unit that ends is told to go into another then.
    [[nodiscard]] bool goes_somewhere(const unit& u) const {
        const auto transfers = units_.transfers_on(*u.valid().to());
        return std::any_of(transfers.begin(), transfers.end(), [&](const transfer& t) { return t.from() == &u; });
    }

    /// A unit that ended by `day` without a step goes on through the units below it.
    void open_tiers(date day) {
        for (bool opened = true; opened;) {
            opened = false;
            for (const auto node : front_) {
                const auto* const u = unit_of(node);
                if (u == nullptr || u->valid().is_open() || day < *u->valid().to() ||
                    units_.at(u->code(), *u->valid().to()) != nullptr) {
                    continue;
                }
                std::vector<std::uint32_t> below;
                for (const auto& child : units_.children_of(u->code(), *u->valid().last())) {
                    below.push_back(d_.position(&child));
                }
                if (below.empty() || goes_somewhere(*u)) continue;
                for (const auto child : below) {
                    made_.steps.push_back({*u->valid().to(), lineage_link::children, nullptr, u, unit_of(child)});
                }
                front_.erase(node);
                front_.insert(below.begin(), below.end());
                opened = true;
                break;
            }
        }
    }

    /// Keeps a step unless it is the first half of a way that waits for a later change of the same day.
    void tell(date day, std::uint32_t source, const detail::step_entry& e) {
        const auto* before = unit_of(source);
        const auto* const after = unit_of(e.target);
        const auto number = e.forward != no_index ? e.forward : e.backward;
        if (number == no_index) {
            if (after == nullptr) return;
            if (before == nullptr) before = units_.at(after->code(), day.eve());  // it has waited
            if (before == nullptr || before == after) return;
            made_.steps.push_back({day, lineage_link::continuation, nullptr, before, after});
            return;
        }
        const auto& way = d_.transfers[number];
        if (after == nullptr && way.to() != nullptr) return;  // waits; told when it arrives
        made_.steps.push_back({day, lineage_link::transfer, &way, way.from(), after});
    }

    lineage finish() {
        for (const auto node : front_) {
            const auto* const u = unit_of(node);
            if (u != nullptr && u->valid().contains(made_.to)) made_.ends.push_back(u);
        }
        std::stable_sort(made_.steps.begin(), made_.steps.end(),
                         [](const auto& a, const auto& b) { return a.day < b.day; });
        return std::move(made_);
    }

    const registry& units_;
    const detail::registry_data& d_;
    const detail::change_steps& steps_;
    std::set<std::uint32_t> front_;
    lineage made_;
};

std::string plain_label(const unit& u) {
    std::string text{u.kind()};
    if (!text.empty()) text += ' ';
    text += u.name().empty() ? std::string{"unit"} : std::string{u.name()};
    return text + " (" + to_string(u.code()) + ")";
}

class narrator {
public:
    narrator(const registry& units, const story_words& words)
        : units_{units},
          label_{words.unit_label != nullptr ? words.unit_label : plain_label},
          remark_{words.transfer_remark} {}

    [[nodiscard]] std::string name(const unit* u, const unit_code* code = nullptr) const {
        if (u != nullptr) return label_(*u);
        return code != nullptr ? to_string(*code) + ", within the day" : "a unit within the day";
    }

    /// The lines of one lineage: steps of one day into (or out of) one unit are one line.
    std::vector<std::pair<date, std::string>> lines(const std::vector<lineage_step>& steps, bool by_target) const {
        std::vector<std::pair<date, std::string>> told;
        for (std::size_t i = 0; i < steps.size();) {
            std::vector<const lineage_step*> group;
            const auto same = [&](const lineage_step& s) {
                return s.day == steps[i].day && s.link == steps[i].link &&
                       (by_target ? s.after == steps[i].after : s.before == steps[i].before);
            };
            std::size_t next = i;
            while (next < steps.size() && same(steps[next])) group.push_back(&steps[next++]);
            told.emplace_back(steps[i].day, by_target ? arrival(group) : departure(group));
            i = next;
        }
        return told;
    }

private:
    [[nodiscard]] std::string act_of(const lineage_step& s) const {
        if (s.how == nullptr) return {};
        std::string text;
        if (s.how->act() != nullptr) {
            text = " [" + s.how->act()->number;
            if (!s.how->clause().empty()) text += ", clause " + std::string{s.how->clause()};
            text += "]";
        }
        const auto remark = remark_ != nullptr ? remark_(*s.how) : std::string{};
        return remark.empty() ? text : text + " (" + remark + ")";
    }

    [[nodiscard]] std::string arrival(const std::vector<const lineage_step*>& group) const {
        const auto& first = *group.front();
        if (first.link == lineage_link::continuation) return changed(*first.before, *first.after);
        const lineage_step* itself = nullptr;
        std::vector<std::string> others;
        for (const auto* s : group) {
            if (s->before != nullptr && s->how->from_code() == s->how->to_code()) {
                itself = s;
            } else {
                others.push_back((s->how->extent() == extent::part ? "a part of " : "") +
                                 name(s->before, &s->how->from_code()));
            }
        }
        if (itself == nullptr) {
            const bool moved_whole = others.size() == 1 && first.how->extent() == extent::whole;
            return name(first.after, &first.how->to_code()) + (moved_whole ? " is what was " : " is formed of ") +
                   listed(others) + act_of(first);
        }
        auto text = changed(*itself->before, *itself->after);
        const char* joint = text == name(itself->after) ? " " : ", ";
        if (itself->how->extent() == extent::part) {
            std::vector<std::string> heirs;
            for (const auto& t : units_.transfers_on(first.day)) {
                if (t.from_code() == itself->how->from_code() && t.to_code() != t.from_code()) {
                    heirs.push_back(name(t.to(), &t.to_code()));
                }
            }
            text += joint + ("gives a part to " + listed(heirs));
            joint = ", ";
        }
        if (!others.empty()) text += joint + ("takes in " + listed(others));
        return text + act_of(*itself);
    }

    /// "xa A (1)"; "xa A (1) becomes phuong B (1)" if one sees a difference.
    [[nodiscard]] std::string changed(const unit& before, const unit& after) const {
        if (label_(before) != label_(after)) return name(&before) + " becomes " + name(&after);
        if (before.parent() != after.parent()) {
            return name(&after) + " comes under " +
                   (after.parent() ? name(above(after)) : std::string{"no other unit"});
        }
        return name(&after);
    }
    [[nodiscard]] const unit* above(const unit& u) const { return units_.at(*u.parent(), u.valid().from()); }

    [[nodiscard]] std::string departure(const std::vector<const lineage_step*>& group) const {
        const auto& first = *group.front();
        if (first.link == lineage_link::continuation) return changed(*first.before, *first.after);
        if (first.link == lineage_link::children) {
            std::vector<std::string> below;
            for (const auto* s : group) below.push_back(name(s->after));
            return name(first.before) + " ends with its tier; below it were " + listed(below);
        }
        const bool single = group.size() == 1;
        const bool whole = single && first.how->extent() == extent::whole;
        std::vector<std::string> targets;
        for (const auto* s : group) targets.push_back(name(s->after, &s->how->to_code()));
        auto text = name(first.before, &first.how->from_code()) +
                    (whole    ? " goes whole into "
                     : single ? " gives a part to "
                              : " is divided between ") +
                    listed(targets);
        if (whole) text += together_with(first);
        return text + act_of(first);
    }

    /// Who else goes into the same unit that day.
    [[nodiscard]] std::string together_with(const lineage_step& s) const {
        std::vector<std::string> others;
        for (const auto& t : units_.transfers_on(s.day)) {
            if (t.to_code() != s.how->to_code() || t.from_code() == s.how->from_code()) continue;
            others.push_back((t.extent() == extent::part ? "a part of " : "") + name(t.from(), &t.from_code()));
        }
        return others.empty() ? std::string{} : ", with " + listed(others);
    }

    const registry& units_;
    std::string (*label_)(const unit&);
    std::string (*remark_)(const transfer&);
};

}  // namespace

lineage detail::successors_of(const registry& units, std::span<const unit* const> starts, date day, date until) {
    return walker{units, starts}.forward(day, until);
}

lineage detail::predecessors_of(const registry& units, std::span<const unit* const> starts, date day, date back_to) {
    return walker{units, starts}.backward(day, back_to);
}

lineage successors(const registry& units, const unit_code& code, date day, date until) {
    if (until < day) throw std::invalid_argument{"muong::successors: the later day is before the earlier one"};
    const auto* const start = &require_unit(units, code, day);
    return detail::successors_of(units, {&start, 1}, day, until);
}

lineage predecessors(const registry& units, const unit_code& code, date day, date back_to) {
    if (day < back_to) throw std::invalid_argument{"muong::predecessors: the earlier day is after the later one"};
    const auto* const start = &require_unit(units, code, day);
    return detail::predecessors_of(units, {&start, 1}, day, back_to);
}

std::string story(const registry& units, const unit_code& code, date day, date first, date last,
                  const story_words& words) {
    if (day < first || last < day) throw std::invalid_argument{"muong::story: the day lies outside first ... last"};
    const auto& hero = require_unit(units, code, day);
    const narrator tells{units, words};
    const auto before = predecessors(units, code, day, first);
    const auto after = successors(units, code, day, last);

    // where the history of a part of it begins, after the first day that was asked for
    std::set<const unit*> reached;
    for (const auto& step : before.steps) reached.insert(step.after);
    auto lines = tells.lines(before.steps, true);
    std::set<const unit*> begun;
    const auto begin = [&](const unit* u) {
        if (u == nullptr || reached.contains(u) || !begun.insert(u).second || u->valid().from() <= first) return;
        lines.emplace_back(u->valid().from(), tells.name(u) + " is first known");
    };
    for (const auto& step : before.steps) begin(step.before);
    if (before.steps.empty()) begin(&hero);
    const auto later = tells.lines(after.steps, false);
    lines.insert(lines.end(), later.begin(), later.end());
    std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.first < b.first; });

    std::string text = tells.name(&hero) + ", as of " + to_string(day) + "\n";
    for (const auto& [when, line] : lines) text += to_string(when) + "  " + line + "\n";
    if (after.ends.empty()) return text + to_string(last) + "  nothing goes on\n";
    std::vector<std::string> today;
    for (const auto* u : after.ends) today.push_back(tells.name(u));
    const bool itself = after.ends.size() == 1 && after.ends.front() == &hero;
    return text + to_string(last) +
           (itself ? "  stands as it is\n" : "  its territory lies in " + listed(today) + "\n");
}

}  // namespace muong::v0
