// SPDX-License-Identifier: MIT
#include <muong/io/oc4ids.hpp>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <muong/io/file.hpp>
#include <muong/units/registry.hpp>

#include "io/json_taker.hpp"

namespace muong::inline v0 {
namespace {

/// Also tells what muong has no place for.
class taker : public json_taker {
public:
    taker(const std::string& source, problems& faults, problems& left_out)
        : json_taker{source, faults}, source_{source}, left_out_{left_out} {}

    void leave_out(std::string_view path, const json::value* found, std::string_view expected) {
        left_out_.push_back(json_fault(errc::unknown_value, source_, path, found, expected));
    }
    void leave_out(std::string_view path, std::string_view found, std::string_view expected) {
        const json::value text = json::string{found};
        leave_out(path, &text, expected);
    }
    /// Members that are not among `known` are left out.
    void others(const json::object& from, const std::string& path, std::initializer_list<std::string_view> known) {
        for (const auto& pair : from) {
            const std::string_view name{pair.key().data(), pair.key().size()};
            if (pair.value().is_null() || std::find(known.begin(), known.end(), name) != known.end()) continue;
            leave_out(joined(path, name), &pair.value(), "a member that muong has a place for");
        }
    }
    /// Calls `take(element, its path)` for an array of objects, of which others than the `known` members are left out.
    template <class Take>
    void each_object(const json::object& from, const std::string& path, std::string_view name,
                     std::initializer_list<std::string_view> known, Take take) {
        each(from, path, name, [&](const json::value& element, const std::string& where) {
            const auto* const object = as_object(element, where);
            if (object == nullptr) return;
            take(*object, where);
            others(*object, where, known);
        });
    }
    /// A word of a closed list.
    template <class Parse>
    auto word(const json::object& from, const std::string& path, std::string_view name, Parse parse) {
        const auto told = text(from, path, name);
        auto value = told ? parse(*told) : decltype(parse(*told)){};
        if (told && !value) {
            fault(errc::unknown_value, joined(path, name), member(from, name), "a word of the list of OC4IDS");
        }
        return value;
    }

private:
    const std::string& source_;
    problems& left_out_;
};

struct start_and_end {
    std::optional<date> start;
    std::optional<date> end;
};

/// Reads one project.
class project_reader {
public:
    project_reader(taker& from, const json::object& o, std::string path, const oc4ids_reading& reading, date published)
        : from_{from}, o_{o}, path_{std::move(path)}, reading_{reading}, published_{published} {}

    project read() {
        constexpr std::string_view id_of_project = "the id of the project";
        const auto id = from_.needed_text(o_, path_, "id", id_of_project);
        if (id && id->empty()) from_.fault(errc::missing_value, at("id"), nullptr, id_of_project);
        p_.id = id.value_or("");
        p_.title = from_.text(o_, path_, "title").value_or("");
        p_.type = from_.word(o_, path_, "type", parse_project_type);
        from_.each_text(o_, path_, "sector", [this](std::string_view word, const std::string& path) {
            if (const auto sector = parse_project_sector(word)) {
                p_.sectors.push_back(*sector);
            } else {
                from_.leave_out(path, word, "a sector that muong has");
            }
        });
        classifications();
        schedule();
        phases();
        parties();
        locations();
        budget();
        progress("forecasts", true);
        progress("metrics", false);
        milestones();
        from_.others(o_, path_,
                     {"id",
                      "title",
                      "status",
                      "type",
                      "sector",
                      "additionalClassifications",
                      "period",
                      "identificationPeriod",
                      "preparationPeriod",
                      "implementationPeriod",
                      "completionPeriod",
                      "maintenancePeriod",
                      "decommissioningPeriod",
                      "parties",
                      "locations",
                      "budget",
                      "forecasts",
                      "metrics",
                      "milestones",
                      "completion"});
        return std::move(p_);
    }

private:
    [[nodiscard]] std::string at(std::string_view name) const { return taker::joined(path_, name); }

