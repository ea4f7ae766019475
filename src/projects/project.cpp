// SPDX-License-Identifier: MIT
#include <muong/projects/project.hpp>

#include <ostream>

namespace muong::inline v0 {

std::optional<project_phase> phase_on(const project& p, date day) noexcept {
    const phase_entry* last = nullptr;
    for (const auto& entry : p.phases) {
        if (entry.since.latest() <= day && (last == nullptr || last->since.latest() <= entry.since.latest())) {
            last = &entry;
        }
    }
    if (last == nullptr) return {};
    return last->phase;
}

const progress_entry* progress_on(const project& p, progress_metric metric, date day) noexcept {
    const progress_entry* last = nullptr;
    for (const auto& entry : p.progress) {
        if (entry.planned || entry.metric != metric || entry.on.latest() > day) continue;
        if (last == nullptr || last->on.latest() <= entry.on.latest()) last = &entry;
    }
    return last;
}

answer suspended_on(const project& p, date day) noexcept {
    auto told = answer::no;
    for (const auto& s : p.suspensions) {
        if (s.from.earliest() && *s.from.earliest() > day) continue;  // begins later
        if (s.to && s.to->is_before(day) == answer::yes) continue;    // is over
        const bool has_begun = s.from.latest() <= day;
        const bool goes_on = !s.to || (s.to->earliest() && *s.to->earliest() > day);
        if (has_begun && goes_on) return answer::yes;
        told = answer::cannot_be_told;
    }
    return told;
}

std::optional<int> iati_activity_status_on(const project& p, date day) noexcept {
    const auto phase = phase_on(p, day);
    if (!phase) return {};
    return iati_activity_status(*phase, suspended_on(p, day) == answer::yes);
}

std::string_view to_string(schedule_basis basis) noexcept {
    return basis == schedule_basis::first_plan    ? "first plan"
           : basis == schedule_basis::latest_plan ? "latest plan"
                                                  : "forecast";
}
std::ostream& operator<<(std::ostream& out, schedule_basis basis) { return out << to_string(basis); }

const qualified_date* scheduled(const project& p, schedule_point point, schedule_basis basis, date as_of) noexcept {
    const auto status = basis == schedule_basis::forecast ? schedule_status::forecast : schedule_status::planned;
    const schedule_entry* found = nullptr;
    for (const auto& entry : p.schedule) {
        if (entry.point != point || entry.status != status || (entry.told_on && *entry.told_on > as_of)) continue;
        const bool supersedes =
            found == nullptr || (basis == schedule_basis::first_plan
                                     ? found->told_on && (!entry.told_on || *entry.told_on < *found->told_on)
                                     : !found->told_on || (entry.told_on && *entry.told_on >= *found->told_on));
        if (supersedes) found = &entry;
    }
    return found == nullptr ? nullptr : &found->when;
}

const qualified_date* actual(const project& p, schedule_point point) noexcept {
    const schedule_entry* found = nullptr;
    for (const auto& entry : p.schedule) {
        if (entry.point != point || entry.status != schedule_status::actual) continue;
        if (found == nullptr || !found->told_on || (entry.told_on && *entry.told_on >= *found->told_on)) found = &entry;
    }
    return found == nullptr ? nullptr : &found->when;
}

lateness lateness_on(const project& p, date day, schedule_basis basis) noexcept {
    lateness told;
    const auto* const end = actual(p, schedule_point::finish);
    const bool surely_open = end == nullptr || (end->earliest() && *end->earliest() > day);
    told.finished = end != nullptr && end->latest() <= day;
    const auto* const due = scheduled(p, schedule_point::finish, basis, day);
    if (due == nullptr) return told;

    // The finish, as it counts on the day: what is not finished then ends, for this, on the day itself.
    if (end != nullptr && !surely_open) {
        const auto last = end->latest() < day ? end->latest() : day;
        if (end->earliest()) told.days.least = *end->earliest() - due->latest();
        if (due->earliest()) told.days.most = last - *due->earliest();
    } else {
        told.days.least = day - due->latest();
        if (due->earliest()) told.days.most = day - *due->earliest();
    }
    if (told.days.least && *told.days.least > 0)
        told.late = answer::yes;
    else if (told.days.most && *told.days.most <= 0)
        told.late = answer::no;
    return told;
}

}  // namespace muong::v0
