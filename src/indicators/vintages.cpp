// SPDX-License-Identifier: MIT
#include <muong/indicators/vintages.hpp>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "indicators/series_maker.hpp"

namespace muong::inline v0 {

vintages::vintages(series_header header, muong::frequency f) : header_{std::move(header)}, frequency_{f} {
    if (f == muong::frequency::term) throw std::invalid_argument{"muong::vintages: terms are no regular periods"};
}

vintages& vintages::tell(date known, const period& when, std::optional<decimal> value, observation_status status,
                         const source& cited) {
    series::builder one{header_, frequency_};  // it knows what an observation must be
    if (value) {
        one.add(when, *value, status);
    } else {
        one.add_missing(when, status);
    }
    const series made = std::move(one).build();
    const vintage told{known, made.at(0), cited};
    const auto index = made.first().index();
    const auto key = [](const telling& t) { return std::pair{t.index, t.what.known}; };
    const auto at = std::ranges::lower_bound(told_, std::pair{index, known}, {}, key);
    if (at == told_.end() || key(*at) != std::pair{index, known}) {
        told_.insert(at, {index, told});
    } else if (at->what.told != told.told) {
        throw data_error{{{errc::contradiction,
                           {},
                           to_string(when) + " told twice on " + to_string(known),
                           "the same value, or another day"}}};
    }
    return *this;
}

vintages& vintages::tell(date known, const series& s) {
    if (s.header().year_to_date != header_.year_to_date) {
        throw std::invalid_argument{"muong::vintages: figures from January on beside others"};
    }
    if (s.header().unit != header_.unit) {
        throw data_error{{{errc::unit_mismatch, {}, s.header().unit.code, header_.unit.code}}};
    }
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto o = s.at(i);
        if (o.reason == missing_reason::nothing_told || o.reason == missing_reason::outside) continue;
        const source* cited = s.source_of(i);
        tell(known, s.at_index(i), o.value, o.status, cited == nullptr ? source{} : *cited);
    }
    return *this;
}

std::optional<series> vintages::as_of(date day) const {
    series::builder made{header_, frequency_};
    made.with_gaps();
    bool any = false;
    const vintage* latest = nullptr;
    for (auto at = told_.begin(); at != told_.end(); ++at) {
        if (at->what.known <= day) latest = &at->what;
        const auto next = std::next(at);
        if (latest == nullptr || (next != told_.end() && next->index == at->index)) continue;
        const period when = period::at(frequency_, at->index);
        made.from(latest->cited);
        if (latest->told.value) {
            made.add(when, *latest->told.value, latest->told.status);
        } else {
            made.add_missing(when, latest->told.status);
        }
        any = true;
        latest = nullptr;
    }
    if (!any) return {};
    return std::move(made).build();
}

std::vector<vintage> vintages::history_of(const period& when) const {
    std::vector<vintage> all;
    const auto index = detail::step_index(header_, frequency_, when);
    for (const auto& t : told_) {
        if (t.index == index) all.push_back(t.what);
    }
    return all;
}

std::optional<decimal> vintages::revision_of(const period& when) const {
    const auto all = history_of(when);
    if (all.empty() || !all.front().told.value || !all.back().told.value) return {};
    return *all.back().told.value - *all.front().told.value;
}

}  // namespace muong::v0