    start_and_end period(const json::object& from, const std::string& path, std::string_view name) {
        const auto* const period = from_.object(from, path, name);
        if (period == nullptr) return {};
        const auto where = taker::joined(path, name);
        const start_and_end told{from_.day(*period, where, "startDate"), from_.day(*period, where, "endDate")};
        if (told.start && told.end && *told.end < *told.start) {
            from_.fault(errc::empty_period, where + ".endDate", taker::member(*period, "endDate"),
                        "a day not before " + to_string(*told.start));
        }
        from_.others(*period, where, {"startDate", "endDate"});
        return told;
    }

    void classifications() {
        from_.each_object(o_, path_, "additionalClassifications", {"scheme", "id"},
                          [this](const json::object& each, const std::string& path) {
                              const auto scheme = from_.text(each, path, "scheme");
                              const auto id = from_.text(each, path, "id");
                              const auto group = id ? parse_project_group(*id) : std::nullopt;
                              if (scheme == "MUONG-PROGRAMME" && id) {
                                  p_.programmes.emplace_back(*id);
                              } else if (scheme == "MUONG-FUNDING-SOURCE" && id) {
                                  p_.sources.emplace_back(*id);
                              } else if (scheme == "VN-PROJECT-GROUP" && group && !p_.group) {
                                  p_.group = group;
                              } else {
                                  const json::value found = each;
                                  from_.leave_out(path, &found, "a classification that muong has a place for");
                              }
                          });
    }

    void schedule() {
        const auto planned = period(o_, path_, "period");
        const auto add = [this](schedule_point point, schedule_status status, qualified_date when) {
            p_.schedule.push_back({point, status, std::move(when), {}, {}});
        };
        if (planned.start) add(schedule_point::start, schedule_status::planned, *planned.start);
        const auto end = completed();
        if (!end) {
            if (planned.end) add(schedule_point::finish, schedule_status::planned, *planned.end);
            return;
        }
        if (planned.end && (!end->is_exact() || end->latest() != *planned.end)) {
            from_.leave_out(at("period.endDate"), to_string(*planned.end), "the end that completion tells");
        }
        add(schedule_point::finish, schedule_status::actual, *end);
    }

    std::optional<qualified_date> completed() {
        const auto* const completion = from_.object(o_, path_, "completion");
        if (completion == nullptr) return {};
        const auto where = at("completion");
        from_.others(*completion, where, {"endDate", "endDateDetails"});
        const auto day = from_.day(*completion, where, "endDate");
        const auto words = from_.text(*completion, where, "endDateDetails").value_or("");
        auto end = words.empty() ? std::nullopt : qualified_date::parse(words);
        if (day && (!end || !end->is_exact() || end->latest() != *day)) end = *day;
        if (!words.empty() && (!end || end->wording() != words)) {
            from_.leave_out(where + ".endDateDetails", words, day ? "the words of endDate" : "a day, or \"late 2024\"");
        }
        if (end && end->latest() > published_) {
            from_.leave_out(where, end->wording(), "an end by the day of the package");
            return {};
        }
        return end;
    }

    struct begun_phase {
        project_phase phase;
        date since;
        std::optional<date> until;
        std::string path;
    };

    void phases() {
        const auto status = from_.word(o_, path_, "status", parse_project_phase);
        std::vector<begun_phase> begun;
        for (auto phase = project_phase::identification; phase < project_phase::decommissioned;
             phase = static_cast<project_phase>(static_cast<int>(phase) + 1)) {
            const auto name = std::string{to_string(phase)} + "Period";
            const auto told = period(o_, path_, name);
            const auto leave_out = [&](const date& day, std::string_view expected) {
                from_.leave_out(at(name), to_string(day), expected);
            };
            if (!told.start) {
                if (told.end) leave_out(*told.end, "a startDate beside it");
            } else if (*told.start > published_) {
                leave_out(*told.start, "a phase that has begun by the day of the package");
            } else if (status && phase > *status) {
                leave_out(*told.start, "no phase behind the status, " + std::string{to_string(*status)});
            } else {
                begun.push_back({phase, *told.start, told.end, at(name)});
            }
        }
        std::stable_sort(begun.begin(), begun.end(), [](const auto& a, const auto& b) { return a.since < b.since; });
        bool has_status = !status;
        for (std::size_t i = 0; i < begun.size(); ++i) {
            const auto& each = begun[i];
            has_status = has_status || each.phase == *status;
            p_.phases.push_back({each.phase, each.since, {}});
            const bool met_by_next = each.until && i + 1 < begun.size() && begun[i + 1].since - *each.until == 1;
            if (each.until && !met_by_next) {
                from_.leave_out(each.path + ".endDate", to_string(*each.until),
                                "the eve of the next phase, or nothing");
            }
        }
        if (!has_status) {
            p_.phases.push_back({*status, qualified_date::parse("by " + to_string(published_)).value(), {}});
        }
    }

