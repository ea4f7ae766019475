// SPDX-License-Identifier: MIT
#include <muong/core/problem.hpp>
#include <muong/core/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <utility>

namespace muong::inline v0 {

namespace {

std::string summary(const problems& all) {
    constexpr std::size_t most = 5;
    std::string text = std::to_string(all.size()) + (all.size() == 1 ? " problem" : " problems");
    for (std::size_t i = 0; i < std::min(all.size(), most); ++i) text += '\n' + to_string(all[i]);
    return text;
}

constexpr std::size_t most_of_found = 100;

/// Text of the data as a person can read it on one line: bytes that are no UTF-8 and control characters as \xNN, and no
/// more than the first `most` bytes.
std::string readable(std::string_view found, std::size_t most = std::string_view::npos) {
    std::string text;
    std::size_t at = 0;
    while (at < found.size() && at < most) {
        const auto size = detail::utf8_sequence(found.data() + at, found.data() + found.size());
        const auto byte = static_cast<unsigned char>(found[at]);
        if (size == 0 || byte < 0x20 || byte == 0x7F) {
            constexpr std::string_view digits = "0123456789ABCDEF";
            text += "\\x";
            text += digits[byte >> 4U];
            text += digits[byte & 15U];
            ++at;
        } else {
            text += found.substr(at, size);
            at += size;
        }
    }
    if (at < found.size()) text += "...";
    return text;
}

}  // namespace

std::string_view to_string(errc kind) noexcept {
    switch (kind) {
        case errc::malformed_text:
            return "malformed_text";
        case errc::invalid_utf8:
            return "invalid_utf8";
        case errc::out_of_range:
            return "out_of_range";
        case errc::missing_value:
            return "missing_value";
        case errc::duplicate_key:
            return "duplicate_key";
        case errc::unknown_value:
            return "unknown_value";

        case errc::missing_column:
            return "missing_column";
        case errc::duplicate_column:
            return "duplicate_column";
        case errc::ragged_row:
            return "ragged_row";
        case errc::unterminated_quote:
            return "unterminated_quote";
        case errc::empty_file:
            return "empty_file";
        case errc::unreadable:
            return "unreadable";
        case errc::unwritable:
            return "unwritable";
        case errc::fingerprint_mismatch:
            return "fingerprint_mismatch";
        case errc::suspect_number:
            return "suspect_number";

        case errc::malformed_code:
            return "malformed_code";
        case errc::empty_period:
            return "empty_period";
        case errc::overlapping_period:
            return "overlapping_period";
        case errc::unknown_unit:
            return "unknown_unit";
        case errc::not_in_force:
            return "not_in_force";
        case errc::unknown_parent:
            return "unknown_parent";
        case errc::parent_not_in_force:
            return "parent_not_in_force";
        case errc::parent_cycle:
            return "parent_cycle";
        case errc::no_successor:
            return "no_successor";
        case errc::source_not_in_force:
            return "source_not_in_force";
        case errc::target_not_in_force:
            return "target_not_in_force";
        case errc::duplicate_transfer:
            return "duplicate_transfer";
        case errc::whole_and_part:
            return "whole_and_part";
        case errc::share_out_of_range:
            return "share_out_of_range";
        case errc::shares_above_one:
            return "shares_above_one";
        case errc::shares_below_one:
            return "shares_below_one";
        case errc::contradicting_share:
            return "contradicting_share";
        case errc::transfer_cycle:
            return "transfer_cycle";
        case errc::ambiguous_name:
            return "ambiguous_name";
        case errc::unknown_name:
            return "unknown_name";
        case errc::code_used_again:
            return "code_used_again";
        case errc::gap_in_history:
            return "gap_in_history";
        case errc::no_predecessor:
            return "no_predecessor";
        case errc::used_up_but_standing:
            return "used_up_but_standing";
        case errc::orphan:
            return "orphan";
        case errc::branch_conflict:
            return "branch_conflict";
        case errc::border_not_told:
            return "border_not_told";
        case errc::lone_part:
            return "lone_part";

        case errc::mixed_frequency:
            return "mixed_frequency";
        case errc::gap_in_series:
            return "gap_in_series";
        case errc::unit_mismatch:
            return "unit_mismatch";
        case errc::not_additive:
            return "not_additive";
        case errc::account_open:
            return "account_open";
        case errc::contradiction:
            return "contradiction";

        case errc::currency_mismatch:
            return "currency_mismatch";
        case errc::unreconciled:
            return "unreconciled";
        case errc::date_outside_window:
            return "date_outside_window";
        case errc::progress_falls:
            return "progress_falls";
    }
    return "unknown";  // a number that no kind has
}

std::ostream& operator<<(std::ostream& out, errc kind) { return out << to_string(kind); }

std::string to_string(const place& where) {
    std::string text = readable(where.source);
    if (where.row != 0 || where.column != 0) {
        if (!text.empty()) text += ':';
        if (where.row != 0) text += std::to_string(where.row);
        if (where.column != 0) text += ':' + std::to_string(where.column);
    }
    if (!where.field.empty()) text += (text.empty() ? "(" : " (") + readable(where.field) + ')';
    return text;
}

std::ostream& operator<<(std::ostream& out, const place& where) { return out << to_string(where); }

std::string to_string(const problem& fault) {
    std::string text = to_string(fault.where);
    if (!text.empty()) text += ": ";
    text += to_string(fault.code);
    if (!fault.found.empty()) text += ": found '" + readable(fault.found, most_of_found) + '\'';
    if (!fault.expected.empty())
        text += (fault.found.empty() ? ": expected " : ", expected ") + readable(fault.expected);
    return text;
}

std::ostream& operator<<(std::ostream& out, const problem& fault) { return out << to_string(fault); }

data_error::data_error(problems all) : std::runtime_error{summary(all)}, all_{std::move(all)} {}

}  // namespace muong::v0
