// SPDX-License-Identifier: MIT
//
// Any two tables, units and transfers parted by a line "===": they are a registry, or problems that all have a place; a
// lenient reading of them is a sound registry; and what is sound can be asked everything.
#include <muong/io/units_csv.hpp>
#include <muong/units/audit.hpp>
#include <muong/units/common_areas.hpp>
#include <muong/units/crosswalk.hpp>
#include <muong/units/lineage.hpp>

#include <algorithm>
#include <cstdint>
#include <string>

#include "fuzz/law.hpp"

namespace {

using namespace muong;
using fuzz::law;

void ways(const registry& units, date from, date to, std::string_view basis) {
    const auto c = crosswalk::between(units, from, to, {.basis = basis});
    for (std::size_t s = 0; s < c.sources().size(); ++s) {
        fraction least = c.rest(s);
        fraction most = c.greatest_rest(s);
        for (const auto& entry : c.row(s)) {
            law(entry.least.sign() >= 0 && entry.least <= entry.most && entry.most <= fraction{1},
                "a share is a range in 0 to 1");
            least += entry.least;
            most += entry.most;
        }
        law(least <= fraction{1} && fraction{1} <= most, "a row can add up to one");
    }
    // a unit that others come under later stays a target, though its parts are told by those then
    const auto stay = crosswalk::between(units, to, to);
    const auto goes_on = [&stay](const unit_code& code) { return stay.source(code).has_value(); };
    if (std::all_of(c.targets().begin(), c.targets().end(), goes_on)) {
        law(then(c, stay) == c, "standing still changes nothing");
    }
    const common_areas areas{c};
    for (std::size_t s = 0; s < c.sources().size(); ++s)
        law(areas.of_source(s) < areas.size(), "a source lies in an area");
}

void ask(const registry& units) {
    for (const auto& f : audit(units)) law(!to_string(f).empty(), "a finding is told");
    if (units.units().empty()) return;
    date first = units.units().front().valid().from();
    date last = first;
    for (const auto& u : units.units()) {
        const auto from = u.valid().from();
        law(units.at(u.code(), from) == &u, "a unit is found by its code and day");
        if (from < first) first = from;
        if (last < from) last = from;
    }
    std::size_t told = 0;
    for (const auto& u : units.units()) {
        if (++told > 20) break;
        const auto from = u.valid().from();
        for (const auto* end : successors(units, u.code(), from, last).ends)
            law(end->valid().contains(last), "an end stands on the last day");
        law(!story(units, u.code(), from, first, last).empty(), "a unit has a story");
    }
    ways(units, first, last, "");
    ways(units, last, first, "");
    for (const auto basis : units.bases()) {
        ways(units, first, last, basis);
        ways(units, last, first, basis);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto text = fuzz::text_of(data, size);
    const auto units = fuzz::cut_at(text, "===\n");
    const auto strict = parse_registry(units, "units.csv", text, "transfers.csv");
    if (!strict) {
        law(!strict.error().empty(), "a refusal has a reason");
        for (const auto& each : strict.error()) {
            law(each.where.source == "units.csv" || each.where.source == "transfers.csv", "a problem names its file");
            law(!to_string(each).empty(), "a problem is told");
        }
    }
    const auto lenient = parse_registry(units, "units.csv", text, "transfers.csv", faulty_rows::leave_out);
    if (strict) {
        law(lenient && lenient.value().left_out.empty(), "a lenient reading leaves out nothing that is sound");
        law(lenient.value().units.fingerprint() == strict.value().units.fingerprint(), "both readings agree");
    }
    if (lenient) ask(lenient.value().units);
    return 0;
}