    void parties() {
        std::vector<std::pair<std::string, std::vector<party_role>>> all;
        from_.each_object(
            o_, path_, "parties", {"id", "name", "roles"}, [&](const json::object& each, const std::string& path) {
                const auto name = from_.text(each, path, "name").value_or("");
                if (name.empty()) return from_.leave_out(path, taker::member(each, "id"), "a party with its name");
                const auto known =
                    std::find_if(all.begin(), all.end(), [&](const auto& other) { return other.first == name; });
                std::vector<party_role> new_roles;
                auto& roles = known == all.end() ? new_roles : known->second;
                from_.each_text(each, path, "roles", [&](std::string_view word, const std::string& where) {
                    const auto role = parse_party_role(word);
                    if (!role) return from_.leave_out(where, word, "a role that muong has");
                    if (std::find(roles.begin(), roles.end(), *role) == roles.end()) roles.push_back(*role);
                });
                if (roles.empty()) return from_.leave_out(path, name, "a party with a role that muong has");
                if (known == all.end()) all.emplace_back(name, std::move(new_roles));
            });
        for (const auto& [name, roles] : all) {
            for (const auto role : roles) p_.parties.push_back({name, role, {}});
        }
    }

    void locations() {
        from_.each_object(
            o_, path_, "locations", {"id", "description", "gazetteer"},
            [this](const json::object& each, const std::string& path) {
                const auto described = from_.text(each, path, "description").value_or("");
                const auto* const gazetteer = from_.object(each, path, "gazetteer");
                const auto scheme =
                    gazetteer == nullptr ? std::nullopt : from_.text(*gazetteer, path + ".gazetteer", "scheme");
                if (!scheme || scheme->empty() || *scheme != reading_.scheme) {
                    const json::value found = each;
                    return from_.leave_out(path, &found,
                                           reading_.scheme.empty()
                                               ? std::string{"a scheme of codes that the caller names"}
                                               : "a place with codes of " + reading_.scheme);
                }
                from_.others(*gazetteer, path + ".gazetteer", {"scheme", "identifiers"});
                const auto [note, day] = note_and_day(described);
                from_.each(*gazetteer, path + ".gazetteer", "identifiers",
                           [&, note = note, day = day](const json::value& code, const std::string& where) {
                               const auto* const text = code.if_string();
                               const auto read = text == nullptr
                                                     ? std::nullopt
                                                     : unit_code::parse(std::string_view{text->data(), text->size()});
                               if (read) {
                                   p_.locations.push_back({*read, day, std::string{note}});
                               } else {
                                   from_.fault(errc::malformed_code, where, &code, "the code of a unit, as text");
                               }
                           });
            });
    }

    /// "bridge; code as of 2021-01-01"
    [[nodiscard]] std::pair<std::string_view, date> note_and_day(std::string_view described) const {
        constexpr std::string_view words = "code as of ";
        constexpr std::size_t size_of_day = 10;
        if (described.size() >= words.size() + size_of_day) {
            const auto rest = described.substr(0, described.size() - words.size() - size_of_day);
            const auto day = date::parse(described.substr(described.size() - size_of_day));
            const bool has_words = described.substr(rest.size(), words.size()) == words;
            if (day && has_words && rest.empty()) return {rest, *day};
            if (day && has_words && rest.size() > 2 && rest.substr(rest.size() - 2) == "; ") {
                return {rest.substr(0, rest.size() - 2), *day};
            }
        }
        return {described, published_};
    }

