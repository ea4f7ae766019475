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

}  // namespace

void registry_assembler::in_table(std::string_view source) {
    if (row_.table < tables_.size() && tables_[row_.table] == source) return;
    auto known = std::find(tables_.begin(), tables_.end(), source);
    if (known == tables_.end()) known = tables_.emplace(known, source);
    row_.table = static_cast<std::uint32_t>(known - tables_.begin());
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
        if (same_text(kept_text(before.act), text)) return before.act;
        if (same_text(kept_text(before.clause), text)) return before.clause;
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
    const auto known =
        std::find_if(bases_.begin(), bases_.end(), [basis](const auto& b) { return same_text(b, basis); });
    if (known != bases_.end()) return static_cast<std::uint32_t>(known - bases_.begin());
    bases_.emplace_back(basis);
    return static_cast<std::uint32_t>(bases_.size() - 1);
}

void registry_assembler::report_text(errc kind, std::string_view field, std::string_view found, std::string expected) {
    place where{tables_[row_.table], row_.row, column_, std::string{field}};
    faults_.push_back({kind, std::move(where), std::string{found}, std::move(expected)});
}

void registry_assembler::check_utf8(std::string_view text, std::string_view field) {
    if (is_valid_utf8(text)) return;
    report_text(errc::invalid_utf8, field, text, "UTF-8");
}

