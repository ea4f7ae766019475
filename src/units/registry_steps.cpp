// SPDX-License-Identifier: MIT
#include "units/registry_steps.hpp"
#include "units/key_order.hpp"

#include <algorithm>
#include <map>

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

/// A version that ends on the day on which the next one of its code begins.
struct junction {
    date day;
    std::uint32_t before;
    std::uint32_t first;  // version of the code
};

class step_layout {
public:
    explicit step_layout(registry_data& data)
        : d_{data}, next_node_{static_cast<std::uint32_t>(data.units.size())}, leaves_(data.units.size(), false) {}

    void run() {
        const auto junctions = find_junctions();
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
            collect(day, first, transfer_at, {first_junction, junction_at});
            if (!passages_.empty()) order_chains();
            emit(day);
        }
        d_.steps.push_back({date::max(), static_cast<std::uint32_t>(d_.step_rows.size())});
        d_.step_rows.push_back({no_index, static_cast<std::uint32_t>(d_.step_entries.size())});
        d_.node_count = next_node_;
        d_.steps.shrink_to_fit();
        d_.step_rows.shrink_to_fit();
        d_.step_entries.shrink_to_fit();
    }

private:
    std::vector<junction> find_junctions() const {
        std::vector<junction> found;
        std::uint32_t first = 0;
        for (std::uint32_t i = 1; i < d_.units.size(); ++i) {
            const auto& before = d_.units[i - 1];
            if (before.code() != d_.units[i].code()) {
                first = i;
            } else if (before.valid().to() == d_.units[i].valid().from()) {
                found.push_back({d_.units[i].valid().from(), i - 1, first});
            }
        }
        const auto by_day = ordered(static_cast<std::uint32_t>(found.size()), [&found](std::uint32_t i) {
            return std::array{static_cast<std::uint64_t>(found[i].day.number())};
        });
        std::vector<junction> sorted;
        sorted.reserve(found.size());
        for (const auto i : by_day) sorted.push_back(found[i]);
        return sorted;
    }

    void collect(date day, std::uint32_t first, std::uint32_t last, std::span<const junction> junctions) {
        // Codes from which a transfer leads, marked at the first version of each.
        std::vector<std::uint32_t> sources;
        for (auto t = first; t < last; ++t) {
            const auto* const slot = d_.index.find(d_.transfers[t].from_code());
            if (slot == nullptr || leaves_[slot->first]) continue;  // without a version: only within the day
            leaves_[slot->first] = true;
            sources.push_back(slot->first);
        }
        const auto leaves = [this](const unit_code& code) { return leaves_[d_.index.find(code)->first]; };

        // A unit through which territory passes within the day is a node of its own; what it held on the eve passes
        // too.
        for (auto t = first; t < last; ++t) {
            const auto& way = d_.transfers[t];
            if (way.to() != nullptr || !passages_.try_emplace(way.to_code(), next_node_).second) continue;
            if (const auto* const before = d_.at(way.to_code(), day.eve())) {
                edges_.push_back({d_.position(before), next_node_, no_index, no_index});
            }
            ++next_node_;
        }
        struct goes_on {
            std::uint32_t position, before;
        };
        std::vector<goes_on> continuing;  // units of the day that others come to, or that begin a version
        for (auto t = first; t < last; ++t) {
            const auto& way = d_.transfers[t];
            const auto passing = passages_.find(way.from_code());
            const auto source = passing != passages_.end() ? passing->second : d_.position(way.from());
            if (way.to() == nullptr) {
                edges_.push_back({source, passages_.at(way.to_code()), t, t});
                continue;
            }
            const auto target = d_.position(way.to());
            if (!leaves(way.to_code())) {
                const auto* const before = d_.at(way.to_code(), day.eve());
                if (before != nullptr) continuing.push_back({target, d_.position(before)});
            }
            edges_.push_back({source, target, t, t});
        }
        const auto earlier = [](const goes_on& a, const goes_on& b) { return a.position < b.position; };
        std::sort(continuing.begin(), continuing.end(), earlier);
        const auto told = static_cast<std::ptrdiff_t>(continuing.size());
        for (const auto& j : junctions) {  // in the order of the units
            if (!leaves_[j.first]) continuing.push_back({j.before + 1, j.before});
        }
        std::inplace_merge(continuing.begin(), continuing.begin() + told, continuing.end(), earlier);
        for (std::size_t i = 0; i < continuing.size(); ++i) {
            if (i > 0 && continuing[i].position == continuing[i - 1].position) continue;
            edges_.push_back({continuing[i].before, continuing[i].position, no_index, no_index});
        }

        // A unit that is used up, and stands on though nothing comes to it, is not what it was: nobody says what it is.
        std::vector<std::uint32_t> used_up;
        for (const auto version : sources) {
            leaves_[version] = false;
            const auto& code = d_.units[version].code();
            const auto* const after = d_.at(code, day);
            if (after != nullptr && after == d_.at(code, day.eve())) used_up.push_back(d_.position(after));
        }
        if (used_up.empty()) return;
        std::sort(used_up.begin(), used_up.end());
        std::vector<std::uint32_t> reached;
        for (const auto& e : edges_) reached.push_back(e.target);
        std::sort(reached.begin(), reached.end());
        for (const auto position : used_up) {
            if (std::binary_search(reached.begin(), reached.end(), position)) continue;
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
        std::stable_sort(edges_.begin(), edges_.end(), [](const edge& a, const edge& b) {
            return std::tie(a.level, a.source) < std::tie(b.level, b.source);
        });
        for (std::size_t i = 0; i < edges_.size(); ++i) {
            const auto& e = edges_[i];
            const bool new_step = i == 0 || edges_[i - 1].level != e.level;
            if (new_step) d_.steps.push_back({day, static_cast<std::uint32_t>(d_.step_rows.size())});
            if (new_step || edges_[i - 1].source != e.source) {
                d_.step_rows.push_back({e.source, static_cast<std::uint32_t>(d_.step_entries.size())});
            }
            d_.step_entries.push_back({e.target, e.forward, e.backward});
        }
    }

    registry_data& d_;
    std::uint32_t next_node_;
    std::vector<bool> leaves_;  // by version; none between two days
    std::vector<edge> edges_;
    std::map<unit_code, std::uint32_t> passages_;
};

}  // namespace

void lay_out_steps(registry_data& data) { step_layout{data}.run(); }

}  // namespace muong::v0::detail
