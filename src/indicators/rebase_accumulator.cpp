// SPDX-License-Identifier: MIT
#include <muong/indicators/rebase_accumulator.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <utility>

#include <muong/core/fraction_sum.hpp>
#include <muong/indicators/cell_storage.hpp>

#include "indicators/rounded_quotient.hpp"
#include "indicators/share_among.hpp"

namespace muong::inline v0 {

using detail::int128;

/// The numbers of blocks of cells, cut from pieces of memory that grow with it up to the size of a large page.
struct rebase_accumulator::memory {
    static constexpr std::size_t first_piece = std::size_t{1} << 16;
    static constexpr std::size_t last_piece = std::size_t{1} << 21;

    template <class Number>
    Number* take(std::size_t count) {
        const std::size_t bytes = count * sizeof(Number);
        if (left < bytes) {
            pieces.emplace_back(piece / sizeof(std::int64_t));
            next = reinterpret_cast<char*>(pieces.back().data());
            left = piece;
            piece = std::min(2 * piece, last_piece);
        }
        auto* const taken = reinterpret_cast<Number*>(next);
        std::uninitialized_value_construct_n(taken, count);
        next += bytes;
        left -= bytes;
        return taken;
    }

    std::vector<cell_storage> pieces;
    char* next = nullptr;
    std::size_t left = 0;
    std::size_t piece = first_piece;
};

/// What does not fit into 64 bits. Of a source the value itself, of a place what comes on top of its cell.
struct rebase_accumulator::wide_cells {
    using key = std::pair<std::size_t, std::size_t>;
    std::map<key, fraction> of_source;
    std::map<key, fraction> of_place;
    std::map<std::size_t, fraction> of_total;
};

namespace {

fraction fraction_of(int128 number) {
    constexpr int low_bits = 62;
    if (number >= INT64_MIN && number <= INT64_MAX && number != INT64_MIN) {
        return fraction{static_cast<std::int64_t>(number)};
    }
    const auto low = static_cast<std::int64_t>(number & ((int128{1} << low_bits) - 1));
    return fraction_of(number >> low_bits) * fraction{std::int64_t{1} << low_bits} + fraction{low};
}

/// What goes nowhere of a row: as it is told, or else what the greatest shares lack.
share_range going_nowhere(std::span<const crosswalk_entry> row, const crosswalk_rest* told) {
    if (told != nullptr) return {told->least, told->most};
    fraction_sum most;
    for (const auto& e : row) most += e.most;
    const auto lacking = max(fraction{}, fraction{1} - most.total());
    return {lacking, lacking};
}

/// What each place has of a row, with the places in order. Of exact shares their sum; ranges are no wider than the
/// other places and the rest leave them. O(n log n).
std::vector<std::pair<std::uint32_t, share_range>> by_place(std::span<const crosswalk_entry> row,
                                                            const crosswalk_rest* told,
                                                            std::span<const std::uint32_t> place_of) {
    std::vector<std::pair<std::uint32_t, const crosswalk_entry*>> entries;
    for (const auto& e : row) entries.emplace_back(place_of[e.target], &e);
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::pair<std::uint32_t, share_range>> made;
    for (auto first = entries.begin(); first != entries.end();) {
        fraction_sum least, most;
        const auto place = first->first;
        for (; first != entries.end() && first->first == place; ++first) {
            least += first->second->least;
            if (!first->second->is_exact()) most += first->second->most - first->second->least;
        }
        made.push_back({place, {least.total(), least.total() + most.total()}});
    }
    if (std::all_of(row.begin(), row.end(), [](const auto& e) { return e.is_exact(); })) return made;
    const auto rest = going_nowhere(row, told);
    fraction_sum least, most;
    for (const auto& [place, share] : made) {
        least += share.least;
        most += share.most;
    }
    const auto all_least = least.total() + rest.least;
    const auto all_most = most.total() + rest.most;
    for (auto& [place, share] : made) {
        share = narrowed(share, {all_least - share.least, all_most - share.most});
    }
    return made;
}

/// What a place can have of a whole value, whatever the shares are that nobody knows: a part by the largest remainder
/// is the whole number below its share or the one above.
share_range whole_range_of(std::span<const crosswalk_entry> row, const crosswalk_rest* told,
                           std::span<const std::uint32_t> place_of, std::size_t place, const fraction& value) {
    const auto size = abs(value);
    share_range here, elsewhere;
    const auto add = [&](share_range& side, const fraction& least, const fraction& most) {
        side.least += floor(least * size);
        side.most += ceil(most * size);
    };
    for (const auto& e : row) add(place_of[e.target] == place ? here : elsewhere, e.least, e.most);
    const auto rest = going_nowhere(row, told);
    add(elsewhere, rest.least, rest.most);
    const auto least = max(here.least, floor(size) - elsewhere.most);
    const auto most = min(here.most, ceil(size) - elsewhere.least);
    return value.sign() < 0 ? share_range{-most, -least} : share_range{least, most};
}

}  // namespace

share_table shares_of(const crosswalk& way) {
    share_table made;
    made.targets = way.targets().size();
    made.rows.reserve(way.sources().size());
    for (std::size_t s = 0; s < way.sources().size(); ++s) made.rows.emplace_back(way.row(s).begin(), way.row(s).end());
    made.rests.assign(way.rests().begin(), way.rests().end());
    return made;
}

rebase_accumulator::rebase_accumulator(share_table shares)
    : shares_{std::move(shares)}, memory_{std::make_unique<memory>()}, wide_{std::make_unique<wide_cells>()} {
    auto& place_of = shares_.group_of;
    const bool grouped = !place_of.empty() || shares_.groups != 0;
    if (grouped && place_of.size() != shares_.targets) {
        throw std::invalid_argument{"muong::rebase_accumulator: want a group for each target"};
    }
    if (!grouped) {
        shares_.groups = shares_.targets;
        for (std::uint32_t t = 0; t < shares_.targets; ++t) place_of.push_back(t);
    }
    for (const auto place : place_of) {
        if (place >= shares_.groups && place != share_table::no_group) {
            throw std::invalid_argument{"muong::rebase_accumulator: a target is in a group that does not exist"};
        }
    }
    for (std::size_t i = 0; i < shares_.rests.size(); ++i) {
        if (shares_.rests[i].source >= sources() || (i > 0 && shares_.rests[i].source <= shares_.rests[i - 1].source)) {
            throw std::invalid_argument{"muong::rebase_accumulator: want rests in the order of the rows"};
        }
    }
    parts_.resize(shares_.groups);
    whole_target_.assign(sources(), stays);
    held_at_.resize(sources());
    is_open_.assign(sources(), false);
    for (std::uint32_t s = 0; s < sources(); ++s) {
        auto& row = shares_.rows[s];
        for (const auto& e : row) {
            if (e.target >= shares_.targets) {
                throw std::invalid_argument{"muong::rebase_accumulator: a row names a target that does not exist"};
            }
        }
        for (auto& [place, share] : by_place(row, rest_of(s), place_of)) {
            if (place == share_table::no_group) continue;
            if (share.most.sign() == 0) {
                nothing_.emplace_back(place, s);
                continue;
            }
            carried_part part{s, std::move(share.least), std::move(share.most)};
            if (part.is_whole()) whole_target_[s] = place;
            parts_[place].push_back(std::move(part));
        }
        if (whole_target_[s] == stays) {
            fraction_sum exact;
            for (const auto& e : row) {
                is_open_[s] = is_open_[s] || !e.is_exact();
                if (e.is_exact()) exact += e.least;
            }
            left_open_.push_back(fraction{1} - exact.total());
            held_at_[s] = static_cast<std::uint32_t>(staying_++);
        } else {
            row = {};  // it is among the parts, and most rows are such
        }
    }
    std::erase_if(nothing_, [this](const auto& part) { return !parts_[part.first].empty(); });
    std::sort(nothing_.begin(), nothing_.end());
    auto behind = static_cast<std::uint32_t>(staying_);
    for (std::size_t s = 0; s < sources(); ++s) {
        if (whole_target_[s] != stays) held_at_[s] = behind++;
    }
    weigh_places();
    find_leaving();
}

void rebase_accumulator::weigh_places() {
    constexpr wide greatest = wide{1} << 86;
    plain_.resize(places());
    for (std::size_t p = 0; p < places(); ++p) {
        auto& weights = plain_[p];
        wide whole = 1;
        const auto is_weight = [&](const carried_part& part) {
            if (!part.is_exact() || !part.least.is_small()) return false;
            const auto of = part.least.denominator();
            const auto times = of / std::gcd(static_cast<std::int64_t>(whole % of), of);
            if (whole > greatest / times) return false;
            whole *= times;
            return true;
        };
        if (parts_[p].empty() || !std::all_of(parts_[p].begin(), parts_[p].end(), is_weight)) continue;
        for (int d = 0; d <= 9 && weights.decimals < 0; ++d) {
            if (detail::power_of_ten[d] % whole != 0) continue;
            weights.decimals = d;
            whole = detail::power_of_ten[d];
        }
        weights.whole = whole;
        if (whole == 1) continue;
        for (const auto& part : parts_[p]) {
            weights.of_part.push_back(part.least.numerator() * (whole / part.least.denominator()));
            if (!part.is_whole()) ++weights.shared;
        }
        for (weights.odd = whole; weights.odd % 2 == 0;) weights.odd /= 2;
        while (weights.odd % 5 == 0) weights.odd /= 5;
    }
    unit_of_.assign(staying_, 1);
    for (const auto& to_place : parts_) {
        for (const auto& part : to_place) {
            if (whole_target_[part.source] != stays || !part.is_exact() || !part.least.is_small()) continue;
            auto& unit = unit_of_[held_at_[part.source]];
            const auto of = part.least.denominator();
            if (unit != 0 && __builtin_mul_overflow(unit, of / std::gcd(unit, of), &unit)) unit = 0;
        }
    }
}

void rebase_accumulator::find_leaving() {
    std::vector<leaving_unit> staying(staying_);  // the others go whole
    std::vector<fraction_sum> known(staying_);
    for (std::uint32_t s = 0; s < sources(); ++s) {
        if (whole_target_[s] == stays) staying[held_at_[s]].source = s;
    }
    for (std::uint32_t p = 0; p < places(); ++p) {
        for (const auto& part : parts_[p]) {
            if (whole_target_[part.source] != stays) continue;
            auto& unit = staying[held_at_[part.source]];
            if (part.is_exact()) {
                known[held_at_[part.source]] += part.least;
                unit.parts.emplace_back(p, part);
            } else {
                unit.ranged = true;
            }
        }
    }
    for (auto& unit : staying) {
        unit.known = known[held_at_[unit.source]].total();
        if (unit.ranged || unit.known != fraction{1}) leaving_.push_back(std::move(unit));
    }
}

rebase_accumulator::rebase_accumulator(rebase_accumulator&&) noexcept = default;
rebase_accumulator& rebase_accumulator::operator=(rebase_accumulator&&) noexcept = default;
rebase_accumulator::~rebase_accumulator() = default;

const crosswalk_rest* rebase_accumulator::rest_of(std::uint32_t source) const noexcept {
    const auto at = std::lower_bound(shares_.rests.begin(), shares_.rests.end(), source,
                                     [](const crosswalk_rest& r, std::uint32_t s) { return r.source < s; });
    return at != shares_.rests.end() && at->source == source ? &*at : nullptr;
}

std::size_t rebase_accumulator::add_column(carried how, bool kept) {
    require_settled();
    const auto number = columns_.size();
    column_state column;
    column.how = how;
    column.kept = kept;
    if (number % word_cells == 0) seen_.emplace_back(sources());
    if (number == 0 || columns_.back().cell + 1 == block_cells_.back()) {
        constexpr std::uint16_t first_blocks[] = {16, 48, 192};  // little for narrow tables; 256 together
        block_cells_.push_back(held_.size() < std::size(first_blocks) ? first_blocks[held_.size()] : most_cells);
        held_.emplace_back(staying_);
        sums_.emplace_back(places());
    } else {
        column.cell = static_cast<std::uint16_t>(columns_.back().cell + 1);
    }
    column.block = static_cast<std::uint32_t>(held_.size() - 1);
    if (kept) held_.back().resize(sources());
    columns_.push_back(column);
    return number;
}

std::int64_t rebase_accumulator::cell_at(const cell_block& block, std::size_t column) const noexcept {
    if (block.low == nullptr) return 0;
    const auto cell = columns_[column].cell;
    if (block.middle == nullptr) return block.low[cell];
    const auto low = static_cast<std::uint32_t>(block.low[cell]);
    const std::int32_t above = block.high == nullptr ? std::int32_t{block.middle[cell]}
                                                     : std::int32_t{block.high[cell]} * 0x1'0000 +
                                                           static_cast<std::uint16_t>(block.middle[cell]);
    return std::int64_t{above} * 0x1'0000'0000 + low;
}

void rebase_accumulator::set_cell(cell_block& block, std::size_t column, std::int64_t value) {
    const auto cell = columns_[column].cell;
    const std::size_t cells = block_cells_[columns_[column].block];
    const auto low = static_cast<std::int32_t>(value);
    const auto middle = static_cast<std::int16_t>(value >> 32);
    const auto high = static_cast<std::int16_t>(value >> 48);
    // numbers that are there go on as they are: the bits above them are those of their sign
    const auto sign_of = [](auto number) { return static_cast<std::int16_t>(number < 0 ? -1 : 0); };
    if (block.low == nullptr) block.low = memory_->take<std::int32_t>(cells);
    if (block.middle == nullptr && low != value) {
        block.middle = memory_->take<std::int16_t>(cells);
        std::transform(block.low, block.low + cells, block.middle, sign_of);
    }
    if (block.high == nullptr && value >> 32 != middle) {
        block.high = memory_->take<std::int16_t>(cells);
        std::transform(block.middle, block.middle + cells, block.high, sign_of);
    }
    block.low[cell] = low;
    if (block.middle != nullptr) block.middle[cell] = middle;
    if (block.high != nullptr) block.high[cell] = high;
}

/// Adds to a cell that has no memory yet, or of which the 32 bits are not enough.
void rebase_accumulator::put_with_care(cell_block& block, std::size_t source, std::size_t column, std::int64_t count) {
    const auto before = cell_at(block, column);
    std::int64_t sum = 0;
    if (__builtin_add_overflow(before, count, &sum)) {  // never of a value of the old map, which is set once
        wide_->of_place[{whole_target_[source], column}] += scaled(wide{before} + count, column);
        sum = 0;
    }
    set_cell(block, column, sum);
}

void rebase_accumulator::refuse_waiting() {
    throw std::logic_error{"muong::rebase_accumulator: cells wait, settle first"};
}

fraction rebase_accumulator::scaled(wide count, std::size_t column) const {
    const auto decimals = columns_[column].decimals;
    return decimals == 0 ? fraction_of(count) : fraction_of(count) / fraction{detail::power_of_ten[decimals]};
}

void rebase_accumulator::refine(std::size_t column, int decimals) {
    auto& col = columns_[column];
    if (decimals < col.decimals || decimals > decimal::max_decimals) {
        throw std::invalid_argument{"muong::rebase_accumulator: want more decimals, at most 18"};
    }
    require_settled();
    if (decimals == col.decimals) return;
    const auto& seen = seen_[column / word_cells];
    const auto bit = std::uint64_t{1} << (column % word_cells);
    if (std::none_of(seen.begin(), seen.end(), [bit](std::uint64_t word) { return (word & bit) != 0; })) {
        col.decimals = static_cast<std::int8_t>(decimals);  // as most columns get them, with their first value
        return;
    }
    const auto factor = detail::power_of_ten[decimals - col.decimals];
    const auto refine_cell = [&](cell_block& block, std::map<wide_cells::key, fraction>& wide_ones, std::size_t at) {
        const auto count = cell_at(block, column);
        if (count == 0) return;
        std::int64_t refined = 0;
        if (__builtin_mul_overflow(count, factor, &refined)) {
            wide_ones[{at, column}] += scaled(count, column);
            refined = 0;
        }
        set_cell(block, column, refined);
    };
    for (std::size_t s = 0; s < sources(); ++s) {
        if (!is_direct(s, column)) refine_cell(block_of(s, column), wide_->of_source, s);
    }
    auto& sums = sums_[columns_[column].block];
    for (std::size_t p = 0; p < places(); ++p) refine_cell(sums[p], wide_->of_place, p);
    wide total = 0;
    if (__builtin_mul_overflow(col.total, wide{factor}, &total)) {
        wide_->of_total[column] += scaled(col.total, column);
        total = 0;
    }
    col.total = total;
    col.decimals = static_cast<std::int8_t>(decimals);
}

bool rebase_accumulator::add_wide(std::size_t source, std::size_t column, const fraction& value) {
    require_settled();
    if (!mark(word_of(source, column), column, 0)) return false;
    wide_->of_total[column] += value;
    columns_[column].any_negative |= value.sign() < 0;
    if (is_direct(source, column)) {
        wide_->of_place[{whole_target_[source], column}] += value;
    } else {
        wide_->of_source[{source, column}] = value;
    }
    return true;
}

bool rebase_accumulator::has(std::size_t source, std::size_t column) const {
    require_settled();
    return (seen_[column / word_cells][source] >> (column % word_cells) & 1U) != 0;
}

std::optional<std::int64_t> rebase_accumulator::count(std::size_t source, std::size_t column) const {
    if (is_direct(source, column)) throw std::logic_error{"muong::rebase_accumulator: the cell is not held"};
    if (!has(source, column)) return {};
    return cell_at(held_[columns_[column].block][held_at_[source]], column);
}

std::optional<fraction> rebase_accumulator::value(std::size_t source, std::size_t column) const {
    const auto counted = count(source, column);
    if (!counted) return {};
    if (!wide_->of_source.empty()) {
        const auto at = wide_->of_source.find({source, column});
        if (at != wide_->of_source.end()) return at->second;
    }
    return scaled(*counted, column);
}

std::span<const carried_part> rebase_accumulator::parts(std::size_t place) const noexcept { return parts_[place]; }

/// What a cell counts times `whole` of its place: of exact parts that all have a value within 64 bits; nothing for any
/// other cell.
std::optional<detail::int128> rebase_accumulator::weighted_count(std::size_t place, std::size_t column) const {
    const auto& weights = plain_[place];
    if (weights.whole == 0) return {};
    const auto& parts = parts_[place];
    const auto* const seen = seen_[column / word_cells].data();
    const auto bit = column % word_cells;
    for (const auto& p : parts) {
        if ((seen[p.source] >> bit & 1U) == 0) return {};
    }
    if (!wide_->of_place.empty() && wide_->of_place.contains({place, column})) return {};
    const bool shared = !weights.of_part.empty();
    wide count = cell_at(sums_[columns_[column].block][place], column);
    if (!shared && !columns_[column].kept) return count;
    bool large = __builtin_mul_overflow(count, weights.whole, &count);
    const auto& held = held_[columns_[column].block];
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto source = parts[i].source;
        if (is_direct(source, column)) continue;
        if (!wide_->of_source.empty() && wide_->of_source.contains({source, column})) return {};
        wide part = cell_at(held[held_at_[source]], column);
        if (shared) large |= __builtin_mul_overflow(part, weights.of_part[i], &part);
        large |= __builtin_add_overflow(count, part, &count);
    }
    if (large) return {};
    return count;
}