[[gnu::always_inline]] inline void registry_assembler::take_unit(const unit_code& code, std::string_view name,
                                                                 std::string_view kind, unit_tier tier,
                                                                 std::uint32_t parent, date from, const date* to,
                                                                 bool is_utf8) {
    const auto told = faults_.size();
    if (!is_utf8) {
        check_utf8(name, "name");
        check_utf8(kind, "kind");
    }
    const auto beginning = [](std::string_view text) { return std::string{text.substr(0, 20)} + "..."; };
    if (kind.size() > UINT8_MAX) {
        report_text(errc::out_of_range, "kind", beginning(kind), "at most 255 bytes");
        return;
    }
    if (name.size() > UINT16_MAX) {
        report_text(errc::out_of_range, "name", beginning(name), "at most 65535 bytes");
        return;
    }
    if (to != nullptr && *to < from) {
        report_text(errc::empty_period, "valid_to", to_string(*to),
                    "a day not before " + to_string(from) + " (valid_from)");
        return;
    }
    if (to != nullptr && *to == from) {
        passages_.push_back({code, from, row_, faults_.size() != told});
        return;
    }
    const auto begin = static_cast<std::uint32_t>(names_.size());
    names_.append(name).append(kind);  // the unit finds the kind behind the name
    unit_origins_.push_back(row_);
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

void registry_assembler::take(const unit_row& row) {
    const auto parent = row.parent ? parent_number(*row.parent) : no_index;
    take_unit(row.code, row.name, row.kind, row.tier, parent, row.valid_from, row.valid_to ? &*row.valid_to : nullptr,
              false);
}

void registry_assembler::take(const unit_text& row) {
    const auto faults_before = faults_.size();
    const auto missing = [&](std::string_view field, std::string_view form) {
        report_text(errc::missing_value, field, "", std::string{form});
    };

    const auto code = unit_code::parse(row.code);
    if (row.code.empty()) {
        missing("code", code_form);
    } else if (!code) {
        report_text(errc::malformed_code, "code", row.code, std::string{code_form});
    }

    unit_tier tier = unit_tier::unspecified;
    if (row.tier.size() == 1 && row.tier[0] >= '0' && row.tier[0] <= '9') {
        tier = static_cast<unit_tier>(row.tier[0] - '0');
    } else if (!row.tier.empty()) {
        report_text(errc::malformed_text, "tier", row.tier, "a digit: 1 province, 2 district, 3 commune");
    }

    auto parent = no_index;
    if (!row.parent.empty()) {
        if (const auto above = unit_code::parse(row.parent)) {
            const auto before = units_.empty() ? no_index : units_.back().parent;  // mostly the same
            parent = before != no_index && parents_[before] == *above ? before : parent_number(*above);
        } else {
            report_text(errc::malformed_code, "parent", row.parent, std::string{code_form});
        }
    }

    date from = date::min();
    date to = date::min();
    if (const auto* const day = days_read_.read(row.valid_from)) {
        from = *day;
    } else if (row.valid_from.empty()) {
        missing("valid_from", day_form);
    } else {
        report_text(errc::malformed_text, "valid_from", row.valid_from, std::string{day_form});
    }
    if (const auto* const day = days_read_.read(row.valid_to)) {
        to = *day;
    } else if (!row.valid_to.empty()) {
        report_text(errc::malformed_text, "valid_to", row.valid_to, std::string{day_form});
    }

    if (faults_.size() != faults_before) {
        check_utf8(row.name, "name");
        return;
    }
    take_unit(*code, row.name, row.kind, tier, parent, from, row.valid_to.empty() ? nullptr : &to, row.is_utf8);
}

void registry_assembler::take(const transfer_row& row) {
    shares_of_row_.clear();
    bases_of_row_.clear();
    for (const auto& s : row.shares) {
        const auto basis = static_cast<std::uint32_t>(bases_of_row_.size());
        bases_of_row_.push_back(s.basis);
        if (s.share || s.back_share || s.amount) shares_of_row_.push_back({basis, s.share, s.back_share, s.amount});
    }
    take_transfer(row.effective, row.act, row.clause, row.from_code, row.to_code, row.extent, false);
}

void registry_assembler::take_transfer(date effective, std::string_view act, std::string_view clause,
                                       const unit_code& from, const unit_code& to, muong::extent how, bool is_utf8) {
    const auto told = faults_.size();
    if (!is_utf8) {
        check_utf8(act, "act");
        check_utf8(clause, "clause");
    }
    if (clause.size() > UINT16_MAX || bases_of_row_.size() > UINT8_MAX) {
        report_text(errc::out_of_range, "clause", "a longer one", "at most 65535 bytes and 255 bases");
        return;
    }
    if (effective == date::min()) {
        report_text(errc::out_of_range, "effective", to_string(effective),
                    "a day after " + to_string(date::min()) + ", the first of the calendar: a change needs an eve");
        return;
    }
    const auto first = static_cast<std::uint32_t>(shares_.size());
    numbers_of_row_.clear();
    for (const auto basis : bases_of_row_) numbers_of_row_.push_back(basis_number(basis));  // are known, share or none
    for (auto& known : shares_of_row_) {
        known.basis = numbers_of_row_[known.basis];
        const auto twice = std::any_of(shares_.begin() + first, shares_.end(),
                                       [&known](const pending_share& other) { return other.basis == known.basis; });
        const auto field = [&](const char* prefix) { return prefix + bases_[known.basis]; };
        if (twice) {
            report_text(errc::duplicate_key, field("share_"), bases_[known.basis], "each basis once a transfer");
            continue;
        }
        // a share that is told here takes no part in the sums, which would tell it again
        const auto check = [&](std::optional<fraction>& share, const char* prefix) {
            if (!share || (*share >= fraction{0} && *share <= fraction{1})) return;
            report_text(errc::share_out_of_range, field(prefix), to_string(*share), "a share from 0 to 1");
            share.reset();
        };
        check(known.share, "share_");
        check(known.back_share, "back_share_");
        if (known.amount && *known.amount < decimal{0}) {
            report_text(errc::share_out_of_range, field("amount_"), to_string(*known.amount), "an amount not below 0");
            known.amount.reset();
        }
        if (how == muong::extent::whole && known.share && *known.share != fraction{1}) {
            report_text(errc::contradicting_share, field("share_"), to_string(*known.share),
                        "1 or nothing, since the extent is whole");
            known.share.reset();
        } else if (known.share && known.back_share && known.share->sign() == 0 && known.back_share->sign() != 0 &&
                   *known.back_share < fraction{1}) {
            // all of a unit on which there is nothing to count may come from where nothing left
            report_text(errc::contradicting_share, field("back_share_"), to_string(*known.back_share),
                        "0: what does not leave the old unit is no part of the new one");
        }
        shares_.push_back(std::move(known));
    }
    const auto act_number = text_number(act);
    const auto clause_number = text_number(clause);
    static constexpr pending_transfer blank{date::min(),          "0"_unit, "0"_unit, 0, 0, {}, 0, 0,
                                            muong::extent::whole, false};
    transfers_.push_back(blank);  // as units
    auto& kept = transfers_.back();
    kept.day = effective;
    kept.from = from;
    kept.to = to;
    kept.act = act_number;
    kept.clause = clause_number;
    kept.where = row_;
    kept.first_share = first;
    kept.share_count = static_cast<std::uint8_t>(shares_.size() - first);
    kept.how = how;
    kept.blamed = faults_.size() != told;
}

void registry_assembler::take(const transfer_text& row) {
    const auto faults_before = faults_.size();
    const auto day_at = [&](std::string_view text, std::string_view field) {
        const auto* const day = days_read_.read(text);
        if (day == nullptr) {
            report_text(text.empty() ? errc::missing_value : errc::malformed_text, field, text, std::string{day_form});
        }
        return day;
    };
    const auto code_at = [&](std::string_view text, std::string_view field) -> std::optional<unit_code> {
        const auto code = unit_code::parse(text);
        if (!code) {
            report_text(text.empty() ? errc::missing_value : errc::malformed_code, field, text, std::string{code_form});
        }
        return code;
    };
    const auto effective = day_at(row.effective, "effective");
    const auto from = code_at(row.from_code, "from_code");
    const auto to = code_at(row.to_code, "to_code");
    if (!row.extent.empty() && row.extent != "whole" && row.extent != "part") {
        report_text(errc::unknown_value, "extent", row.extent, "whole or part");
    }

    shares_of_row_.clear();
    bases_of_row_.clear();
    for (const auto& text : row.shares) {
        const auto basis = static_cast<std::uint32_t>(bases_of_row_.size());
        bases_of_row_.push_back(text.basis);
        if (text.share.empty() && text.back_share.empty() && text.amount.empty()) continue;
        auto& known = shares_of_row_.emplace_back();
        known.basis = basis;
        const auto share_at = [&](std::string_view value, const char* prefix, std::optional<fraction>& share) {
            if (value.empty()) return;
            share = fraction::parse(value);
            if (!share) {
                report_text(errc::malformed_text, prefix + std::string{text.basis}, value,
                            "a share as decimals or k/n, or nothing");
            }
        };
        share_at(text.share, "share_", known.share);
        share_at(text.back_share, "back_share_", known.back_share);
        if (!text.amount.empty()) {
            known.amount = decimal::parse(text.amount);
            if (!known.amount) {
                report_text(errc::malformed_text, "amount_" + std::string{text.basis}, text.amount,
                            "an amount as decimals, or nothing");
            }
        }
    }
    if (faults_.size() != faults_before) return;
    take_transfer(*effective, row.act, row.clause, *from, *to,
                  row.extent == "part" ? muong::extent::part : muong::extent::whole, row.is_utf8);
}

void registry_assembler::take(const legal_act& act) {
    check_utf8(act.number, "number");
    check_utf8(act.issuer, "issuer");
    if (act.number.empty()) {
        report_text(errc::missing_value, "number", "", "the number of the act, as cited");
        return;
    }
    acts_.emplace_back(act, row_);
}

void registry_assembler::take(const unit_code& code, date day, std::string_view name, std::string_view spelled_by) {
    check_utf8(name, "name");
    check_utf8(spelled_by, "spelled_by");
    variants_.push_back({code, day, keep(name), text_number(spelled_by), row_});
}

}  // namespace muong::v0::detail
