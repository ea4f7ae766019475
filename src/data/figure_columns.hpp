// SPDX-License-Identifier: MIT
#pragma once

#include <muong/data/published_figures.hpp>

#include "data/rows.hpp"

namespace muong::inline v0::detail {

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
