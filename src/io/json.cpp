// SPDX-License-Identifier: MIT
#define MUONG_COMPILES_BOOST_JSON
#include "io/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <muong/core/utf8.hpp>

#include "io/printable.hpp"

namespace muong::inline v0 {
namespace {

bool is_container(const json::value& v) { return v.is_array() || v.is_object(); }

template <class Container, class ValueOf>
bool holds_containers(const Container& all, ValueOf value_of) {
    return std::any_of(all.begin(), all.end(), [&](const auto& each) { return is_container(value_of(each)); });
}

/// A pair of numbers is a position, and stands on one line with its neighbours.
bool is_position(const json::value& v) {
    const auto* array = v.if_array();
    return array != nullptr && !array->empty() &&
           std::all_of(array->begin(), array->end(), [](const json::value& each) { return each.is_number(); });
}

class printer {
public:
    void value(const json::value& v, int depth) {
        if (const auto* object = v.if_object()) {
            const auto value_of = [](const json::key_value_pair& pair) -> const json::value& { return pair.value(); };
            container('{', '}', *object, holds_containers(*object, value_of), depth, [&](const auto& pair) {
                text_ += json::serialize(pair.key());
                text_ += ": ";
                value(pair.value(), depth + 1);
            });
        } else if (const auto* array = v.if_array()) {
            const auto value_of = [](const json::value& each) -> const json::value& { return each; };
            const bool positions = std::all_of(array->begin(), array->end(), is_position);
            container('[', ']', *array, !positions && holds_containers(*array, value_of), depth,
                      [&](const json::value& each) { value(each, depth + 1); });
        } else if (const auto* number = v.if_double()) {
            std::array<char, 32> digits{};
            const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), *number);
            text_.append(digits.data(), end);
        } else {
            text_ += json::serialize(v);
        }
    }
    std::string done() && { return std::move(text_) + '\n'; }

private:
    template <class Container, class Print>
    void container(char open, char close, const Container& all, bool lines, int depth, Print print) {
        text_ += open;
        bool first = true;
        for (const auto& each : all) {
            if (!first) text_ += lines ? "," : ", ";
            first = false;
            if (lines) new_line(depth + 1);
            print(each);
        }
        if (lines && !first) new_line(depth);
        text_ += close;
    }
    void new_line(int depth) {
        text_ += '\n';
        text_.append(static_cast<std::size_t>(depth) * 2, ' ');
    }

    std::string text_;
};

problem fault_at(std::string_view text, std::size_t at, const std::string& source, errc kind, std::string expected) {
    at = std::min(at, text.size());
    const auto before = text.substr(0, at);
    const auto line = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const auto begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {kind,
            {source, line, static_cast<std::uint32_t>(at - begin) + 1, {}},
            printable(text.substr(at, 20)),
            std::move(expected)};
}

}  // namespace

json::value json_number(decimal d) {
    const auto exact = d.trimmed();
    if (exact.decimals() == 0) return exact.coefficient();
    const auto text = to_string(exact);
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string json_text(const json::value& v) {
    printer out;
    out.value(v, 0);
    return std::move(out).done();
}

result<json::value> parse_json(std::string_view text, const std::string& source) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    const std::size_t skipped = text.substr(0, byte_order_mark.size()) == byte_order_mark ? byte_order_mark.size() : 0;
    if (const auto bad = invalid_utf8_at(text)) {
        return fault_at(text, *bad, source, errc::invalid_utf8, "UTF-8");
    }
    const auto body = text.substr(skipped);
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return problem{errc::empty_file, {source, 0, 0, {}}, "", "JSON"};
    }
    json::stream_parser parser;
    json::error_code error;
    const auto read = parser.write_some(body.data(), body.size(), error);
    std::size_t end = read;
    if (!error) {
        end = std::min(body.find_first_not_of(" \t\r\n", read), body.size());
        if (end != body.size())
            return fault_at(text, skipped + end, source, errc::malformed_text, "the end of the file");
        if (!parser.done()) parser.finish(error);
        if (!error) return parser.release();
    }
    return fault_at(text, skipped + end, source, errc::malformed_text, "JSON (" + error.message() + ')');
}

}  // namespace muong::v0
