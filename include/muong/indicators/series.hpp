// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <muong/core/problem.hpp>
#include <muong/core/source.hpp>
#include <muong/indicators/measure_unit.hpp>
#include <muong/indicators/observation_status.hpp>

namespace muong::inline v0 {

/// What the numbers of a series are.
struct series_header {
    std::string indicator;  ///< its code or name: "GRDP"
    /// What it is told of: a unit's code, a name. One text for all periods: where a code was used again it means
    /// several units, and nothing here tells them apart. `panel_of` takes it as a code of the one day it is given.
    std::string subject;
    measure_unit unit;
    int decimals = 0;  ///< 0 to 18: every value is kept with so many
    /// Each figure is of the time from January to the end of its period, as those of 6 and 9 months are published:
    /// the one of 2024-Q3 is told of 2024-01/2024-09, and found and given by either name.
    bool year_to_date = false;

    friend bool operator==(const series_header&, const series_header&) = default;
};

/// What a series has for one period. Exactly one of a value and a reason for having none.
struct observation {
    std::optional<decimal> value = {};
    observation_status status = {};
    missing_reason reason = missing_reason::none;

    friend bool operator==(const observation&, const observation&) = default;
};

namespace detail {
class series_maker;
}

/// One indicator of one subject over time: an observation for each period of one frequency, from a first period to a
/// last one without a gap. A period without a value has a reason for it; it is never zero.
///
/// Immutable. 8 bytes an observation if all are normal, else 11, and some 300 for the rest; sources are kept once for
/// each run of observations.
/// Laws, tested in tests/indicators/series.test.cpp:
///  - an observation gives back what the builder was given, with the decimals of the series;
///  - the order in which it was given does not matter;
///  - faults of the input are reported all at once, and nothing is built from them.
class series {
public:
    class builder;

    /// A series of values next to each other, in units of 10^-decimals, and perhaps a status for each. no_value stands
    /// for a missing one, whose status, if it is none of a missing value, becomes O. Moves the values, O(n).
    /// \throws std::invalid_argument for a term, or if there are no values, another number of statuses, decimals not
    /// 0 ... 18, or a value with the status of a missing one; std::out_of_range if the calendar ends first
    [[nodiscard]] MUONG_EXPORT static series dense(series_header header, period first, std::vector<std::int64_t> values,
                                                   std::span<const observation_status> statuses = {});
    static constexpr std::int64_t no_value = std::numeric_limits<std::int64_t>::min();

    [[nodiscard]] const series_header& header() const& noexcept { return header_; }
    const series_header& header() const&& = delete;

    [[nodiscard]] muong::frequency frequency() const noexcept { return frequency_; }
    [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }  ///< periods, missing ones included
    [[nodiscard]] period first() const { return at_index(0); }                  ///< the first period
    [[nodiscard]] period last() const { return at_index(size() - 1); }          ///< the last one, included
    /// The i-th period, from 0. \throws std::out_of_range unless i < size()
    [[nodiscard]] MUONG_EXPORT period at_index(std::size_t i) const;
    /// What the i-th figure is told of: its period, or the time from January to its end. \throws as `at_index`
    [[nodiscard]] MUONG_EXPORT period told_of(std::size_t i) const;
    /// Which period it is, from 0; nothing if it is before the first, behind the last, or of another frequency.
    [[nodiscard]] MUONG_EXPORT std::optional<std::size_t> index_of(const period& when) const;

    /// The observation of the i-th period. \throws std::out_of_range unless i < size()
    [[nodiscard]] MUONG_EXPORT observation at(std::size_t i) const;
    /// The observation of a period; missing, for the reason `outside`, if the series has no such period.
    [[nodiscard]] MUONG_EXPORT observation operator[](const period& when) const;
    /// The value of a period, if there is one.
    [[nodiscard]] std::optional<decimal> value(const period& when) const { return (*this)[when].value; }

