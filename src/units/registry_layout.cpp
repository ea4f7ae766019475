// SPDX-License-Identifier: MIT
#include "units/key_order.hpp"
#include "units/registry_assembler.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <numeric>
#include <utility>

namespace muong::inline v0::detail {

namespace {

/// Takes in numbers, one group after the other. A group of which one number differs makes the sum differ.
class fingerprint_sum {
public:
    template <class... Numbers>
    void add(std::uint64_t first, Numbers... others) noexcept {
        std::uint64_t factor = odd;
        std::uint64_t group = first;
        ((group += static_cast<std::uint64_t>(others) * factor, factor *= odd), ...);
        sum_ = (sum_ ^ group) * odd;
        sum_ ^= sum_ >> 32U;
    }
    void add_text(std::string_view text) noexcept {
        add(text.size());
        for (std::size_t first = 0; first < text.size(); first += 8) {
            std::uint64_t word = 0;
            if (first + 8 <= text.size()) {
                std::memcpy(&word, text.data() + first, 8);
                if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
            } else {
                for (const char c : text.substr(first)) word = word << 8U | static_cast<unsigned char>(c);
            }
            add(word);
        }
    }
    [[nodiscard]] std::uint64_t sum() const noexcept { return sum_; }

private:
    static constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    std::uint64_t sum_ = 0;
};

std::uint64_t fingerprint_of(const registry_data& d) {
    fingerprint_sum sum;
    for (const auto& u : d.units) {
        const auto code = words_of(u.code());
        const auto parent = u.parent() ? words_of(*u.parent()) : std::array<std::uint64_t, 2>{};
        const auto to = u.valid().to();
        sum.add(day_word(u.valid().from()) << 32U | (to ? day_word(*to) : UINT32_MAX), code[0], code[1], parent[0],
                parent[1], u.tier());
    }
    const auto share = [&sum](const std::optional<fraction>& s) {
        if (!s || !s->is_small()) return sum.add_text(s ? to_string(*s) : std::string{});
        char text[2 * decimal::max_text_size];
        char* end = decimal{s->numerator()}.write_to(text);
        if (!s->is_whole()) {
            *end = '/';
            end = decimal{s->denominator()}.write_to(end + 1);
        }
        sum.add_text({text, static_cast<std::size_t>(end - text)});
    };
    for (const auto& t : d.transfers) {
        const auto from = words_of(t.from_code());
        const auto to = words_of(t.to_code());
        sum.add(day_word(t.day()) << 32U | t.shares().size(), from[0], from[1], to[0], to[1], t.extent());
        if (t.shares().empty()) continue;
        for (const auto& basis : d.bases) {  // in their order, not in that of the rows
            const auto* const known = t.on(basis);
            if (known == nullptr) continue;
            sum.add_text(basis);
            share(known->share);
            share(known->back_share);
            sum.add_text(known->amount ? to_string(known->amount->trimmed()) : std::string{});
        }
    }
    return sum.sum();
}

}  // namespace

void code_index::build(std::span<const unit> versions, std::span<const std::uint32_t> histories) {
    const auto codes = histories.size() - 1;
    const std::size_t size = std::bit_ceil(codes + codes / 3 + 2);
    reserve_large(slots_, size);
    slots_.assign(size, {});
    mask_ = size - 1;
    shift_ = 64U - static_cast<unsigned>(std::countr_zero(size));
    constexpr std::size_t ahead = 16;
    for (std::size_t i = 0; i < codes; ++i) {
        prefetch(versions[histories[std::min(i + ahead, codes - 1)]].code());
        add(versions.subspan(histories[i], histories[i + 1] - histories[i]), histories[i]);
    }
}

/// Tells the turns of several versions, if there is room.
void code_index::tell_turns(std::span<const unit> history, slot& made) {
    const std::size_t room = made.is_long() ? 2 : 4;
    std::int32_t turns[4] = {never, never, never, never};
    std::size_t told = 0;
    const auto tell = [&](date day, std::size_t version) {
        if (told < room) turns[told] = day.number() * 8 + static_cast<std::int32_t>(version);
        ++told;
    };
    for (std::size_t v = 0; v < history.size() && told <= room; ++v) {
        const auto& valid = history[v].valid();
        const bool is_last = v + 1 == history.size();
        tell(valid.from(), v);
        if (!is_last && valid.overlaps(history[v + 1].valid())) told = room + 1;
        const bool goes_on = !is_last && valid.to() == history[v + 1].valid().from();
        if (!valid.is_open() && !goes_on) tell(*valid.to(), nobody);
    }
    if (told <= room) std::copy_n(turns, room, made.turns);
}

void code_index::add(std::span<const unit> history, std::uint32_t first) {
    const auto& code = history.front().code();
    std::uint64_t words[2];
    __builtin_memcpy(words, &code, sizeof words);
    const bool is_long = code.size() > short_size;
    const auto key = is_long ? words[0] | mark : words[0];
    auto at = place_of(is_long ? key ^ words[1] * 0x9E3779B97F4A7C15U : key);
    while (slots_[at].key != 0) at = (at + 1) & mask_;
    auto& made = slots_[at];  // filled where it stands: a copy of what was just written waits for it
    made.key = key;
    made.first = first;
    made.count = static_cast<std::uint32_t>(history.size());
    if (is_long) __builtin_memcpy(made.turns + 2, &words[1], sizeof words[1]);

    if (history.size() == 1) {
        const auto& valid = history.front().valid();
        made.turns[0] = valid.from().number() * 8;
        if (!valid.is_open()) made.turns[1] = valid.to()->number() * 8 + static_cast<std::int32_t>(nobody);
    } else {
        tell_turns(history, made);
    }
}

std::uint64_t registry_data::fingerprint() const {
    auto known = fingerprint_.load(std::memory_order_relaxed);
    if (known == 0) {
        known = fingerprint_of(*this);
        fingerprint_.store(known, std::memory_order_relaxed);
    }
    return known;
}

std::span<const std::uint32_t> registry_data::ids_by_parent(const unit_code& parent) const noexcept {
    const auto first = std::lower_bound(by_parent.begin(), by_parent.end(), parent,
                                        [this](std::uint32_t i, const unit_code& c) { return *units[i].parent() < c; });
    const auto last = std::upper_bound(first, by_parent.end(), parent,
                                       [this](const unit_code& c, std::uint32_t i) { return c < *units[i].parent(); });
    return {first, last};
}

bool registry_data::has_children(const unit_code& code, date day) const noexcept {
    const auto ids = ids_by_parent(code);
    return std::any_of(ids.begin(), ids.end(), [&](std::uint32_t i) { return units[i].valid().contains(day); });
}

std::vector<std::uint64_t> registry_assembler::unit_rows() const {
    const auto count = unit_order_.size();
    std::vector<std::uint64_t> rows(count);
    const auto* const order = unit_order_.data();
    const auto* const origins = unit_origins_.data();
    constexpr std::size_t ahead = 16;
    for (std::size_t i = 0; i < count; ++i) {
        __builtin_prefetch(&origins[order[std::min(i + ahead, count - 1)]]);
        rows[i] = origins[order[i]].row;
    }
    return rows;
}

std::vector<std::uint64_t> registry_assembler::transfer_rows() const {
    std::vector<std::uint64_t> rows;
    rows.reserve(transfers_.size());
    for (const auto& t : transfers_) rows.push_back(t.where.row);
    return rows;
}

void registry_assembler::sort_faults() {
    const auto rank = [this](const problem& fault) {
        return std::find(tables_.begin(), tables_.end(), fault.where.source) - tables_.begin();
    };
    std::stable_sort(faults_.begin(), faults_.end(), [&](const problem& a, const problem& b) {
        return std::pair{rank(a), a.where.row} < std::pair{rank(b), b.where.row};
    });
}

std::shared_ptr<const registry_data> registry_assembler::lay_out_all() {
    const auto told = faults_.size();
    lay_out_variants();
    lay_out_acts();
    if (told > 0) return nullptr;
    lay_out_transfers();
    junctions_.shrink_to_fit();
    ends_.shrink_to_fit();
    data_->junctions = std::move(junctions_);
    data_->ends = std::move(ends_);
    return std::move(data_);
}

result<std::shared_ptr<const registry_data>> registry_assembler::assemble() {
    lay_out_units();
    sort_transfers();
    check_overlaps();
    if (faults_.empty() || !data_->units.empty()) check_all();
    std::shared_ptr<const registry_data> made;
    if (faults_.empty()) {
        check_circles();
        made = lay_out_all();
    }
    if (!faults_.empty()) {
        sort_faults();
        return std::move(faults_);
    }
    return made;
}

void registry_assembler::lay_out_units() {
    data_ = std::make_shared<registry_data>();
    auto& d = *data_;
    d.scheme = std::move(scheme_);
    arena_.shrink_to_fit();
    d.text = std::move(arena_);

    const auto by_code = ordered(static_cast<std::uint32_t>(parents_.size()),
                                 [this](std::uint32_t i) { return text_words_of(parents_[i]); });
    std::vector<std::uint32_t> place(parents_.size());
    d.parents.reserve(parents_.size());
    for (const auto parent : by_code) {
        place[parent] = static_cast<std::uint32_t>(d.parents.size());
        d.parents.emplace_back(parents_[parent]);
    }

    const auto count = static_cast<std::uint32_t>(units_.size());
    unit_order_ = ordered(
        count, [this](std::uint32_t i) { return text_words_of(units_[i].code); },
        [this](std::uint32_t i) { return static_cast<std::uint32_t>(units_[i].valid.from().number()); },
        [this](std::uint32_t i) { __builtin_prefetch(&units_[i].valid); });

    // Names in the order of the units, so that to read one after the other is quick. What the version before is called
    // by too stands there once.
    reserve_large(d.names, names_end_);
    d.names.resize(names_end_);
    const auto* const names_stop = d.names.data() + names_end_;
    auto* free = d.names.data();
    reserve_large(d.units, count);
    const unit blank{"0"_unit, date_range::since(date::min())};
    const auto* const rows = units_.data();
    const auto* const order = unit_order_.data();
    const auto* const names = names_.data();
    std::string_view before;             // name and kind
    constexpr std::uint32_t ahead = 20;  // how long it takes to fetch something
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i + 2 * ahead < count) {
            const auto* const later = &rows[order[i + 2 * ahead]];
            __builtin_prefetch(later);
            __builtin_prefetch(&later->name);
            __builtin_prefetch(names + rows[order[i + ahead]].name);
        }
        const auto& row = rows[order[i]];
        const std::string_view called{names + row.name, std::size_t{row.name_size} + row.kind_size};
        const bool again = i > 0 && d.units.back().name_size_ == row.name_size && same_text(called, before);
        const auto* const name = again ? d.units.back().name_ : free;
        if (!again) {
            if (static_cast<std::size_t>(names_stop - free) >= called.size() + field_row::readable) {
                copy_text_and_beyond(free, called);
            } else {
                copy_text(free, called);
            }
            free += called.size();
        }
        before = called;
        if (row.blamed) blamed_units_.push_back(i);
        d.units.push_back(blank);  // and filled where it stands: a copy of what was just written waits for it
        auto& u = d.units.back();
        u.code_ = row.code;
        u.valid_ = row.valid;
        if (row.parent != no_index) u.parent_ = &d.parents[place[row.parent]];
        u.name_ = name;
        u.tier_ = row.tier;
        u.name_size_ = row.name_size;
        u.kind_size_ = row.kind_size;
    }
    if (free != d.names.data() + d.names.size()) {
        text_room kept(d.names.data(), free);
        for (auto& u : d.units) u.name_ = kept.data() + (u.name_ - d.names.data());
        d.names = std::move(kept);
    }
    names_ = {};
    units_ = {};
    index_units();
}

