// SPDX-License-Identifier: MIT
//
// Any bytes as a project package of OC4IDS: projects that are the same when they are written and read again, or
// problems that all name the file; a lenient reading reads what a strict one does.
#include <muong/io/oc4ids.hpp>

#include <algorithm>
#include <cstdint>
#include <string>

#include "fuzz/law.hpp"

namespace {

using namespace muong;
using fuzz::law;

void look(const problems& all) {
    for (const auto& each : all) {
        law(each.where.source == "p.json", "a problem names its file");
        law(!to_string(each).empty(), "a problem is told");
    }
}

bool same(const portfolio& a, const portfolio& b) { return std::ranges::equal(a.all(), b.all()); }

void read_back(const oc4ids_projects& told) {
    const auto written = to_oc4ids(told.projects, told.package);
    const auto again = parse_oc4ids(written.json, "again.json", {.scheme = told.package.scheme});
    law(again.has_value(), "what is written can be read");
    law(same(again.value().projects, told.projects), "what was read is the same when it is written and read again");
    law(again.value().left_out.empty(), "what is written is read whole");
    law(to_oc4ids(again.value().projects, again.value().package).json == written.json, "a portfolio has one package");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto strict = parse_oc4ids(text, "p.json", {.scheme = "VN-GSO"});
    const auto lenient = parse_oc4ids(text, "p.json", {.scheme = "VN-GSO", .how = faulty_rows::leave_out});
    if (!strict) {
        law(!strict.error().empty(), "a refusal has a reason");
        look(strict.error());
    } else {
        law(lenient && same(lenient.value().projects, strict.value().projects), "both readings agree");
        look(strict.value().left_out);
        read_back(strict.value());
    }
    if (lenient) {
        look(lenient.value().left_out);
        read_back(lenient.value());
    }
    return 0;
}