    /// The values in units of 10^-decimals, period after period; no_value for missing ones.
    [[nodiscard]] std::span<const std::int64_t> values() const& noexcept { return values_; }
    std::span<const std::int64_t> values() const&& = delete;
    /// How many have a value. O(n).
    [[nodiscard]] MUONG_EXPORT std::size_t count() const noexcept;

    /// Where the i-th observation was read; nothing if that is not known. \throws std::out_of_range unless i < size()
    [[nodiscard]] MUONG_EXPORT const source* source_of(std::size_t i) const&;
    const source* source_of(std::size_t i) const&& = delete;

    /// What it occupies, in bytes.
    [[nodiscard]] MUONG_EXPORT std::size_t memory() const noexcept;

    /// The same header, periods, values, statuses and reasons; sources do not count.
    friend MUONG_EXPORT bool operator==(const series& a, const series& b) noexcept;

private:
    friend detail::series_maker;
    friend builder;
    struct run {  ///< of observations with one source
        std::size_t first;
        std::size_t source;
    };
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    series(series_header header, muong::frequency f, std::int32_t first) noexcept
        : header_{std::move(header)}, first_{first}, frequency_{f} {}

    series_header header_;
    std::vector<std::int64_t> values_;
    std::vector<std::uint8_t> marks_;  // three bytes each: 19 flags and a reason; empty if all are normal
    std::vector<run> runs_;            // by first
    std::vector<source> sources_;
    std::int32_t first_;
    muong::frequency frequency_;
    std::uint8_t bits_ = 0;  // all values are 1 to 2^bits_ - 1; 0: that is not known
};

/// Takes observations in any order and makes a series out of them. One that has been built from is empty again, and of
/// the same header.
class series::builder {
public:
    builder(series_header header, muong::frequency f) : header_{std::move(header)}, frequency_{f} {}

    /// Where the observations that follow come from.
    MUONG_EXPORT builder& from(source s);
    /// Periods between the first and the last for which nothing is given are missing, for the reason `nothing_told`;
    /// else each is a problem.
    builder& with_gaps() noexcept {
        gaps_ = true;
        return *this;
    }

    /// A value; more decimals than the series has are a problem, unless they are zeros.
    /// \throws std::invalid_argument for a series of terms, or one whose decimals are not 0 ... 18
    builder& add(const period& when, decimal value, observation_status status = {}, const place& where = {}) {
        return add(when, std::optional{value}, status, where);
    }
    /// No value, and what the source says of that. \throws as `add`
    builder& add_missing(const period& when, observation_status status = status_flag::missing,
                         const place& where = {}) {
        return add(when, std::nullopt, status, where);
    }
    /// The same out of text: a period as `period::parse` reads it, a decimal, letters of CL_OBS_STATUS. An empty value
    /// or NaN is one that is missing, and needs a status that says so. \throws as `add`
    MUONG_EXPORT builder& add_text(std::string_view when, std::string_view value, std::string_view status = {},
                                   const place& where = {});

    /// All that is wrong: in the order in which they were given, observations with text that cannot be read, a period
    /// of another frequency, more decimals than the series has or beyond 64 bits, a value with the status of a missing
    /// one or the other way round; behind these, in the order of time, periods given twice or left out; or no
    /// observations.
    [[nodiscard]] MUONG_EXPORT problems check() const;
    /// The series, or all that is wrong. O(n log n).
    [[nodiscard]] MUONG_EXPORT result<series> try_build() &&;
    /// \throws data_error
    [[nodiscard]] series build() && { return std::move(*this).try_build().value(); }

private:
    struct row {
        std::int32_t index;
        std::int64_t value;
        observation_status status;
        std::size_t source;
        place where;
    };
    MUONG_EXPORT builder& add(const period& when, std::optional<decimal> value, observation_status status,
                              const place& where);
    [[nodiscard]] std::vector<row> sorted() const;

    series_header header_;
    muong::frequency frequency_;
    bool gaps_ = false;
    std::vector<source> sources_;
    std::vector<row> rows_;
    problems found_;
};

}  // namespace muong::v0
