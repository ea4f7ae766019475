// SPDX-License-Identifier: MIT
#pragma once

#include "values.hpp"

#include <muong/io/csv_reader.hpp>
#include <muong/io/text_numbers.hpp>

#include <map>
#include <string>

namespace rebase_csv {

/// The codes of a table as they come, by number: which unit each is.
class code_finder {
public:
    code_finder(const options& o, const geography& g, values& all) : o_{o}, g_{g}, all_{all} {}

    /// `day` is that of the row, one of those of the map.
    template <class Where>
    std::uint32_t find(const muong::csv_key& code, muong::date day, Where&& where) {
        const auto found = numbers_.number(code);
        if (found.is_new) add(code.text(), day, where());
        return found.number;
    }

    /// Below zero: it is no unit.
    [[nodiscard]] std::int64_t source(std::uint32_t number) const noexcept { return sources_[number]; }

    /// Where such a code, of which the source is below zero, stands in values::unmatched.
    [[nodiscard]] static std::size_t unmatched(std::int64_t source) noexcept {
        return static_cast<std::size_t>(-1 - source);
    }

private:
    void add(std::string_view text, muong::date day, muong::place where) {
        const auto code = padded(text, o_.pad_codes);
        if (const auto source = g_.source(code)) {
            sources_.push_back(static_cast<std::int32_t>(*source));
            all_.listed[*source] = true;
            return;
        }
        const auto next = static_cast<std::int32_t>(all_.unmatched.size());
        // written in another way, it may have come before
        const auto at = o_.pad_codes > 0 ? unmatched_.try_emplace(code, next).first->second : next;
        sources_.push_back(-1 - at);
        if (at == next) all_.unmatched.push_back({code, std::move(where), day});
    }

    const options& o_;
    const geography& g_;
    values& all_;
    muong::text_numbers<> numbers_;
    std::vector<std::int32_t> sources_;
    std::map<std::string, std::int32_t> unmatched_;  // if zeros are put back: those that came, with them
};

}  // namespace rebase_csv
