// SPDX-License-Identifier: MIT
//
// What a rebase_accumulator tells of the cells that it has taken: sums, parts and what is left over.
#include "indicators/rebase_cells.hpp"
#include "indicators/rounded_quotient.hpp"

#include <algorithm>

namespace muong::inline v0 {

using detail::as_number;

namespace {

/// count / of, if that is a whole number; without a call where both are of 64 bits, as nearly always.
std::optional<detail::int128> whole_quotient(detail::int128 count, detail::int128 of) noexcept {
    if (of == 1) return count;
    if (detail::fits_int64(count) && detail::fits_int64(of)) {
        const auto a = static_cast<std::int64_t>(count), b = static_cast<std::int64_t>(of);
        if (a % b != 0) return {};
        return a / b;
    }
    if (count % of != 0) return {};
    return count / of;
}

}  // namespace

/// Of the columns of a word, the ones of which each part of a place has a value.
std::uint64_t rebase_accumulator::complete_columns(std::size_t place, std::size_t word) const noexcept {
    const auto* const seen = seen_[word].data();
    auto complete = ~std::uint64_t{0};
    for (const auto& p : parts_[place]) complete &= seen[p.source];
    return complete;
}

/// What a cell of which each part has a value counts times `whole` of its place: of exact parts that are all within 64
/// bits. \returns false for any other cell
bool rebase_accumulator::weighted_count(std::size_t place, std::size_t column, wide& count) const {
    const auto& weights = plain_[place];
    if (weights.whole == 0) return false;
    if (!wide_->of_place.empty() && wide_->of_place.contains({place, column})) return false;
    const bool shared = !weights.of_part.empty();
    const auto& col = columns_[column];
    count = cell_at(sums_[col.block][place], column);
    if (!shared && !col.kept) return true;
    bool large = __builtin_mul_overflow(count, weights.whole, &count);
    const auto& parts = parts_[place];
    const auto& held = held_[col.block];
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto source = parts[i].source;
        if (is_direct(source, column)) continue;
        if (!wide_->of_source.empty() && wide_->of_source.contains({source, column})) return false;
        wide part = cell_at(held[held_at_[source]], column);
        if (shared) large |= __builtin_mul_overflow(part, weights.of_part[i], &part);
        large |= __builtin_add_overflow(count, part, &count);
    }
    return !large;
}

bool rebase_accumulator::quick_sums::is_complete(std::size_t column) noexcept {
    if (word_ != column / word_cells) {
        word_ = column / word_cells;
        complete_ = of_->complete_columns(place_, word_);
    }
    return (complete_ >> column % word_cells & 1U) != 0;
}

std::optional<rebase_accumulator::quick_sums::told> rebase_accumulator::quick_sums::sum(std::size_t column,
                                                                                        int digits) {
    of_->require_settled();
    const auto& weights = of_->plain_[place_];
    const auto& col = of_->columns_[column];
    if (weights.shared > 0 && col.how == carried::whole) return {};
    if (!is_complete(column)) return {};
    if (weights.whole == 1 && !col.kept && of_->wide_->of_place.empty()) [[likely]] {
        const auto cell = of_->cell_at(of_->sums_[col.block][place_], column);
        if (!detail::fits_int64(cell)) return {};
        return told{decimal{cell, col.decimals}, true};
    }
    if (weights.whole == 0) return heavy_sum(column, digits);
    wide count = 0;
    if (!of_->weighted_count(place_, column, count)) return {};
    if (const auto whole = whole_quotient(count, weights.odd)) {
        const int decimals = col.decimals + weights.decimals;
        if (weights.decimals < 0 || decimals > decimal::max_decimals || !detail::fits_int64(*whole)) return {};
        const auto exact = *whole * weights.times;
        if (!detail::fits_int64(exact)) return {};
        return told{decimal{static_cast<std::int64_t>(exact), decimals}, true};
    }
    const auto bits = static_cast<detail::uint128>(count);
    const auto size = count < 0 ? 0 - bits : bits;  // also of the least number
    const auto rounded = detail::rounded_quotient(size, static_cast<detail::uint128>(weights.whole), digits);
    if (!rounded || col.decimals + rounded->behind > decimal::max_decimals) return {};
    return told{decimal{count < 0 ? -rounded->number : rounded->number, col.decimals + rounded->behind}, false};
}

/// The same of a cell of which each part has a value, of a place that has great weights: nothing for a decimal, which
/// is rare there.
std::optional<rebase_accumulator::quick_sums::told> rebase_accumulator::quick_sums::heavy_sum(std::size_t column,
                                                                                              int digits) const {
    const auto& cells = *of_->wide_;
    const auto at = cells.heavy.find(place_);
    if (at == cells.heavy.end() || !cells.of_place.empty() || !cells.of_source.empty()) return {};
    const auto& weights = at->second;
    const auto& col = of_->columns_[column];
    const auto& parts = of_->parts_[place_];
    heavy_weights::wide count = weights.whole * of_->cell_at(of_->sums_[col.block][place_], column);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto source = parts[i].source;
        if (of_->is_direct(source, column)) continue;
        count += weights.of_part[i] * of_->cell_at(of_->held_[col.block][of_->held_at_[source]], column);
    }
    if (count % weights.odd == 0) return {};
    const auto rounded = detail::rounded_quotient<18, heavy_weights::wide>(abs(count), weights.whole, digits);
    if (!rounded || col.decimals + rounded->behind > decimal::max_decimals) return {};
    return told{decimal{count < 0 ? -rounded->number : rounded->number, col.decimals + rounded->behind}, false};
}