std::optional<decimal> rebase_accumulator::plain_sum(std::size_t place, std::size_t column) const {
    require_settled();
    const auto& weights = plain_[place];
    const auto& col = columns_[column];
    if (weights.decimals < 0 || col.decimals + weights.decimals > decimal::max_decimals) return {};
    if (weights.shared > 0 && col.how == carried::whole) return {};
    const auto count = weighted_count(place, column);
    if (!count || !detail::fits_int64(*count) || *count == std::numeric_limits<std::int64_t>::min()) return {};
    return decimal{static_cast<std::int64_t>(*count), col.decimals + weights.decimals};
}

std::optional<decimal> rebase_accumulator::rounded_sum(std::size_t place, std::size_t column, int digits) const {
    require_settled();
    const auto& weights = plain_[place];
    const auto& col = columns_[column];
    if (weights.odd == 1 || (weights.shared > 0 && col.how == carried::whole)) return {};
    const auto count = weighted_count(place, column);
    if (!count) return {};
    const auto size = static_cast<detail::uint128>(*count < 0 ? -*count : *count);
    const auto rounded = detail::rounded_quotient(size, static_cast<detail::uint128>(weights.whole),
                                                  static_cast<detail::uint128>(weights.odd), digits);
    if (!rounded || col.decimals + rounded->behind > decimal::max_decimals) return {};
    return decimal{*count < 0 ? -rounded->number : rounded->number, col.decimals + rounded->behind};
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
                broken += p.least * fraction_of(cell_at(held[at], column));
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
            broken += fraction_of(taken[at]) / fraction{unit_of_[at]} * fraction_of(value);
        }
    }
    return (fraction_of(whole) + broken.total()) / fraction{detail::power_of_ten[columns_[column].decimals]};
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
    }
    return {unknown.total(), unmatched.total()};
}

