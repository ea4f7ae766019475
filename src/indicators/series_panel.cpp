// SPDX-License-Identifier: MIT
#include <muong/indicators/series_panel.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <tuple>

#include "indicators/cell_statuses.hpp"

namespace muong::inline v0 {
namespace {

class maker_of_panel {
public:
    maker_of_panel(std::span<const series> all, std::span<const indicator> indicators) : all_{all} {
        for (const auto& each : indicators) {
            const place where{{}, 0, 0, each.code};
            const auto faults = check(each, where);
            found_.insert(found_.end(), faults.begin(), faults.end());
            if (!described_.emplace(each.code, &each).second) {
                found_.push_back({errc::duplicate_key, where, each.code, "each indicator once"});
            }
        }
    }

    result<series_panel> made(date geography) && {
        for (const auto& s : all_) take(s);
        for (const auto& [code, unused] : described_) {
            if (!indicators_.contains(code)) {
                throw std::invalid_argument{"muong::panel_of: no series of the indicator '" + std::string{code} + "'"};
            }
        }
        std::vector<std::size_t> order(told_.size());
        for (std::size_t c = 0; c < order.size(); ++c) order[c] = c;
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return told_[a].when < told_[b].when; });
        std::vector<std::size_t> at(order.size());
        std::vector<column> columns;
        std::vector<series_column> headers;
        for (const auto c : order) {
            at[c] = columns.size();
            auto header = told_[c].of;
            header.header.decimals = indicators_.at(header.header.indicator).decimals;
            columns.push_back({header.header.indicator + ' ' + to_string(told_[c].when), header.header.decimals,
                               rule_of(header.header.indicator), told_[c].when});
            headers.push_back(std::move(header));
        }
        panel::builder values{geography, {codes_.begin(), codes_.end()}, std::move(columns)};
        std::vector<cell_status> statuses;
        for (const auto& cell : cells_) {
            const auto row = values.row_of(cell.code).value();
            const auto& s = all_[cell.series];
            const auto o = s.at(cell.index);
            if (o.value) values.set(row, at[cell.column], *o.value, place_of(s));
            if (!o.status.is_normal()) statuses.push_back({row, at[cell.column], o.status});
        }
        found_.insert(found_.end(), values.check().begin(), values.check().end());
        if (!found_.empty()) return std::move(found_);
        std::sort(statuses.begin(), statuses.end(), [](const cell_status& a, const cell_status& b) {
            return std::tie(a.row, a.column) < std::tie(b.row, b.column);
        });
        return series_panel{std::move(values).build(), std::move(headers), std::move(statuses)};
    }

private:
    struct told_column {
        series_column of;
        period when;
    };
    struct told_cell {
        unit_code code;
        std::size_t column;
        std::size_t series;
        std::size_t index;
    };

    static place place_of(const series& s) { return {s.header().subject, 0, 0, s.header().indicator}; }

    [[nodiscard]] aggregation rule_of(std::string_view code) const {
        const auto at = described_.find(code);
        return at == described_.end() ? aggregation::extensive : at->second->rule;
    }

    void take(const series& s) {
        const auto fault = [&](errc code, std::string what, std::string expected) {
            found_.push_back({code, place_of(s), std::move(what), std::move(expected)});
        };
        const auto& header = s.header();
        const auto [indicator, is_new] = indicators_.try_emplace(header.indicator, header);
        indicator->second.decimals = std::max(indicator->second.decimals, header.decimals);
        if (header.unit != indicator->second.unit) {
            return fault(errc::unit_mismatch, header.unit.code, indicator->second.unit.code + ", as the first series");
        }
        const auto described = described_.find(header.indicator);
        if (described != described_.end() && header.unit != described->second->unit) {
            return fault(errc::unit_mismatch, header.unit.code, described->second->unit.code + ", as the indicator");
        }
        const auto code = unit_code::parse(header.subject);
        if (!code) return fault(errc::malformed_code, header.subject, "the code of a unit as its subject");
        codes_.insert(*code);
        for (std::size_t i = 0; i < s.size(); ++i) {
            const auto o = s.at(i);
            if (!o.value && o.reason == missing_reason::nothing_told) continue;
            const auto when = s.told_of(i);
            const auto [at, is_first] = column_of_.try_emplace({header.indicator, when}, told_.size());
            if (is_first) {
                told_.push_back({{{header.indicator, {}, header.unit, 0, header.year_to_date}, s.frequency()}, when});
            }
            const auto& of = told_[at->second].of;
            if (of.frequency != s.frequency() || of.header.year_to_date != header.year_to_date) {
                return fault(errc::contradiction, to_string(when), "figures of one frequency and beginning a period");
            }
            if (!cells_of_.emplace(*code, at->second).second) {
                return fault(errc::duplicate_key, to_string(when), "each period of an indicator once a unit");
            }
            cells_.push_back({*code, at->second, static_cast<std::size_t>(&s - all_.data()), i});
        }
    }

