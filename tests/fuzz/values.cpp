// SPDX-License-Identifier: MIT
//
// Any text as a small value: what is read is written so that it is read as the same value again, and no text but the
// written one is needed for that; what is not read is refused without an exception.
#include <muong/core.hpp>
#include <muong/indicators/measure_unit.hpp>
#include <muong/indicators/observation_status.hpp>
#include <muong/io/fixed_point.hpp>
#include <muong/projects/qualified_date.hpp>
#include <muong/units/unit_code.hpp>

#include <cmath>
#include <cstdint>
#include <sstream>
#include <string>

#include "fuzz/law.hpp"

namespace {

using namespace muong;
using fuzz::law;

template <class T>
void read_back(std::string_view text) {
    const auto value = T::parse(text);
    if (!value) return;
    const std::string written = to_string(*value);
    const auto again = T::parse(written);
    law(again.has_value(), "what is written can be read");
    law(*again == *value, "what is written is read as the same value");
    law(to_string(*again) == written, "a value has one text");
}

void decimals(std::string_view text) {
    const auto d = decimal::parse(text);
    law(d.has_value() == !decimal::fault_in(text).has_value(), "a decimal is refused with its fault");
    if (!d) return;
    law(identical(*decimal::parse(to_string(*d)), *d), "a decimal keeps its zeros");
    law(fraction{*d} == *fraction::parse(text), "a decimal is the fraction of its text");
    law(fraction{*d}.to_decimal(d->decimals()) == *d, "a decimal goes through a fraction unchanged");
    law(d->trimmed() == *d, "zeros at the end do not count");
}

void fractions(std::string_view text) {
    const auto f = fraction::parse(text);
    if (!f) return;
    if (to_string(*f).size() <= 1000) read_back<fraction>(text);  // a text that is longer is not read
    law(*f + fraction{1} - fraction{1} == *f, "adding and taking away one is nothing");
    law(f->sign() == 0 || *f / *f == fraction{1}, "a number by itself is one");
    law(f->is_finite_decimal() == f->to_decimal_text().has_value(), "a finite decimal has all its digits");
    law(!f->to_text(17).empty(), "a number has a text");
}

void numbers_of_tables(std::string_view text) {
    for (const int decimals : {0, 3, 18}) {
        for (const bool comma : {false, true}) {
            const auto scan = scan_fixed(text, decimals, comma);
            if (comma || scan.form != number_form::plain) continue;
            const auto d = decimal::parse(text);
            if (d) law(fraction{decimal{scan.value, decimals}} == fraction{*d}, "a table's number is its decimal");
        }
    }
}

void periods(std::string_view text) {
    read_back<period>(text);
    const auto strict = period::parse(text);
    const auto lenient = period::parse_lenient(text);
    law(!strict || (lenient && *lenient == *strict), "a lenient reading reads what a strict one does");
    if (!lenient) return;
    for (const auto form : {period_text::iso, period_text::sdmx}) {
        const auto again = period::parse(to_string(*lenient, form));
        law(again && *again == *lenient, "a period is read back from each of its texts");
    }
}

void amounts(std::string_view text) {
    for (const auto style : {number_style::english, number_style::vietnamese}) {
        const auto amount = published_amount::parse(text, style);
        if (!amount) continue;
        const auto again = published_amount::parse(to_string(*amount, style), style);
        law(again && identical(*again, *amount), "a published amount keeps its figure and its word");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto text = fuzz::text_of(data + 1, size - 1);
    switch (*data % 16) {
        case 0:
            read_back<unit_code>(text);
            break;
        case 1:
            read_back<date>(text);
            break;
        case 2:
            read_back<date_range>(text);
            break;
        case 3:
            periods(text);
            break;
        case 4:
            decimals(text);
            break;
        case 5:
            fractions(text);
            break;
        case 6:
            read_back<any_money>(text);
            break;
        case 7:
            amounts(text);
            break;
        case 8:
            read_back<currency>(text);
            break;
        case 9:
            read_back<percent>(text);
            break;
        case 10:
            read_back<percentage_points>(text);
            break;
        case 11:
            read_back<qualified<decimal>>(text);
            break;
        case 12:
            read_back<qualified<percent>>(text);
            break;
        case 13:
            read_back<qualified_date>(text);
            break;
        case 14:
            numbers_of_tables(text);
            break;
        default:
            read_back<observation_status>(text);
            read_back<measure_unit>(text);
    }
    return 0;
}
