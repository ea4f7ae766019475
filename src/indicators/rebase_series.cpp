// SPDX-License-Identifier: MIT
#include <muong/indicators/rebase_series.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "indicators/cell_statuses.hpp"

namespace muong::inline v0 {
namespace {

/// The rows of the old panel of which something goes to each unit of the new map, or if there are none those that go
/// there by a share of zero; nothing for a unit that the panel does not have.
std::vector<std::vector<std::optional<std::size_t>>> parts_of(const panel& from, const crosswalk& onto) {
    std::vector<std::vector<std::optional<std::size_t>>> parts(onto.targets().size()), by_zero(parts.size());
    for (std::size_t s = 0; s < onto.sources().size(); ++s) {
        const auto row = from.row_of(onto.sources()[s]);
        for (const auto& e : onto.row(s)) (e.most.sign() == 0 ? by_zero : parts)[e.target].push_back(row);
    }
    for (std::size_t t = 0; t < parts.size(); ++t) {
        if (parts[t].empty()) parts[t] = std::move(by_zero[t]);
    }
    return parts;
}

}  // namespace

rebased_series rebase(const series_panel& told, const crosswalk& onto, const rebase_options& options) {
    const detail::cell_statuses known{told};
    auto made = rebase(told.values, onto, options);
    const auto& values = made.values();
    const auto parts = parts_of(told.values, onto);
    std::vector<cell_status> statuses;
    for (std::size_t row = 0; row < values.rows(); ++row) {
        for (std::size_t c = 0; c < values.columns().size(); ++c) {
            observation_status of_values, of_gaps;
            bool any = false, alike = true, first = true;
            for (const auto& part : parts[row]) {
                const auto status = part ? known.at(*part, c) : observation_status{};
                if (part && told.values.at(*part, c)) {
                    any = true;
                    of_values = of_values | status;
                } else {
                    alike = alike && (first || status == of_gaps);
                    of_gaps = status;
                    first = false;
                }
            }
            observation_status status = of_values;
            switch (made.quality(row, c)) {
                case cell_quality::copied:
                case cell_quality::summed:
                    break;
                case cell_quality::estimated:
                case cell_quality::partial:
                    status = status | status_flag::estimated;
                    break;
                case cell_quality::missing:
                case cell_quality::bounded:
                    status = any || !alike ? status_flag::missing : of_gaps;
                    break;
            }
            if (!status.is_normal()) statuses.push_back({row, c, status});
        }
    }
    series_panel there{values, told.columns, std::move(statuses)};
    return {std::move(there), std::move(made)};
}

}  // namespace muong::v0
