// SPDX-License-Identifier: MIT
#pragma once

#include <muong/data/published_figures.hpp>
#include <muong/units/legal_act.hpp>

#include "data/rows.hpp"

namespace muong::inline v0::detail {

/// The act of a row that begins with number, issuer, adopted, in_force and effective.
template <std::size_t N>
[[nodiscard]] legal_act read_act(const embedded_row<N>& row) {
    return {.number = row.text(0),
            .issuer = row.text(1),
            .adopted = row.template optional<date>(2),
            .in_force = row.template optional<date>(3),
            .effective = row.template optional<date>(4)};
}

/// The figures of a row whose columns from `first` on are area_km2, area_geom_km2, population_published and
/// population_flag; `code` is the column of the code.
template <std::size_t N>
[[nodiscard]] published_figures read_figures(const embedded_row<N>& row, std::size_t code, std::size_t first) {
    published_figures figures{.code = row.template as<unit_code>(code),
                              .area = row.template as<decimal>(first),
                              .area_of_polygon = row.template as<decimal>(first + 1),
                              .population = {},
                              .published_population = {},
                              .flag = figure_flag::none};
    if (const auto raw = row.template optional<decimal>(first + 2)) {
        if (raw->decimals() != 0) row.fault(first + 2, "a whole number");
        figures.published_population = raw->coefficient();
    }
    const std::string_view flag = row[first + 3];
    for (const auto known : {figure_flag::lost_zero, figure_flag::namesake, figure_flag::missing}) {
        if (flag == to_string(known)) figures.flag = known;
    }
    if (flag.empty()) {
        figures.population = figures.published_population;
    } else if (figures.flag == figure_flag::none) {
        row.fault(first + 3, "lost_zero, namesake, missing or nothing");
    }
    return figures;
}

}  // namespace muong::v0::detail
