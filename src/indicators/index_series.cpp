// SPDX-License-Identifier: MIT
#include <muong/indicators/index_series.hpp>

#include <stdexcept>

#include "indicators/computed_series.hpp"
#include "indicators/series_maker.hpp"

namespace muong::inline v0 {
namespace {

using maker = detail::series_maker;

/// The mean of the levels of a base, or why there is none.
computed<fraction> mean_of(const series& levels, const period& base) {
    const auto parts = base.frequency() == levels.frequency() ? std::vector{base} : split(base, levels.frequency());
    if (parts.size() > 1 && levels.header().year_to_date) {
        throw std::invalid_argument{"muong::index: figures from January on have no mean: want a base of one period"};
    }
    fraction sum;
    for (const auto& part : parts) {
        const auto o = levels[part];
        if (!o.value) return o.reason == missing_reason::outside ? o.reason : missing_reason::missing_part;
        sum += *o.value;
    }
    if (sum.sign() <= 0) return sum.sign() == 0 ? missing_reason::zero_base : missing_reason::negative_base;
    return sum / static_cast<std::int64_t>(parts.size());
}

}  // namespace

series index(const series& levels, const period& base, decimal base_value, rounded_to round) {
    detail::require(round);
    const auto mean = mean_of(levels, base);
    maker make{detail::in_unit(levels.header(), "index points", round.decimals), levels.frequency(),
               maker::first_index(levels), levels.size()};
    make.sources_of(levels, 0);
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto o = levels.at(i);
        if (!o.value) {
            make.copy(i, levels, i);
        } else if (!mean) {
            make.missing(i, mean.reason(), o.status);
        } else {
            make.rounded_value(i, fraction{*o.value} * base_value / mean.value(), round.how, o.status);
        }
    }
    return std::move(make).done();
}

series compound(const series& rates, decimal base_value, rounded_to round) {
    detail::require(round);
    if (rates.header().unit.code != "percent" && rates.header().unit.code != "percent per year") {
        throw std::invalid_argument{"muong::compound: only rates in percent compound, not " + rates.header().unit.code};
    }
    if (rates.header().unit.code == "percent per year" && rates.frequency() != frequency::year) {
        throw std::invalid_argument{"muong::compound: rates per year compound year by year, not in steps of a " +
                                    std::string{to_string(rates.frequency())}};
    }
    if (rates.header().year_to_date && rates.frequency() != frequency::year) {
        throw std::invalid_argument{"muong::compound: figures from January on do not grow from one period to the next"};
    }
    (void)(rates.first() - 1);  // throws where the calendar begins
    maker make{detail::in_unit(rates.header(), "index points", round.decimals), rates.frequency(),
               maker::first_index(rates) - 1, rates.size() + 1};
    make.sources_of(rates, 1);
    fraction level = base_value;
    make.rounded_value(0, level, round.how, {});
    bool broken = false;
    observation_status status;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const auto o = rates.at(i);
        broken = broken || !o.value;
        status = status | o.status.of_value();
        if (broken) {
            make.missing(i + 1, missing_reason::missing_part, status);
        } else {
            level = percent{*o.value}.added_to(level);
            make.rounded_value(i + 1, level, round.how, status);
        }
    }
    return std::move(make).done();
}

result<series> chain(const series& earlier, const series& later, const period& link, over_breaks breaks, rounding how) {
    if (earlier.header().year_to_date != later.header().year_to_date) {
        throw std::invalid_argument{
            "muong::chain: figures from January on cannot be chained with figures of single periods"};
    }
    problems found;
    const auto fault = [&](errc code, std::string what, std::string expected) {
        found.push_back({code, {}, std::move(what), std::move(expected)});
    };
    if (earlier.frequency() != later.frequency() || link.frequency() != later.frequency()) {
        fault(errc::mixed_frequency,
              std::string{to_string(earlier.frequency())} + " and " + std::string{to_string(later.frequency())} +
                  " at " + to_string(link),
              "series of one frequency, and one of their periods");
        return found;
    }
    const auto from = earlier[link], to = later[link];
    if (!from.value || from.value->coefficient() <= 0) {
        fault(errc::missing_value, "no value above zero of the earlier series in " + to_string(link),
              "a period in which the series overlap");
    }
    if (!to.value) {
        fault(errc::missing_value, "no value of the later series in " + to_string(link),
              "a period in which the series overlap");
    }
    if (breaks == over_breaks::refuse) {
        for (std::size_t i = 0; i < earlier.size() && !(link < earlier.at_index(i)); ++i) {
            if (i > 0 && earlier.at(i).status.has(status_flag::series_break)) {
                fault(errc::contradiction, "a break (B) in " + to_string(earlier.at_index(i)),
                      "a series without breaks");
            }
        }
        if (to.status.has(status_flag::series_break)) {
            fault(errc::contradiction, "a break (B) in " + to_string(link), "a link that can be compared");
        }
    }
    if (!found.empty()) return found;

    const auto first = std::min(maker::first_index(earlier), link.index());
    const std::int32_t last = maker::first_index(later) + static_cast<std::int32_t>(later.size());
    maker make{later.header(), later.frequency(), first, static_cast<std::size_t>(last - first)};
    const fraction ratio = fraction{*to.value} / fraction{*from.value};
    for (std::int32_t p = first; p < last; ++p) {
        const auto i = static_cast<std::size_t>(p - first);
        if (p >= link.index()) {
            const auto j = static_cast<std::size_t>(p - maker::first_index(later));
            make.copy(i, later, j);
            make.source_from(i, later.source_of(j));
            continue;
        }
        const auto j = static_cast<std::size_t>(p - maker::first_index(earlier));
        const auto o = earlier.at(j);
        make.source_from(i, earlier.source_of(j));
        if (!o.value) {
            make.copy(i, earlier, j);
        } else {
            make.rounded_value(i, fraction{*o.value} * ratio, how, o.status);
        }
    }
    return std::move(make).done();
}

}  // namespace muong::v0
