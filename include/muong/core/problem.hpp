// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/export.hpp>

#include <compare>
#include <cstdint>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace muong::inline v0 {

/// What kind of fault a problem is. Each kind has a stable name (`to_string`) and a stable number: numbers are never
/// given to another kind, so they may be stored. They stand in groups by the room that finds them.
enum class errc : std::uint8_t {
    // text and values (core)
    malformed_text = 1,  ///< text that is not of the expected form
    invalid_utf8,        ///< bytes that are not UTF-8
    out_of_range,        ///< well-formed, but outside the allowed range (a negative payment, a value beyond 64 bits)
    missing_value,       ///< a required field is empty
    duplicate_key,       ///< one key given twice
    unknown_value,       ///< a word that the codelist does not have

    // tables (io)
    missing_column = 20,   ///< a required column is not in the header
    duplicate_column,      ///< one column named twice
    ragged_row,            ///< a row with more or fewer fields than the header
    unterminated_quote,    ///< a quoted field that is never closed, or text behind its closing quote
    empty_file,            ///< no header line; of JSON, no text at all
    unreadable,            ///< the system could not open or read it
    unwritable,            ///< the system could not write it
    fingerprint_mismatch,  ///< a file made from another registry than the one at hand
    suspect_number,        ///< a number in a form that may mean two things: decimal comma, thousands separator

    // administrative units (units)
    malformed_code = 40,   ///< not 1 to 15 characters out of [0-9A-Za-z._-]
    empty_period,          ///< a validity that ends before it begins
    overlapping_period,    ///< two units with one code on one day
    unknown_unit,          ///< a code that no unit ever had
    not_in_force,          ///< a code that has a unit, but not on that day
    unknown_parent,        ///< a parent code that no unit ever had
    parent_not_in_force,   ///< a parent that does not stand all the time its child does
    parent_cycle,          ///< a unit that is its own ancestor
    no_successor,          ///< a unit that ends and goes on nowhere
    source_not_in_force,   ///< a transfer from a unit that does not stand on the eve
    target_not_in_force,   ///< a transfer to a unit that does not stand on the day
    duplicate_transfer,    ///< the same two units twice on one day
    whole_and_part,        ///< a whole transfer beside another transfer of the same unit
    share_out_of_range,    ///< a share below zero or above one, or a negative amount
    shares_above_one,      ///< the shares of one unit add up to more than one
    shares_below_one,      ///< the shares of one unit are all known and add up to less than one
    contradicting_share,   ///< extent, share and back share of a transfer contradict each other
    transfer_cycle,        ///< transfers of one day that lead in a circle through units that do not stand
    ambiguous_name = 59,   ///< a name that several units bear (58 is not used)
    unknown_name,          ///< a name that no unit bears
    code_used_again,       ///< a code that passes to a unit with nothing of the one that bore it before
    gap_in_history,        ///< a code that nobody bears for a while
    no_predecessor,        ///< a unit without children that begins and takes nothing from any other
    used_up_but_standing,  ///< a unit that gives all its territory away and still stands
    orphan,                ///< a unit without a parent beside others of its tier that have one
    branch_conflict,       ///< a branch changes a unit that its registry changes later by itself
    border_not_told,       ///< a unit whose parts go to another of its tier, without a transfer between the two
    lone_part,             ///< a single part of a unit, with no share: all of it goes there

    // indicators
    mixed_frequency = 80,  ///< periods of several frequencies where one is wanted
    gap_in_series,         ///< a period that is left out of a regular series
    unit_mismatch,         ///< units of measure that cannot be converted into each other
    not_additive,          ///< a rule asked of an indicator that does not allow it
    account_open,          ///< an account that does not close
    contradiction,         ///< two statements that cannot both hold

    // funding and projects
    currency_mismatch = 120,  ///< amounts of two currencies where one is wanted
    unreconciled,             ///< sums that should agree and do not
    date_outside_window,      ///< a date that the plan year does not allow
    progress_falls,           ///< progress or phase that goes back without a note
};

