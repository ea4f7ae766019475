// SPDX-License-Identifier: MIT
#pragma once

#include "cell_faults.hpp"
#include "values.hpp"

#include <muong/io/fixed_point.hpp>

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

namespace rebase_csv {

/// Adds a column to the values, held as its rules need it.
void add_column(const options& o, const geography& g, values& all, value_column column);

/// A cell of a table.
struct table_cell {
    std::string_view text;
    std::uint64_t row = 0;  ///< line on which its record begins
    std::size_t field = 0;
};

/// Takes cells as text: numbers and labels. Numbers wait for others, so that their texts must stay until they are
/// settled, as they are to be in the end.
class cell_taker {
public:
    /// `in` is where the cells stand.
    cell_taker(const options& o, values& all, const muong::csv_reader& in, muong::problem_log& log, cell_faults& faults)
        : dialect_{o.dialect}, no_value_{o.no_value}, all_{all}, in_{in}, log_{log}, faults_{faults} {
        for (const auto& mark : no_value_) {
            const auto form = muong::scan_fixed(mark, 0, dialect_.decimal_comma).form;
            marked_by_numbers_ =
                marked_by_numbers_ || form == muong::number_form::plain || form == muong::number_form::too_fine;
        }
    }

    /// `source` below zero: a code that is no unit. `scan_text(text, decimals)` is scan_fixed of the text.
    template <class Scan>
    void take(std::int64_t source, std::size_t column, const table_cell& cell, Scan&& scan_text) {
        if (cell.text.empty()) return;
        const auto home = all_.homes[column];
        if (source < 0 || home.with_care || marked_by_numbers_) return take_with_care(source, column, cell);
        const muong::fixed_scan scan = scan_text(cell.text, home.sums->decimals(home.number));
        if (scan.form != muong::number_form::plain) return take_with_care(source, column, cell);
        waiting_[waiting_count_++] = {column, cell};
        home.sums->add_soon(static_cast<std::size_t>(source), home.number, scan.value);
        if (waiting_count_ == waiting_.size()) settle();
    }

    void settle() {
        for (std::size_t way = 0; way < all_.sums.size(); ++way) {
            all_.sums[way].settle([&](std::size_t i) { seconds_.push_back(waiting_for(way, i)); });
        }
        waiting_count_ = 0;
        if (!seconds_.empty()) tell_seconds();
    }

private:
    struct waiting_number {
        std::size_t column = 0;
        table_cell cell;
    };
    /// The i-th of the numbers that wait for the sums of a way.
    [[nodiscard]] const waiting_number& waiting_for(std::size_t way, std::size_t i) const {
        const auto* at = waiting_.data();
        for (;; ++at) {
            if (all_.homes[at->column].way == way && i-- == 0) return *at;
        }
    }

    /// In the order of the table, whatever sums they are of.
    void tell_seconds() {
        std::stable_sort(seconds_.begin(), seconds_.end(), [](const auto& a, const auto& b) {
            return std::tie(a.cell.row, a.cell.field) < std::tie(b.cell.row, b.cell.field);
        });
        for (const auto& second : seconds_) tell_duplicate(second.column, second.cell);
        seconds_.clear();
    }

    [[nodiscard]] std::string expected(muong::number_form form, std::string_view text, const value_column& c) const {
        const bool whole = c.how == muong::carried::whole;
        if (form == muong::number_form::unintelligible) return expected_number(text, c.name);
        if (form == muong::number_form::too_large) return "a number of at most 64 bits, that is below 2^63";
        if (form == muong::number_form::too_fine && whole) {
            const bool thousands = may_be_thousands(text, dialect_.decimal_comma ? ',' : '.');
            return std::string{"a whole number, as --whole asks"} +
                   (thousands ? ", without marks between thousands" : "");
        }
        const auto instead = expected_instead(form, whole ? 0 : muong::decimal::max_decimals, dialect_.decimal_comma);
        return form == muong::number_form::no_number ? instead + " (or name the mark with --no-value)" : instead;
    }

    /// Instead of a text that may be a number but for its blanks or a digit beside its decimal mark.
    [[nodiscard]] std::string expected_number(std::string_view text, const std::string& column) const {
        const auto is_form = [this](std::string_view of) {
            return muong::scan_fixed(of, muong::decimal::max_decimals, dialect_.decimal_comma).form;
        };
        const auto bare = without_blanks(text);
        if (bare.empty()) return expected_instead(muong::number_form::no_number, 0);
        if (bare.size() < text.size() && is_form(bare) != muong::number_form::unintelligible) {
            return "a number without blanks around it";
        }
        const char mark = dialect_.decimal_comma ? ',' : '.';
        std::string filled{bare};
        const std::size_t front = filled.front() == '-' || filled.front() == '+' ? 1 : 0;
        if (filled.back() == mark) filled += '0';
        if (front < filled.size() && filled[front] == mark) filled.insert(front, 1, '0');
        if (filled.size() > bare.size() && is_form(filled) == muong::number_form::plain) {
            return dialect_.decimal_comma ? "a digit on each side of the decimal comma, as in 0,5"
                                          : "a digit on each side of the decimal point, as in 0.5";
        }
        return expected_instead(muong::number_form::unintelligible, 0, dialect_.decimal_comma) +
               " (words need --label" + (column.find('=') == std::string::npos ? ' ' + as_option(column) : "") + ')';
    }

