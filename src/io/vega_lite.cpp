// SPDX-License-Identifier: MIT
#include <muong/io/vega_lite.hpp>

#include <algorithm>

#include "io/json.hpp"
#include "io/vega_parts.hpp"

namespace muong::inline v0 {
namespace {

using json::array;
using json::object;

object named_data(std::string_view name) { return {{"name", name}}; }

/// Over the periods of the picture, which stand in bands.
object over_periods(std::string_view field, const array& domain) {
    return {{"field", field},
            {"type", "ordinal"},
            {"scale", object{{"type", "band"}, {"domain", domain}}},
            {"axis", object{{"title", nullptr}, {"labelOverlap", true}}}};
}

object measured(std::string_view field, std::string_view title, bool from_zero) {
    return {{"field", field}, {"type", "quantitative"}, {"title", title}, {"scale", object{{"zero", from_zero}}}};
}

array tooltips(std::initializer_list<std::string_view> fields) {
    array all;
    for (const auto field : fields) all.push_back(object{{"field", field}});
    return all;
}

struct drawn_target {
    std::string first, last;  ///< periods
    qualified<decimal> goal;
    std::string says;
};

object row_of(const drawn_target& t) {
    const bool between = t.goal.word() == qualifier::between;
    return {{"first", t.first},
            {"last", t.last},
            {"goal", between ? json::value(nullptr) : json_number(t.goal.value())},
            {"least", between ? json_number(t.goal.value()) : json::value(nullptr)},
            {"greatest", between ? json_number(t.goal.greatest()) : json::value(nullptr)},
            {"top", json_number(t.goal.greatest())},
            {"says", t.says}};
}

/// The bands, lines and words of targets.
void add_target_layers(array& layers, const array& domain, const std::string& unit) {
    auto first = over_periods("first", domain), last = object{{"field", "last"}, {"bandPosition", 1}};
    first["bandPosition"] = 0;
    const auto of_targets = [&](object mark, std::string_view needs, object y) {
        object encoding{{"x", first}, {"x2", last}, {"tooltip", tooltips({"says", "first", "last"})}};
        for (auto& each : y) encoding[each.key()] = std::move(each.value());
        layers.push_back(object{{"data", named_data("targets")},
                                {"transform", array{object{{"filter", "datum." + std::string{needs} + " !== null"}}}},
                                {"mark", std::move(mark)},
                                {"encoding", std::move(encoding)}});
    };
    of_targets({{"type", "rect"}, {"color", target_colour}, {"opacity", 0.2}}, "least",
               {{"y", measured("least", unit, false)}, {"y2", object{{"field", "greatest"}}}});
    of_targets({{"type", "rule"}, {"color", target_colour}, {"strokeWidth", 2}}, "goal",
               {{"y", measured("goal", unit, false)}});
    auto end = over_periods("last", domain);
    end["bandPosition"] = 1;
    layers.push_back(object{
        {"data", named_data("targets")},
        {"mark",
         object{{"type", "text"}, {"align", "right"}, {"baseline", "bottom"}, {"dy", -3}, {"color", target_colour}}},
        {"encoding",
         object{{"x", std::move(end)}, {"y", measured("top", unit, false)}, {"text", object{{"field", "says"}}}}}});
}

void add_series_layers(array& layers, const array& domain, const std::string& unit) {
    const auto x = over_periods("period", domain);
    layers.push_back(object{{"data", named_data("series")},
                            {"mark", object{{"type", "line"}, {"color", value_colour}}},
                            {"encoding", object{{"x", x}, {"y", measured("value", unit, false)}}}});
    layers.push_back(object{
        {"data", named_data("series")},
        {"transform", array{object{{"filter", "datum.value !== null"}}}},
        {"mark", object{{"type", "point"}, {"color", value_colour}, {"filled", true}, {"opacity", 1}, {"size", 50}}},
        {"encoding", object{{"x", x},
                            {"y", measured("value", unit, false)},
                            {"fill", object{{"condition", object{{"test", "datum.status !== 'A'"}, {"value", "white"}}},
                                            {"value", value_colour}}},
                            {"stroke", object{{"value", value_colour}}},
                            {"tooltip", tooltips({"period", "value", "status"})}}}});
    layers.push_back(object{
        {"data", named_data("series")},
        {"transform", array{object{{"filter", "datum.value === null"}}}},
        {"mark", object{{"type", "text"}, {"text", "\u00D7"}, {"color", missing_colour}, {"baseline", "bottom"}}},
        {"encoding",
         object{{"x", x}, {"y", object{{"value", "height"}}}, {"tooltip", tooltips({"period", "status", "why"})}}}});
}

}  // namespace

result<std::string> to_vega_lite(const series& s, std::span<const target> targets, const vega_options& options) {
    const auto f = s.frequency();
    period first = s.first(), last = s.last();
    // Figures from January on are of the time up to the end of a step.
    const auto label = [&](const period& step) {
        const bool from_january = s.header().year_to_date && f != frequency::day;
        return to_string(from_january ? period{{step.first().first_of_year(), step.end()}} : step);
    };
    std::vector<drawn_target> drawn;
    problems faults;
    for (const auto& t : targets) {
        auto goal = convert(t.goal, t.unit, s.header().unit, {t.id, 0, 0, {}});
        if (!goal) {
            faults.insert(faults.end(), goal.error().begin(), goal.error().end());
            continue;
        }
        const auto begins = period::around(f, t.when.first()), ends = period::around(f, t.when.last());
        first = std::min(first, begins);
        last = std::max(last, ends);
        drawn.push_back({label(begins), label(ends), std::move(goal).value(),
                         to_string(t.goal) + ' ' + t.unit.code + (t.interim ? ", on the way" : "")});
    }
    if (!faults.empty()) return faults;

    array domain, values, goals;
    for (auto i = first.index(); i <= last.index(); ++i) {
        domain.push_back(json::string{label(period::at(f, i))});
    }
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto o = s.at(i);
        object row{{"period", to_string(s.told_of(i))},
                   {"value", o.value ? json_number(*o.value) : json::value(nullptr)},
                   {"status", to_string(o.status)}};
        if (!o.value) row["why"] = to_string(o.reason);
        values.push_back(std::move(row));
    }
    for (const auto& t : drawn) goals.push_back(row_of(t));