fraction rebase_accumulator::part_of(const carried_part& part, std::size_t place, std::size_t column,
                                     const fraction& value) const {
    if (columns_[column].how != carried::whole || part.is_whole()) return part.least * value;
    // The largest remainder among the targets with an exact share, in code order, and behind them all that is left.
    struct piece {
        fraction whole;
        fraction rest;
        bool here;
    };
    std::vector<piece> pieces;
    const auto size = abs(value);
    auto share_left = left_open_[held_at_[part.source]];
    bool left_is_here = true;
    bool any_ranged = false;
    const auto add = [&](const fraction& share, bool here) {
        const auto exact = share * size;
        const auto whole = floor(exact);
        pieces.push_back({whole, exact - whole, here});
    };
    for (const auto& e : shares_.rows[part.source]) {
        const bool here = shares_.group_of[e.target] == place;
        if (e.is_exact()) {
            add(e.least, here);
        } else {
            any_ranged = true;
            left_is_here &= here;
        }
    }
    const bool takes_open = any_ranged && left_is_here;
    const auto* const rest = takes_open ? rest_of(part.source) : nullptr;
    if (rest != nullptr) share_left -= rest->least;  // it is exact, since the part is
    if (share_left.sign() > 0) add(share_left, takes_open);
    if (rest != nullptr) add(rest->least, false);
    fraction left = size;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        left -= pieces[i].whole;
        order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return pieces[b].rest < pieces[a].rest; });
    for (std::size_t i = 0; i < order.size() && left.sign() > 0; ++i) {
        pieces[order[i]].whole += fraction{1};
        left -= fraction{1};
    }
    fraction here;
    for (const auto& p : pieces) {
        if (p.here) here += p.whole;
    }
    return value.sign() < 0 ? -here : here;
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
        if (const auto count = weighted_count(place, column)) {
            std::int64_t whole = 0;  // of both the shares and the decimals, if it is within 64 bits
            const bool fits =
                !__builtin_mul_overflow(plain_[place].whole, detail::power_of_ten[columns_[column].decimals], &whole);
            made.known = fits ? fraction_of(*count) / fraction{whole}
                              : scaled(*count, column) / fraction_of(plain_[place].whole);
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
        if (!exact) ++made.ranged;
        if (exact && p.least < fraction{1}) ++made.shared;
        const auto part = exact ? (how == carried::whole ? part_of(p, place, column, v) : p.least * v) : fraction{};
        known += part;
        if (how == carried::whole && is_open_[p.source]) {
            const auto range = whole_range_of(shares_.rows[p.source], rest_of(p.source), shares_.group_of, place, v);
            least += range.least - part;
            most += range.most - part;
        } else if (!exact) {
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
