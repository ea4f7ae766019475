// SPDX-License-Identifier: MIT
#include <muong/data/claim_figures.hpp>

#include <algorithm>
#include <array>
#include <embedded/dien_bien.hpp>

#include "data/rows.hpp"

namespace muong::inline v0 {
namespace {

/// The published populations of the communes that stand since the consolidation. Some are not known, and none is
/// negative, so the province has at least their sum.
claim least_population(const dien_bien_data& data) {
    decimal sum;
    std::size_t unknown = 0;
    for (const auto& f : data.figures()) {
        if (f.population) {
            sum += decimal{*f.population};
        } else {
            ++unknown;
        }
    }
    claim made{"",
               "population",
               "sum of the communes",
               qualified<decimal>::at_least(sum),
               measure_unit::parse("persons").value(),
               period::year(2025),
               {}};
    const auto at = std::ranges::find(data.sources(), "map_service", &data_source::key);
    if (at != data.sources().end()) made.cited = at->cited;
    made.note = std::to_string(unknown) + " of " + std::to_string(data.figures().size()) +
                " communes have no usable figure and are left out";
    return made;
}

const claim& figure_on(std::span<const claim> figures, std::string_view subject, std::string_view property) {
    const auto at =
        std::ranges::find_if(figures, [&](const claim& c) { return c.subject == subject && c.indicator == property; });
    if (at == figures.end()) {
        throw data_error{{{errc::missing_value, {}, {}, "a claim on " + std::string{subject}}}};
    }
    return *at;
}

}  // namespace

std::optional<claim> as_figure(const published_claim& told, std::span<const data_source> sources) {
    auto unit = measure_unit::parse(told.unit);
    if (!unit) return {};
    const place where{"claims.csv", 0, 0, told.id};
    const auto value = parse_qualified(told.qualifier, told.value, where);
    const auto cited = std::ranges::find(sources, told.source, &data_source::key);
    if (cited == sources.end()) throw data_error{{{errc::unknown_value, where, told.source, "the key of a source"}}};
    return claim{told.id,          told.subject, told.property, value.value(),
                 std::move(*unit), told.of,      cited->cited,  told.note};
}

std::vector<claim> figures_of(const dien_bien_data& data, claim_kind kind) {
    std::vector<claim> all;
    for (const auto& told : data.claims()) {
        if (told.kind != kind) continue;
        if (auto figure = as_figure(told, data.sources())) all.push_back(std::move(*figure));
    }
    return all;
}

std::vector<plan> plans_of(const dien_bien_data& data) {
    namespace embedded = detail::embedded::dien_bien;
    const auto figure = [&data](const auto& row, std::size_t column) {
        const auto* told = data.claim(row[column]);
        auto made = told == nullptr ? std::nullopt : as_figure(*told, data.sources());
        if (!made) row.fault(column, "a claim that is a figure");
        return std::move(*made);
    };
    std::vector<plan> plans;
    std::vector<std::string> ids;
    detail::for_each_row(embedded::plans, "dien_bien/plans.csv", {"id", "name", "period", "groups"},
                         [&](const auto& row) {
                             plan made{row.text(1), row.template as<period>(2), {}};
                             if (!row[3].empty()) {
                                 const auto groups = figure(row, 3);
                                 made.cited = groups.cited;
                                 made.groups = static_cast<std::size_t>(groups.value.value().coefficient());
                             }
                             ids.push_back(row.text(0));
                             plans.push_back(std::move(made));
                         });
    detail::for_each_row(
        embedded::targets, "dien_bien/targets.csv", {"plan", "claim", "stage", "word", "goal"}, [&](const auto& row) {
            const auto of = std::ranges::find(ids, row[0]);
            if (of == ids.end()) row.fault(0, "an id of plans.csv");
            const auto told = figure(row, 1);
            if (!told.when) row.fault(1, "a claim on a period");
            if (row[2] != "end" && row[2] != "interim") row.fault(2, "end or interim");
            const auto goal = row[4].empty() ? told.value : parse_qualified(row[3], row[4], row.where(4)).value();
            plans[static_cast<std::size_t>(of - ids.begin())].targets.push_back(
                {told.id, told.subject, told.indicator, goal, told.unit, *told.when, row[2] == "interim", told.cited,
                 told.subject});
        });
    for (auto& p : plans) {
        if (p.cited == source{} && !p.targets.empty()) p.cited = p.targets.front().cited;
    }
    return plans;
}

std::vector<const published_claim*> claims_on(const dien_bien_data& data, std::string_view subject,
                                              std::string_view property, const std::optional<period>& when) {
    std::vector<const published_claim*> all;
    for (const auto& told : data.claims()) {
        if (told.subject != subject || (!property.empty() && told.property != property)) continue;
        if (when && (!told.of || !told.of->overlaps(*when))) continue;
        all.push_back(&told);
    }
    return all;
}

std::vector<const published_claim*> claims_on(const dien_bien_data& data, const unit_code& code, date day) {
    std::vector<const published_claim*> all;
    const auto wanted = data.registry().at(code, day);
    if (!wanted) return all;
    for (const auto& told : data.claims()) {
        if (std::ranges::any_of(told.units, [&](const unit_on_day& u) {
                return u.code == code && data.registry().at(u.code, u.day) == wanted;
            })) {
            all.push_back(&told);
        }
    }
    return all;
}

dien_bien_findings examine(const dien_bien_data& data, const reading& how) {
    auto figures = figures_of(data, claim_kind::indicator);
    auto conflicts = find_conflicts(figures, how);
    auto population = least_population(data);
    const claim& output = figure_on(figures, "GRDP", "total economic output");
    const claim& a_head = figure_on(figures, "GRDP per capita", "value");
    const std::array factors{population, a_head};
    auto implied = implied_factor(output, a_head, how);
    auto checked = check_product(output, factors, how);
    return {std::move(figures), std::move(conflicts), std::move(population), std::move(implied), std::move(checked)};
}

}  // namespace muong::v0
