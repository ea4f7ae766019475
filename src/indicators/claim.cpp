// SPDX-License-Identifier: MIT
#include <muong/indicators/claim.hpp>

#include <ostream>

namespace muong::inline v0 {

std::string to_string(const claim& c) {
    std::string text = c.subject + ", " + c.indicator;
    if (c.when) text += " (" + to_string(*c.when) + ')';
    text += ": " + to_string(c.value) + ' ' + c.unit.code;
    if (const auto cited = to_string(c.cited); !cited.empty()) text += " [" + cited + ']';
    return text;
}

std::ostream& operator<<(std::ostream& out, const claim& c) { return out << to_string(c); }

result<qualified<decimal>> parse_qualified(std::string_view word, std::string_view text, const place& where) {
    const auto number = [&](std::string_view part) -> result<decimal> {
        if (const auto d = decimal::parse(part)) return *d;
        return problem{*decimal::fault_in(part), where, std::string{part}, "a decimal number"};
    };
    if (word == "range" || word == "between") {
        auto between = text.find("..");
        std::size_t size = 2;
        if (between == std::string_view::npos) {
            between = text.find(" to ");
            size = 4;
        }
        if (between == std::string_view::npos) {
            return problem{errc::malformed_text, where, std::string{text}, "two numbers, as 10..11"};
        }
        const auto least = number(text.substr(0, between)), greatest = number(text.substr(between + size));
        if (!least) return least.error();
        if (!greatest) return greatest.error();
        if (greatest.value() < least.value()) {
            return problem{errc::out_of_range, where, std::string{text}, "the lesser number first"};
        }
        return qualified<decimal>::between(least.value(), greatest.value());
    }
    const auto known = word.empty() ? std::optional{qualifier::exact} : parse_qualifier(word);
    if (!known) {
        return problem{errc::unknown_value, where, std::string{word},
                       "exact, over, nearly, about, at_least, at_most or range"};
    }
    const auto value = number(text);
    if (!value) return value.error();
    return qualified<decimal>::with(*known, value.value());
}

}  // namespace muong::v0