    static std::string_view without_blanks(std::string_view text) {
        constexpr std::string_view blanks[] = {" ", "\t", "\u00A0", "\u202F", "\u2009"};
        for (const auto blank : blanks) {
            while (text.starts_with(blank)) text.remove_prefix(blank.size());
            while (text.ends_with(blank)) text.remove_suffix(blank.size());
        }
        return text;
    }

    [[nodiscard]] muong::place where(const table_cell& cell) const {
        auto at = in_.where(cell.field);
        at.row = cell.row;
        return at;
    }

    void tell_duplicate(std::size_t column, const table_cell& cell) {
        const auto& c = all_.columns[column];
        log_.add({muong::errc::duplicate_key, where(cell), std::string{cell.text},
                  c.period.empty() ? "one value of " + c.name + " a unit"
                                   : "one value of " + c.name + " in " + c.period + " a unit"});
    }

    void take_with_care(std::int64_t source, std::size_t column, const table_cell& cell) {
        settle();
        const auto text = cell.text;
        if (std::find(no_value_.begin(), no_value_.end(), text) != no_value_.end()) return;
        auto& c = all_.columns[column];
        auto& sums = *all_.homes[column].sums;
        const auto number_there = all_.homes[column].number;
        const auto at = static_cast<std::size_t>(source);
        if (c.label) {
            if (source < 0) return;
            const auto [word, is_new] =
                numbers_.try_emplace(std::string{text}, static_cast<std::int64_t>(all_.words.size()));
            if (is_new) all_.words.emplace_back(text);
            if (!sums.add(at, number_there, word->second)) tell_duplicate(column, cell);
            return;
        }
        const bool whole = c.how == muong::carried::whole;
        const auto scan = muong::scan_fixed(text, whole ? 0 : muong::decimal::max_decimals, dialect_.decimal_comma);
        std::optional<muong::decimal> number;
        std::optional<muong::fraction> fine;  // of more digits than a decimal has, as the program writes them
        if (scan.form == muong::number_form::plain || (scan.form == muong::number_form::too_large && !whole)) {
            number = number_in_cell(text, dialect_);
            if (!number && scan.form == muong::number_form::plain) {
                number = muong::decimal{scan.value, whole ? 0 : muong::decimal::max_decimals};
            }
        }
        const bool has_many_digits =
            scan.form == muong::number_form::too_fine || scan.form == muong::number_form::too_large;
        if (!number && !whole && has_many_digits) {
            const auto limit = muong::fraction{std::int64_t{1} << 62U} * muong::fraction{2};
            fine = fraction_in_cell(text, dialect_);
            if (fine && (*fine >= limit || -*fine >= limit)) fine.reset();
        }
        if (!number && !fine) {
            faults_.add(c.name,
                        {problem_kind(scan.form), where(cell), std::string{text}, expected(scan.form, text, c)});
            return;
        }
        const auto value = fine ? *fine : muong::fraction{*number};
        if (c.weight && value.sign() < 0) {
            faults_.add(c.name,
                        {muong::errc::out_of_range, where(cell), std::string{text}, "a weight that is not below 0"});
            return;
        }
        if (source < 0) {
            c.unmatched += value;
            c.any_unmatched = true;
            return;
        }
        bool is_new = false;
        if (fine) {
            is_new = sums.add_wide(at, number_there, value);
        } else {
            const auto exact = number->trimmed();
            if (exact.decimals() > sums.decimals(number_there)) sums.refine(number_there, exact.decimals());
            const auto count = muong::scan_fixed(to_string(exact), sums.decimals(number_there));
            is_new = count.form == muong::number_form::plain ? sums.add(at, number_there, count.value)
                                                             : sums.add_wide(at, number_there, value);
        }
        if (!is_new) tell_duplicate(column, cell);
    }

    muong::csv_dialect dialect_;
    const std::vector<std::string>& no_value_;
    bool marked_by_numbers_ = false;  // some of them are numbers, as -9 is
    values& all_;
    const muong::csv_reader& in_;
    muong::problem_log& log_;  // of cells that come again
    cell_faults& faults_;      // of the others
    std::array<waiting_number, muong::rebase_accumulator::most_waiting> waiting_{};
    std::size_t waiting_count_ = 0;
    std::vector<waiting_number> seconds_;                    // cells that have a value already, until they are told
    std::unordered_map<std::string, std::int64_t> numbers_;  // of the words
};

}  // namespace rebase_csv
