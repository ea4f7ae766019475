// SPDX-License-Identifier: MIT
#include <muong/funding/funding_source.hpp>
#include <muong/projects/portfolio.hpp>
#include <muong/units/registry.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace muong::inline v0 {
namespace {

/// Looks through one project and lists its faults.
class project_examiner {
public:
    project_examiner(const project& p, const place& where, problems& found) : p_{p}, where_{where}, found_{found} {}

    void look(const registry* units) {
        progress();
        phases();
        spans();
        if (units != nullptr) locations(*units);
    }

    void fault(errc code, std::string_view field, std::string what, std::string expected) {
        auto where = where_;
        where.field = where.field.empty() ? std::string{field} : where.field + ' ' + std::string{field};
        found_.push_back(
            {code, std::move(where), std::move(what),
             (p_.id.empty() ? "in a project without id" : "in project " + p_.id) + ": " + std::move(expected)});
    }

private:
    /// The entries in the order of their latest days; equal days in the order in which they were told.
    template <class Entry, class Day>
    static std::vector<const Entry*> in_order(const std::vector<Entry>& entries, Day day) {
        std::vector<const Entry*> order;
        order.reserve(entries.size());
        for (const auto& e : entries) order.push_back(&e);
        std::ranges::stable_sort(order, {}, [&](const Entry* e) { return (e->*day).latest(); });
        return order;
    }

    void progress() {
        struct seen {
            const progress_entry* last = nullptr;
        };
        seen last[2][2];
        for (const auto* entry : in_order(p_.progress, &progress_entry::on)) {
            if (entry->percent < decimal{0} || entry->percent > decimal{100}) {
                fault(errc::out_of_range, "progress", to_string(entry->percent), "a progress of 0 to 100 percent");
                continue;
            }
            auto& before = last[static_cast<std::size_t>(entry->metric)][entry->planned ? 1 : 0].last;
            if (before != nullptr && entry->percent < before->percent && entry->note.empty()) {
                fault(errc::progress_falls, "progress", to_string(entry->percent) + " on " + to_string(entry->on),
                      "at least " + to_string(before->percent) + ", the progress on " + to_string(before->on) +
                          ", or a note why it falls");
            }
            before = entry;
        }
    }

    void phases() {
        const phase_entry* before = nullptr;
        for (const auto* entry : in_order(p_.phases, &phase_entry::since)) {
            if (before != nullptr && entry->phase < before->phase && entry->note.empty()) {
                fault(errc::progress_falls, "phase", std::string{to_string(entry->phase)},
                      "a phase not before " + std::string{to_string(before->phase)} + ", or a note why it goes back");
            }
            before = entry;
        }
    }

    void spans() {
        const auto ends_first = [](const qualified_date& from, const qualified_date& to) {
            return from.earliest() && to.latest() < *from.earliest();
        };
        const auto compare = [&](std::string_view what, const qualified_date* start, const qualified_date* finish) {
            if (start != nullptr && finish != nullptr && ends_first(*start, *finish)) {
                fault(errc::contradiction, "schedule", to_string(*finish),
                      std::string{what} + " finish not before " + to_string(*start));
            }
        };
        compare("an actual", actual(p_, schedule_point::start), actual(p_, schedule_point::finish));
        schedules(schedule_status::planned, "a planned", compare);
        schedules(schedule_status::forecast, "an expected", compare);
        for (const auto& s : p_.suspensions) {
            if (s.to && ends_first(s.from, *s.to)) {
                fault(errc::empty_period, "suspension", to_string(*s.to), "an end not before " + to_string(s.from));
            }
        }
        for (const auto& d : p_.delays) {
            if (d.from && d.to && ends_first(*d.from, *d.to)) {
                fault(errc::empty_period, "delay", to_string(*d.to), "an end not before " + to_string(*d.from));
            }
        }
    }

    /// What was planned or expected when both ends were told on one day, and what is now.
    template <class Compare>
    void schedules(schedule_status status, std::string_view what, Compare compare) {
        const auto basis = status == schedule_status::forecast ? schedule_basis::forecast : schedule_basis::latest_plan;
        std::map<date, std::set<schedule_point>> told;
        for (const auto& e : p_.schedule) {
            if (e.status == status) told[e.told_on.value_or(date::min())].insert(e.point);
        }
        for (const auto& [day, points] : told) {
            if (points.size() < 2 && day != told.rbegin()->first) continue;
            compare(what, scheduled(p_, schedule_point::start, basis, day),
                    scheduled(p_, schedule_point::finish, basis, day));
        }
    }

    void locations(const registry& units) {
        for (const auto& l : p_.locations) {
            if (units.at(l.code, l.on) != nullptr) continue;
            const bool known = !units.history_of(l.code).empty();
            fault(known ? errc::not_in_force : errc::unknown_unit, "location", to_string(l.code),
                  "the code of a unit on " + to_string(l.on));
        }
    }

    const project& p_;
    const place& where_;
    problems& found_;
};

}  // namespace

const project* portfolio::find(std::string_view id) const& noexcept {
    const auto at =
        std::ranges::lower_bound(*all_, id, std::less<>{}, [](const project& p) -> std::string_view { return p.id; });
    return at == all_->end() || at->id != id ? nullptr : &*at;
}

bool portfolio::has_cause(const project& p, delay_cause cause) noexcept {
    return std::ranges::any_of(p.delays, [cause](const delay& d) { return d.cause == cause; }) ||
           std::ranges::any_of(p.suspensions, [cause](const suspension& s) { return s.cause == cause; });
}

bool portfolio::contains(const std::vector<std::string>& ids, const std::string& id) noexcept {
    return std::ranges::find(ids, id) != ids.end();
}

std::vector<std::string> portfolio::sources_in(const funding_sources& tree, std::string_view group) {
    const auto first = tree.index_of(group);
    if (!first) throw std::invalid_argument{"muong::portfolio: no funding source " + std::string{group}};
    std::vector<std::string> ids;
    for (auto i = *first; i < tree.end_of(*first); ++i) ids.push_back(tree.all()[i].id);
    return ids;
}

portfolio::builder& portfolio::builder::against(const registry& units) {
    units_ = std::make_shared<const registry>(units);
    return *this;
}

problems portfolio::builder::check() const {
    problems found;
    std::set<std::string_view> ids;
    for (const auto& [p, where] : rows_) {
        project_examiner one{p, where, found};
        if (p.id.empty()) {
            one.fault(errc::missing_value, "id", {}, "an id");
        } else if (!ids.insert(p.id).second) {
            one.fault(errc::duplicate_key, "id", p.id, "an id that no other project has");
        }
        one.look(units_.get());
    }
    return found;
}

result<portfolio> portfolio::builder::try_build() && {
    auto used = std::exchange(*this, {});
    if (auto found = used.check(); !found.empty()) return found;
    std::vector<project> all;
    all.reserve(used.rows_.size());
    for (auto& one : used.rows_) all.push_back(std::move(one.what));
    std::ranges::sort(all, {}, &project::id);
    return portfolio{std::make_shared<const std::vector<project>>(std::move(all))};
}

}  // namespace muong::v0
