// SPDX-License-Identifier: MIT
#include <muong/indicators/series.hpp>

#include <algorithm>
#include <stdexcept>

#include "indicators/growth_loops.hpp"
#include "indicators/series_maker.hpp"

namespace muong::inline v0 {
namespace {

using maker = detail::series_maker;

void require_decimals(int decimals) {
    if (decimals < 0 || decimals > decimal::max_decimals) {
        throw std::invalid_argument{"muong::series: decimals must be 0 to 18"};
    }
}

}  // namespace

series series::dense(series_header header, period first, std::vector<std::int64_t> values,
                     std::span<const observation_status> statuses) {
    require_decimals(header.decimals);
    if (values.empty()) throw std::invalid_argument{"muong::series: no observations"};
    if (!statuses.empty() && statuses.size() != values.size()) {
        throw std::invalid_argument{"muong::series: another number of statuses than of values"};
    }
    if (first.frequency() == muong::frequency::term) {
        throw std::invalid_argument{"muong::series: terms are no regular periods"};
    }
    if (values.size() > 4'000'000) throw std::out_of_range{"muong::series: the calendar ends first"};
    const auto last = static_cast<std::int32_t>(values.size() - 1);
    (void)period::at(first.frequency(), first.index() + last);  // throws where the calendar ends

    const std::size_t size = values.size();
    const bool plain = statuses.empty() && std::ranges::find(values, no_value) == values.end();
    const int bits = detail::bits_of_small(values.data(), size);
    maker make{std::move(header), first.frequency(), first.index(), plain ? 0 : size};
    for (std::size_t i = 0; !plain && i < size; ++i) {
        const auto status = statuses.empty() ? observation_status{} : statuses[i];
        if (values[i] == no_value) {
            make.missing(i, missing_reason::as_published, status);
        } else if (status.is_missing()) {
            throw std::invalid_argument{"muong::series: a value with the status of a missing one"};
        } else {
            make.value(i, values[i], status);
        }
    }
    series made = std::move(make).done();
    made.values_ = std::move(values);
    made.bits_ = static_cast<std::uint8_t>(bits);
    return made;
}

period series::at_index(std::size_t i) const {
    if (i >= size()) throw std::out_of_range{"muong::series: no such observation"};
    return period::at(frequency_, first_ + static_cast<std::int32_t>(i));
}

period series::told_of(std::size_t i) const {
    const auto step = at_index(i);
    if (!header_.year_to_date || frequency_ == muong::frequency::day) return step;
    return period{{step.first().first_of_year(), step.end()}};
}

std::optional<std::size_t> series::index_of(const period& when) const {
    const auto index = detail::step_index(header_, frequency_, when);
    if (!index) return {};
    const std::int64_t at = std::int64_t{*index} - first_;
    if (at < 0 || at >= static_cast<std::int64_t>(size())) return {};
    return static_cast<std::size_t>(at);
}

observation series::at(std::size_t i) const {
    if (i >= size()) throw std::out_of_range{"muong::series: no such observation"};
    observation o{{}, maker::status_of(*this, i), maker::reason_of(*this, i)};
    if (values_[i] != no_value) o.value = decimal{values_[i], header_.decimals};
    return o;
}

observation series::operator[](const period& when) const {
    if (const auto i = index_of(when)) return at(*i);
    return {{}, status_flag::missing, missing_reason::outside};
}

std::size_t series::count() const noexcept {
    return size() - static_cast<std::size_t>(std::count(values_.begin(), values_.end(), no_value));
}

const source* series::source_of(std::size_t i) const& {
    if (i >= size()) throw std::out_of_range{"muong::series: no such observation"};
    const auto after = std::ranges::upper_bound(runs_, i, {}, &run::first);
    if (after == runs_.begin() || std::prev(after)->source == nowhere) return nullptr;
    return &sources_[std::prev(after)->source];
}

std::size_t series::memory() const noexcept {
    std::size_t bytes = sizeof(series) + values_.capacity() * sizeof(std::int64_t) + marks_.capacity() +
                        runs_.capacity() * sizeof(run) + sources_.capacity() * sizeof(source);
    const auto text = [&bytes](const std::string& s) { bytes += s.capacity() > 15 ? s.capacity() + 1 : 0; };
    for (const auto* s : {&header_.indicator, &header_.subject, &header_.unit.code, &header_.unit.measures}) text(*s);
    for (const auto& s : sources_) {
        for (const auto* part : {&s.who, &s.title, &s.where}) text(*part);
    }
    return bytes;
}

bool operator==(const series& a, const series& b) noexcept {
    return a.frequency_ == b.frequency_ && a.first_ == b.first_ && a.header_ == b.header_ && a.values_ == b.values_ &&
           a.marks_ == b.marks_;
}

series::builder& series::builder::from(source s) {
    sources_.push_back(std::move(s));
    return *this;
}

series::builder& series::builder::add(const period& when, std::optional<decimal> value, observation_status status,
                                      const place& where) {
    const auto fault = [&](errc code, std::string found, std::string expected) {
        found_.push_back({code, where, std::move(found), std::move(expected)});
    };
    require_decimals(header_.decimals);
    if (frequency_ == muong::frequency::term)
        throw std::invalid_argument{"muong::series: terms are no regular periods"};
    const auto index = detail::step_index(header_, frequency_, when);
    if (!index) {
        fault(errc::mixed_frequency, to_string(when),
              "a " + std::string{to_string(frequency_)} +
                  (header_.year_to_date ? ", or the time from January to the end of one" : ""));
        return *this;
    }
    std::int64_t number = no_value;
    if (value) {
        if (status.is_missing()) {
            fault(errc::contradiction, to_string(*value) + " with status " + to_string(status),
                  "no value beside a status of missing ones");
            return *this;
        }
        const decimal trimmed = value->trimmed();
        if (trimmed.decimals() > header_.decimals) {
            fault(errc::out_of_range, to_string(*value), "at most " + std::to_string(header_.decimals) + " decimals");
            return *this;
        }
        try {
            number = trimmed.rounded(header_.decimals).coefficient();
        } catch (const std::overflow_error&) {
            fault(errc::out_of_range, to_string(*value),
                  "a number of 64 bits with " + std::to_string(header_.decimals) + " decimals");
            return *this;
        }
    } else if (!status.is_missing()) {
        fault(errc::missing_value, "no value with status " + to_string(status),
              "a value, or a status that says why there is none (O, M, L, H, Q)");
        return *this;
    }
    rows_.push_back({*index, number, status, sources_.empty() ? nowhere : sources_.size() - 1, where});
    return *this;
}

series::builder& series::builder::add_text(std::string_view when, std::string_view value, std::string_view status,
                                           const place& where) {
    const auto p = period::parse(when);
    if (!p) {
        found_.push_back({errc::malformed_text, where, std::string{when}, "a period such as 2024, 2024-Q1 or 2024-03"});
    }
    const auto flags = observation_status::parse(status);
    if (!flags) {
        found_.push_back({errc::unknown_value, where, std::string{status}, "letters of CL_OBS_STATUS, as E or B;E"});
    }
    std::optional<decimal> number;
    if (!value.empty() && value != "NaN") {
        number = decimal::parse(value);
        if (!number) {
            found_.push_back({*decimal::fault_in(value), where, std::string{value}, "a decimal number of 64 bits"});
            return *this;
        }
    }
    return p && flags ? add(*p, number, *flags, where) : *this;
}

std::vector<series::builder::row> series::builder::sorted() const {
    auto rows = rows_;
    std::ranges::stable_sort(rows, {}, &row::index);
    return rows;
}

problems series::builder::check() const {
    problems all = found_;
    const auto rows = sorted();
    const auto text = [this](std::int32_t index) { return to_string(period::at(frequency_, index)); };
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].index == rows[i - 1].index) {
            all.push_back({errc::duplicate_key, rows[i].where, text(rows[i].index), "a period only once"});
        } else if (rows[i].index != rows[i - 1].index + 1 && !gaps_) {
            all.push_back({errc::gap_in_series, rows[i].where, text(rows[i].index),
                           text(rows[i - 1].index + 1) + ", which comes after " + text(rows[i - 1].index)});
        }
    }
    if (rows.empty() && all.empty()) all.push_back({errc::missing_value, {}, {}, "at least one observation"});
    return all;
}

result<series> series::builder::try_build() && {
    auto used = std::exchange(*this, builder{header_, frequency_});
    if (auto all = used.check(); !all.empty()) return all;
    const auto rows = used.sorted();
    maker make{std::move(used.header_), frequency_, rows.front().index,
               static_cast<std::size_t>(rows.back().index - rows.front().index) + 1};
    std::int32_t next = rows.front().index;
    for (const auto& r : rows) {
        const auto at = static_cast<std::size_t>(r.index - rows.front().index);
        for (; next < r.index; ++next) {
            const auto gap = static_cast<std::size_t>(next - rows.front().index);
            make.missing(gap, missing_reason::nothing_told);
            make.source_from(gap, nullptr);
        }
        ++next;
        if (r.value == no_value) {
            make.missing(at, missing_reason::as_published, r.status);
        } else {
            make.value(at, r.value, r.status);
        }
        make.source_from(at, r.source == nowhere ? nullptr : &used.sources_[r.source]);
    }
    return std::move(make).done();
}

}  // namespace muong::v0