/// The stable name of a kind: "overlapping_period".
[[nodiscard]] MUONG_EXPORT std::string_view to_string(errc kind) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, errc kind);

/// Where a problem stands: a file or table, and in it a row, a column and the column's name. Rows and columns count
/// from 1, the header line of a table is row 1; 0 and empty text mean "not known".
struct place {
    std::string source = {};   ///< file or table: "units.csv"
    std::uint64_t row = 0;     ///< line of the table on which the record begins
    std::uint32_t column = 0;  ///< column of the table (field, not character)
    std::string field = {};    ///< name of the column: "valid_from"

    friend bool operator==(const place&, const place&) = default;
};

/// "units.csv:14:3 (valid_from)"; parts that are not known are left out ("units.csv::3": column 3 of an unknown
/// row); empty for a place of which nothing is known.
[[nodiscard]] MUONG_EXPORT std::string to_string(const place& where);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const place& where);

/// One fault in the data: what kind, where, what was found there and what was expected.
struct problem {
    errc code = errc::malformed_text;
    place where;
    std::string found;     ///< the text as it stands in the data
    std::string expected;  ///< a phrase that goes on from "expected ..."

    problem() = default;
    // A constructor, since GCC 12 destroys the place of a plain struct in braces twice if what follows it throws.
    problem(errc kind, place at, std::string what_was_found = {}, std::string what_was_expected = {}) noexcept
        : code{kind}, where{std::move(at)}, found{std::move(what_was_found)}, expected{std::move(what_was_expected)} {}

    friend bool operator==(const problem&, const problem&) = default;
};

/// "units.csv:2:4 (valid_to): empty_period: found '1999-01-01', expected a day not before 2000-01-01 (valid_from)"; on
/// one line: bytes that are no UTF-8 and control characters are written as a backslash, x and two hexadecimal digits,
/// and what was found is cut behind 100 bytes.
[[nodiscard]] MUONG_EXPORT std::string to_string(const problem& fault);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const problem& fault);

/// All that is wrong with some data, in the order of its rows.
using problems = std::vector<problem>;

/// Thrown where data cannot be used. Carries every problem; `what()` tells how many there are and the first five.
class MUONG_EXPORT data_error : public std::runtime_error {
public:
    explicit data_error(problems all);
    [[nodiscard]] const problems& all() const noexcept { return all_; }

private:
    problems all_;
};

/// A value, or all the problems that kept it from being made.
template <class T>
class [[nodiscard]] result {
public:
    using value_type = T;

    // Both conversions are meant: a function returns its value or its problems.
    result(T value) : v_{std::in_place_index<0>, std::move(value)} {}         // NOLINT(google-explicit-constructor)
    result(problems found) : v_{std::in_place_index<1>, std::move(found)} {}  // NOLINT(google-explicit-constructor)
    result(problem found) : result{problems{std::move(found)}} {}             // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool has_value() const noexcept { return v_.index() == 0; }
    [[nodiscard]] explicit operator bool() const noexcept { return has_value(); }

    /// \throws data_error with all problems if there is no value
    [[nodiscard]] const T& value() const& {
        require();
        return *std::get_if<0>(&v_);
    }
    /// \throws data_error with all problems if there is no value
    [[nodiscard]] T value() && {
        require();
        return std::move(*std::get_if<0>(&v_));
    }
    const T& value() const&& = delete;  // a reference into a temporary does not compile
    /// The problems; empty if there is a value.
    [[nodiscard]] const problems& error() const& noexcept {
        static const problems none;
        const auto* found = std::get_if<1>(&v_);
        return found != nullptr ? *found : none;
    }
    const problems& error() const&& = delete;  // a reference into a temporary does not compile

private:
    void require() const {
        if (const auto* found = std::get_if<1>(&v_)) throw data_error{*found};
    }

    std::variant<T, problems> v_;
};

}  // namespace muong::inline v0
