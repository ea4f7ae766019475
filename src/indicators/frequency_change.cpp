// SPDX-License-Identifier: MIT
#include <muong/indicators/frequency_change.hpp>

#include <algorithm>
#include <array>

#include "indicators/computed_series.hpp"
#include "indicators/growth_loops.hpp"
#include "indicators/series_maker.hpp"

namespace muong::inline v0 {
namespace {

using maker = detail::series_maker;

void require_sums(const series& s) {
    const auto& unit = s.header().unit;
    if (unit.adds_up()) return;
    throw std::invalid_argument{"muong::frequency_change: " + s.header().indicator + " is told in " + unit.code +
                                ", which does not add up over time"};
}

void require_single_periods(const series& s) {
    if (!s.header().year_to_date) return;
    throw std::invalid_argument{"muong::frequency_change: " + s.header().indicator +
                                " is told from January on: decumulate it to combine its periods"};
}

void require_longer(frequency shorter, frequency longer) {
    const int parts = detail::steps_a_year(shorter), wholes = detail::steps_a_year(longer);
    if (wholes == 0 || shorter == longer || (parts != 0 && (parts < wholes || parts % wholes != 0))) {
        throw std::invalid_argument{"muong::frequency_change: a " + std::string{to_string(longer)} +
                                    " is not made of whole " + std::string{to_string(shorter)} + "s"};
    }
}

struct combined_parts {
    std::int64_t value = series::no_value;
    observation_status status = {};
    missing_reason why = missing_reason::none;
    const source* cited = nullptr;  // of the first part that has a value
};

/// What the observations within a longer period make.
combined_parts together(const series& s, const period& whole, combine how, completeness needed, rounding round) {
    const auto begin = period::around(s.frequency(), whole.first()).index();
    const int parts = period::around(s.frequency(), whole.last()).index() - begin + 1;
    const std::int64_t from = std::int64_t{begin} - maker::first_index(s);
    detail::int128 sum = 0;
    std::int64_t least = 0, greatest = 0, earliest = 0, latest = 0;
    int known = 0;
    bool outside = false;
    combined_parts made;
    for (std::int64_t j = from; j < from + parts; ++j) {
        if (j < 0 || j >= static_cast<std::int64_t>(s.size())) {
            outside = true;
            continue;
        }
        const auto at = static_cast<std::size_t>(j);
        made.status = made.status | maker::status_of(s, at).of_value();
        const std::int64_t v = s.values()[at];
        if (v == series::no_value) continue;
        made.cited = known == 0 ? s.source_of(at) : made.cited;
        earliest = known == 0 ? v : earliest;
        latest = v;
        least = known == 0 ? v : std::min(least, v);
        greatest = known == 0 ? v : std::max(greatest, v);
        sum += v;
        ++known;
    }
    if (known < needed.needed_of(parts)) {
        made.status = made.status | status_flag::missing;
        made.why = outside      ? missing_reason::outside
                   : known == 0 ? missing_reason::missing_part
                                : missing_reason::too_few;
        return made;
    }
    if (known < parts) made.status = made.status | status_flag::estimated;
    const std::array<detail::int128, 6> all{
        sum, how == combine::average ? detail::divide(sum, known, round) : 0, earliest, latest, least, greatest};
    const auto value = all[static_cast<std::size_t>(how)];
    if (detail::fits_int64(value)) {
        made.value = static_cast<std::int64_t>(value);
    } else {
        made.status = made.status | status_flag::missing;
        made.why = missing_reason::beyond_range;
    }
    return made;
}

}  // namespace

series aggregate(const series& s, frequency longer, combine how, completeness needed, rounding round) {
    require_longer(s.frequency(), longer);
    if (how == combine::sum) require_sums(s);
    if (how != combine::last) require_single_periods(s);
    const auto first = period::around(longer, s.first().first()), last = period::around(longer, s.last().first());
    auto header = s.header();
    header.year_to_date = header.year_to_date && longer != frequency::year;
    maker make{std::move(header), longer, first.index(), static_cast<std::size_t>(last - first) + 1};
    for (std::size_t i = 0; i <= static_cast<std::size_t>(last - first); ++i) {
        const auto made = together(s, first + static_cast<std::int32_t>(i), how, needed, round);
        make.source_from(i, made.cited);
        if (made.why == missing_reason::none) {
            make.value(i, made.value, made.status);
        } else {
            make.missing(i, made.why, made.status);
        }
    }
    return std::move(make).done();
}

observation combined(const series& s, const period& whole, combine how, completeness needed, rounding round) {
    const auto first = period::around(s.frequency(), whole.first()), last = period::around(s.frequency(), whole.last());
    if (first.first() != whole.first() || last.end() != whole.end()) {
        throw std::invalid_argument{"muong::combined: " + to_string(whole) + " is not made of whole " +
                                    std::string{to_string(s.frequency())} + "s"};
    }
    if (how == combine::sum) require_sums(s);
    if (how != combine::last) require_single_periods(s);
    const auto made = together(s, whole, how, needed, round);
    if (made.why != missing_reason::none) return {{}, made.status, made.why};
    return {decimal{made.value, s.header().decimals}, made.status};
}

computed<decimal> total(const series& s) {
    require_sums(s);
    require_single_periods(s);
    detail::int128 sum = 0;
    if (!detail::sum_of(s.values().data(), s.size(), sum)) return missing_reason::missing_part;
    if (!detail::fits_int64(sum)) return missing_reason::beyond_range;
    return decimal{static_cast<std::int64_t>(sum), s.header().decimals};
}

series cumulate(const series& s) {
    require_sums(s);
    require_single_periods(s);
    const int steps = detail::steps_a_year(s);
    auto header = s.header();
    header.year_to_date = true;
    maker make{std::move(header), s.frequency(), maker::first_index(s), s.size()};
    make.sources_of(s, 0);
    detail::int128 sum = 0;
    auto stop = missing_reason::outside;  // why there is no sum so far in this year
    observation_status status;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const std::int32_t index = maker::first_index(s) + static_cast<std::int32_t>(i);
        if (index % steps == 0) {
            sum = 0;
            stop = missing_reason::none;
            status = {};
        }
        status = status | maker::status_of(s, i).of_value();
        if (s.values()[i] == series::no_value) {
            make.copy(i, s, i);
            if (stop == missing_reason::none) stop = missing_reason::missing_part;
            continue;
        }
        sum += s.values()[i];
        if (stop != missing_reason::none) {
            make.missing(i, stop, status | status_flag::missing);
        } else {
            make.wide_value(i, sum, status);
        }
    }
    return std::move(make).done();
}

series decumulate(const series& sums) {
    require_sums(sums);
    const int steps = detail::steps_a_year(sums);
    auto header = sums.header();
    if (!header.year_to_date) {
        throw std::invalid_argument{"muong::decumulate: " + header.indicator +
                                    " is not told from January on (year_to_date)"};
    }
    header.year_to_date = false;
    maker make{std::move(header), sums.frequency(), maker::first_index(sums), sums.size()};
    make.sources_of(sums, 0);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const std::int32_t index = maker::first_index(sums) + static_cast<std::int32_t>(i);
        const std::int64_t now = sums.values()[i];
        if (now == series::no_value || index % steps == 0) {
            make.copy(i, sums, i);
            continue;
        }
        const auto status = maker::status_of(sums, i).of_value();
        if (i == 0) {
            make.missing(i, missing_reason::outside, status | status_flag::missing);
        } else if (sums.values()[i - 1] == series::no_value) {
            make.missing(i, missing_reason::missing_part, status | status_flag::missing);
        } else {
            make.wide_value(i, detail::int128{now} - sums.values()[i - 1], status);
        }
    }
    return std::move(make).done();
}

}  // namespace muong::v0
