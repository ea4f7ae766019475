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

/// A quick look, by words that may overlap.
bool is_ascii(std::string_view text) noexcept {
    const auto word_at = [&text](std::size_t from) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + from, sizeof word);
        return word;
    };
    std::uint64_t bytes = 0;
    if (text.size() >= sizeof bytes) {
        for (std::size_t i = 0; i + sizeof bytes < text.size(); i += sizeof bytes) bytes |= word_at(i);
        bytes |= word_at(text.size() - sizeof bytes);
    } else {
        for (const char c : text) bytes |= static_cast<unsigned char>(c);
    }
    return (bytes & 0x8080808080808080U) == 0;
}

}  // namespace

origin registry_assembler::remember(const place& where) {
    if (tables_.empty() || tables_.back() != where.source) {
        const auto known = std::find(tables_.begin(), tables_.end(), where.source);
        if (known != tables_.end()) {
            return {static_cast<std::uint32_t>(known - tables_.begin()), where.row};
        }
        tables_.push_back(where.source);
    }
    return {static_cast<std::uint32_t>(tables_.size() - 1), where.row};
}

registry_assembler::text_ref registry_assembler::keep(std::vector<char>& arena, std::string_view text) {
    const text_ref kept{static_cast<std::uint32_t>(arena.size()), static_cast<std::uint32_t>(text.size())};
    arena.insert(arena.end(), text.begin(), text.end());
    return kept;
}

std::uint32_t registry_assembler::text_number(std::string_view text) {
    if (text.empty()) return 0;
    if (!transfers_.empty()) {  // an act is mostly that of the transfer before
        const auto before = texts_[transfers_.back().act];
        if (std::string_view{arena_.data() + before.first, before.size} == text) return transfers_.back().act;
    }
    if (const auto known = text_numbers_.find(text); known != text_numbers_.end()) return known->second;
    texts_.push_back(keep(arena_, text));
    const auto number = static_cast<std::uint32_t>(texts_.size() - 1);
    text_numbers_.emplace(text, number);
    return number;
}

std::uint32_t registry_assembler::parent_number(const unit_code& parent) {
    if (const auto known = parent_numbers_.find(parent); known != parent_numbers_.end()) return known->second;
    const auto number = static_cast<std::uint32_t>(parents_.size());
    if (parents_.size() == parents_.capacity()) parents_.reserve(2 * parents_.size() + 16);
    parent_numbers_.emplace(parent, number);
    parents_.push_back(parent);  // which cannot fail: in both or in none
    return number;
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
    if (is_ascii(text) || is_valid_utf8(text)) return;
    report_text(errc::invalid_utf8, where, field, text, "UTF-8");
}

void registry_assembler::take(const unit_row& row, const place& where) {
    const auto parent = row.parent ? parent_number(*row.parent) : no_index;
    take_unit(row.code, row.name, row.kind, row.tier, parent, row.valid_from, row.valid_to, where);
}

void registry_assembler::take_unit(const unit_code& code, std::string_view name, std::string_view kind, unit_tier tier,
                                   std::uint32_t parent, date from, std::optional<date> to, const place& where) {
    const auto told = faults_.size();
    check_utf8(name, where, "name");
    check_utf8(kind, where, "kind");
    const auto beginning = [](std::string_view text) { return std::string{text.substr(0, 20)} + "..."; };
    if (kind.size() > UINT8_MAX) {
        report_text(errc::out_of_range, where, "kind", beginning(kind), "at most 255 bytes");
        return;
    }
    if (name.size() > UINT16_MAX) {
        report_text(errc::out_of_range, where, "name", beginning(name), "at most 65535 bytes");
        return;
    }
    if (to && *to < from) {
        report_text(errc::empty_period, where, "valid_to", to_string(*to),
                    "a day not before " + to_string(from) + " (valid_from)");
        return;
    }
    const auto valid = date_range::make(from, to);
    if (!valid) {
        passages_.push_back({code, from, remember(where), faults_.size() != told});
        return;
    }
    const auto begin = keep(names_, name).first;
    static_cast<void>(keep(names_, kind));  // behind the name, where the unit finds it
    unit_origins_.push_back(remember(where));
    units_.push_back({code, *valid, begin, parent, static_cast<std::uint16_t>(name.size()),
                      static_cast<std::uint8_t>(kind.size()), tier, faults_.size() != told});
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
        const auto before = units_.empty() ? no_index : units_.back().parent;  // mostly the same
        if (before != no_index && parents_[before].view() == row.parent) {
            parent = before;
        } else if (const auto above = unit_code::parse(row.parent)) {
            parent = parent_number(*above);
        } else {
            report_text(errc::malformed_code, where, "parent", row.parent, std::string{code_form});
        }
    }

    const auto from = date::parse(row.valid_from);
    if (row.valid_from.empty()) {
        missing("valid_from", day_form);
    } else if (!from) {
        report_text(errc::malformed_text, where, "valid_from", row.valid_from, std::string{day_form});
    }
    std::optional<date> to;
    if (!row.valid_to.empty()) {
        to = date::parse(row.valid_to);
        if (!to) report_text(errc::malformed_text, where, "valid_to", row.valid_to, std::string{day_form});
    }

    if (faults_.size() != faults_before) {
        check_utf8(row.name, where, "name");
        return;
    }
    take_unit(*code, row.name, row.kind, tier, parent, *from, to, where);
}

