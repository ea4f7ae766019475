// SPDX-License-Identifier: MIT
//
// Any text as a name: its keys are keys of themselves, the reader of places never breaks, and an answer names only
// units that may be meant.
#include <muong/data/viet_nam_2025.hpp>
#include <muong/units/name_column.hpp>
#include <muong/units/name_index.hpp>
#include <muong/units/text_key.hpp>
#include <muong/units/vietnamese_order.hpp>

#include <algorithm>
#include <cstdint>
#include <string>

#include <muong/core/utf8.hpp>

#include "fuzz/law.hpp"

namespace {

using namespace muong;
using fuzz::law;

void keys(std::string_view text) {
    const auto equal = equality_key(text);
    const auto search = search_key(text);
    const bool sound = is_valid_utf8(text);
    law(static_cast<bool>(equal) == sound && static_cast<bool>(search) == sound,
        "a key is made of UTF-8, and only of it");
    std::string appended = "x";
    law(append_equality_key(text, appended) == sound, "both forms of a key agree");
    law(appended == (sound ? "x" + equal.value() : "x"), "a key is added whole or not at all");
    if (!sound) return;
    law(is_valid_utf8(equal.value()) && is_valid_utf8(search.value()), "a key is UTF-8");
    law(equality_key(equal.value()).value() == equal.value(), "the equality key of one is itself");
    law(search_key(search.value()).value() == search.value(), "the search key of one is itself");
    law(search_key(equal.value()).value() == search.value(), "names with one equality key have one search key");
}

void places(std::string_view text) {
    const auto place = written_place::parse(text);
    law(place.parts().empty() == (place.fault() != place_fault::none), "a place has parts, or a fault");
    for (const auto& part : place.parts()) {
        law(!part.name.empty() || !part.kinds.empty(), "a part has a name or a kind");
        law(part.text.find(part.name) != std::string_view::npos, "a name stands in the text");
    }
}

void answers(std::string_view text, unsigned bits) {
    static const name_index index{viet_nam_2025().registry()};
    name_query query;
    if ((bits & 1U) != 0) query.day = (bits & 2U) != 0 ? "2025-06-30"_date : "2025-07-01"_date;
    if ((bits & 4U) != 0) query.within = "11"_unit;
    query.marks_may_lack = (bits & 8U) != 0;
    const auto answer = index.find(text, query);
    const auto* const one = answer.the_one();
    law((answer.status() == name_status::matched) == (one != nullptr), "a match is one unit");
    law((answer.status() == name_status::unreadable) == (answer.fault() != place_fault::none), "a fault is told");
    if (one != nullptr) {
        law(!query.day || one->valid().contains(*query.day), "the one stands on the day");
        const auto is_it = [one](const name_candidate& c) { return c.who == one && c.in_force && !c.elsewhere; };
        law(std::any_of(answer.candidates().begin(), answer.candidates().end(), is_it), "the one is a candidate");
    }
    const std::string_view column[] = {text, text};
    const auto report = resolve_column(index, std::span<const std::string_view>{column}, query);
    law(report.rows().size() == 2, "no row of a column is lost");
    law(report.rows()[1].who == one && report.rows()[1].status == answer.status(),
        "a column is resolved as its texts are");
    law(report.faults().size() == (one != nullptr ? 0U : 2U), "a row without a unit is a problem");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto text = fuzz::text_of(data + 1, size - 1);
    keys(text);
    places(text);
    answers(text, *data);
    return 0;
}
