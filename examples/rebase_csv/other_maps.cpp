// SPDX-License-Identifier: MIT
#include "other_maps.hpp"

#include <muong/core/period.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace rebase_csv {

namespace {

constexpr std::size_t told_periods = 3;
constexpr std::size_t tiers = 10;

class period_look {
public:
    explicit period_look(const mapped_values& map) : g_{map.g}, all_{map.all} {
        for (std::size_t s = 0; s < g_.sources.size(); ++s) {
            const auto history = g_.units.history_of(g_.sources[s]->code());
            begun_.emplace_back(history.front().valid().from(), s);
            if (const auto end = history.back().valid().to()) ended_.emplace_back(*end, s);
        }
        std::sort(begun_.begin(), begun_.end());
        std::sort(ended_.begin(), ended_.end());
    }

    /// Whether the units with values in these columns are all of the day, but not all of the map.
    [[nodiscard]] bool is_of(muong::date day, std::span<const std::size_t> columns) {
        const auto after = std::upper_bound(begun_.begin(), begun_.end(), day,
                                            [](muong::date d, const auto& unit) { return d < unit.first; });
        const auto past = std::upper_bound(ended_.begin(), ended_.end(), day,
                                           [](muong::date d, const auto& unit) { return d < unit.first; });
        if (after == begun_.end() && past == ended_.begin()) return false;
        const auto any_value = [&](const auto& unit) { return has_value(unit.second, columns); };
        if (std::any_of(after, begun_.end(), any_value) || std::any_of(ended_.begin(), past, any_value)) return false;

        std::vector<bool> listed(g_.sources.size());
        std::array<bool, tiers> has{};
        std::array<bool, tiers> lacks{};
        std::size_t s = 0;
        const auto no_value_before = [&](const muong::unit_code* code) {
            for (; s < listed.size() && (code == nullptr || g_.sources[s]->code() < *code); ++s) {
                if (has_value(s, columns)) return false;
            }
            return true;
        };
        for (const auto& u : g_.units.on(day)) {  // in code order, as the sources
            if (!no_value_before(&u.code())) return false;
            const bool is_source = s < listed.size() && g_.sources[s]->code() == u.code();
            const bool is_listed = is_source && has_value(s, columns);
            (is_listed ? has : lacks)[static_cast<std::size_t>(u.tier())] = true;
            if (is_source) listed[s++] = is_listed;
        }
        if (!no_value_before(nullptr)) return false;
        for (std::size_t tier = 0; tier < tiers; ++tier) {
            if (has[tier] && lacks[tier]) return false;
        }
        std::vector<bool> expected;
        static_cast<void>(g_.places_for(listed, expected));
        lacking_ = 0;
        for (s = 0; s < listed.size(); ++s) {
            if (expected[s] && !listed[s] && ++lacking_ == 1) first_lacking_ = g_.sources[s];
        }
        return lacking_ != 0;
    }

    /// What the last period that was found lacks: "2, such as 01 Ashland".
    [[nodiscard]] std::string lacking() const {
        return (lacking_ == 1 ? std::string{} : std::to_string(lacking_) + ", such as ") + named(*first_lacking_);
    }

private:
    [[nodiscard]] bool has_value(std::size_t source, std::span<const std::size_t> columns) const {
        return std::any_of(columns.begin(), columns.end(), [&](std::size_t column) {
            return all_.sums_of(column).has(source, all_.number_of(column));
        });
    }

    const geography& g_;
    const values& all_;
    std::vector<std::pair<muong::date, std::size_t>> begun_;  // when the code of a source was first in use
    std::vector<std::pair<muong::date, std::size_t>> ended_;  // and when it went out of use
    std::size_t lacking_ = 0;
    const muong::unit* first_lacking_ = nullptr;
};

}  // namespace

std::string periods_on_other_maps(const mapped_values& map) {
    std::map<std::pair<muong::date, std::string>, std::vector<std::size_t>> columns_of;
    for (std::size_t c = 0; c < map.all.columns.size(); ++c) {
        const auto& text = map.all.columns[c].period;
        if (const auto days = muong::period::parse_lenient(text)) columns_of[{days->last(), text}].push_back(c);
    }
    period_look look{map};
    std::vector<std::string> found;
    std::string lacking;  // in the first of them
    for (const auto& [period, columns] : columns_of) {
        if (!look.is_of(period.first, columns)) continue;
        if (found.empty()) lacking = look.lacking();
        found.push_back(period.second);
    }
    if (found.empty()) return {};
    std::string text = "in " + found.front();
    const auto told = std::min(found.size(), told_periods);
    for (std::size_t i = 1; i < told; ++i) text += (i + 1 == found.size() ? " and " : ", ") + found[i];
    if (told < found.size())
        text += " and " + std::to_string(found.size() - told) + " more period" + (told + 1 < found.size() ? "s" : "");
    return text + " the table has all units of that time, and not those of " + days_of(map.g) + " (in " +
           found.front() + " it lacks " + lacking +
           "): --from period-end takes every period from the map of its own last day";
}

}  // namespace rebase_csv
