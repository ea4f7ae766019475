// SPDX-License-Identifier: MIT
#include <muong/units/assumption.hpp>

#include <algorithm>
#include <utility>

#include "units/assumed_shares.hpp"
#include "units/name_lists.hpp"

namespace muong::inline v0 {

assumption assumption::equal_parts() { return {"equal_parts", {}, true}; }

assumption assumption::proportional_to(std::string_view what, std::vector<std::pair<unit_code, fraction>> weights,
                                       place where) {
    assumption made{"proportional_to(" + std::string{what} + ")", std::move(where), false};
    std::stable_sort(weights.begin(), weights.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    problems found;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto& [code, weight] = weights[i];
        if (weight.sign() < 0) {
            found.push_back({errc::out_of_range, made.where_, to_string(weight),
                             "a weight of " + to_string(code) + " that is not below 0"});
        }
        if (i > 0 && weights[i - 1].first == code) {
            found.push_back({errc::duplicate_key, made.where_, to_string(code), "each unit once"});
        }
    }
    if (!found.empty()) throw data_error{std::move(found)};
    made.weights_ = std::move(weights);
    return made;
}

std::optional<fraction> assumption::weight(const unit_code& code) const {
    if (equal_) return fraction{1};
    const auto at = std::lower_bound(weights_.begin(), weights_.end(), code,
                                     [](const auto& w, const unit_code& c) { return w.first < c; });
    if (at == weights_.end() || at->first != code) return {};
    return at->second;
}

namespace detail {

void divide_by_weight(std::vector<open_share>& open, fraction left) {
    // From the least shares up: one that is full leaves the rest to the others.
    while (!open.empty()) {
        fraction total;
        for (const auto& share : open) total += share.weight;
        if (total.sign() == 0) return;
        const auto fair = [&](const open_share& share) { return left * share.weight / total; };
        const auto full = std::find_if(open.begin(), open.end(), [&](const open_share& share) {
            return *share.most - *share.least < fair(share);
        });
        if (full == open.end()) {
            for (const auto& share : open) *share.least = *share.most = *share.least + fair(share);
            return;
        }
        left -= *full->most - *full->least;
        *full->least = *full->most;
        open.erase(full);
    }
}

result<std::vector<fraction>> weights_of_open(const crosswalk& open, const assumption& how) {
    std::vector<bool> wanted(open.targets().size());
    for (std::size_t s = 0; s < open.sources().size(); ++s) {
        for (const auto& e : open.row(s)) wanted[e.target] = wanted[e.target] || !e.is_exact();
    }
    std::vector<fraction> weights(wanted.size());
    problems found;
    for (std::size_t t = 0; t < wanted.size(); ++t) {
        if (!wanted[t]) continue;
        const auto weight = how.weight(open.targets()[t]);
        if (weight) {
            weights[t] = *weight;
        } else {
            found.push_back({errc::missing_value, how.where(), "",
                             "a value for " + to_string(open.targets()[t]) +
                                 ", which is made of parts whose shares are not stated"});
        }
    }
    if (!found.empty()) return found;
    return weights;
}

crosswalk with_assumed(const crosswalk& open, std::vector<std::vector<crosswalk_entry>> rows, const assumption& how) {
    std::vector<crosswalk_rest> rests;
    std::string names{open.assumption()};
    bool any = false;  // whether a share is assumed, now or before
    bool set = false;  // now
    auto told = open.rests();
    for (std::uint32_t s = 0; s < rows.size(); ++s) {
        crosswalk_rest left{s, {}, {}};
        if (!told.empty() && told.front().source == s) {
            left = told.front();
            told = told.subspan(1);
        }
        const auto before = open.row(s);
        bool set_here = false;
        for (std::size_t i = 0; i < before.size(); ++i) {
            set_here = set_here || (rows[s][i].is_exact() && !before[i].is_exact());
        }
        set = set || set_here;
        // those that stay open do so by what is left beside those that were set
        for (std::size_t i = 0; i < before.size(); ++i) {
            auto& e = rows[s][i];
            e.assumed = before[i].assumed || (set_here && !before[i].is_exact());
            any = any || e.assumed;
        }
        const bool exact =
            std::all_of(rows[s].begin(), rows[s].end(), [](const crosswalk_entry& e) { return e.is_exact(); });
        left.assumed = left.assumed || ((exact || set_here) && left.least != left.most);
        if (exact) {
            fraction sum;
            for (const auto& e : rows[s]) sum += e.least;
            left.least = left.most = fraction{1} - sum;
        }
        any = any || left.assumed;
        if (left.most.sign() > 0 || left.assumed) rests.push_back(left);
    }
    if (set) add_names(names, how.name());
    return crosswalk{open.from(),
                     open.to(),
                     open.basis(),
                     {open.sources().begin(), open.sources().end()},
                     {open.targets().begin(), open.targets().end()},
                     rows,
                     open.registry_fingerprint(),
                     rests,
                     any ? std::string_view{names} : std::string_view{}};
}

}  // namespace detail

result<crosswalk> assume(const crosswalk& open, const assumption& how) {
    const auto weights = detail::weights_of_open(open, how);
    if (!weights) return weights.error();
    std::vector<std::vector<crosswalk_entry>> rows;
    std::vector<detail::open_share> shares;
    for (std::size_t s = 0; s < open.sources().size(); ++s) {
        const auto row = open.row(s);
        auto& made = rows.emplace_back(row.begin(), row.end());
        shares.clear();
        auto left = fraction{1} - open.rest(s);
        for (auto& e : made) {
            left -= e.least;
            if (!e.is_exact()) shares.push_back({&e.least, &e.most, weights.value()[e.target]});
        }
        detail::divide_by_weight(shares, left);
    }
    return detail::with_assumed(open, std::move(rows), how);
}

}  // namespace muong::v0
