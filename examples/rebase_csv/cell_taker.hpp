// SPDX-License-Identifier: MIT
#pragma once

#include "values.hpp"

#include <muong/core/decimal.hpp>
#include <muong/io/fixed_point.hpp>

namespace rebase_csv {

/// Adds a column to the values, held as its rules need it.
void add_column(const options& o, values& all, value_column column);

/// Takes cells as text: numbers and labels. When all are taken, the sums are to be settled.
class cell_taker {
public:
    cell_taker(values& all, muong::problem_log& log) : all_{all}, log_{log} {}

    /// `source` below zero: a code that is no unit. `where()` tells the place of the cell.
    template <class Where>
    void take(std::int64_t source, std::size_t column, std::string_view text, Where&& where) {
        if (text.empty()) return;
        if (source < 0 || all_.with_care[column] != 0) return take_with_care(source, column, text, where);
        const auto scan = muong::scan_fixed(text, all_.sums.decimals(column));
        if (scan.form != muong::number_form::plain) return take_with_care(source, column, text, where);
        if (!all_.sums.add_soon(static_cast<std::size_t>(source), column, scan.value)) {
            tell_duplicate(all_.columns[column], text, where());
        }
    }

private:
    static std::string expected(muong::number_form form, bool whole) {
        if (form == muong::number_form::unintelligible) return "a number such as 1234.5 (words need --label)";
        if (form == muong::number_form::too_large) return "a number of at most 64 bits, that is below 2^63";
        if (form == muong::number_form::too_fine && whole) return "a whole number, as --whole asks";
        return expected_instead(form, whole ? 0 : muong::decimal::max_decimals);
    }

    void tell_duplicate(const value_column& c, std::string_view text, muong::place where) {
        log_.add({muong::errc::duplicate_key, std::move(where), std::string{text},
                  c.period.empty() ? "one value of " + c.name + " a unit"
                                   : "one value of " + c.name + " in " + c.period + " a unit"});
    }

    template <class Where>
    void take_with_care(std::int64_t source, std::size_t column, std::string_view text, Where&& where) {
        auto& c = all_.columns[column];
        const auto at = static_cast<std::size_t>(source);
        if (c.label) {
            if (source < 0) return;
            const auto [word, is_new] =
                numbers_.try_emplace(std::string{text}, static_cast<std::int64_t>(all_.words.size()));
            if (is_new) all_.words.emplace_back(text);
            if (!all_.sums.add(at, column, word->second)) tell_duplicate(c, text, where());
            return;
        }
        const bool whole = c.how == muong::carried::whole;
        auto scan = muong::scan_fixed(text, whole ? 0 : muong::decimal::max_decimals);
        std::optional<muong::decimal> number;
        if (scan.form == muong::number_form::plain || (scan.form == muong::number_form::too_large && !whole)) {
            number = muong::decimal::parse(text);
            if (!number && scan.form == muong::number_form::plain) {
                number = muong::decimal{scan.value, whole ? 0 : muong::decimal::max_decimals};
            }
        }
        if (!number) {
            log_.add({problem_kind(scan.form), where(), std::string{text}, expected(scan.form, whole)});
            return;
        }
        if (c.weight && *number < muong::decimal{0}) {
            log_.add({muong::errc::out_of_range, where(), std::string{text}, "a weight that is not below 0"});
            return;
        }
        if (source < 0) {
            c.unmatched += muong::fraction{*number};
            return;
        }
        const auto exact = number->trimmed();
        if (exact.decimals() > all_.sums.decimals(column)) all_.sums.refine(column, exact.decimals());
        const auto count = muong::scan_fixed(to_string(exact), all_.sums.decimals(column));
        const bool is_new = count.form == muong::number_form::plain
                                ? all_.sums.add(at, column, count.value)
                                : all_.sums.add_wide(at, column, muong::fraction{exact});
        if (!is_new) tell_duplicate(c, text, where());
    }

    values& all_;
    muong::problem_log& log_;
    std::unordered_map<std::string, std::int64_t> numbers_;  // of the words
};

}  // namespace rebase_csv
