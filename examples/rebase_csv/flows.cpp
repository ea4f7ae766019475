// SPDX-License-Identifier: MIT
#include "flows.hpp"

#include "cell_taker.hpp"

#include <map>

namespace rebase_csv {

namespace {

/// A value of a row that waits until all pairs are known.
struct waiting_cell {
    std::uint32_t pair;
    std::uint32_t column;
    std::string text;
    std::uint64_t row;
    std::uint32_t field;
};

class flow_reader {
public:
    flow_reader(const options& o, const geography& g, muong::csv_reader& in, row_faults& faults)
        : o_{o}, g_{g}, in_{in}, faults_{faults}, all_{muong::rebase_accumulator{{}}, {}, {}, {}, {}, {}, {}, {}, {}} {
        all_.listed.assign(g.sources.size(), false);
    }

    values run() {
        const auto from = in_.require(o_.flows->first);
        const auto to = in_.require(o_.flows->second);
        const auto period = o_.is_long ? in_.require("period") : muong::csv_column{};
        const auto indicator = o_.is_long ? in_.require("indicator") : muong::csv_column{};
        const auto value = o_.is_long ? in_.require("value") : muong::csv_column{};
        if (!from || !to || (o_.is_long && (!period || !indicator || !value))) return std::move(all_);
        std::vector<std::pair<std::size_t, std::uint32_t>> fields;
        if (!o_.is_long) {
            for (const auto i : value_fields(o_, in_.header(), {from, to})) {
                fields.emplace_back(i, column({}, in_.header()[i]));
            }
            require_named(o_, planned_);
        }
        while (in_.next()) {
            const auto pair = pair_at(from, to);
            if (!pair) continue;
            if (o_.is_long) {
                if (in_[period].empty() || in_[indicator].empty()) {
                    tell_unnamed(in_, period, indicator);
                } else {
                    wait(*pair, column(in_[period], in_[indicator]), value.index());
                }
                continue;
            }
            if (*pair != unmatched && seen_.size() <= *pair) seen_.resize(*pair + 1);
            if (*pair != unmatched && std::exchange(seen_[*pair], in_.row()) != 0) {
                in_.fault(muong::errc::duplicate_key, from, "each pair of units once");
                continue;
            }
            for (const auto& [field, number] : fields) wait(*pair, number, field);
        }
        if (o_.is_long && in_.log().empty()) require_named(o_, planned_);
        carry();
        return std::move(all_);
    }

private:
    static constexpr std::uint32_t unmatched = 0xFFFF'FFFF;

    std::uint32_t column(std::string_view period, std::string_view name) {
        const auto [at, is_new] =
            columns_.try_emplace({std::string{period}, std::string{name}}, static_cast<std::uint32_t>(columns_.size()));
        if (is_new) planned_.push_back(plan_column(o_, std::string{period}, std::string{name}));
        return at->second;
    }

    std::optional<std::size_t> unit_at(muong::csv_column column, bool& sound) {
        if (in_[column].empty()) {
            in_.fault(muong::errc::missing_value, column, "the code of a unit");
            sound = false;
            return {};
        }
        const auto code = padded(in_[column], o_.pad_codes);
        const auto source = g_.source(code);
        const auto [at, is_new] = codes_.try_emplace(code, 0);
        if (is_new) {
            all_.listed_codes.push_back(code);
            if (!source) all_.unmatched.push_back({code, in_.where(column)});
        }
        if (source) all_.listed[*source] = true;
        return source;
    }

    std::optional<std::uint32_t> pair_at(muong::csv_column from, muong::csv_column to) {
        bool sound = true;
        const auto a = unit_at(from, sound);
        const auto b = unit_at(to, sound);
        if (!sound) return {};
        if (!a || !b) return unmatched;
        const std::pair key{static_cast<std::uint32_t>(*a), static_cast<std::uint32_t>(*b)};
        return pairs_.try_emplace(key, static_cast<std::uint32_t>(pairs_.size())).first->second;
    }

    void wait(std::uint32_t pair, std::uint32_t column, std::size_t field) {
        if (in_[field].empty()) return;
        waiting_.push_back({pair, column, std::string{in_[field]}, in_.row(), static_cast<std::uint32_t>(field)});
    }

    void carry() {
        std::vector<muong::flow_ends> pairs(pairs_.size());
        for (const auto& [ends, number] : pairs_) pairs[number] = ends;
        auto carried = muong::shares_of_flows(g_.shares.rows, pairs, g_.shares.rests);
        all_.flow_pairs = std::move(pairs);
        all_.flow_places = std::move(carried.places);
        all_.sums = muong::rebase_accumulator{std::move(carried.shares)};
        for (auto& c : planned_) add_column(o_, all_, std::move(c));
        muong::problem_log log{told_problems};
        cell_taker cells{o_, all_, log};
        for (const auto& w : waiting_) {
            const auto source = w.pair == unmatched ? std::int64_t{-1} : std::int64_t{w.pair};
            cells.take(
                source, w.column, w.text,
                [&](int decimals) { return muong::scan_fixed(w.text, decimals, o_.dialect.decimal_comma); },
                [&] {
                    return muong::place{in_.source(), w.row, w.field + 1, in_.header()[w.field]};
                });
        }
        faults_.add(log);
    }

    const options& o_;
    const geography& g_;
    muong::csv_reader& in_;
    row_faults& faults_;
    values all_;
    std::map<std::pair<std::string, std::string>, std::uint32_t> columns_;
    std::vector<value_column> planned_;
    std::map<std::string, int, std::less<>> codes_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> pairs_;
    std::vector<std::uint64_t> seen_;  // by pair: the row it is in
    std::vector<waiting_cell> waiting_;
};

}  // namespace

values read_flows(const options& o, const geography& g, muong::csv_reader& in, row_faults& faults) {
    return flow_reader{o, g, in, faults}.run();
}

}  // namespace rebase_csv
