// SPDX-License-Identifier: MIT
#include <muong/data/dien_bien.hpp>
#include <muong/data/funding_statement.hpp>
#include <muong/funding/funding_source.hpp>
#include <muong/funding/programme.hpp>
#include <muong/projects/portfolio.hpp>

#include <algorithm>
#include <embedded/dien_bien.hpp>
#include <map>
#include <utility>

#include "data/rows.hpp"

namespace muong::inline v0 {
namespace {

namespace embedded = detail::embedded::dien_bien;

/// The texts between semicolons.
std::vector<std::string> list(std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
        const auto one = text.substr(0, text.find(';'));
        all.emplace_back(one);
        text.remove_prefix(std::min(text.size(), one.size() + 1));
    }
    return all;
}

template <class T, class Row>
T known(std::optional<T> value, const Row& row, std::size_t column, const char* expected) {
    if (!value) row.fault(column, expected);
    return *value;
}

/// What has been put together from the tables of projects, programmes and money.
struct works {
    muong::programmes programmes;
    portfolio projects;
    std::vector<funding_statement> funding;
};

muong::programmes read_programmes(const dien_bien_data& data) {
    programmes::builder all;
    detail::for_each_row(embedded::programmes, "dien_bien/programmes.csv",
                         {"id", "name", "local_name", "period", "successors", "source"}, [&](const auto& row) {
                             const auto said_by = std::ranges::find(data.sources(), row[5], &data_source::key);
                             if (said_by == data.sources().end()) row.fault(5, "a key of sources.csv");
                             all.add({.id = row.text(0),
                                      .name = row.text(1),
                                      .local_name = row.text(2),
                                      .when = row.template optional<period>(3),
                                      .successors = list(row[4]),
                                      .said_by = said_by->cited},
                                     row.where());
                         });
    return std::move(all).build();
}

/// Adds a row of project_facts.csv to its project.
template <class Row>
void add_fact(project& p, const Row& row) {
    const std::string_view fact = row[1], value = row[2];
    const auto note = row.text(5);
    const auto when = row[3].empty() ? std::nullopt : qualified_date::parse(row[3]);
    if (when.has_value() == row[3].empty()) row.fault(3, "a date, perhaps in words");
    const auto needed = [&] { return known(when, row, 3, "a date, perhaps in words"); };
    if (fact == "start" || fact == "finish") {
        const auto point = fact == "start" ? schedule_point::start : schedule_point::finish;
        p.schedule.push_back({point, schedule_status::actual, needed(), {}, note});
    } else if (fact == "progress") {
        p.progress.push_back({needed(), row.template as<decimal>(2), progress_metric::physical, false, note});
    } else if (fact == "delay") {
        p.delays.push_back({known(parse_delay_cause(value), row, 2, "a cause of delay"), when, {}, note});
    } else if (fact == "milestone") {
        const std::string title{value};
        p.milestones.push_back({row.text(4), title, milestone_type::delivery, milestone_status::met, {}, needed()});
    } else if (fact == "location") {
        p.locations.push_back({row.template as<unit_code>(2), row.template as<date>(3), note});
    } else if (fact == "party") {
        const auto colon = value.find(':');
        if (colon == std::string_view::npos) row.fault(2, "role:name");
        const auto role = known(parse_party_role(value.substr(0, colon)), row, 2, "a role of a party");
        p.parties.push_back({std::string{value.substr(colon + 1)}, role, when});
    } else {
        row.fault(1, "a kind of fact");
    }
}

portfolio read_projects(const dien_bien_data& data, const muong::programmes& programmes) {
    std::map<std::string, project> all;
    detail::for_each_row(embedded::projects, "dien_bien/projects.csv",
                         {"id", "title", "type", "sectors", "programmes", "sources", "claims"}, [&](const auto& row) {
                             project p{.id = row.text(0), .title = row.text(1)};
                             if (!row[2].empty()) p.type = known(parse_project_type(row[2]), row, 2, "a project type");
                             for (const auto& sector : list(row[3])) {
                                 p.sectors.push_back(known(parse_project_sector(sector), row, 3, "a sector"));
                             }
                             p.programmes = list(row[4]);
                             p.sources = list(row[5]);
                             p.said_by = list(row[6]);
                             for (const auto& id : p.programmes) {
                                 if (programmes.find(id) == nullptr) row.fault(4, "ids of programmes.csv");
                             }
                             for (const auto& id : p.sources) {
                                 if (vietnamese_funding_sources().find(id) == nullptr) row.fault(5, "funding sources");
                             }
                             for (const auto& id : p.said_by) {
                                 if (data.claim(id) == nullptr) row.fault(6, "ids of claims.csv");
                             }
                             all.emplace(p.id, std::move(p));
                         });
    detail::for_each_row(embedded::project_facts, "dien_bien/project_facts.csv",
                         {"project", "fact", "value", "when", "claim", "note"}, [&](const auto& row) {
                             const auto at = all.find(row.text(0));
                             if (at == all.end()) row.fault(0, "an id of projects.csv");
                             if (std::ranges::find(at->second.said_by, row[4]) == at->second.said_by.end()) {
                                 row.fault(4, "a claim of the project");
                             }
                             add_fact(at->second, row);
                         });
    portfolio::builder rows;
    rows.against(data.registry());
    for (auto& [id, p] : all) rows.add(std::move(p), {"dien_bien/projects.csv", 0, 0, {}});
    return std::move(rows).build();
}

std::vector<funding_statement> read_funding(const dien_bien_data& data, const muong::programmes& programmes) {
    std::vector<funding_statement> all;
    detail::for_each_row(embedded::funding, "dien_bien/funding.csv", {"claim", "programme", "sources"},
                         [&](const auto& row) {
                             funding_statement s{data.claim(row[0]), {}, list(row[1]), list(row[2])};
                             if (s.claim == nullptr) row.fault(0, "an id of claims.csv");
                             s.amount = published_amount::parse(s.claim->value + ' ' + s.claim->unit);
                             for (const auto& id : s.programmes) {
                                 if (programmes.find(id) == nullptr) row.fault(1, "ids of programmes.csv");
                             }
                             for (const auto& id : s.sources) {
                                 if (vietnamese_funding_sources().find(id) == nullptr) row.fault(2, "funding sources");
                             }
                             all.push_back(std::move(s));
                         });
    return all;
}

const works& works_of(const dien_bien_data& data) {
    static const works all = [&data] {
        auto programmes = read_programmes(data);
        auto projects = read_projects(data, programmes);
        auto funding = read_funding(data, programmes);
        return works{std::move(programmes), std::move(projects), std::move(funding)};
    }();
    return all;
}

}  // namespace

const portfolio& dien_bien_data::projects() const { return works_of(*this).projects; }
const programmes& dien_bien_data::programmes() const { return works_of(*this).programmes; }
std::span<const funding_statement> dien_bien_data::funding() const { return works_of(*this).funding; }

}  // namespace muong::v0
