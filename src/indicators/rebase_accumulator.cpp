// SPDX-License-Identifier: MIT
#include <muong/indicators/rebase_accumulator.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>
#include <stdexcept>

#include <muong/indicators/cell_storage.hpp>

#include "indicators/rebase_cells.hpp"
#include "units/rest_of_source.hpp"

namespace muong::inline v0 {

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

namespace {

[[noreturn]] void refuse_known() {
    throw std::invalid_argument{"muong::rebase_accumulator: a group is known to have what its targets have not"};
}

/// Each place that a row reaches, in order, with what it has. Of exact shares their sum; ranges are no wider than the
/// other places and the rest leave them, nor than what is known of a place besides. O(n log n).
std::vector<std::pair<std::uint32_t, carried_part>> by_place(std::uint32_t source, std::span<const crosswalk_entry> row,
                                                             const crosswalk_rest* told,
                                                             std::span<const std::uint32_t> place_of,
                                                             std::span<const crosswalk_entry> known) {
    std::vector<std::pair<std::uint32_t, const crosswalk_entry*>> entries;
    for (const auto& e : row) entries.emplace_back(place_of[e.target], &e);
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::pair<std::uint32_t, carried_part>> made;
    for (auto first = entries.begin(); first != entries.end();) {
        fraction_sum least, most;
        const auto place = first->first;
        for (; first != entries.end() && first->first == place; ++first) {
            least += first->second->least;
            if (!first->second->is_exact()) most += first->second->most - first->second->least;
        }
        made.push_back({place, {source, least.total(), least.total() + most.total()}});
    }
    if (!std::all_of(row.begin(), row.end(), [](const auto& e) { return e.is_exact(); })) {
        const auto rest = detail::going_nowhere(row, told);
        fraction_sum least, most;
        for (const auto& [place, part] : made) {
            least += part.least;
            most += part.most;
        }
        const auto all_least = least.total() + rest.least;
        const auto all_most = most.total() + rest.most;
        for (auto& [place, part] : made) {
            const auto range = narrowed({part.least, part.most}, {all_least - part.least, all_most - part.most});
            part = {source, range.least, range.most};
        }
    }
    for (const auto& e : known) {
        const auto at = std::lower_bound(made.begin(), made.end(), e.target,
                                         [](const auto& part, std::uint32_t group) { return part.first < group; });
        if (at == made.end() || at->first != e.target) refuse_known();
        auto& part = at->second;
        part = {source, max(part.least, e.least), min(part.most, e.most)};
        if (part.most < part.least) refuse_known();
    }
    return made;
}

/// What is left of a number above 0 without these factors: only multiples of it are decimals when they are divided.
template <class Number>
Number without_twos_and_fives(Number number) {
    while (number % 2 == 0) number /= 2;
    while (number % 5 == 0) number /= 5;
    return number;
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
    if (!shares_.group_rows.empty() && shares_.group_rows.size() != sources()) {
        throw std::invalid_argument{"muong::rebase_accumulator: want a row of groups for each row"};
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
        const auto known = shares_.group_rows.empty() ? std::span<const crosswalk_entry>{} : shares_.group_rows[s];
        const auto to_places = by_place(s, row, rest_of(s), place_of, known);
        for (const auto& [place, part] : to_places) {
            if (place == share_table::no_group) continue;
            if (part.most.sign() == 0) {
                nothing_.emplace_back(place, s);
                continue;
            }
            if (part.is_whole()) whole_target_[s] = place;
            parts_[place].push_back(part);
        }
        if (whole_target_[s] == stays) {
            is_open_[s] = std::any_of(row.begin(), row.end(), [](const auto& e) { return !e.is_exact(); });
            divisions_.push_back(division_of(to_places, s));
            held_at_[s] = static_cast<std::uint32_t>(staying_++);
        } else {
            row = {};  // it is among the parts, and most rows are such
        }
    }
    shares_.group_rows = {};
    std::erase_if(nothing_, [this](const auto& part) { return !parts_[part.first].empty(); });
    std::sort(nothing_.begin(), nothing_.end());
    auto behind = static_cast<std::uint32_t>(staying_);
    for (std::size_t s = 0; s < sources(); ++s) {
        if (whole_target_[s] != stays) held_at_[s] = behind++;
    }
    weigh_places();
    find_leaving();
}

rebase_accumulator::unit_division rebase_accumulator::division_of(
    std::span<const std::pair<std::uint32_t, carried_part>> by_place, std::uint32_t source) const {
    unit_division made;
    std::map<std::uint32_t, fraction_sum> exact;  // by place with open targets, what the others of it have
    fraction_sum known;
    for (const auto& e : shares_.rows[source]) {
        if (!e.is_exact()) exact[shares_.group_of[e.target]];
    }
    for (const auto& e : shares_.rows[source]) {
        if (!e.is_exact()) continue;
        known += e.least;
        const auto at = exact.find(shares_.group_of[e.target]);
        if (at != exact.end()) at->second += e.least;
    }
    for (const auto& [place, part] : by_place) {
        const auto at = exact.find(place);
        if (at == exact.end() || place == share_table::no_group || !part.is_exact()) continue;
        auto open = part.least - at->second.total();
        if (open.sign() == 0) continue;
        known += open;
        made.open.emplace_back(place, std::move(open));
    }
    made.left = fraction{1} - known.total();
    return made;
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
        if (parts_[p].empty()) continue;
        weights.shared = static_cast<std::uint32_t>(
            std::count_if(parts_[p].begin(), parts_[p].end(), [](const auto& part) { return !part.is_whole(); }));
        if (!std::all_of(parts_[p].begin(), parts_[p].end(), is_weight)) {
            weigh_heavy(p);
            continue;
        }
        weights.whole = whole;
        weights.odd = without_twos_and_fives(whole);
        const wide round = whole / weights.odd;  // of factors 2 and 5
        for (int d = 0; d <= decimal::max_decimals && weights.decimals < 0; ++d) {
            if (detail::power_of_ten[d] % round != 0) continue;
            weights.decimals = d;
            weights.times = static_cast<std::int64_t>(detail::power_of_ten[d] / round);
        }
        if (whole == 1) continue;
        for (const auto& part : parts_[p])
            weights.of_part.push_back(part.least.numerator() * (whole / part.least.denominator()));
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

void rebase_accumulator::weigh_heavy(std::size_t place) {
    heavy_weights weights{1, 1, {}};
    for (const auto& part : parts_[place]) {
        if (!part.is_exact() || !part.least.is_small()) return;
        const auto of = part.least.denominator();
        weights.whole *= of / std::gcd(static_cast<std::int64_t>(weights.whole % of), of);
        if (msb(weights.whole) >= 384) return;
    }
    for (const auto& part : parts_[place]) {
        weights.of_part.push_back(part.least.numerator() * (weights.whole / part.least.denominator()));
    }
    weights.odd = without_twos_and_fives(weights.whole);
    wide_->heavy.emplace(place, std::move(weights));
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
                unit.open.emplace_back(p, part);
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
    return detail::rest_of_source(shares_.rests, source);
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
    return detail::as_number(count, columns_[column].decimals);
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

}  // namespace muong::v0
