// SPDX-License-Identifier: MIT
#include <muong/units/detail/registry_data.hpp>

#include "core/large_pages.hpp"
#include "units/key_order.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace muong::inline v0::detail {

namespace {

/// One way of a day, between nodes.
struct edge {
    std::uint32_t source;
    std::uint32_t target;
    std::uint32_t forward;
    std::uint32_t backward;
    std::uint32_t level = 0;
};

class step_layout {
public:
    explicit step_layout(const registry_data& data)
        : d_{data}, next_node_{static_cast<std::uint32_t>(data.units.size())}, marks_(data.units.size()) {}

    [[nodiscard]] change_steps run() {
        const auto junctions = by_day(d_.junctions);
        reserve_large(made_.rows, ends_.size() + junctions.size() + 1);  // the last one ends them
        reserve_large(made_.entries, ends_.size() + junctions.size());
        auto junction_at = junctions.begin();
        std::uint32_t transfer_at = 0;
        while (transfer_at < d_.transfers.size() || junction_at != junctions.end()) {
            date day = date::max();
            if (transfer_at < d_.transfers.size()) day = d_.transfers[transfer_at].day();
            if (junction_at != junctions.end()) day = std::min(day, junction_at->day);
            edges_.clear();
            passages_.clear();
            const auto first = transfer_at;
            while (transfer_at < d_.transfers.size() && d_.transfers[transfer_at].day() == day) ++transfer_at;
            const auto first_junction = junction_at;
            while (junction_at != junctions.end() && junction_at->day == day) ++junction_at;
            edges_.reserve(2 * (transfer_at - first) + static_cast<std::size_t>(junction_at - first_junction));
            collect(day, first, transfer_at, {first_junction, junction_at});
            if (!passages_.empty()) order_chains();
            emit(day);
        }
        made_.list.push_back({date::max(), static_cast<std::uint32_t>(made_.rows.size())});
        made_.rows.push_back({no_index, static_cast<std::uint32_t>(made_.entries.size())});
        made_.node_count = next_node_;
        made_.list.shrink_to_fit();
        made_.rows.shrink_to_fit();
        made_.entries.shrink_to_fit();
        return std::move(made_);
    }

private:
    static std::vector<junction> by_day(std::span<const junction> by_unit) {
        const auto order = ordered(static_cast<std::uint32_t>(by_unit.size()),
                                   [by_unit](std::uint32_t i) { return std::array{day_word(by_unit[i].day)}; });
        std::vector<junction> sorted;
        sorted.reserve(by_unit.size());
        for (const auto i : order) sorted.push_back(by_unit[i]);
        return sorted;
    }

    void collect(date day, std::uint32_t first, std::uint32_t last, std::span<const junction> junctions) {
        ++today_;
        const std::span marks{marks_};
        const auto* const transfers = d_.transfers.data();
        const auto* const units = d_.units.data();
        bool some_pass = false;
        for (auto t = first; t < last; ++t) {
            // without a version: only within the day
            if (ends_[t].from_code < marks.size()) marks[ends_[t].from_code].left = today_;
            some_pass = some_pass || transfers[t].to() == nullptr;
        }

        // A unit through which territory passes within the day is a node of its own; what it held on the eve passes
        // too.
        for (auto t = first; t < last && some_pass; ++t) {
            const auto& e = ends_[t];
            if (transfers[t].to() != nullptr || !passages_.try_emplace(e.to_code, next_node_).second) continue;
            if (e.before != no_index) edges_.push_back({e.before, next_node_, no_index, no_index});
            ++next_node_;
        }
        for (auto t = first; t < last; ++t) {
            const auto& e = ends_[t];
            if (e.from != no_index) __builtin_prefetch(&units[e.from].valid());  // looked at below
            auto source = e.from;
            auto target = e.to;
            if (some_pass) {
                const auto passing = passages_.find(e.from_code);
                if (passing != passages_.end()) source = passing->second;
                if (transfers[t].to() == nullptr) target = passages_.at(e.to_code);
            }
            edges_.push_back({source, target, t, t});
        }

        // Units of the day that others come to, or that begin a version, and from which nothing leads, go on.
        const auto ways = edges_.size();
        const auto go_on = [&](std::uint32_t code, std::uint32_t before, std::uint32_t position) {
            if (marks[code].left == today_ || marks[position].reached == today_) return;
            edges_.push_back({before, position, no_index, no_index});
            marks[position].reached = today_;
        };
        for (auto t = first; t < last; ++t) {
            const auto& e = ends_[t];
            if (e.before != no_index && transfers[t].to() != nullptr) go_on(e.to_code, e.before, e.to);
        }
        for (const auto& j : junctions) go_on(j.first, j.before, j.before + 1);
        if (!passages_.empty()) {
            std::sort(edges_.begin() + static_cast<std::ptrdiff_t>(ways), edges_.end(),
                      [](const edge& a, const edge& b) { return a.target < b.target; });
        }

        // A unit that is used up, and stands on though nothing comes to it, is not what it was: nobody says what it is.
        std::vector<std::uint32_t> used_up;
        for (auto t = first; t < last; ++t) {
            const auto unit = ends_[t].from;
            if (unit != no_index && units[unit].valid().contains(day)) used_up.push_back(unit);
        }
        if (used_up.empty()) return;
        for (const auto& e : edges_) {
            if (e.target < marks_.size()) marks_[e.target].reached = today_;
        }
        std::sort(used_up.begin(), used_up.end());
        for (const auto position : used_up) {
            if (std::exchange(marks_[position].reached, today_) == today_) continue;
            edges_.push_back({next_node_++, position, no_index, no_index});
        }
    }

