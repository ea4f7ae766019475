// SPDX-License-Identifier: MIT
#include <muong/io/oc4ids.hpp>

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "io/json.hpp"

namespace muong::inline v0 {
namespace {

using json::array;
using json::object;

std::string date_time(date day) { return to_string(day) + "T00:00:00Z"; }

object amount_of(const any_money& m) {
    return {{"amount", json_number(m.amount())}, {"currency", to_string(m.currency())}};
}

object classification(std::string_view scheme, std::string_view id) { return {{"scheme", scheme}, {"id", id}}; }

class teller {
public:
    teller(const project& p, const oc4ids_options& options, problems& left_out)
        : p_{p}, options_{options}, left_out_{left_out} {}

    object told() {
        object out{{"id", p_.id}};
        if (!p_.title.empty()) out["title"] = p_.title;
        if (const auto phase = phase_on(p_, options_.published)) out["status"] = to_string(*phase);
        if (p_.type) out["type"] = to_string(*p_.type);
        array sectors;
        for (const auto s : p_.sectors) sectors.push_back(json::string{to_string(s)});
        add(out, "sector", std::move(sectors));
        add_classifications(out);
        add(out, "period", whole_period());
        add_phases(out);
        add_parties(out);
        add_locations(out);
        if (p_.budget) out["budget"] = object{{"amount", amount_of(p_.budget->value())}};
        add_progress(out, "forecasts", true);
        add_progress(out, "metrics", false);
        add_milestones(out);
        add_completion(out);
        for (std::size_t i = 0; i < p_.suspensions.size(); ++i) {
            leave_out("suspensions[" + std::to_string(i) + ']', p_.suspensions[i].from.wording(), no_member);
        }
        for (std::size_t i = 0; i < p_.delays.size(); ++i) {
            leave_out("delays[" + std::to_string(i) + ']', to_string(p_.delays[i].cause), no_member);
        }
        tell_schedule();
        tell_others();
        return out;
    }

private:
    static constexpr std::string_view no_member = "a member for it, which OC4IDS does not have", a_day = "a day";

    template <class Container>
    static void add(object& out, std::string_view name, Container all) {
        if (!all.empty()) out[name] = std::move(all);
    }

    void leave_out(std::string field, std::string_view found, std::string_view expected) {
        left_out_.push_back(
            {errc::unknown_value, {p_.id, 0, 0, std::move(field)}, std::string{found}, std::string{expected}});
    }

    void leave_out_text(std::string field, const std::string& text) {
        if (!text.empty()) leave_out(std::move(field), text, no_member);
    }

    /// The package has one start and one end, without words about them.
    void tell_schedule() {
        const auto* const start = best(schedule_point::start);
        const auto* const finish = best(schedule_point::finish);
        for (std::size_t i = 0; i < p_.schedule.size(); ++i) {
            const auto& entry = p_.schedule[i];
            if (entry.status == schedule_status::actual && !is_known(entry.when)) continue;
            if (entry.told_on && *entry.told_on > options_.published) continue;
            const auto field = "schedule[" + std::to_string(i) + ']';
            if (&entry.when != start && &entry.when != finish) {
                leave_out(field, entry.when.wording(), "one start and one end, as last told");
                continue;
            }
            if (entry.told_on) leave_out(field + ".told_on", to_string(*entry.told_on), no_member);
            leave_out_text(field + ".note", entry.note);
        }
    }

    void tell_others() {
        for (std::size_t i = 0; i < p_.parties.size(); ++i) {
            const auto& since = p_.parties[i].since;
            if (since) leave_out("parties[" + std::to_string(i) + "].since", since->wording(), no_member);
        }
        for (std::size_t i = 0; i < p_.plans.size(); ++i) {
            leave_out("plans[" + std::to_string(i) + ']', p_.plans[i], no_member);
        }
        for (std::size_t i = 0; i < p_.said_by.size(); ++i) {
            leave_out("said_by[" + std::to_string(i) + ']', p_.said_by[i], no_member);
        }
    }

    /// Writes a day; what is no day is left out and told.
    void add_day(object& out, std::string_view name, const qualified_date& when, const std::string& field) {
        if (when.is_exact()) {
            out[name] = date_time(when.latest());
        } else {
            leave_out(field, when.wording(), a_day);
        }
    }

    /// What comes after the day of the package is not known on it.
    [[nodiscard]] bool is_known(const qualified_date& when) const { return when.latest() <= options_.published; }

    [[nodiscard]] const qualified_date* known_actual(schedule_point point) const {
        const auto* const when = actual(p_, point);
        return when != nullptr && is_known(*when) ? when : nullptr;
    }

    [[nodiscard]] const qualified_date* best(schedule_point point) const {
        const auto* const when = known_actual(point);
        return when != nullptr ? when : scheduled(p_, point, schedule_basis::latest_plan, options_.published);
    }

    object whole_period() {
        object period;
        if (const auto* when = best(schedule_point::start)) add_day(period, "startDate", *when, "period.startDate");
        const auto* const finish = best(schedule_point::finish);
        const bool has_words = finish != nullptr && finish == known_actual(schedule_point::finish);  // in `completion`
        if (finish != nullptr && (finish->is_exact() || !has_words)) {
            add_day(period, "endDate", *finish, "period.endDate");
        }
        return period;
    }

