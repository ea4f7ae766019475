// SPDX-License-Identifier: MIT
#include "units/registry_assembler.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <muong/core/utf8.hpp>
#include <type_traits>
#include <utility>

namespace muong::inline v0::detail {

namespace {

constexpr std::string_view code_form = "a code of 1 to 15 characters out of [0-9A-Za-z._-]";
constexpr std::string_view day_form = "a day of the calendar as YYYY-MM-DD";

/// Nothing for text that is no tier.
std::optional<unit_tier> tier_of(std::string_view text) {
    if (text.empty()) return unit_tier::unspecified;
    if (text.size() != 1 || text[0] < '0' || text[0] > '9') return {};
    return static_cast<unit_tier>(text[0] - '0');
}

/// As `text == word`, of a word that is known when this is compiled.
[[gnu::always_inline]] inline bool is(std::string_view text, std::string_view word) {
    return text.size() == word.size() && std::equal(word.begin(), word.end(), text.begin());
}

/// The fields of a row by their places in a table, as field_row has them. Nothing behind them may be read.
template <class Text, std::string_view Text::*... Fields>
class fields_of {
public:
    explicit fields_of(const Text& row) noexcept : row_{row} {}
    [[gnu::always_inline]] std::string_view operator[](std::size_t place) const noexcept {
        constexpr std::array fields{Fields...};
        return row_.*fields[place];
    }

private:
    const Text& row_;
};
using fields_of_unit = fields_of<unit_text, &unit_text::code, &unit_text::name, &unit_text::kind, &unit_text::tier,
                                 &unit_text::parent, &unit_text::valid_from, &unit_text::valid_to>;
using fields_of_transfer =
    fields_of<transfer_text, &transfer_text::effective, &transfer_text::act, &transfer_text::clause,
              &transfer_text::from_code, &transfer_text::to_code, &transfer_text::extent>;

/// A text of one to eight bytes of such a row as a number.
template <class Row>
[[gnu::always_inline]] inline std::uint64_t short_word(std::string_view text) {
    return std::is_same_v<Row, field_row> ? one_to_eight_and_beyond(text) : one_to_eight(text);
}

}  // namespace

[[gnu::noinline]] void registry_assembler::in_table(std::string_view source) {
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

[[gnu::noinline]] std::uint32_t registry_assembler::text_number(std::string_view text) {
    if (text.empty()) return 0;
    const auto next = static_cast<std::uint32_t>(texts_.size());
    const auto same = [&](std::uint32_t number) { return same_text(kept_text(number), text); };
    return text_numbers_.number(hash_of_name(text), next, same, [&] { texts_.push_back(keep(text)); });
}

std::uint32_t registry_assembler::parent_number(const unit_code& parent) {
    const auto next = static_cast<std::uint32_t>(parents_.size());
    const auto same = [&](std::uint32_t number) { return parents_[number] == parent; };
    return parent_numbers_.number(std::hash<unit_code>{}(parent), next, same, [&] { parents_.push_back(parent); });
}

std::uint32_t registry_assembler::parent_number(std::string_view parent) {
    const auto number = [&] {
        const auto code = unit_code::parse(parent);
        return code ? parent_number(*code) : no_index;
    };
    return parents_read_.number(parent, number);
}

std::uint32_t registry_assembler::basis_number(std::string_view basis) {
    const auto known = std::find(bases_.begin(), bases_.end(), basis);
    if (known != bases_.end()) return static_cast<std::uint32_t>(known - bases_.begin());
    bases_.emplace_back(basis);
    return static_cast<std::uint32_t>(bases_.size() - 1);
}

[[gnu::noinline]] void registry_assembler::report_text(errc kind, std::string_view field, std::string_view found,
                                                       std::string expected) {
    place where{tables_[row_.table], row_.row, column_, std::string{field}};
    faults_.push_back({kind, std::move(where), std::string{found}, std::move(expected)});
}

void registry_assembler::report_required(errc kind, std::string_view field, std::string_view found,
                                         std::string_view expected) {
    report_text(found.empty() ? errc::missing_value : kind, field, found, std::string{expected});
}

[[gnu::noinline]] void registry_assembler::check_utf8(std::string_view text, std::string_view field) {
    if (is_valid_utf8(text)) return;
    report_text(errc::invalid_utf8, field, text, "UTF-8");
}

void registry_assembler::take_unit(const unit_code& code, std::string_view name, std::string_view kind, unit_tier tier,
                                   std::uint32_t parent, date from, const std::optional<date>& to, bool is_utf8) {
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
    if (static_cast<unsigned>(tier) > 9) {
        report_text(errc::out_of_range, "tier", std::to_string(static_cast<unsigned>(tier)), "a tier of 0 to 9");
        return;
    }
    if (name.size() > UINT16_MAX) {
        report_text(errc::out_of_range, "name", beginning(name), "at most 65535 bytes");
        return;
    }
    if (to && *to < from) {
        report_text(errc::empty_period, "valid_to", to_string(*to),
                    "a day not before " + to_string(from) + " (valid_from)");
        return;
    }
    const auto valid = date_range::make(from, to);
    if (!valid) {
        passages_.push_back({code, from, row_, faults_.size() != told});
        return;
    }
    keep_unit<fields_of_unit>(code, name, kind, tier, parent, *valid, faults_.size() != told);
}

template <class Row>
[[gnu::always_inline]] inline void registry_assembler::keep_unit(const unit_code& code, std::string_view name,
                                                                 std::string_view kind, unit_tier tier,
                                                                 std::uint32_t parent, date_range valid, bool blamed) {
    constexpr auto copy = std::is_same_v<Row, field_row> ? copy_text_and_beyond : copy_text;
    const auto begin = names_end_;
    const auto kind_begin = begin + name.size();
    const auto end = kind_begin + kind.size();
    if (names_.size() < end + field_row::readable) [[unlikely]]
        names_.resize(2 * (end + field_row::readable));
    copy(names_.data() + begin, name);
    copy(names_.data() + kind_begin, kind);  // the unit finds it there
    unit_origins_.push_back(row_);
    static constexpr pending_unit blank{"0"_unit, date_range::since(date::min()), 0, no_index, 0, 0, {}, false};
    units_.push_back(blank);  // and filled where it stands: a copy of what was just written waits for it
    auto& kept = units_.back();
    kept.code = code;
    kept.valid = valid;
    kept.name = static_cast<std::uint32_t>(begin);
    kept.parent = parent;
    kept.name_size = static_cast<std::uint16_t>(name.size());
    kept.kind_size = static_cast<std::uint8_t>(kind.size());
    kept.tier = tier;
    kept.blamed = blamed;
    names_end_ = end;
}

void registry_assembler::take(const unit_row& row) {
    const auto parent = row.parent ? parent_number(*row.parent) : no_index;
    take_unit(row.code, row.name, row.kind, row.tier, parent, row.valid_from, row.valid_to, false);
}

/// Reads a row as most are, without calling for anything: a short code, a parent that is known, days. False, and
/// nothing is kept, for others. Each field is found when it is read: not all of them fit into the registers.
template <class Row>
[[gnu::always_inline]] inline bool registry_assembler::take_usual_unit(const Row& row) {
    if constexpr (std::endian::native != std::endian::little) return false;
    const auto code = row[0];
    const auto size = code.size();
    if (size - 1 >= 8) return false;
    const auto word = short_word<Row>(code);
    if (!all_code_characters(word, size)) return false;
    unsigned tier = 0;
    if (const auto text = row[3]; !text.empty()) {
        tier = static_cast<unsigned char>(text[0]) - unsigned{'0'};
        if (text.size() > 1 || tier > 9) return false;
    }
    auto parent = no_index;
    if (const auto text = row[4]; !text.empty()) {
        if (text.size() > 8) return false;
        const auto known = parents_read_.known(short_word<Row>(text), text.size());
        if (!known || *known == no_index) return false;
        parent = *known;
    }
    const auto first_day = row[5];
    if (first_day.size() != day_reader::size) return false;
    const auto& from = days_read_.look_up(first_day.data());
    if (!from.is_day) return false;
    auto valid = date_range::since(from.day);
    if (const auto last_day = row[6]; !last_day.empty()) {
        if (last_day.size() != day_reader::size) return false;
        const auto first = from.day;
        const auto& to = days_read_.look_up(last_day.data());
        if (!to.is_day || to.day <= first) return false;
        valid = date_range{first, to.day};
    }
    const auto name = row[1];
    const auto kind = row[2];
    if (name.size() > UINT16_MAX || kind.size() > UINT8_MAX) return false;
    keep_unit<Row>(unit_code::of_words(word, 0, size), name, kind, static_cast<unit_tier>(tier), parent, valid, false);
    return true;
}

void registry_assembler::take(const unit_text& row) {
    if (!row.is_utf8 || !take_usual_unit(fields_of_unit{row})) take_any(row);
}

/// Calls for nothing where rows are usual: the compiler is told so, since it finds the loop too large.
[[gnu::flatten]] void registry_assembler::add_units(const field_rows& rows) {
    if (tables_.empty()) in_table({});
    column_ = 0;
    for (std::size_t i = 0; i < rows.count; ++i) {
        take_whole(rows.number + i, [&] {
            const auto row = rows[i];
            if (take_usual_unit(row)) return;
            take_any(unit_text{row[0], row[1], row[2], row[3], row[4], row[5], row[6], true});
        });
    }
}

[[gnu::noinline]] void registry_assembler::take_any(const unit_text& row) {
    const auto code = unit_code::parse(row.code);
    const auto tier = tier_of(row.tier);
    const auto parent = row.parent.empty() ? no_index : parent_number(row.parent);
    const auto from = days_read_.read(row.valid_from);
    const auto to = days_read_.read(row.valid_to);
    const bool to_is_read = to || row.valid_to.empty();
    const bool parent_is_read = parent != no_index || row.parent.empty();
    if (!code || !tier || !parent_is_read || !from || !to_is_read) return report_unit(row);
    take_unit(*code, row.name, row.kind, *tier, parent, *from, to, row.is_utf8);
}

/// Tells all that is wrong with the texts of a row that cannot be read.
void registry_assembler::report_unit(const unit_text& row) {
    if (!unit_code::parse(row.code)) report_required(errc::malformed_code, "code", row.code, code_form);
    if (!tier_of(row.tier)) {
        report_text(errc::malformed_text, "tier", row.tier, "a digit: 1 province, 2 district, 3 commune");
    }
    if (!row.parent.empty() && !unit_code::parse(row.parent)) {
        report_text(errc::malformed_code, "parent", row.parent, std::string{code_form});
    }
    if (!date::parse(row.valid_from)) report_required(errc::malformed_text, "valid_from", row.valid_from, day_form);
    if (!row.valid_to.empty() && !date::parse(row.valid_to)) {
        report_text(errc::malformed_text, "valid_to", row.valid_to, std::string{day_form});
    }
    check_utf8(row.name, "name");
}

/// Keeps what a row says of one basis; those of the row so far begin at `first`. Tells what is wrong with it: a share
/// that is told here takes no part in the sums, which would tell it again.
[[gnu::noinline]] void registry_assembler::take_share(pending_share known, std::size_t first, muong::extent how) {
    const auto twice = std::any_of(shares_.begin() + static_cast<std::ptrdiff_t>(first), shares_.end(),
                                   [&known](const pending_share& other) { return other.basis == known.basis; });
    const auto field = [&](const char* prefix) { return prefix + bases_[known.basis]; };
    if (twice) {
        report_text(errc::duplicate_key, field("share_"), bases_[known.basis], "each basis once a transfer");
        return;
    }
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

void registry_assembler::take_transfer(date effective, std::string_view act, std::string_view clause,
                                       const unit_code& from, const unit_code& to, muong::extent how, bool is_utf8) {
    keep_transfer(effective, act, clause, from, to, how, is_utf8);
}

[[gnu::always_inline]] inline std::uint32_t registry_assembler::text_number(std::string_view text,
                                                                            std::uint32_t guess) {
    return same_text(kept_text(guess), text) ? guess : text_number(text);
}

[[gnu::always_inline]] inline void registry_assembler::keep_transfer(date effective, std::string_view act,
                                                                     std::string_view clause, const unit_code& from,
                                                                     const unit_code& to, muong::extent how,
                                                                     bool is_utf8) {
    const bool may_be_blamed = !is_utf8 || !shares_of_row_.empty();
    const auto told = may_be_blamed ? faults_.size() : 0;
    if (!is_utf8) {
        check_utf8(act, "act");
        check_utf8(clause, "clause");
    }
    if (clause.size() > UINT16_MAX || numbers_of_row_.size() > UINT8_MAX) {
        report_text(errc::out_of_range, "clause", "a longer one", "at most 65535 bytes and 255 bases");
        return;
    }
    if (effective == date::min()) {
        report_text(errc::out_of_range, "effective", to_string(effective),
                    "a day after " + to_string(date::min()) + ", the first of the calendar: a change needs an eve");
        return;
    }
    std::size_t first = 0;
    std::size_t share_count = 0;
    if (!shares_of_row_.empty()) {
        first = shares_.size();
        for (auto& known : shares_of_row_) take_share(std::move(known), first, how);
        share_count = shares_.size() - first;
    }

    static constexpr pending_transfer blank{date::min(),          "0"_unit, "0"_unit, 0, 0, {}, 0, 0,
                                            muong::extent::whole, false};
    const auto& before = transfers_.empty() ? blank : transfers_.back();
    const auto act_number = text_number(act, before.act);  // mostly that of the transfer before
    const auto clause_number = text_number(clause, before.clause);
    transfers_.push_back(blank);  // as units
    auto& kept = transfers_.back();
    kept.day = effective;
    kept.from = from;
    kept.to = to;
    kept.act = act_number;
    kept.clause = clause_number;
    kept.where = row_;
    kept.first_share = static_cast<std::uint32_t>(first);
    kept.share_count = static_cast<std::uint8_t>(share_count);
    kept.how = how;
    kept.blamed = may_be_blamed && faults_.size() != told;
}

void registry_assembler::take(const transfer_row& row) {
    shares_of_row_.clear();
    numbers_of_row_.clear();
    for (const auto& s : row.shares) {
        numbers_of_row_.push_back(basis_number(s.basis));  // is known, share or none
        if (!s.share && !s.back_share && !s.amount) continue;
        shares_of_row_.push_back({numbers_of_row_.back(), s.share, s.back_share, s.amount});
    }
    take_transfer(row.effective, row.act, row.clause, row.from_code, row.to_code, row.extent, false);
}

/// Reads shares into shares_of_row_, and numbers of the bases into numbers_of_row_. False, and the numbers are as they
/// were, if some share is no number.
[[gnu::noinline]] bool registry_assembler::read_shares(std::span<const basis_text> row) {
    bool sound = true;
    shares_of_row_.clear();
    bool same_bases = numbers_of_row_.size() == row.size();  // as in the row before: mostly
    for (std::size_t b = 0; b < row.size(); ++b) {
        const auto& text = row[b];
        same_bases = same_bases && same_text(bases_[numbers_of_row_[b]], text.basis);
        if (text.share.empty() && text.back_share.empty() && text.amount.empty()) continue;
        auto& known = shares_of_row_.emplace_back();
        known.basis = static_cast<std::uint32_t>(b);
        if (!text.share.empty()) known.share = fraction::parse(text.share);
        if (!text.back_share.empty()) known.back_share = fraction::parse(text.back_share);
        if (!text.amount.empty()) known.amount = decimal::parse(text.amount);
        sound = sound && known.share.has_value() != text.share.empty() &&
                known.back_share.has_value() != text.back_share.empty() &&
                known.amount.has_value() != text.amount.empty();
    }
    if (!sound) return false;
    if (!same_bases) {
        numbers_of_row_.clear();
        for (const auto& text : row) numbers_of_row_.push_back(basis_number(text.basis));
    }
    for (auto& known : shares_of_row_) known.basis = numbers_of_row_[known.basis];
    return true;
}

/// As that of units.
template <class Row, class ReadShares>
[[gnu::always_inline]] inline bool registry_assembler::take_usual_transfer(const Row& row, ReadShares read) {
    if constexpr (std::endian::native != std::endian::little) return false;
    const auto from = row[3];
    const auto to = row[4];
    const auto from_size = from.size();
    const auto to_size = to.size();
    if (from_size - 1 >= 8 || to_size - 1 >= 8) return false;
    const auto from_word = short_word<Row>(from);
    const auto to_word = short_word<Row>(to);
    if (!all_code_characters(from_word, from_size) || !all_code_characters(to_word, to_size)) return false;
    const auto extent = row[5];
    const bool is_part = is(extent, "part");
    if (!is_part && !is(extent, "whole") && !extent.empty()) return false;
    const auto day = row[0];
    if (day.size() != day_reader::size) return false;
    const auto effective = days_read_.look_up(day.data());
    if (!effective.is_day || !read()) return false;
    keep_transfer(effective.day, row[1], row[2], unit_code::of_words(from_word, 0, from_size),
                  unit_code::of_words(to_word, 0, to_size), is_part ? muong::extent::part : muong::extent::whole, true);
    return true;
}

void registry_assembler::take(const transfer_text& row) {
    const auto read = [&] { return read_shares(row.shares); };
    if (!row.is_utf8 || !take_usual_transfer(fields_of_transfer{row}, read)) take_any(row);
}

/// As add_units.
[[gnu::flatten]] void registry_assembler::add_transfers(const field_rows& rows, std::span<const basis_fields> bases) {
    if (tables_.empty()) in_table({});
    column_ = 0;
    std::vector<basis_text> shares;
    std::vector<std::size_t> columns;  // of shares and amounts
    for (const auto& b : bases) {
        shares.push_back({b.basis, {}, {}, {}});
        for (const auto column : {b.share, b.back_share, b.amount}) {
            if (column != field_row::no_column) columns.push_back(column);
        }
    }
    bool known = false;  // the bases, by the row before
    for (std::size_t i = 0; i < rows.count; ++i) {
        const auto row = rows[i];
        const auto fill = [&] {
            for (std::size_t b = 0; b < bases.size(); ++b) {
                shares[b] = {bases[b].basis, row[bases[b].share], row[bases[b].back_share], row[bases[b].amount]};
            }
        };
        const auto read = [&] {
            const auto states = [&row](std::size_t column) { return !row.is_empty(column); };
            if (known && std::none_of(columns.begin(), columns.end(), states)) {
                shares_of_row_.clear();
                return true;
            }
            fill();
            known = read_shares(shares);
            return known;
        };
        take_whole(rows.number + i, [&] {
            if (take_usual_transfer(row, read)) return;
            fill();
            take_any(transfer_text{row[0], row[1], row[2], row[3], row[4], row[5], shares, true});
        });
    }
}

[[gnu::noinline]] void registry_assembler::take_any(const transfer_text& row) {
    const auto effective = days_read_.read(row.effective);
    const auto from = unit_code::parse(row.from_code);
    const auto to = unit_code::parse(row.to_code);
    const bool is_part = is(row.extent, "part");
    const bool is_extent = is_part || row.extent.empty() || is(row.extent, "whole");
    if (!effective || !from || !to || !is_extent || !read_shares(row.shares)) {
        report_transfer(row);
        spoiled_.emplace(effective, from);  // last: without the memory for a report there is no such row
        return;
    }
    take_transfer(*effective, row.act, row.clause, *from, *to, is_part ? muong::extent::part : muong::extent::whole,
                  row.is_utf8);
}

/// As report_unit.
void registry_assembler::report_transfer(const transfer_text& row) {
    if (!date::parse(row.effective)) report_required(errc::malformed_text, "effective", row.effective, day_form);
    if (!unit_code::parse(row.from_code)) report_required(errc::malformed_code, "from_code", row.from_code, code_form);
    if (!unit_code::parse(row.to_code)) report_required(errc::malformed_code, "to_code", row.to_code, code_form);
    if (!row.extent.empty() && !is(row.extent, "whole") && !is(row.extent, "part")) {
        report_text(errc::unknown_value, "extent", row.extent, "whole or part");
    }
    for (const auto& text : row.shares) {
        const auto share_at = [&](std::string_view value, const char* prefix) {
            if (value.empty() || fraction::parse(value)) return;
            report_text(errc::malformed_text, prefix + std::string{text.basis}, value,
                        "a share as decimals or k/n, or nothing");
        };
        share_at(text.share, "share_");
        share_at(text.back_share, "back_share_");
        if (!text.amount.empty() && !decimal::parse(text.amount)) {
            report_text(errc::malformed_text, "amount_" + std::string{text.basis}, text.amount,
                        "an amount as decimals, or nothing");
        }
    }
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
