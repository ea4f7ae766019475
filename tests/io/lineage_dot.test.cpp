// SPDX-License-Identifier: MIT
#include <muong/io/lineage_dot.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include <muong/units/registry.hpp>

#include "io/scratch_folder.hpp"
#include "support/histories.hpp"
#include "support/history.hpp"

namespace muong {
namespace {

using test::history;

constexpr date eve = "2024-12-31"_date, day = "2025-01-01"_date;

/// A goes whole into C; of B a third goes to C and the rest to D.
registry merged_and_divided() {
    return history{}
        .unit("A", "2000-01-01", "2025-01-01", "", "Chà Cang", "", "xa")
        .unit("B", "2000-01-01", "2025-01-01")
        .unit("C", "2025-01-01", "", "", "Na Sang", "", "xa")
        .unit("D", "2025-01-01")
        .transfer("2025-01-01", "A", "C")
        .transfer("2025-01-01", "B", "C", "part", "1/3")
        .transfer("2025-01-01", "B", "D", "part", "2/3")
        .build();
}

std::vector<std::string> lines_with(const std::string& text, std::string_view part) {
    std::vector<std::string> found;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = text.find('\n', begin);
        const auto line = text.substr(begin, end - begin);
        if (line.find(part) != std::string::npos) found.push_back(line.substr(line.find_first_not_of(' ')));
        begin = end + 1;
    }
    return found;
}

/// The picture that `dot` draws of it, or the text "no dot"; fails if dot finds fault with it.
std::string drawn(const std::string& text) {
    if (std::system("dot -V >/dev/null 2>&1") != 0) return "no dot";
    const test::scratch_folder folder;
    test::make_file(folder / "p.dot", text);
    const auto command =
        "dot -Tsvg '" + (folder / "p.dot") + "' -o '" + (folder / "p.svg") + "' 2>'" + (folder / "said") + "'";
    CHECK(std::system(command.c_str()) == 0);
    CHECK(test::bytes_of(folder / "said") == "");
    return test::bytes_of(folder / "p.svg");
}

TEST_CASE("a crosswalk is drawn with a line for each share, whole ones solid and parts dashed") {
    const auto units = merged_and_divided();
    const auto text = to_dot(crosswalk::between(units, eve, day, {.basis = "people"}), units);
    CHECK(lines_with(text, " -> ") ==
          std::vector<std::string>{R"("2024-12-31/A" -> "2025-01-01/C" [style=solid];)",
                                   R"("2024-12-31/B" -> "2025-01-01/C" [style=dashed, label="33.3 %"];)",
                                   R"("2024-12-31/B" -> "2025-01-01/D" [style=dashed, label="66.7 %"];)"});
    CHECK(lines_with(text, "\"2024-12-31/A\" [") ==
          std::vector<std::string>{R"("2024-12-31/A" [label="xa Chà Cang\nA"];)"});
    CHECK(lines_with(text, "rank=") == std::vector<std::string>{R"({ rank=min; "2024-12-31/A"; "2024-12-31/B"; })",
                                                                R"({ rank=max; "2025-01-01/C"; "2025-01-01/D"; })"});
    CHECK(lines_with(text, "    label=") == std::vector<std::string>{R"(label="2024-12-31 to 2025-01-01";)"});
}

TEST_CASE("a share that is not known has no number, and a range has its ends") {
    const auto drawn_share = [](const fraction& least, const fraction& most) {
        const std::vector<crosswalk_rest> rest{{0, fraction{1} - most, fraction{1} - least}};
        const crosswalk c{eve, day, "", {"A"_unit}, {"B"_unit}, {{{0, least, most}}}, 0, rest};
        return lines_with(to_dot(c, merged_and_divided()), "/B\" [style").at(0);
    };
    const std::string edge = R"("2024-12-31/A" -> "2025-01-01/B" [style=dashed)";
    CHECK(drawn_share({}, {1}) == edge + "];");
    CHECK(drawn_share({}, {3, 5}) == edge + R"(, label="at most 60 %"];)");
    CHECK(drawn_share({1, 8}, {1}) == edge + R"(, label="at least 12.5 %"];)");
    CHECK(drawn_share({1, 10}, {2, 5}) == edge + R"(, label="10 to 40 %"];)");
}

TEST_CASE("a crosswalk that leads back in time still has its old units on the left") {
    const auto units = merged_and_divided();
    const auto text = to_dot(crosswalk::between(units, day, eve), units);
    CHECK(lines_with(text, "\"2024-12-31/B\" -> \"2025-01-01/D\"") ==
          std::vector<std::string>{R"("2024-12-31/B" -> "2025-01-01/D" [style=solid];)"});
    CHECK(lines_with(text, "rank=min") == std::vector<std::string>{R"({ rank=min; "2024-12-31/A"; "2024-12-31/B"; })"});
}

TEST_CASE("what the facts leave over of a unit is drawn") {
    const crosswalk c{eve, day, "", {"A"_unit}, {"B"_unit}, {{{0, {1, 4}, {1, 4}}}}};
    CHECK(lines_with(to_dot(c, merged_and_divided()), "\"rest\"") ==
          std::vector<std::string>{R"("rest" [label="not known where", shape=plaintext];)",
                                   R"("2024-12-31/A" -> "rest" [style=dashed, label="75 %"];)"});
}

TEST_CASE("a lineage is drawn step by step, with day, act, share and remark") {
    const auto units = merged_and_divided();
    const dot_options options{
        .title = "What became of C?",
        .words = {[](const unit& u) { return "unit " + to_string(u.code()); },
                  [](const transfer& t) { return std::string{t.extent() == extent::part ? "in doubt" : ""}; }},
        .basis = "people"};
    const auto text = to_dot(predecessors(units, "C"_unit, day, eve), options);
    CHECK(lines_with(text, " -> ") ==
          std::vector<std::string>{
              R"("A@2000-01-01" -> "C@2025-01-01" [style=solid, label="2025-01-01\nact"];)",
              R"("B@2000-01-01" -> "C@2025-01-01" [style=dashed, label="2025-01-01\nact\n33.3 %\nin doubt"];)"});
    CHECK(lines_with(text, "penwidth") ==
          std::vector<std::string>{R"("C@2025-01-01" [label="unit C", penwidth=2.5];)"});
    CHECK(lines_with(text, "    label=") == std::vector<std::string>{R"(label="What became of C?";)"});
}

TEST_CASE("any history is drawn with every edge, always alike") {
    test::for_all(test::any_history, [](const test::generated_history& history) {
        const auto units = history.build();
        const date first = history.moments.front(), last = history.moments.back();
        for (const auto basis : {std::string_view{}, test::generated_history::bases[0]}) {
            const auto c = crosswalk::between(units, first, last, {.basis = basis});
            const auto text = to_dot(c, units);
            std::size_t edges = c.rests().size();
            for (std::size_t s = 0; s < c.sources().size(); ++s) {
                edges += c.row(s).size();
                for (const auto& e : c.row(s)) {
                    const auto edge = '"' + to_string(first) + '/' + to_string(c.sources()[s]) + "\" -> \"" +
                                      to_string(last) + '/' + to_string(c.targets()[e.target]) +
                                      "\" [style=" + (e.is_whole() ? "solid" : "dashed");
                    CHECK(lines_with(text, edge).size() == 1);
                }
            }
            CHECK(lines_with(text, " -> ").size() == edges);
            CHECK(text == to_dot(crosswalk::between(history.build(), first, last, {.basis = basis}), units));
        }
        for (const unit& u : units.on(first)) {
            const auto line = successors(units, u.code(), first, last);
            const auto text = to_dot(line);
            CHECK(lines_with(text, " -> ").size() == line.steps.size());
            for (const auto* end : line.ends) {
                CHECK(
                    lines_with(text, '"' + to_string(end->code()) + '@' + to_string(end->valid().from()) + "\" [label=")
                        .size() == 1);
            }
        }
    });
}

TEST_CASE("names with quotes, backslashes, entities, line breaks and bad bytes are drawn as they are") {
    const std::string name = "a\"b\\N\\ &lt;<i>\n{|}\x01\xFF\\";
    const crosswalk c{eve, day, "", {"A"_unit}, {"B"_unit}, {{{0, {1}, {1}}}}};
    const auto text = to_dot(c, merged_and_divided(), {.title = name});
    CHECK(lines_with(text, "    label=") ==
          std::vector<std::string>{R"(label="a\"b\\N\\ &amp;lt;<i>\n{|}\\x01\\xFF\\";)"});
    const auto picture = drawn(text);
    if (picture != "no dot") {
        CHECK(lines_with(picture, R"(>a&quot;b\N\ &amp;lt;&lt;i&gt;</text>)").size() == 1);
        CHECK(lines_with(picture, R"(>{|}\x01\xFF\</text>)").size() == 1);
    }
}

TEST_CASE("dot draws a crosswalk and a lineage, with all their units") {
    const auto units = merged_and_divided();
    for (const auto& text :
         {to_dot(crosswalk::between(units, eve, day), units), to_dot(predecessors(units, "C"_unit, day, eve))}) {
        const auto picture = drawn(text);
        if (picture == "no dot") return;
        CHECK(lines_with(picture, "class=\"edge\"").size() == lines_with(text, " -> ").size());
        CHECK(lines_with(picture, "xa Chà Cang</text>").size() == 1);
    }
}

}  // namespace
}  // namespace muong
