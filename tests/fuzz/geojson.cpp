// SPDX-License-Identifier: MIT
//
// Any bytes as a map: shapes, each code once, that can be drawn and read again, or problems that all have a place.
#include <muong/io/geojson.hpp>
#include <muong/io/vega_map.hpp>

#include <cstdint>
#include <set>
#include <string>

#include "fuzz/law.hpp"

namespace {

using namespace muong;
using fuzz::law;

void ask(const geo_shapes& shapes) {
    std::set<std::string> codes;
    std::string again = R"({"type":"FeatureCollection","features":[)";
    std::size_t written = 0;
    for (const auto& shape : shapes.all()) {
        law(!shape.code.empty() && codes.insert(shape.code).second, "each code stands once");
        if (!unit_code::parse(shape.code)) continue;
        if (written++ != 0) again += ',';
        again += R"({"type":"Feature","id":")" + shape.code + R"(","geometry":)" + shape.geometry + '}';
    }
    again += "]}";
    const auto reread = geo_shapes::parse(again, "again", "");
    law(reread && reread.value().all().size() == written, "what is written is read");
    std::size_t i = 0;
    for (const auto& shape : shapes.all()) {
        if (unit_code::parse(shape.code)) law(reread.value().all()[i++] == shape, "it is the same");
    }
    const auto made = map_of_shapes({}, shapes, "persons");
    law(made.without_value.size() == codes.size() && made.without_place.empty(), "every shape is on the map");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    for (const auto* const property : {"code", ""}) {
        const auto read = geo_shapes::parse(text, "map", property);
        if (read) {
            ask(read.value());
            continue;
        }
        law(!read.error().empty(), "a refusal has a reason");
        for (const auto& each : read.error()) {
            law(each.where.source == "map", "a problem names its file");
            law(each.where.row != 0 || !each.where.field.empty() || each.code == errc::empty_file ||
                    each.expected == "a FeatureCollection",
                "a problem has a place");
            law(!to_string(each).empty(), "a problem is told");
        }
    }
    return 0;
}
