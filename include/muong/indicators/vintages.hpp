// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <muong/core/date.hpp>
#include <muong/core/decimal.hpp>
#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <muong/core/source.hpp>
#include <muong/indicators/series.hpp>

namespace muong::inline v0 {

/// One telling of a period.
struct vintage {
    date known;  ///< the day from which on it was known
    observation told;
    source cited = {};

    friend bool operator==(const vintage&, const vintage&) = default;
};

/// A series as it was told over time. The same period told again later is a revision; both stay.
///
/// Laws, tested in tests/indicators/vintages.test.cpp:
///  - `as_of(day)` does not change with what is told on a later day;
///  - each of its observations is the latest telling of its period on or before that day.
class vintages {
public:
    /// \throws std::invalid_argument for terms
    MUONG_EXPORT vintages(series_header header, muong::frequency f);

    /// What was told on a day; no value with a status of missing ones takes a value back.
    /// \throws data_error for a period of another frequency, for more decimals than the series has or beyond 64 bits,
    /// for a missing value without its status or the other way round, and for a period that has been told otherwise on
    /// the same day; std::invalid_argument if the decimals of the header are not 0 ... 18
    MUONG_EXPORT vintages& tell(date known, const period& when, std::optional<decimal> value,
                                observation_status status = {}, const source& cited = {});
    /// All observations of a series that are not missing for the reason `nothing_told` or `outside`.
    /// \throws as above, and what was told before the fault stays; data_error if its unit is another one;
    /// std::invalid_argument if it is told from January on and this is not, or the other way round
    MUONG_EXPORT vintages& tell(date known, const series& s);

    /// The series as it was known at the end of a day; nothing if nothing was. O(all tellings).
    [[nodiscard]] MUONG_EXPORT std::optional<series> as_of(date day) const;
    /// All tellings of a period, in the order of the days; empty if there is none.
    [[nodiscard]] MUONG_EXPORT std::vector<vintage> history_of(const period& when) const;
    /// The latest value less the first one; nothing if one of them is missing, or nothing was told.
    /// \throws std::overflow_error if it leaves 64 bits
    [[nodiscard]] MUONG_EXPORT std::optional<decimal> revision_of(const period& when) const;

private:
    series_header header_;
    muong::frequency frequency_;
    struct telling {
        std::int32_t index;  ///< of the period
        vintage what;
    };
    std::vector<telling> told_;  // by period, then by day
};

}  // namespace muong::v0
