// SPDX-License-Identifier: MIT
#include "units/registry_assembler.hpp"

#include <algorithm>
#include <cstring>
#include <muong/core/utf8.hpp>
#include <utility>

namespace muong::inline v0::detail {

namespace {

constexpr std::string_view code_form = "a code of 1 to 15 characters out of [0-9A-Za-z._-]";
constexpr std::string_view day_form = "a day of the calendar as YYYY-MM-DD";

template <class Word>
Word word_at(std::string_view text, std::size_t at) noexcept {
    Word word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    return word;
}

/// A quick look, by words that may overlap.
bool is_ascii(std::string_view text) noexcept {
    const auto size = text.size();
    std::uint64_t bytes = 0;
    if (size >= 8) {
        for (std::size_t i = 0; i + 8 < size; i += 8) bytes |= word_at<std::uint64_t>(text, i);
        bytes |= word_at<std::uint64_t>(text, size - 8);
    } else if (size >= 4) {
        bytes = word_at<std::uint32_t>(text, 0) | word_at<std::uint32_t>(text, size - 4);
    } else {
        for (const char c : text) bytes |= static_cast<unsigned char>(c);
    }
    return (bytes & 0x8080808080808080U) == 0;
}

}  // namespace

inline origin registry_assembler::remember(const place& where) {
    if (tables_.empty() || tables_[table_] != where.source) {
        auto known = std::find(tables_.begin(), tables_.end(), where.source);
        if (known == tables_.end()) known = tables_.insert(known, where.source);
        table_ = static_cast<std::uint32_t>(known - tables_.begin());
    }
    return {table_, where.row};
}

registry_assembler::text_ref registry_assembler::keep(std::string_view text) {
    const text_ref kept{static_cast<std::uint32_t>(arena_.size()), static_cast<std::uint32_t>(text.size())};
    arena_.insert(arena_.end(), text.begin(), text.end());
    return kept;
}

std::uint32_t registry_assembler::text_number(std::string_view text) {
    if (text.empty()) return 0;
    if (!transfers_.empty()) {  // an act is mostly that of the transfer before
        const auto& before = transfers_.back();
        if (kept_text(before.act) == text) return before.act;
        if (kept_text(before.clause) == text) return before.clause;
    }
    const auto next = static_cast<std::uint32_t>(texts_.size());
    const auto same = [&](std::uint32_t number) { return kept_text(number) == text; };
    return text_numbers_.number(std::hash<std::string_view>{}(text), next, same, [&] { texts_.push_back(keep(text)); });
}

std::uint32_t registry_assembler::parent_number(const unit_code& parent) {
    const auto next = static_cast<std::uint32_t>(parents_.size());
    const auto same = [&](std::uint32_t number) { return parents_[number] == parent; };
    return parent_numbers_.number(std::hash<unit_code>{}(parent), next, same, [&] { parents_.push_back(parent); });
}

std::uint32_t registry_assembler::basis_number(std::string_view basis) {
    const auto known = std::find(bases_.begin(), bases_.end(), basis);
    if (known != bases_.end()) return static_cast<std::uint32_t>(known - bases_.begin());
    bases_.emplace_back(basis);
    return static_cast<std::uint32_t>(bases_.size() - 1);
}

void registry_assembler::report_text(errc kind, const place& where, std::string_view field, std::string_view found,
                                     std::string expected) {
    static_cast<void>(remember(where));  // so that the faults of a table keep its place among the tables
    place there = where;
    there.field = field;
    faults_.push_back({kind, std::move(there), std::string{found}, std::move(expected)});
}

void registry_assembler::check_utf8(std::string_view text, const place& where, std::string_view field) {
    if (is_valid_utf8(text)) return;
    report_text(errc::invalid_utf8, where, field, text, "UTF-8");
}

[[gnu::always_inline]] inline void registry_assembler::take_unit(const unit_code& code, std::string_view name,
                                                                 std::string_view kind, unit_tier tier,
                                                                 std::uint32_t parent, date from, const date* to,
                                                                 const place& where) {
    const auto told = faults_.size();
    if (!is_ascii(name)) check_utf8(name, where, "name");
    if (!is_ascii(kind)) check_utf8(kind, where, "kind");
    const auto beginning = [](std::string_view text) { return std::string{text.substr(0, 20)} + "..."; };
    if (kind.size() > UINT8_MAX) {
        report_text(errc::out_of_range, where, "kind", beginning(kind), "at most 255 bytes");
        return;
    }
    if (name.size() > UINT16_MAX) {
        report_text(errc::out_of_range, where, "name", beginning(name), "at most 65535 bytes");
        return;
    }
    if (to != nullptr && *to < from) {
        report_text(errc::empty_period, where, "valid_to", to_string(*to),
                    "a day not before " + to_string(from) + " (valid_from)");
        return;
    }
    if (to != nullptr && *to == from) {
        passages_.push_back({code, from, remember(where), faults_.size() != told});
        return;
    }
    const auto begin = static_cast<std::uint32_t>(names_.size());
    names_.append(name).append(kind);  // the unit finds the kind behind the name
    unit_origins_.push_back(remember(where));
    static constexpr pending_unit blank{"0"_unit, date_range::since(date::min()), 0, no_index, 0, 0, {}, false};
    units_.push_back(blank);  // and filled where it stands: a copy of what was just written waits for it
    auto& kept = units_.back();
    kept.code = code;
    kept.valid = to == nullptr ? date_range::since(from) : date_range{from, *to};
    kept.name = begin;
    kept.parent = parent;
    kept.name_size = static_cast<std::uint16_t>(name.size());
    kept.kind_size = static_cast<std::uint8_t>(kind.size());
    kept.tier = tier;
    kept.blamed = faults_.size() != told;
}

void registry_assembler::take(const unit_row& row, const place& where) {
    const auto parent = row.parent ? parent_number(*row.parent) : no_index;
    take_unit(row.code, row.name, row.kind, row.tier, parent, row.valid_from, row.valid_to ? &*row.valid_to : nullptr,
              where);
}

void registry_assembler::take(const unit_text& row, const place& where) {
    const auto faults_before = faults_.size();
    const auto missing = [&](std::string_view field, std::string_view form) {
        report_text(errc::missing_value, where, field, "", std::string{form});
    };

    const auto code = unit_code::parse(row.code);
    if (row.code.empty()) {
        missing("code", code_form);
    } else if (!code) {
        report_text(errc::malformed_code, where, "code", row.code, std::string{code_form});
    }

    unit_tier tier = unit_tier::unspecified;
    if (row.tier.size() == 1 && row.tier[0] >= '0' && row.tier[0] <= '9') {
        tier = static_cast<unit_tier>(row.tier[0] - '0');
    } else if (!row.tier.empty()) {
        report_text(errc::malformed_text, where, "tier", row.tier, "a digit: 1 province, 2 district, 3 commune");
    }

    auto parent = no_index;
    if (!row.parent.empty()) {
        if (const auto above = unit_code::parse(row.parent)) {
            const auto before = units_.empty() ? no_index : units_.back().parent;  // mostly the same
            parent = before != no_index && parents_[before] == *above ? before : parent_number(*above);
        } else {
            report_text(errc::malformed_code, where, "parent", row.parent, std::string{code_form});
        }
    }

    date from = date::min();
    date to = date::min();
    if (const auto* const day = days_read_.read(row.valid_from)) {
        from = *day;
    } else if (row.valid_from.empty()) {
        missing("valid_from", day_form);
    } else {
        report_text(errc::malformed_text, where, "valid_from", row.valid_from, std::string{day_form});
    }
    if (const auto* const day = days_read_.read(row.valid_to)) {
        to = *day;
    } else if (!row.valid_to.empty()) {
        report_text(errc::malformed_text, where, "valid_to", row.valid_to, std::string{day_form});
    }

    if (faults_.size() != faults_before) {
        check_utf8(row.name, where, "name");
        return;
    }
    take_unit(*code, row.name, row.kind, tier, parent, from, row.valid_to.empty() ? nullptr : &to, where);
}

void registry_assembler::take(const transfer_row& row, const place& where) {
    shares_of_row_.clear();
    bases_of_row_.clear();
    for (const auto& s : row.shares) {
        shares_of_row_.push_back({0, s.share, s.back_share, s.amount});
        bases_of_row_.push_back(s.basis);
    }
    take_transfer(row.effective, row.act, row.clause, row.from_code, row.to_code, row.extent, where);
}

void registry_assembler::take_transfer(date effective, std::string_view act, std::string_view clause,
                                       const unit_code& from, const unit_code& to, muong::extent how,
                                       const place& where) {
    const auto told = faults_.size();
    check_utf8(act, where, "act");
    check_utf8(clause, where, "clause");
    if (clause.size() > UINT16_MAX || shares_of_row_.size() > UINT8_MAX) {
        report_text(errc::out_of_range, where, "clause", "a longer one", "at most 65535 bytes and 255 bases");
        return;
    }
    if (effective == date::min()) {
        report_text(errc::out_of_range, where, "effective", to_string(effective),
                    "a day after " + to_string(date::min()) + ", the first of the calendar: a change needs an eve");
        return;
    }
    const auto first = static_cast<std::uint32_t>(shares_.size());
    for (std::size_t i = 0; i < shares_of_row_.size(); ++i) {
        auto& known = shares_of_row_[i];
        known.basis = basis_number(bases_of_row_[i]);  // is a word that is known, share or none
        if (!known.share && !known.back_share && !known.amount) continue;
        const auto twice = std::any_of(shares_.begin() + first, shares_.end(),
                                       [&known](const pending_share& other) { return other.basis == known.basis; });
        const auto field = [&](const char* prefix) { return prefix + bases_[known.basis]; };
        if (twice) {
            report_text(errc::duplicate_key, where, field("share_"), bases_[known.basis], "each basis once a transfer");
            continue;
        }
        // a share that is told here takes no part in the sums, which would tell it again
        const auto check = [&](std::optional<fraction>& share, const char* prefix) {
            if (!share || (*share >= fraction{0} && *share <= fraction{1})) return;
            report_text(errc::share_out_of_range, where, field(prefix), to_string(*share), "a share from 0 to 1");
            share.reset();
        };
        check(known.share, "share_");
        check(known.back_share, "back_share_");
        if (known.amount && *known.amount < decimal{0}) {
            report_text(errc::share_out_of_range, where, field("amount_"), to_string(*known.amount),
                        "an amount not below 0");
            known.amount.reset();
        }
        if (how == muong::extent::whole && known.share && *known.share != fraction{1}) {
            report_text(errc::contradicting_share, where, field("share_"), to_string(*known.share),
                        "1 or nothing, since the extent is whole");
            known.share.reset();
        } else if (known.share && known.back_share && known.share->sign() == 0 && known.back_share->sign() != 0 &&
                   *known.back_share < fraction{1}) {
            // all of a unit on which there is nothing to count may come from where nothing left
            report_text(errc::contradicting_share, where, field("back_share_"), to_string(*known.back_share),
                        "0: what does not leave the old unit is no part of the new one");
        }
        shares_.push_back(std::move(known));
    }
    transfers_.push_back({effective, from, to, text_number(act), text_number(clause), remember(where), first,
                          static_cast<std::uint8_t>(shares_.size() - first), how, faults_.size() != told});
}

void registry_assembler::take(const transfer_text& row, const place& where) {
    const auto faults_before = faults_.size();
    const auto day_at = [&](std::string_view text, std::string_view field) {
        const auto* const day = days_read_.read(text);
        if (day == nullptr) {
            report_text(text.empty() ? errc::missing_value : errc::malformed_text, where, field, text,
                        std::string{day_form});
        }
        return day;
    };
    const auto code_at = [&](std::string_view text, std::string_view field) -> std::optional<unit_code> {
        const auto code = unit_code::parse(text);
        if (!code) {
            report_text(text.empty() ? errc::missing_value : errc::malformed_code, where, field, text,
                        std::string{code_form});
        }
        return code;
    };
    const auto effective = day_at(row.effective, "effective");
    const auto from = code_at(row.from_code, "from_code");
    const auto to = code_at(row.to_code, "to_code");
    if (!row.extent.empty() && row.extent != "whole" && row.extent != "part") {
        report_text(errc::unknown_value, where, "extent", row.extent, "whole or part");
    }

    shares_of_row_.clear();
    bases_of_row_.clear();
    for (const auto& text : row.shares) {
        auto& known = shares_of_row_.emplace_back();
        bases_of_row_.push_back(text.basis);
        const auto share_at = [&](std::string_view value, const char* prefix, std::optional<fraction>& share) {
            if (value.empty()) return;
            share = fraction::parse(value);
            if (!share) {
                report_text(errc::malformed_text, where, prefix + std::string{text.basis}, value,
                            "a share as decimals or k/n, or nothing");
            }
        };
        share_at(text.share, "share_", known.share);
        share_at(text.back_share, "back_share_", known.back_share);
        if (!text.amount.empty()) {
            known.amount = decimal::parse(text.amount);
            if (!known.amount) {
                report_text(errc::malformed_text, where, "amount_" + std::string{text.basis}, text.amount,
                            "an amount as decimals, or nothing");
            }
        }
    }
    if (faults_.size() != faults_before) return;
    take_transfer(*effective, row.act, row.clause, *from, *to,
                  row.extent == "part" ? muong::extent::part : muong::extent::whole, where);
}

void registry_assembler::take(const legal_act& act, const place& where) {
    check_utf8(act.number, where, "number");
    check_utf8(act.issuer, where, "issuer");
    if (act.number.empty()) {
        report_text(errc::missing_value, where, "number", "", "the number of the act, as cited");
        return;
    }
    acts_.emplace_back(act, remember(where));
}

void registry_assembler::take(const unit_code& code, date day, std::string_view name, std::string_view spelled_by,
                              const place& where) {
    check_utf8(name, where, "name");
    check_utf8(spelled_by, where, "spelled_by");
    variants_.push_back({code, day, keep(name), text_number(spelled_by), remember(where)});
}

}  // namespace muong::v0::detail