    void budget() {
        const auto* const budget = from_.object(o_, path_, "budget");
        if (budget == nullptr) return;
        const auto where = at("budget");
        from_.others(*budget, where, {"amount"});
        const auto* const value = from_.object(*budget, where, "amount");
        if (value == nullptr) return;
        const auto of_value = where + ".amount";
        from_.others(*value, of_value, {"amount", "currency"});
        const auto amount = from_.number(*value, of_value, "amount");
        const auto letters = from_.text(*value, of_value, "currency");
        if (!amount || !letters) {
            if (amount) from_.leave_out(of_value, to_string(*amount), "a currency beside it");
            if (letters) from_.leave_out(of_value, *letters, "an amount beside it");
            return;
        }
        const auto unit = currency::parse(*letters);
        if (!unit) {
            return from_.fault(errc::unknown_value, of_value + ".currency", taker::member(*value, "currency"),
                               "a currency, as VND");
        }
        p_.budget = published_amount::make(*amount, 0, *unit);
        if (!p_.budget) {
            from_.fault(errc::out_of_range, of_value + ".amount", taker::member(*value, "amount"),
                        "an amount of whole minor units, within 64 bits of them");
        }
    }

    /// Physical progress before financial, whatever the order of the file, since a project does not tell it.
    void progress(std::string_view name, bool planned) {
        std::vector<progress_entry> financial;
        from_.each_object(
            o_, path_, name, {"id", "observations"}, [&](const json::object& each, const std::string& path) {
                const auto id = from_.needed_text(each, path, "id", "the id of a metric");
                if (!id) return;
                const auto metric = parse_progress_metric(*id);
                if (!metric) return from_.leave_out(path, *id, "physicalProgress or financialProgress");
                from_.each_object(each, path, "observations", {"id", "period", "measure", "unit", "notes"},
                                  [&](const json::object& observation, const std::string& where) {
                                      auto read = observed(observation, where, *metric, planned);
                                      if (!read) return;
                                      auto& all = *metric == progress_metric::physical ? p_.progress : financial;
                                      all.push_back(std::move(*read));
                                  });
            });
        p_.progress.insert(p_.progress.end(), financial.begin(), financial.end());
    }

    std::optional<progress_entry> observed(const json::object& o, const std::string& path, progress_metric metric,
                                           bool planned) {
        const auto measure = from_.number(o, path, "measure");
        const auto told = period(o, path, "period");
        const auto notes = from_.text(o, path, "notes").value_or("");
        const auto* const unit = from_.object(o, path, "unit");
        std::string_view name, id;
        if (unit != nullptr) {
            const auto of_unit = path + ".unit";
            name = from_.text(*unit, of_unit, "name").value_or("");
            id = from_.text(*unit, of_unit, "id").value_or("");
            from_.others(*unit, of_unit, {"name", "scheme", "id"});
        }
        const json::value found = o;
        if (!measure) {
            from_.leave_out(path, &found, "a measure");
            return {};
        }
        if (id != "%" && name != "percent" && name != "%") {
            from_.leave_out(path, &found, "a measure in percent");
            return {};
        }
        const auto day = told.end ? told.end : told.start;
        if (!day) {
            from_.leave_out(path, &found, "a day");
            return {};
        }
        if (!planned && *day > published_) {
            from_.leave_out(path, to_string(*day), "what is observed by the day of the package");
            return {};
        }
        if (told.start && *told.start != *day) {
            from_.leave_out(path + ".period.startDate", to_string(*told.start), "the day of the measure alone");
        }
        return progress_entry{*day, *measure, metric, planned, std::string{notes}};
    }

    void milestones() {
        from_.each_object(o_, path_, "milestones", {"id", "title", "status", "type", "dueDate", "dateMet"},
                          [this](const json::object& each, const std::string& path) {
                              milestone m;
                              m.id = from_.needed_text(each, path, "id", "the id of the milestone").value_or("");
                              m.title = from_.text(each, path, "title").value_or("");
                              if (const auto word = from_.text(each, path, "type")) {
                                  m.type = parse_milestone_type(*word);
                                  if (!m.type) from_.leave_out(path + ".type", *word, "a type that muong has");
                              }
                              const auto status = from_.word(each, path, "status", parse_milestone_status);
                              if (const auto day = from_.day(each, path, "dueDate")) m.due = *day;
                              if (const auto day = from_.day(each, path, "dateMet")) m.met = *day;
                              if (!status && !m.met) {
                                  const json::value found = each;
                                  return from_.leave_out(path, &found, "a milestone with a status");
                              }
                              m.status = status.value_or(milestone_status::met);
                              p_.milestones.push_back(std::move(m));
                          });
    }

