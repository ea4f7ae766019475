// SPDX-License-Identifier: MIT
#include "units/key_order.hpp"
#include "units/registry_assembler.hpp"
#include "units/registry_steps.hpp"

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
            for (const char c : text.substr(first, 8)) word = word << 8U | static_cast<unsigned char>(c);
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
    const auto number = [](date day) { return static_cast<std::uint64_t>(day.number()); };
    for (const auto& u : d.units) {
        const auto code = words_of(u.code());
        const auto parent = u.parent() ? words_of(*u.parent()) : std::array<std::uint64_t, 2>{};
        const auto to = u.valid().to();
        sum.add(number(u.valid().from()) << 32U | (to ? number(*to) : UINT32_MAX), code[0], code[1], parent[0],
                parent[1], u.tier());
    }
    const auto share = [&sum](const std::optional<fraction>& s) { sum.add_text(s ? to_string(*s) : std::string{}); };
    for (const auto& t : d.transfers) {
        const auto from = words_of(t.from_code());
        const auto to = words_of(t.to_code());
        sum.add(number(t.day()) << 32U | t.shares().size(), from[0], from[1], to[0], to[1], t.extent());
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

/// Positions of the units in the order of their names, then of the positions. Eight bytes of the names at a time, and
/// further ones only of those that are alike so far.
std::vector<std::uint32_t> order_of_names(std::span<const unit> units) {
    const auto word_at = [](std::string_view name, std::size_t from) {
        std::uint64_t word = 0;
        if (from + 8 <= name.size()) {
            std::memcpy(&word, name.data() + from, 8);
        } else if (from < name.size()) {
            std::memcpy(&word, name.data() + from, name.size() - from);
        }
        if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
        return word;
    };
    struct stretch {
        std::uint32_t first, last;
        std::uint32_t from;  // up to there all their names are alike
    };
    std::vector<keyed> rows(units.size());
    for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i].at = i;
    std::vector<keyed> room;
    std::vector<stretch> open;
    if (rows.size() > 1) open.push_back({0, static_cast<std::uint32_t>(rows.size()), 0});
    while (!open.empty()) {
        const auto [first, last, from] = open.back();
        open.pop_back();
        const auto part = std::span{rows}.subspan(first, last - first);
        const auto name = [&units](const keyed& row) { return units[row.at].name(); };
        const auto begun = word_at(name(part[0]), from);
        const auto least = name(part[0]).size();
        std::uint64_t varying = 0;
        bool goes_on = false;  // some name is longer than this word
        bool same_size = true;
        for (auto& row : part) {
            const auto text = name(row);
            row.key = word_at(text, from);
            varying |= row.key ^ begun;
            goes_on = goes_on || text.size() > from + std::size_t{8};
            same_size = same_size && text.size() == least;
        }
        sort_by_key(part, varying, room);
        if (!goes_on && same_size) continue;
        for (std::uint32_t i = first; i < last;) {
            const auto begin = i;
            while (i < last && rows[i].key == rows[begin].key) ++i;
            if (i - begin == 1) continue;
            if (goes_on && i - begin > 16) {
                open.push_back({begin, i, from + 8});
                continue;
            }
            std::sort(rows.begin() + begin, rows.begin() + i, [&](const keyed& a, const keyed& b) {
                const auto order = name(a).compare(name(b));
                return order != 0 ? order < 0 : a.at < b.at;
            });
        }
    }
    std::vector<std::uint32_t> order;
    order.reserve(rows.size());
    for (const auto& row : rows) order.push_back(row.at);
    return order;
}

}  // namespace

void code_index::make_room(std::uint32_t codes) {
    const std::size_t size = std::bit_ceil(std::size_t{codes} + codes / 3 + 2);
    slots_.assign(size, {});
    mask_ = size - 1;
    shift_ = 64U - static_cast<unsigned>(std::countr_zero(size));
}