    const auto& head = s.header();
    auto spec = vega_picture(options, head.subject.empty() ? head.indicator : head.indicator + ", " + head.subject);
    object sets{{"series", std::move(values)}};
    array layers;
    if (!drawn.empty()) {
        sets["targets"] = std::move(goals);
        add_target_layers(layers, domain, head.unit.code);
    }
    add_series_layers(layers, domain, head.unit.code);
    spec["datasets"] = std::move(sets);
    spec["layer"] = std::move(layers);
    return json_text(spec);
}

std::string to_vega_lite(std::span<const completion_point> curve, const vega_options& options) {
    array domain, lines, bands;
    bool perhaps = false;
    for (const auto& point : curve) {
        const auto by = to_string(point.by);
        domain.push_back(json::string{by});
        lines.push_back(object{{"by", by}, {"projects", "planned"}, {"count", point.planned}});
        lines.push_back(object{{"by", by}, {"projects", "finished"}, {"count", point.actual}});
        bands.push_back(object{{"by", by}, {"least", point.actual}, {"most", point.actual + point.perhaps}});
        perhaps = perhaps || point.perhaps != 0;
    }
    auto spec = vega_picture(options, "Projects finished by the end of");
    object sets{{"curve", std::move(lines)}};
    array layers;
    const auto x = over_periods("by", domain);
    if (perhaps) {
        sets["perhaps"] = std::move(bands);
        layers.push_back(object{{"data", named_data("perhaps")},
                                {"mark", object{{"type", "area"}, {"color", value_colour}, {"opacity", 0.2}}},
                                {"encoding", object{{"x", x},
                                                    {"y", measured("least", "projects", true)},
                                                    {"y2", object{{"field", "most"}}},
                                                    {"tooltip", tooltips({"by", "least", "most"})}}}});
    }
    const object kinds{{"domain", array{"planned", "finished"}}, {"range", array{target_colour, value_colour}}};
    layers.push_back(object{
        {"data", named_data("curve")},
        {"mark", object{{"type", "line"}, {"point", true}}},
        {"encoding",
         object{{"x", x},
                {"y", measured("count", "projects", true)},
                {"color", object{{"field", "projects"}, {"type", "nominal"}, {"title", nullptr}, {"scale", kinds}}},
                {"strokeDash",
                 object{{"condition", object{{"test", "datum.projects === 'planned'"}, {"value", array{4, 3}}}},
                        {"value", array{1, 0}}}},
                {"tooltip", tooltips({"by", "projects", "count"})}}}});
    spec["datasets"] = std::move(sets);
    spec["layer"] = std::move(layers);
    return json_text(spec);
}

}  // namespace muong::v0
