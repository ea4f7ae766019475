// SPDX-License-Identifier: MIT
//
// Pictures of Điện Biên, as files in a folder: what a commune was made of, what became of all of them, how many people
// live where, a series with its targets, and how many projects are finished.
//
//     examples/run pictures                                     into the folder "pictures"
//     examples/run pictures FOLDER 03166                        of this commune of the day of the consolidation
//     examples/run pictures FOLDER 03166 MAP.geojson PROPERTY   and a map of polygons, whose codes stand in the
//     property
//
// Shows: `to_dot`, `to_vega_lite`, `map_of_points`, `geo_shapes`, `map_of_shapes`. Where `dot` (of Graphviz) and
// `vl2svg` (of the npm package vega-lite) are installed there is an SVG beside each text. The series and the projects
// are made up. Comes after 01_what_became_of and project_portfolio.

#include <filesystem>
#include <iostream>
#include <muong/data.hpp>
#include <muong/indicators.hpp>
#include <muong/io.hpp>
#include <muong/projects.hpp>
#include <muong/units.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "../made_portfolio.hpp"
#include "renderer.hpp"

namespace {

using namespace muong;

std::string two_lines(const unit& u) { return full_name(u) + '\n' + to_string(u.code()); }

std::string doubt(const transfer& t) {
    return dien_bien().certainty_of(t) == transfer_certainty::stated ? "" : "concluded, not stated";
}

class folder {
public:
    explicit folder(std::filesystem::path path) : path_{std::move(path)} { std::filesystem::create_directories(path_); }

    void graph(const std::string& name, std::string_view dot) {
        const auto file = write(name + ".dot", dot), svg = path_of(name + ".svg");
        tell(file, svg, run_program({"dot", "-Tsvg", file, "-o", svg}) == 0);
    }
    void chart(const std::string& name, std::string_view vega_lite) {
        const auto file = write(name + ".vl.json", vega_lite), svg = path_of(name + ".svg");
        tell(file, svg, run_program({"vl2svg", file, svg}) == 0);
    }

private:
    [[nodiscard]] std::string path_of(const std::string& name) const { return (path_ / name).string(); }
    [[nodiscard]] std::string write(const std::string& name, std::string_view text) const {
        atomic_file out{path_of(name)};
        out.write(text);
        if (auto faults = out.commit(); !faults.empty()) throw data_error{std::move(faults)};
        return path_of(name);
    }
    static void tell(const std::string& file, const std::string& svg, bool drawn) {
        std::cout << file << (drawn ? ", " + svg : "") << '\n';
    }

    std::filesystem::path path_;
};

/// How many people live in each commune of today.
std::vector<map_value> populations() {
    const auto& province = dien_bien();
    std::vector<map_value> all;
    for (const auto& figures : province.figures()) {
        map_value told{figures.code};
        if (const auto* u = province.registry().at(figures.code, province.consolidation())) told.name = full_name(*u);
        if (figures.population) told.value = decimal{*figures.population};
        all.push_back(std::move(told));
    }
    return all;
}

std::string made_up_series() {
    const measure_unit percent = measure_unit::parse("percent").value();
    series::builder rows{{"Poverty rate", "a province (made up)", percent, 1}, frequency::year};
    rows.add_text("2021", "35.1").add_text("2022", "30.4").add_text("2023", "", "L").add_text("2024", "21.2");
    rows.add_text("2025", "18", "P");
    const std::vector<target> targets{
        {"made-1", "", "", qualified<decimal>::at_most("22"_dec), percent, "2025"_period, false, {}, {}, {}},
        {"made-2",
         "",
         "",
         qualified<decimal>::between("8"_dec, "10"_dec),
         percent,
         "2028/2030"_period,
         false,
         {},
         {},
         {}}};
    return to_vega_lite(std::move(rows).build(), targets).value();
}

std::string made_up_completion() {
    std::vector<period> quarters;
    for (auto q = "2021-Q3"_period; q <= "2025-Q4"_period; q = q.next()) quarters.push_back(q);
    const auto curve = completion_curve(maker_of_works::make().projects, quarters);
    return to_vega_lite(curve, {.title = "Projects finished by the end of each quarter (made up)"});
}

void tell_codes(std::string_view what, const std::vector<std::string>& codes) {
    if (codes.empty()) return;
    std::cout << "  " << what << ':';
    for (const auto& code : codes) std::cout << ' ' << code;
    std::cout << '\n';
}

void draw_map(folder& out, const std::string& name, const map_picture& made) {
    out.chart(name, made.spec);
    tell_codes("told of, but not on the map", made.without_place);
    tell_codes("on the map, but nothing is told of them", made.without_value);
}

}  // namespace

int main(int count, char** arguments) {
    const auto& province = dien_bien();
    const auto& units = province.registry();
    const date day = province.consolidation();
    const std::string_view code = count > 2 ? arguments[2] : "03166";
    const auto* const commune = units.at(code, day);
    if (commune == nullptr) {
        std::cerr << "No commune of Điện Biên has the code '" << code << "' on " << day << ".\n";
        return 1;
    }
    try {
        folder out{count > 1 ? arguments[1] : "pictures"};
        const auto history = predecessors(units, commune->code(), day, province.complete_from());
        out.graph("lineage", to_dot(history, {.title = full_name(*commune) + ", and what it was made of since " +
                                                       to_string(province.complete_from()),
                                              .words = {two_lines, doubt}}));
        const auto all = crosswalk::between(units, day.eve(), day, {.tier = unit_tier::commune});
        out.graph("province", to_dot(all, units,
                                     {.title = "The communes of Điện Biên before and since " + to_string(day),
                                      .words = {two_lines}}));
        out.chart("series", made_up_series());
        out.chart("completion", made_up_completion());

        std::vector<map_point> points;
        for (const auto& c : province.centres()) points.push_back({c.code, c.longitude, c.latitude});
        draw_map(out, "communes",
                 map_of_points(populations(), points, "persons",
                               {.title = "The 45 communes of Điện Biên, 2025", .width = 420, .height = 420}));
        if (count > 4) {
            const auto shapes = geo_shapes::read(arguments[3], arguments[4]);
            draw_map(out, "polygons", map_of_shapes(populations(), shapes.value(), "persons"));
        }
    } catch (const data_error& fault) {
        std::cerr << fault.what() << '\n';
        return 1;
    }
    return 0;
}