void code_index::add(const unit_code& code, std::uint32_t first, std::uint32_t count) {
    std::uint64_t words[2];
    __builtin_memcpy(words, &code, sizeof words);
    slot made;
    made.first = first;
    made.count = count;
    auto at = place_of(words[0]);
    made.key = words[0];
    if (code.size() > short_size) {
        made.key |= mark;
        __builtin_memcpy(made.turns + 2, &words[1], sizeof words[1]);
        at = place_of(made.key ^ words[1] * 0x9E3779B97F4A7C15U);
    }
    while (slots_[at].key != 0) at = (at + 1) & mask_;
    slots_[at] = made;
}

void code_index::lay_out_turns(std::span<const unit> versions) noexcept {
    for (auto& s : slots_) {
        const auto history = versions.subspan(s.first, s.count);
        const std::size_t room = s.is_long() ? 2 : 4;
        std::int32_t turns[4] = {never, never, never, never};
        std::size_t told = 0;
        const auto tell = [&](date day, std::size_t version) {
            if (told < room) turns[told] = day.number() * 8 + static_cast<std::int32_t>(version);
            ++told;
        };
        for (std::size_t v = 0; v < history.size(); ++v) {
            const auto& valid = history[v].valid();
            tell(valid.from(), v);
            const bool goes_on = v + 1 < history.size() && valid.to() == history[v + 1].valid().from();
            if (!valid.is_open() && !goes_on) tell(*valid.to(), nobody);
        }
        if (told <= room) std::copy_n(turns, room, s.turns);
    }
}

std::span<const std::uint32_t> registry_data::ids_by_parent(const unit_code& parent) const noexcept {
    const auto first = std::lower_bound(by_parent.begin(), by_parent.end(), parent,
                                        [this](std::uint32_t i, const unit_code& c) { return *units[i].parent() < c; });
    const auto last = std::upper_bound(first, by_parent.end(), parent,
                                       [this](const unit_code& c, std::uint32_t i) { return c < *units[i].parent(); });
    return {first, last};
}

std::span<const std::uint32_t> registry_data::ids_by_name(std::string_view name) const noexcept {
    const auto first = std::lower_bound(by_name.begin(), by_name.end(), name,
                                        [this](std::uint32_t i, std::string_view n) { return units[i].name() < n; });
    const auto last = std::upper_bound(first, by_name.end(), name,
                                       [this](std::string_view n, std::uint32_t i) { return n < units[i].name(); });
    return {first, last};
}

bool registry_data::has_children(const unit_code& code, date day) const noexcept {
    const auto ids = ids_by_parent(code);
    return std::any_of(ids.begin(), ids.end(), [&](std::uint32_t i) { return units[i].valid().contains(day); });
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
    data_ = std::make_shared<registry_data>();
    const auto told = faults_.size();
    lay_out_units();
    lay_out_acts();
    if (told > 0) return nullptr;
    lay_out_transfers();
    lay_out_look_ups();
    lay_out_steps(*data_);
    data_->fingerprint = fingerprint_of(*data_);
    return std::move(data_);
}