/// Each look at all units waits for the memory, so that there are few of them.
void registry_assembler::index_units() {
    auto& d = *data_;
    left_out_.assign(d.units.size(), 0);
    find_histories();
    d.index.build(d.units, histories_);
    above_.clear();
    for (const auto& parent : d.parents) above_.push_back(d.history_of(*parent));
    list_children();
}

/// Where histories begin, how versions end, and how many children each parent has.
void registry_assembler::find_histories() {
    const std::span units{data_->units};
    const auto count = static_cast<std::uint32_t>(units.size());
    histories_.clear();
    histories_.reserve(count + std::size_t{1});
    junctions_.clear();
    endings_.clear();
    endings_.reserve(count);
    some_overlap_ = false;
    first_child_.assign(data_->parents.size() + 2, 0);
    const std::span children{first_child_};
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto& u = units[i];
        if (u.parent_ != &no_parent) ++children[parent_of(u) + std::size_t{2}];
        const bool begins = i == 0 || u.code() != units[i - 1].code();
        if (begins) histories_.push_back(i);
        if (i == 0) continue;
        const auto& before = units[i - 1].valid();
        if (!begins) some_overlap_ = some_overlap_ || u.valid().overlaps(before);
        if (before.is_open()) continue;
        const auto day = *before.to();
        if (!begins && day == u.valid().from()) {
            junctions_.push_back({day, i - 1, histories_.back()});
        } else {
            endings_.push_back({day, i - 1});
        }
    }
    if (count > 0 && !units.back().valid().is_open()) endings_.push_back({*units.back().valid().to(), count - 1});
    histories_.push_back(count);
}

