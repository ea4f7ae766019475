// SPDX-License-Identifier: MIT
#pragma once

#include "io/json.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <muong/core/date.hpp>
#include <muong/core/decimal.hpp>
#include <muong/core/problem.hpp>

namespace muong::inline v0 {

/// Takes members out of the objects of a file, and tells each that is wrong with its path, "projects[12].period". A
/// member that is null is none. Of what is of another type: malformed_text; of a needed one that is none:
/// missing_value.
class json_taker {
public:
    json_taker(const std::string& source, problems& faults) : source_{source}, faults_{faults} {}

    void fault(errc kind, std::string_view path, const json::value* found, std::string_view expected) {
        faults_.push_back(json_fault(kind, source_, path, found, expected));
    }

    static std::string joined(const std::string& path, std::string_view name);
    static std::string joined(const std::string& path, std::size_t index) {
        return path + '[' + std::to_string(index) + ']';
    }

    /// A value as what it must be; null or nothing, and a fault told, if it is of another type.
    const json::object* as_object(const json::value& v, std::string_view path, std::string_view expected = "an object");
    const json::array* as_array(const json::value& v, std::string_view path, std::string_view expected = "an array");
    std::optional<std::string_view> as_text(const json::value& v, std::string_view path,
                                            std::string_view expected = "text");

    /// A member that may be missing.
    static const json::value* member(const json::object& from, std::string_view name);
    const json::object* object(const json::object& from, const std::string& path, std::string_view name);
    std::optional<std::string_view> text(const json::object& from, const std::string& path, std::string_view name);
    /// The day of "2025-06-30T00:00:00Z", whatever the time and the zone, or of "2025-06-30". \source RFC 3339
    std::optional<date> day(const json::object& from, const std::string& path, std::string_view name);
    /// The number as it is written with the fewest digits; out_of_range if it is no decimal of 64 bits.
    std::optional<decimal> number(const json::object& from, const std::string& path, std::string_view name);

    /// A member that must be there.
    const json::value* needed(const json::object& from, const std::string& path, std::string_view name,
                              std::string_view expected);
    const json::array* needed_array(const json::object& from, const std::string& path, std::string_view name,
                                    std::string_view expected);
    std::optional<std::string_view> needed_text(const json::object& from, const std::string& path,
                                                std::string_view name, std::string_view expected);

    /// Calls `take(element, its path)` for the elements of an array that may be missing.
    template <class Take>
    void each(const json::object& from, const std::string& path, std::string_view name, Take take) {
        const auto* const value = member(from, name);
        if (value == nullptr) return;
        const auto where = joined(path, name);
        if (const auto* const array = as_array(*value, where)) each(*array, where, take);
    }
    template <class Take>
    void each(const json::array& from, const std::string& path, Take take) {
        std::size_t index = 0;
        for (const auto& element : from) take(element, joined(path, index++));
    }
    /// The same, of an array of texts.
    template <class Take>
    void each_text(const json::object& from, const std::string& path, std::string_view name, Take take) {
        each(from, path, name, [&](const json::value& element, const std::string& where) {
            if (const auto text = as_text(element, where)) take(*text, where);
        });
    }

private:
    const std::string& source_;
    problems& faults_;
};

}  // namespace muong::v0