    taker& from_;
    const json::object& o_;
    std::string path_;
    const oc4ids_reading& reading_;
    date published_;
    project p_;
};

/// Reads a package.
class package_reader {
public:
    package_reader(const std::string& source, const oc4ids_reading& reading, problems faults)
        : source_{source}, reading_{reading}, faults_{std::move(faults)} {}

    result<oc4ids_projects> read(const json::value& root) {
        taker from{source_, faults_, left_out_};
        const auto* const o = from.as_object(root, "", "a project package");
        if (o == nullptr) return std::move(faults_);
        constexpr auto last_day = "9999-12-30"_date;  // of periods; or a day, so that all else is looked at
        oc4ids_options package{{}, {}, last_day, reading_.scheme};
        package.uri = from.text(*o, "", "uri").value_or("");
        if (const auto* const publisher = from.object(*o, "", "publisher")) {
            package.publisher = from.text(*publisher, "publisher", "name").value_or("");
            from.others(*publisher, "publisher", {"name"});
        }
        from.needed(*o, "", "publishedDate", "the day of the package");
        if (const auto day = from.day(*o, "", "publishedDate")) {
            package.published = std::min(*day, last_day);
            if (*day > last_day) {
                from.fault(errc::out_of_range, "publishedDate", taker::member(*o, "publishedDate"),
                           "a day up to " + to_string(last_day));
            }
        }
        if (const auto version = from.text(*o, "", "version"); version && *version != "0.9") {
            from.leave_out("version", *version, "0.9");
        }
        from.others(*o, "", {"uri", "publishedDate", "publisher", "version", "projects"});
        if (const auto* const projects = from.needed_array(*o, "", "projects", "an array of projects")) {
            const bool refused = !faults_.empty();
            from.each(*projects, "projects", [&](const json::value& each, const std::string& path) {
                take(each, path, package.published);
                if (reading_.how == faulty_rows::refuse || refused) return;
                left_out_.insert(left_out_.end(), faults_.begin(), faults_.end());
                faults_.clear();
            });
        }
        if (!faults_.empty()) return std::move(faults_);
        return oc4ids_projects{std::move(all_).build(), std::move(package), std::move(left_out_)};
    }

private:
    void take(const json::value& told, const std::string& path, date published) {
        taker from{source_, faults_, left_out_};
        const auto before = faults_.size();
        const auto* const object = from.as_object(told, path, "a project");
        if (object == nullptr) return;
        auto p = project_reader{from, *object, path, reading_, published}.read();
        if (!p.id.empty() && !ids_.insert(p.id).second) {
            from.fault(errc::duplicate_key, path + ".id", object->if_contains("id"), "an id that no other project has");
        }
        if (faults_.size() == before) {
            portfolio::builder alone;
            if (reading_.units != nullptr) alone.against(*reading_.units);
            alone.add(p, {source_, 0, 0, path});
            for (auto& each : alone.check()) faults_.push_back(std::move(each));
        }
        if (faults_.size() == before) all_.add(std::move(p));
    }

    const std::string& source_;
    const oc4ids_reading& reading_;
    problems faults_;
    problems left_out_;
    std::set<std::string> ids_;
    portfolio::builder all_;
};

}  // namespace

result<oc4ids_projects> parse_oc4ids(std::string_view text, const std::string& source, const oc4ids_reading& how) {
    auto reading = how;
    if (reading.scheme.empty() && reading.units != nullptr) reading.scheme = reading.units->scheme();
    problems faults;
    const auto root = parse_json(text, source, faults);
    if (!root) return faults;
    return package_reader{source, reading, std::move(faults)}.read(*root);
}

result<oc4ids_projects> read_oc4ids(const std::string& path, const oc4ids_reading& reading) {
    const auto bytes = file_bytes::open(path);
    if (!bytes) return bytes.error();
    return parse_oc4ids(bytes.value().text(), source_name(path), reading);
}

}  // namespace muong::v0