/// Children by parent, and those of them that have to be looked at: not sure to stand only while their parents do.
void registry_assembler::list_children() {
    auto& d = *data_;
    const std::span first{first_child_};
    for (std::size_t parent = 2; parent < first.size(); ++parent) first[parent] += first[parent - 1];
    d.by_parent.clear();
    d.by_parent.resize(first.back());
    d.by_parent.shrink_to_fit();
    const std::span list{d.by_parent};
    unsure_children_.clear();
    std::vector<const unit*> sound(d.parents.size());  // by parent: a child all of whose time it stands
    for (std::uint32_t i = 0; i < d.units.size(); ++i) {
        const auto& child = d.units[i];
        if (child.parent_ == &no_parent) continue;
        const auto parent = parent_of(child);
        list[first[parent + std::size_t{1}]++] = i;
        auto& other = sound[parent];
        if (other != nullptr && other->valid().contains(child.valid())) continue;  // mostly
        if (parent_cover(child).all_of(child.valid())) {
            other = &child;
        } else {
            unsure_children_.push_back(i);
        }
    }
    first_child_.pop_back();
}

void registry_assembler::lay_out_variants() {
    auto& d = *data_;
    std::vector<std::pair<std::uint32_t, const pending_variant*>> of_unit;
    for (const auto& v : variants_) {
        if (const auto* const u = d.at(v.code, v.day)) {
            of_unit.emplace_back(d.position(u), &v);
        } else {
            report(is_known(v.code) ? errc::not_in_force : errc::unknown_unit, v.where, "code", to_string(v.code),
                   "a unit that stands on " + to_string(v.day));
        }
    }
    std::stable_sort(of_unit.begin(), of_unit.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    d.variants.reserve(of_unit.size());
    for (const auto& [position, v] : of_unit) {
        auto& u = d.units[position];
        d.variants.push_back({text(v->name), text(texts_[v->by])});
        if (u.variant_count_++ == 0) u.variants_ = &d.variants.back();
    }
}

void registry_assembler::lay_out_acts() {
    auto& d = *data_;
    std::stable_sort(acts_.begin(), acts_.end(),
                     [](const auto& a, const auto& b) { return a.first.number < b.first.number; });
    for (const auto& [act, where] : acts_) {
        if (!d.acts.empty() && d.acts.back().number == act.number) {
            report(errc::duplicate_key, where, "number", act.number, "one row an act");
        } else {
            d.acts.push_back(act);
        }
    }
    std::map<std::string_view, date> named;  // by transfers, which are in the order of their days and acts
    std::uint32_t before = 0;
    for (const auto& t : transfers_) {
        if (t.act != 0 && t.act != before) named.try_emplace(text(texts_[t.act]), t.day);
        before = t.act;
    }
    for (const auto& act : d.acts) named.erase(act.number);
    for (const auto& [number, day] : named) d.acts.push_back({std::string{number}, {}, {}, {}, day});
    std::sort(d.acts.begin(), d.acts.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    d.acts.shrink_to_fit();
}

void registry_assembler::lay_out_transfers() {
    auto& d = *data_;

    // One string a basis, sorted; those for which nothing is stated are words that are known.
    std::vector<std::uint32_t> order(bases_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [this](auto a, auto b) { return bases_[a] < bases_[b]; });
    d.basis_names.reserve(bases_.size());
    for (const auto b : order) d.basis_names.push_back(bases_[b]);
    const auto name_of = [&](std::uint32_t basis) -> std::string_view {
        return d.basis_names[static_cast<std::size_t>(std::find(order.begin(), order.end(), basis) - order.begin())];
    };
    std::vector<bool> stated(bases_.size());
    d.shares.reserve(shares_.size());
    for (const auto& t : transfers_) {
        for (std::uint32_t s = 0; s < t.share_count; ++s) {
            const auto& known = shares_[t.first_share + s];
            stated[known.basis] = true;
            d.shares.push_back({name_of(known.basis), known.share, known.back_share, known.amount});
        }
    }

    for (const auto b : order) {
        if (stated[b]) d.bases.push_back(name_of(b));
    }

    d.stand_ins.reserve(beyond_.size());
    std::vector<const unit*> stand_ins(beyond_.size());
    for (const auto& [code, number] : beyond_) {
        d.stand_ins.push_back(unit{code, date_range::since(date::min())});
        stand_ins[number - d.units.size()] = &d.stand_ins.back();
    }
    const auto* const units = d.units.data();
    const auto bearer = [&](std::uint32_t code) {
        return code < d.units.size() ? units + code : stand_ins[code - d.units.size()];
    };
    // each text and act once
    std::vector<const legal_act*> acts(texts_.size());
    std::vector<std::string_view> texts;
    texts.reserve(texts_.size());
    for (const auto& t : texts_) texts.push_back(text(t));
    const auto act_of = [&](std::uint32_t number) {
        auto& act = acts[number];
        if (act == nullptr) {
            act = &*std::lower_bound(d.acts.begin(), d.acts.end(), texts[number],
                                     [](const legal_act& a, std::string_view n) { return a.number < n; });
        }
        return act;
    };
    reserve_large(d.transfers, transfers_.size());
    const auto* share = d.shares.data();
    for (std::size_t i = 0; i < transfers_.size(); ++i) {
        const auto& row = transfers_[i];
        const auto& e = ends_[i];
        d.transfers.push_back({row.day, *(row.chained_from ? bearer(e.from_code) : units + e.from),
                               *(row.chained_to ? bearer(e.to_code) : units + e.to)});
        auto& t = d.transfers.back();
        t.from_within_day_ = row.chained_from;
        t.to_within_day_ = row.chained_to;
        t.is_part_ = row.how == muong::extent::part;
        const auto clause = texts[row.clause];
        t.clause_ = clause.data();
        t.clause_size_ = static_cast<std::uint16_t>(clause.size());
        t.shares_ = share;
        t.share_count_ = row.share_count;
        share += row.share_count;
        if (row.act != 0) t.act_ = act_of(row.act);
    }
}

}  // namespace muong::v0::detail
