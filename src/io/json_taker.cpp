// SPDX-License-Identifier: MIT
#include "io/json_taker.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace muong::inline v0 {
namespace {

bool are_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "09:30"
bool is_hour_and_minute(std::string_view text) {
    return text.size() == 5 && are_digits(text.substr(0, 2)) && text[2] == ':' && are_digits(text.substr(3)) &&
           text.substr(0, 2) < "24" && text.substr(3) < "60";
}

std::optional<date> day_of(std::string_view text) {
    const auto day = date::parse(text.substr(0, 10));
    auto rest = text.substr(std::min<std::size_t>(text.size(), 10));
    if (!day || rest.empty()) return day;
    if (rest.size() < 9 || (rest[0] != 'T' && rest[0] != 't') || !is_hour_and_minute(rest.substr(1, 5)) ||
        rest[6] != ':' || !are_digits(rest.substr(7, 2)) || rest.substr(7, 2) > "60") {
        return {};
    }
    rest.remove_prefix(9);
    if (!rest.empty() && rest[0] == '.') {
        const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        if (end == 1) return {};
        rest.remove_prefix(end);
    }
    if (rest == "Z" || rest == "z") return day;
    if (rest.empty() || (rest[0] != '+' && rest[0] != '-') || !is_hour_and_minute(rest.substr(1))) return {};
    return day;
}

std::optional<decimal> decimal_of(const json::value& number) {
    if (const auto* const whole = number.if_int64()) return decimal{*whole};
    const auto* const part = number.if_double();
    if (part == nullptr) return {};
    if (*part == 0) return decimal{0};
    std::array<char, 400> digits{};
    const auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), *part, std::chars_format::fixed);
    if (error != std::errc{}) return {};
    return decimal::parse({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

}  // namespace

std::string json_taker::joined(const std::string& path, std::string_view name) {
    return path.empty() ? std::string{name} : path + '.' + std::string{name};
}

const json::object* json_taker::as_object(const json::value& v, std::string_view path, std::string_view expected) {
    if (!v.is_object()) fault(errc::malformed_text, path, &v, expected);
    return v.if_object();
}

const json::array* json_taker::as_array(const json::value& v, std::string_view path, std::string_view expected) {
    if (!v.is_array()) fault(errc::malformed_text, path, &v, expected);
    return v.if_array();
}

std::optional<std::string_view> json_taker::as_text(const json::value& v, std::string_view path,
                                                    std::string_view expected) {
    if (const auto* const text = v.if_string()) return std::string_view{text->data(), text->size()};
    fault(errc::malformed_text, path, &v, expected);
    return {};
}

const json::value* json_taker::member(const json::object& from, std::string_view name) {
    const auto* const value = from.if_contains(name);
    return value == nullptr || value->is_null() ? nullptr : value;
}

const json::object* json_taker::object(const json::object& from, const std::string& path, std::string_view name) {
    const auto* const value = member(from, name);
    return value == nullptr ? nullptr : as_object(*value, joined(path, name));
}

std::optional<std::string_view> json_taker::text(const json::object& from, const std::string& path,
                                                 std::string_view name) {
    const auto* const value = member(from, name);
    return value == nullptr ? std::nullopt : as_text(*value, joined(path, name));
}

std::optional<date> json_taker::day(const json::object& from, const std::string& path, std::string_view name) {
    const auto told = text(from, path, name);
    if (!told) return {};
    const auto day = day_of(*told);
    if (!day) fault(errc::malformed_text, joined(path, name), member(from, name), "a day, as 2025-06-30T00:00:00Z");
    return day;
}

std::optional<decimal> json_taker::number(const json::object& from, const std::string& path, std::string_view name) {
    const auto* const value = member(from, name);
    if (value == nullptr) return {};
    if (!value->is_number()) {
        fault(errc::malformed_text, joined(path, name), value, "a number");
        return {};
    }
    const auto told = decimal_of(*value);
    if (!told) fault(errc::out_of_range, joined(path, name), value, "a number of at most 18 decimals, within 64 bits");
    return told;
}

const json::value* json_taker::needed(const json::object& from, const std::string& path, std::string_view name,
                                      std::string_view expected) {
    const auto* const value = member(from, name);
    if (value == nullptr) fault(errc::missing_value, joined(path, name), nullptr, expected);
    return value;
}

const json::array* json_taker::needed_array(const json::object& from, const std::string& path, std::string_view name,
                                            std::string_view expected) {
    const auto* const value = needed(from, path, name, expected);
    return value == nullptr ? nullptr : as_array(*value, joined(path, name), expected);
}

std::optional<std::string_view> json_taker::needed_text(const json::object& from, const std::string& path,
                                                        std::string_view name, std::string_view expected) {
    const auto* const value = needed(from, path, name, expected);
    return value == nullptr ? std::nullopt : as_text(*value, joined(path, name), expected);
}

}  // namespace muong::v0
