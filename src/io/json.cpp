// SPDX-License-Identifier: MIT
#define MUONG_COMPILES_BOOST_JSON
#include "io/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <vector>

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

std::string fewest_digits(double number) {
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return {digits.data(), end};
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
            text_ += fewest_digits(*number);
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

/// Makes a value of what the parser tells, and finds members that are told twice, of which a value keeps only the last.
class told_values {
public:
    static constexpr std::size_t max_object_size = json::object::max_size(), max_array_size = json::array::max_size(),
                                 max_key_size = json::string::max_size(), max_string_size = json::string::max_size();

    told_values(const std::string& source, problems& found) : source_{source}, found_{found} {}

    json::value release() { return values_.release(); }

    bool on_document_begin(json::error_code& /*unused*/) {
        values_.reset();
        return true;
    }
    bool on_document_end(json::error_code& /*unused*/) { return true; }
    bool on_object_begin(json::error_code& /*unused*/) {
        open_.emplace_back().names.emplace();
        return true;
    }
    bool on_object_end(std::size_t size, json::error_code& /*unused*/) {
        open_.pop_back();
        values_.push_object(size);
        return next();
    }
    bool on_array_begin(json::error_code& /*unused*/) {
        open_.emplace_back();
        return true;
    }
    bool on_array_end(std::size_t size, json::error_code& /*unused*/) {
        open_.pop_back();
        values_.push_array(size);
        return next();
    }
    bool on_key_part(json::string_view part, std::size_t /*unused*/, json::error_code& /*unused*/) {
        name_.append(part.data(), part.size());
        values_.push_chars(part);
        return true;
    }
    bool on_key(json::string_view part, std::size_t /*unused*/, json::error_code& /*unused*/) {
        name_.append(part.data(), part.size());
        values_.push_key(part);
        auto& object = open_.back();
        const auto [name, is_new] = object.names->insert(std::move(name_));
        name_.clear();
        object.name = &*name;
        if (!is_new) {
            found_.push_back(
                {errc::duplicate_key, {source_, 0, 0, printable(path())}, printable(*name), "each member once"});
        }
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t /*unused*/, json::error_code& /*unused*/) {
        values_.push_chars(part);
        return true;
    }
    bool on_string(json::string_view part, std::size_t /*unused*/, json::error_code& /*unused*/) {
        values_.push_string(part);
        return next();
    }
    bool on_number_part(json::string_view part, json::error_code& /*unused*/) {
        digits_.append(part.data(), part.size());
        return true;
    }
    bool on_int64(std::int64_t number, json::string_view /*unused*/, json::error_code& /*unused*/) {
        digits_.clear();
        values_.push_int64(number);
        return next();
    }
    bool on_uint64(std::uint64_t number, json::string_view /*unused*/, json::error_code& /*unused*/) {
        digits_.clear();
        values_.push_uint64(number);
        return next();
    }
    /// The parser's own number may be the neighbour of the nearest one: it is read again from its digits.
    bool on_double(double number, json::string_view part, json::error_code& error) {
        digits_.append(part.data(), part.size());
        const auto read = std::from_chars(digits_.data(), digits_.data() + digits_.size(), number);
        digits_.clear();
        if (read.ec == std::errc::result_out_of_range) {
            if (std::abs(number) > 1) {
                error = json::error::exponent_overflow;
                return false;
            }
            number = 0;
        }
        values_.push_double(number);
        return next();
    }
    bool on_bool(bool truth, json::error_code& /*unused*/) {
        values_.push_bool(truth);
        return next();
    }
    bool on_null(json::error_code& /*unused*/) {
        values_.push_null();
        return next();
    }
    bool on_comment_part(json::string_view /*unused*/, json::error_code& /*unused*/) { return true; }
    bool on_comment(json::string_view /*unused*/, json::error_code& /*unused*/) { return true; }

private:
    struct container {
        std::optional<std::set<std::string>> names = {};  ///< that an object has had; nothing: an array
        const std::string* name = nullptr;                ///< of the member at work
        std::size_t index = 0;                            ///< of the element at work
    };

    /// A value is done.
    bool next() {
        if (!open_.empty()) ++open_.back().index;
        return true;
    }

    /// Of the member at work: "features[12].properties.code".
    [[nodiscard]] std::string path() const {
        std::string text;
        for (const auto& each : open_) {
            if (!each.names) {
                text += '[' + std::to_string(each.index) + ']';
            } else {
                if (!text.empty()) text += '.';
                text += *each.name;
            }
        }
        return text;
    }

    const std::string& source_;
    problems& found_;
    json::value_stack values_;
    std::vector<container> open_;
    std::string name_;    // parts of one
    std::string digits_;  // the same of a number
};

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

problem json_fault(errc kind, const std::string& source, std::string_view path, const json::value* found,
                   std::string_view expected) {
    std::string text;
    if (found != nullptr) {
        const auto* const words = found->if_string();
        const auto* const number = found->if_double();
        text = words != nullptr    ? std::string{words->data(), words->size()}
               : number != nullptr ? fewest_digits(*number)
                                   : json::serialize(*found);
    }
    return {kind, {source, 0, 0, printable(path)}, printable(text), std::string{expected}};
}

std::optional<json::value> parse_json(std::string_view text, const std::string& source, problems& found) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    const std::size_t skipped = text.substr(0, byte_order_mark.size()) == byte_order_mark ? byte_order_mark.size() : 0;
    const auto refuse = [&](problem fault) {
        found.clear();
        found.push_back(std::move(fault));
        return std::nullopt;
    };
    if (const auto bad = invalid_utf8_at(text))
        return refuse(fault_at(text, *bad, source, errc::invalid_utf8, "UTF-8"));
    const auto body = text.substr(skipped);
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return refuse({errc::empty_file, {source, 0, 0, {}}, "", "JSON"});
    }
    json::basic_parser<told_values> parser{json::parse_options{}, source, found};
    json::error_code error;
    const auto read = parser.write_some(false, body.data(), body.size(), error);
    if (error) {
        return refuse(fault_at(text, skipped + read, source, errc::malformed_text, "JSON (" + error.message() + ')'));
    }
    const auto end = body.find_first_not_of(" \t\r\n", read);
    if (end != std::string_view::npos) {
        return refuse(fault_at(text, skipped + end, source, errc::malformed_text, "the end of the file"));
    }
    return parser.handler().release();
}

}  // namespace muong::v0