    std::span<const series> all_;
    std::map<std::string_view, const indicator*> described_;  // by code
    problems found_;
    std::map<std::string, series_header, std::less<>> indicators_;
    std::set<unit_code> codes_;
    std::map<std::pair<std::string, period>, std::size_t> column_of_;
    std::vector<told_column> told_;
    std::vector<told_cell> cells_;
    std::set<std::pair<unit_code, std::size_t>> cells_of_;
};

/// Series of one indicator that are told alike are one: their unit and decimals are too.
void require_one_scale(std::span<const series_column> columns, std::span<const std::vector<std::size_t>> groups) {
    for (std::size_t a = 0; a < groups.size(); ++a) {
        const auto& one = columns[groups[a].front()];
        for (std::size_t b = a + 1; b < groups.size(); ++b) {
            const auto& other = columns[groups[b].front()];
            if (one.header.indicator != other.header.indicator || one.frequency != other.frequency ||
                one.header.year_to_date != other.header.year_to_date) {
                continue;
            }
            const auto scale = [](const series_header& h) {
                return h.unit.code + " with " + std::to_string(h.decimals) + " decimals";
            };
            throw std::invalid_argument{"muong::series_of: " + one.header.indicator + " is in " + scale(one.header) +
                                        " and in " + scale(other.header) + "; want one of them in all its columns"};
        }
    }
}

}  // namespace

result<series_panel> panel_of(std::span<const series> all, date geography, std::span<const indicator> indicators) {
    return maker_of_panel{all, indicators}.made(geography);
}

std::vector<series> series_of(const series_panel& told) {
    const auto& values = told.values;
    if (told.columns.size() != values.columns().size()) {
        throw std::invalid_argument{"muong::series_of: want one header for each column of the panel"};
    }
    // The columns of one series, in their order.
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t c = 0; c < told.columns.size(); ++c) {
        if (!values.columns()[c].when) throw std::invalid_argument{"muong::series_of: a column of no period"};
        const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& other) {
            return told.columns[other.front()] == told.columns[c];
        });
        (group == groups.end() ? groups.emplace_back() : *group).push_back(c);
    }
    require_one_scale(told.columns, groups);
    const detail::cell_statuses statuses{told};
    std::vector<series> all;
    for (std::size_t row = 0; row < values.rows(); ++row) {
        for (const auto& group : groups) {
            auto of = told.columns[group.front()];
            of.header.subject = to_string(values.units()[row]);
            series::builder rows{std::move(of.header), of.frequency};
            rows.with_gaps();
            bool any = false;
            for (const auto c : group) {
                const auto value = values.at(row, c);
                const auto status = statuses.at(row, c);
                if (value) {
                    rows.add(*values.columns()[c].when, *value, status);
                } else if (!status.is_normal()) {
                    rows.add_missing(*values.columns()[c].when,
                                     status.is_missing() ? status : status | status_flag::missing);
                } else {
                    continue;
                }
                any = true;
            }
            if (!any) continue;
            auto built = std::move(rows).try_build();
            if (!built) throw std::invalid_argument{"muong::series_of: " + to_string(built.error().front())};
            all.push_back(std::move(built).value());
        }
    }
    return all;
}

}  // namespace muong::v0
