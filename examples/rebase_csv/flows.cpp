// SPDX-License-Identifier: MIT
#include "flows.hpp"

#include "cell_taker.hpp"
#include "code_finder.hpp"
#include "progress.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <deque>

namespace rebase_csv {

namespace {

/// Values that wait until all pairs are known, packed, since there may be many millions: of each its pair, its column,
/// by how many rows it is behind the one before, and its text.
class waiting_values {
public:
    void add(std::uint32_t pair, std::size_t column, std::uint64_t row, std::string_view text) {
        if (pieces_.empty() || pieces_.back().size() + text.size() > piece) {
            pieces_.emplace_back().reserve(std::max(piece, text.size()) + most_of_numbers);
        }
        auto& to = pieces_.back();
        put(to, pair);
        put(to, column);
        put(to, row - last_row_);
        put(to, text.size());
        to += text;
        last_row_ = row;
    }

    /// Takes them out, in the order in which they were added. `done` is called before the texts that were used go.
    template <class Use, class Done>
    void take_each(Use&& use, Done&& done) {
        std::uint64_t row = 0;
        for (; !pieces_.empty(); pieces_.pop_front()) {
            std::string_view left = pieces_.front();
            while (!left.empty()) {
                const auto pair = get(left);
                const auto column = get(left);
                row += get(left);
                const auto text = left.substr(0, get(left));
                use(static_cast<std::uint32_t>(pair), column, row, text);
                left.remove_prefix(text.size());
            }
            done();
        }
    }

private:
    static constexpr std::size_t piece = std::size_t{1} << 16;
    static constexpr std::size_t most_of_numbers = 40;  // bytes, of the four of a value

    /// Seven bits a byte, the lowest first; the highest bit tells that more follow.
    static void put(std::string& to, std::uint64_t number) {
        for (; number >= 0x80; number >>= 7U) to += static_cast<char>(number | 0x80U);
        to += static_cast<char>(number);
    }
    static std::uint64_t get(std::string_view& from) {
        std::uint64_t number = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(from.front());
            from.remove_prefix(1);
            number |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80) return number;
        }
    }

    std::deque<std::string> pieces_;
    std::uint64_t last_row_ = 0;
};

/// Gives all ways the places that any has. Where a pair goes by the shares of another basis alone, it goes by a share
/// of zero.
void lead_to_same_places(std::vector<muong::flow_shares>& ways) {
    std::vector<muong::flow_ends> places;
    for (const auto& way : ways) places.insert(places.end(), way.places.begin(), way.places.end());
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    for (auto& way : ways) {
        std::vector<std::uint32_t> number_of;
        for (const auto& place : way.places) {
            number_of.push_back(
                static_cast<std::uint32_t>(std::lower_bound(places.begin(), places.end(), place) - places.begin()));
        }
        for (auto& row : way.shares.rows) {
            for (auto& e : row) e.target = number_of[e.target];
        }
        way.places = places;
        way.shares.targets = places.size();
    }
    std::vector<std::uint32_t> reached;
    for (std::size_t pair = 0; pair < ways.front().shares.rows.size(); ++pair) {
        reached.clear();
        for (const auto& way : ways) {
            for (const auto& e : way.shares.rows[pair]) reached.push_back(e.target);
        }
        std::sort(reached.begin(), reached.end());
        reached.erase(std::unique(reached.begin(), reached.end()), reached.end());
        for (auto& way : ways) {
            auto& row = way.shares.rows[pair];
            for (const auto target : reached) {
                const bool is_there =
                    std::any_of(row.begin(), row.end(), [target](const auto& e) { return e.target == target; });
                if (!is_there) row.push_back({target, {}, {}});
            }
        }
    }
}

class flow_reader {
public:
    flow_reader(const options& o, const geography& g, muong::csv_reader& in, row_faults& faults)
        : o_{o}, g_{g}, in_{in}, faults_{faults}, all_{} {
        all_.listed.assign(g.sources.size(), false);
    }

    values run() {
        const auto from = in_.require(o_.flows->first);
        const auto to = in_.require(o_.flows->second);
        if (o_.is_long) {
            read_long(from, to);
        } else {
            read_wide(from, to);
        }
        carry();
        return std::move(all_);
    }

private:
    /// Pairs by number, from 1.
    static constexpr std::uint32_t unmatched = 0;

    void read_long(muong::csv_column from, muong::csv_column to) {
        const auto period = in_.require("period");
        const auto indicator = in_.require("indicator");
        const auto value = in_.require("value");
        if (!from || !to || !period || !indicator || !value) return;
        muong::text_numbers<2> columns;  // of period and name
        progress shown{o_};
        while (in_.next()) {
            shown.row();
            const auto pair = pair_at(from, to);
            if (!pair) continue;
            const auto period_text = in_.key(period);
            const auto name = in_.key(indicator);
            if (period_text.empty() || name.empty()) {
                tell_unnamed(in_, period, indicator);
                continue;
            }
            const auto column = columns.number(period_text, name);
            if (column.is_new) plan(std::string{period_text.text()}, std::string{name.text()}, value.index());
            wait(*pair, column.number);
        }
        if (in_.log().empty()) require_named(o_, g_, names_of(planned_));
    }