void registry_assembler::take(const transfer_row& row, const place& where) {
    take_transfer(row.effective, row.act, row.clause, row.from_code, row.to_code, row.extent, row.shares, where);
}

void registry_assembler::take_transfer(date effective, std::string_view act, std::string_view clause,
                                       const unit_code& from, const unit_code& to, muong::extent how,
                                       std::span<const basis_row> shares, const place& where) {
    const auto told = faults_.size();
    check_utf8(act, where, "act");
    check_utf8(clause, where, "clause");
    if (clause.size() > UINT16_MAX || shares.size() > UINT8_MAX) {
        report_text(errc::out_of_range, where, "clause", "a longer one", "at most 65535 bytes and 255 bases");
        return;
    }
    if (effective == date::min()) {
        report_text(errc::out_of_range, where, "effective", to_string(effective),
                    "a day after " + to_string(date::min()) + ", the first of the calendar: a change needs an eve");
        return;
    }
    const auto first = static_cast<std::uint32_t>(shares_.size());
    for (const auto& row : shares) {
        const auto basis = basis_number(row.basis);  // is a word that is known, share or none
        if (!row.share && !row.back_share && !row.amount) continue;
        pending_share known{basis, row.share, row.back_share, row.amount};
        const auto twice = std::any_of(shares_.begin() + first, shares_.end(),
                                       [basis](const pending_share& other) { return other.basis == basis; });
        if (twice) {
            report_text(errc::duplicate_key, where, "share_" + row.basis, row.basis, "each basis once a transfer");
            continue;
        }
        // a share that is told here takes no part in the sums, which would tell it again
        const auto check = [&](std::optional<fraction>& share, const char* prefix) {
            if (!share || (*share >= fraction{0} && *share <= fraction{1})) return;
            report_text(errc::share_out_of_range, where, prefix + row.basis, to_string(*share), "a share from 0 to 1");
            share.reset();
        };
        check(known.share, "share_");
        check(known.back_share, "back_share_");
        if (known.amount && *known.amount < decimal{0}) {
            report_text(errc::share_out_of_range, where, "amount_" + row.basis, to_string(*known.amount),
                        "an amount not below 0");
            known.amount.reset();
        }
        if (how == muong::extent::whole && known.share && *known.share != fraction{1}) {
            report_text(errc::contradicting_share, where, "share_" + row.basis, to_string(*known.share),
                        "1 or nothing, since the extent is whole");
            known.share.reset();
        } else if (known.share && known.back_share && known.share->sign() == 0 && known.back_share->sign() != 0 &&
                   *known.back_share < fraction{1}) {
            // all of a unit on which there is nothing to count may come from where nothing left
            report_text(errc::contradicting_share, where, "back_share_" + row.basis, to_string(*known.back_share),
                        "0: what does not leave the old unit is no part of the new one");
        }
        shares_.push_back(std::move(known));
    }
    transfers_.push_back({effective, from, to, text_number(act), text_number(clause), remember(where), first,
                          static_cast<std::uint8_t>(shares_.size() - first), how, faults_.size() != told});
}

void registry_assembler::take(const transfer_text& row, const place& where) {
    const auto faults_before = faults_.size();
    const auto day_at = [&](std::string_view text, std::string_view field) -> std::optional<date> {
        const auto day = date::parse(text);
        if (!day) {
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

    shares_of_row_.resize(row.shares.size(), {{}, {}, {}, {}});
    for (std::size_t i = 0; i < row.shares.size(); ++i) {
        const auto& text = row.shares[i];
        auto& known = shares_of_row_[i];
        known.basis = text.basis;
        known.share = known.back_share = std::nullopt;
        known.amount = std::nullopt;
        const auto share_at = [&](std::string_view value, const char* prefix, std::optional<fraction>& share) {
            if (value.empty()) return;
            share = fraction::parse(value);
            if (!share) {
                report_text(errc::malformed_text, where, prefix + known.basis, value,
                            "a share as decimals or k/n, or nothing");
            }
        };
        share_at(text.share, "share_", known.share);
        share_at(text.back_share, "back_share_", known.back_share);
        if (!text.amount.empty()) {
            known.amount = decimal::parse(text.amount);
            if (!known.amount) {
                report_text(errc::malformed_text, where, "amount_" + known.basis, text.amount,
                            "an amount as decimals, or nothing");
            }
        }
    }
    if (faults_.size() != faults_before) return;
    take_transfer(*effective, row.act, row.clause, *from, *to,
                  row.extent == "part" ? muong::extent::part : muong::extent::whole, shares_of_row_, where);
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
    variants_.push_back({code, day, keep(arena_, name), text_number(spelled_by), remember(where)});
}

}  // namespace muong::v0::detail