fraction rebase_accumulator::shared_total(std::span<const std::uint32_t> places, std::size_t column) const {
    require_settled();
    if (places.empty()) return {};
    const auto& sums = sums_[columns_[column].block];
    const auto& held = held_[columns_[column].block];
    wide whole = 0;
    fraction_sum broken;
    std::vector<wide> taken(staying_);  // of each that stays, in parts of its unit
    for (const auto place : places) {
        whole += cell_at(sums[place], column);
        for (const auto& p : parts_[place]) {
            if (is_direct(p.source, column)) continue;
            const auto at = held_at_[p.source];
            if (whole_target_[p.source] != stays) {
                whole += cell_at(held[at], column);
            } else if (unit_of_[at] == 0) {
                broken += p.least * as_number(cell_at(held[at], column));
            } else {
                taken[at] += wide{p.least.numerator()} * (unit_of_[at] / p.least.denominator());
            }
        }
    }
    for (std::size_t at = 0; at < taken.size(); ++at) {
        if (taken[at] == 0) continue;
        const auto value = cell_at(held[at], column);
        if (taken[at] == unit_of_[at]) {
            whole += value;
        } else {
            broken += as_number(taken[at]) / fraction{unit_of_[at]} * as_number(value);
        }
    }
    return (as_number(whole) + broken.total()) / fraction{detail::power_of_ten[columns_[column].decimals]};
}

carried_rest rebase_accumulator::rest(std::size_t column) const {
    require_settled();
    fraction_sum unknown, unmatched;
    for (const auto& unit : leaving_) {
        const auto v = value(unit.source, column);
        if (!v) continue;
        auto& rest = unit.ranged ? unknown : unmatched;
        if (columns_[column].how == carried::sum) {
            rest += (fraction{1} - unit.known) * *v;
            continue;
        }
        rest += *v;
        for (const auto& [place, part] : unit.parts) rest -= part_of(part, place, column, *v);
        for (const auto& [place, part] : settled_parts(unit, column, *v)) rest -= part;
    }
    return {unknown.total(), unmatched.total()};
}

carried_sum rebase_accumulator::sum(std::size_t place, std::size_t column) const {
    return sum_in(columns_[column].how, place, column);
}

carried_sum rebase_accumulator::exact_sum(std::size_t place, std::size_t column) const {
    return sum_in(carried::sum, place, column);
}

carried_sum rebase_accumulator::sum_in(carried how, std::size_t place, std::size_t column) const {
    carried_sum made;
    require_settled();
    if (parts_[place].empty()) {
        const auto [first, last] = std::equal_range(nothing_.begin(), nothing_.end(),
                                                    std::pair{static_cast<std::uint32_t>(place), std::uint32_t{0}},
                                                    [](const auto& a, const auto& b) { return a.first < b.first; });
        made.parts = made.shared = static_cast<std::uint32_t>(
            std::count_if(first, last, [&](const auto& part) { return has(part.second, column); }));
        return made;
    }
    if (how == carried::sum || plain_[place].shared == 0) {
        const bool complete = (complete_columns(place, column / word_cells) >> column % word_cells & 1U) != 0;
        if (wide count = 0; complete && weighted_count(place, column, count)) {
            std::int64_t whole = 0;  // of both the shares and the decimals, if it is within 64 bits
            const bool fits =
                !__builtin_mul_overflow(plain_[place].whole, detail::power_of_ten[columns_[column].decimals], &whole);
            made.known =
                fits ? as_number(count) / fraction{whole} : scaled(count, column) / as_number(plain_[place].whole);
            made.least = made.most = made.known;
            made.parts = static_cast<std::uint32_t>(parts_[place].size());
            made.shared = plain_[place].shared;
            return made;
        }
    }
    fraction_sum known, least, most;
    known += scaled(cell_at(sums_[columns_[column].block][place], column), column);
    if (!wide_->of_place.empty()) {
        const auto at = wide_->of_place.find({place, column});
        if (at != wide_->of_place.end()) known += at->second;
    }
    for (const auto& p : parts_[place]) {
        ++made.parts;
        const bool exact = p.is_exact();
        if (!has(p.source, column)) {
            ++made.missing;
            continue;
        }
        if (is_direct(p.source, column)) continue;
        const auto v = *value(p.source, column);
        if (!exact && v.sign() == 0) continue;  // nothing, whatever the share
        if (how == carried::whole && is_open_[p.source]) {
            const auto range = detail::whole_range_of(shares_.rows[p.source], rest_of(p.source), shares_.group_of,
                                                      place, {p.least, p.most}, v);
            const bool may_be_settled = !exact && range.least == range.most;
            const auto part = exact            ? part_of(p, place, column, v)
                              : may_be_settled ? settled_part(p, place, column, v)
                                               : std::optional<fraction>{};
            (part ? made.shared : made.ranged) += 1;
            if (part) known += *part;
            least += range.least - part.value_or(fraction{});
            most += range.most - part.value_or(fraction{});
        } else if (exact) {
            if (p.least < fraction{1}) ++made.shared;
            known += how == carried::whole ? part_of(p, place, column, v) : p.least * v;
        } else {
            ++made.ranged;
            least += (v.sign() < 0 ? p.most : p.least) * v;
            most += (v.sign() < 0 ? p.least : p.most) * v;
        }
    }
    made.known = known.total();
    made.least = made.known + least.total();
    made.most = made.known + most.total();
    return made;
}

fraction rebase_accumulator::total(std::size_t column) const {
    auto sum = scaled(columns_[column].total, column);
    const auto at = wide_->of_total.find(column);
    return at == wide_->of_total.end() ? sum : sum + at->second;
}

}  // namespace muong::v0