    /// Gives each way its place in the order of the day, so that all ways into one unit come at once. There are no
    /// circles.
    void order_chains() {
        std::map<std::uint32_t, std::uint32_t> level;  // of the nodes that territory passes through
        for (const auto& [code, node] : passages_) level[node] = 0;
        const auto level_of = [&level](std::uint32_t node) {
            const auto at = level.find(node);
            return at == level.end() ? 0U : at->second;
        };
        const auto passes_through = [&level](const edge& e) { return level.contains(e.target); };
        for (bool moved = true; moved;) {
            moved = false;
            for (const auto& e : edges_) {
                if (!passes_through(e) || level[e.target] > level_of(e.source)) continue;
                level[e.target] = level_of(e.source) + 1;
                moved = true;
            }
        }

        std::map<std::uint32_t, std::uint32_t> arrival;  // of all that comes into a node
        for (auto& e : edges_) {
            e.level = level_of(e.source);
            auto& latest = arrival[e.target];
            latest = std::max(latest, e.level);
        }
        const auto count = edges_.size();
        for (std::size_t i = 0; i < count; ++i) {
            const auto at = arrival[edges_[i].target];
            if (edges_[i].level == at) continue;
            const auto waiting = next_node_++;
            edges_.push_back({waiting, edges_[i].target, no_index, edges_[i].backward, at});
            edges_[i].target = waiting;
            edges_[i].backward = no_index;
        }
    }

    void emit(date day) {
        const auto key_of = [](const edge& e) { return std::uint64_t{e.level} << 32U | e.source; };
        auto in_order = edges_.size();  // those from here on are: most go on as they are
        while (in_order > 1 && key_of(edges_[in_order - 2]) <= key_of(edges_[in_order - 1])) --in_order;
        in_order -= in_order > 0 ? 1 : 0;
        const auto order = ordered(
            room_, static_cast<std::uint32_t>(in_order),
            [&](std::uint32_t i) {
                return std::array{std::uint64_t{edges_[i].level}, std::uint64_t{edges_[i].source}};
            },
            [](std::uint32_t) { return 0U; });

        const auto* const edges = edges_.data();
        const auto count = edges_.size();
        auto before = ~std::uint64_t{0};  // no key
        auto other = order.begin();
        for (auto at = in_order; at < count || other != order.end();) {
            const bool sorted = at == count || (other != order.end() && key_of(edges[*other]) <= key_of(edges[at]));
            const edge& e = edges[sorted ? *other++ : at++];
            const auto key = key_of(e);
            if (key != before) {
                if (key >> 32U != before >> 32U) {
                    made_.list.push_back({day, static_cast<std::uint32_t>(made_.rows.size())});
                }
                made_.rows.push_back({e.source, static_cast<std::uint32_t>(made_.entries.size())});
            }
            before = key;
            made_.entries.push_back({e.target, e.forward, e.backward});
        }
    }

    /// The last day, counted from 1, on which something is so.
    struct mark {
        std::uint32_t left = 0;     // transfers lead from the code, of which it is the first version
        std::uint32_t reached = 0;  // the version goes on, or others come to it
    };
    const registry_data& d_;
    std::span<const transfer_ends> ends_{d_.ends};
    change_steps made_;
    std::uint32_t next_node_;
    std::uint32_t today_ = 0;
    std::vector<mark> marks_;  // by version
    std::vector<edge> edges_;
    std::map<std::uint32_t, std::uint32_t> passages_;  // nodes, by number of the code
    sorting_room room_;
};

}  // namespace

const change_steps& registry_data::steps() const {
    return by_step.get([this] { return step_layout{*this}.run(); });
}

}  // namespace muong::v0::detail
