// SPDX-License-Identifier: MIT
#include "funding/ledger_data.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <unordered_map>

namespace muong::inline v0::detail {
namespace {

constexpr std::size_t block = 2048;                         // rows whose keys are held at a time
constexpr std::size_t dense_cells = std::size_t{1} << 20U;  // a table of 16 MB

/// Numbers from `first` up to, and without, `end`.
struct number_range {
    std::uint32_t first = 0;
    std::uint32_t end = std::numeric_limits<std::uint32_t>::max();
};

/// A filter in numbers. What is not asked for is not looked at.
struct numbered_filter {
    std::optional<number_range> source, programme, project, unit, year;
    std::optional<std::pair<std::int32_t, std::int32_t>> days;  // both included
    std::optional<transaction_kinds> kinds;
    bool disbursed = false;  // amounts count with their sign in that

    [[nodiscard]] bool lets_all_pass() const noexcept {
        return !source && !programme && !project && !unit && !year && !days && !kinds;
    }
};

std::optional<number_range> find_text(const std::vector<std::string>& sorted, const std::string& text) {
    const auto at = std::ranges::lower_bound(sorted, text);
    if (at == sorted.end() || *at != text) return number_range{0, 0};  // no transaction names it
    const auto number = static_cast<std::uint32_t>(at - sorted.begin());
    return number_range{number, number + 1};
}

numbered_filter numbered(const ledger::data& all, const ledger_filter& which) {
    numbered_filter f;
    if (which.source) {
        f.source = number_range{0, 1};
        if (!which.source->empty()) {
            const auto number = all.sources.index_of(*which.source);
            if (!number) throw std::invalid_argument{"muong::ledger: no source '" + *which.source + "'"};
            f.source = number_range{static_cast<std::uint32_t>(*number + 1),
                                    static_cast<std::uint32_t>(all.sources.end_of(*number) + 1)};
        }
    }
    if (which.programme) {
        f.programme = number_range{0, 1};
        if (!which.programme->empty()) {
            const auto* const found = all.programmes.find(*which.programme);
            if (found == nullptr) throw std::invalid_argument{"muong::ledger: no programme '" + *which.programme + "'"};
            const auto number = static_cast<std::uint32_t>(found - all.programmes.all().data()) + 1;
            f.programme = number_range{number, number + 1};
        }
    }
    if (which.project) f.project = find_text(all.projects, *which.project);
    if (which.unit) f.unit = find_text(all.units, *which.unit);
    if (which.first_plan_year || which.last_plan_year) {
        const int first = std::max(which.first_plan_year.value_or(ledger::data::first_year), ledger::data::first_year);
        const int last = std::min(which.last_plan_year.value_or(ledger::data::last_year), ledger::data::last_year);
        f.year = number_range{0, 0};
        if (first <= last) {
            f.year = number_range{static_cast<std::uint32_t>(first - ledger::data::first_year),
                                  static_cast<std::uint32_t>(last - ledger::data::first_year + 1)};
        }
    }
    if (which.days) {
        const auto last = which.days->last();
        f.days = std::pair{which.days->from().number(), last ? last->number() : date::max().number()};
    }
    if (which.kinds != transaction_kinds::all()) f.kinds = which.kinds;
    f.disbursed = which.disbursed;
    if (which.disbursed) {
        f.kinds.emplace();
        for (std::size_t k = 0; k < transaction_kinds_count; ++k) {
            const auto kind = static_cast<transaction_kind>(k);
            if (which.kinds.contains(kind) && sign_in_disbursed(kind) != 0) f.kinds->insert(kind);
        }
    }
    return f;
}

template <class Number>
void keep(const std::optional<number_range>& wanted, const std::vector<Number>& column, std::size_t from,
          std::size_t rows, std::uint8_t* pass) {
    if (!wanted) return;
    const auto [first, end] = *wanted;
    const Number* const at = column.data() + from;
    for (std::size_t i = 0; i < rows; ++i) pass[i] &= static_cast<std::uint8_t>(at[i] >= first && at[i] < end);
}

void mark(const ledger::data& all, const numbered_filter& f, std::size_t from, std::size_t rows, std::uint8_t* pass) {
    std::fill(pass, pass + rows, std::uint8_t{1});
    keep(f.source, all.source, from, rows, pass);
    keep(f.programme, all.programme, from, rows, pass);
    keep(f.project, all.project, from, rows, pass);
    keep(f.unit, all.unit, from, rows, pass);
    keep(f.year, all.year, from, rows, pass);
    if (f.days) {
        const std::int32_t* const at = all.day.data() + from;
        for (std::size_t i = 0; i < rows; ++i) {
            pass[i] &= static_cast<std::uint8_t>(at[i] >= f.days->first && at[i] <= f.days->second);
        }
    }
    if (f.kinds) {
        for (std::size_t i = 0; i < rows; ++i) {
            pass[i] &= static_cast<std::uint8_t>(f.kinds->contains(static_cast<transaction_kind>(all.kind[from + i])));
        }
    }
}

/// The least number of a dimension that occurs, and how many there are from it to the greatest.
struct extent_of_keys {
    std::uint32_t least = 0;
    std::uint32_t count = 1;
};

extent_of_keys extent_of(const ledger::data& all, ledger_dimension d) {
    switch (d) {
        case ledger_dimension::source:
            return {0, static_cast<std::uint32_t>(all.sources.size() + 1)};
        case ledger_dimension::programme:
            return {0, static_cast<std::uint32_t>(all.programmes.all().size() + 1)};
        case ledger_dimension::project:
            return {0, static_cast<std::uint32_t>(all.projects.size())};
        case ledger_dimension::unit:
            return {0, static_cast<std::uint32_t>(all.units.size())};
        case ledger_dimension::plan_year: {
            if (all.year.empty()) return {};
            return {all.first_year_number, all.last_year_number - all.first_year_number + 1U};
        }
        case ledger_dimension::kind:
            return {0, transaction_kinds_count};
    }
    return {};
}

template <class Key, class Number>
void add_keys(const std::vector<Number>& column, extent_of_keys e, std::size_t from, std::size_t rows, Key* keys) {
    const Number* const at = column.data() + from;
    for (std::size_t i = 0; i < rows; ++i) keys[i] = keys[i] * e.count + (at[i] - e.least);
}

template <class Key>
void make_keys(const ledger::data& all, std::span<const ledger_dimension> by, std::span<const extent_of_keys> extents,
               std::size_t from, std::size_t rows, Key* keys) {
    std::fill(keys, keys + rows, Key{0});
    for (std::size_t d = 0; d < by.size(); ++d) {
        switch (by[d]) {
            case ledger_dimension::source:
                add_keys(all.source, extents[d], from, rows, keys);
                break;
            case ledger_dimension::programme:
                add_keys(all.programme, extents[d], from, rows, keys);
                break;
            case ledger_dimension::project:
                add_keys(all.project, extents[d], from, rows, keys);
                break;
            case ledger_dimension::unit:
                add_keys(all.unit, extents[d], from, rows, keys);
                break;
            case ledger_dimension::plan_year:
                add_keys(all.year, extents[d], from, rows, keys);
                break;
            case ledger_dimension::kind:
                add_keys(all.kind, extents[d], from, rows, keys);
                break;
        }
    }
}

/// The amounts of rows with the sign that they count with, in `room` unless that is how they stand.
const std::int64_t* amounts(const ledger::data& all, const numbered_filter& f, std::size_t from, std::size_t rows,
                            std::int64_t* room) {
    const std::int64_t* const at = all.amount.data() + from;
    if (!f.disbursed) return at;
    for (std::size_t i = 0; i < rows; ++i) {
        room[i] = at[i] * sign_in_disbursed(static_cast<transaction_kind>(all.kind[from + i]));
    }
    return room;
}

struct cell {
    int128 sum = 0;
    std::uint64_t count = 0;
};
struct small_cell {
    std::int64_t sum = 0;
    std::uint64_t count = 0;
};

/// Sums in a table of all combinations: in 64 bits as long as no sum can leave them, then carried over to 128.
std::vector<cell> dense_sums(const ledger::data& all, std::span<const ledger_dimension> by,
                             std::span<const extent_of_keys> extents, std::size_t cells, const numbered_filter& f) {
    std::vector<cell> sums(cells);
    std::vector<small_cell> small(cells);
    const auto flush = [&] {
        for (std::size_t k = 0; k < cells; ++k) {
            sums[k].sum += small[k].sum;
            sums[k].count += small[k].count;
        }
        std::fill(small.begin(), small.end(), small_cell{});
    };
    // So many amounts cannot leave 63 bits together.
    const std::size_t safe = all.greatest == 0 ? all.size() : static_cast<std::size_t>(max_int64 / all.greatest);
    const bool everything = f.lets_all_pass();
    std::array<std::uint32_t, block> keys;
    std::array<std::uint8_t, block> pass;
    std::array<std::int64_t, block> room;
    std::size_t since = 0;
    for (std::size_t from = 0; from < all.size();) {
        if (since == safe) {
            flush();
            since = 0;
        }
        const std::size_t rows = std::min({block, all.size() - from, safe - since});
        make_keys(all, by, extents, from, rows, keys.data());
        const std::int64_t* const amount = amounts(all, f, from, rows, room.data());
        if (everything) {
            for (std::size_t i = 0; i < rows; ++i) {
                auto& at = small[keys[i]];
                at.sum += amount[i];
                ++at.count;
            }
        } else {
            mark(all, f, from, rows, pass.data());
            for (std::size_t i = 0; i < rows; ++i) {
                auto& at = small[keys[i]];
                at.sum += pass[i] != 0 ? amount[i] : 0;
                at.count += pass[i];
            }
        }
        from += rows;
        since += rows;
    }
    flush();
    return sums;
}

struct hash_of_key {
    std::size_t operator()(uint128 key) const noexcept {
        return hash_of(static_cast<std::uint64_t>(key), static_cast<std::uint64_t>(key >> 64U));
    }
};
using sparse_table = std::unordered_map<uint128, cell, hash_of_key>;

sparse_table sparse_sums(const ledger::data& all, std::span<const ledger_dimension> by,
                         std::span<const extent_of_keys> extents, const numbered_filter& f) {
    sparse_table sums;
    std::array<uint128, block> keys;
    std::array<std::uint8_t, block> pass;
    std::array<std::int64_t, block> room;
    for (std::size_t from = 0; from < all.size(); from += block) {
        const std::size_t rows = std::min(block, all.size() - from);
        make_keys(all, by, extents, from, rows, keys.data());
        mark(all, f, from, rows, pass.data());
        const std::int64_t* const amount = amounts(all, f, from, rows, room.data());
        for (std::size_t i = 0; i < rows; ++i) {
            if (pass[i] == 0) continue;
            auto& at = sums[keys[i]];
            at.sum += amount[i];
            ++at.count;
        }
    }
    return sums;
}

}  // namespace

std::vector<numbered_sum> numbered_sums(const ledger::data& all, std::span<const ledger_dimension> by,
                                        const ledger_filter& which) {
    for (std::size_t i = 0; i < by.size(); ++i) {
        if (std::ranges::count(by, by[i]) > 1) throw std::invalid_argument{"muong::ledger: a dimension is named twice"};
    }
    const auto f = numbered(all, which);
    std::vector<extent_of_keys> extents;
    extents.reserve(by.size());
    uint128 combinations = 1;  // below 2^108
    for (const auto d : by) {
        extents.push_back(extent_of(all, d));
        combinations *= extents.back().count;
    }
    std::vector<numbered_sum> found;
    const auto add = [&](uint128 key, const cell& c) {
        numbered_sum row{std::vector<std::uint32_t>(by.size()), c.sum, c.count};
        for (std::size_t d = by.size(); d-- > 0;) {
            row.keys[d] = static_cast<std::uint32_t>(key % extents[d].count) + extents[d].least;
            key /= extents[d].count;
        }
        found.push_back(std::move(row));
    };
    if (combinations <= dense_cells) {
        const auto sums = dense_sums(all, by, extents, static_cast<std::size_t>(combinations), f);
        for (std::size_t k = 0; k < sums.size(); ++k) {
            if (sums[k].count != 0) add(k, sums[k]);
        }
    } else {
        for (const auto& [key, c] : sparse_sums(all, by, extents, f)) add(key, c);
        std::ranges::sort(found, {}, &numbered_sum::keys);
    }
    return found;
}

std::string key_text(const ledger::data& all, ledger_dimension d, std::uint32_t key) {
    switch (d) {
        case ledger_dimension::source:
            return std::string{all.source_id(key)};
        case ledger_dimension::programme:
            return std::string{all.programme_id(key)};
        case ledger_dimension::project:
            return all.projects[key];
        case ledger_dimension::unit:
            return all.units[key];
        case ledger_dimension::plan_year:
            return std::to_string(ledger::data::first_year + static_cast<int>(key));
        case ledger_dimension::kind:
            return std::string{to_string(static_cast<transaction_kind>(key))};
    }
    return {};
}

}  // namespace muong::v0::detail
