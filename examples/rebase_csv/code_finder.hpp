// SPDX-License-Identifier: MIT
#pragma once

#include "values.hpp"

#include <muong/io/csv_reader.hpp>
#include <muong/io/text_numbers.hpp>

#include <set>

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

private:
    void add(std::string_view text, muong::date day, muong::place where) {
        const auto code = padded(text, o_.pad_codes);
        const auto source = g_.source(code);
        sources_.push_back(source ? static_cast<std::int32_t>(*source) : -1);
        if (o_.pad_codes > 0 && !codes_.insert(code).second) return;  // written in another way
        all_.listed_codes.push_back(code);
        if (source) {
            all_.listed[*source] = true;
        } else {
            all_.unmatched.push_back({code, std::move(where), day});
        }
    }

    const options& o_;
    const geography& g_;
    values& all_;
    muong::text_numbers<> numbers_;
    std::vector<std::int32_t> sources_;
    std::set<std::string> codes_;  // if zeros are put back: those that came, with them
};

}  // namespace rebase_csv
