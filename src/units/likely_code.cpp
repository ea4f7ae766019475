// SPDX-License-Identifier: MIT
#include <muong/units/likely_code.hpp>
#include <muong/units/registry.hpp>

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
    for (std::string longer{text}; digits && longer.size() < unit_code::max_size;) {
        longer.insert(longer.begin(), '0');
        if (const auto* const u = units.at(longer, day)) return {code_fault::zeros_lost, u};
    }
    const auto bare = trimmed(text);
    if (bare.empty()) return {};
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
            return expected + " (" + code + " ended on " + to_string(*likely.unit->valid().to()) + ")";
        case code_fault::not_yet:
            return expected + " (" + code + " begins on " + to_string(likely.unit->valid().from()) + ")";
        case code_fault::zeros_lost:
            return expected + " (probably " + code + ": its zeros are lost)";
        case code_fault::other_spelling:
            if (text == std::string(text.size() - std::min(text.size(), code.size()), '0') + code) {
                return expected + " (probably " + code + ", unless the units have lost their zeros)";
            }
            return expected + " (probably " + code + ")";
        case code_fault::name:
            return expected + ", as a code (that is a name: probably " + code + ")";
        case code_fault::unknown:
            break;
    }
    return expected;
}

}  // namespace muong::v0