result<std::shared_ptr<const registry_data>> registry_assembler::assemble() {
    sort_units();
    sort_transfers();
    check_overlaps();
    if (faults_.empty() || !units_.empty()) check_all();
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
    auto& d = *data_;
    d.scheme = std::move(scheme_);
    arena_.shrink_to_fit();
    d.text = std::move(arena_);
    const auto* const base = d.text.data();

    std::vector<std::pair<std::uint32_t, const pending_variant*>> of_unit;
    for (const auto& v : variants_) {
        if (const auto* const u = standing(v.code, v.day)) {
            of_unit.emplace_back(static_cast<std::uint32_t>(u - units_.data()), &v);
        } else {
            report(is_known(v.code) ? errc::not_in_force : errc::unknown_unit, v.where, "code", to_string(v.code),
                   "a unit that stands on " + to_string(v.day));
        }
    }
    std::stable_sort(of_unit.begin(), of_unit.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    d.variants.reserve(of_unit.size());
    for (const auto& [position, v] : of_unit) {
        d.variants.push_back({{base + v->name.first, v->name.size}, {base + v->by.first, v->by.size}});
    }

    // Names in the order of the units, so that to read one after the other is quick. What the version before is called
    // by too stands there once.
    const auto called = [this](const pending_unit& row) {
        return std::string_view{names_.data() + row.name.first, std::size_t{row.name.size} + row.kind.size};
    };
    constexpr std::uint32_t ahead = 12;   // how long it takes to fetch a name
    std::vector<std::uint32_t> first_of;  // of each unit, where its name begins
    first_of.reserve(units_.size());
    d.names.reserve(names_.size());
    for (std::uint32_t i = 0; i < units_.size(); ++i) {
        if (i + ahead < units_.size()) __builtin_prefetch(names_.data() + units_[i + ahead].name.first);
        const auto text = called(units_[i]);
        const bool again = i > 0 && units_[i - 1].name.size == units_[i].name.size && called(units_[i - 1]) == text;
        first_of.push_back(again ? first_of.back() : static_cast<std::uint32_t>(d.names.size()));
        if (!again) d.names.insert(d.names.end(), text.begin(), text.end());
    }
    d.names.shrink_to_fit();
    names_ = {};

    d.units.reserve(units_.size());
    auto variant = of_unit.begin();
    for (std::uint32_t i = 0; i < units_.size(); ++i) {
        const auto& row = units_[i];
        unit u{row.code, *date_range::make(row.from, row.to)};
        u.parent_ = row.parent;
        u.tier_ = row.tier;
        u.name_ = d.names.data() + first_of[i];
        u.name_size_ = static_cast<std::uint16_t>(row.name.size);
        u.kind_size_ = static_cast<std::uint8_t>(row.kind.size);
        const auto first = variant;
        while (variant != of_unit.end() && variant->first == i) ++variant;
        u.variant_count_ = static_cast<std::uint16_t>(variant - first);
        if (u.variant_count_ > 0) u.variants_ = d.variants.data() + (first - of_unit.begin());
        d.units.push_back(u);
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
    text_ref before{no_index, 0};
    for (const auto& t : transfers_) {
        if (t.act.size == 0 || t.act.first == before.first) continue;
        named.try_emplace({d.text.data() + t.act.first, t.act.size}, t.day);
        before = t.act;
    }
    for (const auto& act : d.acts) named.erase(act.number);
    for (const auto& [number, day] : named) d.acts.push_back({std::string{number}, {}, {}, {}, day});
    std::sort(d.acts.begin(), d.acts.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    d.acts.shrink_to_fit();
}

void registry_assembler::lay_out_transfers() {
    auto& d = *data_;
    const auto* const base = d.text.data();

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

    d.transfers.reserve(transfers_.size());
    const auto* share = d.shares.data();
    const legal_act* act = nullptr;
    for (const auto& row : transfers_) {
        transfer t{row.day, row.from, row.to, row.how};
        t.clause_ = base + row.clause.first;
        t.clause_size_ = static_cast<std::uint16_t>(row.clause.size);
        t.shares_ = share;
        t.share_count_ = static_cast<std::uint8_t>(row.share_count);
        share += row.share_count;
        const auto unit_at = [&](const unit_code& code, date day) -> const unit* {
            const auto* const u = standing(code, day);
            return u == nullptr ? nullptr : d.units.data() + (u - units_.data());
        };
        if (!row.chained_from) t.from_ = unit_at(row.from, row.day.eve());
        if (!row.chained_to) t.to_ = unit_at(row.to, row.day);
        if (row.act.size > 0) {
            const std::string_view number{base + row.act.first, row.act.size};
            const bool same = act != nullptr && act->number == number;  // as of the row before, mostly
            if (!same) {
                act = &*std::lower_bound(d.acts.begin(), d.acts.end(), number,
                                         [](const legal_act& a, std::string_view n) { return a.number < n; });
            }
            t.act_ = act;
        }
        d.transfers.push_back(t);
    }
}

void registry_assembler::lay_out_look_ups() {
    auto& d = *data_;
    d.index = std::move(index_);
    d.index.lay_out_turns(d.units);
    d.by_name = order_of_names(d.units);
    d.by_parent = std::move(children_);
    d.by_parent.shrink_to_fit();
}

}  // namespace muong::v0::detail
