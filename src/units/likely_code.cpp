// SPDX-License-Identifier: MIT
#include <muong/units/likely_code.hpp>
#include <muong/units/lineage.hpp>
#include <muong/units/registry.hpp>

#include "units/listed.hpp"

#include <algorithm>

namespace muong::inline v0 {

namespace {

/// `text` changed letter by letter.
std::string each(std::string_view text, char from, char to, int shift) {
    std::string made{text};
    for (auto& c : made) {
        if (c >= from && c <= to) c = static_cast<char>(c + shift);
    }
    return made;
}

/// Without ASCII and no-break spaces around it.
std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\xC2\xA0";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The code within the marks by which spreadsheets keep it text, '03166 or ="03166"; empty if it has none.
std::string_view without_text_marks(std::string_view text) {
    if (text.starts_with("=\"") && text.ends_with('"') && text.size() > 3) return text.substr(2, text.size() - 3);
    if (text.starts_with('"') && text.ends_with('"') && text.size() > 2)
        return trimmed(text.substr(1, text.size() - 2));
    return text.starts_with('\'') ? text.substr(1) : std::string_view{};
}

/// The digits of a number with decimals that are zero, 301.0 or 301,00; empty of any other text.
std::string_view without_decimals(std::string_view text) {
    const auto mark = text.find_first_not_of("0123456789");
    if (mark == std::string_view::npos || mark == 0 || (text[mark] != '.' && text[mark] != ',')) return {};
    const auto decimals = text.substr(mark + 1);
    return !decimals.empty() && decimals.find_first_not_of('0') == std::string_view::npos ? text.substr(0, mark)
                                                                                          : std::string_view{};
}

/// The unit in force whose code these digits are, perhaps with zeros before them.
const unit* with_zeros(const registry& units, std::string_view digits, date day) {
    for (std::string longer{digits}; longer.size() <= unit_code::max_size; longer.insert(longer.begin(), '0')) {
        if (const auto* const u = units.at(longer, day)) return u;
    }
    return nullptr;
}

/// ", it went into 00005, 00006, 00007 and 2 more"; empty if there are none.
std::string listed(std::string_view words, const std::vector<const unit*>& ends) {
    constexpr std::size_t most = 3;
    if (ends.empty()) return {};
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < std::min(ends.size(), most); ++i) codes.push_back(to_string(ends[i]->code()));
    if (ends.size() > most) codes.push_back(std::to_string(ends.size() - most) + " more");
    return std::string{", "}.append(words) + ' ' + detail::listed(codes);
}

}  // namespace

likely_code likely_code_for(const registry& units, std::string_view text, date day) {
    if (units.at(text, day) != nullptr) return {};
    if (const auto code = unit_code::parse(text)) {
        const auto history = units.history_of(*code);
        if (!history.empty()) {
            // of several versions the nearest one before the day, else the first one
            const auto* nearest = &history.front();
            for (const auto& version : history) {
                if (version.valid().from() <= day) nearest = &version;
            }
            return {day < nearest->valid().from() ? code_fault::not_yet : code_fault::ended, nearest};
        }
    }
    const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (digits) {
        if (const auto* const u = with_zeros(units, text, day)) return {code_fault::zeros_lost, u};
    }
    const auto bare = trimmed(text);
    if (bare.empty()) return {};
    if (const auto number = without_decimals(bare); !number.empty()) {
        if (const auto* const u = with_zeros(units, number, day)) return {code_fault::as_number, u};
    }
    if (const auto marked = without_text_marks(bare); !marked.empty()) {
        if (const auto* const u = units.at(marked, day)) return {code_fault::as_text, u};
    }
    const auto significant = bare.substr(std::min(bare.find_first_not_of('0'), bare.size()));
    for (const auto written : {bare, significant}) {
        for (const auto& other :
             {std::string{written}, each(written, 'a', 'z', 'A' - 'a'), each(written, 'A', 'Z', 'a' - 'A')}) {
            if (other == text) continue;
            if (const auto* const u = units.at(other, day)) return {code_fault::other_spelling, u};
        }
    }
    for (const auto& u : units.named(text, day)) return {code_fault::name, &u};
    return {};
}

std::string expected_unit(const registry& units, std::string_view text, date day) {
    auto expected = "a unit in force on " + to_string(day);
    const auto likely = likely_code_for(units, text, day);
    if (likely.unit == nullptr) return expected;
    const auto code = to_string(likely.unit->code());
    switch (likely.why) {
        case code_fault::ended:
            return expected + " (" + code + " ended on " + to_string(*likely.unit->valid().to()) +
                   listed("it went into",
                          successors(units, likely.unit->code(), *likely.unit->valid().last(), day).ends) +
                   ")";
        case code_fault::not_yet:
            return expected + " (" + code + " begins on " + to_string(likely.unit->valid().from()) +
                   listed("it came out of",
                          predecessors(units, likely.unit->code(), likely.unit->valid().from(), day).ends) +
                   ")";
        case code_fault::zeros_lost:
            return expected + " (probably " + code + ": its zeros are lost)";
        case code_fault::other_spelling:
            if (text == std::string(text.size() - std::min(text.size(), code.size()), '0') + code) {
                return expected + " (probably " + code + ", unless the units have lost their zeros)";
            }
            return expected + " (probably " + code + ")";
        case code_fault::as_number:
            return expected + " (probably " + code + ": a spreadsheet has made it a number)";
        case code_fault::as_text:
            return expected + " (probably " + code + ", without the marks of a spreadsheet around it)";
        case code_fault::name:
            return expected + ", as a code (that is a name: probably " + code + ")";
        case code_fault::unknown:
            break;
    }
    return expected;
}

}  // namespace muong::v0