    void read_wide(muong::csv_column from, muong::csv_column to) {
        if (!from || !to) return;
        for (const auto i : value_fields(o_, in_.header(), {from, to})) plan({}, in_.header()[i], i);
        require_named(o_, g_, names_of(planned_));
        std::vector<bool> seen;  // by pair
        progress shown{o_};
        while (in_.next()) {
            shown.row();
            const auto pair = pair_at(from, to);
            if (!pair) continue;
            if (seen.size() <= *pair) seen.resize(*pair + 1);
            if (*pair != unmatched && seen[*pair]) {
                in_.fault(muong::errc::duplicate_key, from, "each pair of units once");
                continue;
            }
            seen[*pair] = true;
            for (std::size_t c = 0; c < planned_.size(); ++c) wait(*pair, c);
        }
    }

    void plan(std::string period, std::string name, std::size_t field) {
        planned_.push_back(plan_column(o_, std::move(period), std::move(name)));
        field_of_.push_back(field);
    }

    /// The unit of a row at one end, as code_finder numbers it; nothing, and a fault, if there is no code.
    std::optional<std::uint32_t> code_at(muong::csv_column column) {
        const auto code = in_.key(column);
        if (!code.empty()) return codes_.find(code, g_.from, [&] { return in_.where(column); });
        tell_no_code(in_, column);
        return {};
    }

    std::optional<std::uint32_t> pair_at(muong::csv_column from, muong::csv_column to) {
        const auto from_code = code_at(from);
        const auto to_code = code_at(to);
        if (!from_code || !to_code) return {};
        const auto a = codes_.source(*from_code);
        const auto b = codes_.source(*to_code);
        if (a < 0 || b < 0) return unmatched;
        const muong::flow_ends ends{static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b)};
        if (last_pair_ < pairs_.size() && pairs_[last_pair_] == ends) return ++last_pair_;  // as in the period before
        const auto key = std::uint64_t{ends.first} << 32U | ends.second;
        const auto [at, is_new] = pair_numbers_.try_emplace(key, static_cast<std::uint32_t>(pairs_.size() + 1));
        if (is_new) pairs_.push_back(ends);
        return last_pair_ = at->second;
    }

    void wait(std::uint32_t pair, std::size_t column) {
        const auto text = in_[field_of_[column]];
        if (thousands_.wants(1)) thousands_.look(column, text, in_.row());
        if (!text.empty()) waiting_.add(pair, column, in_.row(), text);
    }

    void carry() {
        pair_numbers_ = {};
        std::vector<muong::flow_shares> ways;
        for (const auto& way : g_.ways) {
            ways.push_back(muong::shares_of_flows(way.shares.rows, pairs_, way.shares.rests));
        }
        if (ways.size() > 1) lead_to_same_places(ways);
        all_.flow_pairs = std::move(pairs_);
        all_.flow_places = std::move(ways.front().places);
        for (auto& way : ways) all_.sums.emplace_back(std::move(way.shares));
        for (auto& c : planned_) add_column(o_, g_, all_, std::move(c));
        muong::problem_log log{told_problems};
        cell_faults bad_cells;
        cell_taker cells{o_, all_, in_, log, bad_cells};
        waiting_.take_each(
            [&](std::uint32_t pair, std::size_t column, std::uint64_t row, std::string_view text) {
                cells.take(std::int64_t{pair} - 1, column, {text, row, field_of_[column]},
                           [this](std::string_view number, int decimals) {
                               return muong::scan_fixed(number, decimals, o_.dialect.decimal_comma);
                           });
            },
            [&] { cells.settle(); });
        faults_.add(log);
        faults_.doubts = thousands_.remarks(
            in_.source(), [this](std::size_t column) { return name_of_numbers(all_.columns[column]); });
        bad_cells.tell(faults_, [this](const std::string& name) { return any_read(all_, name); });
    }

    const options& o_;
    const geography& g_;
    muong::csv_reader& in_;
    row_faults& faults_;
    values all_;
    code_finder codes_{o_, g_, all_};
    std::vector<value_column> planned_;
    std::vector<std::size_t> field_of_;  // by column: where its values stand
    std::vector<muong::flow_ends> pairs_;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> pair_numbers_;  // by their ends
    std::uint32_t last_pair_ = unmatched;
    waiting_values waiting_;
    thousands_seen thousands_{o_};
};

}  // namespace

values read_flows(const options& o, const geography& g, muong::csv_reader& in, row_faults& faults) {
    return flow_reader{o, g, in, faults}.run();
}

}  // namespace rebase_csv
