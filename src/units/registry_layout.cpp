// SPDX-License-Identifier: MIT
#include "units/registry_assembler.hpp"
#include "units/registry_steps.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>

namespace muong::inline v0::detail {

namespace {

std::uint64_t fingerprint_of(const registry_data& d) {
    std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a, 64 bits
    const auto byte = [&hash](unsigned char b) { hash = (hash ^ b) * 0x100000001B3U; };
    const auto text = [&](std::string_view t) {
        for (const char c : t) byte(static_cast<unsigned char>(c));
        byte(0);
    };
    const auto number = [&](std::int64_t n) {
        for (int i = 0; i < 8; ++i) byte(static_cast<unsigned char>(static_cast<std::uint64_t>(n) >> (8 * i)));
    };
    const auto share = [&](const std::optional<fraction>& s) { text(s ? to_string(*s) : std::string{"?"}); };
    for (const auto& u : d.units) {
        text(u.code().view());
        number(u.valid().from().number());
        number(u.valid().to() ? u.valid().to()->number() : -1);
        byte(static_cast<unsigned char>(u.tier()));
        text(u.parent() ? u.parent()->view() : std::string_view{});
    }
    for (const auto& t : d.transfers) {
        number(t.day().number());
        text(t.from_code().view());
        text(t.to_code().view());
        byte(static_cast<unsigned char>(t.extent()));
        for (const auto& basis : d.bases) {  // in their order, not in that of the rows
            const auto* const known = t.on(basis);
            if (known == nullptr) continue;
            text(basis);
            share(known->share);
            share(known->back_share);
            text(known->amount ? to_string(known->amount->trimmed()) : std::string{"?"});
        }
    }
    return hash;
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

result<std::shared_ptr<const registry_data>> registry_assembler::assemble() {
    sort_units();
    check_overlaps();
    if (faults_.empty() || !units_.empty()) {
        check_parents();
        check_cycles();
        check_transfers();
        check_successors();
        check_passages();
    }
    data_ = std::make_shared<registry_data>();
    if (faults_.empty()) {
        lay_out_units();
        lay_out_acts();
        lay_out_transfers();
        lay_out_look_ups();
        for (const auto& circle : lay_out_steps(*data_)) report_circle(circle);
    }
    if (faults_.empty()) data_->fingerprint = fingerprint_of(*data_);
    if (!faults_.empty()) {
        sort_faults();
        return std::move(faults_);
    }
    return std::shared_ptr<const registry_data>{std::move(data_)};
}

void registry_assembler::report_circle(std::vector<std::uint32_t> circle) {
    const auto first = std::min_element(circle.begin(), circle.end(), [this](std::uint32_t a, std::uint32_t b) {
        const auto& [x, y] = std::tie(transfers_[a].where, transfers_[b].where);
        return std::tie(x.table, x.row) < std::tie(y.table, y.row);
    });
    std::rotate(circle.begin(), first, circle.end());
    const auto& t = transfers_[circle.front()];
    std::string chain = to_string(t.from);
    for (const auto position : circle) chain += " > " + to_string(transfers_[position].to);
    report(errc::transfer_cycle, t.where, "to_code", std::move(chain),
           "transfers that end in a unit which stands on " + to_string(t.day));
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

    d.units.reserve(units_.size());
    auto variant = of_unit.begin();
    for (std::uint32_t i = 0; i < units_.size(); ++i) {
        const auto& row = units_[i];
        unit u{row.code, *date_range::make(row.from, row.to)};
        u.parent_ = row.parent;
        u.tier_ = row.tier;
        u.name_ = base + row.name.first;
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
    std::map<std::string_view, date> named;  // by transfers, which are in the order of their days
    for (const auto& t : transfers_) {
        if (t.act.size > 0) named.try_emplace({d.text.data() + t.act.first, t.act.size}, t.day);
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
    for (const auto b : order) {
        const auto is_of = [b](const pending_share& s) { return s.basis == b; };
        if (std::any_of(shares_.begin(), shares_.end(), is_of)) d.bases.push_back(name_of(b));
    }

    d.shares.reserve(shares_.size());
    for (const auto& t : transfers_) {
        for (std::uint32_t s = 0; s < t.share_count; ++s) {
            const auto& known = shares_[t.first_share + s];
            d.shares.push_back({name_of(known.basis), known.share, known.back_share, known.amount});
        }
    }

    d.transfers.reserve(transfers_.size());
    const auto* share = d.shares.data();
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
            t.act_ = &*std::lower_bound(d.acts.begin(), d.acts.end(), number,
                                        [](const legal_act& a, std::string_view n) { return a.number < n; });
        }
        d.transfers.push_back(t);
    }
}

void registry_assembler::lay_out_look_ups() {
    auto& d = *data_;
    d.index = std::move(index_);
    d.index.lay_out_turns(d.units);
    struct key {
        std::uint64_t beginning;  // of the name, first byte most significant: mostly enough to tell the order
        std::uint32_t at;
    };
    std::vector<key> keys;
    keys.reserve(d.units.size());
    for (const auto& u : d.units) {
        const auto name = u.name();
        std::uint64_t beginning = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            beginning = beginning << 8U | (i < name.size() ? static_cast<unsigned char>(name[i]) : 0U);
        }
        keys.push_back({beginning, static_cast<std::uint32_t>(keys.size())});
    }
    std::sort(keys.begin(), keys.end(), [&d](const key& a, const key& b) {
        if (a.beginning != b.beginning) return a.beginning < b.beginning;
        const auto order = d.units[a.at].name().compare(d.units[b.at].name());
        return order != 0 ? order < 0 : a.at < b.at;
    });
    d.by_name.reserve(keys.size());
    for (const auto& k : keys) d.by_name.push_back(k.at);
    d.by_parent = std::move(children_);
    d.by_parent.shrink_to_fit();
}

}  // namespace muong::v0::detail
