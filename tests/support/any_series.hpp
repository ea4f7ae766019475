// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include <muong/indicators/series.hpp>

#include "support/for_all.hpp"

namespace muong::test {

struct series_kind {
    std::int64_t least = -1000;
    std::int64_t greatest = 1000;
    bool gaps = true;  ///< some are missing
    std::vector<frequency> frequencies{frequency::month, frequency::quarter, frequency::half_year, frequency::year};
};

/// One to fifty observations of any regular frequency, some of them missing or marked if so wanted.
inline series any_series(source_of_chance& chance, const series_kind& kind = {}) {
    const auto f = chance.pick(kind.frequencies);
    const auto first = period::around(f, "2000-01-01"_date) + static_cast<std::int32_t>(chance.between(-40, 40));
    std::vector<std::int64_t> values(chance.index(50) + 1);
    std::vector<observation_status> statuses(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (kind.gaps && chance.chance(1, 8)) {
            values[i] = series::no_value;
            statuses[i] = chance.chance(1, 2) ? status_flag::not_collected : status_flag::missing;
            continue;
        }
        values[i] = chance.between(kind.least, kind.greatest);
        if (kind.gaps && chance.chance(1, 8)) statuses[i] = {status_flag::estimated, status_flag::provisional};
    }
    return series::dense({"GRDP", "11", measure_unit::parse("billion VND").value(), static_cast<int>(chance.index(4))},
                         first, std::move(values), statuses);
}

}  // namespace muong::test
