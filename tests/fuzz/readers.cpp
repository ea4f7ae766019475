// SPDX-License-Identifier: MIT
//
// Any text as the file of a crosswalk and as a table of values, wide and long: it is read, or every problem has a
// place; a crosswalk that is written again is the same; a lenient reading of values has no fewer cells than a strict
// one.
#include <muong/io/crosswalk_csv.hpp>
#include <muong/io/values_csv.hpp>
#include <muong/units/assumption.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <unistd.h>

#include <muong/io/file.hpp>

#include "fuzz/law.hpp"

namespace {

using namespace muong;
using fuzz::law;

void are_told(const problems& found) {
    law(!found.empty(), "a refusal has a reason");
    for (const auto& each : found) {
        law(each.where.source == "t.csv", "a problem names its file");
        law(!to_string(each).empty(), "a problem is told");
    }
}

/// Written to a file of its own and read back.
std::string written(const crosswalk& c) {
    static const std::string path = "/tmp/muong_fuzz_readers_" + std::to_string(::getpid()) + ".csv";
    csv_writer out{path};
    write_crosswalk(out, c);
    law(out.commit().empty(), "a crosswalk is written");
    auto text = read_file(path);
    std::remove(path.c_str());
    law(bool{text}, "and is there");
    return std::move(text).value();
}

void as_crosswalk(const std::string& text) {
    const auto read = parse_crosswalk(text, "t.csv");
    if (!read) return are_told(read.error());
    const auto& c = read.value();
    const auto again = parse_crosswalk(written(c), "t.csv");
    law(again && again.value() == c, "a crosswalk that is written and read is the same");
    const auto set = assume(c, assumption::equal_parts());
    law(bool{set}, "open shares can be set");
    for (std::size_t s = 0; s < c.sources().size(); ++s) {
        fraction sum = set.value().rest(s);
        for (const auto& e : set.value().row(s)) sum += e.least;
        law(sum == fraction{1}, "a row that is set adds up to one");
    }
}

void as_values(const std::string& text, values_form form, bool comma) {
    values_options options{.geography = "2025-07-01"_date, .form = form};
    if (comma) options.csv.dialect = {';', true};
    const auto strict = parse_values(text, "t.csv", options);
    if (!strict) are_told(strict.error());
    options.how = faulty_rows::leave_out;
    const auto lenient = parse_values(text, "t.csv", options);
    if (!strict) return;
    law(lenient && lenient.value().left_out.empty(), "a lenient reading leaves out nothing that is sound");
    law(lenient.value().values == strict.value().values, "both readings agree");
    for (std::size_t c = 0; c < strict.value().values.columns().size(); ++c)
        static_cast<void>(to_string(strict.value().values.total(c)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const std::string whole{text};
    as_crosswalk(whole);
    for (const auto form : {values_form::wide, values_form::lengthwise}) {
        as_values(whole, form, false);
        as_values(whole, form, true);
    }
    return 0;
}
