// SPDX-License-Identifier: MIT
//
// Pictures of Điện Biên, as files in a folder: what a commune was made of, and what became of all of them.
//
//     examples/run pictures                    into the folder "pictures"
//     examples/run pictures FOLDER 03166       of this commune of the day of the consolidation
//
// Shows: `to_dot`. Where `dot` (of Graphviz) is installed there is an SVG beside each text. Comes after
// 01_what_became_of.

#include <filesystem>
#include <iostream>
#include <muong/data.hpp>
#include <muong/io.hpp>
#include <muong/units.hpp>
#include <string>
#include <string_view>

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

    /// Writes a text, and has a renderer make an SVG of it.
    void write(const std::string& name, const std::string& ending, std::string_view text) {
        const auto file = (path_ / (name + ending)).string(), svg = (path_ / (name + ".svg")).string();
        atomic_file out{file};
        out.write(text);
        for (const auto& fault : out.commit()) throw data_error{{fault}};
        std::cout << file;
        if (run_program({"dot", "-Tsvg", file, "-o", svg}) == 0) std::cout << ", " << svg;
        std::cout << '\n';
    }

private:
    std::filesystem::path path_;
};

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
        out.write("lineage", ".dot",
                  to_dot(history, {.title = full_name(*commune) + ", and what it was made of since " +
                                            to_string(province.complete_from()),
                                   .words = {two_lines, doubt}}));
        const auto all = crosswalk::between(units, day.eve(), day, {.tier = unit_tier::commune});
        out.write(
            "province", ".dot",
            to_dot(all, units,
                   {.title = "The communes of Điện Biên before and since " + to_string(day), .words = {two_lines}}));
    } catch (const data_error& fault) {
        std::cerr << fault.what() << '\n';
        return 1;
    }
    return 0;
}