    /// From the day on which a phase begins to the eve of the next one; the first time that a project is in it.
    void add_phases(object& out) {
        for (std::size_t i = 0; i < p_.phases.size(); ++i) {
            const auto& phase = p_.phases[i];
            if (!is_known(phase.since)) continue;
            const auto field = "phases[" + std::to_string(i) + ']';
            leave_out_text(field + ".note", phase.note);
            if (phase.phase >= project_phase::decommissioned) {  // no phases that last
                leave_out(field, phase.since.wording(), "a phase that has a period in OC4IDS");
                continue;
            }
            const auto name = std::string{to_string(phase.phase)} + "Period";
            if (out.contains(name)) {
                leave_out(field, phase.since.wording(), "each phase once");
                continue;
            }
            object period;
            add_day(period, "startDate", phase.since, name + ".startDate");
            if (!period.empty() && i + 1 < p_.phases.size() && p_.phases[i + 1].since.is_exact() &&
                is_known(p_.phases[i + 1].since) && phase.since.latest() < p_.phases[i + 1].since.latest()) {
                period["endDate"] = date_time(p_.phases[i + 1].since.latest().eve());
            }
            add(out, name, std::move(period));
        }
    }

    void add_classifications(object& out) {
        array all;
        if (p_.group) all.push_back(classification("VN-PROJECT-GROUP", to_string(*p_.group)));
        for (const auto& id : p_.programmes) all.push_back(classification("MUONG-PROGRAMME", id));
        for (const auto& id : p_.sources) all.push_back(classification("MUONG-FUNDING-SOURCE", id));
        add(out, "additionalClassifications", std::move(all));
    }

    void add_parties(object& out) {
        std::vector<std::string> names;
        array all;
        for (const auto& party : p_.parties) {
            const auto known = std::find(names.begin(), names.end(), party.name);
            const auto at = static_cast<std::size_t>(known - names.begin());
            if (known == names.end()) {
                names.push_back(party.name);
                all.push_back(object{{"id", std::to_string(names.size())}, {"name", party.name}, {"roles", array{}}});
            }
            auto& roles = all[at].as_object().at("roles").as_array();
            const json::value role = json::string{to_string(party.role)};
            if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
        }
        add(out, "parties", std::move(all));
    }

    /// Codes are used again, so the day of each stands in its description.
    void add_locations(object& out) {
        array all;
        for (const auto& place : p_.locations) {
            const auto described = (place.note.empty() ? "" : place.note + "; ") + "code as of " + to_string(place.on);
            all.push_back(object{{"id", std::to_string(all.size() + 1)},
                                 {"description", described},
                                 {"gazetteer", object{{"scheme", options_.scheme},
                                                      {"identifiers", array{json::string{place.code.view()}}}}}});
        }
        add(out, "locations", std::move(all));
    }

    void add_progress(object& out, std::string_view member, bool planned) {
        array all;
        for (const auto metric : {progress_metric::physical, progress_metric::financial}) {
            array observations;
            for (std::size_t i = 0; i < p_.progress.size(); ++i) {
                const auto& entry = p_.progress[i];
                if (entry.metric != metric || entry.planned != planned || (!planned && !is_known(entry.on))) continue;
                if (!entry.on.is_exact()) {
                    leave_out("progress[" + std::to_string(i) + ']', entry.on.wording(), a_day);
                    continue;
                }
                const auto day = date_time(entry.on.latest());
                object told{{"id", std::to_string(observations.size() + 1)},
                            {"period", object{{"startDate", day}, {"endDate", day}}},
                            {"measure", json_number(entry.percent)},
                            {"unit", object{{"name", "percent"}, {"scheme", "UCUM"}, {"id", "%"}}}};
                if (!entry.note.empty()) told["notes"] = entry.note;
                observations.push_back(std::move(told));
            }
            if (observations.empty()) continue;
            all.push_back(object{{"id", to_string(metric)}, {"observations", std::move(observations)}});
        }
        add(out, member, std::move(all));
    }

    void add_milestones(object& out) {
        array all;
        for (const auto& m : p_.milestones) {
            const auto path = "milestones[" + std::to_string(all.size()) + ']';
            object told{{"id", m.id}, {"title", m.title}, {"status", to_string(m.status)}};
            if (m.type) told["type"] = to_string(*m.type);
            if (m.due) add_day(told, "dueDate", *m.due, path + ".dueDate");
            if (m.met) add_day(told, "dateMet", *m.met, path + ".dateMet");
            all.push_back(std::move(told));
        }
        add(out, "milestones", std::move(all));
    }

    void add_completion(object& out) {
        const auto* const end = known_actual(schedule_point::finish);
        if (end == nullptr) return;
        object completion;
        if (end->is_exact()) completion["endDate"] = date_time(end->latest());
        completion["endDateDetails"] = end->wording();
        out["completion"] = std::move(completion);
    }

    const project& p_;
    const oc4ids_options& options_;
    problems& left_out_;
};

}  // namespace

oc4ids_package to_oc4ids(const portfolio& projects, const oc4ids_options& options) {
    oc4ids_package made;
    const auto lies_somewhere = [](const project& p) { return !p.locations.empty(); };
    if (options.scheme.empty() && std::any_of(projects.all().begin(), projects.all().end(), lies_somewhere)) {
        throw std::invalid_argument{"muong::to_oc4ids: locations without the scheme of their codes"};
    }
    array all;
    for (const auto& p : projects.all()) all.push_back(teller{p, options, made.left_out}.told());
    made.json = json_text(object{{"uri", options.uri},
                                 {"publishedDate", date_time(options.published)},
                                 {"publisher", object{{"name", options.publisher}}},
                                 {"version", "0.9"},
                                 {"projects", std::move(all)}});
    return made;
}

}  // namespace muong::v0
