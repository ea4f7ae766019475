// SPDX-License-Identifier: MIT
#include <muong/indicators/alignment.hpp>

#include <algorithm>
#include <stdexcept>

#include "indicators/series_maker.hpp"

namespace muong::inline v0 {
namespace {

using maker = detail::series_maker;

void copy_observation(maker& make, std::size_t i, const series& from, std::size_t j) {
    make.copy(i, from, j);
    make.source_from(i, from.source_of(j));
}

}  // namespace

series lag(const series& s, int periods) {
    (void)(s.first() + periods);  // these two throw where the calendar ends
    (void)(s.last() + periods);
    maker make{s.header(), s.frequency(), maker::first_index(s) + periods, s.size()};
    for (std::size_t i = 0; i < s.size(); ++i) make.copy(i, s, i);
    make.sources_of(s, 0);
    return std::move(make).done();
}

series span(const series& s, const period& from, const period& to) {
    if (from.frequency() != s.frequency() || to.frequency() != s.frequency() || to < from) {
        throw std::invalid_argument{
            "muong::span: a span goes from one period of the series to another that is not before it"};
    }
    const auto size = static_cast<std::size_t>(to - from) + 1;
    maker make{s.header(), s.frequency(), from.index(), size};
    for (std::size_t i = 0; i < size; ++i) {
        if (const auto j = s.index_of(from + static_cast<std::int32_t>(i))) {
            copy_observation(make, i, s, *j);
        } else {
            make.missing(i, missing_reason::outside);
            make.source_from(i, nullptr);
        }
    }
    return std::move(make).done();
}

series bind(const series& a, const series& b) {
    if (a.frequency() != b.frequency() || a.header().unit != b.header().unit ||
        a.header().decimals != b.header().decimals || a.header().year_to_date != b.header().year_to_date) {
        throw std::invalid_argument{
            "muong::bind: series of two frequencies, units or counts of decimals, or one of them from January on, "
            "cannot be "
            "bound"};
    }
    const auto first = std::min(maker::first_index(a), maker::first_index(b));
    const auto end = std::max(maker::first_index(a) + static_cast<std::int32_t>(a.size()),
                              maker::first_index(b) + static_cast<std::int32_t>(b.size()));
    maker make{a.header(), a.frequency(), first, static_cast<std::size_t>(end - first)};
    for (std::int32_t p = first; p < end; ++p) {
        const auto i = static_cast<std::size_t>(p - first);
        const auto in = [p](const series& s) -> std::optional<std::size_t> {
            const std::int64_t at = std::int64_t{p} - maker::first_index(s);
            if (at < 0 || at >= static_cast<std::int64_t>(s.size())) return {};
            return static_cast<std::size_t>(at);
        };
        const auto ia = in(a), ib = in(b);
        if (ia && (a.values()[*ia] != series::no_value || !ib || b.values()[*ib] == series::no_value)) {
            copy_observation(make, i, a, *ia);
        } else if (ib) {
            copy_observation(make, i, b, *ib);
        } else {
            make.missing(i, missing_reason::nothing_told);
            make.source_from(i, nullptr);
        }
    }
    return std::move(make).done();
}

}  // namespace muong::v0
