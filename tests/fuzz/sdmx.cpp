// SPDX-License-Identifier: MIT
//
// Any bytes as SDMX-CSV: series that can be told and drawn, or problems that all have a place.
#include <muong/io/sdmx_csv.hpp>
#include <muong/io/vega_lite.hpp>

#include <cstdint>
#include <set>
#include <tuple>

#include "fuzz/law.hpp"

namespace {

using namespace muong;
using fuzz::law;

void ask(const series& s) {
    law(s.count() <= s.size() && s.size() > 0, "a series has periods");
    law(s.header().decimals >= 0 && s.header().decimals <= 18, "decimals are 0 to 18");
    for (const auto i : {std::size_t{0}, s.size() - 1}) {
        const auto o = s.at(i);
        law(o.value ? o.reason == missing_reason::none && !o.status.is_missing() : o.status.is_missing(),
            "the first and the last are a value, or missing as published");
        law(s.index_of(s.told_of(i)) == i, "a period is found by its name");
    }
    if (s.size() < 1000) law(to_vega_lite(s).has_value(), "a series is drawn");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto read = parse_sdmx_csv(fuzz::text_of(data, size), "x.csv");
    for (const auto& each : read.error()) {
        law(each.where.source == "x.csv", "a problem names its file");
        law(!to_string(each).empty(), "a problem is told");
    }
    if (!read) {
        law(!read.error().empty(), "a refusal has a reason");
        return 0;
    }
    std::set<std::tuple<std::string, std::string, frequency>> keys;
    for (const auto& s : read.value()) {
        law(keys.emplace(s.header().indicator, s.header().subject, s.frequency()).second, "a series stands once");
        ask(s);
    }
    return 0;
}
